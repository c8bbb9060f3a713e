"""Tables that are shown anew after every act: the cursor stays on the thing it was on, and long cells end in … ."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual.coordinate import Coordinate
from textual.widgets import DataTable
from textual.widgets.data_table import CellDoesNotExist

LEAST = 8
"""Cells that a column keeps, however narrow the screen."""

Rows = Sequence[tuple[str, Sequence[Text]]]


class Listing(DataTable[Text]):
    """A table whose rows have keys."""

    DEFAULT_CSS = """
    Listing { height: 1fr; scrollbar-size-horizontal: 0; scrollbar-size-vertical: 1; background: $background; }
    Listing:nocolor:focus > .datatable--cursor { text-style: reverse; }
    Listing > .datatable--header { background: $background; text-style: bold underline; }
    """
    _filled: tuple[Sequence[str], Rows, Sequence[int]] | None = None
    _width = 0

    def fill(self, titles: Sequence[str], rows: Rows, fit: Sequence[int] = ()) -> None:
        """Takes columns and rows, each with its key; the cursor goes to the row it was on, or stays at its height.

        Args:
            titles: Of the columns, in the language in use.
            rows: Key and cells of each row.
            fit: Columns that share the width the others leave: what does not fit in them ends in an ellipsis.
        """
        self._filled = (titles, rows, fit)
        here, place, scroll = self.row_key, self.cursor_coordinate, self.scroll_offset
        self.clear(columns=True)
        self._width = self.size.width
        widths = self._widths(titles, rows, fit)
        for title, width in zip(titles, widths, strict=True):
            self.add_column(_cut(Text(title, no_wrap=True), width), width=width)
        for key, cells in rows:
            self.add_row(*(_cut(cell, width) for cell, width in zip(cells, widths, strict=True)), key=key)
        keys = [key for key, _cells in rows]
        if keys:
            row = keys.index(here) if here in keys else min(place.row, len(keys) - 1)
            self.cursor_coordinate = Coordinate(row, min(place.column, len(titles) - 1))
            self.scroll_to(scroll.x, scroll.y, animate=False, force=True)

    def _widths(self, titles: Sequence[str], rows: Rows, fit: Sequence[int]) -> list[int]:
        """Cells of each column: what it needs, but of those that must fit the longer ones share what is left."""
        widths = [
            max([cell_len(title), *(cells[column].cell_len for _key, cells in rows)])
            for column, title in enumerate(titles)
        ]
        if not self._width:
            return widths
        # Two of padding a column, and one for the bar at the right.
        room = self._width - 1 - 2 * len(titles) - sum(widths) + sum(widths[column] for column in fit)
        left = len(fit)
        for column in sorted(fit, key=lambda each: widths[each]):
            widths[column] = min(widths[column], max(room // left, LEAST))
            room -= widths[column]
            left -= 1
        return widths

    def on_resize(self) -> None:
        """What must fit is cut anew when there is more or less room."""
        if self._filled is not None and self._filled[2] and self.size.width != self._width:
            self.fill(*self._filled)

    def action_scroll_home(self) -> None:
        """To the first cell of the row; where whole rows are pointed at, to the first row."""
        if self.cursor_type == "row":
            self.action_scroll_top()
        else:
            super().action_scroll_home()

    def action_scroll_end(self) -> None:
        """To the last cell of the row; where whole rows are pointed at, to the last row."""
        if self.cursor_type == "row":
            self.action_scroll_bottom()
        else:
            super().action_scroll_end()

    @property
    def row_key(self) -> str:
        """Key of the row under the cursor; empty in an empty table."""
        try:
            return str(self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value)
        except CellDoesNotExist:
            return ""


def number(value: int | str) -> Text:
    """A cell that stands to the right."""
    return Text(str(value), justify="right", no_wrap=True)


def words(said: str, style: str = "") -> Text:
    """A cell of one line."""
    return Text(" ".join(said.split()), style, no_wrap=True)


def _cut(cell: Text, cells: int) -> Text:
    if cell.cell_len <= cells:
        return cell
    short = cell.copy()
    short.truncate(cells, overflow="ellipsis")
    return short
