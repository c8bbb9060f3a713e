"""What became of a long piece of work: one line for each thing, told in a dialog."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from qualcode.i18n import _


class ReportScreen(ModalScreen[None]):
    """Shows lines until it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "dismiss", show=False)]
    DEFAULT_CSS = """
    ReportScreen { align: center middle; }
    ReportScreen VerticalScroll { height: auto; max-height: 100%; }
    ReportScreen .dialog { max-height: 80%; }
    """

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.about = title
        self.lines = tuple(lines)

    def compose(self) -> ComposeResult:
        """Title, lines, how to close."""
        with Vertical(classes="dialog"):
            yield Label(self.about, classes="dialog-title", markup=False)
            with VerticalScroll():
                yield Static("\n".join(self.lines), id="report", markup=False)
            yield Label(_("Esc: close"), classes="dialog-keys")

    def on_mount(self) -> None:
        """The lines can be scrolled by key."""
        self.query_one(VerticalScroll).focus()
