"""A speaker in capitals that opens the paragraph, without a colon: `ANNA Ja, dat klopt.`, `INTERVIEWER – En toen?`"""

from __future__ import annotations

import re

from qualcode.ingest.conventions.base import PREFIX, Convention, Mark, Page, pulled_up, seconds

_LINE = re.compile(
    rf"{PREFIX}(?P<label>[^\W\d_a-z]{{2,}}(?:[ \-][^\W\d_a-z]{{2,}}){{0,2}}(?: ?\d{{1,2}})?)"
    r"(?:\.|[ \u00a0]*[–>|\-]|(?=[ \u00a0]))[ \u00a0]+(?=[^\W_]|[\"“‘'(\[…])"
)


def _find(page: Page) -> list[Mark]:
    marks = []
    for number, (begin, end) in enumerate(page.lines):
        found = _LINE.match(page.text, begin, end)
        if found and found["label"].isupper():
            label_start, stamp = pulled_up(page, number, seconds(found["stamp"]))
            marks.append(Mark(label_start, found.end(), found["label"].strip(), stamp=stamp))
    return marks


CAPITALS = Convention("capitals", _find, shares=0.8)
