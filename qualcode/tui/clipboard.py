"""Copying words out of the screen: by the terminal itself (OSC 52), or by a program of the machine.

Left to itself a program is used on the machine that one sits at, since not every terminal takes OSC 52 (Terminal of macOS
does not, tmux only when told to); over SSH the terminal is, since a program there would fill the other machine's clipboard.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from qualcode.i18n import _, ngettext
from qualcode.tui.own_settings import AUTO, PROGRAM

if TYPE_CHECKING:
    from textual.app import App

PROGRAMS: tuple[tuple[str, ...], ...] = (
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("pbcopy",),
    ("clip.exe",),
    ("clip",),
)
"""Programs that take the words on their standard input; the first that is there is used."""
PATIENCE = 2.0
"""Seconds after which a program that does not take the words is given up."""


def program() -> tuple[str, ...] | None:
    """The program of this machine that copies; None when there is none."""
    return next((call for call in PROGRAMS if shutil.which(call[0])), None)


def program_here() -> tuple[str, ...] | None:
    """The program that fills the clipboard of the screen one looks at; None over SSH or without a graphical session."""
    if "SSH_CONNECTION" in os.environ or "SSH_TTY" in os.environ:
        return None
    if sys.platform == "darwin" or "WSL_DISTRO_NAME" in os.environ or sys.platform == "win32":
        return program()
    shows = {"wl-copy": "WAYLAND_DISPLAY", "xclip": "DISPLAY", "xsel": "DISPLAY"}
    fitting = (call for call in PROGRAMS if call[0] in shows and os.environ.get(shows[call[0]]))
    return next((call for call in fitting if shutil.which(call[0])), None)


def copy_words(app: App[None], words: str, way: str) -> str:
    """Copies, and says how much went which way; without a program that works the terminal is asked.

    Args:
        app: For the terminal's clipboard.
        words: What is copied.
        way: `auto`, `terminal` or `program`, as in the user's settings.
    """
    call = program() if way == PROGRAM else program_here() if way == AUTO else None
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
