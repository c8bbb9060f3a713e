"""The journal as a blind coder may read it: without what others did in transcripts where they are hidden from her."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from qualcode.coding.blind import is_blind, visible_coders
from qualcode.store import Study, values
from qualcode.store.journal import Image

ON_PLACES = ("segment", "coding", "memo", "evidence", "suggestion", "settlement")
"""Tables whose rows tell where somebody coded."""
OF_BOOK = ("code", "code_relation")
TOLD = ("code", "codes", "new_name", "parent", "level", "kernlabel", "to", "kind")
"""What is told of an act that changed the codebook too: never in which transcript, nor how many codings."""

Row = dict[str, Any]


def changes_seen(study: Study, limit: int | None = None) -> list[values.Change]:
    """The journal, newest first, without what others did in transcripts where they are hidden from the current coder.

    An act that changed the codebook as well is told as far as the codebook goes: everybody shares that.
    """
    if not is_blind(study):
        return study.history(limit)
    images = study.images()
    visible = visible_coders(study)
    places = _Places(images.values())
    found = []
    for change in study.history():
        touched = images[change.id]
        if not _is_hidden(change, touched, places, visible):
            found.append(change)
        elif any(name in OF_BOOK for name, *_row in touched):
            found.append(_only_of_book(change, touched))
    return found[:limit]


class _Places:
    """In which transcript each row of the journal stands, also of rows that are gone."""

    def __init__(self, images: Iterable[Iterable[Image]]) -> None:
        self.transcript_of: dict[str, str] = {}
        self.segment_of: dict[str, str] = {}
        for touched in images:
            for name, row_id, before, after in touched:
                row = after or before or {}
                if name == "segment":
                    self.transcript_of[row_id] = row["transcript_id"]
                elif name == "coding":
                    self.segment_of[row_id] = row["segment_id"]

    def transcript(self, name: str, row: Row) -> str:
        """Id of the transcript; empty for what stands in none, as a memo on a code."""
        if name == "memo":
            target = str(row["target_id"])
            return self.transcript_of.get(self.segment_of.get(target, target), target)
        if name in ("coding", "evidence"):
            return self.transcript_of.get(row["segment_id"], "")
        return str(row["transcript_id"])


def _is_hidden(
    change: values.Change, touched: Iterable[Image], places: _Places, visible: Mapping[str, Collection[str]]
) -> bool:
    for name, _row_id, before, after in touched:
        if name not in ON_PLACES:
            continue
        for row in (before, after):
            seen = visible.get(places.transcript(name, row)) if row else None
            if seen is not None and change.coder_id not in seen:
                return True
    return False


def _only_of_book(change: values.Change, touched: Iterable[Image]) -> values.Change:
    if change.act == "put-in-vivo":
        names = [str((after or before or {})["name"]) for name, _row_id, before, after in touched if name == "code"]
        return replace(change, act="make-code", about={"code": ", ".join(names)})
    return replace(change, about={key: value for key, value in change.about.items() if key in (*TOLD, "act")})
