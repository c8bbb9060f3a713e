"""Plain keyword search, as other programs offer it: the measure that the ranking is held against.

A stretch scores one point for each of the code's keywords that stands in it exactly as written, capitals and accents aside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from qualcode.language.tokens import folded, words
from qualcode.suggest.index import CodebookIndex, Floats


class KeywordSearch:
    """The keywords of a codebook, to be looked up as they are."""

    def __init__(self, index: CodebookIndex) -> None:
        self.index = index
        self._single: defaultdict[str, list[int]] = defaultdict(list)
        self._phrases: list[tuple[str, int]] = []
        for pattern in index.patterns:
            plain = " ".join(folded(pattern.text).replace("*", "").split())
            for code in (pattern.code, *index.ancestors[pattern.code]):
                if " " in plain:
                    self._phrases.append((f" {plain} ", code))
                elif plain:
                    self._single[plain].append(code)

    def scores(self, texts: Sequence[str]) -> Floats:
        """Number of keywords found, texts × codes."""
        found = np.zeros((len(texts), len(self.index.keys)), dtype=np.float32)
        for number, text in enumerate(texts):
            forms = [word.form for word in words(text)]
            for form in set(forms):
                for code in self._single.get(form, ()):
                    found[number, code] += 1
            line = f" {' '.join(forms)} "
            for phrase, code in self._phrases:
                if phrase in line:
                    found[number, code] += 1
        return found
