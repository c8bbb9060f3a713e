"""What the dictionary says of a study's words, kept in its folder, so that the next start need not load the dictionary.

The file holds words of participants, like the analyses beside it, and only those of this study.
"""

from __future__ import annotations

from pathlib import Path

from qualcode.language.told import packed, shipped, tell, unpacked, worked_out
from qualcode.suggest.lexicon import Lexicon

_FILE = "words.json.z"


def recall_words(cache: Path) -> frozenset[str]:
    """Tells the language package the words that the study's cache has; a file that is damaged or old tells nothing."""
    file = cache / _FILE
    if not file.exists():
        return frozenset()
    words = unpacked(file.read_bytes())
    tell(words)
    return frozenset(words)


def keep_words(cache: Path, lexicon: Lexicon, kept: frozenset[str]) -> None:
    """Writes the words of the study and its codebook, when there are some that neither the cache nor the package had.

    Args:
        cache: The study's cache folder.
        lexicon: With the words of all its transcripts that were looked at.
        kept: What `recall_words` gave.
    """
    forms = lexicon.index.forms.union(lexicon.forms) - shipped()
    if forms <= kept:
        return
    from qualcode.store import write_private

    write_private(cache / _FILE, packed(worked_out(forms | kept)))
