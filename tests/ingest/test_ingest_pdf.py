"""PDF: words by line, and a sentence for what has none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from qualcode.errors import BadInput
from qualcode.ingest import read_document

LINES = ("Interviewer: Hoe gaat het?", "Respondent: Goed hoor.", "Interviewer: En nu?", "Respondent: Beter.")


def pdf_bytes(lines: tuple[str, ...]) -> bytes:
    """A PDF of one page, written out by hand."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 750 Td {shown}ET" if lines else ""
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + tail.encode()


def written(folder: Path, content: bytes) -> Path:
    path = folder / "a.pdf"
    path.write_bytes(content)
    return path


def test_the_lines_of_a_pdf_give_turns(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    document = read_document(written(tmp_path, pdf_bytes(LINES)))
    assert document.text.split() == " ".join(LINES).split()
    assert [turn.speaker for turn in document.turns] == ["Interviewer", "Respondent"] * 2
    assert "lines, not paragraphs" in document.warnings[0]


def test_a_pdf_without_words_or_with_damage_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    with pytest.raises(BadInput, match="pictures of pages"):
        read_document(written(tmp_path, pdf_bytes(())))
    with pytest.raises(BadInput, match="damaged"):
        read_document(written(tmp_path, b"%PDF-1.4\nrommel"))


def test_without_the_library_the_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(BadInput, match="pip install pypdf"):
        read_document(written(tmp_path, pdf_bytes(LINES)))


def test_a_damaged_pdf_is_told_in_our_sentence_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(BadInput, match="damaged"):
        read_document(written(tmp_path, b"%PDF-1.4 nothing more"))
    assert caplog.text == ""
