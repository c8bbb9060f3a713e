"""The three pipelines: each gives lemmas, says what it is, and keeps every offset."""

from __future__ import annotations

import importlib.util

import pytest

from qualcode.errors import NotFound, WrongUsage
from qualcode.language import lemmas_of, model_status, pipeline, proper_names, spoken_words, tagged, words
from qualcode.language.pipeline import VARIABLE, resolved

SPOKEN = "I: Dat wist ik dat. [00:01:02] De IB’er belde me vrijdag op. (lacht) Ze wees ons door naar de logopedisten."
HAS_NEWS = importlib.util.find_spec("nl_core_news_sm") is not None
EACH = [
    pytest.param("news", marks=[pytest.mark.news_model, pytest.mark.skipif(not HAS_NEWS, reason="not installed")]),
    "embedded",
    "none",
]


@pytest.mark.parametrize("choice", EACH)
def test_words_keep_their_place_and_marks_are_no_words(choice: str) -> None:
    found = tagged(SPOKEN, choice=choice)
    assert all(SPOKEN[word.start : word.end] == word.text for word in found)
    assert not {"I", "lacht", "00:01:02"} & {word.text for word in found}
    assert "IB’er" in {word.text for word in found}


@pytest.mark.parametrize("choice", EACH)
def test_lemmas_and_separable_verbs(choice: str) -> None:
    lemmas = {word.text: word.lemma for word in tagged(SPOKEN, choice=choice)}
    assert lemmas["wees"] == "doorverwijzen"
    assert lemmas["belde"] == "opbellen"
    assert lemmas["logopedisten"] == "logopedist"


@pytest.mark.parametrize("choice", EACH)
def test_the_status_tells_what_is_in_use(choice: str) -> None:
    status = model_status(choice)
    assert status.wanted == status.in_use == choice
    assert status.name and status.version and status.licence and status.adds
    assert bool(status.install) == (choice != "news")


@pytest.mark.parametrize("choice", EACH)
def test_lemmas_of_unknown_words(choice: str) -> None:
    found = lemmas_of(["De trajectbegeleiders kwamen langs."], choice=choice)
    assert found == ({} if choice == "none" else {"trajectbegeleiders": "trajectbegeleider"})


def test_parts_of_speech_come_from_a_pipeline() -> None:
    assert {word.text: word.pos for word in tagged("De juf belde.", choice="embedded")}["juf"] == "NOUN"
    assert {word.pos for word in tagged("De juf belde.", choice="none")} == {""}


def test_a_sentence_ends_after_dat() -> None:
    assert [word.text for word in tagged("Ik wist dat. Toen.", choice="embedded")] == [
        "Ik",
        "wist",
        "dat",
        ".",
        "Toen",
        ".",
    ]


def test_auto_takes_the_best_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert resolved() == ("news" if HAS_NEWS else "embedded")
    monkeypatch.setenv(VARIABLE, "none")
    assert resolved() == "none"
    assert resolved("embedded") == "embedded"


@pytest.mark.skipif(HAS_NEWS, reason="it is installed")
def test_a_pipeline_that_is_not_there_is_said_so() -> None:
    with pytest.raises(NotFound, match="nl_core_news_sm"):
        tagged("Ja.", choice="news")


def test_an_unknown_choice_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage, match="reuzenmodel"):
        model_status("reuzenmodel")


@pytest.mark.parametrize(
    ("spoken", "verb", "whole"),
    [
        ("ze belde me de volgende dag op", "belde", "opbellen"),
        ("hij legde het rustig uit, en toen", "legde", "uitleggen"),
        ("we meldden hem aan bij het team", "meldden", "aanmelden"),
        ("ze wees ons door naar integrale vroeghulp", "wees", "doorverwijzen"),
    ],
)
def test_separable_verbs_are_put_together(spoken: str, verb: str, whole: str) -> None:
    found = spoken_words(spoken)
    place = [word.form for word in found].index(verb)
    assert found[place + 1].form == whole
    assert found[place + 1][1:] == found[place][1:]


@pytest.mark.parametrize("spoken", ["hij is op vakantie", "toen zat ze op school", "dat ligt bij de gemeente, dus op"])
def test_a_preposition_makes_no_verb(spoken: str) -> None:
    assert spoken_words(spoken) == words(spoken)


@pytest.mark.parametrize("choice", EACH)
def test_names_are_candidates_with_their_place(choice: str) -> None:
    text = "Toen kwam Annemieke de Vries langs uit Groningen. Dat was fijn, zei ze."
    found = [text[span.start : span.end] for span in proper_names(text, choice=choice)]
    assert any("Annemieke" in name for name in found)
    assert any("Groningen" in name for name in found)
    assert not any("fijn" in name for name in found)


def test_the_names_of_news_come_from_its_entities(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in with the same parts, since no package index has the real one."""
    import spacy

    nlp = spacy.blank("nl")
    ruler = nlp.add_pipe("entity_ruler", name="ner")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Annemieke"}, {"label": "DATE", "pattern": "maandag"}])  # type: ignore[attr-defined]
    nlp.disable_pipe("ner")
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(pipeline, "_there", lambda: ("news", "embedded", "none"))
    monkeypatch.setattr(pipeline, "_loaded", lambda _name: nlp)
    text = "Ja. Op maandag kwam Annemieke langs."
    assert [text[span.start : span.end] for span in proper_names(text)] == ["Annemieke"]
    assert nlp.disabled == ["ner"]
    assert [word.text for word in tagged(text)][:2] == ["Ja", "."]
    assert pipeline.model_status().in_use == "news"
