"""Coefficients of agreement for units that coders gave a value: pure arithmetic, no store and no screen.

Every function takes `Ratings` and gives an `Estimate`, which keeps the observed and the expected agreement at hand so
that figures of several codes can be pooled. Sources and choices are in docs/methods.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

Label = Hashable
Profile = tuple[Label | None, ...]
"""The values that the coders gave one unit, in the order of the coders; None where a coder gave none."""

NO_UNITS = "no-units"
NO_PAIRS = "no-pairs"
NO_VARIATION = "no-variation"
NOTHING_CODED = "nothing-coded"
ONE_CATEGORY = "one-category"


@dataclass(frozen=True, slots=True)
class Estimate:
    """One coefficient as computed; `value` is None when it is undefined, and `reason` is then a key of `reasons`."""

    value: float | None
    observed: float | None = None
    """Observed agreement, Po (1 - Do for alpha)."""
    expected: float | None = None
    """Agreement expected by chance, Pe (1 - De for alpha)."""
    reason: str = ""
    standard_error: float | None = None


@dataclass(frozen=True, slots=True)
class Ratings:
    """How many units have which profile of values.

    Units with the same profile are counted together, so 2,000,000 characters with a code or without are four numbers.
    """

    counts: tuple[tuple[Profile, int], ...]
    categories: tuple[Label, ...]
    coders: int

    @classmethod
    def from_units(cls, units: Iterable[Sequence[Label | None]], categories: Sequence[Label] | None = None) -> Ratings:
        """From one row a unit, one column a coder, None where a value is missing."""
        counter: Counter[Profile] = Counter(tuple(row) for row in units)
        return cls.from_counts(counter.items(), categories)

    @classmethod
    def from_counts(cls, counts: Iterable[tuple[Profile, int]], categories: Sequence[Label] | None = None) -> Ratings:
        """From profiles with the number of units that have them; profiles of no unit are dropped."""
        kept = tuple((tuple(profile), count) for profile, count in counts if count)
        seen = {value for profile, _count in kept for value in profile if value is not None}
        known = list(dict.fromkeys(categories or ()))
        known += sorted(seen - set(known), key=_sort_key)
        coders = max((len(profile) for profile, _count in kept), default=0)
        return cls(kept, tuple(known), coders)

    @classmethod
    def from_table(cls, table: Sequence[Sequence[int]]) -> Ratings:
        """From a contingency table: row i, column j holds the units that coder 1 gave i and coder 2 gave j."""
        cells: list[tuple[Profile, int]] = [
            ((i, j), count) for i, row in enumerate(table) for j, count in enumerate(row)
        ]
        return cls.from_counts(cells, range(max(len(table), *(len(row) for row in table))))

    @classmethod
    def from_cells(cls, both: int, a_only: int, b_only: int, neither: int) -> Ratings:
        """From the four cells of one code: coded by both, by the first only, by the second only, by neither."""
        return cls.from_counts((((1, 1), both), ((1, 0), a_only), ((0, 1), b_only), ((0, 0), neither)), (0, 1))

    def pair(self, first: int, second: int) -> Ratings:
        """The ratings of two of the coders, by their index."""
        counter: Counter[Profile] = Counter()
        for profile, count in self.counts:
            counter[(profile[first], profile[second])] += count
        return Ratings.from_counts(counter.items(), self.categories)

    def dichotomised(self, category: Label) -> Ratings:
        """The same ratings with only two values: this category (1) or another one (0)."""
        counter: Counter[Profile] = Counter()
        for profile, count in self.counts:
            counter[tuple(None if value is None else int(value == category) for value in profile)] += count
        return Ratings.from_counts(counter.items(), (0, 1))

    def complete(self) -> Ratings:
        """Only the units that every coder gave a value."""
        return Ratings(tuple(row for row in self.counts if None not in row[0]), self.categories, self.coders)


def percent_agreement(ratings: Ratings) -> Estimate:
    """Share of the pairs of coders that gave a unit the same value, averaged over the units with at least two values.

    For two coders: agreeing units / units. For more: the mean of sum_k r_ik (r_ik - 1) / (r_i (r_i - 1)) (Fleiss 1971).
    """
    weight = 0
    agreed = 0.0
    for profile, count in ratings.counts:
        tally = _tally(profile)
        given = sum(tally.values())
        if given > 1:
            weight += count
            agreed += count * sum(n * (n - 1) for n in tally.values()) / (given * (given - 1))
    if not weight:
        return Estimate(None, reason=NO_UNITS)
    return Estimate(agreed / weight, agreed / weight, 0.0)


def holsti(agreed_codings: float, codings_a: int, codings_b: int) -> Estimate:
    """Holsti's coefficient of reliability, 2M / (N1 + N2) (Holsti 1969, p. 140).

    Args:
        agreed_codings: M, codings that both coders made; when it was counted from both sides, half of that sum.
        codings_a: N1, codings of the first coder.
        codings_b: N2, codings of the second coder.
    """
    if not codings_a + codings_b:
        return Estimate(None, reason=NOTHING_CODED)
    value = 2 * agreed_codings / (codings_a + codings_b)
    return Estimate(value, value, 0.0)


def cohen_kappa(ratings: Ratings) -> Estimate:
    """Cohen's kappa for two coders, with the standard error of Fleiss, Cohen & Everitt (1969).

    Cohen (1960): Pe = sum_k p1k p2k, each coder's own marginals. Units without both values are left out.
    """
    pairs, total = _pairs(ratings)
    if not total:
        return Estimate(None, reason=NO_UNITS)
    first, second = _marginals(pairs, total)
    observed = sum(count for (a, b), count in pairs.items() if a == b) / total
    expected = sum(first[k] * second[k] for k in first.keys() & second.keys())
    estimate = _corrected(observed, expected)
    if estimate.value is None:
        return estimate
    kappa = estimate.value
    spread = 0.0
    for (a, b), count in pairs.items():
        share = count / total
        if a == b:
            spread += share * (1 - (first[a] + second[a]) * (1 - kappa)) ** 2
        else:
            spread += share * ((second[a] + first[b]) * (1 - kappa)) ** 2
    spread -= (kappa - expected * (1 - kappa)) ** 2
    error = sqrt(max(spread, 0.0) / total) / (1 - expected)
    return Estimate(kappa, observed, expected, standard_error=error)


def cohen_kappa_maximum(ratings: Ratings) -> Estimate:
    """The highest kappa that the two coders' marginals allow (Cohen 1960)."""
    pairs, total = _pairs(ratings)
    if not total:
        return Estimate(None, reason=NO_UNITS)
    first, second = _marginals(pairs, total)
    shared = first.keys() & second.keys()
    return _corrected(sum(min(first[k], second[k]) for k in shared), sum(first[k] * second[k] for k in shared))


