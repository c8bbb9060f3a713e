"""What coders would have, once what they settled were theirs: the marks after settling differences. Plain values only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.agreement.disagreements import Disagreement
from qualcode.agreement.values import Mark

NOT_YET = "skip"
"""The decision that leaves a difference for later."""

Key = tuple[str, int, int, frozenset[tuple[str, str]]]
"""Transcript, first and last character, and which coder put which code there."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One difference and what came of it."""

    transcript: str
    start: int
    end: int
    coders: tuple[str, str]
    sides: tuple[tuple[str, str], ...]
    """(coder, code) of those of the two who put a code there."""
    decision: str
    marks: tuple[Mark, ...]
    """What the consensus layer holds for it; empty when the answer was: no code."""

    @property
    def key(self) -> Key:
        """By which it is found again when the differences are reckoned anew."""
        return (self.transcript, self.start, self.end, frozenset(self.sides))


def key_of(place: Disagreement) -> Key:
    """By which a difference and its outcome find each other; when a coder changes her work there, they no longer do."""
    sides = frozenset((side.coder, side.code) for side in (place.first, place.second) if side)
    return (place.transcript, place.start, place.end, sides)


def by_place(outcomes: Iterable[Outcome]) -> dict[Key, Outcome]:
    """The outcomes by place, of the same place the last one."""
    return {outcome.key: outcome for outcome in outcomes}


def after_settling(marks: Sequence[Mark], outcomes: Iterable[Outcome]) -> tuple[Mark, ...]:
    """The marks as they would be if each coder had taken over what was settled.

    At each settled place the marks in dispute go, and both coders get what was settled on, also the one who had
    put nothing there. What was not settled, or only skipped, stays as it is: the figures after show what is left to
    discuss.

    Args:
        marks: Of the coders; others' marks stay untouched.
        outcomes: Of the same codes as the marks.
    """
    settled = [outcome for outcome in outcomes if outcome.decision != NOT_YET]
    if not settled:
        return tuple(marks)
    gone: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    for outcome in settled:
        for coder, code in outcome.sides:
            gone.setdefault((outcome.transcript, coder, code), []).append((outcome.start, outcome.end))
    kept = [
        mark
        for mark in marks
        if not any(
            start <= mark.start and mark.end <= end
            for start, end in gone.get((mark.transcript, mark.coder, mark.code), ())
        )
    ]
    return (*kept, *_taken_over(settled))


def _taken_over(settled: Sequence[Outcome]) -> Iterable[Mark]:
    seen: set[tuple[str, str, str, int, int]] = set()
    for outcome in settled:
        for coder in outcome.coders:
            for mark in outcome.marks:
                key = (coder, mark.transcript, mark.code, mark.start, mark.end)
                if key not in seen:
                    seen.add(key)
                    yield Mark(coder, mark.transcript, mark.code, mark.start, mark.end, mark.id)


def left(differences: Sequence[Disagreement], settled: Mapping[Key, Outcome]) -> list[Disagreement]:
    """The differences without an outcome, in their order; one that was skipped is still left."""
    return [
        place for place in differences if (outcome := settled.get(key_of(place))) is None or outcome.decision == NOT_YET
    ]
