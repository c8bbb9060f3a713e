"""Calls that are wrong, and help: in our words, in the language asked for, with the exit status that scripts look at."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.cli import main


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("quots",), "There is no command 'quots'. Did you mean quotes?"),
        (("xyzzy",), "There is no command 'xyzzy'. See 'qualcode --help'."),
        (("quotes", "--cod", "x"), "There is no option --cod here. Did you mean --code?"),
        (("round", "make", "--name", "x"), "There is no option --name here. See 'qualcode round --help'."),
        (("code",), "TRANSCRIPT is missing. See 'qualcode code --help'."),
        (("copy",), "The option --for is missing. See 'qualcode copy --help'."),
        (("quotes", "--to"), "The option --to needs a value. See 'qualcode quotes --help'."),
        (("history", "--limit", "x"), "The value of --limit will not do. See 'qualcode history --help'."),
        (("undo", "a", "b"), "These words are too many: a b. See 'qualcode undo --help'."),
    ],
)
def test_a_wrong_call_gets_one_sentence(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"qualcode: {said}\n"


def _said(*words: str) -> str:
    """What the program prints in Dutch, in a process of its own: help is put together in the language of its start."""
    line = [sys.executable, "-m", "qualcode", "--lang", "nl", *words]
    ended = subprocess.run(line, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    return (ended.stdout + ended.stderr).decode()


@pytest.mark.parametrize("words", [("--help",), ("import", "--help"), ("agreement", "--help"), ("quots",), ("code",)])
def test_no_word_of_typers_own_stays_english(words: tuple[str, ...]) -> None:
    said = _said(*words)
    assert "Gebruik: qualcode" in said or said.startswith("qualcode: ")
    english = (
        r"Usage|Options|Arguments|Commands|Show this|exit|Error|Missing|No such|Try |required|default:|<str>|list\["
    )
    assert not re.search(english, said)


def _closed(path: Path, *_given: object) -> bool:
    raise PermissionError(errno.EACCES, "Permission denied", str(path))


@pytest.mark.parametrize("look", ["exists", "is_dir"])
def test_a_folder_that_may_not_be_entered_gets_a_sentence(
    look: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a user without rights meets; the tests themselves may run as root, who enters everything."""
    with pytest.raises(SystemExit):
        main(("init", str(tmp_path / "s")))
    monkeypatch.setattr(Path, look, _closed)
    words = ("init", "x") if look == "exists" else ("codebook", "--to", "x.md", "--study", str(tmp_path / "s"))
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(words)
    said = capsys.readouterr().err
    assert ended.value.code == 1 and "(Permission denied)." in said and said.count("\n") == 1


def test_a_file_that_may_not_be_read_does_not_keep_the_others_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"I: Hoe?\nR: Zo.\nI: En {name}?\nR: Ook.\n", "utf-8")
    monkeypatch.setattr(os, "access", lambda path, *_given, **_more: not str(path).endswith("a.txt"))
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: _closed(path) if path.name == "a.txt" else path.open("rb").read()
    )
    with pytest.raises(SystemExit) as ended:
        main(("import", "--preview", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")))
    printed = capsys.readouterr()
    assert ended.value.code == 1
    assert "a.txt: The file cannot be read: Permission denied" in printed.err and "b.txt: 9 words" in printed.out
