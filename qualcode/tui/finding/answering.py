"""The far side of the finding process: reads questions, writes answers, ends when nobody asks any more."""

from __future__ import annotations

import pickle
import sys
from typing import IO

from qualcode.errors import QualcodeError
from qualcode.i18n import _, set_language
from qualcode.tui.finding.questions import Answers


def answer_all(answers: Answers, asked: IO[bytes], answered: IO[bytes]) -> None:
    """Answers until the other side is gone."""

    def say(kind: str, said: object) -> None:
        pickle.dump((kind, said), answered)
        answered.flush()

    def progress(done: int, total: int) -> None:
        say("progress", (done, total))

    while True:
        try:
            spoken, news, question, about = pickle.load(asked)
        except EOFError:
            return
        set_language(spoken)
        if news is not None:
            answers.hear(news)
        try:
            say("answer", getattr(answers, question)(*about, progress))
        except QualcodeError as error:
            say("refused", (error.what, error.where, error.todo))
        except KeyError:
            # A code made or retired since the screen was filled.
            say("refused", (_("This code is not among those that are looked for."), "", ""))


def main() -> None:
    """The process: study folder and coder are its arguments; standard input and output carry pickles."""
    answered = sys.stdout.buffer
    sys.stdout = sys.stderr  # A stray print must not end up between the answers.
    answer_all(Answers(sys.argv[1], sys.argv[2]), sys.stdin.buffer, answered)


if __name__ == "__main__":
    main()
