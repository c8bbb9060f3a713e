"""Codebooks as plain data: shipped ones by name, YAML and spreadsheets in and out, what changed between two of them.

    >>> from qualcode.codebook import load_codebook
    >>> load_codebook("ivh-ouders").by_key()["diagnostiek"].number
    2

Nothing heavy is imported until it is needed: YAML, jsonschema and openpyxl are loaded by the function that uses them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.codebook.model import FAMILIES, LEVELS, Codebook, CodeEntry

if TYPE_CHECKING:
    from qualcode.codebook.compare import CodebookDiff, Difference, WordsChanged, diff_codebooks
    from qualcode.codebook.files import (
        load_codebook,
        read_codebook,
        shipped_codebooks,
        write_codebook,
    )
    from qualcode.codebook.markdown import to_markdown
    from qualcode.codebook.mistakes import Mistake, key_from
    from qualcode.codebook.reading_yaml import find_mistakes, from_yaml
    from qualcode.codebook.records import SCHEMA_FILE
    from qualcode.codebook.sheets import COLUMNS
    from qualcode.codebook.writing_yaml import to_yaml

_WHERE = {
    "CodebookDiff": "compare",
    "Difference": "compare",
    "WordsChanged": "compare",
    "diff_codebooks": "compare",
    "load_codebook": "files",
    "read_codebook": "files",
    "shipped_codebooks": "files",
    "write_codebook": "files",
    "to_markdown": "markdown",
    "Mistake": "mistakes",
    "key_from": "mistakes",
    "find_mistakes": "reading_yaml",
    "from_yaml": "reading_yaml",
    "SCHEMA_FILE": "records",
    "COLUMNS": "sheets",
    "to_yaml": "writing_yaml",
}

__all__ = [
    "COLUMNS",
    "FAMILIES",
    "LEVELS",
    "SCHEMA_FILE",
    "CodeEntry",
    "Codebook",
    "CodebookDiff",
    "Difference",
    "Mistake",
    "WordsChanged",
    "diff_codebooks",
    "find_mistakes",
    "from_yaml",
    "key_from",
    "load_codebook",
    "read_codebook",
    "shipped_codebooks",
    "to_markdown",
    "to_yaml",
    "write_codebook",
]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
