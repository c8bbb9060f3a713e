"""The codes as a tree: main codes, codes below them, open codes that have no place yet, kernlabels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from qualcode.i18n import _
from qualcode.store.values import OPEN, SELECTIVE, Code
from qualcode.tui.keymap import bindings
from qualcode.tui.views import label_of


class CodeTree(Tree[str]):
    """Holds the codes and how often each is used. Enter on a code tells it was chosen."""

    @dataclass
    class Chosen(Message):
        """A code was chosen, by key or mouse."""

        code_id: str
        clicked: bool = False

    @dataclass
    class Pointed(Message):
        """The tree's cursor is on another code now."""

        code_id: str

    @dataclass
    class Wanted(Message):
        """An act on the code under the cursor was asked for."""

        act: str
        code_id: str

    BINDINGS: ClassVar[list[BindingType]] = bindings("codes")
    DEFAULT_CSS = "CodeTree { background: $surface; scrollbar-size-vertical: 1; overflow-x: hidden; padding: 0; }"

    def __init__(self, *, id: str | None = None) -> None:
        self._codes: tuple[Code, ...] = ()
        self._counts: dict[str, int] = {}
        self._node_of: dict[str, TreeNode[str]] = {}
        self._hues: tuple[str, ...] = ()
        self._hue_of: dict[str, int] = {}
        self._clicked = False
        """Whether the choice under way is the mouse's."""
        super().__init__(_("Codes"), id=id)
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = False

    def show(
        self, codes: Sequence[Code], counts: Mapping[str, int], hue_of: Mapping[str, int], hues: tuple[str, ...]
    ) -> None:
        """Takes codes and counts; the tree is made anew only when the codes are others than before."""
        old_counts, self._counts = self._counts, dict(counts)
        recoloured = hues != self._hues
        self._hues, self._hue_of = hues, dict(hue_of)
        if tuple(codes) != self._codes:
            self._codes = tuple(codes)
            self._grow()
            return
        for code in codes:
            if recoloured or old_counts.get(code.id) != counts.get(code.id):
                self._node_of[code.id].set_label(self._words_for(code))

    def point_at(self, code_id: str) -> None:
        """Puts the tree's cursor on a code."""
        if node := self._node_of.get(code_id):
            self.get_node_at_line(0)  # Lays the lines out: before that a new node has no line to go to.
            self.move_cursor(node)

    @property
    def pointed_code(self) -> str:
        """Id of the code under the cursor; empty on a heading."""
        return (self.cursor_node.data or "") if self.cursor_node else ""

    def action_want(self, act: str) -> None:
        """Tells that an act on the code under the cursor is wanted."""
        self.post_message(self.Wanted(act, self.pointed_code))

    def _grow(self) -> None:
        closed = {code_id for code_id, node in self._node_of.items() if not node.is_expanded}
        here = self.pointed_code
        self.clear()
        self._node_of = {}
        known = {code.id for code in self._codes}
        below = {code.parent_id for code in self._codes}
        loose = [code for code in self._codes if code.parent_id not in known and self._is_loose(code, below)]
        kernlabels = [code for code in self._codes if code.level == SELECTIVE]
        for code in self._codes:
            if code in loose or code in kernlabels:
                continue
            parent = self._node_of.get(code.parent_id or "", self.root)
            self._plant(parent, code, closed, branch=code.id in below)
        for heading, codes in ((_("Open codes without a place"), loose), (_("Kernlabels"), kernlabels)):
            if codes:
                top = self.root.add(Text(heading, style="italic"), data="", expand=True)
                for code in codes:
                    self._plant(top, code, closed, branch=False)
        self.point_at(here)

    @staticmethod
    def _is_loose(code: Code, below: set[str | None]) -> bool:
        return code.level == OPEN and not code.key and code.id not in below

    def _plant(self, parent: TreeNode[str], code: Code, closed: set[str], *, branch: bool) -> None:
        expand = code.id not in closed
        node = parent.add(self._words_for(code), data=code.id, expand=expand, allow_expand=branch)
        self._node_of[code.id] = node

    def render_label(self, node: TreeNode[str], base_style: Style, style: Style) -> Text:
        """The label cut to the panel, with the count at its right edge."""
        label = super().render_label(node, base_style, style)
        count = self.said_count(node.data or "")
        depth = 0
        above = node.parent
        while above is not None and not above.is_root:
            depth += 1
            above = above.parent
        room = self.scrollable_content_region.width - (depth + 1) * self.guide_depth
        said = f" {count}" if count else ""
        if room > len(said) + 8:
            label.truncate(room - len(said), overflow="ellipsis", pad=bool(said))
            label.append(said, Style(dim=True))
        return label

    def said_count(self, code_id: str) -> str:
        """What stands at the right edge: how many segments; nothing where there are none."""
        count = self._counts.get(code_id, 0)
        return str(count) if count else ""

    def _words_for(self, code: Code) -> Text:
        hue = self._hues[self._hue_of.get(code.id, 0) % len(self._hues)] if self._hues else ""
        text = Text(no_wrap=True, end="")
        text.append("■ " if code.level != SELECTIVE else "◆ ", Style(color=hue) if hue else Style())
        text.append(label_of(code))
        if code.shortcut:
            text.append(f" [{code.shortcut}]", Style(bold=True))
        return text

    def on_click(self, event: events.Click) -> None:
        """Notes that the choice that follows is the mouse's; the arrow of a branch chooses nothing."""
        self._clicked = "line" in event.style.meta and not event.style.meta.get("toggle", False)

    def on_tree_node_selected(self, event: Tree.NodeSelected[str]) -> None:
        """Enter or a click on a code."""
        event.stop()
        if event.node.data:
            self.post_message(self.Chosen(event.node.data, self._clicked))
        self._clicked = False

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[str]) -> None:
        """The cursor moved."""
        event.stop()
        if event.node.data:
            self.post_message(self.Pointed(event.node.data))
