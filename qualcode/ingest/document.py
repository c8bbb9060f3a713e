"""What every reader gives: one plain document, ready to be shown, corrected and then stored."""

from __future__ import annotations

from dataclasses import dataclass, field

INTERVIEWER = "interviewer"
RESPONDENT = "respondent"
UNKNOWN = "unknown"
ROLES = (INTERVIEWER, RESPONDENT, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of one speaker. The label stays in the text, so that not one word changes; `start` is where speech begins."""

    label_start: int
    """Where the turn begins in the text, its label, number or time stamp included; equals `start` when it has none."""
    start: int
    """Where the words spoken begin."""
    end: int
    """Where they end, trailing white space excluded."""
    speaker: str = ""
    """The label as written, without its colon ("Interviewer", "R1"); empty when nobody is named."""
    stamp: float | None = None
    """Seconds from the start of the recording, when the transcript says so."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a text's form said beyond its words: offsets into the text that help to find the speakers."""

    bold: tuple[tuple[int, int], ...] = ()
    """Bold stretches that open a paragraph."""
    italic: tuple[tuple[int, int], ...] = ()
    """Italic stretches that open a paragraph."""
    rows: tuple[tuple[tuple[int, int], ...], ...] = ()
    """Table rows, each as the spans of its cells."""
    tabs: tuple[int, ...] = ()
    """Where a tab stood near the start of a line; the text has a space there."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read from a file: normalised, with the turns found in it. No turns are ever made up."""

    title: str
    text: str
    """Normalised by `qualcode.text.normalise`."""
    turns: tuple[Turn, ...] = ()
    """In order, not overlapping; empty for a text without labels."""
    roles: dict[str, str] = field(default_factory=dict)
    """Speaker label -> interviewer, respondent or unknown: a guess that the user can set."""
    convention: str = ""
    """Name of the convention in which the turns were found, empty when there are none ("name-colon", "bold-line", …)."""
    attributes: dict[str, str] = field(default_factory=dict)
    """From a front-matter block: kind, participant, model, role, date, …"""
    warnings: tuple[str, ...] = ()
    """What the reader noticed and the user should know (control characters dropped, tracked changes taken, …)."""
    source_name: str = ""
    """File name without its folder."""
    source_hash: str = ""
    """SHA-256 of the file's bytes."""
    confidence: float = 1.0
    """0–1: how sure the turn detection is."""
    layout: Layout = field(default_factory=Layout, repr=False)
    """Kept so that the turns can be looked for again by another convention; not stored."""
