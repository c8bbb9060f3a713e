"""Merging another coder's copy into a study: one act, undone in one step; the other's own acts stay in the journal as theirs."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, func, insert, select, update

from qualcode.coding.merging.keeping import break_loops, drop_bare_segments, drop_outdone_settlements, keep_together
from qualcode.coding.merging.report import OURS, THEIRS, MergeReport, Notes
from qualcode.coding.merging.shape import MERGED_TABLES, Key, Row, Rows
from qualcode.coding.merging.sides import MERGE, find_touched, one_name_each, read_side, rename_side
from qualcode.coding.merging.texts import settle_texts
from qualcode.coding.merging.threeway import Deciding, three_way
from qualcode.coding.merging.uniting import Uniting
from qualcode.errors import StudyUnusable, WrongUsage
from qualcode.i18n import _
from qualcode.store import Study, Transaction, unwritable
from qualcode.store.clock import utc_now
from qualcode.store.engine import copy_database, open_engine, reading
from qualcode.store.journal import LASTING_ACTS, Image, as_json, mark_undone, read_images, write_change
from qualcode.store.migrations import bring_up_to_date
from qualcode.store.tables import table

DATABASE_FILE = "study.db"
ASIDE = ".merging-"
A_DAY = 86_400
"""Seconds."""


def merge_study(
    study: Study,
    other: Path | str,
    *,
    prefer: str | None = None,
    choices: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> MergeReport:
    """Brings what another copy holds into this study, by identity and journal; merging the same copy again changes nothing.

    The other copy is only read. What both changed differently is settled by the later change (its time, then its id), and
    listed. So it does not matter which copy is merged into which, and which conflict is settled otherwise is a choice.

    Args:
        study: The open study.
        other: Folder of the other copy, or its database file.
        prefer: ours or theirs: which copy has the say in all conflicts; None for the later change.
        choices: The same for single conflicts, by `Conflict.key`.
        dry_run: Only tell what would be done.

    Raises:
        StudyUnusable: when the other is no study, damaged, or of a newer program; nothing is changed.
        WrongUsage: for the study itself, or another word than ours and theirs.
    """
    other = Path(other)
    for word in {prefer, *(choices or {}).values()} - {None, OURS, THEIRS}:
        raise WrongUsage(_("A conflict is settled by 'ours' or 'theirs'."), str(word))
    with _room_aside(study) as folder:
        copy = _opened_copy(study, other, Path(folder))
        engine = open_engine(f"sqlite:///{copy}")
        try:
            with reading(engine, str(other)) as theirs:
                with reading(study.engine, str(study.path)) as mine:
                    merge = _Merge(mine, theirs, other, prefer, choices or {})
                    report = merge.report()
                    planned_on = _newest_act(mine)
                if dry_run or report.nothing:
                    return report
                with study.act(MERGE) as transaction:
                    if _newest_act(transaction.connection) != planned_on:
                        # Somebody wrote in the study in between.
                        merge = _Merge(transaction.connection, theirs, other, prefer, choices or {})
                    return merge.carry_out(transaction)
        finally:
            engine.dispose()


@contextmanager
def _room_aside(study: Study) -> Iterator[str]:
    """A folder for the other copy as it is read: in the study's own, so that it never stands where participants' words do not.

    What a killed merge left there goes with a later one.
    """
    home = study.path if study.path.is_dir() else None
    for left in home.glob(f"{ASIDE}*") if home else ():
        if time.time() - left.stat().st_mtime > A_DAY:
            shutil.rmtree(left, ignore_errors=True)
    try:
        aside = tempfile.TemporaryDirectory(prefix=ASIDE, dir=home)
    except OSError as error:
        raise unwritable(study.path, error) from error
    with aside as folder:
        yield folder


def _opened_copy(study: Study, other: Path, folder: Path) -> Path:
    source = other / DATABASE_FILE if other.is_dir() else other
    if not source.is_file():
        raise StudyUnusable(
            _("There is no study in this folder."), str(other), _("Name the folder of the other copy, or its study.db.")
        )
    if source.resolve() == (study.path / DATABASE_FILE).resolve():
        raise WrongUsage(_("This is the study itself."), str(other), _("Name another copy of it."))
    try:
        with source.open("rb") as opened:
            head = opened.read(16)
    except OSError as error:
        raise StudyUnusable(
            _("The other copy cannot be read ({reason}).").format(reason=error.strerror or type(error).__name__),
            str(other),
            _("Check that you may read it; nothing was changed."),
        ) from error
    if head != b"SQLite format 3\x00":
        raise StudyUnusable(
            _("The other copy is damaged or is not a study of qualcode."),
            str(other),
            _("Ask for a new copy; nothing was changed."),
        )
    copy = folder / DATABASE_FILE
    copy_database(source, copy)
    engine = open_engine(f"sqlite:///{copy}")
    try:
        bring_up_to_date(engine, utc_now(), str(other))
    finally:
        engine.dispose()
    return copy


def _newest_act(connection: Connection) -> int:
    change = table("change")
    newest: int | None = connection.execute(select(func.max(change.c.seq)).where(change.c.act != "join")).scalar()
    return newest or 0


class _Merge:
    """One merge: what both copies hold, worked out from two open connections."""

    def __init__(
        self, mine: Connection, theirs: Connection, other: Path, prefer: str | None, choices: Mapping[str, str]
    ) -> None:
        self.mine, self.theirs, self.other = mine, theirs, other
        self.ours, self.their_side = read_side(mine), read_side(theirs)
        self.actual: Rows = {name: dict(rows) for name, rows in self.ours.rows.items()}
        shared = {change["id"] for change in self.ours.changes} & {change["id"] for change in self.their_side.changes}
        self.new_acts = [
            change
            for change in self.their_side.changes
            if change["id"] not in shared and change["act"] not in LASTING_ACTS
        ]
        find_touched(self.ours, shared)
        find_touched(self.their_side, shared)
        self.coder_names, self.new_coders = self._know_coders()
        rename_side(self.their_side, {**self.coder_names, **self._one_study()}, self.ours)
        names = one_name_each(self.ours, self.their_side)
        rename_side(self.ours, names, self.their_side)
        rename_side(self.their_side, names, self.ours)
        self.notes = Notes()
        deciding = Deciding(self.ours, self.their_side, prefer, choices, self.notes)
        self.result = three_way(deciding)
        keep_together(deciding, self.result)
        settle_texts(deciding, self.result, self._text)
        uniting = Uniting(deciding, self.result)
        uniting.run()
        drop_outdone_settlements(deciding, self.result, uniting.names)
        break_loops(deciding, self.result)
        drop_bare_segments(deciding, self.result)
        self.images = list(self._differences())

    def _know_coders(self) -> tuple[dict[Key, str], list[Row]]:
        by_name = {row["name"]: row_id for row_id, row in self.ours.coders.items()}
        names: dict[Key, str] = {}
        new: list[Row] = []
        for row_id, row in self.their_side.coders.items():
            if row_id in self.ours.coders:
                continue
            if row["name"] in by_name:
                names["coder", row_id] = by_name[row["name"]]
            else:
                new.append(row)
        return names, new

    def _one_study(self) -> dict[Key, str]:
        """Studies made apart: ours stays what it is, notes on theirs become notes on ours."""
        mine, other = next(iter(self.ours.rows["study"])), next(iter(self.their_side.rows["study"]))
        if mine == other:
            return {}
        self.their_side.rows["study"] = {other: {**self.ours.rows["study"][mine], "id": other}}
        self.their_side.touched.pop(("study", other), None)
        return {("study", other): mine}

    def _text(self, text_hash: str) -> str | None:
        body = table("text_body")
        query = select(body.c.content).where(body.c.sha256 == text_hash)
        found: str | None = self.mine.execute(query).scalar() or self.theirs.execute(query).scalar()
        return found

    def _differences(self) -> Iterable[Image]:
        for name in MERGED_TABLES:
            before, after = self.actual[name], self.result[name]
            for row_id in sorted({*before, *after}):
                if before.get(row_id) != after.get(row_id):
                    yield name, row_id, before.get(row_id), after.get(row_id)

    def report(self) -> MergeReport:
        """What would come of it."""
        added: dict[str, int] = {}
        changed: dict[str, int] = {}
        removed: dict[str, int] = {}
        for name, _row_id, before, after in self.images:
            if name == "same_as":
                continue
            counts = added if before is None else removed if after is None else changed
            counts[name] = counts.get(name, 0) + 1
        coders = {str(self.coder_names.get(("coder", one["coder_id"]), one["coder_id"])) for one in self.new_acts}
        known = {**self.their_side.coders, **self.ours.coders}
        return MergeReport(
            other=self.other,
            coders=tuple(sorted(str(known[one]["name"]) for one in coders)),
            acts=len(self.new_acts),
            united=self.notes.united,
            conflicts=tuple(sorted(self.notes.conflicts.values(), key=lambda one: (one.kind, one.what, one.key))),
            moved=tuple(self.notes.moved),
            refused=tuple(self.notes.refused),
            added=added,
            changed=changed,
            removed=removed,
        )

    def carry_out(self, transaction: Transaction) -> MergeReport:
        """Writes it, as one act."""
        self.mine = transaction.connection
        report = self.report()
        transaction.change_id = transaction.new_id()
        transaction.about = {
            "coders": list(report.coders),
            "codings": report.count("coding"),
            "codes": report.count("code"),
            "memos": report.count("memo"),
            "conflicts": len(report.conflicts),
        }
        self._join(transaction)
        self._bring_texts()
        transaction.write(self.images)
        self._bring_acts(transaction.change_id)
        return replace(report, change_id=transaction.change_id)

    def _join(self, transaction: Transaction) -> None:
        # A coder outlasts the merge that brought her: the journal goes on naming her when the merge is undone.
        for row in self.new_coders:
            joining = Transaction(transaction.connection, row["id"], lambda: transaction.at, transaction.new_id)
            joining.insert("coder", **row)
            joining.about = {"coder": row["name"]}
            write_change(joining, "join")

    def _bring_texts(self) -> None:
        body = table("text_body")
        wanted = {row["text_hash"] for row in self.result["transcript"].values()}
        wanted -= set(self.mine.execute(select(body.c.sha256)).scalars())
        for text_hash in sorted(wanted):
            content = self._text(text_hash)
            if content is not None:
                self.mine.execute(insert(body).values(sha256=text_hash, content=content))

    def _bring_acts(self, merge_id: str) -> None:
        change = table("change")
        here = set(self.mine.execute(select(change.c.id)).scalars())
        last = self.mine.execute(select(func.max(change.c.seq))).scalar() or 0
        fresh = []
        for act in self.new_acts:
            brought = {
                **act,
                "coder_id": self.coder_names.get(("coder", act["coder_id"]), act["coder_id"]),
                "merged_by": merge_id,
                # Which rows, without what they held: the merge has that, and words of a text that was
                # de-identified here since must not come back by way of the journal.
                "rows": as_json([[name, row_id, None, None] for name, row_id, _b, _a in read_images(act["rows"])]),
            }
            if act["id"] in here:
                self.mine.execute(update(change).where(change.c.id == act["id"]).values(merged_by=merge_id))
            else:
                last += 1
                fresh.append({**brought, "seq": last})
        if fresh:
            self.mine.execute(insert(change), fresh)
        mark_undone(self.mine, [act["undoes"] for act in self.new_acts if act["undoes"]])
