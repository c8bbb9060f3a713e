"""Which code the one coder used where the other used which: codes by codes, with "not coded" among them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.agreement.disagreements import SAME_PLACE, places
from qualcode.agreement.intervals import clipped, joined
from qualcode.agreement.tally import gathered
from qualcode.agreement.values import NO_TOLERANCE, Mark, Pair, Tolerance, TranscriptUnits

NOT_CODED = ""
"""The row and column of what a coder gave none of the other's codes."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """Rows are the first coder's codes, columns the second's; `NOT_CODED` stands for no code."""

    coders: tuple[str, str]
    codes: tuple[str, ...]
    characters: Mapping[tuple[str, str], int]
    segments: Mapping[tuple[str, str], int]

    def in_characters(self, first: str, second: str) -> int:
        """Characters that the first coder gave `first` and the second `second`."""
        return self.characters.get((first, second), 0)

    def in_segments(self, first: str, second: str) -> int:
        """Places where the first coder put `first` and the second `second`."""
        return self.segments.get((first, second), 0)

    def agreed(self, code: str) -> int:
        """Characters that both gave the code."""
        return self.in_characters(code, code)

    def other_code(self, code: str) -> int:
        """Characters to which one gave this code and the other a different one."""
        return sum(
            amount
            for (first, second), amount in self.characters.items()
            if first != second and code in (first, second) and NOT_CODED not in (first, second)
        )

    def missed(self, code: str) -> int:
        """Characters to which one gave this code and the other nothing that was still unmatched."""
        return self.in_characters(code, NOT_CODED) + self.in_characters(NOT_CODED, code)


def confusion(
    marks: Iterable[Mark],
    transcripts: Sequence[TranscriptUnits],
    coders: Sequence[str],
    *,
    tolerance: Tolerance = NO_TOLERANCE,
    codes: Sequence[str] | None = None,
    rollup: Mapping[str, str] | None = None,
    done: Mapping[str, Collection[str]] | None = None,
    same_place: float = SAME_PLACE,
) -> Confusion:
    """The confusion of two coders, in characters and in segments. Arguments as for `disagreements`.

    At each character the codes that both gave are agreed. What is left of the one is set against all that is left of the
    other; where nothing is left of the other, it was missed. So several codes on one text, given by both, confuse nothing,
    and cells need not add up to the text's length. In segments each place of `places` counts once. The tolerance works on
    segments only.
    """
    marks = list(marks)
    names = rollup or {}
    segments: dict[tuple[str, str], int] = {}
    for place in places(
        marks, transcripts, coders, tolerance=tolerance, rollup=rollup, done=done, same_place=same_place
    ):
        key = (place.first_code, place.second_code)
        segments[key] = segments.get(key, 0) + 1
    stretches = gathered(marks, coders, lambda code: names.get(code, code))
    characters: dict[tuple[str, str], int] = {}
    for transcript in transcripts:
        if done is None or all(transcript.id in done.get(coder, ()) for coder in coders):
            _count(characters, transcript, stretches.get(transcript.id, {}))
    if codes is None:
        codes = sorted({code for by_code in stretches.values() for code in by_code})
    return Confusion((coders[0], coders[1]), tuple(codes), characters, segments)


def _count(
    cells: dict[tuple[str, str], int],
    transcript: TranscriptUnits,
    by_code: Mapping[str, Sequence[Sequence[Pair]]],
) -> None:
    """Adds one transcript's characters to the cells, stretch by stretch between edges."""
    events: list[tuple[int, int, str]] = []
    for code, by_coder in by_code.items():
        for coder, own in enumerate(by_coder):
            for start, end in joined(clipped(own, transcript.length)):
                events.append((start, coder, code))
                events.append((end, coder, code))
    events.sort()
    active: tuple[set[str], set[str]] = (set(), set())
    previous = 0
    for place, coder, code in (*events, (transcript.length, -1, "")):
        if place > previous:
            for key in _keys(*active):
                cells[key] = cells.get(key, 0) + place - previous
            previous = place
        if coder >= 0:
            active[coder].symmetric_difference_update((code,))


def _keys(first: set[str], second: set[str]) -> list[tuple[str, str]]:
    """The cells that one stretch counts in."""
    if not first and not second:
        return [(NOT_CODED, NOT_CODED)]
    both = first & second
    only_first = first - both or ({NOT_CODED} if second - both else set())
    only_second = second - both or ({NOT_CODED} if first - both else set())
    return [(code, code) for code in both] + [(a, b) for a in only_first for b in only_second]
