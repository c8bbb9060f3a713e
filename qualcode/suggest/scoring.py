"""From words to scores: the signals of a stretch for each code, and how they are put together.

Every signal is an amount of evidence, 0 or more. Evidence adds up, and a score is 1 − exp(−evidence^1.7): two independent
hints weigh more than one, scraps weigh next to nothing, and no number of hints passes 1. The constants were chosen on
sentences of our own; what they mean for a reader is told in docs/suggesties.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from qualcode.codebook.model import Codebook
from qualcode.errors import WrongUsage
from qualcode.i18n import _
from qualcode.language.verbs import spoken_words
from qualcode.suggest.index import CodebookIndex, Floats, index_of
from qualcode.suggest.lexicon import Lexicon, phrase_at

Ints = npt.NDArray[np.int32]

KEYWORD = 0.6
"""Evidence of one keyword of one code."""
BM25_SHARE, BM25_HALF = 0.55, 2.5
"""Most evidence that the words of the description give, and the BM25 weight that gives half of it."""
LETTERS_SHARE, LETTERS_FLOOR, LETTERS_FULL = 0.7, 0.04, 0.35
"""Most evidence of alike letters; the cosine that chance gives; the cosine that gives all."""
CONTEXT = 0.8
"""Weight of the stretches before and after."""
SHARPNESS = 1.7
"""Keeps the order and pulls scraps of evidence down."""
ALONE = 1.25
"""What evidence is divided by for a stretch by itself: one keyword of one code alone then makes 0.25."""
IN_CONTEXT = 2.0
"""The same where the evidence of the neighbours and of the question is counted in."""
SMALLEST = 0.3
"""Less evidence than this is none: the score is 0, nothing fits."""


Hit: TypeAlias = tuple[int, tuple[int, ...], float]
"""A keyword met in a stretch: number of the pattern, places of its words among all words of the batch, and how well: 1 for the
keyword itself, less for a likely misspelling. A plain tuple, because the garbage collector lets those be: there are many.
"""


@dataclass(frozen=True)
class Signals:
    """Stretches × codes, each signal by itself."""

    keyword: Floats
    """Evidence of the codebook's keywords."""
    bm25: Floats
    letters: Floats
    hits: tuple[tuple[Hit, ...], ...]
    """Of each stretch the keywords met in it."""

    def evidence(self) -> Floats:
        """The lexical signals added up."""
        return self.keyword + self.bm25 + self.letters


def signals_of(lexicon: Lexicon, rows: Ints, firsts: Ints) -> Signals:
    """The lexical signals of a batch of stretches.

    Args:
        lexicon: Has a row for every word.
        rows: Lexicon row of every word, stretch after stretch.
        firsts: Of each stretch its first word, and the number of words at the end.
    """
    index = lexicon.index
    count, width = len(firsts) - 1, len(index.keys)
    stretch_of = np.repeat(np.arange(count, dtype=np.int32), np.diff(firsts))
    hits = _hits(lexicon, rows, firsts, stretch_of)
    keyword = _keyword_evidence(index, hits)
    # A word said twice in one stretch counts once.
    telling = lexicon.content[rows] if len(rows) else np.zeros(0, dtype=bool)
    pairs = np.unique(np.stack([stretch_of[telling], rows[telling]], axis=1), axis=0)
    bm25 = np.zeros((count, width), dtype=np.float32)
    letters = np.zeros((count, width), dtype=np.float32)
    squares = np.zeros(count, dtype=np.float32)
    if len(pairs):
        present, begins = np.unique(pairs[:, 0], return_index=True)
        bm25[present] = np.add.reduceat(lexicon.bm25[pairs[:, 1]], begins, axis=0)
        letters[present] = np.add.reduceat(lexicon.letters[pairs[:, 1]], begins, axis=0)
        squares[present] = np.add.reduceat(lexicon.letter_norms[pairs[:, 1]], begins)
    letters /= np.sqrt(np.maximum(squares, 1e-6))[:, None]
    return Signals(
        keyword=keyword,
        bm25=(BM25_SHARE * bm25 / (bm25 + BM25_HALF)).astype(np.float32),
        letters=(LETTERS_SHARE * np.clip((letters - LETTERS_FLOOR) / (LETTERS_FULL - LETTERS_FLOOR), 0.0, 1.0)).astype(
            np.float32
        ),
        hits=hits,
    )


def _hits(lexicon: Lexicon, rows: Ints, firsts: Ints, stretch_of: Ints) -> tuple[tuple[Hit, ...], ...]:
    meets = np.array([bool(a or b) for a, b in zip(lexicon.single, lexicon.anchored, strict=True)], dtype=bool)
    found: list[list[Hit]] = [[] for _ in range(len(firsts) - 1)]
    plain, bounds = rows.tolist(), firsts.tolist()
    positions = np.flatnonzero(meets[rows]) if len(rows) else np.zeros(0, dtype=np.int64)
    last = -1
    inside: list[int] = []
    present: frozenset[int] = frozenset()
    for position, stretch in zip(positions.tolist(), stretch_of[positions].tolist(), strict=True):
        row = plain[position]
        for pattern, fit in lexicon.single[row]:
            found[stretch].append((pattern, (position,), fit))
        if not lexicon.anchored[row]:
            continue
        first = bounds[stretch]
        if stretch != last:
            last, inside = stretch, plain[first : bounds[stretch + 1]]
            present = frozenset(inside)
        for phrase in lexicon.phrases(row):
            # Most phrases lack their other word in the whole stretch: told here without a call for each.
            if phrase.others[0].isdisjoint(present):
                continue
            taken = phrase_at(phrase, inside, position - first)
            if taken is not None:
                fit = phrase.fit(inside[each] for each in taken)
                found[stretch].append((phrase.pattern, tuple(first + each for each in taken), fit))
    return tuple(map(tuple, found))


