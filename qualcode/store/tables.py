"""The tables of a study, as SQLModel sees them. Rows are read and written as plain mappings (see journal.py, reading.py).

Every key is a UUIDv7 in text form, so that copies of a study merge by identity. Lists and mappings are kept as JSON text with
sorted keys: the journal compares rows byte by byte. Foreign keys are checked at commit (deferred), because undo puts rows
back in the order that is easiest to read, not the one that the database would like.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Index, Integer, Table, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

SCHEMA_VERSION = 2


def _key() -> Column[str]:
    return Column(Text, primary_key=True)


def _ref(target: str, *, nullable: bool = False, index: bool = True) -> Column[str]:
    return Column(Text, ForeignKey(target, deferrable=True, initially="DEFERRED"), nullable=nullable, index=index)


def _text(default: str = "") -> Column[str]:
    return Column(Text, nullable=False, default=default)


class SchemaVersion(SQLModel, table=True):
    """One row a migration that has run."""

    __tablename__ = "schema_version"
    name: str = Field(sa_column=_key())
    version: int = Field(sa_column=Column(Integer, nullable=False))
    at: str = Field(sa_column=_text())


class StudyRow(SQLModel, table=True):
    __tablename__ = "study"
    id: str = Field(sa_column=_key())
    title: str = Field(sa_column=_text())
    language: str = Field(sa_column=_text("nl"))
    created: str = Field(sa_column=_text())
    settings: str = Field(sa_column=_text("{}"))


class TextBody(SQLModel, table=True):
    """A normalised text, kept once under its SHA-256; outside the journal, so that it can truly be removed."""

    __tablename__ = "text_body"
    sha256: str = Field(sa_column=_key())
    content: str = Field(sa_column=_text())


class CoderRow(SQLModel, table=True):
    __tablename__ = "coder"
    id: str = Field(sa_column=_key())
    name: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    kind: str = Field(sa_column=_text("human"))


class ParticipantRow(SQLModel, table=True):
    __tablename__ = "participant"
    id: str = Field(sa_column=_key())
    name: str = Field(sa_column=Column(Text, nullable=False, unique=True))


class AttributeRow(SQLModel, table=True):
    """One attribute of a participant or a transcript: (owner, key) -> value."""

    __tablename__ = "attribute"
    __table_args__ = (UniqueConstraint("owner_kind", "owner_id", "key"),)
    id: str = Field(sa_column=_key())
    owner_kind: str = Field(sa_column=_text())
    owner_id: str = Field(sa_column=Column(Text, nullable=False, index=True))
    key: str = Field(sa_column=_text())
    value: str = Field(sa_column=_text())
    position: int = Field(sa_column=Column(Integer, nullable=False, default=0))


class TranscriptRow(SQLModel, table=True):
    __tablename__ = "transcript"
    id: str = Field(sa_column=_key())
    name: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    kind: str = Field(sa_column=_text())
    text_hash: str = Field(sa_column=_ref("text_body.sha256"))
    characters: int = Field(sa_column=Column(Integer, nullable=False))
    words: int = Field(sa_column=Column(Integer, nullable=False))
    source_name: str = Field(sa_column=_text())
    source_hash: str = Field(sa_column=_text())
    imported_at: str = Field(sa_column=_text())
    position: int = Field(sa_column=Column(Integer, nullable=False, default=0))


class SpeakerRow(SQLModel, table=True):
    """A label in one transcript, with the role and the participant behind it."""

    __tablename__ = "speaker"
    __table_args__ = (UniqueConstraint("transcript_id", "label"),)
    id: str = Field(sa_column=_key())
    transcript_id: str = Field(sa_column=_ref("transcript.id"))
    label: str = Field(sa_column=_text())
    role: str = Field(sa_column=_text("unknown"))
    participant_id: str | None = Field(default=None, sa_column=_ref("participant.id", nullable=True))


class TurnRow(SQLModel, table=True):
    __tablename__ = "turn"
    __table_args__ = (CheckConstraint('label_start >= 0 AND label_start <= start AND start <= "end"'),)
    id: str = Field(sa_column=_key())
    transcript_id: str = Field(sa_column=_ref("transcript.id"))
    number: int = Field(sa_column=Column(Integer, nullable=False))
    label_start: int = Field(sa_column=Column(Integer, nullable=False))
    start: int = Field(sa_column=Column(Integer, nullable=False))
    end: int = Field(sa_column=Column(Integer, nullable=False))
    speaker_id: str | None = Field(default=None, sa_column=_ref("speaker.id", nullable=True))
    stamp: float | None = Field(default=None, sa_column=Column(Float, nullable=True))


class CodeRow(SQLModel, table=True):
    __tablename__ = "code"
    __table_args__ = (CheckConstraint("level IN ('open', 'axial', 'selective')"),)
    id: str = Field(sa_column=_key())
    name: str = Field(sa_column=_text())
    level: str = Field(sa_column=_text("open"))
    parent_id: str | None = Field(default=None, sa_column=_ref("code.id", nullable=True))
    family: str = Field(sa_column=_text())
    number: str = Field(sa_column=_text())
    key: str = Field(sa_column=_text())
    definition: str = Field(sa_column=_text())
    when_to_use: str = Field(sa_column=_text())
    when_not: str = Field(sa_column=_text())
    example: str = Field(sa_column=_text())
    keywords: str = Field(sa_column=_text("[]"))
    aliases: str = Field(sa_column=_text("[]"))
    questions: str = Field(sa_column=_text("[]"))
    colour: str = Field(sa_column=_text())
    shortcut: str = Field(sa_column=_text())
    position: int = Field(sa_column=Column(Integer, nullable=False, default=0))
    retired: int = Field(sa_column=Column(Integer, nullable=False, default=0))


class RelationRow(SQLModel, table=True):
    __tablename__ = "code_relation"
    __table_args__ = (UniqueConstraint("from_id", "to_id", "kind"),)
    id: str = Field(sa_column=_key())
    from_id: str = Field(sa_column=_ref("code.id"))
    to_id: str = Field(sa_column=_ref("code.id"))
    kind: str = Field(sa_column=_text())
    note: str = Field(sa_column=_text())


class SegmentRow(SQLModel, table=True):
    """A coder's stretch of a transcript, with the words that it covers."""

    __tablename__ = "segment"
    __table_args__ = (
        CheckConstraint('start >= 0 AND start < "end"'),
        UniqueConstraint("transcript_id", "coder_id", "start", "end"),
    )
    id: str = Field(sa_column=_key())
    transcript_id: str = Field(sa_column=_ref("transcript.id", index=False))
    coder_id: str = Field(sa_column=_ref("coder.id"))
    start: int = Field(sa_column=Column(Integer, nullable=False))
    end: int = Field(sa_column=Column(Integer, nullable=False))
    words: str = Field(sa_column=_text())


