"""`Interviewer: …`, `I: …`, `R1: …`, `ANNA: …`, `[naam moeder]: …`, with a number or time stamp before or after the label."""

from __future__ import annotations

import re

from qualcode.ingest.conventions.base import PREFIX, STAMP, Convention, Mark, Page, pulled_up, seconds

LABEL = r"(?:\[[^\]\[\n:]{1,40}\](?: ?\d{1,2})?|[^\W\d_](?:[\w.'’&/ \-]|\[[^\]\[\n:]{1,40}\]){0,44}?)"
"""A label as written: words, or a pseudonym between square brackets."""
_EMPHASIS = r"(?:\*\*|__|\*|_)?"
_LINE = re.compile(
    rf"{PREFIX}(?:\#{{1,6}}[ ]+)?{_EMPHASIS}(?P<label>{LABEL})"
    rf"(?:[ \u00a0]*\((?P<aside>[^()\n:]{{1,40}})\))?(?:[ \u00a0]*(?P<after>{STAMP}))?"
    rf"{_EMPHASIS}[ \u00a0]*:(?!//){_EMPHASIS}"
    r"(?P<gap>[ \u00a0]+|$|(?=[^\W_]|[\"“‘'(\[…]))"
    rf"(?:(?P<late>{STAMP})(?:[ \u00a0]+|$))?"
)
_REACH = 110
"""Code points of a line in which the colon must fall."""


def _find(page: Page) -> list[Mark]:
    text, marks = page.text, []
    for number, (begin, end) in enumerate(page.lines):
        if text.find(":", begin, min(end, begin + _REACH)) < 0:
            continue
        found = _LINE.match(text, begin, end)
        if not found:
            continue
        tight = not found["gap"] and found.end("gap") < end
        if tight and text[found.end("gap")].isdigit():
            continue
        stamp = next((value for key in ("stamp", "after", "late") if (value := seconds(found[key])) is not None), None)
        label_start, stamp = pulled_up(page, number, stamp)
        start = found.end()
        if start == end:
            # The label stands alone: its words are on the lines below.
            start = page.skip_space(start)
        marks.append(Mark(label_start, start, found["label"].strip(), found["aside"] or "", stamp, tight))
    return marks


NAME_COLON = Convention("name-colon", _find)
