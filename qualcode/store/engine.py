"""Opening the database: SQLite in one file by default, or whatever SQLAlchemy URL the study's settings name.

All that is SQLite's own is in this module.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, OperationalError, ProgrammingError

from qualcode.errors import Refused, StudyUnusable
from qualcode.i18n import _

BUSY_MILLISECONDS = 5_000


def open_engine(url: str) -> Engine:
    """An engine with foreign keys on, WAL, and full durability at each commit.

    Args:
        url: SQLAlchemy URL.

    Raises:
        StudyUnusable: for an address that is none, or whose driver is not installed.
    """
    try:
        # What stands in a statement may be a participant's words: an error must not show it.
        engine = create_engine(url, hide_parameters=True)
    except (ArgumentError, ImportError) as error:
        # The address itself is not told: a password may stand in it.
        raise StudyUnusable(
            _("The study's database cannot be opened."),
            "qualcode.toml",
            _("Mend the line 'database' there, and install the driver that it names."),
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: two programs then wait for each other instead of failing halfway.
    write = connection.get_execution_options().get("qualcode_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def reading(engine: Engine, where: str) -> Iterator[Connection]:
    """A connection that sees one state of the study for as long as it is held."""
    with told(where), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, where: str) -> Iterator[Connection]:
    """A transaction: committed at the end, rolled back whole on any error."""
    with told(where), engine.connect().execution_options(qualcode_write=True) as connection, connection.begin():
        yield connection


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turns what the database says into a sentence that a user can act on."""
    try:
        yield
    except IntegrityError as error:
        raise Refused(
            _("The study would no longer hold together: something else still uses this, or it exists already."),
            todo=_("Nothing was changed."),
        ) from error
    except (ProgrammingError, sqlite3.ProgrammingError):
        # A mistake of ours, not of the file: nobody should put back a backup for it.
        raise
    except (OperationalError, sqlite3.OperationalError) as error:
        said = str(getattr(error, "orig", error)).lower()
        if "locked" in said or "busy" in said:
            what, todo = _("Another program is writing in this study."), _("Close it there, or try again in a moment.")
        elif "readonly" in said or "read-only" in said:
            what, todo = _("This study is read-only."), _("Copy the folder to a place where you may write.")
        elif "full" in said or ("i/o error" in said and not _room_left(where)):
            what, todo = _("The disk is full; nothing was changed."), _("Make room and try again.")
        elif "unable to open" in said:
            what, todo = (
                _("The study's database cannot be opened."),
                _("Check that you may read and write this folder."),
            )
        else:
            what, todo = _damaged()
        raise StudyUnusable(what, where, todo) from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise StudyUnusable(_damaged()[0], where, _damaged()[1]) from error


def _room_left(where: str) -> bool:
    """Whether the disk of this place still takes a page or two; SQLite calls a full one an I/O error as well."""
    try:
        return shutil.disk_usage(where).free > 1 << 16
    except OSError:
        return True


def _damaged() -> tuple[str, str]:
    return (
        _("The study's database is damaged or is not one of qualcode."),
        _("Put back the newest file of the folder 'backups'; nothing was written."),
    )


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy of a SQLite study, also while it is in use.

    Raises:
        StudyUnusable: when the copy cannot be made or does not pass SQLite's own check.
    """
    with told(str(target)):
        with sqlite3.connect(source) as original, sqlite3.connect(target) as copy:
            original.backup(copy)
        check = sqlite3.connect(target)
        try:
            verdict = check.execute("PRAGMA integrity_check").fetchone()[0]
            check.execute("PRAGMA journal_mode = DELETE")
        finally:
            check.close()
    if verdict != "ok":
        raise StudyUnusable(*_damaged()[:1], str(source), _damaged()[1])


def integrity_problems(connection: Connection) -> list[str]:
    """What the database itself finds wrong: broken pages and dangling references; empty when all is well."""
    if connection.dialect.name != "sqlite":
        return []
    problems = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    problems += [
        _("table {table}: a reference to {parent} leads nowhere").format(table=row[0], parent=row[2])
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return problems


def vacuum(engine: Engine) -> None:
    """Gives the space of removed rows back to the disk."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("VACUUM")
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
