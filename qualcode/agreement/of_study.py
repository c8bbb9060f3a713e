"""Agreement in an open study: what is compared and how, as one value; read once, then reckoned without the store."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.agreement.material import FAMILY, LEAF, LEVELS, PARENT, Material, Question
from qualcode.agreement.settled import Outcome
from qualcode.agreement.units import find_cut, pre_cut, units_of
from qualcode.agreement.values import (
    ALL,
    BASES,
    BY_CODE,
    BYS,
    CHARACTER,
    NO_TOLERANCE,
    SEGMENT,
    UNITS,
    WINDOW,
    Mark,
    Pair,
    Resampling,
    Tolerance,
)
from qualcode.errors import NotFound, Refused, WrongUsage
from qualcode.i18n import _
from qualcode.store import Study, values

if TYPE_CHECKING:
    from qualcode.agreement.disagreements import Disagreement
    from qualcode.coding import Difference


def question_for(
    study: Study,
    coders: Sequence[str],
    *,
    unit: str = CHARACTER,
    base: str = ALL,
    by: str = BY_CODE,
    level: str = LEAF,
    tolerance: str = "",
    share: float = 0.0,
    everything: bool = False,
    round_name: str = "",
    resampling: Resampling | None = None,
) -> Question:
    """The question as people ask it: coders and round by name, "window:200" and "words:1" in one word.

    Args:
        study: The open study.
        coders: Names or ids; none takes those of the round, or else the two who did most together.
        unit: One of `UNITS`; `window:200` for stretches of 200 characters, `segment:NAME` for the segments of a coder or code.
        base: One of `BASES`.
        by: One of `BYS`.
        level: One of `LEVELS`.
        tolerance: "characters:5", "words:1", "share:0.9", or empty for none.
        share: Least part of a unit that must be coded, 0 to 1; 0 is any overlap. Characters ask for none.
        everything: Whether all that each has coded counts, also what is not marked as done.
        round_name: Only the transcripts of this round.
        resampling: How intervals are drawn; None for none.

    Raises:
        WrongUsage: for a word that is no choice, or fewer than two coders.
        NotFound: for a coder or round that is not in the study.
    """
    from qualcode.coding import find_coder

    chosen = find_round(study, round_name) if round_name else None
    names = list(coders) or list(chosen.coders if chosen else ())
    ids = tuple(dict.fromkeys(find_coder(study, name).id for name in names)) or default_coders(study)
    if len(ids) < 2:
        raise WrongUsage(_("Agreement needs two or more coders: --coders A,B."))
    kind, _colon, size = unit.partition(":")
    _one_of(kind, UNITS)
    _one_of(base, BASES)
    _one_of(by, BYS)
    _one_of(level, LEVELS)
    window = 0
    if kind == WINDOW:
        if not size.isdecimal() or not int(size):
            raise WrongUsage(_("A window needs its length in characters: window:200."), f"'{unit}'")
        window = int(size)
    segments_of = ""
    if kind == SEGMENT:
        if not size.strip():
            raise WrongUsage(_("Pre-cut segments need the coder or the code that cut them: segment:NAME."), f"'{unit}'")
        segments_of = find_cut(study, size.strip())
    if not 0 <= share <= 1:
        raise WrongUsage(_("The least part of a unit is between 0 and 1."), f"{share:g}")
    return Question(
        ids,
        unit=kind,
        base=base,
        by=by,
        level=level,
        tolerance=tolerance_of(tolerance),
        window=window,
        segments_of=segments_of,
        share=share if kind != CHARACTER else 0.0,
        everything=everything,
        transcript_ids=chosen.transcripts if chosen else (),
        resampling=resampling,
    )


def default_coders(study: Study) -> tuple[str, ...]:
    """The two coders who have done most transcripts together; of equals those who joined first. Fewer when there are none."""
    done: dict[str, set[str]] = {}
    for mark in study.progress():
        if mark.state == "done":
            done.setdefault(mark.coder_id, set()).add(mark.transcript_id)
    people = [coder.id for coder in study.coders() if coder.kind == "human"]
    pairs = [(first, second) for at, first in enumerate(people) for second in people[at + 1 :]]
    if not pairs:
        return tuple(people)
    return max(pairs, key=lambda pair: len(done.get(pair[0], set()) & done.get(pair[1], set())))


def find_round(study: Study, name: str) -> values.Round:
    """The round of that name.

    Raises:
        NotFound: with the names that there are.
    """
    rounds = study.rounds()
    for one in rounds:
        if name.strip().casefold() in (one.name.casefold(), one.id):
            return one
    there = ", ".join(one.name for one in rounds)
    raise NotFound(
        _("There is no such round."),
        f"'{name}'",
        _("There are: {names}.").format(names=there) if there else _("There are none yet."),
    )


def tolerance_of(said: str) -> Tolerance:
    """The tolerance as it is written: "characters:5", "words:1", "share:0.9"; empty or "none" for none.

    Raises:
        WrongUsage: when it says something else.
    """
    if said in ("", "none"):
        return NO_TOLERANCE
    kind, _colon, amount = said.partition(":")
    try:
        number = float(amount)
    except ValueError:
        number = -1.0
    whole = kind in ("characters", "words") and number >= 0 and number == int(number)
    if not whole and not (kind == "share" and 0 < number <= 1):
        raise WrongUsage(
            _("This is no tolerance."), f"'{said}'", _("Write characters:5, words:1, or share:0.9 (at most 1).")
        )
    return Tolerance(kind, number)


def read_material(study: Study, question: Question) -> Material:
    """Reads what the question asks for, in a few queries.

    Raises:
        Refused: when there is nothing to compare: what is not marked as done is missing, not "no code".
    """
    from qualcode.coding import code_paths, visible_coders

    ids = question.coder_ids
    by_id = {coder.id: coder for coder in study.coders()}
    done = coded_by(study, ids) if question.everything else done_by(study, ids)
    every = study.transcripts()
    wanted = set(question.transcript_ids)
    chosen = [one for one in every if not wanted or one.id in wanted]
    seen = visible_coders(study)
    needed = {*ids, question.segments_of} if question.segments_of in by_id else {*ids}
    transcripts = [one for one in chosen if seen[one.id].issuperset(needed)]
    done = {coder: own & {one.id for one in transcripts} for coder, own in done.items()}
    hidden = len(chosen) - len(transcripts)
    _check_shared(done, question.everything, hidden)
    codes = study.codes(retired=True)
    rollup = _rollup(codes, question.level)
    # What cuts the text is no answer to it: everybody was given those segments.
    marks = [mark for mark in marks_of(study, ids) if mark.code != question.segments_of]
    # A code that was put only where nobody else coded has nothing to be compared with.
    shared = {one.id for one in transcripts if sum(one.id in own for own in done.values()) > 1}
    used = {rollup.get(mark.code, mark.code) for mark in marks if mark.transcript in shared}
    order = dict.fromkeys(rollup.get(code.id, code.id) for code in codes)
    families = {rollup.get(code.id, code.id): code.family for code in codes if code.family}
    names = code_paths(codes) | {family: family for family in families.values()}
    names |= {one.id: one.name for one in every} | {coder.id: coder.name for coder in by_id.values()}
    cut = pre_cut(study, question.segments_of, seen) if question.unit == SEGMENT else None
    if cut is not None and not any(cut.get(one) for one in shared):
        raise Refused(
            _("In the transcripts that are compared nobody cut segments: {name}.").format(
                name=names.get(question.segments_of, question.segments_of)
            ),
            todo=_("Choose another coder or code, or another unit."),
        )
    return Material(
        question=question,
        coders=tuple(by_id[coder_id] for coder_id in ids),
        marks=tuple(marks),
        transcripts=tuple(
            units_of(study, transcripts, unit=question.unit, words=question.tolerance.kind == "words", cut=cut)
        ),
        codes=tuple(code for code in order if code in used),
        names=names,
        rollup=rollup,
        families=families,
        done=done,
        study_transcripts=len(chosen),
        hidden=hidden,
        outcomes=tuple(outcomes_of(study, ids)),
    )


def marks_of(study: Study, coder_ids: Sequence[str]) -> list[Mark]:
    """The codings of these coders; codes, coders and transcripts by their ids."""
    return [
        Mark(one.coder_id, one.transcript_id, one.code_id, one.start, one.end, one.id)
        for one in study.codings(coder_ids=coder_ids)
    ]


def outcomes_of(study: Study, coder_ids: Sequence[str]) -> list[Outcome]:
    """What was settled between any two of these coders, oldest first, with what the consensus layer holds for it now."""
    known = {one.id: one for one in study.codings()}
    found = []
    for one in sorted(study.settlements(), key=lambda one: (one.at, one.id)):
        if one.first_coder_id not in coder_ids or one.second_coder_id not in coder_ids:
            continue
        sides = ((one.first_coder_id, one.first_code), (one.second_coder_id, one.second_code))
        found.append(
            Outcome(
                one.transcript_id,
                one.start,
                one.end,
                (one.first_coder_id, one.second_coder_id),
                tuple(side for side in sides if side[1]),
                one.decision,
                tuple(
                    Mark(own.coder_id, own.transcript_id, own.code_id, own.start, own.end, own.id)
                    for own in (known.get(coding_id) for coding_id in one.coding_ids)
                    if own is not None
                ),
            )
        )
    return found


def difference_to_settle(material: Material, one: Disagreement) -> Difference:
    """A place as the act of settling takes it."""
    from qualcode.coding import Difference

    first, second = material.pair
    sides = [(side.code, side.ids) if side else ("", ()) for side in (one.first, one.second)]
    return Difference(
        one.transcript,
        one.start,
        one.end,
        one.kind,
        first,
        second,
        sides[0][0],
        sides[1][0],
        sides[0][1],
        sides[1][1],
    )


def agreed_codings(material: Material) -> list[str]:
    """Ids of the first coder's codings at the places where the second coded the same, within the tolerance."""
    from qualcode.agreement.disagreements import AGREED, places

    agreed: dict[tuple[str, str], list[Pair]] = {}
    for place in places(
        material.marks, material.transcripts, material.pair, tolerance=material.question.tolerance, done=material.done
    ):
        if place.kind == AGREED:
            agreed.setdefault((place.transcript, place.first_code), []).extend(place.first)
    return [
        mark.id
        for mark in material.marks
        if mark.coder == material.pair[0]
        and any(mark.start < end and start < mark.end for start, end in agreed.get((mark.transcript, mark.code), ()))
    ]


