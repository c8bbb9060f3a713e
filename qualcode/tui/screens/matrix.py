"""The matrix: any rows by any columns, as a table of numbers; each opens the segments behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import DataTable

from qualcode.i18n import _
from qualcode.store import Study
from qualcode.tui.exporting import MATRIX, Wish
from qualcode.tui.screens.choosing import MarkSome
from qualcode.tui.screens.room import RoomScreen, binds
from qualcode.tui.screens.segments import SegmentsScreen
from qualcode.tui.views_compare import SegmentRow
from qualcode.tui.views_matrix import CELL_KINDS, MatrixView, Question, matrix_view
from qualcode.tui.widgets.heat_table import HeatTable
from qualcode.tui.widgets.status_line import StatusLine


class MatrixScreen(RoomScreen[MatrixView]):
    """Two sides of the study, crossed."""

    CONTEXT = "matrix"
    BINDINGS: ClassVar[list[BindingType]] = binds("matrix")
    FIRST = "#body"

    def __init__(self, rows: str = "", columns: str = "", cells: str = "segments") -> None:
        super().__init__()
        self.asked = Question(rows, columns, cells) if rows and columns else None

    def compose(self) -> ComposeResult:
        """Title, table, what is under the cursor, keys."""
        yield self.title_line()
        yield HeatTable(id="body")
        yield StatusLine()
        yield self.key_hints()

    def read(self, study: Study) -> MatrixView:
        """Counts the matrix."""
        return matrix_view(study, self.asked)

    def show(self, value: MatrixView) -> None:
        """The numbers."""
        self.asked = value.asked
        matrix = value.matrix
        self.query_one(HeatTable).fill(matrix, self.host.palette, self.host.depth)
        self.tell_title(
            f"{matrix.row_title} × {matrix.column_title}",
            _("together: {cells}").format(cells=_cells_said(matrix.cells))
            if matrix.together
            else _cells_said(matrix.cells),
            value.asked.coder,
            *value.conditions_said,
        )
        self.tell_place()

    def tell_place(self) -> None:
        """The cell in words."""
        if self.value is None:
            return
        matrix = self.value.matrix
        if not matrix.rows or not matrix.columns:
            self.query_one(StatusLine).say(_("Nothing is coded with these yet."))
            return
        row, column = self.query_one(HeatTable).cell_at()
        if row is not None and column is not None:
            number = matrix.counts[row][column]
        elif row is not None:
            number = matrix.row_totals[row]
        elif column is not None:
            number = matrix.column_totals[column]
        else:
            number = matrix.total
        self.query_one(StatusLine).say(f"{self._cell_said(row, column)}: {number} {_cells_said(matrix.cells)}")

    def _cell_said(self, row: int | None, column: int | None) -> str:
        assert self.value is not None
        matrix = self.value.matrix
        first = matrix.rows[row].text if row is not None else _("all")
        second = matrix.columns[column].text if column is not None else _("all")
        return f"{first} × {second}"

    def on_data_table_cell_highlighted(self) -> None:
        """The cursor moved."""
        self.tell_place()

    def on_data_table_cell_selected(self, event: DataTable.CellSelected) -> None:
        """Enter or a click on a cell."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """The segments behind the cell."""
        if self.value is None or not self.value.matrix.rows:
            return
        row, column = self.query_one(HeatTable).cell_at()
        groups = self.value.segments(row, column)
        if not groups:
            self.notify(_("There is nothing in this cell."))
            return

        def opens(segment: SegmentRow) -> None:
            self.open_place(segment.transcript_id, segment.start, segment.end)

        self.app.push_screen(SegmentsScreen(self.query_one(StatusLine).said, groups, opens))

    def ask_for(self, question: Question) -> None:
        """Counts another matrix, and remembers what was asked."""
        self.asked = question
        kept = {
            "rows": question.rows,
            "columns": question.columns,
            "cells": question.cells,
            "where": {key: list(wanted) for key, wanted in question.where},
            "code": question.code,
        }
        self.attempt(lambda: self.study.keep_place("matrix", kept))
        self.reread()

    def action_choose(self, what: str) -> None:
        """Other rows or columns."""
        if self.value is None:
            return
        asked = self.value.asked

        def chosen(key: str) -> None:
            name = key.removeprefix("side:")
            self.ask_for(replace(asked, rows=name) if what == "rows" else replace(asked, columns=name))

        title = _("What in the rows?") if what == "rows" else _("What in the columns?")
        self.choose(title, [(f"side:{name}", said) for name, said in self.value.sides.items()], chosen)

    def action_next_cells(self) -> None:
        """Segments, participants or words."""
        if self.value is not None:
            here = CELL_KINDS.index(self.value.asked.cells)
            self.ask_for(replace(self.value.asked, cells=CELL_KINDS[(here + 1) % len(CELL_KINDS)]))

    def action_transpose(self) -> None:
        """Rows become columns."""
        if self.value is not None:
            asked = self.value.asked
            self.ask_for(replace(asked, rows=asked.columns, columns=asked.rows))

    def action_empty(self) -> None:
        """Rows and columns without anything come along, or not."""
        if self.value is not None:
            self.ask_for(replace(self.value.asked, empty=not self.value.asked.empty))

    def action_next_coder(self) -> None:
        """One coder's work, the next one's, everybody's."""
        if self.value is not None:
            names = ["", *self.value.coders]
            here = names.index(self.value.asked.coder) if self.value.asked.coder in names else 0
            self.ask_for(replace(self.value.asked, coder=names[(here + 1) % len(names)]))

    def action_where(self) -> None:
        """Only participants or transcripts with some values, or only one code with those below it."""
        value = self.value
        if value is None:
            return
        asked = value.asked
        narrowed = dict(asked.where)
        options = [("all", _("everything"))] if narrowed or asked.code else []
        for key in value.conditions:
            said = value.sides.get(key, key)
            options.append((f"key:{key}", f"{said} = {', '.join(narrowed[key])}" if key in narrowed else said))
        code = value.study.paths[asked.code] if asked.code else ""
        options.append(("code", " = ".join(part for part in (_("code"), code) if part)))

        def chosen(what: str) -> None:
            if what == "all":
                self.ask_for(replace(asked, where=(), code=""))
            elif what == "code":
                self.pick_code(_("Only which code, with those below it?"), only_code)
            else:
                self._ask_values(what.removeprefix("key:"))

        def only_code(code_id: str) -> None:
            self.ask_for(replace(asked, code=code_id))

        self.choose(_("Only segments where…"), options, chosen)

    def _ask_values(self, key: str) -> None:
        assert self.value is not None
        asked = self.value.asked

        def marked(wanted: list[str] | None) -> None:
            if wanted is not None:
                self.ask_for(asked.only(key, wanted))

        title = _("Only {what}:").format(what=self.value.sides.get(key, key))
        options = [(one, _(one) if key == "kind" else one) for one in self.value.conditions[key]]
        self.app.push_screen(MarkSome(title, options, dict(asked.where).get(key, ())), marked)

    def action_export(self) -> None:
        """Makes a file of this matrix for Word or Excel."""
        if self.value is None:
            return
        asked = self.value.asked
        self.host.show_export(
            Wish(MATRIX, asked.rows, asked.columns, asked.cells, asked.code, "", asked.where, asked.coder, asked.empty)
        )


def _cells_said(cells: str) -> str:
    return {"segments": _("segments"), "participants": _("respondents"), "words": _("words")}.get(cells, cells)
