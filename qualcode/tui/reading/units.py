"""Boundaries by which the cursor and the selection travel: cluster, word, sentence and turn.

All tables are made once for a text; a step is a bisection. Clusters need no table: a boundary is found from the nearest
pair of ASCII characters, between which there always is one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from enum import StrEnum
from functools import cached_property

import regex

from qualcode.language.sentences import sentence_spans
from qualcode.text import Span, word_spans
from qualcode.tui.reading.blocks import Blocks

_CLUSTER = regex.compile(r"\X")


class Unit(StrEnum):
    """A step's length."""

    CLUSTER = "cluster"
    WORD = "word"
    SENTENCE = "sentence"
    TURN = "turn"


def next_cluster(text: str, offset: int) -> int:
    """The end of the cluster that begins at `offset`; the text's length at its end."""
    match = _CLUSTER.match(text, offset)
    return match.end() if match else len(text)


def cluster_start(text: str, offset: int) -> int:
    """Where the cluster that holds code point `offset` begins (UAX #29)."""
    if offset <= 0:
        return 0
    if offset >= len(text):
        return len(text)
    safe = offset
    while safe > 0 and not (text[safe].isascii() and text[safe - 1].isascii()):
        safe -= 1
    place = safe
    while (end := next_cluster(text, place)) <= offset:
        place = end
    return place


class Units:
    """Words, sentences and turns of one text, with the steps between them.

    Args:
        blocks: What is shown of the text; units never reach over the edge of a block.
    """

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        self.text = blocks.text

    @cached_property
    def words(self) -> list[Span]:
        """Words that are shown."""
        return [
            Span(word.start + block.start, word.end + block.start)
            for block in self.blocks.items
            for word in word_spans(self.text[block.start : block.end])
        ]

    @cached_property
    def sentences(self) -> list[Span]:
        """Sentences that are shown; each stays inside its block."""
        found: list[Span] = []
        for block in self.blocks.items:
            found.extend(sentence_spans(self.text, block.start, block.end))
        return found

    @cached_property
    def turns(self) -> list[Span]:
        """The blocks that hold words."""
        return [Span(block.start, block.end) for block in self.blocks.items if block.start < block.end]

    @cached_property
    def _starts(self) -> dict[Unit, list[int]]:
        return {unit: [span.start for span in self.spans(unit)] for unit in (Unit.WORD, Unit.SENTENCE, Unit.TURN)}

    @cached_property
    def _ends(self) -> dict[Unit, list[int]]:
        return {unit: [span.end for span in self.spans(unit)] for unit in (Unit.WORD, Unit.SENTENCE, Unit.TURN)}

    def prepare(self) -> None:
        """Makes all tables now (some 30 ms for 20,000 words), so that no key waits for them."""
        _ = self._starts, self._ends

    def spans(self, unit: Unit) -> list[Span]:
        """All spans of a unit larger than a cluster, in order and disjoint."""
        return {Unit.WORD: lambda: self.words, Unit.SENTENCE: lambda: self.sentences, Unit.TURN: lambda: self.turns}[
            unit
        ]()

    def at(self, unit: Unit, offset: int) -> Span | None:
        """The unit that holds the offset, else the nearest one before it, else the first; None in an empty text."""
        if unit is Unit.CLUSTER:
            if not self.text:
                return None
            start = cluster_start(self.text, min(offset, len(self.text) - 1))
            return Span(start, next_cluster(self.text, start))
        spans = self.spans(unit)
        if not spans:
            return None
        return spans[max(bisect_right(self._starts[unit], offset) - 1, 0)]

    def next_start(self, unit: Unit, offset: int) -> int:
        """The first place after `offset` where a unit begins; the last shown place when there is none."""
        if unit is Unit.CLUSTER:
            return self.blocks.shown(next_cluster(self.text, offset))
        starts = self._starts[unit]
        index = bisect_right(starts, offset)
        return starts[index] if index < len(starts) else self.last

    def previous_start(self, unit: Unit, offset: int) -> int:
        """The last place before `offset` where a unit begins; the first shown place when there is none."""
        if unit is Unit.CLUSTER:
            if offset <= self.first:
                return self.first
            return self.blocks.shown(cluster_start(self.text, offset - 1), forward=False)
        starts = self._starts[unit]
        index = bisect_left(starts, offset) - 1
        return starts[index] if index >= 0 else self.first

    def next_end(self, unit: Unit, offset: int) -> int:
        """The first place after `offset` where a unit ends; the last shown place when there is none."""
        if unit is Unit.CLUSTER:
            return self.next_start(unit, offset)
        ends = self._ends[unit]
        index = bisect_right(ends, offset)
        return ends[index] if index < len(ends) else self.last

    def previous_end(self, unit: Unit, offset: int) -> int:
        """The last place before `offset` where a unit ends; the first shown place when there is none."""
        if unit is Unit.CLUSTER:
            return self.previous_start(unit, offset)
        ends = self._ends[unit]
        index = bisect_left(ends, offset) - 1
        return ends[index] if index >= 0 else self.first

    @property
    def first(self) -> int:
        """The first place the cursor can stand."""
        return self.blocks.items[0].start

    @property
    def last(self) -> int:
        """The last place the cursor can stand: after the last character shown."""
        return self.blocks.items[-1].end
