"""Stems and lemmas of single words, without a model: Snowball's Dutch stemmer and simplemma's dictionary.

A word is matched on the union of its form, its stem and the stem of its lemma, because each of the three finds matches
that the others miss ("doorverwezen" meets "doorverwijzen" by its lemma only, "wachtlijstje" by its stem).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from qualcode.language.tokens import folded
from qualcode.language.wordlists import STOP_WORDS

_CACHED_WORDS = 200_000
_ABLE = re.compile(r"(.{3,})ba(?:ar|re|arheid)")
_told: dict[str, tuple[tuple[str, ...], bool]] = {}
"""Keys of forms, and whether the dictionary has them, as told by `remember`."""


@cache
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer

    # From Snowball 3 on "dutch" is the Kraaij-Pohlmann stemmer, which takes "begeleiding" and "beleid" for one word;
    # the older one then goes by the name of its author.
    name = "dutch_porter" if "dutch_porter" in snowballstemmer.algorithms() else "dutch"
    stem_word: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return stem_word


@lru_cache(maxsize=_CACHED_WORDS)
def stem(form: str) -> str:
    """The Snowball (Porter) stem of a folded form; what can be done ("bereikbaar") is not what is done ("bereikt")."""
    able = _ABLE.fullmatch(form)
    return f"{able[1]}baar" if able else _stemmer()(form)


@lru_cache(maxsize=_CACHED_WORDS)
def known(form: str) -> bool:
    """Whether simplemma's Dutch dictionary has the form."""
    if form in _told:
        return _told[form][1]
    import simplemma

    return bool(simplemma.is_known(form, lang="nl"))


@lru_cache(maxsize=_CACHED_WORDS)
def lemma(form: str) -> str:
    """The dictionary form by simplemma, folded; a form it does not know is its own lemma."""
    import simplemma

    if not simplemma.is_known(form, lang="nl"):
        return form
    # The dictionary marks the joint of some compounds ("op_stellen"); nobody writes it, and "opstellen" must be met.
    return folded(simplemma.lemmatize(form, lang="nl")).replace("_", "")


@lru_cache(maxsize=_CACHED_WORDS)
def keys(form: str) -> tuple[str, ...]:
    """What a folded form is matched on: itself, its stem, the stem of its lemma; without repeats, the form first.

    A stop word is matched on its form alone, and no other word on a stop word, so that "wassen" does not meet "was".
    """
    if form in STOP_WORDS:
        return (form,)
    if form in _told:
        return _told[form][0]
    stemmed = stem(form)
    base = lemma(form)
    found = dict.fromkeys((form, stemmed, stem(base) if base != form else stemmed))
    return tuple(key for key in found if key not in STOP_WORDS)


def keys_with(form: str, lemmas: Mapping[str, str]) -> tuple[str, ...]:
    """`keys`, and the stem of the lemma that a pipeline gave the form, when it gave one."""
    given = lemmas.get(form)
    if not given or given == form:
        return keys(form)
    return tuple(dict.fromkeys((*keys(form), stem(given))))


def remember(words: Mapping[str, tuple[tuple[str, ...], bool]]) -> None:
    """Takes what was worked out before, so that the dictionary (0.5 s) need not be loaded for these forms.

    Args:
        words: Folded form -> its `keys` and whether it is `known`.
    """
    if len(_told) + len(words) > _CACHED_WORDS:
        _told.clear()
    _told.update(words)
