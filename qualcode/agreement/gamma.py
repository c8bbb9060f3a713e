"""Mathet's gamma for two coders: best alignment of their segments, and its disorder against that of shuffled ones.

Mathet, Widlöcher & Métivier (2015). The expected disorder is sampled, so the result is random: the seed, the number of
samples and the three weights belong to the figure. Alignment is a minimum-cost matching in which a segment may stay
alone; it is solved here by shortest augmenting paths, without scipy.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import ceil, inf, sqrt

from qualcode.agreement.coefficients import NO_UNITS, NO_VARIATION
from qualcode.agreement.tally import gathered
from qualcode.agreement.unitizing import without_self_overlap
from qualcode.agreement.values import UNDEFINED, VALUE, Mark, TranscriptUnits
from qualcode.errors import WrongUsage
from qualcode.i18n import _

Unit = tuple[float, float, str]
"""(start, end, category): one segment of one coder."""

LEAST_SAMPLES, MOST_SAMPLES = 30, 300


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the dissimilarity: alpha times position plus beta times category; delta is that of a lone segment."""

    alpha: float = 1.0
    beta: float = 1.0
    delta: float = 1.0


@dataclass(frozen=True, slots=True)
class GammaReport:
    """Gamma with what it takes to get the same figure again."""

    coders: tuple[str, str]
    value: float | None
    state: str
    reason: str
    observed: float
    """Disorder of the best alignment, per segment of a coder."""
    expected: float
    """Mean disorder over the samples."""
    weights: Weights
    samples: int
    seed: int
    precision: float
    """Relative precision of the expected disorder asked for (5 %: at 95 % certainty)."""
    transcripts: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The best alignment: pairs of indexes, None for a segment that stays alone."""

    pairs: tuple[tuple[int | None, int | None], ...]
    cost: float
    """Sum of the pairs' dissimilarities."""


def position_dissimilarity(first: tuple[float, float], second: tuple[float, float]) -> float:
    """d_pos: ((|start difference| + |end difference|) / (sum of lengths)) squared."""
    difference = abs(first[0] - second[0]) + abs(first[1] - second[1])
    return (difference / (first[1] - first[0] + second[1] - second[0])) ** 2


def dissimilarity(first: Unit, second: Unit, weights: Weights) -> float:
    """The combined dissimilarity; categories are nominal: 0 when equal, 1 when not."""
    place = position_dissimilarity(first[:2], second[:2])
    return weights.delta * (weights.alpha * place + weights.beta * (first[2] != second[2]))


def align(first: Sequence[Unit], second: Sequence[Unit], weights: Weights) -> Alignment:
    """The alignment with the least sum of dissimilarities. Only pairs that cost less than two lone segments are tried."""
    edges = _edges(first, second, weights)
    partner = _match(edges, len(second), 2 * weights.delta)
    pairs: list[tuple[int | None, int | None]] = []
    cost = 0.0
    for row, column in enumerate(partner):
        pairs.append((row, column))
        cost += weights.delta if column is None else edges[row][column]
    taken = {column for column in partner if column is not None}
    lone = [column for column in range(len(second)) if column not in taken]
    pairs.extend((None, column) for column in lone)
    return Alignment(tuple(pairs), cost + weights.delta * len(lone))


def disorder(first: Sequence[Unit], second: Sequence[Unit], weights: Weights) -> float:
    """Disorder of the best alignment: its cost divided by the mean number of segments of a coder."""
    if not first and not second:
        return 0.0
    return align(first, second, weights).cost / ((len(first) + len(second)) / 2)


def gamma(
    marks: Iterable[Mark],
    transcripts: Sequence[TranscriptUnits],
    coders: Sequence[str],
    *,
    weights: Weights | None = None,
    codes: Sequence[str] | None = None,
    rollup: Mapping[str, str] | None = None,
    done: Mapping[str, Collection[str]] | None = None,
    seed: int = 1,
    precision: float = 0.05,
    most_samples: int = MOST_SAMPLES,
) -> GammaReport:
    """Gamma of two coders, 1 - observed / expected disorder, over all transcripts that both have done.

    The transcripts' costs add up before the division, so a transcript counts by its number of segments; the publication
    has one text only. A sample takes for both coders one of the two coders at random and turns its segments round the
    text by a random distance, so that lengths, gaps and the share of each category stay as they are.

    Raises:
        WrongUsage: for another number of coders than two.
    """
    if len(coders) != 2 or coders[0] == coders[1]:
        raise WrongUsage(_("Gamma is computed for two coders."))
    weights = weights or Weights()
    texts = _texts(marks, transcripts, coders, codes, rollup or {}, done)
    count = sum(len(first) + len(second) for first, second, _length in texts) / 2
    pair = (coders[0], coders[1])
    if not count:
        return GammaReport(pair, None, UNDEFINED, NO_UNITS, 0.0, 0.0, weights, 0, seed, precision, len(texts))
    observed = sum(align(first, second, weights).cost for first, second, _length in texts) / count
    chance = random.Random(seed)
    samples: list[float] = []
    wanted = LEAST_SAMPLES
    while len(samples) < min(wanted, most_samples):
        samples.append(_sampled(texts, weights, chance))
        if len(samples) == wanted:
            wanted = max(wanted, _samples_needed(samples, precision))
    expected = sum(samples) / len(samples)
    if not expected:
        value, state, reason = None, UNDEFINED, NO_VARIATION
    else:
        value, state, reason = 1 - observed / expected, VALUE, ""
    return GammaReport(
        pair, value, state, reason, observed, expected, weights, len(samples), seed, precision, len(texts)
    )


