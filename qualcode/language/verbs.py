"""Separable verbs put together again: "belde … op" is opbellen, "wees ons door" is doorverwijzen.

A rule, not a parser: a particle at the end of a clause, and a verb before it with which it makes a verb that the dictionary
knows. Guesses too many do no harm, since a verb that stands in no codebook meets nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualcode.language.stems import known, lemma
from qualcode.language.tokens import Word, scoring_view, words
from qualcode.language.wordlists import PARTICLES, PREPOSITIONS, STOP_WORDS

_CLAUSE_END = re.compile(r"[.,;:!?…]")
_REACH = 12
"""Words between a verb and its particle, at most."""
_SAYING = {"doorwijzen": "doorverwijzen"}
"""What is said for what is meant ("ze wees ons door naar …")."""


def rejoined(forms: Sequence[str], lemmas: Sequence[str] | None = None) -> dict[int, str]:
    """The whole verb for each place where the finite part of a separable verb stands.

    Args:
        forms: Folded words of one sentence in order, marks of punctuation as words of their own or left out.
        lemmas: Their lemmas; the dictionary's where not given.
    """
    found: dict[int, str] = {}
    for place, particle in enumerate(forms):
        if particle not in PARTICLES or not _ends_a_clause(forms, place):
            continue
        for before in range(place - 1, max(place - 1 - _REACH, -1), -1):
            form = forms[before]
            if not form[:1].isalnum():
                break
            if before in found or form in PREPOSITIONS or form.endswith(("end", "ende")):
                continue
            base = lemmas[before] if lemmas else lemma(form)
            if not base.endswith("n") or (form in STOP_WORDS and base == form):
                continue
            whole = particle + base
            if known(whole) or whole in _SAYING:
                found[before] = _SAYING.get(whole, whole)
                break
    return found


def _ends_a_clause(forms: Sequence[str], place: int) -> bool:
    following = forms[place + 1] if place + 1 < len(forms) else ""
    return not following or not following[0].isalnum() or following in PREPOSITIONS


def spoken_words(text: str, start: int = 0, end: int | None = None, view: str | None = None) -> list[Word]:
    """`words`, and after the finite part of a separable verb the whole verb as one word more, with the same offsets."""
    seen = scoring_view(text) if view is None else view
    found = words(text, start, end, seen)
    if not any(word.form in PARTICLES for word in found):
        return found
    forms: list[str] = []
    places: list[int] = []
    for number, word in enumerate(found):
        if number and _CLAUSE_END.search(seen, found[number - 1].end, word.start):
            forms.append(",")
            places.append(-1)
        forms.append(word.form)
        places.append(number)
    whole = {places[place]: verb for place, verb in rejoined(forms).items()}
    if not whole:
        return found
    result: list[Word] = []
    for number, word in enumerate(found):
        result.append(word)
        if number in whole:
            result.append(Word(whole[number], word.start, word.end))
    return result
