"""What the matrix screen shows: two sides of the study crossed, and the words behind each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualcode.tui.views_compare import Group, SegmentRow, segment_row

if TYPE_CHECKING:
    from qualcode.analysis import Matrix, StudyView
    from qualcode.store import Study

CELL_KINDS = ("segments", "participants", "words")
"""What a cell counts; quotes are as many as segments, and are read by opening the cell."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which matrix is asked for."""

    rows: str
    columns: str
    cells: str = "segments"
    coder: str = ""
    """Name of the only coder that counts; empty for all."""
    empty: bool = False
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Conditions on participants and transcripts: key and values, all of which must hold."""
    code: str = ""
    """Id of the only code that counts, with those below it; empty for all."""

    def only(self, key: str, wanted: Sequence[str]) -> Question:
        """The same under another condition for one key; without values there is none."""
        kept = dict(self.where)
        kept.pop(key, None)
        if wanted:
            kept[key] = tuple(wanted)
        return replace(self, where=tuple(kept.items()))


@dataclass(frozen=True, slots=True)
class MatrixView:
    """A matrix, and what it could be asked for otherwise."""

    asked: Question
    matrix: Matrix
    sides: Mapping[str, str]
    """Name of each side -> its title in the language in use."""
    coders: tuple[str, ...]
    conditions: Mapping[str, Sequence[str]]
    """What can be asked of participants and transcripts: key -> values."""
    study: StudyView = field(repr=False)

    @property
    def conditions_said(self) -> list[str]:
        """What the matrix was narrowed to."""
        said = [f"{key} = {', '.join(wanted)}" for key, wanted in self.asked.where]
        return [*said, self.study.paths[self.asked.code]] if self.asked.code else said

    def segments(self, row: int | None, column: int | None) -> tuple[Group, ...]:
        """The segments behind a cell; of a whole row or column when the other is None; of all when both are."""
        from qualcode.analysis import quotes_of

        rows = range(len(self.matrix.rows)) if row is None else (row,)
        columns = range(len(self.matrix.columns)) if column is None else (column,)
        ids = dict.fromkeys(
            coding_id for each in rows for other in columns for coding_id in self.matrix.codings(each, other)
        )
        groups: dict[str, list[SegmentRow]] = {}
        for quote in quotes_of(self.study, ids):
            groups.setdefault(quote.code, []).append(segment_row(self.study, quote, set()))
        return tuple(Group(title, tuple(listed)) for title, listed in groups.items())


def first_question(study: StudyView, kept: Mapping[str, object]) -> Question:
    """What was asked last; at first: building blocks by model where the study has both, else codes by participant."""
    from qualcode.analysis import axis_names, conditions

    names = axis_names(study)
    rows = next((str(name) for name in (kept.get("rows"), "bouwsteen") if name in names), "code")
    columns = next((str(name) for name in (kept.get("columns"), "model") if name in names), "participant")
    cells = str(kept.get("cells"))
    question = Question(rows, columns, cells if cells in CELL_KINDS else "segments")
    if kept.get("code") in study.code_by_id:
        question = replace(question, code=str(kept["code"]))
    known = conditions(study)
    where = kept.get("where")
    for key, wanted in where.items() if isinstance(where, dict) else ():
        # A value that nothing has any more would be refused.
        question = question.only(key, [one for one in wanted if one in known.get(key, ())])
    return question


def matrix_view(study: Study, asked: Question | None) -> MatrixView:
    """Reads and counts a matrix; None asks what was asked last.

    Raises:
        NotFound: for a side or coder that is not in the study.
    """
    from qualcode.analysis import axis, axis_names, conditions, load_view, matrix

    view = load_view(study)
    question = asked or first_question(view, study.place("matrix"))
    if question.code not in view.code_by_id:
        question = replace(question, code="")
    counted = matrix(
        view,
        question.rows,
        question.columns,
        question.cells,
        coder=question.coder or None,
        where=dict(question.where),
        codes=[question.code] if question.code else None,
        empty=question.empty,
    )
    sides = {name: axis(view, name).title for name in axis_names(view)}
    return MatrixView(question, counted, sides, tuple(coder.name for coder in view.coders), conditions(view), view)
