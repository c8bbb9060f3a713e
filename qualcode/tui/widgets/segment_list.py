"""Segments one under another, with their source, in groups; several can be marked. Comparing, cells of a matrix, quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.tui.views_compare import Group, SegmentRow

_MARKED, _UNMARKED = "● ", "○ "


class SegmentList(OptionList):
    """Shows groups of segments. Enter or a double click opens one; a click on its circle marks it."""

    @dataclass
    class Opened(Message):
        """A segment was chosen, by Enter or a double click."""

        list: SegmentList
        row: SegmentRow

    @dataclass
    class Marked(Message):
        """Other segments are marked now."""

        list: SegmentList

    DEFAULT_CSS = """
    SegmentList { height: 1fr; border: none; padding: 0; background: $background; scrollbar-size-vertical: 1; }
    SegmentList:focus { border: none; }
    SegmentList > .option-list--option { padding: 0 1; }
    SegmentList > .option-list--option-highlighted { background: $panel; color: $text; text-style: none; }
    SegmentList:focus > .option-list--option-highlighted { background: $primary 35%; color: $text; text-style: none; }
    SegmentList > .option-list--option-disabled { color: $text; text-style: bold underline; background: $background; }
    """

    def __init__(self, *, id: str | None = None, may_mark: bool = True) -> None:
        super().__init__(id=id, markup=False)
        self.may_mark = may_mark
        self.marked: set[str] = set()
        """Keys of the segments that are marked."""
        self.tell_source = True
        """Whether each segment says who speaks; not when the headings do."""
        self._rows: dict[str, SegmentRow] = {}

    def show(self, groups: Sequence[Group]) -> None:
        """Takes other segments; the place and the marks of those that are still there stay."""
        here, place = self.pointed, self.highlighted
        self._rows = {row.key: row for group in groups for row in group.rows}
        self.marked &= self._rows.keys()
        options: list[Option] = []
        for group in groups:
            if group.title:
                options.append(Option(Text(f"{group.title}  {len(group.rows)}", no_wrap=True), disabled=True))
            options += [Option(self._prompt(row), id=row.key) for row in group.rows]
        self.clear_options()
        self.add_options(options)
        if here is not None and here.key in self._rows:
            self.highlighted = self.get_option_index(here.key)
        elif self._rows:
            near = min(place or 0, len(options) - 1)
            after = [index for index in range(near, len(options)) if options[index].id]
            before = [index for index in range(near) if options[index].id]
            self.highlighted = after[0] if after else before[-1]

    @property
    def pointed(self) -> SegmentRow | None:
        """The segment under the cursor."""
        if self.highlighted is None:
            return None
        return self._rows.get(self.get_option_at_index(self.highlighted).id or "")

    def chosen(self) -> list[SegmentRow]:
        """The marked segments, in the order of the list; without marks the one under the cursor."""
        if self.marked:
            return [row for key, row in self._rows.items() if key in self.marked]
        return [self.pointed] if self.pointed else []

    def toggle(self) -> None:
        """Marks the segment under the cursor, or not; goes on to the next."""
        if self.may_mark and (row := self.pointed) is not None:
            self._set({row.key} ^ self.marked)
            self.action_cursor_down()

    def toggle_all(self) -> None:
        """Marks all, or none when all were."""
        if self.may_mark:
            self._set(set() if len(self.marked) == len(self._rows) else set(self._rows))

    def _set(self, marked: set[str]) -> None:
        changed, self.marked = self.marked ^ marked, set(marked)
        for key in changed:
            self.replace_option_prompt(key, self._prompt(self._rows[key]))
        self.post_message(self.Marked(self))

    def _prompt(self, row: SegmentRow) -> Text:
        text = Text(end="")
        if self.may_mark:
            text.append(_MARKED if row.key in self.marked else _UNMARKED, Style(bold=row.key in self.marked))
        if row.mark:
            text.append(row.mark + " ", Style(bold=True))
        if self.tell_source:
            text.append(row.source + "  ", Style(bold=True))
        text.append(row.place, Style(bold=not self.tell_source, dim=self.tell_source))
        text.append(f"  {row.coder}", Style(dim=True))
        if row.sub_code:
            text.append(f"  {row.sub_code}", Style(italic=True))
        text.append("\n" + " ".join(row.words.split()))
        for memo in row.memos:
            text.append("\n✎ " + " ".join(memo.split()), Style(italic=True))
        return text

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter."""
        event.stop()
        if row := self._rows.get(event.option_id or ""):
            self.post_message(self.Opened(self, row))

    def on_click(self, event: events.Click) -> None:
        """One click points, on the circle it marks; two open."""
        event.prevent_default()
        place = event.style.meta.get("option")
        if place is None or self.get_option_at_index(place).disabled:
            return
        self.highlighted = place
        row = self.pointed
        if row is None:
            return
        if event.chain > 1:
            self.post_message(self.Opened(self, row))
        elif self.may_mark and event.x < 4:
            self._set({row.key} ^ self.marked)
