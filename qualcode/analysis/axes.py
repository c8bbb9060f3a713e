"""The sides of a matrix: what each coding counts for, by the name of the side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qualcode.analysis.view import StudyView, natural
from qualcode.errors import NotFound
from qualcode.i18n import N_, _
from qualcode.store import values

_SAME = {
    "codes": "code",
    "transcripts": "transcript",
    "respondent": "participant",
    "respondenten": "participant",
    "participants": "participant",
    "codeur": "coder",
    "coders": "coder",
    "niveau": "level",
    "kernlabels": "kernlabel",
    "spreker": "speaker",
    "soort": "kind",
}
AXES = {
    "code": N_("code"),
    "kernlabel": N_("kernlabel"),
    "level": N_("level"),
    "transcript": N_("transcript"),
    "kind": N_("kind"),
    "participant": N_("participant"),
    "speaker": N_("speaker's role"),
    "coder": N_("coder"),
}
"""Sides that every study has; besides these, each family of codes and each attribute is one."""
SHOWN = (
    *(N_("open"), N_("axial"), N_("selective")),
    *(N_("respondent"), N_("interviewer"), N_("unknown")),
    *(
        N_("bouwsteen"),
        N_("indicator"),
        N_("valence"),
        N_("quality"),
        N_("theme"),
        N_("lens"),
        N_("swot"),
        N_("category"),
    ),
)
"""Words of the data that tables show in the language in use: levels, roles, and the families of the shipped codebooks."""
OF_TRANSCRIPTS = (N_("date"), N_("synthetic"), N_("title"))
"""Facts of a transcript that qualcode knows by one name in every language."""
_OF_CODES = ("code", "kernlabel", "level")


@dataclass(frozen=True, slots=True)
class Label:
    """One row or column."""

    id: str
    """Of the code, transcript or participant; for an attribute its value."""
    text: str
    depth: int = 0
    """How deep a code lies in the tree."""


@dataclass(frozen=True)
class Axis:
    """One side of a matrix."""

    name: str
    title: str
    """As it stands above the table, in the language in use."""
    labels: tuple[Label, ...]
    of_codes: bool
    """Whether it sorts codings by their code; two such sides make a matrix of what occurs together."""
    indices: Callable[[values.Coding], tuple[int, ...]]
    """The labels for which a coding counts, by their place."""


def axis(view: StudyView, name: str) -> Axis:
    """The side of that name: one of `AXES`, a family of codes, or an attribute of participants or transcripts.

    A family has a row for each of its codes that has no code of the same family above it; the codings of sub-codes count for
    that code. A kernlabel has the codings of the codes on which it rests, and those below them.

    Raises:
        NotFound: with the names there are.
    """
    folded = name.strip().casefold()
    attribute = view.attribute_key(name)
    known = _SAME.get(folded, folded)
    if folded not in AXES and attribute is not None:
        return _attribute_axis(view, attribute)
    if known in _OF_CODES:
        return {"code": _code_axis, "kernlabel": _kernlabel_axis, "level": _level_axis}[known](view)
    if known in AXES:
        return _plain_axis(view, known)
    families = {code.family.casefold(): code.family for code in view.codes if code.family}
    if folded in families:
        return _family_axis(view, families[folded])
    own = {key.casefold(): key for one in view.transcripts for key in one.attributes}
    if folded in own:
        return _transcript_attribute_axis(view, own[folded])
    raise NotFound(
        _("A matrix has no such rows or columns."),
        f"'{name}'",
        _("Take one of: {names}.").format(names=", ".join(axis_names(view))),
    )


def axis_names(view: StudyView) -> list[str]:
    """Every name that `axis` takes in this study, in the order in which a menu shows them."""
    families = [code.family for code in view.codes if code.family and code.level != values.SELECTIVE]
    own = [key for one in view.transcripts for key in one.attributes]
    return list(dict.fromkeys([*AXES, *families, *view.attribute_keys, *own]))


def _code_axis(view: StudyView) -> Axis:
    codes = [code for code in view.codes if code.level != values.SELECTIVE]
    depth: dict[str, int] = {}
    labels = []
    for code in codes:
        depth[code.id] = depth.get(code.parent_id or "", -1) + 1
        labels.append(Label(code.id, view.label(code.id), depth[code.id]))
    place = {label.id: (index,) for index, label in enumerate(labels)}
    return Axis("code", _("code"), tuple(labels), True, lambda coding: place.get(coding.code_id, ()))


def _kernlabel_axis(view: StudyView) -> Axis:
    labels = tuple(Label(code.id, view.label(code.id)) for code in view.kernlabels)
    return _grouped("kernlabel", _("kernlabel"), labels, [view.carrying(one.id) for one in labels])


def _level_axis(view: StudyView) -> Axis:
    labels = tuple(Label(level, _(level)) for level in values.LEVELS)
    return _grouped(
        "level", _("level"), labels, [{code.id for code in view.codes if code.level == one.id} for one in labels]
    )


def _family_axis(view: StudyView, family: str) -> Axis:
    members = {code.id for code in view.codes if code.family == family}
    tops = [code for code in view.codes if code.id in members and not members & set(view.above(code.id)[1:])]
    labels = tuple(Label(code.id, view.label(code.id)) for code in tops)
    return _grouped(family, _(family), labels, [view.with_below([one.id]) for one in labels])


def _grouped(name: str, title: str, labels: tuple[Label, ...], groups: Iterable[set[str]]) -> Axis:
    place: dict[str, tuple[int, ...]] = {}
    for index, group in enumerate(groups):
        for code_id in group:
            place[code_id] = (*place.get(code_id, ()), index)
    return Axis(name, title, labels, True, lambda coding: place.get(coding.code_id, ()))


def _plain_axis(view: StudyView, name: str) -> Axis:
    title = _(AXES[name])
    if name == "transcript":
        labels = [Label(one.id, one.name) for one in view.transcripts]
        return _by_value(name, title, labels, lambda coding: coding.transcript_id)
    if name == "kind":
        kinds = dict.fromkeys(one.kind for one in view.transcripts)
        kind_of = {one.id: one.kind for one in view.transcripts}
        return _by_value(
            name, title, [Label(one, _(one)) for one in kinds], lambda coding: kind_of[coding.transcript_id]
        )
    if name == "coder":
        return _by_value(name, title, [Label(one.id, one.name) for one in view.coders], lambda coding: coding.coder_id)
    if name == "speaker":
        roles = [Label(role, _(role)) for role in ("respondent", "interviewer", "unknown")]

        def role_of(coding: values.Coding) -> str:
            turn = view.place(coding.transcript_id, coding.start, coding.end).turn
            return turn.role if turn else "unknown"

        return _by_value(name, title, roles, role_of)
    people = sorted(view.participants, key=lambda one: natural(one.name))
    labels = [Label(one.id, one.name) for one in people]

    def person_of(coding: values.Coding) -> str:
        person = view.place(coding.transcript_id, coding.start, coding.end).participant
        return person.id if person else ""

    return _by_value(name, title, [*labels, _nobody()], person_of)


def _attribute_axis(view: StudyView, key: str) -> Axis:
    found = sorted({one.attributes[key] for one in view.participants if one.attributes.get(key)}, key=natural)

    def value_of(coding: values.Coding) -> str:
        person = view.place(coding.transcript_id, coding.start, coding.end).participant
        return person.attributes.get(key, "") if person else ""

    return _by_value(key, key, [*(Label(one, one) for one in found), _nobody()], value_of)


def _transcript_attribute_axis(view: StudyView, key: str) -> Axis:
    own = {one.id: one.attributes.get(key, "") for one in view.transcripts}
    found = sorted({value for value in own.values() if value}, key=natural)
    title = _(key) if key in OF_TRANSCRIPTS else key
    return _by_value(
        key, title, [*(Label(one, one) for one in found), _nobody()], lambda coding: own.get(coding.transcript_id, "")
    )


def _nobody() -> Label:
    return Label("", _("(not given)"))


def _by_value(name: str, title: str, labels: list[Label], value_of: Callable[[values.Coding], str]) -> Axis:
    place = {label.id: (index,) for index, label in enumerate(labels)}
    return Axis(name, title, tuple(labels), False, lambda coding: place.get(value_of(coding), ()))
