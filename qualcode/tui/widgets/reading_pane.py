"""The reading pane: one widget for a whole transcript, drawn line by line.

Why so (measured): a widget a turn, or a text area, cannot draw a key press within a frame in a transcript of 20,000
words. Here a cursor move redraws the one or two rows it touched; the last 256 rows without cursor or selection are kept
as strips; Textual's own styles cache is passed over, because this widget has no border or padding of its own.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.text import Span
from qualcode.tui.keymap import bindings
from qualcode.tui.page import Focus, Inks, Mark, Page, PageText
from qualcode.tui.palette import DEFAULT_THEME, PALETTES, Depth, Palette
from qualcode.tui.reading import Unit
from qualcode.tui.widgets.pane_moves import PaneMoves

CACHED_ROWS = 256
"""A strip is ten objects for the garbage collector; more of them cost more at the 99th percentile than they save."""
NOWHERE = Span(-1, -1)
CONTEXT_ROWS = 2
"""Rows kept in sight above and below the cursor."""


class ReadingPane(PaneMoves, ScrollView, can_focus=True):
    """Shows one transcript with what lies over it; cursor and selection are offsets in its text."""

    DEFAULT_CSS = """
    ReadingPane { scrollbar-size: 0 0; overflow-x: hidden; overflow-y: scroll; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("reading")
    ALLOW_SELECT = False

    @dataclass
    class Moved(Message):
        """The cursor or the selection is elsewhere now."""

        head: int
        anchor: int

        def can_replace(self, message: Message) -> bool:
            """Only the newest place matters."""
            return isinstance(message, ReadingPane.Moved)

    @dataclass
    class Scrolled(Message):
        """Other rows are in sight now."""

        top: int
        """Offset at which the first row in sight begins."""
        bottom: int

        def can_replace(self, message: Message) -> bool:
            """Only the newest place matters."""
            return isinstance(message, ReadingPane.Scrolled)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.source = PageText("")
        self.page = Page(self.source, 40)
        self.marks: tuple[Mark, ...] = ()
        self.code_focus: Focus | None = None
        self.head = 0
        self.tail = 0
        self.holding = False
        self.needle = ""
        self.rows_painted = 0
        """How many rows were made into strips since the start: what the benchmark counts."""
        self._inks = Inks(PALETTES[DEFAULT_THEME], Depth.TRUE)
        self._strips: OrderedDict[int, Strip] = OrderedDict()
        self._goal_cell: int | None = None
        self._dragging = False
        self._is_laid_out = False
        """Whether the rows are those of this text: a pane without a size waits for one, because wrapping costs most."""

    # What is shown

    def show(self, source: PageText, marks: Sequence[Mark] = (), *, head: int | None = None) -> None:
        """Opens a transcript, with the cursor at `head` or at its start."""
        self.source = source
        self.head = self.tail = source.blocks.shown(source.units.first if head is None else head)
        self.marks = tuple(marks)
        self.holding = False
        self.page.matches = ()
        self._is_laid_out = False
        if self.size.width:
            self._begin(self.size.width)

    def _begin(self, width: int) -> None:
        """Lays a text out for the first time; its words and sentences are found beside the keys, after it is seen."""
        self._lay_out(width)
        self.reveal(middle=True)
        prepare = self.source.units.prepare
        self.call_after_refresh(lambda: self.run_worker(prepare, thread=True, group="units"))

    def mark(self, marks: Sequence[Mark]) -> None:
        """Shows these codings and suggestions instead of the ones before; cursor and selection stay."""
        if not self._is_laid_out:
            self.marks = tuple(marks)
            return
        in_sight = range(self.scroll_offset.y, self.scroll_offset.y + self.size.height)
        before = [self.page.lying_on(row) for row in in_sight]
        self.marks = tuple(marks)
        self.page.lay_over(self.marks)
        same = {row for row, lay in zip(in_sight, before, strict=True) if self.page.lying_on(row) == lay}
        self._strips = OrderedDict((row, strip) for row, strip in self._strips.items() if row in same)
        for row in in_sight:
            if row not in same:
                self.refresh_lines(row)

    def focus_on(self, focus: Focus | None) -> None:
        """Lets some codings stand out, or none."""
        self.code_focus = focus
        self._repaint()

    def seek(self, needle: str) -> bool:
        """Goes to the next match, and lets all of them stand out until the selection is let go."""
        found = super().seek(needle)
        self._show_matches(tuple(self._matches()) if found else ())
        return found

    def action_let_go(self) -> None:
        """Lets go of the selection, and of what was looked for."""
        super().action_let_go()
        self._show_matches(())

    def _show_matches(self, matches: tuple[Span, ...]) -> None:
        if matches != self.page.matches:
            self.page.matches = matches
            self._repaint()

    def paint_with(self, palette: Palette, depth: Depth) -> None:
        """Takes a theme's colours, as many as the terminal shows."""
        self._inks = Inks(palette, depth)
        self._repaint()

    @property
    def selection(self) -> Span | None:
        """What is selected, or None."""
        if self.head == self.tail:
            return None
        return Span(min(self.head, self.tail), max(self.head, self.tail))

    @property
    def selected_text(self) -> str:
        """The words selected; empty without a selection."""
        return self.source.text[slice(*self.selection)] if self.selection else ""

    def marks_at(self, offset: int) -> tuple[Mark, ...]:
        """The codings and suggestions over a code point, the innermost first."""
        return tuple(self.marks[index] for index in self.page.coverage.at(offset))

    # Moving

    def place(self, head: int, anchor: int | None = None, *, keep_goal: bool = False) -> None:
        """Puts the cursor at `head`; with an anchor, what lies between is selected. Redraws only the rows touched."""
        anchor = head if anchor is None else anchor
        if not keep_goal:
            self._goal_cell = None
        if (head, anchor) == (self.head, self.tail):
            self.reveal()
            return
        touched = self._rows_between(self.head, head)
        if anchor != self.tail:
            touched = (
                min(touched[0], *self._rows_between(self.tail, anchor)),
                max(touched[1], *self._rows_between(self.tail, anchor)),
            )
        far = anchor == head and self.tail == self.head
        old_row = self.page.layout.row_at(self.head)
        self.head, self.tail = head, anchor
        if far:
            self.refresh_lines(old_row)
            self.refresh_lines(self.page.layout.row_at(head))
        else:
            self.refresh_lines(touched[0], touched[1] - touched[0] + 1)
        self.reveal()
        self.post_message(self.Moved(head, anchor))

    def _page_rows(self) -> int:
        return max(self.size.height - 1, 1)

    def _rows_between(self, one: int, other: int) -> tuple[int, int]:
        rows = self.page.layout.row_at(one), self.page.layout.row_at(other)
        return min(rows), max(rows)

    def reveal(self, *, middle: bool = False) -> None:
        """Scrolls as little as is needed to bring the cursor's row into sight, and tells the terminal where it is."""
        height = self.size.height
        if not height:
            return
        row, cell = self.page.cell_of(self.head)
        top = self.scroll_offset.y
        wanted = top
        edge = min(CONTEXT_ROWS, max(height // 2 - 1, 0))
        if row < top + edge:
            wanted = row - edge
        elif row > top + height - 1 - edge:
            wanted = row - height + 1 + edge
        if middle and wanted != top:
            wanted = row - height // 2
        wanted = min(max(wanted, 0), max(len(self.page.layout) - height, 0))
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True, force=True)
        if self.has_focus:
            self.app.cursor_position = self.content_region.offset + Offset(cell, row - wanted)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tells which rows are in sight now."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.tell_sight()

    def tell_sight(self) -> None:
        """Posts which part of the text is in sight."""
        rows = self.page.layout.rows
        top = min(self.scroll_offset.y, len(rows) - 1)
        bottom = min(top + max(self.size.height, 1), len(rows)) - 1
        self.post_message(self.Scrolled(rows[top].start, rows[bottom].end))

    # Drawing

    def _lay_out(self, width: int) -> None:
        matches = self.page.matches
        self.page = Page(self.source, max(width, 20))
        self.page.matches = matches
        self.page.lay_over(self.marks)
        self._is_laid_out = True
        self.virtual_size = Size(width, len(self.page.layout))
        self._repaint()

    def _repaint(self) -> None:
        self._strips.clear()
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Wraps anew; the first offset in sight stays in the first row."""
        if not self._is_laid_out:
            self._begin(event.size.width)
            self.tell_sight()
            return
        if event.size.width == self.page.width:
            self.tell_sight()
            return
        rows = self.page.layout.rows
        top = rows[min(self.scroll_offset.y, len(rows) - 1)].start
        self._lay_out(event.size.width)
        self.scroll_to(y=self.page.layout.row_at(top), animate=False, immediate=True, force=True)
        self.reveal()
        self.tell_sight()

    def notify_style_update(self) -> None:
        """Forgets the strips when the theme changes."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """One row in sight."""
        return self.render_lines(Region(0, y, self.size.width, 1))[0]

    def _row_strips(self, first: int, after: int) -> Iterator[Strip]:
        """The rows `first` to `after` of the text; those with the cursor or the selection are made anew, the others kept."""
        layout, cursor_row, span = self.page.layout, self.page.layout.row_at(self.head), self.selection
        for row in range(first, after):
            selected = False
            if span is not None and row < len(layout):
                line = layout.rows[row]
                selected = span.start < line.end and line.start < span.end
            if selected or row == cursor_row:
                yield self._strip(row, span or NOWHERE, self.head if row == cursor_row else -1)
                continue
            cached = self._strips.get(row)
            if cached is None:
                cached = self._strips[row] = self._strip(row, NOWHERE, -1)
                if len(self._strips) > CACHED_ROWS:
                    self._strips.popitem(last=False)
            yield cached

    def _strip(self, row: int, selection: Span, cursor: int) -> Strip:
        self.rows_painted += 1
        segments = self.page.segments(row, self._inks, self.code_focus, selection, cursor)
        strip = Strip(segments, self.page.width)
        for line_filter in self._filters():
            strip = strip.apply_filter(line_filter, self.background_colors[1])
        return strip

    def _filters(self) -> Sequence[LineFilter]:
        """The app's filters that our colours need: below 256 colours they are the terminal's own already."""
        if self._inks.depth is Depth.NONE:
            return ()
        filters = self.app.get_line_filters()
        if self._inks.depth is Depth.C16:
            return [line_filter for line_filter in filters if not isinstance(line_filter, ANSIToTruecolor)]
        return filters

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in `crop`, past Textual's styles cache, so that what each strip remembers stays of use."""
        width = self.size.width
        if width != self.page.width:
            strips = [Strip.blank(width, self._inks.ground)] * crop.height
        else:
            top = self.scroll_offset.y
            strips = list(self._row_strips(top + crop.y, top + crop.bottom))
        if crop.x or crop.width != width:
            return [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def on_focus(self) -> None:
        """Brings the terminal's own cursor here."""
        self.reveal()

    # The mouse

    def _offset_under(self, event: events.MouseEvent) -> int:
        return self.page.offset_at(self.scroll_offset.y + event.y, event.x)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Puts the cursor under the pointer and starts a selection."""
        if event.button != 1:
            return
        self.focus()
        self.capture_mouse()
        self._dragging = True
        offset = self._offset_under(event)
        self.place(offset, self.tail if event.shift else offset)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draws the selection to the pointer; beyond the pane's edge it scrolls."""
        if self._dragging:
            self.place(self._offset_under(event), self.tail)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Ends the selection."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()
            event.stop()

    def on_click(self, event: events.Click) -> None:
        """A double click selects the word, a triple one the sentence, a fourth the turn."""
        unit = {2: Unit.WORD, 3: Unit.SENTENCE, 4: Unit.TURN}.get(event.chain)
        if unit is not None:
            self.take(self.source.units.at(unit, self._offset_under(event)))
