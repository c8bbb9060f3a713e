"""Text to lines on the screen: wraps the blocks of a transcript to a width in cells.

A line is a half-open span of the text. The lines of a paragraph are contiguous, so every code point of it is in exactly
one; the spaces at which a line was broken hang at its end and are not drawn (`shown_end`). Between blocks stands an empty row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import regex

from qualcode.ingest.document import INTERVIEWER
from qualcode.tui.reading.blocks import Blocks
from qualcode.tui.reading.cells import glyph, is_simple

_CLUSTER = regex.compile(r"\X")
SET_BACK = 2
"""Cells by which an interviewer's turn is set back."""


class Row(NamedTuple):
    """One row of the screen."""

    start: int
    end: int
    shown_end: int
    """Where drawing stops: `end` without the spaces that hang at a wrap."""
    block: int
    """Index of its block; for an empty row between blocks, of the block before it."""
    part: int
    """0 for the first row of its block, then 1, 2, …; -1 for an empty row between blocks."""
    indent: int = 0


class Layout:
    """The rows of one text at one width.

    Args:
        blocks: What is shown.
        width: Cells for the text; at least 4.
    """

    def __init__(self, blocks: Blocks, width: int) -> None:
        self.blocks = blocks
        self.width = max(width, SET_BACK + 2)
        self.rows: list[Row] = []
        self._starts: list[int] = []
        self._row_of: list[int] = []
        text = blocks.text
        for index, block in enumerate(blocks.items):
            if index:
                end = blocks.items[index - 1].end
                self.rows.append(Row(end, end, end, index - 1, -1))
            indent = SET_BACK if block.role == INTERVIEWER else 0
            for part, (start, end, shown) in enumerate(_wrap(text, block.start, block.end, self.width - indent)):
                self._starts.append(start)
                self._row_of.append(len(self.rows))
                self.rows.append(Row(start, end, shown, index, part, indent))

    def __len__(self) -> int:
        return len(self.rows)

    def row_at(self, offset: int) -> int:
        """The row on which the cursor stands when it is at this offset."""
        return self._row_of[max(bisect_right(self._starts, offset) - 1, 0)]

    def rows_of(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last row that a span [start, end) touches; the same one twice when it is empty."""
        return self.row_at(start), self.row_at(max(start, end - 1))


def _wrap(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int, int]]:
    """(start, end, shown_end) of each line of a block; a line end in the text ends a line and belongs to it."""
    place = start
    while True:
        stop = text.find("\n", place, end)
        paragraph_end = end if stop < 0 else stop
        tail = 0 if stop < 0 else 1
        lines = list(_wrap_paragraph(text, place, paragraph_end, width))
        for line_start, line_end, shown in lines[:-1]:
            yield line_start, line_end, shown
        line_start, line_end, shown = lines[-1]
        yield line_start, line_end + tail, shown
        if stop < 0:
            return
        place = stop + 1


def _wrap_paragraph(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int, int]]:
    words = text[start:end]
    simple = is_simple(words)
    place = start
    while True:
        limit = place + width if simple else start + _fits(words, place - start, width)
        if limit >= end:
            yield place, end, end
            return
        brk = text.rfind(" ", place, limit + 1)
        if brk <= place:
            yield place, limit, limit
            place = limit
            continue
        after = brk + 1
        while after < end and text[after] == " ":
            after += 1
        shown = brk
        while shown > place and text[shown - 1] == " ":
            shown -= 1
        yield place, after, shown
        place = after
        if place >= end:
            return


def _fits(words: str, start: int, width: int) -> int:
    """How far from `start` the paragraph fits in `width` cells; at least one cluster, never inside one.

    It looks at the paragraph alone: what stands before it in the text must not change its clusters.
    """
    cells = 0
    for match in _CLUSTER.finditer(words, start):
        cells += glyph(match.group())[1]
        if cells > width:
            stop: int = match.start() if match.start() > start else match.end()
            return stop
    return len(words)
