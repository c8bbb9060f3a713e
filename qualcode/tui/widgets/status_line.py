"""One row that says where the cursor is, what is selected and which codes lie there."""

from __future__ import annotations

from rich.text import Text
from textual.widget import Widget


class StatusLine(Widget):
    """Shows one line, cut at its end; redrawn only when it says something else."""

    DEFAULT_CSS = "StatusLine { height: 1; background: $surface; color: $text; padding: 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.said = ""

    def say(self, words: str) -> None:
        """Shows this instead of what it says now."""
        if words != self.said:
            self.said = words
            self.refresh()

    def render(self) -> Text:
        """The line."""
        return Text(self.said, no_wrap=True, overflow="ellipsis", end="")
