"""Where sentences of speech begin and end: rules, no model, so that the reading pane has them at once.

Written for transcripts: a line may be an utterance, an ellipsis goes on, "dat." ends a sentence though spaCy takes it for
an abbreviation, and speech without any full stop is cut into windows at a comma or a connecting word.
"""

from __future__ import annotations

import re
from itertools import pairwise

from qualcode.language.tokens import folded
from qualcode.language.wordlists import ABBREVIATIONS
from qualcode.text import Span, trimmed

WINDOW_WORDS = 25
"""Length of the stretches into which speech without punctuation is cut."""
_LONGEST_SENTENCE = 50
_SHORTEST_STRETCH = 8
_WRAPPED_LINE = 60

_END = re.compile(r"(?P<stop>[.!?…]+)(?P<close>[\"'”’»)\]]*)(?=\s|$)|(?P<line>\s*\n\s*)")
_BEFORE = re.compile(r"([^\W\d_](?:[^\s]*[^\W\d_])?|\d+)$")
_INITIAL = re.compile(r"(?:\b(?:[Mm]evrouw|[Mm]eneer|[Dd]hr\.?|[Mm]evr\.?|[Mm]w\.?|[Dd]r\.?|[Jj]uf|[A-Z]\.) ?[A-Z])$")
_STAMP = re.compile(r"[\[(#]?\b\d{1,2}:\d{2}(?::\d{2})?\b[\])#]?")
_TOKEN = re.compile(r"\S+")
_CONNECTING = frozenset(
    ("en", "maar", "dus", "want", "toen", "omdat", "daarna", "nou", "ja", "of", "terwijl", "daarom", "uiteindelijk")
)


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of [start, end), in order, without white space at their ends; every visible character is in one.

    Args:
        text: The text.
        start: First code point, usually of a turn.
        end: One past the last; None for the text's end.
    """
    stop = len(text) if end is None else min(end, len(text))
    found: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, stop):
        if match.start() < begin or not _ends(text, begin, match, stop):
            continue
        _add(found, text, begin, match.end())
        begin = match.end()
    _add(found, text, begin, stop)
    return found


def _ends(text: str, begin: int, match: re.Match[str], stop: int) -> bool:
    following = text[match.end() : min(match.end() + 40, stop)].lstrip()
    if match.group("line") is not None:
        return _line_ends(text, begin, match, following)
    marks = match.group("stop")
    if marks in ("...", "…", "..") and following[:1].islower():
        return False
    if marks != ".":
        return not (following[:1].islower() and match.group("close"))
    before = _BEFORE.search(text, max(begin, match.start() - 20), match.start())
    word = folded(before.group(1)) if before else ""
    if word in ABBREVIATIONS and not (following[:1].isupper() and word in ("enz", "etc")):
        return False
    if len(word) == 1 and word.isalpha() and _INITIAL.search(text, max(begin, match.start() - 30), match.start()):
        return False
    # "3. " at the start of a line numbers it
    return not (word.isdigit() and len(word) < 3 and text[begin : match.start()].strip() == word)


def _line_ends(text: str, begin: int, match: re.Match[str], following: str) -> bool:
    if text.count("\n", match.start(), match.end()) > 1:
        return True
    line_start = max(text.rfind("\n", 0, match.start()) + 1, begin)
    wrapped = match.start() - line_start >= _WRAPPED_LINE and following[:1].islower()
    return not wrapped


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    span = trimmed(text, Span(start, end))
    if span.start >= span.end or text[span.start : span.end].isspace():
        return
    if span.length > 4 * _LONGEST_SENTENCE:  # cheaper than counting words in every sentence
        tokens = list(_TOKEN.finditer(text, span.start, span.end))
        if len(tokens) > _LONGEST_SENTENCE:
            found.extend(_windows(text, span, tokens))
            return
    found.append(span)


def _windows(text: str, span: Span, tokens: list[re.Match[str]]) -> list[Span]:
    """Stretches of about `WINDOW_WORDS` words, cut at a time stamp, a comma or before a connecting word where one is near."""
    cuts: list[int] = []
    first = 0
    while len(tokens) - first > WINDOW_WORDS + _SHORTEST_STRETCH:
        cut = _best_cut(tokens, first)
        cuts.append(tokens[cut].start())
        first = cut
    edges = [span.start, *cuts, span.end]
    return [trimmed(text, Span(a, b)) for a, b in pairwise(edges)]


def _best_cut(tokens: list[re.Match[str]], first: int) -> int:
    """The token with which the next stretch begins: between 60% and 130% of a window away, the best kind of place first."""
    nearest = range(
        first + WINDOW_WORDS * 3 // 5, min(first + WINDOW_WORDS * 13 // 10, len(tokens) - _SHORTEST_STRETCH)
    )
    aim = first + WINDOW_WORDS

    def cost(index: int) -> tuple[int, int]:
        if _STAMP.fullmatch(tokens[index].group(0)):
            kind = 0
        elif tokens[index - 1].group(0)[-1] in ",;:-–":
            kind = 1
        elif folded(tokens[index].group(0)) in _CONNECTING:
            kind = 2
        else:
            kind = 3
        return kind, abs(index - aim)

    return min(nearest, key=cost)
