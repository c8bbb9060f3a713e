"""A speaker alone on the line above the words: `INTERVIEWER`, `Respondent 2`, `Anna  0:12`, `00:00:03 Spreker 1`."""

from __future__ import annotations

import re

from qualcode.ingest.conventions.base import PREFIX, STAMP, Convention, Mark, Page, pulled_up, seconds
from qualcode.ingest.conventions.colon import LABEL
from qualcode.ingest.labels import NAME, label_kind

_NAME = rf"{LABEL}(?:, [^\W\d_][\w.'’ \-]{{0,30}})?"
"""A label, or a name turned round as meeting programs write it ("Vries, Anna")."""
_LINE = re.compile(
    rf"{PREFIX}(?:\#{{1,6}}[ ]+)?(?:\*\*|__)?(?P<label>{_NAME})(?:[ \u00a0]*\((?P<aside>[^()\n:]{{1,40}})\))?"
    rf"(?:[ \u00a0]*(?P<after>{STAMP}))?[ \u00a0]*(?P<colon>:)?(?:\*\*|__)?[ \u00a0]*"
)
_LONGEST = 70


def _find(page: Page) -> list[Mark]:
    text, marks = page.text, []
    for number, (begin, end) in enumerate(page.lines):
        if not 0 < end - begin <= _LONGEST:
            continue
        found = _LINE.fullmatch(text, begin, end)
        if not found:
            continue
        stamp = seconds(found["stamp"]) if found["stamp"] else seconds(found["after"])
        label = found["label"].strip()
        label_start, stamp = pulled_up(page, number, stamp)
        if stamp is None and ("," in label or not (found["colon"] or _stands_out(label))):
            continue
        marks.append(Mark(label_start, page.skip_space(end), label, found["aside"] or "", stamp))
    return marks


def _stands_out(label: str) -> bool:
    """Whether a line of only these words can be no sentence: a word for a speaker, or all in capitals."""
    return label_kind(label) not in (NAME, None) or (len(label) > 2 and label.isupper())


OWN_LINE = Convention("own-line", _find, shares=0.15)
