"""What a file is by its content, whatever its suffix says."""

from __future__ import annotations

import io
import zipfile
import zlib

TEXT = "text"
BINARY = "binary"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_UNICODE_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_MEDIA = (
    b"ID3",
    b"OggS",
    b"fLaC",
    b"RIFF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ",
    b"\x7fELF",
    b"\x1f\x8b",
    b"BZh",
    b"7z",
)


def sniff(data: bytes) -> str:
    """The kind of content: text, rtf, html, pdf, docx, odt, xlsx, zip, broken-zip, encrypted, doc, ole or binary."""
    head = data[:1024].lstrip()
    if data.startswith(_OLE):
        return _ole_kind(data)
    if data.startswith(b"PK"):
        return _zip_kind(data)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    lowered = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if lowered.startswith((b"<!doctype html", b"<html")):
        return "html"
    if data.startswith(_UNICODE_MARKS):
        return TEXT
    if data.startswith(_MEDIA) or _looks_binary(data):
        return BINARY
    return TEXT


def _ole_kind(data: bytes) -> str:
    if _ENCRYPTED in data:
        return "encrypted"
    return "doc" if _WORD_STREAM in data else "ole"


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = b""
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    mimetype = stream.read(100)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        return "broken-zip"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if b"opendocument.text" in mimetype:
        return "odt"
    return "zip"


def _looks_binary(data: bytes) -> bool:
    """NUL bytes or many control bytes; text in UTF-16 without a mark has its NULs on one side of each pair only."""
    sample = data[:65536]
    nuls = sample.count(0)
    if nuls:
        return not utf16_without_mark(sample)
    control = sum(sample.count(byte) for byte in (*range(1, 9), *range(14, 27), *range(28, 32), 127))
    return control > 8 + len(sample) // 50


def utf16_without_mark(data: bytes) -> str:
    """ "utf-16-le" or "utf-16-be" when the NUL bytes betray UTF-16 of a Western language; otherwise empty."""
    sample = data[:65536]
    pairs = len(sample) // 2
    if pairs < 4:
        return ""
    even, odd = sample[0 : pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if odd > 0.7 * pairs and even < 0.02 * pairs:
        return "utf-16-le"
    if even > 0.7 * pairs and odd < 0.02 * pairs:
        return "utf-16-be"
    return ""
