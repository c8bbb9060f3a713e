"""The acts of the reading pane: how cursor and selection travel. All end in one call of `place`."""

from __future__ import annotations

from typing import Literal

from qualcode.text import Span
from qualcode.tui.page import Mark, Page, PageText
from qualcode.tui.reading import CellMap, Unit


class PaneMoves:
    """Acts over a head and an anchor; the pane that is also this class draws them."""

    source: PageText
    page: Page
    marks: tuple[Mark, ...]
    head: int
    tail: int
    holding: bool
    needle: str
    _goal_cell: int | None

    def place(self, head: int, anchor: int | None = None, *, keep_goal: bool = False) -> None:
        """Puts cursor and anchor; the pane knows how."""
        raise NotImplementedError

    def _page_rows(self) -> int:
        """Rows of one page, one row of which stays in sight."""
        raise NotImplementedError

    def take(self, span: Span | None) -> None:
        """Selects a span, the cursor at its end."""
        if span is not None:
            self.place(span.end, span.start)

    def action_step(self, unit: str, direction: int, extend: bool = False) -> None:
        """Moves by a cluster, word, sentence, turn, line or page, to a line's edge, or to the text's."""
        extend = extend or self.holding
        if unit in ("line", "page"):
            rows = direction if unit == "line" else direction * self._page_rows()
            self._by_rows(rows, extend)
            return
        if not extend and self.head != self.tail and unit == "cluster":
            self.place(max(self.head, self.tail) if direction > 0 else min(self.head, self.tail))
            return
        target = self._target(unit, direction, extend)
        self.place(target, self.tail if extend else target)

    def _target(self, unit: str, direction: int, extend: bool) -> int:
        units = self.source.units
        if unit == "edge":
            row = self.page.layout.rows[self.page.layout.row_at(self.head)]
            return row.start if direction < 0 else self.page.clamped(row, row.shown_end)
        if unit == "text":
            return units.first if direction < 0 else units.last
        step = Unit(unit)
        if direction < 0:
            return units.previous_start(step, self.head)
        return units.next_end(step, self.head) if extend else units.next_start(step, self.head)

    def _by_rows(self, rows: int, extend: bool) -> None:
        layout = self.page.layout
        row, cell = self.page.cell_of(self.head)
        if self._goal_cell is None:
            self._goal_cell = cell
        target = min(max(row + rows, 0), len(layout) - 1)
        if layout.rows[target].part < 0:
            target += 1 if rows > 0 else -1
        line = layout.rows[target]
        cells = CellMap(self.source.text[line.start : line.shown_end])
        wanted = max(self._goal_cell - self.page.columns.gutter - line.indent, 0)
        head = self.page.clamped(line, line.start + cells.to_index(wanted))
        if target == row:
            head = self.source.units.last if rows > 0 else self.source.units.first
        self.place(head, self.tail if extend else head, keep_goal=True)

    def action_select(self, unit: str) -> None:
        """Selects the unit at the cursor; when units are selected already, the next one too."""
        units = self.source.units
        step = Unit(unit)
        start, end = min(self.head, self.tail), max(self.head, self.tail)
        if start == end:
            self.take(units.at(step, start))
            return
        first, last = units.at(step, start), units.at(step, max(end - 1, start))
        if first is None or last is None:
            return
        if (first.start, last.end) == (start, end):
            self.take(Span(start, units.next_end(step, end)))
        else:
            self.take(Span(first.start, last.end))

    def action_reshape(self, which: Literal["start", "end"], direction: int) -> None:
        """Moves one end of the selection by a word; a selection never becomes empty."""
        if self.head == self.tail:
            self.action_select("word")
            return
        units = self.source.units
        start, end = min(self.head, self.tail), max(self.head, self.tail)
        if which == "end":
            end = self._word_end(end, direction)
            self.take(Span(start, end) if end > start else None)
        else:
            start = units.next_start(Unit.WORD, start) if direction > 0 else units.previous_start(Unit.WORD, start)
            if start < end:
                self.place(start, end)

    def _word_end(self, end: int, direction: int) -> int:
        """The next or previous end of a word with the full stop or bracket that hangs on to it."""
        units = self.source.units
        place = end
        while place != (units.last if direction > 0 else units.first):
            place = units.next_end(Unit.WORD, place) if direction > 0 else units.previous_end(Unit.WORD, place)
            whole = self._with_punctuation(place)
            if (whole > end) if direction > 0 else (whole < end):
                return whole
        return end

    def _with_punctuation(self, end: int) -> int:
        text = self.source.text
        block = self.source.blocks.items[self.source.blocks.index_at(end)]
        while end < block.end and not text[end].isspace() and not text[end].isalnum():
            end += 1
        return end

    def action_hold(self) -> None:
        """From here every move selects, until it is called again."""
        self.holding = not self.holding

    def action_other_end(self) -> None:
        """Puts the cursor at the other end of the selection."""
        self.place(self.tail, self.head)

    def action_let_go(self) -> None:
        """Lets go of the selection; the cursor goes to where it began."""
        self.holding = False
        self.place(min(self.head, self.tail))

    def action_to_mark(self, kind: Literal["coding", "suggestion"], direction: int) -> None:
        """Selects the next or previous coding or suggestion."""
        here = (min(self.head, self.tail), max(self.head, self.tail))
        spans = sorted({(mark.start, mark.end) for mark in self.marks if mark.suggested == (kind == "suggestion")})
        if direction < 0:
            spans = [span for span in reversed(spans) if span < here]
        else:
            spans = [span for span in spans if (span > here if here[0] != here[1] else span[0] >= here[0])]
        if spans:
            self.take(Span(*spans[0]))

    def seek(self, needle: str) -> bool:
        """Looks for words from the cursor on, in any case, round the end; gives whether there are any."""
        self.needle = needle
        return self.to_match(1)

    def action_to_match(self, direction: int) -> None:
        """Selects the next or previous match of what was looked for."""
        self.to_match(direction)

    def to_match(self, direction: int) -> bool:
        """Selects the next match; whether there is one."""
        found = self._matches() if self.needle else []
        if not found:
            return False
        start = min(self.head, self.tail)
        if direction > 0:
            later = [span for span in found if span.start > start or (span.start == start and self.head == self.tail)]
            self.take(later[0] if later else found[0])
        else:
            earlier = [span for span in found if span.start < start]
            self.take(earlier[-1] if earlier else found[-1])
        return True

    def _matches(self) -> list[Span]:
        """Where the words stand, labels left out. Lower case, not casefold: that would move the offsets."""
        text, needle = self.source.text.lower(), self.needle.lower()
        if len(text) != len(self.source.text):
            text = self.source.text
        found: list[Span] = []
        place = text.find(needle)
        while place >= 0:
            span = Span(place, place + len(needle))
            if self.source.blocks.shown(span.start) == span.start:
                found.append(span)
            place = text.find(needle, span.end)
        return found
