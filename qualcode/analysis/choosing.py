"""Which codings an analysis is about: conditions on participants, transcripts and coders, told as key=value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches

from qualcode.analysis.view import StudyView, natural
from qualcode.errors import NotFound
from qualcode.i18n import _

Condition = Callable[[str, int, int], bool]
"""Whether the segment (transcript id, start, end) is meant."""
Where = Mapping[str, str | Sequence[str]]
"""Key -> its values: as a list, or in one string with commas between them."""


def conditions(view: StudyView) -> dict[str, list[str]]:
    """Every key that `condition` takes in this study, with the values that something has, in the order of a menu."""
    found = {key: [one.attributes.get(key, "") for one in view.participants] for key in view.attribute_keys}
    own = dict.fromkeys(key for one in view.transcripts for key in one.attributes)
    found |= {key: [one.attributes.get(key, "") for one in view.transcripts] for key in own if key not in found}
    found["kind"] = [one.kind for one in view.transcripts]
    found["participant"] = [one.name for one in view.participants]
    found["transcript"] = [one.name for one in view.transcripts]
    return {key: sorted({one for one in values if one}, key=natural) for key, values in found.items() if any(values)}


def condition(view: StudyView, where: Where | None) -> Condition | None:
    """The conditions as one test on a segment's place; None when there are none.

    A key is `participant`, `transcript`, `kind`, or an attribute of participants or transcripts; case does not matter. Several
    values for one key are a list, or separated by commas: "model": "VP,GGJ". All keys must hold.

    Raises:
        NotFound: for a key or value that nothing in the study has.
    """
    if not where:
        return None
    tests = [_one(view, key, _values(value)) for key, value in where.items()]
    return lambda transcript_id, start, end: all(test(transcript_id, start, end) for test in tests)


def _values(value: str | Sequence[str]) -> list[str]:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else list(value)


def _one(view: StudyView, key: str, wanted: list[str]) -> Condition:
    folded = {value.casefold() for value in wanted}
    name = key.strip().casefold()
    attribute = view.attribute_key(key)
    if attribute is not None:
        _known(key, wanted, [one.attributes.get(attribute, "") for one in view.participants])

        def by_attribute(transcript_id: str, start: int, end: int) -> bool:
            person = view.place(transcript_id, start, end).participant
            return person is not None and person.attributes.get(attribute, "").casefold() in folded

        return by_attribute
    if name in ("participant", "respondent"):
        _known(key, wanted, [one.name for one in view.participants])

        def by_participant(transcript_id: str, start: int, end: int) -> bool:
            person = view.place(transcript_id, start, end).participant
            return person is not None and person.name.casefold() in folded

        return by_participant
    of_transcript: dict[str, str] = {}
    for one in view.transcripts:
        own = {given.casefold(): value for given, value in one.attributes.items()}
        own |= {"transcript": one.name, "kind": one.kind, "soort": one.kind}
        if name in own:
            of_transcript[one.id] = own[name]
    if not of_transcript:
        keys = ["participant", "transcript", "kind", *view.attribute_keys]
        raise NotFound(_("No participant or transcript has this."), f"'{key}'", _one_of(keys))
    _known(key, wanted, list(of_transcript.values()))
    chosen = {transcript_id for transcript_id, value in of_transcript.items() if value.casefold() in folded}
    return lambda transcript_id, _start, _end: transcript_id in chosen


def _known(key: str, wanted: list[str], values: list[str]) -> None:
    known = {value.casefold() for value in values}
    for value in wanted:
        if value.casefold() not in known:
            shown = list(dict.fromkeys(one for one in values if one))
            near = get_close_matches(value, shown, n=3, cutoff=0.0) if len(shown) > 8 else shown
            raise NotFound(_("Nothing has this value."), f"{key}={value}", _one_of(near))


def _one_of(names: list[str]) -> str:
    return _("Take one of: {names}.").format(names=", ".join(names))
