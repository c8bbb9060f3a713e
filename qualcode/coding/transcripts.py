"""Bringing transcripts into a study, and saying who speaks in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.errors import Refused
from qualcode.i18n import _
from qualcode.ingest.document import RESPONDENT, ROLES, UNKNOWN, Document
from qualcode.store import Study, Transaction, values
from qualcode.text import count_words, fingerprint

TRANSCRIPT_KEYS = frozenset({"kind", "participant", "date", "synthetic", "title"})
"""Keys of a front-matter block that say something of the transcript; the others are the participant's."""

Row = dict[str, Any]


def known_transcript(study: Study, document: Document) -> values.Transcript | None:
    """The transcript that holds this document already: the same file, or the same text from another file; else None."""
    text_hash = fingerprint(document.text)
    return next(
        (one for one in study.transcripts() if _holds(one.text_hash, one.source_hash, document, text_hash)), None
    )


def _holds(text_hash: str, source_hash: str, document: Document, wanted: str) -> bool:
    return text_hash == wanted or bool(document.source_hash and document.source_hash == source_hash)


def import_document(
    study: Study,
    document: Document,
    *,
    kind: str | None = None,
    name: str | None = None,
    participant: str | None = None,
    attributes: Mapping[str, str] | None = None,
    speakers: Mapping[str, tuple[str, Mapping[str, str]]] | None = None,
) -> values.Transcript:
    """Stores a document as a transcript with its turns and speakers, in one act; gives the transcript.

    Args:
        study: The open study.
        document: As a reader gave it, corrected or not.
        kind: parent, professional or another word; None takes the document's own, else parent.
        name: What it is called; None takes the document's title. A number is added when the name is taken.
        participant: Name of the one respondent ("Respondent 4"); None takes the document's own.
        attributes: Of that participant, added to those of the front matter.
        speakers: For a group interview: label -> (participant, attributes).

    Raises:
        Refused: when the study holds this file or text already.
    """
    own = {key: value for key, value in document.attributes.items() if key not in TRANSCRIPT_KEYS}
    kept = {
        key: value for key, value in document.attributes.items() if key in TRANSCRIPT_KEYS - {"kind", "participant"}
    }
    with study.act("import-transcript") as transaction:
        # Looked up in the transaction: two programs that import the same files wait for each other here.
        there, wanted = transaction.find("transcript"), fingerprint(document.text)
        for row in there:
            if _holds(row["text_hash"], row["source_hash"], document, wanted):
                raise Refused(
                    _("This file or its text is in the study already, as '{name}'.").format(name=row["name"]),
                    document.source_name,
                    _("Nothing was imported twice."),
                )
        taken = {row["name"] for row in there}
        title = _free(name or document.title, taken)
        transcript_id = transaction.insert(
            "transcript",
            name=title,
            kind=kind or document.attributes.get("kind") or "parent",
            text_hash=study.keep_text(transaction, document.text),
            characters=len(document.text),
            words=count_words(document.text),
            source_name=document.source_name,
            source_hash=document.source_hash,
            imported_at=transaction.at,
            position=len(taken),
        )
        transaction.about = {"transcript": title, "turns": len(document.turns)}
        _put_attributes(transaction, "transcript", transcript_id, kept)
        speaker_ids = _put_speakers(transaction, transcript_id, document)
        _put_turns(transaction, transcript_id, document, speaker_ids)
        person = participant or document.attributes.get("participant")
        if speakers:
            for label, (who, about_who) in speakers.items():
                if label in speaker_ids:
                    person_id = participant_named(transaction, who, about_who)
                    transaction.update("speaker", speaker_ids[label], participant_id=person_id, role=RESPONDENT)
        elif person:
            person_id = participant_named(transaction, person, {**own, **(attributes or {})})
            respondents = [label for label, role in document.roles.items() if role == RESPONDENT]
            for label in respondents:
                transaction.update("speaker", speaker_ids[label], participant_id=person_id)
            if not respondents:
                # A text without labels still has its respondent: a speaker without turns.
                transaction.insert(
                    "speaker", transcript_id=transcript_id, label="", role=RESPONDENT, participant_id=person_id
                )
        elif attributes or own:
            _put_attributes(transaction, "transcript", transcript_id, {**own, **(attributes or {})})
    return next(transcript for transcript in study.transcripts() if transcript.id == transcript_id)


