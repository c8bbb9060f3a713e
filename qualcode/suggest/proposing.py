"""Proposals, from a ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.codebook.model import Codebook
from qualcode.suggest.analysis import Analysis
from qualcode.suggest.index import Floats
from qualcode.suggest.ranking import RankedSpeech, Ranking, rank
from qualcode.suggest.reasons import reasons_for
from qualcode.suggest.values import NOTHING_FITS, REJECTED, Known, Proposal, Speech

Flags = npt.NDArray[np.bool_]

LONGEST_WORDS = 80
"""A stretch is proposed with its neighbours up to this length."""
_SAME = 0.5
"""Part of the shorter of two spans that they share from which they count as the same place."""
ALIKE = 0.05
"""Least share of the best stretch's score with which a neighbour joins it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Stretches of one turn, proposed as one: first and last of them, and the best one's score."""

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
    transcripts: Sequence[str] | None = None,
    most: int | None = None,
) -> list[Proposal]:
    """The proposals of a ranking.

    Args:
        ranking: Of all transcripts that are asked for.
        top, codes, threshold, interviewer: See `suggest`.
        transcripts: Ids of those that are looked through; None: all of the ranking.
        most: Most proposals in all, the best of them; None: no bound. Reasons are found for those alone.

    Returns:
        Proposals by transcript, code and falling score.

    Raises:
        KeyError: when `codes` names one that the codebook does not have.
    """
    places = range(len(ranking.index.keys)) if codes is None else [ranking.place(key) for key in codes]
    decided = _decided(ranking)
    found: list[tuple[RankedSpeech, int, Piece]] = []
    for ranked in ranking.speeches:
        if transcripts is not None and ranked.speech.transcript_id not in transcripts:
            continue
        highest = ranked.scores.max(axis=0, initial=0.0).tolist()
        for place in places:
            if highest[place] < threshold:
                continue
            closed = decided.get((ranked.speech.transcript_id, place), ())
            wanted = _wanted(ranked, interviewer, closed)
            scores = ranked.scores[:, place]
            found += (
                (ranked, place, each)
                for each in pieces_of(ranked.analysis, scores, top, wanted=wanted, least=threshold)
            )
    if most is not None and len(found) > most:
        best = sorted(range(len(found)), key=lambda number: (-found[number][2].score, number))[:most]
        found = [found[number] for number in sorted(best)]
    return [_proposal(ranking, *each) for each in found]


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


def pieces_of(
    analysis: Analysis, scores: Floats, most: int, *, wanted: Flags | None = None, least: float = 1e-9
) -> list[Piece]:
    """The best places for one code: each a stretch and the neighbours in its turn that score nearly as well.

    Args:
        analysis: The transcript's.
        scores: Of each of its stretches.
        most: How many places.
        wanted: Which stretches may be taken; None: all.
        least: Least score of the best stretch of a place; neighbours may be below it.

    Returns:
        Places that share no stretch, the best first.
    """
    free = (scores > 0) if wanted is None else wanted & (scores > 0)
    tops = np.flatnonzero(free & (scores >= max(least, 1e-9)))
    order = tops[np.argsort(-scores[tops], kind="stable")].tolist()
    found: list[Piece] = []
    taken: set[int] = set()
    for top in order:
        if len(found) == most:
            break
        if top in taken:
            continue
        piece = _grown(analysis, scores, top, free, taken)
        taken.update(range(piece.first, piece.last + 1))
        found.append(piece)
    return found


def _grown(analysis: Analysis, scores: Floats, top: int, free: Flags, taken: set[int]) -> Piece:
    """The stretch with its better neighbour, again and again, while it stays alike and short."""
    stretches, firsts = analysis.stretches, analysis.firsts
    turn, least = stretches[top][2], ALIKE * float(scores[top])

    def joins(other: int, first: int, last: int) -> bool:
        return (
            0 <= other < len(stretches)
            and bool(free[other])
            and other not in taken
            and stretches[other][2] == turn
            and float(scores[other]) >= least
            and int(firsts[last + 1]) - int(firsts[first]) <= LONGEST_WORDS
        )

    first = last = top
    while True:
        before, after = joins(first - 1, first - 1, last), joins(last + 1, first, last + 1)
        if before and (not after or scores[first - 1] >= scores[last + 1]):
            first -= 1
        elif after:
            last += 1
        else:
            return Piece(first, last, float(scores[top]))


def _wanted(ranked: RankedSpeech, interviewer: bool, closed: Sequence[tuple[int, int]]) -> Flags:
    """The stretches that may be proposed."""
    wanted = np.ones(len(ranked.scores), dtype=bool) if interviewer else ~ranked.interviewer
    starts, ends = ranked.analysis.bounds
    for start, end in closed:
        shared = np.minimum(ends, end) - np.maximum(starts, start)
        wanted = wanted & (shared < _SAME * np.minimum(ends - starts, end - start))
    return wanted


def _proposal(ranking: Ranking, ranked: RankedSpeech, place: int, piece: Piece) -> Proposal:
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
