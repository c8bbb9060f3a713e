"""Things made separately in both copies become one: the lower id stays, the other is remembered as having given way."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from qualcode.coding.merging.report import CHANGED, OURS, SAME_NAME, THEIRS, Conflict, shown, thing
from qualcode.coding.merging.shape import IDENTITY, MADE_APART, MERGED_TABLES, QUIET, Key, Row, Rows, renamed
from qualcode.coding.merging.threeway import Deciding

_ONE_SAY = {"settlement": "decision", "coding_round": "transcripts"}
"""Rows whose fields are not mixed; the field that tells whether the two differ."""
_EMPTY = (None, "", "[]", "{}", 0, "unknown")


class Uniting:
    """Goes through the tables, parents before children, and carries the ids that gave way along."""

    def __init__(self, deciding: Deciding, result: Rows) -> None:
        self.deciding = deciding
        self.result = result
        self.names: dict[Key, str] = {}

    def run(self) -> None:
        """Unites in all tables, and gives things that must not share a name another one."""
        for table in MERGED_TABLES:
            if table == "same_as":
                continue
            self._rename(table)
            if table == "code":
                self._unite_codes()
            elif table in IDENTITY:
                self._unite(table)
            if table in ("participant", "transcript"):
                self._distinct_names(table)
        for (table, row_id), kept in sorted(self.names.items()):
            self.result["same_as"][row_id] = {"id": row_id, "kind": table, "kept_id": kept}
        for row_id, row in list(self.result["same_as"].items()):
            if row_id in self.result[row["kind"]]:
                del self.result["same_as"][row_id]
        self._relations_with_itself()
        self._one_shortcut_each()

    def _rename(self, table: str) -> None:
        if not self.names:
            return
        rows = self.result[table]
        if table == "turn":
            # The same text was imported in both: the turns of the transcript that stays are the turns.
            for row_id in [one for one, row in rows.items() if ("transcript", row["transcript_id"]) in self.names]:
                del rows[row_id]
        for row_id, row in rows.items():
            rows[row_id] = renamed(table, row, self.names)

    def _unite(self, table: str) -> None:
        groups: dict[Hashable, list[str]] = {}
        columns = IDENTITY[table]
        for row_id, row in self.result[table].items():
            groups.setdefault(tuple(row[name] for name in columns), []).append(row_id)
        for ids in groups.values():
            if len(ids) > 1 and (table not in MADE_APART or self._made_apart(table, ids)):
                self._become_one(table, sorted(ids))

    def _made_apart(self, table: str, ids: Iterable[str]) -> bool:
        ours, theirs = self.deciding.ours, self.deciding.theirs
        keys = [(table, row_id) for row_id in ids]
        mine = [key for key in keys if ours.only_here(key, theirs)]
        other = [key for key in keys if theirs.only_here(key, ours)]
        return len(mine) == len(other) == 1 and len(keys) == 2

    def _unite_codes(self) -> None:
        again = True
        while again:
            again = False
            for by_key in (True, False):
                groups: dict[Hashable, list[str]] = {}
                for row_id, row in self.result["code"].items():
                    if not by_key or row["key"]:
                        groups.setdefault(row["key"] if by_key else _place(row), []).append(row_id)
                for ids in groups.values():
                    if len(ids) == 2 and self._made_apart("code", ids):
                        self._become_one("code", sorted(ids))
                        self._rename("code")
                        again = True
        self._list_same_names()

    def _become_one(self, table: str, ids: list[str]) -> None:
        rows = self.result[table]
        kept_id = ids[0]
        for row_id in ids[1:]:
            rows[kept_id] = self._one_row(table, kept_id, row_id)
            del rows[row_id]
            self.names[table, row_id] = kept_id
            self.deciding.notes.united += 1
        for key, name in list(self.names.items()):
            if (key[0], name) in self.names:
                self.names[key] = self.names[key[0], name]

    def _one_row(self, table: str, kept_id: str, row_id: str) -> Row:
        kept, goes = self.result[table][kept_id], self.result[table][row_id]
        if table == "suggestion" and (kept["state"] == "pending") != (goes["state"] == "pending"):
            decided = goes if kept["state"] == "pending" else kept
            return {**decided, "id": kept_id}
        if table == "progress":
            return {**max(kept, goes, key=lambda row: (row["at"], row["id"])), "id": kept_id}
        first = self._comes_first(table, kept_id, row_id)
        if table in _ONE_SAY:
            if kept[_ONE_SAY[table]] != goes[_ONE_SAY[table]]:
                self._note(table, kept_id, row_id, _ONE_SAY[table], kept_taken=first)
            return {**(kept if first else goes), "id": kept_id}
        united = dict(kept)
        for name, value in kept.items():
            other = goes[name]
            if name == "id" or value == other:
                continue
            if value in _EMPTY or other in _EMPTY:
                united[name] = other if value in _EMPTY else value
                continue
            united[name] = value if first else other
            if name not in QUIET and name not in ("at", "started", "score", "reasons", "imported_at", "source_name"):
                self._note(table, kept_id, row_id, name, kept_taken=first)
        return united

    def _comes_first(self, table: str, kept_id: str, row_id: str) -> bool:
        """Whether the row that stays has the say where the two differ."""
        deciding = self.deciding
        if deciding.prefer:
            wanted = deciding.ours if deciding.prefer == OURS else deciding.theirs
            return wanted.row((table, kept_id)) is not None
        stamps = [
            max(deciding.when(OURS, (table, one)), deciding.when(THEIRS, (table, one))) for one in (kept_id, row_id)
        ]
        return stamps[0] >= stamps[1]

    def _note(self, table: str, kept_id: str, row_id: str, name: str, *, kept_taken: bool) -> None:
        rows = self.result[table]
        kept_is_ours = self.deciding.ours.row((table, kept_id)) is not None
        mine, other = (kept_id, row_id) if kept_is_ours else (row_id, kept_id)
        self.deciding.notes.add(
            Conflict(
                f"{table}:{kept_id}:{name}",
                CHANGED,
                thing((table, kept_id), rows[kept_id], self.result),
                name,
                shown(table, (name,), rows[mine], self.result),
                shown(table, (name,), rows[other], self.result),
                OURS if kept_taken == kept_is_ours else THEIRS,
                self.deciding.when(OURS, (table, mine))[0],
                self.deciding.when(THEIRS, (table, other))[0],
            )
        )

    def _distinct_names(self, table: str) -> None:
        rows = self.result[table]
        taken: dict[str, str] = {}
        for row_id in sorted(rows):
            name, number = rows[row_id]["name"], 2
            if name not in taken:
                taken[name] = row_id
                continue
            names = {row["name"] for row in rows.values()}
            while f"{name} ({number})" in names:
                number += 1
            self._same_name(table, row_id, taken[name])
            rows[row_id] = {**rows[row_id], "name": f"{name} ({number})"}
            taken[rows[row_id]["name"]] = row_id

    def _list_same_names(self) -> None:
        seen: dict[Hashable, str] = {}
        mine = [_place(row) for row in self.deciding.ours.rows["code"].values()]
        for row_id in sorted(self.result["code"]):
            place = _place(self.result["code"][row_id])
            if place in seen and mine.count(place) < 2:
                self._same_name("code", row_id, seen[place])
            seen.setdefault(place, row_id)

    def _same_name(self, table: str, row_id: str, other_id: str) -> None:
        row = self.result[table][row_id]
        what = thing((table, row_id), row, self.result)
        self.deciding.notes.add(
            Conflict(f"{table}:{row_id}:same-name:{other_id}", SAME_NAME, what, "name", row["name"], row["name"], OURS)
        )

    def _relations_with_itself(self) -> None:
        relations = self.result["code_relation"]
        for row_id in [one for one, row in relations.items() if row["from_id"] == row["to_id"]]:
            del relations[row_id]

    def _one_shortcut_each(self) -> None:
        codes, taken = self.result["code"], set()
        for row_id in sorted(codes):
            shortcut = codes[row_id]["shortcut"]
            if shortcut in taken:
                codes[row_id] = {**codes[row_id], "shortcut": ""}
            elif shortcut:
                taken.add(shortcut)


def _place(row: Row) -> Hashable:
    return (row["parent_id"], row["level"], row["name"].casefold())
