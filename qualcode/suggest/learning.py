"""What the coder's own decisions teach, within one study.

For each code with enough coded segments the words of those segments are compared with the words of all coded segments
(Rocchio's relevance feedback, 1971: the mean of what belongs, less the mean of what does not, rejected suggestions taken
away too). The codebook keeps its full weight; the learned part is bounded, because a handful of segments says more about
one interview than about a code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from qualcode.suggest.analysis import Analysis
from qualcode.suggest.index import CodebookIndex, Floats
from qualcode.suggest.lexicon import Lexicon
from qualcode.suggest.values import REJECTED, Known

Ints = npt.NDArray[np.int32]

FEWEST = 3
"""Segments from which a code is learned."""
PLENTY = 10
"""Segments from which the learned part has its full weight."""
MOST = 0.8
"""Most evidence that it gives: less than one keyword and its description, and 0.4 of what `scoring.IN_CONTEXT` scales by."""
MOST_ALONE = 2.0
"""Most for a code of which the codebook says nothing, so that nothing is outweighed."""
_REJECTED_WEIGHT = 0.5
OTHERS_WEIGHT = 0.9
"""How much of the mean of all segments is taken from the mean of a code's."""
_FLOOR, _FULL = 0.0, 0.25


@dataclass(frozen=True)
class Example:
    """A decided segment as the words in it."""

    known: Known
    rows: tuple[int, ...]
    """Lexicon rows of its content words, each once."""


@dataclass(frozen=True)
class Segments:
    """The coded segments of one code."""

    known: tuple[Known, ...]
    stems: npt.NDArray[np.int64]
    """Of the first segment, of the second, …, each once in its segment."""
    begins: npt.NDArray[np.int64]
    """Of each segment its first stem."""
    lengths: Floats
    """Of the vector of rare words of each segment."""

    def most_alike(self, weights: Floats, length: float) -> tuple[int, float]:
        """Which segment is most like a stretch, and its likeness (cosine, 0–1).

        Args:
            weights: Of each stem its squared rarity where the stretch has it, else 0.
            length: Of the stretch's vector.
        """
        likeness = np.add.reduceat(weights[self.stems], self.begins) / np.maximum(self.lengths * length, 1e-6)
        best = int(likeness.argmax())
        return best, float(likeness[best])


