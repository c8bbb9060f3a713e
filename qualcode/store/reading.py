"""Reads the study into plain frozen values, one query a kind. No ORM object leaves this package.

Lists come in an order that says something (position, place in the text) with the id as the last word, never by hash. What
has many rows is fetched with `.all()`: row by row costs five times as much.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from qualcode.store import values
from qualcode.store.journal import Image, read_images
from qualcode.store.tables import table


def study_info(connection: Connection) -> values.StudyInfo:
    """The study's own row."""
    study = table("study")
    row = connection.execute(select(study).order_by(study.c.id).limit(1)).one()
    return values.StudyInfo(row.id, row.title, row.language, row.created, json.loads(row.settings))


def coders(connection: Connection) -> list[values.Coder]:
    """All coders, in the order in which they joined."""
    coder = table("coder")
    return [values.Coder(row.id, row.name, row.kind) for row in connection.execute(select(coder).order_by(coder.c.id))]


def _attributes(connection: Connection, owner_kind: str) -> dict[str, dict[str, str]]:
    attribute = table("attribute")
    found: dict[str, dict[str, str]] = {}
    query = select(attribute).where(attribute.c.owner_kind == owner_kind)
    for row in connection.execute(query.order_by(attribute.c.owner_id, attribute.c.position, attribute.c.key)):
        found.setdefault(row.owner_id, {})[row.key] = row.value
    return found


def participants(connection: Connection) -> list[values.Participant]:
    """All participants with their attributes, in the order in which they came in."""
    participant = table("participant")
    attributes = _attributes(connection, "participant")
    rows = connection.execute(select(participant).order_by(participant.c.id))
    return [values.Participant(row.id, row.name, attributes.get(row.id, {})) for row in rows]


def transcripts(connection: Connection) -> list[values.Transcript]:
    """All transcripts without their texts, in the study's order."""
    transcript = table("transcript")
    attributes = _attributes(connection, "transcript")
    rows = connection.execute(select(transcript).order_by(transcript.c.position, transcript.c.id))
    return [values.Transcript(**row._asdict(), attributes=attributes.get(row.id, {})) for row in rows]


def text(connection: Connection, text_hash: str) -> str | None:
    """The normalised text under this SHA-256, or None when it has been removed."""
    body = table("text_body")
    found: str | None = connection.execute(select(body.c.content).where(body.c.sha256 == text_hash)).scalar()
    return found


def speakers(connection: Connection, transcript_id: str | None = None) -> list[values.Speaker]:
    """Speakers of one transcript or of all, in the order in which they were found."""
    speaker = table("speaker")
    query = _only(select(speaker), speaker.c.transcript_id, transcript_id)
    rows = connection.execute(query.order_by(speaker.c.transcript_id, speaker.c.id))
    return [values.Speaker(row.id, row.transcript_id, row.label, row.role, row.participant_id) for row in rows]


def turns(connection: Connection, transcript_id: str | None = None) -> list[values.Turn]:
    """Turns of one transcript or of all, in the order of the text, with who speaks."""
    turn, speaker = table("turn"), table("speaker")
    query = (
        select(
            turn.c.id,
            turn.c.transcript_id,
            turn.c.number,
            turn.c.label_start,
            turn.c.start,
            turn.c.end,
            turn.c.speaker_id,
            speaker.c.label,
            speaker.c.role,
            speaker.c.participant_id,
            turn.c.stamp,
        )
        .outerjoin(speaker, speaker.c.id == turn.c.speaker_id)
        .order_by(turn.c.transcript_id, turn.c.number)
    )
    rows = connection.execute(_only(query, turn.c.transcript_id, transcript_id)).all()
    return [
        values.Turn(
            id=row.id,
            transcript_id=row.transcript_id,
            number=row.number,
            label_start=row.label_start,
            start=row.start,
            end=row.end,
            speaker_id=row.speaker_id,
            label=row.label or "",
            role=row.role or "unknown",
            participant_id=row.participant_id,
            stamp=row.stamp,
        )
        for row in rows
    ]


