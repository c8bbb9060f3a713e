"""The part of the app that follows the user's own settings: language, colours, keys, who codes."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App

from qualcode.errors import QualcodeError
from qualcode.i18n import _, language_said, set_language
from qualcode.tui.own_keys import KeysInUse, keys_in_use
from qualcode.tui.own_settings import FILE, coder_for, keep_own, read_own
from qualcode.tui.palette import DEFAULT_THEME, themes

if TYPE_CHECKING:
    from qualcode.store import Study

DISPLACED_TOLD = 4
"""How many keys that changed hands a message holds: on 80 by 24 more would hide the screen."""


class OwnApp(App[None]):
    """Knows the settings, keeps what is changed, and lets the screens follow."""

    study: Study | None
    coder: str | None
    keys: KeysInUse

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
    def keymap_in_use(self) -> dict[str, str]:
        """Act name -> keys, after preset and key file."""
        return self.keys.keys

    def tell_displaced(self) -> None:
        """Says which keys of the user's own were another act's, until her file says what that act is to have."""
        displaced = self.keys.displaced
        if displaced:
            lines = [each.said() for each in displaced[:DISPLACED_TOLD]]
            if len(displaced) > DISPLACED_TOLD:
                lines.append(
                    _("{count} more: `qualcode keys` prints them.").format(count=len(displaced) - DISPLACED_TOLD)
                )
            lines.append(_('Name these acts in the key file too ("" is: no key), and this is not said again.'))
            self.notify("\n".join(lines), title=_("Your own keys"), severity="warning", timeout=12, markup=False)

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
            try:
                self._follow_keys()
                self.tell_displaced()
            except QualcodeError as error:
                self.tell_error(error)
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
        self.keys = keys_in_use(preset or self.own.preset, self.key_file)
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
