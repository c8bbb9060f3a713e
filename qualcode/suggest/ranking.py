"""The ranking of a study's stretches for every code, and the proposals made from it.

`rank` does the work once; `Ranking.relearned` takes new decisions of the coder in without looking at the texts again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from qualcode.codebook.model import Codebook
from qualcode.suggest.analysis import Analysis, analyse
from qualcode.suggest.index import CodebookIndex, Floats, index_of
from qualcode.suggest.learning import (
    Learned,
    Stems,
    Telling,
    examples_of,
    learn,
    learned_evidence,
    stems_of,
    telling_of,
)
from qualcode.suggest.lexicon import Lexicon
from qualcode.suggest.questions import Asked, QuestionMatcher, prior_of
from qualcode.suggest.scoring import CONTEXT, Signals, main_codes_include, signals_of, to_scores
from qualcode.suggest.surroundings import (
    Answers,
    QuestionWords,
    Surroundings,
    Taught,
    answers_of,
    asked_evidence,
    company_evidence,
    learn_surroundings,
    nothing_around,
    place_factor,
    question_words_of,
    touched,
)
from qualcode.suggest.values import INTERVIEWER, REJECTED, Known, Speech

Ints = npt.NDArray[np.int32]

QUESTION_SHARE = 1.0
"""Most evidence that the interviewer's question gives beside words of the code."""
QUESTION_ALONE = 0.5
"""Part of it that is left where no word of the code is said."""
QUESTION_WORDS = 0.5
"""Part of the evidence of the interviewer's own words that their answer inherits."""
_MOST_WORDS = 1.5
_WORDS_FADE = 0.85
ANSWER = 0.5
"""Weight of the root of all evidence in the answer around a stretch."""
LEARNED_ASKS = 0.6
"""How much more evidence a score takes for a code that has learned all it can."""
IN_STUDY, IN_STUDY_SHARPNESS = 4.66, 2.4
"""Scale and sharpness of the scores: so that a score is near the part that the first coder of the sample study coded so."""
_SMALL, _MANY_WORDS = 0.4, 1000
"""Part of the scale for a codebook of hardly any words, of which none is met by chance, and the words from which it is whole."""
_REACH = 4
"""Stretches of the answer on both sides that count for it."""

SCRAP = 0.02
"""Evidence below it is none. In a ranking even a scrap tells a place from others; what is shown begins at `NOTHING_FITS`."""


@dataclass(frozen=True)
class ReadSpeech:
    """One transcript as words of the lexicon, and what its coded stretches say: enough to learn from."""

    speech: Speech
    analysis: Analysis
    rows: Ints
    """Lexicon row of each word."""
    answers: Answers
    asking: QuestionWords
    spoken: Mapping[int, Floats]
    """Stretch -> evidence of words and of the codebook's questions for each code; at least of the stretches that were coded."""


@dataclass(frozen=True)
class Teaching:
    """What was learned, and the codes that it is for."""

    index: CodebookIndex
    learned: Learned
    around: Surroundings


@dataclass(frozen=True)
class Weighed:
    """What a transcript's stretches come to after what was learned; arrays are stretches × codes."""

    learned: Floats
    """Evidence of the words of coded segments."""
    alike_questions: Floats
    """Evidence of questions like those before coded segments."""
    company: Floats
    """Evidence of the codes that were put on the same places as others."""
    evidence: Floats
    """Of the stretch itself, all signals."""
    scores: Floats
    """With its neighbours, its answer and its place in the conversation."""


@dataclass(frozen=True)
class RankedSpeech(ReadSpeech):
    """One transcript with its signals; arrays are stretches × codes."""

    signals: Signals
    asked: Asked
    telling: Telling
    meaning: Floats
    """Evidence of sentence embeddings; zeros without them."""
    lexical: Floats
    """Evidence of the codebook's words, and of meaning."""
    questions: Floats
    """Evidence of the question before it: the codebook's, and the interviewer's own words."""
    profiled: Floats
    """Evidence of words and of the codebook's questions, main codes included."""
    interviewer: npt.NDArray[np.bool_]
    """Which stretches the interviewer speaks."""
    teaching: Teaching

    @cached_property
    def weighed(self) -> Weighed:
        """Worked out when it is first asked for: after a decision one transcript is looked at, not all of them."""
        return _weighed(self)

    @property
    def scores(self) -> Floats:
        """See `Weighed`."""
        return self.weighed.scores


