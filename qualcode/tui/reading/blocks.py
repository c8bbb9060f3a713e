"""What of a transcript is shown, and in which pieces: the turns without their labels, and any text outside turns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from qualcode.store.values import Turn
from qualcode.text import Span, trimmed


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of the text that is shown from a new line: the words of a turn, or text that is no turn's."""

    start: int
    end: int
    number: int = 0
    """The turn's number, 0 for text outside turns."""
    label: str = ""
    role: str = ""
    stamp: float | None = None


@dataclass(frozen=True)
class Blocks:
    """The blocks of one text, in order; offsets between them (labels, line ends) are never shown."""

    text: str
    items: tuple[Block, ...]

    @cached_property
    def starts(self) -> list[int]:
        """Where each block begins, for bisection."""
        return [block.start for block in self.items]

    def index_at(self, offset: int) -> int:
        """The block that holds the offset, or the last one that begins before it; the first when none does."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def shown(self, offset: int, *, forward: bool = True) -> int:
        """The offset itself when it can be seen, else the nearest one that can, in the direction of travel."""
        if not self.items:
            return 0
        index = self.index_at(offset)
        block = self.items[index]
        if offset < block.start:
            return block.start
        if offset <= block.end:
            return offset
        if forward and index + 1 < len(self.items):
            return self.items[index + 1].start
        return block.end


def blocks_of(text: str, turns: Sequence[Turn]) -> Blocks:
    """The turns of a text as blocks, with what stands between them as blocks without a number.

    White space between blocks is left out; a turn without words is an empty block, so that its number is still seen.
    """
    items: list[Block] = []
    place = 0
    for turn in turns:
        items.extend(_loose(text, place, turn.label_start))
        items.append(Block(turn.start, turn.end, turn.number, turn.label, turn.role, turn.stamp))
        place = turn.end
    items.extend(_loose(text, place, len(text)))
    return Blocks(text, tuple(items) or (Block(0, 0),))


def _loose(text: str, start: int, end: int) -> list[Block]:
    if not text[start:end].strip():
        return []
    span = trimmed(text, Span(start, end))
    return [Block(span.start, span.end)]
