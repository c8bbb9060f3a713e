"""Suggestions for an open study: its texts, codes and decisions into the ranking, and the proposals back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.coding import Proposed, codebook_of, only_seen
from qualcode.store import Study, values
from qualcode.suggest.material import Material, Progress, cached_analyses, rank_material, without_collecting
from qualcode.suggest.values import ACCEPTED, CHANGED, CODED, REJECTED, Known, Proposal, Speech, SpokenTurn

if TYPE_CHECKING:
    from qualcode.suggest.evaluation import Evaluation
    from qualcode.suggest.ranking import Ranking

LEVELS = (values.OPEN, values.AXIAL)
"""Levels of the codes that segments are proposed for; a kernlabel rests on them."""
_VERDICTS = {"accepted": ACCEPTED, "changed": CHANGED, "rejected": REJECTED}


def speeches_of(study: Study) -> list[Speech]:
    """The transcripts as the ranking takes them."""
    turns: dict[str, list[SpokenTurn]] = {}
    for turn in study.turns():
        turns.setdefault(turn.transcript_id, []).append(SpokenTurn(turn.number, turn.start, turn.end, turn.role))
    return [Speech(one.id, study.text(one.text_hash), tuple(turns.get(one.id, ()))) for one in study.transcripts()]


def known_of(study: Study, coder_id: str | None = None) -> list[Known]:
    """What was decided: codings as they are now, and suggestions that were rejected.

    A suggestion that was taken is known by its coding. Where that has another code since, or was taken off, the coder said no to
    the suggestion after all.

    Args:
        study: The open study.
        coder_id: Only this coder's; None: everybody's.
    """
    codings = only_seen(study, study.codings(coder_ids=None if coder_id is None else [coder_id]))
    known = {(one.transcript_id, one.start, one.end, one.code_id): CODED for one in codings}
    placed: dict[tuple[str, str], list[tuple[str, int, int, str]]] = {}
    for span in known:
        placed.setdefault((span[0], span[3]), []).append(span)
    refused: list[Known] = []
    for one in only_seen(study, study.suggestions()):
        if one.state not in _VERDICTS or (coder_id is not None and one.coder_id != coder_id):
            continue
        there = placed.get((one.transcript_id, one.code_id), [])
        taken = next((span for span in there if span[1] < one.end and one.start < span[2]), None)
        if one.state == "rejected" or taken is None:
            refused.append(Known(one.transcript_id, one.start, one.end, one.code_id, REJECTED))
        elif known[taken] == CODED:
            known[taken] = _VERDICTS[one.state]
    return [*refused, *(Known(*span, verdict) for span, verdict in known.items())]


def material_of(study: Study, *, coder_id: str | None = None) -> Material:
    """What the ranking takes of a study.

    Args:
        study: The open study.
        coder_id: Whose decisions teach; None: those of the coder who works now.
    """
    own = study.coder()
    known = known_of(study, coder_id or (own.id if own else ""))
    return Material(study.path, tuple(speeches_of(study)), codebook_of(study, levels=LEVELS), tuple(known))


def ranking_of(
    study: Study,
    *,
    transcript_ids: Sequence[str] | None = None,
    coder_id: str | None = None,
    choice: str | None = None,
    quick: bool = False,
    meaning: bool = False,
    progress: Progress = lambda _done, _total: None,
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
    return rank_material(
        material_of(study, coder_id=coder_id),
        transcript_ids=transcript_ids,
        choice=choice,
        quick=quick,
        meaning=meaning,
        progress=progress,
    )


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
    progress: Progress = lambda _done, _total: None,
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

    with without_collecting():
        ranking = ranking_of(
            study, transcript_ids=transcript_ids, coder_id=coder_id, choice=choice, quick=quick, progress=progress
        )
        return proposed(proposals(ranking, top, codes=code_ids, interviewer=interviewer))


def proposed(found: Sequence[Proposal]) -> list[Proposed]:
    """Proposals as `coding.keep_suggestions` takes them."""
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

    material = material_of(study, coder_id=coder_id)
    analyses = cached_analyses(study.path, material.speeches, choice=choice)
    return evaluate(material.speeches, material.codebook, material.known, analyses=analyses, meaning=meaning)


def hit_rates(study: Study, coder_id: str | None = None) -> dict[str, tuple[int, int]]:
    """Of each code how many suggestions were taken (accepted or changed) and how many were decided on."""
    counts: dict[str, tuple[int, int]] = {}
    for one in only_seen(study, study.suggestions()):
        if one.state in _VERDICTS and (coder_id is None or one.coder_id == coder_id):
            taken, decided = counts.get(one.code_id, (0, 0))
            counts[one.code_id] = (taken + (one.state != "rejected"), decided + 1)
    return counts
