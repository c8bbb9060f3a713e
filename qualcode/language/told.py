"""What the dictionary says of words that were looked up before, so that it need not be loaded for them again.

Loading simplemma's dictionary takes a third of a second, and looking up every word of a codebook as long again. The words of the
shipped codebooks and sample transcripts come with this package (`words/nl.json.z`, made by `suggest.shipped_words`); a study
keeps its own beside its analyses (`suggest.word_cache`).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

SHIPPED = Path(__file__).parent / "words" / "nl.json.z"
_FORMAT = 4
"""Raised when keys, lemmas or parts are made in another way."""
_MOST = 200_000
_told: dict[str, Told] = {}


class Told(NamedTuple):
    """A folded form as `stems` and `compounds` have it."""

    keys: tuple[str, ...]
    known: bool
    lemma: str
    parts: tuple[str, ...]


def told(form: str) -> Told | None:
    """What was worked out before of a folded form, if anything was."""
    shipped()
    return _told.get(form)


@cache
def shipped() -> frozenset[str]:
    """The forms that come with this package; none when they were made with another dictionary or stemmer than is installed."""
    found = unpacked(SHIPPED.read_bytes()) if SHIPPED.is_file() else {}
    _told.update(found)
    return frozenset(found)


def tell(words: Mapping[str, Told]) -> None:
    """Takes what was worked out before."""
    if len(_told) + len(words) > _MOST:
        _told.clear()
        shipped.cache_clear()
    _told.update(words)


def packed(words: Mapping[str, Told]) -> bytes:
    """The words as bytes, in one order: compressed JSON, so that nothing in it can run when it is read."""
    lines = [[form, *words[form]] for form in sorted(words)]
    plain = json.dumps({"version": _version(), "words": lines}, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(plain.encode("utf-8"), 6)


def unpacked(content: bytes) -> dict[str, Told]:
    """What `packed` gave; empty when it is damaged, or made with another dictionary, stemmer or format."""
    try:
        plain = json.loads(zlib.decompress(content))
        if plain["version"] != _version():
            return {}
        return {
            form: Told(tuple(keys), bool(known), lemma, tuple(parts))
            for form, keys, known, lemma, parts in plain["words"]
        }
    except (zlib.error, ValueError, KeyError, TypeError):
        return {}


def worked_out(forms: Iterable[str]) -> dict[str, Told]:
    """What the dictionary and the stemmer say of folded forms, and of the parts of those that are compounds."""
    from qualcode.language.compounds import parts
    from qualcode.language.stems import keys, known, lemma

    whole = set(forms)
    every = whole.union(part for form in whole for part in parts(form))
    return {form: Told(keys(form), known(form), lemma(form), parts(form)) for form in every}


@cache
def _version() -> str:
    return f"{_FORMAT} {version('simplemma')} {version('snowballstemmer')}"
