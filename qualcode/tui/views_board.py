"""What the axial board shows: open codes that wait for a place, the axial tree, and what there is to clear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.i18n import N_, _, ngettext
from qualcode.store import values
from qualcode.tui.views import hues_of, label_of

if TYPE_CHECKING:
    from qualcode.analysis import NearDouble
    from qualcode.store import Study

LISTS: dict[str, str] = {
    "unplaced": N_("Without a place"),
    "empty": N_("Without a segment"),
    "once": N_("Used once"),
    "alike": N_("Near-duplicates"),
    "open": N_("All open codes"),
}
"""The lists on the left, in the order in which one key goes through them; English msgids."""


@dataclass(frozen=True, slots=True)
class BoardCode:
    """A code and what there is to know of it while ordering."""

    code: values.Code
    path: str
    segments: int
    participants: int
    below: int
    """Codes below it."""
    empty: bool
    once: bool

    @property
    def label(self) -> str:
        """Number and name."""
        return label_of(self.code)


@dataclass(frozen=True, slots=True)
class Alike:
    """Two codes that may be one, and why."""

    first: str
    second: str
    said: str
    """"name 93%, 4 segments shared"."""


@dataclass(frozen=True, slots=True)
class BoardView:
    """Everything on the board."""

    codes: Mapping[str, BoardCode]
    lists: Mapping[str, tuple[str, ...]]
    """Name of each of `LISTS` -> ids of its codes."""
    tree: tuple[values.Code, ...]
    """The ordered codes, in tree order."""
    hues: Mapping[str, int]
    alike: tuple[Alike, ...]

    def alike_to(self, code_id: str) -> list[tuple[str, str]]:
        """(id of the other code, why) of the codes that may be the same as this one."""
        return [
            (one.second if one.first == code_id else one.first, one.said)
            for one in self.alike
            if code_id in (one.first, one.second)
        ]


def board_view(study: Study) -> BoardView:
    """Reads the codes and what has to be cleared."""
    from qualcode.analysis import empty_codes, load_view, near_doubles, once_used, unplaced

    view = load_view(study)
    places: dict[str, set[tuple[str, int, int]]] = {}
    people: dict[str, set[str]] = {}
    for coding in view.codings:
        places.setdefault(coding.code_id, set()).add((coding.transcript_id, coding.start, coding.end))
        person = view.place(coding.transcript_id, coding.start, coding.end).participant
        if person is not None:
            people.setdefault(coding.code_id, set()).add(person.id)
    ordinary = [code for code in view.codes if code.level != values.SELECTIVE and not code.retired]
    empty = {code.id for code in empty_codes(view)}
    once = {code.id for code in once_used(view)}
    waiting = [code.id for code in unplaced(view)]
    parents = {code.parent_id for code in ordinary}
    # An open code with codes below it is a main code already: it stands in the tree, and can be put elsewhere from there.
    waiting = [code_id for code_id in waiting if code_id not in parents]
    alike = tuple(Alike(one.first, one.second, _why(one)) for one in near_doubles(view))
    codes = {
        code.id: BoardCode(
            code,
            view.paths[code.id],
            len(places.get(code.id, ())),
            len(people.get(code.id, ())),
            len(view.with_below([code.id])) - 1,
            code.id in empty,
            code.id in once,
        )
        for code in ordinary
    }
    in_pairs = dict.fromkeys(code_id for one in alike for code_id in (one.first, one.second))
    left_out = set(waiting)
    return BoardView(
        codes,
        {
            "unplaced": tuple(waiting),
            "empty": tuple(code.id for code in ordinary if code.id in empty),
            "once": tuple(code.id for code in ordinary if code.id in once),
            "alike": tuple(in_pairs),
            "open": tuple(code.id for code in ordinary if code.level == values.OPEN),
        },
        tuple(code for code in ordinary if code.id not in left_out),
        hues_of(view.codes),
        alike,
    )


def _why(pair: NearDouble) -> str:
    reasons = []
    if pair.names >= pair.use or pair.shared < 2:
        reasons.append(_("names {percent}% alike").format(percent=round(100 * pair.names)))
    if pair.shared:
        reasons.append(ngettext("{n} segment shared", "{n} segments shared", pair.shared))
    return ", ".join(reasons)
