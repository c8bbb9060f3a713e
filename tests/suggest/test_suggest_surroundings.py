"""What stands around coded segments teaches: the question before them, their place, the codes that went with them."""

from __future__ import annotations

import numpy as np
import pytest

from qualcode.codebook.model import Codebook, CodeEntry
from qualcode.suggest import REJECTED, Known, Speech, SpokenTurn, analyse, evaluate, proposals, rank
from qualcode.suggest.proposing import LONGEST_WORDS, pieces_of
from qualcode.suggest.surroundings import answers_of

BOOK = Codebook(
    "b",
    "B",
    codes=(
        CodeEntry(key="wachten", name="Wachten", family="t", keywords=("wachtlijst", "wachttijd")),
        CodeEntry(key="verlies", name="Verlies", family="u", definition="Wat voorgoed voorbij ging."),
        CodeEntry(key="toekomst", name="Toekomst", family="u", definition="Hoe het later verder gaat."),
    ),
)
LINES = (
    ("interviewer", "Wilt u iets over uw gezin vertellen?"),
    ("respondent", "Wij zijn met ons vieren en wonen al jaren in dezelfde straat vlakbij de markt."),
    ("interviewer", "Hoe lang heeft het geduurd allemaal?"),
    ("respondent", "We stonden eindeloos op een wachtlijst voordat er eindelijk iemand belde over ons kind."),
    ("interviewer", "Hoe ziet u de komende jaren voor u?"),
    ("respondent", "Dat vind ik lastig te zeggen, ik durf daar nog niet zo goed over te denken."),
)


def conversation(number: int) -> Speech:
    text, turns = "", []
    for place, (role, said) in enumerate(LINES, start=1):
        start = len(text) + 3
        text += f"{role[0].upper()}: {said}\n"
        turns.append(SpokenTurn(place, start, start + len(said), role))
    return Speech(f"t{number}", text, tuple(turns))


SPEECHES = [conversation(number) for number in range(5)]


def coded(key: str, turn: int, verdict: str = "coded") -> list[Known]:
    spans = [(each.transcript_id, each.turns[turn]) for each in SPEECHES[:4]]
    return [Known(name, one.start, one.end, key, verdict) for name, one in spans]


def best_turn(known: list[Known], key: str) -> int:
    ranking = rank(SPEECHES[4:], BOOK, known, background=SPEECHES[:4])
    ranked = ranking.speeches[0]
    scores = np.where(ranked.interviewer, 0.0, ranked.scores[:, ranking.place(key)])
    return ranked.analysis.stretches[int(scores.argmax())][2]


def test_each_answer_knows_its_question() -> None:
    analysis = analyse(SPEECHES[0])
    answers = answers_of(analysis)
    assert len(answers.runs) == 3
    for (_, _, turn, role), question, order in zip(analysis.stretches, answers.question, answers.order, strict=True):
        assert question == (-1 if role == "interviewer" else turn // 2 - 1)
        assert order == 0 or role == "interviewer"


def test_a_code_goes_where_codes_are_that_went_with_it() -> None:
    known = [*coded("wachten", 3), *coded("verlies", 3)]
    assert best_turn(known, "verlies") == 4
    found = proposals(rank(SPEECHES[4:], BOOK, known, background=SPEECHES[:4]), codes=["verlies"])
    assert "Wachten" in [reason.text for each in found for reason in each.reasons if reason.kind == "together"]


def test_questions_and_places_of_segments_are_learned() -> None:
    known = coded("toekomst", 5)
    ranking = rank(SPEECHES[4:], BOOK, known, background=SPEECHES[:4])
    ranked, column = ranking.speeches[0], ranking.place("toekomst")
    last = len(ranked.scores) - 1
    assert ranked.weighed.alike_questions[last, column] > ranked.weighed.alike_questions[1, column]
    assert ranking.around.places[-1, column] > 1 > ranking.around.places[0, column]


@pytest.mark.parametrize("known", [coded("verlies", 3)[:2], coded("verlies", 3, REJECTED)], ids=["two", "rejected"])
def test_too_few_and_rejected_segments_teach_nothing_around(known: list[Known]) -> None:
    assert rank(SPEECHES[4:], BOOK, known, background=SPEECHES[:4]).around.empty


def test_a_transcript_ranked_or_in_the_background_teaches_the_same() -> None:
    known = [*coded("wachten", 3), *coded("verlies", 3), *coded("toekomst", 5)]
    alone = rank(SPEECHES[4:], BOOK, known, background=SPEECHES[:4]).speeches[0]
    among = rank(SPEECHES, BOOK, known).speeches[4]
    assert np.allclose(alone.scores, among.scores, atol=1e-5)


def test_places_share_no_stretch_and_stay_short() -> None:
    analysis = analyse(SPEECHES[0])
    pieces = pieces_of(analysis, np.full(len(analysis.stretches), 0.5, dtype=np.float32), 99)
    taken = [number for piece in pieces for number in range(piece.first, piece.last + 1)]
    assert sorted(taken) == list(range(len(analysis.stretches)))
    assert all(analysis.firsts[each.last + 1] - analysis.firsts[each.first] <= LONGEST_WORDS for each in pieces)


def test_the_first_three_places_are_counted_as_they_are_shown() -> None:
    known = [*coded("wachten", 3), *coded("verlies", 3)]
    figures = evaluate(SPEECHES[:4], BOOK, known).overall["suggest"]
    assert figures.top_three.value == pytest.approx(1.0)
