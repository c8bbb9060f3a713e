"""The command line: parse, call, print. Nothing heavy is imported here; each command brings what it needs when it runs.

`qualcode --help` must answer within 0.3 s, so this module knows only typer, and groups of commands import nothing of
the house but errors and translations.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from qualcode.errors import QualcodeError
from qualcode.i18n import set_language

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and ends the process with its status: 0 done, 1 refused, 2 wrong usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    set_language(_language_of(words))
    from qualcode.cli.app import build

    try:
        build()(words, prog_name="qualcode")
    except QualcodeError as error:
        print(f"qualcode: {error}", file=sys.stderr)
        sys.exit(error.exit_status)
    except BrokenPipeError:
        # The reader of our output (head, less) has gone: that is no error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _language_of(words: Sequence[str]) -> str | None:
    for place, word in enumerate(words):
        if word == "--lang" and place + 1 < len(words):
            return words[place + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return None
