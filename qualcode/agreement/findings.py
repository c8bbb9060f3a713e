"""All that a report on agreement says, reckoned at once: both bases, confusion, differences, what was settled, settings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from qualcode.agreement.confusion import Confusion
from qualcode.agreement.disagreements import Disagreement
from qualcode.agreement.domains import UnitizingReport
from qualcode.agreement.gamma import GammaReport
from qualcode.agreement.of_study import Material, Question, read_material
from qualcode.agreement.sentence import methods_sentence
from qualcode.agreement.values import ALL, BY_TRANSCRIPT, CODED, AgreementReport
from qualcode.store import Study, values


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch of a transcript as a report cites it."""

    transcript: str
    """Its name."""
    turn: int | None
    words: str


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One difference with its words."""

    difference: Disagreement
    place: Quoted


@dataclass(frozen=True, slots=True)
class SettledLine:
    """One settled difference, in words."""

    settlement: values.Settlement
    place: Quoted
    first: str
    """The first coder's code by name; empty when she put none."""
    second: str
    outcome: tuple[str, ...]
    """Names of the codes that the consensus layer has there."""
    decided_by: str


@dataclass(frozen=True)
class Findings:
    """What `findings` reckoned."""

    title: str
    """Of the study."""
    made: str
    """Time of the newest change in the study: the same study, the same time."""
    version: str
    blind: bool
    material: Material
    report: AgreementReport
    """On the base that was asked for."""
    other: AgreementReport
    """The same on the other base."""
    transcripts: AgreementReport
    """A row per transcript, without intervals: of one text there are none."""
    confusion: Confusion
    differences: tuple[DifferenceLine, ...] = field(repr=False, default=())
    settled: tuple[SettledLine, ...] = field(repr=False, default=())
    after: AgreementReport | None = None
    """With what was settled taken over by both; None when it was not asked for."""
    unitizing: UnitizingReport | None = None
    gamma: GammaReport | None = None
    rounds: tuple[values.Round, ...] = ()

    def sentence(self, language: str) -> str:
        """The sentences for a methods section, in "nl" or "en"."""
        return methods_sentence(
            self.report,
            language,
            study_transcripts=self.material.study_transcripts,
            blind=self.blind,
            cut=self.material.cut_name.rsplit(" / ", 1)[-1],
        )


def findings(
    study: Study,
    question: Question,
    *,
    with_unitizing: bool = False,
    with_gamma: bool = False,
    before_after: bool = False,
    seed: int = 1,
    told: Callable[[int, int], None] = lambda _done, _all: None,
) -> Findings:
    """Reads the study and reckons everything.

    Args:
        study: The open study.
        question: What is compared, and how.
        with_unitizing: The unitizing alphas too.
        with_gamma: Mathet's gamma too, for two coders.
        before_after: The figures too as they are with what was settled.
        seed: For gamma.
        told: Is told how many of how many steps are done.

    Raises:
        Refused: when no transcript was done by two of the coders.
        WrongUsage: for gamma of more than two coders.
    """
    from qualcode import __version__

    steps = 6

    def step(number: int) -> None:
        told(number, steps)

    material = read_material(study, question)
    step(1)
    report = material.report()
    step(2)
    other = material.report(base=CODED if question.base == ALL else ALL)
    step(3)
    plain = replace(material, question=replace(question, resampling=None))
    transcripts = plain.report(by=BY_TRANSCRIPT)
    matrix = material.confusion()
    step(4)
    quoting = _Quoting(study)
    differences = tuple(
        DifferenceLine(one, quoting.at(one.transcript, one.start, one.end)) for one in material.differences()
    )
    settled = tuple(_settled_lines(study, material, quoting))
    step(5)
    found = Findings(
        title=study.info().title,
        made=_newest(study),
        version=__version__,
        blind=bool(study.info().settings.get("blind")),
        material=material,
        report=report,
        other=other,
        transcripts=transcripts,
        confusion=matrix,
        differences=differences,
        settled=settled,
        after=material.report(settled=True) if before_after else None,
        unitizing=material.unitizing() if with_unitizing else None,
        gamma=material.gamma(seed=seed) if with_gamma else None,
        rounds=tuple(study.rounds()),
    )
    step(6)
    return found


class _Quoting:
    """Words of places, each text read once."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.transcripts = {one.id: one for one in study.transcripts()}
        self.turns: dict[str, list[values.Turn]] = {}
        for turn in study.turns():
            self.turns.setdefault(turn.transcript_id, []).append(turn)
        self.texts: dict[str, str] = {}

    def at(self, transcript_id: str, start: int, end: int) -> Quoted:
        """The words of a place, and in which turn it begins."""
        transcript = self.transcripts[transcript_id]
        if transcript_id not in self.texts:
            self.texts[transcript_id] = self.study.text(transcript.text_hash)
        words = " ".join(self.texts[transcript_id][start:end].split())
        turns = self.turns.get(transcript_id, [])
        at = bisect_right(turns, start, key=lambda turn: turn.label_start) - 1
        return Quoted(transcript.name, turns[at].number if at >= 0 and start < turns[at].end else None, words)


def _settled_lines(study: Study, material: Material, quoting: _Quoting) -> list[SettledLine]:
    coders = {coder.id: coder.name for coder in study.coders()}
    codes = {coding.id: coding.code_id for coding in study.codings()}
    ids = material.question.coder_ids
    compared = {one.id for one in material.transcripts}
    lines = []
    for one in study.settlements():
        if one.first_coder_id not in ids or one.second_coder_id not in ids or one.transcript_id not in compared:
            continue
        outcome = dict.fromkeys(codes[coding_id] for coding_id in one.coding_ids if coding_id in codes)
        lines.append(
            SettledLine(
                one,
                quoting.at(one.transcript_id, one.start, one.end),
                material.name(one.first_code),
                material.name(one.second_code),
                tuple(material.name(code) for code in outcome),
                coders.get(one.coder_id, ""),
            )
        )
    return lines


def _newest(study: Study) -> str:
    newest = study.history(limit=1)
    return newest[0].at if newest else study.info().created