def codes(connection: Connection, *, retired: bool = False) -> list[values.Code]:
    """Codes in tree order: a code before its children, brothers by position.

    Args:
        retired: Whether codes that were retired come along.
    """
    code = table("code")
    found = [
        _code(row._asdict()) for row in connection.execute(select(code).order_by(code.c.position, code.c.id)).all()
    ]
    children: dict[str | None, list[values.Code]] = {}
    known = {one.id for one in found}
    for one in found:
        children.setdefault(one.parent_id if one.parent_id in known else None, []).append(one)
    ordered: list[values.Code] = []
    stack = list(reversed(children.get(None, [])))
    while stack:
        one = stack.pop()
        ordered.append(one)
        stack.extend(reversed(children.get(one.id, [])))
    return ordered if retired else [one for one in ordered if not one.retired]


def _code(row: Any) -> values.Code:
    fields = dict(row)
    for name in ("keywords", "aliases", "questions"):
        fields[name] = tuple(json.loads(fields[name]))
    fields["retired"] = bool(fields["retired"])
    return values.Code(**fields)


def relations(connection: Connection) -> list[values.Relation]:
    """All typed links between codes."""
    relation = table("code_relation")
    rows = connection.execute(select(relation).order_by(relation.c.id))
    return [values.Relation(row.id, row.from_id, row.to_id, row.kind, row.note) for row in rows]


def segments(connection: Connection, transcript_id: str | None = None) -> list[values.Segment]:
    """Segments of one transcript or of all, in the order of the text."""
    segment = table("segment")
    query = _only(select(segment), segment.c.transcript_id, transcript_id)
    rows = connection.execute(
        query.order_by(segment.c.transcript_id, segment.c.start, segment.c.end, segment.c.id)
    ).all()
    return [values.Segment(**row._asdict()) for row in rows]


def codings(
    connection: Connection,
    *,
    transcript_id: str | None = None,
    code_id: str | None = None,
    coder_ids: Sequence[str] | None = None,
) -> list[values.Coding]:
    """Codings that meet the conditions, by transcript position, place in the text, code position and id."""
    coding, segment, transcript, code = table("coding"), table("segment"), table("transcript"), table("code")
    query: Select[Any] = (
        select(
            coding.c.id,
            coding.c.segment_id,
            coding.c.code_id,
            coding.c.coder_id,
            segment.c.transcript_id,
            segment.c.start,
            segment.c.end,
            segment.c.words,
            coding.c.at,
        )
        .join(segment, segment.c.id == coding.c.segment_id)
        .join(transcript, transcript.c.id == segment.c.transcript_id)
        .join(code, code.c.id == coding.c.code_id)
        .order_by(transcript.c.position, transcript.c.id, segment.c.start, segment.c.end, code.c.position, coding.c.id)
    )
    query = _only(_only(query, segment.c.transcript_id, transcript_id), coding.c.code_id, code_id)
    if coder_ids is not None:
        query = query.where(coding.c.coder_id.in_(list(coder_ids)))
    return [values.Coding(*row) for row in connection.execute(query).all()]


def coding_places(connection: Connection, coder_ids: Sequence[str] | None = None) -> list[values.CodingPlace]:
    """The code, coder and place of every coding, in no order that means anything."""
    coding, segment = table("coding"), table("segment")
    query = select(coding.c.code_id, coding.c.coder_id, segment.c.transcript_id, segment.c.start).join(
        segment, segment.c.id == coding.c.segment_id
    )
    if coder_ids is not None:
        query = query.where(coding.c.coder_id.in_(list(coder_ids)))
    return [values.CodingPlace._make(row) for row in connection.execute(query).all()]


def evidence(connection: Connection, kernlabel_id: str | None = None) -> list[values.Evidence]:
    """Quotes that bear on one kernlabel or on all."""
    link = table("evidence")
    rows = connection.execute(
        _only(select(link), link.c.kernlabel_id, kernlabel_id).order_by(link.c.kernlabel_id, link.c.id)
    )
    return [values.Evidence(row.id, row.kernlabel_id, row.segment_id, row.kind, row.note) for row in rows]


