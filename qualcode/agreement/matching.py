"""Which marks of different coders stand at the same place, and whether they differ more than the tolerance allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.agreement.intervals import Ruler, length_of, sweep
from qualcode.agreement.values import Pair, Tolerance


@dataclass(frozen=True, slots=True)
class Group:
    """Marks of one code that hang together by overlap: one place in the text, seen by one coder or by several."""

    start: int
    end: int
    by_coder: tuple[tuple[Pair, ...], ...]
    """For each coder its stretches here, in order; empty for a coder who marked nothing here."""

    @property
    def coders(self) -> tuple[int, ...]:
        """Indexes of the coders who marked something here."""
        return tuple(index for index, stretches in enumerate(self.by_coder) if stretches)

    def differing(self) -> list[Pair]:
        """The stretches that some but not all of those coders marked, in order, touching ones as one."""
        everyone = sum(1 << coder for coder in self.coders)
        runs: list[Pair] = []
        for start, end, mask in sweep(self.by_coder):
            if mask == everyone:
                continue
            if runs and runs[-1][1] == start:
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
        return runs


def groups(by_coder: Sequence[Sequence[Pair]]) -> list[Group]:
    """The places that the coders marked with one code, in order of the text.

    Args:
        by_coder: For each coder disjoint stretches (as `intervals.joined` gives them).
    """
    ordered = sorted((start, end, coder) for coder, stretches in enumerate(by_coder) for start, end in stretches)
    result: list[Group] = []
    current: list[list[Pair]] = [[] for _ in by_coder]
    first = last = -1
    for start, end, coder in ordered:
        if start >= last:
            if last > first:
                result.append(Group(first, last, tuple(tuple(stretches) for stretches in current)))
                current = [[] for _ in by_coder]
            first = start
        current[coder].append((start, end))
        last = max(last, end)
    if last > first:
        result.append(Group(first, last, tuple(tuple(stretches) for stretches in current)))
    return result


def is_same(group: Group, tolerance: Tolerance, words: Ruler | None = None) -> bool:
    """Whether the coders who marked this place marked the same stretch, give or take the tolerance.

    Args:
        group: With marks of at least two coders; a place that one coder marked is never the same.
        tolerance: `characters:0` asks for identical stretches.
        words: The transcript's words; needed for a tolerance in words.
    """
    if len(group.coders) < 2:
        return False
    runs = group.differing()
    if not runs:
        return True
    if tolerance.kind == "share":
        return 1 - length_of(runs) / (group.end - group.start) >= tolerance.amount
    if tolerance.kind == "words":
        return words is not None and all(_words_in(words, run) <= tolerance.amount for run in runs)
    return all(end - start <= tolerance.amount for start, end in runs)


def forgiven(by_coder: Sequence[list[Pair]], tolerance: Tolerance, words: Ruler | None = None) -> list[list[Pair]]:
    """The marks with the differences that the tolerance allows evened out.

    At a place where the coders agree within the tolerance, each of those who marked it gets the whole of what any of
    them marked; nothing else moves.
    """
    result: list[list[Pair]] = [[] for _ in by_coder]
    for group in groups(by_coder):
        same = is_same(group, tolerance, words)
        for coder, stretches in enumerate(group.by_coder):
            if stretches:
                result[coder].extend(((group.start, group.end),) if same else stretches)
    return result


def _words_in(words: Ruler, run: Pair) -> int:
    """Number of words that the stretch touches."""
    first, last = words.touched(*run)
    return last - first
