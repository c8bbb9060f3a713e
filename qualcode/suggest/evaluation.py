"""How good the suggestions are in this study: coded transcripts held out in turn, beside plain keyword search.

Each transcript is ranked by the codebook and by what the other transcripts taught, and compared with its own codings.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.codebook.model import Codebook
from qualcode.suggest.analysis import Analysis
from qualcode.suggest.index import CodebookIndex, Floats
from qualcode.suggest.keyword_search import KeywordSearch
from qualcode.suggest.proposing import Piece, pieces_of
from qualcode.suggest.ranking import RankedSpeech, rank
from qualcode.suggest.values import REJECTED, Known, Speech

Flags = npt.NDArray[np.bool_]
SUGGEST, KEYWORD, SEMANTIC = "suggest", "keyword", "semantic"
BOOTSTRAP = 500
SEED = 7
_PLACES_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95% interval, all 0–1."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """How well the segments of one code were found."""

    code_key: str
    """Empty for all codes together."""
    segments: int
    first: Figure
    """Precision at 1: part of the segments for which the code came first among the codes it competes with."""
    first_three: Figure
    """Recall at 3: part for which it was among the first three."""
    top_three: Figure
    """Part that the first three places for the code in the transcript touch, as they would be proposed."""
    average_precision: Figure
    """Of the ranking of all stretches for the code; for all codes together the mean over codes."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of each engine: "suggest", "keyword", and "semantic" (suggest with sentence embeddings) where asked for."""

    transcripts: int
    segments: int
    codes: Mapping[str, tuple[CodeFigures, ...]]
    """Engine -> figures by code, in the codebook's order; codes without segments left out."""
    overall: Mapping[str, CodeFigures]
    unknown_codes: tuple[str, ...]
    """Codes of codings that the codebook does not have."""


@dataclass(slots=True)
class _Tally:
    first: float = 0.0
    three: float = 0.0
    top: float = 0.0
    segments: int = 0

    def add(self, first: float, three: float, top: float) -> None:
        self.first += first
        self.three += three
        self.top += top
        self.segments += 1


def evaluate(
    speeches: Sequence[Speech],
    codebook: Codebook,
    known: Sequence[Known],
    *,
    analyses: Mapping[str, Analysis] | None = None,
    meaning: bool = False,
    seed: int = SEED,
) -> Evaluation:
    """Holds out each coded transcript in turn.

    A code competes with the codes of its family at its depth; codes that the coder put on the same place too are no rivals.
    Where scores are equal the chance is counted. Intervals of parts are Wilson's (1927), those of average precision
    percentiles of a bootstrap over transcripts.

    Args:
        speeches: The transcripts; those without codings are not counted.
        codebook: The codes.
        known: The codings, of one coder.
        analyses: By transcript id, those that a cache had.
        meaning: Whether the ranking with sentence embeddings is measured too.
        seed: Of the bootstrap.

    Raises:
        NotFound: when `meaning` is asked for and the extra `semantic` is not installed.
    """
    rankings = {SUGGEST: rank(speeches, codebook, analyses=analyses)}
    if meaning:
        rankings[SEMANTIC] = rank(speeches, codebook, analyses=analyses, meaning=True)
    engines = (*rankings, KEYWORD)
    index = rankings[SUGGEST].index
    positive = [each for each in known if each.verdict != REJECTED]
    column = {key: place for place, key in enumerate(index.keys)}
    search = KeywordSearch(index)
    tallies: dict[str, defaultdict[int, _Tally]] = {engine: defaultdict(_Tally) for engine in engines}
    pools: dict[str, list[tuple[Floats, Flags]]] = {engine: [] for engine in engines}
    for number, speech in enumerate(speeches):
        own = [each for each in positive if each.transcript_id == speech.transcript_id and each.code_key in column]
        if not own:
            continue
        others = [each for each in known if each.transcript_id != speech.transcript_id]
        held = {engine: ranking.relearned(others).speeches[number] for engine, ranking in rankings.items()}
        ranked = held[SUGGEST]
        coded = _coded(ranked, own, column, len(index.keys))
        scored = {engine: each.scores for engine, each in held.items()}
        scored[KEYWORD] = search.scores([speech.text[a:b] for a, b, _, _ in ranked.analysis.stretches])
        for engine, raw in scored.items():
            scores = np.where(ranked.interviewer[:, None], 0.0, raw).astype(np.float32)
            pools[engine].append((scores[~ranked.interviewer], coded[~ranked.interviewer]))
            _count(tallies[engine], ranked, own, scores, coded, index, column)
    codes = {engine: _by_code(tallies[engine], pools[engine], index, seed) for engine in engines}
    return Evaluation(
        transcripts=len(pools[SUGGEST]),
        segments=sum(tally.segments for tally in tallies[SUGGEST].values()),
        codes=codes,
        overall={engine: _overall(tallies[engine], codes[engine]) for engine in engines},
        unknown_codes=tuple(sorted({each.code_key for each in positive} - set(column))),
    )


