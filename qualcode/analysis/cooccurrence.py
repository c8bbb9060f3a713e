"""Which codings of one coder touch the same words: the pairs behind a code × code matrix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from qualcode.store import values
from qualcode.text import Span


class Pair(NamedTuple):
    """Two codings of one coder in one transcript, the earlier one first."""

    first: values.Coding
    second: values.Coding
    shared: Span | None
    """The words both cover; None when they only lie near each other."""


def pairs(codings: Iterable[values.Coding], *, gap: int | None = None) -> Iterator[Pair]:
    """Every pair of codings by the same coder that overlap, each pair once, in the order of the text.

    A sweep over the sorted spans: the time is that of sorting plus the number of pairs.

    Args:
        codings: Codings of any transcripts and coders.
        gap: Also pairs that do not overlap but have at most this many code points between them (0: they touch).
    """
    reach = -1 if gap is None else gap
    groups: dict[tuple[str, str], list[values.Coding]] = {}
    for coding in codings:
        groups.setdefault((coding.transcript_id, coding.coder_id), []).append(coding)
    for group in groups.values():
        group.sort(key=lambda coding: (coding.start, coding.end, coding.id))
        yield from _pairs_in(group, reach)


def _pairs_in(group: Sequence[values.Coding], reach: int) -> Iterator[Pair]:
    open_now: list[values.Coding] = []
    for coding in group:
        # A coding that ends too far before this one can meet none of those that follow either.
        open_now = [one for one in open_now if coding.start - one.end <= reach]
        for one in open_now:
            shared = Span(coding.start, min(one.end, coding.end))
            yield Pair(one, coding, shared if shared.start < shared.end else None)
        open_now.append(coding)
