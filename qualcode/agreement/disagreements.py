"""The places behind the figures: where two coders differ, and whether about an edge, about the code, or about coding at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.agreement.intervals import Ruler, clipped, joined, length_of
from qualcode.agreement.matching import Group, groups, is_same
from qualcode.agreement.tally import gathered
from qualcode.agreement.values import NO_TOLERANCE, Mark, Pair, Tolerance, TranscriptUnits
from qualcode.errors import WrongUsage
from qualcode.i18n import _

BOUNDARY, CODE, OMISSION = "boundary", "code", "omission"
KINDS = (BOUNDARY, CODE, OMISSION)
"""Same code with other edges; another code at the same place; a code that only one of them put there."""
SAME_PLACE = 0.5
"""Two segments with different codes are at the same place when they share this much of the shorter one."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one coder did at this place."""

    coder: str
    code: str
    spans: tuple[Pair, ...]
    """In order; more than one when this coder cut what the other coded in one go."""
    ids: tuple[str, ...]
    """The codings' ids, in order of the text."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place where two coders differ. The side of a coder who put nothing there is None."""

    kind: str
    transcript: str
    start: int
    end: int
    """From the first to the last character that either of them coded here."""
    first: Side | None
    second: Side | None
    amount: int
    """Characters in dispute: coded by one of them with a code that the other did not put there."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes at stake, the first coder's first; one for boundary and omission."""
        return tuple(dict.fromkeys(side.code for side in (self.first, self.second) if side))


@dataclass(frozen=True, slots=True)
class Place:
    """A place as sorted out: agreed, or with its kind of disagreement. What `confusion` counts."""

    kind: str
    """agreed or one of `KINDS`."""
    transcript: str
    first_code: str
    second_code: str
    """Empty for a coder who put nothing there."""
    first: tuple[Pair, ...]
    second: tuple[Pair, ...]
    amount: int


AGREED = "agreed"


def disagreements(
    marks: Iterable[Mark],
    transcripts: Sequence[TranscriptUnits],
    coders: Sequence[str],
    *,
    tolerance: Tolerance = NO_TOLERANCE,
    codes: Collection[str] | None = None,
    rollup: Mapping[str, str] | None = None,
    done: Mapping[str, Collection[str]] | None = None,
    same_place: float = SAME_PLACE,
) -> tuple[Disagreement, ...]:
    """Every difference between two coders, those with the most characters in dispute first.

    Args:
        marks: The codings; ids in them come back in the sides.
        transcripts: What was to be coded; only those that both have done are looked at.
        coders: Exactly two.
        tolerance: Differences of edges that count as none; words need the transcripts' words.
        codes: Only differences about these codes, after rolling up; None for all.
        rollup: Code to the code that it counts as.
        done: For each coder the transcripts that it has done; None when everybody has done everything.
        same_place: Least share of the shorter segment for two codes to be at one place.

    Raises:
        WrongUsage: for another number of coders than two.
    """
    marks = list(marks)
    names = rollup or {}
    by_side: dict[tuple[str, str, str], list[Mark]] = {}
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end, mark.id)):
        by_side.setdefault((mark.transcript, mark.coder, names.get(mark.code, mark.code)), []).append(mark)
    order = {transcript.id: number for number, transcript in enumerate(transcripts)}

    def side(coder: str, code: str, spans: tuple[Pair, ...], transcript: str) -> Side | None:
        if not spans:
            return None
        own = by_side.get((transcript, coder, code), ())
        ids = [m.id for m in own if m.id and any(m.start < end and start < m.end for start, end in spans)]
        return Side(coder, code, spans, tuple(ids))

    found: list[Disagreement] = []
    for place in places(
        marks, transcripts, coders, tolerance=tolerance, rollup=rollup, done=done, same_place=same_place
    ):
        if place.kind == AGREED or (codes is not None and not {place.first_code, place.second_code} & set(codes)):
            continue
        spans = (*place.first, *place.second)
        found.append(
            Disagreement(
                kind=place.kind,
                transcript=place.transcript,
                start=min(start for start, _end in spans),
                end=max(end for _start, end in spans),
                first=side(coders[0], place.first_code, place.first, place.transcript),
                second=side(coders[1], place.second_code, place.second, place.transcript),
                amount=place.amount,
            )
        )
    found.sort(key=lambda one: (-one.amount, order[one.transcript], one.start, one.end, one.codes))
    return tuple(found)


