"""The memo editor: Markdown on anything. Leaving it keeps what was written; undo takes that back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, TextArea

from qualcode.i18n import _
from qualcode.tui.markdown import stand_out


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the editor when it is left."""

    title: str
    text: str


class MarkdownArea(TextArea):
    """An editor in which Markdown stands out while it is written."""

    def get_line(self, line_index: int) -> Text:
        """One line with its styles."""
        return stand_out(super().get_line(line_index))


class MemoScreen(ModalScreen[Written | None]):
    """Gives title and text; None when it was left as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+s", "keep", show=False, priority=True),
        Binding("ctrl+d", "dismiss(None)", show=False, priority=True),
    ]

    def __init__(self, about: str, title: str = "", text: str = "") -> None:
        super().__init__()
        self.about = about
        self.before = Written(title, text)

    def compose(self) -> ComposeResult:
        """Title and text."""
        with Vertical(classes="dialog large"):
            yield Label(_("Memo: {about}").format(about=self.about), classes="dialog-title", markup=False)
            yield Input(self.before.title, placeholder=_("Title"))
            yield MarkdownArea(self.before.text, soft_wrap=True, tab_behavior="focus")
            yield Label(_("Esc: keep and close   Ctrl+D: leave as it was"), classes="dialog-keys")

    def on_mount(self) -> None:
        """The text has the focus."""
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)

    def action_keep(self) -> None:
        """Gives what stands there, when it is other than before."""
        written = Written(self.query_one(Input).value.strip(), self.query_one(TextArea).text.rstrip())
        self.dismiss(written if written != self.before else None)
