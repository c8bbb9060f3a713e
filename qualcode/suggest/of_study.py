"""Suggestions for an open study: its texts, codes and decisions into the ranking, and the proposals back.

What is worked out for a transcript is cached in the study's own folder, since it holds participants' words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.coding import Proposed, codebook_of
from qualcode.store import Study, values, write_private
from qualcode.suggest.values import ACCEPTED, CHANGED, CODED, REJECTED, Known, Speech

if TYPE_CHECKING:
    from qualcode.suggest.analysis import Analysis

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
        for one in study.suggestions()
        if one.state in _VERDICTS and (coder_id is None or one.coder_id == coder_id)
    ]
    decided = {(one.transcript_id, one.start, one.end, one.code_key) for one in decisions}
    codings = study.codings(coder_ids=None if coder_id is None else [coder_id])
    spans = dict.fromkeys((one.transcript_id, one.start, one.end, one.code_id) for one in codings)
    return [*decisions, *(Known(*span, CODED) for span in spans if span not in decided)]


def propose(
    study: Study,
    *,
    transcript_ids: Sequence[str] | None = None,
    code_ids: Sequence[str] | None = None,
    top: int = 10,
    coder_id: str | None = None,
    interviewer: bool = False,
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
        progress: Is told (transcripts done, transcripts in all).
    """
    from qualcode.suggest.proposing import proposals
    from qualcode.suggest.ranking import rank

    own = study.coder()
    known = known_of(study, coder_id or (own.id if own else ""))
    codebook = codebook_of(study, levels=(values.OPEN, values.AXIAL))
    wanted = set(transcript_ids) if transcript_ids is not None else {one.id for one in study.transcripts()}
    taught = {one.transcript_id for one in known}
    speeches = speeches_of(study, [one for one in study.transcripts() if one.id in wanted | taught])
    analyses = cached_analyses(study.path, speeches, progress=progress)
    ranking = rank(speeches, codebook, known, analyses=analyses)
    found = proposals(ranking, top, codes=code_ids, interviewer=interviewer)
    return [
        Proposed(
            one.transcript_id, one.code_key, one.start, one.end, one.score, [reason.as_dict() for reason in one.reasons]
        )
        for one in found
        if one.transcript_id in wanted
    ]


def cached_analyses(
    folder: Path, speeches: Sequence[Speech], *, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> dict[str, Analysis]:
    """The analysis of each transcript, by its id: from the study's cache where it still holds, else made and kept there."""
    from qualcode.suggest.analysis import Analysis, analyse, speech_fingerprint

    cache = folder / CACHE_FOLDER
    cache.mkdir(mode=0o700, exist_ok=True)
    found: dict[str, Analysis] = {}
    for number, speech in enumerate(speeches, start=1):
        expected = speech_fingerprint(speech)
        file = cache / f"{expected}.speech"
        kept = Analysis.from_bytes(file.read_bytes(), expected) if file.exists() else None
        if kept is None:
            kept = analyse(speech)
            write_private(file, kept.to_bytes())
        found[speech.transcript_id] = kept
        progress(number, len(speeches))
    return found
