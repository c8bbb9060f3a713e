"""Blind coding: nobody sees another's codings of a transcript before everyone who codes it has marked it as done."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from qualcode.store import Study, values
from qualcode.store.journal import as_json

BLIND, SEES_ALL = "blind", "sees_all"
"""Keys of the study's settings."""


class Placed(Protocol):
    """What a coder did in a transcript: a coding, a segment, a suggestion that was decided on."""

    @property
    def transcript_id(self) -> str:
        """Where."""

    @property
    def coder_id(self) -> str | None:
        """Whose; None for what nobody decided on yet."""


Thing = TypeVar("Thing", bound=Placed)


def set_blind(study: Study, blind: bool, *, sees_all: Sequence[str] | None = None) -> None:
    """Turns blind coding on or off, in one act.

    Args:
        study: The open study.
        blind: Whether codings of others are hidden until all are done.
        sees_all: Ids of coders to whom that does not apply (a supervisor); None leaves them as they were.
    """
    with study.act("set-blind", state="on" if blind else "off") as transaction:
        row = transaction.find("study")[0]
        before = json.loads(row["settings"])
        let_through = before.get(SEES_ALL, ()) if sees_all is None else sees_all
        settings = {**before, BLIND: blind, SEES_ALL: sorted(set(let_through))}
        transaction.update("study", row["id"], settings=as_json(settings))


def is_blind(study: Study) -> bool:
    """Whether blind coding is on."""
    return bool(study.info().settings.get(BLIND))


def coders_who_see_all(study: Study) -> list[values.Coder]:
    """The coders to whom blind coding does not apply."""
    let_through = study.info().settings.get(SEES_ALL, ())
    return [coder for coder in study.coders() if coder.id in let_through]


def visible_among(
    current: str, expected: Collection[str], done: Collection[str], coders: Iterable[str]
) -> frozenset[str]:
    """Whose codings of one transcript the current coder may see under blind coding: her own, or all when all are done.

    Args:
        current: Id of who is looking.
        expected: Ids of those who code this transcript.
        done: Ids of those who marked it as done.
        coders: Everybody, the consensus layer too.
    """
    return frozenset(coders) if set(expected) <= set(done) else frozenset({current})


def visible_coders(study: Study) -> dict[str, frozenset[str]]:
    """Transcript id -> ids of the coders whose codings of it the current coder may see.

    Who codes a transcript: the coders of the rounds that have it; in no round, those who have codings or a mark of progress
    there, and the current coder until she is done. Without blind coding, and for who sees all, that is everybody.
    """
    info = study.info()
    coders = study.coders()
    everybody = frozenset(coder.id for coder in coders)
    transcripts = [transcript.id for transcript in study.transcripts()]
    me = study.coder()
    if not info.settings.get(BLIND) or (me is not None and me.id in info.settings.get(SEES_ALL, ())):
        return dict.fromkeys(transcripts, everybody)
    current = me.id if me else ""
    humans = {coder.id for coder in coders if coder.kind == "human"}
    at_work = _at_work(study.progress(), study.segments(), humans)
    done = {(one.transcript_id, one.coder_id) for one in study.progress() if one.state == "done"}
    rounds = study.rounds()
    visible = {}
    for transcript_id in transcripts:
        in_rounds = {one for part in rounds if transcript_id in part.transcripts for one in part.coders}
        expected = in_rounds or at_work.get(transcript_id, set()) | {current}
        ready = {one for one in expected if (transcript_id, one) in done}
        visible[transcript_id] = visible_among(current, expected, ready, everybody)
    return visible


def only_seen(study: Study, things: Sequence[Thing]) -> list[Thing]:
    """Those of these codings, segments or decided suggestions that the current coder may see; all when not blind."""
    if not is_blind(study):
        return list(things)
    visible = visible_coders(study)
    return [one for one in things if one.coder_id in visible.get(one.transcript_id, ())]


def memos_seen(study: Study) -> list[values.Memo]:
    """The memos that the current coder may see: a note on a coding that is hidden, or another's on that text, is hidden too."""
    memos = study.memos()
    if not is_blind(study):
        return memos
    visible = visible_coders(study)
    places = {one.id: (one.transcript_id, one.coder_id) for one in study.segments()}
    places |= {one.id: (one.transcript_id, one.coder_id) for one in study.codings()}
    places |= {one: (one, "") for one in visible}

    def may(memo: values.Memo) -> bool:
        transcript_id, owner = places.get(memo.target_id, ("", ""))
        seen = visible.get(transcript_id)
        return seen is None or (memo.coder_id in seen and (not owner or owner in seen))

    return [memo for memo in memos if may(memo)]


def _at_work(
    progress: Iterable[values.Progress], segments: Iterable[values.Segment], humans: Collection[str]
) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    pairs = {(one.transcript_id, one.coder_id) for one in progress} | {
        (one.transcript_id, one.coder_id) for one in segments
    }
    for transcript_id, coder_id in pairs:
        if coder_id in humans:
            found.setdefault(transcript_id, set()).add(coder_id)
    return found
