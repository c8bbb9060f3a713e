"""Bootstrap intervals: whole transcripts or turns are drawn again, never single characters, which are not independent.

All coefficients are functions of a few sums (units by who judged and who coded them), so a draw is a weighted sum of the
blocks' counts: one matrix product for all codes and draws together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from qualcode.agreement.estimates import (
    AC1,
    ALPHA,
    BRENNAN_PREDIGER,
    F1,
    HOLSTI,
    JACCARD,
    KAPPA,
    PERCENT,
    PI,
)
from qualcode.agreement.intervals import split_by_blocks
from qualcode.agreement.tally import Sheet, Tally
from qualcode.agreement.values import CODED, TOO_FEW, TURN, UNDEFINED, Interval, Resampling
from qualcode.errors import WrongUsage
from qualcode.i18n import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

TRANSCRIPT = "transcript"
RESAMPLED = (TRANSCRIPT, TURN)
LEAST_BLOCKS = 5
"""Fewer transcripts (or turns) than this give no interval."""
METHOD = "percentile-bootstrap"
FEW_BLOCKS = "few-blocks"
FEW_DRAWS = "few-draws"
NO_BLOCKS_OF_CODINGS = "codings-cross-turns"
_CHUNK = 100


class Bootstrap:
    """The counts of every block and code, and the draws of them; then one interval after the other."""

    def __init__(self, counted: Tally, base: str, resampling: Resampling) -> None:
        """Draws at once; everything asked later is read from the draws.

        Raises:
            WrongUsage: when turns are to be drawn and a transcript has none.
        """
        import numpy

        self._resampling = resampling
        self._size = len(counted.coders)
        self._column = {code: number for number, code in enumerate(counted.codes)}
        blocks = _Blocks(counted, base, resampling.what)
        self.blocks = blocks.number
        self._figures: dict[str, tuple[Array, Array]] = {}
        if self.blocks < LEAST_BLOCKS or not counted.codes:
            return
        random = numpy.random.default_rng(resampling.seed)
        share = numpy.full(self.blocks, 1 / self.blocks)
        flat = blocks.counts.reshape(self.blocks, -1)
        segments = blocks.segments.reshape(self.blocks, -1)
        chunks: list[dict[str, tuple[Array, Array]]] = []
        for start in range(0, resampling.draws, _CHUNK):
            number = min(_CHUNK, resampling.draws - start)
            weights = random.multinomial(self.blocks, share, size=number).astype(float)
            sums = (weights @ flat).reshape(number, *blocks.counts.shape[1:])
            figures = observed_and_expected(sums, blocks.patterns, self._size)
            if resampling.what == TRANSCRIPT:
                drawn = (weights @ segments).reshape(number, *blocks.segments.shape[1:])
                figures[HOLSTI] = (drawn[..., 0], drawn[..., 1] + drawn[..., 2])
            chunks.append(figures)
        for name in chunks[0]:
            self._figures[name] = (
                numpy.concatenate([chunk[name][0] for chunk in chunks]),
                numpy.concatenate([chunk[name][1] for chunk in chunks]),
            )

    def interval(self, coefficient: str, codes: Sequence[str]) -> Interval:
        """The interval of a coefficient for one code, or for several pooled as `estimates.pooled_estimates` pools them."""
        import numpy

        if self.blocks < LEAST_BLOCKS:
            return self._none(TOO_FEW, FEW_BLOCKS)
        if coefficient not in self._figures:
            return self._none(UNDEFINED, NO_BLOCKS_OF_CODINGS)
        top, bottom = self._figures[coefficient]
        columns = [self._column[code] for code in codes]
        if coefficient in (HOLSTI, F1, JACCARD):
            values = _mean_ratio(top[:, columns].sum(axis=1), bottom[:, columns].sum(axis=1))
        else:
            # here `top` is 1 - Po and `bottom` 1 - Pe
            away, chance = top[:, columns].sum(axis=1), bottom[:, columns].sum(axis=1)
            values = numpy.full(len(away), numpy.nan)
            numpy.divide(away, chance, out=values, where=chance > 1e-12)
            values = 1 - values
        usable = values[~numpy.isnan(values)]
        if len(usable) < self._resampling.draws / 2:
            return self._none(UNDEFINED, FEW_DRAWS)
        tail = (1 - self._resampling.level) / 2
        low, high = numpy.quantile(usable, [tail, 1 - tail])
        return Interval(float(low), float(high), *self._terms())

    def _none(self, state: str, reason: str) -> Interval:
        return Interval(None, None, *self._terms(), state, reason)

    def _terms(self) -> tuple[float, str, str, int, int]:
        own = self._resampling
        return (own.level, METHOD, own.what, own.draws, own.seed)


class _Blocks:
    """Counts by block, code and pattern; a pattern is (mask of who judged, mask of who coded)."""

    def __init__(self, counted: Tally, base: str, what: str) -> None:
        import numpy

        if what not in RESAMPLED:
            raise WrongUsage(
                _("{value} is not a choice here.").format(value=what),
                todo=_("Choose one of: {choices}.").format(choices=", ".join(RESAMPLED)),
            )
        column = {code: number for number, code in enumerate(counted.codes)}
        pairs = {pair: number for number, pair in enumerate(combinations(range(len(counted.coders)), 2))}
        starts = [_block_starts(sheet) if what == TURN else [0] for sheet in counted.sheets]
        offsets = [0]
        for own in starts:
            offsets.append(offsets[-1] + len(own))
        self.number = offsets[-1]
        cells: dict[tuple[int, int, int, int], float] = {}
        for sheet, own, offset in zip(counted.sheets, starts, offsets, strict=False):
            totals = _block_totals(sheet, own, base)
            for code, pieces in sheet.pieces.items():
                if code not in column:
                    continue
                for block, mask, length in split_by_blocks(pieces, own):
                    key = (offset + block, column[code], sheet.present, mask)
                    cells[key] = cells.get(key, 0) + length
            for block, total in enumerate(totals):
                for number in range(len(column)):
                    cells[offset + block, number, sheet.present, 0] = total
        self.patterns = sorted({(present, mask) for _block, _code, present, mask in cells})
        index = {pattern: number for number, pattern in enumerate(self.patterns)}
        self.counts: Array = numpy.zeros((self.number, max(len(column), 1), max(len(index), 1)))
        for (block, code_number, present, mask), amount in cells.items():
            self.counts[block, code_number, index[present, mask]] = amount
        for present, mask in self.patterns:
            if mask:  # totals hold what was coded too; take it out of "nobody coded"
                self.counts[..., index[present, 0]] -= self.counts[..., index[present, mask]]
        self.segments: Array = numpy.zeros((self.number, max(len(column), 1), len(pairs), 3))
        if what == TRANSCRIPT:
            for block, sheet in enumerate(counted.sheets):
                for code, by_pair in sheet.matched.items():
                    for pair, sums in by_pair.items():
                        self.segments[block, column[code], pairs[pair]] = sums


def observed_and_expected(
    counts: Array, patterns: Sequence[tuple[int, int]], coders: int
) -> dict[str, tuple[Array, Array]]:
    """The coefficients of `coefficients`, for many tables at once.

    Args:
        counts: Units, in the last axis by pattern.
        patterns: (mask of the coders who judged, mask of those who coded), in the order of that axis.
        coders: Number of coders.

    Returns:
        1 - Po and 1 - Pe by coefficient, without the last axis; for F1 and Jaccard numerator and denominator by pair.
    """
    import numpy

    r = numpy.array([present.bit_count() for present, _mask in patterns], float)
    k = numpy.array([mask.bit_count() for _present, mask in patterns], float)
    units = counts.sum(axis=-1)
    safe = numpy.maximum(units, 1)
    apart = counts @ (2 * k * (r - k) / (r * (r - 1))) / safe
    share = counts @ (k / r) / safe
    chance_pi = 1 - (share**2 + (1 - share) ** 2)
    values = counts @ r
    coded = counts @ k
    safe_values = numpy.maximum(values, 2)
    figures = {
        PERCENT: (apart, numpy.ones_like(apart)),
        PI: (apart, chance_pi),
        ALPHA: (
            counts @ (2 * k * (r - k) / (r - 1)) / safe_values,
            2 * coded * (values - coded) / (safe_values * (safe_values - 1)),
        ),
        BRENNAN_PREDIGER: (apart, numpy.full_like(apart, 0.5)),
        AC1: (apart, 1 - chance_pi),
        KAPPA: (apart, _conger(counts, patterns, coders)),
    }
    both, either, sides = [], [], []
    for a, b in combinations(range(coders), 2):
        judged = [present >> a & present >> b & 1 for present, _mask in patterns]
        first = numpy.array([j and mask >> a & 1 for j, (_p, mask) in zip(judged, patterns, strict=True)], float)
        second = numpy.array([j and mask >> b & 1 for j, (_p, mask) in zip(judged, patterns, strict=True)], float)
        both.append(counts @ (first * second))
        either.append(counts @ numpy.maximum(first, second))
        sides.append(counts @ (first + second))
    overlap = numpy.stack(both, axis=-1)
    figures[F1] = (2 * overlap, numpy.stack(sides, axis=-1))
    figures[JACCARD] = (overlap, numpy.stack(either, axis=-1))
    return figures


def _conger(counts: Array, patterns: Sequence[tuple[int, int]], coders: int) -> Array:
    """1 - Pe of Conger's kappa, which for two coders is Cohen's."""
    import numpy

    total = numpy.zeros(counts.shape[:-1])
    squares = numpy.zeros_like(total)
    total_not = numpy.zeros_like(total)
    squares_not = numpy.zeros_like(total)
    judging = numpy.zeros_like(total)
    for coder in range(coders):
        judged = counts @ numpy.array([present >> coder & 1 for present, _mask in patterns], float)
        coded = counts @ numpy.array([mask >> coder & 1 for _present, mask in patterns], float)
        here = (judged > 0).astype(float)
        share = coded / numpy.maximum(judged, 1)
        judging += here
        total += share
        squares += share**2
        total_not += (1 - share) * here
        squares_not += ((1 - share) * here) ** 2
    pairs = numpy.maximum(judging * (judging - 1), 1)
    expected = (total**2 - squares + total_not**2 - squares_not) / pairs
    result: Array = 1 - expected
    return result


def _mean_ratio(top: Array, bottom: Array) -> Array:
    """Mean over the pairs of coders of top / bottom; a pair that coded nothing has no part in it."""
    import numpy

    ratio = numpy.full(top.shape, numpy.nan)
    numpy.divide(top, bottom, out=ratio, where=bottom > 0)
    known = ~numpy.isnan(ratio)
    number = known.sum(axis=-1)
    result = numpy.full(number.shape, numpy.nan)
    numpy.divide(numpy.where(known, ratio, 0).sum(axis=-1), number, out=result, where=number > 0)
    return result


def _block_starts(sheet: Sheet) -> list[int]:
    """Where each turn's block starts, in unit numbers; a block runs to the next turn and the first one from the start."""
    turns = sheet.transcript.turns
    if not turns:
        raise WrongUsage(
            _("The transcript has no turns to draw from."), where=sheet.transcript.id, todo=_("Draw transcripts.")
        )
    edges = [0, *(start for start, _end in turns[1:])]
    if sheet.ruler is None:
        return edges
    numbers = {bisect_left(sheet.ruler.starts, edge) for edge in edges}
    return sorted({0, *numbers} - {len(sheet.ruler.starts)}) or [0]


def _block_totals(sheet: Sheet, starts: Sequence[int], base: str) -> list[int]:
    """Units of the base in each block."""
    if base == CODED:
        totals = [0] * len(starts)
        for block, _mask, length in split_by_blocks([(start, end, 1) for start, end in sheet.coded], starts):
            totals[block] += length
        return totals
    return [end - start for start, end in zip(starts, [*starts[1:], sheet.whole], strict=True)]
