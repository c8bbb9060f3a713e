"""Which of many spans touch a place, without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Overlaps:
    """Spans by where they begin, with how far those up to each one reach.

    Args:
        spans: Half-open (start, end); empty ones touch nothing.
    """

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.spans = spans
        filled = [(start, index) for index, (start, end) in enumerate(spans) if start < end]
        filled.sort()
        self._order = [index for _start, index in filled]
        self._starts = [start for start, _index in filled]
        self._reach = list(accumulate((spans[index][1] for index in self._order), max))

    def within(self, start: int, end: int) -> list[int]:
        """Indices of the spans that share something with [start, end), by where they begin."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [index for index in self._order[first:last] if self.spans[index][1] > start]
