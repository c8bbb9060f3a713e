"""How the tables hang together, as merging sees it: what refers to what, what may stand there once, what belongs together."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from qualcode.store.journal import as_json
from qualcode.store.tables import CONTENT_TABLES

Row = dict[str, Any]
Key = tuple[str, str]
"""(table, id)."""
Rows = dict[str, dict[str, Row]]
"""Table -> id -> row."""

MERGED_TABLES = tuple(name for name in CONTENT_TABLES if name != "coder")
"""Coders are known by name before anything else is looked at."""

REFERENCES: dict[str, dict[str, str]] = {
    "speaker": {"transcript_id": "transcript", "participant_id": "participant"},
    "turn": {"transcript_id": "transcript", "speaker_id": "speaker"},
    "code": {"parent_id": "code"},
    "code_relation": {"from_id": "code", "to_id": "code"},
    "segment": {"transcript_id": "transcript"},
    "coding": {"segment_id": "segment", "code_id": "code"},
    "evidence": {"kernlabel_id": "code", "segment_id": "segment"},
    "suggestion": {"transcript_id": "transcript", "code_id": "code", "coding_id": "coding"},
    "progress": {"transcript_id": "transcript"},
    "settlement": {"transcript_id": "transcript"},
}
"""Column -> table that must hold its id."""
LOOSE: dict[str, dict[str, str]] = {"settlement": {"first_code": "code", "second_code": "code"}}
"""Column -> table whose id it names, gone or not."""
LISTS: dict[str, dict[str, str]] = {
    "settlement": {"coding_ids": "coding"},
    "coding_round": {"transcripts": "transcript", "coders": "coder"},
}
"""Column with a JSON list of ids -> their table."""
CODERS: dict[str, tuple[str, ...]] = {
    "segment": ("coder_id",),
    "coding": ("coder_id",),
    "memo": ("coder_id",),
    "suggestion": ("coder_id",),
    "progress": ("coder_id",),
    "settlement": ("coder_id", "first_coder_id", "second_coder_id"),
}
POINTED: dict[str, tuple[str, str]] = {"attribute": ("owner_kind", "owner_id"), "memo": ("target_kind", "target_id")}
"""(column with the table, column with the id)."""

IDENTITY: dict[str, tuple[str, ...]] = {
    "participant": ("name",),
    "attribute": ("owner_kind", "owner_id", "key"),
    "transcript": ("text_hash",),
    "speaker": ("transcript_id", "label"),
    "code_relation": ("from_id", "to_id", "kind"),
    "segment": ("transcript_id", "coder_id", "start", "end"),
    "coding": ("segment_id", "code_id"),
    "evidence": ("kernlabel_id", "segment_id"),
    "suggestion": ("transcript_id", "code_id", "start", "end"),
    "progress": ("transcript_id", "coder_id"),
    "settlement": (
        "transcript_id",
        "start",
        "end",
        "first_coder_id",
        "second_coder_id",
        "first_code",
        "second_code",
    ),
    "coding_round": ("name",),
}
"""Two rows that are equal in these columns are one thing made twice. Codes have rules of their own."""
MADE_APART = frozenset({"participant", "transcript"})
"""Here two rows are one thing only when each was made in one of the copies; else the second gets another name."""

TEXT_GROUP = ("text_hash", "characters", "words")
WHOLE = frozenset(
    {"turn", "segment", "coding", "evidence", "memo", "suggestion", "progress", "settlement", "coding_round", "same_as"}
)
"""Rows that only make sense as a whole; of the others each field is merged by itself."""
QUIET = frozenset({"position", "shortcut"})
"""Fields over which nobody is asked."""
SPANS = ("segment", "suggestion", "settlement")
"""Tables whose rows point into a text, besides the turns."""


def field_groups(table: str, row: Row) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The fields that are merged together, each group with its name."""
    if table in WHOLE:
        yield "", tuple(row)
        return
    if table == "transcript":
        yield "text", TEXT_GROUP
    for field in row:
        if field != "id" and not (table == "transcript" and field in TEXT_GROUP):
            yield field, (field,)


def references(table: str, row: Row) -> Iterator[tuple[str, Key]]:
    """What the row cannot do without: (column, (table, id))."""
    for column, target in REFERENCES.get(table, {}).items():
        if row[column] is not None:
            yield column, (target, row[column])
    if table in POINTED:
        kind, column = POINTED[table]
        yield column, (row[kind], row[column])


def renamed(table: str, row: Row, names: Mapping[Key, str]) -> Row:
    """The row with every id in it replaced that `names` knows; the row itself when there is none."""
    changed: Row = {}
    if (table, row["id"]) in names:
        changed["id"] = names[table, row["id"]]
    for columns in (REFERENCES.get(table, {}), LOOSE.get(table, {})):
        for column, target in columns.items():
            if (target, row[column]) in names:
                changed[column] = names[target, row[column]]
    if table in POINTED:
        kind, column = POINTED[table]
        if (row[kind], row[column]) in names:
            changed[column] = names[row[kind], row[column]]
    for column in CODERS.get(table, ()):
        if ("coder", row[column]) in names:
            changed[column] = names["coder", row[column]]
    for column, target in LISTS.get(table, {}).items():
        ids = json.loads(row[column])
        new = list(dict.fromkeys(names.get((target, one), one) for one in ids))
        if new != ids:
            changed[column] = as_json(new)
    return {**row, **changed} if changed else row
