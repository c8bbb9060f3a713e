"""The ranking of a study's stretches for every code, and the proposals made from it.

`rank` does the work once; `Ranking.relearned` takes new decisions of the coder in without looking at the texts again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
class ReadSpeech:
    """One transcript as words of the lexicon: enough to learn from."""

    speech: Speech
    analysis: Analysis
    rows: Ints
    """Lexicon row of each word."""


@dataclass(frozen=True)
class RankedSpeech(ReadSpeech):
    """One transcript with its signals."""

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
    background: tuple[ReadSpeech, ...] = ()
    """Transcripts that teach and are not ranked themselves."""

    def text(self, transcript_id: str) -> str:
        """The text of a transcript, ranked or not.

        Raises:
            KeyError: when the ranking has no such transcript.
        """
        for each in (*self.speeches, *self.background):
            if each.speech.transcript_id == transcript_id:
                return each.speech.text
        raise KeyError(transcript_id)

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
        read = (*self.speeches, *self.background)
        analyses = {each.speech.transcript_id: each.analysis for each in read}
        rows = {each.speech.transcript_id: each.rows for each in read}
        examples = examples_of(known, analyses, self.lexicon, rows)
        learned = learn(self.index, self.learned.stems, examples, [(each.rows, each.analysis.firsts) for each in read])
        speeches = tuple(_scored(self.index, self.lexicon, learned, each) for each in self.speeches)
        return replace(self, learned=learned, known=tuple(known), speeches=speeches)


def rank(
    speeches: Sequence[Speech],
    codebook: Codebook,
    known: Sequence[Known] = (),
    *,
    background: Sequence[Speech] = (),
    analyses: Mapping[str, Analysis] | None = None,
    meaning: bool = False,
) -> Ranking:
    """Every stretch of every transcript scored for every code.

    Args:
        speeches: The transcripts.
        codebook: The codes.
        known: What the coder decided.
        background: Transcripts that teach and are not ranked, which saves most of their time.
        analyses: By transcript id, those that a cache had.
        meaning: Whether sentence embeddings take part, which needs the extra `semantic` and a minute for twenty interviews.

    Raises:
        NotFound: when `meaning` is asked for and the extra is not installed.
    """
    index = index_of(codebook)
    lexicon = Lexicon(index)
    given = analyses or {}
    done = {each.transcript_id: given.get(each.transcript_id) or analyse(each) for each in (*speeches, *background)}
    keyed = _all_keys(done.values())
    lexicon.add(keyed, keyed)
    matcher = QuestionMatcher(index)
    width = len(index.keys)
    unscored = [
        _signalled(lexicon, matcher, _read(lexicon, each, done[each.transcript_id]), meaning) for each in speeches
    ]
    stems = stem_numbers(lexicon)
    blank = Learned(
        np.zeros((0, width), dtype=np.float32),
        np.zeros(width, dtype=np.float32),
        stems,
        np.zeros(0, dtype=np.float32),
        (),
    )
    taught = tuple(_read(lexicon, each, done[each.transcript_id]) for each in background)
    return Ranking(index, lexicon, blank, (), tuple(unscored), taught).relearned(known)


def _all_keys(analyses: Iterable[Analysis]) -> dict[str, tuple[str, ...]]:
    """Keys of every form; where transcripts differ because a pipeline's lemmas do, all of them."""
    keyed: dict[str, tuple[str, ...]] = {}
    for analysis in analyses:
        for form, keys in zip(analysis.forms, analysis.keyed, strict=True):
            before = keyed.setdefault(form, keys)
            if before is not keys and before != keys:
                keyed[form] = tuple(dict.fromkeys((*before, *sorted(keys))))
    return keyed


def _read(lexicon: Lexicon, speech: Speech, analysis: Analysis) -> ReadSpeech:
    numbers = np.array([lexicon.rows[form] for form in analysis.forms], dtype=np.int32)
    return ReadSpeech(speech, analysis, numbers[analysis.words] if len(numbers) else analysis.words)


def _signalled(lexicon: Lexicon, matcher: QuestionMatcher, read: ReadSpeech, meaning: bool) -> RankedSpeech:
    speech, analysis = read.speech, read.analysis
    nothing = np.zeros((len(analysis.stretches), len(lexicon.index.keys)), dtype=np.float32)
    return RankedSpeech(
        speech=speech,
        analysis=analysis,
        rows=read.rows,
        signals=signals_of(lexicon, read.rows, analysis.firsts),
        asked=prior_of(matcher, analysis),
        meaning=_meaning(lexicon.index, speech, analysis) if meaning else nothing,
        learned=nothing,
        evidence=nothing,
        scores=nothing,
        interviewer=np.array([role == INTERVIEWER for *_, role in analysis.stretches], dtype=bool),
    )


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
