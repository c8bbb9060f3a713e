"""Unitizing alphas and gamma against published examples, and what must hold of them."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.agreement import Mark, TranscriptUnits, gamma, unitizing
from qualcode.agreement.gamma import Weights, align, disorder, dissimilarity, position_dissimilarity, turned
from qualcode.agreement.unitizing import Continuum, alpha_u_1995, alpha_u_1995_of_all

HERE = Path(__file__).parent
EXAMPLES: dict[str, Any] = {
    example["id"]: example for example in json.loads((HERE / "references.json").read_text("utf-8"))["examples"]
}
GAMMA_UNITS: dict[str, Any] = json.loads((HERE / "gamma_units.json").read_text("utf-8"))
FAMILY = EXAMPLES["krippendorff2019_fig12_11_uAlpha_family"]


def figure_12_11() -> Continuum:
    continuum = Continuum()
    by_coder = [[(start, end, value) for start, end, value in spans] for spans in FAMILY["spans"].values()]
    continuum.add(by_coder, FAMILY["continuum_length"])
    return continuum


@pytest.mark.parametrize("expected", FAMILY["expected"], ids=lambda expected: expected["coefficient"])
def test_figure_12_11(expected: dict[str, Any]) -> None:
    continuum = figure_12_11()
    name, _, value = expected["coefficient"].rstrip("]").partition("[")
    found = {
        "u_alpha_nominal": lambda: continuum.u_alpha().value,
        "bar_u_alpha_binary": lambda: continuum.binary_alpha().value,
        "cu_alpha_nominal": lambda: continuum.coding_alpha().value,
        "k_u_alpha": lambda: continuum.value_alpha(value).value,
        "k_u_coverage": lambda: continuum.coverage(value),
    }[name]()
    assert found == pytest.approx(expected["value"], abs=expected["tol"])


def test_figure_12_11_to_the_fifth_decimal() -> None:
    """Pairable length as the sum over the other coders; their union would give cu .72835."""
    continuum = figure_12_11()
    assert continuum.u_alpha().value == pytest.approx(0.50998, abs=5e-6)
    assert continuum.binary_alpha().value == pytest.approx(0.41360, abs=5e-6)
    assert continuum.coding_alpha().value == pytest.approx(0.72417, abs=5e-6)


def test_figure_12_11_through_marks() -> None:
    marks = [
        Mark(coder, "t", value, start, end) for coder, spans in FAMILY["spans"].items() for start, end, value in spans
    ]
    values = {mark.code for mark in marks}
    report = unitizing(
        marks, [TranscriptUnits("t", 60)], list(FAMILY["spans"]), domains=dict.fromkeys(values, "figure")
    )
    domain = report.domains[0]
    assert (domain.u.value, domain.binary.value, domain.cu.value) == pytest.approx(
        (0.50998, 0.41360, 0.72417), abs=5e-6
    )
    seven = next(code for code in report.codes if code.code == "7")
    assert seven.among is not None
    assert (seven.among.reason, seven.coverage) == ("not-paired", 0)


@pytest.mark.parametrize("name", [name for name, e in EXAMPLES.items() if e["format"] == "spans_offset_length"])
def test_alpha_u_of_1995(name: str) -> None:
    example = EXAMPLES[name]
    stretch = example.get("stretch", 1)
    estimates = {}
    for category in sorted({unit[3] for unit in example["units"]}):
        by_coder = [
            sorted((u[0] * stretch, (u[0] + u[1]) * stretch) for u in example["units"] if u[2:] == [coder, category])
            for coder in range(example["coders"])
        ]
        estimates[category] = alpha_u_1995(by_coder, example["begin"] * stretch, example["length"] * stretch)
    for expected in example["expected"]:
        _stem, _, category = expected["coefficient"].rstrip("]").partition("[")
        estimate = estimates[category] if category else alpha_u_1995_of_all(list(estimates.values()))
        assert estimate.value == pytest.approx(expected["value"], abs=expected["tol"])
        if "Do" in expected:
            assert estimate.observed is not None
            assert 1 - estimate.observed == pytest.approx(expected["Do"], abs=1e-4)
        if "De" in expected:
            assert estimate.expected is not None
            assert 1 - estimate.expected == pytest.approx(expected["De"], abs=1e-4)


def test_codes_that_overlap_are_no_domain() -> None:
    marks = [Mark("a", "t", "x", 0, 10), Mark("a", "t", "y", 5, 15), Mark("b", "t", "x", 0, 10)]
    report = unitizing(marks, [TranscriptUnits("t", 50)], ["a", "b"], domains={"x": "d", "y": "d"})
    assert report.domains[0].u.reason == "overlapping-codes"
    assert report.codes[0].binary.value == 1


Segments = list[tuple[int, int, str]]


@st.composite
def segmented(draw: st.DrawFn, length: int = 40) -> Segments:
    """Disjoint segments with a value."""
    edges = draw(st.lists(st.integers(0, length), min_size=0, max_size=10, unique=True).map(sorted))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return [(start, end, draw(st.sampled_from("abc"))) for start, end in pairs]


@given(st.lists(segmented(), min_size=2, max_size=4), st.permutations("abc"))
def test_coders_and_values_may_be_permuted(by_coder: list[Segments], names: list[str]) -> None:
    def figures(coders: list[Segments]) -> list[float | None]:
        continuum = Continuum()
        continuum.add(coders, 40)
        return [continuum.u_alpha().value, continuum.binary_alpha().value, continuum.coding_alpha().value]

    renamed = [[(s, e, names["abc".index(v)]) for s, e, v in own] for own in reversed(by_coder)]
    for before, after in zip(figures(by_coder), figures(renamed), strict=True):
        assert before == after if before is None else after == pytest.approx(before, abs=1e-9)


@given(segmented())
def test_a_coder_who_agrees_with_themselves_has_one(own: Segments) -> None:
    continuum = Continuum()
    continuum.add([own, own], 40)
    for estimate in (continuum.u_alpha(), continuum.binary_alpha(), continuum.coding_alpha()):
        assert estimate.value is None or estimate.value == pytest.approx(1)


@pytest.mark.parametrize("expected", EXAMPLES["gamma_positional_fig10"]["expected"], ids=lambda e: e["coefficient"])
def test_gamma_figure_10(expected: dict[str, Any]) -> None:
    first, second = json.loads(expected["coefficient"][5:].replace("(", "[").replace(")", "]"))
    assert position_dissimilarity(first, second) == pytest.approx(expected["value"], abs=expected["tol"])


@pytest.mark.parametrize("name", [name for name in GAMMA_UNITS if name in EXAMPLES])
def test_gamma_fixture(name: str) -> None:
    expected = EXAMPLES[name]["expected"][0]
    weights = Weights(expected["alpha"], expected["beta"], expected["deltaEmpty"])
    first, second = ([(s, e, c) for who, s, e, c in GAMMA_UNITS[name] if who == coder] for coder in (1, 2))
    assert disorder(first, second, weights) == pytest.approx(expected["value"], abs=expected["tol"])


CROWDED = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 6), st.sampled_from("ab")).map(lambda u: (u[0], u[0] + u[1], u[2])),
    max_size=4,
)


@given(CROWDED, CROWDED, st.sampled_from([Weights(), Weights(3, 1, 1), Weights(1, 3, 2), Weights(0.2, 0.4, 1)]))
def test_the_alignment_is_the_cheapest_of_all(first: Segments, second: Segments, weights: Weights) -> None:
    slots: list[int | None] = [*range(len(second)), *([None] * len(first))]
    cost = [[dissimilarity(one, other, weights) for other in second] for one in first]
    cheapest = min(
        sum(weights.delta if column is None else cost[row][column] for row, column in enumerate(choice))
        + weights.delta * (len(second) - sum(column is not None for column in choice))
        for choice in set(permutations(slots, len(first)))
    )
    alignment = align(first, second, weights)
    assert alignment.cost == pytest.approx(cheapest)
    assert sorted(row for row, _ in alignment.pairs if row is not None) == list(range(len(first)))
    assert sorted(column for _, column in alignment.pairs if column is not None) == list(range(len(second)))


@given(segmented(), st.floats(0, 80))
def test_turning_keeps_lengths_and_categories_and_stays_on_the_text(own: Segments, distance: float) -> None:
    moved = turned(own, 40, distance)
    assert sorted((round(e - s, 9), v) for s, e, v in moved) == sorted((e - s, v) for s, e, v in own)
    assert all(0 <= start < 40 for start, _end, _value in moved)


@pytest.mark.parametrize("coders", [["full", "empty"], ["empty", "full"]])
def test_chance_draws_from_both_coders(coders: list[str]) -> None:
    marks = [Mark("full", "t", "x", start, start + 5) for start in range(0, 100, 20)]
    report = gamma(marks, [TranscriptUnits("t", 100)], coders)
    assert report.state == "value"
    assert report.observed == 2
    assert report.expected < 2


def test_transcripts_that_one_coder_has_done_are_left_out() -> None:
    texts = [TranscriptUnits("t", 50), TranscriptUnits("u", 50)]
    marks = [Mark(coder, "t", "x", 0, 10) for coder in "ab"] + [Mark("a", "u", "x", 0, 40)]
    report = unitizing(marks, texts, ["a", "b"], done={"a": {"t", "u"}, "b": {"t"}})
    assert (report.transcripts, report.codes[0].binary.value, report.codes[0].coverage) == (1, 1, 1)


@settings(max_examples=20)
@given(segmented(), segmented(), st.integers(0, 5))
def test_gamma_is_the_same_twice_and_one_for_the_same_marks(a: Segments, b: Segments, seed: int) -> None:
    texts = [TranscriptUnits("t", 40)]
    marks = [Mark("a", "t", v, s, e) for s, e, v in a] + [Mark("b", "t", v, s, e) for s, e, v in b]
    once = gamma(marks, texts, ["a", "b"], seed=seed, most_samples=30)
    assert once == gamma(marks, texts, ["a", "b"], seed=seed, most_samples=30)
    same = gamma([*marks[: len(a)], *(Mark("b", "t", v, s, e) for s, e, v in a)], texts, ["a", "b"], most_samples=30)
    assert same.value is None or same.value == pytest.approx(1)
