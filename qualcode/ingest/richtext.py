"""Rich Text (.rtf): words, paragraphs, table cells and bold, by the Rich Text Format Specification 1.9.1."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from qualcode.errors import BadInput
from qualcode.i18n import _, ngettext
from qualcode.ingest.building import Run, TextBuilder
from qualcode.ingest.plain import noticed
from qualcode.ingest.reading import Reading

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)|\\"
)
_SIGNS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "enspace": " ",
    "emspace": " ",
    "~": "\u00a0",
    "-": "\u00ad",
    "_": "\u2011",
    "{": "{",
    "}": "}",
    "\\": "\\",
}
_UNSPOKEN = frozenset(
    {
        *(
            "colortbl",
            "stylesheet",
            "info",
            "generator",
            "listtable",
            "listoverridetable",
            "rsidtbl",
            "filetbl",
            "revtbl",
        ),
        *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
        *("pict", "object", "shppict", "nonshppict", "shpinst", "themedata", "colorschememapping", "datastore"),
        *("ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "fldinst", "xe", "tc", "listtext", "pntext", "pntxta", "pntxtb"),
    }
)
"""Destinations whose words are no part of the text."""
_TOLD = {"footnote": "note", "annotation": "comment", "shptxt": "frame"}
_CODE_PAGES = {77: "mac_roman", 161: "cp1253", 162: "cp1254", 186: "cp1257", 204: "cp1251", 238: "cp1250"}
"""Character set of a font -> code page; any other is the document's own."""


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits."""

    skipped: bool = False
    fonts: bool = False
    bold: bool = False
    italic: bool = False
    deleted: bool = False
    font: int = 0
    fallback: int = 1
    """Characters that stand after a `\\u` for programs without Unicode."""


def read_richtext(data: bytes, name: str) -> Reading:
    """The text and layout of a Rich Text document.

    Raises:
        BadInput: when its groups do not close.
    """
    reader = _Reader()
    if not reader.read(data.rstrip(b"\0 \r\n")):
        raise BadInput(
            _("The file is damaged or not complete."),
            where=name,
            todo=_("Copy it again from its source, or open it in a word processor and save it under a new name."),
        )
    text, layout = reader.builder.finished()
    return Reading(text, layout, (*_warnings(reader.counts), *noticed("\n".join(reader.builder.paragraphs))))


class _Reader:
    """One pass over the tokens."""

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self.counts: Counter[str] = Counter()
        self._state = _State()
        self._stack: list[_State] = []
        self._code_page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._runs: list[Run] = []
        self._bytes = bytearray()
        self._cell: list[list[Run]] = []
        self._row: list[list[list[Run]]] = []
        self._to_skip = 0
        self._high = 0
        self._starred = False
        self._in_table = False

    def read(self, data: bytes) -> bool:
        """Reads everything; whether the groups closed."""
        at = 0
        while at < len(data):
            token = _TOKEN.match(data, at)
            if token is None:
                return False
            at = token.end()
            word, number, hexadecimal, symbol, brace, plain = token.groups()
            if brace is not None:
                self._to_skip = 0
            if brace == b"{":
                self._flush()
                self._stack.append(self._state)
            elif brace == b"}":
                self._flush()
                if not self._stack:
                    return False
                self._state = self._stack.pop()
                if not self._stack:
                    break
            elif word is not None:
                if word == b"bin":
                    at += max(0, int(number or 0))
                else:
                    self._word(word.decode("ascii"), int(number) if number else None)
            elif hexadecimal is not None:
                self._put_byte(int(hexadecimal, 16))
            elif symbol is not None:
                self._symbol(symbol)
            elif plain is not None:
                passed = min(self._to_skip, len(plain))
                self._to_skip -= passed
                if self._speaks():
                    self._bytes += plain[passed:]
        self._flush()
        if self._runs or self._cell:
            self._paragraph()
        self._end_row()
        return not self._stack

    def _speaks(self) -> bool:
        return not (self._state.skipped or self._state.fonts or self._state.deleted)

    def _put_byte(self, byte: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        elif self._speaks():
            self._bytes.append(byte)

    def _put(self, text: str) -> None:
        self._flush()
        if self._speaks():
            self._runs.append((text, self._state.bold, self._state.italic))

    def _flush(self) -> None:
        if self._bytes:
            page = self._fonts.get(self._state.font, self._code_page)
            self._runs.append((self._bytes.decode(page, "replace"), self._state.bold, self._state.italic))
            self._bytes.clear()

    def _symbol(self, symbol: bytes) -> None:
        sign = symbol.decode("latin-1")
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._paragraph()
        elif sign in _SIGNS:
            self._put(_SIGNS[sign])

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "u":
            self._unicode((number or 0) % 65536)
            return
        if self._bytes:
            self._flush()
        if word == "fonttbl":
            self._state = replace(self._state, fonts=True)
        elif word in _UNSPOKEN or word in _TOLD or starred:
            if word in _TOLD and not self._state.skipped:
                self.counts[_TOLD[word]] += 1
            self._state = replace(self._state, skipped=True)
        elif word == "ansicpg" and number:
            self._code_page = _known_page(f"cp{number}")
        elif word == "mac":
            self._code_page = "mac_roman"
        elif word == "fcharset" and self._state.fonts and number in _CODE_PAGES:
            self._fonts[self._state.font] = _CODE_PAGES[number]
        elif word in ("par", "sect", "page", "row", "cell", "nestcell", "nestrow"):
            self._ended(word)
        elif word in _SIGNS and self._state.skipped is False:
            self._put(_SIGNS[word])
        else:
            self._property(word, number)

    def _property(self, word: str, number: int | None) -> None:
        state, on = self._state, number != 0
        if word == "b":
            self._state = replace(state, bold=on)
        elif word == "i":
            self._state = replace(state, italic=on)
        elif word == "intbl":
            self._in_table = True
        elif word == "pard":
            self._in_table = False
        elif word == "plain":
            self._state = replace(state, bold=False, italic=False, deleted=False)
        elif word == "f":
            self._state = replace(state, font=number or 0)
        elif word == "uc":
            self._state = replace(state, fallback=number or 0)
        elif word == "deleted":
            self.counts["deletion"] += on
            self._state = replace(state, deleted=on)
        elif word == "revised" and on:
            self.counts["insertion"] += 1

    def _unicode(self, unit: int) -> None:
        """A UTF-16 unit: half of a pair waits for the other; what stands after it for older programs is passed over."""
        if 0xD800 <= unit < 0xDC00:
            self._high = unit
        elif 0xDC00 <= unit < 0xE000:
            if self._high:
                self._put(chr(0x10000 + ((self._high - 0xD800) << 10) + unit - 0xDC00))
            self._high = 0
        else:
            self._put(chr(unit))
        self._to_skip = self._state.fallback

    def _ended(self, word: str) -> None:
        if self._state.skipped:
            return
        if word in ("cell", "nestcell"):
            self._cell.append(self._runs)
            self._row.append(self._cell)
            self._runs, self._cell = [], []
        elif word in ("row", "nestrow"):
            self._end_row()
        else:
            self._paragraph()

    def _paragraph(self) -> None:
        self._flush()
        if self._row or self._in_table:
            self._cell.append(self._runs)
        else:
            self.builder.add_runs(self._runs)
        self._runs = []

    def _end_row(self) -> None:
        spans: list[tuple[int, int]] = []
        for cell in self._row:
            separator = " " if spans else "\n"
            start = self.builder.length + (1 if self.builder.paragraphs else 0)
            for runs in cell:
                self.builder.add_runs(runs, separator)
                separator = "\n"
            spans.append((start, max(start, self.builder.length)))
        if spans:
            self.builder.add_row(tuple(spans))
        self._row = []
        for runs in self._cell:
            self.builder.add_runs(runs)
        self._cell = []


def _known_page(page: str) -> str:
    try:
        b"a".decode(page)
    except LookupError:
        return "cp1252"
    return page


def _warnings(counts: Counter[str]) -> list[str]:
    messages = []
    if counts["insertion"] or counts["deletion"]:
        messages.append(_("The document has tracked changes: additions were taken, deletions left out."))
    for key, singular, plural in (
        ("note", "{n} footnote or endnote was left out.", "{n} footnotes or endnotes were left out."),
        ("comment", "{n} comment in the margin was left out.", "{n} comments in the margin were left out."),
        ("frame", "{n} text box was left out.", "{n} text boxes were left out."),
    ):
        if counts[key]:
            messages.append(ngettext(singular, plural, counts[key]))
    return messages
