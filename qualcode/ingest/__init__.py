"""Readers of transcripts, one a format, each to one plain `Document`: text, turns, roles, attributes, warnings."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.ingest.document import INTERVIEWER, RESPONDENT, ROLES, UNKNOWN, Document, Layout, Turn
    from qualcode.ingest.registry import read_document, supported_suffixes
    from qualcode.ingest.speakers import convention_names, detect

_HOME = {
    "INTERVIEWER": "document",
    "RESPONDENT": "document",
    "ROLES": "document",
    "UNKNOWN": "document",
    "Document": "document",
    "Layout": "document",
    "Turn": "document",
    "convention_names": "speakers",
    "detect": "speakers",
    "read_document": "registry",
    "supported_suffixes": "registry",
}

__all__ = [
    "INTERVIEWER",
    "RESPONDENT",
    "ROLES",
    "UNKNOWN",
    "Document",
    "Layout",
    "Turn",
    "convention_names",
    "detect",
    "read_document",
    "supported_suffixes",
]


def __getattr__(name: str) -> Any:
    """Loads what is asked for and nothing else: the registry's readers import late, `--help` pays for none of them."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
