"""What stands around the coder's segments, within one study: the question before them, their place, the codes put with them.

A code's own words are learned in `learning`. Here are the habits of an interview study: the interviewer asks the same things in
every conversation, in much the same order, and codes that were put on one place before go together again. All of it is
bounded, and begins with the third segment of a code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.suggest.analysis import Analysis
from qualcode.suggest.index import CodebookIndex, Floats
from qualcode.suggest.learning import FEWEST, OTHERS_WEIGHT, Stems, trust_of
from qualcode.suggest.lexicon import Lexicon
from qualcode.suggest.values import INTERVIEWER, REJECTED, Known

Ints = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]

ASKED = 0.3
"""Most evidence of a question that was asked before segments of the code."""
TOGETHER = 0.5
"""Evidence of codes that were put on the same places, times how often they were."""
PROFILE = 0.8
"""Most evidence of a stretch that speaks for the same codes as the code's segments do."""
PLACE_POWER = 0.25
"""How much the place counts: the density of the code's segments there, to this power."""

_ALIKE = 0.3
"""Likeness of questions (cosine) that gives all."""
_PROFILE_FULL = 0.5
_LEAST_TOGETHER = 0.05
_MOST_BASE = 2.0
_CENTRE = 0.5
_ONE_THREAD = 200_000
"""Multiplications up to which a matrix product keeps to one thread."""
_GRID = 41
_WIDTH = 0.12
"""Width of the kernel, as a part of the transcript."""
_EVENLY = 4.0
"""Segments spread evenly over the transcript that are imagined beside those of a code."""
_DENSITIES = (0.2, 4.0)


@dataclass(frozen=True)
class Answers:
    """Which question each stretch answers."""

    question: Numbers
    """Of each stretch the number of the question before it (one or more turns of the interviewer); −1 for the interviewer
    and before the first question."""
    order: Numbers
    """Of each stretch its number in the answer, from 0."""
    runs: tuple[tuple[int, int], ...]
    """Of each question its first stretch and the one after its last."""


@dataclass(frozen=True)
class QuestionWords:
    """The content words of a transcript's questions: of the first, of the second, …"""

    numbers: Numbers
    """Of each question that has such words its number."""
    begins: Numbers
    """Of each of them its first word."""
    stems: Numbers
    """Each once in a question."""
    weights: Floats
    """Their rarity, of length 1 for each question."""


@dataclass(frozen=True)
class Taught:
    """One transcript as far as its coded segments teach."""

    analysis: Analysis
    answers: Answers
    asking: QuestionWords
    length: int
    """Of the text, in code points."""
    base: Mapping[int, Floats]
    """Evidence for each code, of the stretches that coded segments touch."""


@dataclass(frozen=True)
class Surroundings:
    """What was learned from around the coded segments; all zeros and ones where nothing was."""

    asked: Floats
    """Stems × codes: words of the questions before the code's segments; columns of length 1."""
    together: Floats
    """Codes × codes: how often two codes were put on the same place (cosine)."""
    profile: Floats
    """Codes × codes: for which codes the segments of a code speak; rows of length 1."""
    centre: Floats
    spread: Floats
    """Of the evidence of coded stretches, for each code."""
    places: Floats
    """Parts of a transcript × codes: density of the code's segments, 1 where they lie as anywhere else."""
    trust: Floats
    """Of each code 0–1 by its number of segments."""

    @property
    def empty(self) -> bool:
        """Whether no code has enough segments."""
        return not bool(self.trust.any())


def nothing_around(width: int, stems: int) -> Surroundings:
    """The surroundings of no segments at all."""
    square = np.zeros((width, width), dtype=np.float32)
    none, one = np.zeros(width, dtype=np.float32), np.ones(width, dtype=np.float32)
    places = np.ones((_GRID, width), dtype=np.float32)
    return Surroundings(np.zeros((stems, width), dtype=np.float32), square, square, none, one, places, none)


def answers_of(analysis: Analysis) -> Answers:
    """The questions of a transcript and the stretches that answer them."""
    asks = np.array([role == INTERVIEWER for *_, role in analysis.stretches], dtype=bool)
    if not asks.any():
        nothing = np.full(len(asks), -1, dtype=np.int64)
        return Answers(nothing, np.zeros(len(asks), dtype=np.int64), ())
    padded = np.concatenate([[False], asks, [False]])
    starts = np.flatnonzero(padded[1:] & ~padded[:-1])
    ends = np.flatnonzero(~padded[1:] & padded[:-1])
    everywhere = np.arange(len(asks))
    question = np.searchsorted(starts, everywhere, side="right") - 1
    order = everywhere - ends[np.maximum(question, 0)]
    question = np.where(asks, -1, question)
    return Answers(question, np.maximum(order, 0), tuple(zip(starts.tolist(), ends.tolist(), strict=True)))


def touched(analysis: Analysis, known: Sequence[Known]) -> tuple[Numbers, Numbers]:
    """(number of the decision, stretch) pairs that share half of the shorter of the two."""
    return _sharing(np.array([(each.start, each.end) for each in known], dtype=np.int64), np.stack(analysis.bounds, 1))


