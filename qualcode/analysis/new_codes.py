"""Saturation: how many new codes each next interview brings, and when none came any more.

Saturation is looked at over the inductive work of one coder or of all, in the order of the study's transcripts or in one
given. A code is new in the first transcript where it is put. What it means that nothing new comes is for the researcher.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.analysis.view import StudyView
from qualcode.store import values


@dataclass(frozen=True, slots=True)
class Step:
    """One transcript on the way."""

    transcript_id: str
    transcript: str
    used: int
    """Distinct codes used in it."""
    new: tuple[str, ...]
    """Ids of the codes that no transcript before it had, in tree order."""
    so_far: int
    """Distinct codes used up to and with it."""


def saturation(
    view: StudyView,
    *,
    coder: str | Iterable[str] | None = None,
    levels: Sequence[str] = (values.OPEN, values.AXIAL),
    order: Sequence[str] | None = None,
) -> list[Step]:
    """The new codes of each transcript that has codings, in order.

    Args:
        view: The study.
        coder: Only these coders' work.
        levels: Codes of which levels count.
        order: Ids of transcripts in the order of coding; None takes the study's.

    Raises:
        NotFound: for a coder whom the study does not have.
    """
    coder_ids = view.coder_ids(coder)
    counted = {code.id for code in view.codes if code.level in levels}
    used: dict[str, set[str]] = {}
    for coding in view.codings:
        if coding.code_id in counted and (coder_ids is None or coding.coder_id in coder_ids):
            used.setdefault(coding.transcript_id, set()).add(coding.code_id)
    seen: set[str] = set()
    steps = []
    for transcript_id in order if order is not None else [one.id for one in view.transcripts]:
        here = used.get(transcript_id)
        if not here:
            continue
        new = tuple(sorted(here - seen, key=view.code_rank.__getitem__))
        seen |= here
        steps.append(Step(transcript_id, view.transcript_by_id[transcript_id].name, len(here), new, len(seen)))
    return steps


def saturated_after(steps: Sequence[Step], quiet: int = 3) -> int | None:
    """After how many transcripts no new code came for `quiet` transcripts in a row; None when that never was.

    `quiet` is the stopping criterion of Francis and others (2010, Psychology & Health 25(10)), who take three interviews.
    """
    run = 0
    for place, step in enumerate(steps):
        run = 0 if step.new else run + 1
        if run == quiet:
            return place + 1 - quiet
    return None
