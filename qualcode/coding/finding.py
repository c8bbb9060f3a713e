"""From what a person types to the one thing that is meant, or the three nearest names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from qualcode.errors import NotFound
from qualcode.i18n import _
from qualcode.store import Study, values

Thing = TypeVar("Thing")


def find_code(study: Study, wanted: str) -> values.Code:
    """The code by name, number, key, path ("Diagnostiek / Positie ouders") or id.

    Raises:
        NotFound: with the three nearest names; also when several codes fit, with their paths.
    """
    codes = study.codes()
    paths = code_paths(codes)

    def names(code: values.Code) -> list[str]:
        return [code.id, code.key, code.number, code.name, paths[code.id]]

    return _find(codes, wanted, names, lambda code: paths[code.id], _("code"))


def find_transcript(study: Study, wanted: str) -> values.Transcript:
    """The transcript by name, file name, position (1, 2, …) or id.

    Raises:
        NotFound: with the three nearest names.
    """
    transcripts = study.transcripts()
    place = {transcript.id: str(number) for number, transcript in enumerate(transcripts, start=1)}

    def names(transcript: values.Transcript) -> list[str]:
        return [transcript.id, transcript.name, transcript.source_name, place[transcript.id]]

    return _find(transcripts, wanted, names, lambda transcript: transcript.name, _("transcript"))


def find_coder(study: Study, wanted: str) -> values.Coder:
    """The coder by name or id.

    Raises:
        NotFound: with the nearest names.
    """
    return _find(study.coders(), wanted, lambda coder: [coder.id, coder.name], lambda coder: coder.name, _("coder"))


def find_participant(study: Study, wanted: str) -> values.Participant:
    """The participant by name or id.

    Raises:
        NotFound: with the nearest names.
    """
    return _find(study.participants(), wanted, lambda one: [one.id, one.name], lambda one: one.name, _("participant"))


def code_paths(codes: Sequence[values.Code]) -> dict[str, str]:
    """Each code's name with those above it: "Diagnostiek / Positie van ouders"; by id."""
    by_id = {code.id: code for code in codes}
    paths: dict[str, str] = {}
    for code in codes:
        names, above = [code.name], code.parent_id
        while above in by_id:
            names.append(by_id[above].name)
            above = by_id[above].parent_id
        paths[code.id] = " / ".join(reversed(names))
    return paths


def _find(
    things: Sequence[Thing],
    wanted: str,
    names: Callable[[Thing], list[str]],
    shown: Callable[[Thing], str],
    what: str,
) -> Thing:
    folded = wanted.strip().casefold()
    fitting = [thing for thing in things if folded and folded in [name.casefold() for name in names(thing) if name]]
    if len(fitting) == 1:
        return fitting[0]
    if len(fitting) > 1:
        raise NotFound(
            _("There are {count} of that name.").format(count=len(fitting)),
            f"{what} '{wanted}'",
            _("Say which: {names}.").format(names="; ".join(shown(thing) for thing in fitting[:5])),
        )
    from rapidfuzz import fuzz, process, utils

    shown_names = list(dict.fromkeys(shown(thing) for thing in things))
    nearest = [
        name
        for name, _score, _index in process.extract(
            wanted, shown_names, scorer=fuzz.WRatio, processor=utils.default_process, limit=3
        )
    ]
    if nearest:
        todo = _("Nearest: {names}.").format(names="; ".join(nearest))
    else:
        todo = _("There are none yet.")
    raise NotFound(_("There is no such {what}.").format(what=what), f"'{wanted}'", todo)
