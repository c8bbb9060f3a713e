"""A narrow bar that shows the whole text: where codings lie in it, and which part is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from qualcode.tui.page import Mark, PageText
from qualcode.tui.palette import DEFAULT_THEME, PALETTES, Depth, Palette

_DENSITY = " ░▒▓█"


class PositionBar(Widget):
    """Two columns: the left one marks what is in sight, the right one how much of each part is coded."""

    DEFAULT_CSS = "PositionBar { width: 2; height: 1fr; }"

    @dataclass
    class Pointed(Message):
        """A place in the text was clicked."""

        offset: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.length = 1
        self.spans: tuple[tuple[int, int, int], ...] = ()
        self._sight = (0, 0)
        self._thumb = (0, 0)
        self._parts: list[tuple[str, int]] = []
        """Shade and hue of each row."""
        self._palette: Palette = PALETTES[DEFAULT_THEME]
        self._depth = Depth.TRUE

    def show(self, source: PageText, marks: Sequence[Mark]) -> None:
        """Takes a text and its codings; suggestions are left out."""
        self.length = max(len(source.text), 1)
        self.spans = tuple((mark.start, mark.end, mark.hue) for mark in marks if not mark.suggested)
        self._count()

    def sight(self, top: int, bottom: int) -> None:
        """Notes which part of the text is in sight; redraws only the rows that look different for it."""
        self._sight = (top, bottom)
        before, self._thumb = self._thumb, self._rows_in_sight()
        for one, other in zip(before, self._thumb, strict=True):
            if one != other:
                self.refresh(Region(0, min(one, other), 2, abs(one - other) + 1))

    def paint_with(self, palette: Palette, depth: Depth) -> None:
        """Takes a theme's colours, as many as the terminal shows."""
        self._palette, self._depth = palette, depth
        self.refresh()

    def on_resize(self) -> None:
        """Counts anew for the new height."""
        self._count()
        self._thumb = self._rows_in_sight()

    def _rows_in_sight(self) -> tuple[int, int]:
        height = max(self.size.height, 1)
        first = self._sight[0] * height // self.length
        return first, max(first, min(-(-self._sight[1] * height // self.length) - 1, height - 1))

    def _count(self) -> None:
        """Per row of the bar: the part of its characters that is coded, and the hue most of them have."""
        height = max(self.size.height, 1)
        covered = [0.0] * height
        hues: list[dict[int, float]] = [{} for _ in range(height)]
        per_row = self.length / height
        for start, end, hue in self.spans:
            first = int(start / per_row)
            for row in range(first, min(int((end - 1) / per_row), height - 1) + 1):
                part = min(end, (row + 1) * per_row) - max(start, row * per_row)
                covered[row] += part / per_row
                hues[row][hue] = hues[row].get(hue, 0.0) + part
        parts = [
            (_shade(cover), max(found, key=lambda hue: (found[hue], -hue)) if found else 0)
            for cover, found in zip(covered, hues, strict=True)
        ]
        if parts != self._parts:
            self._parts = parts
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the bar."""
        palette = self._palette
        rgb = self._depth in (Depth.TRUE, Depth.C256)
        plain = Style(color=palette.quiet, bgcolor=palette.background) if rgb else Style()
        in_sight = self._thumb[0] <= y <= self._thumb[1]
        shade, hue = self._parts[y] if y < len(self._parts) else (_shade(0.0), 0)
        coded = Style(color=palette.hues[hue % 8], bgcolor=palette.background) if rgb else plain
        return Strip([Segment("▐" if in_sight else " ", plain), Segment(shade, coded)], 2)

    def on_click(self, event: events.Click) -> None:
        """Tells the place that was pointed at."""
        self.post_message(self.Pointed(event.y * self.length // max(self.size.height, 1)))


def _shade(cover: float) -> str:
    """The shade for the part of a row's characters that is coded, 0 to 1 and over."""
    return _DENSITY[min(int(min(cover, 1.0) * 4 + 0.999), 4)]
