"""Products for people: read back letter by letter, the same bytes twice, styles of a template kept, no formulas."""

from __future__ import annotations

import csv
import io
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from exports_sample import sample_view
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis import matrix, quotes
from qualcode.errors import BadInput, WrongUsage
from qualcode.exports import markdown, write_matrix, write_quotes
from qualcode.exports.rows import counting
from qualcode.i18n import set_language
from qualcode.store import values


def _rows(path: Path) -> list[list[str]]:
    """The cells of the first table that are no bands."""
    table = Document(str(path)).tables[0]
    return [
        [cell.text for cell in row.cells]
        for row in table.rows
        if len(row._tr.findall(qn("w:tc"))) == len(table.columns)
    ]


def test_word_holds_every_quote_letter_by_letter(tmp_path: Path) -> None:
    view = sample_view()
    found = quotes(view)
    header, *rows = _rows(write_quotes(view, found, tmp_path / "q.docx"))
    assert header == ["Code", "Quote", "Source", "Memo"]
    assert [row[1] for row in rows] == [f"“{quote.words}”" for quote in found]
    assert [row[2] for row in rows] == [quote.citation for quote in found]
    assert [row[3] for row in rows] == [quote.memo for quote in found]


def test_word_table_has_what_a_report_needs(tmp_path: Path) -> None:
    view = sample_view()
    document = Document(str(write_quotes(view, quotes(view), tmp_path / "q.docx", title="Citaten")))
    table = document.tables[0]
    assert table.style is not None
    assert table.style.name == "Qualcode Table"
    first, *others = table.rows
    assert first._tr.trPr is not None
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in others)
    caption = next(one for one in document.paragraphs if one.style is not None and one.style.name == "Caption")
    field = caption._p.find(qn("w:fldSimple"))
    assert field is not None
    assert "SEQ Table" in str(field.get(qn("w:instr")))
    assert document.paragraphs[0].text == "Citaten"
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE, "with memos the table is wide"
    bare = replace(view, memos=())
    document = Document(str(write_quotes(bare, quotes(bare), tmp_path / "p.docx")))
    assert document.sections[0].orientation == WD_ORIENT.PORTRAIT
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["Code", "Quote", "Source"]
    footer = document.sections[0].footer
    assert not footer.is_linked_to_previous
    assert [one.get(qn("w:instr")) for one in footer.paragraphs[0]._p.iter(qn("w:fldSimple"))] == [
        " PAGE ",
        " NUMPAGES ",
    ]
    assert document.core_properties.author == "qualcode"


def test_quotes_of_a_kernlabel_say_what_they_do(tmp_path: Path) -> None:
    view = sample_view()
    path = write_quotes(view, quotes(view, kernlabels=["k1"]), tmp_path / "k.docx", cut_marks=True)
    _header, best, deviant = _rows(path)
    assert best[1] == "“We moesten lang wachten, zeven maanden (…)”"
    assert best[2] == "(Respondent 1, VP)\nstrongest quote"
    assert deviant[2] == "(Respondent 2, JGZ)\ncontradicts"
    band = Document(str(path)).tables[0].rows[1].cells[0].text
    assert band.startswith("(1) Wachten is verliezen")


def test_spreadsheet_keeps_text_text(tmp_path: Path) -> None:
    view = sample_view()
    found = quotes(view)
    book = openpyxl.load_workbook(write_quotes(view, found, tmp_path / "q.xlsx"))
    sheet = book.worksheets[0]
    header, *rows = list(sheet.iter_rows())
    place = [cell.value for cell in header].index("Quote")
    assert [row[place].value for row in rows] == [quote.words for quote in found]
    assert {row[place].data_type for row in rows} == {"s"}, "'=1+1 zei ze dan' is no formula"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{header[-1].column_letter}{len(found) + 1}"


