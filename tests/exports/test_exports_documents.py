"""Codebook, kernlabels, audit trail and report: what stands in them, in Word, Markdown and spreadsheets."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from exports_sample import sample_view

from qualcode.analysis import StudyView
from qualcode.codebook import load_codebook
from qualcode.errors import WrongUsage
from qualcode.exports import plain_codebook, write_audit, write_codebook, write_kernlabels, write_report
from qualcode.store import values

AT = "2026-01-05T09:0{n}:00.000000+00:00"
CHANGES = [
    values.Change("3", 3, AT.format(n=3), "Bram", "make-code", {"code": "Wachten"}, state="undone"),
    values.Change("1", 1, AT.format(n=1), "Anouk", "make-study", {"title": "Proef"}),
    values.Change("2", 2, AT.format(n=2), "Bram", "join"),
]


def _paragraphs(path: Path, style: str) -> list[str]:
    return [one.text for one in Document(str(path)).paragraphs if one.style is not None and one.style.name == style]


def test_kernlabels_in_word_quote_as_dutch_reports_do(tmp_path: Path) -> None:
    view = sample_view()
    path = write_kernlabels(view, tmp_path / "k.docx")
    assert _paragraphs(path, "Heading 2") == ["(1) Wachten is verliezen", "(2) Zonder bewijs"]
    assert _paragraphs(path, "Quote") == [
        "“We moesten lang wachten, zeven maanden” (Respondent 1, VP)",
        "“Het wachten viel mee.” (Respondent 2, JGZ)",
    ]
    said = "\n".join(_paragraphs(path, "Normal"))
    assert "Carried by 1 participant (VP\N{NO-BREAK SPACE}1) with 1 quote; contradicted by Respondent 2." in said
    assert "Rests on: Toegang / Wachten." in said
    assert "Wachten contradicts positief" in said
    assert "No quotes are linked to this kernlabel yet." in said
    table = Document(str(path)).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == [
        "(1) Wachten is verliezen",
        "1",
        "VP\N{NO-BREAK SPACE}1",
        "2",
        "1",
    ]


def test_a_quote_of_forty_words_stands_apart_without_quotation_marks(tmp_path: Path) -> None:
    view = sample_view()
    long = " ".join(["woord"] * 40)
    segments = tuple(
        replace(one, words=long) if one.id == view.evidence[0].segment_id else one for one in view.segments
    )
    path = write_kernlabels(replace(view, segments=segments), tmp_path / "k.docx")
    assert _paragraphs(path, "Quote")[0] == f"{long} (Respondent 1, VP)"


def test_kernlabels_in_tables(tmp_path: Path) -> None:
    view = sample_view()
    rows = list(csv.DictReader(io.StringIO(write_kernlabels(view, tmp_path / "k.csv").read_text("utf-8-sig"))))
    assert [row["Kernlabel"] for row in rows] == ["Wachten is verliezen", "Zonder bewijs"]
    assert (rows[0]["model VP"], rows[0]["model GGJ"], rows[0]["Against"]) == ("1", "0", "Respondent 2")
    book = openpyxl.load_workbook(write_kernlabels(view, tmp_path / "k.xlsx"))
    assert [sheet.title for sheet in book.worksheets] == ["Kernlabels", "Quotes"]
    assert book.worksheets[1].max_row == 3
    only = write_kernlabels(view, tmp_path / "one.md", kernlabels=["k2"]).read_text()
    assert "Zonder bewijs" in only
    assert "Wachten is verliezen" not in only


def test_codebook_in_word_has_a_chapter_a_main_code(tmp_path: Path) -> None:
    path = write_codebook(sample_view(), tmp_path / "c.docx")
    assert _paragraphs(path, "Heading 2") == ["1 Toegang", "2 Begeleiding", "Valence", "Other codes"]
    assert "Hoe ouders binnenkomen." in _paragraphs(path, "Normal")
    first = Document(str(path)).tables[0]
    assert [first.rows[1].cells[0].text, first.rows[1].cells[5].text] == ["1.1 Wachten", "2"]


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx", ".csv"])
def test_codebook_for_programs_comes_back_the_same(tmp_path: Path, suffix: str) -> None:
    view = sample_view()
    written = plain_codebook(view)
    back = load_codebook(write_codebook(view, tmp_path / f"c{suffix}"))
    assert [(one.key, one.name, one.parent, one.definition) for one in back] == [
        (one.key, one.name, one.parent, one.definition) for one in written
    ]
    assert [one.key for one in written][:2] == ["toegang", "wachten"]


def test_keys_are_told_apart_and_named_in_word(tmp_path: Path) -> None:
    view = sample_view()
    codes = (
        *view.codes,
        values.Code(
            "x", "Wachten", "open", None, "theme", key="tijd.wachten", when_not="Niet voor geld (geld.regels)."
        ),
        values.Code("y", "wachten", "open", None, "theme"),
        values.Code("z", "Geld en regels", "open", None, "theme", key="geld.regels"),
    )
    more = replace(view, codes=codes)
    keys = [one.key for one in plain_codebook(more)]
    assert len(keys) == len(set(keys))
    assert "tijd.wachten" in keys
    text = "\n".join(
        cell.text
        for table in Document(str(write_codebook(more, tmp_path / "c.docx"))).tables
        for row in table.rows
        for cell in row.cells
    )
    assert "Niet voor geld (Geld en regels)." in text


def test_audit_trail_is_oldest_first_and_says_what_was_taken_back(tmp_path: Path) -> None:
    view = sample_view()
    table = Document(str(write_audit(view, CHANGES, tmp_path / "a.docx"))).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert rows[0][1:] == ["2026-01-05 09:01", "Anouk", "made the study 'Proef'"]
    assert rows[2][3].endswith("(taken back)")
    lines = list(csv.reader(io.StringIO(write_audit(view, CHANGES, tmp_path / "a.csv").read_text("utf-8-sig"))))
    assert [line[3] for line in lines[1:]] == ["make-study", "join", "make-code"]
    assert write_audit(view, CHANGES, tmp_path / "a.md").read_text().count("\n| ") == 5


def test_report_holds_the_whole_study(tmp_path: Path) -> None:
    view = sample_view()
    path = write_report(view, tmp_path / "r.docx")
    document = Document(str(path))
    assert _paragraphs(path, "Title") == ["Proef & zo"]
    assert _paragraphs(path, "Heading 1") == ["The study", "Codes", "Kernlabels", "Matrix"]
    captions = [one for one in document.paragraphs if one.style is not None and one.style.name == "Caption"]
    assert ["".join(t.text or "" for t in one._p.iter(qn("w:t"))).split(".")[0] for one in captions] == [
        f"Table {n}" for n in range(1, 6)
    ]
    people = document.tables[0]
    assert [row.cells[0].text for row in people.rows] == [
        "Participant",
        "Professional 9",
        "Professional 10",
        "Respondent 1",
        "Respondent 2",
    ]
    text = "\n".join(one.text for one in document.paragraphs)
    assert "The study holds 3 transcripts" in text
    assert "8 segments carry 10 codings with 5 different codes." in text
    wide = write_report(view, tmp_path / "w.docx", rows="code", columns="code")
    assert [one.orientation for one in Document(str(wide)).sections] == [WD_ORIENT.PORTRAIT]


def test_wide_matrix_lies_in_a_section_of_its_own_with_the_same_header(tmp_path: Path) -> None:
    view = sample_view()
    many = tuple(replace(view.transcripts[0], id=f"t{n}", name=f"extra {n}") for n in range(9))
    wide = replace(view, transcripts=(*view.transcripts, *many))
    sections = Document(str(write_report(wide, tmp_path / "r.docx", columns="transcript"))).sections
    assert [one.orientation for one in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert {one.header.paragraphs[0].text for one in sections} == {"Proef & zo"}


def test_report_in_markdown(tmp_path: Path) -> None:
    text = write_report(sample_view(), tmp_path / "r.md").read_text()
    assert text.startswith("# Proef & zo\n")
    assert "> “We moesten lang wachten, zeven maanden” (Respondent 1, VP)" in text
    assert "**Table 1. Participants**" in text


@pytest.mark.parametrize("suffix", [".docx", ".md"])
def test_documents_repeat_byte_by_byte(tmp_path: Path, suffix: str) -> None:
    def made(name: str, view: StudyView) -> list[bytes]:
        return [
            write_report(view, tmp_path / f"{name}-r{suffix}").read_bytes(),
            write_kernlabels(view, tmp_path / f"{name}-k{suffix}").read_bytes(),
            write_codebook(view, tmp_path / f"{name}-c{suffix}").read_bytes(),
            write_audit(view, CHANGES, tmp_path / f"{name}-a{suffix}").read_bytes(),
        ]

    assert made("one", sample_view()) == made("two", sample_view())


def test_a_suffix_without_a_format_is_refused(tmp_path: Path) -> None:
    view = sample_view()
    for write in (write_report, write_kernlabels, write_codebook):
        with pytest.raises(WrongUsage):
            write(view, tmp_path / "x.pdf")
    with pytest.raises(WrongUsage):
        write_audit(view, CHANGES, tmp_path / "x.pdf")
    for delimiter in ("", ";;", '"', "a"):
        with pytest.raises(WrongUsage):
            write_audit(view, CHANGES, tmp_path / "x.csv", delimiter=delimiter)
    assert not list(tmp_path.iterdir())


def test_an_empty_study_still_gives_its_documents(tmp_path: Path) -> None:
    info = values.StudyInfo("s", "Leeg", "nl", "2026-01-05T09:00:00.000000+00:00")
    empty = StudyView(info)
    for path in (
        write_report(empty, tmp_path / "r.docx"),
        write_kernlabels(empty, tmp_path / "k.docx"),
        write_codebook(empty, tmp_path / "c.docx"),
        write_audit(empty, [], tmp_path / "a.docx"),
    ):
        assert Document(str(path)).paragraphs
