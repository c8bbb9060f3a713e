"""Small dialogs: one line to fill in, and a choice from a short list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.i18n import _


class AskLine(ModalScreen[str | None]):
    """Asks for one line; Escape gives None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, title: str, value: str = "", wrong: Callable[[str], str] | None = None) -> None:
        """The dialog.

        Args:
            title: What is asked.
            value: What the line holds at first.
            wrong: Says what is wrong with a line, empty when nothing is; such a line stays, to be mended.
        """
        super().__init__()
        self.question = title
        self.value = value
        self.wrong = wrong

    def compose(self) -> ComposeResult:
        """The question, its line, and what is wrong with it."""
        with Vertical(classes="dialog small"):
            yield Label(self.question, classes="dialog-title", markup=False)
            yield Input(self.value)
            refusal = Label("", classes="refusal", markup=False)
            refusal.display = False
            yield refusal
            yield Label(_("Enter: go on   Esc: not"), classes="dialog-keys")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Gives the line, or says what is wrong with it."""
        line = event.value.strip()
        said = self.wrong(line) if self.wrong and line else ""
        if not said:
            self.dismiss(event.value)
            return
        refusal = self.query_one(".refusal", Label)
        refusal.update(said)
        refusal.display = True


class Choose(ModalScreen[str | None]):
    """Asks which of a few; gives the id of the one chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, title: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.question = title
        self.choices = tuple(options)

    def compose(self) -> ComposeResult:
        """The question and the list."""
        with Vertical(classes="dialog small"):
            yield Label(self.question, classes="dialog-title", markup=False)
            yield OptionList(*(Option(text, id=key) for key, text in self.choices), markup=False)
            yield Label(_("Enter: this one   Esc: none"), classes="dialog-keys")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Gives its id."""
        self.dismiss(event.option_id)


class Told(ModalScreen[None]):
    """Says something at length; Escape, Enter or q closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "dismiss", show=False)]

    def __init__(self, title: str, text: Text) -> None:
        super().__init__()
        self.about = title
        self.text = text

    def compose(self) -> ComposeResult:
        """The title and the text, which scrolls."""
        with Vertical(classes="dialog"):
            yield Label(self.about, classes="dialog-title", markup=False)
            with VerticalScroll(classes="told"):
                yield Static(self.text)
            yield Label(_("Esc: close"), classes="dialog-keys")


class TooSmall(ModalScreen[None]):
    """Covers everything while the terminal is too small to work in; it goes when there is room again."""

    def compose(self) -> ComposeResult:
        """What is needed."""
        yield Static("", id="too-small", markup=False)

    def on_mount(self) -> None:
        """Says it."""
        self.tell(self.app.size.width, self.app.size.height)

    def tell(self, width: int, height: int) -> None:
        """Says how large it is and how large it must be."""
        said = _("The terminal is {width}×{height}; qualcode needs at least 80×24.").format(width=width, height=height)
        self.query_one("#too-small", Static).update(said)