def _touching(ranked: RankedSpeech, start: int, end: int) -> list[int]:
    """Stretches that share half of the shorter of the two with [start, end)."""
    return [
        number
        for number, (a, b, _, _) in enumerate(ranked.analysis.stretches)
        if min(b, end) - max(a, start) >= 0.5 * min(b - a, end - start)
    ]


def _coded(ranked: RankedSpeech, own: Sequence[Known], column: Mapping[str, int], width: int) -> Flags:
    coded = np.zeros((len(ranked.analysis.stretches), width), dtype=bool)
    for each in own:
        coded[_touching(ranked, each.start, each.end), column[each.code_key]] = True
    return coded


def _count(
    tally: defaultdict[int, _Tally],
    ranked: RankedSpeech,
    own: Sequence[Known],
    scores: Floats,
    coded: Flags,
    index: CodebookIndex,
    column: Mapping[str, int],
) -> None:
    shown: dict[int, list[Piece]] = {}
    for each in own:
        place = column[each.code_key]
        if place not in shown:
            shown[place] = pieces_of(ranked.analysis, scores[:, place], _PLACES_LOOKED_AT)
        rows = _touching(ranked, each.start, each.end)
        if not rows:
            tally[place].add(0.0, 0.0, 0.0)
            continue
        best = scores[rows].max(axis=0)
        rivals = (index.groups == index.groups[place]) & ~coded[rows].any(axis=0)
        rivals[place] = False
        tally[place].add(
            _chance(best[place], best[rivals], 1),
            _chance(best[place], best[rivals], 3),
            _among_first(ranked, each, shown[place], coded[:, place], 3),
        )


def _among_first(ranked: RankedSpeech, wanted: Known, shown: Sequence[Piece], coded: Flags, places: int) -> float:
    """Chance that one of the first places touches the segment; those with other segments of the code are no rivals.

    Places of equal score come in any order.
    """
    stretches = ranked.analysis.stretches
    for piece in shown:
        start, end = stretches[piece.first][0], stretches[piece.last][1]
        if min(end, wanted.end) - max(start, wanted.start) >= 0.5 * min(end - start, wanted.end - wanted.start):
            rivals = [each.score for each in shown if each is not piece and not coded[each.first : each.last + 1].any()]
            return _chance(piece.score, np.array(rivals, dtype=np.float32), places)
    return 0.0


def _chance(own: float, others: Floats, places: int) -> float:
    """Chance that a score is among the first `places`, equal scores in any order; 0 for a score of 0."""
    if own <= 0:
        return 0.0
    better = int((others > own).sum())
    equal = int((others == own).sum()) + 1
    return float(min(max(places - better, 0) / equal, 1.0))


def _by_code(
    tally: Mapping[int, _Tally], pool: Sequence[tuple[Floats, Flags]], index: CodebookIndex, seed: int
) -> tuple[CodeFigures, ...]:
    return tuple(
        CodeFigures(
            code_key=index.keys[place],
            segments=tally[place].segments,
            first=_part(tally[place].first, tally[place].segments),
            first_three=_part(tally[place].three, tally[place].segments),
            top_three=_part(tally[place].top, tally[place].segments),
            average_precision=_precision_interval(place, pool, seed),
        )
        for place in sorted(tally)
    )


