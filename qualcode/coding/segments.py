"""Putting codes on segments, taking them off, and moving their ends.

A coder changes only her own segments and codings; what another coder did is changed by that coder, or settled in the
consensus layer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.coding.codes import add_code, code_in_use
from qualcode.coding.memos import add_memo, hand_over_memos, remove_memos
from qualcode.errors import Refused
from qualcode.i18n import _
from qualcode.store import Study, Transaction, values
from qualcode.text import Span, checked_span, trimmed

IN_VIVO_LENGTH = 60
"""Longest name, in code points, that a segment's words give to an in-vivo code."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Placing:
    """One code to put on one stretch of a transcript."""

    transcript_id: str
    start: int
    end: int
    code_id: str
    memo: str = ""


def put_code(
    study: Study, transcript_id: str, start: int, end: int, code_id: str, *, memo: str = "", coder_id: str | None = None
) -> values.Coding:
    """Puts a code on a segment; the same code on the same segment again changes nothing.

    Args:
        study: The open study.
        transcript_id: Where.
        start: First code point; white space at both ends is left out.
        end: One past the last.
        code_id: Which code.
        memo: A note on the coding, or empty.
        coder_id: In whose layer; None is the coder who works now.

    Raises:
        Refused: for a span outside the text or of white space only, or a code that is gone or retired.
    """
    return put_codes(study, [Placing(transcript_id, start, end, code_id, memo)], coder_id=coder_id)[0]


def put_codes(study: Study, placings: Sequence[Placing], *, coder_id: str | None = None) -> list[values.Coding]:
    """Puts many codes in one act, undone in one step; gives the codings in order.

    Raises:
        Refused: as `put_code`; nothing is stored then.
    """
    one = len(placings) == 1
    with study.act("put-code" if one else "put-codes", count=len(placings)) as transaction:
        codings = [put_in(transaction, placing, coder_id=coder_id) for placing in placings]
        if one:
            transaction.about = about_coding(transaction, codings[0].id)
    return codings


def put_in_vivo(
    study: Study, transcript_id: str, start: int, end: int, *, parent_id: str | None = None
) -> values.Coding:
    """Makes an open code of the segment's own words and puts it there, in one act.

    Long segments give the code their first words. An open code with that name is used again.

    Raises:
        Refused: for a span outside the text or of white space only.
    """
    codes = study.codes()
    with study.act("put-in-vivo") as transaction:
        span = speech_span(transaction.text_of(transcript_id), start, end)
        name = in_vivo_name(transaction.text_of(transcript_id)[span.start : span.end])
        known = [code for code in codes if code.level == values.OPEN and code.name.casefold() == name.casefold()]
        code_id = known[0].id if known else add_code(transaction, name=name, level=values.OPEN, parent_id=parent_id)
        coding = put_in(transaction, Placing(transcript_id, *span, code_id))
        transaction.about = {"transcript": transaction.row("transcript", transcript_id)["name"]}
    return coding