def test_csv_is_read_by_excel_and_has_no_formulas(tmp_path: Path) -> None:
    view = sample_view()
    found = quotes(view)
    content = write_quotes(view, found, tmp_path / "q.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["Quote"].removeprefix("'") for row in rows] == [quote.words for quote in found]
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "-", "@"))]
    assert rows[0]["model"] == "GGJ"
    semicolons = write_quotes(view, found, tmp_path / "s.csv", delimiter=";").read_text("utf-8-sig")
    assert semicolons.splitlines()[0].startswith("Main code;Code;Quote")


def test_markdown_escapes_and_keeps_one_line_a_quote(tmp_path: Path) -> None:
    view = sample_view()
    text = write_quotes(view, quotes(view), tmp_path / "q.md").read_text()
    assert "“=1+1 zei ze dan \\<lachend\\>.”" in text
    assert text.count("\n| ") == len(quotes(view)) + 2 * 3 + 0


def test_markdown_shows_what_html_would_read_as_a_sign() -> None:
    assert markdown.plain("a &amp; b & c &#38;") == "a \\&amp; b & c \\&\\#38;"


@pytest.mark.parametrize(("name", "mark"), [("שלום", "\u200e"), ("Wachten", "")])
def test_counts_stand_behind_a_name_that_is_written_leftward(tmp_path: Path, name: str, mark: str) -> None:
    view = sample_view()
    (coded, *_others) = quotes(view, kernlabels=["k1"])
    path = write_quotes(view, [replace(coded, kernlabel=name)], tmp_path / "q.docx")
    assert f"{name}{mark}   1 segment" in Document(str(path)).tables[0].rows[1].cells[0].text


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".csv", ".md"])
def test_the_same_study_gives_the_same_bytes_for_its_owner_only(tmp_path: Path, suffix: str) -> None:
    first = write_quotes(sample_view(), quotes(sample_view()), tmp_path / f"a{suffix}")
    second = write_quotes(sample_view(), quotes(sample_view()), tmp_path / f"b{suffix}")
    assert first.read_bytes() == second.read_bytes()
    assert stat.S_IMODE(first.stat().st_mode) == 0o600


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".csv"])
def test_the_same_matrix_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    made = []
    for name in "ab":
        view = sample_view()
        made.append(write_matrix(view, matrix(view, "code", "code"), tmp_path / f"{name}{suffix}").read_bytes())
    assert made[0] == made[1]


def test_an_unknown_suffix_is_one_sentence_and_no_file(tmp_path: Path) -> None:
    view = sample_view()
    for name in ("q.pdf", "q"):
        with pytest.raises(WrongUsage) as caught:
            write_quotes(view, quotes(view), tmp_path / name)
        assert ".docx, .xlsx, .csv, .md" in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    view = sample_view()
    target = tmp_path / "q.docx"
    target.write_bytes(b"old")
    (tmp_path / "no.docx").write_text("no template")
    with pytest.raises(BadInput):
        write_quotes(view, quotes(view), target, template=tmp_path / "no.docx")
    assert target.read_bytes() == b"old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["no.docx", "q.docx"]


def _template(path: Path) -> Path:
    """A university's document: its own font, caption, table style, header, A5 pages, and some text to be replaced."""
    document = Document()
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Caption"].font.italic = True
    document.styles.add_style("Universiteit", WD_STYLE_TYPE.TABLE)
    section = document.sections[0]
    section.page_width, section.page_height = 7_560_000 * 7 // 10, 10_692_000 * 7 // 10
    section.header.paragraphs[0].text = "Universiteit van Ergens"
    document.add_paragraph("Hier komt uw tekst.")
    document.save(str(path))
    return path


