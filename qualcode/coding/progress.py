"""How far a coder is with a transcript."""

from __future__ import annotations

from qualcode.errors import Refused
from qualcode.i18n import C_, _
from qualcode.store import Study
from qualcode.store.values import PROGRESS_STATES


def state_said(state: str) -> str:
    """A state in the language in use."""
    said = {"": _("not begun"), "reading": _("reading"), "coding": C_("progress", "coding"), "done": _("done")}
    return said.get(state, state)


def mark_progress(study: Study, transcript_id: str, state: str | None, *, coder_id: str | None = None) -> None:
    """Marks a transcript as reading, coding or done for a coder; None takes the mark away.

    Raises:
        Refused: for another word.
    """
    if state is not None and state not in PROGRESS_STATES:
        raise Refused(_("Progress is one of: {states}.").format(states=", ".join(PROGRESS_STATES)), state)
    with study.act("mark-progress", state=state or "") as transaction:
        transaction.about["transcript"] = transaction.row("transcript", transcript_id)["name"]
        who = coder_id or transaction.coder_id
        found = transaction.find("progress", transcript_id=transcript_id, coder_id=who)
        if state is None:
            transaction.delete_many("progress", [row["id"] for row in found])
        elif found:
            if found[0]["state"] != state:
                transaction.update("progress", found[0]["id"], state=state, at=transaction.at)
        else:
            transaction.insert("progress", transcript_id=transcript_id, coder_id=who, state=state, at=transaction.at)
