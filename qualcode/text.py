"""Texts and the one way to point into them: code points of the normalised text, half-open spans.

Everything else (screen cells, UTF-16 units of other programs, line numbers) is converted here, at the edge. The functions
are pure; nothing in this module knows a study or a screen.
"""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_right
from typing import NamedTuple

import regex

from qualcode.errors import Refused

_CLUSTER = regex.compile(r"\X")
_WORD = regex.compile(r"[\p{L}\p{N}]+(?:['’.\-][\p{L}\p{N}]+)*")
_LONE = regex.compile(r"\p{Cs}")
_UNSEEN = regex.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


class Span(NamedTuple):
    """A half-open stretch [start, end) of a text, in code points."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Number of code points covered."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def intersection(self, other: Span) -> Span | None:
        """The code points that both cover, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None


def normalise(raw: str) -> str:
    r"""The form in which a text is stored, once and for ever: NFC, `\n` line ends, spaces for tabs, no BOM, no controls.

    Form feeds and vertical tabs end a line, as they do in Word. Idempotent.
    """
    text = (
        raw.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    )
    text = (
        text.replace("\u2028", "\n")
        .replace("\u2029", "\n")
        .replace("\x85", "\n")
        .replace("\t", " ")
        .translate(_CONTROL)
    )
    return unicodedata.normalize("NFC", text)


def one_line(raw: str) -> str:
    """A name from outside (of a file, in its facts) as one line that every screen, file and database can hold.

    Runs of white space become one space; marks that turn the direction of writing go; what is no Unicode (a file's name in an
    old encoding) becomes U+FFFD.
    """
    return " ".join(_UNSEEN.sub("", _LONE.sub("\ufffd", normalise(raw))).split())


def fingerprint(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, as 64 hexadecimal digits; the key under which a text is kept."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def words_of(text: str) -> list[str]:
    """The words of a text in order: runs of letters and digits, inner apostrophes, dots and hyphens kept."""
    return [match.group() for match in _WORD.finditer(text)]


def count_words(text: str) -> int:
    """Number of words as `words_of` finds them."""
    return sum(1 for _ in _WORD.finditer(text))


def word_spans(text: str) -> list[Span]:
    """Where the words of `words_of` stand."""
    return [Span(*match.span()) for match in _WORD.finditer(text)]


def cluster_starts(text: str) -> list[int]:
    """Offsets at which a user-perceived character begins (UAX #29, extended grapheme clusters), without the text's end."""
    return [match.start() for match in _CLUSTER.finditer(text)]


def checked_span(text: str, start: int, end: int) -> Span:
    """The span, when it is one of this text and not empty.

    Raises:
        Refused: when it is empty, reversed or outside the text.
    """
    if not 0 <= start < end <= len(text):
        raise Refused(
            f"The segment {start}:{end} is not inside the text.",
            todo=f"Use 0 <= start < end <= {len(text)} code points.",
        )
    return Span(start, end)


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends; an all-blank span is returned as it is."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else span


def merged(spans: list[Span]) -> list[Span]:
    """The union of the spans as disjoint spans in order; touching ones are joined."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            if span.end > result[-1].end:
                result[-1] = Span(result[-1].start, span.end)
        else:
            result.append(span)
    return result


def line_starts(text: str) -> list[int]:
    """Offsets at which a line begins; at least [0]."""
    return [0, *(index + 1 for index, character in enumerate(text) if character == "\n")]


def line_number(starts: list[int], offset: int) -> int:
    """The 1-based line that holds the offset, from the table of `line_starts`."""
    return bisect_right(starts, offset)


def to_utf16(text: str, offset: int) -> int:
    """The offset in UTF-16 code units, as NVivo counts: each code point beyond U+FFFF counts twice."""
    return offset + sum(1 for character in text[:offset] if ord(character) > 0xFFFF)


def from_utf16(text: str, units: int) -> int:
    """The code point offset that stands at this many UTF-16 units; inside a surrogate pair, the pair's start."""
    seen = 0
    for offset, character in enumerate(text):
        width = 2 if ord(character) > 0xFFFF else 1
        if seen + width > units:
            return offset
        seen += width
    return len(text)