def scott_pi(ratings: Ratings) -> Estimate:
    """Scott's pi (1955) for two coders: Pe = sum_k of the squared mean of both marginals."""
    pairs, total = _pairs(ratings)
    if not total:
        return Estimate(None, reason=NO_UNITS)
    first, second = _marginals(pairs, total)
    observed = sum(count for (a, b), count in pairs.items() if a == b) / total
    return _corrected(observed, sum(((first[k] + second[k]) / 2) ** 2 for k in first.keys() | second.keys()))


def fleiss_kappa(ratings: Ratings) -> Estimate:
    """Fleiss' kappa (1971) for two or more coders; with missing values as Gwet (2014) generalises it.

    Pe = sum_k pi_k^2, with pi_k the mean over units of the share of the unit's values that are k.
    """
    return _with_expected(ratings, lambda shares, _q: sum(p * p for p in shares))


def gwet_ac1(ratings: Ratings) -> Estimate:
    """Gwet's AC1 (2008): Pe = sum_k pi_k (1 - pi_k) / (q - 1), q the number of categories."""
    if len(ratings.categories) < 2:
        return Estimate(None, reason=ONE_CATEGORY)
    return _with_expected(ratings, lambda shares, q: sum(p * (1 - p) for p in shares) / (q - 1))


def brennan_prediger(ratings: Ratings) -> Estimate:
    """Brennan & Prediger's kappa_n (1981), also Bennett's S and Randolph's free-marginal kappa: Pe = 1 / q."""
    if len(ratings.categories) < 2:
        return Estimate(None, reason=ONE_CATEGORY)
    return _with_expected(ratings, lambda _shares, q: 1 / q)


