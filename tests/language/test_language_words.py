"""Words as they are matched: folding, marks, halves, stems, lemmas, compounds."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language import content_words, folded, keys, lemma, parts, scoring_view, stem, words
from qualcode.text import normalise


@given(st.text(max_size=200).map(normalise))
def test_folding_and_the_view_keep_every_offset(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert len(scoring_view(text)) == len(text)


@given(st.text(max_size=200).map(normalise))
def test_words_stand_where_they_say(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        end = word.end


def test_folding() -> None:
    assert folded("Coördinator, één IB’er") == "coordinator, een ib'er"


def forms(text: str) -> list[str]:
    return [word.form for word in words(text)]


def test_what_is_not_speech_is_left_out() -> None:
    text = "I: [00:12:33] Nou ja, uh, (lacht) toen zei [naam kind] (mijn zus) hè 00:13 iets"
    assert forms(text) == ["toen", "zei", "mijn", "zus", "iets"]


def test_an_apostrophe_s_is_taken_off_and_the_offsets_stay() -> None:
    text = "twee MDO’s bij de IB’er"
    found = words(text)
    assert [word.form for word in found] == ["twee", "mdo", "bij", "de", "ib'er"]
    assert text[found[1].start : found[1].end] == "MDO’s"


def test_a_hyphen_half_gets_its_head() -> None:
    assert forms("ontwikkelings- en gedragsvragen")[0] == "ontwikkelingsvragen"


def test_dotted_abbreviations_are_one_word() -> None:
    assert forms("bij het c.b. dus") == ["bij", "het", "cb", "dus"]


def test_content_words_leave_out_what_has_no_topic() -> None:
    assert [word.form for word in content_words("Ik had 3 keer gebeld met het bureau")] == ["gebeld", "bureau"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("doorverwezen", "doorverwijzen"),
        ("wachtlijsten", "wachtlijst"),
        ("gewacht", "wachten"),
        ("dochtertje", "dochter"),
        ("gebeld", "bellen"),
        ("gesprekken", "gesprek"),
        ("opgesteld", "opstellen"),
        ("toegestuurd", "toesturen"),
        ("websites", "website"),
        ("bereikbaarheid", "bereikbaar"),
        ("beschikbare", "beschikbaar"),
    ],
)
def test_forms_of_one_word_share_a_key(one: str, other: str) -> None:
    assert set(keys(one)) & set(keys(other))


def test_other_words_stay_apart() -> None:
    assert not set(keys("begeleiding")) & set(keys("beleid"))
    assert not set(keys("gezinnen")) & set(keys("zin"))
    assert not set(keys("bereikt")) & set(keys("bereikbaar"))
    assert not set(keys("beschikking")) & set(keys("beschikbaar"))


def test_lemma_and_stem_of_an_unknown_word_do_not_fail() -> None:
    assert lemma("xqzwk") == "xqzwk"
    assert stem("xqzwk")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("vroegsignalering", ("vroeg", "signalering")),
        ("trajectbegeleiders", ("traject", "begeleiders")),
        ("gezinsondersteuning", ("gezin", "ondersteuning")),
        ("onderwijs", ()),
        ("samenwerking", ()),
        ("huis", ()),
    ],
)
def test_compounds(form: str, expected: tuple[str, ...]) -> None:
    assert parts(form) == expected


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, qualcode.language, qualcode.suggest;"
        "print([m for m in ('spacy','numpy','simplemma','snowballstemmer','rapidfuzz') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