def memos(connection: Connection, target_kind: str | None = None, target_id: str | None = None) -> list[values.Memo]:
    """Memos on one thing, on one kind of thing, or all, oldest first."""
    memo = table("memo")
    query = _only(_only(select(memo), memo.c.target_kind, target_kind), memo.c.target_id, target_id)
    return [values.Memo(**row._asdict()) for row in connection.execute(query.order_by(memo.c.id)).all()]


def suggestions(
    connection: Connection,
    *,
    transcript_id: str | None = None,
    code_id: str | None = None,
    state: str | None = None,
) -> list[values.Suggestion]:
    """Stored suggestions that meet the conditions, best first within a transcript."""
    suggestion, transcript = table("suggestion"), table("transcript")
    query = select(suggestion).join(transcript, transcript.c.id == suggestion.c.transcript_id)
    query = _only(_only(query, suggestion.c.transcript_id, transcript_id), suggestion.c.code_id, code_id)
    query = _only(query, suggestion.c.state, state)
    query = query.order_by(
        transcript.c.position, transcript.c.id, suggestion.c.score.desc(), suggestion.c.start, suggestion.c.id
    )
    found = []
    for row in connection.execute(query).all():
        fields = row._asdict()
        fields["reasons"] = tuple(json.loads(fields["reasons"]))
        found.append(values.Suggestion(**fields))
    return found


def progress(connection: Connection) -> list[values.Progress]:
    """How far each coder is with each transcript; no row means not begun."""
    row_of = table("progress")
    rows = connection.execute(select(row_of).order_by(row_of.c.transcript_id, row_of.c.coder_id))
    return [values.Progress(row.transcript_id, row.coder_id, row.state, row.at) for row in rows]


def settlements(connection: Connection) -> list[values.Settlement]:
    """How differences were settled, by transcript and place in the text."""
    settlement, transcript = table("settlement"), table("transcript")
    query = (
        select(settlement)
        .join(transcript, transcript.c.id == settlement.c.transcript_id)
        .order_by(transcript.c.position, transcript.c.id, settlement.c.start, settlement.c.end, settlement.c.id)
    )
    found = []
    for row in connection.execute(query).all():
        fields = row._asdict()
        fields["coding_ids"] = tuple(json.loads(fields["coding_ids"]))
        found.append(values.Settlement(**fields))
    return found


def rounds(connection: Connection) -> list[values.Round]:
    """The rounds of coding, in the order in which they were started."""
    one = table("coding_round")
    found = []
    for row in connection.execute(select(one).order_by(one.c.started, one.c.id)):
        fields = row._asdict()
        for name in ("transcripts", "coders"):
            fields[name] = tuple(json.loads(fields[name]))
        for name in ("codebook", "codebook_end"):
            fields[name] = json.loads(fields[name])
        found.append(values.Round(**fields))
    return found


def images(connection: Connection) -> dict[str, list[Image]]:
    """The rows that each change of the journal touched, by the change's id, oldest first."""
    change = table("change")
    rows = connection.execute(select(change.c.id, change.c.rows).order_by(change.c.seq))
    return {row.id: read_images(row.rows) for row in rows}


def history(connection: Connection, limit: int | None = None) -> list[values.Change]:
    """The journal, newest first, without the rows it keeps."""
    change = table("change")
    merge = change.alias("merge")
    names = ("id", "seq", "at", "coder_id", "act", "about", "undoes", "undone_by", "merged_by")
    query = (
        select(*(change.c[name] for name in names), merge.c.undone_by.label("merge_undone_by"))
        .outerjoin(merge, merge.c.id == change.c.merged_by)
        .order_by(change.c.seq.desc())
    )
    if limit is not None:
        query = query.limit(limit)
    return [
        values.Change(
            row.id,
            row.seq,
            row.at,
            row.coder_id,
            row.act,
            json.loads(row.about),
            row.undoes,
            "undone" if row.undone_by or row.merge_undone_by else "done",
            row.merged_by,
        )
        for row in connection.execute(query)
    ]


def _only(query: Select[Any], column: Any, wanted: str | None) -> Select[Any]:
    return query if wanted is None else query.where(column == wanted)
