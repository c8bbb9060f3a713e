"""Segments one under another, with their source, in groups: for comparing, cells of a matrix, quotes."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text

from qualcode.tui.views_compare import Group, SegmentRow
from qualcode.tui.widgets.mark_list import MarkList


class SegmentList(MarkList):
    """Shows groups of segments."""

    def __init__(self, *, id: str | None = None, may_mark: bool = True) -> None:
        super().__init__(id=id, may_mark=may_mark)
        self.tell_source = True
        """Whether each segment says who speaks; not when the headings do."""
        self.rows: dict[str, SegmentRow] = {}

    def show(self, groups: Sequence[Group]) -> None:
        """Takes other segments; place and marks stay where they can."""
        self.rows = {row.key: row for group in groups for row in group.rows}
        self.fill(
            [
                (f"{group.title}  {len(group.rows)}" if group.title else "", [row.key for row in group.rows])
                for group in groups
            ]
        )

    @property
    def pointed(self) -> SegmentRow | None:
        """The segment under the cursor."""
        return self.rows.get(self.pointed_key)

    def chosen(self) -> list[SegmentRow]:
        """The marked segments, in the order of the list; without marks the one under the cursor."""
        return [self.rows[key] for key in self.chosen_keys()]

    def prompt(self, key: str) -> Text:
        """Source, words, memos."""
        row = self.rows[key]
        text = Text(end="")
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
