"""Settings are changed at once and kept; a first run offers a study and shows the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from qualcode import coding
from qualcode.errors import BadInput, QualcodeError
from qualcode.i18n import language, set_language
from qualcode.store import Study, has_study, keep_setting, read_settings
from qualcode.tui import clipboard, own_app
from qualcode.tui.app import QualcodeApp
from qualcode.tui.own_settings import OwnSettings, coder_for, keep_own, read_own
from qualcode.tui.screens.choosing import Lines
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.new_study import SAMPLE, NewStudyScreen, made_study
from qualcode.tui.screens.settings import SettingsScreen
from qualcode.tui.screens.tour import STEPS, TourScreen
from qualcode.tui.screens.workspace import WorkspaceScreen
from qualcode.tui.widgets.listing import Listing


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "config" / "keys.toml"


async def settled(app: QualcodeApp, pilot: Pilot[None]) -> None:
    for _time in range(3):
        await pilot.pause()
        await app.workers.wait_for_complete()
    await pilot.pause()


async def opened(app: QualcodeApp, pilot: Pilot[None]) -> SettingsScreen:
    await pilot.pause()
    await pilot.press("S")
    await settled(app, pilot)
    assert isinstance(app.screen, SettingsScreen)
    return app.screen


async def choose(app: QualcodeApp, pilot: Pilot[None], row: str, *keys: str) -> None:
    """Goes to a row, Enter, and these keys in the dialog."""
    screen = app.screen
    assert isinstance(screen, SettingsScreen) and screen.value is not None
    screen.query_one(Listing).move_cursor(row=[one.name for one in screen.value.rows].index(row))
    await pilot.press("enter")
    await pilot.pause()
    await pilot.press(*keys)
    await settled(app, pilot)


async def test_language_colours_and_keys_follow_at_once_and_are_kept(study: Study, keys: Path) -> None:
    app = QualcodeApp(study.path, study=study, keys=keys)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        await choose(app, pilot, "theme", "down", "enter")
        assert app.theme == "qualcode-light"
        assert screen.row is not None and screen.row.name == "theme"
        await choose(app, pilot, "preset", "down", "enter")
        assert app.keymap_in_use["reading.cluster-next"] == "l,right"
        await choose(app, pilot, "language", "down", "enter")
        assert language() == "nl" and str(app.screen.query_one("#room-title").render()).strip()
        await choose(app, pilot, "tree", "end", "enter")
        assert app.screen is screen
    own = read_own(keys.with_name("settings.toml"))
    assert own == OwnSettings(language="nl", theme="qualcode-light", preset="vim", tree="hidden")
    again = QualcodeApp(study.path, study=study, keys=keys)
    assert again.theme == "qualcode-light" and again.keymap_in_use == app.keymap_in_use


async def test_the_keys_for_language_and_colours_are_kept_too(study: Study, keys: Path) -> None:
    app = QualcodeApp(study.path, study=study, keys=keys)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+t", "ctrl+l")
        await settled(app, pilot)
    assert read_own(keys.with_name("settings.toml")) == OwnSettings(language="nl", theme="qualcode-light")


async def test_who_codes_is_said_for_everywhere_or_for_this_study(
    study: Study, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUALCODE_CODER", raising=False)
    app = QualcodeApp(study.path, study=study, keys=keys)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        await choose(app, pilot, "coder", *"Carla", "enter")
        assert study.coder_name == "Carla"
        await choose(app, pilot, "study-coder", *"Dirk", "enter")
        assert study.coder_name == "Dirk" and read_settings(study.path)["coder"] == "Dirk"
        coding.make_code(study, "Van Dirk")
        assert study.history(1)[0].coder_id == study.coder("Dirk").id  # type: ignore[union-attr]
        await pilot.press("x")
        await settled(app, pilot)
        assert study.coder_name == "Carla"
        assert screen.row is not None and screen.row.name == "study-coder"


async def test_a_hidden_panel_stays_hidden_and_can_be_shown(study: Study, keys: Path) -> None:
    keep_own(keys.with_name("settings.toml"), OwnSettings(tree="hidden", details="shown"))
    app = QualcodeApp(study.path, study=study, keys=keys)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert not app.screen.query_one("#tree").display and app.screen.query_one("#details").display
        await pilot.press("T")
        assert app.screen.query_one("#tree").display


def test_a_settings_file_that_is_not_right_is_told(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    for text, part in (("theme = 3", "theme"), ('theme = "roze"', "roze"), ('kleur = "rood"', "kleur"), ("[", "TOML")):
        file.write_text(text, "utf-8")
        with pytest.raises(BadInput, match=part):
            read_own(file)


def test_settings_that_cannot_be_kept_are_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("", "utf-8")
    with pytest.raises(QualcodeError):
        keep_own(tmp_path / "config" / "settings.toml", OwnSettings(theme="qualcode-light"))


def test_whom_the_call_names_goes_before_study_and_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = OwnSettings(coder="Carla")
    monkeypatch.delenv("QUALCODE_CODER", raising=False)
    assert coder_for(tmp_path, own, None) == "Carla"
    assert coder_for(tmp_path, own, "Eva") == "Eva"
    Study.create(tmp_path / "s", coder="Anouk").close()
    assert coder_for(tmp_path / "s", own, None) == "Carla"
    keep_setting(tmp_path / "s", "coder", "Dirk")
    assert coder_for(tmp_path / "s", own, None) is None
    monkeypatch.setenv("QUALCODE_CODER", "Flip")
    assert coder_for(tmp_path, own, None) is None


def test_the_settings_language_yields_to_one_that_was_said(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_own(keys.with_name("settings.toml"), OwnSettings(language="nl"))
    set_language("en")
    QualcodeApp(keys=keys)
    assert language() == "en"
    monkeypatch.setattr(own_app, "language_said", lambda: False)
    QualcodeApp(keys=keys)
    assert language() == "nl"


@pytest.mark.skipif(os.name == "nt", reason="needs a program with a shebang")
async def test_copying_by_a_program_falls_back_on_the_terminal(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    script = bin_folder / "wl-copy"
    script.write_text(f"#!/bin/sh\n/bin/cat > '{tmp_path}/copied'\n", "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(bin_folder))
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(80, 24)):
        assert "wl-copy" in clipboard.copy_words(app, "één woord", "program")
        assert (tmp_path / "copied").read_text("utf-8") == "één woord"
        script.write_text("#!/bin/sh\nexit 3\n", "utf-8")
        assert "OSC 52" in clipboard.copy_words(app, "één woord", "program")
        assert "OSC 52" in clipboard.copy_words(app, "één woord", "terminal")


# Where there is no study


async def test_a_study_is_made_where_there_is_none(tmp_path: Path) -> None:
    app = QualcodeApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        screen = app.screen
        assert isinstance(screen, NewStudyScreen)
        screen.query_one("#title", Input).value = "Mijn onderzoek"
        screen.query_one("#coder", Input).value = "Carla"
        screen.query_one("#folder", Input).value = str(tmp_path / "nieuw")
        screen.query_one(Lines).focus()
        await pilot.press("space")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert isinstance(app.screen, HomeScreen) and app.study is not None
        assert app.study.info().title == "Mijn onderzoek" and app.study.coder_name == "Carla"
        assert len(app.study.codes()) > 20 and app.folder == tmp_path / "nieuw"
    assert has_study(tmp_path / "nieuw") and not has_study(tmp_path)


async def test_leaving_makes_nothing(tmp_path: Path) -> None:
    app = QualcodeApp(tmp_path / "weg")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("escape")
        await pilot.pause()
    assert app.study is None and list(tmp_path.iterdir()) == []


async def test_a_folder_that_will_not_do_is_told(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("", "utf-8")
    app = QualcodeApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        app.screen.query_one("#folder", Input).value = str(tmp_path / "bestand" / "x")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert isinstance(app.screen, NewStudyScreen) and not app.screen.at_work
        assert any(note.severity == "error" for note in app._notifications)


def test_a_folder_with_a_study_is_opened(study: Study) -> None:
    with made_study(study.path, "Anders", "", []) as again:
        assert again.info().title == "Proef"


async def test_the_sample_study_is_made_and_the_tour_goes_through_it(tmp_path: Path) -> None:
    app = QualcodeApp(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("f2")
        await settled(app, pilot)
        await settled(app, pilot)
        assert app.study is not None and app.folder == tmp_path / SAMPLE
        assert len(app.study.transcripts()) > 5 and app.study.problems() == []
        assert isinstance(app.screen, TourScreen) and app.screen.number == 1
    assert has_study(tmp_path / SAMPLE)


# The tour


async def test_the_tour_points_at_places_that_are_there_and_leaves_no_trace(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("f9")
        for number, step in enumerate(STEPS, start=1):
            await settled(app, pilot)
            assert isinstance(app.screen, TourScreen)
            assert (app.screen.number, app.screen.step) == (number, step)
            lit = app.screen.lit
            assert lit is not None and lit.display and (lit.has_class("toured") or lit.has_class("toured-low"))
            assert step.where in app.contexts_of(app.screen_stack[-2])
            await pilot.press("enter")
        await settled(app, pilot)
        assert isinstance(app.screen, HomeScreen) and len(app.screen_stack) == 2
        assert not app.screen.query(".toured, .toured-low")


async def test_the_tour_goes_back_and_stops(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f9")
        await settled(app, pilot)
        for keys, number in ((("enter",), 2), (("enter",), 3), (("left",), 2), (("enter", "enter"), 4)):
            for key in keys:
                await pilot.press(key)
                await settled(app, pilot)
            assert isinstance(app.screen, TourScreen) and app.screen.number == number
        workspace = app.screen_stack[-2]
        assert isinstance(workspace, WorkspaceScreen) and workspace.query_one("#tree").display
        await pilot.press("escape")
        await settled(app, pilot)
        assert app.screen is workspace and not workspace.query_one("#tree").display


async def test_an_empty_study_has_a_tour_without_a_transcript(tmp_path: Path) -> None:
    with Study.create(tmp_path / "s", coder="Anouk") as empty:
        app = QualcodeApp(empty.path, study=empty)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("f9", "enter", "enter")
            await settled(app, pilot)
            assert isinstance(app.screen, TourScreen) and app.screen.step.where == "codebook"


async def test_the_study_gets_another_title_and_language_and_undo_gives_them_back(study: Study, keys: Path) -> None:
    app = QualcodeApp(study.path, study=study, keys=keys)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        await choose(app, pilot, "study-title", "end", *"en meer", "enter")
        assert study.info().title == "Proefen meer"
        await choose(app, pilot, "study-language", "end", "enter")
        assert study.info().language == "en"
        await pilot.press("u", "u")
        await settled(app, pilot)
        assert (study.info().title, study.info().language) == ("Proef", "nl")
        assert screen.value is not None
        assert next(row.now for row in screen.value.rows if row.name == "study-title") == "Proef"
