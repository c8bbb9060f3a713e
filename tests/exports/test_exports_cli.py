"""The commands that print or write results: tables for people, JSON for programs, files by suffix, one sentence when wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import interview
from docx import Document

from qualcode import coding
from qualcode.cli import main
from qualcode.store import Study

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def folder(study: Study) -> str:
    """A study with one interview, three codings and a kernlabel."""
    transcript = coding.import_document(
        study, interview(lines=4), kind="parent", participant="Respondent 1", attributes={"model": "VP"}
    )
    text = study.text(transcript.text_hash)
    waiting = coding.make_code(study, "Wachten", level="axial", family="bouwsteen", number="1")
    long = coding.make_code(study, "Lang", parent_id=waiting.id)
    for words, code in (("dat duurde 1 weken", long), ("Wachten dus.", waiting), ("Wachten dus.", long)):
        start = text.index(words)
        coding.put_code(study, transcript.id, start, start + len(words), code.id)
    kernlabel = coding.make_kernlabel(study, "Wachten is verliezen", number="1", rests_on=[waiting.id])
    coding.link_quotes(study, kernlabel.id, [study.codings()[0].segment_id], kind="best")
    return str(study.path)


def _run(folder: str, *words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--study", folder])
    return int(ended.value.code or 0)


def _json(folder: str, capsys: Printed, *words: str) -> Any:
    assert _run(folder, *words, "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_quotes_print_and_write(folder: str, capsys: Printed, tmp_path: Path) -> None:
    assert _run(folder, "quotes", "--code", "Wachten") == 0
    assert "(Respondent 1, VP)" in capsys.readouterr().out
    found = _json(folder, capsys, "quotes", "--code", "Lang", "--where", "model=VP")
    assert [one["words"] for one in found] == ["dat duurde 1 weken", "Wachten dus."]
    assert found[0]["attributes"] == {"model": "VP"}
    assert [one["evidence"] for one in _json(folder, capsys, "quotes", "--kernlabel", "1")] == ["best"]
    target = tmp_path / "deep" / "q.docx"
    assert _run(folder, "quotes", "--kernlabel", "all", "--to", str(target), "--title", "Citaten") == 0
    assert str(target) in capsys.readouterr().out
    assert Document(str(target)).paragraphs[0].text == "Citaten"


def test_matrix_prints_and_writes(folder: str, capsys: Printed, tmp_path: Path) -> None:
    found = _json(folder, capsys, "matrix", "--rows", "bouwsteen", "--cols", "model")
    assert (found["rows"], found["columns"], found["counts"]) == (["1 Wachten"], ["VP"], [[2]])
    assert len(found["codings"][0][0]) == 3
    assert _run(folder, "matrix") == 0
    assert "  Lang" in capsys.readouterr().out
    for name in ("m.xlsx", "m.csv", "m.docx"):
        assert _run(folder, "matrix", "--rows", "code", "--cols", "code", "--to", str(tmp_path / name)) == 0
        assert (tmp_path / name).stat().st_size


@pytest.mark.parametrize("command", ["codebook", "kernlabels", "report", "audit"])
def test_every_product_has_a_file(folder: str, capsys: Printed, tmp_path: Path, command: str) -> None:
    target = tmp_path / f"{command}.docx"
    assert _json(folder, capsys, command, "--to", str(target)) == {"file": str(target)}
    assert Document(str(target)).paragraphs


@pytest.mark.parametrize(
    "words",
    [
        ("codebook", "--to", "a.md"),
        ("codebook", "--to", "a.docx"),
        ("kernlabels", "--to", "a.md"),
        ("report", "--to", "a.docx"),
        ("quotes", "--to", "a.md"),
        ("quotes", "--to", "a.csv"),
        ("quotes", "--to", "a.xlsx"),
        ("matrix", "--to", "a.docx"),
        ("audit", "--to", "a.xlsx"),
    ],
)
def test_a_product_is_no_interview(
    folder: str, capsys: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """Who points at the wrong folder must not get her own quote table among the transcripts."""
    monkeypatch.chdir(tmp_path)
    assert _run(folder, *words) == 0
    assert _run(folder, "import", words[-1]) == 1
    assert f"{words[-1]}: This file was written by qualcode" in capsys.readouterr().err


def test_a_codebook_that_programs_read_comes_back(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.yaml", "a.xlsx", "a.csv"):
        assert _run(folder, "codebook", "--to", name) == 0
        assert _run(folder, "import", name) == 0


def test_kernlabels_audit_and_find_print(folder: str, capsys: Printed) -> None:
    (kernlabel,) = _json(folder, capsys, "kernlabels")
    assert kernlabel["participants"] == ["Respondent 1"]
    acts = [one["act"] for one in _json(folder, capsys, "audit")]
    assert acts[:2] == ["make-study", "import-transcript"]
    hits = _json(folder, capsys, "find", "code:Lang", "AND", "text:week")
    assert [hit["words"] for hit in hits] == ["dat duurde 1 weken"]
    for words in (("kernlabels",), ("audit",), ("find", "wachten")):
        assert _run(folder, *words) == 0
        assert capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("quotes", "--code", "Wachtn"), 1, "Wachten"),
        (("quotes", "--where", "model"), 2, "key=value"),
        (("quotes", "--by", "Carla"), 1, "Anouk"),
        (("matrix", "--rows", "nope"), 1, "bouwsteen"),
        (("matrix", "--cells", "nope"), 2, "participants"),
        (("report", "--to", "x.pdf"), 2, ".docx"),
        (("quotes", "--to", "q.docx", "--template", "absent.docx"), 1, "template"),
        (("find", "(a"), 1, "place 1"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    folder: str, capsys: Printed, words: tuple[str, ...], status: int, said: str
) -> None:
    assert _run(folder, *words) == status
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.err.count("\n") == 1
    assert not printed.out
