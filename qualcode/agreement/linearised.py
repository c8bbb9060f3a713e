"""Standard errors by linearisation (Gwet 2008; 2014, ch. 5), for coefficients of units that are judged one by one.

Each unit gets its share in the coefficient, by how much the figure moves with it; the spread of those shares over the
units is the error. That supposes that units are independent, which characters and words are not. The units are taken
as a sample from very many (no correction for a finite population); the variance has n - 1 below the line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

from qualcode.agreement.coefficients import Label, Profile, Ratings

PERCENT, FLEISS, CONGER, ALPHA, AC1, BRENNAN_PREDIGER = (
    "percent",
    "fleiss",
    "conger",
    "alpha",
    "ac1",
    "brennan-prediger",
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """The units with one profile of values."""

    profile: Profile
    count: int
    tally: Counter[Label]
    given: int
    agreed: float
    """Share of the pairs of its values that are equal; 0 with fewer than two."""


def standard_error(coefficient: str, ratings: Ratings) -> float | None:
    """The standard error of a coefficient; None where the coefficient has no value, or one unit alone speaks.

    Args:
        coefficient: One of the names above: percent agreement, Fleiss' kappa (for two coders Scott's pi), Conger's kappa,
            nominal alpha, AC1, Brennan-Prediger.
        ratings: Any number of coders; None is missing.

    Raises:
        KeyError: for another name.
    """
    shares = _SHARES[coefficient]([unit for unit in map(_unit, ratings.counts) if unit.given], ratings)
    n = sum(count for _share, count in shares)
    if n < 2:
        return None
    mean = sum(share * count for share, count in shares) / n
    return sqrt(sum(count * (share - mean) ** 2 for share, count in shares) / (n * (n - 1)))


_Shares = list[tuple[float, int]]
"""(what a unit brings to the coefficient, how many units do)."""


def _unit(row: tuple[Profile, int]) -> _Unit:
    profile, count = row
    tally = Counter(value for value in profile if value is not None)
    given = tally.total()
    pairs = sum(number * (number - 1) for number in tally.values())
    return _Unit(profile, count, tally, given, pairs / (given * (given - 1)) if given > 1 else 0.0)


def _percent(units: list[_Unit], _ratings: Ratings) -> _Shares:
    return _around(units, lambda _unit: 0.0, 0.0)


def _fleiss(units: list[_Unit], _ratings: Ratings) -> _Shares:
    mean = _mean_shares(units)
    chance = sum(share * share for share in mean.values())
    return _around(units, lambda unit: sum(n * mean[k] for k, n in unit.tally.items()) / unit.given, chance)


def _ac1(units: list[_Unit], ratings: Ratings) -> _Shares:
    q = len(ratings.categories)
    if q < 2:
        return []
    mean = _mean_shares(units)
    chance = sum(share * (1 - share) for share in mean.values()) / (q - 1)
    return _around(
        units, lambda unit: sum(n * (1 - mean[k]) for k, n in unit.tally.items()) / unit.given / (q - 1), chance
    )


def _brennan_prediger(units: list[_Unit], ratings: Ratings) -> _Shares:
    q = len(ratings.categories)
    return _around(units, lambda _unit: 1 / q, 1 / q) if q > 1 else []


def _conger(units: list[_Unit], ratings: Ratings) -> _Shares:
    n = sum(unit.count for unit in units)
    tallies: dict[int, Counter[Label]] = {}
    for unit in units:
        for coder, value in enumerate(unit.profile):
            if value is not None:
                tallies.setdefault(coder, Counter())[value] += unit.count
    r = len(tallies)
    if r < 2:
        return []
    rated = {coder: tally.total() for coder, tally in tallies.items()}
    share = {(coder, k): tally[k] / rated[coder] for coder, tally in tallies.items() for k in ratings.categories}
    of_others = {
        (coder, k): sum(share[other, k] for other in tallies) - share[coder, k]
        for coder in tallies
        for k in ratings.categories
    }
    chance = sum(share[key] * of_others[key] for key in share) / (r * (r - 1))

    def own(unit: _Unit) -> float:
        total = 0.0
        for coder in tallies:
            value = unit.profile[coder]
            missing = (value is not None) - rated[coder] / n
            for k in ratings.categories:
                moved = (value == k) - missing * share[coder, k]
                total += n / rated[coder] * moved * of_others[coder, k]
        return total / (r * (r - 1))

    return _around(units, own, chance)


def _alpha(units: list[_Unit], _ratings: Ratings) -> _Shares:
    paired = [unit for unit in units if unit.given > 1]
    n = sum(unit.count for unit in paired)
    if not n:
        return []
    values = sum(unit.count * unit.given for unit in paired)
    mean_given = values / n
    shares: Counter[Label] = Counter()
    for unit in paired:
        for k, number in unit.tally.items():
            shares[k] += unit.count * number
    mean = {k: number / values for k, number in shares.items()}
    chance = sum(share * share for share in mean.values())
    if chance >= 1:
        return []
    agreed = sum(unit.count * unit.agreed * unit.given for unit in paired) / values
    alpha = (agreed - chance) / (1 - chance)
    # With missing values units weigh by how many values they have; agreement corrected for small numbers takes that out.
    corrected = agreed + (1 - agreed) / values
    result: _Shares = []
    for unit in paired:
        more = (unit.given - mean_given) / mean_given
        own_agreed = unit.agreed * unit.given / mean_given - corrected * more
        own_chance = sum(number * mean[k] for k, number in unit.tally.items()) / mean_given - chance * more
        own = (own_agreed - chance) / (1 - chance)
        result.append((own - 2 * (1 - alpha) * (own_chance - chance) / (1 - chance), unit.count))
    return result


def _mean_shares(units: list[_Unit]) -> dict[Label, float]:
    """Mean over units of the share of a unit's values that are k."""
    n = sum(unit.count for unit in units)
    mean: dict[Label, float] = {}
    for unit in units:
        for k, number in unit.tally.items():
            mean[k] = mean.get(k, 0.0) + unit.count * number / unit.given / n
    return mean


def _around(units: list[_Unit], own_chance: Callable[[_Unit], float], chance: float) -> _Shares:
    """Each unit's share in (Po - Pe) / (1 - Pe)."""
    n = sum(unit.count for unit in units)
    paired = sum(unit.count for unit in units if unit.given > 1)
    if not paired or chance >= 1:
        return []
    observed = sum(unit.count * unit.agreed for unit in units if unit.given > 1) / paired
    value = (observed - chance) / (1 - chance)
    result: _Shares = []
    for unit in units:
        own = n / paired * (unit.agreed - chance) / (1 - chance) if unit.given > 1 else 0.0
        result.append((own - 2 * (1 - value) * (own_chance(unit) - chance) / (1 - chance), unit.count))
    return result


_SHARES: dict[str, Callable[[list[_Unit], Ratings], _Shares]] = {
    PERCENT: _percent,
    FLEISS: _fleiss,
    CONGER: _conger,
    ALPHA: _alpha,
    AC1: _ac1,
    BRENNAN_PREDIGER: _brennan_prediger,
}
