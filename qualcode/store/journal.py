"""The journal: every change to a study is one transaction that also writes one `Change` row.

An act inserts, updates and deletes rows through a `Transaction`, which notes each row before and after. Undo and redo, the
audit trail, and merging copies all come from those notes; no act has undo code of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from qualcode.errors import Refused
from qualcode.i18n import _
from qualcode.store.clock import Clock, NewId
from qualcode.store.tables import CONTENT_TABLES, table

Row = dict[str, Any]
Image = tuple[str, str, Row | None, Row | None]
"""(table, id, row before, row after); None where there was or is no such row."""

LASTING_ACTS = frozenset({"make-study", "join"})
"""Acts that undo does not reach: without them there is no study, and no one to undo."""
PASSING_ACTS = frozenset({"suggest-by-itself"})
"""Acts that the program does of its own accord. Undo takes them back on the way to what the coder did; redo leaves them."""


def as_json(value: Any) -> str:
    """JSON text in one form only, so that equal values are equal bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Transaction:
    """One act in progress: changes rows and remembers how they were."""

    def __init__(self, connection: Connection, coder_id: str, now: Clock, new_id: NewId) -> None:
        self.connection = connection
        self.coder_id = coder_id
        self.at = now()
        self.new_id = new_id
        self.about: dict[str, Any] = {}
        self.change_id: str | None = None
        """Id of the `Change` row to be, where the act needs to know it beforehand."""
        self._images: dict[tuple[str, str], tuple[Row | None, Row | None]] = {}
        self._texts: dict[str, str] = {}

    def insert(self, name: str, /, **fields: Any) -> str:
        """Puts one row in the table; gives its id."""
        return self.insert_many(name, [fields])[0]

    def insert_many(self, name: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """Puts rows in the table, an id made for each that has none; gives the ids in order."""
        if not rows:
            return []
        columns = table(name).columns
        filled: list[Row] = []
        for fields in rows:
            row: Row = {
                column.name: fields.get(column.name, column.default.arg if column.default is not None else None)  # type: ignore[attr-defined]
                for column in columns
            }
            row["id"] = fields.get("id") or self.new_id()
            filled.append(row)
        self.connection.execute(insert(table(name)), filled)
        for row in filled:
            self._note(name, row["id"], None, row)
        return [row["id"] for row in filled]

    def update(self, name: str, row_id: str, /, **fields: Any) -> None:
        """Changes fields of one row; nothing is written when they have these values already."""
        before = self.row(name, row_id)
        after = {**before, **fields}
        if after == before:
            return
        columns = table(name)
        self.connection.execute(update(columns).where(columns.c.id == row_id).values(**fields))
        self._note(name, row_id, before, after)

    def delete(self, name: str, row_id: str) -> None:
        """Removes one row."""
        before = self.row(name, row_id)
        columns = table(name)
        self.connection.execute(delete(columns).where(columns.c.id == row_id))
        self._note(name, row_id, before, None)

    def delete_many(self, name: str, row_ids: Iterable[str]) -> None:
        """Removes these rows."""
        for row_id in row_ids:
            self.delete(name, row_id)

    def row(self, name: str, row_id: str) -> Row:
        """The row as it is now.

        Raises:
            Refused: when there is none; another program may have removed it.
        """
        found = self.find(name, id=row_id)
        if not found:
            raise Refused(
                _("This is no longer in the study."), todo=_("Another coder may have removed it; look again.")
            )
        return found[0]

    def find(self, name: str, /, *where: ColumnElement[bool], **equal: Any) -> list[Row]:
        """The rows that meet the conditions, in order of id."""
        columns = table(name)
        query = select(columns).where(*where, *(columns.c[key] == value for key, value in equal.items()))
        return [dict(row._mapping) for row in self.connection.execute(query.order_by(columns.c.id))]

    def text_of(self, transcript_id: str) -> str:
        """The normalised text of a transcript, read once for this act.

        Raises:
            Refused: when the transcript or its text is gone.
        """
        if transcript_id not in self._texts:
            body = table("text_body")
            text_hash = self.row("transcript", transcript_id)["text_hash"]
            found = self.connection.execute(select(body.c.content).where(body.c.sha256 == text_hash)).scalar()
            if found is None:
                raise Refused(_("The text of this transcript is not in the study."), todo=_("Run 'qualcode check'."))
            self._texts[transcript_id] = found
        return self._texts[transcript_id]

    def images(self) -> list[Image]:
        """The rows touched, each with its first before and last after, in the order first touched; unchanged ones left out."""
        return [(name, key, before, after) for (name, key), (before, after) in self._images.items() if before != after]

    def _note(self, name: str, row_id: str, before: Row | None, after: Row | None) -> None:
        first, _last = self._images.get((name, row_id), (before, None))
        self._images[name, row_id] = (first, after)

    def restore(self, images: Sequence[Image], *, back: bool) -> None:
        """Puts the rows as they were before (`back`) or after the act that left these images.

        Raises:
            Refused: when one of them has been changed since, or its text is gone for good; nothing is changed then.
        """
        steps = [(name, key, after, before) for name, key, before, after in reversed(images)] if back else list(images)
        present = self._rows_of(steps)
        for name, key, expected, _wanted in steps:
            if present.get((name, key)) != expected:
                raise Refused(
                    _("This was changed again since, by another coder or another program."),
                    todo=_("Look at the history; nothing was changed."),
                )
        self._need_texts(steps)
        self.write(steps)

    def _need_texts(self, steps: Sequence[Image]) -> None:
        """Looks whether the texts of transcripts that come back are still kept."""
        body = table("text_body")
        for name, _key, _there, wanted in steps:
            if name != "transcript" or wanted is None:
                continue
            if not self.connection.execute(select(body.c.sha256).where(body.c.sha256 == wanted["text_hash"])).first():
                raise Refused(
                    _("The text of this transcript was removed for good by 'compact'."),
                    wanted["name"],
                    _("Import the file again; undo ends here."),
                )

    def write(self, images: Sequence[Image]) -> None:
        """Puts rows as `images` have them after; what they have before must be what is there.

        All go before any comes, so that two rows may change places; references are looked at when the act ends.
        """
        gone: dict[str, list[str]] = {}
        come: dict[str, list[Row]] = {}
        for name, key, before, after in images:
            if before is not None:
                gone.setdefault(name, []).append(key)
            if after is not None:
                come.setdefault(name, []).append(after)
            self._note(name, key, before, after)
        for name, keys in gone.items():
            for some in _batches(keys):
                self.connection.execute(delete(table(name)).where(table(name).c.id.in_(some)))
        for name, rows in come.items():
            self.connection.execute(insert(table(name)), rows)

    def _rows_of(self, images: Iterable[Image]) -> dict[tuple[str, str], Row]:
        wanted: dict[str, list[str]] = {}
        for name, key, _before, _after in images:
            wanted.setdefault(name, []).append(key)
        found: dict[tuple[str, str], Row] = {}
        for name, keys in wanted.items():
            columns = table(name)
            for some in _batches(keys):
                for row in self.connection.execute(select(columns).where(columns.c.id.in_(some))):
                    found[name, row.id] = dict(row._mapping)
        return found


def _batches(keys: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def newest(connection: Connection) -> int:
    """Number of the newest change; 0 before the first."""
    return connection.execute(select(func.max(table("change").c.seq))).scalar() or 0


def write_change(transaction: Transaction, act: str, *, undoes: str | None = None) -> str | None:
    """Writes the act's `Change` row; gives its id, or None when the act changed nothing.

    An act that has its id beforehand (a merge) and what takes it back are written also when no row changed by it.
    """
    images = transaction.images()
    if not images and transaction.change_id is None and undoes is None:
        return None
    change_id = transaction.change_id or transaction.new_id()
    transaction.connection.execute(
        insert(table("change")).values(
            id=change_id,
            seq=newest(transaction.connection) + 1,
            at=transaction.at,
            coder_id=transaction.coder_id,
            act=act,
            about=as_json(transaction.about),
            rows=as_json(images),
            undoes=undoes,
            undone_by=None,
        )
    )
    return change_id


def undo_targets(connection: Connection, coder_id: str) -> list[Row]:
    """The coder's newest act that stands, last, after the passing acts that came since; empty when there is none."""
    change = table("change")
    standing = (
        select(change)
        .where(change.c.coder_id == coder_id, change.c.undoes.is_(None), change.c.undone_by.is_(None))
        .where(change.c.act.not_in(sorted(LASTING_ACTS)), change.c.merged_by.is_(None))
        .order_by(change.c.seq.desc())
    )
    own = connection.execute(standing.where(change.c.act.not_in(sorted(PASSING_ACTS))).limit(1)).first()
    if own is None:
        return []
    return [row._asdict() for row in connection.execute(standing.where(change.c.seq >= own.seq))]


def redo_target(connection: Connection, coder_id: str) -> Row | None:
    """The act that the coder took back last, unless she has done something new since."""
    change = table("change")
    undoing = change.alias("undoing")
    query = (
        select(change, undoing.c.seq.label("undone_seq"))
        .join(undoing, undoing.c.id == change.c.undone_by)
        .where(change.c.coder_id == coder_id, change.c.merged_by.is_(None))
        .where(change.c.act.not_in(sorted(PASSING_ACTS)))
        .order_by(undoing.c.seq.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    newer = connection.execute(
        select(change.c.id)
        .where(change.c.coder_id == coder_id, change.c.undoes.is_(None), change.c.seq > row._mapping["undone_seq"])
        .where(change.c.act.not_in(sorted(LASTING_ACTS | PASSING_ACTS)), change.c.merged_by.is_(None))
        .limit(1)
    ).first()
    return None if newer else dict(row._mapping)


def take_back(transaction: Transaction, target: Row) -> None:
    """Undoes the change `target` inside this transaction, and writes that."""
    transaction.restore(read_images(target["rows"]), back=True)
    transaction.about = {"act": target["act"], **json.loads(target["about"])}
    written = write_change(transaction, "undo", undoes=target["id"])
    _mark(transaction.connection, target["id"], written)


def put_back(transaction: Transaction, target: Row) -> None:
    """Does the undone change `target` again inside this transaction, and writes that."""
    transaction.restore(read_images(target["rows"]), back=False)
    transaction.about = {"act": target["act"], **json.loads(target["about"])}
    write_change(transaction, "redo", undoes=target["id"])
    _mark(transaction.connection, target["id"], None)


def _mark(connection: Connection, change_id: str, undone_by: str | None) -> None:
    change = table("change")
    connection.execute(update(change).where(change.c.id == change_id).values(undone_by=undone_by))
    brought = select(change.c.undoes).where(change.c.merged_by == change_id, change.c.undoes.is_not(None))
    mark_undone(connection, connection.execute(brought).scalars().all())


def standing_changes(connection: Connection) -> list[Row]:
    """The journal in order, without what a merge brought that was taken back."""
    change = table("change")
    merge = change.alias("merge")
    query = select(change).outerjoin(merge, merge.c.id == change.c.merged_by).where(merge.c.undone_by.is_(None))
    return [dict(row._mapping) for row in connection.execute(query.order_by(change.c.seq))]


def mark_undone(connection: Connection, change_ids: Iterable[str]) -> None:
    """Marks each of these changes as its last undo or redo that stands left it; for merges, which bring such acts."""
    wanted = set(change_ids)
    if not wanted:
        return
    last: dict[str, str | None] = dict.fromkeys(sorted(wanted))
    change = table("change")
    merge = change.alias("merge")
    query = (
        select(change.c.id, change.c.act, change.c.undoes)
        .outerjoin(merge, merge.c.id == change.c.merged_by)
        .where(merge.c.undone_by.is_(None), change.c.undoes.is_not(None))
        .order_by(change.c.seq)
    )
    for row in connection.execute(query):
        if row.undoes in wanted:
            last[row.undoes] = row.id if row.act == "undo" else None
    for change_id, undone_by in last.items():
        connection.execute(update(change).where(change.c.id == change_id).values(undone_by=undone_by))


def read_images(text: str) -> list[Image]:
    """The images as `write_change` wrote them."""
    return [(name, key, before, after) for name, key, before, after in json.loads(text)]


def dump_content(connection: Connection) -> str:
    """Everything in the study but the journal, texts and places, as text in one order: equal studies give equal bytes."""
    lines = []
    for name in CONTENT_TABLES:
        columns = table(name)
        for row in connection.execute(select(columns).order_by(columns.c.id)):
            lines.append(name + " " + as_json(dict(row._mapping)))
    return "\n".join(lines)
