"""Coding rounds: who codes which transcripts, drawn with a seed that is kept, and whether the codebook stayed the same."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.errors import Refused, WrongUsage
from qualcode.i18n import _
from qualcode.store import Study, values
from qualcode.store.journal import as_json
from qualcode.store.values import ROUND_KINDS

MEANING = ("name", "level", "parent_id", "definition", "when_to_use", "when_not", "example", "retired")
"""The fields of a code that tell a coder when to put it; a colour or a shortcut does not change what was meant."""


@dataclass(frozen=True, slots=True)
class CodebookChange:
    """How the codebook differs between two moments: names of codes, those that are gone as their ids."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def draw_sample(
    transcripts: Sequence[str], *, count: int | None = None, share: float | None = None, seed: int
) -> tuple[str, ...]:
    """Transcripts drawn at random without replacement, in the order given; the same seed draws the same ones.

    Args:
        transcripts: Ids, in a fixed order.
        count: How many; or
        share: which part of them (0 to 1), rounded up.
        seed: Of Python's `random.Random`, whose `sample` is stable across versions for these arguments.

    Raises:
        WrongUsage: when not exactly one of count and share is given, or it is out of range.
    """
    if (count is None) == (share is None):
        raise WrongUsage(_("Say how many transcripts to draw, or which share of them."))
    if share is not None:
        if not 0 < share <= 1:
            raise WrongUsage(_("A share is more than 0 and at most 1."), str(share))
        count = -int(-len(transcripts) * share // 1)
    if count is None or not 0 < count <= len(transcripts):
        raise WrongUsage(
            _("There are {all} transcripts to draw from.").format(all=len(transcripts)), str(count), _("Draw fewer.")
        )
    drawn = set(random.Random(seed).sample(range(len(transcripts)), count))
    return tuple(one for number, one in enumerate(transcripts) if number in drawn)


def make_round(
    study: Study,
    name: str,
    *,
    transcripts: Sequence[str],
    coders: Sequence[str],
    kind: str = "round",
    seed: int | None = None,
) -> values.Round:
    """Starts a round: keeps its transcripts and coders, and the codebook as it is now. Gives the round.

    Args:
        study: The open study.
        name: "Training", "Ronde 1"; unique.
        transcripts: Ids.
        coders: Ids of those who code them.
        kind: training, round or revision.
        seed: With which the transcripts were drawn; None when they were chosen by hand.

    Raises:
        Refused: for an empty or double name, another kind, no transcripts, fewer than two coders, or something that is gone.
    """
    name = name.strip()
    if not name:
        raise Refused(_("A round needs a name."))
    if kind not in ROUND_KINDS:
        raise Refused(_("A round is one of: {kinds}.").format(kinds=", ".join(ROUND_KINDS)), kind)
    if not transcripts or len(set(coders)) < 2:
        raise Refused(_("A round needs at least one transcript and two coders."), name)
    book = codebook_fingerprints(study.codes(retired=True))
    with study.act("make-round", round=name, count=len(transcripts)) as transaction:
        if transaction.find("coding_round", name=name):
            raise Refused(_("There is a round with this name already."), name)
        for table, ids in (("transcript", transcripts), ("coder", coders)):
            for row_id in ids:
                transaction.row(table, row_id)
        round_id = transaction.insert(
            "coding_round",
            name=name,
            kind=kind,
            seed=seed,
            transcripts=as_json(list(transcripts)),
            coders=as_json(list(coders)),
            codebook=as_json(book),
            codebook_end="{}",
            started=transaction.at,
            closed=None,
        )
    return _round(study, round_id)


def close_round(study: Study, round_id: str) -> values.Round:
    """Closes a round, and keeps the codebook as it is now. Gives the round.

    Raises:
        Refused: when it is closed already, or gone.
    """
    book = codebook_fingerprints(study.codes(retired=True))
    with study.act("close-round") as transaction:
        row = transaction.row("coding_round", round_id)
        transaction.about = {"round": row["name"]}
        if row["closed"]:
            raise Refused(_("This round is closed already."), row["name"])
        transaction.update("coding_round", round_id, closed=transaction.at, codebook_end=as_json(book))
    return _round(study, round_id)


def codebook_fingerprints(codes: Iterable[values.Code]) -> dict[str, str]:
    """For each code a fingerprint of what it means: equal when a coder would read the same."""
    return {
        code.id: hashlib.sha256(as_json([getattr(code, name) for name in MEANING]).encode()).hexdigest()[:16]
        for code in sorted(codes, key=lambda one: one.id)
    }


def compare_codebooks(
    before: dict[str, str], after: dict[str, str], names: dict[str, str] | None = None
) -> CodebookChange:
    """What differs between two sets of fingerprints, by the names given (an id where there is none)."""
    known = names or {}

    def named(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(known.get(one, one) for one in ids))

    return CodebookChange(
        added=named(after.keys() - before.keys()),
        changed=named(one for one in before.keys() & after.keys() if before[one] != after[one]),
        removed=named(before.keys() - after.keys()),
    )


def codebook_changes(study: Study, coding_round: values.Round) -> CodebookChange:
    """What changed in the codebook while the round was coded: until it was closed, or until now."""
    codes = study.codes(retired=True)
    end = coding_round.codebook_end or codebook_fingerprints(codes)
    return compare_codebooks(coding_round.codebook, end, {code.id: code.name for code in codes})


def round_warnings(study: Study) -> list[str]:
    """Where the codebook changed during a round or between two: figures of those rounds do not measure the same thing."""
    codes = study.codes(retired=True)
    names = {code.id: code.name for code in codes}
    now = codebook_fingerprints(codes)
    warnings: list[str] = []
    last: values.Round | None = None
    for one in study.rounds():
        if last is not None:
            between = compare_codebooks(last.codebook_end or last.codebook, one.codebook, names)
            if between:
                warnings.append(
                    _("The codebook changed between '{first}' and '{second}': {what}.").format(
                        first=last.name, second=one.name, what=_told(between)
                    )
                )
        during = compare_codebooks(one.codebook, one.codebook_end or now, names)
        if during:
            warnings.append(
                _("The codebook changed during '{name}': {what}.").format(name=one.name, what=_told(during))
            )
        last = one
    return warnings


def _told(change: CodebookChange) -> str:
    parts = [(_("new"), change.added), (_("changed"), change.changed)]
    told = [f"{word}: {', '.join(names)}" for word, names in parts if names]
    if change.removed:
        told.append(_("removed: {n}").format(n=len(change.removed)))
    return "; ".join(told)


def _round(study: Study, round_id: str) -> values.Round:
    return next(one for one in study.rounds() if one.id == round_id)
