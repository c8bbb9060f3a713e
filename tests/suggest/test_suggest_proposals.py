"""Candidate stretches and proposals with their reasons."""

from __future__ import annotations

import importlib.util
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.model import Codebook, CodeEntry
from qualcode.suggest import (
    CODED,
    REJECTED,
    Known,
    Proposal,
    Speech,
    SpokenTurn,
    analyse,
    candidates,
    rank,
    speech_fingerprint,
    suggest,
)
from qualcode.suggest.analysis import Analysis

HAS_NEWS = importlib.util.find_spec("nl_core_news_sm") is not None
BOOK = Codebook(
    name="proef",
    title="Proef",
    codes=(
        CodeEntry(
            key="plan",
            name="Adviesplan",
            family="bouwsteen",
            keywords=("adviesplan", "advies krijgen"),
            questions=("Hoe heeft u het adviesplan ervaren?",),
        ),
        CodeEntry(key="school", name="School", family="bouwsteen", keywords=("basisschool", "juf")),
        CodeEntry(key="eigen", name="In vivo", family="bouwsteen"),
    ),
)
LINES = (
    ("interviewer", "Hoe heeft u dat adviesplan eigenlijk ervaren toen?"),
    (
        "respondent",
        "Nou dat was best prettig om zo samen door te nemen. Het lag er ook snel en het klopte met wat wij wilden.",
    ),
    ("interviewer", "Ja."),
    (
        "respondent",
        "Op de basisschool was de juf er ook heel blij mee. Zij hing het zelfs op in de klas bij haar bureau.",
    ),
    ("respondent", "In de zomer gaan we meestal een paar weken kamperen in Frankrijk met de hele familie."),
)


def made(lines: tuple[tuple[str, str], ...] = LINES, transcript_id: str = "t1") -> Speech:
    text, turns = "", []
    for number, (role, spoken) in enumerate(lines, start=1):
        label = "I: " if role == "interviewer" else "R: "
        start = len(text) + len(label)
        text += label + spoken + "\n"
        turns.append(SpokenTurn(number, start, start + len(spoken), role))
    return Speech(transcript_id, text, tuple(turns))


def words(speech: Speech, proposal: Proposal) -> str:
    return speech.text[proposal.start : proposal.end]


def test_stretches_are_the_respondents_sentences() -> None:
    speech = made()
    found = candidates(speech.text, speech.turns)
    assert {each.turn_number for each in found} == {2, 4, 5}
    assert all(speech.text[each.start : each.end] == each.text for each in found)
    assert len(candidates(speech.text, speech.turns, interviewer=True)) > len(found)


def test_a_text_without_turns_is_looked_at_whole() -> None:
    found = candidates(
        "Dat was het adviesplan van toen, zei zij nog. En dit is een tweede zin met genoeg woorden erin."
    )
    assert [each.turn_number for each in found] == [0, 0]


def test_short_sentences_go_together() -> None:
    found = candidates(
        "Ja. Dat klopt. Dat was fijn hoor, dat ze er was. Toen zijn we naar een andere school gegaan, verderop."
    )
    assert [each.text[:3] for each in found] == ["Ja.", "Toe"]


@given(st.text(alphabet=st.sampled_from("ab cd. ?\n"), max_size=300))
def test_stretches_never_overlap(text: str) -> None:
    found = candidates(text)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_proposals_have_a_place_a_score_and_a_reason_in_the_text() -> None:
    speech = made()
    found = suggest([speech], BOOK, codes=["school"])
    assert found and "basisschool" in words(speech, found[0])
    assert 0.2 <= found[0].score <= 1
    reasons = {reason.text for reason in found[0].reasons if reason.kind == "word"}
    assert reasons == {"basisschool", "juf"}
    for reason in found[0].reasons:
        assert speech.text[reason.start : reason.end] == reason.text


def test_the_question_lifts_its_answer_and_is_named() -> None:
    speech = made()
    ranking = rank([speech], BOOK)
    ranked = ranking.speeches[0]
    column = ranked.scores[:, ranking.place("plan")]
    answer = [i for i, each in enumerate(ranked.analysis.stretches) if each[2] == 2]
    later = [i for i, each in enumerate(ranked.analysis.stretches) if each[2] == 5]
    assert column[answer].min() > column[later].max()
    lines = (*LINES[:1], ("respondent", "Het advies dat we kregen was heel fijn en klopte met wat we zelf dachten."))
    asked = made(lines)
    kinds = {reason.kind for reason in suggest([asked], BOOK, codes=["plan"])[0].reasons}
    assert {"word", "question"} <= kinds


