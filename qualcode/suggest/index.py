"""A codebook made ready for ranking: its patterns, and what the words and letters of each code's description weigh.

A main code's description holds those of its sub-codes. Words are weighed among the codes that compete with each other:
those of one family at one depth (the seven bouwstenen among themselves, their sub-topics among themselves).
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from qualcode.codebook.model import Codebook, CodeEntry
from qualcode.language.compounds import parts
from qualcode.language.stems import keys
from qualcode.language.tokens import content_words
from qualcode.suggest.patterns import Pattern, patterns_of

Floats = npt.NDArray[np.float32]

_FIELDS = (("name", 2.0), ("definition", 1.0), ("when", 0.7), ("example", 1.0))
_KEYWORD_WEIGHT = 2.5
_QUESTION_WEIGHT = 0.5
_PART_WEIGHT = 0.6
_K1, _B = 1.2, 0.6
GRAMS = (3, 4, 5)


@dataclass(frozen=True)
class CodebookIndex:
    """What `lexicon` needs of a codebook."""

    codebook: Codebook
    keys: tuple[str, ...]
    ancestors: tuple[tuple[int, ...], ...]
    """Of each code the places of the codes above it."""
    families: tuple[frozenset[int], ...]
    """Of each code itself and the codes below it."""
    groups: npt.NDArray[np.int64]
    """Of each code the number of the group it competes in."""
    wordless: npt.NDArray[np.bool_]
    """Codes of which the codebook gives but a name, as in vivo codes are."""
    patterns: tuple[Pattern, ...]
    pattern_weights: Floats
    """0–1 for each pattern: lower when several codes of a group have the same word."""
    terms: dict[str, Floats]
    """Key of a word -> its BM25 weight for each code."""
    grams: dict[str, int]
    """Letter group -> row of `gram_weights`."""
    gram_weights: Floats
    """Letter groups × codes: TF-IDF, each column of length 1."""
    gram_idf: Floats
    """Of each letter group; the last is that of a group the codebook does not have."""
    questions: tuple[tuple[int, str], ...] = field(default=())
    """(place of the code, question) of every interview question."""
    forms: frozenset[str] = frozenset()
    """The codebook's own words, and the parts of its compounds."""

    @cached_property
    def upward(self) -> Floats:
        """Codes × codes: 1 in the row of each code for itself and the codes above it."""
        up = np.eye(len(self.keys), dtype=np.float32)
        for place, above in enumerate(self.ancestors):
            up[place, list(above)] = 1.0
        return up


def ancestors_of(codes: tuple[CodeEntry, ...]) -> tuple[tuple[int, ...], ...]:
    """Places of the codes above each code, nearest first; a parent that is not in the codebook is no parent."""
    place = {code.key: index for index, code in enumerate(codes)}
    found: list[tuple[int, ...]] = []
    for code in codes:
        above: list[int] = []
        parent = code.parent
        while parent is not None and parent in place and place[parent] not in above:
            above.append(place[parent])
            parent = codes[place[parent]].parent
        found.append(tuple(above))
    return tuple(found)


def _groups(codes: tuple[CodeEntry, ...], ancestors: tuple[tuple[int, ...], ...]) -> npt.NDArray[np.int64]:
    names: dict[tuple[str, int], int] = {}
    numbers: list[int] = []
    for code, above in zip(codes, ancestors, strict=True):
        root = codes[above[-1]] if above else code
        numbers.append(names.setdefault((root.family, len(above)), len(names)))
    return np.array(numbers, dtype=np.int64)


@lru_cache(maxsize=8)
def index_of(codebook: Codebook) -> CodebookIndex:
    """The codebook made ready; kept for the codebooks used last."""
    codes = codebook.codes
    ancestors = ancestors_of(codes)
    groups = _groups(codes, ancestors)
    patterns = tuple(patterns_of(codes))
    bags = _bags(codes, ancestors)
    grams, gram_weights, gram_idf = _letters(bags, groups)
    return CodebookIndex(
        codebook=codebook,
        keys=tuple(code.key for code in codes),
        ancestors=ancestors,
        families=tuple(
            frozenset([place, *(other for other, above in enumerate(ancestors) if place in above)])
            for place in range(len(codes))
        ),
        groups=groups,
        wordless=np.array(
            [not (code.keywords or code.aliases or code.definition or code.example) for code in codes], bool
        ),
        patterns=patterns,
        pattern_weights=_pattern_weights(patterns, ancestors, groups),
        terms=_terms(bags, groups),
        grams=grams,
        gram_weights=gram_weights,
        gram_idf=gram_idf,
        forms=_forms(bags, patterns),
        questions=tuple((place, question) for place, code in enumerate(codes) for question in code.questions),
    )


def _forms(bags: list[Counter[str]], patterns: tuple[Pattern, ...]) -> frozenset[str]:
    whole = {form for bag in bags for form in bag}
    whole.update(element.form for pattern in patterns for element in pattern.elements if not element.wild)
    return frozenset(whole.union(part for form in whole for part in parts(form)))


