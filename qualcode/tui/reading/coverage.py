"""Overlapping spans to disjoint pieces: which codings cover which characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from qualcode.tui.reading.overlaps import Overlaps


class Piece(NamedTuple):
    """A stretch of text over which the same spans lie."""

    start: int
    end: int
    members: tuple[int, ...]
    """Indices of the spans, the shortest (innermost) first."""


class Coverage:
    """The pieces of a set of spans, in order, disjoint, each covered at least once; made for the place that is asked for.

    Args:
        spans: Half-open (start, end); empty ones cover nothing.
    """

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.spans = spans
        self._overlaps = Overlaps(spans)

    def within(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces that lie in [start, end), cut to it."""
        here = self._overlaps.within(start, end)
        places = {max(self.spans[index][0], start) for index in here}
        places.update(min(self.spans[index][1], end) for index in here)
        for one, two in pairwise(sorted(places)):
            over = [index for index in here if self.spans[index][0] <= one < self.spans[index][1]]
            if over:
                yield Piece(one, two, innermost_first(self.spans, over))

    def at(self, offset: int) -> tuple[int, ...]:
        """The spans over one code point, the shortest first."""
        return innermost_first(self.spans, self._overlaps.within(offset, offset + 1))


def innermost_first(spans: Sequence[tuple[int, int]], members: Iterable[int]) -> tuple[int, ...]:
    """The members by length, then by their order among the spans."""
    return tuple(sorted(members, key=lambda index: (spans[index][1] - spans[index][0], index)))
