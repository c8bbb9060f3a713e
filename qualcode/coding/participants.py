"""Participants apart from their transcripts: made before an interview, removed when nobody is them, attributes renamed."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.coding.memos import add_memo, hand_over_memos, remove_memos
from qualcode.coding.transcripts import participant_named
from qualcode.errors import NotFound, Refused
from qualcode.i18n import _
from qualcode.ingest.document import RESPONDENT, UNKNOWN
from qualcode.store import Study, values


def make_participant(study: Study, name: str, attributes: Mapping[str, str] | None = None) -> values.Participant:
    """Makes a participant who does not speak yet; gives the participant.

    Raises:
        Refused: for an empty name, or one that a participant has.
    """
    name = name.strip()
    if not name:
        raise Refused(_("A participant needs a name."))
    with study.act("make-participant", participant=name) as transaction:
        if transaction.find("participant", name=name):
            raise Refused(_("There is a participant with this name already."), name)
        made = participant_named(transaction, name, attributes or {})
    return next(one for one in study.participants() if one.id == made)


def remove_participant(study: Study, participant_id: str) -> None:
    """Removes a participant whom no speaker is; attributes and memos go along.

    Raises:
        Refused: when a speaker is this participant.
    """
    with study.act("remove-participant") as transaction:
        name = transaction.row("participant", participant_id)["name"]
        transaction.about = {"participant": name}
        if transaction.find("speaker", participant_id=participant_id):
            raise Refused(
                _("This participant speaks in a transcript."),
                name,
                _("Link the speaker to another, or to nobody, first."),
            )
        for attribute in transaction.find("attribute", owner_kind="participant", owner_id=participant_id):
            transaction.delete("attribute", attribute["id"])
        remove_memos(transaction, "participant", participant_id)
        transaction.delete("participant", participant_id)


def rename_attribute(study: Study, key: str, name: str) -> int:
    """Gives an attribute of the participants another name, for all who have it; an empty name removes it from all.

    Returns:
        How many participants had it.

    Raises:
        NotFound: when nobody has it.
        Refused: when somebody has an attribute of the new name already.
    """
    name = name.strip()
    with study.act("rename-attribute", field=key, new_name=name) as transaction:
        rows = transaction.find("attribute", owner_kind="participant", key=key)
        if not rows:
            raise NotFound(_("Nobody has the attribute “{name}”.").format(name=key))
        if name and name != key and transaction.find("attribute", owner_kind="participant", key=name):
            raise Refused(_("There is an attribute with this name already."), name)
        for row in rows:
            if name:
                transaction.update("attribute", row["id"], key=name)
            else:
                transaction.delete("attribute", row["id"])
        transaction.about["count"] = len(rows)
    return len(rows)


def link_speakers(study: Study, links: Mapping[str, str | None]) -> None:
    """Says of several speakers at once which participant they are; None unlinks. A linked speaker of unknown role answers.

    Args:
        study: The open study.
        links: Speaker id -> participant id.
    """
    with study.act("link-participants", count=len(links)) as transaction:
        for speaker_id, participant_id in links.items():
            speaker = transaction.row("speaker", speaker_id)
            role = speaker["role"]
            if participant_id is not None:
                transaction.row("participant", participant_id)
                role = RESPONDENT if role == UNKNOWN else role
            transaction.update("speaker", speaker_id, participant_id=participant_id, role=role)


def merge_participants(study: Study, source_id: str, target_id: str) -> None:
    """Makes one participant of two who are the same person; nothing of either is lost.

    The speakers, memos and attributes of the source go to the target, and the source disappears. Where both have an
    attribute with another value, the target's stands and the source's is written in a memo on the target.

    Raises:
        Refused: for a participant and itself.
    """
    if source_id == target_id:
        raise Refused(_("A participant cannot be merged into itself."))
    with study.act("merge-participants") as transaction:
        source = transaction.row("participant", source_id)["name"]
        target = transaction.row("participant", target_id)["name"]
        transaction.about = {"participant": source, "to": target}
        for speaker in transaction.find("speaker", participant_id=source_id):
            transaction.update("speaker", speaker["id"], participant_id=target_id)
        own = {
            one["key"]: one["value"]
            for one in transaction.find("attribute", owner_kind="participant", owner_id=target_id)
        }
        others = []
        for attribute in transaction.find("attribute", owner_kind="participant", owner_id=source_id):
            key, value = attribute["key"], attribute["value"]
            if key not in own:
                transaction.update("attribute", attribute["id"], owner_id=target_id)
                continue
            if value != own[key]:
                others.append(f"{key} = {value}")
            transaction.delete("attribute", attribute["id"])
        hand_over_memos(transaction, "participant", source_id, target_id)
        if others:
            said = _("Was also {name}, with: {attributes}.").format(name=source, attributes=", ".join(others))
            add_memo(transaction, "participant", target_id, said)
        transaction.delete("participant", source_id)
        # Another copy of the study may still link to the old participant: merging then knows where it went.
        transaction.insert("same_as", id=source_id, kind="participant", kept_id=target_id)
