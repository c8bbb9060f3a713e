"""What the conventions share: the page they look at, the marks they propose, and the numbers and time stamps around a label."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from qualcode.ingest.document import Layout


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where a turn may begin."""

    label_start: int
    start: int
    label: str
    """As written, without number, stamp, colon and aside; empty for a bare time stamp."""
    aside: str = ""
    """What stood between brackets after the label ("lacht", "moeder")."""
    stamp: float | None = None
    tight: bool = False
    """The colon is followed at once by a letter, as in "I:Hoe": weak evidence."""


@dataclass(frozen=True)
class Page:
    """A text cut in lines, with its layout; what every convention looks at."""

    text: str
    layout: Layout

    @cached_property
    def lines(self) -> list[tuple[int, int]]:
        """Spans of the lines, without their line ends."""
        result, start = [], 0
        for line in self.text.split("\n"):
            result.append((start, start + len(line)))
            start += len(line) + 1
        return result

    @cached_property
    def blocks(self) -> int:
        """How many paragraphs the text seems to have: runs of lines between blank ones where blank lines separate them."""
        full = blank_before = 0
        blank = True
        for start, end in self.lines:
            if end == start or not self.text[start:end].strip():
                blank = True
                continue
            full += 1
            blank_before += blank
            blank = False
        return blank_before if blank_before * 4 >= full else full

    @cached_property
    def hard_wrapped(self) -> bool:
        """Whether lines were cut at a fixed width, so that a line is no paragraph."""
        lengths = sorted(end - start for start, end in self.lines if end > start)
        if len(lengths) < 12:
            return False
        high = lengths[len(lengths) * 9 // 10]
        middle = lengths[len(lengths) // 2]
        return middle >= 45 and middle > 0.75 * high and lengths[-1] <= 132

    def skip_space(self, offset: int) -> int:
        """The first offset from here that holds no white space; the text's end when there is none."""
        text, size = self.text, len(self.text)
        while offset < size and text[offset].isspace():
            offset += 1
        return offset


@dataclass(frozen=True, slots=True)
class Convention:
    """One way of marking turns, and how much evidence it needs."""

    name: str
    find: Callable[[Page], list[Mark]]
    names_suffice: bool = True
    """Labels that are no known word for a speaker count, when they recur and alternate."""
    shares: float = 0.25
    """The part of the paragraphs that must open with a label when no label is a known word."""
    lone_labels: bool = False
    """A label used once counts when the convention's form marks it off from running text."""


FULL_TIME = r"\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
"""hh:mm:ss with an optional fraction, or h:m:s as Teams writes it."""
TIME = rf"(?:{FULL_TIME}|\d{{1,3}}:\d{{2}}(?:[.,]\d{{1,3}})?)"
"""[hh:]mm:ss with an optional fraction."""
_RANGE = rf"{TIME}(?:\s*(?:-->|-|–)\s*{TIME})?"
STAMP = rf"(?:[\[(<{{]\s*{_RANGE}\s*[\])>}}]|#{TIME}(?:-\d)?#|{_RANGE}(?=\s|$))"
"""A time between brackets, between hashes (f4) or bare; a range counts from its first time."""
_FIGURE = r"(?:\[\d{1,5}\]|\(\d{1,5}\)|#?\d{1,5}[.):]?)"
NUMBER = rf"{_FIGURE}(?=\s)"
"""The number of a turn or line: 12, 12., 12), (12), [12], #12."""
_GAP = r"[ \u00a0]"
PREFIX = rf"{_GAP}*(?:{NUMBER}{_GAP}+)?(?:(?P<stamp>{STAMP}){_GAP}*)?(?:{NUMBER}{_GAP}+)?(?:[-–•]{_GAP}+)?"
"""What may stand before a label on its line."""
_TIME = re.compile(TIME)
_LONE_PREFIX = re.compile(rf"{_GAP}*(?:{_FIGURE}{_GAP}*)?(?P<stamp>{STAMP})?{_GAP}*")


def seconds(stamp: str | None) -> float | None:
    """The first time in a stamp, in seconds from the start of the recording; None when there is none."""
    found = _TIME.search(stamp) if stamp else None
    if not found:
        return None
    total = 0.0
    for part in found[0].replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def pulled_up(page: Page, line: int, stamp: float | None) -> tuple[int, float | None]:
    """Where a turn's label begins when the line above holds nothing but its number or stamp.

    Args:
        page: The text.
        line: Index of the line that holds the label.
        stamp: The stamp found on that line itself.

    Returns:
        The offset where the label begins, and the turn's stamp.
    """
    start = page.lines[line][0]
    above = line - 1
    while above >= 0 and page.lines[above][0] == page.lines[above][1] and line - above < 2:
        above -= 1
    if above >= 0 and stamp is None:
        up, down = page.lines[above]
        found = _LONE_PREFIX.fullmatch(page.text, up, down) if 0 < down - up < 40 else None
        if found and found["stamp"]:
            return up, seconds(found["stamp"])
    return start, stamp
