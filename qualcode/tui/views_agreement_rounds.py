"""What the screen of rounds shows: each round with its agreement, and where the codebook changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.agreement import Interval, Resampling
from qualcode.agreement.of_study import Question
from qualcode.store import values
from qualcode.tui.views_agreement import DRAWS, SEED

if TYPE_CHECKING:
    from qualcode.store import Study


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round with its agreement."""

    round: values.Round
    coders: str
    done: int
    """Transcripts that two of its coders have done."""
    alpha: float | None
    kappa: float | None
    interval: Interval | None
    reason: str
    """Why there is no figure."""


@dataclass(frozen=True)
class RoundsView:
    """All rounds, oldest first, and where the codebook changed."""

    lines: tuple[RoundLine, ...]
    warnings: tuple[str, ...]
    coders: tuple[values.Coder, ...]
    transcripts: tuple[values.Transcript, ...]
    drawn_before: frozenset[str]
    """Transcripts that are in a round already."""
    at_work: frozenset[str] = frozenset()
    """Coders who have coded something, or begun on a transcript."""
    blind: bool = False
    """Whether coders are hidden from each other until all are done."""


def rounds_view(study: Study) -> RoundsView:
    """Reads the rounds and reckons the agreement of each."""
    from qualcode.agreement.of_study import read_material
    from qualcode.agreement.wording import reason_text
    from qualcode.coding import is_blind, round_warnings
    from qualcode.errors import Refused

    names = {coder.id: coder.name for coder in study.coders()}
    lines = []
    rounds = study.rounds()
    for one in rounds:
        who = ", ".join(names.get(coder, "") for coder in one.coders)
        question = Question(one.coders, transcript_ids=one.transcripts, resampling=Resampling(DRAWS, SEED))
        try:
            report = read_material(study, question).report()
        except Refused as refusal:
            lines.append(RoundLine(one, who, 0, None, None, None, str(refusal).splitlines()[0]))
            continue
        alpha, kappa = report.overall.figure("alpha"), report.overall.figure("kappa")
        reason = reason_text(alpha.reason) if alpha.reason else ""
        lines.append(RoundLine(one, who, report.transcripts, alpha.value, kappa.value, alpha.interval, reason))
    return RoundsView(
        tuple(lines),
        tuple(round_warnings(study)),
        tuple(coder for coder in study.coders() if coder.kind == "human"),
        tuple(study.transcripts()),
        frozenset(key for one in rounds for key in one.transcripts),
        frozenset({one.coder_id for one in study.progress()} | {one.coder_id for one in study.segments()}),
        is_blind(study),
    )
