"""Screen cells and code points of one line of text, both ways, and the glyphs that stand for it.

Terminals disagree on the width of some user-perceived characters (a heart with a variation selector, skin tones, keycaps,
families joined by ZWJ). Such a cluster is *drawn* as its first code point alone, whose width everybody agrees on; the text
itself stays as it is. What has no width at all (a soft hyphen, a zero-width space) is drawn as a dot, so that it can be
seen and pointed at.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache

import regex
from rich.cells import get_character_cell_size

_CLUSTER = regex.compile(r"\X")
_SIMPLE = regex.compile(r"[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*+")
PLACEHOLDER = "·"


def is_simple(text: str) -> bool:
    """Whether every code point is one cluster of one cell, so that offsets and cells are the same numbers."""
    return text.isascii() or _SIMPLE.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def glyph(cluster: str) -> tuple[str, int]:
    """What is drawn for one cluster, and how many cells it takes (1 or 2)."""
    base = cluster[0]
    width = get_character_cell_size(base)
    if width < 1 or unicodedata.category(base) in ("Cc", "Cf"):
        return PLACEHOLDER, 1
    if len(cluster) == 1:
        return cluster, width
    marks_only = all(unicodedata.category(mark) == "Mn" and 0x0300 <= ord(mark) < 0xFE00 for mark in cluster[1:])
    return (cluster if marks_only else base), width


class CellMap:
    """Code points of one line to cells and back.

    Args:
        text: The line, without a line end.
    """

    __slots__ = ("_cells", "_glyphs", "_starts", "text", "width")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None
        self._cells: list[int] = []
        self._glyphs: list[str] = []
        self.width = len(text)
        if is_simple(text):
            return
        starts: list[int] = []
        cell = 0
        for match in _CLUSTER.finditer(text):
            starts.append(match.start())
            self._cells.append(cell)
            drawn, width = glyph(match.group())
            self._glyphs.append(drawn)
            cell += width
        self._starts = starts
        self.width = cell

    def to_cell(self, index: int) -> int:
        """The first cell of the cluster that holds code point `index`; the line's width at its end and beyond."""
        if self._starts is None:
            return min(max(index, 0), self.width)
        if index >= len(self.text):
            return self.width
        return self._cells[bisect_right(self._starts, max(index, 0)) - 1]

    def to_index(self, cell: int) -> int:
        """Where the cluster under this cell begins; the text's length right of the last one."""
        if cell >= self.width:
            return len(self.text)
        if self._starts is None:
            return max(cell, 0)
        return self._starts[bisect_right(self._cells, max(cell, 0)) - 1]

    def drawn(self, start: int, end: int) -> str:
        """The glyphs of the clusters that begin in [start, end)."""
        if self._starts is None:
            return self.text[start:end]
        first = bisect_right(self._starts, start - 1)
        last = bisect_right(self._starts, end - 1)
        return "".join(self._glyphs[first:last])