class CodingRow(SQLModel, table=True):
    __tablename__ = "coding"
    __table_args__ = (UniqueConstraint("segment_id", "code_id"),)
    id: str = Field(sa_column=_key())
    segment_id: str = Field(sa_column=_ref("segment.id", index=False))
    code_id: str = Field(sa_column=_ref("code.id"))
    coder_id: str = Field(sa_column=_ref("coder.id"))
    at: str = Field(sa_column=_text())


class EvidenceRow(SQLModel, table=True):
    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("kernlabel_id", "segment_id"),)
    id: str = Field(sa_column=_key())
    kernlabel_id: str = Field(sa_column=_ref("code.id", index=False))
    segment_id: str = Field(sa_column=_ref("segment.id"))
    kind: str = Field(sa_column=_text("supports"))
    note: str = Field(sa_column=_text())


class MemoRow(SQLModel, table=True):
    __tablename__ = "memo"
    __table_args__ = (Index("ix_memo_target", "target_kind", "target_id"),)
    id: str = Field(sa_column=_key())
    target_kind: str = Field(sa_column=_text())
    target_id: str = Field(sa_column=_text())
    coder_id: str = Field(sa_column=_ref("coder.id"))
    title: str = Field(sa_column=_text())
    text: str = Field(sa_column=_text())
    created: str = Field(sa_column=_text())
    changed: str = Field(sa_column=_text())


class SuggestionRow(SQLModel, table=True):
    __tablename__ = "suggestion"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'accepted', 'changed', 'rejected')"),
        UniqueConstraint("transcript_id", "code_id", "start", "end"),
    )
    id: str = Field(sa_column=_key())
    transcript_id: str = Field(sa_column=_ref("transcript.id", index=False))
    code_id: str = Field(sa_column=_ref("code.id"))
    start: int = Field(sa_column=Column(Integer, nullable=False))
    end: int = Field(sa_column=Column(Integer, nullable=False))
    words: str = Field(sa_column=_text())
    score: float = Field(sa_column=Column(Float, nullable=False))
    reasons: str = Field(sa_column=_text("[]"))
    state: str = Field(sa_column=_text("pending"))
    coder_id: str | None = Field(default=None, sa_column=_ref("coder.id", nullable=True))
    decided_at: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    coding_id: str | None = Field(default=None, sa_column=_ref("coding.id", nullable=True))


