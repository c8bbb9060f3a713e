"""Plain text and Markdown: told its encoding, then read as it stands."""

from __future__ import annotations

import re

from qualcode.errors import BadInput
from qualcode.i18n import _, ngettext
from qualcode.ingest.building import early_tabs
from qualcode.ingest.document import Layout
from qualcode.ingest.reading import Reading
from qualcode.ingest.sniff import utf16_without_mark
from qualcode.ingest.source import own_product
from qualcode.products import MARKDOWN_LINE
from qualcode.text import normalise

_COMMON = frozenset("éèëêïöüáóàç‘’“”„…–—€•\u00a0")
"""Beyond ASCII, what a Dutch transcript mostly holds."""
_POSSIBLE = frozenset("áâäãìíîòôõùúûýÿñßÁÀÂÄÉÈÊËÍÌÎÏÓÒÔÖÚÙÛÜÇÑıİşŞğĞœŒæÆøØåÅ‚·«»°½¼£§©®™\u00ad")
"""What it may hold besides: letters of its neighbours' and of Turkish, capitals, print's rarer signs."""
_OLD_ENCODINGS = (("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman"), ("cp850", "DOS 850"), ("latin_1", "Latin-1"))
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MOJIBAKE = ("Ã©", "Ã«", "Ã¨", "Ã¯", "Ã¶", "Ã¼", "â€™", "â€œ", "â€¦", "â€“", "â‚¬")


def read_plain(data: bytes, name: str) -> Reading:
    """The text of a .txt or .md file.

    Raises:
        BadInput: when the text is UTF-8 with damaged characters, in no encoding we know, or written by qualcode itself.
    """
    if data.rstrip().endswith(MARKDOWN_LINE.encode()):
        raise own_product(name)
    raw, warnings = decoded(data, name)
    layout = Layout(tabs=tuple(early_tabs(raw))) if "\t" in raw else Layout()
    return Reading(text=normalise(raw), layout=layout, warnings=(*warnings, *noticed(raw)))


def decoded(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The characters of a text file, with a warning when its encoding had to be guessed.

    UTF-8 and UTF-16/32 with a mark are certain. An older encoding is taken by counting which of them gives the letters
    and signs that Dutch text has.

    Raises:
        BadInput: when no encoding fits.
    """
    for mark, encoding in (
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding), ()
            except UnicodeDecodeError as error:
                raise _damaged(name, encoding.upper(), data, error) from error
    bare = utf16_without_mark(data)
    if bare:
        try:
            return data.decode(bare), (_("The text was read as UTF-16, which the file does not say itself."),)
        except UnicodeDecodeError as error:
            raise _damaged(name, "UTF-16", data, error) from error
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            raise _damaged(name, "UTF-8", data, error) from error
    return _old_encoding(data)


def noticed(raw: str) -> tuple[str, ...]:
    """Warnings about what normalising drops or an earlier program has already spoilt."""
    warnings: list[str] = []
    controls = len(_CONTROLS.findall(raw))
    if controls:
        warnings.append(
            ngettext("{n} control character was left out.", "{n} control characters were left out.", controls)
        )
    lost = raw.count("\ufffd")
    if lost:
        warnings.append(
            ngettext(
                "{n} character was already lost in the file (shown as \ufffd).",
                "{n} characters were already lost in the file (shown as \ufffd).",
                lost,
            )
        )
    spoilt = sum(raw.count(sign) for sign in _MOJIBAKE)
    if spoilt > 1:
        warnings.append(
            _(
                "The file holds signs such as “Ã©” where letters with accents belong: it was saved with the wrong encoding "
                "before. Export it again from its source if you can."
            )
        )
    return tuple(warnings)


def _old_encoding(data: bytes) -> tuple[str, tuple[str, ...]]:
    beyond = bytes(sorted({byte for byte in data if byte >= 0x80}))
    best, best_score = "latin_1", -1
    for encoding, _label in _OLD_ENCODINGS:
        if not _decodes(beyond, encoding):
            continue
        score = 0
        for byte in beyond:
            character = bytes([byte]).decode(encoding)
            score += data.count(byte) * (3 if character in _COMMON else 1 if character in _POSSIBLE else 0)
        if score > best_score:
            best, best_score = encoding, score
    label = dict(_OLD_ENCODINGS)[best]
    warning = _("The text is not UTF-8; it was read as {encoding}. Look whether its accents are right.")
    return data.decode(best), (warning.format(encoding=label),)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(data: bytes) -> bool:
    """Whether a third or more of the signs beyond ASCII are UTF-8: the rest is damaged, or pasted in from an older file.

    In an older encoding the bytes of a sign beyond ASCII hardly ever make UTF-8 by chance.
    """
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - lost
    return good > 1 and 2 * good > lost


def _damaged(name: str, encoding: str, data: bytes, error: UnicodeDecodeError) -> BadInput:
    line = data[: error.start].count(b"\n") + 1
    return BadInput(
        _("The text is {encoding}, but a character on line {line} is damaged.").format(encoding=encoding, line=line),
        where=name,
        todo=_("Open it in an editor, mend that line and save it as UTF-8."),
    )