def _bags(codes: tuple[CodeEntry, ...], ancestors: tuple[tuple[int, ...], ...]) -> list[Counter[str]]:
    """Weighted content words of each code and of the codes below it."""
    own: list[Counter[str]] = []
    for code in codes:
        bag: Counter[str] = Counter()
        for name, weight in _FIELDS:
            _pour(bag, getattr(code, name), weight)
        for keyword in dict.fromkeys((*code.keywords, *code.aliases)):
            _pour(bag, keyword.replace("*", ""), _KEYWORD_WEIGHT)
        for question in code.questions:
            _pour(bag, question, _QUESTION_WEIGHT)
        own.append(bag)
    bags = [Counter(bag) for bag in own]
    for place, above in enumerate(ancestors):
        for higher in above:
            bags[higher].update(own[place])
    return bags


def _pour(bag: Counter[str], text: str, weight: float) -> None:
    for word in content_words(text):
        bag[word.form] += weight  # type: ignore[assignment]


def _pattern_weights(
    patterns: tuple[Pattern, ...], ancestors: tuple[tuple[int, ...], ...], groups: npt.NDArray[np.int64]
) -> Floats:
    """How much a pattern says: shared words less, phrases more.

    Sharing is counted between the top codes that have the word, so that a main code and its sub-codes share freely.
    """
    owners: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    for pattern in patterns:
        above = ancestors[pattern.code]
        owners[_identity(pattern)].add(above[-1] if above else pattern.code)
    weights: list[float] = []
    for pattern in patterns:
        above = ancestors[pattern.code]
        top = above[-1] if above else pattern.code
        rivals = sum(1 for other in owners[_identity(pattern)] if groups[other] == groups[top])
        weights.append((1.15 if pattern.phrase else 1.0) / math.sqrt(max(rivals, 1)))
    return np.array(weights, dtype=np.float32)


def _identity(pattern: Pattern) -> tuple[str, ...]:
    return tuple(sorted(min(element.keys, default=element.form, key=len) for element in pattern.elements))


def _terms(bags: list[Counter[str]], groups: npt.NDArray[np.int64]) -> dict[str, Floats]:
    """BM25 weights (Robertson & Zaragoza 2009) of word keys; parts of compounds count as words at a lower rate."""
    count = len(bags)
    frequency: defaultdict[str, Floats] = defaultdict(lambda: np.zeros(count, dtype=np.float32))
    for place, bag in enumerate(bags):
        for form, weight in bag.items():
            for key in keys(form):
                frequency[key][place] += weight
            for part in parts(form):
                for key in keys(part):
                    frequency[key][place] += weight * _PART_WEIGHT
    lengths = np.array([sum(bag.values()) for bag in bags], dtype=np.float32)
    members = np.stack([groups == group for group in groups]) if count else np.zeros((0, 0), dtype=bool)
    sizes = members.sum(axis=1).astype(np.float32)
    mean = np.array([lengths[row].mean() if row.any() else 1.0 for row in members], dtype=np.float32)
    damping = _K1 * (1 - _B + _B * lengths / np.maximum(mean, 1e-6))
    weights: dict[str, Floats] = {}
    for key, row in frequency.items():
        holding = (members & (row > 0)[None, :]).sum(axis=1).astype(np.float32)
        # A group of one has no rivals to tell apart; count a few imagined ones so that its words still weigh.
        total = np.maximum(sizes, 6.0)
        idf = np.log1p((total - holding + 0.5) / (holding + 0.5))
        weights[key] = (idf * row * (_K1 + 1) / (row + damping)).astype(np.float32)
    return weights


def grams_of(form: str) -> list[str]:
    """Letter groups of a folded word, with a space at both ends, as scikit-learn's `char_wb` makes them."""
    padded = f" {form} "
    return [padded[i : i + n] for n in GRAMS for i in range(max(len(padded) - n + 1, 0))]


def _letters(bags: list[Counter[str]], groups: npt.NDArray[np.int64]) -> tuple[dict[str, int], Floats, Floats]:
    count = len(bags)
    rows: dict[str, int] = {}
    cells, weights = array("q"), array("f")
    for place, bag in enumerate(bags):
        for form, weight in bag.items():
            for gram in grams_of(form):
                cells.append(rows.setdefault(gram, len(rows)) * count + place)
                weights.append(weight)
    if not rows:
        return {}, np.zeros((0, count), dtype=np.float32), np.ones(1, dtype=np.float32)
    table = np.bincount(np.asarray(cells), np.asarray(weights), minlength=len(rows) * count)
    table = table.reshape(-1, count).astype(np.float32)
    # Rarity among the codes without a code above them in weight: the mean over groups of the share that lacks the letters.
    present = table > 0
    shares = np.stack([present[:, groups == group].mean(axis=1) for group in np.unique(groups)])
    largest = int(np.argmax([(groups == group).sum() for group in np.unique(groups)]))
    idf = 1.0 + np.log((1.0 + count) / (1.0 + count * np.maximum(shares.mean(axis=0), shares[largest] * 0.5)))
    weighted = np.log1p(table, out=table)
    weighted *= idf[:, None].astype(np.float32)
    norms = np.linalg.norm(weighted, axis=0)
    weighted /= np.where(norms > 0, norms, 1.0)
    unknown = 1.0 + math.log(1.0 + count)
    return rows, weighted, np.append(idf, unknown).astype(np.float32)
