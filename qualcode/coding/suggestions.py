"""What the coder decides about suggestions. Nothing here codes by itself: a pending suggestion is not a coding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.coding.blind import visible_coders
from qualcode.coding.segments import Placing, put_in, speech_span
from qualcode.errors import Refused
from qualcode.i18n import _
from qualcode.store import Study, Transaction, values
from qualcode.store.journal import as_json


@dataclass(frozen=True, slots=True)
class Proposed:
    """A suggestion as the ranker made it, not stored yet."""

    transcript_id: str
    code_id: str
    start: int
    end: int
    score: float
    """0–1."""
    reasons: Sequence[Mapping[str, Any]] = ()


def keep_suggestions(
    study: Study, proposals: Sequence[Proposed], *, by_itself: bool = False
) -> list[values.Suggestion]:
    """Stores proposals as pending suggestions, in place of the pending ones of the same transcripts and codes.

    What was decided stays decided: a proposal for a place and code that was accepted or rejected is left out.
    Gives the pending suggestions of these transcripts and codes, best first.

    Args:
        study: The open study.
        proposals: As the ranking made them.
        by_itself: Whether the program looked of its own accord: then undo passes over it to what the coder did.
    """
    touched = {(one.transcript_id, one.code_id) for one in proposals}
    visible = visible_coders(study)
    with study.act("suggest-by-itself" if by_itself else "suggest", count=len(proposals)) as transaction:
        decided: dict[tuple[str, str], list[tuple[int, int]]] = {}
        pending: dict[tuple[str, str, int, int], str] = {}
        taken: set[tuple[str, str, int, int]] = set()
        for row in transaction.find("suggestion"):
            if row["state"] == "pending":
                pending[row["transcript_id"], row["code_id"], row["start"], row["end"]] = row["id"]
            else:
                taken.add((row["transcript_id"], row["code_id"], row["start"], row["end"]))
                if row["coder_id"] in visible.get(row["transcript_id"], ()):
                    decided.setdefault((row["transcript_id"], row["code_id"]), []).append((row["start"], row["end"]))
        wanted = []
        for one in proposals:
            span = speech_span(transaction.text_of(one.transcript_id), one.start, one.end)
            settled = decided.get((one.transcript_id, one.code_id), [])
            if any(start < span.end and span.start < end for start, end in settled):
                continue
            # A place has one suggestion for a code, also when who decided on it is hidden from this coder.
            if (one.transcript_id, one.code_id, *span) in taken:
                continue
            wanted.append((one, span))
        keep = {(one.transcript_id, one.code_id, *span) for one, span in wanted}
        for key, row_id in pending.items():
            if key[:2] in touched and key not in keep:
                transaction.delete("suggestion", row_id)
        fresh = []
        for one, span in wanted:
            fields = {"score": round(one.score, 4), "reasons": as_json([dict(reason) for reason in one.reasons])}
            key = (one.transcript_id, one.code_id, *span)
            if key in pending:
                transaction.update("suggestion", pending[key], **fields)
            else:
                words = transaction.text_of(one.transcript_id)[span.start : span.end]
                place = {"transcript_id": one.transcript_id, "code_id": one.code_id}
                fresh.append(
                    {**place, "start": span.start, "end": span.end, "words": words, "state": "pending", **fields}
                )
        transaction.insert_many("suggestion", fresh)
    return [one for one in study.suggestions(state="pending") if (one.transcript_id, one.code_id) in touched]


def accept(
    study: Study, suggestion_id: str, *, start: int | None = None, end: int | None = None, code_id: str | None = None
) -> values.Coding:
    """Codes what was suggested, with other ends or another code when the coder says so; gives the coding.

    Raises:
        Refused: when it was decided already, or the span or code will not do.
    """
    with study.act("accept-suggestion") as transaction:
        row = _pending(transaction, suggestion_id)
        placing = Placing(
            row["transcript_id"],
            row["start"] if start is None else start,
            row["end"] if end is None else end,
            code_id or row["code_id"],
        )
        coding = put_in(transaction, placing)
        changed = (coding.start, coding.end, coding.code_id) != (row["start"], row["end"], row["code_id"])
        _decide(transaction, row, "changed" if changed else "accepted", coding.id)
    return coding


def reject(study: Study, suggestion_ids: Sequence[str]) -> None:
    """Says no to suggestions; the same places are not suggested for these codes again.

    Raises:
        Refused: when one was decided already.
    """
    with study.act("reject-suggestion", count=len(suggestion_ids)) as transaction:
        for suggestion_id in suggestion_ids:
            _decide(transaction, _pending(transaction, suggestion_id), "rejected", None)


def _pending(transaction: Transaction, suggestion_id: str) -> dict[str, Any]:
    row = transaction.row("suggestion", suggestion_id)
    if row["state"] != "pending":
        raise Refused(_("This suggestion was decided already ({state}).").format(state=row["state"]))
    return row


def _decide(transaction: Transaction, row: dict[str, Any], state: str, coding_id: str | None) -> None:
    transaction.about |= {
        "code": transaction.row("code", row["code_id"])["name"],
        "transcript": transaction.row("transcript", row["transcript_id"])["name"],
    }
    transaction.update(
        "suggestion",
        row["id"],
        state=state,
        coder_id=transaction.coder_id,
        decided_at=transaction.at,
        coding_id=coding_id,
    )
