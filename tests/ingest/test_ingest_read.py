"""Reading a file: text, turns, front matter, and one sentence for what cannot be read."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document as WordFile

from qualcode.errors import BadInput
from qualcode.ingest import read_document, supported_suffixes

TALK = "Interviewer: Hoe is het gegaan?\nRespondent: Nou ja, één loket zou fijn zijn.\nInterviewer: En nu?\nRespondent: Beter."


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def word_bytes(*paragraphs: str) -> bytes:
    document = WordFile()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["ouder-01.txt", "ouder-01.md", "ouder-01.docx"])
def test_the_three_formats_give_the_same_document(tmp_path: Path, name: str) -> None:
    content = word_bytes(*TALK.split("\n")) if name.endswith("docx") else TALK.encode()
    document = read_document(written(tmp_path, name, content))
    assert document.text == TALK
    assert document.title == "ouder-01"
    assert document.source_name == name
    assert document.source_hash == hashlib.sha256(content).hexdigest()
    assert [document.text[turn.start : turn.end] for turn in document.turns] == [
        "Hoe is het gegaan?",
        "Nou ja, één loket zou fijn zijn.",
        "En nu?",
        "Beter.",
    ]
    assert document.roles == {"Interviewer": "interviewer", "Respondent": "respondent"}


def test_front_matter_becomes_attributes_and_leaves_the_text(tmp_path: Path) -> None:
    block = "---\nsoort: ouder\nrespondent: Respondent 1\nmodel: VP\ndatum: 2025-03\nsynthetisch: ja\n---\n\n"
    document = read_document(written(tmp_path, "a.txt", block + TALK))
    assert document.text == TALK
    assert document.attributes == {
        "kind": "parent",
        "participant": "Respondent 1",
        "model": "VP",
        "date": "2025-03",
        "synthetic": "ja",
    }


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("---\nsoort: ouder\nhallo daar\n---\n", 3),
        ("---\nsoort: ouder\ntekst: x\n", 1),
        ("---\nsoort: a\nkind: b\n---\n", 3),
    ],
)
def test_a_malformed_front_matter_is_told_by_its_line(tmp_path: Path, block: str, line: int) -> None:
    with pytest.raises(BadInput) as caught:
        read_document(written(tmp_path, "a.txt", block + TALK))
    assert f"line {line}" in caught.value.where


def test_a_ruled_line_is_no_front_matter(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, "a.txt", "---\nGesprek met een ouder\n---\n" + TALK))
    assert document.text.startswith("---\nGesprek")
    assert document.attributes == {}


def zip_of(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("leeg.txt", b"", "empty"),
        ("wit.txt", b" \n\n ", "empty"),
        ("kop.txt", b"---\nsoort: ouder\n---\n", "no words"),
        ("leeg.docx", word_bytes(""), "no words"),
        ("geluid.txt", b"ID3\x03\x00\x00\x00\x00\x00\x00" + bytes(range(256)) * 4, "no text"),
        ("binair.txt", bytes(range(256)) * 20, "no text"),
        ("half.docx", word_bytes(TALK)[:9000], "damaged"),
        ("slot.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("oud.doc", OLE + "WordDocument".encode("utf-16-le"), "Word 97"),
        ("oud.docx", OLE + "WordDocument".encode("utf-16-le"), "Word 97"),
        ("rtf.docx", rb"{\rtf1 hallo}", "Rich Text"),
        ("pdf.docx", b"%PDF-1.7\n", "PDF"),
        ("web.docx", b"<!DOCTYPE html><html>", "web page"),
        ("boek.docx", zip_of(xl__workbook=b"x"), "Excel"),
        ("zip.docx", zip_of(foto=b"x"), "zip archive"),
        ("tekst.docx", TALK.encode(), "plain text"),
        ("word.txt", word_bytes(TALK), "Word document"),
        ("leeg-pakket.docx", zip_of(word__iets=b"x"), "damaged"),
        ("geluid.mp3", b"ID3\x03", "cannot be imported"),
        ("accent.txt", "één café, naïef, coördinator".encode()[:-3] + b"\xc3 na", "damaged"),
    ],
)
def test_bad_input_gets_one_sentence_with_the_file_and_what_to_do(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    with pytest.raises(BadInput) as caught:
        read_document(written(tmp_path, name, content))
    assert says in caught.value.what
    assert name in caught.value.where
    assert caught.value.todo
    assert "\n" not in str(caught.value)


def test_an_absent_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        read_document(tmp_path / "weg.txt")
    with pytest.raises(BadInput, match="folder"):
        read_document(tmp_path)


def test_the_required_formats_are_supported() -> None:
    assert {".txt", ".md", ".docx"} <= set(supported_suffixes())


def test_talk_between_ruled_lines_is_no_front_matter(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, "a.txt", f"---\n{TALK}\n---\n"))
    assert "één loket" in document.text
    assert len(document.turns) == 4


def test_a_text_file_pays_for_no_other_format(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", TALK)
    program = (
        "import sys; from qualcode.ingest import read_document; read_document(sys.argv[1]);"
        "print(sorted({'lxml', 'docx', 'openpyxl', 'pypdf', 'numpy', 'spacy', 'sqlmodel'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_does_not_keep_the_import_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(BadInput):
        read_document(tmp_path / "a.txt")
