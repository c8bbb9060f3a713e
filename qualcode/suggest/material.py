"""What a study gives the ranking to work with, as plain values, so that the ranking can be made in a process without a database.

What is worked out for a transcript is cached in the study's own folder, since it holds participants' words.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebook.model import Codebook
from qualcode.language.pipeline import NONE, resolved
from qualcode.suggest.values import Known, Speech

if TYPE_CHECKING:
    from qualcode.suggest.analysis import Analysis
    from qualcode.suggest.ranking import Ranking

CACHE_FOLDER = "cache"
Progress = Callable[[int, int], None]
"""Is told (transcripts done, transcripts in all)."""


@dataclass(frozen=True, slots=True)
class Material:
    """Texts, codes and decisions of one coder in a study."""

    folder: Path
    """The study's."""
    speeches: tuple[Speech, ...]
    """Transcripts, in the study's order."""
    codebook: Codebook
    known: tuple[Known, ...]


def rank_material(
    material: Material,
    *,
    transcript_ids: Sequence[str] | None = None,
    choice: str | None = None,
    quick: bool = False,
    meaning: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Ranking:
    """Ranks transcripts of a study, from its cache where that still holds.

    Args:
        material: The study's.
        transcript_ids: Which to rank; None: all. Decisions in the others teach as well.
        choice: The language pipeline (auto, news, embedded, none); None: the user's choice.
        quick: Whether a transcript that the cache lacks is analysed without loading a pipeline, for a first screen.
        meaning: Whether sentence embeddings take part (extra `semantic`).
        progress: Is told (transcripts done, transcripts in all).

    Raises:
        NotFound: when a pipeline or the extra was asked for by name and is not there.
    """
    from qualcode.suggest.ranking import rank
    from qualcode.suggest.word_cache import keep_words, recall_words

    wanted = {one.transcript_id for one in material.speeches} if transcript_ids is None else set(transcript_ids)
    taught = {one.transcript_id for one in material.known} - wanted
    speeches = [one for one in material.speeches if one.transcript_id in wanted]
    others = [one for one in material.speeches if one.transcript_id in taught]
    with without_collecting():
        kept = recall_words(material.folder / CACHE_FOLDER)
        analyses = cached_analyses(material.folder, [*speeches, *others], choice=choice, quick=quick, progress=progress)
        ranking = rank(
            speeches, material.codebook, material.known, background=others, analyses=analyses, meaning=meaning
        )
        keep_words(material.folder / CACHE_FOLDER, ranking.lexicon, kept)
    return ranking


def make_ready(material: Material) -> None:
    """Does beforehand what the first ranking would wait for: the codebook, and the dictionary where a text needs it."""
    from qualcode.language.stems import load_dictionary

    rank_material(material, transcript_ids=())
    names = (resolved(), NONE)
    if any(not any(_kept_file(material.folder, each, name).exists() for name in names) for each in material.speeches):
        load_dictionary()


@contextmanager
def without_collecting() -> Iterator[None]:
    """Holds the garbage collector off: a ranking makes a million small values that stay, and each pass over them costs."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def cached_analyses(
    folder: Path,
    speeches: Sequence[Speech],
    *,
    choice: str | None = None,
    quick: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> dict[str, Analysis]:
    """The analysis of each transcript, by its id: from the study's cache where it still holds, else made and kept there.

    Args:
        folder: The study's.
        speeches: The transcripts.
        choice: The language pipeline; None: the user's choice.
        quick: Whether a pipeline need not be loaded for what the cache lacks: it is then analysed without.
        progress: Is told (transcripts done, transcripts in all).

    Raises:
        NotFound: when a pipeline was asked for by name and is not there.
    """
    (folder / CACHE_FOLDER).mkdir(mode=0o700, exist_ok=True)
    name = resolved(choice)
    found: dict[str, Analysis] = {}
    for number, speech in enumerate(speeches, start=1):
        kept = _kept(folder, speech, name) or (_kept(folder, speech, NONE) if quick else None)
        found[speech.transcript_id] = kept or _made(folder, speech, NONE if quick else name)
        progress(number, len(speeches))
    return found


def _kept_file(folder: Path, speech: Speech, name: str) -> Path:
    from qualcode.suggest.analysis import speech_fingerprint

    return folder / CACHE_FOLDER / f"{speech_fingerprint(speech, name)}.speech"


def _kept(folder: Path, speech: Speech, name: str) -> Analysis | None:
    from qualcode.suggest.analysis import Analysis

    file = _kept_file(folder, speech, name)
    return Analysis.from_bytes(file.read_bytes(), file.stem) if file.exists() else None


def _made(folder: Path, speech: Speech, name: str) -> Analysis:
    from qualcode.store import write_private
    from qualcode.suggest.analysis import analyse

    made = analyse(speech, choice=name)
    write_private(_kept_file(folder, speech, name), made.to_bytes())
    return made
