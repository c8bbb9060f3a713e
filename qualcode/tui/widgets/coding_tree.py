"""The code tree beside the text: it can be narrowed by typing, counts respondents too, and codes are moved by the mouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from qualcode.store.values import Code
from qualcode.tui.keymap import bindings
from qualcode.tui.picking import fitting
from qualcode.tui.widgets.code_tree import CodeTree


class CodingTree(CodeTree):
    """The codes to put; those that fit what was typed, with those above them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("tree")
    ALLOW_SELECT = False

    @dataclass
    class Sought(Message):
        """The line to narrow the tree by is wanted."""

    @dataclass
    class Dropped(Message):
        """A code was drawn to another one, or to none: the top."""

        code_id: str
        target_id: str

    def __init__(self, *, id: str | None = None) -> None:
        self.needle = ""
        self.people: Mapping[str, int] = {}
        """Code id -> respondents with a coding of it."""
        super().__init__(id=id)
        self._given: tuple[
            Sequence[Code], Mapping[str, int], Mapping[str, int], tuple[str, ...]
        ] = ((), {}, {}, ())  # fmt: skip
        self._held = ""
        """The code on which the mouse was pressed."""
        self._drawn = False
        """Whether the click that follows is the end of drawing a code elsewhere."""

    def show(
        self, codes: Sequence[Code], counts: Mapping[str, int], hue_of: Mapping[str, int], hues: tuple[str, ...]
    ) -> None:
        """Takes codes and counts; shows those that fit what was typed."""
        self._given = (codes, counts, hue_of, hues)
        shown = codes
        if self.needle:
            kept = fitting(self.needle, codes)
            shown = [code for code in codes if code.id in kept]
        super().show(shown, counts, hue_of, hues)
        if self.needle:
            for node in self._node_of.values():
                node.expand()

    def narrow(self, needle: str) -> None:
        """Shows only the codes that fit, with those above them; an empty needle shows all again."""
        self.needle = needle.strip()
        self.show(*self._given)

    def said_count(self, code_id: str) -> str:
        """Segments, and respondents where that says more: "12·5"."""
        count = self._counts.get(code_id, 0)
        people = self.people.get(code_id, 0)
        return f"{count}·{people}" if count and people else super().said_count(code_id)

    def action_narrow(self) -> None:
        """Asks for letters to narrow the tree by."""
        self.post_message(self.Sought())

    def action_widen(self) -> None:
        """All codes again."""
        if self.needle:
            self.narrow("")
            self.post_message(self.Sought())

    def on_focus(self) -> None:
        """A tree that is entered points at a code: its keys are about that one."""
        if self.cursor_line < 0:
            self.cursor_line = 0

    # Drawing a code to another place

    def _code_under(self, event: events.MouseEvent) -> str:
        line = event.style.meta.get("line")
        node = self.get_node_at_line(line) if line is not None else None
        return (node.data or "") if node is not None else ""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Notes which code may be drawn elsewhere."""
        self._held = self._code_under(event) if event.button == 1 else ""
        self._drawn = False

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Tells where a code was let go, when that is elsewhere."""
        held, self._held = self._held, ""
        target = self._code_under(event)
        if held and target != held:
            self._drawn = True
            self.post_message(self.Dropped(held, target))

    def on_click(self, event: events.Click) -> None:
        """The click that ends drawing chooses no code."""
        if self._drawn:
            self._drawn = False
            event.prevent_default()
            event.stop()
            return
        super().on_click(event)

    def on_leave(self) -> None:
        """A code let go elsewhere stays where it is."""
        self._held = ""
