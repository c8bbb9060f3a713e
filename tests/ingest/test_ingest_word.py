"""Word documents: every word of the body in its order, and what was left out told."""

from __future__ import annotations

import io
import re
import string
import zipfile
from functools import cache
from pathlib import Path

import pytest
from docx import Document as WordFile
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import BadInput
from qualcode.ingest import Document, read_document
from qualcode.text import normalise

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>'
)


def word_file(folder: Path, body: str, **parts: str) -> Path:
    path = folder / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"{HEAD}{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return path


def read(folder: Path, body: str, **parts: str) -> Document:
    return read_document(word_file(folder, body, **parts))


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


@cache
def whole_file() -> bytes:
    document = WordFile()
    document.add_paragraph("I: Hoe gaat het?")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


LETTERS = st.text(
    alphabet=st.one_of(
        st.sampled_from(string.ascii_letters + " .,’'-éëïö\u00a0\u00ad\t\n😊"),
        st.characters(min_codepoint=0x20, max_codepoint=0x2FFF, exclude_categories=["Cs", "Cc", "Cn"]),
    ),
    max_size=30,
)
RUNS = st.lists(st.tuples(LETTERS, st.booleans(), st.booleans()), max_size=4)


@given(
    blocks=st.lists(
        st.one_of(RUNS, st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=3)), min_size=1, max_size=6
    )
)
@settings(max_examples=40)
def test_reading_keeps_the_words_of_any_document(
    tmp_path: Path, blocks: list[list[tuple[str, bool, bool]] | list[tuple[str, str]]]
) -> None:
    document = WordFile()
    expected: list[str] = []
    for block in blocks:
        if block and len(block[0]) == 2:
            table = document.add_table(rows=0, cols=2)
            for left, right in block:  # type: ignore[misc]
                cells = table.add_row().cells
                cells[0].text, cells[1].text = left, right
                expected += [*cells[0].text.split(), *cells[1].text.split()]
        else:
            paragraph = document.add_paragraph()
            for text, bold, italic in block:  # type: ignore[misc]
                part = paragraph.add_run(text)
                part.bold, part.italic = bold, italic
            expected += paragraph.text.split()
    path = tmp_path / "a.docx"
    document.save(str(path))
    wanted = normalise(" ".join(expected)).split()
    if wanted:
        read_back = read_document(path)
        assert read_back.text.split() == wanted
        assert read_back.text == normalise(read_back.text)
    else:
        with pytest.raises(BadInput, match="no words"):
            read_document(path)


def test_breaks_tabs_and_hyphens(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>een</w:t><w:tab/><w:t>twee</w:t><w:br/><w:t>drie</w:t><w:noBreakHyphen/><w:t>vier</w:t>"
        "<w:softHyphen/><w:t xml:space='preserve'>vijf\u00a0zes </w:t></w:r></w:p><w:p/><w:p><w:r><w:t>zeven</w:t></w:r></w:p>"
    )
    assert read(tmp_path, body).text == "een twee\ndrie\u2011vier\u00advijf\u00a0zes \n\nzeven"


def test_tracked_changes_are_taken_as_accepted_and_told(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('Het was ')}<w:del>{'<w:r><w:delText>slecht</w:delText></w:r>'}</w:del><w:ins>{run('goed')}</w:ins>"
        f"<w:moveFrom>{run('weg')}</w:moveFrom><w:moveTo>{run(' hier')}</w:moveTo></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Deze zin ')}</w:p><w:p>{run('loopt door.')}</w:p>"
    )
    document = read(tmp_path, body)
    assert document.text == "Het was goed hier\nDeze zin loopt door."
    assert any("taken: 2" in warning and "left out: 3" in warning for warning in document.warnings)


def test_a_struck_out_end_of_the_last_paragraph_keeps_its_words(tmp_path: Path) -> None:
    body = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Laatste woorden.')}</w:p>"
    assert read(tmp_path, body).text == "Laatste woorden."


def test_a_struck_out_row_is_left_out(tmp_path: Path) -> None:
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    row = "<w:tr>{}{}{}</w:tr>"
    body = "<w:tbl>" + row.format("", cell.format(run("I")), cell.format(run("Ja?")))
    body += row.format("<w:trPr><w:del/></w:trPr>", cell.format(run("R")), cell.format(run("Weg"))) + "</w:tbl>"
    assert read(tmp_path, body).text == "I Ja?"


def test_words_in_links_fields_controls_and_choices_are_kept_once(tmp_path: Path) -> None:
    body = (
        f"<w:p><w:hyperlink>{run('link ')}</w:hyperlink><w:fldSimple>{run('veld ')}</w:fldSimple>"
        f"<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r><w:smartTag>{run('slim ')}</w:smartTag>"
        f"<w:sdt><w:sdtContent>{run('vak ')}</w:sdtContent></w:sdt>"
        f"<mc:AlternateContent><mc:Choice>{run('keuze')}</mc:Choice><mc:Fallback>{run('terugval')}</mc:Fallback></mc:AlternateContent></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('blok')}</w:p></w:sdtContent></w:sdt>"
    )
    assert read(tmp_path, body).text == "link veld slim vak keuze\nblok"


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("<w:r><w:footnoteReference w:id='1'/></w:r>", "footnote"),
        ("<w:r><w:commentReference w:id='1'/></w:r>", "comment"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F04A'/></w:r>", "symbol"),
        ("<m:oMath/>", "formula"),
        (run("stil", "<w:vanish/>"), "hidden"),
        (
            "<w:r><w:drawing><x xmlns='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><txbx/></x></w:drawing></w:r>",
            "text box",
        ),
    ],
)
def test_what_is_left_out_is_told(tmp_path: Path, inside: str, says: str) -> None:
    document = read(tmp_path, f"<w:p>{run('woord ')}{inside}</w:p>")
    assert document.text.startswith("woord ")
    assert any(says in warning for warning in document.warnings)


