"""Overlapping spans to disjoint pieces: which codings cover which characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of text over which the same spans lie."""

    start: int
    end: int
    members: tuple[int, ...]
    """Indices of the spans, the shortest (innermost) first."""


class Coverage:
    """The pieces of a set of spans, in order, disjoint, each covered at least once.

    Args:
        spans: Half-open (start, end); empty ones cover nothing.
    """

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.pieces = list(_sweep(spans))
        self._starts = [piece.start for piece in self.pieces]

    def within(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces that lie in [start, end), cut to it."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        for piece in self.pieces[index:]:
            if piece.start >= end:
                return
            if piece.end > start:
                yield Piece(max(piece.start, start), min(piece.end, end), piece.members)

    def at(self, offset: int) -> tuple[int, ...]:
        """The spans over one code point, the shortest first."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self.pieces[index].end:
            return self.pieces[index].members
        return ()

    @property
    def depth(self) -> int:
        """The most spans that lie over one code point."""
        return max((len(piece.members) for piece in self.pieces), default=0)


def _sweep(spans: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    events: dict[int, tuple[list[int], list[int]]] = {}
    for index, (start, end) in enumerate(spans):
        if start < end:
            events.setdefault(start, ([], []))[0].append(index)
            events.setdefault(end, ([], []))[1].append(index)
    active: set[int] = set()
    previous = 0
    for place in sorted(events):
        if active:
            yield Piece(previous, place, innermost_first(spans, active))
        begins, ends = events[place]
        active.difference_update(ends)
        active.update(begins)
        previous = place


def innermost_first(spans: Sequence[tuple[int, int]], members: Iterable[int]) -> tuple[int, ...]:
    """The members by length, then by their order among the spans."""
    return tuple(sorted(members, key=lambda index: (spans[index][1] - spans[index][0], index)))
