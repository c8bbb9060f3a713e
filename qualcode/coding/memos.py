"""Memos on a study, transcript, participant, code, segment or coding."""

from __future__ import annotations

from qualcode.errors import Refused
from qualcode.i18n import _
from qualcode.store import Study, Transaction
from qualcode.store.values import MEMO_TARGETS


def write_memo(study: Study, target_kind: str, target_id: str, text: str, *, title: str = "") -> str:
    """Puts a memo (Markdown) on something; gives its id.

    Args:
        study: The open study.
        target_kind: One of `MEMO_TARGETS`.
        target_id: Id of the thing; for the study its own id.
        text: The note.
        title: A short title, or empty.

    Raises:
        Refused: for an empty memo, an unknown kind, or a thing that is gone.
    """
    if target_kind not in MEMO_TARGETS:
        raise Refused(_("A memo stands on one of: {kinds}.").format(kinds=", ".join(MEMO_TARGETS)), target_kind)
    if not (text.strip() or title.strip()):
        raise Refused(_("The memo is empty."), todo=_("Write something, or leave it."))
    with study.act("write-memo", target=target_kind) as transaction:
        transaction.row(target_kind, target_id)
        return add_memo(transaction, target_kind, target_id, text, title=title)


def change_memo(study: Study, memo_id: str, text: str, *, title: str | None = None) -> None:
    """Writes the memo anew; an empty text removes it.

    Raises:
        Refused: when the memo is another coder's, or gone.
    """
    with study.act("change-memo") as transaction:
        memo = transaction.row("memo", memo_id)
        if memo["coder_id"] != transaction.coder_id:
            owner = transaction.row("coder", memo["coder_id"])["name"]
            raise Refused(_("This memo is by {coder}.").format(coder=owner), todo=_("Write one of your own beside it."))
        transaction.about = {"target": memo["target_kind"]}
        title = memo["title"] if title is None else title
        if not (text.strip() or title.strip()):
            transaction.delete("memo", memo_id)
        elif (text, title) != (memo["text"], memo["title"]):
            transaction.update("memo", memo_id, text=text, title=title, changed=transaction.at)


def remove_memo(study: Study, memo_id: str) -> None:
    """Removes a memo.

    Raises:
        Refused: when it is another coder's, or gone.
    """
    change_memo(study, memo_id, "", title="")


def add_memo(
    transaction: Transaction,
    target_kind: str,
    target_id: str,
    text: str,
    *,
    title: str = "",
    coder_id: str | None = None,
) -> str:
    """Puts a memo on something inside a larger act; gives its id."""
    return transaction.insert(
        "memo",
        target_kind=target_kind,
        target_id=target_id,
        coder_id=coder_id or transaction.coder_id,
        title=title,
        text=text,
        created=transaction.at,
        changed=transaction.at,
    )


def hand_over_memos(transaction: Transaction, target_kind: str, source_id: str, target_id: str) -> None:
    """Moves the memos of one thing to another of the same kind."""
    for memo in transaction.find("memo", target_kind=target_kind, target_id=source_id):
        transaction.update("memo", memo["id"], target_id=target_id)


def remove_memos(transaction: Transaction, target_kind: str, target_id: str) -> None:
    """Removes all memos of a thing that goes."""
    for memo in transaction.find("memo", target_kind=target_kind, target_id=target_id):
        transaction.delete("memo", memo["id"])
