"""What a user has set for every study on this machine: language, colours, keys, name, panels, clipboard; one small TOML file."""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from qualcode.errors import BadInput
from qualcode.i18n import LANGUAGES, _
from qualcode.tui.palette import PALETTES

FILE = "settings.toml"
AUTO, SHOWN, HIDDEN = "auto", "shown", "hidden"
TERMINAL, PROGRAM = "terminal", "program"
CHOICES: dict[str, tuple[str, ...]] = {
    "language": ("", *LANGUAGES),
    "theme": ("", *PALETTES),
    "preset": ("default", "vim", "emacs"),
    "tree": (AUTO, SHOWN, HIDDEN),
    "details": (AUTO, SHOWN, HIDDEN),
    "clipboard": (AUTO, TERMINAL, PROGRAM),
}
"""What may stand in the settings that are a choice."""


def own_folder() -> Path | None:
    """The folder of the user's own settings and keys; None for a user without a home, as in a container."""
    from platformdirs import user_config_path

    try:
        return user_config_path("qualcode")
    except RuntimeError:
        return None


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """One user's settings."""

    language: str = ""
    """nl, en, or empty for the system's."""
    theme: str = ""
    """One of our themes, or empty for the first."""
    preset: str = "default"
    """Keys: default, vim or emacs. The user's key file may name one too, and has the last word."""
    coder: str = ""
    """Who codes, in studies that name nobody; empty for the name of the machine's user."""
    tree: str = AUTO
    """The panel of codes: shown, hidden, or by the width of the screen."""
    details: str = AUTO
    """The panel of details, likewise."""
    clipboard: str = AUTO
    """Whether copies go to the terminal (OSC 52), to a program of the machine, or where they arrive best."""

    def panels(self) -> dict[str, bool | None]:
        """What is wanted of each panel of the workspace; None lets the width decide."""
        said = {SHOWN: True, HIDDEN: False}
        return {"tree": said.get(self.tree), "details": said.get(self.details)}


def read_own(file: Path | None) -> OwnSettings:
    """The user's settings; those of a first run when there is no file.

    Raises:
        BadInput: when the file is not TOML, or holds a name or value that is none.
    """
    if file is None or not file.exists():
        return OwnSettings()
    try:
        said = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(_("The settings file is not TOML."), str(file), str(error)) from error
    known = {field.name for field in fields(OwnSettings)}
    for name, value in said.items():
        if name not in known:
            raise BadInput(
                _("There is no setting “{name}”.").format(name=name),
                str(file),
                _("Settings are: {names}.").format(names=", ".join(sorted(known))),
            )
        if not isinstance(value, str) or (name in CHOICES and value not in CHOICES[name]):
            raise BadInput(
                _("“{value}” will not do for {name}.").format(value=value, name=name),
                str(file),
                _("Use one of: {names}.").format(names=", ".join(one or '""' for one in CHOICES.get(name, ("…",)))),
            )
    return OwnSettings(**said)


def keep_own(file: Path, own: OwnSettings) -> None:
    """Writes the settings that are other than at a first run.

    Raises:
        StudyUnusable: when the file cannot be written.
    """
    from qualcode.store import write_private

    first = asdict(OwnSettings())
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}"
        for name, value in asdict(own).items()
        if value != first[name]
    ]
    text = "\n".join(["# Settings of qualcode, written by its settings screen.", *lines, ""])
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(
            _("The settings cannot be kept: {reason}.").format(reason=error.strerror or type(error).__name__),
            str(file.parent),
            _("Look whether you may write there."),
        ) from error
    write_private(file, text.encode())


def coder_for(folder: Path, own: OwnSettings, said: str | None) -> str | None:
    """Who codes: whom the call names; else QUALCODE_CODER, the study, or the user's own settings, in that order."""
    if said or not own.coder or "QUALCODE_CODER" in os.environ:
        return said
    from qualcode.store import has_study, read_settings

    named: dict[str, Any] = read_settings(folder) if has_study(folder) else {}
    return None if named.get("coder") else own.coder
