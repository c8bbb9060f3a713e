"""What the coder's own decisions teach, within one study.

For each code with enough coded segments the words of those segments are compared with the words of all coded segments
(Rocchio's relevance feedback, 1971: the mean of what belongs, less the mean of what does not, rejected suggestions taken
away too). The codebook keeps its full weight; the learned part is bounded, because a handful of segments says more about
one interview than about a code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from qualcode.suggest.analysis import Analysis
from qualcode.suggest.index import CodebookIndex, Floats
from qualcode.suggest.lexicon import Lexicon
from qualcode.suggest.values import REJECTED, Known

Ints = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

FEWEST = 3
"""Segments from which a code is learned."""
PLENTY = 8
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
class Stems:
    """The words of a lexicon as stems, and how rare each is: what texts alone tell, whatever is decided."""

    of_row: Ints
    """Of each lexicon row its stem; rows with the same stem of the lemma share one."""
    idf: Floats
    """Of each stem."""


@dataclass(frozen=True)
class Telling:
    """The content words of a transcript's stretches, each stem once in a stretch."""

    stretches: int
    at: Numbers
    """Stretch of each word, rising."""
    stem: Numbers
    """Its stem."""
    lengths: Floats
    """Of each stretch the length of its vector of rare words; 1 for one without words."""


@dataclass(frozen=True)
class Example:
    """A decided segment as the words in it."""

    known: Known
    stems: Numbers
    """Of its content words, each once."""
    weights: Floats
    """Their rarity, together of length 1."""


@dataclass(frozen=True)
class Segments:
    """The coded segments of one code."""

    known: tuple[Known, ...]
    stems: Numbers
    """Of the first segment, of the second, …, each once in its segment."""
    begins: Numbers
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
            if example.known.verdict != REJECTED and len(example.stems):
                kept.setdefault(example.known.code_key, []).append(example)
        return {key: self._segments(examples) for key, examples in kept.items()}

    def _segments(self, examples: Sequence[Example]) -> Segments:
        stems = np.concatenate([example.stems for example in examples])
        begins = np.cumsum([0, *(len(example.stems) for example in examples[:-1])])
        lengths = np.sqrt(np.add.reduceat(self.idf[stems] ** 2, begins))
        return Segments(tuple(example.known for example in examples), stems, begins, lengths)

    @cached_property
    def taught(self) -> tuple[Numbers, Flags, Floats]:
        """Codes that were learned, which stems say something of them, and what: rarity × weight, stems × those codes."""
        codes = np.flatnonzero(self.trust)
        weighed: Floats = self.idf[:, None] * self.weights[:, codes]
        says: Flags = (weighed != 0).any(axis=1)
        return codes, says, weighed

    @property
    def empty(self) -> bool:
        """Whether no code has enough segments."""
        return not bool(self.trust.any())


def stems_of(lexicon: Lexicon, spoken: Iterable[tuple[Ints, Ints]]) -> Stems:
    """The stems of a lexicon's words; rows with the same stem of the lemma share a number.

    Args:
        lexicon: Has a row for every word.
        spoken: (rows, first words of stretches) of every transcript, to tell rare words from common ones.
    """
    numbers: dict[str, int] = {}
    of_row = np.array([numbers.setdefault(each[-1], len(numbers)) for each in lexicon.word_keys], dtype=np.int32)
    holding = np.zeros(len(numbers), dtype=np.float32)
    stretches = 0
    for rows, firsts in spoken:
        _, stem = _each_once(of_row[rows], firsts, len(numbers))
        holding += np.bincount(stem, minlength=len(numbers))
        stretches += len(firsts) - 1
    return Stems(of_row, np.log1p((stretches + 1) / (holding + 1)).astype(np.float32))


def _each_once(stems: Ints, firsts: Ints, size: int) -> tuple[Numbers, Numbers]:
    """(stretch, stem) pairs of words, a stem once in a stretch, in order."""
    stretch_of = np.repeat(np.arange(len(firsts) - 1, dtype=np.int64), np.diff(firsts))
    pairs = np.unique(stretch_of * max(size, 1) + stems)
    return pairs // max(size, 1), pairs % max(size, 1)


def telling_of(lexicon: Lexicon, stems: Stems, rows: Ints, firsts: Ints) -> Telling:
    """The content words of a transcript's stretches as stems."""
    count = len(firsts) - 1
    content = lexicon.content[rows] if len(rows) else np.zeros(0, dtype=bool)
    edges = np.concatenate([[0], np.cumsum(content)])[firsts].astype(np.int32)
    at, stem = _each_once(stems.of_row[rows[content]], edges, len(stems.idf))
    squares = np.bincount(at, stems.idf[stem] ** 2, minlength=count).astype(np.float32)
    return Telling(count, at, stem, np.sqrt(np.where(squares > 0, squares, 1.0)).astype(np.float32))


