"""What a reader hands over before the speakers are looked for: the normalised text, its layout and what was noticed."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.ingest.document import Layout, Turn


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one file."""

    text: str
    """Normalised by `qualcode.text.normalise`."""
    layout: Layout = field(default_factory=Layout)
    warnings: tuple[str, ...] = ()
    turns: tuple[Turn, ...] | None = None
    """Turns that the format itself marks (a subtitle's voice); None lets the conventions look for them."""
    stamps: tuple[tuple[int, float], ...] = ()
    """Where lines begin in time, when the format says so and the text does not: (offset, seconds)."""


def shifted(layout: Layout, by: int) -> Layout:
    """The layout of a text that lost its first `by` code points; what stood in those is dropped."""
    return Layout(
        bold=tuple((start - by, end - by) for start, end in layout.bold if start >= by),
        italic=tuple((start - by, end - by) for start, end in layout.italic if start >= by),
        rows=tuple(tuple((start - by, end - by) for start, end in row) for row in layout.rows if row[0][0] >= by),
        tabs=tuple(offset - by for offset in layout.tabs if offset >= by),
    )