def places(
    marks: Iterable[Mark],
    transcripts: Sequence[TranscriptUnits],
    coders: Sequence[str],
    *,
    tolerance: Tolerance = NO_TOLERANCE,
    rollup: Mapping[str, str] | None = None,
    done: Mapping[str, Collection[str]] | None = None,
    same_place: float = SAME_PLACE,
) -> list[Place]:
    """Every place that one of two coders coded, agreed ones too, in order of the transcripts. See `disagreements`.

    First, segments of the same code that overlap make one place: agreed, or a boundary. What is left of each coder is then
    paired one to one with what is left of the other where they overlap most: another code. The rest is omitted by one.
    """
    if len(coders) != 2 or coders[0] == coders[1]:
        raise WrongUsage(_("Differences are listed for two coders."))
    names = rollup or {}
    stretches = gathered(marks, coders, lambda code: names.get(code, code))
    result: list[Place] = []
    for transcript in transcripts:
        if done is not None and any(transcript.id not in done.get(coder, ()) for coder in coders):
            continue
        words = Ruler(transcript.words) if tolerance.kind == "words" and transcript.words is not None else None
        lone: tuple[list[tuple[str, Pair]], list[tuple[str, Pair]]] = ([], [])
        for code, by_coder in sorted(stretches.get(transcript.id, {}).items()):
            own = [joined(clipped(spans, transcript.length)) for spans in by_coder]
            for group in groups(own):
                if len(group.coders) == 2:
                    result.append(_shared(transcript.id, code, group, tolerance, words))
                else:
                    coder = group.coders[0]
                    lone[coder].extend((code, span) for span in group.by_coder[coder])
        result.extend(_apart(transcript.id, lone[0], lone[1], same_place))
    return result


def _shared(transcript: str, code: str, group: Group, tolerance: Tolerance, words: Ruler | None) -> Place:
    kind = AGREED if is_same(group, tolerance, words) else BOUNDARY
    first, second = group.by_coder
    return Place(kind, transcript, code, code, first, second, length_of(group.differing()))


def _apart(
    transcript: str, first: Sequence[tuple[str, Pair]], second: Sequence[tuple[str, Pair]], same_place: float
) -> list[Place]:
    # Ties are broken by the segments themselves, so that the coders' order does not decide which codes are paired.
    candidates: list[tuple[int, list[tuple[str, Pair]], int, int]] = []
    starts = sorted(range(len(second)), key=lambda n: second[n][1])
    for i, (_code, (start, end)) in enumerate(first):
        for j in starts:
            other_start, other_end = second[j][1]
            if other_start >= end:
                break
            shared = min(end, other_end) - max(start, other_start)
            if shared > 0 and shared >= same_place * min(end - start, other_end - other_start):
                candidates.append((-shared, sorted((first[i], second[j])), i, j))
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    result: list[Place] = []
    for _shared_length, _segments, i, j in sorted(candidates):
        if i in taken_first or j in taken_second:
            continue
        taken_first.add(i)
        taken_second.add(j)
        (code, span), (other_code, other_span) = first[i], second[j]
        amount = max(span[1], other_span[1]) - min(span[0], other_span[0])
        result.append(Place(CODE, transcript, code, other_code, (span,), (other_span,), amount))
    for i, (code, span) in enumerate(first):
        if i not in taken_first:
            result.append(Place(OMISSION, transcript, code, "", (span,), (), span[1] - span[0]))
    for j, (code, span) in enumerate(second):
        if j not in taken_second:
            result.append(Place(OMISSION, transcript, "", code, (), (span,), span[1] - span[0]))
    return result
