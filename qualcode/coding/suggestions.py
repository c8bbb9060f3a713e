"""What the coder decides about suggestions. Nothing here codes by itself: a pending suggestion is not a coding."""

from __future__ import annotations

from collections import Counter
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
            key = (one.transcript_id, one.code_id, *span)
            if key in pending:
                transaction.update("suggestion", pending[key], **_judged(one))
            else:
                fresh.append(_waiting_row(transaction, one))
        transaction.insert_many("suggestion", fresh)
    return [one for one in study.suggestions(state="pending") if (one.transcript_id, one.code_id) in touched]


STEADY = 0.02
"""A score that moves by less than this is left as it was: the journal need not grow with every decision."""
PER_CODE, PER_TRANSCRIPT = 3, 40
"""How many suggestions are made of one code in a transcript, and of all: what one can go through in a sitting. Those decided on
count, so that a list that is gone through gets shorter."""


def follow_decisions(
    study: Study,
    proposals: Sequence[Proposed],
    *,
    transcript_ids: Sequence[str] | None = None,
    code_ids: Sequence[str] | None = None,
) -> int:
    """Lets the suggestions that wait follow what was decided since; gives how many moved, came or went.

    A suggestion whose place is still proposed takes the new score and reasons; one whose place is not goes. New ones come where
    suggestions were made before, as long as there are few. The program does this of its own accord: undo passes over it.

    Args:
        study: The open study.
        proposals: Of a ranking that has learned from the decisions, more for a code than would be kept.
        transcript_ids: Where they were looked for; None: everywhere.
        code_ids: For which codes; None: all.
    """
    visible = visible_coders(study)
    with study.act("suggest-by-itself") as transaction:
        rows = [
            row
            for row in transaction.find("suggestion")
            if transcript_ids is None or row["transcript_id"] in transcript_ids
        ]
        waiting = [row for row in rows if row["state"] == "pending"]
        decided = [row for row in rows if row["state"] != "pending"]
        seen = [row for row in decided if row["coder_id"] in visible.get(row["transcript_id"], ())]
        many = Counter(row["transcript_id"] for row in (*waiting, *seen))
        stayed: list[dict[str, Any]] = []
        taken: set[int] = set()
        moved = 0
        for row in waiting:
            if code_ids is not None and row["code_id"] not in code_ids:
                continue
            place = next((n for n, one in enumerate(proposals) if n not in taken and _same_place(one, row)), None)
            if place is None:
                transaction.delete("suggestion", row["id"])
                many[row["transcript_id"]] -= 1
                moved += 1
                continue
            taken.add(place)
            stayed.append(row)
            new = proposals[place]
            if abs(new.score - row["score"]) >= STEADY:
                transaction.update("suggestion", row["id"], **_judged(new))
                moved += 1
        used = Counter((row["transcript_id"], row["code_id"]) for row in (*stayed, *seen))
        # A place has one suggestion for a code, also when who decided on it is hidden from this coder.
        closed = {(row["transcript_id"], row["code_id"], row["start"], row["end"]) for row in decided}
        fresh: list[dict[str, Any]] = []
        left = [one for place, one in enumerate(proposals) if place not in taken]
        for one in sorted(left, key=lambda each: (-each.score, each.transcript_id, each.start, each.code_id)):
            row = _waiting_row(transaction, one)
            if used[one.transcript_id, one.code_id] >= PER_CODE or not 0 < many[one.transcript_id] < PER_TRANSCRIPT:
                continue
            if (one.transcript_id, one.code_id, row["start"], row["end"]) in closed:
                continue
            if any(_same_code(row, other) and _overlap(row, other) > 0 for other in seen):
                continue
            used[one.transcript_id, one.code_id] += 1
            many[one.transcript_id] += 1
            fresh.append(row)
        transaction.insert_many("suggestion", fresh)
        transaction.about["count"] = moved + len(fresh)
    return moved + len(fresh)


def _same_code(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return (one["transcript_id"], one["code_id"]) == (other["transcript_id"], other["code_id"])


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> int:
    """Code points that two spans share; below 1 they are apart."""
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def _same_place(one: Proposed, row: Mapping[str, Any]) -> bool:
    """Whether a proposal is for the code of a suggestion and shares half of the shorter of the two."""
    if (one.transcript_id, one.code_id) != (row["transcript_id"], row["code_id"]):
        return False
    shared = min(one.end, row["end"]) - max(one.start, row["start"])
    return bool(2 * shared >= min(one.end - one.start, row["end"] - row["start"]))


def _judged(one: Proposed) -> dict[str, Any]:
    """Score and reasons as the table has them."""
    return {"score": round(one.score, 4), "reasons": as_json([dict(reason) for reason in one.reasons])}


def _waiting_row(transaction: Transaction, one: Proposed) -> dict[str, Any]:
    """A proposal as a row that waits for a decision, its ends on words that are said."""
    text = transaction.text_of(one.transcript_id)
    start, end = speech_span(text, one.start, one.end)
    return {
        "transcript_id": one.transcript_id,
        "code_id": one.code_id,
        "start": start,
        "end": end,
        "words": text[start:end],
        "state": "pending",
        **_judged(one),
    }


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
