"""Colours of the screens: four themes, and for each the hues in which codings are tinted.

A code is told by its margin stripe and name, never by colour alone; the hue says only under which main code it falls
(at most eight can be told apart). Every pair of text and tint keeps a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from textual.color import Color, ColorParseError
from textual.theme import Theme

from qualcode.i18n import N_


class Depth(StrEnum):
    """How many colours the terminal shows."""

    TRUE = "truecolor"
    C256 = "256"
    C16 = "16"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Palette:
    """What the reading pane draws with under one theme."""

    name: str
    dark: bool
    background: str
    text: str
    quiet: str
    """The interviewer's words and the gutter."""
    selection: str
    hues: tuple[str, ...]
    tint: float
    """Part of the hue in the background of a coded text."""

    def tinted(self, hue: int) -> str:
        """The background of a text coded in this hue, as #RRGGBB."""
        return Color.parse(self.background).blend(Color.parse(self.hues[hue % len(self.hues)]), self.tint).hex


HUE_COUNT = 8
XTERM_DARK = (52, 94, 58, 22, 23, 24, 54, 89)
XTERM_LIGHT = (224, 223, 229, 194, 158, 153, 189, 225)
"""Backgrounds of the 256 colours that stay apart; a downgrade of blends would end in greys."""
ANSI_HUES = ("red", "yellow", "green", "cyan", "blue", "magenta")

_DARK_HUES = ("#E8746A", "#E0A030", "#B5BD3C", "#5DB87A", "#3CB5B0", "#5B9BE6", "#9C84E8", "#D876B8")
_LIGHT_HUES = ("#B83227", "#8A5A00", "#616800", "#1B6F38", "#0A6C67", "#1C56AE", "#5F3FBA", "#A0277A")
_CONTRAST_HUES = ("#FF8A80", "#FFC947", "#E6EE5A", "#7CF29C", "#5CF0E8", "#82B8FF", "#C4A8FF", "#FF9AE0")
_OKABE_ITO = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#3D8FD1", "#D55E00", "#CC79A7", "#A6A6A6")
"""Okabe and Ito's set (Color Universal Design, 2008); its blue lightened and its black made grey for a dark ground."""

PALETTES: dict[str, Palette] = {
    palette.name: palette
    for palette in (
        Palette("qualcode-dark", True, "#15181E", "#E4E6EB", "#99A1AF", "#2F5A9E", _DARK_HUES, 0.30),
        Palette("qualcode-light", False, "#FBFAF7", "#1E2329", "#5F6672", "#A9C8F5", _LIGHT_HUES, 0.20),
        Palette("qualcode-contrast", True, "#000000", "#FFFFFF", "#C8C8C8", "#0047C8", _CONTRAST_HUES, 0.34),
        Palette("qualcode-colourblind", True, "#14171C", "#E8E8E8", "#A0A6B0", "#37569A", _OKABE_ITO, 0.30),
    )
}
DEFAULT_THEME = "qualcode-dark"


HUE_NAMES = (
    N_("red"),
    N_("orange"),
    N_("lime"),
    N_("green"),
    N_("turquoise"),
    N_("blue"),
    N_("purple"),
    N_("pink"),
)
STORED_HUES = _DARK_HUES
"""How a colour that the coder chose is stored with a code, in the order of the hues; each theme draws its own."""


def hue_of_colour(colour: str) -> int | None:
    """The hue nearest to a stored colour (#RRGGBB); None for none, or for what is no colour."""
    try:
        wanted = Color.parse(colour) if colour else None
    except ColorParseError:
        return None
    if wanted is None:
        return None
    known = [Color.parse(each) for each in STORED_HUES]
    return min(range(HUE_COUNT), key=lambda hue: _distance(wanted, known[hue]))


def _distance(one: Color, other: Color) -> int:
    return sum((a - b) ** 2 for a, b in zip(one.rgb, other.rgb, strict=True))


def palette_for(theme: str, *, dark: bool = True) -> Palette:
    """The palette that goes with a theme; Textual's own themes take our dark or light one."""
    return PALETTES.get(theme) or PALETTES["qualcode-dark" if dark else "qualcode-light"]


def themes() -> list[Theme]:
    """The four themes, to be registered with the app."""
    return [
        Theme(
            name=palette.name,
            dark=palette.dark,
            primary=palette.hues[5] if palette.hues is not _OKABE_ITO else "#56B4E9",
            secondary=palette.hues[4],
            accent=palette.hues[1] if palette.hues is not _OKABE_ITO else "#E69F00",
            warning=palette.hues[1],
            error=palette.hues[0] if palette.hues is not _OKABE_ITO else "#D55E00",
            success=palette.hues[3] if palette.hues is not _OKABE_ITO else "#009E73",
            foreground=palette.text,
            background=palette.background,
            surface=_raised(palette, 0.05),
            panel=_raised(palette, 0.10),
        )
        for palette in PALETTES.values()
    ]


def _raised(palette: Palette, part: float) -> str:
    return Color.parse(palette.background).blend(Color.parse(palette.text), part).hex


def depth_of(color_system: str | None, *, no_color: bool) -> Depth:
    """The depth from Rich's name of the terminal's colour system."""
    if no_color or color_system is None:
        return Depth.NONE
    return {"truecolor": Depth.TRUE, "256": Depth.C256}.get(color_system, Depth.C16)
