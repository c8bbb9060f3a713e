"""Copying words out of the screen: by the terminal itself (OSC 52), or by a program of the machine where that is set."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from qualcode.i18n import _, ngettext
from qualcode.tui.own_settings import PROGRAM

if TYPE_CHECKING:
    from textual.app import App

PROGRAMS: tuple[tuple[str, ...], ...] = (
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("pbcopy",),
    ("clip.exe",),
)
"""Programs that take the words on their standard input; the first that is there is used."""
PATIENCE = 2.0
"""Seconds after which a program that does not take the words is given up."""


def program() -> tuple[str, ...] | None:
    """The program of this machine that copies; None when there is none."""
    return next((call for call in PROGRAMS if shutil.which(call[0])), None)


def copy_words(app: App[None], words: str, way: str) -> str:
    """Copies, and says how much went which way; without a program that works the terminal is asked.

    Args:
        app: For the terminal's clipboard.
        words: What is copied.
        way: `terminal` or `program`, as in the user's settings.
    """
    call = program() if way == PROGRAM else None
    if call is not None and _given(call, words):
        said = ngettext("{n} character copied", "{n} characters copied", len(words))
        return said + " " + _("by {program}.").format(program=call[0])
    app.copy_to_clipboard(words)
    return ngettext(
        "{n} character sent to the terminal's clipboard (OSC 52).",
        "{n} characters sent to the terminal's clipboard (OSC 52).",
        len(words),
    )


def _given(call: tuple[str, ...], words: str) -> bool:
    try:
        done = subprocess.run(
            call,
            input=words.encode(),
            timeout=PATIENCE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
