"""Readers of transcripts, one a format, each to one plain `Document`: text, turns, roles, attributes, warnings."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.ingest.correct import drop_speaker, redetect, rename_speaker, with_roles, without_turns
    from qualcode.ingest.document import INTERVIEWER, RESPONDENT, ROLES, UNKNOWN, Document, Layout, Turn
    from qualcode.ingest.glance import Preview, SpeakerPreview, TurnPreview, preview
    from qualcode.ingest.participants import ParticipantRow, ParticipantTable, read_participants
    from qualcode.ingest.registry import read_document, supported_suffixes
    from qualcode.ingest.speakers import convention_names, detect

_HOME = {
    "Document": "document",
    "INTERVIEWER": "document",
    "Layout": "document",
    "ParticipantRow": "participants",
    "ParticipantTable": "participants",
    "Preview": "glance",
    "RESPONDENT": "document",
    "ROLES": "document",
    "SpeakerPreview": "glance",
    "Turn": "document",
    "TurnPreview": "glance",
    "UNKNOWN": "document",
    "convention_names": "speakers",
    "detect": "speakers",
    "drop_speaker": "correct",
    "preview": "glance",
    "read_document": "registry",
    "read_participants": "participants",
    "redetect": "correct",
    "rename_speaker": "correct",
    "supported_suffixes": "registry",
    "with_roles": "correct",
    "without_turns": "correct",
}

__all__ = [
    "INTERVIEWER",
    "RESPONDENT",
    "ROLES",
    "UNKNOWN",
    "Document",
    "Layout",
    "ParticipantRow",
    "ParticipantTable",
    "Preview",
    "SpeakerPreview",
    "Turn",
    "TurnPreview",
    "convention_names",
    "detect",
    "drop_speaker",
    "preview",
    "read_document",
    "read_participants",
    "redetect",
    "rename_speaker",
    "supported_suffixes",
    "with_roles",
    "without_turns",
]


def __getattr__(name: str) -> Any:
    """Loads what is asked for and nothing else: the registry's readers import late, `--help` pays for none of them."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
