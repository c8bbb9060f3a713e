"""Schema versions: named steps, each in a transaction, run when an older study is opened."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine, insert, inspect, select
from sqlmodel import SQLModel

from qualcode.errors import StudyUnusable
from qualcode.i18n import _
from qualcode.store.engine import reading, told, writing
from qualcode.store.tables import SCHEMA_VERSION, table

Migration = Callable[[Connection], None]


def _merging_and_settling(connection: Connection) -> None:
    # Written out, not taken from tables.py: a later version may change those, this step stays as it was.
    for statement in (
        "ALTER TABLE change ADD COLUMN merged_by TEXT",
        "CREATE INDEX ix_change_merged_by ON change (merged_by)",
        """CREATE TABLE settlement (
            id TEXT NOT NULL PRIMARY KEY,
            transcript_id TEXT NOT NULL REFERENCES transcript (id) DEFERRABLE INITIALLY DEFERRED,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL,
            first_coder_id TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
            second_coder_id TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
            first_code TEXT NOT NULL, second_code TEXT NOT NULL, decision TEXT NOT NULL, reason TEXT NOT NULL,
            coding_ids TEXT NOT NULL,
            coder_id TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
            at TEXT NOT NULL,
            CHECK (decision IN ('first', 'second', 'both', 'neither', 'edit', 'skip'))
        )""",
        "CREATE INDEX ix_settlement_transcript_id ON settlement (transcript_id)",
        """CREATE TABLE coding_round (
            id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, seed INTEGER,
            transcripts TEXT NOT NULL, coders TEXT NOT NULL, codebook TEXT NOT NULL, codebook_end TEXT NOT NULL,
            started TEXT NOT NULL, closed TEXT
        )""",
        "CREATE TABLE same_as (id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, kept_id TEXT NOT NULL)",
    ):
        connection.exec_driver_sql(statement)


MIGRATIONS: tuple[tuple[int, str, Migration | None], ...] = (
    (1, "first-schema", None),
    (2, "merging-and-settling", _merging_and_settling),
)
"""(version it leads to, name, step). The first has no step: its tables are those of `create_schema`."""


def create_schema(engine: Engine, at: str, where: str) -> None:
    """Makes every table of the newest version in an empty database."""
    with writing(engine, where) as connection:
        SQLModel.metadata.create_all(connection)
        connection.execute(
            insert(table("schema_version")),
            [{"name": name, "version": version, "at": at} for version, name, _step in MIGRATIONS],
        )


def schema_version(connection: Connection) -> int:
    """The version of an open database; 0 when it is not a study's."""
    if not inspect(connection).has_table("schema_version"):
        return 0
    versions = connection.execute(select(table("schema_version").c.version)).scalars().all()
    return max(versions, default=0)


def pending(connection: Connection) -> list[str]:
    """Names of the steps that this database still needs; reads only."""
    version = schema_version(connection)
    return [name for number, name, _step in MIGRATIONS if number > version]


def bring_up_to_date(engine: Engine, at: str, where: str) -> list[str]:
    """Runs the steps that an older study needs; gives their names.

    Raises:
        StudyUnusable: for a database that is not a study, or of a newer program.
    """
    with told(where), reading(engine, where) as connection:
        version = schema_version(connection)
        todo = pending(connection)
    if version == 0:
        raise StudyUnusable(
            _("This database is not a qualcode study."),
            where,
            _("Choose another folder, or make a study with 'qualcode init'."),
        )
    if version > SCHEMA_VERSION:
        raise StudyUnusable(
            _("This study was made by a newer qualcode (schema {theirs}; this one knows {ours}).").format(
                theirs=version, ours=SCHEMA_VERSION
            ),
            where,
            _("Update qualcode; nothing was written."),
        )
    for number, name, step in MIGRATIONS:
        if name in todo and step is not None:
            with writing(engine, where) as connection:
                step(connection)
                connection.execute(insert(table("schema_version")).values(name=name, version=number, at=at))
    return todo
