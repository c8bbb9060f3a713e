"""What the store gives to read: plain frozen values, one class a kind of thing. Never an ORM object.

Ids are UUIDv7 as 36-character text. Times are ISO 8601 in UTC ("2026-11-23T05:00:00.000000+00:00"). Offsets are code
points of the transcript's normalised text, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

OPEN, AXIAL, SELECTIVE = "open", "axial", "selective"
LEVELS = (OPEN, AXIAL, SELECTIVE)
KINDS = ("parent", "professional")
RELATION_KINDS = ("leads-to", "goes-with", "contradicts", "part-of", "condition-for", "rests-on")
"""Typed links between codes; `rests-on` links a kernlabel to the codes that it rests on."""
EVIDENCE_KINDS = ("supports", "best", "deviant")
"""What a quote does for a kernlabel: carries it, is chosen to stand in the report, or contradicts it."""
PROGRESS_STATES = ("reading", "coding", "done")
MEMO_TARGETS = ("study", "transcript", "participant", "code", "segment", "coding")


@dataclass(frozen=True, slots=True)
class StudyInfo:
    id: str
    title: str
    language: str
    created: str
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Coder:
    id: str
    name: str
    kind: str = "human"
    """human, or consensus for the layer of settled differences."""


@dataclass(frozen=True, slots=True)
class Participant:
    id: str
    name: str
    """As cited: "Respondent 4"."""
    attributes: dict[str, str] = field(default_factory=dict)
    """model, role, organisation, … in the order they were given."""


@dataclass(frozen=True, slots=True)
class Speaker:
    id: str
    transcript_id: str
    label: str
    role: str
    """interviewer, respondent or unknown."""
    participant_id: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    id: str
    transcript_id: str
    number: int
    """1-based."""
    label_start: int
    start: int
    end: int
    speaker_id: str | None
    label: str
    """The speaker's label as written; empty when nobody is named."""
    role: str
    participant_id: str | None
    stamp: float | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript without its text (`Study.text(transcript.text_hash)` gives that)."""

    id: str
    name: str
    kind: str
    """parent, professional or another word."""
    text_hash: str
    characters: int
    words: int
    source_name: str
    source_hash: str
    imported_at: str
    position: int
    """Order in lists."""
    attributes: dict[str, str] = field(default_factory=dict)
    """Of the transcript itself (date, interviewer, …), as its front matter gave them."""


@dataclass(frozen=True, slots=True)
class Code:
    id: str
    name: str
    """For a kernlabel: the statement."""
    level: str
    parent_id: str | None = None
    family: str = ""
    number: str = ""
    """As shown: "1", "1.2"; for a kernlabel the number of the bouwsteen it answers or its own."""
    key: str = ""
    """Key in the codebook it came from; empty for a code of the coder's own."""
    definition: str = ""
    when_to_use: str = ""
    when_not: str = ""
    example: str = ""
    keywords: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    colour: str = ""
    shortcut: str = ""
    position: int = 0
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    id: str
    from_id: str
    to_id: str
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    id: str
    transcript_id: str
    coder_id: str
    start: int
    end: int
    words: str
    """The text covered, kept so that `check` can prove the span."""


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on one segment by one coder, with the segment's span at hand."""

    id: str
    segment_id: str
    code_id: str
    coder_id: str
    transcript_id: str
    start: int
    end: int
    words: str
    at: str


class CodingPlace(NamedTuple):
    """The least of a coding: what counts need, read many times faster than the whole."""

    code_id: str
    coder_id: str
    transcript_id: str
    start: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote (segment) that bears on a kernlabel."""

    id: str
    kernlabel_id: str
    segment_id: str
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Memo:
    id: str
    target_kind: str
    target_id: str
    coder_id: str
    title: str
    text: str
    created: str
    changed: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    id: str
    transcript_id: str
    code_id: str
    start: int
    end: int
    words: str
    score: float
    reasons: tuple[dict[str, Any], ...] = ()
    """Plain reasons as `suggest` wrote them: {"kind": "word"|"question"|"like", "text": …, "start": …, "end": …, "weight": …}."""
    state: str = "pending"
    coder_id: str | None = None
    decided_at: str | None = None
    coding_id: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one coder is with one transcript; what is not `done` is missing for agreement, never zero."""

    transcript_id: str
    coder_id: str
    state: str
    at: str


DECISIONS = ("first", "second", "both", "neither", "edit", "skip")
"""How a difference may be settled: as the first coder, as the second, as both, with no code, otherwise, or not yet."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """One difference between two coders, and what was decided on it."""

    id: str
    transcript_id: str
    start: int
    end: int
    kind: str
    """boundary, code or omission."""
    first_coder_id: str
    second_coder_id: str
    first_code: str
    """Id of the code that the first coder put there, as it was then; empty when she put none."""
    second_code: str
    decision: str
    """One of `DECISIONS`."""
    reason: str
    coding_ids: tuple[str, ...]
    """The codings of the consensus layer that came of it."""
    coder_id: str
    """Who decided."""
    at: str


ROUND_KINDS = ("training", "round", "revision")


@dataclass(frozen=True, slots=True)
class Round:
    """A round of coding by several coders."""

    id: str
    name: str
    kind: str
    """One of `ROUND_KINDS`."""
    seed: int | None
    """With which the transcripts were drawn; None when they were chosen by hand."""
    transcripts: tuple[str, ...]
    coders: tuple[str, ...]
    codebook: dict[str, str]
    """Code id to the fingerprint of its meaning, when the round began."""
    codebook_end: dict[str, str]
    """The same when it was closed; empty while it is open."""
    started: str
    closed: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One act of the journal."""

    id: str
    seq: int
    at: str
    coder_id: str
    act: str
    """Stable name: "put-code", "import-transcript", "undo", …"""
    about: dict[str, Any] = field(default_factory=dict)
    """Names and numbers that tell the act to a person; never a participant's words."""
    undoes: str | None = None
    """For undo and redo: the change that it takes back or puts back."""
    state: str = "done"
    """done, or undone when a later undo took it back."""
    merged_by: str | None = None
    """The merge that brought this act from another copy; None for an act done in this one."""
