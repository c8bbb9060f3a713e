"""What is compared and how, and all that it is reckoned from: plain values, so that nothing here knows the store's files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from qualcode.agreement.compare import compare
from qualcode.agreement.confusion import Confusion, confusion
from qualcode.agreement.disagreements import Disagreement, disagreements
from qualcode.agreement.domains import UnitizingReport, unitizing
from qualcode.agreement.gamma import GammaReport, gamma
from qualcode.agreement.settled import Key, Outcome, after_settling, by_place
from qualcode.agreement.values import (
    ALL,
    BY_CODE,
    CHARACTER,
    NO_TOLERANCE,
    AgreementReport,
    Mark,
    Resampling,
    Tolerance,
    TranscriptUnits,
)
from qualcode.store import values

LEAF, PARENT, FAMILY = "leaf", "parent", "family"
LEVELS = (LEAF, PARENT, FAMILY)
"""Codes as they were put; each as the main code above it; each as its family."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is compared, and how."""

    coder_ids: tuple[str, ...]
    unit: str = CHARACTER
    base: str = ALL
    by: str = BY_CODE
    level: str = LEAF
    tolerance: Tolerance = NO_TOLERANCE
    window: int = 0
    """Characters in a unit, for the unit `window`."""
    segments_of: str = ""
    """Id of the coder or code whose segments are the units, for the unit `segment`."""
    share: float = 0.0
    """Least part of a unit that must be coded for the unit to count as coded, 0 to 1; 0 is any overlap."""
    everything: bool = False
    """Whether all that each coder has coded counts, also what is not marked as done."""
    transcript_ids: tuple[str, ...] = ()
    """Only these; empty for all."""
    resampling: Resampling | None = None


@dataclass(frozen=True)
class Material:
    """Everything that the figures of one question are reckoned from: plain values, no store."""

    question: Question
    coders: tuple[values.Coder, ...]
    marks: tuple[Mark, ...] = field(repr=False)
    """By code as it was put, before rolling up."""
    transcripts: tuple[TranscriptUnits, ...] = field(repr=False)
    codes: tuple[str, ...]
    """After rolling up, in the order of the codebook; only those put where two coders can be compared."""
    names: Mapping[str, str] = field(repr=False)
    """Of codes (with those above them), families, transcripts and coders, by id."""
    rollup: Mapping[str, str] = field(repr=False)
    families: Mapping[str, str] = field(repr=False)
    done: Mapping[str, Collection[str]] = field(repr=False)
    study_transcripts: int
    hidden: int = 0
    """Transcripts left out because the study is coded blind and not everybody has done them."""
    outcomes: tuple[Outcome, ...] = field(repr=False, default=())
    """What these coders settled, oldest first; codes as they were put."""

    def report(self, *, base: str = "", by: str = "", settled: bool = False) -> AgreementReport:
        """The figures.

        Args:
            base: Another base than the question's.
            by: Other rows than the question's.
            settled: As it would be if each had taken over what was settled.
        """
        asked = self.question
        return compare(
            after_settling(self.marks, self.outcomes) if settled else self.marks,
            self.transcripts,
            asked.coder_ids,
            unit=asked.unit,
            base=base or asked.base,
            tolerance=asked.tolerance,
            by=by or asked.by,
            codes=self.codes,
            rollup=self.rollup,
            level=asked.level,
            families=self.families,
            done=self.done,
            share=asked.share,
            window=asked.window,
            resampling=asked.resampling,
        )

    @property
    def pair(self) -> tuple[str, str]:
        """The first two coders: whose differences are listed one by one."""
        return self.question.coder_ids[0], self.question.coder_ids[1]

    @property
    def settled(self) -> Mapping[Key, Outcome]:
        """What was settled, by place."""
        return by_place(self.outcomes)

    def differences(self, *, rolled_up: bool = False) -> tuple[Disagreement, ...]:
        """The places behind the figures, for the first two coders; codes as they were put, or as they are compared."""
        return disagreements(
            self.marks,
            self.transcripts,
            self.pair,
            tolerance=self.question.tolerance,
            rollup=self.rollup if rolled_up else None,
            done=self.done,
        )

    def confusion(self) -> Confusion:
        """Which code the first coder used where the second used which."""
        return confusion(
            self.marks,
            self.transcripts,
            self.pair,
            tolerance=self.question.tolerance,
            codes=self.codes,
            rollup=self.rollup,
            done=self.done,
        )

    def unitizing(self) -> UnitizingReport:
        """Krippendorff's unitizing alphas, per code and per family of codes."""
        return unitizing(
            self.marks,
            self.transcripts,
            self.question.coder_ids,
            codes=self.codes,
            rollup=self.rollup,
            domains=self.families,
            done=self.done,
        )

    def gamma(self, *, seed: int = 1) -> GammaReport:
        """Mathet's gamma of the two coders.

        Raises:
            WrongUsage: for more than two coders.
        """
        return gamma(
            self.marks, self.transcripts, self.question.coder_ids, rollup=self.rollup, done=self.done, seed=seed
        )

    @property
    def cut_name(self) -> str:
        """Name of the coder or code that cut the segments, for the unit `segment`; else empty."""
        cutter = self.question.segments_of
        return self.name(cutter) if cutter else ""

    def name(self, key: str) -> str:
        """What a key of a row is called; a code that is gone keeps its key."""
        return self.names.get(key, key)
