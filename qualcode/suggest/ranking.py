"""The ranking of a study's stretches for every code, and the proposals made from it.

`rank` does the work once; `Ranking.relearned` takes new decisions of the coder in without looking at the texts again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from qualcode.codebook.model import Codebook
from qualcode.suggest.analysis import Analysis, analyse
from qualcode.suggest.index import CodebookIndex, Floats, index_of
from qualcode.suggest.learning import Learned, examples_of, learn, learned_evidence, stem_numbers
from qualcode.suggest.lexicon import Lexicon
from qualcode.suggest.questions import Asked, QuestionMatcher, prior_of
from qualcode.suggest.scoring import IN_CONTEXT, Signals, main_codes_include, signals_of, to_scores, with_neighbours
from qualcode.suggest.values import INTERVIEWER, Known, Speech

Ints = npt.NDArray[np.int32]

QUESTION_SHARE = 0.8
"""Most evidence that the interviewer's question gives beside words of the code."""
QUESTION_ALONE = 0.5
"""Part of it that is left where no word of the code is said."""


SCRAP = 0.02
"""Evidence below it is none. In a ranking even a scrap tells a place from others; what is shown begins at `NOTHING_FITS`."""


@dataclass(frozen=True)
class RankedSpeech:
    """One transcript with its signals."""

    speech: Speech
    analysis: Analysis
    rows: Ints
    """Lexicon row of each word."""
    signals: Signals
    asked: Asked
    meaning: Floats
    """Evidence of sentence embeddings; zeros without them."""
    learned: Floats
    evidence: Floats
    """Of the stretch itself: words, question, meaning and learned words."""
    scores: Floats
    """With its neighbours; stretches × codes."""
    interviewer: npt.NDArray[np.bool_]
    """Which stretches the interviewer speaks."""


@dataclass(frozen=True)
class Ranking:
    """All transcripts ranked for all codes."""

    index: CodebookIndex
    lexicon: Lexicon
    learned: Learned
    known: tuple[Known, ...]
    speeches: tuple[RankedSpeech, ...]

    def place(self, key: str) -> int:
        """Column of a code.

        Raises:
            KeyError: when the codebook has no code with this key.
        """
        try:
            return self.index.keys.index(key)
        except ValueError:
            raise KeyError(key) from None

    def relearned(self, known: Sequence[Known]) -> Ranking:
        """The ranking after other decisions of the coder; the texts are not looked at again."""
        analyses = {each.speech.transcript_id: each.analysis for each in self.speeches}
        rows = {each.speech.transcript_id: each.rows for each in self.speeches}
        spoken = [(each.rows, each.analysis.firsts) for each in self.speeches]
        examples = examples_of(known, analyses, self.lexicon, rows)
        learned = learn(self.index, self.learned.stems, examples, spoken)
        speeches = tuple(_scored(self.index, self.lexicon, learned, each) for each in self.speeches)
        return Ranking(self.index, self.lexicon, learned, tuple(known), speeches)


def rank(
    speeches: Sequence[Speech],
    codebook: Codebook,
    known: Sequence[Known] = (),
    *,
    analyses: Mapping[str, Analysis] | None = None,
    meaning: bool = False,
) -> Ranking:
    """Every stretch of every transcript scored for every code.

    Args:
        speeches: The transcripts.
        codebook: The codes.
        known: What the coder decided.
        analyses: By transcript id, those that a cache had.
        meaning: Whether sentence embeddings take part, which needs the extra `semantic` and a minute for twenty interviews.

    Raises:
        NotFound: when `meaning` is asked for and the extra is not installed.
    """
    index = index_of(codebook)
    lexicon = Lexicon(index)
    given = analyses or {}
    done = [given.get(speech.transcript_id) or analyse(speech) for speech in speeches]
    keyed: dict[str, tuple[str, ...]] = {}
    for analysis in done:
        keyed.update(zip(analysis.forms, analysis.keyed, strict=True))
    lexicon.add(keyed, keyed)
    matcher = QuestionMatcher(index)
    width = len(index.keys)
    unscored: list[RankedSpeech] = []
    for speech, analysis in zip(speeches, done, strict=True):
        numbers = np.array([lexicon.rows[form] for form in analysis.forms], dtype=np.int32)
        rows = numbers[analysis.words] if len(numbers) else analysis.words
        nothing = np.zeros((len(analysis.stretches), width), dtype=np.float32)
        unscored.append(
            RankedSpeech(
                speech=speech,
                analysis=analysis,
                rows=rows,
                signals=signals_of(lexicon, rows, analysis.firsts),
                asked=prior_of(matcher, analysis),
                meaning=_meaning(index, speech, analysis) if meaning else nothing,
                learned=nothing,
                evidence=nothing,
                scores=nothing,
                interviewer=np.array([role == INTERVIEWER for *_, role in analysis.stretches], dtype=bool),
            )
        )
    stems = stem_numbers(lexicon)
    blank = Learned(
        np.zeros((0, width), dtype=np.float32),
        np.zeros(width, dtype=np.float32),
        stems,
        np.zeros(0, dtype=np.float32),
        (),
    )
    return Ranking(index, lexicon, blank, (), tuple(unscored)).relearned(known)


def _meaning(index: CodebookIndex, speech: Speech, analysis: Analysis) -> Floats:
    from qualcode.suggest.semantic import meaning_evidence

    return meaning_evidence(index, [speech.text[start:end] for start, end, _, _ in analysis.stretches])


def _scored(index: CodebookIndex, lexicon: Lexicon, learned: Learned, ranked: RankedSpeech) -> RankedSpeech:
    lexical = ranked.signals.evidence() + ranked.meaning
    support = QUESTION_ALONE + (1 - QUESTION_ALONE) * np.clip(lexical / 0.3, 0.0, 1.0)
    asked = QUESTION_SHARE * ranked.asked.prior * support
    taught = learned_evidence(learned, lexicon, ranked.rows, ranked.analysis.firsts)
    evidence = main_codes_include(np.maximum(lexical + asked + taught, 0.0).astype(np.float32), index)
    # A question carries its weight as a prior already; what is borrowed from neighbours is what they say themselves.
    own = np.maximum(lexical + taught, 0.0)
    own[ranked.interviewer] = 0.0
    spread = with_neighbours(own, _same_answer(ranked)) - own
    total = main_codes_include((evidence + spread).astype(np.float32), index)
    return replace(ranked, learned=taught, evidence=evidence, scores=to_scores(total, IN_CONTEXT, SCRAP))


def _same_answer(ranked: RankedSpeech) -> npt.NDArray[np.bool_]:
    turns = [turn for _, _, turn, _ in ranked.analysis.stretches]
    return np.array([a == b for a, b in pairwise(turns)], dtype=bool)
