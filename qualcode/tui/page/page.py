"""One transcript at one width with what lies over it: gives the segments of any row. No widget, no store."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

from qualcode.ingest.document import INTERVIEWER
from qualcode.text import Span
from qualcode.tui.page.columns import Columns, columns_for
from qualcode.tui.page.inks import Emphasis, Inks
from qualcode.tui.page.marks import Focus, Mark, PageText
from qualcode.tui.reading import CellMap, Coverage, Lanes, Layout, Row, lanes_of, stamp_text, stripe
from qualcode.tui.reading.units import cluster_start, next_cluster

NOWHERE = (-1, -1)


class Page:
    """What the pane draws from. Laying out and marking are apart: a new coding does not wrap the text anew.

    Args:
        source: Text and turns.
        width: Cells of the whole pane.
    """

    def __init__(self, source: PageText, width: int) -> None:
        self.source = source
        self.width = width
        self.columns: Columns = columns_for(source, width)
        self.layout = Layout(source.blocks, self.columns.text)
        self.marks: tuple[Mark, ...] = ()
        self.matches: tuple[Span, ...] = ()
        """Where stands what was looked for, in order."""
        self.coverage = Coverage([])
        self.lanes: Lanes = lanes_of([], 0)
        self._stripe_rows: list[tuple[int, int]] = []
        self._rows_of: dict[tuple[int, int], tuple[int, int]] = {}
        """Span -> its rows: looked up once, because most marks were there before."""

    def lay_over(self, marks: Sequence[Mark]) -> None:
        """Takes these codings and suggestions instead of the ones before."""
        self.marks = tuple(marks)
        spans = [(mark.start, mark.end) for mark in marks]
        self.coverage = Coverage(spans)
        known = self._rows_of
        self._rows_of = {span: known.get(span) or self.layout.rows_of(*span) for span in spans}
        self._stripe_rows = [self._rows_of[span] for span in spans]
        self.lanes = lanes_of(self._stripe_rows, self.columns.lanes)

    def lying_on(self, row: int) -> tuple[object, ...]:
        """Everything that marks draw on a row: while it is equal, the row looks the same."""
        if row >= len(self.layout):
            return ()
        line = self.layout.rows[row]
        marks = self.marks
        return (
            [(lane, marks[index]) for lane, index in self.lanes.at(row)],
            self.lanes.hidden_at(row),
            [marks[index] for index in self.lanes.begins_at(row)],
            [
                (piece.start, piece.end, [marks[index] for index in piece.members])
                for piece in self.coverage.within(line.start, line.shown_end)
            ]
            if line.part >= 0
            else [],
            [self._stripe_rows[index] for _lane, index in self.lanes.at(row)],
        )

    def offset_at(self, row: int, cell: int) -> int:
        """The code point under a cell of the pane; the nearest one beside the text, above it or below it."""
        line = self.layout.rows[min(max(row, 0), len(self.layout) - 1)]
        if row >= len(self.layout):
            return line.shown_end
        if line.part < 0:
            return line.end
        cells = CellMap(self.source.text[line.start : line.shown_end])
        index = line.start + cells.to_index(max(cell - self.columns.gutter - line.indent, 0))
        return self.clamped(line, index)

    def clamped(self, line: Row, index: int) -> int:
        """An offset that stands on this row: behind its last character only where the text does not go on below."""
        if index >= line.end and index < self.source.blocks.items[line.block].end:
            return max(line.start, cluster_start(self.source.text, line.end - 1))
        return index

    def cell_of(self, offset: int) -> tuple[int, int]:
        """(row, cell of the pane) at which the cursor stands for this offset."""
        row = self.layout.row_at(offset)
        line = self.layout.rows[row]
        cells = CellMap(self.source.text[line.start : line.shown_end])
        return row, self.columns.gutter + line.indent + cells.to_cell(min(offset, line.shown_end) - line.start)

    def segments(
        self, row: int, inks: Inks, focus: Focus | None, selection: tuple[int, int] = NOWHERE, cursor: int = -1
    ) -> list[Segment]:
        """One row of the pane, exactly `width` cells wide.

        Args:
            row: Index of the row; beyond the last one gives an empty row.
            inks: Styles.
            focus: What stands out, or None.
            selection: Span that is selected.
            cursor: Offset of the cursor, -1 when it is on another row.
        """
        if row >= len(self.layout):
            return [Segment(" " * self.width, inks.ground)]
        line = self.layout.rows[row]
        result = [self._gutter(row, line, inks)]
        if line.indent:
            result.append(Segment(" " * line.indent, inks.ground))
        used = line.indent
        if line.part >= 0:
            used += self._words(result, line, inks, focus, selection, cursor)
        room = self.columns.text + 1
        if used < room:
            result.append(Segment(" " * (room - used), inks.ground))
        self._margin(result, row, inks, focus)
        return result

    def matches_within(self, start: int, end: int) -> list[Span]:
        """What was looked for in [start, end)."""
        found: list[Span] = []
        place = bisect_right(self.matches, (start, len(self.source.text))) - 1
        for match in self.matches[max(place, 0) :]:
            if match.start >= end:
                break
            if match.end > start:
                found.append(match)
        return found

    def _gutter(self, row: int, line: Row, inks: Inks) -> Segment:
        block = self.source.blocks.items[line.block]
        width = self.columns.gutter
        said = ""
        if line.part == 0 and block.number:
            said = f"{block.number} {self.source.speakers.get(block.label, '')}".rstrip()
        elif block.stamp is not None and (line.part == 1 or (line.part < 0 and self.layout.rows[row - 1].part == 0)):
            said = stamp_text(block.stamp)
        return Segment(said[: width - 1].rjust(width - 1) + " ", inks.number)

    def _words(
        self,
        result: list[Segment],
        line: Row,
        inks: Inks,
        focus: Focus | None,
        selection: tuple[int, int],
        cursor: int,
    ) -> int:
        """Adds the text of a row; gives the cells it took."""
        start, end = line.start, line.shown_end
        text = self.source.text
        cells = CellMap(text[start:end])
        set_back = self.source.blocks.items[line.block].role == INTERVIEWER
        pieces = list(self.coverage.within(start, end))
        cuts = {start, end}
        for piece in pieces:
            cuts.update((piece.start, piece.end))
        cuts.update(place for place in selection if start < place < end)
        found = self.matches_within(start, end)
        for match in found:
            cuts.update(place for place in match if start < place < end)
        after_cursor = next_cluster(text, cursor) if cursor >= 0 else -1
        cuts.update(place for place in (cursor, after_cursor) if start < place < end)
        bounds = sorted(cuts)
        number = 0
        for one, two in pairwise(bounds):
            while number < len(pieces) and pieces[number].end <= one:
                number += 1
            members = pieces[number].members if number < len(pieces) and pieces[number].start <= one else ()
            style = self._style(
                inks, members, focus, set_back, selection[0] <= one < selection[1], cursor <= one < after_cursor
            )
            if found and not cursor <= one < after_cursor and any(match.start <= one < match.end for match in found):
                style += inks.match
            result.append(Segment(cells.drawn(one - start, two - start), style))
        width = cells.width
        if cursor >= end:
            result.append(Segment(" ", inks.text(None, 0, False, False, "plain", False, True)))
            width += 1
        return width

    def _style(
        self, inks: Inks, members: tuple[int, ...], focus: Focus | None, set_back: bool, selected: bool, cursor: bool
    ) -> Style:
        hue: int | None = None
        codes = 0
        suggested = False
        emphasis: Emphasis = "plain" if focus is None else "weak"
        for member in members:
            mark = self.marks[member]
            if mark.suggested:
                suggested = True
                continue
            codes += 1
            if focus is not None and emphasis == "weak" and focus.fits(mark):
                emphasis = "strong"
                hue = mark.hue
            elif hue is None:
                hue = mark.hue
        if focus is not None and not codes:
            emphasis = "plain"
        return inks.text(hue, codes, suggested, set_back, emphasis, selected, cursor)

    def _margin(self, result: list[Segment], row: int, inks: Inks, focus: Focus | None) -> None:
        columns = self.columns
        place = 0
        for lane, index in self.lanes.at(row):
            if lane > place:
                result.append(Segment(" " * (lane - place), inks.ground))
            mark = self.marks[index]
            shape = stripe(self._stripe_rows[index], row, loose=mark.suggested)
            result.append(Segment(shape, inks.stripe(mark.hue, self._emphasis(mark, focus))))
            place = lane + 1
        if place < columns.lanes:
            result.append(Segment(" " * (columns.lanes - place), inks.ground))
        left = self.width - columns.gutter - columns.text - 1 - columns.lanes
        if columns.names:
            result.append(Segment(" ", inks.ground))
            left -= 1 + self._names(result, row, inks, focus)
        if left > 0:
            result.append(Segment(" " * left, inks.ground))

    def _names(self, result: list[Segment], row: int, inks: Inks, focus: Focus | None) -> int:
        """Adds the names of the codings that begin on this row, as far as they fit; gives the cells they took."""
        room = self.columns.names
        taken = 0
        if hidden := self.lanes.hidden_at(row):
            said = f"+{hidden} "
            result.append(Segment(said, inks.quiet))
            taken += len(said)
        several: dict[tuple[bool, str], list[Mark]] = {}
        for index in self.lanes.begins_at(row):
            mark = self.marks[index]
            several.setdefault((mark.suggested, mark.name), []).append(mark)
        for position, ((suggested, name), marks) in enumerate(several.items()):
            mark = marks[0]
            name = ("? " if suggested else "") + name + (f" ×{len(marks)}" if len(marks) > 1 else "")
            spare = room - taken
            if spare < 2:
                break
            more = len(several) - position - 1
            if more and spare <= len(name) + 2:
                name = name[: max(spare - 3, 1)] + f"…+{more}"
            cells = CellMap(name)
            if cells.width > spare:
                cells = CellMap(name[: cells.to_index(spare - 1)] + "…")
            result.append(Segment(cells.drawn(0, len(cells.text)), inks.stripe(mark.hue, self._emphasis(mark, focus))))
            taken += cells.width
            if taken < room:
                result.append(Segment(" ", inks.ground))
                taken += 1
        return taken

    @staticmethod
    def _emphasis(mark: Mark, focus: Focus | None) -> Emphasis:
        if focus is None:
            return "plain"
        return "strong" if focus.fits(mark) else "weak"
