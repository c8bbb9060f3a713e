"""Published worked examples, by name, within the tolerance that references.json gives each value."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode.agreement import coefficients as formula
from qualcode.agreement.coefficients import Estimate, Ratings

EXAMPLES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "references.json").read_text("utf-8"))["examples"]

COEFFICIENTS: dict[str, Callable[[Ratings], Estimate]] = {
    "percent_agreement": formula.percent_agreement,
    "percent_agreement_gwet": formula.percent_agreement,
    "mean_pairwise_percent_agreement": formula.percent_agreement,
    "bennett_s": formula.brennan_prediger,
    "brennan_prediger": formula.brennan_prediger,
    "randolph_kappa_free": formula.brennan_prediger,
    "scott_pi": formula.scott_pi,
    "cohen_kappa": formula.cohen_kappa,
    "cohen_kappa_max": formula.cohen_kappa_maximum,
    "fleiss_kappa": formula.fleiss_kappa,
    "fleiss_kappa_gwet": formula.fleiss_kappa,
    "conger_kappa": formula.conger_kappa,
    "gwet_ac1": formula.gwet_ac1,
    "alpha_nominal": formula.krippendorff_alpha,
    "alpha_interval": lambda ratings: formula.krippendorff_alpha(ratings, "interval"),
    "alpha_ratio": lambda ratings: formula.krippendorff_alpha(ratings, "ratio"),
    "alpha_ordinal": lambda ratings: formula.krippendorff_alpha(ratings, "ordinal"),
    "mean_pairwise_cohen_kappa": lambda ratings: formula.mean_pairwise(formula.cohen_kappa, ratings),
    "light_kappa": lambda ratings: formula.mean_pairwise(formula.cohen_kappa, ratings),
}
BY_CATEGORY = {"alpha_nominal_category": formula.krippendorff_alpha, "fleiss_kappa_category": formula.fleiss_kappa}
ORDER_LOST = {("fleiss1971", "conger_kappa"), ("fleiss1971", "light_kappa")}
"""These depend on who gave which value; the example keeps only how many gave it, as its note says."""


def ratings_of(example: dict[str, Any]) -> Ratings:
    if example["format"] == "contingency":
        return Ratings.from_table(example["table"])
    if example["format"] == "char_2x2":
        cells = example["cells"]
        half = cells["one_only"] // 2
        return Ratings.from_cells(cells["both"], half, cells["one_only"] - half, cells["neither"])
    return Ratings.from_units(example["data"])


CASES = [
    pytest.param(example, expected, id=f"{example['id']}-{expected['coefficient']}")
    for example in EXAMPLES
    if example["format"] in ("units_x_coders", "contingency", "char_2x2")
    for expected in example["expected"]
]


@pytest.mark.parametrize(("example", "expected"), CASES)
def test_published_example(example: dict[str, Any], expected: dict[str, Any]) -> None:
    name = expected["coefficient"]
    if (example["id"], name) in ORDER_LOST:
        pytest.skip("the example does not keep which rater gave which value")
    ratings = ratings_of(example)
    if "[" in name:
        stem, category = name.rstrip("]").split("[")
        estimate = BY_CATEGORY[stem](ratings.dichotomised(int(category)))
    else:
        estimate = COEFFICIENTS[name](ratings)
    assert estimate.value == pytest.approx(expected["value"], abs=expected["tol"])
    if "pe" in expected:
        assert estimate.expected == pytest.approx(expected["pe"], abs=0.005)
    if "Do" in expected:
        assert estimate.observed is not None and estimate.expected is not None
        assert 1 - estimate.observed == pytest.approx(expected["Do"], abs=0.001)
        assert 1 - estimate.expected == pytest.approx(expected["De"], abs=0.001)
    if name == "cohen_kappa" and "se" in expected:
        assert estimate.standard_error == pytest.approx(expected["se"], abs=expected.get("se_tol", 0.0005))


def test_nvivo_kappa_of_the_derived_cells() -> None:
    example = next(example for example in EXAMPLES if example["id"] == "nvivo_manual_percent")
    assert formula.cohen_kappa(ratings_of(example)).value == pytest.approx(example["derived"]["kappa"], abs=1e-12)
