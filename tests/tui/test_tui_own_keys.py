"""The user's own key file, written by hand: what it gives, and what it says when a key or a name will not do."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import BadInput
from qualcode.store import Study
from qualcode.tui.app import QualcodeApp
from qualcode.tui.keymap import NO_KEY
from qualcode.tui.own_keys import keys_in_use, written


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys.toml"


def wrote(file: Path, *lines: str) -> Path:
    file.write_text("\n".join(["[keys]", *lines]), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("k", "k"),
        ("Ctrl+→", "ctrl+right"),
        ("]", "right_square_bracket"),
        ("ctrl+]", "ctrl+right_square_bracket"),
        ("PgDn", "pagedown"),
        ("F5", "f5"),
        ("Shift+k", "K"),
        ("Ctrl+K", "ctrl+k"),
        ("space", "space"),
        ("ctrl+shift+right", "ctrl+shift+right"),
        ("+", "plus"),
        ("é", "é"),
        ("tab", "tab"),
        ("question_mark", "question_mark"),
        ("controle+k", None),
        ("pagdown", None),
    ],
)
def test_keys_may_be_written_as_the_guide_shows_them(words: str, key: str | None) -> None:
    assert written(words) == key


def test_a_key_that_was_another_acts_goes_to_the_users_own_and_is_told(file: Path) -> None:
    used = keys_in_use("default", wrote(file, '"workspace.code" = "w"', '"workspace.memo" = "J"'))
    assert used.keys["workspace.code"] == "w"
    assert used.keys["reading.select-word"] == NO_KEY
    assert used.keys["reading.turn-next"] == "ctrl+down"
    assert [(each.key, each.act, each.before) for each in used.displaced] == [
        ("w", "workspace.code", "reading.select-word"),
        ("J", "workspace.memo", "reading.turn-next"),
    ]
    assert used.displaced[0].said() == "“w” is workspace.code now; reading.select-word has no key left."
    assert used.displaced[1].said() == "“J” is workspace.memo now; reading.turn-next keeps Ctrl+↓."


def test_nothing_is_told_once_the_file_says_what_the_other_act_has(file: Path) -> None:
    lines = ('"workspace.code" = "w"', '"reading.select-word" = ""')
    used = keys_in_use("default", wrote(file, *lines))
    assert used.displaced == () and used.keys["reading.select-word"] == NO_KEY


def test_keys_of_the_tree_and_of_the_text_do_not_clash(file: Path) -> None:
    assert keys_in_use("default", wrote(file, '"workspace.code" = "n"', '"tree.card" = "w"')).displaced[0].before == (
        "workspace.suggestion-next"
    )
    assert len(keys_in_use("default", file).displaced) == 1


def test_names_may_stand_without_quotation_marks(file: Path) -> None:
    assert keys_in_use("default", wrote(file, 'workspace.code = ["k", "F5"]')).keys["workspace.code"] == "k,f5"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (('"workspace.cod" = "k"',), "workspace.code"),
        (('"workspace.code" = "pagdown"',), "pagdown"),
        (('"workspace.code" = 3',), "workspace.code"),
        (('"workspace.code" = "k"', '"reading.hold" = "k"'), "reading.hold"),
        (('"workspace.code" = "k"', '"app.theme" = "k"'), "app.theme"),
        (('"workspace.code" = "k"', "[toetsen]"), "toetsen"),
    ],
)
def test_what_will_not_do_is_told_with_the_file_and_what_to_do(file: Path, lines: tuple[str, ...], says: str) -> None:
    with pytest.raises(BadInput) as told:
        keys_in_use("default", wrote(file, *lines))
    assert says in str(told.value) and str(file) in str(told.value) and told.value.todo


async def test_the_program_tells_it_at_the_start_and_in_its_settings(study: Study, file: Path) -> None:
    app = QualcodeApp(study=study, keys=wrote(file, '"workspace.code" = "w"'))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert any("reading.select-word has no key left" in each.message for each in app._notifications)
        assert app.keys.own == 1


async def test_the_own_key_does_the_act_although_the_text_had_it(study: Study, file: Path) -> None:
    app = QualcodeApp(study=study, keys=wrote(file, '"workspace.repeat" = "w"'))
    async with app.run_test(size=(100, 30)) as pilot:
        app.open_transcript(study.transcripts()[0].id)
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.press("w")
        await pilot.pause()
        assert any("No code was put yet" in each.message for each in app._notifications)


async def test_a_key_file_spoilt_while_the_program_runs_is_told_and_the_keys_stay(study: Study, file: Path) -> None:
    app = QualcodeApp(study=study, keys=wrote(file, '"workspace.code" = "k"'))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        file.write_text("[keys", encoding="utf-8")
        app.action_open_room("settings")
        await pilot.pause()
        app.change_own(preset="vim")
        await pilot.pause()
        assert any("not TOML" in each.message for each in app._notifications)
        assert app.keymap_in_use["workspace.code"] == "k"
