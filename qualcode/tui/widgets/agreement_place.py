"""One difference in its context: the words, and under each line what either coder marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text

from qualcode.i18n import _
from qualcode.tui.views_agreement import PlaceView, SideView

FIRST_MARK, SECOND_MARK = "━", "═"
"""Told apart by their form; colour only helps."""
AROUND, LITTLE = 240, 90
"""Characters of context on either side, and where there is little room."""
WIDE = 78
GUTTER = 11
KEYS = ("a", "b")
"""What takes the first and the second coder's, said beside their names."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text and what is marked under it, as strings of the same width in cells."""

    start: int
    end: int
    words: str
    first: str
    second: str


def lines_under(
    text: str, window: tuple[int, int], first: Sequence[tuple[int, int]], second: Sequence[tuple[int, int]], width: int
) -> list[Line]:
    """Cuts a stretch of text into lines of at most `width` cells, with each coder's marks under it.

    Args:
        text: Of the transcript.
        window: Which stretch.
        first: What the first coder marked.
        second: What the second marked.
        width: Cells of a line.
    """
    return [
        Line(
            start,
            end,
            "".join(" " if text[place].isspace() else text[place] for place in range(start, end)),
            _marks(text, start, end, first, FIRST_MARK),
            _marks(text, start, end, second, SECOND_MARK),
        )
        for start, end in wrapped_at(text, window, width)
    ]


def wrapped_at(text: str, window: tuple[int, int], width: int) -> list[tuple[int, int]]:
    """Where the lines begin and end: broken at line ends and between words, a word longer than the line within it."""
    start, stop = window
    lines: list[tuple[int, int]] = []
    while start < stop:
        used, place, space = 0, start, -1
        while place < stop and text[place] != "\n":
            cells = cell_len(text[place])
            if used + cells > width:
                break
            if text[place].isspace():
                space = place
            used += cells
            place += 1
        if place < stop and text[place] != "\n" and not text[place].isspace() and space > start:
            place = space
        place = max(place, start + 1) if place < stop and text[place] != "\n" else place
        if place > start:
            lines.append((start, place))
        start = place
        while start < stop and text[start].isspace():
            start += 1
    return lines


def window_around(text: str, start: int, end: int, around: int = AROUND) -> tuple[int, int]:
    """The stretch with its context, from the beginning of a word to the end of one."""
    low, high = max(start - around, 0), min(end + around, len(text))
    while 0 < low < start and not text[low - 1].isspace():
        low += 1
    while end < high < len(text) and not text[high].isspace():
        high -= 1
    return low, high


def _marks(text: str, start: int, end: int, spans: Sequence[tuple[int, int]], sign: str) -> str:
    marks = "".join(
        (sign if any(low <= place < high for low, high in spans) else " ") * cell_len(text[place])
        for place in range(start, end)
    )
    return marks.rstrip()


def place_text(place: PlaceView, width: int, inks: tuple[Style, Style]) -> Text:
    """The whole difference: what either coder put there, the words with their marks, the memos, what was decided.

    Args:
        place: The difference.
        width: Cells; where there is little room there is less context.
        inks: Of the first and the second coder.
    """
    first, second = place.sides
    names = ["  " + set_cell_size(side.coder, GUTTER - 3) + " " for side in place.sides]
    text = Text(end="")
    for name, key, side, ink in zip(names, KEYS, place.sides, inks, strict=True):
        text.append(key, Style(dim=True))
        text.append(name[1:], ink + Style(bold=True))
        text.append(
            (_path(side.code, width - GUTTER) or _("nothing here")) + "\n",
            Style(bold=bool(side.code), dim=not side.code),
        )
        for memo in _memos(side):
            text.append(" " * GUTTER + _cut(memo, width - GUTTER) + "\n", Style(italic=True))
    text.append("\n")
    window = window_around(place.text, place.start, place.end, AROUND if width >= WIDE else LITTLE)
    for line in lines_under(place.text, window, first.spans, second.spans, max(width - GUTTER, 10)):
        text.append(" " * GUTTER)
        for at, sign in zip(range(line.start, line.end), line.words, strict=True):
            text.append(sign, Style(bold=True) if place.start <= at < place.end else Style(dim=True))
        text.append("\n")
        for name, marks, ink in ((names[0], line.first, inks[0]), (names[1], line.second, inks[1])):
            if marks:
                text.append(name, ink)
                text.append(marks + "\n", ink)
    for side in place.sides:
        for (who, memo), said in zip(side.memos, _memos(side), strict=True):
            if cell_len(said) > width - GUTTER:
                text.append(f"\n✎ {who}: {' '.join(memo.split())}", Style(italic=True))
    if place.outcome is not None:
        text.append("\n")
        _tell_outcome(text, place)
    return text


def _memos(side: SideView) -> list[str]:
    """The memos on one coder's codings, each on a line; who wrote it is said when it was not that coder."""
    return [f"✎ {'' if who == side.coder else f'{who}: '}{' '.join(memo.split())}" for who, memo in side.memos]


def _path(code: str, width: int) -> str:
    """The code with what is above it, from the left as much as does not stand on a line left out."""
    above = code.split(" / ")
    ways = [code, *(" / ".join(["…", *above[at:]]) for at in range(1, len(above)))]
    return next((way for way in ways if cell_len(way) <= width), _cut(ways[-1], width))


def _cut(said: str, width: int) -> str:
    """As much as stands on a line; what is longer stands whole below the words."""
    return said if cell_len(said) <= width else set_cell_size(said, width - 1).rstrip() + "…"


def _tell_outcome(text: Text, place: PlaceView) -> None:
    one = place.outcome
    if one is None:
        return
    text.append("→ ", Style(bold=True))
    codes = ", ".join(place.outcome_codes)
    text.append(f"{decided(place)}{f': {codes}' if codes else ''}", Style(bold=True))
    text.append(f"  {place.decided_by}, {one.at[:10]}", Style(dim=True))
    if one.reason:
        text.append(f"\n{one.reason}", Style(italic=True))


def decided(place: PlaceView) -> str:
    """What was decided on it, in a few words; empty when nothing was."""
    if place.outcome is None:
        return ""
    first, second = place.sides
    return {
        "first": _("As {coder}").format(coder=first.coder),
        "second": _("As {coder}").format(coder=second.coder),
        "both": _("Both"),
        "neither": _("No code"),
        "edit": _("Otherwise"),
        "skip": _("Later"),
    }[place.outcome.decision]
