"""`qualcode act`: what the screens do, as plain lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualcode.cli import main
from qualcode.cli.acting import ACTS
from qualcode.coding.history import ACT_TEXTS

ELSEWHERE = {
    "make-study": "init",
    "change-study": "study",
    "join": "--coder",
    "import-transcript": "import",
    "merge-participants": "participants",
    "link-participants": "import",
    "import-codebook": "import",
    "group-codes": "act make-code, act place-codes",
    "take-away-codes": "act place-codes -",
    "make-main-code": "act move-code -",
    "put-code": "code",
    "put-codes": "code",
    "suggest": "suggest",
    "suggest-by-itself": "suggest",
    "accept-suggestion": "suggest",
    "reject-suggestion": "suggest",
    "merge": "merge",
    "settle": "settle",
    "settle-agreed": "settle",
    "make-round": "round",
    "close-round": "round",
    "set-blind": "blind",
    "undo": "undo",
    "redo": "redo",
}
"""Acts that have a command of their own, or are others of the list together."""

TEXT = """I: Hoe ging het?
R: Goed hoor. We moesten lang wachten. Maar ze dacht echt mee.
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder, file = tmp_path / "study", tmp_path / "ouder-01.txt"
    file.write_text(TEXT, encoding="utf-8")
    run("init", str(folder))
    run("import", str(file), "--study", str(folder), "--participant", "Respondent 1")
    return folder


def run(*words: str, status: int = 0) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--lang", "en", *(() if words[0] == "init" else ("--coder", "Anouk"))])
    assert (ended.value.code or 0) == status


def listed(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    run(command, "--json", "--study", str(folder))
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, list)
    return found


def test_every_act_of_the_journal_is_on_the_command_line() -> None:
    assert set(ACT_TEXTS) <= set(ACTS) | set(ELSEWHERE)


def test_a_study_is_coded_ordered_and_told_line_by_line(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def act(*words: str, status: int = 0) -> None:
        run("act", *words, "--study", str(study), status=status)

    act("make-code", "Tijd", "axial", "-")
    act("make-code", "Wachten", "open", "-")
    act("make-code", "Meedenken", "open", "-")
    act("change-code", "Wachten", "definition=Hoe lang het duurde", "colour=#0072B2", "keywords=wacht*;lang")
    assert next(one for one in listed("codes", study, capsys) if one["name"] == "Wachten")["keywords"] == [
        "wacht*",
        "lang",
    ]
    act("place-codes", "Tijd", "Wachten")
    act("move-code", "Meedenken", "Tijd")
    act("move-code", "Meedenken", "-")
    run("code", "ouder-01", "--quote", "We moesten lang wachten.", "--code", "Wachten", "--study", str(study))
    run("code", "ouder-01", "--quote", "Maar ze dacht echt mee.", "--code", "Wachten", "--study", str(study))
    first, second = listed("codings", study, capsys)
    act("split-code", "Wachten", "Gehoord", str(second["id"]))
    act("recode", "Meedenken", str(second["id"]))
    act("resize", str(first["id"]), f"{first['start']}:{int(str(first['end'])) - 1}")
    act("make-kernlabel", "Wachten is verliezen", "1", "Tijd")
    act("rest-on", "Wachten is verliezen", "Wachten")
    act("rest-no-more-on", "Wachten is verliezen", "Tijd")
    segment = str(listed("codings", study, capsys)[0]["segment_id"])
    act("link-quotes", "Wachten is verliezen", "best", segment)
    act("unlink-quotes", "Wachten is verliezen", segment)
    act("relate", "Wachten", "Meedenken", "contradicts")
    act("unrelate", "Wachten", "Meedenken", "contradicts")
    act("unrelate", "Wachten", "Meedenken", "contradicts", status=1)
    act("write-memo", "code", "Wachten", "Denk hieraan")
    act("write-memo", "study", "-", "Over alles")
    memo = next(one for one in listed("memos", study, capsys) if one["text"] == "Denk hieraan")
    act("change-memo", str(memo["id"]), "Denk daaraan")
    act("retire-code", "Gehoord")
    act("revive-code", "Gehoord")
    act("merge-codes", "Wachten", "Gehoord")
    act("take-off", str(second["id"]))
    act("put-in-vivo", "ouder-01", f"{first['start']}:{first['end']}")
    act("set-role", "ouder-01", "R", "respondent")
    act("rename-participant", "Respondent 1", "Respondent 9")
    act("set-attributes", "Respondent 9", "model=VP")
    act("rename-attribute", "model", "vorm")
    act("rename-transcript", "ouder-01", "ouder-een")
    act("mark-progress", "ouder-een", "done")
    capsys.readouterr()
    act("make-participant", "Respondent 2")
    assert "Respondent 2" in capsys.readouterr().out
    act("remove-participant", "Respondent 2")
    codings = listed("codings", study, capsys)
    assert {one["code"] for one in codings} >= {"Wachten"}
    assert listed("participants", study, capsys)[0]["name"] == "Respondent 9"
    run("check", "--study", str(study))
    for _again in range(12):
        run("undo", "--study", str(study))
    run("check", "--study", str(study))


def test_a_wrong_act_or_too_few_words_is_told_and_changes_nothing(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("act", "make-cod", "--study", str(study), status=2)
    assert "make-code" in capsys.readouterr().err
    run("act", "relate", "Tijd", "--study", str(study), status=2)
    assert "CODE CODE KIND" in capsys.readouterr().err
    run("act", "merge-codes", "Tijd", "--study", str(study), status=2)
    assert "INTO CODE…" in capsys.readouterr().err
    run("act", "unsettle", "ouder-01", "3:5", "--study", str(study), status=1)
    assert "3:5" in capsys.readouterr().err
    run("act", "set-participant", "ouder-01", "R", "-", "--study", str(study))
    run("act", "make-participant", "Respondent 3", "--study", str(study))
    capsys.readouterr()
    run("act", "mark-progress", "ouder-01", "-", "--study", str(study))
    assert "made the participant" not in capsys.readouterr().out
    run("act", "set-role", "ouder-01", "X", "respondent", "--study", str(study), status=1)
    assert "I, R" in capsys.readouterr().err
    run("act")
    assert "merge-codes INTO CODE…" in capsys.readouterr().out
