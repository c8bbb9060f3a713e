"""What the screens on agreement show: rows of figures, the differences behind them, one difference in its context."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualcode.agreement import Disagreement, Resampling, Row
from qualcode.agreement.of_study import Material, Question
from qualcode.agreement.settled import NOT_YET, Key, key_of
from qualcode.store import values

if TYPE_CHECKING:
    from qualcode.agreement import AgreementReport, Confusion
    from qualcode.store import Study

CODES, TRANSCRIPTS, CONFUSION, PAIRS = "codes", "transcripts", "confusion", "pairs"
VIEWS = (CODES, TRANSCRIPTS, CONFUSION, PAIRS)
KINDS = ("boundary", "code", "omission")
DRAWS = 1000
SEED = 20260000


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One row of figures, with how many differences of each kind lie behind it."""

    key: str
    name: str
    row: Row
    other: Row | None
    """The same on the other base; None for transcripts."""
    kinds: Mapping[str, int]
    left: int
    """Differences not settled yet."""


@dataclass(frozen=True)
class AgreementView:
    """The figures of one question."""

    material: Material
    report: AgreementReport
    other: AgreementReport
    after: AgreementReport | None
    """As it would be with what was settled; None while nothing is."""
    overall: FigureLine
    codes: tuple[FigureLine, ...]
    transcripts: tuple[FigureLine, ...]
    confusion: Confusion = field(repr=False)
    differences: tuple[Disagreement, ...] = field(repr=False)
    left: int
    rounds: tuple[values.Round, ...]
    drawn: bool = False
    """Whether the intervals have been drawn."""

    def lines(self, *, worst_first: bool) -> tuple[FigureLine, ...]:
        """The rows per code; those without a figure last when the worst stand first."""
        if not worst_first:
            return self.codes
        by_key = {line.key: line for line in self.codes}
        return tuple(by_key[row.key] for row in self.report.worst_first("alpha"))

    def behind(self, *, code: str = "", transcript: str = "", cell: tuple[str, str] | None = None) -> list[Key]:
        """The differences behind a row or a cell of the confusion, as keys; without any of these all of them."""
        names = self.material.rollup

        def counts(one: Disagreement) -> bool:
            sides = tuple(names.get(side.code, side.code) if side else "" for side in (one.first, one.second))
            return (
                (not code or code in sides)
                and (not transcript or one.transcript == transcript)
                and (cell is None or sides == cell)
            )

        return [key_of(one) for one in self.differences if counts(one)]


def agreement_view(study: Study, question: Question) -> AgreementView:
    """Reads and reckons, without intervals.

    Raises:
        Refused: when there is nothing to compare.
    """
    from qualcode.agreement.of_study import read_material

    material = read_material(study, question)
    report = material.report()
    other = material.report(base="coded" if question.base == "all" else "all")
    differences = visible_differences(material)
    settled = material.settled
    open_keys = {
        key_of(one)
        for one in differences
        if (outcome := settled.get(key_of(one))) is None or outcome.decision == NOT_YET
    }
    by_code, by_transcript, left = _counted(material, differences, open_keys)
    codes = tuple(
        FigureLine(
            row.key, material.name(row.key), row, other.row(row.key), by_code.get(row.key, {}), left.get(row.key, 0)
        )
        for row in report.rows
    )
    per_transcript = material.report(by="transcript")
    transcripts = tuple(
        FigureLine(row.key, material.name(row.key), row, None, by_transcript.get(row.key, {}), left.get(row.key, 0))
        for row in per_transcript.worst_first("alpha")
    )
    whole = Counter(one.kind for one in differences)
    return AgreementView(
        material=material,
        report=report,
        other=other,
        after=material.report(settled=True) if any(one.decision != NOT_YET for one in settled.values()) else None,
        overall=FigureLine("", "", report.overall, other.overall, whole, len(open_keys)),
        codes=codes,
        transcripts=transcripts,
        confusion=material.confusion(),
        differences=differences,
        left=len(open_keys),
        rounds=tuple(study.rounds()),
    )


def with_intervals(view: AgreementView) -> AgreementView:
    """The same view with intervals: drawn over transcripts, or over turns where there are too few transcripts."""
    from qualcode.agreement.bootstrap import LEAST_BLOCKS

    what = "transcript" if view.report.transcripts >= LEAST_BLOCKS else "turn"
    question = replace(view.material.question, resampling=Resampling(DRAWS, SEED, what))
    material = replace(view.material, question=question)
    report = material.report()
    return replace(
        view,
        material=material,
        report=report,
        overall=replace(view.overall, row=report.overall),
        codes=tuple(replace(line, row=report.row(line.key)) for line in view.codes),
        drawn=True,
    )


def visible_differences(material: Material) -> tuple[Disagreement, ...]:
    """The differences at the level of the question: codes as they were put, without those that rolling up makes one."""
    names = material.rollup
    return tuple(
        one
        for one in material.differences()
        if one.kind != "code"
        or one.first is None
        or one.second is None
        or names.get(one.first.code, one.first.code) != names.get(one.second.code, one.second.code)
    )


def _counted(
    material: Material, differences: Sequence[Disagreement], open_keys: set[Key]
) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]], Counter[str]]:
    """Kinds by code, kinds by transcript, and what is left by either."""
    by_code: dict[str, Counter[str]] = {}
    by_transcript: dict[str, Counter[str]] = {}
    left: Counter[str] = Counter()
    for one in differences:
        codes = {material.rollup.get(code, code) for code in one.codes}
        for code in codes:
            by_code.setdefault(code, Counter())[one.kind] += 1
        by_transcript.setdefault(one.transcript, Counter())[one.kind] += 1
        if key_of(one) in open_keys:
            left.update(codes)
            left[one.transcript] += 1
    return by_code, by_transcript, left


