"""A table with the speaker in one column and the words in the next; a number or time stamp may have a column of its own."""

from __future__ import annotations

import re

from qualcode.ingest.conventions.base import PREFIX, STAMP, Convention, Mark, Page, seconds
from qualcode.ingest.conventions.colon import LABEL
from qualcode.text import Span, trimmed

_CELL = re.compile(
    rf"\s*{PREFIX}(?P<label>{LABEL})(?:[ \u00a0]*\((?P<aside>[^()\n:]{{1,40}})\))?\s*(?:\s(?P<after>{STAMP}))?\s*[:.]?\s*"
)
_SIDE = re.compile(rf"\s*(?:\d{{1,5}}[.)]?\s*)?(?P<stamp>{STAMP})?(?:\s+{STAMP})*\s*")
"""Several times stand in one cell where it was merged with those below it."""
_LONGEST = 100
"""Code points that a cell with a label, number or time may hold."""


def _trimmed(text: str, cell: tuple[int, int]) -> tuple[int, int]:
    start, end = cell
    return trimmed(text, Span(start, end)) if start < end else cell


def _find(page: Page) -> list[Mark]:
    text, marks = page.text, []
    for row in page.layout.rows:
        cells = [_trimmed(text, cell) for cell in row]
        stamp = None
        label_start = row[0][0]
        while len(cells) > 2:
            # Columns before the speaker's that hold only a number or a time.
            side = _SIDE.fullmatch(text, *cells[0]) if cells[0][1] - cells[0][0] < _LONGEST else None
            if not side:
                break
            stamp = seconds(side["stamp"]) if stamp is None else stamp
            cells.pop(0)
        if len(cells) < 2:
            continue
        found = _CELL.fullmatch(text, *cells[0]) if cells[0][1] - cells[0][0] < _LONGEST else None
        if not found or not text[cells[1][0] : cells[1][1]].strip():
            continue
        words = 1
        if len(cells) > 2:
            side = _SIDE.fullmatch(text, *cells[1]) if cells[1][1] - cells[1][0] < _LONGEST else None
            if side and text[cells[1][0] : cells[1][1]].strip():
                stamp = seconds(side["stamp"]) if stamp is None else stamp
                words = 2
        if stamp is None:
            stamp = seconds(found["stamp"]) if found["stamp"] else seconds(found["after"])
        start = page.skip_space(cells[words][0])
        marks.append(Mark(label_start, start, found["label"].strip(" .:"), found["aside"] or "", stamp))
    return marks


TABLE = Convention("table", _find, shares=0.3)
