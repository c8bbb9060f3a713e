"""What must hold of agreement whatever the marks: against arrays of single characters, and under change of names."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.agreement import COEFFICIENTS, AgreementReport, Mark, Resampling, Tolerance, TranscriptUnits, compare
from qualcode.agreement import coefficients as formula
from qualcode.agreement.bootstrap import observed_and_expected
from qualcode.agreement.coefficients import Ratings
from qualcode.agreement.estimates import ratings_of
from qualcode.agreement.intervals import Ruler, cut_at_edges, joined, length_of, split_by_blocks, sweep

CODERS = ("a", "b", "c")
LENGTH = 60
TURNS = ((0, 13), (15, 30), (30, 44), (44, 60))
TEXTS = [TranscriptUnits(name, LENGTH, turns=TURNS) for name in ("t1", "t2")]


def marks_of(coders: tuple[str, ...]) -> st.SearchStrategy[list[Mark]]:
    return st.lists(
        st.builds(
            lambda coder, text, code, start, size: Mark(coder, text, code, start, min(start + size, LENGTH)),
            st.sampled_from(coders),
            st.sampled_from(["t1", "t2"]),
            st.sampled_from("xyz"),
            st.integers(0, LENGTH - 1),
            st.integers(1, 25),
        ),
        max_size=14,
    )


def values(report: AgreementReport) -> dict[tuple[str, str], float | None]:
    rows = (*report.rows, report.overall)
    return {(row.key, figure.coefficient): figure.value for row in rows for figure in row.figures}


def same(first: dict[tuple[str, str], float | None], second: dict[tuple[str, str], float | None]) -> bool:
    return first.keys() == second.keys() and all(
        second[key] is None if value is None else second[key] == pytest.approx(value, abs=1e-9)
        for key, value in first.items()
    )


def character_array(marks: list[Mark], coders: tuple[str, ...], code: str) -> np.ndarray:
    """One row a coder, one column a character of all texts: what interval arithmetic must never need."""
    array = np.zeros((len(coders), LENGTH * len(TEXTS)), int)
    for mark in marks:
        if mark.code == code:
            offset = LENGTH * [text.id for text in TEXTS].index(mark.transcript)
            array[coders.index(mark.coder), offset + mark.start : offset + mark.end] = 1
    return array


@given(marks_of(CODERS), st.sampled_from([2, 3]))
def test_counts_and_alpha_are_those_of_single_characters(marks: list[Mark], number: int) -> None:
    coders = CODERS[:number]
    marks = [mark for mark in marks if mark.coder in coders]
    report = compare(marks, TEXTS, coders, least_uses=0)
    for row in report.rows:
        array = character_array(marks, coders, row.key)
        assert row.counts.coded == tuple(array.sum(axis=1))
        assert row.counts.coded_by == tuple(np.bincount(array.sum(axis=0), minlength=number + 1))
        if row.figure("alpha").value is not None:
            assert row.figure("alpha").value == pytest.approx(
                krippendorff.alpha(reliability_data=array, level_of_measurement="nominal"), abs=1e-9
            )


@given(marks_of(CODERS[:2]))
def test_turns_are_those_of_single_characters(marks: list[Mark]) -> None:
    report = compare(marks, TEXTS, CODERS[:2], unit="turn", share=0.5, least_uses=0)
    for row in report.rows:
        array = character_array(marks, CODERS[:2], row.key)
        spans = [(start + offset, end + offset) for offset in (0, LENGTH) for start, end in TURNS]
        coded = np.array([array[:, start:end].mean(axis=1) >= 0.5 for start, end in spans])
        assert row.counts.coded == tuple(coded.sum(axis=0))
        assert row.counts.both == coded.all(axis=1).sum()


@given(marks_of(CODERS[:2]), st.sampled_from(["all", "coded"]), st.sampled_from(["character", "turn"]))
def test_two_coders_are_symmetric(marks: list[Mark], base: str, unit: str) -> None:
    there = compare(marks, TEXTS, ["a", "b"], base=base, unit=unit)
    back = compare(marks, TEXTS, ["b", "a"], base=base, unit=unit)
    assert same(values(there), values(back))


@given(marks_of(CODERS), st.permutations(CODERS), st.permutations("xyz"))
def test_coders_and_codes_may_be_permuted(marks: list[Mark], coders: list[str], names: list[str]) -> None:
    rename = dict(zip("xyz", names, strict=True))
    before = compare(marks, TEXTS, CODERS, codes=list("xyz"))
    after = compare([mark._replace(code=rename[mark.code]) for mark in marks], TEXTS, coders, codes=list("xyz"))
    renamed = {(rename.get(key, key), name): value for (key, name), value in values(before).items()}
    assert same(renamed, values(after))


@given(marks_of(CODERS[:2]), st.data())
def test_touching_pieces_are_the_whole(marks: list[Mark], data: st.DataObject) -> None:
    assume(marks)
    number = data.draw(st.integers(0, len(marks) - 1))
    one = marks[number]
    cut = data.draw(st.integers(one.start, one.end))
    pieces = [one._replace(end=cut), one._replace(start=cut)]
    whole = compare(marks, TEXTS, ["a", "b"])
    in_pieces = compare([*marks[:number], *pieces, *marks[number + 1 :]], TEXTS, ["a", "b"])
    assert same(values(whole), values(in_pieces))


@given(marks_of(CODERS[:2]))
def test_coding_twice_counts_once(marks: list[Mark]) -> None:
    assert same(values(compare(marks, TEXTS, ["a", "b"])), values(compare(marks + marks, TEXTS, ["a", "b"])))


@given(marks_of(("a",)), st.sampled_from(["character", "turn"]))
def test_the_same_marks_give_one(marks: list[Mark], unit: str) -> None:
    report = compare([*marks, *(mark._replace(coder="b") for mark in marks)], TEXTS, ["a", "b"], unit=unit)
    for value in values(report).values():
        assert value is None or value == pytest.approx(1)


@given(marks_of(CODERS[:2]), st.integers(0, 20))
def test_a_wider_tolerance_never_lowers_agreement(marks: list[Mark], amount: int) -> None:
    strict = compare(marks, TEXTS, ["a", "b"], least_uses=0)
    loose = compare(marks, TEXTS, ["a", "b"], tolerance=Tolerance("characters", amount), least_uses=0)
    for row in strict.rows:
        for name in ("percent", "f1", "holsti"):
            before, after = row.figure(name).value, loose.row(row.key).figure(name).value
            assert before is None or (after is not None and after >= before - 1e-12)


def test_coders_by_chance_agree_by_chance() -> None:
    chance = random.Random(3)
    texts = [TranscriptUnits(f"t{n}", 20_000) for n in range(20)]
    marks = [
        Mark(chance.choice("ab"), f"t{chance.randrange(20)}", "x", start, start + 50)
        for start in (chance.randrange(19_900) for _ in range(4000))
    ]
    row = compare(marks, texts, ["a", "b"]).row("x")
    for name in ("kappa", "pi", "alpha"):
        value = row.figure(name).value
        assert value is not None and abs(value) < 0.03


@given(
    st.lists(st.lists(st.sampled_from([None, 1, 2, 3, 4]), min_size=3, max_size=3), min_size=2, max_size=15),
    st.sampled_from(["nominal", "ordinal", "interval", "ratio"]),
)
def test_alpha_is_that_of_the_krippendorff_package(units: list[list[int | None]], metric: str) -> None:
    ratings = Ratings.from_units(units)
    estimate = formula.krippendorff_alpha(ratings, metric)
    paired = [row for row in units if sum(value is not None for value in row) > 1]
    assume(len({value for row in paired for value in row if value is not None}) > 1)
    data = np.array([[np.nan if value is None else value for value in row] for row in units], float).T
    assert estimate.value == pytest.approx(
        krippendorff.alpha(reliability_data=data, level_of_measurement=metric), abs=1e-9
    )


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30))
def test_families_of_coefficients_meet_for_two_coders(units: list[tuple[str, str]]) -> None:
    ratings = Ratings.from_units(units)
    for narrow, wide in ((formula.cohen_kappa, formula.conger_kappa), (formula.scott_pi, formula.fleiss_kappa)):
        first, second = narrow(ratings).value, wide(ratings).value
        assert second is None if first is None else first == pytest.approx(second, abs=1e-9)


CELLS = st.dictionaries(
    st.sampled_from([(p, m) for p in (3, 5, 6, 7) for m in range(8) if m & ~p == 0]), st.integers(0, 50), min_size=1
)


@given(CELLS)
def test_the_bootstrap_reckons_as_the_coefficients_do(cells: dict[tuple[int, int], int]) -> None:
    assume(sum(cells.values()) > 1)
    ratings = ratings_of(cells, 3)
    patterns = sorted(cells)
    figures = observed_and_expected(np.array([cells[p] for p in patterns], float), patterns, 3)
    scalar = {
        "percent": formula.percent_agreement,
        "kappa": formula.conger_kappa,
        "pi": formula.fleiss_kappa,
        "alpha": formula.krippendorff_alpha,
        "brennan-prediger": formula.brennan_prediger,
        "ac1": formula.gwet_ac1,
    }
    for name, function in scalar.items():
        estimate = function(ratings)
        away, chance = (float(part) for part in figures[name])
        if estimate.value is not None:
            assert 1 - away / chance == pytest.approx(estimate.value, abs=1e-9)
        else:
            assert chance == pytest.approx(0, abs=1e-9)


def believable(transcripts: int) -> tuple[list[Mark], list[TranscriptUnits]]:
    chance = random.Random(11)
    texts = [
        TranscriptUnits(f"t{n}", 3000, turns=tuple((s, s + 100) for s in range(0, 3000, 100)))
        for n in range(transcripts)
    ]
    marks: list[Mark] = []
    for text in texts:
        for _n in range(12):
            code, start = chance.choice("xyz"), chance.randrange(2800)
            marks.append(Mark("a", text.id, code, start, start + 120))
            if chance.random() < 0.75:
                moved = start + chance.randrange(-15, 15)
                marks.append(Mark("b", text.id, code, max(moved, 0), moved + 120))
    return marks, texts


@pytest.mark.parametrize("what", ["transcript", "turn"])
def test_intervals_hold_the_value_and_come_out_the_same_twice(what: str) -> None:
    marks, texts = believable(10)
    report = compare(marks, texts, ["a", "b"], resampling=Resampling(200, 5, what))
    assert report == compare(marks, texts, ["a", "b"], resampling=Resampling(200, 5, what))
    for row in (*report.rows, report.overall):
        for name in COEFFICIENTS:
            figure = row.figure(name)
            assert figure.interval is not None and figure.value is not None
            if name == "holsti" and what == "turn":
                assert figure.interval.reason == "codings-cross-turns"
                continue
            assert figure.interval.low is not None and figure.interval.high is not None
            assert figure.interval.low < figure.value < figure.interval.high or figure.value in (
                figure.interval.low,
                figure.interval.high,
            )
            assert (figure.interval.seed, figure.interval.draws, figure.interval.resampled) == (5, 200, what)


@pytest.mark.parametrize("unit", ["character", "turn"])
@pytest.mark.parametrize("base", ["all", "coded"])
@pytest.mark.parametrize("what", ["transcript", "turn"])
def test_draws_of_blocks_that_are_all_alike_are_all_alike(unit: str, base: str, what: str) -> None:
    """With text before the first turn coded by one of them: a block's counts must be all of its text."""
    texts = [TranscriptUnits(f"t{n}", 200, turns=((100, 200),)) for n in range(6)]
    spans = [("a", 0, 50), ("a", 90, 130), ("b", 120, 140), ("a", 150, 160), ("b", 150, 160)]
    marks = [Mark(coder, text.id, "x", start, end) for text in texts for coder, start, end in spans]
    marks += [Mark("a", text.id, "y", 170, 180) for text in texts]
    report = compare(marks, texts, ["a", "b"], unit=unit, base=base, resampling=Resampling(20, what=what))
    for row in (*report.rows, report.overall):
        for figure in row.figures:
            if figure.interval is not None and figure.interval.low is not None:
                assert figure.interval.low == pytest.approx(figure.value, abs=1e-9)
                assert figure.interval.high == pytest.approx(figure.value, abs=1e-9)


