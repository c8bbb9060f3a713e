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
    known = list(codings)
    for earlier, later in index_pairs(known, gap=gap):
        first, second = known[earlier], known[later]
        shared = Span(second.start, min(first.end, second.end))
        yield Pair(first, second, shared if shared.start < shared.end else None)


def index_pairs(codings: Sequence[values.Coding], *, gap: int | None = None) -> Iterator[tuple[int, int]]:
    """The pairs of `pairs`, as places in the sequence."""
    reach = -1 if gap is None else gap
    groups: dict[tuple[str, str], list[int]] = {}
    for index, coding in enumerate(codings):
        groups.setdefault((coding.transcript_id, coding.coder_id), []).append(index)
    for group in groups.values():
        group.sort(key=lambda index: (codings[index].start, codings[index].end, codings[index].id))
        open_now: list[tuple[int, int]] = []
        for index in group:
            start = codings[index].start
            # A coding that ends too far before this one can meet none of those that follow either.
            open_now = [(end, one) for end, one in open_now if start - end <= reach]
            for _end, one in open_now:
                yield one, index
            open_now.append((codings[index].end, index))
