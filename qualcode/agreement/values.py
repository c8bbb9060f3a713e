"""What agreement is computed from and what comes out: plain frozen values, no store and no screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

CHARACTER, WORD, SENTENCE, TURN, WINDOW, SEGMENT = "character", "word", "sentence", "turn", "window", "segment"
UNITS = (CHARACTER, WORD, SENTENCE, TURN, WINDOW, SEGMENT)
"""What is judged: each character, word, sentence or turn, each stretch of a fixed length, or each pre-cut segment."""
ALL, CODED = "all", "coded"
BASES = (ALL, CODED)
"""Over all text, or only over text that at least one coder gave at least one of the compared codes."""
BY_CODE, BY_TRANSCRIPT, BY_FAMILY = "code", "transcript", "family"
BYS = (BY_CODE, BY_TRANSCRIPT, BY_FAMILY)
VALUE, UNDEFINED, TOO_FEW = "value", "undefined", "too-few"
STATES = (VALUE, UNDEFINED, TOO_FEW)
"""A number; no number because the formula has none; no number because there is too little to reckon with."""
REFERENCE_LINES = (0.667, 0.800)
"""Lines to draw beside alpha and kappa (Krippendorff 2004, p. 241); nothing is called good or bad by them."""

Pair = tuple[int, int]
"""A half-open stretch [start, end): of characters, or of units counted from 0."""


class Mark(NamedTuple):
    """One code put on one stretch of a transcript by one coder: a coding, as agreement sees it."""

    coder: str
    transcript: str
    code: str
    start: int
    end: int
    id: str = ""
    """The coding's id, so that a difference can be opened; empty when nobody will ask."""


@dataclass(frozen=True, slots=True)
class TranscriptUnits:
    """One transcript: its length in code points, and where its units stand.

    Units are half-open spans in order, without overlap; None where the caller has not cut the text that way.
    """

    id: str
    length: int
    words: Sequence[Pair] | None = None
    sentences: Sequence[Pair] | None = None
    turns: Sequence[Pair] | None = None
    segments: Sequence[Pair] | None = None
    """Segments cut beforehand, which both coders had to judge."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far two coders' marks of one code may differ and still count as the same place.

    `characters` and `words`: each stretch that not all of them marked is at most `amount` long. `share`: what all marked
    is at least `amount` (0 to 1) of what any of them marked.
    """

    kind: str = "characters"
    amount: float = 0

    def __str__(self) -> str:
        """The name that figures carry: "none", "characters:5", "words:1", "share:0.9"."""
        return "none" if self.kind != "share" and not self.amount else f"{self.kind}:{self.amount:g}"


NO_TOLERANCE = Tolerance()


@dataclass(frozen=True, slots=True)
class Resampling:
    """How bootstrap intervals are drawn: the same seed gives the same interval."""

    draws: int = 1000
    seed: int = 20260000
    what: str = "transcript"
    """transcript, or turn where there are few transcripts; characters are never drawn, they are not independent."""
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A bootstrap interval, or the reason why there is none."""

    low: float | None
    high: float | None
    level: float
    method: str
    """percentile-bootstrap."""
    resampled: str
    """transcript or turn: what was drawn with replacement."""
    draws: int
    seed: int
    state: str = VALUE
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of one coefficient, with everything that one must know to quote it."""

    coefficient: str
    variant: str
    """The published form: "cohen-1960", "krippendorff-nominal", …"""
    value: float | None
    state: str
    reason: str
    """A key of `reasons`; empty when `state` is value."""
    unit: str
    base: str
    tolerance: str
    interval: Interval | None = None
    standard_error: float | None = None
    """Where units are judged one by one; None for characters and words, which are not independent, and for pooled figures."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many units were coded by whom. For more than two coders, `coded_by` tells by how many; a pair has four cells."""

    total: int
    """Units that at least two coders judged, in the base."""
    coded_by: tuple[int, ...]
    """coded_by[n]: units that exactly n coders coded."""
    coded: tuple[int, ...]
    """Units coded by each coder, in the order of the report's coders."""
    codings: tuple[int, ...]
    """Segments of each coder, after joining those of one coder and code that overlap or touch."""
    only: tuple[int, ...] = ()
    """Units that this coder alone coded."""

    @property
    def both(self) -> int:
        """Of two coders: units that both coded (NVivo's "A and B")."""
        return self.coded_by[2] if len(self.coded_by) > 2 else 0

    @property
    def neither(self) -> int:
        """Units that nobody coded (NVivo's "Not A and Not B")."""
        return self.coded_by[0]

    @property
    def a_only(self) -> int:
        """Units that only the first coder coded."""
        return self.only[0]

    @property
    def b_only(self) -> int:
        """Units that only the second coder coded."""
        return self.only[1]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a code, a transcript, a family, or everything together."""

    key: str
    kind: str
    """code, transcript, family or overall."""
    counts: Counts
    figures: tuple[Figure, ...]

    def figure(self, coefficient: str) -> Figure:
        """The figure of this name.

        Raises:
            KeyError: when the row has none.
        """
        for figure in self.figures:
            if figure.coefficient == coefficient:
                return figure
        raise KeyError(coefficient)


@dataclass(frozen=True, slots=True)
class PairRow:
    """The overall figures of one pair of coders: a cell of the coder by coder matrix."""

    first: str
    second: str
    transcripts: int
    """Transcripts that both have done."""
    row: Row


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """What `compare` found. Figures of two coders are theirs; of more coders they are joint, with pairs in `pairs`."""

    coders: tuple[str, ...]
    codes: tuple[str, ...]
    unit: str
    base: str
    tolerance: str
    by: str
    level: str
    """What the codes were rolled up to: "leaf", "parent" or the caller's own word."""
    transcripts: int
    """Transcripts that at least two coders have done."""
    given: int
    """Transcripts that were given in."""
    missing: tuple[tuple[str, str], ...]
    """(coder, transcript) not done: left out, never counted as "no code"."""
    rows: tuple[Row, ...]
    overall: Row
    pairs: tuple[PairRow, ...]
    share: float = 0.0
    """Least share of a unit that a mark must cover; 0 is any overlap. Without meaning for characters."""
    window: int = 0
    resampling: Resampling | None = None
    """How intervals were drawn; None when none were."""

    def row(self, key: str) -> Row:
        """The row with this key.

        Raises:
            KeyError: when there is none.
        """
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(key)

    def worst_first(self, coefficient: str = "kappa") -> tuple[Row, ...]:
        """The rows from the lowest value up; rows without a number last, in their own order."""

        def rank(row: Row) -> tuple[bool, float]:
            value = row.figure(coefficient).value
            return (value is None, value if value is not None else 0.0)

        return tuple(sorted(self.rows, key=rank))
