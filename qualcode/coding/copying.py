"""A copy of the study for one coder, to work in elsewhere and to merge back: same ids, same past.

Without the others: their segments, codings, memos, progress and what they settled are not in the file at all, neither in the
tables nor in the journal, nor in what SQLite leaves of removed rows. The codebook stays, also the codes that others made.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from qualcode.errors import StudyUnusable
from qualcode.i18n import _
from qualcode.store import Study, write_private
from qualcode.store.engine import copy_database, told
from qualcode.store.journal import Image, as_json, read_images
from qualcode.store.tables import CONTENT_TABLES

Row = dict[str, Any]

OWNED = ("segment", "coding", "memo", "progress")
"""Tables whose rows are one coder's."""
ON_TRANSCRIPT = ("speaker", "turn", "segment", "suggestion", "progress", "settlement")
TOLD_OF_OTHERS = ("code", "codes", "new_name", "parent", "level", "codebook", "kernlabel", "to", "kind", "transcript")
"""What the journal of a copy without the others still says of an act of theirs that changed the codebook too."""


def copy_study(
    study: Study,
    target: Path | str,
    coder: str,
    *,
    without_others: bool = False,
    transcripts: Sequence[str] | None = None,
) -> Path:
    """Writes a copy of the study that opens for `coder`, also while the study is in use; gives its folder.

    The coder joins this study first, so that her work is hers in both. Ids stay as they are.

    Args:
        study: The open study.
        target: Folder for the copy; must hold no study.
        coder: Who will work in it.
        without_others: Leave out what other coders did.
        transcripts: Ids of the transcripts that come along; None for all.

    Raises:
        StudyUnusable: when the study is not in a file, there is a study already, or the folder cannot be written.
    """
    folder = Path(target)
    source = study.path / "study.db"
    if not source.is_file():
        raise StudyUnusable(_("Only a study in a file can be copied."), str(study.path))
    if (folder / "qualcode.toml").exists() or (folder / "study.db").exists():
        raise StudyUnusable(_("There is a study in this folder already."), str(folder), _("Choose another folder."))
    coder_id = study.join(coder.strip()).id
    info = study.info()
    new = not folder.exists()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = folder / ".study.db-part"
        aside.touch(mode=0o600)
    except OSError as error:
        raise StudyUnusable(
            _("This cannot be written ({reason}).").format(reason=error.strerror or type(error).__name__),
            str(folder),
            _("Choose a folder where you may write and that has room."),
        ) from error
    try:
        copy_database(source, aside)
        if without_others or transcripts is not None:
            with told(str(folder)), closing(sqlite3.connect(aside, isolation_level=None)) as connection:
                _Stripping(connection, coder_id, coder.strip(), without_others, transcripts).run()
        for name in ("transcripts", "codebooks", "exports", "backups"):
            (folder / name).mkdir(mode=0o700, exist_ok=True)
        aside.replace(folder / "study.db")
        write_private(folder / "qualcode.toml", _settings(info.title, info.language, coder.strip()).encode())
    except BaseException:
        aside.unlink(missing_ok=True)
        if new:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def _settings(title: str, language: str, coder: str) -> str:
    title, coder = (json.dumps(text, ensure_ascii=False) for text in (title, coder))
    return (
        "# A coder's copy of a qualcode study; bring it back with 'qualcode merge'. Keep this folder private.\n"
        f'[study]\ntitle = {title}\nlanguage = "{language}"\ncoder = {coder}\n'
    )


