"""`score`: texts × codes by the codebook alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.model import Codebook, CodeEntry
from qualcode.errors import WrongUsage
from qualcode.suggest import score

BOOK = Codebook(
    name="proef",
    title="Proef",
    codes=(
        CodeEntry(
            key="wachten",
            name="Wachten",
            family="thema",
            number=1,
            definition="Hoe lang het duurde voordat er hulp kwam.",
            keywords=("wachtlijst", "te laat", "lang duren"),
        ),
        CodeEntry(
            key="wachten.bellen", name="Bellen", family="thema", parent="wachten", keywords=("terugbellen", "opbel*")
        ),
        CodeEntry(
            key="school",
            name="School",
            family="thema",
            number=2,
            definition="De overstap naar school en de juf.",
            keywords=("basisschool", "*begeleid*", "doorverwijzing"),
            aliases=("IB", "TLV"),
        ),
        CodeEntry(key="leeg", name="Nog zonder woorden", family="thema", number=3),
    ),
)


def row(text: str) -> np.ndarray:
    return score([text], BOOK)[0]


def test_the_shape_and_range() -> None:
    table = score(["Een wachtlijst.", "", "Dag."], BOOK)
    assert table.shape == (3, 4)
    assert (table >= 0).all() and (table <= 1).all()


def test_nothing_fits_is_zero() -> None:
    assert not row("De trein was vol en het regende.").any()
    assert not row("").any()


def test_no_texts_and_no_codes() -> None:
    assert score([], BOOK).shape == (0, 4)
    assert score(["Iets."], Codebook(name="leeg", title="Leeg")).shape == (1, 0)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Er waren wachtlijsten.", 0),
        ("Dat was echt veel te laat.", 0),
        ("Het heeft zo lang geduurd allemaal.", 0),
        ("Ik heb ze opgebeld en nog eens opbellen moest ook.", 1),
        ("Op de basisscholen zeiden ze niks.", 2),
        ("De trajectbegeleider kwam.", 2),
        ("Zonder tlv mocht het niet.", 2),
        ("Die doorverweizing kwam maar niet.", 2),
    ],
)
def test_a_word_of_a_code_is_found(text: str, code: int) -> None:
    found = row(text)
    assert found[code] >= 0.2
    assert found[code] == found[[0, 1, 2, 3] if code != 1 else [1, 2, 3]].max()


def test_an_alias_is_only_met_whole() -> None:
    assert row("Dat zei de IB vanmorgen.")[2] > 0.2
    assert row("Die libel vloog weg.")[2] == 0


def test_a_main_code_includes_its_sub_codes() -> None:
    table = score(["Zij zou terugbellen.", "Opbellen hielp niet.", "Een wachtlijst."], BOOK)
    assert (table[:, 0] >= table[:, 1]).all()
    assert table[0, 1] > 0.2


def test_more_words_score_higher() -> None:
    assert row("Een wachtlijst, en het was te laat.")[0] > row("Een wachtlijst.")[0]


def test_a_word_that_two_codes_share_says_less() -> None:
    shared = Codebook(
        name="b",
        title="B",
        codes=(
            CodeEntry(key="a", name="Aaaa", family="f", keywords=("ziekenhuis", "kinderarts")),
            CodeEntry(key="b", name="Bbbb", family="f", keywords=("ziekenhuis",)),
        ),
    )
    table = score(["In het ziekenhuis.", "Bij de kinderarts."], shared)
    assert table[1, 0] > table[0, 0] > 0


def test_neighbours_lend_only_when_the_texts_follow_each_other() -> None:
    texts = ["We stonden op de wachtlijst.", "Dat vond ik niet fijn."]
    assert score(texts, BOOK)[1, 0] == 0
    assert score(texts, BOOK, in_order=True)[1, 0] > 0


def test_same_answer_twice() -> None:
    texts = ["Een wachtlijst op de basisschool, te laat.", "De begeleidster."]
    assert (score(texts, BOOK) == score(texts, BOOK)).all()


WORDS = (
    "wachtlijst",
    "te",
    "laat",
    "juf",
    "basisschool",
    "opbellen",
    "terugbellen",
    "begeleider",
    "hond",
    "uh",
    "TLV",
    "[naam]",
)
SPOKEN = st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), max_size=5)


@given(SPOKEN)
def test_a_text_scores_the_same_whatever_stands_beside_it(texts: list[str]) -> None:
    table = score(texts, BOOK)
    for number, text in enumerate(texts):
        assert np.allclose(table[number], score([text], BOOK)[0], atol=1e-6)


@given(SPOKEN)
def test_scores_are_parts_and_main_codes_never_lag_behind(texts: list[str]) -> None:
    table = score(texts, BOOK, in_order=True)
    assert table.shape == (len(texts), 4)
    assert ((table >= 0) & (table <= 1)).all()
    assert (table[:, 0] >= table[:, 1]).all()
    assert not table[:, 3].any()


def test_what_is_no_list_of_texts_or_no_codebook_is_told() -> None:
    with pytest.raises(WrongUsage, match="list"):
        score("Eén zin.", BOOK)
    with pytest.raises(WrongUsage, match="list"):
        score(None, BOOK)  # type: ignore[arg-type]
    with pytest.raises(WrongUsage, match="Text 2 is no text but NoneType"):
        score(["Goed.", None], BOOK)  # type: ignore[list-item]
    with pytest.raises(WrongUsage, match="codebook"):
        score(["Goed."], "ivh-ouders")  # type: ignore[arg-type]


def test_texts_may_come_one_by_one_or_not_at_all_and_say_nothing() -> None:
    said = ["Wij stonden lang op de wachtlijst.", "", "  …  ", "12"]
    scores = score((each for each in said), BOOK)
    assert np.array_equal(scores, score(said, BOOK))
    assert not scores[1:].any()
    assert score([], BOOK).shape == (0, len(BOOK.codes))


def test_one_is_not_the_article_and_a_name_in_capitals_no_small_word() -> None:
    book = Codebook(
        "b",
        "B",
        codes=(
            CodeEntry(key="loket", name="Loket", keywords=("één loket",)),
            CodeEntry(key="mee", name="Cliëntondersteuning", aliases=("MEE",)),
        ),
    )
    sure, unsure, other = score(["Er is één loket.", "Er is een loket.", "Er is dan dat loket."], book)[:, 0]
    assert sure > unsure > other
    named, small = score(["Dat deed iemand van MEE.", "Zij dacht met ons mee."], book)[:, 1]
    assert named > 0 and small == 0
