"""Dialogs that offer what is known: a line with earlier answers under it, and a list in which several can be marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from qualcode.i18n import _
from qualcode.tui.widgets.mark_list import MarkList

_SHEET = "{name} {{ align: center middle; }}"


class AskAmong(ModalScreen[str | None]):
    """Asks for a line; what was answered before is offered and narrowed as one types. Escape gives None."""

    DEFAULT_CSS = _SHEET.format(name="AskAmong")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
    ]

    def __init__(self, title: str, value: str, known: Sequence[str]) -> None:
        super().__init__()
        self.question = title
        self.value = value
        self.known = tuple(known)

    def compose(self) -> ComposeResult:
        """The question, its line, what is known."""
        with Vertical(classes="dialog small"):
            yield Label(self.question, classes="dialog-title", markup=False)
            yield Input(self.value)
            offered = OptionList(*(Option(name) for name in self.known), markup=False)
            offered.can_focus = False
            yield offered
            yield Label(_("Enter: go on   ↓: one of these   Esc: not"), classes="dialog-keys")

    def on_mount(self) -> None:
        """Nothing of the list is taken unless one goes to it."""
        self.query_one(OptionList).highlighted = None
        self.query_one(OptionList).display = bool(self.known)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offers what holds what was typed."""
        offered = self.query_one(OptionList)
        needle = event.value.casefold().strip()
        typed = event.value != self.value
        fitting = [name for name in self.known if not typed or needle in name.casefold()]
        offered.clear_options()
        offered.add_options([Option(name) for name in fitting])
        offered.highlighted = None
        offered.display = bool(fitting)

    def action_step(self, direction: int) -> None:
        """To the next or previous of what is offered; up from the first goes back to what was typed."""
        offered = self.query_one(OptionList)
        if not offered.option_count:
            return
        here = -1 if offered.highlighted is None else offered.highlighted
        place = min(here + direction, offered.option_count - 1)
        offered.highlighted = place if place >= 0 else None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Gives what is pointed at, or else what was typed."""
        offered = self.query_one(OptionList)
        if offered.highlighted is None:
            self.dismiss(event.value.strip())
        else:
            self.dismiss(str(offered.get_option_at_index(offered.highlighted).prompt))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click."""
        self.dismiss(str(event.option.prompt))


class Lines(MarkList):
    """Things that are told in one line each."""

    def __init__(self, said: dict[str, str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.said = said

    def prompt(self, key: str) -> Text:
        """Its line."""
        return Text(self.said[key], no_wrap=True, overflow="ellipsis", end="")


class MarkSome(ModalScreen[list[str] | None]):
    """Asks which of many; gives the keys of those that are marked, or None."""

    DEFAULT_CSS = _SHEET.format(name="MarkSome") + "MarkSome .dialog MarkList { max-height: 16; height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("space", "mark", show=False),
        Binding("enter", "done", show=False, priority=True),
    ]

    def __init__(self, title: str, options: Sequence[tuple[str, str]], marked: Collection[str] = ()) -> None:
        super().__init__()
        self.question = title
        self.choices = dict(options)
        self.marked = set(marked)

    def compose(self) -> ComposeResult:
        """The question and the list."""
        with Vertical(classes="dialog"):
            yield Label(self.question, classes="dialog-title", markup=False)
            yield Lines(self.choices)
            yield Label(_("Space: mark, or not   Enter: these   Esc: leave as it was"), classes="dialog-keys")

    def on_mount(self) -> None:
        """With what is marked already."""
        listing = self.query_one(Lines)
        listing.marked = set(self.marked)
        listing.fill([("", list(self.choices))])
        first = next((key for key in self.choices if key in self.marked), "")
        if first:
            listing.highlighted = listing.get_option_index(first)
        listing.focus()

    def action_mark(self) -> None:
        """Marks what is under the cursor, or not."""
        self.query_one(Lines).toggle()

    def action_done(self) -> None:
        """Gives what is marked."""
        listing = self.query_one(Lines)
        self.dismiss([key for key in listing.keys if key in listing.marked])