def conger_kappa(ratings: Ratings) -> Estimate:
    """Conger's (1980) exact kappa for two or more coders, the same as Hubert's (1977); with two, Cohen's kappa.

    Pe = sum_k [(sum_g p_gk)^2 - sum_g p_gk^2] / (r (r - 1)), p_gk coder g's own share of category k.
    """
    percent = percent_agreement(ratings)
    if percent.value is None:
        return percent
    by_coder: list[Counter[Label]] = [Counter() for _ in range(ratings.coders)]
    for profile, count in ratings.counts:
        for coder, value in enumerate(profile):
            if value is not None:
                by_coder[coder][value] += count
    tallies = [tally for tally in by_coder if tally]
    r = len(tallies)
    if r < 2:
        return Estimate(None, reason=NO_PAIRS)
    expected = 0.0
    for category in ratings.categories:
        shares = [tally[category] / tally.total() for tally in tallies]
        expected += (sum(shares) ** 2 - sum(p * p for p in shares)) / (r * (r - 1))
    return _corrected(percent.value, expected)


def mean_pairwise(coefficient: Callable[[Ratings], Estimate], ratings: Ratings) -> Estimate:
    """Mean of a two-coder coefficient over all pairs of coders (of Cohen's kappa: Light 1971)."""
    values: list[float] = []
    for first, second in combinations(range(ratings.coders), 2):
        estimate = coefficient(ratings.pair(first, second))
        if estimate.value is None:
            return estimate
        values.append(estimate.value)
    if not values:
        return Estimate(None, reason=NO_PAIRS)
    return Estimate(sum(values) / len(values))


def krippendorff_alpha(ratings: Ratings, metric: str = "nominal") -> Estimate:
    """Krippendorff's alpha, 1 - Do / De, over the coincidences of pairable values (Krippendorff 2011; 2019, ch. 12).

    Units with fewer than two values are left out: that is the treatment of missing data.

    Args:
        ratings: Any number of coders; None is missing.
        metric: nominal, ordinal, interval or ratio; the last three need numbers (ordinal: values that sort).

    Raises:
        ValueError: for another metric.
    """
    coincidences: dict[tuple[Label, Label], float] = {}
    for profile, count in ratings.counts:
        tally = _tally(profile)
        given = sum(tally.values())
        if given < 2:
            continue
        for a, n_a in tally.items():
            for b, n_b in tally.items():
                pairs = n_a * (n_b - (a == b)) * count / (given - 1)
                if pairs:
                    coincidences[a, b] = coincidences.get((a, b), 0) + pairs
    margins: dict[Label, float] = {}
    for (a, _b), pairs in coincidences.items():
        margins[a] = margins.get(a, 0.0) + pairs
    total = sum(margins.values())
    if not total:
        return Estimate(None, reason=NO_UNITS)
    order = [category for category in ratings.categories if category in margins]
    distance = _distance(metric, order, margins)
    observed = sum(pairs * distance(a, b) for (a, b), pairs in coincidences.items() if a != b) / total
    expected = sum(margins[a] * margins[b] * distance(a, b) for a in order for b in order if a != b)
    expected /= total * (total - 1)
    if not expected:
        return Estimate(None, 1.0, 1.0, NO_VARIATION)
    return Estimate(1 - observed / expected, 1 - observed, 1 - expected)


def f1_score(both: int, a_only: int, b_only: int) -> Estimate:
    """F1 (Dice) of what two coders coded, 2 both / (A + B): their agreement on coded text, not corrected for chance."""
    if not both + a_only + b_only:
        return Estimate(None, reason=NOTHING_CODED)
    value = 2 * both / (2 * both + a_only + b_only)
    return Estimate(value, value, 0.0)


