"""Words × codes: what each word form says of each code, worked out once for a form however often it is spoken."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from qualcode.language.compounds import parts
from qualcode.language.stems import keys, known
from qualcode.language.tokens import ONE, is_content
from qualcode.language.wordlists import STOP_WORDS
from qualcode.suggest.index import CodebookIndex, Floats, grams_of
from qualcode.suggest.patterns import GAP, Element, wild_regex

_PART_WEIGHT = 0.6
_FUZZY_CUTOFF = 84.0
_FUZZY_SHORTEST = 6
_FUZZY_DISCOUNT = 0.6
UNSURE = 0.5
"""How well "een loket" meets the keyword "één loket"."""


class Phrase(NamedTuple):
    """A phrase as it is looked for around its anchor word."""

    pattern: int
    others: tuple[frozenset[int], ...]
    """Rows that meet each of its elements but the anchor, in order."""
    place: int
    """Number of the anchor element."""
    reach: int
    """Words to look at on both sides."""
    fixed: bool
    """Whether its order counts."""
    unsure: frozenset[int]
    """Rows that may stand for another word: "een" where the keyword says "één"."""

    def fit(self, taken: Iterable[int]) -> float:
        """How well it is met by the rows taken: less where one of them may be another word."""
        return 1.0 if self.unsure.isdisjoint(taken) else UNSURE


class Lexicon:
    """The forms met so far and their rows; grows with `add`."""

    def __init__(self, index: CodebookIndex) -> None:
        self.index = index
        self.rows: dict[str, int] = {}
        self.forms: list[str] = []
        self.word_keys: list[tuple[str, ...]] = []
        width = len(index.keys)
        self.bm25: Floats = np.zeros((0, width), dtype=np.float32)
        self.letters: Floats = np.zeros((0, width), dtype=np.float32)
        self.letter_norms: Floats = np.zeros(0, dtype=np.float32)
        self.content: np.ndarray[tuple[int], np.dtype[np.bool_]] = np.zeros(0, dtype=bool)
        self.single: list[tuple[tuple[int, float], ...]] = []
        """Of each form the single-word patterns it meets, with how well (1 for the word, less for a likely misspelling)."""
        self.anchored: list[tuple[tuple[int, int], ...]] = []
        """Of each form the (phrase, element) pairs of which it is the anchor."""
        self._by_key: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._wild: list[tuple[int, int]] = []
        self._rows_by_key: defaultdict[str, list[int]] = defaultdict(list)
        self._phrases: dict[int, tuple[Phrase, ...]] = {}
        self._by_anchor: dict[tuple[int, int], Phrase] = {}
        for number, pattern in enumerate(index.patterns):
            place = pattern.anchor
            element = pattern.elements[place]
            if element.wild:
                self._wild.append((number, place))
            for key in element.keys:
                self._by_key[key].append((number, place))

    def add(self, forms: Iterable[str], keyed: dict[str, tuple[str, ...]] | None = None) -> None:
        """Gives every new form its row.

        Args:
            forms: Folded forms.
            keyed: Keys of forms where they are known already (a cached analysis, a pipeline's lemmas).
        """
        new = [form for form in dict.fromkeys(forms) if form not in self.rows]
        if not new:
            return
        given = keyed or {}
        self._phrases.clear()
        self._by_anchor.clear()
        for form in new:
            row = len(self.forms)
            self.rows[form] = row
            self.forms.append(form)
            self.word_keys.append(given.get(form) or keys(form))
            for key in self.word_keys[row]:
                self._rows_by_key[key].append(row)
        content = np.array([is_content(form) for form in new], dtype=bool)
        self.content = np.concatenate([self.content, content])
        first = len(self.forms) - len(new)
        self.bm25 = np.vstack([self.bm25, self._bm25_rows(first)])
        letters, norms = self._letter_rows(new)
        self.letters = np.vstack([self.letters, letters])
        self.letter_norms = np.concatenate([self.letter_norms, norms])
        self._meet(new, first)

    def _bm25_rows(self, first: int) -> Floats:
        terms = self.index.terms
        width = len(self.index.keys)
        rows = np.zeros((len(self.forms) - first, width), dtype=np.float32)
        for row, place in enumerate(range(first, len(self.forms))):
            if not self.content[place]:
                continue
            for key in self.word_keys[place]:
                if key in terms:
                    np.maximum(rows[row], terms[key], out=rows[row])
            split = parts(self.forms[place])
            if split:
                total = np.zeros(width, dtype=np.float32)
                for part in split:
                    if part in STOP_WORDS:
                        continue
                    best = [terms[key] for key in keys(part) if key in terms]
                    if best:
                        total += np.max(best, axis=0)
                np.maximum(rows[row], _PART_WEIGHT * total, out=rows[row])
        return rows

    def _letter_rows(self, new: Sequence[str]) -> tuple[Floats, Floats]:
        index = self.index
        unknown = float(index.gram_idf[-1])
        rows = np.zeros((len(new), len(index.keys)), dtype=np.float32)
        norms = np.zeros(len(new), dtype=np.float32)
        for place, form in enumerate(new):
            if not is_content(form):
                continue
            grams = grams_of(form)
            found = [index.grams[gram] for gram in grams if gram in index.grams]
            square = (len(grams) - len(found)) * unknown**2
            if found:
                idf = index.gram_idf[found]
                rows[place] = idf @ index.gram_weights[found]
                square += float(idf @ idf)
            norms[place] = square
        return rows, norms

    def _meet(self, new: Sequence[str], first: int) -> None:
        met: list[dict[tuple[int, int], float]] = [{} for _ in new]
        for row in range(len(new)):
            for key in self.word_keys[first + row]:
                for pair in self._by_key.get(key, ()):
                    met[row][pair] = 1.0
        if self._wild:
            self._meet_wild(new, met)
        self._meet_fuzzy(new, met)
        patterns = self.index.patterns
        for pairs in met:
            self.single.append(tuple((n, fit) for (n, _), fit in sorted(pairs.items()) if not patterns[n].phrase))
            self.anchored.append(tuple(pair for pair in sorted(pairs) if patterns[pair[0]].phrase))

    def _meet_wild(self, new: Sequence[str], met: list[dict[tuple[int, int], float]]) -> None:
        joined = "\n".join(new)
        starts = [0]
        for form in new:
            starts.append(starts[-1] + len(form) + 1)
        for number, place in self._wild:
            wild = wild_regex(self.index.patterns[number].elements[place].form)
            prefix = "(?m)^" + wild.pattern + "$"
            for match in re.finditer(prefix, joined):
                met[bisect.bisect_right(starts, match.start()) - 1][(number, place)] = 1.0

    def _meet_fuzzy(self, new: Sequence[str], met: list[dict[tuple[int, int], float]]) -> None:
        """Misspelt and misheard words: a form that no dictionary has, close in letters to a keyword of one word."""
        strange = [
            row for row, form in enumerate(new) if len(form) >= _FUZZY_SHORTEST and not met[row] and not known(form)
        ]
        targets: dict[str, list[int]] = defaultdict(list)
        for number, pattern in enumerate(self.index.patterns):
            if not (pattern.phrase or pattern.alias or pattern.elements[0].wild):
                form = pattern.elements[0].form
                if len(form) >= _FUZZY_SHORTEST and form not in STOP_WORDS:
                    targets[form].append(number)
        if not strange or not targets:
            return
        from rapidfuzz import fuzz, process

        choices = list(targets)
        likeness = process.cdist(
            [new[row] for row in strange], choices, scorer=fuzz.ratio, score_cutoff=_FUZZY_CUTOFF, dtype=np.uint8
        )
        best = likeness.argmax(axis=1)
        for place in np.flatnonzero(likeness.max(axis=1)).tolist():
            for number in targets[choices[best[place]]]:
                met[strange[place]][(number, 0)] = _FUZZY_DISCOUNT

    def phrases(self, row: int) -> tuple[Phrase, ...]:
        """The phrases of which a form is the anchor, ready to be looked for."""
        found = self._phrases.get(row)
        if found is None:
            found = tuple(self._phrase(*pair) for pair in self.anchored[row])
            self._phrases[row] = found
        return found

    def _phrase(self, number: int, place: int) -> Phrase:
        found = self._by_anchor.get((number, place))
        if found is None:
            pattern = self.index.patterns[number]
            rows = [self._rows_of(element) for other, element in enumerate(pattern.elements) if other != place]
            one = any(element.form == ONE for element in pattern.elements)
            unsure = frozenset((self.rows["een"],)) if one and "een" in self.rows else frozenset[int]()
            found = Phrase(number, tuple(rows), place, len(rows) + GAP, pattern.fixed, unsure)
            self._by_anchor[number, place] = found
        return found

    def _rows_of(self, element: Element) -> frozenset[int]:
        if element.wild:
            wild = wild_regex(element.form)
            return frozenset(row for row, form in enumerate(self.forms) if wild.fullmatch(form))
        return frozenset(row for key in element.keys for row in self._rows_by_key.get(key, ()))


def phrase_at(phrase: Phrase, forms: Sequence[int], anchor: int) -> tuple[int, ...] | None:
    """The words of a stretch that make the phrase around its anchor word, in order, or None.

    Args:
        phrase: What is looked for.
        forms: Rows of the stretch's words, stop words included, in order.
        anchor: Which of them the anchor element met.
    """
    low = max(anchor - phrase.reach, 0)
    window = forms[low : anchor + phrase.reach + 1]
    for rows in phrase.others:
        if rows.isdisjoint(window):
            return None
    if phrase.fixed:
        return _in_order(phrase, forms, anchor)
    taken = [anchor]
    for rows in phrase.others:
        free = [each for each, row in enumerate(window, start=low) if row in rows and each not in taken]
        if not free:
            return None
        taken.append(min(free, key=lambda each: (abs(each - anchor), each)))
    return tuple(sorted(taken)) if max(taken) - min(taken) <= phrase.reach else None


def _in_order(phrase: Phrase, forms: Sequence[int], anchor: int) -> tuple[int, ...] | None:
    """The words of a phrase that stand in its order, at most one other word between two of them."""
    taken = [anchor]
    for rows in reversed(phrase.others[: phrase.place]):
        at = taken[-1]
        found = next((each for each in (at - 1, at - 2) if each >= 0 and forms[each] in rows), None)
        if found is None:
            return None
        taken.append(found)
    taken.reverse()
    for rows in phrase.others[phrase.place :]:
        at = taken[-1]
        found = next((each for each in (at + 1, at + 2) if each < len(forms) and forms[each] in rows), None)
        if found is None:
            return None
        taken.append(found)
    return tuple(taken)
