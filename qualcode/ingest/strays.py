"""Speakers written in another way than the rest of the transcript: `I:` and `R:`, and in between `Moeder` on its own line.

One convention explains a transcript; without this, who is written otherwise would stay inside another's turn.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from qualcode.ingest.conventions import Mark, Page
from qualcode.ingest.labels import INTERVIEWER_WORD, RESPONDENT_WORD, SPEAKER_WORD, label_key, label_kind
from qualcode.text import line_number

_SURE = (INTERVIEWER_WORD, RESPONDENT_WORD, SPEAKER_WORD)
_OF_A_FORM = ("table", "chat", "stamps")
"""Conventions of a whole file, of which no single line can stray into another; and stamps, which name nobody."""

Proposals = Mapping[str, Sequence[Mark]]


def written_otherwise(page: Page, convention: str, marks: Sequence[Mark], proposed: Proposals) -> list[Mark]:
    """The marks of speakers in another convention than the one that was found.

    Only a word for a speaker, of two letters or more, that comes back at least twice and is followed by words counts.

    Args:
        page: The text.
        convention: Name of the convention that was found.
        marks: The marks that are believed of it, in order; not empty.
        proposed: What every convention proposed, by its name.

    Returns:
        The marks in order, none on a line that has one already.
    """
    if convention in _OF_A_FORM:
        return []
    starts = [begin for begin, _end in page.lines]
    taken = {line_number(starts, place) for mark in marks for place in (mark.label_start, mark.start - 1)}
    found: dict[int, Mark] = {}
    for name, others in proposed.items():
        if name == convention or name in _OF_A_FORM:
            continue
        for mark in others:
            sure = len(mark.label) > 1 and label_kind(mark.label) in _SURE
            line = line_number(starts, mark.label_start)
            if sure and mark.label_start > marks[0].label_start and line not in taken:
                found.setdefault(line, mark)
    begins = [*sorted(mark.label_start for mark in (*marks, *found.values())), len(page.text)]
    spoken = [mark for mark in found.values() if mark.start < begins[bisect_right(begins, mark.label_start)]]
    counts = Counter(label_key(mark.label) for mark in spoken)
    return sorted((mark for mark in spoken if counts[label_key(mark.label)] >= 2), key=lambda mark: mark.label_start)
