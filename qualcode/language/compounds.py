"""Dutch compounds: the parts of a closed compound, by the longest head that the dictionary knows.

Only the ranking by words and by letters uses the parts; a keyword matches inside a compound only where the codebook says
so ("*begeleid*").
"""

from __future__ import annotations

from functools import lru_cache

from qualcode.language.stems import known, lemma
from qualcode.language.told import told
from qualcode.language.wordlists import COMPOUND_WHOLE, STOP_WORDS

_SHORTEST = 4
_LINKS = ("", "s", "en", "e", "n", "er")
_PREFIXES = ("her", "ont", "ver", "be", "ge", "mis", "wan")
_NOT_A_HEAD = frozenset(
    ("heden", "baar", "lijk", "ingen", "aars", "ters", "ende", "ling", "tjes", "atie", "iteit", "eren", "eerd")
)


def _is_part(form: str) -> bool:
    return len(form) >= _SHORTEST and known(form) and form not in STOP_WORDS and form not in _NOT_A_HEAD


@lru_cache(maxsize=100_000)
def parts(form: str) -> tuple[str, ...]:
    """The parts of a folded compound from left to right; empty when it is no compound that can be told.

    A hyphen always parts. Otherwise the head is the longest known end that leaves a known beginning, with one of the
    linking sounds -s-, -e-, -en-, -n-, -er- between them; the beginning may be a compound itself.
    """
    before = told(form)
    if before is not None:
        return before.parts
    if "-" in form:
        return tuple(part for part in form.split("-") if len(part) > 1)
    if len(form) < 2 * _SHORTEST or lemma(form) in COMPOUND_WHOLE or form in COMPOUND_WHOLE:
        return ()
    for cut in range(_SHORTEST, len(form) - _SHORTEST + 1):
        tail = form[cut:]
        if not _is_part(tail):
            continue
        first = _beginning(form[:cut])
        if first:
            return (*first, tail)
    return ()


def _beginning(text: str) -> tuple[str, ...]:
    for link in _LINKS:
        bare = text.removesuffix(link) if link else text
        if len(bare) + len(link) != len(text) or bare in _PREFIXES:
            continue
        if _is_part(bare):
            return (bare,)
    if len(text) >= 2 * _SHORTEST:
        for cut in range(_SHORTEST, len(text) - _SHORTEST + 1):
            for link in _LINKS:
                tail = text[cut:].removesuffix(link) if link else text[cut:]
                if _is_part(tail) and len(tail) + len(link) == len(text) - cut:
                    first = _beginning(text[:cut])
                    if first:
                        return (*first, tail)
    return ()


def head(form: str) -> str:
    """The last part of a compound ("gedragsvragen": vragen); the empty string when it is none."""
    found = parts(form)
    return found[-1] if found else ""
