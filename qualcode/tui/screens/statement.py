"""A kernlabel's number and statement, to be written or changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from qualcode.i18n import _


@dataclass(frozen=True, slots=True)
class Statement:
    """What stands in the two lines when they are left."""

    number: str
    words: str


class StatementScreen(ModalScreen[Statement | None]):
    """Gives number and statement; None on Escape, or when nothing is stated."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, title: str, number: str = "", words: str = "") -> None:
        super().__init__()
        self.question = title
        self.before = Statement(number, words)

    def compose(self) -> ComposeResult:
        """The statement first; the number of the building block it answers below it."""
        with Vertical(classes="dialog"):
            yield Label(self.question, classes="dialog-title", markup=False)
            yield Label(_("Statement: a short finding in one sentence"))
            yield Input(self.before.words, id="statement")
            yield Label(_("Number, of the building block it answers or its own"))
            yield Input(self.before.number, id="number")
            yield Label(_("Enter: keep   Tab: next line   Esc: not"), classes="dialog-keys")

    def on_input_submitted(self) -> None:
        """Gives what was written."""
        words = " ".join(self.query_one("#statement", Input).value.split())
        written = Statement(self.query_one("#number", Input).value.strip(), words)
        self.dismiss(written if words else None)
