"""The segments behind a number: a cell of the matrix, a bar. Enter opens one in its transcript."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from qualcode.i18n import _
from qualcode.tui.views_compare import Group, SegmentRow
from qualcode.tui.widgets.segment_list import SegmentList


class SegmentsScreen(ModalScreen[None]):
    """Lists segments over the screen from which they were asked."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", show=False)]

    def __init__(self, title: str, groups: Sequence[Group], opens: Callable[[SegmentRow], None]) -> None:
        super().__init__()
        self.about = title
        self.groups = tuple(groups)
        self.opens = opens

    def compose(self) -> ComposeResult:
        """What they are, and the list."""
        with Vertical(classes="dialog large"):
            yield Label(self.about, classes="dialog-title", markup=False)
            yield SegmentList(may_mark=False)
            yield Label(_("Enter: open in the transcript   Esc: close"), classes="dialog-keys")

    def on_mount(self) -> None:
        """Fills the list."""
        self.query_one(SegmentList).show(self.groups)
        self.query_one(SegmentList).focus()

    def on_mark_list_opened(self, message: SegmentList.Opened) -> None:
        """Opens the transcript over this list."""
        self.opens(self.query_one(SegmentList).rows[message.key])
