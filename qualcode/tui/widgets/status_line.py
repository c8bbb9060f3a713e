"""One row that says where the cursor is, what is selected and which codes lie there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

BETWEEN = " · "


class Part(NamedTuple):
    """One thing that the line says."""

    said: str
    worth: int = 9
    """Where there is no room for all, the parts worth least go first; of equals the last one."""


class StatusLine(Widget):
    """Shows one line; what matters least makes room first, and only then is it cut. Redrawn when it says something else."""

    DEFAULT_CSS = "StatusLine { height: 1; background: $surface; color: $text; padding: 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.parts: tuple[Part, ...] = ()

    @property
    def said(self) -> str:
        """Everything that there is to say, whatever the width."""
        return BETWEEN.join(part.said for part in self.parts)

    def say(self, *parts: Part | str) -> None:
        """Shows these instead of what it says now."""
        told = tuple(part if isinstance(part, Part) else Part(part) for part in parts if part)
        if told != self.parts:
            self.parts = told
            self.refresh()

    def render(self) -> Text:
        """The line, as much as fits."""
        return Text(fitted(self.parts, self.content_size.width), no_wrap=True, end="")


def fitted(parts: Sequence[Part], width: int) -> str:
    """The parts in their order, without those worth least when they do not fit; cut with a sign when the rest does not."""
    kept = list(parts)
    while len(kept) > 1 and cell_len(BETWEEN.join(part.said for part in kept)) > width:
        least = min(part.worth for part in kept)
        if least == max(part.worth for part in kept):
            break
        kept.remove([part for part in kept if part.worth == least][-1])
    line = Text(BETWEEN.join(part.said for part in kept), no_wrap=True)
    line.truncate(width, overflow="ellipsis")
    return line.plain
