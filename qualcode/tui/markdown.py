"""Markdown as it is written in memos: headings, bold, italic, lists and quotes stand out, and every sign stays where it is.

Signs stay, so that what is seen is what is kept, the cursor's column is the text's, and a copy is the memo itself.
"""

from __future__ import annotations

import re

from rich.style import Style
from rich.text import Text

HEADING = re.compile(r"#{1,6}\s.*")
BEFORE = re.compile(r"\s*(?:[-*+]|\d+[.)]|>)\s")
INSIDE = (
    (re.compile(r"(\*\*|__)(?=\S)(?:.+?)(?<=\S)\1"), Style(bold=True)),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])[^*]+(?<=[^\s*])\*(?![\w*])"), Style(italic=True)),
    (re.compile(r"(?<!\w)_(?=[^\s_])[^_]+(?<=[^\s_])_(?!\w)"), Style(italic=True)),
    (re.compile(r"`[^`]+`"), Style(reverse=True)),
)


def stand_out(line: Text) -> Text:
    """Gives one line of Markdown the styles that its signs ask for; gives the same text back."""
    if HEADING.fullmatch(line.plain):
        line.stylize(Style(bold=True, underline=True))
        return line
    if before := BEFORE.match(line.plain):
        line.stylize(Style(bold=True), 0, before.end())
    for pattern, style in INSIDE:
        for found in pattern.finditer(line.plain):
            line.stylize(style, *found.span())
    return line


def markdown(words: str) -> Text:
    """A memo's words with the styles that its signs ask for."""
    return Text("\n", end="").join(stand_out(Text(line)) for line in words.split("\n"))


def without_signs(line: str) -> str:
    """One line without the signs of a heading, a list or bold: for a place with room for a line only."""
    line = re.sub(r"^\s*(?:#{1,6}|[-*+>])\s+", "", line)
    return re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", line)
