"""Segments to choose quotes from: those of the codes on which a kernlabel rests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from qualcode.i18n import _
from qualcode.tui.views_compare import Group
from qualcode.tui.widgets.segment_list import SegmentList


class QuotePicker(ModalScreen[list[str] | None]):
    """Gives the keys of the segments marked, or of the one under the cursor; None on Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("space", "mark", show=False),
    ]

    def __init__(self, title: str, groups: Sequence[Group]) -> None:
        super().__init__()
        self.about = title
        self.groups = tuple(groups)

    def compose(self) -> ComposeResult:
        """For what, and the list."""
        with Vertical(classes="dialog large"):
            yield Label(self.about, classes="dialog-title", markup=False)
            yield SegmentList()
            yield Label(_("Space: mark   Enter: link what is marked   Esc: none"), classes="dialog-keys")

    def on_mount(self) -> None:
        """Fills the list."""
        self.query_one(SegmentList).show(self.groups)
        self.query_one(SegmentList).focus()

    def action_mark(self) -> None:
        """Marks the segment, or not."""
        self.query_one(SegmentList).toggle()

    def on_mark_list_opened(self) -> None:
        """Enter: gives what is marked."""
        self.dismiss(self.query_one(SegmentList).chosen_keys())
