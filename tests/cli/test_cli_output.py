"""What the commands print and where: one JSON document, a bar on a terminal only, and readers that go away."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode.cli import main
from qualcode.cli.progress import Progress
from qualcode.store import Study

TALK = "I: Hoe ging het?\nR: Nou, wachten hè. Dat duurde weken.\nI: En toen?\nR: Toen belde er iemand.\n"


def run(*words: str) -> int:
    """Runs a command; gives its exit status."""
    with pytest.raises(SystemExit) as ended:
        main([*words])
    return int(ended.value.code or 0)


@pytest.fixture
def document(capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Runs a command with --json and gives the one document that it printed."""

    def printed(*words: str, status: int = 0) -> Any:
        capsys.readouterr()
        assert run(*words, "--json") == status
        return json.loads(capsys.readouterr().out)

    return printed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A study with one interview and a code."""
    (tmp_path / "a.txt").write_text(TALK, "utf-8")
    made = tmp_path / "study"
    assert run("init", str(made), "--coder", "Anouk") == 0
    assert run("import", str(tmp_path / "a.txt"), "--study", str(made), "--coder", "Anouk") == 0
    assert run("code", "a", "--span", "0:2", "--code", "Begin", "--new", "--study", str(made), "--coder", "Anouk") == 0
    return made


def test_every_command_that_does_something_tells_it_as_json(
    folder: Path, tmp_path: Path, document: Callable[..., Any]
) -> None:
    here = ("--study", str(folder), "--coder", "Anouk")
    made = document("init", str(tmp_path / "new"), "--codebook", "quickscan")
    assert made["study"] == str(tmp_path / "new") and made["codes"] > 0
    assert document("undo", *here)["act"] == "put-code"
    assert document("redo", *here)["act"] == "put-code"
    assert document("redo", *here) is None
    assert document("check", *here) == {"segments": 1, "problems": []}
    assert Path(document("backup", *here)["file"]).exists()
    assert document("compact", *here) == {"removed": 0}
    copied = document("copy", "--for", "Bram", "--to", str(tmp_path / "copy"), *here)
    assert copied == {"coder": "Bram", "folder": str(tmp_path / "copy")}


def test_refused_files_stand_on_stderr_and_in_the_document(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "leeg.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(TALK.replace("weken", "dagen"), "utf-8")
    capsys.readouterr()
    files = [str(tmp_path / name) for name in ("leeg.txt", "b.txt")]
    assert run("import", *files, "--study", str(folder), "--json") == 1
    printed = capsys.readouterr()
    assert [bool(one["error"]) for one in json.loads(printed.out)] == [True, False]
    assert printed.err.count("\n") == 1 and "leeg.txt" in printed.err


def test_a_preview_stores_nothing_and_shows_who_asks(
    folder: Path, tmp_path: Path, document: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "a.txt")
    assert run("import", file, "--preview") == 0
    assert "I: interviewer, 2" in capsys.readouterr().out
    (seen,) = document("import", file, "--preview")
    assert [one["role"] for one in seen["speakers"]] == ["interviewer", "respondent"]
    with Study.open(folder) as study:
        assert len(study.transcripts()) == 1


def test_an_import_says_who_is_taken_for_the_interviewer(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.txt").write_text(TALK.replace("I:", "Sanne:").replace("R:", "Ilse:"), "utf-8")
    capsys.readouterr()
    assert run("import", str(tmp_path / "b.txt"), "--interviewer", "Ilse", "--study", str(folder)) == 0
    assert capsys.readouterr().out.rstrip().endswith("interviewer: Ilse")
    (tmp_path / "c.txt").write_text(TALK.replace("weken", "jaren"), "utf-8")
    labels = ("--interviewer", "Ilse", "--interviewer", "R")
    assert run("import", str(tmp_path / "c.txt"), *labels, "--study", str(folder)) == 0
    assert capsys.readouterr().out.rstrip().endswith("interviewer: R")
    with Study.open(folder) as study:
        roles = {one.label: one.role for one in study.speakers()[2:]}
    assert roles == {"Sanne": "respondent", "Ilse": "interviewer", "I": "respondent", "R": "interviewer"}
    (tmp_path / "d.txt").write_text(TALK.replace("weken", "uren"), "utf-8")
    assert run("import", str(tmp_path / "d.txt"), "--interviewer", "Niemand", "--study", str(folder)) == 1
    assert "Niemand" in capsys.readouterr().err


def test_a_folder_without_transcripts_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("import", str(tmp_path / "empty"), "--study", str(folder)) == 1


def test_a_wrong_id_among_several_decides_nothing(folder: Path) -> None:
    from qualcode.coding import Proposed, find_code, keep_suggestions

    with Study.open(folder, coder="Anouk") as study:
        place = TALK.index("wachten")
        transcript, code = study.transcripts()[0].id, find_code(study, "Begin").id
        (kept,) = keep_suggestions(study, [Proposed(transcript, code, place, place + 7, 0.5)])
    assert run("suggest", "--accept", kept.id, "--reject", "nonsense", "--study", str(folder)) == 1
    with Study.open(folder) as study:
        assert [one.state for one in study.suggestions()] == ["pending"]


def test_a_language_that_is_not_there_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("model", "--lang", "fr") == 2
    assert "fr" in capsys.readouterr().err


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_is_drawn_on_a_terminal_and_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal := _Terminal())
    with Progress("Import", 4) as bar:
        bar.tell(2)
        assert terminal.getvalue().endswith("2/4")
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize("stream, term", [(io.StringIO, "xterm"), (_Terminal, "dumb")])
def test_the_bar_is_nowhere_else(monkeypatch: pytest.MonkeyPatch, stream: type[io.StringIO], term: str) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys, "stderr", written := stream())
    with Progress("Import", 4) as bar:
        bar.tell(2)
    assert written.getvalue() == ""


def _command(*words: str, stdout: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qualcode", *words], stdout=stdout, stderr=subprocess.PIPE, text=True, check=False
    )


def test_a_reader_that_goes_away_stops_nothing(folder: Path, tmp_path: Path) -> None:
    files = []
    for number in range(3):
        files.append(tmp_path / f"deel{number}.txt")
        files[-1].write_text(TALK.replace("weken", f"{number} weken"), "utf-8")
    ours, theirs = os.pipe()
    os.close(ours)
    try:
        done = _command("import", *map(str, files), "--study", str(folder), stdout=theirs)
    finally:
        os.close(theirs)
    assert (done.returncode, done.stderr) == (0, "")
    with Study.open(folder) as study:
        assert len(study.transcripts()) == 4


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("command", ["--version", "codes", "codes --json"])
def test_output_that_finds_no_room_is_told(folder: Path, command: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = _command(*command.split(), *(("--study", str(folder)) if "codes" in command else ()), stdout=full)
    assert done.returncode == 1
    assert done.stderr.startswith("qualcode: stdout: ") and done.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files are Unicode there")
def test_a_name_in_an_old_encoding_is_taken_and_printed(folder: Path, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"ouder\xe9-02.txt")
    odd.write_text(TALK.replace("weken", "maanden"), "utf-8")
    line = [sys.executable, "-m", "qualcode", "--study", str(folder), "--coder", "Anouk"]
    for words in (["import", str(odd)], ["transcripts"], ["codebook", "--to", str(odd.with_suffix(".md"))]):
        ended = subprocess.run(
            [*line, *words], capture_output=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"}
        )
        assert (ended.returncode, ended.stderr) == (0, b"")
        assert "ouder" in ended.stdout.decode()
    with Study.open(folder) as study:
        assert [one.name for one in study.transcripts()] == ["a", "ouder\ufffd-02"]


def test_a_name_with_a_line_end_is_one_line_everywhere(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = tmp_path / "ouder\n\u202e02.txt"
    odd.write_text(TALK.replace("weken", "maanden"), "utf-8")
    assert run("import", str(odd), "--study", str(folder)) == 0
    assert run("import", str(odd), "--study", str(folder)) == 1
    printed = capsys.readouterr()
    assert "ouder 02: " in printed.out
    assert len(printed.err.splitlines()) == 1
    with Study.open(folder) as study:
        assert [one.name for one in study.transcripts()] == ["a", "ouder 02"]


def test_words_that_are_no_unicode_are_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("code", "a", "--span", "0:2", "--code", "Begin", "--memo", "caf\udce9", "--study", str(folder))
    assert run(*words) == 2
    assert "Set the terminal to UTF-8" in capsys.readouterr().err


def test_a_table_finds_its_transcripts_by_name_with_folders_of_any_system(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "respondenten.csv"
    table.write_text("file,participant,model\nC:\\Interviews\\A.txt,Respondent 1,VP\n", "utf-8")
    assert run("import", str(table), "--study", str(folder), "--coder", "Anouk") == 0
    with Study.open(folder) as study:
        assert [one.name for one in study.participants()] == ["Respondent 1"]
