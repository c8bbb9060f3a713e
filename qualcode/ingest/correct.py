"""What a user may set right before a document is stored: roles, names of speakers, the turns themselves.

Each function gives a new document; text and file stay what they were.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from qualcode.errors import NotFound, Refused
from qualcode.i18n import _
from qualcode.ingest.document import ROLES, UNKNOWN, Document, Turn
from qualcode.ingest.roles import guessed_roles
from qualcode.ingest.speakers import detect


def with_roles(document: Document, roles: Mapping[str, str]) -> Document:
    """The document with these speakers' roles set; the others keep theirs.

    Args:
        document: The document.
        roles: Speaker label -> interviewer, respondent or unknown.

    Raises:
        NotFound: for a label that nobody in the document has.
        Refused: for a role that is none.
    """
    for label, role in roles.items():
        _known_speaker(document, label)
        if role not in ROLES:
            raise Refused(
                _("“{role}” is no role.").format(role=role),
                todo=_("Roles are: {roles}.").format(roles=", ".join(ROLES)),
            )
    return replace(document, roles={**document.roles, **roles})


def rename_speaker(document: Document, label: str, name: str) -> Document:
    """The document with a speaker called otherwise. The name of another speaker makes the two one, in that one's role.

    Raises:
        NotFound: for a label that nobody in the document has.
        Refused: for an empty name.
    """
    _known_speaker(document, label)
    name = " ".join(name.split())
    if not name:
        raise Refused(_("A speaker needs a name."), todo=_("Give one, or take the turns away."))
    turns = tuple(replace(turn, speaker=name) if turn.speaker == label else turn for turn in document.turns)
    role = document.roles.get(name, document.roles.get(label, UNKNOWN))
    renamed = {
        name if old == label else old: role if old in (label, name) else kept for old, kept in document.roles.items()
    }
    return replace(document, turns=turns, roles=renamed)


def drop_speaker(document: Document, label: str) -> Document:
    """The document without a speaker who is none: what stood under the label belongs to the turn before it.

    Raises:
        NotFound: for a label that nobody in the document has.
    """
    _known_speaker(document, label)
    turns: list[Turn] = []
    for turn in document.turns:
        if turn.speaker != label:
            turns.append(turn)
        elif turns:
            last = turns[-1]
            # An empty turn before it begins to hold words where those words begin.
            start = last.start if last.end > last.start else turn.label_start
            turns[-1] = replace(last, start=start, end=max(turn.end, last.end))
    roles = {other: role for other, role in document.roles.items() if other != label}
    return replace(document, turns=tuple(turns), roles=roles, convention=document.convention if turns else "")


def without_turns(document: Document) -> Document:
    """The document as a text without turns: nobody's words in particular."""
    return replace(document, turns=(), roles={}, convention="", confidence=1.0)


def redetect(document: Document, convention: str = "") -> Document:
    """The document with its turns looked for again.

    Args:
        document: The document.
        convention: The one to take, with less proof since the user says so; empty weighs them all.

    Raises:
        NotFound: when there is no such convention.
    """
    found = detect(document.text, document.layout, convention)
    roles, _certainty = guessed_roles(document.text, found.turns)
    return replace(
        document,
        turns=found.turns,
        roles=roles,
        convention=found.convention,
        confidence=found.confidence,
        warnings=tuple(dict.fromkeys((*document.warnings, *found.warnings))),
    )


def _known_speaker(document: Document, label: str) -> None:
    if label in document.roles:
        return
    near = get_close_matches(label, document.roles, 3, 0.0)
    todo = _("Speakers are: {names}.").format(names=", ".join(near)) if near else _("The text has no speakers.")
    raise NotFound(_("Nobody is called “{name}” here.").format(name=label), where=document.source_name, todo=todo)
