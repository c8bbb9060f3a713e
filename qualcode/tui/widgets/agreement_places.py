"""The list of differences, two lines each. Only the rows on the screen are drawn, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.agreement.wording import kind_name
from qualcode.tui.views_agreement import PlaceView

SETTLED, LATER, OPEN = "✓", "…", "·"
ROW = 2
"""Lines of a row."""


class PlaceList(ScrollView, can_focus=True):
    """Differences, one of which is pointed at."""

    @dataclass
    class Pointed(Message):
        """The cursor went to another one."""

        place: PlaceView | None

    @dataclass
    class Opened(Message):
        """A double click on one."""

        place: PlaceView

    COMPONENT_CLASSES: ClassVar[set[str]] = {"place-list--cursor"}
    DEFAULT_CSS = """
    PlaceList { scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; background: $background; }
    PlaceList > .place-list--cursor { background: $panel; color: $text; }
    PlaceList:focus > .place-list--cursor { background: $primary 35%; color: $text; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(False)", show=False),
        Binding("end", "edge(True)", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.places: tuple[PlaceView, ...] = ()
        self.cursor = 0

    def show_places(self, places: Sequence[PlaceView]) -> None:
        """Takes other differences; the cursor stays on the one it was on, or at its height."""
        here = self.pointed.key if self.pointed else None
        self.places = tuple(places)
        keys = [place.key for place in self.places]
        self.cursor = keys.index(here) if here in keys else max(min(self.cursor, len(keys) - 1), 0)
        self.virtual_size = Size(self.size.width, len(self.places) * ROW)
        self._reveal()
        self.refresh()

    @property
    def pointed(self) -> PlaceView | None:
        """The difference under the cursor."""
        return self.places[self.cursor] if self.cursor < len(self.places) else None

    def point(self, at: int) -> None:
        """Moves the cursor."""
        at = max(min(at, len(self.places) - 1), 0)
        if at != self.cursor:
            before, self.cursor = self.cursor, at
            for row in (before, at):
                self.refresh(Region(0, row * ROW - self.scroll_offset.y, self.size.width, ROW))
            self._reveal()
            self.post_message(self.Pointed(self.pointed))

    def _reveal(self) -> None:
        self.scroll_to_region(
            Region(0, self.cursor * ROW, 1, ROW), animate=False, force=True, immediate=True, x_axis=False
        )

    def action_move(self, by: int) -> None:
        """Down or up."""
        self.point(self.cursor + by)

    def action_page(self, direction: int) -> None:
        """A page down or up."""
        self.point(self.cursor + direction * max(self.size.height // ROW, 1))

    def action_edge(self, last: bool) -> None:
        """To the last or the first."""
        self.point(len(self.places) - 1 if last else 0)

    def on_click(self, event: events.Click) -> None:
        """One click points, two open."""
        row = (event.y + self.scroll_offset.y) // ROW
        if row < len(self.places):
            self.focus()
            self.point(row)
            if event.chain > 1:
                self.post_message(self.Opened(self.places[row]))

    def render_line(self, y: int) -> Strip:
        """One line of one row."""
        width = self.size.width
        row, second = divmod(y + self.scroll_offset.y, ROW)
        base = self.rich_style
        if row >= len(self.places):
            return Strip.blank(width, base)
        if row == self.cursor:
            base = base + self.get_component_rich_style("place-list--cursor")
        place = self.places[row]
        if second:
            return _line([("  " + place.words, Style(dim=place.is_settled))], width, base)
        sign = SETTLED if place.is_settled else LATER if place.outcome else OPEN
        where = f"{place.transcript} · {place.turn}" if place.turn else place.transcript
        bold = Style(bold=not place.is_settled)
        return _line([(f" {sign} {kind_name(place.kind)}", bold), (f"  {where}", Style(dim=True))], width, base)


def _line(parts: Sequence[tuple[str, Style]], width: int, base: Style) -> Strip:
    segments = []
    room = width - 1
    for said, style in parts:
        cut = said if cell_len(said) <= room else set_cell_size(said, max(room - 1, 0)) + "…" * (room > 0)
        segments.append(Segment(cut, base + style))
        room -= cell_len(cut)
    return Strip(segments).adjust_cell_length(width, base)
