"""The table of participants: read whatever its separator, and every mistake told by row and column."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import BadInput
from qualcode.ingest import read_participants

HEADER = ["bestand", "spreker", "respondent", "soort", "model", "leeftijd kind"]
ROWS = [
    ["ouder-01.txt", "Respondent", "Respondent 1", "ouder", "VP", "4"],
    ["groep.docx", "R1", "Professional 4", "professional", "JGZ", ""],
    ["groep.docx", "R2", "Professional 5", "professional", "JGZ; GGJ", ""],
]


def saved(folder: Path, text: str, name: str = "tabel.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def joined(rows: list[list[str]], sign: str) -> str:
    quoted = [[f'"{cell}"' if sign in cell else cell for cell in row] for row in rows]
    return "".join(sign.join(row) + "\r\n" for row in quoted)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_separator_and_encoding_gives_the_same_rows(tmp_path: Path, sign: str, encoding: str) -> None:
    table = read_participants(saved(tmp_path, joined([[*HEADER, "café"], *ROWS], sign), encoding=encoding))
    assert [(row.file, row.speaker, row.participant) for row in table] == [
        ("ouder-01.txt", "Respondent", "Respondent 1"),
        ("groep.docx", "R1", "Professional 4"),
        ("groep.docx", "R2", "Professional 5"),
    ]
    assert table.rows[0].attributes == {"kind": "parent", "model": "VP", "leeftijd kind": "4"}
    assert table.rows[2].attributes == {"kind": "professional", "model": "JGZ; GGJ"}
    assert [row.row for row in table] == [2, 3, 4]


def test_a_workbook_gives_what_the_text_gives(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [[*HEADER, "datum"], *ROWS]:
        book.active.append(row)
    book.active["F2"] = 4.0
    book.active["G2"] = datetime.date(2025, 3, 1)
    path = tmp_path / "tabel.xlsx"
    book.save(path)
    table = read_participants(path)
    assert table.rows[0].attributes == {"kind": "parent", "model": "VP", "leeftijd kind": "4", "date": "2025-03-01"}
    assert len(table) == 3


def test_excel_s_own_line_about_the_separator_is_no_header(tmp_path: Path) -> None:
    table = read_participants(saved(tmp_path, "sep=;\nfile;participant\na.txt;R1\n"))
    assert [(row.file, row.row) for row in table] == [("a.txt", 3)]


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("", "tabel.csv", "empty"),
        (";;\n;;\n", "tabel.csv", "empty"),
        ("bestand,respondent\n", "tabel.csv", "no rows"),
        ("naam,model\na,b\n", "tabel.csv", "no column “bestand”"),
        ("bestand,model\na,b\n", "tabel.csv", "no column “respondent”"),
        ("bestand,respondent,model,Model\na,b,c,d\n", "tabel.csv", "Two columns"),
        ("bestand,respondent\na.txt,\n", "row 2, column respondent", "empty"),
        ("bestand,respondent\na.txt,R1\n,R2\n", "row 3, column bestand", "empty"),
        ("bestand,respondent\na.txt,R1\na.txt,R2\n", "row 3", "already stands in row 2"),
        ("bestand,respondent,model\na.txt,R1,VP\nb.txt,R1,JGZ\n", "row 3", "another “model”"),
        ("bestand,respondent\na.txt,R1,nog iets\n", "row 2, cell 3", "no column has a name"),
        ('bestand,respondent\na.txt,"R1\nb.txt,R2\n', "line", "quotation mark"),
    ],
)
def test_a_mistake_is_told_by_its_place(tmp_path: Path, text: str, where: str, what: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_participants(saved(tmp_path, text))
    assert where in caught.value.where
    assert what in caught.value.what
    assert caught.value.todo


def test_the_number_of_further_mistakes_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="2 more rows"):
        read_participants(saved(tmp_path, "bestand,respondent\na,\nb,\nc,\nd,R\n"))


def test_an_error_of_excel_is_told_by_its_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["bestand", "respondent", "model"])
    book.active.append(["a.txt", "R1", "#N/A"])
    path = tmp_path / "tabel.xlsx"
    book.save(path)
    with pytest.raises(BadInput) as caught:
        read_participants(path)
    assert "C2" in caught.value.where


def test_a_document_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="PDF"):
        read_participants(saved(tmp_path, "%PDF-1.4 x"))


@given(st.text(alphabet='abë;,|\t" \n', max_size=60))
def test_any_text_gives_rows_or_one_sentence(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = saved(tmp_path_factory.mktemp("tabel"), "bestand;respondent\n" + text)
    try:
        table = read_participants(path)
    except BadInput as error:
        assert "\n" not in str(error)
    else:
        assert all(row.file and row.participant for row in table)
