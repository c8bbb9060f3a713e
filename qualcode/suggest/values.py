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
