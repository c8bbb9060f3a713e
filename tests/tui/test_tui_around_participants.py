"""The respondents as a table: every cell can be changed, and each change is one act on disk."""

from __future__ import annotations

from textual.coordinate import Coordinate
from textual.pilot import Pilot
from textual.widgets import Input

from qualcode import coding
from qualcode.store import Study
from qualcode.tui.app import QualcodeApp
from qualcode.tui.naming import natural
from qualcode.tui.screens.choosing import AskAmong, MarkSome
from qualcode.tui.screens.participants import KIND, PERSON, ROLE, ParticipantsScreen
from qualcode.tui.widgets.listing import Listing
from qualcode.tui.widgets.status_line import StatusLine


async def settled(app: QualcodeApp, pilot: Pilot[None]) -> None:
    for _time in range(2):
        await pilot.pause()
        await app.workers.wait_for_complete()
    await pilot.pause()


async def opened(app: QualcodeApp, pilot: Pilot[None]) -> ParticipantsScreen:
    await pilot.pause()
    await pilot.press("r")
    await settled(app, pilot)
    assert isinstance(app.screen, ParticipantsScreen)
    return app.screen


async def answer(app: QualcodeApp, pilot: Pilot[None], said: str) -> None:
    await pilot.pause()
    app.screen.query_one(Input).value = said
    await pilot.press("enter")
    await settled(app, pilot)


def at(screen: ParticipantsScreen, row: int, column: int) -> None:
    screen.query_one(Listing).cursor_coordinate = Coordinate(row, column)


def people(study: Study) -> dict[str, dict[str, str]]:
    return {one.name: one.attributes for one in study.participants()}


async def test_a_name_and_an_attribute_are_changed_in_their_cells_and_undone(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("enter")
        await answer(app, pilot, "Respondent 7")
        await pilot.press("a")
        await answer(app, pilot, "model")
        assert screen.attribute == "model"
        await pilot.press("enter")
        await answer(app, pilot, "JGZ")
        assert people(study) == {"Respondent 7": {"model": "JGZ"}}
        assert "model: JGZ" in screen.query_one(StatusLine).said
        await pilot.press("r")
        await answer(app, pilot, "werkwijze")
        assert people(study) == {"Respondent 7": {"werkwijze": "JGZ"}}
        await pilot.press("x")
        await settled(app, pilot)
        assert people(study) == {"Respondent 7": {}}
        await pilot.press("u", "u", "u", "u")
        await settled(app, pilot)
    assert people(study) == {"Respondent 1": {}}


async def test_known_values_are_offered_while_one_types(study: Study) -> None:
    coding.set_attributes(study, study.participants()[0].id, {"model": "JGZ"})
    coding.make_participant(study, "Respondent 2")
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        at(screen, 1, 2)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, AskAmong)
        await pilot.press("g", "down", "enter")
        await settled(app, pilot)
    assert people(study)["Respondent 2"] == {"model": "JGZ"}


async def test_a_respondent_is_made_linked_to_speakers_and_unlinked(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("n")
        await answer(app, pilot, "Respondent 2")
        at(screen, 1, 0)
        await pilot.press("l")
        await pilot.pause()
        assert isinstance(app.screen, MarkSome)
        labels = [line.split(" (")[0] for line in app.screen.choices.values()]
        for _step in range(labels.index("ouder-01, Moeder")):
            await pilot.press("down")
        await pilot.press("space", "enter")
        await settled(app, pilot)
        linked = {one.label: one.participant_id for one in study.speakers()}
        names = {one.id: one.name for one in study.participants()}
        assert names[linked["Moeder"] or ""] == "Respondent 2" and linked["Interviewer"] is None
        at(screen, 0, 0)
        await pilot.press("x")
        await settled(app, pilot)
        assert list(people(study)) == ["Respondent 2"]
        await pilot.press("x")
        await settled(app, pilot)
        assert any(note.severity == "error" for note in app._notifications), "who speaks cannot be removed"


async def test_speakers_get_role_kind_and_respondent(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("v")
        await pilot.pause()
        assert screen.value is not None
        row = [one.speaker.label for one in screen.value.speakers].index("Moeder")
        at(screen, row, ROLE)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("end", "enter")
        await settled(app, pilot)
        at(screen, row, KIND)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("down", "enter")
        await settled(app, pilot)
        at(screen, row, PERSON)
        await pilot.press("enter")
        await answer(app, pilot, "Rita")
        at(screen, row, 0)
        await pilot.press("enter")
        await answer(app, pilot, "moeder-1")
        await pilot.press("l")
        await answer(app, pilot, "Respondent 1")
        await pilot.press("x")
        await settled(app, pilot)
    mother = next(one for one in study.speakers() if one.label == "Moeder")
    assert (mother.role, mother.participant_id) == ("unknown", None)
    assert [(one.name, one.kind) for one in study.transcripts()] == [("moeder-1", "professional")]
    assert set(people(study)) == {"Respondent 1", "Rita"}


async def test_an_attribute_is_removed_from_all_after_a_yes(study: Study) -> None:
    coding.set_attributes(study, study.participants()[0].id, {"model": "JGZ"})
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        at(screen, 0, 2)
        await pilot.press("r")
        await answer(app, pilot, "")
        assert people(study) == {"Respondent 1": {"model": "JGZ"}}
        await pilot.press("down", "enter")
        await settled(app, pilot)
    assert people(study) == {"Respondent 1": {}}


def test_names_stand_in_the_order_people_count() -> None:
    assert sorted(["Respondent 10", "Respondent 2", "respondent 1"], key=natural) == [
        "respondent 1",
        "Respondent 2",
        "Respondent 10",
    ]


async def test_two_respondents_who_are_one_person_become_one_and_are_parted_again(study: Study) -> None:
    coding.make_participant(study, "Moeder Jansma", {"model": "JGZ"})
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        at(screen, 0, 0)
        await pilot.press("g", "enter")
        await settled(app, pilot)
        assert people(study) == {"Respondent 1": {"model": "JGZ"}}
        await pilot.press("u")
        await settled(app, pilot)
        assert set(people(study)) == {"Respondent 1", "Moeder Jansma"}
        await pilot.press("g", "escape")
        assert app.screen is screen and len(study.participants()) == 2
