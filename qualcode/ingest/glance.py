"""A document at a glance, for the screen that asks whether it was read well."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.ingest.document import UNKNOWN, Document, Turn
from qualcode.text import count_words


@dataclass(frozen=True, slots=True)
class SpeakerPreview:
    """One speaker of a document."""

    label: str
    """Empty for turns that name nobody."""
    role: str
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class TurnPreview:
    """One of the first turns."""

    number: int
    """1-based."""
    label: str
    role: str
    stamp: float | None
    opening: str
    """The first characters that were spoken."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What the import screen shows of a document."""

    title: str
    source_name: str
    words: int
    characters: int
    turns: int
    convention: str
    confidence: float
    speakers: tuple[SpeakerPreview, ...]
    """In order of first turn."""
    first_turns: tuple[TurnPreview, ...]
    before: str
    """What precedes the first turn, or the text's beginning when there are no turns; cut like the turns."""
    attributes: dict[str, str]
    warnings: tuple[str, ...]


def preview(document: Document, turns: int = 8, width: int = 160) -> Preview:
    """The document at a glance.

    Args:
        document: The document.
        turns: How many of the first turns to show.
        width: Characters shown of each.
    """
    text = document.text
    spoken: dict[str, list[Turn]] = {}
    for turn in document.turns:
        spoken.setdefault(turn.speaker, []).append(turn)
    before = text[: document.turns[0].label_start] if document.turns else text
    return Preview(
        title=document.title,
        source_name=document.source_name,
        words=count_words(text),
        characters=len(text),
        turns=len(document.turns),
        convention=document.convention,
        confidence=document.confidence,
        speakers=tuple(
            SpeakerPreview(
                label,
                document.roles.get(label, UNKNOWN),
                len(own),
                sum(count_words(text[turn.start : turn.end]) for turn in own),
            )
            for label, own in spoken.items()
        ),
        first_turns=tuple(
            TurnPreview(
                number,
                turn.speaker,
                document.roles.get(turn.speaker, UNKNOWN),
                turn.stamp,
                _cut(text[turn.start : turn.end], width),
            )
            for number, turn in enumerate(document.turns[:turns], 1)
        ),
        before=_cut(before, width),
        attributes=dict(document.attributes),
        warnings=document.warnings,
    )


def _cut(text: str, width: int) -> str:
    """One line of at most `width` characters, with an ellipsis where it was cut."""
    line = " ".join(text[: width * 2].split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"
