"""The speaker in bold (or italics): alone on a line, or opening the paragraph."""

from __future__ import annotations

import re

from qualcode.ingest.conventions.base import PREFIX, STAMP, Convention, Mark, Page, pulled_up, seconds
from qualcode.ingest.conventions.colon import LABEL

_LABEL = re.compile(
    rf"{PREFIX}(?P<label>{LABEL})(?:[ \u00a0]*\((?P<aside>[^()\n:]{{1,40}})\))?"
    rf"(?:[ \u00a0]*(?P<after>{STAMP}))?[ \u00a0]*[:.]?[ \u00a0]*"
)
_AFTER = re.compile(rf"[ \u00a0]*:?[ \u00a0]*(?:(?P<late>{STAMP})[ \u00a0]*)?:?[ \u00a0]*")


def _marks(page: Page, alone: bool) -> list[Mark]:
    """Marks of bold labels; where the text has none, of italic ones."""
    return _of(page, page.layout.bold, alone) or _of(page, page.layout.italic, alone)


def _of(page: Page, spans: tuple[tuple[int, int], ...], alone: bool) -> list[Mark]:
    text, marks = page.text, []
    numbers = {start: number for number, (start, _end) in enumerate(page.lines)}
    for begin, end in spans:
        number = numbers.get(begin)
        if number is None or end - begin > 90:
            continue
        line_end = page.lines[number][1]
        # A line break inside the bold stretch: the label stands on the line of its own that the break ends.
        bold_end = min(end, line_end)
        found = _LABEL.fullmatch(text, begin, bold_end)
        if not found:
            continue
        after = _AFTER.match(text, bold_end, line_end)
        start = after.end() if after else bold_end
        if (start == line_end) != alone:
            continue
        stamps = (found["stamp"], found["after"], after["late"] if after else None)
        stamp = next((value for raw in stamps if (value := seconds(raw)) is not None), None)
        label_start, stamp = pulled_up(page, number, stamp)
        if alone:
            start = page.skip_space(start)
        marks.append(Mark(label_start, start, found["label"].strip(" .:"), found["aside"] or "", stamp))
    return marks


BOLD_START = Convention("bold-start", lambda page: _marks(page, alone=False), shares=0.2)
BOLD_LINE = Convention("bold-line", lambda page: _marks(page, alone=True), shares=0.15)
