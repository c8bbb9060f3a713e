"""Which transcripts each act of the journal was about, read from the rows that it touched."""

from __future__ import annotations

from sqlalchemy import Connection, select

from qualcode.store.journal import Row, read_images
from qualcode.store.tables import table


def transcripts_touched(connection: Connection) -> dict[str, frozenset[str]]:
    """Id of each change -> ids of the transcripts of which it touched the text's rows, segments, codings or memos.

    An act that a merge brought keeps only which rows it was about: whose those are is known from the merge itself.
    """
    change = table("change")
    journal = [
        (row.id, read_images(row.rows))
        for row in connection.execute(select(change.c.id, change.c.rows).order_by(change.c.seq))
    ]
    owners: dict[tuple[str, str], str] = {}
    for _change_id, images in journal:
        # Twice, because a coding may be noted before the segment on which it lies.
        for _time in range(2):
            for name, key, before, after in images:
                for row in (before, after):
                    if row is not None and (found := _owner(name, key, row, owners)):
                        owners[name, key] = found
    return {
        change_id: frozenset(owner for name, key, _before, _after in images if (owner := owners.get((name, key))))
        for change_id, images in journal
    }


def _owner(name: str, key: str, row: Row, owners: dict[tuple[str, str], str]) -> str:
    """The transcript of a row; empty when it has none, or none that is known yet."""
    if name == "transcript":
        return key
    if "transcript_id" in row:
        return str(row["transcript_id"])
    if name == "memo":
        kind, target = str(row["target_kind"]), str(row["target_id"])
        return target if kind == "transcript" else owners.get((kind, target), "")
    if name == "attribute":
        return str(row["owner_id"]) if row["owner_kind"] == "transcript" else ""
    return owners.get(("segment", str(row["segment_id"])), "") if "segment_id" in row else ""
