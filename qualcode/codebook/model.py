"""The codebook as plain data: what a YAML file, a spreadsheet or a study's codes say, without a database.

`load_codebook` (in this package) gives a `Codebook`; `suggest.score` reads one; `coding` writes one into a study.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

LEVELS = ("open", "axial", "selective")
FAMILIES = ("bouwsteen", "indicator", "valence", "quality", "theme", "lens", "swot", "category", "kernlabel")
"""Families of the shipped codebooks; a codebook of one's own may name others."""


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code of a codebook, as its author wrote it."""

    key: str
    """Stable name inside the codebook: lower case letters, digits, hyphens and dots ("vroegsignalering.route")."""
    name: str
    """What is shown ("Vroegsignalering en doorverwijzing")."""
    level: str = "open"
    """open, axial or selective."""
    family: str = ""
    """bouwsteen, indicator, valence, quality, theme, …; empty when the code belongs to none."""
    number: int | None = None
    """Place among its brothers as the codebook numbers them; the seven bouwstenen have 1 to 7."""
    parent: str | None = None
    """Key of the main code, or None at the top."""
    definition: str = ""
    when: str = ""
    """When to use the code."""
    when_not: str = ""
    """When not to, and which code to use instead."""
    example: str = ""
    """A made-up fragment that carries the code."""
    keywords: tuple[str, ...] = ()
    """Words and phrases that point at the code, as a participant would say them; `*` stands for any letters ("verwijs*")."""
    aliases: tuple[str, ...] = ()
    """Abbreviations, matched as whole words in any case ("MDO", "CB")."""
    questions: tuple[str, ...] = ()
    """Interview questions that ask for the code."""
    colour: str = ""
    """#RRGGBB, or empty for the family's."""
    shortcut: str = ""
    """One digit or letter that puts the code, or empty."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """An ordered set of codes: parents come before their children."""

    name: str
    title: str
    language: str = "nl"
    version: str = "1"
    description: str = ""
    codes: tuple[CodeEntry, ...] = ()
    relations: tuple[tuple[str, str, str], ...] = field(default=())
    """(key, kind, key): typed links between codes."""

    def __iter__(self) -> Iterator[CodeEntry]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def by_key(self) -> dict[str, CodeEntry]:
        """The codes by their key."""
        return {code.key: code for code in self.codes}

    def children(self, key: str | None) -> tuple[CodeEntry, ...]:
        """The codes directly below this one, in order; None gives the top codes."""
        return tuple(code for code in self.codes if code.parent == key)