def test_a_lower_level_gives_a_narrower_interval() -> None:
    marks, texts = believable(10)
    wide, narrow = (
        compare(marks, texts, ["a", "b"], resampling=Resampling(400, level=level)).overall.figure("alpha").interval
        for level in (0.95, 0.5)
    )
    assert wide is not None and narrow is not None
    assert wide.low is not None and wide.high is not None and narrow.low is not None and narrow.high is not None
    assert wide.low < narrow.low < narrow.high < wide.high


def test_four_transcripts_are_too_few_for_an_interval() -> None:
    marks, texts = believable(4)
    figure = compare(marks, texts, ["a", "b"], resampling=Resampling(50)).overall.figure("alpha")
    assert figure.value is not None and figure.interval is not None
    assert (figure.interval.state, figure.interval.reason, figure.interval.low) == ("too-few", "few-blocks", None)


def test_rows_of_one_transcript_have_an_interval_over_turns_only() -> None:
    marks, texts = believable(6)
    over = {
        what: compare(marks, texts, ["a", "b"], by="transcript", resampling=Resampling(50, what=what)).rows[0]
        for what in ("transcript", "turn")
    }
    states = {what: row.figure("alpha").interval for what, row in over.items()}
    assert states["transcript"] is not None and states["transcript"].state == "too-few"
    assert states["turn"] is not None and states["turn"].state == "value"


