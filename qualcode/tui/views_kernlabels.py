"""What the kernlabels screen shows: each kernlabel with its codes, quotes and counts, and the relations around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.i18n import _
from qualcode.store import values
from qualcode.tui.network import Link, Node
from qualcode.tui.views import hues_of
from qualcode.tui.views_compare import Group, SegmentRow, own_codings, segment_row

if TYPE_CHECKING:
    from qualcode.analysis import Standing, StudyView
    from qualcode.store import Study

SIGNS = {"best": "★", "supports": "+", "deviant": "✗"}
"""What a quote does for a kernlabel, as a sign before it."""
MOST_ATTRIBUTES = 2
"""Attributes whose counts are shown."""


@dataclass(frozen=True, slots=True)
class Kernlabel:
    """One kernlabel with everything that bears on it."""

    standing: Standing
    quotes: tuple[SegmentRow, ...]
    """Best first, deviant ones last; the key is the segment's id."""
    kinds: Mapping[str, str]
    """Segment id -> best, supports or deviant."""

    @property
    def id(self) -> str:
        """The kernlabel's id."""
        return self.standing.kernlabel.id

    def count(self, kind: str) -> int:
        """Quotes that do this."""
        return sum(each == kind for each in self.kinds.values())


@dataclass(frozen=True, slots=True)
class KernlabelsView:
    """All kernlabels and all relations."""

    kernlabels: tuple[Kernlabel, ...]
    labels: Mapping[str, str]
    """Code or kernlabel id -> as it is shown."""
    codes: Mapping[str, values.Code]
    hues: Mapping[str, int]
    relations: tuple[values.Relation, ...]
    """`rests-on` aside."""
    segments: Mapping[str, int] = field(default_factory=dict)
    """Code id -> segments of it and below it."""
    study: StudyView | None = field(default=None, repr=False)

    def of(self, kernlabel_id: str) -> Kernlabel | None:
        """The kernlabel with this id."""
        return next((one for one in self.kernlabels if one.id == kernlabel_id), None)

    def network(self, kernlabel_id: str) -> tuple[list[Node], list[Link]]:
        """Nodes and links to draw: around one kernlabel with the codes it rests on; without one, every relation."""
        rests = self.of(kernlabel_id)
        near = {kernlabel_id, *(rests.standing.codes if rests else ())}
        links = [
            Link(one.from_id, one.to_id, one.kind, relation_said(one.kind))
            for one in self.relations
            if rests is None or one.from_id in near or one.to_id in near
        ]
        if rests is not None:
            links = [
                *(
                    Link(kernlabel_id, code_id, "rests-on", relation_said("rests-on"))
                    for code_id in rests.standing.codes
                ),
                *links,
            ]
        used = {each for link in links for each in (link.source, link.target)}
        nodes = [
            Node(code.id, self.labels[code.id], code.level == values.SELECTIVE)
            for code in self.codes.values()
            if code.id in used
        ]
        return nodes, links

    def quotes_to_link(self, kernlabel: Kernlabel) -> tuple[Group, ...]:
        """Segments of the codes on which it rests that are not its quotes yet; of all codes when it rests on none."""
        from qualcode.analysis import quotes

        assert self.study is not None
        groups: dict[str, dict[str, SegmentRow]] = {}
        taken = set(kernlabel.kinds)
        places = {(row.transcript_id, row.start, row.end) for row in kernlabel.quotes}
        for quote in quotes(self.study, codes=list(kernlabel.standing.codes)):
            if quote.segment_id not in taken and (quote.transcript_id, quote.start, quote.end) not in places:
                row = segment_row(self.study, quote, set(), key=quote.segment_id)
                groups.setdefault(quote.code, {})[row.key] = row
        seen: set[str] = set()
        found = []
        for title, rows in groups.items():
            fresh = tuple(row for key, row in rows.items() if key not in seen)
            seen.update(rows)
            if fresh:
                found.append(Group(title, fresh))
        return tuple(found)


def kernlabels_view(study: Study) -> KernlabelsView:
    """Reads all kernlabels with what bears on them."""
    from qualcode.analysis import load_view, standings

    view = load_view(study)
    mine = own_codings(study, view)
    kernlabels = []
    for one in standings(view):
        rows = tuple(
            segment_row(view, quote, mine, key=quote.segment_id, mark=SIGNS[quote.evidence]) for quote in one.quotes
        )
        kinds = {quote.segment_id: quote.evidence for quote in one.quotes}
        kernlabels.append(Kernlabel(one, rows, kinds))
    places: dict[str, set[tuple[str, int, int]]] = {}
    for coding in view.codings:
        for code_id in view.above(coding.code_id):
            places.setdefault(code_id, set()).add((coding.transcript_id, coding.start, coding.end))
    return KernlabelsView(
        tuple(kernlabels),
        {code.id: view.label(code.id) for code in view.codes},
        view.code_by_id,
        hues_of(view.codes),
        tuple(link for link in view.relations if link.kind != "rests-on"),
        {code_id: len(found) for code_id, found in places.items()},
        view,
    )


def relation_said(kind: str) -> str:
    """A kind of relation in the language in use."""
    return {
        "leads-to": _("leads to"),
        "goes-with": _("goes with"),
        "contradicts": _("contradicts"),
        "part-of": _("is part of"),
        "condition-for": _("is a condition for"),
        "rests-on": _("rests on"),
    }.get(kind, kind)


def who_said(standing: Standing) -> list[str]:
    """The counts in lines: how many say it and of which kinds, who contradicts it, how much is coded below it."""
    from qualcode.i18n import ngettext

    kinds = [
        f"{key}: " + ", ".join(f"{count} {value}" for value, count in counts.items())
        for key, counts in standing.by_attribute.items()
        if counts
    ][:MOST_ATTRIBUTES]
    lines = [
        ngettext("{n} respondent says it", "{n} respondents say it", len(standing.participants))
        + (f" ({'; '.join(kinds)})" if kinds else "")
    ]
    if standing.against:
        against = ngettext("{n} contradicts it", "{n} contradict it", len(standing.against))
        lines.append(f"{against}: {', '.join(standing.against)}")
    lines.append(
        ngettext("{n} segment under its codes", "{n} segments under its codes", standing.segments)
        + ", "
        + ngettext("{n} respondent", "{n} respondents", standing.coded_participants)
    )
    return lines