def jaccard_index(both: int, a_only: int, b_only: int) -> Estimate:
    """Jaccard's index, both / (A or B): the share of all coded text that both coded."""
    if not both + a_only + b_only:
        return Estimate(None, reason=NOTHING_CODED)
    value = both / (both + a_only + b_only)
    return Estimate(value, value, 0.0)


def pooled(estimates: Iterable[Estimate]) -> Estimate:
    """One figure for several codes: 1 - sum(1 - Po) / sum(1 - Pe) (De Vries et al. 2008, pooled kappa).

    Chance is reckoned for each code by itself; codes without variation add nothing to either sum. Percent agreement,
    with Pe = 0 everywhere, becomes the plain mean.
    """
    known = [e for e in estimates if e.observed is not None and e.expected is not None]
    if not known:
        return Estimate(None, reason=NO_UNITS)
    observed = sum(e.observed for e in known if e.observed is not None) / len(known)
    expected = sum(e.expected for e in known if e.expected is not None) / len(known)
    return _corrected(observed, expected)


def _with_expected(ratings: Ratings, expected: Callable[[list[float], int], float]) -> Estimate:
    percent = percent_agreement(ratings)
    if percent.value is None:
        return percent
    sums: dict[Label, float] = {}
    units = 0
    for profile, count in ratings.counts:
        tally = _tally(profile)
        given = sum(tally.values())
        if given:
            units += count
            for value, n in tally.items():
                sums[value] = sums.get(value, 0.0) + count * n / given
    shares = [value / units for value in sums.values()]
    return _corrected(percent.value, expected(shares, len(ratings.categories)))


def _corrected(observed: float, expected: float) -> Estimate:
    if expected >= 1:
        return Estimate(None, observed, expected, NO_VARIATION)
    return Estimate((observed - expected) / (1 - expected), observed, expected)


def _tally(profile: Profile) -> Counter[Label]:
    return Counter(value for value in profile if value is not None)


def _pairs(ratings: Ratings) -> tuple[Counter[tuple[Label, Label]], int]:
    if ratings.coders > 2:
        raise ValueError("a coefficient for two coders was asked of more")
    pairs: Counter[tuple[Label, Label]] = Counter()
    for profile, count in ratings.counts:
        if len(profile) == 2 and profile[0] is not None and profile[1] is not None:
            pairs[profile[0], profile[1]] += count
    return pairs, pairs.total()


def _marginals(pairs: Counter[tuple[Label, Label]], total: int) -> tuple[_Shares, _Shares]:
    first: dict[Label, int] = {}
    second: dict[Label, int] = {}
    for (a, b), count in pairs.items():
        first[a] = first.get(a, 0) + count
        second[b] = second.get(b, 0) + count
    return _Shares(first, total), _Shares(second, total)


class _Shares(dict[Label, float]):
    """Shares of the categories; one that a coder never used has the share 0."""

    def __init__(self, counts: dict[Label, int], total: int) -> None:
        super().__init__((label, count / total) for label, count in counts.items())

    def __missing__(self, _label: Label) -> float:
        return 0.0


def _distance(metric: str, order: list[Label], margins: dict[Label, float]) -> Callable[[Label, Label], float]:
    """The squared difference of two values, per level of measurement (Krippendorff 2019, ch. 12)."""
    if metric == "nominal":
        return lambda a, b: float(a != b)
    if metric == "ordinal":
        rank: dict[Label, float] = {}
        below = 0.0
        for label in sorted(order, key=_sort_key):
            rank[label] = below + margins[label] / 2
            below += margins[label]
        return lambda a, b: (rank[a] - rank[b]) ** 2
    number = {label: _number(label) for label in order}
    if metric == "interval":
        return lambda a, b: (number[a] - number[b]) ** 2
    if metric == "ratio":
        return lambda a, b: ((number[a] - number[b]) / (number[a] + number[b])) ** 2
    raise ValueError(f"no metric {metric!r}")


def _number(label: Label) -> float:
    if isinstance(label, (int, float)):
        return float(label)
    raise ValueError("interval and ratio alpha need numbers")


def _sort_key(label: Label) -> tuple[int, float, str]:
    if isinstance(label, (int, float)):
        return (0, float(label), "")
    return (1, 0.0, str(label))