def in_vivo_name(words: str) -> str:
    """The name that a segment's words give to a code: one line, at most `IN_VIVO_LENGTH` code points, whole words."""
    name = " ".join(words.split())
    if len(name) <= IN_VIVO_LENGTH:
        return name
    return name[: IN_VIVO_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def take_off(study: Study, coding_ids: Iterable[str]) -> None:
    """Takes codes off their segments in one act; a segment left without coding, memo and kernlabel goes too.

    Raises:
        Refused: when a coding is gone, or another coder's.
    """
    with study.act("take-off") as transaction:
        for number, coding_id in enumerate(coding_ids, start=1):
            coding = own(transaction, "coding", coding_id)
            transaction.about = {**about_coding(transaction, coding_id), "count": number}
            remove_coding(transaction, coding)


def recode(study: Study, coding_ids: Sequence[str], code_id: str) -> None:
    """Gives these codings another code; where the segment has that code already, the two become one.

    Raises:
        Refused: when a coding is another coder's, or the code is gone or retired.
    """
    with study.act("recode", count=len(coding_ids)) as transaction:
        transaction.about["code"] = code_in_use(transaction, code_id)["name"]
        for coding_id in coding_ids:
            give_code(transaction, own(transaction, "coding", coding_id), code_id)


def resize_coding(study: Study, coding_id: str, start: int, end: int) -> values.Coding:
    """Moves the ends of one coding; other codes on the same segment stay where they are. Gives the coding as it is now.

    Raises:
        Refused: for a span outside the text, or another coder's coding.
    """
    with study.act("resize") as transaction:
        coding = own(transaction, "coding", coding_id)
        segment = transaction.row("segment", coding["segment_id"])
        span = speech_span(transaction.text_of(segment["transcript_id"]), start, end)
        transaction.about = about_coding(transaction, coding_id)
        if len(transaction.find("coding", segment_id=segment["id"])) > 1:
            target = segment_at(transaction, segment["transcript_id"], span, segment["coder_id"])
            coding_id = _move(transaction, coding, target)
        else:
            kept = _resize(transaction, segment, span)
            coding_id = transaction.find("coding", segment_id=kept, code_id=coding["code_id"])[0]["id"]
        return coding_value(transaction, coding_id)


def resize_segment(study: Study, segment_id: str, start: int, end: int) -> str:
    """Moves the ends of a segment with all its codings; gives the id of the segment that stands there now.

    Raises:
        Refused: for a span outside the text, or another coder's segment.
    """
    with study.act("resize-segment") as transaction:
        segment = own(transaction, "segment", segment_id)
        transaction.about = {"transcript": transaction.row("transcript", segment["transcript_id"])["name"]}
        return _resize(transaction, segment, speech_span(transaction.text_of(segment["transcript_id"]), start, end))


# Parts of acts, for this package


def put_in(transaction: Transaction, placing: Placing, *, coder_id: str | None = None) -> values.Coding:
    """Puts a code inside a larger act; see `put_code`."""
    owner = coder_id or transaction.coder_id
    code_in_use(transaction, placing.code_id)
    span = speech_span(transaction.text_of(placing.transcript_id), placing.start, placing.end)
    segment_id = segment_at(transaction, placing.transcript_id, span, owner)
    found = transaction.find("coding", segment_id=segment_id, code_id=placing.code_id)
    if found:
        coding_id = found[0]["id"]
    else:
        coding_id = transaction.insert(
            "coding", segment_id=segment_id, code_id=placing.code_id, coder_id=owner, at=transaction.at
        )
    if placing.memo:
        add_memo(transaction, "coding", coding_id, placing.memo, coder_id=owner)
    return coding_value(transaction, coding_id)


def give_code(transaction: Transaction, coding: Row, code_id: str) -> None:
    """Gives a coding another code; a double on the same segment becomes one, with both memos."""
    if coding["code_id"] == code_id:
        return
    double = transaction.find("coding", segment_id=coding["segment_id"], code_id=code_id)
    if double:
        _absorb(transaction, coding, double[0]["id"])
    else:
        transaction.update("coding", coding["id"], code_id=code_id)


def remove_coding(transaction: Transaction, coding: Row) -> None:
    """Removes a coding, its memos, and its segment when nothing else needs that."""
    remove_memos(transaction, "coding", coding["id"])
    for suggestion in transaction.find("suggestion", coding_id=coding["id"]):
        transaction.update("suggestion", suggestion["id"], coding_id=None, state="rejected")
    transaction.delete("coding", coding["id"])
    drop_bare_segment(transaction, coding["segment_id"])


def drop_bare_segment(transaction: Transaction, segment_id: str) -> None:
    """Removes a segment that carries no coding, memo or kernlabel any more."""
    used = (
        transaction.find("coding", segment_id=segment_id)
        or transaction.find("evidence", segment_id=segment_id)
        or transaction.find("memo", target_kind="segment", target_id=segment_id)
    )
    if not used:
        transaction.delete("segment", segment_id)


def segment_at(transaction: Transaction, transcript_id: str, span: Span, coder_id: str) -> str:
    """The coder's segment with exactly this span, made when there is none; gives its id."""
    found = transaction.find("segment", transcript_id=transcript_id, coder_id=coder_id, start=span.start, end=span.end)
    if found:
        return str(found[0]["id"])
    words = transaction.text_of(transcript_id)[span.start : span.end]
    return transaction.insert(
        "segment", transcript_id=transcript_id, coder_id=coder_id, start=span.start, end=span.end, words=words
    )


def own(transaction: Transaction, table: str, row_id: str) -> Row:
    """The row, when it belongs to the coder who works now or to the consensus layer.

    Raises:
        Refused: when it is another coder's, or gone.
    """
    row = transaction.row(table, row_id)
    if row["coder_id"] != transaction.coder_id:
        owner = transaction.row("coder", row["coder_id"])
        if owner["kind"] == "human":
            raise Refused(
                _("This is the work of {coder}.").format(coder=owner["name"]),
                todo=_("Put your own code here; differences are settled in the agreement screen."),
            )
    return row


def speech_span(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends.

    Raises:
        Refused: when it lies outside the text or holds no words.
    """
    span = trimmed(text, checked_span(text, start, end))
    if not text[span.start : span.end].strip():
        raise Refused(_("There are no words here to put a code on."), todo=_("Select some words first."))
    return span


def coding_value(transaction: Transaction, coding_id: str) -> values.Coding:
    """The coding with its span, as the act has left it so far."""
    coding = transaction.row("coding", coding_id)
    segment = transaction.row("segment", coding["segment_id"])
    return values.Coding(
        coding["id"],
        segment["id"],
        coding["code_id"],
        coding["coder_id"],
        segment["transcript_id"],
        segment["start"],
        segment["end"],
        segment["words"],
        coding["at"],
    )


def about_coding(transaction: Transaction, coding_id: str) -> Row:
    """What the journal says of a coding: code, transcript and place, never its words."""
    coding = coding_value(transaction, coding_id)
    return {
        "code": transaction.row("code", coding.code_id)["name"],
        "transcript": transaction.row("transcript", coding.transcript_id)["name"],
        "start": coding.start,
        "end": coding.end,
    }


def _resize(transaction: Transaction, segment: Row, span: Span) -> str:
    twins = transaction.find(
        "segment",
        transcript_id=segment["transcript_id"],
        coder_id=segment["coder_id"],
        start=span.start,
        end=span.end,
    )
    if not twins:
        words = transaction.text_of(segment["transcript_id"])[span.start : span.end]
        transaction.update("segment", segment["id"], start=span.start, end=span.end, words=words)
        return str(segment["id"])
    twin = str(twins[0]["id"])
    if twin != segment["id"]:
        for coding in transaction.find("coding", segment_id=segment["id"]):
            _move(transaction, coding, twin)
        hand_over_segment(transaction, segment["id"], twin)
        if transaction.find("segment", id=segment["id"]):
            transaction.delete("segment", segment["id"])
    return twin


def hand_over_segment(transaction: Transaction, source_id: str, target_id: str) -> None:
    """Moves memos and kernlabel links from one segment to another; a link that is there already is not doubled."""
    hand_over_memos(transaction, "segment", source_id, target_id)
    for link in transaction.find("evidence", segment_id=source_id):
        if transaction.find("evidence", kernlabel_id=link["kernlabel_id"], segment_id=target_id):
            transaction.delete("evidence", link["id"])
        else:
            transaction.update("evidence", link["id"], segment_id=target_id)


def _move(transaction: Transaction, coding: Row, segment_id: str) -> str:
    if coding["segment_id"] == segment_id:
        return str(coding["id"])
    double = transaction.find("coding", segment_id=segment_id, code_id=coding["code_id"])
    if double:
        _absorb(transaction, coding, double[0]["id"])
        return str(double[0]["id"])
    transaction.update("coding", coding["id"], segment_id=segment_id)
    drop_bare_segment(transaction, coding["segment_id"])
    return str(coding["id"])


def _absorb(transaction: Transaction, coding: Row, kept_id: str) -> None:
    hand_over_memos(transaction, "coding", coding["id"], kept_id)
    for suggestion in transaction.find("suggestion", coding_id=coding["id"]):
        transaction.update("suggestion", suggestion["id"], coding_id=kept_id)
    transaction.delete("coding", coding["id"])
    drop_bare_segment(transaction, coding["segment_id"])
