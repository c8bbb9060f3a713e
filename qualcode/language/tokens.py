"""The scoring view of a text: the words as they are matched, with the offsets at which they stand in the text shown.

Folding keeps one character a character, so every offset of the view is an offset of the text. The text that is shown
is never changed: hesitations, time stamps and a transcriber's remarks are only left out of the view.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from qualcode.language.wordlists import FILLER_PHRASES, FILLERS, MARK_WORDS, PARTICLES, STOP_WORDS

_BRACKET = re.compile(r"\[[^\[\]\n]{0,80}\]|<[^<>\n]{1,40}>|#?\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,-]\d{1,3})?\b#?")
_ROUND = re.compile(r"\(([^()\n]{1,40})\)")
_LABEL = re.compile(
    r"^[ ]*(?:\*?[A-Z]{1,3}\d{0,2}"
    r"|(?:Interviewer|Interviewster|Respondent|Moeder|Vader|Ouder|Professional|Spreker)[ ]?\d{0,2})[ ]?:",
    re.MULTILINE,
)
_FILLER_PHRASE = re.compile(r"\b(?:" + "|".join(FILLER_PHRASES) + r")\b")
_WORD = re.compile(r"(?:[a-z]\.){2,}[a-z]?|[^\W_]+(?:['\-][^\W_]+)*-?")
_HALF_LINK = re.compile(r"\s+(?:en|of|als|tot|/)\s+")
_APOSTROPHES = {0x2018: "'", 0x2019: "'", 0x02BC: "'", 0x00B4: "'", 0x0060: "'", 0x2010: "-", 0x2011: "-"}


class Word(NamedTuple):
    """One word of the scoring view."""

    form: str
    """Folded: lower case, no diacritics, a hyphen half filled in, a final 's taken off. Two are told from their everyday
    doubles: the number "één", and a name in capitals that would be a small word ("MEE")."""
    start: int
    end: int
    """Where the word stands in the text, in code points."""


class _Folding(dict[int, str]):
    """A `str.translate` table that folds each character to one character the first time it is met."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        base = unicodedata.normalize("NFD", character)[0]
        low = base.lower()
        self[point] = low if len(low) == 1 else character
        return self[point]


_FOLD = _Folding(_APOSTROPHES)


def folded(text: str) -> str:
    """The text in lower case without diacritics, ’ as ', one character for each, so that offsets stay the same."""
    return text.translate(_FOLD)


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


def _blank_remark(match: re.Match[str]) -> str:
    words = folded(match.group(1)).strip(" .…").split()
    if not words or any(word in MARK_WORDS for word in words) or match.group(1).strip() == "?":
        return _blank(match)
    return match.group(0)


def scoring_view(text: str) -> str:
    """The folded text with speaker labels, time stamps, bracketed placeholders and a transcriber's remarks blanked out.

    It has as many code points as the text.
    """
    return _FILLER_PHRASE.sub(_blank, speech_view(text).translate(_FOLD))


def speech_view(text: str) -> str:
    """The text as it was said: labels, stamps, placeholders and remarks blanked out, ’ as ', capitals and accents kept.

    It has as many code points as the text, so a pipeline's offsets are the text's.
    """
    bare = _LABEL.sub(_blank, text)
    bare = _BRACKET.sub(_blank, bare)
    return _ROUND.sub(_blank_remark, bare).translate(_APOSTROPHES)


def words(text: str, start: int = 0, end: int | None = None, view: str | None = None) -> list[Word]:
    """The words of [start, end) as they are matched, hesitations left out, stop words kept.

    Args:
        text: The text as it is shown.
        start: First code point.
        end: One past the last; None for the text's end.
        view: `scoring_view(text)`, when the caller has it.
    """
    seen = scoring_view(text) if view is None else view
    stop = len(seen) if end is None else end
    found: list[Word] = []
    for match in _WORD.finditer(seen, start, stop):
        form = match.group(0)
        if form in FILLERS:
            continue
        if form[-1] == "-":
            form = _whole(form[:-1], seen, match.end(), stop)
        elif form[-1] == "." or form[1:2] == ".":
            form = form.replace(".", "")
        elif form.endswith("'s") and len(form) > 2:
            form = form[:-2]
        elif form in _DOUBLES:
            form = _told_apart(form, text[match.start() : match.end()])
        found.append(Word(form, match.start(), match.end()))
    return found


ONE = "één"
"""The number, which in a keyword is not the article ("één loket")."""
_DOUBLES = PARTICLES | {"een"}


def _told_apart(form: str, written: str) -> str:
    if form == "een":
        return ONE if written.lower() != "een" else form
    return written if len(written) > 2 and written.isupper() else form


def _whole(half: str, view: str, position: int, stop: int) -> str:
    """The hyphen half with the head of the word it shares ("ontwikkelings- en gedragsvragen": ontwikkelingsvragen)."""
    link = _HALF_LINK.match(view, position, stop)
    if link is None:
        return half
    other = _WORD.match(view, link.end(), stop)
    if other is None:
        return half
    from qualcode.language.compounds import head  # compounds needs the dictionary; only here

    shared = head(other.group(0))
    return half + shared if shared else half


def content_words(text: str, start: int = 0, end: int | None = None, view: str | None = None) -> list[Word]:
    """The words of [start, end) that can carry a topic: no stop words, no bare numbers."""
    return [word for word in words(text, start, end, view) if is_content(word.form)]


def is_content(form: str) -> bool:
    """Whether a folded form can carry a topic."""
    return form not in STOP_WORDS and form != ONE and len(form) > 1 and not form.isdigit()
