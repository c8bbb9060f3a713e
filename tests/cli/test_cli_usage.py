"""Calls that are wrong, and help: in our words, in the language asked for, with the exit status that scripts look at."""

from __future__ import annotations

import os
import re
import subprocess
import sys

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
