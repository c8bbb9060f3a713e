"""Participants apart from their transcripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import interview

from qualcode import coding
from qualcode.coding.copying import copy_study
from qualcode.coding.merging import merge_study
from qualcode.errors import NotFound, Refused
from qualcode.store import Study, values


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


def people(study: Study) -> dict[str, values.Participant]:
    return {one.name: one for one in study.participants()}


def test_two_participants_become_one_and_nothing_of_either_is_lost(study: Study) -> None:
    for title, person, facts in (
        ("ouder-01", "Respondent 1", {"model": "VP", "rol": "moeder"}),
        ("ouder-02", "Moeder Jansma", {"model": "JGZ", "regio": "Noord"}),
    ):
        coding.import_document(study, interview(title, lines=4 + int(title[-1])), participant=person, attributes=facts)
    found = people(study)
    coding.write_memo(study, "participant", found["Moeder Jansma"].id, "Sprak later nog eens.")
    before = study.dump()

    coding.merge_participants(study, found["Moeder Jansma"].id, found["Respondent 1"].id)
    (one,) = study.participants()
    assert one.name == "Respondent 1"
    assert one.attributes == {"model": "VP", "rol": "moeder", "regio": "Noord"}
    speaking = [each for each in study.speakers() if each.participant_id == one.id]
    assert len({each.transcript_id for each in speaking}) == 2
    assert [memo.text for memo in study.memos("participant", one.id)] == [
        "Sprak later nog eens.",
        "Was also Moeder Jansma, with: model = JGZ.",
    ]
    assert study.problems() == []
    assert coding.describe(study.history(1)[0]) == "merged the participant Moeder Jansma into Respondent 1"
    study.undo()
    assert study.dump() == before
    study.redo()
    assert len(study.participants()) == 1


def test_a_participant_is_not_merged_into_itself(study: Study) -> None:
    one = coding.make_participant(study, "Respondent 1")
    with pytest.raises(Refused):
        coding.merge_participants(study, one.id, one.id)
    assert len(study.participants()) == 1


def test_a_copy_that_still_links_to_the_old_participant_joins_the_new_one(study: Study, tmp_path: Path) -> None:
    for title, person in (("ouder-01", "Respondent 1"), ("ouder-02", "Respondent 9")):
        coding.import_document(study, interview(title, lines=4 + int(title[-1])), participant=person)
    copy_study(study, tmp_path / "bram", "Bram")
    old = people(study)["Respondent 9"].id
    with Study.open(tmp_path / "bram") as other:
        coding.import_document(other, interview("ouder-03", lines=9))
        new = next(one for one in other.speakers() if one.role == "respondent" and one.participant_id is None)
        coding.link_speakers(other, {new.id: old})
    coding.merge_participants(study, old, people(study)["Respondent 1"].id)
    merge_study(study, tmp_path / "bram")
    (one,) = study.participants()
    assert sum(each.participant_id == one.id for each in study.speakers()) == 3
    assert study.problems() == []


def test_the_study_is_called_otherwise_and_that_is_undone(study: Study) -> None:
    before = study.dump()
    coding.change_study(study, title="  Ouders over\nVroeghulp ", language="EN")
    assert (study.info().title, study.info().language) == ("Ouders over Vroeghulp", "en")
    assert coding.describe(study.history(1)[0]) == "called the study 'Ouders over Vroeghulp', language en"
    study.undo()
    assert study.dump() == before
    for wrong in ({"title": " "}, {"language": "fy"}):
        with pytest.raises(Refused):
            coding.change_study(study, **wrong)
    assert study.dump() == before
