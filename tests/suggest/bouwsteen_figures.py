"""Precision at 1, recall at 3 and mean average precision of a codebook's bouwstenen on labelled sentences.

`python tests/suggest/bouwsteen_figures.py [codebook]` prints them for every set of `held_out_sentences`, with intervals.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from held_out_sentences import Sentence, halves, sentences

from qualcode.codebook import Codebook, load_codebook
from qualcode.suggest import NOTHING_FITS, score
from qualcode.suggest.evaluation import average_precision

HALVED = ("quote", "report", "weak", "paragraph")
"""Sets of which one half was read while the words were improved."""
LATER = ("later", "last")
"""Sets that were written after the words, one after the other."""


@dataclass(frozen=True)
class BouwsteenFigures:
    """The figures of one set; equal scores count against the sentence."""

    first: npt.NDArray[np.float64]
    """Of each sentence that is about a bouwsteen: 1 when one of its labels has the highest score of the seven, else 0."""
    three: npt.NDArray[np.float64]
    """Of each the part of its labels that is among the three highest."""
    precisions: tuple[float, ...]
    """Average precision of each bouwsteen over all sentences, those about nothing too."""
    refused: float
    """Part of the sentences about nothing that get no score to show."""

    @property
    def precision(self) -> float:
        """Mean average precision."""
        return float(np.mean(self.precisions))

    def __str__(self) -> str:
        parts = " ".join(f"{each:.2f}" for each in self.precisions)
        return (
            f"P@1 {_with_interval(self.first)}  R@3 {_with_interval(self.three)}  MAP {self.precision:.2f} ({parts})  "
            f"first {self.first.sum():.0f} and within three {(self.three > 0).sum()} of {len(self.first)}  "
            f"refused {self.refused:.2f}"
        )


def _with_interval(values: npt.NDArray[np.float64]) -> str:
    draws = np.random.default_rng(1).choice(values, (2000, len(values))).mean(axis=1)
    low, high = np.percentile(draws, [2.5, 97.5])
    return f"{values.mean():.2f} ({low:.2f}–{high:.2f})"


def measured(codebook: Codebook, found: Sequence[Sentence]) -> BouwsteenFigures:
    """The figures of a codebook with seven main codes of the family bouwsteen.

    Args:
        codebook: ivh-ouders, or another with the seven.
        found: Labelled with numbers of bouwstenen; some without a label.
    """
    main = {
        str(code.number): place
        for place, code in enumerate(codebook)
        if code.family == "bouwsteen" and code.parent is None and code.number
    }
    assert list(main) == list("1234567")
    scores = score([one.text for one in found], codebook)[:, list(main.values())]
    right = np.array([[number in one.labels for number in main] for one in found])
    about = right.any(axis=1)
    first, three = [], []
    for row, own in zip(scores[about], right[about], strict=True):
        places = [int((row >= row[each]).sum()) if row[each] > 0 else 8 for each in np.flatnonzero(own)]
        first.append(float(min(places) == 1))
        three.append(float(np.mean([place <= 3 for place in places])))
    return BouwsteenFigures(
        np.array(first),
        np.array(three),
        tuple(average_precision(scores[:, each], right[:, each]) for each in range(7)),
        float((scores[~about].max(axis=1) < NOTHING_FITS).mean()),
    )


def half_with_negatives(of_set: str, half: int) -> list[Sentence]:
    """Half 0 (tuning) or 1 (held out) of a set, and of the sentences that are about nothing."""
    return [*halves(of_set)[half], *halves("negative")[half], *halves("weak-negative")[half]]


if __name__ == "__main__":
    book = load_codebook(sys.argv[1] if len(sys.argv) > 1 else "ivh-ouders")
    for number, name in enumerate(("tuning half", "held-out half")):
        for each in HALVED:
            print(f"{each:10} {name:14}", measured(book, half_with_negatives(each, number)))
    for each in LATER:
        print(f"{each:10} {'all':14}", measured(book, sentences(each)))
        spoken = [one for one in sentences(each) if (one.labels and one.text.count(".") > 1) or not one.labels]
        print(f"{each:10} {'long quotes':14}", measured(book, spoken))
    print(f"{'typical':10} {'all':14}", measured(book, [*sentences("typical"), *halves("negative")[1]]))
