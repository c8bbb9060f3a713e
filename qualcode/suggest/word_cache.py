"""What the dictionary says of a study's words, kept in its folder, so that the next start need not load the dictionary.

Loading simplemma's dictionary takes half a second and looking every word of a codebook up as long again. The file holds words of
participants, like the analyses beside it, and only those of this study.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path

from qualcode.language.compounds import parts, remember_parts
from qualcode.language.stems import keys, known, remember
from qualcode.store import write_private
from qualcode.suggest.lexicon import Lexicon

_FILE = "words.json.z"
_FORMAT = 2


def _version() -> str:
    from importlib.metadata import version

    return f"{_FORMAT} {version('simplemma')} {version('snowballstemmer')}"


def recall_words(cache: Path) -> frozenset[str]:
    """Tells the language package the words that the study's cache has; a file that is damaged or old tells nothing."""
    file = cache / _FILE
    if not file.exists():
        return frozenset()
    try:
        plain = json.loads(zlib.decompress(file.read_bytes()))
        if plain["version"] != _version():
            return frozenset()
        told = {form: (tuple(its_keys), bool(is_known)) for form, its_keys, is_known, _ in plain["words"]}
        its_parts = {form: tuple(found) for form, _, _, found in plain["words"]}
    except (zlib.error, ValueError, KeyError, TypeError):
        return frozenset()
    remember(told)
    remember_parts(its_parts)
    return frozenset(told)


def keep_words(cache: Path, lexicon: Lexicon, kept: frozenset[str]) -> None:
    """Writes the words of the study and its codebook, when there are some that the cache did not have.

    Args:
        cache: The study's cache folder.
        lexicon: With the words of all its transcripts that were looked at.
        kept: What `recall_words` gave.
    """
    forms = lexicon.index.forms.union(lexicon.forms)
    if forms <= kept:
        return
    forms |= {part for form in forms for part in parts(form)}
    words = [[form, keys(form), known(form), parts(form)] for form in sorted(forms | kept)]
    plain = json.dumps({"version": _version(), "words": words}, ensure_ascii=False, separators=(",", ":"))
    write_private(cache / _FILE, zlib.compress(plain.encode("utf-8"), 1))
