"""Time stamps alone: `[00:01:23] En toen …`. They part the turns but name nobody."""

from __future__ import annotations

import re

from qualcode.ingest.conventions.base import FULL_TIME, NUMBER, TIME, Convention, Mark, Page, seconds

_TO = r"\s*(?:-->|-|–)\s*"
_STAMP = rf"[\[(<]\s*{TIME}(?:{_TO}{TIME})?\s*[\])>]|#{TIME}(?:-\d)?#|{FULL_TIME}(?:{_TO}{FULL_TIME})?(?=\s|$)"
_LINE = re.compile(rf"[ \u00a0]*(?:{NUMBER}[ \u00a0]+)?(?P<stamp>{_STAMP})[ \u00a0]*:?[ \u00a0]*")


def _find(page: Page) -> list[Mark]:
    marks: list[Mark] = []
    for begin, end in page.lines:
        found = _LINE.match(page.text, begin, end)
        if found:
            start = found.end() if found.end() < end else page.skip_space(end)
            marks.append(Mark(begin, start, "", stamp=seconds(found["stamp"])))
    times = [mark.stamp or 0.0 for mark in marks]
    return marks if times == sorted(times) else []


STAMPS = Convention("stamps", _find, shares=0.5)
