"""What the screens on agreement draw, without a screen: lines with marks under them, bars, cut texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.tui.widgets.agreement_bar import interval_bar, place_of, progress_bar, scale
from qualcode.tui.widgets.agreement_place import (
    FIRST_MARK,
    SECOND_MARK,
    lines_under,
    window_around,
    wrapped_at,
)

TEXTS = st.text(alphabet="ab é漢\n ,.", max_size=120)


@given(TEXTS, st.integers(4, 40))
def test_lines_hold_every_word_once_and_fit(text: str, width: int) -> None:
    lines = wrapped_at(text, (0, len(text)), width)
    assert all(cell_len(text[start:end].replace("\n", " ")) <= width for start, end in lines)
    covered = [place for start, end in lines for place in range(start, end)]
    assert covered == sorted(set(covered))
    assert {place for place, sign in enumerate(text) if not sign.isspace()} <= set(covered)


@given(TEXTS, st.integers(4, 40), st.tuples(st.integers(0, 120), st.integers(0, 120)))
def test_marks_stand_under_their_own_characters(text: str, width: int, span: tuple[int, int]) -> None:
    low, high = sorted(span)
    for line in lines_under(text, (0, len(text)), [(low, high)], [], width):
        marked = sum(cell_len(text[place]) for place in range(line.start, line.end) if low <= place < high)
        assert line.first.count(FIRST_MARK) == marked
        assert line.second == ""


def test_both_coders_marks_stand_one_under_the_other() -> None:
    text = "Toen kwam er iemand thuis."
    (line,) = lines_under(text, (0, len(text)), [(0, 9)], [(5, 19)], 80)
    assert line.words == text
    assert line.first == FIRST_MARK * 9
    assert line.second == " " * 5 + SECOND_MARK * 14


def test_the_context_begins_and_ends_with_a_whole_word() -> None:
    text = "Eerst was er wachten, daarna kwam er iemand thuis en die luisterde."
    start = text.index("daarna")
    low, high = window_around(text, start, start + 6, 9)
    assert text[low:high] == "wachten, daarna kwam er"


def test_a_bar_shows_value_interval_and_reference_lines() -> None:
    bar = interval_bar(0.5, 0.25, 0.75, 21).plain
    assert bar.index("●") == place_of(0.5, 21) == 10
    assert (bar.index("├"), bar.index("┤")) == (place_of(0.25, 21), place_of(0.75, 21))
    assert bar[place_of(0.8, 21)] == "┊" and bar[place_of(0.667, 21)] == "┼"
    assert interval_bar(None, None, None, 21).plain.count("┊") == 2
    assert interval_bar(-0.2, None, None, 21).plain[0] == "‹"
    assert scale(21)[0] == "0" and scale(21)[-1] == "1" and scale(21).count("┊") == 2


@given(st.floats(-1, 1), st.integers(8, 60))
def test_a_bar_is_as_wide_as_asked(value: float, width: int) -> None:
    assert cell_len(interval_bar(value, value - 0.1, value + 0.1, width).plain) == width


def test_progress_is_full_only_when_all_is_done() -> None:
    assert progress_bar(0, 0, 4) == "░░░░"
    assert progress_bar(1, 2, 4) == "██░░"
    assert progress_bar(3, 3, 4) == "████"
    assert progress_bar(999, 1000, 4) != "████" and progress_bar(1, 1000, 4) == "░░░░"
