"""Tells which keys arrive: what a terminal swallows or changes is seen here, and how a key is written in the key file."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import RichLog, Static

from qualcode.i18n import _
from qualcode.tui.keymap import CONTEXTS, keys_of


class KeyTeller(App[None]):
    """Every key that is pressed is told; Ctrl+Q leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", show=False, priority=True)]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, keymap: dict[str, str]) -> None:
        super().__init__()
        self.keymap_told = keymap
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        """What to do, and what arrived."""
        yield Static(_("Press keys; what does not show here never reaches qualcode. Ctrl+Q leaves."), markup=False)
        log = RichLog()
        log.can_focus = False
        yield log

    def on_key(self, event: events.Key) -> None:
        """Its name, as it is written in the key file, and what it does where."""
        event.stop()
        acts = [
            act.name
            for table in CONTEXTS.values()
            for act in table
            if event.key in keys_of(act, self.keymap_told).split(",")
        ]
        self.told.append(event.key)
        self.query_one(RichLog).write(Text(f"{event.key:<28} {', '.join(acts)}"))