PAIRS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 12)).map(lambda p: (p[0], p[0] + p[1])), max_size=8)


@given(PAIRS, PAIRS)
def test_sweep_is_what_sets_of_characters_say(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> None:
    sets = [{n for start, end in side for n in range(start, end)} for side in (first, second)]
    pieces = sweep([joined(first), joined(second)])
    for mask, wanted in ((3, sets[0] & sets[1]), (1, sets[0] - sets[1]), (2, sets[1] - sets[0])):
        assert {n for start, end, own in pieces if own == mask for n in range(start, end)} == wanted
    assert length_of(joined(first)) == len(sets[0])
    assert all(a[1] <= b[0] for a, b in pairwise(pieces))


@given(PAIRS)
def test_pre_cut_segments_cover_what_was_marked_and_no_edge_lies_inside_one(stretches: list[tuple[int, int]]) -> None:
    pieces = cut_at_edges(stretches)
    inside = {n for start, end in stretches for n in range(start, end)}
    assert [n for start, end in pieces for n in range(start, end)] == sorted(inside)
    edges = {edge for start, end in stretches if start < end for edge in (start, end)}
    assert not any(start < edge < end for start, end in pieces for edge in edges)
    assert {edge for pair in pieces for edge in pair} == edges


@given(PAIRS, st.sampled_from([0.0, 0.3, 0.5, 1.0]))
def test_units_are_coded_as_sets_of_characters_say(stretches: list[tuple[int, int]], share: float) -> None:
    units = [(0, 7), (7, 9), (12, 30), (31, 32), (40, 55)]
    text = {n for start, end in stretches for n in range(start, end)}
    coded = {n for start, end in Ruler(units).coded(joined(stretches), share) for n in range(start, end)}
    for number, (start, end) in enumerate(units):
        inside = len(text & set(range(start, end)))
        assert (number in coded) == (inside > 0 and inside >= share * (end - start))


@given(PAIRS, st.lists(st.integers(1, 60), max_size=6, unique=True))
def test_blocks_keep_every_character(stretches: list[tuple[int, int]], edges: list[int]) -> None:
    starts = [0, *sorted(edges)]
    pieces = sweep([joined(stretches), []])
    found = split_by_blocks(pieces, starts)
    for block, start in enumerate(starts):
        end = starts[block + 1] if block + 1 < len(starts) else 1000
        wanted = sum(max(min(b, end) - max(a, start), 0) for a, b in joined(stretches))
        assert sum(length for own, _mask, length in found if own == block) == wanted


@given(marks_of(CODERS))
def test_the_matrix_of_pairs_is_that_of_each_pair_alone(marks: list[Mark]) -> None:
    report = compare(marks, TEXTS, CODERS, codes=list("xyz"))
    assert [(pair.first, pair.second) for pair in report.pairs] == list(combinations(CODERS, 2))
    for pair in report.pairs:
        alone = compare(marks, TEXTS, [pair.first, pair.second], codes=list("xyz"))
        assert pair.row == alone.overall
