"""After settling: what was decided is what both have; the rest stays; settling everything makes coders agree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.agreement import Mark, TranscriptUnits, disagreements
from qualcode.agreement.settled import NOT_YET, Outcome, after_settling, by_place, key_of, left

LENGTH = 60
TEXT = [TranscriptUnits("t", LENGTH)]
CODERS = ("a", "b")


@st.composite
def coded(draw: st.DrawFn) -> list[Mark]:
    """Marks of two coders on one text, each with an id."""
    marks = []
    for number in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, LENGTH - 2))
        end = draw(st.integers(start + 1, LENGTH))
        coder, code = draw(st.sampled_from(CODERS)), draw(st.sampled_from("xyz"))
        marks.append(Mark(coder, "t", code, start, end, str(number)))
    return marks


def outcome(marks: list[Mark], which: int, decision: str, chosen: str) -> Outcome:
    """The outcome of the difference with this number, taking a side's own marks."""
    place = disagreements(marks, TEXT, CODERS)[which]
    sides = [side for side in (place.first, place.second) if side]
    ids = {one for side in sides if side.coder in chosen for one in side.ids}
    own = tuple(Mark("consensus", one.transcript, one.code, one.start, one.end) for one in marks if one.id in ids)
    return Outcome("t", place.start, place.end, CODERS, tuple((side.coder, side.code) for side in sides), decision, own)


MARKS = [Mark("a", "t", "x", 0, 10, "1"), Mark("b", "t", "y", 0, 10, "2"), Mark("a", "t", "z", 20, 30, "3")]


def test_both_coders_get_what_was_settled_on() -> None:
    after = after_settling(MARKS, [outcome(MARKS, 0, "first", "a")])
    assert {(mark.coder, mark.code) for mark in after} == {("a", "x"), ("b", "x"), ("a", "z")}


def test_no_code_takes_both_away() -> None:
    after = after_settling(MARKS, [outcome(MARKS, 0, "neither", "")])
    assert [(mark.coder, mark.code) for mark in after] == [("a", "z")]


def test_who_put_nothing_gets_it_too() -> None:
    after = after_settling(MARKS, [outcome(MARKS, 1, "first", "a")])
    assert ("b", "z") in {(mark.coder, mark.code) for mark in after}


def test_later_changes_nothing_and_leaves_the_difference() -> None:
    skipped = outcome(MARKS, 0, NOT_YET, "")
    assert after_settling(MARKS, [skipped]) == tuple(MARKS)
    differences = disagreements(MARKS, TEXT, CODERS)
    assert left(differences, by_place([skipped])) == list(differences)


def test_a_place_is_found_again_until_a_coder_changes_her_work() -> None:
    made = outcome(MARKS, 0, "first", "a")
    first, *_rest = disagreements(MARKS, TEXT, CODERS)
    assert made.key == key_of(first)
    moved = [MARKS[0]._replace(end=12), *MARKS[1:]]
    assert made.key not in {key_of(place) for place in disagreements(moved, TEXT, CODERS)}


@given(coded())
def test_settling_every_difference_by_one_coder_leaves_none(marks: list[Mark]) -> None:
    outcomes = [outcome(marks, number, "first", "a") for number in range(len(disagreements(marks, TEXT, CODERS)))]
    assert disagreements(after_settling(marks, outcomes), TEXT, CODERS) == ()


@given(coded())
def test_others_are_left_alone(marks: list[Mark]) -> None:
    outcomes = [outcome(marks, number, "neither", "") for number in range(len(disagreements(marks, TEXT, CODERS)))]
    other = Mark("c", "t", "x", 0, LENGTH, "c")
    assert other in after_settling([*marks, other], outcomes)
