"""What goes into the ranking and what comes out: plain frozen values, no database, no screen, no numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from qualcode.i18n import N_

INTERVIEWER = "interviewer"
RESPONDENT = "respondent"
UNKNOWN = "unknown"

CODED, ACCEPTED, CHANGED, REJECTED = "coded", "accepted", "changed", "rejected"
"""What the coder did: coded it unasked, took a suggestion, took it with other ends or another code, or refused it."""


class TurnLike(Protocol):
    """A turn as the store or a reader gives it: `start` is where the words spoken begin."""

    @property
    def number(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def role(self) -> str: ...


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """A turn, for callers that have no other value for it."""

    number: int
    start: int
    end: int
    role: str = RESPONDENT


@dataclass(frozen=True, slots=True)
class Speech:
    """One transcript to look through."""

    transcript_id: str
    text: str
    turns: Sequence[TurnLike] = ()
    """In order; empty for a text without labels, of which everything is looked at."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One to a few sentences of one speaker: what is scored and proposed."""

    transcript_id: str
    start: int
    end: int
    turn_number: int
    """Number of its turn; 0 in a text without turns."""
    text: str
    role: str = RESPONDENT


@dataclass(frozen=True, slots=True)
class Known:
    """A stretch on which the coder has decided for a code."""

    transcript_id: str
    start: int
    end: int
    code_key: str
    verdict: str = CODED
    """coded, accepted, changed or rejected."""


REASON_KINDS = (
    N_("word"),
    N_("fuzzy"),
    N_("theme"),
    N_("question"),
    N_("near"),
    N_("learned"),
    N_("like"),
    N_("meaning"),
    N_("together"),
)
"""Kinds of reasons, told in `Reason.kind`; shown through the catalogue."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a stretch was proposed."""

    kind: str
    """word (of the codebook), fuzzy (a misspelt one), theme (a word of the code's description), question (of the
    interviewer), near (the stretches next to it), learned (a word of coded segments), like (a coded segment), meaning
    (sentence embeddings), together (the name of a code that went with this one before)."""
    text: str
    """What matched, as it stands in the transcript; for `like` the words of the coded segment."""
    start: int
    end: int
    """Where that stands, in code points of `transcript_id`'s text; 0, 0 when it stands nowhere."""
    weight: float
    """Its share in the score, 0–1."""
    transcript_id: str = ""
    """Transcript of `start` and `end`; empty for the proposal's own."""
    keyword: str = ""
    """The codebook's word or question that it met."""

    def as_dict(self) -> dict[str, str | int | float]:
        """As the store keeps it and `--json` prints it."""
        plain: dict[str, str | int | float] = {
            "kind": self.kind,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "weight": round(self.weight, 4),
        }
        if self.transcript_id:
            plain["transcript_id"] = self.transcript_id
        if self.keyword:
            plain["keyword"] = self.keyword
        return plain


@dataclass(frozen=True, slots=True)
class Proposal:
    """A stretch proposed for a code."""

    transcript_id: str
    code_key: str
    start: int
    end: int
    score: float
    """0–1: from `NOTHING_FITS` on it is worth a look; see docs/suggesties.md for what the bands mean."""
    reasons: tuple[Reason, ...] = ()


NOTHING_FITS = 0.25
"""Scores below it are shown as "nothing fits" and never proposed."""


@dataclass(frozen=True, slots=True)
class WordFigures:
    """What one keyword of a code finds among the respondents' stretches."""

    code_key: str
    keyword: str
    found: int
    """Stretches that it meets."""
    right: int
    """Of those, coded with the code or one of its sub-codes."""
    wrong: int
    """Of those, refused for the code, or left uncoded in a transcript that has codings of the code."""
    open: int
    """Of those, in transcripts where nothing was decided for the code yet."""

    @property
    def precision(self) -> float | None:
        """Part of the decided ones that is right; None when nothing is decided."""
        decided = self.right + self.wrong
        return self.right / decided if decided else None


@dataclass(frozen=True, slots=True)
class NewWord:
    """A word that coded segments of a code have and other speech has not, and that no keyword of the code meets."""

    code_key: str
    word: str
    segments: int
    """Coded segments of the code that hold it."""
    elsewhere: int
    """Other stretches of respondents that hold it."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a segment was not suggested for a code."""

    code_key: str
    score: float
    """Its best score."""
    needed: float
    """The least score that is shown."""
    rank: int
    """Its place among the transcript's stretches for the code, 1 the best; 0 when it touches none."""
    interviewer: bool
    """Whether it is the interviewer who speaks, who is never suggested unless asked for."""
    decided: str
    """The coder's own verdict on the place (coded, rejected, …), which stops a suggestion; empty when there is none."""
    reasons: tuple[Reason, ...]
    """What did count for it."""
    better: tuple[tuple[str, float], ...]
    """Codes that its words fit better, with their scores."""
    words: tuple[str, ...]
    """Its telling words that no keyword of the code meets: candidates to add."""


@dataclass(frozen=True, slots=True)
class OddCoding:
    """A coding whose words are unlike those of its code's other segments: a slip, or a side of the code of its own."""

    known: Known
    likeness: float
    """Cosine with the mean of the code's other segments, 0–1."""
    usual: float
    """Median of that over the code's segments."""
    code_score: float
    """What its words make for its own code."""
    better: tuple[tuple[str, float], ...]
    """Codes of the same family that its words fit clearly better, with their scores."""


@dataclass(frozen=True, slots=True)
class DuplicateCodes:
    """Two codes that may be one."""

    one: str
    other: str
    likeness: float
    """0–1, the strongest of the three below."""
    names: float
    """Likeness of the names."""
    words: float
    """Likeness of the words of their segments; 0 when one has fewer than three."""
    places: float
    """Part of their segments that they share (Jaccard)."""
