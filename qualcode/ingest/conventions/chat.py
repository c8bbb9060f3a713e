"""CHAT, the transcription format of CHILDES/TalkBank: `*MOT:` opens a turn, `%…` and `@…` lines are no speech.

Format: https://talkbank.org/0info/manuals/CHAT.html
"""

from __future__ import annotations

import re

from qualcode.ingest.conventions.base import Convention, Mark, Page, pulled_up

_LINE = re.compile(r"\*(?P<label>[A-Za-z][A-Za-z0-9\-]{0,9}):[ \u00a0]*")


def _find(page: Page) -> list[Mark]:
    marks = []
    for number, (begin, end) in enumerate(page.lines):
        if page.text.startswith("*", begin):
            found = _LINE.match(page.text, begin, end)
            if found:
                label_start, stamp = pulled_up(page, number, None)
                start = found.end() if found.end() < end else page.skip_space(end)
                marks.append(Mark(label_start, start, found["label"], stamp=stamp))
    return marks


CHAT = Convention("chat", _find, shares=0.1, lone_labels=True)
