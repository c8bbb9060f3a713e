"""A conflict as a person reads it. The report keeps stable names; here they become words in the language in use."""

from __future__ import annotations

import json

from qualcode.coding.history import word_said
from qualcode.coding.merging.report import Conflict
from qualcode.i18n import C_, N_, _

_FIELDS = {
    "name": N_("Name"),
    "title": N_("Title"),
    "language": N_("Language"),
    "settings": N_("Blind coding"),
    "value": N_("Value"),
    "text": N_("Text"),
    "source_name": N_("Source"),
    "kind": N_("Kind"),
    "label": N_("Label"),
    "role": N_("Role"),
    "participant_id": N_("Respondent"),
    "parent_id": N_("Main code"),
    "level": N_("Level"),
    "family": N_("Family"),
    "number": N_("Number"),
    "key": N_("Key"),
    "definition": N_("Definition"),
    "when_to_use": N_("When"),
    "when_not": N_("When not"),
    "example": N_("Example"),
    "keywords": N_("Words"),
    "aliases": N_("Abbreviations"),
    "questions": N_("Interview questions"),
    "colour": N_("Colour"),
    "retired": N_("Out of use"),
    "note": N_("Note"),
    "segment": N_("Place"),
    "memo": N_("Text"),
    "coding": N_("Coding"),
    "evidence": N_("Bears on it"),
    "suggestion": N_("Decision"),
    "progress": N_("State"),
    "settlement": N_("Decision"),
    "decision": N_("Decision"),
    "state": N_("State"),
    "coding_round": N_("Round"),
}
"""By field; by table for rows that are merged as a whole."""
_WORDS = {
    "suggestion": {
        "pending": N_("not decided yet"),
        "accepted": N_("accepted"),
        "changed": N_("changed"),
        "rejected": N_("rejected"),
    },
    "evidence": {"best": N_("best quote"), "supports": N_("carrying quote"), "deviant": N_("deviant quote")},
}


def field_in_words(conflict: Conflict) -> str:
    """Which part of the thing was changed in both; a field without a word of its own keeps its name."""
    return _(_FIELDS[conflict.field]) if conflict.field in _FIELDS else conflict.field


def value_in_words(conflict: Conflict, value: str) -> str:
    """What one side made of it, on one line; lists without their brackets."""
    table, field = conflict.key.partition(":")[0], conflict.field
    if field == "retired":
        return _("yes") if value == "1" else _("no")
    if field == "settings":
        return C_("switch", "on") if _read(value).get("blind") else C_("switch", "off")
    if field in ("keywords", "aliases", "questions"):
        return "; ".join(str(one) for one in _read(value) or ())
    if field == "level":
        return {"open": _("open"), "axial": _("axial"), "selective": _("kernlabel")}.get(value, value)
    if table in _WORDS:
        return _(_WORDS[table][value]) if value in _WORDS[table] else value
    return word_said({"settlement": "decision", "progress": "state"}.get(table, field), " ".join(value.split()))


def _read(value: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(value or "{}")
    return found
