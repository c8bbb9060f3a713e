"""Margin stripes: gives each coding a lane beside the text, so that no two in one lane share a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.tui.reading.overlaps import Overlaps

TOP, MIDDLE, BOTTOM, SINGLE = "┌", "│", "└", "╶"
LOOSE_TOP, LOOSE_MIDDLE, LOOSE_BOTTOM, LOOSE_SINGLE = "╭", "┊", "╰", "╴"
"""The same for suggestions, told apart by shape."""


class Lanes:
    """What stands in the margin; what stands on one row is made when it is asked for.

    Args:
        intervals: First and last row of each coding, both inclusive.
        lane_of: Lane of each, None when there was no room.
        begins: Row -> the intervals that begin there, hidden ones too.
    """

    def __init__(
        self,
        intervals: Sequence[tuple[int, int]],
        lane_of: tuple[int | None, ...],
        begins: Mapping[int, Sequence[int]],
    ) -> None:
        self.lane_of = lane_of
        self._begins = begins
        self._overlaps = Overlaps([(first, last + 1) for first, last in intervals])

    def at(self, row: int) -> list[tuple[int, int]]:
        """(lane, interval) of those that have a lane, in order of lane."""
        here = self._overlaps.within(row, row + 1)
        return sorted((lane, index) for index in here if (lane := self.lane_of[index]) is not None)

    def hidden_at(self, row: int) -> int:
        """How many intervals there have no lane."""
        return sum(self.lane_of[index] is None for index in self._overlaps.within(row, row + 1))

    def begins_at(self, row: int) -> Sequence[int]:
        """The intervals that begin on this row, the longest first; hidden ones too."""
        return self._begins.get(row, ())


def lanes_of(intervals: Sequence[tuple[int, int]], most: int) -> Lanes:
    """Greedy interval colouring in order of first row: the lowest lane that is free.

    Args:
        intervals: First and last row of each coding, both inclusive.
        most: Lanes that there is room for.
    """
    order = sorted((first, -last, index) for index, (first, last) in enumerate(intervals))
    free_after = [-1] * most
    lane_of: list[int | None] = [None] * len(intervals)
    begins: dict[int, list[int]] = {}
    for first, minus_last, index in order:
        begins.setdefault(first, []).append(index)
        for lane, taken in enumerate(free_after):
            if taken < first:
                free_after[lane], lane_of[index] = -minus_last, lane
                break
    return Lanes(intervals, tuple(lane_of), begins)


def stripe(interval: tuple[int, int], row: int, *, loose: bool = False) -> str:
    """The glyph of an interval on one of its rows."""
    first, last = interval
    if first == last:
        return LOOSE_SINGLE if loose else SINGLE
    if row == first:
        return LOOSE_TOP if loose else TOP
    if row == last:
        return LOOSE_BOTTOM if loose else BOTTOM
    return LOOSE_MIDDLE if loose else MIDDLE
