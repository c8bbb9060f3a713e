"""Codes by codes: what the one coder put where the other put what, with "not coded" as the last row and column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from textual.color import Color
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from qualcode.agreement import NOT_CODED
from qualcode.i18n import _
from qualcode.tui.palette import Depth, Palette
from qualcode.tui.widgets.heat_table import WIDEST_LABEL

if TYPE_CHECKING:
    from qualcode.agreement import Confusion

STEPS = 4
CELL = 4
"""Cells of a column; it is headed by the number of its code, which stands before the code's row."""
DEEPEST = 0.55
AGREED_HUE, APART_HUE = 5, 1


class ConfusionTable(DataTable[Text]):
    """Numbers of places; on the diagonal what both gave the same code."""

    DEFAULT_CSS = """
    ConfusionTable { height: 1fr; background: $background; scrollbar-size-horizontal: 1; scrollbar-size-vertical: 1; }
    ConfusionTable > .datatable--header { background: $background; text-style: bold; }
    ConfusionTable > .datatable--header-hover { background: $background; }
    ConfusionTable > .datatable--fixed { background: $background; color: $text; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(
            id=id,
            cursor_type="cell",
            cell_padding=0,
            fixed_columns=1,
            cursor_background_priority="css",
        )
        self.codes: tuple[str, ...] = ()
        self.apart: frozenset[tuple[str, str]] = frozenset()
        """Cells with a difference."""

    def fill(
        self, matrix: Confusion, names: Mapping[str, str], coders: tuple[str, str], palette: Palette, depth: Depth
    ) -> None:
        """Shows the codes about which the coders differ; the cursor stays at its place."""
        here = self.cursor_coordinate
        self.clear(columns=True)
        apart = {pair: number for pair, number in matrix.segments.items() if pair[0] != pair[1]}
        self.apart = frozenset(apart)
        used = {code for pair in apart for code in pair}
        self.codes = tuple(code for code in matrix.codes if code in used)
        if not self.codes:
            return
        self.codes = (*self.codes, NOT_CODED)
        said = {code: names.get(code, code).rsplit(" / ", 1)[-1] if code else _("not coded") for code in self.codes}
        signs = {code: str(place) if code else "–" for place, code in enumerate(self.codes, start=1)}
        lead = len(str(len(self.codes))) + 1
        labels = {code: signs[code].rjust(lead - 1) + " " + said[code] for code in self.codes}
        widest = min(max(cell_len(one) for one in labels.values()), WIDEST_LABEL) + 1
        self.add_column(
            Text(_("{first} ↓  {second} →").format(first=coders[0], second=coders[1]), end=""), width=widest
        )
        for code in self.codes:
            self.add_column(Text(signs[code].rjust(CELL - 1), end=""), width=CELL)
        most = max(apart.values(), default=1)
        same = max((number for (a, b), number in matrix.segments.items() if a == b), default=1)
        inks = (_steps(palette, depth, AGREED_HUE), _steps(palette, depth, APART_HUE))
        for row in self.codes:
            cells = []
            for column in self.codes:
                number = matrix.in_segments(row, column) if row or column else 0
                ink = _ink(inks[0], number, same) if row == column else _ink(inks[1], number, most)
                cells.append(
                    Text(f"{number} ".rjust(CELL), ink, end="")
                    if number
                    else Text("· ".rjust(CELL), Style(dim=True), end="")
                )
            label = labels[row] if cell_len(labels[row]) < widest else set_cell_size(labels[row], widest - 2) + "…"
            self.add_row(Text(label, no_wrap=True, end=""), *cells)
        top = len(self.codes) - 1
        self.cursor_coordinate = Coordinate(min(here.row, top), min(max(here.column, 1), top + 1))

    def pair_at(self) -> tuple[str, str] | None:
        """The first and the second coder's code under the cursor; None in an empty table."""
        row, column = self.cursor_coordinate
        if not self.codes or column < 1:
            return None
        return self.codes[row], self.codes[column - 1]

    def next_apart(self, direction: int) -> None:
        """To the next or previous cell with a difference, row by row."""
        size = len(self.codes)
        if not size:
            return
        here = self.cursor_coordinate.row * size + self.cursor_coordinate.column - 1
        for step in range(1, size * size + 1):
            row, column = divmod((here + direction * step) % (size * size), size)
            if (self.codes[row], self.codes[column]) in self.apart:
                self.cursor_coordinate = Coordinate(row, column + 1)
                return


def _steps(palette: Palette, depth: Depth, hue: int) -> list[Style]:
    ground, ink = Color.parse(palette.background), Color.parse(palette.hues[hue])
    coloured = depth in (Depth.TRUE, Depth.C256)
    return [
        Style(bgcolor=ground.blend(ink, DEEPEST * step / STEPS).hex if coloured else None, bold=step == STEPS)
        for step in range(1, STEPS + 1)
    ]


def _ink(steps: list[Style], number: int, highest: int) -> Style:
    return steps[-(-number * STEPS // highest) - 1] if number else Style()
