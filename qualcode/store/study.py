"""A study: one folder with its settings, its database, and the folders that a researcher expects beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from qualcode.errors import NotFound, StudyUnusable
from qualcode.i18n import _
from qualcode.store import journal, reading, touched, values
from qualcode.store.care import problems_in, remove_unused_texts, write_backup
from qualcode.store.clock import Clock, NewId, new_uuid7, utc_now
from qualcode.store.engine import open_engine, vacuum, writing
from qualcode.store.engine import reading as reading_from
from qualcode.store.folder import (
    DATABASE_FILE,
    FOLDERS,
    SETTINGS_FILE,
    check_file,
    default_coder,
    has_study,
    is_database,
    read_settings,
    settings_text,
    unwritable,
    write_private,
)
from qualcode.store.migrations import bring_up_to_date, create_schema
from qualcode.store.tables import table
from qualcode.store.unfinished import never_used, remove_database
from qualcode.text import fingerprint, one_line


class Study:
    """An open study. Reading gives plain values; changing goes through the acts of `qualcode.coding`.

    May be used from several threads. Close it, or use it as a context manager.
    """

    def __init__(self, path: Path, engine: Engine, coder: str, now: Clock, new_id: NewId) -> None:
        self.path = path
        self.engine = engine
        self.coder_name = coder
        self._now = now
        self._new_id = new_id
        self._own_acts = 0

    @classmethod
    def create(
        cls,
        path: Path | str,
        *,
        title: str = "",
        language: str = "nl",
        coder: str | None = None,
        now: Clock = utc_now,
        new_id: NewId = new_uuid7,
    ) -> Study:
        """Makes a study in a folder that has none; the folder may exist and hold other files.

        Raises:
            StudyUnusable: when there is a study already, or the folder cannot be written.
        """
        folder = Path(path)
        if (folder / DATABASE_FILE).exists() and not has_study(folder) and never_used(folder / DATABASE_FILE):
            remove_database(folder)
        if has_study(folder) or (folder / DATABASE_FILE).exists():
            raise StudyUnusable(
                _("There is a study in this folder already."), str(folder), _("Open it, or choose another folder.")
            )
        title = one_line(title or folder.resolve().name)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name in FOLDERS:
                (folder / name).mkdir(mode=0o700, exist_ok=True)
            (folder / DATABASE_FILE).touch(mode=0o600)
        except OSError as error:
            raise unwritable(folder, error) from error
        try:
            study = cls._begin(folder, title, language, coder or default_coder(), now, new_id)
        except StudyUnusable:
            # What is not a study must not stand in the way of making one, when there is room again.
            remove_database(folder)
            raise
        return study

    @classmethod
    def _begin(cls, folder: Path, title: str, language: str, coder: str, now: Clock, new_id: NewId) -> Study:
        engine = open_engine(f"sqlite:///{folder / DATABASE_FILE}")
        study = cls(folder, engine, coder, now, new_id)
        try:
            create_schema(engine, now(), str(folder))
            with study._raw_transaction() as transaction:
                transaction.coder_id = transaction.insert("coder", name=study.coder_name, kind="human")
                created = transaction.at
                transaction.insert("study", title=title, language=language, created=created, settings="{}")
                transaction.about = {"title": title}
                journal.write_change(transaction, "make-study")
            # Written last: a folder with settings is a study that is complete.
            write_private(folder / SETTINGS_FILE, settings_text().encode())
        except StudyUnusable:
            engine.dispose()
            raise
        return study

    @classmethod
    def open(
        cls, path: Path | str = ".", *, coder: str | None = None, now: Clock = utc_now, new_id: NewId = new_uuid7
    ) -> Study:
        """Opens the study of a folder; an older one is backed up and brought up to date.

        Raises:
            StudyUnusable: when there is none, or it is locked, read-only, damaged, or of a newer program.
        """
        folder = Path(path)
        settings = read_settings(folder)
        url = settings.get("database") or f"sqlite:///{folder / DATABASE_FILE}"
        file = None if settings.get("database") else folder / DATABASE_FILE
        if file is not None:
            check_file(folder, file)
        engine = open_engine(url)
        study = cls(folder, engine, coder or str(settings.get("coder") or default_coder()), now, new_id)
        try:
            with reading_from(engine, str(folder)) as connection:
                from qualcode.store.migrations import pending

                behind = pending(connection)
            if behind and file is not None and is_database(file):
                study.backup(reason="before-" + behind[-1])
            bring_up_to_date(engine, now(), str(folder))
        except StudyUnusable:
            engine.dispose()
            raise
        return study

    def close(self) -> None:
        """Lets go of the database; everything acknowledged is on disk already."""
        self.engine.dispose()

    def __enter__(self) -> Study:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Changing

    @contextmanager
    def act(self, name: str, /, **about: Any) -> Iterator[journal.Transaction]:
        """One act: what happens inside is one transaction and one row of the journal.

        Args:
            name: Stable name of the act ("put-code").
            about: Names and numbers that tell the act to a person; never a participant's words.
        """
        self._join()
        with self._raw_transaction() as transaction:
            transaction.about = about
            yield transaction
            journal.write_change(transaction, name)

    @contextmanager
    def _raw_transaction(self) -> Iterator[journal.Transaction]:
        with self._writing() as connection:
            yield self._transaction(connection)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction whose acts count as done through this object."""
        with writing(self.engine, str(self.path)) as connection:
            before = journal.newest(connection)
            yield connection
            own = journal.newest(connection) - before
        self._own_acts += own

    def _transaction(self, connection: Connection) -> journal.Transaction:
        return journal.Transaction(connection, self._coder_id(connection) or "", self._now, self._new_id)

    def _coder_id(self, connection: Connection) -> str | None:
        coder = table("coder")
        found: str | None = connection.execute(select(coder.c.id).where(coder.c.name == self.coder_name)).scalar()
        return found

    def _join(self) -> None:
        with self._reading() as connection:
            if self._coder_id(connection):
                return
        with self._raw_transaction() as transaction:
            if not transaction.coder_id:
                transaction.coder_id = transaction.insert("coder", name=self.coder_name, kind="human")
                transaction.about = {"coder": self.coder_name}
                journal.write_change(transaction, "join")

    def join(self, name: str, *, kind: str = "human") -> values.Coder:
        """The coder of that name, who joins the study now when she is new."""
        if self.coder(name) is None:
            self._join()
        known = self.coder(name)
        if known is not None:
            return known
        with self._raw_transaction() as transaction:
            coder_id = transaction.insert("coder", name=name, kind=kind)
            transaction.about = {"coder": name}
            journal.write_change(transaction, "join")
        return values.Coder(coder_id, name, kind)

    def undo(self) -> values.Change | None:
        """Takes back this coder's newest act; gives it, or None when there is nothing to take back.

        Raises:
            Refused: when something that the act touched has been changed since by another.
        """
        with self._writing() as connection:
            targets = journal.undo_targets(connection, self._coder_id(connection) or "")
            for target in targets:
                journal.take_back(self._transaction(connection), target)
        return _change(targets[-1]) if targets else None

    def redo(self) -> values.Change | None:
        """Does again what this coder undid last; None when there is nothing, or she has done something new since."""
        with self._writing() as connection:
            target = journal.redo_target(connection, self._coder_id(connection) or "")
            if target is not None:
                journal.put_back(self._transaction(connection), target)
        return _change(target) if target is not None else None

    def keep_text(self, transaction: journal.Transaction, content: str) -> str:
        """Stores a normalised text once; gives its SHA-256. Texts stand outside the journal."""
        key = fingerprint(content)
        body = table("text_body")
        if transaction.connection.execute(select(body.c.sha256).where(body.c.sha256 == key)).first() is None:
            transaction.connection.execute(insert(body).values(sha256=key, content=content))
        return key

    # Reading

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with reading_from(self.engine, str(self.path)) as connection:
            yield connection

    def info(self) -> values.StudyInfo:
        """Title, language and settings."""
        with self._reading() as connection:
            return reading.study_info(connection)

    def coders(self) -> list[values.Coder]:
        """All coders, in the order in which they joined."""
        with self._reading() as connection:
            return reading.coders(connection)

    def coder(self, name: str | None = None) -> values.Coder | None:
        """The coder of that name, or the one who works now; None when she has not done anything yet."""
        wanted = name or self.coder_name
        return next((coder for coder in self.coders() if coder.name == wanted), None)

    def participants(self) -> list[values.Participant]:
        """All participants with their attributes."""
        with self._reading() as connection:
            return reading.participants(connection)

    def transcripts(self) -> list[values.Transcript]:
        """All transcripts in the study's order, without their texts."""
        with self._reading() as connection:
            return reading.transcripts(connection)

    def text(self, text_hash: str) -> str:
        """The normalised text under this SHA-256.

        Raises:
            NotFound: when it is not in the study (any more).
        """
        with self._reading() as connection:
            found = reading.text(connection, text_hash)
        if found is None:
            raise NotFound(_("The text of this transcript is not in the study."), todo=_("Run 'qualcode check'."))
        return found

    def speakers(self, transcript_id: str | None = None) -> list[values.Speaker]:
        """Speakers of one transcript or of all."""
        with self._reading() as connection:
            return reading.speakers(connection, transcript_id)

    def turns(self, transcript_id: str | None = None) -> list[values.Turn]:
        """Turns of one transcript or of all, in the order of the text."""
        with self._reading() as connection:
            return reading.turns(connection, transcript_id)

    def codes(self, *, retired: bool = False) -> list[values.Code]:
        """Codes in tree order, kernlabels among them; retired ones only when asked."""
        with self._reading() as connection:
            return reading.codes(connection, retired=retired)

    def relations(self) -> list[values.Relation]:
        """Typed links between codes."""
        with self._reading() as connection:
            return reading.relations(connection)

    def segments(self, transcript_id: str | None = None) -> list[values.Segment]:
        """Segments of one transcript or of all, also those without a coding."""
        with self._reading() as connection:
            return reading.segments(connection, transcript_id)

    def codings(
        self, *, transcript_id: str | None = None, code_id: str | None = None, coder_ids: Sequence[str] | None = None
    ) -> list[values.Coding]:
        """Codings that meet the conditions, in the order of transcripts and text."""
        with self._reading() as connection:
            return reading.codings(connection, transcript_id=transcript_id, code_id=code_id, coder_ids=coder_ids)

    def coding_places(self, coder_ids: Sequence[str] | None = None) -> list[values.CodingPlace]:
        """The code, coder and place of every coding: for counts over the whole study."""
        with self._reading() as connection:
            return reading.coding_places(connection, coder_ids)

    def evidence(self, kernlabel_id: str | None = None) -> list[values.Evidence]:
        """Quotes that bear on one kernlabel or on all."""
        with self._reading() as connection:
            return reading.evidence(connection, kernlabel_id)

    def memos(self, target_kind: str | None = None, target_id: str | None = None) -> list[values.Memo]:
        """Memos on one thing, on one kind of thing, or all."""
        with self._reading() as connection:
            return reading.memos(connection, target_kind, target_id)

    def suggestions(
        self, *, transcript_id: str | None = None, code_id: str | None = None, state: str | None = None
    ) -> list[values.Suggestion]:
        """Stored suggestions, best first within a transcript."""
        with self._reading() as connection:
            return reading.suggestions(connection, transcript_id=transcript_id, code_id=code_id, state=state)

    def progress(self) -> list[values.Progress]:
        """How far each coder is with each transcript; no row means not begun."""
        with self._reading() as connection:
            return reading.progress(connection)

    def settlements(self) -> list[values.Settlement]:
        """How differences between coders were settled."""
        with self._reading() as connection:
            return reading.settlements(connection)

    def rounds(self) -> list[values.Round]:
        """The rounds of coding, oldest first."""
        with self._reading() as connection:
            return reading.rounds(connection)

    def history(self, limit: int | None = None) -> list[values.Change]:
        """The journal, newest first."""
        with self._reading() as connection:
            return reading.history(connection, limit)

    def transcripts_touched(self) -> dict[str, frozenset[str]]:
        """Id of each change of the journal -> ids of the transcripts that it was about."""
        with self._reading() as connection:
            return touched.transcripts_touched(connection)

    def newest_act(self) -> int:
        """Number of the newest act in the journal, whoever did it."""
        with self._reading() as connection:
            return journal.newest(connection)

    def acts_elsewhere(self) -> int:
        """How many acts of the journal were not done through this object.

        Another number than before means that another program wrote in the study. One look in an index: cheap enough to
        be asked every second.
        """
        with self._reading() as connection:
            return journal.newest(connection) - self._own_acts

    def images(self) -> dict[str, list[journal.Image]]:
        """The rows that each change touched, as (table, id, before, after), by the change's id, oldest first."""
        with self._reading() as connection:
            return reading.images(connection)

    def dump(self) -> str:
        """The study's content as text in one order: equal studies give equal bytes."""
        with self._reading() as connection:
            return journal.dump_content(connection)

    # Places of the screen, outside the journal

    def place(self, key: str) -> dict[str, Any]:
        """What the screen kept under this key for the coder who works now; empty when nothing."""
        places = table("place")
        with self._reading() as connection:
            found = connection.execute(
                select(places.c.value).where(places.c.key == f"{self.coder_name}/{key}")
            ).scalar()
        return json.loads(found) if found else {}

    def keep_place(self, key: str, value: dict[str, Any]) -> None:
        """Keeps where the coder is, so that reopening returns to it."""
        places, name = table("place"), f"{self.coder_name}/{key}"
        with writing(self.engine, str(self.path)) as connection:
            done = connection.execute(update(places).where(places.c.key == name).values(value=journal.as_json(value)))
            if not done.rowcount:
                connection.execute(insert(places).values(key=name, value=journal.as_json(value)))

    # Care

    def backup(self, *, reason: str = "by-hand") -> Path:
        """Writes a checked copy of the database to `backups/` and keeps the newest ten; gives its path.

        Raises:
            StudyUnusable: when it cannot be written, or the copy fails its check.
        """
        return write_backup(self.path, self._now(), reason)

    def problems(self) -> list[str]:
        """What is wrong in the database: references that lead nowhere, and spans that do not cover the words they keep."""
        with self._reading() as connection:
            return problems_in(connection)

    def compact(self) -> int:
        """Removes texts that no transcript names any more and gives the room back; the number of texts removed."""
        with writing(self.engine, str(self.path)) as connection:
            removed = remove_unused_texts(connection)
        vacuum(self.engine)
        return removed


def _change(row: journal.Row) -> values.Change:
    return values.Change(row["id"], row["seq"], row["at"], row["coder_id"], row["act"], json.loads(row["about"]))