def _sharing(ours: Numbers, theirs: npt.NDArray[np.integer]) -> tuple[Numbers, Numbers]:
    a, b = ours.reshape(-1, 2), theirs.reshape(-1, 2).astype(np.int64)
    shared = np.minimum(a[:, None, 1], b[None, :, 1]) - np.maximum(a[:, None, 0], b[None, :, 0])
    shorter = np.minimum((a[:, 1] - a[:, 0])[:, None], (b[:, 1] - b[:, 0])[None, :])
    first, second = np.nonzero((shared > 0) & (2 * shared >= shorter))
    return first, second


def learn_surroundings(
    index: CodebookIndex, stems: Stems, known: Sequence[Known], taught: Mapping[str, Taught]
) -> Surroundings:
    """What the decided segments have around them.

    Args:
        index: The codes.
        stems: Of the lexicon.
        known: The coder's decisions; rejected ones and those in transcripts that are not there teach nothing.
        taught: Transcripts by id.
    """
    width = len(index.keys)
    column = {key: number for number, key in enumerate(index.keys)}
    by_transcript: dict[str, list[Known]] = {}
    for each in known:
        if each.verdict != REJECTED and each.code_key in column and each.transcript_id in taught:
            by_transcript.setdefault(each.transcript_id, []).append(each)
    up = index.upward  # A segment counts for the codes above its own too.
    counts = np.zeros(width, dtype=np.float32)
    asked = np.zeros((len(stems.idf), width), dtype=np.float32)
    pairs = np.zeros((width, width), dtype=np.float32)
    density = np.zeros((_GRID, width), dtype=np.float32)
    spoken: list[Floats] = []
    of_code: list[int] = []
    for transcript_id, own in by_transcript.items():
        one = taught[transcript_id]
        codes = np.array([column[each.code_key] for each in own])
        counts += up[codes].sum(axis=0)
        spans = np.array([(each.start, each.end) for each in own], dtype=np.int64)
        first, second = _sharing(spans, spans)
        different = codes[first] != codes[second]
        np.add.at(pairs, (codes[first][different], codes[second][different]), 1.0)
        density += _bumps(spans.mean(axis=1) / max(one.length, 1)) @ up[codes]
        segment, stretch = touched(one.analysis, own)
        _add_questions(asked, one, segment, stretch, up[codes])
        kept = [(a, one.base[b]) for a, b in zip(segment.tolist(), stretch.tolist(), strict=True) if b in one.base]
        if kept:
            begins = np.flatnonzero(np.diff([-1, *(a for a, _ in kept)]))
            spoken.append(np.maximum.reduceat(np.stack([row for _, row in kept]), begins, axis=0))
            of_code += codes[[kept[begin][0] for begin in begins.tolist()]].tolist()
    enough = counts >= FEWEST
    if not enough.any():
        return nothing_around(width, len(stems.idf))
    profile, centre, spread = _profiles(spoken, up[of_code], enough, width)
    together = pairs / np.sqrt(np.maximum(counts[:, None] * counts[None, :], 1.0))
    together *= np.minimum(1.0, counts / 4)[:, None]
    together[(together < _LEAST_TOGETHER) | ~enough[:, None]] = 0.0
    places = (density + _EVENLY) / (counts + _EVENLY)
    places[:, ~enough] = 1.0
    return Surroundings(
        asked=np.ascontiguousarray(_contrast(asked.T, counts, enough).T),
        together=np.minimum(together, 1.0).astype(np.float32),
        profile=profile,
        centre=centre,
        spread=spread,
        places=np.clip(places, *_DENSITIES).astype(np.float32),
        trust=trust_of(counts),
    )


def _bumps(at: npt.NDArray[np.float64]) -> Floats:
    """Grid × segments: a normal density around each segment's place."""
    grid = np.linspace(0.0, 1.0, _GRID)[:, None]
    bumps: Floats = (np.exp(-0.5 * ((grid - at[None, :]) / _WIDTH) ** 2) / (_WIDTH * np.sqrt(2 * np.pi))).astype(
        np.float32
    )
    return bumps


def _contrast(total: Floats, counts: Floats, enough: npt.NDArray[np.bool_]) -> Floats:
    """Rows: the mean of each code less most of the mean of all, of length 1; 0 for a code with too few segments."""
    mean = total / np.maximum(counts, 1.0)[:, None] - OTHERS_WEIGHT * total.sum(axis=0) / max(float(counts.sum()), 1.0)
    mean[~enough] = 0.0
    norms = np.linalg.norm(mean, axis=1)
    contrast: Floats = (mean / np.where(norms > 0, norms, 1.0)[:, None]).astype(np.float32)
    return contrast


