"""What the comparison of segments shows: every segment of one code, or of two side by side, in groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.i18n import _
from qualcode.store import values

if TYPE_CHECKING:
    from qualcode.analysis import Quote, StudyView
    from qualcode.store import Study

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
    from qualcode.analysis import load_view, quotes

    view = load_view(study)
    used = {coding.code_id for coding in view.codings}
    coded = tuple(code.id for code in view.codes if view.with_below([code.id]) & used)
    wanted = [code_id for code_id in dict.fromkeys(code_ids) if code_id in view.code_by_id]
    if not wanted and coded:
        counts = {code_id: sum(coding.code_id == code_id for coding in view.codings) for code_id in coded}
        wanted = [max(coded, key=lambda code_id: counts[code_id])]
    me = study.coder()
    mine = {coding.id for coding in view.codings if me is not None and coding.coder_id == me.id}
    columns = []
    for code_id in wanted:
        found = quotes(view, codes=[code_id], below=below)
        rows = [segment_row(view, quote, mine, of_code=code_id) for quote in found]
        groups = _grouped(view, list(zip(found, rows, strict=True)), group)
        people = {quote.participant for quote in found if quote.participant}
        columns.append(Column(view.code_by_id[code_id], _label(view.code_by_id[code_id]), groups, len(people)))
    return CompareView(tuple(columns), coded, view.attribute_keys)


def segment_row(view: StudyView, quote: Quote, mine: set[str], *, of_code: str = "", mark: str = "") -> SegmentRow:
    """A quote as a row of a list of segments.

    Args:
        view: The study.
        quote: The quote.
        mine: Ids of the codings of the coder who works now.
        of_code: The code that is looked at; another code on the quote is named.
        mark: A sign before the source.
    """
    own = tuple(coding_id for coding_id in quote.coding_ids if coding_id in mine)
    return SegmentRow(
        quote.coding_ids[0] if quote.coding_ids else quote.segment_id,
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
    )


def _label(code: values.Code) -> str:
    return f"{code.number} {code.name}".strip()


def _grouped(view: StudyView, pairs: list[tuple[Quote, SegmentRow]], group: str) -> tuple[Group, ...]:
    from qualcode.analysis import natural

    if not group:
        ordered = sorted(pairs, key=lambda pair: (view.transcript_rank[pair[1].transcript_id], pair[1].start))
        return (Group("", tuple(row for _quote, row in ordered)),) if ordered else ()
    found: dict[str, list[SegmentRow]] = {}
    for quote, row in pairs:
        if group == BY_PARTICIPANT:
            title = row.source
        elif group == BY_TRANSCRIPT:
            title = quote.transcript
        elif group == BY_CODER:
            title = quote.coder
        else:
            title = quote.attributes.get(group, "")
        found.setdefault(title, []).append(row)
    return tuple(
        Group(
            title or _("(not given)"),
            tuple(sorted(found[title], key=lambda row: (view.transcript_rank[row.transcript_id], row.start, row.end))),
        )
        for title in sorted(found, key=lambda title: (not title, natural(title)))
    )