def test_headers_are_left_out_and_told(tmp_path: Path) -> None:
    head = f'<w:hdr xmlns:w="{W}"><w:p>{run("Vertrouwelijk")}</w:p></w:hdr>'
    document = read(tmp_path, f"<w:p>{run('woord')}</w:p>", header1=head)
    assert document.text == "woord"
    assert document.warnings == ("Headers and footers were left out.",)


def test_a_numbered_list_keeps_its_words_and_the_numbers_are_told(tmp_path: Path) -> None:
    document = WordFile()
    for text in ("bellen", "schrijven"):
        document.add_paragraph(text, style="List Number")
    numbered: Paragraph = document.add_paragraph("wachten")
    properties = numbered._p.get_or_add_pPr()
    properties.append(OxmlElement("w:numPr"))
    path = tmp_path / "a.docx"
    document.save(str(path))
    result = read_document(path)
    assert result.text == "bellen\nschrijven\nwachten"
    assert any("list number" in warning for warning in result.warnings)


def test_bold_by_a_style_is_bold(tmp_path: Path) -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="Vet"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Naam"><w:basedOn w:val="Vet"/></w:style></w:styles>'
    )
    line = "<w:p><w:pPr><w:pStyle w:val='Naam'/></w:pPr>{}</w:p><w:p>{}</w:p>"
    talk = [("Sanne", "Hoe gaat het?"), ("Ilse", "Goed."), ("Sanne", "En nu?"), ("Ilse", "Beter.")]
    document = read(tmp_path, "".join(line.format(run(who), run(what)) for who, what in talk), styles=styles)
    assert document.convention == "bold-line"
    assert [turn.speaker for turn in document.turns] == ["Sanne", "Ilse", "Sanne", "Ilse"]


def test_a_table_with_numbers_and_times_in_columns_of_their_own(tmp_path: Path) -> None:
    document = WordFile()
    table = document.add_table(rows=0, cols=4)
    rows = [
        ("Nr", "Tijd", "Wie", "Tekst"),
        ("1", "00:00:04", "I", "Hoe?"),
        ("2", "00:00:09", "R", "Zo."),
        ("3", "", "I", "O?"),
        ("4", "", "R", "Ja."),
    ]
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    path = tmp_path / "a.docx"
    document.save(str(path))
    result = read_document(path)
    assert [(turn.speaker, turn.stamp, result.text[turn.start : turn.end]) for turn in result.turns] == [
        ("I", 4.0, "Hoe?"),
        ("R", 9.0, "Zo."),
        ("I", None, "O?"),
        ("R", None, "Ja."),
    ]


def test_times_that_were_merged_into_one_cell_do_not_hide_the_speaker_beside_them(tmp_path: Path) -> None:
    document = WordFile()
    table = document.add_table(rows=0, cols=3)
    for row in (("00:01", "I", "Hoe?"), ("00:02", "R", "Zo."), ("00:03", "I", "O?"), ("00:04", "R", "Ja.")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    table.cell(2, 0).merge(table.cell(3, 0))
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert [(turn.speaker, turn.stamp) for turn in read_document(path).turns] == [
        ("I", 1.0),
        ("R", 2.0),
        ("I", 3.0),
        ("R", None),
    ]


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        bomb = '<!DOCTYPE d [<!ENTITY a "hallo"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
        archive.writestr(
            "word/document.xml",
            f'{bomb}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&a;&b;</w:t></w:r></w:p></w:body></w:document>',
        )
    with pytest.raises(BadInput, match="entities"):
        read_document(path)


def test_a_zip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.ingest.package.MAX_PART", 100_000)
    path = word_file(tmp_path, f"<w:p>{run('a' * 200_000)}</w:p>")
    assert path.stat().st_size < 5000
    with pytest.raises(BadInput, match="unpacks"):
        read_document(path)


def test_a_locked_part_asks_for_the_password_to_be_taken_off(tmp_path: Path) -> None:
    path = word_file(tmp_path, f"<w:p>{run('woord')}</w:p>")
    data = bytearray(path.read_bytes())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + flags] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(BadInput, match="password"):
        read_document(path)


@given(cut=st.integers(10, 36_000), flips=st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 255)), max_size=8))
@settings(max_examples=60)
def test_a_damaged_file_gives_a_document_or_one_sentence(
    tmp_path: Path, cut: int, flips: list[tuple[int, int]]
) -> None:
    data = bytearray(whole_file())
    if not flips:
        del data[cut:]
    for place, value in flips:
        data[place % len(data)] = value
    path = tmp_path / "a.docx"
    path.write_bytes(bytes(data))
    try:
        read_document(path)
    except BadInput as error:
        assert "a.docx" in error.where
        assert not re.search(r"\n|Hoe gaat", str(error))


def test_the_strict_form_of_the_standard_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
            'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="word/tekst.xml"/>'
            "</Relationships>",
        )
        archive.writestr(
            "word/tekst.xml",
            f'<w:document xmlns:w="{strict}"><w:body><w:p><w:r><w:t>woord</w:t></w:r></w:p></w:body></w:document>',
        )
    assert read_document(path).text == "woord"
