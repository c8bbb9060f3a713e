"""Agreement between coders: from plain marks to coefficients, differences and the sentence for a methods section.

`compare` is the entry. Everything here works on plain values, knows no store and no screen, and loads numpy only inside
the functions that draw samples. Formulas and sources: docs/methods.md.
"""

from __future__ import annotations

from qualcode.agreement.compare import LEAST_USES, compare
from qualcode.agreement.confusion import NOT_CODED, Confusion, confusion
from qualcode.agreement.disagreements import KINDS, Disagreement, Side, disagreements
from qualcode.agreement.domains import CodeUnitizing, DomainUnitizing, UnitizingReport, unitizing
from qualcode.agreement.estimates import COEFFICIENTS, VARIANTS
from qualcode.agreement.gamma import GammaReport, Weights, gamma
from qualcode.agreement.sentence import methods_sentence
from qualcode.agreement.values import (
    BASES,
    BYS,
    NO_TOLERANCE,
    REFERENCE_LINES,
    STATES,
    UNITS,
    AgreementReport,
    Counts,
    Figure,
    Interval,
    Mark,
    PairRow,
    Resampling,
    Row,
    Tolerance,
    TranscriptUnits,
)

__all__ = [
    "BASES",
    "BYS",
    "COEFFICIENTS",
    "KINDS",
    "LEAST_USES",
    "NOT_CODED",
    "NO_TOLERANCE",
    "REFERENCE_LINES",
    "STATES",
    "UNITS",
    "VARIANTS",
    "AgreementReport",
    "CodeUnitizing",
    "Confusion",
    "Counts",
    "Disagreement",
    "DomainUnitizing",
    "Figure",
    "GammaReport",
    "Interval",
    "Mark",
    "PairRow",
    "Resampling",
    "Row",
    "Side",
    "Tolerance",
    "TranscriptUnits",
    "UnitizingReport",
    "Weights",
    "compare",
    "confusion",
    "disagreements",
    "gamma",
    "methods_sentence",
    "unitizing",
]
