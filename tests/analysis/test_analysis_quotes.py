"""Quotes: the words of the source, its citation, one order, and the conditions that hold."""

from __future__ import annotations

import pytest
from analysis_sample import sample_view

from qualcode.analysis import cut_at, natural, quotes, quotes_of
from qualcode.errors import NotFound


def test_every_quote_is_the_source_letter_by_letter() -> None:
    view = sample_view()
    found = quotes(view)
    assert found
    for quote in found:
        assert quote.words == view.text(quote.transcript_id)[quote.start : quote.end]


def test_order_is_code_tree_then_transcript_then_place() -> None:
    found = quotes(sample_view())
    assert [(quote.code_id, quote.transcript) for quote in found] == [
        ("c1", "groep-01"),
        ("c1a", "ouder-01"),
        ("c1a", "ouder-02"),
        ("c2", "ouder-01"),
        ("c2", "ouder-02"),
        ("c2", "groep-01"),
        ("c2a", "ouder-01"),
        ("c3", "ouder-01"),
        ("c3", "ouder-02"),
    ]


def test_two_coders_on_one_stretch_are_one_quote_unless_each_is_asked() -> None:
    view = sample_view()
    (joined,) = [one for one in quotes(view, codes=["c1a"]) if one.transcript == "ouder-01"]
    assert joined.coder == "Anouk, Bram"
    assert joined.memos == ("Vergelijk met R2.",)
    assert joined.coding_ids == ("a1", "b1")
    assert len(quotes(view, codes=["c1a"], each_coder=True)) == 3


def test_citation_is_model_for_a_parent_and_role_for_a_professional() -> None:
    said = {quote.participant: quote.citation for quote in quotes(sample_view())}
    assert said == {
        "Respondent 1": "(Respondent 1, VP)",
        "Respondent 2": "(Respondent 2, JGZ)",
        "Professional 10": "(Professional 10, coördinator)",
        "Professional 9": "(Professional 9, GGJ)",
    }


def test_a_segment_that_begins_with_the_question_is_the_words_of_who_answers() -> None:
    view = sample_view()
    text = view.text("ouder-01")
    place = view.place("ouder-01", 0, len(text))
    assert place.turn is not None
    assert place.turn.role == "interviewer"
    assert place.participant is not None
    assert place.participant.name == "Respondent 1"
    question = view.place("groep-01", 3, 8)
    assert question.participant is None, "two people speak in the group: nobody is guessed"


def test_sub_codes_come_along_only_when_asked() -> None:
    view = sample_view()
    assert {quote.code_id for quote in quotes(view, codes=["c1"])} == {"c1", "c1a"}
    assert {quote.code_id for quote in quotes(view, codes=["c1"], below=False)} == {"c1"}
    assert quotes(view, codes=["c1a"])[0].code == "Toegang / Wachten"


def test_a_kernlabel_gives_its_quotes_best_first_and_without_any_those_of_its_codes() -> None:
    view = sample_view()
    first = quotes(view, kernlabels=["k1"])
    assert [quote.evidence for quote in first] == ["best", "deviant"]
    assert first[0].kernlabel == "(1) Wachten is verliezen"
    assert first[0].code == "Toegang / Wachten"
    assert first[1].memos == ("valt hier mee",)
    second = quotes(view, kernlabels=["k2"])
    assert {quote.code_id for quote in second} == {"c2", "c2a"}
    assert {quote.kernlabel for quote in second} == {"(2) Zonder bewijs"}


def test_conditions_and_coder() -> None:
    view = sample_view()
    assert {quote.participant for quote in quotes(view, where={"MODEL": "vp"})} == {"Respondent 1", "Professional 10"}
    assert {quote.transcript for quote in quotes(view, where={"kind": "parent", "model": "VP,JGZ"})} == {
        "ouder-01",
        "ouder-02",
    }
    assert {quote.coder for quote in quotes(view, coder="bram")} == {"Bram"}
    for wrong in ({"modl": "VP"}, {"model": "XX"}):
        with pytest.raises(NotFound) as caught:
            quotes(view, where=wrong)
        assert "VP" in caught.value.todo or "model" in caught.value.todo
    with pytest.raises(NotFound):
        quotes(view, coder="Carla")


def test_cut_marks_only_where_a_sentence_is_cut() -> None:
    view = sample_view()
    cuts = {quote.coding_ids[0]: cut_at(view, quote) for quote in quotes(view)}
    assert cuts["a1"] == (False, True)
    assert cuts["a2"] == (False, False)
    assert cuts["a3"] == (True, False)
    assert cuts["a8"] == (False, True)


def test_quotes_of_codings_are_those_codings() -> None:
    view = sample_view()
    assert [quote.coding_ids for quote in quotes_of(view, ["a8", "a1"])] == [("a1",), ("a8",)]


def test_natural_order() -> None:
    names = ["Respondent 10", "respondent 9", "", "20.000 tot 50.000", "100.000 tot 150.000"]
    assert sorted(names, key=natural) == [
        "",
        "20.000 tot 50.000",
        "100.000 tot 150.000",
        "respondent 9",
        "Respondent 10",
    ]
