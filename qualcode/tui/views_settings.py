"""The settings as rows of a table: what each is called, what it is now, where it is kept, and what may be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.i18n import _, ngettext
from qualcode.tui.own_settings import AUTO, CHOICES, HIDDEN, PROGRAM, SHOWN, TERMINAL, OwnSettings

if TYPE_CHECKING:
    from qualcode.store import Study
    from qualcode.tui.own_keys import KeysInUse

STUDY_CODER = "study-coder"
STUDY_TITLE, STUDY_LANGUAGE = "study-title", "study-language"
"""Rows that are part of the study itself: changing them is an act."""
KEYS, TOUR = "keys", "tour"
"""Rows that are no setting of the file: the user's key file, and the tour."""


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One row."""

    name: str
    says: str
    now: str
    kept: str
    """mine, study, data (in the study itself), or empty for what is only shown or done."""
    about: str
    """A sentence."""


@dataclass(frozen=True, slots=True)
class SettingsView:
    """All rows, and the two files."""

    rows: tuple[SettingRow, ...]
    file: str
    study_file: str
    study_coder: str
    """Who codes in this study, as its own file says."""


def settings_view(
    study: Study, own: OwnSettings, file: Path | None, key_file: Path | None, keys: KeysInUse
) -> SettingsView:
    """The settings as they are now.

    Args:
        study: The open study.
        own: The user's settings.
        file: Where those are kept; None when they are not.
        key_file: The user's key file.
        keys: The keys in use, after what that file says.
    """
    from qualcode.store import has_study, read_settings

    named = str(read_settings(study.path).get("coder", "")) if has_study(study.path) else ""
    by_file = keys.preset != own.preset
    info = study.info()
    rows = (
        _row(own, "language", _("Language"), _("Of the screens and of what is exported.")),
        _row(
            own, "theme", _("Colours"), _("Dark, light, high contrast, or colours that colour-blind eyes tell apart.")
        ),
        SettingRow(
            "preset",
            _("Keys"),
            _("{preset} (your key file says so)").format(preset=keys.preset)
            if by_file
            else value_said("preset", own.preset),
            "mine",
            _("Keys of vim or emacs for moving; everything else keeps its key."),
        ),
        SettingRow(
            "coder",
            _("Who codes"),
            own.coder or _("the user of this machine"),
            "mine",
            _("Your name in studies that name nobody themselves. Now at work: {name}.").format(name=study.coder_name),
        ),
        SettingRow(
            STUDY_CODER,
            _("Who codes in this study"),
            named or "–",
            "study",
            _("Goes before your name elsewhere; every copy of the study has its own."),
        ),
        SettingRow(STUDY_TITLE, _("Title of this study"), info.title, "data", _("Stands above what is exported.")),
        SettingRow(
            STUDY_LANGUAGE,
            _("Language of this study"),
            value_said("language", info.language),
            "data",
            _("In which its interviews and codebook are; the screens have their own."),
        ),
        _row(own, "tree", _("Panel of codes"), _("Beside the transcript; T shows or hides it for the moment.")),
        _row(own, "details", _("Panel of details"), _("Beside the transcript; D shows or hides it for the moment.")),
        _row(
            own,
            "clipboard",
            _("Copying"),
            _("The terminal's way works over SSH; a program is for terminals that refuse it."),
        ),
        SettingRow(
            KEYS,
            _("Your own keys"),
            ngettext("{n} act", "{n} acts", keys.own) if keys.own else _("none"),
            "",
            "\n".join(
                [
                    _("Name acts and keys under [keys] in {file}; `qualcode keys` prints the names.").format(
                        file=key_file or "–"
                    ),
                    *(each.said() for each in keys.displaced),
                ]
            ),
        ),
        SettingRow(TOUR, _("Tour"), "", "", _("Shows the main places once more.")),
    )
    return SettingsView(rows, str(file or ""), str(study.path / "qualcode.toml"), named)


def _row(own: OwnSettings, name: str, says: str, about: str) -> SettingRow:
    return SettingRow(name, says, value_said(name, getattr(own, name)), "mine", about)


def choices_of(name: str) -> list[tuple[str, str]]:
    """(value, what it is called) of a setting that is a choice."""
    return [(value, value_said(name, value)) for value in CHOICES[name]]


def value_said(name: str, value: str) -> str:
    """A value of a setting in the language in use."""
    said = {
        "language": {"": _("as the system"), "nl": "Nederlands", "en": "English"},
        "theme": {
            "": _("dark"),
            "qualcode-dark": _("dark"),
            "qualcode-light": _("light"),
            "qualcode-contrast": _("high contrast"),
            "qualcode-colourblind": _("colour-blind safe"),
        },
        "preset": {"default": _("plain"), "vim": "vim", "emacs": "emacs"},
        "clipboard": {
            AUTO: _("as it arrives best"),
            TERMINAL: _("by the terminal (OSC 52)"),
            PROGRAM: _("by a program of this machine"),
        },
    }
    panels = {AUTO: _("when there is room"), SHOWN: _("always"), HIDDEN: _("never at first")}
    return said.get(name, panels).get(value, value)
