"""A study's folder: its settings, whether its database can be used, and writing files in it for their owner only."""

from __future__ import annotations

import getpass
import json
import os
import re
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from qualcode.errors import StudyUnusable
from qualcode.i18n import _

SETTINGS_FILE = "qualcode.toml"
DATABASE_FILE = "study.db"
FOLDERS = ("transcripts", "codebooks", "exports", "backups")
TEXT_SETTINGS = ("title", "language", "coder", "database", "study")
"""Settings that must be a text; `study` itself must be a table."""


def has_study(folder: Path) -> bool:
    """Whether there is a study in this folder; it need not be one that can be opened."""
    return (folder / SETTINGS_FILE).exists()


def keep_setting(folder: Path, key: str, value: str) -> None:
    """Writes one text setting of the `[study]` table, in its own line; comments and the other lines stay as they are.

    Args:
        folder: Of the study.
        key: Name of the setting ("coder").
        value: What it is from now on; empty takes the line away.

    Raises:
        StudyUnusable: when the file cannot be read or written, or would not be TOML any more.
    """
    read_settings(folder)
    file = folder / SETTINGS_FILE
    lines = file.read_text("utf-8").splitlines()
    head = next((place for place, line in enumerate(lines) if re.match(r"\s*\[\s*study\s*\]", line)), None)
    if head is None:
        head = len(lines)
        lines.append("[study]")
    begin = head + 1
    end = next((place for place in range(begin, len(lines)) if lines[place].lstrip().startswith("[")), len(lines))
    kept = [line for line in lines[begin:end] if not re.match(rf"\s*{re.escape(key)}\s*=", line)]
    new = [f"{key} = {json.dumps(value, ensure_ascii=False)}"] if value else []
    text = "\n".join([*lines[:begin], *new, *kept, *lines[end:]]) + "\n"
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise StudyUnusable(
            _("The settings cannot be changed: {error}.").format(error=error), str(file), _("Change that line by hand.")
        ) from error
    write_private(file, text.encode())


def coder_of(folder: Path) -> str:
    """Who codes in this study when the call names nobody: the one its settings name, else the user of this machine.

    Raises:
        StudyUnusable: when the settings cannot be read.
    """
    return str(read_settings(folder).get("coder") or default_coder())


def default_coder() -> str:
    """Who codes when nobody is named: QUALCODE_CODER, else the name of the user of this machine."""
    try:
        return os.environ.get("QUALCODE_CODER") or getpass.getuser()
    except (KeyError, OSError):
        return "coder"


def read_settings(folder: Path) -> dict[str, Any]:
    """The `[study]` table of a study's qualcode.toml.

    Raises:
        StudyUnusable: when the folder holds no study, the file is not TOML (with its line), or a setting is no text.
    """
    file = folder / SETTINGS_FILE
    try:
        found = tomllib.loads(file.read_text("utf-8")).get("study", {})
    except FileNotFoundError as error:
        raise StudyUnusable(
            _("There is no study in this folder."),
            str(folder),
            _("Make one with 'qualcode init', or go to its folder."),
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StudyUnusable(
            _("The settings cannot be read: {error}.").format(error=error), str(file), _("Mend that line.")
        ) from error
    except OSError as error:
        raise StudyUnusable(
            _("The settings cannot be opened."), str(file), _("Check that you may read this file.")
        ) from error
    settings: dict[str, Any] = found if isinstance(found, dict) else {"study": [found]}
    wrong = [key for key, value in settings.items() if key in TEXT_SETTINGS and not isinstance(value, str)]
    if wrong:
        said = ", ".join(f"{key} = {settings[key]}" for key in wrong)
        raise StudyUnusable(
            _("The settings cannot be read: {error}.").format(error=said), str(file), _("Mend that line.")
        )
    return settings


def write_private(target: Path, content: bytes) -> None:
    """Writes a file for its owner only, aside and then in one move: the old one stays when anything fails.

    Raises:
        StudyUnusable: when the folder cannot be written or the disk is full.
    """
    aside = None
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
        aside = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    except OSError as error:
        if aside is not None:
            aside.unlink(missing_ok=True)
        raise unwritable(target, error) from error


def unwritable(place: Path, error: OSError) -> StudyUnusable:
    """The error for a place where the system does not let us write."""
    return StudyUnusable(
        _("This cannot be written ({reason}).").format(reason=error.strerror or type(error).__name__),
        str(place),
        _("Choose a folder where you may write and that has room."),
    )


def check_file(folder: Path, file: Path) -> None:
    """Looks whether the database of a study is there and may be written.

    Raises:
        StudyUnusable: when it is missing, read-only or no database.
    """
    if not file.exists():
        raise StudyUnusable(
            _("The study's database is missing."),
            str(file),
            _("Put back the newest file of the folder 'backups' under this name."),
        )
    if not (os.access(file, os.W_OK) and os.access(folder, os.W_OK)):
        raise StudyUnusable(
            _("This study is read-only."), str(folder), _("Copy the folder to a place where you may write.")
        )
    if not is_database(file):
        raise StudyUnusable(
            _("The study's database is damaged or is not one of qualcode."),
            str(file),
            _("Put back the newest file of the folder 'backups'; nothing was written."),
        )


def is_database(file: Path) -> bool:
    """Whether the file begins as one of SQLite."""
    with file.open("rb") as opened:
        return opened.read(16) == b"SQLite format 3\x00"


def settings_text() -> str:
    """The qualcode.toml of a new study. Its title and language stand in the study itself, where they can be undone."""
    return (
        "# A qualcode study. The data are in study.db; keep this folder private.\n"
        "[study]\n"
        '# coder = "Anouk"          who codes when --coder is not given\n'
        '# database = "postgresql+psycopg://…"   a team\'s server instead of study.db\n'
    )
