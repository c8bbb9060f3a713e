"""The interviewer's question as a hint: what was asked, and how long its answer goes on.

Each question of the interviewer is compared with the interview questions of the codebook. Its answer inherits the likeness
as a prior for those codes; the prior fades over the stretches and turns that follow, until another question is recognised.
A short prompt ("En toen?", "Ja, precies") is none and changes nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from qualcode.language.compounds import parts
from qualcode.language.stems import keys
from qualcode.language.tokens import content_words, is_content
from qualcode.suggest.analysis import Analysis
from qualcode.suggest.index import CodebookIndex, Floats
from qualcode.suggest.scoring import main_codes_include
from qualcode.suggest.values import INTERVIEWER

RECOGNISED = 0.3
"""Likeness (cosine) from which a question of the interviewer is taken for one of the codebook's."""
TURN_FADE = 0.6
"""What is left of the prior in the respondent's next turn."""
STRETCH_FADE = 0.93
"""What is left of it in the next stretch of the same turn."""
_PART = 0.5
_FORGOTTEN = 0.05


@dataclass(frozen=True)
class Asked:
    """The prior of a transcript's stretches."""

    prior: Floats
    """Stretches × codes, 0–1."""
    origin: tuple[dict[int, tuple[int, int]], ...]
    """Of each stretch: code -> (stretch of the interviewer, number of the codebook's question)."""


class QuestionMatcher:
    """The codebook's interview questions, ready to be recognised."""

    def __init__(self, index: CodebookIndex) -> None:
        self.index = index
        bags = [_bag(word.form for word in content_words(question)) for _, question in index.questions]
        holding = Counter(key for bag in bags for key in bag)
        total = len(bags)
        self._idf = {key: 1.0 + math.log((1 + total) / (1 + count)) for key, count in holding.items()}
        self._unknown = 1.0 + math.log(1 + total)
        self._postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, bag in enumerate(bags):
            for key, weight in self._vector(bag).items():
                self._postings[key].append((number, weight))

    def _vector(self, bag: Counter[str]) -> dict[str, float]:
        weighed = {key: math.log1p(count) * self._idf.get(key, self._unknown) for key, count in bag.items()}
        norm = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        return {key: weight / norm for key, weight in weighed.items()}

    def match(self, text: str) -> dict[int, tuple[float, int]]:
        """Code -> (likeness, number of its most alike question), for codes whose question the text asks."""
        return self.match_words([word.form for word in content_words(text)])

    def match_words(self, forms: Iterable[str]) -> dict[int, tuple[float, int]]:
        """`match` for a text of which the content words are known."""
        likenesses: defaultdict[int, float] = defaultdict(float)
        for key, weight in self._vector(_bag(forms)).items():
            for number, other in self._postings.get(key, ()):
                likenesses[number] += weight * other
        found: dict[int, tuple[float, int]] = {}
        for number, likeness in sorted(likenesses.items()):
            place = self.index.questions[number][0]
            if likeness >= RECOGNISED and likeness > found.get(place, (0.0, 0))[0]:
                found[place] = (likeness, number)
        return found


def _bag(forms: Iterable[str]) -> Counter[str]:
    bag: Counter[str] = Counter()
    for form in forms:
        bag[keys(form)[-1]] += 1
        for part in parts(form):
            bag[keys(part)[-1]] += _PART  # type: ignore[assignment]
    return bag


def prior_of(matcher: QuestionMatcher, analysis: Analysis) -> Asked:
    """The prior of every stretch of a transcript; all zeros in a text without turns."""
    width = len(matcher.index.keys)
    prior = np.zeros((len(analysis.stretches), width), dtype=np.float32)
    origin: list[dict[int, tuple[int, int]]] = []
    current = np.zeros(width, dtype=np.float32)
    asked: dict[int, tuple[int, int]] = {}
    turn_before = 0
    fresh = False
    for number, (_, _, turn, role) in enumerate(analysis.stretches):
        if role == INTERVIEWER:
            matched = matcher.match_words(_content(analysis, number))
            if matched:
                # Several questions in one turn of the interviewer are all being asked.
                current = current.copy() if fresh else np.zeros(width, dtype=np.float32)
                asked = dict(asked) if fresh else {}
                for code, (likeness, question) in matched.items():
                    current[code] = likeness
                    asked[code] = (number, question)
                fresh = True
            origin.append({})
        else:
            if not fresh:
                current = current * (STRETCH_FADE if turn == turn_before else TURN_FADE)
                current[current < _FORGOTTEN] = 0.0
            fresh = False
            prior[number] = current
            origin.append(asked)
        turn_before = turn
    return Asked(main_codes_include(prior, matcher.index), tuple(origin))


def _content(analysis: Analysis, number: int) -> list[str]:
    spoken = analysis.words[analysis.firsts[number] : analysis.firsts[number + 1]].tolist()
    return [form for form in (analysis.forms[each] for each in spoken) if is_content(form)]
