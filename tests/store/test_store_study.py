"""A study on disk: made, opened, refused, copied; nothing acknowledged is lost."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import interview
from sqlalchemy.exc import ProgrammingError

from qualcode import coding
from qualcode.errors import Refused, StudyUnusable
from qualcode.store import Study
from qualcode.store.engine import told
from qualcode.store.tables import SCHEMA_VERSION

VERSIONS = Path(__file__).parent / "versions"


def test_a_study_is_for_its_owner_only(study: Study) -> None:
    assert stat.S_IMODE(study.path.stat().st_mode) == 0o700
    assert stat.S_IMODE((study.path / "study.db").stat().st_mode) == 0o600
    assert stat.S_IMODE((study.path / "qualcode.toml").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("said", "told_as"),
    [
        ("database or disk is full", "disk is full"),
        ("attempt to write a readonly database", "read-only"),
        ("database is locked", "Another program"),
        ("unable to open database file", "cannot be opened"),
        ("disk I/O error", "damaged"),
    ],
)
def test_what_sqlite_says_becomes_a_sentence(said: str, told_as: str) -> None:
    with pytest.raises(StudyUnusable, match=told_as), told("study"):
        raise sqlite3.OperationalError(said)


def test_a_mistake_of_ours_is_not_told_as_a_damaged_study(study: Study) -> None:
    with pytest.raises(ProgrammingError), study.act("nothing") as transaction:
        transaction.row("code", ["no", "id"])  # type: ignore[arg-type]


@pytest.mark.parametrize("free, told_as", [(0, "disk is full"), (1 << 30, "damaged")])
def test_an_io_error_on_a_full_disk_is_told_as_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, told_as: str
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _where: SimpleNamespace(free=free))
    with pytest.raises(StudyUnusable, match=told_as), told(str(tmp_path)):
        raise sqlite3.OperationalError("disk I/O error")


def test_what_was_written_is_there_when_it_is_opened_again(study: Study) -> None:
    transcript = coding.import_document(study, interview(), participant="Respondent 4", attributes={"model": "VP"})
    code = coding.make_code(study, "één loket", keywords=["loket"])
    put = coding.put_code(study, transcript.id, 28, 45, code.id)
    content = study.dump()
    study.close()
    with Study.open(study.path, coder="Anouk") as again:
        assert again.dump() == content
        assert again.codings() == [put]
        assert again.participants()[0].attributes == {"model": "VP"}
        assert [turn.role for turn in again.turns()] == ["interviewer", "respondent"] * 2
        assert again.text(transcript.text_hash)[put.start : put.end] == put.words


def test_a_second_study_in_the_same_folder_is_refused(study: Study) -> None:
    with pytest.raises(StudyUnusable, match="already"):
        Study.create(study.path)


def test_a_folder_without_a_study_is_told(tmp_path: Path) -> None:
    with pytest.raises(StudyUnusable, match="no study") as told:
        Study.open(tmp_path)
    assert "qualcode init" in str(told.value)


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_study_is_told_and_left_as_it_is(study: Study, content: bytes) -> None:
    study.close()
    file = study.path / "study.db"
    for name in ("study.db-wal", "study.db-shm"):
        (study.path / name).unlink(missing_ok=True)
    file.write_bytes(content)
    with pytest.raises(StudyUnusable) as told:
        Study.open(study.path)
    assert "backups" in str(told.value)
    assert file.read_bytes() == content


def test_a_study_of_a_newer_program_is_refused(study: Study) -> None:
    study.close()
    with sqlite3.connect(study.path / "study.db") as connection:
        connection.execute("INSERT INTO schema_version VALUES ('from-the-future', 999, '')")
    with pytest.raises(StudyUnusable, match="newer"):
        Study.open(study.path)


def test_a_locked_study_is_told(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.store.engine.BUSY_MILLISECONDS", 1)
    study.close()
    other = sqlite3.connect(study.path / "study.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Study.open(study.path, coder="Anouk") as waiting, pytest.raises(StudyUnusable, match="Another program"):
        coding.make_code(waiting, "een")
    other.execute("ROLLBACK")
    other.close()


def test_a_read_only_study_is_told(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    with pytest.raises(StudyUnusable, match="read-only"):
        Study.open(study.path)


def test_settings_that_are_not_toml_are_told_with_their_line(study: Study) -> None:
    (study.path / "qualcode.toml").write_text("[study]\ntitle = \n", encoding="utf-8")
    with pytest.raises(StudyUnusable, match="line 2"):
        Study.open(study.path)


def test_a_backup_opens_as_the_study_it_was(study: Study, tmp_path: Path) -> None:
    coding.make_code(study, "een")
    content = study.dump()
    copy = study.backup()
    coding.make_code(study, "twee")
    other = tmp_path / "terug"
    other.mkdir()
    (other / "qualcode.toml").write_bytes((study.path / "qualcode.toml").read_bytes())
    (other / "study.db").write_bytes(copy.read_bytes())
    with Study.open(other) as restored:
        assert restored.dump() == content


def test_check_finds_a_span_that_was_moved_from_outside(study: Study) -> None:
    transcript = coding.import_document(study, interview())
    coding.put_in_vivo(study, transcript.id, 28, 45)
    assert study.problems() == []
    study.close()
    with sqlite3.connect(study.path / "study.db") as connection:
        connection.execute('UPDATE segment SET start = start + 1, "end" = "end" + 1')
    with Study.open(study.path) as again:
        assert len(again.problems()) == 1


def test_compact_removes_the_text_of_a_removed_transcript(study: Study) -> None:
    transcript = coding.import_document(study, interview())
    coding.remove_transcript(study, transcript.id)
    assert study.compact() == 1
    assert b"duurde" not in (study.path / "study.db").read_bytes()
    with pytest.raises(Refused, match="for good"):
        study.undo()


def test_a_kill_in_the_middle_of_an_act_leaves_the_study_of_before(study: Study) -> None:
    coding.make_code(study, "een")
    content = study.dump()
    program = (
        "import os, sys\n"
        "from qualcode import Study\n"
        "study = Study.open(sys.argv[1], coder='Anouk')\n"
        "with study.act('make-code') as act:\n"
        "    for number in range(2000): act.insert('code', name=str(number))\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(study.path)], check=False)
    assert killed.returncode != 0
    with Study.open(study.path, coder="Anouk") as again:
        assert again.dump() == content
        assert again.problems() == []


@pytest.mark.parametrize("version", sorted(path.name for path in VERSIONS.glob("v*")))
def test_a_study_of_every_earlier_version_opens(version: str, tmp_path: Path) -> None:
    folder = tmp_path / version
    folder.mkdir()
    for file in (VERSIONS / version).iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    with Study.open(folder, coder="Anouk") as opened:
        assert [code.name for code in opened.codes()] == ["één loket"]
        assert opened.codings()[0].words == opened.segments()[0].words
        assert opened.problems() == []
        assert opened.undo() is not None


def test_there_is_a_kept_study_of_every_version() -> None:
    assert {path.name for path in VERSIONS.glob("v*")} == {f"v{number}" for number in range(1, SCHEMA_VERSION + 1)}


@pytest.mark.parametrize("version", sorted(path.name for path in VERSIONS.glob("v*")))
def test_an_older_study_gets_the_tables_of_a_new_one(version: str, study: Study, tmp_path: Path) -> None:
    folder = tmp_path / version
    folder.mkdir()
    for file in (VERSIONS / version).iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    Study.open(folder, coder="Anouk").close()

    def columns(database: Path) -> dict[str, set[tuple[str, str, int, int]]]:
        with sqlite3.connect(database) as connection:
            tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {
                name: {(row[1], row[2], row[3], row[5]) for row in connection.execute(f"PRAGMA table_info({name})")}
                | {
                    ("->", row[2] + "." + row[3], 0, 0)
                    for row in connection.execute(f"PRAGMA foreign_key_list({name})")
                }
                for name in tables
            }

    assert columns(folder / "study.db") == columns(study.path / "study.db")


@pytest.mark.parametrize("after", ["touch", "schema", "act"])
def test_what_a_kill_during_init_leaves_does_not_stand_in_the_way(tmp_path: Path, after: str) -> None:
    folder = tmp_path / "study"
    with Study.create(folder, title="Half", coder="Anouk"):
        pass
    (folder / "qualcode.toml").unlink()
    if after == "schema":
        with sqlite3.connect(folder / "study.db") as connection:
            connection.execute("DELETE FROM change")
    if after == "touch":
        for name in ("study.db-wal", "study.db-shm"):
            (folder / name).unlink(missing_ok=True)
        (folder / "study.db").write_bytes(b"")
    with Study.create(folder, title="Heel", coder="Anouk") as made:
        assert made.info().title == "Heel"


def test_a_used_study_that_lost_its_settings_is_not_overwritten(study: Study) -> None:
    coding.make_code(study, "een")
    study.close()
    (study.path / "qualcode.toml").unlink()
    before = (study.path / "study.db").read_bytes()
    with pytest.raises(StudyUnusable, match="already"):
        Study.create(study.path)
    assert (study.path / "study.db").read_bytes() == before


def test_another_programs_database_of_that_name_is_not_overwritten(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "study.db") as connection:
        connection.execute("CREATE TABLE patients (name TEXT)")
    with pytest.raises(StudyUnusable, match="already"):
        Study.create(tmp_path)
    assert sqlite3.connect(tmp_path / "study.db").execute("SELECT count(*) FROM patients").fetchone() == (0,)
