"""How far long work is: one line on stderr that is drawn over itself, when stderr is a terminal; else nothing."""

from __future__ import annotations

import os
import sys
from types import TracebackType

WIDTH = 30
"""Cells of the bar."""


class Progress:
    """A bar in one line. Use it as a context manager; the line is gone when the work is done."""

    def __init__(self, label: str, total: int = 0) -> None:
        self.label = label
        self.total = total
        self._shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def tell(self, done: int, total: int | None = None) -> None:
        """Draws the line for so many done, of so many in all."""
        self.total = self.total if total is None else total
        if not self._shown or self.total < 2:
            return
        filled = WIDTH * done // self.total
        sys.stderr.write(f"\r\x1b[K{self.label} {'█' * filled}{'░' * (WIDTH - filled)} {done}/{self.total}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Takes the line away, so that something else can be printed."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()
