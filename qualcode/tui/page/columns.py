"""How the pane's width is shared: gutter, text, stripes, names. It depends on the width and the turns, never on the
codings, so that no coding ever makes the text wrap anew."""

from __future__ import annotations

from typing import NamedTuple

from qualcode.tui.page.marks import PageText
from qualcode.tui.reading import stamp_text

WIDEST_TEXT = 78
"""Longer lines read badly; what is left goes to the names."""
WIDEST_NAMES = 34


class Columns(NamedTuple):
    """Cells for each column; between text, stripes and names stands one empty cell."""

    gutter: int
    text: int
    lanes: int
    names: int


def columns_for(page_text: PageText, width: int) -> Columns:
    """Shares `width` cells; a narrow pane gives up the names first, then most stripes."""
    numbers = max((len(str(block.number)) for block in page_text.blocks.items if block.number), default=0)
    labels = max((len(short) for short in page_text.speakers.values()), default=0)
    stamps = max(
        (len(stamp_text(block.stamp)) for block in page_text.blocks.items if block.stamp is not None), default=0
    )
    gutter = max(numbers + (labels + 1 if labels else 0), stamps) + 1
    rest = width - gutter
    if rest < 44:
        lanes, names = 2, 0
    elif rest < 60:
        lanes, names = 4, 10
    elif rest < 80:
        lanes, names = 5, 16
    else:
        lanes, names = 8, 18
    gaps = 2 if names else 1
    text = max(rest - lanes - names - gaps, 8)
    if text > WIDEST_TEXT:
        names = min(names + text - WIDEST_TEXT, WIDEST_NAMES)
        text = WIDEST_TEXT
    return Columns(gutter, text, lanes, names)
