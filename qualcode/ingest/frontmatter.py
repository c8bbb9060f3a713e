"""The block of `key: value` lines between two `---` lines at the top of a text: what is known about the interview.

It is no speech, so it is taken out of the text and given as attributes. What qualcode itself reads may be named in Dutch or
English.
"""

from __future__ import annotations

import re

from qualcode.errors import BadInput
from qualcode.i18n import _

KEYS = {
    "soort": "kind",
    "type": "kind",
    "kind": "kind",
    "respondent": "participant",
    "deelnemer": "participant",
    "participant": "participant",
    "rol": "rol",
    "functie": "functie",
    "role": "role",
    "datum": "date",
    "date": "date",
    "titel": "title",
    "title": "title",
    "organisatie": "organisatie",
    "organisation": "organisation",
    "organization": "organization",
    "taal": "taal",
    "language": "language",
    "synthetisch": "synthetic",
    "synthetic": "synthetic",
}
"""Names of a key -> the name under which it stands in the attributes; any other key keeps its own name in small letters.

What qualcode itself reads (kind, participant, date, title, synthetic) has one name in every language. Facts about a person
keep the name that the researcher gave them: that is what she reads on the screen and in her tables.
"""

KINDS = {
    "ouder": "parent",
    "ouders": "parent",
    "parent": "parent",
    "parents": "parent",
    "professional": "professional",
    "professionals": "professional",
}
"""What `kind` may be called; another word is kept as it is written."""

_FENCE = re.compile(r"-{3,}\s*")
_CLOSE = re.compile(r"(?:-{3,}|\.{3})\s*")
_PAIR = re.compile(r"\s*([^\W\d_][\w .\-]{0,40}?)\s*:(?:\s+(.*))?$")
_MAX_LINES = 60
_REACH = 20_000
"""Code points in which a block must end."""


def split_front_matter(text: str, where: str) -> tuple[dict[str, str], int]:
    """The attributes of the block at the top, and the offset at which the words begin.

    A `---` line that no `key: value` line follows is a ruled line, not a block: the text is left whole.

    Raises:
        BadInput: for a block that is not closed, a line in it that is no `key: value`, or a key given twice, by its line.
    """
    lines = text[:_REACH].split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None or not _FENCE.fullmatch(lines[first]):
        return {}, 0
    rest = range(first + 1, min(len(lines), first + _MAX_LINES))
    close = next((number for number in rest if _CLOSE.fullmatch(lines[number])), None)
    if not _is_block(lines[first + 1 : close], closed=close is not None):
        return {}, 0
    if close is None:
        raise BadInput(
            _("The front matter that opens with --- is never closed."),
            where=_("{file}, line {line}").format(file=where, line=first + 1),
            todo=_("Put a line --- after the last “key: value” line."),
        )
    attributes: dict[str, str] = {}
    for number in range(first + 1, close):
        line = lines[number]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        pair = _PAIR.match(line)
        if not pair:
            raise BadInput(
                _("The front matter has a line that is not “key: value”."),
                where=_("{file}, line {line}").format(file=where, line=number + 1),
                todo=_("Write it as “key: value”, or close the block above it with ---."),
            )
        key = KEYS.get(pair[1].lower(), pair[1].lower())
        if key in attributes:
            raise BadInput(
                _("The front matter gives “{key}” twice.").format(key=key),
                where=_("{file}, line {line}").format(file=where, line=number + 1),
                todo=_("Keep one of the two."),
            )
        value = _unquoted((pair[2] or "").strip())
        attributes[key] = KINDS.get(value.lower(), value) if key == "kind" else value
    return attributes, _after_blank(text, sum(len(line) + 1 for line in lines[: close + 1]))


def _is_block(lines: list[str], closed: bool) -> bool:
    """Whether these lines are facts about an interview, not talk below a ruled line.

    A key that no speaker can be called settles it; otherwise the lines must be closed off, short, and no key come back.
    """
    if not lines or not _PAIR.match(lines[0]):
        return False
    keys = [pair[1].lower() for line in (lines if closed else lines[:1]) if (pair := _PAIR.match(line))]
    if any(key in KEYS and KEYS[key] != "participant" for key in keys):
        return True
    return closed and len(set(keys)) == len(keys) and all(len(line) <= 80 and "?" not in line for line in lines)


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _after_blank(text: str, offset: int) -> int:
    """The start of the first line from here that is not blank; the text's end when there is none."""
    while offset < len(text):
        end = text.find("\n", offset)
        end = len(text) if end < 0 else end
        if text[offset:end].strip():
            return offset
        offset = end + 1
    return len(text)
