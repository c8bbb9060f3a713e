"""Row by row: what both copies hold, given what each changed since they were one.

Changed in one copy: that copy's. Removed in one, untouched in the other: removed. Removed in one and changed in the other:
kept. Changed in both, not in the same way: the later change, by its time and then its id, and the conflict is listed. The
rule does not ask which copy is ours, so merging A into B gives what merging B into A gives; `prefer` and `choices` do ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.coding.merging.report import CHANGED, OURS, REMOVED, THEIRS, Conflict, Notes, shown, thing
from qualcode.coding.merging.shape import MERGED_TABLES, QUIET, TEXT_GROUP, Key, Row, Rows, field_groups
from qualcode.coding.merging.sides import Side, Touch
from qualcode.store.journal import as_json

_UNKNOWN = object()


@dataclass(slots=True)
class Deciding:
    """How conflicts are settled, and where they are noted."""

    ours: Side
    theirs: Side
    prefer: str | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)

    def choose(self, conflict_key: str, key: Key, otherwise: str | None = None) -> str:
        """ours or theirs, for a conflict about this row."""
        asked = self.choices.get(conflict_key) or self.prefer
        if asked:
            return asked
        return otherwise or self.later(key)

    def later(self, key: Key) -> str:
        """The side of the later change; where no act tells, the side that does not depend on which is ours."""
        mine, other = self.when(OURS, key), self.when(THEIRS, key)
        if mine != other:
            return OURS if mine > other else THEIRS
        return OURS if as_json(self.ours.row(key)) >= as_json(self.theirs.row(key)) else THEIRS

    def when(self, side: str, key: Key) -> tuple[str, str]:
        """Time and id of the last change of the row in that copy."""
        touch = (self.ours if side == OURS else self.theirs).touched.get(key)
        return touch.when if touch else ("", "")

    def note(self, kind: str, key: Key, group: str, fields: tuple[str, ...], taken: str) -> None:
        """Lists a conflict."""
        table, row_id = key
        mine, other = self.ours.row(key), self.theirs.row(key)
        row = mine or other
        if row is None:
            return
        self.notes.add(
            Conflict(
                f"{table}:{row_id}:{group}",
                kind,
                thing(key, row, self.ours.rows if mine else self.theirs.rows),
                group or table,
                shown(table, fields, mine, self.ours.rows),
                shown(table, fields, other, self.theirs.rows),
                taken,
                self.when(OURS, key)[0],
                self.when(THEIRS, key)[0],
            )
        )


def three_way(deciding: Deciding) -> Rows:
    """The rows of all tables, each decided by itself."""
    result: Rows = {}
    for name in MERGED_TABLES:
        mine, other = deciding.ours.rows[name], deciding.theirs.rows[name]
        rows: dict[str, Row] = {}
        for row_id in dict.fromkeys([*mine, *other]):
            first, second = mine.get(row_id), other.get(row_id)
            row = first if first == second else _decide(deciding, (name, row_id), first, second)
            if row is not None:
                rows[row_id] = row
        result[name] = rows
    return result


def _decide(deciding: Deciding, key: Key, mine: Row | None, other: Row | None) -> Row | None:
    my_touch, other_touch = deciding.ours.touched.get(key), deciding.theirs.touched.get(key)
    takes_mine = my_touch is not None and my_touch.base == other
    takes_other = other_touch is not None and other_touch.base == mine
    if takes_mine and takes_other and my_touch and other_touch:
        # Each seems to start where the other is: one of them only holds what an earlier merge brought from the other.
        takes_mine, takes_other = my_touch.by_coder, other_touch.by_coder
    if takes_mine != takes_other:
        return mine if takes_mine else other
    if mine is None or other is None:
        return _one_is_gone(deciding, key, mine, other)
    changed, other_changed = _changed(my_touch, mine), _changed(other_touch, other)
    if changed != other_changed:
        return mine if changed else other
    return _both_changed(deciding, key, mine, other, my_touch, other_touch)


def _changed(touch: Touch | None, row: Row | None) -> bool:
    return touch is not None and touch.base != row


def _one_is_gone(deciding: Deciding, key: Key, mine: Row | None, other: Row | None) -> Row | None:
    gone = deciding.ours if mine is None else deciding.theirs
    has = deciding.theirs if mine is None else deciding.ours
    row = other if mine is None else mine
    gone_touch = gone.touched.get(key)
    if gone_touch is None or gone_touch.base is None:
        return row
    if not _changed(has.touched.get(key), row):
        return None
    keeper = THEIRS if mine is None else OURS
    merged_away = key[1] in gone.rows["same_as"]
    taken = deciding.choose(
        f"{key[0]}:{key[1]}:", key, otherwise=keeper if not merged_away else (OURS if keeper == THEIRS else THEIRS)
    )
    if row is not None and not (key[0] == "suggestion" and row["state"] == "pending"):
        deciding.note(REMOVED, key, "", (), taken)
    return row if taken == keeper else None


def _both_changed(
    deciding: Deciding, key: Key, mine: Row, other: Row, my_touch: Touch | None, other_touch: Touch | None
) -> Row:
    my_base = (my_touch.base if my_touch else mine) or {}
    other_base = (other_touch.base if other_touch else other) or {}
    row = dict(mine)
    for group, fields in field_groups(key[0], mine):
        here, there = [mine[name] for name in fields], [other[name] for name in fields]
        if here == there:
            continue
        back, other_back = ([base.get(name, _UNKNOWN) for name in fields] for base in (my_base, other_base))
        if (back == there) != (other_back == here):
            take_mine = back == there
        elif my_touch is None and other_touch is None and fields == TEXT_GROUP:
            # A text that no act changed was changed from outside: the one that stands in this study stays.
            take_mine = True
        else:
            taken = deciding.choose(f"{key[0]}:{key[1]}:{group}", key)
            take_mine = taken == OURS
            quiet = group in QUIET or (key[0] == "suggestion" and mine["state"] == other["state"])
            if not quiet:
                deciding.note(CHANGED, key, group, fields, taken)
        if not take_mine:
            row.update(zip(fields, there, strict=True))
    return row
