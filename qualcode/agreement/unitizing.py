"""Krippendorff's unitizing alphas of 2016/2019 (u, |u, cu, (k)u), and the older alpha_U of 1995/2004.

Two different published things with nearly the same name; figures name which one they are. The first works on the lengths
of intersections, the second on squared differences of edges. Sources: docs/methods.md.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from qualcode.agreement.coefficients import NO_UNITS, NO_VARIATION, ONE_CATEGORY, Estimate

Valued = tuple[int, int, str]
"""(start, end, value): a stretch that one coder gave one value."""

GAP = ""
"""The value of text that a coder gave none (phi in the publications)."""
NOT_PAIRED = "not-paired"


@dataclass(slots=True)
class Continuum:
    """Intersections and squared lengths, summed over the texts that were added (2019, eqs 32-38).

    Texts add up as if they stood one behind the other; a segment never runs over a text's end.
    """

    lengths: dict[tuple[str, str], float] = field(default_factory=dict)
    """l_ck: length valued c by one coder and k by another, over ordered pairs of coders, divided by (m - 1)."""
    squares: dict[str, float] = field(default_factory=dict)
    """S_c: sum of squared segment lengths; for gaps the plain length."""
    paired_squares: dict[str, float] = field(default_factory=dict)
    """S_c with each segment's pairable length: its mean overlap with what each other coder coded."""

    def add(self, by_coder: Sequence[Sequence[Valued]], length: int) -> None:
        """Adds one text.

        Args:
            by_coder: For each of two or more coders its segments, in order and without overlap.
            length: Of the text; gaps fill what is not in a segment.
        """
        m = len(by_coder)
        self._add_lengths(by_coder, length, m)
        for own in by_coder:
            covered = 0
            for start, end, value in own:
                self.squares[value] = self.squares.get(value, 0.0) + (end - start) ** 2
                covered += end - start
            self.squares[GAP] = self.squares.get(GAP, 0.0) + length - covered
        covers = [_Cover(own) for own in by_coder]
        for coder, own in enumerate(by_coder):
            others = [cover for number, cover in enumerate(covers) if number != coder]
            for start, end, value in own:
                paired = sum(cover.within(start, end) for cover in others) / (m - 1)
                self.paired_squares[value] = self.paired_squares.get(value, 0.0) + paired * paired

    def _add_lengths(self, by_coder: Sequence[Sequence[Valued]], length: int, m: int) -> None:
        events = sorted(
            (place, kind, coder, value)
            for coder, own in enumerate(by_coder)
            for start, end, value in own
            for place, kind in ((start, 1), (end, 0))
        )
        current = [GAP] * m
        previous = 0
        for place, kind, coder, value in (*events, (length, 0, 0, None)):
            if place > previous:
                self._add_stretch(current, (place - previous) / (m - 1))
                previous = place
            if value is not None:
                current[coder] = value if kind else GAP

    def _add_stretch(self, values: list[str], weight: float) -> None:
        for i, c in enumerate(values):
            for j, k in enumerate(values):
                if i != j:
                    self.lengths[c, k] = self.lengths.get((c, k), 0.0) + weight

    def values(self) -> list[str]:
        """The values that occur, without the gap, in order."""
        return sorted({value for pair in self.lengths for value in pair if value != GAP})

    def u_alpha(self) -> Estimate:
        """u-alpha: agreement on where segments stand and which value they have, over all text."""
        return _alpha(self.lengths, self.squares)

    def binary_alpha(self) -> Estimate:
        """|u-alpha: agreement on what is a segment and what is a gap, values left out of account."""
        lengths: dict[tuple[str, str], float] = {}
        squares: dict[str, float] = {}
        for (c, k), amount in self.lengths.items():
            key = ("coded" if c else GAP, "coded" if k else GAP)
            lengths[key] = lengths.get(key, 0.0) + amount
        for value, amount in self.squares.items():
            key_value = "coded" if value else GAP
            squares[key_value] = squares.get(key_value, 0.0) + amount
        return _alpha(lengths, squares)

    def coding_alpha(self) -> Estimate:
        """cu-alpha: agreement on the values, over text that two coders coded."""
        paired = self._paired()
        if len({value for pair in paired for value in pair}) < 2:
            return Estimate(None, reason=ONE_CATEGORY if paired else NO_UNITS)
        return _alpha(paired, self.paired_squares)

    def value_alpha(self, value: str) -> Estimate:
        """(k)u-alpha: agreement on one value among the others, over text that two coders coded."""
        paired = self._paired()
        margins = _margins(paired)
        total = sum(margins.values())
        own = margins.get(value, 0.0)
        if not own:
            return Estimate(None, reason=NOT_PAIRED)
        squares = self.paired_squares
        base = total * total - sum(squares.values())
        expected = own - total * (own * own - squares.get(value, 0.0)) / base if base else 0.0
        if expected <= 0:
            return Estimate(None, reason=NO_VARIATION)
        observed = own - paired.get((value, value), 0.0)
        return Estimate(1 - observed / expected, 1 - observed / own, 1 - expected / own)

    def coverage(self, value: str) -> float | None:
        """Share of the text with this value that another coder coded too, l*_.k / l_.k; None when it does not occur."""
        whole = _margins(self.lengths).get(value, 0.0)
        return _margins(self._paired()).get(value, 0.0) / whole if whole else None

    def _paired(self) -> dict[tuple[str, str], float]:
        return {pair: amount for pair, amount in self.lengths.items() if pair[0] != GAP and pair[1] != GAP}