def _keyword_evidence(index: CodebookIndex, hits: Sequence[Sequence[Hit]]) -> Floats:
    """Evidence of the keywords met; each word of the text counts once for a code, by its best keyword."""
    evidence = np.zeros((len(hits), len(index.keys)), dtype=np.float32)
    weights = (KEYWORD * index.pattern_weights).tolist()
    for stretch, met in enumerate(hits):
        if not met:
            continue
        best: dict[tuple[int, int], float] = {}
        for pattern, words, fit in met:
            code = index.patterns[pattern].code
            weight = weights[pattern] * fit
            for place in (code, *index.ancestors[code]):
                # The last word of the match stands for it, so that overlapping keywords do not add up.
                where = (place, words[-1])
                if weight > best.get(where, 0.0):
                    best[where] = weight
        for (place, _word), weight in best.items():
            evidence[stretch, place] += weight
    return evidence


def to_scores(evidence: Floats, scale: float = ALONE, least: float = SMALLEST, sharpness: float = SHARPNESS) -> Floats:
    """Scores 0–1 of evidence; what is next to nothing is 0.

    Args:
        evidence: Any shape.
        scale: `ALONE` for a stretch by itself, `IN_CONTEXT` where neighbours and questions add to it.
        least: Evidence below it is none.
        sharpness: How fast scores rise around the scale.
    """
    scores = -np.expm1(-((np.maximum(evidence, 0.0) / scale) ** sharpness))
    scores[evidence < least] = 0.0
    return scores.astype(np.float32)


def with_neighbours(evidence: Floats) -> Floats:
    """Evidence of each stretch and `CONTEXT` times that of the one before and the one after.

    Args:
        evidence: Stretches × codes, in the order in which they were said.
    """
    spread = evidence.copy()
    spread[1:] += np.float32(CONTEXT) * evidence[:-1]
    spread[:-1] += np.float32(CONTEXT) * evidence[1:]
    return spread


def main_codes_include(evidence: Floats, index: CodebookIndex) -> Floats:
    """The evidence with every main code at least at that of each of its sub-codes."""
    raised = evidence.copy()
    for place, above in enumerate(index.ancestors):
        for higher in above:
            np.maximum(raised[:, higher], raised[:, place], out=raised[:, higher])
    return raised


def score(texts: Iterable[str], codebook: Codebook, *, in_order: bool = False) -> Floats:
    """How well each code fits each text, by the codebook alone: no study, no database, and no file is written.

    Args:
        texts: Sentences or stretches; none of them gives an array without rows.
        codebook: Codes with keywords, definitions and examples, as `qualcode.codebook.load_codebook` gives them.
        in_order: Whether the texts follow each other in one conversation, so that each may borrow from its neighbours.

    Returns:
        texts × codes of the codebook in its order, 0–1; 0 means nothing fits. A main code's score includes its sub-codes'.

    Raises:
        WrongUsage: when one of the texts is none, or there is no codebook.
    """
    said = _texts(texts)
    if not isinstance(codebook, Codebook):
        raise WrongUsage(
            _("There is no codebook to score by."), todo=_("Give what load_codebook gives, or a Codebook of your own.")
        )
    index = index_of(codebook)
    lexicon = Lexicon(index)
    spoken = [[word.form for word in spoken_words(text)] for text in said]
    lexicon.add(form for forms in spoken for form in forms)
    rows = np.array([lexicon.rows[form] for forms in spoken for form in forms], dtype=np.int32)
    firsts = np.cumsum([0, *(len(forms) for forms in spoken)]).astype(np.int32)
    evidence = signals_of(lexicon, rows, firsts).evidence()
    if in_order:
        evidence = with_neighbours(evidence)
    return to_scores(main_codes_include(evidence, index), IN_CONTEXT if in_order else ALONE)


def _texts(given: object) -> list[str]:
    """The texts; one string is no list of them, though it can be gone through letter by letter."""
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise WrongUsage(
            _("The texts must come in a list, not as {kind}.").format(kind=type(given).__name__),
            todo=_("Put one text between [ and ]."),
        )
    texts: list[str] = []
    for number, text in enumerate(given, start=1):
        if not isinstance(text, str):
            raise WrongUsage(
                _("Text {number} is no text but {kind}.").format(number=number, kind=type(text).__name__),
                todo=_("Leave out what is empty, or put an empty text there."),
            )
        texts.append(text)
    return texts
