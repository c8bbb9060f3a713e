"""The two sides of the axial board: codes that wait, and the tree they go into. A code dragged to the tree is put there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message

from qualcode.store.values import Code
from qualcode.tui.views_board import BoardCode
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.mark_list import MarkList

EMPTY, ONCE, ALIKE = "∅", "1×", "≈"
"""Signs of a code without a segment, used once, and like another; the status line says them in words."""


def signs(code: BoardCode, alike: bool) -> str:
    """What stands out about a code."""
    return " ".join(sign for sign, holds in ((EMPTY, code.empty), (ONCE, code.once), (ALIKE, alike)) if holds)


class WaitingList(MarkList):
    """Codes, one a row, with how often they are used."""

    @dataclass
    class Grabbed(Message):
        """The mouse went down on a code: it may be dragged to the tree."""

        key: str

    class Dropped(Message):
        """The mouse was let go over this list."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.codes: Mapping[str, BoardCode] = {}
        self.alike: frozenset[str] = frozenset()
        self.tell_path = False
        """Whether each code says under which main code it stands."""

    def prompt(self, key: str) -> Text:
        """Name, use, signs."""
        one = self.codes[key]
        text = Text(end="", no_wrap=True, overflow="ellipsis")
        text.append(one.label, Style(bold=True))
        if said := signs(one, key in self.alike):
            text.append(f" {said}", Style(bold=True))
        text.append(f"  {one.segments}" if one.segments else "", Style(dim=True))
        above, slash, _name = one.path.rpartition(" / ")
        if self.tell_path and slash:
            text.append(f"  {above}", Style(dim=True))
        return text

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Tells what may be dragged."""
        place = event.style.meta.get("option")
        key = self.get_option_at_index(place).id if place is not None else ""
        self.post_message(self.Grabbed(key or ""))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Tells that what was dragged was let go here."""
        event.stop()
        self.post_message(self.Dropped())


class AxialTree(CodeTree):
    """The ordered codes."""

    ALLOW_SELECT = False

    @dataclass
    class Grabbed(Message):
        """The mouse went down on a code: it may be dragged to another place."""

        code_id: str

    @dataclass
    class Dropped(Message):
        """The mouse was let go over a code, or over no code: the top."""

        code_id: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.facts: Mapping[str, BoardCode] = {}
        self.alike: frozenset[str] = frozenset()

    def _words_for(self, code: Code) -> Text:
        text = super()._words_for(code)
        one = self.facts.get(code.id)
        if one is not None and (said := signs(one, code.id in self.alike)):
            text.append(f" {said}", Style(bold=True))
        return text

    def _code_under(self, event: events.MouseEvent) -> str:
        line = event.style.meta.get("line")
        node = self.get_node_at_line(line) if line is not None else None
        return (node.data or "") if node else ""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Tells what may be dragged."""
        self.post_message(self.Grabbed(self._code_under(event)))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Tells over which code the mouse was let go."""
        event.stop()
        self.post_message(self.Dropped(self._code_under(event)))
