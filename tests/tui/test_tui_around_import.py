"""The import screen: what is in a file is shown and set right before it is stored, and each act of it is on disk."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Label

from qualcode.errors import BadInput
from qualcode.store import Study
from qualcode.tui.app import QualcodeApp
from qualcode.tui.importing import folder_view, pasted_paths, read_draft, renamed, store_drafts
from qualcode.tui.screens.dialogs import AskLine, Told
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.importing import ImportScreen
from qualcode.tui.widgets.draft_pane import DraftPane
from qualcode.tui.widgets.file_list import FileList
from qualcode.tui.widgets.listing import Listing

TALK = "Interviewer: Hoe ging het?\nMoeder: Nou, goed hoor.\nInterviewer: En toen?\nMoeder: Toen was het klaar.\n"
TABLE = "bestand;spreker;respondent;model\nouder-10;Moeder;Respondent 10;JGZ\n"
BOOK = "name: klein\ntitle: Klein\nlanguage: nl\nversion: '1'\ncodes:\n  - key: wachten\n    name: Wachten\n"


@pytest.fixture
def folder(tmp_path: Path, study: Study) -> Path:
    made = tmp_path / "gesprekken"
    made.mkdir()
    (made / "ouder-10.txt").write_text(TALK, "utf-8")
    (made / "ouder-9.txt").write_text(TALK.replace("klaar", "laat"), "utf-8")
    (made / "leeg.txt").write_text("", "utf-8")
    (made / "respondenten.csv").write_text(TABLE, "utf-8")
    (made / "klein.yaml").write_text(BOOK, "utf-8")
    (made / "foto.jpg").write_bytes(b"\xff\xd8")
    (made / "map").mkdir()
    study.keep_place("importing", {"folder": str(made)})
    return made


async def opened(app: QualcodeApp, pilot: Pilot[None]) -> ImportScreen:
    await pilot.pause()
    await pilot.press("i")
    await settled(app, pilot)
    assert isinstance(app.screen, ImportScreen)
    return app.screen


async def settled(app: QualcodeApp, pilot: Pilot[None]) -> None:
    for _time in range(3):
        await pilot.pause()
        await app.workers.wait_for_complete()
    await pilot.pause()


def point(screen: ImportScreen, name: str) -> None:
    files = screen.query_one(FileList)
    files.highlighted = files.get_option_index(next(key for key in files.keys if Path(key).name == name))


def seen(screen: ImportScreen) -> str:
    pane = screen.query_one(DraftPane)
    return str(pane.query_one("#draft-head").render()) + str(pane.query_one("#draft-words").render())


@pytest.mark.usefixtures("folder")
async def test_the_folder_shows_what_can_be_imported_in_the_order_people_count(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        names = [Path(key).name for key in screen.query_one(FileList).keys][1:]
        assert names == ["map", "klein.yaml", "leeg.txt", "ouder-9.txt", "ouder-10.txt", "respondenten.csv"]
        point(screen, "ouder-10.txt")
        await settled(app, pilot)
        assert "4 turns" in seen(screen) and "Nou, goed hoor." in seen(screen)
        point(screen, "klein.yaml")
        await settled(app, pilot)
        assert "Codebook" in seen(screen) and "Wachten" in seen(screen)
        point(screen, "leeg.txt")
        await settled(app, pilot)
        assert "Cannot be imported" in seen(screen) and "empty" in seen(screen)


@pytest.mark.usefixtures("folder")
async def test_what_is_set_right_is_what_is_stored(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        point(screen, "ouder-10.txt")
        await settled(app, pilot)
        await pilot.press("k", "down", "enter")
        await settled(app, pilot)
        await pilot.press("p", *"Rita", "enter")
        await settled(app, pilot)
        await pilot.press("A", *"model", "enter")
        await settled(app, pilot)
        assert isinstance(app.screen, AskLine), "a line without a colon stays, to be mended"
        assert "model: JGZ" in str(app.screen.query_one(".refusal", Label).render())
        await pilot.press("colon", *"VP", "enter")
        await settled(app, pilot)
        await pilot.press("e")
        await pilot.pause()
        app.screen.query_one(Input).value = "Gesprek tien"
        await pilot.press("enter")
        await settled(app, pilot)
        assert "set right" in seen(screen)
        await pilot.press("tab")
        assert screen.query_one(DraftPane).query_one(Listing).has_focus
        await pilot.press("down", "e")
        await pilot.pause()
        app.screen.query_one(Input).value = "Mama"
        await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press("i")
        await settled(app, pilot)
        assert isinstance(app.screen, Told)
        await pilot.press("escape")
        await settled(app, pilot)
        assert "In the study already" in seen(screen)
    made = next(one for one in study.transcripts() if one.name == "Gesprek tien")
    assert made.kind == "professional"
    people = {one.id: one for one in study.participants()}
    who = {one.label: people.get(one.participant_id or "") for one in study.speakers(made.id)}
    rita = who["Mama"]
    assert who["Interviewer"] is None and rita is not None
    assert (rita.name, rita.attributes) == ("Rita", {"model": "VP"})


async def test_roles_conventions_and_labels_that_are_no_speaker(study: Study, folder: Path) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        path = folder / "ouder-9.txt"
        point(screen, path.name)
        await settled(app, pilot)
        await pilot.press("r")
        await pilot.press("r")
        await settled(app, pilot)
        document = screen.drafts[path].document
        assert document is not None and document.roles["Interviewer"] == "respondent"
        await pilot.press("x")
        await settled(app, pilot)
        document = screen.drafts[path].document
        assert document is not None and list(document.roles) == ["Moeder"]
        await pilot.press("R")
        await settled(app, pilot)
        assert not screen.drafts[path].changed
        await pilot.press("v", "end", "enter")
        await settled(app, pilot)
        document = screen.drafts[path].document
        assert document is not None and document.turns == ()
        assert "no turns found" in seen(screen)


@pytest.mark.usefixtures("folder")
async def test_bad_files_are_told_and_the_others_go_in(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("a", "i")
        await settled(app, pilot)
        assert isinstance(app.screen, Told)
        said = str(app.screen.query_one(".told Static").render())
        assert "✗" in said and "leeg.txt" in said and "1 participant linked" in said
        await pilot.press("escape")
        await settled(app, pilot)
        assert screen.at_work is None
        await pilot.press("u")
        await settled(app, pilot)
    assert {"ouder-9", "ouder-10"} <= {one.name for one in study.transcripts()}
    assert "Wachten" in {code.name for code in study.codes()}
    assert "Respondent 10" not in {one.name for one in study.participants()}


async def test_a_pasted_path_goes_there_and_marks_the_files(study: Study, folder: Path) -> None:
    app = QualcodeApp(study.path, study=study)
    study.keep_place("importing", {"folder": str(study.path)})
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("slash")
        await pilot.pause()
        line = screen.query_one("#path", Input)
        line.value = shlex.join(str(folder / name) for name in ("ouder-9.txt", "ouder-10.txt"))
        await pilot.press("enter")
        await settled(app, pilot)
        assert [path.name for path in screen.query_one(FileList).chosen_files()] == ["ouder-9.txt", "ouder-10.txt"]
        await pilot.press("slash")
        line.value = "/no/such/place"
        await pilot.press("enter")
        await pilot.pause()
        assert any(note.severity == "error" for note in app._notifications)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.usefixtures("folder")
async def test_a_shipped_codebook_is_taken_over(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("enter")
        await settled(app, pilot)
    assert len([code for code in study.codes() if code.key]) > 20


def test_stopping_leaves_what_was_not_begun(study: Study, folder: Path) -> None:
    drafts = [read_draft(folder / name, study) for name in ("ouder-9.txt", "ouder-10.txt")]
    done: list[str] = []
    results = store_drafts(study, drafts, told=lambda one: done.append(one.file.name), stopped=lambda: bool(done))
    assert [one.file.name for one in results] == done == ["ouder-9.txt"]
    assert "ouder-10" not in {one.name for one in study.transcripts()}


def test_each_speaker_of_a_group_interview_is_somebody(study: Study, folder: Path) -> None:
    path = folder / "groep.txt"
    path.write_text(
        "Interviewer: Wie begint?\nR1: Ik wel.\nR2: En ik daarna.\nInterviewer: Goed.\nR1: Ja.\nR2: Ja.\n", "utf-8"
    )
    from dataclasses import replace

    draft = replace(read_draft(path, study), people={"R1": "Respondent 7"}, participant="Respondent 8")
    store_drafts(study, [renamed(draft, "R1", "Anja")])
    names = {one.id: one.name for one in study.participants()}
    made = next(one for one in study.transcripts() if one.name == "groep")
    who = {one.label: names.get(one.participant_id or "", "") for one in study.speakers(made.id)}
    assert who == {"Interviewer": "", "Anja": "Respondent 7", "R2": "Respondent 8"}


def test_a_line_may_hold_one_path_with_spaces_or_several_quoted(tmp_path: Path) -> None:
    (tmp_path / "een twee.txt").touch()
    (tmp_path / "drie.txt").touch()
    assert pasted_paths("een twee.txt", tmp_path) == [tmp_path / "een twee.txt"]
    assert [path.name for path in pasted_paths("'een twee.txt' drie.txt", tmp_path)] == ["een twee.txt", "drie.txt"]
    with pytest.raises(BadInput):
        pasted_paths("vier.txt", tmp_path)


def test_a_folder_that_is_gone_is_told(study: Study, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        folder_view(study, tmp_path / "weg")


async def test_the_line_for_a_path_stays_away_in_another_language(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("ctrl+l")
        await settled(app, pilot)
        assert not screen.query_one("#path").display
        await pilot.press("slash")
        await settled(app, pilot)
        assert screen.query_one("#path").display
