"""A known word for a speaker parted from the speech by a tab or a dash: `I⇥Hoe …`, `Respondent – Goed …`, `R> Ja.`"""

from __future__ import annotations

import re

from qualcode.ingest.conventions.base import PREFIX, Convention, Mark, Page, pulled_up, seconds
from qualcode.ingest.conventions.colon import LABEL

_BEFORE_TAB = re.compile(rf"{PREFIX}(?P<label>{LABEL})[ \u00a0]*[:.>]?[ \u00a0]*")
_BEFORE_DASH = re.compile(rf"{PREFIX}(?P<label>{LABEL})(?:[ \u00a0]+[-–—]|[ \u00a0]*[>|])[ \u00a0]+(?=\S)")


def _tabbed(page: Page) -> list[Mark]:
    text, marks = page.text, []
    numbers = {start: number for number, (start, _end) in enumerate(page.lines)}
    for tab in page.layout.tabs:
        begin = text.rfind("\n", 0, tab) + 1
        number = numbers[begin]
        found = _BEFORE_TAB.fullmatch(text, begin, tab)
        start = page.skip_space(tab)
        if found and start < page.lines[number][1]:
            label_start, stamp = pulled_up(page, number, seconds(found["stamp"]))
            marks.append(Mark(label_start, start, found["label"].strip(), stamp=stamp))
    return marks


def _dashed(page: Page) -> list[Mark]:
    marks = []
    for number, (begin, end) in enumerate(page.lines):
        found = _BEFORE_DASH.match(page.text, begin, end)
        if found:
            label_start, stamp = pulled_up(page, number, seconds(found["stamp"]))
            marks.append(Mark(label_start, found.end(), found["label"].strip(), stamp=stamp))
    return marks


NAME_TAB = Convention("name-tab", _tabbed)
NAME_DASH = Convention("name-dash", _dashed, names_suffice=False)
