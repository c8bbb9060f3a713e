"""Segments proposed for codes, with reasons: candidate stretches, signals, their fusion, and learning from the coder.

Pure: from texts and a codebook to plain values, no study, no database, no screen. Nothing here codes by itself. The
ranking needs numpy (0.1 s), so its modules are loaded with the first name that asks for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from qualcode.suggest.values import (
    ACCEPTED,
    CHANGED,
    CODED,
    NOTHING_FITS,
    REJECTED,
    Known,
    Proposal,
    Reason,
    Speech,
    SpokenTurn,
    Stretch,
    TurnLike,
)

if TYPE_CHECKING:
    from qualcode.suggest.analysis import Analysis, analyse, speech_fingerprint
    from qualcode.suggest.proposing import proposals, suggest
    from qualcode.suggest.ranking import Ranking, rank
    from qualcode.suggest.scoring import score
    from qualcode.suggest.units import candidates

_LATE = {
    "Analysis": "analysis",
    "Ranking": "ranking",
    "analyse": "analysis",
    "candidates": "units",
    "proposals": "proposing",
    "rank": "ranking",
    "score": "scoring",
    "speech_fingerprint": "analysis",
    "suggest": "proposing",
}

__all__ = [
    "ACCEPTED",
    "CHANGED",
    "CODED",
    "NOTHING_FITS",
    "REJECTED",
    "Analysis",
    "Known",
    "Proposal",
    "Ranking",
    "Reason",
    "Speech",
    "SpokenTurn",
    "Stretch",
    "TurnLike",
    "analyse",
    "candidates",
    "proposals",
    "rank",
    "score",
    "speech_fingerprint",
    "suggest",
]


def __getattr__(name: str) -> object:
    """Loads the module of a late name (PEP 562)."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
    globals()[name] = value
    return value
