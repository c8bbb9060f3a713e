"""The near side of the finding process: asks it, hears how far it is, stops it."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import IO, Any

from qualcode.errors import QualcodeError, Refused
from qualcode.i18n import _, language


class Stopped(QualcodeError):
    """The coder stopped the looking."""


class Finder:
    """One process for one study; it starts with the first question, and starts anew after `stop`.

    Args:
        folder: The study's.
        coder: Who works.
    """

    def __init__(self, folder: Path | str, coder: str) -> None:
        self.folder = Path(folder)
        self.coder = coder
        self._process: subprocess.Popen[bytes] | None = None
        self._asking = Lock()
        self._stopped = False

    def ask(self, question: str, *about: object, progress: Callable[[int, int], None] | None = None) -> Any:
        """Puts a question and waits for the answer: call it in a thread.

        Args:
            question: Name of a method of `Answers`.
            *about: What it takes, plain values.
            progress: Is told (done, in all), in the thread that asks.

        Raises:
            Stopped: when `stop` was called meanwhile.
            QualcodeError: as the answer was.
        """
        with self._asking:
            self._stopped = False
            process = self._started()
            try:
                assert process.stdin is not None and process.stdout is not None
                pickle.dump((language(), question, about), process.stdin)
                process.stdin.flush()
                while True:
                    kind, said = pickle.load(process.stdout)
                    if kind == "progress" and progress is not None:
                        progress(*said)
                    elif kind == "answer":
                        return said
                    elif kind == "refused":
                        raise QualcodeError(*said)
            except (EOFError, BrokenPipeError, pickle.UnpicklingError, ValueError) as error:
                self._end(process)
                if self._stopped:
                    raise Stopped(_("Stopped.")) from error
                raise Refused(
                    _("Looking for suggestions ended unexpectedly."), todo=_("Try again; qualcode suggest says more.")
                ) from error

    @property
    def runs(self) -> bool:
        """Whether the process is there, with the memory that it takes."""
        process = self._process
        return process is not None and process.poll() is None

    @property
    def answers_now(self) -> bool:
        """Whether a question is being answered."""
        return self._asking.locked()

    def start(self) -> None:
        """Starts the process beforehand, so that the first answer comes sooner."""
        if self._asking.acquire(blocking=False):
            try:
                self._started()
            finally:
                self._asking.release()

    def stop(self) -> None:
        """Ends the process; a question being answered ends with `Stopped`."""
        self._stopped = True
        if (process := self._process) is not None:
            self._end(process)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "qualcode.tui.finding.answering", str(self.folder), self.coder],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # A traceback would be written over the screen.
            )
        return self._process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            _closed(pipe)
        if self._process is process:
            self._process = None


def _closed(pipe: IO[bytes] | None) -> None:
    """Closes a pipe; what was not written before its reader died is lost with it."""
    if pipe is not None:
        try:
            pipe.close()
        except BrokenPipeError:
            return
