"""From counts to coefficients: which formula for two coders and which for more, and when there is no number at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from qualcode.agreement import coefficients as formula
from qualcode.agreement import linearised
from qualcode.agreement.coefficients import Estimate, Ratings
from qualcode.agreement.linearised import standard_error
from qualcode.agreement.tally import Sheet, Tally
from qualcode.agreement.values import (
    CHARACTER,
    TOO_FEW,
    UNDEFINED,
    VALUE,
    WORD,
    Counts,
    Figure,
)

PERCENT, HOLSTI, KAPPA, PI, ALPHA = "percent", "holsti", "kappa", "pi", "alpha"
BRENNAN_PREDIGER, AC1, F1, JACCARD = "brennan-prediger", "ac1", "f1", "jaccard"
COEFFICIENTS = (PERCENT, HOLSTI, KAPPA, PI, ALPHA, BRENNAN_PREDIGER, AC1, F1, JACCARD)
"""In the order in which every row has them."""

VARIANTS = {
    PERCENT: ("percent", "mean-of-pairs"),
    HOLSTI: ("holsti-1969", "holsti-1969-mean-of-pairs"),
    KAPPA: ("cohen-1960", "conger-1980"),
    PI: ("scott-1955", "fleiss-1971"),
    ALPHA: ("krippendorff-nominal", "krippendorff-nominal"),
    BRENNAN_PREDIGER: ("brennan-prediger-1981", "brennan-prediger-1981"),
    AC1: ("gwet-2008", "gwet-2008"),
    F1: ("dice", "dice-mean-of-pairs"),
    JACCARD: ("jaccard", "jaccard-mean-of-pairs"),
}
"""For each coefficient the published form for two coders, and the one for more."""

LINEARISED = {
    PERCENT: (linearised.PERCENT, linearised.PERCENT),
    KAPPA: ("", linearised.CONGER),
    PI: (linearised.FLEISS, linearised.FLEISS),
    ALPHA: (linearised.ALPHA, linearised.ALPHA),
    BRENNAN_PREDIGER: (linearised.BRENNAN_PREDIGER, linearised.BRENNAN_PREDIGER),
    AC1: (linearised.AC1, linearised.AC1),
}
"""Whose standard error is Gwet's, for two coders and for more; Cohen's kappa has that of Fleiss, Cohen & Everitt."""

NEVER_USED = "never-used"
RARE = "rare"
ONE_CODER = "one-coder"
NOT_DONE = "not-done"

Estimates = dict[str, Estimate]
Cells = dict[tuple[int, int], int]
"""Units by (mask of the coders who judged them, mask of the coders who coded them)."""

_NEED_TWO_USERS = (KAPPA, PI, ALPHA)


def cells_of(code: str, sheets: Iterable[Sheet]) -> Cells:
    """The units of one code over some transcripts, with those that nobody coded."""
    cells: Cells = {}
    for sheet in sheets:
        masks = sheet.masks.get(code, {})
        for mask, amount in masks.items():
            cells[sheet.present, mask] = cells.get((sheet.present, mask), 0) + amount
        rest = sheet.total - sum(masks.values())
        cells[sheet.present, 0] = cells.get((sheet.present, 0), 0) + rest
    return cells


def ratings_of(cells: Cells, coders: int) -> Ratings:
    """The cells as ratings with the values 1 (coded), 0 (not coded) and None (not done)."""
    counts = []
    for (present, mask), amount in cells.items():
        profile = tuple((mask >> n & 1) if present >> n & 1 else None for n in range(coders))
        counts.append((profile, amount))
    return Ratings.from_counts(counts, (0, 1))


def counts_of(counted: Tally, codes: Iterable[str], sheets: Sequence[Sheet]) -> Counts:
    """The cells of a row; for several codes their sums (a unit counts once for each code)."""
    size = len(counted.coders)
    total = 0
    coded_by = [0] * (size + 1)
    coded = [0] * size
    only = [0] * size
    codings = [0] * size
    for code in codes:
        for (_present, mask), amount in cells_of(code, sheets).items():
            total += amount
            coded_by[mask.bit_count()] += amount
            for n in range(size):
                if mask >> n & 1:
                    coded[n] += amount
                    if mask == 1 << n:
                        only[n] += amount
        for sheet in sheets:
            for n, number in enumerate(sheet.codings.get(code, ())):
                codings[n] += number
    return Counts(total, tuple(coded_by), tuple(coded), tuple(codings), tuple(only))


def raw_estimates(counted: Tally, code: str, sheets: Sequence[Sheet]) -> Estimates:
    """Every coefficient of one code by its formula, whatever it means."""
    size = len(counted.coders)
    cells = cells_of(code, sheets)
    ratings = ratings_of(cells, size)
    estimates = _by_formula(code, sheets, size, cells, ratings)
    if sheets and sheets[0].ruler is not None:
        for name, (for_two, for_more) in LINEARISED.items():
            form, one = for_two if size == 2 else for_more, estimates[name]
            if form and one.value is not None:
                estimates[name] = replace(one, standard_error=standard_error(form, ratings))
    return estimates


def _by_formula(code: str, sheets: Sequence[Sheet], size: int, cells: Cells, ratings: Ratings) -> Estimates:
    holsti = _holsti((code,), sheets, size)
    if size == 2:
        both, a_only, b_only = (cells.get((3, mask), 0) for mask in (3, 1, 2))
        return {
            PERCENT: formula.percent_agreement(ratings),
            HOLSTI: holsti,
            KAPPA: formula.cohen_kappa(ratings),
            PI: formula.scott_pi(ratings),
            ALPHA: formula.krippendorff_alpha(ratings),
            BRENNAN_PREDIGER: formula.brennan_prediger(ratings),
            AC1: formula.gwet_ac1(ratings),
            F1: formula.f1_score(both, a_only, b_only),
            JACCARD: formula.jaccard_index(both, a_only, b_only),
        }
    return {
        PERCENT: formula.percent_agreement(ratings),
        HOLSTI: holsti,
        KAPPA: formula.conger_kappa(ratings),
        PI: formula.fleiss_kappa(ratings),
        ALPHA: formula.krippendorff_alpha(ratings),
        BRENNAN_PREDIGER: formula.brennan_prediger(ratings),
        AC1: formula.gwet_ac1(ratings),
        F1: _mean_of_pairs(cells, size, formula.f1_score),
        JACCARD: _mean_of_pairs(cells, size, formula.jaccard_index),
    }


def code_estimates(
    counted: Tally, code: str, sheets: Sequence[Sheet], least_uses: int
) -> tuple[Estimates, dict[str, str]]:
    """The coefficients of one code, and by coefficient the reason why its number is not to be shown.

    A code that nobody used, that is too rare, or that only one coder used has no number that means something, although
    the formulas may give one.
    """
    if not sheets:
        return {name: Estimate(None, reason=NOT_DONE) for name in COEFFICIENTS}, {}
    codings = _codings(code, sheets, len(counted.coders))
    if not any(codings):
        return {name: Estimate(None, reason=NEVER_USED) for name in COEFFICIENTS}, {}
    estimates = raw_estimates(counted, code, sheets)
    if sum(codings) < least_uses:
        return estimates, dict.fromkeys(COEFFICIENTS, RARE)
    if sum(1 for number in codings if number) == 1:
        return estimates, dict.fromkeys(_NEED_TWO_USERS, ONE_CODER)
    return estimates, {}


def pooled_estimates(counted: Tally, codes: Iterable[str], sheets: Sequence[Sheet]) -> Estimates:
    """One figure for several codes (`coefficients.pooled`), over the codes that a coder used in these transcripts.

    Rare codes and codes of one coder count: their disagreement is real, only a figure of their own says little. Holsti,
    F1 and Jaccard add up their numerators and denominators instead.
    """
    if not sheets:
        return {name: Estimate(None, reason=NOT_DONE) for name in COEFFICIENTS}
    used = [code for code in codes if any(any(sheet.codings.get(code, ())) for sheet in sheets)]
    if not used:
        return {name: Estimate(None, reason=NEVER_USED) for name in COEFFICIENTS}
    each = [raw_estimates(counted, code, sheets) for code in used]
    result = {name: formula.pooled(own[name] for own in each) for name in COEFFICIENTS}
    size = len(counted.coders)
    cells: Cells = {}
    for code in used:
        for key, amount in cells_of(code, sheets).items():
            cells[key] = cells.get(key, 0) + amount
    result[HOLSTI] = _holsti(used, sheets, size)
    result[F1] = _mean_of_pairs(cells, size, formula.f1_score)
    result[JACCARD] = _mean_of_pairs(cells, size, formula.jaccard_index)
    return result


def as_figures(
    estimates: Estimates,
    settings: tuple[str, str, str],
    coders: int,
    withheld: dict[str, str] | None = None,
) -> tuple[Figure, ...]:
    """The figures of a row, in the order of `COEFFICIENTS`."""
    unit, base, tolerance = settings
    figures: list[Figure] = []
    for name in COEFFICIENTS:
        estimate = estimates[name]
        reason = (withheld or {}).get(name, estimate.reason)
        state = VALUE if not reason else TOO_FEW if reason == RARE else UNDEFINED
        shows_error = state == VALUE and unit not in (CHARACTER, WORD)
        figures.append(
            Figure(
                coefficient=name,
                variant=VARIANTS[name][coders > 2],
                value=estimate.value if state == VALUE else None,
                state=state,
                reason=reason,
                unit=unit,
                base=base,
                tolerance=tolerance,
                standard_error=estimate.standard_error if shows_error else None,
            )
        )
    return tuple(figures)


def _codings(code: str, sheets: Iterable[Sheet], size: int) -> list[int]:
    codings = [0] * size
    for sheet in sheets:
        for n, number in enumerate(sheet.codings.get(code, ())):
            codings[n] += number
    return codings


def _holsti(codes: Sequence[str], sheets: Iterable[Sheet], size: int) -> Estimate:
    """Over pairs of coders, each on the transcripts that both have done."""
    sums = dict.fromkeys(combinations(range(size), 2), (0, 0, 0))
    for sheet in sheets:
        for code in codes:
            for pair, (matched, own, other) in sheet.matched.get(code, {}).items():
                m, a, b = sums[pair]
                sums[pair] = (m + matched, a + own, b + other)
    return _mean([formula.holsti(matched / 2, own, other) for matched, own, other in sums.values()])


def _mean_of_pairs(cells: Cells, size: int, coefficient: Callable[[int, int, int], Estimate]) -> Estimate:
    result: list[Estimate] = []
    for first, second in combinations(range(size), 2):
        sums = [0, 0, 0]
        for (present, mask), amount in cells.items():
            if not (present >> first & 1 and present >> second & 1):
                continue
            a, b = mask >> first & 1, mask >> second & 1
            if a or b:
                sums[0 if a and b else 1 if a else 2] += amount
        result.append(coefficient(*sums))
    return _mean(result)


def _mean(estimates: Sequence[Estimate]) -> Estimate:
    """Mean of those that have a value; a pair that coded nothing has no part in it."""
    values = [estimate.value for estimate in estimates if estimate.value is not None]
    if not values:
        return estimates[0]
    mean = sum(values) / len(values)
    return Estimate(mean, mean, 0.0)