def without_self_overlap(segments: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """One coder's segments of one code with overlapping ones made one; touching ones stay apart, for their edge counts."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(segments):
        if start >= end:
            continue
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def overlaps_itself(segments: Iterable[Valued]) -> bool:
    """Whether one coder's segments overlap, so that text would have two values and no unitizing alpha is defined."""
    last = -1
    for start, end, _value in sorted(segments):
        if start < last:
            return True
        last = end
    return False


def alpha_u_1995(by_coder: Sequence[Sequence[tuple[int, int]]], begin: int, length: int) -> Estimate:
    """The older alpha_U of one category (Krippendorff 1995; 2004, p. 254): squared differences of edges.

    Args:
        by_coder: For each of two or more coders the segments of this category, in order and without overlap.
        begin: Where the continuum starts.
        length: Of the continuum.
    """
    m = len(by_coder)
    gaps = [_gaps(own, begin, begin + length) for own in by_coder]
    observed = 0.0
    for i, own in enumerate(by_coder):
        for j, other in enumerate(by_coder):
            if i != j:
                observed += _differences(own, other, gaps[i], gaps[j])
    observed /= m * (m - 1) * length * length
    number = sum(len(own) for own in by_coder)
    if not number:
        return Estimate(None, reason=NO_UNITS)
    all_gaps = sorted(end - start for own in gaps for start, end in own)
    sums = [0, *accumulate(all_gaps)]
    expected = 0.0
    same = 0
    for own in by_coder:
        for start, end in own:
            size = end - start
            fits = bisect_left(all_gaps, size)
            room = sums[-1] - sums[fits] - (len(all_gaps) - fits) * (size - 1)
            expected += (number - 1) / 3 * (2 * size**3 - 3 * size**2 + size) + size**2 * room
            same += size * (size - 1)
    expected *= 2 / length
    expected /= m * length * (m * length - 1) - same
    if not expected:
        return Estimate(None, 1 - observed, 1.0, NO_VARIATION)
    return Estimate(1 - observed / expected, 1 - observed, 1 - expected)


def alpha_u_1995_of_all(categories: Sequence[Estimate]) -> Estimate:
    """The older alpha_U over several categories: 1 - sum Do / sum De."""
    observed = sum(1 - e.observed for e in categories if e.observed is not None)
    expected = sum(1 - e.expected for e in categories if e.expected is not None)
    if not expected:
        return Estimate(None, reason=NO_VARIATION)
    return Estimate(1 - observed / expected)


class _Cover:
    """What one coder coded, ready to tell how much of a stretch it covers."""

    def __init__(self, own: Sequence[Valued]) -> None:
        self.starts = [start for start, _end, _value in own]
        self.ends = [end for _start, end, _value in own]
        self.sums = [0, *accumulate(end - start for start, end, _value in own)]

    def within(self, start: int, end: int) -> int:
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        if first >= last:
            return 0
        whole = self.sums[last] - self.sums[first]
        return whole - max(start - self.starts[first], 0) - max(self.ends[last - 1] - end, 0)


def _alpha(lengths: dict[tuple[str, str], float], squares: dict[str, float]) -> Estimate:
    margins = _margins(lengths)
    total = sum(margins.values())
    if not total:
        return Estimate(None, reason=NO_UNITS)
    base = total * total - sum(squares.values())
    chance = sum(own * own - squares.get(value, 0.0) for value, own in margins.items())
    expected = total - total * chance / base if base > 0 else 0.0
    observed = sum(amount for (c, k), amount in lengths.items() if c != k)
    if expected <= 1e-12 * total:
        return Estimate(None, 1 - observed / total, 1.0, NO_VARIATION)
    return Estimate(1 - observed / expected, 1 - observed / total, 1 - expected / total)


def _margins(lengths: dict[tuple[str, str], float]) -> dict[str, float]:
    margins: dict[str, float] = {}
    for (c, _k), amount in lengths.items():
        margins[c] = margins.get(c, 0.0) + amount
    return margins


def _gaps(own: Sequence[tuple[int, int]], begin: int, end: int) -> list[tuple[int, int]]:
    gaps: list[tuple[int, int]] = []
    place = begin
    for start, stop in own:
        if start > place:
            gaps.append((place, start))
        place = stop
    if end > place:
        gaps.append((place, end))
    return gaps


def _differences(
    own: Sequence[tuple[int, int]],
    other: Sequence[tuple[int, int]],
    own_gaps: Sequence[tuple[int, int]],
    other_gaps: Sequence[tuple[int, int]],
) -> float:
    """Sum of the squared differences between the sections of two coders (Krippendorff 1995)."""
    total = 0.0
    for start, end in own:
        for other_start, other_end in other:
            if start < other_end and other_start < end:
                total += (start - other_start) ** 2 + (end - other_end) ** 2
        total += _inside(start, end, other_gaps)
    for start, end in other:
        total += _inside(start, end, own_gaps)
    return total


def _inside(start: int, end: int, gaps: Sequence[tuple[int, int]]) -> int:
    return (end - start) ** 2 if any(a <= start and end <= b for a, b in gaps) else 0
