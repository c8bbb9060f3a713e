"""The one family of errors of qualcode.

Each error says what is wrong, where, and what to do. They are raised anywhere and caught only at the edges: the command
line prints one to stderr, the terminal UI shows it as a notice. A text that a participant spoke never stands in one.
"""

from __future__ import annotations


class QualcodeError(Exception):
    """Something that a user can understand and mend.

    Args:
        what: What is wrong, one sentence without a full stop's worth of detail.
        where: File, line, cell, paragraph, code or transcript; empty when there is no such place.
        todo: What the user can do about it; empty when nothing can be done.
    """

    exit_status = 1

    def __init__(self, what: str, where: str = "", todo: str = "") -> None:
        self.what = what
        self.where = where
        self.todo = todo
        super().__init__(what)

    def __str__(self) -> str:
        """One line: where, what, and what to do."""
        # A file's name may hold line ends; the sentence stays one line.
        place = f"{self.where}: ".replace("\n", " ") if self.where else ""
        return f"{place}{self.what}" + (f" {self.todo}" if self.todo else "")


class BadInput(QualcodeError):
    """A file or value from outside that cannot be used; nothing of it was stored."""


class NotFound(QualcodeError):
    """A name that fits no code, transcript, coder or participant; `todo` names the nearest ones."""


class Refused(QualcodeError):
    """An act that the study's rules forbid (a code with codings removed, an empty segment, a loop of parents)."""


class StudyUnusable(QualcodeError):
    """A study that cannot be opened or written: absent, locked, read-only, newer than the program, or damaged."""


class WrongUsage(QualcodeError):
    """A call with options that do not go together; the command line ends with status 2."""

    exit_status = 2
