"""Interval arithmetic: which units were coded by which coders, without ever writing out a single character.

Everything works on half-open stretches of numbers. For characters these are code points; for words, sentences, turns,
windows and pre-cut segments the marks are first turned into stretches of unit numbers, and the same sweep counts those.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from qualcode.agreement.values import Pair

Piece = tuple[int, int, int]
"""(start, end, mask): a stretch, and which coders coded it (bit n for coder n)."""


def joined(stretches: Iterable[Pair]) -> list[Pair]:
    """The union as disjoint stretches in order; what overlaps or touches becomes one, so nothing counts twice."""
    result: list[Pair] = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def cut_at_edges(stretches: Iterable[Pair]) -> list[Pair]:
    """The covered text as disjoint stretches in order, cut wherever one of the stretches begins or ends."""
    known = {(start, end) for start, end in stretches if start < end}
    edges = sorted({edge for pair in known for edge in pair})
    covered = joined(known)
    starts = [start for start, _end in covered]
    result: list[Pair] = []
    for start, end in pairwise(edges):
        around = bisect_right(starts, start) - 1
        if covered[around][1] >= end:
            result.append((start, end))
    return result


def length_of(stretches: Iterable[Pair]) -> int:
    """Summed length of disjoint stretches."""
    return sum(end - start for start, end in stretches)


def clipped(stretches: Iterable[Pair], length: int) -> list[Pair]:
    """The stretches cut to [0, length)."""
    return [(max(start, 0), min(end, length)) for start, end in stretches if start < length and end > 0]


def sweep(by_coder: Sequence[Sequence[Pair]]) -> list[Piece]:
    """The coded stretches in order, each with the coders that coded it; what nobody coded is not in it.

    Args:
        by_coder: For each coder disjoint stretches (as `joined` gives them).
    """
    if len(by_coder) == 2:
        if not by_coder[1]:
            return [(start, end, 1) for start, end in by_coder[0]]
        if not by_coder[0]:
            return [(start, end, 2) for start, end in by_coder[1]]
    events: list[Pair] = []
    for coder, stretches in enumerate(by_coder):
        bit = 1 << coder
        for start, end in stretches:
            events.append((start, bit))
            events.append((end, bit))
    events.sort()
    pieces: list[Piece] = []
    mask = 0
    previous = 0
    for place, bit in events:
        if mask and place > previous:
            pieces.append((previous, place, mask))
        mask ^= bit
        previous = place
    return pieces


def mask_lengths(pieces: Iterable[Piece]) -> dict[int, int]:
    """Length by mask, of what `sweep` gave."""
    lengths: dict[int, int] = {}
    for start, end, mask in pieces:
        lengths[mask] = lengths.get(mask, 0) + end - start
    return lengths


class Ruler:
    """A transcript's units, ready to tell which of them stretches of text code."""

    def __init__(self, units: Sequence[Pair]) -> None:
        """Takes disjoint units in order."""
        self.units = units
        self.starts = [start for start, _end in units]
        self.ends = [end for _start, end in units]

    def touched(self, start: int, end: int) -> Pair:
        """The units that share a character with the stretch, as a stretch of unit numbers; empty when none does."""
        first = bisect_right(self.ends, start)
        return first, max(bisect_left(self.starts, end), first)

    def coded(self, stretches: Iterable[Pair], share: float = 0.0) -> list[Pair]:
        """The units that the stretches code, as stretches of unit numbers.

        A unit is coded when the stretches together cover at least `share` of its length, and at least one character.

        Args:
            stretches: Disjoint (as `joined` gives them).
            share: 0 to 1; 0 is any overlap.
        """
        covered: dict[int, int] = {}
        whole: list[Pair] = []
        for start, end in stretches:
            first, last = self.touched(start, end)
            if first == last:
                continue
            for number in {first, last - 1}:
                inside = min(end, self.ends[number]) - max(start, self.starts[number])
                covered[number] = covered.get(number, 0) + inside
            if last - first > 2:
                whole.append((first + 1, last - 1))
        for number, inside in covered.items():
            if inside > 0 and inside >= share * (self.ends[number] - self.starts[number]):
                whole.append((number, number + 1))
        return joined(whole)


def windows(length: int, size: int) -> list[Pair]:
    """The text cut into stretches of `size` characters; the last one may be shorter."""
    return [(start, min(start + size, length)) for start in range(0, length, size)]


def split_by_blocks(pieces: Iterable[Piece], block_starts: Sequence[int]) -> list[tuple[int, int, int]]:
    """(block, mask, length) of each piece, cut where a new block starts. Blocks are counted from 0; the first starts at 0."""
    result: list[tuple[int, int, int]] = []
    last = len(block_starts) - 1
    for start, end, mask in pieces:
        block = max(bisect_right(block_starts, start) - 1, 0)
        while start < end:
            stop = end if block >= last else min(end, block_starts[block + 1])
            result.append((block, mask, stop - start))
            start = stop
            block += 1
    return result