@dataclass(frozen=True)
class Learned:
    """Word weights for each code, from decided segments."""

    weights: Floats
    """Stems × codes; columns of length 1, zero for a code with too few segments."""
    trust: Floats
    """Of each code 0–1 by its number of segments, more for a code without words."""
    stems: Ints
    """Of each lexicon row its stem."""
    idf: Floats
    """Of each stem."""
    examples: tuple[Example, ...]

    @cached_property
    def by_code(self) -> dict[str, Segments]:
        """Of each code its coded segments as rare words, so that all of them are compared with a stretch at once."""
        kept: dict[str, list[Example]] = {}
        for example in self.examples:
            if example.known.verdict != REJECTED and example.rows:
                kept.setdefault(example.known.code_key, []).append(example)
        return {key: self._segments(examples) for key, examples in kept.items()}

    def _segments(self, examples: Sequence[Example]) -> Segments:
        sizes = np.array([len(example.rows) for example in examples])
        segment = np.repeat(np.arange(len(examples)), sizes)
        stems = self.stems[np.concatenate([example.rows for example in examples])]
        pairs = np.unique(segment * len(self.idf) + stems)
        stems = pairs % len(self.idf)
        begins = np.searchsorted(pairs // len(self.idf), np.arange(len(examples)))
        lengths = np.sqrt(np.add.reduceat(self.idf[stems] ** 2, begins))
        return Segments(tuple(example.known for example in examples), stems, begins, lengths)

    @property
    def empty(self) -> bool:
        """Whether no code has enough segments."""
        return not bool(self.trust.any())


def stem_numbers(lexicon: Lexicon) -> Ints:
    """A number for each row of the lexicon: rows with the same stem of the lemma share it."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(each[-1], len(numbers)) for each in lexicon.word_keys], dtype=np.int32)


def examples_of(
    known: Sequence[Known], analyses: dict[str, Analysis], lexicon: Lexicon, rows: dict[str, Ints]
) -> list[Example]:
    """The decided segments with their words; those of transcripts that are not there are left out."""
    found: list[Example] = []
    for each in known:
        analysis = analyses.get(each.transcript_id)
        if analysis is None:
            continue
        # Words stand in the order of the text, so both bounds are found by bisection.
        first = int(np.searchsorted(analysis.starts, each.start, side="left"))
        last = int(np.searchsorted(analysis.ends, each.end, side="right"))
        inside = rows[each.transcript_id][first:last]
        telling = np.unique(inside[lexicon.content[inside]]) if len(inside) else inside
        found.append(Example(each, tuple(telling.tolist())))
    return found


def learn(
    index: CodebookIndex,
    stems: Ints,
    examples: Sequence[Example],
    spoken: Sequence[tuple[Ints, Ints]],
) -> Learned:
    """Weights of words for codes.

    Args:
        index: The codes.
        stems: `stem_numbers` of the lexicon.
        examples: Decided segments.
        spoken: (rows, first words of stretches) of every transcript, to tell rare words from common ones.
    """
    width = len(index.keys)
    size = int(stems.max()) + 1 if len(stems) else 0
    idf = _rarity(stems, spoken, size)
    place = {key: number for number, key in enumerate(index.keys)}
    total = np.zeros((size, width), dtype=np.float32)
    against = np.zeros((size, width), dtype=np.float32)
    counts = np.zeros(width, dtype=np.float32)
    refused = np.zeros(width, dtype=np.float32)
    for example in examples:
        code = place.get(example.known.code_key)
        if code is None or not example.rows:
            continue
        seen = np.unique(stems[list(example.rows)])
        weights = idf[seen] / max(float(np.linalg.norm(idf[seen])), 1e-6)
        for higher in (code, *index.ancestors[code]):
            if example.known.verdict == REJECTED:
                if higher == code:
                    against[seen, higher] += weights
                    refused[higher] += 1
            else:
                total[seen, higher] += weights
                counts[higher] += 1
    mean = total / np.maximum(counts, 1.0)
    everything = np.zeros((size, 1), dtype=np.float32)
    if counts.sum():
        everything = (total.sum(axis=1) / counts.sum())[:, None]
    mean -= OTHERS_WEIGHT * everything
    mean -= _REJECTED_WEIGHT * against / np.maximum(refused, 1.0)
    enough = counts >= FEWEST
    mean[:, ~enough] = 0.0
    norms = np.linalg.norm(mean, axis=0)
    mean /= np.where(norms > 0, norms, 1.0)
    trust = trust_of(counts)
    trust = np.where(index.wordless, trust * (MOST_ALONE / MOST), trust)
    return Learned(mean.astype(np.float32), trust.astype(np.float32), stems, idf, tuple(examples))


def trust_of(counts: Floats) -> Floats:
    """0 for fewer segments than `FEWEST`, then rising to 1 at `PLENTY`."""
    rising = np.minimum(1.0, 0.6 + 0.4 * (counts - FEWEST) / (PLENTY - FEWEST))
    trust: Floats = np.where(counts >= FEWEST, rising, 0.0).astype(np.float32)
    return trust


def _rarity(stems: Ints, spoken: Sequence[tuple[Ints, Ints]], size: int) -> Floats:
    holding = np.zeros(size, dtype=np.float32)
    stretches = 0
    for rows, firsts in spoken:
        stretch_of = np.repeat(np.arange(len(firsts) - 1), np.diff(firsts))
        pairs = np.unique(stretch_of.astype(np.int64) * max(size, 1) + stems[rows])
        holding += np.bincount(pairs % max(size, 1), minlength=size)
        stretches += len(firsts) - 1
    rarity: Floats = np.log1p((stretches + 1) / (holding + 1)).astype(np.float32)
    return rarity


def learned_evidence(learned: Learned, lexicon: Lexicon, rows: Ints, firsts: Ints) -> Floats:
    """Evidence of the learned words for a batch of stretches, at most `MOST` (`MOST_ALONE`)."""
    count, width = len(firsts) - 1, learned.weights.shape[1]
    result = np.zeros((count, width), dtype=np.float32)
    if learned.empty or not len(rows):
        return result
    telling = lexicon.content[rows]
    stretch_of = np.repeat(np.arange(count, dtype=np.int64), np.diff(firsts))[telling]
    size = len(learned.idf)
    pairs = np.unique(stretch_of * size + learned.stems[rows[telling]])
    if not len(pairs):
        return result
    at, stem = pairs // size, pairs % size
    present, begins = np.unique(at, return_index=True)
    codes = np.flatnonzero(learned.trust)
    weighed = learned.idf[stem][:, None] * learned.weights[stem][:, codes]
    sums = np.add.reduceat(weighed, begins, axis=0)
    norms = np.sqrt(np.add.reduceat(learned.idf[stem] ** 2, begins))
    likeness = sums / norms[:, None]
    evidence = MOST * learned.trust[codes] * np.clip((likeness - _FLOOR) / (_FULL - _FLOOR), -1.0, 1.0)
    result[np.ix_(present, codes)] = evidence
    return result