def examples_of(
    known: Sequence[Known],
    analyses: Mapping[str, Analysis],
    lexicon: Lexicon,
    rows: Mapping[str, Ints],
    stems: Stems,
    before: Sequence[Example] = (),
) -> list[Example]:
    """The decided segments with their words; those of transcripts that are not there are left out.

    Args:
        known: The decisions.
        analyses, rows: Transcripts and the lexicon rows of their words, by transcript id.
        lexicon, stems: The words.
        before: Made earlier from the same texts: what was decided then and still stands is not looked at again.
    """
    made = {example.known: example for example in before}
    found: list[Example] = []
    for each in known:
        if each in made:
            found.append(made[each])
            continue
        analysis = analyses.get(each.transcript_id)
        if analysis is None:
            continue
        # Words stand in the order of the text, so both bounds are found by bisection.
        first = int(np.searchsorted(analysis.starts, each.start, side="left"))
        last = int(np.searchsorted(analysis.ends, each.end, side="right"))
        inside = rows[each.transcript_id][first:last]
        seen = np.unique(stems.of_row[inside[lexicon.content[inside]]]).astype(np.int64)
        idf = stems.idf[seen]
        found.append(Example(each, seen, idf / max(float(np.linalg.norm(idf)), 1e-6)))
    return found


def learn(index: CodebookIndex, stems: Stems, examples: Sequence[Example]) -> Learned:
    """Weights of words for codes.

    Args:
        index: The codes.
        stems: Of the lexicon.
        examples: Decided segments.
    """
    size = len(stems.idf)
    place = {key: number for number, key in enumerate(index.keys)}
    telling = [each for each in examples if each.known.code_key in place and len(each.stems)]
    kept = [each for each in telling if each.known.verdict != REJECTED]
    refusals = [each for each in telling if each.known.verdict == REJECTED]
    # A segment counts for the codes above its own as well; a refusal for its own code alone.
    own, number = _sums(kept, place, size)
    total, counts = own @ index.upward, number @ index.upward
    against, refused = _sums(refusals, place, size)
    mean = total / np.maximum(counts, 1.0)
    if counts.sum():
        mean -= OTHERS_WEIGHT * (total.sum(axis=1) / counts.sum())[:, None]
    mean -= _REJECTED_WEIGHT * against / np.maximum(refused, 1.0)
    mean[:, counts < FEWEST] = 0.0
    norms = np.linalg.norm(mean, axis=0)
    mean /= np.where(norms > 0, norms, 1.0)
    trust = trust_of(counts)
    trust = np.where(index.wordless, trust * (MOST_ALONE / MOST), trust)
    return Learned(mean.astype(np.float32), trust.astype(np.float32), stems.of_row, stems.idf, tuple(examples))


def _sums(examples: Sequence[Example], place: Mapping[str, int], size: int) -> tuple[Floats, Floats]:
    """The words of the examples of each code added up, stems × codes, and the number of examples."""
    width = len(place)
    codes = np.array([place[each.known.code_key] for each in examples], dtype=np.int64)
    if not len(codes):
        return np.zeros((size, width), dtype=np.float32), np.zeros(width, dtype=np.float32)
    cells = np.concatenate([each.stems for each in examples]) * width
    cells += np.repeat(codes, [len(each.stems) for each in examples])
    weights = np.concatenate([each.weights for each in examples])
    sums = np.bincount(cells, weights, minlength=size * width).reshape(size, width)
    return sums.astype(np.float32), np.bincount(codes, minlength=width).astype(np.float32)


def trust_of(counts: Floats) -> Floats:
    """0 for fewer segments than `FEWEST`, then rising to 1 at `PLENTY`."""
    rising = np.minimum(1.0, 0.6 + 0.4 * (counts - FEWEST) / (PLENTY - FEWEST))
    trust: Floats = np.where(counts >= FEWEST, rising, 0.0).astype(np.float32)
    return trust


def learned_evidence(learned: Learned, telling: Telling) -> Floats:
    """Evidence of the learned words for the stretches of a transcript, at most `MOST` (`MOST_ALONE`)."""
    result = np.zeros((telling.stretches, learned.weights.shape[1]), dtype=np.float32)
    if learned.empty or not len(telling.at):
        return result
    codes, says, weighed = learned.taught
    # Most words say nothing of any code; those of a stretch without others need no adding up.
    meant = says[telling.stem]
    at, stem = telling.at[meant], telling.stem[meant]
    if not len(at):
        return result
    begins = np.flatnonzero(np.diff(at, prepend=-1))
    present = at[begins]
    likeness = np.add.reduceat(weighed[stem], begins, axis=0)
    likeness /= telling.lengths[present, None]
    evidence = MOST * learned.trust[codes] * np.clip((likeness - _FLOOR) / (_FULL - _FLOOR), -1.0, 1.0)
    result[np.ix_(present, codes)] = evidence
    return result
