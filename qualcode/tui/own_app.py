"""The part of the app that follows the user's own settings: language, colours, keys, who codes."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App

from qualcode.errors import QualcodeError
from qualcode.i18n import language_said, set_language
from qualcode.tui.keymap import keymap
from qualcode.tui.own_settings import FILE, coder_for, keep_own, preset_in, read_own
from qualcode.tui.palette import DEFAULT_THEME, themes

if TYPE_CHECKING:
    from qualcode.store import Study


class OwnApp(App[None]):
    """Knows the settings, keeps what is changed, and lets the screens follow."""

    study: Study | None
    coder: str | None
    keymap_in_use: dict[str, str]

    def take_own(self, key_file: Path | None, *, preset: str = "", theme: str = "") -> None:
        """Reads the settings and follows them; what the call says goes before them.

        Args:
            key_file: The user's own keys; the settings lie beside it. None when there are neither.
            preset: Keys that the call names.
            theme: Colours that the call names.

        Raises:
            BadInput: when one of the files is not as it should be.
        """
        self.key_file = key_file
        self.own_file = key_file.with_name(FILE) if key_file is not None else None
        self.own = read_own(self.own_file)
        if self.own.language and not language_said():
            set_language(self.own.language)
        for each in themes():
            self.register_theme(each)
        self._follow_keys(preset)
        self._follow_theme(theme)

    @property
    def preset_in_use(self) -> str:
        """The keys in use: the key file has the last word."""
        return preset_in(self.key_file) or self.own.preset

    def change_own(self, **changes: Any) -> None:
        """Changes settings, keeps them, and lets every screen follow."""
        self.own = replace(self.own, **changes)
        try:
            if self.own_file is not None:
                keep_own(self.own_file, self.own)
        except QualcodeError as error:
            self.tell_error(error)
        if "language" in changes:
            set_language(self.own.language or None)
        if "preset" in changes:
            self._follow_keys()
        if "theme" in changes:
            self._follow_theme()
        self.retell()

    def settle_coder(self) -> None:
        """Lets whoever the settings name now do the acts from now on.

        Raises:
            StudyUnusable: when the study's settings cannot be read.
        """
        from qualcode.store import coder_of

        if self.study is not None:
            self.study.coder_name = coder_for(self.study.path, self.own, self.coder) or coder_of(self.study.path)

    def _follow_keys(self, preset: str = "") -> None:
        self.keymap_in_use = keymap(preset or self.own.preset, self.key_file)
        self.set_keymap(self.keymap_in_use)

    def _follow_theme(self, theme: str = "") -> None:
        if "TEXTUAL_THEME" not in os.environ and not self.no_color:
            self.theme = theme or self.own.theme or DEFAULT_THEME

    def retell(self) -> None:
        """Lets every screen say everything again."""
        raise NotImplementedError

    def tell_error(self, error: QualcodeError) -> None:
        """Shows a refusal."""
        raise NotImplementedError
