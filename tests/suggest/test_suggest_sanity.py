"""The shipped codebook on sentences of our own: floors far below what is measured, so that a break shows and tuning does not."""

from __future__ import annotations

import numpy as np
import pytest
from sanity_sentences import LATER_SENTENCES, REPORT_SENTENCES, SENTENCES

from qualcode.codebook import load_codebook
from qualcode.suggest import NOTHING_FITS, score
from qualcode.suggest.evaluation import average_precision

BOOK = load_codebook("ivh-ouders")
MAIN = sorted(
    (code.number, place)
    for place, code in enumerate(BOOK)
    if code.family == "bouwsteen" and code.parent is None and code.number
)


def measured(sentences: tuple[tuple[int, str], ...]) -> tuple[float, float, float, float]:
    """Precision at 1, recall at 3, mean average precision over the seven bouwstenen; part of the others that are refused."""
    scores = score([text for _, text in sentences], BOOK)[:, [place for _, place in MAIN]]
    labels = np.array([label for label, _ in sentences])
    about = np.flatnonzero(labels)
    own = scores[about, labels[about] - 1]
    better = (scores[about] > own[:, None]).sum(axis=1)
    found = own > 0
    precisions = [average_precision(scores[:, each], labels == each + 1) for each in range(7)]
    refused = float((scores[labels == 0].max(axis=1) < NOTHING_FITS).mean())
    return (
        float((found & (better < 1)).mean()),
        float((found & (better < 3)).mean()),
        float(np.mean(precisions)),
        refused,
    )


def test_the_seven_bouwstenen_are_there() -> None:
    assert [number for number, _ in MAIN] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("sentences", [SENTENCES, LATER_SENTENCES, REPORT_SENTENCES], ids=["first", "later", "report"])
def test_sentences_get_their_bouwsteen(sentences: tuple[tuple[int, str], ...]) -> None:
    first, three, precision, refused = measured(sentences)
    assert first >= 0.55
    assert three >= 0.75
    assert precision >= 0.55
    assert refused >= 0.5
