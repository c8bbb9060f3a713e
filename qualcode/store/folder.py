"""A study's folder before it is opened: whether there is a study in it, and single settings of its qualcode.toml."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from qualcode.errors import StudyUnusable
from qualcode.i18n import _
from qualcode.store.study import SETTINGS_FILE, default_coder, read_settings, write_private


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
    begin = next(place for place, line in enumerate(lines) if line.strip() == "[study]") + 1
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