def _texts(
    marks: Iterable[Mark],
    transcripts: Sequence[TranscriptUnits],
    coders: Sequence[str],
    codes: Sequence[str] | None,
    rollup: Mapping[str, str],
    done: Mapping[str, Collection[str]] | None,
) -> list[tuple[list[Unit], list[Unit], int]]:
    stretches = gathered(marks, coders, lambda code: rollup.get(code, code))
    texts: list[tuple[list[Unit], list[Unit], int]] = []
    for transcript in transcripts:
        if done is not None and any(transcript.id not in done.get(coder, ()) for coder in coders):
            continue
        sides: tuple[list[Unit], list[Unit]] = ([], [])
        for code, by_coder in stretches.get(transcript.id, {}).items():
            if codes is None or code in codes:
                for side, own in zip(sides, by_coder, strict=True):
                    side.extend((start, end, code) for start, end in without_self_overlap(own))
        texts.append((sorted(sides[0]), sorted(sides[1]), transcript.length))
    return texts


def _edges(first: Sequence[Unit], second: Sequence[Unit], weights: Weights) -> list[dict[int, float]]:
    """For each segment of the first coder the segments of the second that it may be paired with, and at what cost."""
    limit = 2 * weights.delta
    order = sorted(range(len(second)), key=lambda n: second[n][0])
    starts = [second[n][0] for n in order]
    longest = max((end - start for start, end, _category in second), default=0.0)
    reach = sqrt(2 / weights.alpha) if weights.alpha else inf
    result: list[dict[int, float]] = []
    for unit in first:
        radius = reach * (unit[1] - unit[0] + longest)
        low = bisect_left(starts, unit[0] - radius)
        high = bisect_left(starts, unit[0] + radius) if radius < inf else len(starts)
        near = {n: dissimilarity(unit, second[n], weights) for n in order[low:high]}
        result.append({n: cost for n, cost in near.items() if cost < limit})
    return result


def _match(edges: Sequence[Mapping[int, float]], columns: int, alone: float) -> list[int | None]:
    """For each row its column, or None, so that the summed costs are least; a row without a column costs `alone`.

    Successive shortest augmenting paths with potentials: the Hungarian method on a sparse graph. A row's own way to stay
    alone is a column that only it can reach.
    """
    row_potential = [0.0] * len(edges)
    column_potential = [0.0] * columns
    row_of: list[int | None] = [None] * columns
    column_of: list[int | None] = [None] * len(edges)
    for source in range(len(edges)):
        best: dict[int, float] = {}
        came_from: dict[int, int] = {}
        closed_rows: dict[int, float] = {source: 0.0}
        closed_columns: dict[int, float] = {}
        stop_distance, stop_row, stop_column = alone - row_potential[source], source, -1
        heap: list[tuple[float, int]] = []
        row, distance = source, 0.0
        while True:
            for column, cost in edges[row].items():
                if column in closed_columns:
                    continue
                reached = distance + cost - row_potential[row] - column_potential[column]
                if reached < best.get(column, inf):
                    best[column] = reached
                    came_from[column] = row
                    heappush(heap, (reached, column))
            while heap and (heap[0][1] in closed_columns or heap[0][0] > best[heap[0][1]]):
                heappop(heap)
            if not heap or heap[0][0] >= stop_distance:
                break
            distance, column = heappop(heap)
            owner = row_of[column]
            if owner is None:
                stop_distance, stop_row, stop_column = distance, came_from[column], column
                break
            closed_columns[column] = distance
            closed_rows[owner] = distance
            row = owner
            if distance + alone - row_potential[row] < stop_distance:
                stop_distance, stop_row, stop_column = distance + alone - row_potential[row], row, -1
        for row, reached in closed_rows.items():
            row_potential[row] += stop_distance - reached
        for column, reached in closed_columns.items():
            column_potential[column] -= stop_distance - reached
        row, taken = stop_row, stop_column if stop_column >= 0 else None
        while True:
            freed = column_of[row]
            column_of[row] = taken
            if taken is not None:
                row_of[taken] = row
            if row == source or freed is None:
                break
            taken = freed
            row = came_from[freed]
    return column_of


def _sampled(texts: Sequence[tuple[list[Unit], list[Unit], int]], weights: Weights, chance: random.Random) -> float:
    """Disorder of one sample of shuffled texts."""
    cost = 0.0
    count = 0.0
    for first, second, length in texts:
        sides = [turned(chance.choice((first, second)), length, chance.random() * length) for _side in range(2)]
        cost += align(sides[0], sides[1], weights).cost
        count += (len(sides[0]) + len(sides[1])) / 2
    return cost / count if count else 0.0


def turned(units: Sequence[Unit], length: int, distance: float) -> list[Unit]:
    """The segments moved on by the distance; one that would start beyond the text's end starts again at its beginning."""
    moved = [((start + distance) % length, end - start, category) for start, end, category in units]
    return sorted((start, start + size, category) for start, size, category in moved)


def _samples_needed(samples: Sequence[float], precision: float) -> int:
    """Samples needed to know the mean to within the precision, at 95 % certainty, from their spread so far."""
    mean = sum(samples) / len(samples)
    if not mean:
        return len(samples)
    variance = sum((sample - mean) ** 2 for sample in samples) / (len(samples) - 1)
    return ceil((1.96 * sqrt(variance) / (mean * precision)) ** 2)