@dataclass(frozen=True)
class Ranking:
    """All transcripts ranked for all codes."""

    index: CodebookIndex
    lexicon: Lexicon
    stems: Stems
    learned: Learned
    around: Surroundings
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
        read = {each.speech.transcript_id: each for each in (*self.speeches, *self.background)}
        analyses = {name: each.analysis for name, each in read.items()}
        rows = {name: each.rows for name, each in read.items()}
        examples = examples_of(known, analyses, self.lexicon, rows, self.stems, self.learned.examples)
        learned = learn(self.index, self.stems, examples)
        taught = {
            name: Taught(each.analysis, each.answers, each.asking, len(each.speech.text), each.spoken)
            for name, each in read.items()
        }
        around = learn_surroundings(self.index, self.stems, known, taught)
        teaching = Teaching(self.index, learned, around)
        speeches = tuple(replace(each, teaching=teaching) for each in self.speeches)
        return replace(self, learned=learned, around=around, known=tuple(known), speeches=speeches)


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
    rows = {name: _rows(lexicon, analysis) for name, analysis in done.items()}
    stems = stems_of(lexicon, ((rows[name], analysis.firsts) for name, analysis in done.items()))
    learned, around = learn(index, stems, ()), nothing_around(len(index.keys), len(stems.idf))
    teaching = Teaching(index, learned, around)

    def read(speech: Speech, spoken: Mapping[int, Floats]) -> ReadSpeech:
        analysis, own_rows = done[speech.transcript_id], rows[speech.transcript_id]
        answers = answers_of(analysis)
        asking = question_words_of(lexicon, stems, own_rows, analysis, answers)
        return ReadSpeech(speech, analysis, own_rows, answers, asking, spoken)

    unscored = tuple(_signalled(lexicon, matcher, stems, read(each, {}), teaching, meaning) for each in speeches)
    taught = tuple(_background(lexicon, matcher, read(each, {}), known) for each in background)
    return Ranking(index, lexicon, stems, learned, around, (), unscored, taught).relearned(known)


def _all_keys(analyses: Iterable[Analysis]) -> dict[str, tuple[str, ...]]:
    """Keys of every form; where transcripts differ because a pipeline's lemmas do, all of them."""
    keyed: dict[str, tuple[str, ...]] = {}
    for analysis in analyses:
        for form, keys in zip(analysis.forms, analysis.keyed, strict=True):
            before = keyed.setdefault(form, keys)
            if before is not keys and before != keys:
                keyed[form] = tuple(dict.fromkeys((*before, *sorted(keys))))
    return keyed


def _rows(lexicon: Lexicon, analysis: Analysis) -> Ints:
    numbers = np.array([lexicon.rows[form] for form in analysis.forms], dtype=np.int32)
    return numbers[analysis.words] if len(numbers) else analysis.words


def _background(lexicon: Lexicon, matcher: QuestionMatcher, read: ReadSpeech, known: Sequence[Known]) -> ReadSpeech:
    """A transcript of which only the coded stretches are looked at."""
    analysis, rows = read.analysis, read.rows
    own = [each for each in known if each.transcript_id == read.speech.transcript_id and each.verdict != REJECTED]
    wanted = np.unique(touched(analysis, own)[1]).tolist() if own else []
    if not wanted:
        return read
    bounds = analysis.firsts.tolist()
    said = np.concatenate([rows[bounds[each] : bounds[each + 1]] for each in wanted])
    firsts = np.cumsum([0, *(bounds[each + 1] - bounds[each] for each in wanted)]).astype(np.int32)
    lexical = signals_of(lexicon, said, firsts).evidence()
    prior = prior_of(matcher, analysis).prior[wanted]
    profiled = _profiled(lexicon.index, lexical, prior)
    return replace(read, spoken=dict(zip(wanted, profiled, strict=True)))


