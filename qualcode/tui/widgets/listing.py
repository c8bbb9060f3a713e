"""Tables that are shown anew after every act: the cursor stays on the thing it was on."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.coordinate import Coordinate
from textual.widgets import DataTable
from textual.widgets.data_table import CellDoesNotExist


class Listing(DataTable[Text]):
    """A table whose rows have keys."""

    DEFAULT_CSS = """
    Listing { height: 1fr; scrollbar-size-horizontal: 0; scrollbar-size-vertical: 1; background: $background; }
    Listing:nocolor:focus > .datatable--cursor { text-style: reverse; }
    Listing > .datatable--header { background: $background; text-style: bold underline; }
    """

    def fill(self, titles: Sequence[str], rows: Sequence[tuple[str, Sequence[Text]]]) -> None:
        """Takes columns and rows, each with its key; the cursor goes to the row it was on, or stays at its height.

        Args:
            titles: Of the columns, in the language in use.
            rows: Key and cells of each row.
        """
        here, place, scroll = self.row_key, self.cursor_coordinate, self.scroll_offset
        self.clear(columns=True)
        for title in titles:
            self.add_column(title)
        for key, cells in rows:
            self.add_row(*cells, key=key)
        keys = [key for key, _cells in rows]
        if keys:
            row = keys.index(here) if here in keys else min(place.row, len(keys) - 1)
            self.cursor_coordinate = Coordinate(row, min(place.column, len(titles) - 1))
            self.scroll_to(scroll.x, scroll.y, animate=False, force=True)

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
