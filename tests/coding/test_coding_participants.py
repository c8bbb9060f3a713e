"""Participants apart from their transcripts."""

from __future__ import annotations

import pytest

from qualcode import coding
from qualcode.errors import NotFound, Refused
from qualcode.store import Study


def test_a_participant_can_be_made_before_the_interview_and_removed_again(study: Study) -> None:
    before = study.dump()
    made = coding.make_participant(study, " Respondent 9 ", {"model": "JGZ"})
    assert (made.name, made.attributes) == ("Respondent 9", {"model": "JGZ"})
    with pytest.raises(Refused):
        coding.make_participant(study, "Respondent 9")
    coding.remove_participant(study, made.id)
    assert study.participants() == []
    study.undo()
    assert [one.attributes for one in study.participants()] == [{"model": "JGZ"}]
    study.undo()
    assert study.dump() == before


def test_a_participant_who_speaks_stays(study: Study) -> None:
    from qualcode.ingest.document import Document, Turn

    document = Document("a", "R: ja", (Turn(0, 3, 5, "R"),), {"R": "respondent"}, source_hash="a")
    coding.import_document(study, document, participant="Respondent 1")
    with pytest.raises(Refused):
        coding.remove_participant(study, study.participants()[0].id)


def test_an_attribute_is_renamed_for_all_or_removed(study: Study) -> None:
    for number in (1, 2):
        coding.make_participant(study, f"Respondent {number}", {"organisatie": "GGD", "rol": "arts"})
    assert coding.rename_attribute(study, "organisatie", "organisation") == 2
    assert {tuple(one.attributes) for one in study.participants()} == {("organisation", "rol")}
    with pytest.raises(Refused):
        coding.rename_attribute(study, "rol", "organisation")
    with pytest.raises(NotFound):
        coding.rename_attribute(study, "model", "x")
    coding.rename_attribute(study, "rol", "")
    assert {tuple(one.attributes) for one in study.participants()} == {("organisation",)}


def test_several_speakers_are_linked_and_unlinked_in_one_act(study: Study) -> None:
    from qualcode.ingest.document import Document, Turn

    for name in ("a", "b"):
        document = Document(name, f"{name}: ja", (Turn(0, 3, 5, name),), {name: "unknown"}, source_hash=name)
        coding.import_document(study, document)
    person = coding.make_participant(study, "Respondent 1")
    first, second = study.speakers()
    coding.link_speakers(study, {first.id: person.id, second.id: person.id})
    assert {(one.participant_id, one.role) for one in study.speakers()} == {(person.id, "respondent")}
    coding.link_speakers(study, {first.id: None})
    assert [one.participant_id for one in study.speakers()] == [None, person.id]
    study.undo()
    study.undo()
    assert {(one.participant_id, one.role) for one in study.speakers()} == {(None, "unknown")}
