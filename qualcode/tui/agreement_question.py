"""What was compared last, and all that a report on it says: for the figures' own screen and for the export dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.agreement import BASES, Resampling
from qualcode.agreement.of_study import FAMILY, LEAF, PARENT, Question, default_coders, tolerance_of
from qualcode.agreement.values import CHARACTER, SEGMENT, WINDOW
from qualcode.errors import Refused, WrongUsage
from qualcode.i18n import _
from qualcode.tui.views_agreement import DRAWS, SEED

if TYPE_CHECKING:
    from qualcode.agreement.findings import Findings
    from qualcode.store import Study

UNITS = ("character", "word", "sentence", "turn")
"""Those that need nothing more to be said."""


def last_question(study: Study) -> Question:
    """What was asked last; at first the two coders who did most together, by characters of all text.

    Raises:
        Refused: when there is only one coder.
    """
    kept = study.place("agreement")
    known = {coder.id for coder in study.coders()}
    coders = tuple(str(one) for one in kept.get("coders", ()) if str(one) in known)
    if len(coders) < 2:
        coders = default_coders(study)
    if len(coders) < 2:
        raise Refused(
            _("There is only one coder."),
            todo=_("Give a second coder a copy (qualcode copy --for NAME), and bring it back with qualcode merge."),
        )
    unit, base, level = (str(kept.get(name, "")) for name in ("unit", "base", "level"))
    question = Question(coders, everything=bool(kept.get("everything")))
    window, cutter = kept.get("window"), str(kept.get("segments_of", ""))
    if unit in UNITS:
        question = replace(question, unit=unit)
    elif unit == WINDOW and isinstance(window, int) and window > 0:
        question = replace(question, unit=unit, window=window)
    elif unit == SEGMENT and (cutter in known or any(code.id == cutter for code in study.codes())):
        question = replace(question, unit=unit, segments_of=cutter)
    share = kept.get("share")
    if question.unit != CHARACTER and isinstance(share, float) and 0 <= share <= 1:
        question = replace(question, share=share)
    if base in BASES:
        question = replace(question, base=base)
    if level in (LEAF, PARENT, FAMILY):
        question = replace(question, level=level)
    try:
        return replace(question, tolerance=tolerance_of(str(kept.get("tolerance", ""))))
    except WrongUsage:
        return question


def report_findings(
    study: Study, question: Question, told: Callable[[int, int], None] = lambda _done, _all: None
) -> Findings:
    """All that the report says, with intervals, the unitizing alphas, and the figures after settling where there are any.

    Args:
        study: The open study.
        question: What is compared.
        told: Is told how many of how many steps are done; what it raises stops the reckoning.

    Raises:
        Refused: when there is nothing to compare.
    """
    from qualcode.agreement.findings import findings

    drawn = replace(question, resampling=Resampling(DRAWS, SEED))
    return findings(study, drawn, with_unitizing=True, before_after=bool(study.settlements()), told=told)
