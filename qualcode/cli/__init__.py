"""The command line: parse, call, print. Nothing heavy is imported here; each command brings what it needs when it runs.

`qualcode --help` must answer within 0.3 s, so this module knows only typer, and groups of commands import nothing of
the house but errors and translations.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from qualcode.errors import QualcodeError, StudyUnusable, WrongUsage
from qualcode.i18n import LANGUAGES, _, set_language

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and ends the process with its status: 0 done, 1 refused, 2 wrong usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    wanted = _language_of(words)
    set_language(wanted)
    from qualcode.cli.app import build
    from qualcode.cli.outlet import open_outlet
    from qualcode.cli.usage import run

    open_outlet()
    try:
        if wanted is not None and wanted not in LANGUAGES:
            raise WrongUsage(_("Language of messages: nl or en."), f"--lang {wanted}")
        try:
            status = run(build(), words)
        finally:
            # Here, not at the end of the process: what cannot be written is still told.
            if sys.stdout is not None:
                sys.stdout.flush()
    except QualcodeError as error:
        print(f"qualcode: {error}", file=sys.stderr)
        status = error.exit_status
    except OSError as error:
        # A folder that may not be entered, or a disk that went away: of the machine, not of the program.
        if error.filename is None:
            raise
        said = _("The system does not allow this ({reason}).").format(reason=error.strerror)
        told = StudyUnusable(said, str(error.filename), _("Choose a folder where you may read and write."))
        print(f"qualcode: {told}", file=sys.stderr)
        status = told.exit_status
    sys.exit(status)


def _language_of(words: Sequence[str]) -> str | None:
    for place, word in enumerate(words):
        if word == "--lang" and place + 1 < len(words):
            return words[place + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return None