def test_a_template_keeps_its_styles_header_and_page_and_loses_its_text(tmp_path: Path) -> None:
    view = sample_view()
    template = _template(tmp_path / "sjabloon.docx")
    before = template.read_bytes()
    path = write_quotes(view, quotes(view), tmp_path / "q.docx", template=template)
    document = Document(str(path))
    assert template.read_bytes() == before
    assert document.styles["Normal"].font.name == "Georgia"
    assert document.styles["Caption"].font.italic
    assert document.sections[0].header.paragraphs[0].text == "Universiteit van Ergens"
    assert document.sections[0].page_width == Document(str(template)).sections[0].page_height, "A5, lying"
    assert "Hier komt uw tekst." not in [one.text for one in document.paragraphs]
    style = document.tables[0].style
    assert style is not None
    assert style.name == "Universiteit"
    assert _rows(path)[1][1].startswith("“")


def test_a_word_template_file_becomes_a_document(tmp_path: Path) -> None:
    source, target = _template(tmp_path / "a.docx"), tmp_path / "a.dotx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "[Content_Types].xml":
                content = content.replace(b"document.main+xml", b"template.main+xml")
            new.writestr(entry, content)
    view = sample_view()
    path = write_quotes(view, quotes(view), tmp_path / "q.docx", template=target)
    assert len(_rows(path)) == len(quotes(view)) + 1


def test_matrix_to_excel_has_heat_totals_and_the_quotes_behind_it(tmp_path: Path) -> None:
    view = sample_view()
    found = matrix(view, "code", "model")
    book = openpyxl.load_workbook(write_matrix(view, found, tmp_path / "m.xlsx"))
    first, behind = book.worksheets
    rows = [[cell.value for cell in row] for row in first.iter_rows()]
    assert rows[0] == ["Code", "GGJ", "JGZ", "VP", "total"]
    assert rows[2] == ["   1.1 Wachten", 0, 1, 1, 2]
    assert rows[-1] == ["total", *found.column_totals, found.total]
    assert [str(one.sqref) for one in first.conditional_formatting] == [f"B2:D{len(found.rows) + 1}"]
    listed = [[cell.value for cell in row] for row in behind.iter_rows(min_row=2)]
    assert len(listed) == sum(len(ids) for ids in found.behind.values())
    assert listed[0][:2] == ["1 Toegang", "GGJ"]


def test_matrix_to_csv_has_equal_widths_and_its_numbers(tmp_path: Path) -> None:
    view = sample_view()
    found = matrix(view, "code", "transcript", "words")
    rows = list(csv.reader(io.StringIO(write_matrix(view, found, tmp_path / "m.csv").read_text("utf-8-sig"))))
    assert {len(row) for row in rows} == {len(found.columns) + 2}
    assert [[int(one) for one in row[1:-1]] for row in rows[1:-1]] == [list(line) for line in found.counts]


def test_matrix_to_word_lies_and_turns_its_headings_when_wide(tmp_path: Path) -> None:
    view = sample_view()
    many = tuple(replace(view.transcripts[0], id=f"t{n}", name=f"extra {n}") for n in range(40))
    wide = replace(view, transcripts=(*view.transcripts, *many))
    document = Document(str(write_matrix(wide, matrix(wide, "code", "transcript"), tmp_path / "m.docx")))
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert len(document.tables) == 2, "43 columns do not fit one page"
    assert "part 2 of 2" in " ".join(one.text for one in document.paragraphs)
    directions = document.tables[0].rows[0]._tr.findall(f".//{qn('w:textDirection')}")
    assert len(directions) == 34
    narrow = Document(str(write_matrix(view, matrix(view, "code", "model"), tmp_path / "n.docx")))
    assert narrow.sections[0].orientation == WD_ORIENT.PORTRAIT
    assert narrow.tables[0].rows[2].cells[3].text == "1"


def test_quotes_in_cells_carry_their_source(tmp_path: Path) -> None:
    view = sample_view()
    found = matrix(view, "valence", "model", "quotes")
    path = write_matrix(view, found, tmp_path / "m.docx")
    assert _rows(path)[1][1:3] == ["“Het wachten viel mee.” (Respondent 2, JGZ)", "“dat was fijn” (Respondent 1, VP)"]