def rename_transcript(study: Study, transcript_id: str, name: str, *, kind: str | None = None) -> None:
    """Gives a transcript another name, and another kind when that is given.

    Raises:
        Refused: for an empty name, or one that another transcript has.
    """
    name = name.strip()
    if not name:
        raise Refused(_("A transcript needs a name."))
    with study.act("rename-transcript") as transaction:
        row = transaction.row("transcript", transcript_id)
        if any(other["id"] != transcript_id for other in transaction.find("transcript", name=name)):
            raise Refused(_("There is a transcript with this name already."), name)
        transaction.about = {"transcript": row["name"], "new_name": name}
        transaction.update("transcript", transcript_id, name=name, kind=kind or row["kind"])


def remove_transcript(study: Study, transcript_id: str) -> None:
    """Takes a transcript out of the study with all that stands on it; can be undone until the study is compacted."""
    with study.act("remove-transcript") as transaction:
        row = transaction.row("transcript", transcript_id)
        transaction.about = {"transcript": row["name"]}
        for suggestion in transaction.find("suggestion", transcript_id=transcript_id):
            transaction.delete("suggestion", suggestion["id"])
        for segment in transaction.find("segment", transcript_id=transcript_id):
            for coding in transaction.find("coding", segment_id=segment["id"]):
                _remove_with_memos(transaction, "coding", coding["id"])
            for link in transaction.find("evidence", segment_id=segment["id"]):
                transaction.delete("evidence", link["id"])
            _remove_with_memos(transaction, "segment", segment["id"])
        for name in ("turn", "speaker", "progress", "settlement"):
            for one in transaction.find(name, transcript_id=transcript_id):
                transaction.delete(name, one["id"])
        for attribute in transaction.find("attribute", owner_kind="transcript", owner_id=transcript_id):
            transaction.delete("attribute", attribute["id"])
        _remove_with_memos(transaction, "transcript", transcript_id)


def set_role(study: Study, speaker_id: str, role: str) -> None:
    """Says whether a speaker is the interviewer or a respondent.

    Raises:
        Refused: for another role.
    """
    if role not in ROLES:
        raise Refused(_("A role is one of: {roles}.").format(roles=", ".join(ROLES)), role)
    with study.act("set-role", role=role) as transaction:
        speaker = transaction.row("speaker", speaker_id)
        transaction.about["speaker"] = speaker["label"]
        transaction.update("speaker", speaker_id, role=role)


def set_participant(
    study: Study, speaker_id: str, participant: str | None, attributes: Mapping[str, str] | None = None
) -> None:
    """Says which participant a speaker is, making the participant when the name is new; None unlinks."""
    with study.act("set-participant") as transaction:
        speaker = transaction.row("speaker", speaker_id)
        transaction.about = {"speaker": speaker["label"], "participant": participant or ""}
        person_id = participant_named(transaction, participant, attributes or {}) if participant else None
        transaction.update("speaker", speaker_id, participant_id=person_id)


def set_attributes(study: Study, participant_id: str, attributes: Mapping[str, str]) -> None:
    """Sets attributes of a participant; an empty value removes one, keys that are not named stay."""
    with study.act("set-attributes", fields=sorted(attributes)) as transaction:
        transaction.about["participant"] = transaction.row("participant", participant_id)["name"]
        _put_attributes(transaction, "participant", participant_id, attributes)


def rename_participant(study: Study, participant_id: str, name: str) -> None:
    """Gives a participant another name.

    Raises:
        Refused: for an empty name, or one that another participant has.
    """
    name = name.strip()
    if not name:
        raise Refused(_("A participant needs a name."))
    with study.act("rename-participant") as transaction:
        row = transaction.row("participant", participant_id)
        if any(other["id"] != participant_id for other in transaction.find("participant", name=name)):
            raise Refused(_("There is a participant with this name already."), name)
        transaction.about = {"participant": row["name"], "new_name": name}
        transaction.update("participant", participant_id, name=name)