class _Stripping:
    """Takes out of a copy what its coder must not see, wherever the file keeps it."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        coder_id: str,
        coder: str,
        without_others: bool,
        transcripts: Sequence[str] | None,
    ) -> None:
        self.connection = connection
        self.coder_id, self.coder = coder_id, coder
        self.without_others = without_others
        self.transcripts: Collection[str] | None = None if transcripts is None else set(transcripts)
        self.rows: dict[str, list[Row]] = {name: self._select(name) for name in CONTENT_TABLES}
        self.changes = self._select("change", "seq")
        self.images = {change["id"]: read_images(change["rows"]) for change in self.changes}
        self.ever: dict[tuple[str, str], list[Row]] = {}
        for name, rows in self.rows.items():
            for row in rows:
                self.ever.setdefault((name, row["id"]), []).append(row)
        for images in self.images.values():
            for name, row_id, before, after in images:
                self.ever.setdefault((name, row_id), []).extend(one for one in (before, after) if one)
        self.hidden = self._hidden()

    def run(self) -> None:
        execute = self.connection.execute
        execute("PRAGMA foreign_keys = OFF")
        execute("PRAGMA secure_delete = ON")
        execute("BEGIN")
        for name, row_id in self.hidden:
            execute(f'DELETE FROM "{name}" WHERE id = ?', (row_id,))
        if self.without_others:
            execute("DELETE FROM place WHERE key NOT LIKE ? || '/%'", (self.coder,))
        for change in self.changes:
            self._strip(change)
        execute("DELETE FROM text_body WHERE sha256 NOT IN (SELECT text_hash FROM transcript)")
        dangling = execute("PRAGMA foreign_key_check").fetchall()
        execute("ROLLBACK" if dangling else "COMMIT")
        if dangling:
            raise sqlite3.DatabaseError("the copy would not hold together")
        execute("VACUUM")

    def _select(self, name: str, order: str = "id") -> list[Row]:
        cursor = self.connection.execute(f'SELECT * FROM "{name}" ORDER BY {order}')
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, values, strict=True)) for values in cursor]

    def _hidden(self) -> set[tuple[str, str]]:
        """Every row that ever was, and is another's or of another transcript."""
        hidden: set[tuple[str, str]] = set()
        for key, versions in self.ever.items():
            if any(self._is_hidden(key[0], row) for row in versions):
                hidden.add(key)
        grown = True
        while grown:
            below = {
                key
                for key, versions in self.ever.items()
                if key not in hidden and any(_stands_on(key[0], row) & hidden for row in versions)
            }
            hidden |= below
            grown = bool(below)
        return hidden

    def _is_hidden(self, table: str, row: Row) -> bool:
        if self.transcripts is not None:
            if table == "transcript" and row["id"] not in self.transcripts:
                return True
            if table in ON_TRANSCRIPT and row["transcript_id"] not in self.transcripts:
                return True
        if not self.without_others:
            return False
        if table in OWNED:
            return bool(row["coder_id"] != self.coder_id)
        if table == "suggestion":
            # A pending suggestion may have been learned from what others coded.
            return (row["state"] != "pending" and row["coder_id"] != self.coder_id) or not self._decided(row["id"])
        return table == "settlement" or (
            table == "same_as" and row["kind"] not in ("code", "transcript", "participant")
        )

    def _decided(self, suggestion_id: str) -> bool:
        return any(
            row["state"] != "pending" and row["coder_id"] == self.coder_id
            for row in self.ever.get(("suggestion", suggestion_id), ())
        )

    def _strip(self, change: Row) -> None:
        images = self.images[change["id"]]
        kept = [image for image in images if self._may_stay(change, image)]
        if len(kept) == len(images):
            return
        execute = self.connection.execute
        if not kept:
            execute("DELETE FROM change WHERE id = ?", (change["id"],))
            return
        act, about = change["act"], json.loads(change["about"])
        if change["coder_id"] != self.coder_id:
            about = {name: value for name, value in about.items() if name in TOLD_OF_OTHERS}
            if act == "put-in-vivo":
                about.pop("transcript", None)
                act = "make-code"
                about["code"] = next((after or before or {}).get("name", "") for _t, _id, before, after in kept)
        execute(
            "UPDATE change SET act = ?, about = ?, rows = ? WHERE id = ?",
            (act, as_json(about), as_json(kept), change["id"]),
        )

    def _may_stay(self, change: Row, image: Image) -> bool:
        name, row_id, before, after = image
        if (name, row_id) in self.hidden:
            return False
        if before is None and after is None and self.without_others and (name, row_id) not in self.ever:
            # An act that a merge brought, on a row that is not here: only the coder's own may be told.
            return bool(change["coder_id"] == self.coder_id) and name in (*OWNED, "evidence", "suggestion")
        return True


def _stands_on(table: str, row: Row) -> set[tuple[str, str]]:
    if table == "evidence":
        return {("segment", row["segment_id"])}
    if table == "coding":
        return {("segment", row["segment_id"])}
    if table == "memo":
        return {(row["target_kind"], row["target_id"])}
    if table == "attribute":
        return {(row["owner_kind"], row["owner_id"])}
    if table == "suggestion" and row["coding_id"]:
        return {("coding", row["coding_id"])}
    if table == "same_as":
        return {(row["kind"], row["kept_id"])}
    return set()
