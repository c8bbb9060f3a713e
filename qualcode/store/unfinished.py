"""What is left of a study that was not made to the end, and how nothing of it is left."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import inspect, select

from qualcode.store.engine import open_engine
from qualcode.store.engine import reading as reading_from
from qualcode.store.folder import DATABASE_FILE, is_database
from qualcode.store.tables import table


@contextmanager
def whole_or_absent(folder: Path) -> Iterator[None]:
    """Takes the folder away again when what makes it fails or is stopped; one that was there before is left alone."""
    there = folder.exists()
    try:
        yield
    except BaseException:
        if not there:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def never_used(database: Path) -> bool:
    """Whether this is what a kill while a study is made leaves: no tables yet, or nothing but the act that makes it."""
    if database.stat().st_size and not is_database(database):
        return False
    engine = open_engine(f"sqlite:///{database}")
    try:
        with reading_from(engine, str(database)) as connection:
            tables = inspect(connection).get_table_names()
            if not tables:
                return True
            if "schema_version" not in tables or "change" not in tables:
                return False
            return len(connection.execute(select(table("change").c.id).limit(2)).all()) < 2
    finally:
        engine.dispose()


def remove_database(folder: Path) -> None:
    """Removes the database of a study that is none yet, with the files that SQLite keeps beside it."""
    for file in folder.glob(f"{DATABASE_FILE}*"):
        file.unlink()
