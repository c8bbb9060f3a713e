"""Mistakes in a codebook, each with the line or row that holds it, and the one error they are raised as."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.errors import BadInput
from qualcode.i18n import _, ngettext

_SHOWN = 8
_NOT_IN_KEY = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing that is wrong in a codebook, and what to do."""

    line: int
    """Line of the file, or row of the sheet, from 1; 0 when it concerns the whole file."""
    what: str
    todo: str = ""

    def __str__(self) -> str:
        return f"{self.what} {self.todo}".strip()


def bad_codebook(mistakes: Iterable[Mistake], where: str, unit: str) -> BadInput:
    """The error that tells the first mistake in full and the rest after it.

    Args:
        mistakes: At least one.
        where: The file's name.
        unit: "line" or "row", already translated.
    """
    first, *rest = sorted(set(mistakes))
    place = f"{where}, {unit} {first.line}" if first.line else where
    also = "; ".join(f"{unit} {mistake.line}: {mistake}" for mistake in rest[:_SHOWN])
    todo = first.todo
    if also:
        todo = f"{todo} {_('Also')}: {also}".strip()
        if len(rest) > _SHOWN:
            todo += "; " + ngettext("and {n} more", "and {n} more", len(rest) - _SHOWN)
    return BadInput(first.what, place, todo)


def nearest(word: str, known: Sequence[str], count: int = 3) -> list[str]:
    """The names most like a mistyped one, best first, in a fixed order where they are equally like it."""
    from rapidfuzz import fuzz, process

    found = process.extract(word, known, scorer=fuzz.WRatio, processor=str.lower, limit=count)
    return [name for name, _score, _place in found]


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A sentence that names the one nearest name, or nothing when none is near."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, known, scorer=fuzz.ratio, processor=str.lower, score_cutoff=55)
    return _("Did you mean “{name}”?").format(name=found[0]) if found else ""


def key_from(name: str) -> str:
    """A key made of a name: "Zorg en onderwijs" gives "zorg-en-onderwijs"; "code" when no letter or digit is left."""
    folded = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    return _NOT_IN_KEY.sub("-", folded).strip("-") or "code"
