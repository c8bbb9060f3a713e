"""One copy of a study as merging sees it: its rows, and what was changed in it since it and the other were one.

The journal tells: acts that both copies have are their common past. The first act after it that touched a row holds, as the
row before, what both had. Acts that an earlier merge brought did not touch rows here, the merge itself did; but they say
when the work was done, and that time, not the merge's, counts where two changes compete.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from qualcode.coding.merging.shape import MERGED_TABLES, Key, Row, Rows, renamed
from qualcode.store.journal import LASTING_ACTS, read_images, standing_changes
from qualcode.store.tables import table

MERGE = "merge"


@dataclass(slots=True)
class Touch:
    """What was done to one row since the common past."""

    base: Row | None
    """The row when both copies had it; None when it was made since."""
    direct: bool = False
    """Whether an act of this copy did it; else only acts are known that a merge brought."""
    stamp: tuple[str, str] = ("", "")
    """Time and id of the last act that a coder did on it."""
    merge_stamp: tuple[str, str] = ("", "")
    removed_by: str = ""
    """The act that removed it last."""

    @property
    def when(self) -> tuple[str, str]:
        """What competes with the other copy's change: the later one wins."""
        return self.stamp if self.by_coder else self.merge_stamp

    @property
    def by_coder(self) -> bool:
        """Whether an act of a coder did it that the other copy does not have."""
        return self.stamp != ("", "")


@dataclass(slots=True)
class Side:
    """One copy."""

    rows: Rows
    changes: list[Row]
    """Acts that stand, in order."""
    coders: dict[str, Row]
    touched: dict[Key, Touch] = field(default_factory=dict)

    def row(self, key: Key) -> Row | None:
        """The row as it is in this copy."""
        return self.rows.get(key[0], {}).get(key[1])

    def only_here(self, key: Key, other: Side) -> bool:
        """Whether this copy has the row and the other never had it since the common past."""
        touch = other.touched.get(key)
        return self.row(key) is not None and other.row(key) is None and (touch is None or touch.base is None)


def read_side(connection: Connection) -> Side:
    """The copy behind an open connection."""
    rows = {
        name: {row.id: dict(row._mapping) for row in connection.execute(select(table(name)))} for name in MERGED_TABLES
    }
    coders = {row.id: dict(row._mapping) for row in connection.execute(select(table("coder")))}
    return Side(rows, standing_changes(connection), coders)


def find_touched(side: Side, shared: Collection[str]) -> None:
    """Fills `side.touched` from the acts that the other copy does not have."""
    merges = {change["id"] for change in side.changes if change["act"] == MERGE}
    for change in side.changes:
        if change["id"] in shared or change["act"] in LASTING_ACTS:
            continue
        stamp = (change["at"], change["id"])
        brought = change["merged_by"] is not None
        for name, row_id, before, after in read_images(change["rows"]):
            if name == "coder":
                continue
            touch = side.touched.get((name, row_id))
            if touch is None:
                touch = side.touched[name, row_id] = Touch(base=None)
            if not brought:
                if not touch.direct:
                    touch.base, touch.direct = before, True
                if after is None:
                    touch.removed_by = change["id"]
            if change["id"] in merges or change["undoes"] in merges:
                touch.merge_stamp = max(touch.merge_stamp, stamp)
            else:
                touch.stamp = max(touch.stamp, stamp)
    # Left out: what acts are about that were brought without effect here, and what a merge did that was taken back.
    side.touched = {
        key: touch
        for key, touch in side.touched.items()
        if touch.direct and (touch.by_coder or touch.base != side.row(key))
    }


def rename_side(side: Side, names: Mapping[Key, str], other: Side) -> None:
    """Replaces ids in the rows and in what they were; where two rows become one id, the one that had it stays.

    A transcript that gave way to one of the other copy, with the same text, leaves its turns: those of the other are the turns.
    """
    if not names:
        return
    same_text = {
        kept
        for (kind, row_id), kept in names.items()
        if kind == "transcript" and row_id in side.rows[kind] and kept in other.rows[kind]
    }
    for name, rows in side.rows.items():
        new: dict[str, Row] = {}
        for row_id, row in rows.items():
            now = renamed(name, row, names)
            if now["id"] == row_id or now["id"] not in rows:
                new[now["id"]] = now
        side.rows[name] = new
    if same_text:
        turns = side.rows["turn"]
        side.rows["turn"] = {row_id: row for row_id, row in turns.items() if row["transcript_id"] not in same_text}
    touched: dict[Key, Touch] = {}
    for (name, row_id), touch in side.touched.items():
        if touch.base is not None:
            touch.base = renamed(name, touch.base, names)
        key = (name, names.get((name, row_id), row_id))
        if key not in touched or key == (name, row_id):
            touched[key] = touch
    side.touched = touched


def one_name_each(ours: Side, theirs: Side) -> dict[Key, str]:
    """Old id -> id that it gave way to, of what either copy knows to be one thing.

    Left out where a copy has both: there they are two (a code that was merged away here and lives on there).
    """
    links: dict[Key, str] = {}
    for side in (ours, theirs):
        for row in side.rows["same_as"].values():
            if side.row((row["kind"], row["id"])) is not None:
                continue
            key = (row["kind"], row["id"])
            links[key] = min(links.get(key, row["kept_id"]), row["kept_id"])
    names: dict[Key, str] = {}
    for kind, row_id in links:
        kept = last_name((kind, row_id), links)
        doubled = any(side.row((kind, row_id)) and side.row((kind, kept)) for side in (ours, theirs))
        if kept != row_id and not doubled:
            names[kind, row_id] = kept
    return names


def last_name(key: Key, links: Mapping[Key, str]) -> str:
    """The end of a chain of ids that gave way."""
    kind, row_id = key
    seen = {row_id}
    while (kind, row_id) in links and links[kind, row_id] not in seen:
        row_id = links[kind, row_id]
        seen.add(row_id)
    return row_id
