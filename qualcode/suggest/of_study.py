"""Suggestions for an open study: its texts, codes and decisions into the ranking, and the proposals back.

What is worked out for a transcript is cached in the study's own folder, since it holds participants' words.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.coding import Proposed, codebook_of, only_seen
from qualcode.language.pipeline import NONE, resolved
from qualcode.store import Study, values, write_private
from qualcode.suggest.values import ACCEPTED, CHANGED, CODED, REJECTED, Known, Speech

if TYPE_CHECKING:
    from qualcode.suggest.analysis import Analysis
    from qualcode.suggest.evaluation import Evaluation
    from qualcode.suggest.ranking import Ranking

CACHE_FOLDER = "cache"
_VERDICTS = {"accepted": ACCEPTED, "changed": CHANGED, "rejected": REJECTED}


def speeches_of(study: Study, transcripts: Sequence[values.Transcript] | None = None) -> list[Speech]:
    """The transcripts (all by default) as the ranking takes them."""
    turns: dict[str, list[values.Turn]] = {}
    for turn in study.turns():
        turns.setdefault(turn.transcript_id, []).append(turn)
    wanted = study.transcripts() if transcripts is None else transcripts
    return [Speech(one.id, study.text(one.text_hash), tuple(turns.get(one.id, ()))) for one in wanted]


def known_of(study: Study, coder_id: str | None = None) -> list[Known]:
    """What was decided: codings, and suggestions accepted, changed or rejected.

    Args:
        study: The open study.
        coder_id: Only this coder's; None: everybody's.
    """
    decisions = [
        Known(one.transcript_id, one.start, one.end, one.code_id, _VERDICTS[one.state])
        for one in only_seen(study, study.suggestions())
        if one.state in _VERDICTS and (coder_id is None or one.coder_id == coder_id)
    ]
    decided = {(one.transcript_id, one.start, one.end, one.code_key) for one in decisions}
    codings = only_seen(study, study.codings(coder_ids=None if coder_id is None else [coder_id]))
    spans = dict.fromkeys((one.transcript_id, one.start, one.end, one.code_id) for one in codings)
    return [*decisions, *(Known(*span, CODED) for span in spans if span not in decided)]


def prepare(
    study: Study,
    *,
    choice: str | None = None,
    quick: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    """Does in the background what the first suggestions would wait for: dictionary, codebook, and every transcript's analysis.

    Args:
        study: The open study.
        choice, quick: See `ranking_of`.
        progress: Is told (transcripts done, transcripts in all).
    """
    from qualcode.suggest.index import index_of

    index_of(codebook_of(study, levels=(values.OPEN, values.AXIAL)))
    cached_analyses(study.path, speeches_of(study), choice=choice, quick=quick, progress=progress)


def ranking_of(
    study: Study,
    *,
    transcript_ids: Sequence[str] | None = None,
    coder_id: str | None = None,
    choice: str | None = None,
    quick: bool = False,
    meaning: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Ranking:
    """The ranking of a study's transcripts, from which proposals, what was missed, odd codings and `why_not` are made.

    Args:
        study: The open study.
        transcript_ids: Which to rank; None: all. Codings in the others teach as well.
        coder_id: Whose decisions teach the ranking; None: the coder who works now.
        choice: The language pipeline (auto, news, embedded, none); None: the user's choice.
        quick: Whether a transcript that the cache lacks is analysed without loading a pipeline, for a first screen.
        meaning: Whether sentence embeddings take part (extra `semantic`).
        progress: Is told (transcripts done, transcripts in all).

    Raises:
        NotFound: when a pipeline or the extra was asked for by name and is not there.
    """
    from qualcode.suggest.ranking import rank
    from qualcode.suggest.word_cache import keep_words, recall_words

    own = study.coder()
    known = known_of(study, coder_id or (own.id if own else ""))
    transcripts = study.transcripts()
    wanted = {one.id for one in transcripts} if transcript_ids is None else set(transcript_ids)
    taught = {one.transcript_id for one in known} - wanted
    speeches = speeches_of(study, [one for one in transcripts if one.id in wanted])
    others = speeches_of(study, [one for one in transcripts if one.id in taught])
    codebook = codebook_of(study, levels=(values.OPEN, values.AXIAL))
    kept = recall_words(study.path / CACHE_FOLDER)
    analyses = cached_analyses(study.path, [*speeches, *others], choice=choice, quick=quick, progress=progress)
    ranking = rank(speeches, codebook, known, background=others, analyses=analyses, meaning=meaning)
    keep_words(study.path / CACHE_FOLDER, ranking.lexicon, kept)
    return ranking


def propose(
    study: Study,
    *,
    transcript_ids: Sequence[str] | None = None,
    code_ids: Sequence[str] | None = None,
    top: int = 10,
    coder_id: str | None = None,
    interviewer: bool = False,
    choice: str | None = None,
    quick: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[Proposed]:
    """The stretches worth a look, by transcript, code and falling score; nothing is stored.

    Args:
        study: The open study.
        transcript_ids: Where to look; None: everywhere.
        code_ids: For which codes; None: all open and axial ones.
        top: Most proposals for one code in one transcript.
        coder_id: Whose decisions teach the ranking and close places; None: the coder who works now.
        interviewer: Whether the interviewer's words may be proposed.
        choice, quick: See `ranking_of`.
        progress: Is told (transcripts done, transcripts in all).
    """
    from qualcode.suggest.proposing import proposals

    with _without_collecting():
        ranking = ranking_of(
            study, transcript_ids=transcript_ids, coder_id=coder_id, choice=choice, quick=quick, progress=progress
        )
        found = proposals(ranking, top, codes=code_ids, interviewer=interviewer)
        return [
            Proposed(
                one.transcript_id,
                one.code_key,
                one.start,
                one.end,
                one.score,
                [reason.as_dict() for reason in one.reasons],
            )
            for one in found
        ]


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Holds the garbage collector off: a ranking makes a million small values that stay, and each pass over them costs."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def evaluation_of(
    study: Study, *, coder_id: str | None = None, choice: str | None = None, meaning: bool = False
) -> Evaluation:
    """How well the suggestions find one coder's codings, each coded transcript held out in turn; see `evaluate`.

    Args:
        study: The open study.
        coder_id: Whose codings; None: those of the coder who works now.
        choice: The language pipeline; None: the user's choice.
        meaning: Whether the ranking with sentence embeddings is measured too.

    Raises:
        NotFound: when a pipeline or the extra was asked for by name and is not there.
    """
    from qualcode.suggest.evaluation import evaluate

    own = study.coder()
    known = known_of(study, coder_id or (own.id if own else ""))
    speeches = speeches_of(study)
    codebook = codebook_of(study, levels=(values.OPEN, values.AXIAL))
    analyses = cached_analyses(study.path, speeches, choice=choice)
    return evaluate(speeches, codebook, known, analyses=analyses, meaning=meaning)


def hit_rates(study: Study, coder_id: str | None = None) -> dict[str, tuple[int, int]]:
    """Of each code how many suggestions were taken (accepted or changed) and how many were decided on."""
    counts: dict[str, tuple[int, int]] = {}
    for one in only_seen(study, study.suggestions()):
        if one.state in _VERDICTS and (coder_id is None or one.coder_id == coder_id):
            taken, decided = counts.get(one.code_id, (0, 0))
            counts[one.code_id] = (taken + (one.state != "rejected"), decided + 1)
    return counts


def cached_analyses(
    folder: Path,
    speeches: Sequence[Speech],
    *,
    choice: str | None = None,
    quick: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> dict[str, Analysis]:
    """The analysis of each transcript, by its id: from the study's cache where it still holds, else made and kept there.

    Args:
        folder: The study's.
        speeches: The transcripts.
        choice: The language pipeline; None: the user's choice.
        quick: Whether a pipeline need not be loaded for what the cache lacks: it is then analysed without.
        progress: Is told (transcripts done, transcripts in all).
    """
    cache = folder / CACHE_FOLDER
    cache.mkdir(mode=0o700, exist_ok=True)
    name = resolved(choice)
    found: dict[str, Analysis] = {}
    for number, speech in enumerate(speeches, start=1):
        kept = _kept(cache, speech, name)
        if kept is None and quick:
            name_now = NONE
            kept = _kept(cache, speech, NONE)
        else:
            name_now = name
        found[speech.transcript_id] = kept or _made(cache, speech, name_now)
        progress(number, len(speeches))
    return found


def _file(cache: Path, expected: str) -> Path:
    return cache / f"{expected}.speech"


def _kept(cache: Path, speech: Speech, name: str) -> Analysis | None:
    from qualcode.suggest.analysis import Analysis, speech_fingerprint

    expected = speech_fingerprint(speech, name)
    file = _file(cache, expected)
    return Analysis.from_bytes(file.read_bytes(), expected) if file.exists() else None


def _made(cache: Path, speech: Speech, name: str) -> Analysis:
    from qualcode.suggest.analysis import analyse

    made = analyse(speech, choice=name)
    write_private(_file(cache, made.fingerprint), made.to_bytes())
    return made
