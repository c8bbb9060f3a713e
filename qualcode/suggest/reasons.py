"""Why a stretch scores for a code: its words, the question, its neighbours and the coded segments that it is like."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import numpy.typing as npt

from qualcode.suggest.ranking import IN_STUDY_SHARPNESS, RankedSpeech, Ranking, scale_of
from qualcode.suggest.scoring import KEYWORD
from qualcode.suggest.values import Reason

_MOST_REASONS = 6
_LEAST_ALIKE = 0.15
_TELLING = 0.15
"""Least evidence of learned words that is a reason to name."""


def reasons_for(ranking: Ranking, ranked: RankedSpeech, place: int, first: int, last: int) -> list[Reason]:
    """Why the stretches first–last score for a code, the weightiest reason first."""
    found = _keyword_reasons(ranking, ranked, place, first, last)
    taken = {(reason.start, reason.end) for reason in found}
    found += [
        each for each in _theme_reasons(ranking, ranked, place, first, last) if (each.start, each.end) not in taken
    ]
    found += _question_reasons(ranking, ranked, place, first)
    found += _company_reasons(ranking, ranked, place, first, last)
    found += _meaning_reasons(ranked, place, first, last)
    found += _learned_reasons(ranking, ranked, place, first, last)
    found.sort(key=lambda reason: (-reason.weight, reason.start, reason.kind))
    # A keyword that is met again says less than another one.
    met: Counter[str] = Counter()
    again: list[bool] = []
    for reason in found:
        met[reason.keyword] += bool(reason.keyword)
        again.append(met[reason.keyword] > 1)
    kept = [found[number] for number in sorted(range(len(found)), key=again.__getitem__)][:_MOST_REASONS]
    near = _near_reason(ranking, ranked, place, first, last)
    return kept + near


def _keyword_reasons(ranking: Ranking, ranked: RankedSpeech, place: int, first: int, last: int) -> list[Reason]:
    family = ranking.index.families[place]
    analysis, text = ranked.analysis, ranked.speech.text
    best: dict[tuple[int, int], Reason] = {}
    for number, words, fit in (hit for met in ranked.signals.hits[first : last + 1] for hit in met):
        pattern = ranking.index.patterns[number]
        if pattern.code not in family:
            continue
        start, end = int(analysis.starts[words[0]]), int(analysis.ends[words[-1]])
        weight = KEYWORD * float(ranking.index.pattern_weights[number]) * fit
        reason = Reason(
            "word" if fit == 1.0 else "fuzzy", text[start:end], start, end, min(weight, 1.0), "", pattern.text
        )
        if (start, end) not in best or best[start, end].weight < reason.weight:
            best[start, end] = reason
    # A word inside a phrase that was met says nothing more.
    return [
        reason
        for (start, end), reason in best.items()
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in best)
    ]


def _theme_reasons(ranking: Ranking, ranked: RankedSpeech, place: int, first: int, last: int) -> list[Reason]:
    analysis, text = ranked.analysis, ranked.speech.text
    low, high = int(analysis.firsts[first]), int(analysis.firsts[last + 1])
    weights = ranking.lexicon.bm25[ranked.rows[low:high], place]
    found: list[Reason] = []
    telling = np.flatnonzero(weights >= 1.0).tolist()
    for offset in sorted(telling, key=lambda each: -float(weights[each]))[:2]:
        start, end = int(analysis.starts[low + offset]), int(analysis.ends[low + offset])
        found.append(Reason("theme", text[start:end], start, end, min(float(weights[offset]) / 20, 0.2)))
    return found


def _question_reasons(ranking: Ranking, ranked: RankedSpeech, place: int, first: int) -> list[Reason]:
    strength = float(ranked.questions[first, place] + ranked.weighed.alike_questions[first, place])
    if strength < _TELLING / 2:
        return []
    for code in sorted(ranking.index.families[place], key=lambda each: each != place):
        at = ranked.asked.origin[first].get(code)
        if at is not None:
            start, end, _, _ = ranked.analysis.stretches[at[0]]
            asked = ranking.index.questions[at[1]][1]
            return [Reason("question", ranked.speech.text[start:end], start, end, min(strength, 1.0), "", asked)]
    number = int(ranked.answers.question[first])
    if number < 0:
        return []
    begin, stop = ranked.answers.runs[number]
    start, end = ranked.analysis.stretches[begin][0], ranked.analysis.stretches[stop - 1][1]
    return [Reason("question", ranked.speech.text[start:end], start, end, min(strength, 1.0))]


def _company_reasons(ranking: Ranking, ranked: RankedSpeech, place: int, first: int, last: int) -> list[Reason]:
    """The code that speaks from the same place and went together with this one before."""
    if float(ranked.weighed.company[first : last + 1, place].max()) < _TELLING:
        return []
    with_it = ranking.around.together[place] * np.minimum(ranked.weighed.evidence[first : last + 1].max(axis=0), 2.0)
    other = int(with_it.argmax())
    if float(with_it[other]) < _TELLING / 2 or other == place:
        return []
    return [Reason("together", ranking.index.codebook.codes[other].name, 0, 0, min(float(with_it[other]), 1.0))]


def _meaning_reasons(ranked: RankedSpeech, place: int, first: int, last: int) -> list[Reason]:
    at = first + int(ranked.meaning[first : last + 1, place].argmax())
    strength = float(ranked.meaning[at, place])
    if strength < 0.1:
        return []
    start, end, _, _ = ranked.analysis.stretches[at]
    return [Reason("meaning", ranked.speech.text[start:end], start, end, strength)]


def _learned_reasons(ranking: Ranking, ranked: RankedSpeech, place: int, first: int, last: int) -> list[Reason]:
    strength = float(ranked.weighed.learned[first : last + 1, place].max())
    if strength < _TELLING:
        return []
    learned, analysis, text = ranking.learned, ranked.analysis, ranked.speech.text
    low, high = int(analysis.firsts[first]), int(analysis.firsts[last + 1])
    rows = ranked.rows[low:high]
    stems = learned.stems[rows]
    content = ranking.lexicon.content[rows]
    weights = np.where(content, learned.weights[stems, place] * learned.idf[stems], 0.0)
    found: list[Reason] = []
    seen: set[int] = set()
    for offset in np.argsort(-weights, kind="stable").tolist():
        if weights[offset] <= 0.05:
            break
        if len(found) == 2:
            break
        if int(stems[offset]) in seen:
            continue
        seen.add(int(stems[offset]))
        start, end = int(analysis.starts[low + offset]), int(analysis.ends[low + offset])
        found.append(Reason("learned", text[start:end], start, end, strength / 2))
    like = _most_alike(ranking, place, stems[content])
    return found + ([like] if like else [])


def _most_alike(ranking: Ranking, place: int, stems: npt.NDArray[np.int32]) -> Reason | None:
    """The coded segment of the code that shares most of the stretch's rare words (cosine)."""
    learned = ranking.learned
    weights = np.zeros_like(learned.idf)
    weights[stems] = learned.idf[stems] ** 2
    length = math.sqrt(float(weights.sum()))
    best, best_likeness = None, _LEAST_ALIKE
    for code in sorted(ranking.index.families[place]):
        segments = learned.by_code.get(ranking.index.keys[code])
        if segments is None:
            continue
        number, likeness = segments.most_alike(weights, length)
        if likeness > best_likeness:
            best, best_likeness = segments.known[number], likeness
    if best is None:
        return None
    words = ranking.text(best.transcript_id)[best.start : best.end]
    return Reason("like", words, best.start, best.end, min(best_likeness, 0.5), best.transcript_id)


def _near_reason(ranking: Ranking, ranked: RankedSpeech, place: int, first: int, last: int) -> list[Reason]:
    """Tells that the score leans on what is said just before or after, where it does."""
    own = -math.expm1(
        -(
            (float(ranked.weighed.evidence[first : last + 1, place].max()) / scale_of(ranking.index))
            ** IN_STUDY_SHARPNESS
        )
    )
    total = float(ranked.scores[first : last + 1, place].max())
    if total - own < 0.1:
        return []
    stretches = ranked.analysis.stretches
    sides = [n for n in (first - 1, last + 1) if 0 <= n < len(stretches) and stretches[n][2] == stretches[first][2]]
    best = max(sides, key=lambda n: float(ranked.weighed.evidence[n, place]), default=None)
    if best is None:
        return []
    start, end, _, _ = stretches[best]
    return [Reason("near", ranked.speech.text[start:end], start, end, round(total - own, 4))]