def _profiles(
    spoken: Sequence[Floats], up: Floats, enough: npt.NDArray[np.bool_], width: int
) -> tuple[Floats, Floats, Floats]:
    if not spoken:
        return np.zeros((width, width), np.float32), np.zeros(width, np.float32), np.ones(width, np.float32)
    table = np.concatenate(spoken)
    centre = (_CENTRE * table.mean(axis=0)).astype(np.float32)
    spread = (table.std(axis=0) + 0.05).astype(np.float32)
    profile = _contrast(_times(up.T, _directions(table, centre, spread)), up.sum(axis=0), enough)
    return profile, centre, spread


def _directions(evidence: Floats, centre: Floats, spread: Floats) -> Floats:
    scaled = (evidence - centre) / spread
    scaled /= np.linalg.norm(scaled, axis=1, keepdims=True) + 1e-6
    return scaled


def question_words_of(
    lexicon: Lexicon, stems: Stems, rows: Ints, analysis: Analysis, answers: Answers
) -> QuestionWords:
    """The content words of each question of a transcript.

    Args:
        lexicon, stems: The words.
        rows: Lexicon row of each word of the transcript.
        analysis, answers: The transcript's.
    """
    numbers: list[int] = []
    begins: list[int] = []
    found: list[Numbers] = []
    weights: list[Floats] = []
    total = 0
    for number, (first, last) in enumerate(answers.runs):
        said = rows[analysis.firsts[first] : analysis.firsts[last]]
        seen = np.unique(stems.of_row[said[lexicon.content[said]]]).astype(np.int64)
        if len(seen):
            numbers.append(number)
            begins.append(total)
            found.append(seen)
            weights.append(stems.idf[seen] / max(float(np.linalg.norm(stems.idf[seen])), 1e-6))
            total += len(seen)
    return QuestionWords(
        np.array(numbers, dtype=np.int64),
        np.array(begins, dtype=np.int64),
        np.concatenate(found) if found else np.zeros(0, dtype=np.int64),
        np.concatenate(weights) if weights else np.zeros(0, dtype=np.float32),
    )


def _add_questions(asked: Floats, one: Taught, segment: Numbers, stretch: Numbers, up: Floats) -> None:
    answers, asking = one.answers, one.asking
    _, firsts = np.unique(segment, return_index=True)
    times = np.zeros((len(answers.runs), up.shape[1]), dtype=np.float32)
    questions = answers.question[stretch[firsts]]
    np.add.at(times, questions[questions >= 0], up[segment[firsts][questions >= 0]])
    edges = [*asking.begins.tolist(), len(asking.stems)]
    for place, number in enumerate(asking.numbers.tolist()):
        if times[number].any():
            words = slice(edges[place], edges[place + 1])
            asked[asking.stems[words]] += asking.weights[words, None] * times[number]


def asked_evidence(around: Surroundings, asking: QuestionWords, answers: Answers) -> Floats:
    """Evidence of questions like those before the coded segments; stretches × codes."""
    result = np.zeros((len(answers.question), len(around.trust)), dtype=np.float32)
    if around.empty or not len(asking.numbers):
        return result
    alike = np.zeros((len(answers.runs), len(around.trust)), dtype=np.float32)
    said = asking.weights[:, None] * around.asked[asking.stems]
    alike[asking.numbers] = np.add.reduceat(said, asking.begins, axis=0)
    answering = answers.question >= 0
    evidence = ASKED * around.trust * np.clip(alike / _ALIKE, 0.0, 1.0)
    result[answering] = evidence[answers.question[answering]]
    return result


def company_evidence(around: Surroundings, base: Floats, lexical: Floats) -> Floats:
    """Evidence of the codes that speak from a stretch, for those that went with them before.

    Args:
        around: What was learned.
        base: Evidence of words, question and learned words; stretches × codes.
        lexical: Of words and the codebook's questions alone, main codes included: what the profiles were made of.
    """
    if around.empty:
        return np.zeros_like(base)
    together = TOGETHER * _times(np.minimum(base, _MOST_BASE), around.together.T)
    alike = _times(_directions(lexical, around.centre, around.spread), around.profile.T)
    company: Floats = together + PROFILE * around.trust * np.clip(alike / _PROFILE_FULL, 0.0, 1.0)
    return company


def _times(rows: Floats, square: Floats) -> Floats:
    """Matrix product, some rows at a time.

    In one piece it is spread over threads that wait for each other on a busy machine: a fifth of all processor time.
    """
    some = max(1, _ONE_THREAD // max(square.size, 1))
    result = np.empty((len(rows), square.shape[1]), dtype=np.float32)
    for start in range(0, len(rows), some):
        np.matmul(rows[start : start + some], square, out=result[start : start + some])
    return result


def place_factor(around: Surroundings, analysis: Analysis, length: int) -> Floats:
    """What the place of each stretch in the conversation multiplies its evidence with; stretches × codes."""
    starts, ends = analysis.bounds
    at = np.rint((starts + ends) / 2 / max(length, 1) * (_GRID - 1)).astype(np.int64)
    factor: Floats = np.power(around.places, PLACE_POWER)[np.clip(at, 0, _GRID - 1)]
    return factor