def _overall(tally: Mapping[int, _Tally], codes: Sequence[CodeFigures]) -> CodeFigures:
    total = sum(each.segments for each in tally.values())
    precisions = np.array([each.average_precision.value for each in codes]) if codes else np.zeros(1)
    spread = 1.96 * float(precisions.std(ddof=1)) / math.sqrt(len(precisions)) if len(precisions) > 1 else 0.0
    mean = float(precisions.mean())
    return CodeFigures(
        code_key="",
        segments=total,
        first=_part(sum(each.first for each in tally.values()), total),
        first_three=_part(sum(each.three for each in tally.values()), total),
        top_three=_part(sum(each.top for each in tally.values()), total),
        average_precision=Figure(mean, max(mean - spread, 0.0), min(mean + spread, 1.0)),
    )


def _part(hits: float, total: int) -> Figure:
    """A proportion with Wilson's score interval."""
    if not total:
        return Figure(0.0, 0.0, 1.0)
    z = 1.959964
    share = hits / total
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return Figure(share, max(centre - half, 0.0), min(centre + half, 1.0))


def average_precision(scores: Floats, relevant: Flags) -> float:
    """Mean, over the relevant, of the precision at their rank; relevant ones among equal scores are spread evenly.

    0 when nothing is relevant. Relevant ones with score 0 were not found and count 0.
    """
    return float(_precisions([(scores, relevant)], np.ones((1, 1)))[0])


def _precisions(parts: Sequence[tuple[Floats, Flags]], draws: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Average precision over several transcripts at once, for each draw of how often each of them is taken.

    Only how many stretches score above and as high as each relevant one matters, so the draws are products of counts.
    """
    found = np.unique(np.concatenate([scores[relevant & (scores > 0)] for scores, relevant in parts]))
    wanted = draws @ np.array([float(relevant.sum()) for _, relevant in parts])
    total = np.zeros(len(draws))
    if not len(found):
        return total

    def above(scores: Floats, *, equal: bool) -> npt.NDArray[np.float64]:
        ordered = np.sort(scores)
        upper = len(ordered) - np.searchsorted(ordered, found, side="right")
        return (len(ordered) - np.searchsorted(ordered, found, side="left") - upper if equal else upper).astype(float)

    better = draws @ np.stack([above(scores, equal=False) for scores, _ in parts])
    level = draws @ np.stack([above(scores, equal=True) for scores, _ in parts])
    right_better = draws @ np.stack([above(scores[relevant], equal=False) for scores, relevant in parts])
    right_level = draws @ np.stack([above(scores[relevant], equal=True) for scores, relevant in parts])
    for each in range(1, int(right_level.max()) + 1):
        at = better + each * (level + 1) / (right_level + 1)
        total += np.where(each <= right_level, (right_better + each) / at, 0.0).sum(axis=1)
    precisions: npt.NDArray[np.float64] = np.divide(total, wanted, out=np.zeros(len(draws)), where=wanted > 0)
    return precisions


def _precision_interval(place: int, pool: Sequence[tuple[Floats, Flags]], seed: int) -> Figure:
    parts = [(scores[:, place], coded[:, place]) for scores, coded in pool]
    count = len(parts)
    value = float(_precisions(parts, np.ones((1, count)))[0])
    random = np.random.default_rng([seed, place])
    draws = random.multinomial(count, np.full(count, 1 / count), size=BOOTSTRAP).astype(float)
    holding = np.array([relevant.any() for _, relevant in parts])
    draws = draws[(draws[:, holding] > 0).any(axis=1)]
    if count < 2 or not len(draws):
        return Figure(value, value, value)
    low, high = np.percentile(_precisions(parts, draws), [2.5, 97.5]).tolist()
    return Figure(value, min(low, value), max(high, value))
