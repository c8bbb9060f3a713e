"""The drawn network, to be scrolled; a click on a box chooses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import ScrollableContainer
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.tui.network import MARKS, Drawing, Link, Node, draw


class NetworkView(ScrollableContainer):
    """Boxes and lines in a pane."""

    @dataclass
    class Chosen(Message):
        """A box was clicked."""

        node_id: str

    DEFAULT_CSS = """
    NetworkView { height: 1fr; background: $background; scrollbar-size: 1 1; }
    NetworkView > Static { width: auto; height: auto; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.drawing = Drawing((), 0, {})
        self._shown: tuple[tuple[Node, ...], tuple[Link, ...], str] = ((), (), "")

    def compose(self) -> ComposeResult:
        """One picture."""
        yield Static("", markup=False)

    def show(self, nodes: Sequence[Node], links: Sequence[Link], chosen: str) -> None:
        """Draws these nodes and links as wide as the pane."""
        self._shown = (tuple(nodes), tuple(links), chosen)
        self._draw()

    def _draw(self) -> None:
        nodes, links, chosen = self._shown
        self.drawing = draw(nodes, links, width=max(self.size.width - 3, 40), chosen=chosen)
        if not self.drawing.rows:
            self.query_one(Static).update(_("No relations yet: r makes the first."))
            return
        text = Text("\n", end="").join([*self.drawing.rows])
        kinds = {link.kind: link.said for link in links}
        text.append("\n\n" + "   ".join(f"{MARKS[kind][0]} {said}" for kind, said in kinds.items() if kind in MARKS))
        self.query_one(Static).update(text)
        self.call_after_refresh(self._to_chosen)

    def _to_chosen(self) -> None:
        """Brings the box that it is about into sight."""
        at = [place for place, node in self.drawing.boxes.items() if node == self._shown[2]]
        if at:
            (left, right), (top, bottom) = ((min(side), max(side)) for side in zip(*at, strict=True))
            box = Region(left, top, right - left + 3, bottom - top + 2)
            self.scroll_to_region(box, animate=False, force=True)

    def on_resize(self) -> None:
        """Draws anew for the room there is."""
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Chooses the box under the mouse."""
        at = event.get_content_offset(self.query_one(Static))
        node = self.drawing.boxes.get((at.x, at.y)) if at else None
        if node:
            self.post_message(self.Chosen(node))
