"""The codebook editor: each change of a code is one act on disk, a refusal is told where it was made."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Select, Static, TextArea

from qualcode import coding
from qualcode.codebook import read_codebook
from qualcode.errors import BadInput
from qualcode.store import Study, values
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.code_form import CodeForm
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.dialogs import Choose
from qualcode.tui.views_codebook import fields_from, fields_of


async def settled(app: QualcodeApp, pilot: Pilot[None]) -> None:
    for _time in range(2):
        await pilot.pause()
        await app.workers.wait_for_complete()
    await pilot.pause()


async def opened(app: QualcodeApp, pilot: Pilot[None]) -> CodebookScreen:
    await pilot.pause()
    await pilot.press("B")
    await settled(app, pilot)
    assert isinstance(app.screen, CodebookScreen)
    return app.screen


def named(study: Study, name: str) -> values.Code:
    return next(code for code in study.codes(retired=True) if code.name == name)


def card(screen: CodebookScreen) -> str:
    return str(screen.query_one("#whole-card", Static).render())


async def point(screen: CodebookScreen, study: Study, pilot: Pilot[None], name: str) -> None:
    screen.tree_of_codes.point_at(named(study, name).id)
    await pilot.pause()


async def test_every_field_of_a_code_is_changed_in_the_form_by_one_act(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        assert "Hoe ouders binnenkomen." in card(screen)
        await point(screen, study, pilot, "Verwijzing")
        await pilot.press("e")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, CodeForm)
        acts = len(study.history())
        said = {
            "name": "Doorverwijzing",
            "number": "1.1",
            "family": "bouwsteen",
            "aliases": "CB, MDO",
            "colour": "#aa3300",
        }
        for field, value in said.items():
            form.query_one(f"#{field}", Input).value = value
        for field in ("definition", "when_to_use", "when_not", "example"):
            form.query_one(f"#{field}", TextArea).text = f"Zin over {field}."
        form.query_one("#keywords", TextArea).text = "verwees, doorgestuurd,\nverwijs*"
        form.query_one("#questions", TextArea).text = "Hoe kwam u daar?\n\nWie belde, of schreef?"
        form.query_one("#shortcut", Input).value = "w"
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert app.screen is screen
        assert "MDO" in card(screen) and "#AA3300" in card(screen)
    code = named(study, "Doorverwijzing")
    assert (code.number, code.family, code.shortcut, code.colour) == ("1.1", "bouwsteen", "w", "#AA3300")
    assert code.keywords == ("verwees", "doorgestuurd", "verwijs*") and code.aliases == ("CB", "MDO")
    assert code.questions == ("Hoe kwam u daar?", "Wie belde, of schreef?")
    assert code.when_not == "Zin over when_not." and code.level == "open"
    assert len(study.history()) == acts + 1
    study.undo()
    assert named(study, "Verwijzing").questions == ()


async def test_a_mistake_is_told_in_the_form_and_what_was_written_stays(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await point(screen, study, pilot, "Verwijzing")
        await pilot.press("enter")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, CodeForm)
        for field, value, part in (("shortcut", "5", "Contact"), ("colour", "rood", "#RRGGBB"), ("name", "", "name")):
            line = form.query_one(f"#{field}", Input)
            before, line.value = line.value, value
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert app.screen is form and part in str(form.mistake.render())
            line.value = before
        form.query_one("#definition", TextArea).text = "Half"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Choose)
        await pilot.press("down", "enter")
        await settled(app, pilot)
        assert app.screen is screen
    assert named(study, "Verwijzing").definition == ""


async def test_codes_are_made_under_and_beside_one_another(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        await point(screen, study, pilot, "Contact")
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"Vertrouwen", "ctrl+s")
        await settled(app, pilot)
        assert screen.pointed == named(study, "Vertrouwen")
        await pilot.press("N")
        await pilot.pause()
        assert app.screen.query_one("#level", Select).value == "axial"
        await pilot.press(*"Nazorg", "ctrl+s")
        await settled(app, pilot)
    assert named(study, "Vertrouwen").parent_id == named(study, "Contact").id
    assert (named(study, "Nazorg").parent_id, named(study, "Nazorg").level) == (None, "axial")


async def test_codes_move_merge_retire_and_go(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        await point(screen, study, pilot, "Contact")
        await pilot.press("ctrl+up")
        await settled(app, pilot)
        assert [code.name for code in study.codes() if code.parent_id is None] == ["Contact", "Route"]
        await pilot.press("ctrl+down")
        await settled(app, pilot)
        assert [code.name for code in study.codes() if code.parent_id is None] == ["Route", "Contact"]
        await point(screen, study, pilot, "Verwijzing")
        await pilot.press("v")
        await pilot.pause()
        await pilot.press(*"contact", "enter")
        await settled(app, pilot)
        assert named(study, "Verwijzing").parent_id == named(study, "Contact").id
        await pilot.press("t")
        await settled(app, pilot)
        assert named(study, "Verwijzing").parent_id is None
        await pilot.press("delete")
        await settled(app, pilot)
        assert named(study, "Verwijzing").retired and "Verwijzing" not in card(screen)
        await pilot.press("f")
        await point(screen, study, pilot, "Verwijzing")
        assert "Out of use" in card(screen)
        await pilot.press("delete")
        await settled(app, pilot)
        assert not named(study, "Verwijzing").retired
        await pilot.press("g")
        await pilot.pause()
        await pilot.press(*"route", "enter")
        await pilot.pause()
        await pilot.press("down", "enter")
        await settled(app, pilot)
        assert [code.name for code in study.codes()] == ["Route", "Contact"]
        assert screen.pointed == named(study, "Route")
        await pilot.press("X")
        await settled(app, pilot)
        assert [code.name for code in study.codes()] == ["Contact"]
        await pilot.press("u", "u")
        await settled(app, pilot)
        assert {code.name for code in study.codes()} == {"Route", "Contact", "Verwijzing"}


async def test_a_code_in_use_is_not_removed(study: Study) -> None:
    transcript = study.transcripts()[0]
    coding.put_code(study, transcript.id, 0, 10, named(study, "Contact").id)
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("slash")
        await pilot.pause()
        await pilot.press(*"contact", "enter")
        await settled(app, pilot)
        assert "1 coding" in card(screen) and "in 1 transcript" in card(screen)
        await pilot.press("X")
        await settled(app, pilot)
        assert any(note.severity == "error" for note in app._notifications)
    assert named(study, "Contact")


async def test_the_codebook_goes_out_and_a_shipped_one_comes_in(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("enter")
        await settled(app, pilot)
    written = read_codebook(study.path / "exports" / "codebook.yaml")
    assert {code.name for code in written} == {"Route", "Contact", "Verwijzing"}
    assert len(study.codes()) > 20


def test_fields_go_into_the_form_and_out_of_it_unchanged(study: Study) -> None:
    code = coding.make_code(
        study, "Alles", keywords=("a b", "c"), questions=("Hoe, en waarom?", "Wie?"), colour="#123456"
    )
    again = fields_from(fields_of(code))
    assert (again["keywords"], again["questions"], again["colour"]) == (
        ["a b", "c"],
        ["Hoe, en waarom?", "Wie?"],
        "#123456",
    )
    with pytest.raises(BadInput):
        fields_from({"colour": "#12"})
