"""What the codebook editor shows: every code, also those out of use, with how it is used, and each code's whole card."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from qualcode.errors import BadInput
from qualcode.i18n import _, ngettext
from qualcode.store import values
from qualcode.tui.markdown import markdown
from qualcode.tui.views import hues_of, label_of

if TYPE_CHECKING:
    from qualcode.store import Study

TEXTS = ("definition", "when_to_use", "when_not", "example")
"""Fields of several lines."""
LINES = ("name", "number", "family", "colour", "shortcut")
"""Fields of one line."""
LISTS = ("keywords", "aliases", "questions")
"""Fields of several things."""
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_HEADING = Style(bold=True, underline=True)
_BOLD, _DIM = Style(bold=True), Style(dim=True)


@dataclass(frozen=True, slots=True)
class CodebookView:
    """The study's codes in tree order."""

    codes: tuple[values.Code, ...]
    """Those out of use among them."""
    counts: Mapping[str, int]
    """Code id -> codings."""
    transcripts: Mapping[str, int]
    """Code id -> transcripts in which it stands."""
    hues: Mapping[str, int]
    memos: Mapping[str, tuple[values.Memo, ...]]
    """Code id -> memos on it."""

    def code(self, code_id: str) -> values.Code | None:
        """The code with this id."""
        return next((code for code in self.codes if code.id == code_id), None)

    def in_use(self) -> tuple[values.Code, ...]:
        """The codes that can be put."""
        return tuple(code for code in self.codes if not code.retired)

    def brothers(self, code: values.Code) -> list[values.Code]:
        """The codes under the same parent and of the same level, in order, itself among them."""
        same = [one for one in self.codes if one.parent_id == code.parent_id and one.level == code.level]
        return [one for one in same if not one.retired or one.id == code.id]

    def families(self) -> list[str]:
        """The families in use, in the order of the tree."""
        return list(dict.fromkeys(code.family for code in self.codes if code.family))

    def path(self, code: values.Code) -> str:
        """The names of the codes above it."""
        above: list[str] = []
        parent = self.code(code.parent_id or "")
        while parent is not None and parent.name not in above:
            above.append(parent.name)
            parent = self.code(parent.parent_id or "")
        return " > ".join(reversed(above))


def codebook_view(study: Study) -> CodebookView:
    """Reads the codes and how they are used."""
    from qualcode.coding import only_seen

    codes = tuple(study.codes(retired=True))
    codings = only_seen(study, study.codings())
    where: dict[str, set[str]] = defaultdict(set)
    for coding in codings:
        where[coding.code_id].add(coding.transcript_id)
    memos: dict[str, list[values.Memo]] = defaultdict(list)
    for memo in study.memos("code"):
        memos[memo.target_id].append(memo)
    return CodebookView(
        codes,
        Counter(coding.code_id for coding in codings),
        {code_id: len(transcripts) for code_id, transcripts in where.items()},
        hues_of(codes),
        {code_id: tuple(found) for code_id, found in memos.items()},
    )


def level_said(level: str) -> str:
    """A level in the language in use."""
    return {values.OPEN: _("open"), values.AXIAL: _("axial"), values.SELECTIVE: _("kernlabel")}.get(level, level)


def field_said(field: str) -> str:
    """The name of a field in the language in use."""
    return {
        "name": _("Name"),
        "number": _("Number"),
        "level": _("Level"),
        "family": _("Family"),
        "definition": _("Definition"),
        "when_to_use": _("When"),
        "when_not": _("When not"),
        "example": _("Example"),
        "keywords": _("Words"),
        "aliases": _("Abbreviations"),
        "questions": _("Interview questions"),
        "colour": _("Colour"),
        "shortcut": _("Shortcut"),
    }[field]


def card_text(view: CodebookView, code: values.Code) -> Text:
    """Everything a code has, its empty fields left out."""
    text = Text(end="")
    text.append(label_of(code) + "\n", _HEADING)
    if path := view.path(code):
        text.append(path + "\n", _DIM)
    parts = [level_said(code.level), code.family, ngettext("{n} coding", "{n} codings", view.counts.get(code.id, 0))]
    if where := view.transcripts.get(code.id, 0):
        parts.append(ngettext("in {n} transcript", "in {n} transcripts", where))
    text.append(" · ".join(filter(None, parts)) + "\n", _DIM)
    if code.retired:
        text.append(_("Out of use: its codings stay, it cannot be put.") + "\n", _BOLD)
    for field in TEXTS:
        if said := getattr(code, field):
            text.append(f"\n{field_said(field)}: ", _BOLD)
            text.append(said + "\n")
    for field, apart in (("keywords", ", "), ("aliases", ", "), ("questions", "\n  ")):
        if many := getattr(code, field):
            text.append(f"\n{field_said(field)}: ", _BOLD)
            text.append(("\n  " if apart != ", " else "") + apart.join(many) + "\n")
    if code.colour or code.shortcut:
        text.append("\n")
    if code.colour:
        text.append(f"{field_said('colour')}: ", _BOLD)
        known = Style(color=code.colour) if _COLOUR.fullmatch(code.colour) else Style()
        text.append("■■ ", known)
        text.append(code.colour + "   ")
    if code.shortcut:
        text.append(f"{field_said('shortcut')}: ", _BOLD)
        text.append(code.shortcut)
    for memo in view.memos.get(code.id, ()):
        text.append(f"\n\n✎ {memo.title}".rstrip() + "\n", _BOLD)
        text.append_text(markdown(memo.text))
    return text


def fields_of(code: values.Code | None) -> dict[str, str]:
    """A code's fields as they stand in the form; empty ones for a new code."""
    if code is None:
        return dict.fromkeys((*LINES, *TEXTS, *LISTS), "")
    found = {field: str(getattr(code, field)) for field in (*LINES, *TEXTS)}
    return found | {field: _apart(field).join(getattr(code, field)) for field in LISTS}


def fields_from(said: Mapping[str, str]) -> dict[str, str | list[str]]:
    """The fields of a code as the acts take them, from what stands in the form.

    Raises:
        BadInput: for a colour that is none.
    """
    found: dict[str, str | list[str]] = {}
    for field, value in said.items():
        if field in LISTS:
            pieces = value.splitlines() if field == "questions" else value.replace("\n", ",").split(",")
            found[field] = [" ".join(piece.split()) for piece in pieces if piece.strip()]
        else:
            found[field] = value.strip()
    if colour := str(found.get("colour", "")):
        if not _COLOUR.fullmatch(colour):
            raise BadInput(_("A colour is written as #RRGGBB."), colour, _("Leave it empty for that of the main code."))
        found["colour"] = colour.upper()
    return found


def _apart(field: str) -> str:
    return "\n" if field == "questions" else ", "
