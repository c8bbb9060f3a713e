"""Rows on their way to a file, counted: whoever asked for the file is told how far it is, and can stop it.

Nothing is on disk before the last row is made, so what is stopped leaves no file and no half of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")
EVERY = 50
"""Rows between two times that it is told."""


class _Count:
    """The rows of one file, over all its tables."""

    def __init__(self, told: Callable[[int], None]) -> None:
        self.told = told
        self.rows = 0

    def one_more(self) -> None:
        self.rows += 1
        if self.rows % EVERY == 0:
            self.told(self.rows)


_COUNT: ContextVar[_Count | None] = ContextVar("count", default=None)


@contextmanager
def counting(told: Callable[[int], None]) -> Iterator[None]:
    """Lets every file that is made inside tell how many of its rows are done.

    Args:
        told: Gets the number of rows, every so often and before the file is written; what it raises stops the making.
    """
    before = _COUNT.set(_Count(told))
    try:
        yield
    finally:
        _COUNT.reset(before)


def counted(rows: Iterable[T]) -> Iterator[T]:
    """The same rows, each counted as it goes into the file."""
    count = _COUNT.get()
    if count is None:
        yield from rows
        return
    for row in rows:
        count.one_more()
        yield row


def last_chance() -> None:
    """Asked when the file is made and not yet written: after this it stands."""
    if (count := _COUNT.get()) is not None:
        count.told(count.rows)
