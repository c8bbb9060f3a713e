"""The shipped codebook on the sentences that it was tuned to: floors far below what is measured, so that a break shows."""

from __future__ import annotations

import pytest
from bouwsteen_figures import measured
from held_out_sentences import Sentence
from sanity_sentences import LATER_SENTENCES, REPORT_SENTENCES, SENTENCES

from qualcode.codebook import load_codebook

BOOK = load_codebook("ivh-ouders")


@pytest.mark.parametrize("sentences", [SENTENCES, LATER_SENTENCES, REPORT_SENTENCES], ids=["first", "later", "report"])
def test_sentences_get_their_bouwsteen(sentences: tuple[tuple[int, str], ...]) -> None:
    figures = measured(BOOK, [Sentence((str(label),) if label else (), text) for label, text in sentences])
    assert figures.first.mean() >= 0.55
    assert figures.three.mean() >= 0.75
    assert figures.precision >= 0.55
    assert figures.refused >= 0.5