def test_nothing_to_show_is_a_table_that_says_so(tmp_path: Path) -> None:
    view = replace(sample_view(), codings=())
    for suffix in (".docx", ".xlsx", ".csv", ".md"):
        assert write_quotes(view, [], tmp_path / f"q{suffix}").stat().st_size
    for suffix in (".docx", ".xlsx", ".csv"):
        assert write_matrix(view, matrix(view, "code", "model"), tmp_path / f"m{suffix}").stat().st_size


def test_dutch_when_the_language_is_dutch(tmp_path: Path) -> None:
    set_language("nl")
    view = sample_view()
    path = write_quotes(view, quotes(view), tmp_path / "q.docx")
    with zipfile.ZipFile(path) as package:
        assert b'w:lang w:val="nl-NL"' in package.read("word/styles.xml")


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=60))
def test_any_text_comes_through_word_and_excel(words: str) -> None:
    from tempfile import TemporaryDirectory

    view = sample_view()
    quote = replace(quotes(view)[0], words=words, memos=(words,), code=words)
    legal = "".join("\ufffd" if _illegal(one) else one for one in words)
    with TemporaryDirectory() as name:
        rows = _rows(write_quotes(view, [quote], Path(name) / "q.docx"))
        assert rows[1][1].replace("\r", "\n") == f"“{legal}”".replace("\r", "\n")
        book = openpyxl.load_workbook(write_quotes(view, [quote], Path(name) / "q.xlsx"))
        cells = {cell.value for row in book.worksheets[0].iter_rows(min_row=2) for cell in row}
        assert legal.replace("\r", "\n") in {str(value).replace("\r", "\n") for value in cells}
        write_quotes(view, [quote], Path(name) / "q.csv")
        write_quotes(view, [quote], Path(name) / "q.md")


def _illegal(character: str) -> bool:
    point = ord(character)
    return (point < 32 and character not in "\t\n\r") or 0xD800 <= point <= 0xDFFF or point in (0xFFFE, 0xFFFF)


def test_retired_and_missing_things_do_not_stop_an_export(tmp_path: Path) -> None:
    view = sample_view()
    codings = (*view.codings, replace(view.codings[0], id="odd", transcript_id="ouder-02", start=0, end=1))
    bare = replace(view, turns=(), speakers=(), participants=(), codings=codings, memos=())
    rows = _rows(write_quotes(bare, quotes(bare), tmp_path / "q.docx"))
    assert rows[1][2] == "(groep-01)"
    assert isinstance(bare.info, values.StudyInfo)


class Stop(Exception):
    """What somebody raises who does not want the file after all."""


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".csv", ".md"])
def test_an_export_tells_how_far_it_is_and_stopped_halfway_leaves_the_old_file(tmp_path: Path, suffix: str) -> None:
    view = sample_view()
    many = quotes(view) * 60
    target = tmp_path / f"q{suffix}"
    target.write_bytes(b"old")
    told: list[int] = []

    def stop(rows: int) -> None:
        told.append(rows)
        if rows >= 100:
            raise Stop

    with counting(stop), pytest.raises(Stop):
        write_quotes(view, many, target)
    assert told == [50, 100]
    assert target.read_bytes() == b"old" and list(tmp_path.iterdir()) == [target]

    told.clear()
    with counting(told.append):
        write_quotes(view, many, target)
    assert told[-1] >= len(many) and target.read_bytes() != b"old"


def test_an_export_can_still_be_stopped_when_everything_but_the_file_is_made(tmp_path: Path) -> None:
    def stop(_rows: int) -> None:
        raise Stop

    view = sample_view()
    with counting(stop), pytest.raises(Stop):
        write_quotes(view, quotes(view)[:1], tmp_path / "map" / "q.csv")
    assert list(tmp_path.iterdir()) == []
