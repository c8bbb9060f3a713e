"""`qualcode keys`: every act by its stable name, and which keys arrive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualcode.cli import main
from qualcode.tui.key_teller import KeyTeller
from qualcode.tui.keymap import acts
from qualcode.tui.own_keys import keymap


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_config_path", lambda name: tmp_path / name)
    (tmp_path / "qualcode").mkdir()
    return tmp_path / "qualcode"


def run(*words: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["keys", *words, "--lang", "en"])
    assert not ended.value.code


def test_every_act_is_listed_with_the_keys_it_has_now(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (config / "keys.toml").write_text('[keys]\n"workspace.code" = "k"\n', "utf-8")
    (config / "settings.toml").write_text('preset = "vim"\n', "utf-8")
    run("--json")
    listed = {row["act"]: row["keys"] for row in json.loads(capsys.readouterr().out)}
    assert set(listed) == {act.name for act in acts()}
    assert listed["workspace.code"] == ["k"] and listed["reading.cluster-next"] == ["l", "right"]
    run("--preset", "emacs")
    assert "Alt+x" in capsys.readouterr().out


async def test_a_key_is_told_by_the_name_it_has_in_the_key_file() -> None:
    app = KeyTeller(keymap())
    async with app.run_test() as pilot:
        await pilot.press("ctrl+right", "c")
        assert app.told == ["ctrl+right", "c"]
        await pilot.press("ctrl+q")


def test_a_user_without_a_home_has_the_keys_of_a_first_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As in a container that runs under a number without a name."""

    def nowhere(_name: str) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_config_path", nowhere)
    with pytest.raises(SystemExit) as ended:
        main(["keys"])
    assert ended.value.code == 0 and "workspace.undo" in capsys.readouterr().out
