"""Constant comparison: all segments of one code, or of two side by side, in groups of participants or an attribute.

Glaser (1965, Social Problems 12(4)): each incident is compared with those coded alike before it. The screen lays them out;
this module says which and in what groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode.analysis.axes import axis
from qualcode.analysis.quoting import Quote, quotes
from qualcode.analysis.view import StudyView


@dataclass(frozen=True, slots=True)
class Side:
    """The segments of one code or of two, of one group."""

    group: str
    """Name of the participant, or the attribute's value."""
    first: tuple[Quote, ...]
    second: tuple[Quote, ...] = ()
    """Empty when only one code is looked at."""
    both: tuple[tuple[str, int, int], ...] = ()
    """Stretches (transcript id, start, end) that carry both codes."""


def compared(
    view: StudyView,
    first: str,
    second: str | None = None,
    *,
    by: str = "participant",
    coder: str | Iterable[str] | None = None,
    where: Mapping[str, str] | None = None,
    below: bool = True,
) -> list[Side]:
    """The segments of a code, or of two, group by group; groups without any are left out.

    Args:
        view: The study.
        first: Id of the code.
        second: Id of the code beside it.
        by: A side of `axes.axis`: participant, transcript, coder, or an attribute.
        coder: Only these coders' work.
        where: Conditions on participant or transcript.
        below: Whether segments of sub-codes come along.

    Raises:
        NotFound: for a group, coder or condition that fits nothing.
    """
    groups = axis(view, by)
    by_id = {coding.id: coding for coding in view.codings}

    def sorted_in(code_id: str | None) -> dict[int, list[Quote]]:
        found: dict[int, list[Quote]] = {}
        if code_id is not None:
            for quote in quotes(view, codes=[code_id], coder=coder, where=where, below=below):
                for index in groups.indices(by_id[quote.coding_ids[0]]):
                    found.setdefault(index, []).append(quote)
        return found

    left, right = sorted_in(first), sorted_in(second)
    result = []
    for index, label in enumerate(groups.labels):
        mine, theirs = left.get(index, []), right.get(index, [])
        if mine or theirs:
            both = {_stretch(one) for one in mine} & {_stretch(one) for one in theirs}
            order = view.transcript_rank
            common = sorted(both, key=lambda place: (order[place[0]], place[1], place[2]))
            result.append(Side(label.text, tuple(mine), tuple(theirs), tuple(common)))
    return result


def _stretch(quote: Quote) -> tuple[str, int, int]:
    return (quote.transcript_id, quote.start, quote.end)