class ProgressRow(SQLModel, table=True):
    """How far a coder is with a transcript; what is not `done` is missing for agreement, never zero."""

    __tablename__ = "progress"
    __table_args__ = (
        CheckConstraint("state IN ('reading', 'coding', 'done')"),
        UniqueConstraint("transcript_id", "coder_id"),
    )
    id: str = Field(sa_column=_key())
    transcript_id: str = Field(sa_column=_ref("transcript.id", index=False))
    coder_id: str = Field(sa_column=_ref("coder.id"))
    state: str = Field(sa_column=_text())
    at: str = Field(sa_column=_text())


class SettlementRow(SQLModel, table=True):
    """How a difference between two coders was settled. Codes are named without a key: the trail outlives them."""

    __tablename__ = "settlement"
    __table_args__ = (CheckConstraint("decision IN ('first', 'second', 'both', 'neither', 'edit', 'skip')"),)
    id: str = Field(sa_column=_key())
    transcript_id: str = Field(sa_column=_ref("transcript.id"))
    start: int = Field(sa_column=Column(Integer, nullable=False))
    end: int = Field(sa_column=Column(Integer, nullable=False))
    kind: str = Field(sa_column=_text())
    first_coder_id: str = Field(sa_column=_ref("coder.id", index=False))
    second_coder_id: str = Field(sa_column=_ref("coder.id", index=False))
    first_code: str = Field(sa_column=_text())
    second_code: str = Field(sa_column=_text())
    decision: str = Field(sa_column=_text())
    reason: str = Field(sa_column=_text())
    coding_ids: str = Field(sa_column=_text("[]"))
    coder_id: str = Field(sa_column=_ref("coder.id", index=False))
    at: str = Field(sa_column=_text())


class RoundRow(SQLModel, table=True):
    """A round of coding: which transcripts and coders, drawn with which seed, and the codebook at both its ends."""

    __tablename__ = "coding_round"
    id: str = Field(sa_column=_key())
    name: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    kind: str = Field(sa_column=_text("round"))
    seed: int | None = Field(default=None, sa_column=Column(Integer, nullable=True))
    transcripts: str = Field(sa_column=_text("[]"))
    coders: str = Field(sa_column=_text("[]"))
    codebook: str = Field(sa_column=_text("{}"))
    codebook_end: str = Field(sa_column=_text("{}"))
    started: str = Field(sa_column=_text())
    closed: str | None = Field(default=None, sa_column=Column(Text, nullable=True))


class SameAsRow(SQLModel, table=True):
    """An id that gave way to another: made separately in two copies, or merged on purpose. `kind` is its table."""

    __tablename__ = "same_as"
    id: str = Field(sa_column=_key())
    kind: str = Field(sa_column=_text())
    kept_id: str = Field(sa_column=_text())


class ChangeRow(SQLModel, table=True):
    """The journal: one row an act, with every row it touched before and after.

    `merged_by` names the merge that brought an act from another copy. Such an act did not touch the rows here (the merge
    did), so it keeps only which rows it was about, and undo steps over it.
    """

    __tablename__ = "change"
    id: str = Field(sa_column=_key())
    seq: int = Field(sa_column=Column(Integer, nullable=False, unique=True))
    at: str = Field(sa_column=_text())
    coder_id: str = Field(sa_column=_ref("coder.id"))
    act: str = Field(sa_column=_text())
    about: str = Field(sa_column=_text("{}"))
    rows: str = Field(sa_column=_text("[]"))
    undoes: str | None = Field(default=None, sa_column=Column(Text, nullable=True, index=True))
    undone_by: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    merged_by: str | None = Field(default=None, sa_column=Column(Text, nullable=True, index=True))


class PlaceRow(SQLModel, table=True):
    """Where a coder left off, and other small things of the screen; outside the journal."""

    __tablename__ = "place"
    key: str = Field(sa_column=_key())
    value: str = Field(sa_column=_text())


CONTENT_TABLES: tuple[str, ...] = (
    "study",
    "coder",
    "participant",
    "attribute",
    "transcript",
    "speaker",
    "turn",
    "code",
    "code_relation",
    "segment",
    "coding",
    "evidence",
    "memo",
    "suggestion",
    "progress",
    "settlement",
    "coding_round",
    "same_as",
)
"""The tables whose rows the journal keeps, parents before children."""


def table(name: str) -> Table:
    """The table of that name."""
    return SQLModel.metadata.tables[name]
