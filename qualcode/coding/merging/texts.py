"""Transcripts whose text differs between the copies: one text stays, and spans of the other are found back in it or refused."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.coding.merging.anchoring import find_back
from qualcode.coding.merging.report import Moved, thing
from qualcode.coding.merging.shape import SPANS, Row, Rows, references
from qualcode.coding.merging.sides import Side
from qualcode.coding.merging.threeway import Deciding
from qualcode.text import Span

TextOf = Callable[[str], str | None]
"""The text under a SHA-256, from either copy."""


def settle_texts(deciding: Deciding, result: Rows, text_of: TextOf) -> None:
    """Puts every span of the result on the text that its transcript has there."""
    for transcript_id, transcript in list(result["transcript"].items()):
        mine = deciding.ours.rows["transcript"].get(transcript_id)
        other = deciding.theirs.rows["transcript"].get(transcript_id)
        if mine is None or other is None or mine["text_hash"] == other["text_hash"]:
            continue
        stays, leaves = deciding.ours, deciding.theirs
        if transcript["text_hash"] != mine["text_hash"]:
            stays, leaves = leaves, stays
        left = leaves.rows["transcript"][transcript_id]["text_hash"]
        _take_turns(result, stays, transcript_id)
        _move_spans(deciding, result, stays, transcript_id, text_of(left), text_of(transcript["text_hash"]))


def _take_turns(result: Rows, stays: Side, transcript_id: str) -> None:
    turns = {row_id: row for row_id, row in result["turn"].items() if row["transcript_id"] != transcript_id}
    for row_id, row in stays.rows["turn"].items():
        if row["transcript_id"] == transcript_id:
            turns[row_id] = row
    result["turn"] = turns


def _move_spans(
    deciding: Deciding, result: Rows, stays: Side, transcript_id: str, old: str | None, new: str | None
) -> None:
    refused: set[tuple[str, str]] = set()
    name = result["transcript"][transcript_id]["name"]
    for table in SPANS:
        for row_id, row in list(result[table].items()):
            own = stays.rows[table].get(row_id)
            if row["transcript_id"] != transcript_id or _same_place(own, row):
                continue
            span = Span(row["start"], row["end"])
            found = find_back(old, new, span) if old is not None and new is not None else None
            what = thing((table, row_id), row, result)
            if found is not None and new is not None:
                now = {**row, "start": found.start, "end": found.end}
                if "words" in row:
                    now["words"] = new[found.start : found.end]
                result[table][row_id] = now
                deciding.notes.moved.append(Moved(what, name, *span, *found))
            elif own is not None:
                result[table][row_id] = own
                deciding.notes.refused.append(Moved(what, name, *span))
            else:
                refused.add((table, row_id))
                deciding.notes.refused.append(Moved(what, name, *span))
    if refused:
        drop(result, refused)


def _same_place(own: Row | None, row: Row) -> bool:
    return own is not None and (own["start"], own["end"]) == (row["start"], row["end"])


def drop(result: Rows, keys: set[tuple[str, str]]) -> None:
    """Takes these rows out of the result, with all that cannot do without them."""
    gone = set(keys)
    for table, row_id in keys:
        result[table].pop(row_id, None)
    while keys:
        keys = {
            (table, row_id)
            for table, rows in result.items()
            for row_id, row in rows.items()
            if any(key in gone for _column, key in references(table, row))
        }
        for table, row_id in keys:
            row = result[table][row_id]
            if table == "suggestion" and ("coding", row["coding_id"]) in gone:
                result[table][row_id] = {**row, "coding_id": None}
            else:
                del result[table][row_id]
                gone.add((table, row_id))
