"""The styles of the reading pane, by theme and by what the terminal can show.

Truecolor: the innermost code's hue tints the ground, two or more codes also underline. 256 colours: fixed grounds that
stay apart. 16 colours and none: no grounds; coded is underlined, overlap underlined and bold, a selection reversed. A
suggestion is always italic and never tinted.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from rich.style import Style
from textual.color import Color

from qualcode.tui.palette import ANSI_HUES, XTERM_DARK, XTERM_LIGHT, Depth, Palette

Emphasis = Literal["plain", "strong", "weak"]


class Inks:
    """Styles under one palette at one depth.

    Args:
        palette: The theme's colours.
        depth: What the terminal shows.
    """

    def __init__(self, palette: Palette, depth: Depth) -> None:
        self.palette = palette
        self.depth = depth
        self.ground = Style(color=palette.text, bgcolor=palette.background) if self._rgb else Style()
        self.quiet = Style(color=palette.quiet, bgcolor=palette.background) if self._rgb else Style(dim=True)
        self.number = self.quiet
        self.match = self._match()
        """Laid over the style of words that were looked for."""
        self.text = lru_cache(maxsize=1024)(self._text)
        self.stripe = lru_cache(maxsize=256)(self._stripe)

    def _match(self) -> Style:
        if self.depth is Depth.TRUE:
            ground = self.palette.hues[1]
            return Style(color=max("#000000", "#FFFFFF", key=lambda colour: contrast(ground, colour)), bgcolor=ground)
        if self.depth is Depth.C256:
            return Style(color="color(16)", bgcolor="color(220)")
        return Style(bold=True, underline=True)

    @property
    def _rgb(self) -> bool:
        return self.depth in (Depth.TRUE, Depth.C256)

    def _text(
        self,
        hue: int | None,
        codes: int,
        suggested: bool,
        set_back: bool,
        emphasis: Emphasis,
        selected: bool,
        cursor: bool,
    ) -> Style:
        """The style of a stretch of text.

        Args:
            hue: Of the innermost code; None when it is not coded.
            codes: How many codes lie over it.
            suggested: Whether a suggestion lies over it.
            set_back: Whether an interviewer says it.
            emphasis: Its place in the focus mode.
            selected: Whether it is in the selection.
            cursor: Whether the cursor is on it.
        """
        if not self._rgb:
            return Style(
                underline=codes > 0,
                bold=codes > 1 or emphasis == "strong",
                italic=suggested,
                dim=set_back and not codes,
                reverse=selected != cursor,
            )
        ground = self._ground_of(hue, codes, emphasis, selected)
        colour = self.palette.quiet if set_back and not codes and not selected else self._on(ground)
        if cursor:
            ground, colour = colour, self._plain_background()
        return Style(
            color=colour,
            bgcolor=ground,
            underline=codes > 1 or (codes > 0 and emphasis == "weak"),
            bold=emphasis == "strong",
            italic=suggested,
        )

    def _ground_of(self, hue: int | None, codes: int, emphasis: Emphasis, selected: bool) -> str:
        if selected:
            return (
                self.palette.selection
                if self.depth is Depth.TRUE
                else ("color(25)" if self.palette.dark else "color(117)")
            )
        if hue is None or not codes or emphasis == "weak":
            return self._plain_background()
        if self.depth is Depth.C256:
            return f"color({(XTERM_DARK if self.palette.dark else XTERM_LIGHT)[hue % 8]})"
        if emphasis == "strong":
            return self.palette.hues[hue % len(self.palette.hues)]
        return self.palette.tinted(hue)

    def _plain_background(self) -> str:
        return self.palette.background

    def _on(self, ground: str) -> str:
        """The palette's text, or black or white where that would be read badly."""
        if not ground.startswith("#"):
            return "color(231)" if self.palette.dark else "color(16)"
        if contrast(ground, self.palette.text) >= 4.5:
            return self.palette.text
        return max("#000000", "#FFFFFF", key=lambda colour: contrast(ground, colour))

    def _stripe(self, hue: int, emphasis: Emphasis) -> Style:
        """The style of a margin stripe and its name."""
        bold = emphasis == "strong"
        if self.depth is Depth.NONE:
            return Style(bold=bold, dim=emphasis == "weak")
        if self.depth is Depth.C16:
            return Style(color=ANSI_HUES[hue % len(ANSI_HUES)], bold=bold, dim=emphasis == "weak")
        if emphasis == "weak":
            return self.quiet
        return Style(color=self.palette.hues[hue % len(self.palette.hues)], bgcolor=self.palette.background, bold=bold)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in Color.parse(colour).rgb]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
