"""Matrices: any side by any other, in segments, participants, words or quotes, each cell with the codings behind it.

What is counted:
- **segments**: distinct stretches of text. The same stretch coded alike by two coders is one segment; two coders who draw the
  ends differently have two. `coder` restricts the count to one coder's work.
- **participants**: distinct participants (people whose words they are, see `StudyView.place`).
- **words**: words that begin in at least one of the cell's segments; a word in two of them counts once.
- **quotes**: as segments; a writer shows the words themselves.

Two sides that both sort by code (code, a family, kernlabel, level) make a matrix of what occurs together: a cell counts the
pairs of segments by the same coder that overlap, the words that both cover, the participants of such pairs. A segment that
carries both codes is such a pair with itself. Where row and column are the same code the cell is that code's own count.

A total counts everything in its row or column once; since one segment can count in several cells, it may be less than their
sum, never more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from qualcode.analysis.axes import Axis, Label, axis
from qualcode.analysis.choosing import Where, condition
from qualcode.analysis.cooccurrence import index_pairs
from qualcode.analysis.view import StudyView
from qualcode.errors import WrongUsage
from qualcode.i18n import _
from qualcode.store import values
from qualcode.text import Span, merged

CELLS = ("segments", "participants", "words", "quotes")


@dataclass(frozen=True)
class Matrix:
    """A matrix with its totals and what lies behind each cell."""

    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    counts: tuple[tuple[int, ...], ...]
    """counts[row][column]."""
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]
    total: int
    row_title: str
    column_title: str
    cells: str
    """segments, participants, words or quotes."""
    together: bool = False
    """Whether cells count what occurs together."""
    behind: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict, repr=False)

    def codings(self, row: int, column: int) -> tuple[str, ...]:
        """Ids of the codings behind a cell, in the order of the study; empty for a cell of zero."""
        return self.behind.get((row, column), ())

    @property
    def highest(self) -> int:
        """The largest cell, totals aside; 0 for an empty matrix."""
        return max((count for line in self.counts for count in line), default=0)


def matrix(
    view: StudyView,
    rows: str,
    columns: str,
    cells: str = "segments",
    *,
    coder: str | Iterable[str] | None = None,
    where: Where | None = None,
    codes: Iterable[str] | None = None,
    empty: bool = False,
    gap: int | None = None,
) -> Matrix:
    """Crosses two sides of the study.

    Args:
        view: The study.
        rows: Name of a side, see `axis`.
        columns: Name of the other side.
        cells: segments, participants, words or quotes.
        coder: Only these coders' work.
        where: Conditions on participant or transcript.
        codes: Only codings of these codes and those below them.
        empty: Whether codes, families and values without any coding keep their row or column; transcripts,
            participants and coders always do.
        gap: For what occurs together: also pairs with at most this many code points between them.

    Raises:
        NotFound: for a side, coder or condition that fits nothing.
        WrongUsage: for another kind of cells.
    """
    if cells not in CELLS:
        raise WrongUsage(
            _("A cell holds one of: {kinds}.").format(kinds=", ".join(CELLS)), f"'{cells}'", _("Choose one of them.")
        )
    row_axis, column_axis = axis(view, rows), axis(view, columns)
    chosen = _chosen(view, coder, where, codes)
    together = row_axis.of_codes and column_axis.of_codes
    tally = _Tally(view, cells, chosen)
    if together:
        tally.add_together(row_axis, column_axis, gap)
    else:
        tally.add_crossed(row_axis, column_axis)
    return _built(tally, row_axis, column_axis, cells, together=together, empty=empty)


def _chosen(
    view: StudyView, coder: str | Iterable[str] | None, where: Where | None, codes: Iterable[str] | None
) -> list[values.Coding]:
    coder_ids = view.coder_ids(coder)
    fits = condition(view, where)
    code_ids = None if codes is None else view.with_below(codes)
    return [
        coding
        for coding in view.codings
        if (coder_ids is None or coding.coder_id in coder_ids)
        and (code_ids is None or coding.code_id in code_ids)
        and (fits is None or fits(coding.transcript_id, coding.start, coding.end))
    ]


class _Tally:
    """Gathers what each cell counts once, and turns it into numbers.

    Stretches of text are numbered; a hit is one number for two of them, the row's and the column's (the same one where there
    is only one): sets of numbers take a third of the time and memory of sets of tuples.
    """

    def __init__(self, view: StudyView, cells: str, codings: list[values.Coding]) -> None:
        self._view = view
        self._cells = cells
        self._codings = codings
        numbers: dict[tuple[str, int, int], int] = {}
        self._stretch_of = [
            numbers.setdefault((one.transcript_id, one.start, one.end), len(numbers)) for one in codings
        ]
        self._stretches = list(numbers)
        self._base = max(len(numbers), 1)
        self.hits: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
        self._behind: defaultdict[tuple[int, int], list[int]] = defaultdict(list)

    def add_crossed(self, rows: Axis, columns: Axis) -> None:
        """Counts each coding in the cells of its row and column."""
        for index, coding in enumerate(self._codings):
            row_indices = rows.indices(coding)
            if row_indices:
                self._add(row_indices, columns.indices(coding), index, index)

    def add_together(self, rows: Axis, columns: Axis, gap: int | None) -> None:
        """Counts each pair of codings of one coder that overlap, and each coding with itself."""
        same = rows.name == columns.name
        own_rows = [rows.indices(coding) for coding in self._codings]
        own_columns = own_rows if same else [columns.indices(coding) for coding in self._codings]
        for index in range(len(self._codings)):
            self._add(own_rows[index], own_columns[index], index, index)
        for first, second in index_pairs(self._codings, gap=gap):
            self._add(own_rows[first], own_columns[second], first, second, same=same)
            self._add(own_rows[second], own_columns[first], second, first, same=same)

    def _add(
        self, rows: tuple[int, ...], columns: tuple[int, ...], first: int, second: int, *, same: bool = False
    ) -> None:
        hit = self._stretch_of[first] * self._base + self._stretch_of[second]
        for row in rows:
            for column in columns:
                # Two segments of one code that overlap are no pair: the diagonal is the code's own count.
                if not (same and row == column):
                    self.hits[row, column].add(hit)
                    self._behind[row, column] += (first, second)

    def behind(self, row: int, column: int) -> tuple[str, ...]:
        """Ids of the codings that the cell counts, each once."""
        return tuple(self._codings[index].id for index in dict.fromkeys(self._behind[row, column]))

    def total(self, cells: Iterable[tuple[int, int]], *, of_rows: bool) -> int:
        """What these cells hold together, each thing once; of a pair, the segment of the row's or the column's code.

        Words stay those that both cover.
        """
        united: set[int] = set()
        for cell in cells:
            united |= self.hits.get(cell, set())
        if self._cells != "words":
            kept = {hit // self._base for hit in united} if of_rows else {hit % self._base for hit in united}
            united = {stretch * self._base + stretch for stretch in kept}
        return self.number(united)

    def number(self, hits: Collection[int]) -> int:
        """The hits in the unit of this matrix."""
        if self._cells == "participants":
            people = {self._person(hit // self._base) for hit in hits}
            return len(people - {""})
        if self._cells == "words":
            return self._words(hits)
        return len(hits)

    def _person(self, stretch: int) -> str:
        person = self._view.place(*self._stretches[stretch]).participant
        return person.id if person else ""

    def _words(self, hits: Iterable[int]) -> int:
        spans: dict[str, list[Span]] = {}
        for hit in hits:
            transcript, row_start, row_end = self._stretches[hit // self._base]
            _same, start, end = self._stretches[hit % self._base]
            shared = Span(max(row_start, start), min(row_end, end))
            if shared.start < shared.end:
                spans.setdefault(transcript, []).append(shared)
        count = 0
        for transcript, covered in spans.items():
            starts = self._view.word_starts(transcript)
            for span in merged(covered):
                first = bisect_left(starts, span.start)
                # A word counts for the segment in which it begins.
                count += bisect_left(starts, span.end, lo=first) - first
        return count


def _built(tally: _Tally, rows: Axis, columns: Axis, cells: str, *, together: bool, empty: bool) -> Matrix:
    used_rows = {row for row, _column in tally.hits}
    used_columns = {column for _row, column in tally.hits}
    kept_rows = _kept(rows, used_rows, empty)
    kept_columns = _kept(columns, used_columns, empty)
    counts = tuple(
        tuple(tally.number(tally.hits.get((row, column), ())) for column in kept_columns) for row in kept_rows
    )
    by_row: dict[int, list[tuple[int, int]]] = {}
    by_column: dict[int, list[tuple[int, int]]] = {}
    for cell in tally.hits:
        by_row.setdefault(cell[0], []).append(cell)
        by_column.setdefault(cell[1], []).append(cell)
    return Matrix(
        rows=tuple(rows.labels[row] for row in kept_rows),
        columns=tuple(columns.labels[column] for column in kept_columns),
        counts=counts,
        row_totals=tuple(tally.total(by_row.get(row, ()), of_rows=True) for row in kept_rows),
        column_totals=tuple(tally.total(by_column.get(column, ()), of_rows=False) for column in kept_columns),
        total=tally.total(tally.hits, of_rows=True),
        row_title=rows.title,
        column_title=columns.title,
        cells=cells,
        together=together,
        behind={
            (new_row, new_column): tally.behind(row, column)
            for new_row, row in enumerate(kept_rows)
            for new_column, column in enumerate(kept_columns)
            if (row, column) in tally.hits
        },
    )


_ALWAYS = ("transcript", "participant", "coder")


def _kept(side: Axis, used: set[int], empty: bool) -> list[int]:
    def keep(index: int) -> bool:
        label = side.labels[index]
        return index in used or (bool(label.id) and (empty or side.name in _ALWAYS))

    return [index for index in range(len(side.labels)) if keep(index)]
