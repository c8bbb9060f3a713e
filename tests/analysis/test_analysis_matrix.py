"""Matrices: every cell against a count made another way, totals, what occurs together, and what lies behind a cell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from analysis_sample import sample_view
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis import CELLS, Matrix, StudyView, axis_names, matrix, pairs
from qualcode.errors import NotFound, WrongUsage
from qualcode.store import values
from qualcode.text import word_spans


def _cells(found: Matrix) -> dict[tuple[str, str], int]:
    return {
        (row.text, column.text): found.counts[r][c]
        for r, row in enumerate(found.rows)
        for c, column in enumerate(found.columns)
        if found.counts[r][c]
    }


def test_code_by_transcript_counts_a_stretch_once() -> None:
    found = matrix(sample_view(), "code", "transcript")
    assert _cells(found) == {
        ("1 Toegang", "groep-01"): 1,
        ("1.1 Wachten", "ouder-01"): 1,
        ("1.1 Wachten", "ouder-02"): 1,
        ("2 Begeleiding", "ouder-01"): 1,
        ("2 Begeleiding", "ouder-02"): 1,
        ("2 Begeleiding", "groep-01"): 1,
        ("Vast gezicht", "ouder-01"): 1,
        ("positief", "ouder-01"): 1,
        ("positief", "ouder-02"): 1,
    }
    assert [label.depth for label in found.rows] == [0, 1, 0, 1, 0]
    assert found.column_totals == (4, 2, 2), "the stretch with two codes counts once in its column"
    assert found.total == 8
    assert set(found.codings(1, 0)) == {"a1", "b1"}


def test_a_family_holds_the_codings_of_its_sub_codes() -> None:
    found = matrix(sample_view(), "bouwsteen", "model")
    assert [column.text for column in found.columns] == ["GGJ", "JGZ", "VP"]
    assert _cells(found) == {
        ("1 Toegang", "GGJ"): 1,
        ("1 Toegang", "JGZ"): 1,
        ("1 Toegang", "VP"): 1,
        ("2 Begeleiding", "JGZ"): 1,
        ("2 Begeleiding", "VP"): 3,
    }


def test_participants_and_coder() -> None:
    found = matrix(sample_view(), "bouwsteen", "model", "participants")
    assert found.row_totals == (3, 3)
    assert found.column_totals == (1, 1, 2)
    assert found.total == 4
    bram = matrix(sample_view(), "code", "coder", coder="Bram")
    assert _cells(bram) == {("1.1 Wachten", "Bram"): 1, ("2 Begeleiding", "Bram"): 1}
    assert [column.text for column in bram.columns] == ["Anouk", "Bram"], "a coder keeps her column"


def test_participants_come_in_natural_order() -> None:
    found = matrix(sample_view(), "code", "participant")
    assert [column.text for column in found.columns] == [
        "Professional 9",
        "Professional 10",
        "Respondent 1",
        "Respondent 2",
    ]


def test_what_occurs_together() -> None:
    found = matrix(sample_view(), "bouwsteen", "valence")
    assert found.together
    assert _cells(found) == {("1 Toegang", "positief"): 1, ("2 Begeleiding", "positief"): 1}
    words = matrix(sample_view(), "bouwsteen", "valence", "words")
    assert words.counts == ((4,), (3,)), "only the words that both cover"


def test_code_by_code_is_symmetric_with_own_counts_on_the_diagonal() -> None:
    found = matrix(sample_view(), "code", "code")
    size = range(len(found.rows))
    assert all(found.counts[r][c] == found.counts[c][r] for r in size for c in size)
    own = matrix(sample_view(), "code", "code", codes=["c1a"])
    assert own.counts == ((2,),)


def test_words_count_once_under_two_segments() -> None:
    view = sample_view()
    found = matrix(view, "code", "transcript", "words", codes=["c1a"])
    assert found.counts == ((6, 4, 0),)


def test_a_kernlabel_has_the_codings_of_what_it_rests_on() -> None:
    found = matrix(sample_view(), "kernlabel", "model", "participants")
    assert _cells(found) == {
        ("(1) Wachten is verliezen", "JGZ"): 1,
        ("(1) Wachten is verliezen", "VP"): 1,
        ("(2) Zonder bewijs", "JGZ"): 1,
        ("(2) Zonder bewijs", "VP"): 2,
    }


def test_empty_codes_show_only_when_asked() -> None:
    assert "Ongebruikt" not in [row.text for row in matrix(sample_view(), "code", "transcript").rows]
    assert "Ongebruikt" in [row.text for row in matrix(sample_view(), "code", "transcript", empty=True).rows]


def test_wrong_names_say_what_there_is() -> None:
    with pytest.raises(NotFound) as caught:
        matrix(sample_view(), "cod", "transcript")
    assert "bouwsteen" in caught.value.todo
    with pytest.raises(WrongUsage):
        matrix(sample_view(), "code", "transcript", "sentences")
    for name in axis_names(sample_view()):
        assert matrix(sample_view(), name, "transcript").columns


_SPANS = st.lists(
    st.tuples(
        st.sampled_from(["c1", "c1a", "c2", "c3"]),
        st.sampled_from(["Anouk", "Bram"]),
        st.sampled_from(["ouder-01", "ouder-02"]),
        st.integers(0, 90),
        st.integers(1, 40),
    ),
    max_size=25,
)


def _with(view: StudyView, spans: list[tuple[str, str, str, int, int]]) -> StudyView:
    codings = []
    for number, (code, coder, transcript, start, length) in enumerate(spans):
        text = view.text(transcript)
        start = min(start, len(text) - 1)
        end = min(start + length, len(text))
        codings.append(
            values.Coding(f"x{number}", f"s{number}", code, coder, transcript, start, end, text[start:end], "")
        )
    return replace(view, codings=tuple(codings))


@given(_SPANS)
def test_cells_equal_a_count_by_brute_force(spans: list[tuple[str, str, str, int, int]]) -> None:
    view = _with(sample_view(), spans)
    names = {code.id: view.label(code.id) for code in view.codes}
    expected: dict[tuple[str, str], set[tuple[str, int, int]]] = {}
    for one in view.codings:
        expected.setdefault((names[one.code_id], one.transcript_id), set()).add((one.transcript_id, one.start, one.end))
    assert _cells(matrix(view, "code", "transcript")) == {key: len(places) for key, places in expected.items()}
    words = {
        key: sum(
            any(start <= span.start < end for _name, start, end in places) for span in word_spans(view.text(key[1]))
        )
        for key, places in expected.items()
    }
    assert _cells(matrix(view, "code", "transcript", "words")) == {key: count for key, count in words.items() if count}


@given(_SPANS)
def test_pairs_equal_all_against_all(spans: list[tuple[str, str, str, int, int]]) -> None:
    codings = _with(sample_view(), spans).codings
    expected = {
        frozenset((one.id, other.id))
        for one in codings
        for other in codings
        if one.id < other.id
        and (one.coder_id, one.transcript_id) == (other.coder_id, other.transcript_id)
        and one.start < other.end
        and other.start < one.end
    }
    found = [frozenset((pair.first.id, pair.second.id)) for pair in pairs(codings)]
    assert len(found) == len(set(found))
    assert set(found) == expected


@given(_SPANS, st.sampled_from(CELLS), st.sampled_from(["transcript", "model", "coder", "code", "bouwsteen"]))
def test_totals_lie_between_the_largest_cell_and_the_sum(
    spans: list[tuple[str, str, str, int, int]], cells: str, columns: str
) -> None:
    found = matrix(_with(sample_view(), spans), "code", columns, cells)
    for line, total in zip(found.counts, found.row_totals, strict=True):
        assert total <= sum(line)
        assert total >= max(line, default=0) or found.together
