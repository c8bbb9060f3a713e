"""Writes the words that come with the package: `python -m qualcode.suggest.shipped_words`, after a shipped codebook was changed.

They are those of the shipped codebooks and of the sample transcripts. A word that is not among them is looked up: the file only
saves time.
"""

from __future__ import annotations

import sys

from qualcode.codebook import load_codebook
from qualcode.ingest import read_document
from qualcode.language import told
from qualcode.language.verbs import spoken_words
from qualcode.shipped import shipped_folder
from qualcode.suggest.index import index_of


def shipped_forms() -> set[str]:
    """The folded words of the shipped codebooks and sample transcripts."""
    forms: set[str] = set()
    for file in sorted(shipped_folder("codebooks").glob("*.yaml")):
        forms |= index_of(load_codebook(file)).forms
    for file in sorted(shipped_folder("transcripts").glob("*/*.*")):
        if file.suffix in (".txt", ".docx"):
            forms |= {word.form for word in spoken_words(read_document(file).text)}
    return forms


def main() -> None:
    """Writes the file anew."""
    told.SHIPPED.unlink(missing_ok=True)  # What it says must not be taken over.
    words = told.worked_out(shipped_forms())
    told.SHIPPED.parent.mkdir(exist_ok=True)
    told.SHIPPED.write_bytes(told.packed(words))
    sys.stdout.write(f"{told.SHIPPED.name}: {len(words)} words, {told.SHIPPED.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
