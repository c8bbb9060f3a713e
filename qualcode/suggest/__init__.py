"""Segments proposed for codes, with reasons: candidate stretches, signals, their fusion, and learning from the coder.

Pure: from texts and a codebook to plain values, no study, no database, no screen; `of_study` alone reads a study, and `material`
and `word_cache` alone write, in its cache folder. Nothing here codes by itself. The ranking needs numpy (0.1 s), so its modules
are loaded with the first name that asks for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from qualcode.suggest.values import (
    ACCEPTED,
    CHANGED,
    CODED,
    NOTHING_FITS,
    REASON_KINDS,
    REJECTED,
    DuplicateCodes,
    Known,
    NewWord,
    OddCoding,
    Proposal,
    Reason,
    Speech,
    SpokenTurn,
    Stretch,
    TurnLike,
    WhyNot,
    WordFigures,
)

if TYPE_CHECKING:
    from qualcode.suggest.analysis import Analysis, analyse, speech_fingerprint
    from qualcode.suggest.evaluation import CodeFigures, Evaluation, Figure, evaluate
    from qualcode.suggest.feedback import keyword_figures, new_words, why_not, with_words
    from qualcode.suggest.proposing import proposals, suggest
    from qualcode.suggest.ranking import Ranking, rank
    from qualcode.suggest.review import likely_duplicates, missed, odd_codings
    from qualcode.suggest.scoring import score
    from qualcode.suggest.semantic import semantic_installed
    from qualcode.suggest.units import candidates

_LATE = {
    "Analysis": "analysis",
    "CodeFigures": "evaluation",
    "Evaluation": "evaluation",
    "Figure": "evaluation",
    "Ranking": "ranking",
    "analyse": "analysis",
    "candidates": "units",
    "evaluate": "evaluation",
    "keyword_figures": "feedback",
    "likely_duplicates": "review",
    "missed": "review",
    "new_words": "feedback",
    "odd_codings": "review",
    "proposals": "proposing",
    "rank": "ranking",
    "score": "scoring",
    "semantic_installed": "semantic",
    "speech_fingerprint": "analysis",
    "suggest": "proposing",
    "why_not": "feedback",
    "with_words": "feedback",
}

__all__ = [
    "ACCEPTED",
    "CHANGED",
    "CODED",
    "NOTHING_FITS",
    "REASON_KINDS",
    "REJECTED",
    "Analysis",
    "CodeFigures",
    "DuplicateCodes",
    "Evaluation",
    "Figure",
    "Known",
    "NewWord",
    "OddCoding",
    "Proposal",
    "Ranking",
    "Reason",
    "Speech",
    "SpokenTurn",
    "Stretch",
    "TurnLike",
    "WhyNot",
    "WordFigures",
    "analyse",
    "candidates",
    "evaluate",
    "keyword_figures",
    "likely_duplicates",
    "missed",
    "new_words",
    "odd_codings",
    "proposals",
    "rank",
    "score",
    "semantic_installed",
    "speech_fingerprint",
    "suggest",
    "why_not",
    "with_words",
]


def __getattr__(name: str) -> object:
    """Loads the module of a late name (PEP 562)."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
    globals()[name] = value
    return value
