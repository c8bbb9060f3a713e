"""New codes per interview as bars, with how many codes there are so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.widget import Widget

from qualcode.i18n import _, ngettext
from qualcode.tui.views_progress import columns

if TYPE_CHECKING:
    from qualcode.analysis import Step


class SaturationPlot(Widget):
    """Draws the curve for the room it has."""

    DEFAULT_CSS = """
    SaturationPlot { height: 1fr; padding: 0 1; background: $background; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.steps: tuple[Step, ...] = ()
        self.measure = ""
        self.hue = ""
        """Colour of the bars, #RRGGBB; empty where the terminal has no colours."""
        self.quiet_after: int | None = None

    def show(self, steps: Sequence[Step], quiet_after: int | None, measure: str, hue: str) -> None:
        """Takes the steps, in the order of the interviews."""
        self.steps, self.quiet_after, self.measure = tuple(steps), quiet_after, measure
        self.hue = hue
        self.refresh()

    def render(self) -> Text:
        """Title, bars, and what they add up to."""
        text = Text(no_wrap=True, overflow="ellipsis", end="")
        text.append(_("New codes per interview ({measure})").format(measure=self.measure) + "\n", Style(bold=True))
        if not self.steps:
            return text.append(_("Nothing is coded yet."))
        width, height = self.size.width, max(self.size.height - 4, 1)
        for line in columns([len(step.new) for step in self.steps], width, height):
            text.append(line + "\n", Style(color=self.hue or None))
        first, last = self.steps[0], self.steps[-1]
        text.append(f"{first.transcript} → {last.transcript}\n", Style(dim=True))
        text.append(ngettext("{n} code so far", "{n} codes so far", last.so_far) + f" (+{len(last.new)})")
        if self.quiet_after is not None:
            quiet = ngettext("three in a row without a new one after {n}", "three in a row without a new one after {n}",
                             self.quiet_after)  # fmt: skip
            text.append(f"; {quiet}")
        return text
