"""Settling differences between coders: the outcome is codings of a third coder, the consensus; what the coders did never changes.

Who decided what, when and why is kept for each difference, also when the decision is that nothing is to be coded there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.coding.segments import Placing, put_in, remove_coding
from qualcode.errors import Refused
from qualcode.i18n import _
from qualcode.store import Study, Transaction, values
from qualcode.store.journal import as_json
from qualcode.store.values import DECISIONS

CONSENSUS = "consensus"
"""Name and kind of the third coder."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two coders differ, as agreement found it."""

    transcript_id: str
    start: int
    end: int
    kind: str
    """boundary, code or omission."""
    first_coder_id: str
    second_coder_id: str
    first_code: str = ""
    """Id of the code that the first coder put there; empty when none."""
    second_code: str = ""
    first_codings: tuple[str, ...] = ()
    """Ids of the first coder's codings at stake."""
    second_codings: tuple[str, ...] = ()


def consensus_coder(study: Study) -> values.Coder:
    """The coder whose codings are what was agreed on; made when there is none."""
    for coder in study.coders():
        if coder.kind == CONSENSUS:
            return coder
    return study.join(CONSENSUS, kind=CONSENSUS)


def settle(
    study: Study,
    difference: Difference,
    decision: str,
    *,
    placings: Sequence[Placing] = (),
    reason: str = "",
) -> values.Settlement:
    """Settles one difference; settling it again replaces what was decided before. Gives the settlement.

    Args:
        study: The open study; who works in it is who decides.
        difference: What it is about.
        decision: first or second (that coder's codings), both, neither, edit (the `placings`), or skip (not decided yet).
        placings: For edit: what is coded instead.
        reason: Why.

    Raises:
        Refused: for another word, an edit without placings, or codings that are gone.
    """
    if decision not in DECISIONS:
        raise Refused(_("A decision is one of: {words}.").format(words=", ".join(DECISIONS)), decision)
    if (decision == "edit") != bool(placings):
        raise Refused(_("Only an edit says what is coded instead, and it must say so."), decision)
    consensus = consensus_coder(study)
    with study.act("settle", decision=decision, start=difference.start, end=difference.end) as transaction:
        transaction.about["transcript"] = transaction.row("transcript", difference.transcript_id)["name"]
        earlier = _settled_before(transaction, difference)
        wanted = list(placings) or _chosen(transaction, difference, decision)
        codings = [put_in(transaction, placing, coder_id=consensus.id) for placing in wanted]
        ids = list(dict.fromkeys(coding.id for coding in codings))
        fields = {
            "decision": decision,
            "reason": reason.strip(),
            "coding_ids": as_json(ids),
            "coder_id": transaction.coder_id,
            "at": transaction.at,
        }
        if earlier:
            settlement_id = str(earlier["id"])
            transaction.update("settlement", settlement_id, **fields)
            _take_away(transaction, earlier, set(ids))
        else:
            settlement_id = transaction.insert(
                "settlement",
                transcript_id=difference.transcript_id,
                start=difference.start,
                end=difference.end,
                kind=difference.kind,
                first_coder_id=difference.first_coder_id,
                second_coder_id=difference.second_coder_id,
                first_code=difference.first_code,
                second_code=difference.second_code,
                **fields,
            )
    return next(one for one in study.settlements() if one.id == settlement_id)


def unsettle(study: Study, settlement_id: str) -> None:
    """Takes a decision back: the codings that came of it go, unless another settlement rests on them too.

    Raises:
        Refused: when there is no such settlement any more.
    """
    with study.act("unsettle") as transaction:
        row = transaction.row("settlement", settlement_id)
        transcript = transaction.row("transcript", row["transcript_id"])["name"]
        transaction.about = {"transcript": transcript, "start": row["start"], "end": row["end"]}
        transaction.delete("settlement", settlement_id)
        _take_away(transaction, row, set())


def settle_agreed(study: Study, coding_ids: Iterable[str]) -> int:
    """Takes codings on which the coders agree into the consensus, in one act; gives how many are new there.

    Raises:
        Refused: when a coding is gone.
    """
    wanted = list(coding_ids)
    consensus = consensus_coder(study)
    known = len(study.codings(coder_ids=[consensus.id]))
    with study.act("settle-agreed", count=len(wanted)) as transaction:
        for coding_id in wanted:
            put_in(transaction, _placing_of(transaction, coding_id), coder_id=consensus.id)
    return len(study.codings(coder_ids=[consensus.id])) - known


def settlements(study: Study) -> list[values.Settlement]:
    """Every settled difference, by transcript and place."""
    return study.settlements()


def _chosen(transaction: Transaction, difference: Difference, decision: str) -> list[Placing]:
    ids: list[str] = []
    if decision in ("first", "both"):
        ids += difference.first_codings
    if decision in ("second", "both"):
        ids += difference.second_codings
    return [_placing_of(transaction, coding_id) for coding_id in ids]


def _placing_of(transaction: Transaction, coding_id: str) -> Placing:
    coding = transaction.row("coding", coding_id)
    segment = transaction.row("segment", coding["segment_id"])
    return Placing(segment["transcript_id"], segment["start"], segment["end"], coding["code_id"])


def _settled_before(transaction: Transaction, difference: Difference) -> Row | None:
    """The settlement of this place, also when the coders are named in the other order."""
    coders = {difference.first_coder_id, difference.second_coder_id}
    codes = {difference.first_code, difference.second_code}
    for row in transaction.find(
        "settlement", transcript_id=difference.transcript_id, start=difference.start, end=difference.end
    ):
        if {row["first_coder_id"], row["second_coder_id"]} == coders and {
            row["first_code"],
            row["second_code"],
        } == codes:
            return row
    return None


def _take_away(transaction: Transaction, settled: Row, kept: set[str]) -> None:
    others = transaction.find("settlement", transcript_id=settled["transcript_id"])
    needed = {one for row in others if row["id"] != settled["id"] for one in json.loads(row["coding_ids"])} | kept
    for coding_id in json.loads(settled["coding_ids"]):
        found = transaction.find("coding", id=coding_id)
        if coding_id not in needed and found:
            remove_coding(transaction, found[0])