def link_participants(
    study: Study,
    links: Sequence[tuple[str, str | None, str, Mapping[str, str]]],
    kinds: Mapping[str, str] | None = None,
) -> int:
    """Links speakers to participants from a table, in one act; gives how many rows found their transcript.

    Args:
        study: The open study.
        links: (transcript id, speaker label or None for every respondent, participant, attributes) a row.
        kinds: Transcript id -> kind, where the table says so.
    """
    found = 0
    with study.act("link-participants", count=len(links)) as transaction:
        for transcript_id, kind in (kinds or {}).items():
            transaction.update("transcript", transcript_id, kind=kind)
        for transcript_id, label, name, attributes in links:
            person_id = participant_named(transaction, name, attributes)
            speakers = transaction.find("speaker", transcript_id=transcript_id)
            chosen = [
                speaker
                for speaker in speakers
                if (speaker["label"].casefold() == label.casefold() if label else speaker["role"] == RESPONDENT)
            ]
            for speaker in chosen:
                transaction.update("speaker", speaker["id"], participant_id=person_id, role=RESPONDENT)
            if not chosen and not label:
                transaction.insert(
                    "speaker", transcript_id=transcript_id, label="", role=RESPONDENT, participant_id=person_id
                )
            found += bool(chosen) or not label
    return found


def participant_named(transaction: Transaction, name: str, attributes: Mapping[str, str]) -> str:
    """The participant of that name, made when new, with these attributes set; gives the id."""
    found = transaction.find("participant", name=name.strip())
    person_id = str(found[0]["id"]) if found else transaction.insert("participant", name=name.strip())
    _put_attributes(transaction, "participant", person_id, attributes)
    return person_id


def _put_speakers(transaction: Transaction, transcript_id: str, document: Document) -> dict[str, str]:
    labels = dict.fromkeys([*document.roles, *(turn.speaker for turn in document.turns if turn.speaker)])
    rows = [
        {"transcript_id": transcript_id, "label": label, "role": document.roles.get(label, UNKNOWN)} for label in labels
    ]
    return dict(zip(labels, transaction.insert_many("speaker", rows), strict=True))


def _put_turns(
    transaction: Transaction, transcript_id: str, document: Document, speaker_ids: Mapping[str, str]
) -> None:
    transaction.insert_many(
        "turn",
        [
            {
                "transcript_id": transcript_id,
                "number": number,
                "label_start": turn.label_start,
                "start": turn.start,
                "end": turn.end,
                "speaker_id": speaker_ids.get(turn.speaker),
                "stamp": turn.stamp,
            }
            for number, turn in enumerate(document.turns, start=1)
        ],
    )


def _put_attributes(transaction: Transaction, owner_kind: str, owner_id: str, attributes: Mapping[str, str]) -> None:
    known = {row["key"]: row for row in transaction.find("attribute", owner_kind=owner_kind, owner_id=owner_id)}
    position = max((row["position"] for row in known.values()), default=-1) + 1
    for key, value in attributes.items():
        key, value = key.strip(), str(value).strip()
        if key in known and value:
            transaction.update("attribute", known[key]["id"], value=value)
        elif key in known:
            transaction.delete("attribute", known[key]["id"])
        elif key and value:
            transaction.insert(
                "attribute", owner_kind=owner_kind, owner_id=owner_id, key=key, value=value, position=position
            )
            position += 1


def _remove_with_memos(transaction: Transaction, table: str, row_id: str) -> None:
    for memo in transaction.find("memo", target_kind=table, target_id=row_id):
        transaction.delete("memo", memo["id"])
    transaction.delete(table, row_id)


def _free(name: str, taken: set[str]) -> str:
    name = name.strip() or _("transcript")
    if name not in taken:
        return name
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"
