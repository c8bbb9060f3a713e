"""Where coders differ and about what; the confusion of codes."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.agreement import Mark, Tolerance, TranscriptUnits, compare, confusion, disagreements
from qualcode.errors import WrongUsage

A, B = "anna", "bram"
TEXT = TranscriptUnits("t", 200, words=tuple((n, n + 4) for n in range(0, 200, 5)))


def test_boundary_code_and_omission_are_told_apart() -> None:
    marks = [
        Mark(A, "t", "x", 0, 20, "a1"),
        Mark(B, "t", "x", 5, 20, "b1"),
        Mark(A, "t", "y", 50, 60, "a2"),
        Mark(B, "t", "z", 50, 61, "b2"),
        Mark(B, "t", "x", 100, 130, "b3"),
        Mark(A, "t", "y", 150, 160, "a4"),
        Mark(B, "t", "y", 150, 160, "b4"),
    ]
    found = disagreements(marks, [TEXT], [A, B])
    assert [(one.kind, one.amount, one.codes) for one in found] == [
        ("omission", 30, ("x",)),
        ("code", 11, ("y", "z")),
        ("boundary", 5, ("x",)),
    ]
    omission, code, boundary = found
    assert omission.first is None
    assert omission.second is not None and omission.second.ids == ("b3",)
    assert code.first is not None and code.first.ids == ("a2",)
    assert boundary.first is not None and boundary.second is not None
    assert (boundary.first.spans, boundary.second.spans) == (((0, 20),), ((5, 20),))


@pytest.mark.parametrize(
    ("tolerance", "differs"),
    [
        (Tolerance(), True),
        (Tolerance("characters", 4), True),
        (Tolerance("characters", 5), False),
        (Tolerance("words", 0), True),
        (Tolerance("words", 1), False),
        (Tolerance("share", 0.8), True),
        (Tolerance("share", 0.75), False),
    ],
    ids=str,
)
def test_tolerance_of_edges(tolerance: Tolerance, differs: bool) -> None:
    marks = [Mark(A, "t", "x", 0, 20), Mark(B, "t", "x", 5, 20)]
    assert bool(disagreements(marks, [TEXT], [A, B], tolerance=tolerance)) is differs


def test_one_long_segment_against_two_short_ones_is_one_place() -> None:
    marks = [Mark(A, "t", "x", 0, 41), Mark(B, "t", "x", 0, 20, "b1"), Mark(B, "t", "x", 21, 41, "b2")]
    (one,) = disagreements(marks, [TEXT], [A, B])
    assert (one.kind, one.amount) == ("boundary", 1)
    assert one.second is not None and one.second.ids == ("b1", "b2")
    assert disagreements(marks, [TEXT], [A, B], tolerance=Tolerance("characters", 1)) == ()


def test_segments_that_only_touch_are_two_places() -> None:
    marks = [Mark(A, "t", "x", 0, 20), Mark(B, "t", "x", 20, 35)]
    assert [one.kind for one in disagreements(marks, [TEXT], [A, B])] == ["omission", "omission"]


@pytest.mark.parametrize(("start", "kinds"), [(15, ["code"]), (16, ["omission", "omission"])])
def test_codes_are_at_one_place_from_half_of_the_shorter_segment(start: int, kinds: list[str]) -> None:
    marks = [Mark(A, "t", "x", 0, 20), Mark(B, "t", "y", start, start + 10)]
    assert [one.kind for one in disagreements(marks, [TEXT], [A, B])] == kinds


def test_a_code_beside_an_agreed_one_is_missed_and_not_confused() -> None:
    marks = [Mark(A, "t", "x", 0, 20), Mark(B, "t", "x", 0, 20), Mark(A, "t", "y", 0, 20)]
    (one,) = disagreements(marks, [TEXT], [A, B])
    assert (one.kind, one.codes) == ("omission", ("y",))
    table = confusion(marks, [TEXT], [A, B])
    assert (table.agreed("x"), table.missed("y"), table.other_code("y")) == (20, 20, 0)
    assert table.in_characters("", "") == 180
    assert (table.in_segments("x", "x"), table.in_segments("y", "")) == (1, 1)


def test_confusion_splits_another_code_from_missed() -> None:
    marks = [Mark(A, "t", "x", 0, 30), Mark(B, "t", "y", 0, 20)]
    table = confusion(marks, [TEXT], [A, B])
    assert (table.in_characters("x", "y"), table.in_characters("x", ""), table.in_characters("", "")) == (20, 10, 170)
    assert (table.other_code("x"), table.missed("x")) == (20, 10)
    assert table.in_segments("x", "y") == 1


def test_what_is_not_done_is_no_omission() -> None:
    marks = [Mark(A, "t", "x", 0, 30)]
    assert disagreements(marks, [TEXT], [A, B], done={A: {"t"}, B: set()}) == ()
    assert confusion(marks, [TEXT], [A, B], done={A: {"t"}, B: set()}).characters == {}


def test_two_coders_are_needed() -> None:
    with pytest.raises(WrongUsage):
        disagreements([], [TEXT], [A])


MARKS = st.lists(
    st.builds(
        lambda coder, code, start, size: Mark(coder, "t", code, start, min(start + size, 200)),
        st.sampled_from([A, B]),
        st.sampled_from("xyz"),
        st.integers(0, 195),
        st.integers(1, 40),
    ),
    max_size=12,
)


@given(MARKS)
def test_both_orders_of_the_coders_tell_the_same(marks: list[Mark]) -> None:
    there = disagreements(marks, [TEXT], [A, B])
    back = disagreements(marks, [TEXT], [B, A])
    assert Counter((d.kind, d.amount, d.start) for d in there) == Counter((d.kind, d.amount, d.start) for d in back)
    table, turned = confusion(marks, [TEXT], [A, B]), confusion(marks, [TEXT], [B, A])
    assert table.characters == {(b, a): amount for (a, b), amount in turned.characters.items()}


@given(MARKS)
def test_every_difference_is_listed_and_only_those(marks: list[Mark]) -> None:
    """What kappa sees as a difference stands in the list: the disputed characters of each code add up."""
    report = compare(marks, [TEXT], [A, B], least_uses=0)
    listed = disagreements(marks, [TEXT], [A, B])
    for row in report.rows:
        disputed = sum(one.amount for one in listed if one.kind != "code" and row.key in one.codes) + sum(
            end - start
            for one in listed
            if one.kind == "code"
            for side in (one.first, one.second)
            if side and side.code == row.key
            for start, end in side.spans
        )
        assert disputed == row.counts.a_only + row.counts.b_only


@given(MARKS)
def test_confusion_and_counts_agree_on_what_both_coded(marks: list[Mark]) -> None:
    table = confusion(marks, [TEXT], [A, B])
    for row in compare(marks, [TEXT], [A, B]).rows:
        assert table.agreed(row.key) == row.counts.both
