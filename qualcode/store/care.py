"""Taking care of a study's database: checked copies, a proof that it is whole, and room given back."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, delete, select

from qualcode.errors import StudyUnusable
from qualcode.i18n import _
from qualcode.store import reading
from qualcode.store.engine import copy_database, integrity_problems
from qualcode.store.folder import DATABASE_FILE, unwritable
from qualcode.store.tables import table
from qualcode.text import fingerprint

KEEP_BACKUPS = 10


def write_backup(study: Path, now: str, reason: str) -> Path:
    """Writes a checked copy of a study's database to its folder `backups/` and keeps the newest ten; gives its path.

    Args:
        study: The study's folder.
        now: ISO time, for the name.
        reason: One word for the name.

    Raises:
        StudyUnusable: when it cannot be written, or the copy fails its check.
    """
    source = study / DATABASE_FILE
    if not source.exists():
        raise StudyUnusable(
            _("Only a study in a file is backed up here."), str(study), _("Use the backup of your database server.")
        )
    folder = study / "backups"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        target = folder / f"study-{now[:19].replace(':', '').replace('-', '')}-{reason}.db"
        aside = target.with_suffix(".part")
        aside.touch(mode=0o600)
        try:
            copy_database(source, aside)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
        for old in sorted(folder.glob("study-*.db"))[:-KEEP_BACKUPS]:
            old.unlink()
    except OSError as error:
        raise unwritable(folder, error) from error
    return target


def problems_in(connection: Connection) -> list[str]:
    """What is wrong in the database: references that lead nowhere, and spans that do not cover the words they keep."""
    found = integrity_problems(connection)
    transcripts = {transcript.id: transcript for transcript in reading.transcripts(connection)}
    texts = {key: reading.text(connection, transcript.text_hash) for key, transcript in transcripts.items()}
    for key, transcript in transcripts.items():
        body = texts[key]
        if body is None:
            found.append(_("{transcript}: its text is missing").format(transcript=transcript.name))
        elif fingerprint(body) != transcript.text_hash:
            found.append(_("{transcript}: its text was changed outside qualcode").format(transcript=transcript.name))
    for segment in reading.segments(connection):
        body = texts.get(segment.transcript_id)
        if body is not None and body[segment.start : segment.end] != segment.words:
            found.append(
                _("{transcript}: segment {start}:{end} does not cover the words it was put on").format(
                    transcript=transcripts[segment.transcript_id].name, start=segment.start, end=segment.end
                )
            )
    return found


def remove_unused_texts(connection: Connection) -> int:
    """Removes the texts that no transcript names any more; how many."""
    body, transcript = table("text_body"), table("transcript")
    return connection.execute(delete(body).where(body.c.sha256.not_in(select(transcript.c.text_hash)))).rowcount
