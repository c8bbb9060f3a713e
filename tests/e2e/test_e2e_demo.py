"""`qualcode demo` as a new user runs it: the whole job, twice the same bytes."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

PROGRAM = [sys.executable, "-m", "qualcode"]


def qualcode(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a command away from the repository's folder."""
    environment = {**os.environ, "QUALCODE_LANG": "nl"}
    return subprocess.run([*PROGRAM, *words], cwd=cwd, env=environment, check=False, capture_output=True, text=True)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo that has run."""
    folder = tmp_path_factory.mktemp("demo")
    ran = qualcode("demo", "studie", cwd=folder)
    assert ran.returncode == 0, ran.stderr
    return folder / "studie"


def test_the_sample_study_is_of_real_size(demo: Path) -> None:
    transcripts = json.loads(qualcode("transcripts", "--json", "--study", str(demo)).stdout)
    kinds = [one["kind"] for one in transcripts]
    assert kinds.count("parent") >= 8 and kinds.count("professional") >= 4
    assert all(1500 <= one["words"] <= 4000 for one in transcripts)
    assert max(len({each["participant_id"] for each in one["speakers"]} - {None}) for one in transcripts) == 4
    participants = json.loads(qualcode("participants", "--json", "--study", str(demo)).stdout)
    assert {one["attributes"]["model"] for one in participants} == {"VP", "JGZ", "GGJ"}
    codes = json.loads(qualcode("codes", "--json", "--study", str(demo)).stdout)
    assert len([one for one in codes if one["level"] == "selective"]) >= 10
    codings = json.loads(qualcode("codings", "--json", "--study", str(demo)).stdout)
    assert {one["coder"] for one in codings} == {"Anouk", "Bram"}


def test_every_span_holds(demo: Path) -> None:
    ran = qualcode("check", "--study", str(demo))
    assert ran.returncode == 0, ran.stderr


def test_the_files_open_and_hold_the_quotes_letter_by_letter(demo: Path) -> None:
    codings = json.loads(qualcode("codings", "--by", "Anouk", "--json", "--study", str(demo)).stdout)
    words = {one["words"] for one in codings}
    files = {file.suffix: file for file in sorted((demo / "exports").iterdir())}
    assert set(files) == {".docx", ".xlsx", ".csv", ".md"}
    for file in sorted((demo / "exports").glob("*.docx")):
        document = Document(str(file))
        assert document.tables
        for table in document.tables:
            assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader"), f"{file.name}: no repeating header row"
    tables = [list(csv.reader(file.open(encoding="utf-8-sig", newline=""))) for file in demo.glob("exports/*.csv")]
    for rows in tables:
        assert {len(row) for row in rows} == {len(rows[0])}, "a row is wider or narrower than the header"
    cells = {cell for rows in tables for row in rows for cell in row}
    assert words <= cells
    book_cells = {
        str(value)
        for file in demo.glob("exports/*.xlsx")
        for sheet in load_workbook(file).worksheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
    }
    assert words <= book_cells


def test_the_same_demo_gives_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    assert qualcode("demo", "studie", cwd=tmp_path).returncode == 0
    for file in sorted((demo / "exports").iterdir()):
        assert (tmp_path / "studie" / "exports" / file.name).read_bytes() == file.read_bytes(), file.name


def test_a_folder_that_holds_a_study_is_left_alone(demo: Path) -> None:
    before = (demo / "study.db").read_bytes()
    ran = qualcode("demo", str(demo))
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert (demo / "study.db").read_bytes() == before