def done_by(study: Study, coder_ids: Sequence[str]) -> dict[str, set[str]]:
    """For each coder the transcripts marked as done."""
    found: dict[str, set[str]] = {coder_id: set() for coder_id in coder_ids}
    for mark in study.progress():
        if mark.state == "done" and mark.coder_id in found:
            found[mark.coder_id].add(mark.transcript_id)
    return found


def shared_done(study: Study, coder_ids: Sequence[str]) -> dict[str, set[str]]:
    """As `done_by`, when at least two coders have done the same transcript.

    Raises:
        Refused: when there is nothing to compare; what is not marked as done is missing, not "no code".
    """
    done = done_by(study, coder_ids)
    _check_shared(done, everything=False, hidden=0)
    return done


def coded_by(study: Study, coder_ids: Sequence[str]) -> dict[str, set[str]]:
    """For each coder the transcripts in which she has at least one coding, whatever is marked."""
    found: dict[str, set[str]] = {coder_id: set() for coder_id in coder_ids}
    for one in study.codings(coder_ids=coder_ids):
        found[one.coder_id].add(one.transcript_id)
    return found


def _check_shared(done: Mapping[str, Collection[str]], everything: bool, hidden: int) -> None:
    counts: dict[str, int] = {}
    for transcripts in done.values():
        for transcript_id in transcripts:
            counts[transcript_id] = counts.get(transcript_id, 0) + 1
    if any(count > 1 for count in counts.values()):
        return
    if hidden:
        raise Refused(
            _("This study is coded blind, and no transcript is done by everybody who codes it."),
            todo=_("What others coded is shown when all have marked the transcript as done."),
        )
    if everything:
        raise Refused(_("No transcript was coded by two of these coders."), todo=_("Choose other coders."))
    raise Refused(
        _("No transcript is marked as done by two of these coders."),
        todo=_("Let each coder mark what is done; or compare all that both have coded, with --all."),
    )


def _rollup(codes: Sequence[values.Code], level: str) -> dict[str, str]:
    """Code to the one that it counts as; those that stay themselves are left out."""
    if level == FAMILY:
        return {code.id: code.family for code in codes if code.family}
    if level != PARENT:
        return {}
    above = {code.id: code.parent_id for code in codes}
    found: dict[str, str] = {}
    for code in codes:
        top, seen = code.id, {code.id}
        while (parent := above.get(top)) in above and parent not in seen:
            assert parent is not None
            top = parent
            seen.add(top)
        if top != code.id:
            found[code.id] = top
    return found


def _one_of(said: str, known: Sequence[str]) -> None:
    if said not in known:
        raise WrongUsage(
            _("{value} is not a choice here.").format(value=f"'{said}'"),
            todo=_("Choose one of: {choices}.").format(choices=", ".join(known)),
        )


__all__ = [
    "FAMILY",
    "LEAF",
    "LEVELS",
    "PARENT",
    "Material",
    "Question",
    "agreed_codings",
    "coded_by",
    "default_coders",
    "difference_to_settle",
    "done_by",
    "find_round",
    "marks_of",
    "outcomes_of",
    "question_for",
    "read_material",
    "shared_done",
    "tolerance_of",
]
