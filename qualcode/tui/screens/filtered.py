"""A list of the study that can be narrowed: by words in a line above it, and by choices from short lists."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.widgets import Input

from qualcode.tui.screens.room import RoomScreen
from qualcode.tui.widgets.listing import Listing

V = TypeVar("V")


class FilteredRoom(RoomScreen[V]):
    """Holds what the list is narrowed to, in `only`: `text` from the line, and the other conditions of the screen."""

    CONDITIONS: ClassVar[tuple[str, ...]] = ()
    """Names of the conditions besides the text."""

    def __init__(self) -> None:
        super().__init__()
        self.only: dict[str, str] = dict.fromkeys((*self.CONDITIONS, "text"), "")

    def needle_line(self, placeholder: str) -> ComposeResult:
        """The line to search in; it is seen once it is asked for."""
        yield Input(self.only["text"], id="needle", classes="needle", placeholder=placeholder)

    @property
    def needle(self) -> Input:
        """The line to search in."""
        return self.query_one("#needle", Input)

    def narrow(self, **conditions: str) -> None:
        """Takes other conditions and shows what fits."""
        self.only |= conditions
        if self.value is not None:
            self.show(self.value)

    def show_needle(self) -> None:
        """Shows the line while it says something or is written in."""
        self.needle.display = bool(self.only["text"]) or self.needle.has_focus

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrows for every letter."""
        event.stop()
        self.narrow(text=event.value)

    def on_input_submitted(self) -> None:
        """Back to the list."""
        self.query_one(Listing).focus()

    def action_find(self) -> None:
        """Asks for words."""
        self.needle.display = True
        self.needle.focus()

    def action_no_filter(self) -> None:
        """Everything again."""
        self.needle.value = ""
        self.query_one(Listing).focus()
        self.narrow(**dict.fromkeys(self.only, ""))

    def action_leave(self) -> None:
        """From the line back to the list; from the list back to where it was opened."""
        if self.needle.has_focus:
            self.query_one(Listing).focus()
        else:
            super().action_leave()
