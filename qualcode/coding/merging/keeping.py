"""What stays needs what it stands on: rows that came to miss something get it back, or go where it went."""

from __future__ import annotations

import json
from collections.abc import Mapping

from qualcode.coding.merging.report import OURS, REMOVED, THEIRS
from qualcode.coding.merging.shape import LISTS, LOOSE, Key, Row, Rows, references, renamed
from qualcode.coding.merging.sides import Side, last_name
from qualcode.coding.merging.texts import drop
from qualcode.coding.merging.threeway import Deciding

COMES_BACK_WHOLE = frozenset({"transcript", "code", "coding"})
"""When one of these comes back, so does what the same act removed with it and what stands on it."""
TOLD = frozenset({"transcript", "code", "coding", "participant"})


def keep_together(deciding: Deciding, result: Rows) -> None:
    """Gives every row of the result what it refers to.

    A code that one copy merged into another code while the other copy used it: the use follows the merge. Anything else that
    is missing was removed in one copy and used in the other: it comes back, and that is listed.
    """
    links = {(row["kind"], row["id"]): row["kept_id"] for row in result["same_as"].values()}
    waiting: list[Key] = [(table, row_id) for table, rows in result.items() for row_id in rows]
    while waiting:
        table, row_id = waiting.pop()
        row = result[table].get(row_id)
        if row is None:
            continue
        for column, key in references(table, row):
            target = result.get(key[0])
            if target is None or key[1] in target:
                continue
            kept = last_name(key, links)
            if kept in target:
                row = result[table][row_id] = {**row, column: kept}
            else:
                waiting.extend(_bring_back(deciding, result, key))
    gone = {key: last_name(key, links) for key in links if key[1] not in result[key[0]]}
    for table in {*LOOSE, *LISTS} if gone else ():
        result[table] = {row_id: renamed(table, row, gone) for row_id, row in result[table].items()}


def _bring_back(deciding: Deciding, result: Rows, key: Key) -> list[Key]:
    for gone, has, taken in ((deciding.ours, deciding.theirs, THEIRS), (deciding.theirs, deciding.ours, OURS)):
        row = has.row(key)
        if row is None:
            continue
        result[key[0]][key[1]] = row
        if key[0] in TOLD:
            deciding.note(REMOVED, key, "", (), taken)
        back = [key]
        if key[0] in COMES_BACK_WHOLE:
            back += _with_it(gone, has, result, key)
        return back
    return []


def _with_it(gone: Side, has: Side, result: Rows, key: Key) -> list[Key]:
    touch = gone.touched.get(key)
    if touch is None or not touch.removed_by:
        return []
    candidates: dict[Key, Row] = {}
    for other, other_touch in gone.touched.items():
        row = has.row(other)
        if other_touch.removed_by == touch.removed_by and row is not None and other[1] not in result[other[0]]:
            candidates[other] = row
    back: list[Key] = []
    above = {key}
    while above:
        below = {
            one
            for one, row in candidates.items()
            if any(target in above for _column, target in references(one[0], row))
        }
        for one in sorted(below):
            result[one[0]][one[1]] = candidates.pop(one)
            back.append(one)
        above = below
    return back


def break_loops(deciding: Deciding, result: Rows) -> None:
    """Codes that came to stand under each other: the one with the greatest id goes to the top, and that is listed."""
    codes = result["code"]
    done: set[str] = set()
    for row_id in sorted(codes):
        path: list[str] = []
        above: str | None = row_id
        while above is not None and above in codes and above not in done and above not in path:
            path.append(above)
            above = codes[above]["parent_id"]
        if above in path:
            last = max(path[path.index(above) :])
            deciding.note("changed", ("code", last), "parent_id", ("parent_id",), OURS)
            codes[last] = {**codes[last], "parent_id": None}
        done.update(path)


def drop_outdone_settlements(deciding: Deciding, result: Rows, names: Mapping[Key, str]) -> None:
    """Removes what a settlement put into the consensus, where the other copy's settlement of that difference stands.

    Codings with a memo stay: a memo is never lost.
    """
    put = {
        names.get(("coding", one), one)
        for side in (deciding.ours, deciding.theirs)
        for row in side.rows["settlement"].values()
        for one in json.loads(row["coding_ids"])
    }
    put -= {one for row in result["settlement"].values() for one in json.loads(row["coding_ids"])}
    put -= {row["target_id"] for row in result["memo"].values()}
    drop(result, {("coding", one) for one in put if one in result["coding"]})


def drop_bare_segments(deciding: Deciding, result: Rows) -> None:
    """Removes segments that carry nothing any more, when in each copy that has them they carried something."""
    bare = _bare(result)
    if bare:
        before = _bare(deciding.ours.rows) | _bare(deciding.theirs.rows)
        for row_id in bare - before:
            del result["segment"][row_id]


def _bare(rows: Rows) -> set[str]:
    used = {row["segment_id"] for name in ("coding", "evidence") for row in rows[name].values()}
    used |= {row["target_id"] for row in rows["memo"].values() if row["target_kind"] == "segment"}
    return set(rows["segment"]) - used
