"""Stdout when it is not a terminal: a reader that goes away stops nothing, and a full disk is told in a sentence."""

from __future__ import annotations

import io
import os
import sys

from qualcode.errors import BadInput
from qualcode.i18n import _


class _Outlet(io.FileIO):
    """The bytes of stdout. When nobody reads them any more (`| head`), the command still finishes what it does."""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        try:
            return super().write(data) or 0
        except BrokenPipeError:
            self._to_nowhere()
            return len(data)
        except OSError as error:
            self._to_nowhere()
            raise BadInput(
                _("This cannot be written ({reason}).").format(reason=error.strerror),
                "stdout",
                _("Choose a folder where you may write and that has room."),
            ) from error

    def _to_nowhere(self) -> None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


def open_outlet() -> None:
    """Puts the outlet in the place of stdout, when stdout is a pipe or a file."""
    standard = sys.stdout
    if standard is None or sys.__stdout__ is None or standard is not sys.__stdout__:
        return
    if standard.isatty():
        # A file's name in an old encoding, or a sign that the terminal has not, is shown as its number.
        standard.reconfigure(errors="backslashreplace")
        return
    standard.flush()
    raw = _Outlet(standard.fileno(), "wb", closefd=False)
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), encoding=standard.encoding, errors="backslashreplace")
