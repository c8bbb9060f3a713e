"""Short names for the gutter: speakers and time stamps."""

from __future__ import annotations

import re
from collections.abc import Iterable


def short_labels(labels: Iterable[str], most: int = 4) -> dict[str, str]:
    """A short form for each speaker: kept when it fits, else initials and its number ("Respondent 2" -> "R2").

    Two speakers never share one: on a clash a letter is added, and in the end a number.
    """
    short: dict[str, str] = {}
    taken: set[str] = set()
    for label in dict.fromkeys(labels):
        for candidate in _candidates(label, most):
            if candidate not in taken:
                taken.add(candidate)
                short[label] = candidate
                break
    return short


def _candidates(label: str, most: int) -> Iterable[str]:
    if len(label) <= most:
        yield label
    words = re.findall(r"[^\W\d_]+", label)
    digits = "".join(re.findall(r"\d+", label))[: most - 1]
    initials = "".join(word[0].upper() for word in words)[: most - len(digits)] or label[:1]
    yield initials + digits
    if words:
        for length in range(2, most + 1 - len(digits)):
            yield words[0][:length].capitalize() + digits
    number = 2
    while True:
        yield f"{initials[:1]}{number}"
        number += 1


def stamp_text(seconds: float) -> str:
    """Seconds as m:ss, or h:mm:ss from one hour on."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
