"""A coefficient as a line of characters: the value, its interval, and the reference lines at .667 and .800."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from qualcode.agreement import REFERENCE_LINES

VALUE, LINE, LOW, HIGH, BETWEEN, CROSSED = "●", "┊", "├", "┤", "─", "┼"


def interval_bar(value: float | None, low: float | None, high: float | None, width: int) -> Text:
    """From 0 at the left to 1 at the right; what is below 0 stands at the left edge, with a sign.

    Args:
        value: The coefficient; without one only the reference lines are drawn.
        low: Lower end of its interval, or None.
        high: Upper end.
        width: Cells.
    """
    cells = [" "] * width
    for place in (place_of(line, width) for line in REFERENCE_LINES):
        cells[place] = LINE
    if value is not None:
        if low is not None and high is not None:
            left, right = place_of(low, width), place_of(high, width)
            for place in range(left, right + 1):
                cells[place] = CROSSED if cells[place] == LINE else BETWEEN
            cells[left], cells[right] = LOW, HIGH
        cells[place_of(value, width)] = VALUE if value >= 0 else "‹"
    text = Text(no_wrap=True, end="")
    for sign in cells:
        text.append(sign, Style(dim=sign != VALUE, bold=sign == VALUE))
    return text


def place_of(value: float, width: int) -> int:
    """The cell of a value between 0 and 1; what lies outside stands at the edge."""
    return round(min(max(value, 0.0), 1.0) * (width - 1))


def scale(width: int) -> str:
    """The heading above such lines: 0 and 1 at the ends, the reference lines between."""
    cells = [" "] * width
    for line in REFERENCE_LINES:
        cells[place_of(line, width)] = LINE
    cells[0], cells[-1] = "0", "1"
    return "".join(cells)


def progress_bar(done: int, whole: int, width: int) -> str:
    """How much is done, in blocks; full only when all is."""
    filled = width * done // whole if whole else 0
    return "█" * filled + "░" * (width - filled)
