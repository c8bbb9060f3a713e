"""The confusion of codes as a picture: for the report, a paper or a slide, with the codes by name, sharp at any size.

In Word and Excel the same matrix stands as a table too: its words can be searched, copied and styled.
"""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.agreement import NOT_CODED
from qualcode.agreement.findings import Findings
from qualcode.exports.agreement_words import coder_names, short_names
from qualcode.exports.pictures import Box, Drawing, Label, svg, width_of
from qualcode.exports.word.styles import INK, MUTED, RULE
from qualcode.i18n import _

CELL, FONT = 26, 13
MOST = 40
"""Codes in the picture: those with the most segments in dispute."""
LONGEST = 300
"""Width of the longest name; what is longer is cut."""
AGREED_INK = (0x9F, 0xC5, 0xD6)
APART_INK = (0xF0, 0xA8, 0x6B)
"""Two hues that also differ in grey; the numbers alone tell everything."""


def confusion_svg(found: Findings) -> str:
    """The picture as an SVG document."""
    return svg(confusion_drawing(found))


def confusion_drawing(found: Findings, most: int = MOST) -> Drawing:
    """The picture; rows are the first coder's codes, columns the second's."""
    codes = most_confused(found, most)
    keys = [*codes, NOT_CODED]
    names = {**short_names(found.material, codes), NOT_CODED: _("not coded")}
    said = {key: _fitting(name) for key, name in names.items()}
    longest = max(width_of(name, FONT) for name in said.values()) + 16
    left, top = longest, longest + 34
    first, second = coder_names(found)[:2]
    title = _("Rows: {first}. Columns: {second}. Numbers of segments.").format(first=first, second=second)
    legend = _("Blue: the same code by both. Orange: another code, or not coded, by one of them.")
    width = max(left + CELL * len(keys), width_of(title, FONT) * 1.1 + 10, width_of(legend, FONT) + 10) + 12
    height = top + CELL * len(keys) + 40
    shapes = (
        Label(10, 20, title, FONT, ink=INK, bold=True),
        *_names(keys, said, left, top),
        *_cells(found, keys, left, top),
        Label(10, height - 14, legend, FONT, ink=MUTED),
    )
    return Drawing(width, height, tuple(shapes), f"{title} {_told(found, keys, names)}")


def _names(keys: list[str], said: dict[str, str], left: float, top: float) -> Iterator[Label]:
    for place, key in enumerate(keys):
        middle = place * CELL + CELL / 2 + 5
        yield Label(left - 8, top + middle, said[key], FONT, "end", INK)
        yield Label(left + middle, top - 8, said[key], FONT, ink=INK, upright=True)


def _cells(found: Findings, keys: list[str], left: float, top: float) -> Iterator[Box | Label]:
    segments = found.confusion.segments
    apart = max((number for (a, b), number in segments.items() if a != b), default=1)
    same = max((number for (a, b), number in segments.items() if a == b), default=1)
    for row, one in enumerate(keys):
        for column, other in enumerate(keys):
            number = found.confusion.in_segments(one, other) if one or other else 0
            fill = fill_of(number, *((same, AGREED_INK) if one == other else (apart, APART_INK))) or "FFFFFF"
            x, y = left + column * CELL, top + row * CELL
            yield Box(x, y, CELL, CELL, fill, RULE)
            if number:
                yield Label(x + CELL / 2, y + CELL / 2 + 5, str(number), FONT, "middle", INK)


def _told(found: Findings, keys: list[str], names: dict[str, str]) -> str:
    """The three cells that differ most, in words."""
    number_of = found.confusion.in_segments
    apart = [(-number_of(a, b), place, b) for place, a in enumerate(keys) for b in keys if a != b and number_of(a, b)]
    often = sorted(apart, key=lambda one: (one[0], one[1], keys.index(one[2])))[:3]
    pairs = [f"{names[keys[place]]} – {names[other]} ({-number})" for number, place, other in often]
    return _("Most often apart: {pairs}.").format(pairs="; ".join(pairs)) if pairs else ""


def _fitting(name: str) -> str:
    if width_of(name, FONT) <= LONGEST:
        return name
    while width_of(name + "…", FONT) > LONGEST:
        name = name[:-1].rstrip()
    return name + "…"


def most_confused(found: Findings, most: int) -> list[str]:
    """The codes with the most segments in dispute, at most so many, in the order of the codebook."""
    matrix = found.confusion
    loads = dict.fromkeys(matrix.codes, 0)
    for (first, second), number in matrix.segments.items():
        if first != second:
            for code in (first, second):
                if code in loads:
                    loads[code] += number
    order = {code: place for place, code in enumerate(matrix.codes)}
    chosen = sorted((code for code in loads if loads[code]), key=lambda code: (-loads[code], order[code]))[:most]
    return sorted(chosen, key=order.__getitem__)


def fill_of(number: int, highest: int, deepest: tuple[int, int, int]) -> str:
    """The ground of a cell as RRGGBB, deeper the higher its number; empty for nothing."""
    if not number:
        return ""
    share = 0.2 + 0.8 * number / highest
    return "".join(f"{round(255 - (255 - deep) * share):02X}" for deep in deepest)
