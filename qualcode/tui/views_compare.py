"""What the comparison of segments shows: every segment of one code, or of two side by side, in groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.store import values
from qualcode.tui.views import label_of

if TYPE_CHECKING:
    from qualcode.analysis import Quote, StudyView
    from qualcode.store import Study

FAR = 600
"""Code points of context at most, on each side."""
BY_PARTICIPANT, BY_TRANSCRIPT, BY_CODER, BY_NOTHING = "participant", "transcript", "coder", ""


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """One segment as it is compared: its words, who said them and where, who coded it."""

    key: str
    """Stable while the segment carries the code: the id of its first coding, or of the segment."""
    words: str
    source: str
    """"Respondent 4, VP"."""
    place: str
    """"ouder-04 · 12": transcript and turn."""
    coder: str
    transcript_id: str
    start: int
    end: int
    segment_id: str
    coding_ids: tuple[str, ...]
    """Of all coders who put the code on this stretch."""
    own_ids: tuple[str, ...]
    """Of the coder who works now."""
    memos: tuple[str, ...] = ()
    sub_code: str = ""
    """The sub-code, when it is that which lies here."""
    mark: str = ""
    """A sign before the source, for lists where segments differ in what they do."""
    attributes: str = ""
    """The participant's, "model: VP, role: moeder"."""


@dataclass(frozen=True, slots=True)
class Group:
    """Segments that belong together."""

    title: str
    rows: tuple[SegmentRow, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """All segments of one code."""

    code: values.Code
    label: str
    groups: tuple[Group, ...]
    participants: int

    @property
    def rows(self) -> tuple[SegmentRow, ...]:
        """The segments of all groups."""
        return tuple(row for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class CompareView:
    """One or two codes."""

    columns: tuple[Column, ...]
    coded: tuple[str, ...]
    """Ids of the codes that have segments, in tree order: what next and previous go through."""
    attributes: tuple[str, ...]
    """By which the segments can be grouped, besides participant, transcript and coder."""
    study: StudyView | None = field(default=None, repr=False)

    def around(self, row: SegmentRow) -> tuple[str, str, str]:
        """What is said before the segment, its own words, and what is said after it: the turns it lies in and one before."""
        if self.study is None:
            return "", row.words, ""
        text = self.study.text(row.transcript_id)
        turns = self.study.turns_of.get(row.transcript_id, [])
        here = [place for place, turn in enumerate(turns) if turn.label_start < row.end and row.start < turn.end]
        first = turns[max(here[0] - 1, 0)].label_start if here else max(row.start - FAR, 0)
        last = turns[here[-1]].end if here else row.end + FAR
        return (
            text[max(first, row.start - FAR) : row.start],
            text[row.start : row.end],
            text[row.end : min(last, row.end + FAR)],
        )


def compare_view(
    study: Study, code_ids: Sequence[str], *, group: str = BY_PARTICIPANT, below: bool = True
) -> CompareView:
    """Reads the segments of these codes.

    Args:
        study: The open study.
        code_ids: One or two; without any, the code that is used most. One that is gone is left out.
        group: participant, transcript, coder, an attribute's key, or empty for no groups.
        below: Whether segments of sub-codes come along.
    """
    from qualcode.analysis import compared, load_view

    view = load_view(study)
    used = {coding.code_id for coding in view.codings}
    coded = tuple(code.id for code in view.codes if view.with_below([code.id]) & used)
    wanted = [code_id for code_id in dict.fromkeys(code_ids) if code_id in view.code_by_id]
    if not wanted and coded:
        counts = Counter(coding.code_id for coding in view.codings)
        wanted = [max(coded, key=lambda code_id: counts[code_id])]
    if not wanted:
        return CompareView((), coded, view.attribute_keys)
    sides = compared(view, *wanted[:2], by=group or BY_TRANSCRIPT, below=below)
    mine = own_codings(study, view)
    columns = []
    for place, code_id in enumerate(wanted[:2]):
        groups = []
        people: set[str] = set()
        for side in sides:
            found = side.second if place else side.first
            people.update(quote.participant for quote in found if quote.participant)
            shared = set(side.both)
            rows = tuple(
                segment_row(
                    view,
                    quote,
                    mine,
                    of_code=code_id,
                    mark="=" if (quote.transcript_id, quote.start, quote.end) in shared else "",
                )
                for quote in sorted(
                    found, key=lambda one: (view.transcript_rank[one.transcript_id], one.start, one.end)
                )
            )
            if rows:
                title = rows[0].source if group == BY_PARTICIPANT else side.group
                groups.append(Group(title, rows))
        if not group and groups:
            groups = [Group("", tuple(row for each in groups for row in each.rows))]
        code = view.code_by_id[code_id]
        columns.append(Column(code, label_of(code), tuple(groups), len(people)))
    return CompareView(tuple(columns), coded, view.attribute_keys, view)


def own_codings(study: Study, view: StudyView) -> set[str]:
    """Ids of the codings of the coder who works now."""
    me = study.coder()
    return {coding.id for coding in view.codings if me is not None and coding.coder_id == me.id}


def segment_row(
    view: StudyView, quote: Quote, mine: set[str], *, of_code: str = "", mark: str = "", key: str = ""
) -> SegmentRow:
    """A quote as a row of a list of segments.

    Args:
        view: The study.
        quote: The quote.
        mine: Ids of the codings of the coder who works now.
        of_code: The code that is looked at; another code on the quote is named.
        mark: A sign before the source.
        key: Under which the row is known; its first coding when none is given.
    """
    own = tuple(coding_id for coding_id in quote.coding_ids if coding_id in mine)
    return SegmentRow(
        key or (quote.coding_ids[0] if quote.coding_ids else quote.segment_id),
        quote.words,
        quote.citation.removeprefix("(").removesuffix(")"),
        f"{quote.transcript} · {quote.turn}" if quote.turn is not None else quote.transcript,
        quote.coder,
        quote.transcript_id,
        quote.start,
        quote.end,
        quote.segment_id,
        quote.coding_ids,
        own,
        quote.memos,
        view.code_by_id[quote.code_id].name if of_code and quote.code_id not in ("", of_code) else "",
        mark,
        ", ".join(f"{name}: {value}" for name, value in quote.attributes.items() if value),
    )
