"""Setting right what was read: roles, names and turns change, the text never."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import NotFound, Refused
from qualcode.ingest import (
    Document,
    drop_speaker,
    preview,
    read_document,
    redetect,
    rename_speaker,
    with_roles,
    without_turns,
)

TALK = """Een titel

I: Hoe gaat het?
R: Goed hoor.

En dat is het.
Kind: mama!
I: En nu?
R: Beter."""


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "gesprek.txt"
    path.write_text(TALK, encoding="utf-8")
    return read_document(path)


def words(document: Document) -> list[str]:
    return [document.text[turn.start : turn.end] for turn in document.turns]


def test_roles_are_set_and_the_others_stay(document: Document) -> None:
    changed = with_roles(document, {"Kind": "unknown"})
    assert changed.roles == {"I": "interviewer", "R": "respondent", "Kind": "unknown"}
    assert document.roles["Kind"] == "respondent"
    with pytest.raises(NotFound, match="Speakers are"):
        with_roles(document, {"X": "unknown"})
    with pytest.raises(Refused):
        with_roles(document, {"I": "baas"})


def test_a_speaker_is_renamed_and_two_become_one(document: Document) -> None:
    renamed = rename_speaker(document, "R", "Moeder")
    assert [turn.speaker for turn in renamed.turns] == ["I", "Moeder", "Kind", "I", "Moeder"]
    assert renamed.text == document.text
    joined = rename_speaker(renamed, "Kind", "Moeder")
    assert joined.roles == {"I": "interviewer", "Moeder": "respondent"}
    with pytest.raises(Refused):
        rename_speaker(document, "R", "  ")


def test_who_is_no_speaker_gives_the_words_to_the_turn_before(document: Document) -> None:
    dropped = drop_speaker(document, "Kind")
    assert words(dropped) == ["Hoe gaat het?", "Goed hoor.\n\nEn dat is het.\nKind: mama!", "En nu?", "Beter."]
    assert "Kind" not in dropped.roles


def test_turns_are_taken_away_and_found_again(document: Document) -> None:
    bare = without_turns(document)
    assert (bare.turns, bare.roles, bare.convention) == ((), {}, "")
    assert redetect(bare) == document
    assert redetect(bare, "name-colon").turns == document.turns
    assert redetect(document, "table").turns == ()
    with pytest.raises(NotFound, match="name-colon"):
        redetect(document, "kleuren")


def test_a_convention_taken_by_hand_believes_labels_that_proved_too_little(tmp_path: Path) -> None:
    path = tmp_path / "gesprek.txt"
    path.write_text("Sanne: Hoe gaat het?\nIlse: Goed.", encoding="utf-8")
    document = read_document(path)
    assert document.turns == ()
    assert [turn.speaker for turn in redetect(document, "name-colon").turns] == ["Sanne", "Ilse"]


def test_the_preview_counts_and_cuts(document: Document) -> None:
    glance = preview(document, turns=2, width=12)
    assert glance.turns == 5
    assert glance.before == "Een titel"
    assert [(one.label, one.role, one.turns, one.words) for one in glance.speakers] == [
        ("I", "interviewer", 2, 5),
        ("R", "respondent", 2, 7),
        ("Kind", "respondent", 1, 1),
    ]
    assert [one.opening for one in glance.first_turns] == ["Hoe gaat he…", "Goed hoor.…"]
    assert preview(without_turns(document), width=9).before == "Een tite…"
