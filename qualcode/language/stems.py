"""Stems and lemmas of single words, without a model: Snowball's Dutch stemmer and simplemma's dictionary.

A word is matched on the union of its form, its stem and the stem of its lemma, because each of the three finds matches
that the others miss ("doorverwezen" meets "doorverwijzen" by its lemma only, "wachtlijstje" by its stem).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial

from qualcode.language.tokens import ONE, folded
from qualcode.language.told import told
from qualcode.language.wordlists import STOP_WORDS

_CACHED_WORDS = 200_000
_ABLE = re.compile(r"(.{3,})ba(?:ar|re|arheid)")


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


_FEW = 20_000
"""Forms that are looked up in the dictionary as it is packed, which takes 5 MB. For more of them it is unpacked (40 MB): then
each takes a tenth of the time."""


@cache
def _dictionary(packed: bool) -> Callable[[str], str | None]:
    from simplemma.strategies import DictionaryLookupStrategy
    from simplemma.strategies.dictionaries import DEFAULT_DICTIONARY_FACTORY, LOW_MEMORY_DICTIONARY_FACTORY

    lookup = DictionaryLookupStrategy(LOW_MEMORY_DICTIONARY_FACTORY if packed else DEFAULT_DICTIONARY_FACTORY)
    return partial(lookup.get_lemma, lang="nl")


@lru_cache(maxsize=_CACHED_WORDS)
def _looked_up(form: str) -> str | None:
    """What simplemma's Dutch dictionary has for a form; None when it does not have it."""
    return _dictionary(_looked_up.cache_info().misses < _FEW)(form) if form else None


def load_dictionary() -> None:
    """Loads the dictionary (0.3 s), so that the first word that needs it need not wait."""
    _dictionary(True)("de")


def known(form: str) -> bool:
    """Whether simplemma's Dutch dictionary has the form."""
    before = told(form)
    return _looked_up(form) is not None if before is None else before.known


@lru_cache(maxsize=_CACHED_WORDS)
def lemma(form: str) -> str:
    """The dictionary form by simplemma, folded; a form it does not know is its own lemma."""
    before = told(form)
    if before is not None:
        return before.lemma
    found = _looked_up(form)
    if found is not None and "'" in form:
        # What stands before or after an apostrophe is looked at by rules.
        import simplemma

        found = simplemma.lemmatize(form, lang="nl", low_memory=True)
    # The dictionary marks the joint of some compounds ("op_stellen"); nobody writes it, and "opstellen" must be met.
    return form if found is None else folded(found).replace("_", "")


@lru_cache(maxsize=_CACHED_WORDS)
def keys(form: str) -> tuple[str, ...]:
    """What a folded form is matched on: itself, its stem, the stem of its lemma; without repeats, the form first.

    A stop word is matched on its form alone, and no other word on a stop word, so that "wassen" does not meet "was". Only
    "één" is met as "een" too: not everybody writes the accents.
    """
    if form in STOP_WORDS:
        return (form,)
    if form == ONE:
        return (ONE, "een")
    before = told(form)
    if before is not None:
        return before.keys
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
