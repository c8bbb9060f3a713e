"""After coding: evaluation, missed segments, odd codings, duplicate codes, words that help and words that do not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.model import Codebook, CodeEntry
from qualcode.suggest import (
    REJECTED,
    Known,
    Speech,
    SpokenTurn,
    evaluate,
    keyword_figures,
    likely_duplicates,
    missed,
    new_words,
    odd_codings,
    rank,
    why_not,
    with_words,
)
from qualcode.suggest.evaluation import average_precision

BOOK = Codebook(
    name="b",
    title="B",
    codes=(
        CodeEntry(key="wachten", name="Wachten op hulp", family="thema", keywords=("wachtlijst", "wachten", "rij")),
        CodeEntry(key="nacht", name="Ouders uitgeput thuis", family="thema"),
        CodeEntry(key="nachten", name="Ouder uitgeput thuis", family="thema"),
        CodeEntry(key="school", name="Naar school", family="thema", keywords=("juf", "klas", "schoolplein")),
    ),
)
SPOKEN = (
    ("wachten", "We stonden maanden op de wachtlijst voor die behandeling en hoorden niks."),
    ("nacht", "Die slapeloze nachten, elke nacht wakker met hem, ik was zo vreselijk moe."),
    ("school", "De juf wist gelukkig goed hoe ze in de klas met hem om moest gaan."),
    ("", "Wij kochten een andere auto met een grotere achterbak voor de wandelwagen."),
    ("nacht", "Hij sliep geen nacht door en wij lagen dus ook wakker, doodmoe allebei."),
    ("wachten", "Dat wachten vond ik het ergste, geen idee wanneer we aan de beurt waren."),
    ("", "In de rij bij de supermarkt kwam ik mijn buurvrouw nog tegen met haar hond."),
    ("nacht", "Om drie uur in de nacht zat ik wakker op de bank met een huilend jongetje."),
    ("school", "Op het schoolplein stond hij altijd alleen, dat zag de juf ook wel gebeuren."),
)


def speech(number: int) -> Speech:
    text, turns = "", []
    for place, (_, spoken) in enumerate(SPOKEN, start=1):
        line = spoken.replace("hem", f"hem, nummer {number},", 1) if number else spoken
        start = len(text) + 3
        text += f"R: {line}\n"
        turns.append(SpokenTurn(place, start, start + len(line)))
    return Speech(f"t{number}", text, tuple(turns))


SPEECHES = [speech(number) for number in range(3)]


def coded(code: str = "", transcripts: int = 3) -> list[Known]:
    return [
        Known(each.transcript_id, turn.start, turn.end, key)
        for each in SPEECHES[:transcripts]
        for turn, (key, _) in zip(each.turns, SPOKEN, strict=True)
        if key and code in ("", key)
    ]


def test_evaluation_beats_keyword_search_where_a_code_has_no_words() -> None:
    figures = evaluate(SPEECHES, BOOK, coded())
    assert figures.transcripts == 3 and figures.segments == 21
    by_code = {engine: {each.code_key: each for each in codes} for engine, codes in figures.codes.items()}
    assert by_code["keyword"]["nacht"].first.value == 0
    assert by_code["suggest"]["nacht"].first_three.value == 1
    assert by_code["suggest"]["nacht"].average_precision.value > 0.9
    assert figures.overall["suggest"].first.value > figures.overall["keyword"].first.value
    for codes in figures.codes.values():
        for each in codes:
            for figure in (each.first, each.first_three, each.top_three, each.average_precision):
                assert 0 <= figure.low <= figure.value <= figure.high <= 1


def test_evaluation_is_the_same_twice_and_learns_nothing_from_the_transcript_held_out() -> None:
    assert evaluate(SPEECHES, BOOK, coded()) == evaluate(SPEECHES, BOOK, coded())
    alone = evaluate(SPEECHES[:1], BOOK, coded(transcripts=1))
    assert {each.code_key: each.first.value for each in alone.codes["suggest"]}["nacht"] == 0


def test_evaluation_names_codes_that_the_codebook_lacks_and_bears_no_codings() -> None:
    assert evaluate(SPEECHES, BOOK, [*coded(), Known("t0", 0, 9, "vreemd")]).unknown_codes == ("vreemd",)
    assert evaluate(SPEECHES, BOOK, []).segments == 0


@pytest.mark.parametrize(
    ("scores", "relevant", "expected"),
    [
        ([3, 2, 1], [1, 0, 0], 1.0),
        ([3, 2, 1], [0, 0, 1], 1 / 3),
        ([3, 2, 1], [1, 0, 1], (1 + 2 / 3) / 2),
        ([0, 0, 0], [1, 0, 0], 0.0),
        ([1, 1, 0], [1, 0, 0], 1 / 1.5),
        ([2, 1, 0], [0, 0, 0], 0.0),
    ],
)
def test_average_precision(scores: list[float], relevant: list[int], expected: float) -> None:
    found = average_precision(np.array(scores, dtype=np.float32), np.array(relevant, dtype=bool))
    assert found == pytest.approx(expected)


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=30))
def test_average_precision_is_a_part_and_a_better_order_is_never_worse(pairs: list[tuple[int, bool]]) -> None:
    scores = np.array([score for score, _ in pairs], dtype=np.float32)
    relevant = np.array([right for _, right in pairs], dtype=bool)
    found = average_precision(scores, relevant)
    assert 0 <= found <= 1 + 1e-9
    assert average_precision(scores + 10 * relevant, relevant) >= found - 1e-9


def test_what_was_missed_is_like_what_was_coded() -> None:
    known = [each for each in coded("nacht") if each.transcript_id != "t2"]
    found = missed(rank(SPEECHES, BOOK, known))
    assert {each.transcript_id for each in found[:3]} == {"t2"}
    assert all("nacht" in SPEECHES[2].text[each.start : each.end].lower() for each in found[:3])
    assert not missed(rank(SPEECHES, BOOK, known[:2]))


def test_an_odd_coding_is_found_and_the_better_code_named() -> None:
    slip = next(each for each in coded("wachten") if each.transcript_id == "t0")
    known = [each for each in coded() if each != slip] + [replace(slip, code_key="school")]
    odd = odd_codings(rank(SPEECHES, BOOK, known), top=1)
    assert [each.known.start for each in odd] == [slip.start]
    assert odd[0].likeness < odd[0].usual
    assert [key for key, _ in odd[0].better][:1] == ["wachten"]


def test_codes_with_nearly_one_name_or_one_place_are_likely_duplicates() -> None:
    pairs = likely_duplicates(rank(SPEECHES, BOOK, coded()))
    assert [(pair.one, pair.other) for pair in pairs] == [("nacht", "nachten")]
    twice = [*coded("school"), *(replace(each, code_key="wachten") for each in coded("school"))]
    pairs = likely_duplicates(rank(SPEECHES, BOOK, twice))
    assert ("wachten", "school", 1.0) in {(pair.one, pair.other, pair.places) for pair in pairs}


def test_the_figures_of_words_tell_true_from_rubbish() -> None:
    figures = {each.keyword: each for each in keyword_figures(rank(SPEECHES, BOOK, coded()), "wachten")}
    assert (figures["wachtlijst"].right, figures["wachtlijst"].wrong) == (3, 0)
    assert (figures["rij"].right, figures["rij"].wrong, figures["rij"].precision) == (0, 3, 0.0)
    undecided = {each.keyword: each for each in keyword_figures(rank(SPEECHES, BOOK, []), "wachten")}
    assert undecided["rij"].open == 3 and undecided["rij"].precision is None


def test_a_refusal_makes_a_word_wrong() -> None:
    turn = SPEECHES[0].turns[6]
    known = [Known("t0", turn.start, turn.end, "wachten", REJECTED)]
    figures = {each.keyword: each for each in keyword_figures(rank(SPEECHES, BOOK, known), "wachten")}
    assert (figures["rij"].wrong, figures["rij"].open) == (1, 2)


def test_new_words_come_from_coded_segments() -> None:
    found = new_words(rank(SPEECHES, BOOK, coded("nacht")), "nacht")
    assert {"nacht", "wakker"} <= {each.word for each in found[:5]}
    assert all(each.segments >= 2 for each in found)


def test_why_not_tells_score_rank_and_words() -> None:
    ranking = rank(SPEECHES, BOOK, [])
    turn = SPEECHES[0].turns[1]
    told = why_not(ranking, Known("t0", turn.start, turn.end, "nacht"))
    assert told.score < told.needed and told.rank >= 1 and not told.interviewer and not told.decided
    assert "slapeloze" in told.words
    refused = Known("t0", turn.start, turn.end, "nacht", REJECTED)
    assert why_not(rank(SPEECHES, BOOK, [refused]), refused).decided == REJECTED
    with pytest.raises(KeyError):
        why_not(ranking, Known("elders", 0, 5, "nacht"))


def test_a_word_added_shows_its_effect_and_a_word_dropped_is_gone() -> None:
    more = with_words(BOOK, "nacht", add=["wakker liggen", "wakker", "wakker"])
    assert more.by_key()["nacht"].keywords == ("wakker liggen", "wakker")
    place = 1
    before, after = (rank(SPEECHES, book).speeches[0].scores[:, place].max() for book in (BOOK, more))
    assert after > before
    assert with_words(BOOK, "wachten", drop=["rij"]).by_key()["wachten"].keywords == ("wachtlijst", "wachten")
    with pytest.raises(KeyError):
        with_words(BOOK, "vreemd", add=["x"])
