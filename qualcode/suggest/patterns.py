"""The codebook's keywords as patterns: single words, wildcards, aliases and phrases.

Written as a participant would say them. `*` stands for any letters. A word matches on its form, its stem and the stem of
its lemma; an alias (an abbreviation) only as it is written, in any case, unless it would be a small word ("MEE"): then in
capitals. The words of a phrase may stand in another order and a few
words apart, because Dutch moves its verbs ("plan maken", "we maakten samen een plan"); a phrase with a word that has no
topic of its own ("te laat", "mijn man en ik") is met in its order, one word apart at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qualcode.codebook.model import CodeEntry
from qualcode.language.stems import keys
from qualcode.language.tokens import ONE, words
from qualcode.language.wordlists import STOP_WORDS

_WILD = re.compile(r"[^\s*]*\*[^\s*]*(?:\*[^\s*]*)*")
GAP = 3
"""Words that may stand between the words of a phrase, in all."""


@dataclass(frozen=True, slots=True)
class Element:
    """One word of a pattern."""

    form: str
    """Folded; with its `*` when it is a wildcard."""
    keys: frozenset[str]
    """What it meets; empty for a wildcard."""
    stop: bool = False

    @property
    def wild(self) -> bool:
        """Whether it has a `*`."""
        return "*" in self.form


@dataclass(frozen=True, slots=True)
class Pattern:
    """A keyword or alias of one code."""

    code: int
    """Place of the code in the codebook."""
    text: str
    """As the codebook writes it."""
    elements: tuple[Element, ...]
    alias: bool = False

    @property
    def phrase(self) -> bool:
        """Whether it has more than one word."""
        return len(self.elements) > 1

    @property
    def fixed(self) -> bool:
        """Whether it is a phrase whose order counts, because a word in it has no topic of its own."""
        return any(element.stop for element in self.elements)

    @property
    def anchor(self) -> int:
        """The element that is looked for first: the longest that is no stop word."""
        return max(range(len(self.elements)), key=lambda i: (not self.elements[i].stop, len(self.elements[i].form)))


@lru_cache(maxsize=20_000)
def elements_of(keyword: str, alias: bool = False) -> tuple[Element, ...]:
    """The words of a keyword as they are matched."""
    wild = [match.group(0) for match in _WILD.finditer(keyword)]
    if wild and len(keyword.split()) == 1:
        return (_wild_element(keyword),)
    found: list[Element] = []
    for token in keyword.split():
        if "*" in token:
            found.append(_wild_element(token))
            continue
        found.extend(_elements_of_token(token, alias))
    return tuple(found)


@lru_cache(maxsize=20_000)
def _elements_of_token(token: str, alias: bool) -> tuple[Element, ...]:
    forms = [word.form for word in words(token)]
    return tuple(
        Element(form, frozenset((form,)) if alias else frozenset(keys(form)), form in STOP_WORDS or form == ONE)
        for form in forms
    )


def _wild_element(token: str) -> Element:
    from qualcode.language.tokens import folded

    return Element(re.sub(r"[^\w*'\-]", "", folded(token)), frozenset())


def patterns_of(codes: Sequence[CodeEntry]) -> list[Pattern]:
    """The patterns of all codes, without repeats inside a code; a code's name counts as a keyword of it."""
    found: list[Pattern] = []
    for place, code in enumerate(codes):
        seen: set[tuple[str, ...]] = set()
        for text, alias in _sources(code):
            elements = elements_of(text, alias)
            identity = tuple(element.form for element in elements)
            if elements and identity not in seen and not all(element.form in ("*", "") for element in elements):
                seen.add(identity)
                found.append(Pattern(place, text, elements, alias))
    return found


def _sources(code: CodeEntry) -> Iterable[tuple[str, bool]]:
    for alias in code.aliases:
        yield alias, True
    for keyword in code.keywords:
        yield keyword, False
    if len(code.name.split()) <= 2 and not code.keywords:
        yield code.name, False


def wild_regex(form: str) -> re.Pattern[str]:
    """The wildcard as an expression over whole folded words."""
    return re.compile("[^\\n]*".join(re.escape(piece) for piece in form.split("*")))
