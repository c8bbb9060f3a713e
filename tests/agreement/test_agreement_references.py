"""Published worked examples, by name, within the tolerance that references.json gives each value."""

from __future__ import annotations

import json
from collections.abc import Callable
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from qualcode.agreement import coefficients as formula
from qualcode.agreement import linearised
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
NOT_APPLICABLE = {
    ("fleiss1971", "conger_kappa"): "the example keeps how many gave each value, not who",
    ("fleiss1971", "light_kappa"): "the same",
    (
        "krippendorff_replacement12_4_fig12_11_Do",
        "sumDo",
    ): "the span-union form: only its Do is published, and no lengths",
    ("krippendorff_replacement12_4_fig12_11_Do", "N_intersections"): "the same",
    ("krippendorff_replacement12_4_fig12_11_Do", "uDo"): "the same",
    ("gamma_alexpaulsuzan", "gamma_best_alignment_disorder"): "three coders; gamma is computed for a pair",
    ("gamma_alexpaulsuzan", "gamma"): "the same",
    ("gamma_alexpaulsuzan", "gamma_cat"): "the same",
    ("gamma_alexpaulsuzan", "gamma_k[1]"): "the same",
    ("gamma_alexpaulsuzan", "gamma_k[5]"): "the same",
    ("gamma_alexpaulsuzan", "gamma_k[6]"): "the same",
    ("gamma_alexpaulsuzan", "n_unitary_alignments"): "the same",
    ("gamma_fixture_04_three_annotators", "gamma_best_alignment_disorder"): "the same",
}
"""Values of the reference file that no function here claims to compute, and why."""
OLDER_VARIANCE = {("irrcac_distrib6raters", "alpha_nominal")}
"""The program that printed this error has for tables of counts another variance of alpha than for ratings."""
LINEARISED = {
    "percent_agreement": linearised.PERCENT,
    "percent_agreement_gwet": linearised.PERCENT,
    "gwet_ac1": linearised.AC1,
    "fleiss_kappa_gwet": linearised.FLEISS,
    "scott_pi": linearised.FLEISS,
    "alpha_nominal": linearised.ALPHA,
    "conger_kappa": linearised.CONGER,
    "brennan_prediger": linearised.BRENNAN_PREDIGER,
}


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
    if (example["id"], expected["coefficient"]) not in NOT_APPLICABLE
]
ERRORS = [
    pytest.param(example, expected, id=f"{example['id']}-{expected['coefficient']}")
    for example in EXAMPLES
    for expected in example["expected"]
    if "se" in expected
    and expected["coefficient"] in LINEARISED
    and (example["id"], expected["coefficient"]) not in OLDER_VARIANCE
]


@pytest.mark.parametrize(("example", "expected"), CASES)
def test_published_example(example: dict[str, Any], expected: dict[str, Any]) -> None:
    name = expected["coefficient"]
    ratings = ratings_of(example)
    if "[" in name:
        stem, category = name.rstrip("]").split("[")
        estimate = BY_CATEGORY[stem](ratings.dichotomised(int(category)))
    else:
        estimate = COEFFICIENTS[name](ratings)
    assert estimate.value == pytest.approx(expected["value"], abs=expected["tol"])
    if "pa" in expected:
        assert estimate.observed == pytest.approx(expected["pa"], abs=0.005)
    if "pe" in expected:
        assert estimate.expected == pytest.approx(expected["pe"], abs=0.005)
    if "Do" in expected:
        assert estimate.observed is not None and estimate.expected is not None
        assert 1 - estimate.observed == pytest.approx(expected["Do"], abs=0.001)
        assert 1 - estimate.expected == pytest.approx(expected["De"], abs=0.001)
    if name == "cohen_kappa" and "se" in expected:
        assert estimate.standard_error == pytest.approx(expected["se"], abs=expected.get("se_tol", 0.0005))


@pytest.mark.parametrize(("example", "expected"), ERRORS)
def test_published_standard_error(example: dict[str, Any], expected: dict[str, Any]) -> None:
    """For tables of two coders the variance was printed with n below the line instead of n - 1."""
    ratings = ratings_of(example)
    error = linearised.standard_error(LINEARISED[expected["coefficient"]], ratings)
    assert error is not None
    n = sum(count for _profile, count in ratings.counts)
    if example["format"] == "contingency":
        error *= sqrt((n - 1) / n)
    assert error == pytest.approx(expected["se"], abs=5.1e-6)


def test_conger_for_two_coders_has_the_error_of_cohen() -> None:
    ratings = Ratings.from_table([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
    error = linearised.standard_error(linearised.CONGER, ratings)
    assert error is not None
    assert error * sqrt(99 / 100) == pytest.approx(formula.cohen_kappa(ratings).standard_error, abs=1e-12)


@pytest.mark.parametrize("name", LINEARISED.values())
def test_without_variation_or_with_one_unit_there_is_no_error_or_none_to_speak_of(name: str) -> None:
    assert linearised.standard_error(name, Ratings.from_units([[1, 1]], (0, 1))) is None
    assert linearised.standard_error(name, Ratings.from_units([], (0, 1))) is None
    assert linearised.standard_error(name, Ratings.from_units([[1, 1]] * 5, (0, 1))) in (None, 0.0)


def test_every_value_of_the_reference_file_is_run_or_has_its_reason() -> None:
    """Those of the unitizing family and gamma are run in test_agreement_unitizing.py, by format."""
    elsewhere = {"spans_offset_length", "span_pairs", "json_file"} | {"krippendorff2019_fig12_11_uAlpha_family"}
    run = {tuple(case.id.split("-", 1)) for case in CASES if case.id}
    for example in EXAMPLES:
        for expected in example["expected"]:
            key = (example["id"], expected["coefficient"])
            tried = key in run or example["format"] in elsewhere or example["id"] in elsewhere
            assert tried != (key in NOT_APPLICABLE) or key[0] == "gamma_fixture_04_three_annotators", key


def test_nvivo_kappa_of_the_derived_cells() -> None:
    example = next(example for example in EXAMPLES if example["id"] == "nvivo_manual_percent")
    assert formula.cohen_kappa(ratings_of(example)).value == pytest.approx(example["derived"]["kappa"], abs=1e-12)
