"""A list of tens of thousands of hits, one line each under headings: only the lines that are seen are ever made."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.tui.widgets.mark_list import MARKED, UNMARKED


class HitList(ScrollView, can_focus=True):
    """Hits by their keys; several can be marked."""

    @dataclass
    class Opened(Message):
        """A double click on a hit."""

        list: HitList
        key: str

    @dataclass
    class Moved(Message):
        """The cursor is on another hit, or other hits are marked."""

        list: HitList

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"hit-list--cursor", "hit-list--heading"}
    DEFAULT_CSS = """
    HitList { height: 1fr; background: $background; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll; }
    HitList > .hit-list--cursor { background: $panel; }
    HitList:focus > .hit-list--cursor { background: $primary 35%; }
    HitList > .hit-list--heading { text-style: bold underline; }
    HitList:nocolor > .hit-list--heading { text-style: bold; }
    HitList:nocolor:focus > .hit-list--cursor { text-style: reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.keys: tuple[str, ...] = ()
        self.marked: set[str] = set()
        """Keys of what is marked."""
        self._rows: list[tuple[str, str]] = []
        """(key, "") of a hit, ("", title) of a heading, from top to bottom."""
        self._hit_rows: list[int] = []
        """Which rows are hits."""
        self._row_of: dict[str, int] = {}
        self._cursor = -1
        self._say: Callable[[str], Text] = Text

    def show(self, groups: Sequence[tuple[str, Sequence[str]]], say: Callable[[str], Text]) -> None:
        """Takes other hits; the place and the marks of those that are still there stay.

        Args:
            groups: Headings with the keys below them.
            say: What the line of a key says, without its circle; asked only for lines that are seen.
        """
        here, near = self.pointed_key, max(self._cursor, 0)
        self._say = say
        self._rows = []
        for title, keys in groups:
            self._rows.append(("", title))
            self._rows += [(key, "") for key in keys]
        self._hit_rows = [row for row, (key, _title) in enumerate(self._rows) if key]
        self._row_of = {self._rows[row][0]: row for row in self._hit_rows}
        self.keys = tuple(self._row_of)
        self.marked &= self._row_of.keys()
        self.virtual_size = Size(0, len(self._rows))
        self._cursor = -1
        if self._hit_rows:
            place = bisect_left(self._hit_rows, self._row_of.get(here, near))
            self._go(self._hit_rows[min(place, len(self._hit_rows) - 1)])
        self.refresh()

    def prompt(self, key: str) -> Text:
        """What the line of a hit says."""
        return self._say(key)

    @property
    def pointed_key(self) -> str:
        """Key of the hit under the cursor; empty in an empty list."""
        return self._rows[self._cursor][0] if 0 <= self._cursor < len(self._rows) else ""

    def chosen_keys(self) -> list[str]:
        """What is marked, in the order of the list; without marks what is under the cursor."""
        if self.marked:
            return [key for key in self.keys if key in self.marked]
        return [self.pointed_key] if self.pointed_key else []

    # Marks

    def toggle(self) -> None:
        """Marks the hit under the cursor, or not; goes on to the next."""
        if self.pointed_key:
            self._mark(self.marked ^ {self.pointed_key})
            self.action_step(1)

    def toggle_all(self) -> None:
        """Marks all, or none when all were."""
        self._mark(set() if len(self.marked) == len(self.keys) else set(self.keys))

    def mark_also(self, keys: set[str]) -> None:
        """Marks these besides what is marked."""
        self._mark(self.marked | keys)

    def unmark(self) -> None:
        """Marks none."""
        self._mark(set())

    def _mark(self, marked: set[str]) -> None:
        self.marked = marked
        self.refresh()
        self.post_message(self.Moved(self))

    # The cursor

    def _go(self, row: int) -> None:
        before, self._cursor = self._cursor, row
        # The first hit brings its heading into view.
        top = row - 1 if row and not self._rows[row - 1][0] else row
        self.scroll_to_region(Region(0, top, 1, row - top + 1), animate=False, force=True, immediate=True)
        for each in (before, row):
            self.refresh_lines(each - self.scroll_offset.y, 1)
        self.post_message(self.Moved(self))

    def action_step(self, step: int) -> None:
        """To the hit so many further."""
        if self._hit_rows:
            place = bisect_left(self._hit_rows, self._cursor) + step
            self._go(self._hit_rows[min(max(place, 0), len(self._hit_rows) - 1)])

    def action_page(self, direction: int) -> None:
        """A screenful further."""
        self.action_step(direction * max(self.scrollable_content_region.height - 1, 1))

    def action_end(self, direction: int) -> None:
        """To the first or the last hit."""
        self.action_step(direction * len(self._hit_rows))

    def on_click(self, event: events.Click) -> None:
        """One click points, on the circle it marks; two open."""
        row = event.y + self.scroll_offset.y
        if not 0 <= row < len(self._rows) or not self._rows[row][0]:
            return
        self._go(row)
        if event.chain > 1:
            self.post_message(self.Opened(self, self.pointed_key))
        elif event.x < 4:
            self._mark(self.marked ^ {self.pointed_key})

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        if self._cursor >= 0:
            self._go(self._cursor)

    # Lines

    def render_line(self, y: int) -> Strip:
        """One line of what is seen."""
        row, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if row >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        key, title = self._rows[row]
        if not key:
            text, style = Text(f" {title}"), self.get_component_rich_style("hit-list--heading", partial=True)
        else:
            text = Text(" ")
            text.append(MARKED if key in self.marked else UNMARKED, Style(bold=key in self.marked))
            text.append_text(self.prompt(key))
            style = self.get_component_rich_style("hit-list--cursor", partial=True) if row == self._cursor else Style()
        text.no_wrap, text.end = True, ""
        text.truncate(max(width - 1, 1), overflow="ellipsis")
        segments = list(text.render(self.app.console))
        style = self.rich_style + style
        return Strip(Segment.apply_style(segments, style)).adjust_cell_length(width, style)