def _signalled(
    lexicon: Lexicon, matcher: QuestionMatcher, stems: Stems, read: ReadSpeech, teaching: Teaching, meaning: bool
) -> RankedSpeech:
    analysis, rows = read.analysis, read.rows
    signals = signals_of(lexicon, rows, analysis.firsts)
    asked = prior_of(matcher, analysis)
    words = signals.evidence()
    meant = _meaning(lexicon.index, read.speech, analysis) if meaning else np.zeros_like(words)
    lexical = words + meant
    questions = _support(lexical) * (
        QUESTION_SHARE * asked.prior + QUESTION_WORDS * _words_of_question(read.answers, lexical)
    )
    profiled = _profiled(lexicon.index, lexical, asked.prior)
    return RankedSpeech(
        speech=read.speech,
        analysis=analysis,
        rows=rows,
        answers=read.answers,
        asking=read.asking,
        spoken=dict(enumerate(profiled)),
        signals=signals,
        asked=asked,
        telling=telling_of(lexicon, stems, rows, analysis.firsts),
        meaning=meant,
        lexical=lexical,
        questions=questions,
        profiled=profiled,
        interviewer=np.array([role == INTERVIEWER for *_, role in analysis.stretches], dtype=bool),
        teaching=teaching,
    )


def _meaning(index: CodebookIndex, speech: Speech, analysis: Analysis) -> Floats:
    from qualcode.suggest.semantic import meaning_evidence

    return meaning_evidence(index, [speech.text[start:end] for start, end, _, _ in analysis.stretches])


def _support(lexical: Floats) -> Floats:
    """How much of a question's evidence counts: less where the answer has no word of the code."""
    support: Floats = QUESTION_ALONE + (1 - QUESTION_ALONE) * np.clip(lexical / 0.3, 0.0, 1.0)
    return support


def _profiled(index: CodebookIndex, lexical: Floats, prior: Floats) -> Floats:
    return main_codes_include((lexical + QUESTION_SHARE * prior * _support(lexical)).astype(np.float32), index)


def _words_of_question(answers: Answers, lexical: Floats) -> Floats:
    """Evidence of the interviewer's words in the question, fading over its answer."""
    words = np.zeros_like(lexical)
    if not answers.runs:
        return words
    runs = np.array([edge for run in answers.runs for edge in run])
    asked = np.minimum(np.maximum.reduceat(lexical, np.minimum(runs, len(lexical) - 1), axis=0)[::2], _MOST_WORDS)
    answering = answers.question >= 0
    fade = _WORDS_FADE ** answers.order[answering].astype(np.float32)
    words[answering] = asked[answers.question[answering]] * fade[:, None]
    return words


def _weighed(ranked: RankedSpeech) -> Weighed:
    analysis, answers, teaching = ranked.analysis, ranked.answers, ranked.teaching
    index, around = teaching.index, teaching.around
    learned = learned_evidence(teaching.learned, ranked.telling)
    alike = asked_evidence(around, ranked.asking, answers)
    said = np.maximum(ranked.lexical + learned, np.float32(0))
    asked = ranked.questions + alike
    company = company_evidence(around, said + asked, ranked.profiled)
    said += company
    evidence = main_codes_include(said + asked, index)
    # A question carries its weight as a prior already; what is borrowed from neighbours is what respondents say themselves.
    own = said
    own[ranked.interviewer] = 0.0
    total = evidence + _borrowed(own, np.array([turn for _, _, turn, _ in analysis.stretches]))
    total = main_codes_include(total, index)
    total *= place_factor(around, analysis, len(ranked.speech.text))
    # What is learned adds to every stretch of a code with words, so that more is asked of it before it is shown.
    total /= 1 + np.float32(LEARNED_ASKS) * np.where(index.wordless, np.float32(0), around.trust)
    total = main_codes_include(total, index)
    scores = to_scores(total, scale_of(index), SCRAP, IN_STUDY_SHARPNESS)
    return Weighed(learned, alike, company, evidence, scores)


def scale_of(index: CodebookIndex) -> float:
    """Evidence that makes a score of 0.63 in a study: more in a codebook of many words, since some are met by chance."""
    return IN_STUDY * (_SMALL + (1 - _SMALL) * min(1.0, len(index.patterns) / _MANY_WORDS))


def _borrowed(own: Floats, turns: npt.NDArray[np.int64]) -> Floats:
    """What a stretch gets from those next to it in its turn, and from its answer: all that are near in the turn."""
    answer = own.copy()
    beside = np.zeros_like(own)
    for distance in range(1, min(_REACH, len(own) - 1) + 1):
        joined = (turns[distance:] == turns[:-distance]).astype(np.float32)[:, None]
        later, earlier = own[distance:] * joined, own[:-distance] * joined
        answer[:-distance] += later
        answer[distance:] += earlier
        if distance == 1:
            beside[:-1] += later
            beside[1:] += earlier
    np.sqrt(answer, out=answer)
    answer *= ANSWER
    beside *= CONTEXT
    answer += beside
    return answer
