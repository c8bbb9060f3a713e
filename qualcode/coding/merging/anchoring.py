"""Finding a span of one text back in another that differs a little. A span is found with certainty, or not at all."""

from __future__ import annotations

from qualcode.text import Span

AROUND = 32
"""Code points of context on each side."""


def find_back(old: str, new: str, span: Span) -> Span | None:
    """Where the span of `old` stands in `new`, or None when that is not certain.

    Its words with what stands around them on both sides, on one side, or alone, must stand once in each of the texts; longer
    context is tried where a short one stands more than once. Words that were themselves changed are found when what is
    around them on both sides is, in that order and no further apart than twice their length.
    """
    start, end = span
    for around in (AROUND, 4 * AROUND):
        left, right = old[max(0, start - around) : start], old[end : end + around]
        words = old[start:end]
        for before, after in ((left, right), (left, ""), ("", right), ("", "")):
            place = _only_place(old, new, before + words + after)
            if place is not None:
                return Span(place + len(before), place + len(before) + len(words))
        if left and right:
            first, second = _only_place(old, new, left), _only_place(old, new, right)
            if first is not None and second is not None:
                found = Span(first + len(left), second)
                if 0 < found.length <= 2 * span.length:
                    return found
    return None


def _only_place(old: str, new: str, probe: str) -> int | None:
    if not probe or _times(old, probe) != 1:
        return None
    place = new.find(probe)
    return None if place < 0 or new.find(probe, place + 1) >= 0 else place


def _times(text: str, probe: str) -> int:
    first = text.find(probe)
    if first < 0:
        return 0
    return 1 if text.find(probe, first + 1) < 0 else 2
