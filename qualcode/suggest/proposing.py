"""Proposals, from a ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.codebook.model import Codebook
from qualcode.suggest.analysis import Analysis
from qualcode.suggest.ranking import RankedSpeech, Ranking, rank
from qualcode.suggest.reasons import reasons_for
from qualcode.suggest.values import NOTHING_FITS, REJECTED, Known, Proposal, Speech

LONGEST_WORDS = 90
"""Neighbouring stretches are proposed as one up to this length."""
_SAME = 0.5
"""Part of the shorter of two spans that they share from which they count as the same place."""
_OWN = 0.1
"""Least evidence of its own with which a stretch joins the one before it."""
ALIKE = 0.25
"""Least share of the better one's score with which a stretch joins it."""


@dataclass(frozen=True, slots=True)
class _Piece:
    first: int
    last: int
    score: float


def suggest(
    speeches: Sequence[Speech],
    codebook: Codebook,
    known: Sequence[Known] = (),
    top: int = 10,
    *,
    codes: Sequence[str] | None = None,
    threshold: float = NOTHING_FITS,
    interviewer: bool = False,
    analyses: Mapping[str, Analysis] | None = None,
) -> list[Proposal]:
    """The stretches worth a look for each code, with reasons.

    Args:
        speeches: The transcripts.
        codebook: The codes.
        known: What the coder decided: those places are not proposed again, and teach the ranking.
        top: Most proposals for one code in one transcript.
        codes: Keys of the codes wanted; None: all.
        threshold: Least score.
        interviewer: Whether the interviewer's words may be proposed.
        analyses: By transcript id, those that a cache had.

    Returns:
        Proposals by transcript, code and falling score.

    Raises:
        KeyError: when `codes` names one that the codebook does not have.
    """
    ranking = rank(speeches, codebook, known, analyses=analyses)
    return proposals(ranking, top, codes=codes, threshold=threshold, interviewer=interviewer)


def proposals(
    ranking: Ranking,
    top: int = 10,
    *,
    codes: Sequence[str] | None = None,
    threshold: float = NOTHING_FITS,
    interviewer: bool = False,
) -> list[Proposal]:
    """The proposals of a ranking; see `suggest`."""
    places = range(len(ranking.index.keys)) if codes is None else [ranking.place(key) for key in codes]
    decided = _decided(ranking)
    found: list[Proposal] = []
    for ranked in ranking.speeches:
        for place in places:
            closed = decided.get((ranked.speech.transcript_id, place), ())
            pieces = _pieces(ranked, place, threshold, interviewer, closed)
            pieces.sort(key=lambda piece: (-piece.score, piece.first))
            for piece in pieces[:top]:
                found.append(_proposal(ranking, ranked, place, piece))
    return found


def _decided(ranking: Ranking) -> dict[tuple[str, int], list[tuple[int, int]]]:
    """Where no proposal is made: what was decided for the code, and what was coded with one of its sub-codes."""
    column = {key: number for number, key in enumerate(ranking.index.keys)}
    closed: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for each in ranking.known:
        place = column.get(each.code_key)
        if place is None:
            continue
        above = () if each.verdict == REJECTED else ranking.index.ancestors[place]
        for column_of in (place, *above):
            closed.setdefault((each.transcript_id, column_of), []).append((each.start, each.end))
    return closed


def _pieces(
    ranked: RankedSpeech, place: int, threshold: float, interviewer: bool, closed: Sequence[tuple[int, int]]
) -> list[_Piece]:
    scores = ranked.scores[:, place]
    wanted = scores >= max(threshold, 1e-9)
    if not interviewer:
        wanted &= ~ranked.interviewer
    starts, ends = ranked.analysis.bounds
    for start, end in closed:
        shared = np.minimum(ends, end) - np.maximum(starts, start)
        wanted &= shared < _SAME * np.minimum(ends - starts, end - start)
    numbers = np.flatnonzero(wanted)
    stretches, firsts = ranked.analysis.stretches, ranked.analysis.firsts
    speaks = (ranked.evidence[numbers, place] > _OWN).tolist()
    pieces: list[_Piece] = []
    for number, score, own in zip(numbers.tolist(), scores[numbers].tolist(), speaks, strict=True):
        before = pieces[-1] if pieces else None
        if (
            before is not None
            and own
            and before.last == number - 1
            and stretches[number - 1][2] == stretches[number][2]
        ):
            alike = min(before.score, score) >= ALIKE * max(before.score, score)
            if alike and int(firsts[number + 1]) - int(firsts[before.first]) <= LONGEST_WORDS:
                pieces[-1] = _Piece(before.first, number, max(before.score, score))
                continue
        pieces.append(_Piece(number, number, score))
    return pieces


def _proposal(ranking: Ranking, ranked: RankedSpeech, place: int, piece: _Piece) -> Proposal:
    start, end = ranked.analysis.stretches[piece.first][0], ranked.analysis.stretches[piece.last][1]
    reasons = reasons_for(ranking, ranked, place, piece.first, piece.last)
    return Proposal(
        transcript_id=ranked.speech.transcript_id,
        code_key=ranking.index.keys[place],
        start=start,
        end=end,
        score=round(piece.score, 4),
        reasons=tuple(reasons),
    )
