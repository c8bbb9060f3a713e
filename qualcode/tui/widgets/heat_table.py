"""A matrix as a table of numbers on a ground that is deeper the higher they are; the numbers alone tell everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from textual.color import Color
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from qualcode.i18n import _
from qualcode.tui.palette import Depth, Palette

if TYPE_CHECKING:
    from qualcode.analysis import Matrix

STEPS = 5
"""Depths of the ground: more cannot be told apart."""
DEEPEST = 0.55
"""Part of the hue in the deepest ground; text on it keeps a contrast of 4.5:1."""
WIDEST_LABEL = 34
"""Cells that a row's name takes at most, where the table is not wider than that three times."""
HEADER_ROWS = 3
HEADER_CELLS = 13
"""Room for a column's title, over three rows."""


class HeatTable(DataTable[Text]):
    """Rows, columns and totals of a matrix."""

    DEFAULT_CSS = """
    HeatTable { height: 1fr; background: $background; scrollbar-size-horizontal: 1; scrollbar-size-vertical: 1; }
    HeatTable:nocolor:focus > .datatable--cursor { text-style: reverse; }
    HeatTable > .datatable--header { background: $background; text-style: bold; }
    HeatTable > .datatable--header-hover { background: $background; }
    HeatTable > .datatable--fixed { background: $background; color: $text; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(
            id=id,
            cursor_type="cell",
            cell_padding=0,
            header_height=HEADER_ROWS,
            fixed_columns=1,
            cursor_background_priority="css",
        )

    def fill(self, matrix: Matrix, palette: Palette, depth: Depth) -> None:
        """Shows a matrix; the cursor stays at its place."""
        here = self.cursor_coordinate
        self.clear(columns=True)
        if not matrix.rows or not matrix.columns:
            return
        labels = ["  " * row.depth + row.text for row in matrix.rows]
        total = _("all")
        room = max(WIDEST_LABEL, self.size.width // 3)
        widest = min(max(cell_len(label) for label in [*labels, total]), room) + 1
        self.add_column(Text(matrix.row_title, end=""), width=widest)
        headers = [wrapped(label.text) for label in matrix.columns]
        digits = max(len(str(number)) for number in (matrix.total, *matrix.row_totals, *matrix.column_totals))
        widths = [max(digits, *(cell_len(line) for line in lines)) + 2 for lines in headers]
        for lines, width in zip(headers, widths, strict=True):
            self.add_column(Text("\n".join(line.rjust(width - 1) for line in lines), end=""), width=width)
        total_width = max(digits, cell_len(total)) + 3
        self.add_column(
            Text("\n".join(line.rjust(total_width - 1) for line in wrapped(total)), end=""), width=total_width
        )
        inks = HeatInks(palette, depth, matrix.highest)
        for label, counts, row_total in zip(labels, matrix.counts, matrix.row_totals, strict=True):
            cells = [inks.cell(number, width) for number, width in zip(counts, widths, strict=True)]
            self.add_row(_label(label, widest), *cells, _total(row_total, total_width))
        totals = [_total(number, width) for number, width in zip(matrix.column_totals, widths, strict=True)]
        self.add_row(Text(total, Style(bold=True), end=""), *totals, _total(matrix.total, total_width))
        row = min(here.row, len(labels))
        self.cursor_coordinate = Coordinate(row, min(max(here.column, 1), len(widths) + 1))

    def cell_at(self) -> tuple[int | None, int | None]:
        """Row and column of the matrix under the cursor; None for a total or a row's name."""
        rows, columns = self.row_count - 1, len(self.columns) - 2
        row, column = self.cursor_coordinate
        return (row if row < rows else None), (column - 1 if 1 <= column <= columns else None)


def wrapped(words: str, width: int = HEADER_CELLS, rows: int = HEADER_ROWS) -> list[str]:
    """A title over at most so many rows, the last ones filled, cut with … when it is longer."""
    lines: list[str] = []
    for word in words.split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    cut = [line if cell_len(line) <= width else set_cell_size(line, width - 1) + "…" for line in lines]
    if len(cut) > rows:
        cut = [*cut[: rows - 1], set_cell_size(cut[rows - 1], min(cell_len(cut[rows - 1]), width - 1)) + "…"]
    return [""] * (rows - len(cut)) + cut


class HeatInks:
    """The ground of each number."""

    def __init__(self, palette: Palette, depth: Depth, highest: int) -> None:
        self.highest = highest
        ground, hue = Color.parse(palette.background), Color.parse(palette.hues[5])
        coloured = depth in (Depth.TRUE, Depth.C256)
        self.steps = [
            Style(
                bgcolor=ground.blend(hue, DEEPEST * step / STEPS).hex if coloured and step else None, bold=step == STEPS
            )
            for step in range(STEPS + 1)
        ]

    def cell(self, number: int, width: int) -> Text:
        """The number to the right, on its ground; nothing is a dot."""
        if not number:
            return Text("· ".rjust(width), Style(dim=True), end="")
        return Text(f"{number} ".rjust(width), self.steps[-(-number * STEPS // self.highest)], end="")


def _label(said: str, width: int) -> Text:
    cut = said if cell_len(said) < width else set_cell_size(said, width - 2) + "…"
    return Text(cut, no_wrap=True, end="")


def _total(number: int, width: int) -> Text:
    return Text(f"{number} ".rjust(width), Style(italic=True), end="")
