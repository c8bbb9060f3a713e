"""Margin stripes: gives each coding a lane beside the text, so that no two in one lane share a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

TOP, MIDDLE, BOTTOM, SINGLE = "┌", "│", "└", "╶"
LOOSE_TOP, LOOSE_MIDDLE, LOOSE_BOTTOM, LOOSE_SINGLE = "╭", "┊", "╰", "╴"
"""The same for suggestions, told apart by shape."""


@dataclass(frozen=True)
class Lanes:
    """What stands in the margin."""

    lane_of: tuple[int | None, ...]
    """Lane of each interval, None when there was no room."""
    rows: dict[int, tuple[tuple[int, int], ...]] = field(repr=False)
    """Row -> (lane, interval) in order of lane."""
    begins: dict[int, tuple[int, ...]] = field(repr=False)
    """Row -> the intervals that begin there, in the order given; hidden ones too."""
    hidden: dict[int, int] = field(repr=False)
    """Row -> how many intervals there have no lane."""
    width: int = 0
    """Lanes in use."""


def lanes_of(intervals: Sequence[tuple[int, int]], most: int) -> Lanes:
    """Greedy interval colouring in order of first row: the lowest lane that is free.

    Args:
        intervals: First and last row of each coding, both inclusive.
        most: Lanes that there is room for.
    """
    order = sorted(range(len(intervals)), key=lambda index: (intervals[index][0], -intervals[index][1], index))
    free_after = [-1] * most
    lane_of: list[int | None] = [None] * len(intervals)
    rows: dict[int, list[tuple[int, int]]] = {}
    begins: dict[int, list[int]] = {}
    hidden: dict[int, int] = {}
    for index in order:
        first, last = intervals[index]
        begins.setdefault(first, []).append(index)
        lane = next((lane for lane in range(most) if free_after[lane] < first), None)
        lane_of[index] = lane
        if lane is None:
            for row in range(first, last + 1):
                hidden[row] = hidden.get(row, 0) + 1
            continue
        free_after[lane] = last
        for row in range(first, last + 1):
            rows.setdefault(row, []).append((lane, index))
    used = max((lane + 1 for lane in lane_of if lane is not None), default=0)
    return Lanes(
        tuple(lane_of),
        {row: tuple(sorted(found)) for row, found in rows.items()},
        {row: tuple(found) for row, found in begins.items()},
        hidden,
        used,
    )


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