# One difference in its context


@dataclass(frozen=True, slots=True)
class SideView:
    """What one coder did at a place."""

    coder_id: str
    coder: str
    code_id: str
    code: str
    """By name; empty when she put none there."""
    spans: tuple[tuple[int, int], ...]
    codings: tuple[str, ...]
    memos: tuple[tuple[str, str], ...]
    """(whose, text) on these codings."""


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One difference, ready to be shown and settled."""

    key: Key
    kind: str
    transcript_id: str
    transcript: str
    turn: int | None
    speaker: str
    start: int
    end: int
    amount: int
    sides: tuple[SideView, SideView]
    text: str = field(repr=False)
    """Of the whole transcript."""
    outcome: values.Settlement | None
    outcome_codes: tuple[str, ...]
    decided_by: str

    @property
    def is_settled(self) -> bool:
        """Whether something was decided on it; "later" is no decision."""
        return self.outcome is not None and self.outcome.decision != NOT_YET

    @property
    def words(self) -> str:
        """What is in dispute, on one line."""
        return " ".join(self.text[self.start : self.end].split())


@dataclass(frozen=True)
class ReviewView:
    """The differences of one question, in the order in which they are reviewed."""

    material: Material
    places: tuple[PlaceView, ...] = field(repr=False)
    alpha: float | None
    """Over all codes, before settling."""
    after: float | None
    """As it would be with what was settled."""
    code_definitions: Mapping[str, str] = field(repr=False)

    @property
    def settled(self) -> int:
        """How many have been decided on."""
        return sum(one.is_settled for one in self.places)


def review_view(study: Study, question: Question, before: ReviewView | None = None) -> ReviewView:
    """Reads the differences with their words, memos and outcomes.

    Args:
        study: The open study.
        question: What is compared.
        before: The view before this act; its figure before settling is taken over while nobody coded anything else.

    Raises:
        Refused: when there is nothing to compare.
    """
    from qualcode.agreement.of_study import read_material

    material = read_material(study, replace(question, resampling=None))
    reading = _Reading(study, material)
    if before is not None and (before.material.marks, before.material.done) == (material.marks, material.done):
        alpha = before.alpha
    else:
        alpha = material.report().overall.figure("alpha").value
    after = material.report(settled=True).overall.figure("alpha").value if material.outcomes else alpha
    return ReviewView(
        material,
        tuple(reading.place(one) for one in visible_differences(material)),
        alpha,
        after,
        {code.id: code.definition for code in study.codes(retired=True)},
    )


class _Reading:
    def __init__(self, study: Study, material: Material) -> None:
        self.study = study
        self.material = material
        self.transcripts = {one.id: one for one in study.transcripts()}
        self.coders = {coder.id: coder.name for coder in study.coders()}
        self.texts: dict[str, str] = {}
        self.turns: dict[str, list[values.Turn]] = {}
        for turn in study.turns():
            self.turns.setdefault(turn.transcript_id, []).append(turn)
        self.memos: dict[str, list[tuple[str, str]]] = {}
        segments = {coding.segment_id: coding.id for coding in study.codings(coder_ids=material.pair)}
        for memo in study.memos():
            target = memo.target_id if memo.target_kind == "coding" else segments.get(memo.target_id, "")
            if target:
                said = " · ".join(part for part in (memo.title, memo.text) if part)
                self.memos.setdefault(target, []).append((self.coders.get(memo.coder_id, ""), said))
        codings = {coding.id: coding for coding in study.codings()}
        self.codes = {key: one.code_id for key, one in codings.items()}
        self.outcomes: dict[Key, values.Settlement] = {}
        for one in sorted(study.settlements(), key=lambda one: (one.at, one.id)):
            sides = {(one.first_coder_id, one.first_code), (one.second_coder_id, one.second_code)}
            key: Key = (one.transcript_id, one.start, one.end, frozenset(side for side in sides if side[1]))
            self.outcomes[key] = one

    def place(self, one: Disagreement) -> PlaceView:
        transcript = self.transcripts[one.transcript]
        if transcript.id not in self.texts:
            self.texts[transcript.id] = self.study.text(transcript.text_hash)
        turn = self._turn(transcript.id, one.start)
        first, second = self.material.pair
        key = key_of(one)
        outcome = self.outcomes.get(key)
        decided = tuple(
            dict.fromkeys(self.material.name(self.codes[own]) for own in outcome.coding_ids if own in self.codes)
            if outcome
            else ()
        )
        return PlaceView(
            key,
            one.kind,
            transcript.id,
            transcript.name,
            turn.number if turn else None,
            turn.label if turn else "",
            one.start,
            one.end,
            one.amount,
            (self._side(first, one.first), self._side(second, one.second)),
            self.texts[transcript.id],
            outcome,
            decided,
            self.coders.get(outcome.coder_id, "") if outcome else "",
        )

    def _turn(self, transcript_id: str, place: int) -> values.Turn | None:
        turns = self.turns.get(transcript_id, [])
        at = bisect_right(turns, place, key=lambda turn: turn.label_start) - 1
        return turns[at] if at >= 0 and place < turns[at].end else None

    def _side(self, coder_id: str, side: object) -> SideView:
        from qualcode.agreement import Side

        name = self.coders.get(coder_id, "")
        if not isinstance(side, Side):
            return SideView(coder_id, name, "", "", (), (), ())
        memos = tuple(memo for coding in side.ids for memo in self.memos.get(coding, ()))
        return SideView(coder_id, name, side.code, self.material.name(side.code), side.spans, side.ids, memos)
