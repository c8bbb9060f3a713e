"""Text files in the encodings that Dutch computers wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import BadInput
from qualcode.ingest import Document, read_document
from qualcode.ingest.plain import decoded
from qualcode.text import normalise

TALK = "Moeder: Nou ja, de coördinator zei ‘één loket’… dat was geëvalueerd, hè. Het kostte niets."
PLAIN = "Moeder: Nou ja, de coördinator zei: één loket, dat was geëvalueerd, hè, à la carte. Het kostte niets."


def read(folder: Path, data: bytes) -> Document:
    path = folder / "a.txt"
    path.write_bytes(data)
    return read_document(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_its_mark_is_certain(tmp_path: Path, encoding: str) -> None:
    document = read(tmp_path, TALK.encode(encoding))
    assert document.text == TALK
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("encoding", "called", "text"),
    [
        ("cp1252", "Windows-1252", TALK),
        ("latin_1", "Windows-1252", PLAIN),
        ("mac_roman", "Mac Roman", TALK),
        ("cp850", "DOS 850", PLAIN),
        ("utf-16-le", "UTF-16", TALK),
        ("utf-16-be", "UTF-16", TALK),
    ],
)
def test_an_older_encoding_is_guessed_and_told(tmp_path: Path, encoding: str, called: str, text: str) -> None:
    document = read(tmp_path, text.encode(encoding))
    assert document.text == text
    assert called in document.warnings[0]


def test_text_spoilt_before_is_told(tmp_path: Path) -> None:
    document = read(tmp_path, ("één coördinator, geëvalueerd".encode().decode("cp1252")).encode())
    assert any("wrong encoding" in warning for warning in document.warnings)


def test_characters_lost_or_left_out_are_counted(tmp_path: Path) -> None:
    document = read(tmp_path, "een\x07 twee\ufffd drie".encode())
    assert document.text == "een twee\ufffd drie"
    assert "1 control character" in document.warnings[0]
    assert "1 character was already lost" in document.warnings[1]


def test_half_a_pair_of_utf16_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="UTF-16"):
        read(tmp_path, TALK.encode("utf-16") + b"x")


@given(st.text(min_size=1).filter(lambda text: text.strip("\ufeff\x00")))
def test_utf8_is_read_as_it_stands(text: str) -> None:
    raw, warnings = decoded(text.encode(), "a.txt")
    if not warnings:
        assert normalise(raw) == normalise(text)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_one_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    try:
        document = read(tmp_path_factory.mktemp("bytes"), data)
    except BadInput as error:
        assert error.where == "a.txt"
        assert error.todo
    else:
        assert document.text == normalise(document.text)


def test_a_text_in_two_encodings_is_refused_with_the_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="line 2"):
        read(tmp_path, f"{TALK}\n".encode() + TALK.encode("cp1252"))
