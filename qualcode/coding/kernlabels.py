"""Selective coding: kernlabels, the codes they rest on, and the quotes that carry or contradict them."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.coding.codes import add_code, add_relation
from qualcode.coding.segments import drop_bare_segment, segment_at, speech_span
from qualcode.errors import Refused
from qualcode.i18n import _
from qualcode.store import Study, Transaction, values
from qualcode.store.values import EVIDENCE_KINDS

RESTS_ON = "rests-on"


def make_kernlabel(
    study: Study, statement: str, *, number: str = "", rests_on: Sequence[str] = (), definition: str = ""
) -> values.Code:
    """Makes a kernlabel: a selective code with its statement and number, resting on these codes; gives it.

    Raises:
        Refused: for an empty or double statement, or a code that is gone.
    """
    with study.act("make-kernlabel", kernlabel=statement.strip()) as transaction:
        kernlabel_id = add_code(
            transaction,
            name=statement,
            level=values.SELECTIVE,
            family="kernlabel",
            number=number,
            definition=definition,
        )
        for code_id in rests_on:
            transaction.row("code", code_id)
            add_relation(transaction, kernlabel_id, code_id, RESTS_ON)
    return next(code for code in study.codes() if code.id == kernlabel_id)


def rest_on(study: Study, kernlabel_id: str, code_ids: Sequence[str]) -> None:
    """Links codes to a kernlabel; a link that is there already stays as it is.

    Raises:
        Refused: when the first is not a kernlabel, or a code is gone.
    """
    with study.act("rest-on", count=len(code_ids)) as transaction:
        transaction.about["kernlabel"] = _kernlabel(transaction, kernlabel_id)
        for code_id in code_ids:
            transaction.about["code"] = transaction.row("code", code_id)["name"]
            add_relation(transaction, kernlabel_id, code_id, RESTS_ON)


def rest_no_more_on(study: Study, kernlabel_id: str, code_ids: Sequence[str]) -> None:
    """Takes the links between a kernlabel and these codes away."""
    with study.act("rest-no-more-on", count=len(code_ids)) as transaction:
        transaction.about["kernlabel"] = _kernlabel(transaction, kernlabel_id)
        for code_id in code_ids:
            for link in transaction.find("code_relation", from_id=kernlabel_id, to_id=code_id, kind=RESTS_ON):
                transaction.delete("code_relation", link["id"])


def link_quotes(
    study: Study, kernlabel_id: str, segment_ids: Sequence[str], *, kind: str = "supports", note: str = ""
) -> None:
    """Links quotes to a kernlabel, or changes what they do for it.

    Args:
        study: The open study.
        kernlabel_id: The kernlabel.
        segment_ids: The quotes.
        kind: supports, best (stands in the report) or deviant (contradicts it).
        note: Why; an empty note keeps the one there is.

    Raises:
        Refused: when the first is not a kernlabel, the kind is unknown, or a segment is gone.
    """
    if kind not in EVIDENCE_KINDS:
        raise Refused(_("A quote does one of: {kinds}.").format(kinds=", ".join(EVIDENCE_KINDS)), kind)
    with study.act("link-quotes", count=len(segment_ids), kind=kind) as transaction:
        transaction.about["kernlabel"] = _kernlabel(transaction, kernlabel_id)
        for segment_id in segment_ids:
            transaction.row("segment", segment_id)
            found = transaction.find("evidence", kernlabel_id=kernlabel_id, segment_id=segment_id)
            if found:
                transaction.update("evidence", found[0]["id"], kind=kind, note=note or found[0]["note"])
            else:
                transaction.insert("evidence", kernlabel_id=kernlabel_id, segment_id=segment_id, kind=kind, note=note)


def quote_span(
    study: Study, kernlabel_id: str, transcript_id: str, start: int, end: int, *, kind: str = "supports"
) -> None:
    """Links a stretch of text to a kernlabel, making the coder's segment when there is none.

    Raises:
        Refused: as `link_quotes`, or for a span outside the text.
    """
    if kind not in EVIDENCE_KINDS:
        raise Refused(_("A quote does one of: {kinds}.").format(kinds=", ".join(EVIDENCE_KINDS)), kind)
    with study.act("link-quotes", count=1, kind=kind) as transaction:
        transaction.about["kernlabel"] = _kernlabel(transaction, kernlabel_id)
        span = speech_span(transaction.text_of(transcript_id), start, end)
        segment_id = segment_at(transaction, transcript_id, span, transaction.coder_id)
        if not transaction.find("evidence", kernlabel_id=kernlabel_id, segment_id=segment_id):
            transaction.insert("evidence", kernlabel_id=kernlabel_id, segment_id=segment_id, kind=kind, note="")


def unlink_quotes(study: Study, kernlabel_id: str, segment_ids: Sequence[str]) -> None:
    """Takes quotes away from a kernlabel; a segment without any use goes with it."""
    with study.act("unlink-quotes", count=len(segment_ids)) as transaction:
        transaction.about["kernlabel"] = _kernlabel(transaction, kernlabel_id)
        for segment_id in segment_ids:
            for link in transaction.find("evidence", kernlabel_id=kernlabel_id, segment_id=segment_id):
                transaction.delete("evidence", link["id"])
                drop_bare_segment(transaction, segment_id)


def _kernlabel(transaction: Transaction, kernlabel_id: str) -> str:
    code = transaction.row("code", kernlabel_id)
    if code["level"] != values.SELECTIVE:
        raise Refused(
            _("This is not a kernlabel but a code of level {level}.").format(level=code["level"]), code["name"]
        )
    return str(code["name"])
