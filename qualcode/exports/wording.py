"""How quotes stand in Dutch and English reports: quotation marks, cut marks, block quotes, and counts in words."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.analysis import Quote, StudyView, cut_at
from qualcode.exports.word import Run
from qualcode.i18n import N_, _, ngettext
from qualcode.text import count_words

BLOCK_WORDS = 40
"""From this many words a quote stands apart, without quotation marks."""
CUT = "(…)"
EVIDENCE = {"best": N_("strongest quote"), "supports": "", "deviant": N_("contradicts")}
"""What a quote does for its kernlabel, said beside it."""
EVIDENCE_KINDS = {"best": N_("best"), "supports": N_("supports"), "deviant": N_("deviant")}
"""The same as one word in a spreadsheet."""


def is_long(words: str) -> bool:
    """Whether a quote of these words stands apart from the text."""
    return count_words(words) >= BLOCK_WORDS


def quoted_runs(quote: Quote, view: StudyView, *, cut_marks: bool = False, block: bool = False) -> list[Run]:
    """A quote as runs: its words letter by letter in one run of their own, marks round them in others.

    Args:
        quote: The quote.
        view: The study, for the words around.
        cut_marks: Whether (…) stands where the segment begins or ends inside a sentence.
        block: Whether it stands apart, without quotation marks.
    """
    before, after = cut_at(view, quote) if cut_marks else (False, False)
    opening = ("" if block else "“") + (f"{CUT} " if before else "")
    closing = (f" {CUT}" if after else "") + ("" if block else "”")
    return [run for run in (Run(opening), Run(quote.words), Run(closing)) if run.text]


def quoted_text(quote: Quote, view: StudyView, *, cut_marks: bool = False) -> str:
    """A quote between its marks, as one text."""
    return "".join(run.text for run in quoted_runs(quote, view, cut_marks=cut_marks))


def counts_of(quotes: Sequence[Quote]) -> str:
    """ "14 segments, 6 participants": distinct stretches and people."""
    places = {(quote.transcript_id, quote.start, quote.end) for quote in quotes}
    people = {quote.participant for quote in quotes if quote.participant}
    said = [ngettext("{n} segment", "{n} segments", len(places))]
    if people:
        said.append(ngettext("{n} participant", "{n} participants", len(people)))
    return ", ".join(said)


def as_of(view: StudyView) -> str:
    """The time of the study's newest coding or memo, for a document's properties: the same study, the same time."""
    times = [coding.at for coding in view.codings] + [memo.changed for memo in view.memos] + [view.info.created]
    return max(times)


def evidence_said(kind: str) -> str:
    """What a quote does for its kernlabel, in the language in use; nothing for one that simply supports it."""
    return _(EVIDENCE.get(kind, ""))
