"""The near side of the finding process: asks it, hears how far it is, stops it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from threading import Lock
from typing import IO, TYPE_CHECKING, Any

from qualcode.errors import QualcodeError, Refused
from qualcode.i18n import _, language
from qualcode.tui.finding.news import Teller

if TYPE_CHECKING:
    from qualcode.coding import Proposed
    from qualcode.store import Study

_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""Settings of numpy's libraries: more threads than one make a ranking no faster, and the keys wait for them."""
_UNTOLD = frozenset(("find",))
"""Questions that need no news: a search reads the study itself."""


class Stopped(QualcodeError):
    """The coder stopped the looking."""


class Finder:
    """One process for one study; it starts with the first question, and starts anew after `stop`.

    Args:
        study: The open study, of which the process is told.
    """

    def __init__(self, study: Study) -> None:
        self._study = study
        self._teller = Teller(study)
        self._process: subprocess.Popen[bytes] | None = None
        self._asking = Lock()
        self._stops = 0
        self._over = False

    def ask(self, question: str, *about: object, progress: Callable[[int, int], None] | None = None) -> Any:
        """Puts a question and waits for the answer: call it in a thread.

        Args:
            question: Name of a method of `Answers`.
            *about: What it takes, plain values.
            progress: Is told (done, in all), in the thread that asks.

        Raises:
            Stopped: when `stop` was called meanwhile, also while this question waited for another, or after `close`.
            QualcodeError: as the answer was.
        """
        before = self._stops
        with self._asking:
            self._go_on(before)
            process = self._started()
            news = None if question in _UNTOLD else self._teller.news()
            try:
                # A stop that came before there was a process to end is heeded here; one from here on ends it.
                self._go_on(before)
                assert process.stdin is not None and process.stdout is not None
                pickle.dump((language(), news, question, about), process.stdin)
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
                if self._stops != before:
                    raise Stopped(_("Stopped.")) from error
                raise Refused(
                    _("Looking for suggestions ended unexpectedly."), todo=_("Try again; qualcode suggest says more.")
                ) from error

    def propose(
        self,
        transcripts: Sequence[str] | None,
        codes: Sequence[str] | None,
        top: int,
        most: int | None = None,
        *,
        quick: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> list[Proposed]:
        """Asks for the stretches worth a look, as they are kept in the study.

        Args:
            transcripts: Where to look; None: everywhere.
            codes: For which codes; None: all.
            top: Most for one code in one transcript.
            most: Most in all, the best; None: no bound.
            quick: Whether a pipeline need not be loaded for transcripts that were never looked at: somebody waits.
            progress: Is told (transcripts done, in all).

        Raises:
            Stopped, QualcodeError: as `ask`.
        """
        from qualcode.suggest.of_study import proposed

        return proposed(self.ask("propose", transcripts, codes, top, most, quick, progress=progress))

    @property
    def runs(self) -> bool:
        """Whether the process is there, with the memory that it takes."""
        process = self._process
        return process is not None and process.poll() is None

    @property
    def answers_now(self) -> bool:
        """Whether a question is being answered."""
        return self._asking.locked()

    def stop(self) -> None:
        """Ends the process; a question being answered, and those that wait for it, end with `Stopped`."""
        self._stops += 1
        if (process := self._process) is not None:
            self._end(process)

    def close(self) -> None:
        """Ends the process for good: leaving the program waits for every thread, so none may begin looking again."""
        self._over = True
        self.stop()

    def _go_on(self, before: int) -> None:
        if self._over or self._stops != before:
            raise Stopped(_("Stopped."))

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._teller.forget()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "qualcode.tui.finding.answering", str(self._study.path), self._study.coder_name],
                env={**dict.fromkeys(_ONE_THREAD, "1"), **os.environ},
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