def test_the_interviewer_is_never_proposed_unless_asked() -> None:
    speech = made()
    interviewer = {turn.number for turn in speech.turns if turn.role == "interviewer"}

    def turns_of(found: list[Proposal]) -> set[int]:
        return {t.number for p in found for t in speech.turns if t.start <= p.start < t.end}

    assert not turns_of(suggest([speech], BOOK)) & interviewer
    assert turns_of(suggest([speech], BOOK, interviewer=True)) & interviewer


def test_what_was_decided_is_not_proposed_again() -> None:
    speech = made()
    first = suggest([speech], BOOK, codes=["school"])[0]
    for verdict in (REJECTED, CODED):
        known = [Known("t1", first.start, first.end, "school", verdict)]
        assert all(each.start != first.start for each in suggest([speech], BOOK, known, codes=["school"]))


def test_rejecting_for_one_code_leaves_the_others() -> None:
    speech = made()
    first = suggest([speech], BOOK, codes=["school"])[0]
    known = [Known("t1", first.start, first.end, "plan", REJECTED)]
    assert suggest([speech], BOOK, known, codes=["school"])[0].start == first.start


def test_top_and_threshold_are_kept_to() -> None:
    speech = made()
    assert len(suggest([speech], BOOK, top=1, codes=["school"])) <= 1
    assert not suggest([speech], BOOK, threshold=1.0)


def test_a_code_without_words_learns_from_its_segments() -> None:
    lines = tuple(
        ("respondent", spoken)
        for spoken in (
            "Ik heb nachten wakker gelegen van die slapeloze nachten, zo moe was ik toen.",
            "Zo moe dat ik op mijn werk in slaap viel, elke nacht weer dat wakker liggen.",
            "Wakker, moe, huilen, en de volgende nacht begon het gewoon weer opnieuw met slapen.",
            "We gingen op vakantie naar zee en hebben daar ijsjes gegeten op het strand.",
            "Mijn man was ook zo moe, die sliep geen nacht meer door en lag steeds wakker.",
            "De auto moest naar de garage en dat kostte nog een hoop geld, kan ik zeggen.",
        )
    )
    speech = made(lines)
    assert not suggest([speech], BOOK, codes=["eigen"])
    known = [Known("t1", turn.start, turn.end, "eigen") for turn in speech.turns[:3]]
    found = suggest([speech], BOOK, known, codes=["eigen"])
    assert [words(speech, each)[:8] for each in found] == ["Mijn man"]
    kinds = {reason.kind for reason in found[0].reasons}
    assert "like" in kinds and "learned" in kinds
    assert not suggest([speech], BOOK, known[:2], codes=["eigen"])


def test_an_analysis_survives_its_bytes_and_nothing_else_does() -> None:
    speech = made()
    done = analyse(speech)
    back = Analysis.from_bytes(done.to_bytes(), done.fingerprint)
    assert back is not None
    assert back.stretches == done.stretches and back.forms == done.forms and back.keyed == done.keyed
    assert suggest([speech], BOOK, analyses={"t1": back}) == suggest([speech], BOOK)
    assert Analysis.from_bytes(done.to_bytes(), "another") is None
    assert Analysis.from_bytes(b"broken", done.fingerprint) is None


@pytest.mark.parametrize(
    "choice",
    [
        pytest.param("news", marks=[pytest.mark.news_model, pytest.mark.skipif(not HAS_NEWS, reason="not installed")]),
        "embedded",
        "none",
    ],
)
def test_each_pipeline_gives_proposals(choice: str) -> None:
    speech = made()
    done = analyse(speech, choice=choice)
    assert done.fingerprint == speech_fingerprint(speech, choice)
    found = suggest([speech], BOOK, codes=["school"], analyses={"t1": done})
    assert found and "basisschool" in words(speech, found[0])


def test_a_pipeline_knows_an_inflection_that_the_dictionary_lacks() -> None:
    book = Codebook(name="b", title="B", codes=(CodeEntry(key="c", name="Cccc", keywords=("trajectbegeleidster",)),))
    speech = Speech("t", "Die trajectbegeleidsters waren allebei heel aardig voor ons en voor hem.")
    analyses = {"t": analyse(speech, choice="embedded")}
    assert [each.code_key for each in suggest([speech], book, analyses=analyses)] == ["c"]
