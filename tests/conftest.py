"""What every test may use: a study in an empty folder, with a clock and ids that repeat."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_OF_OUTSIDE = ("QUALCODE_", "TEXTUAL", "_TYPER", "COLUMNS", "LINES", "TERMINAL_WIDTH", "NO_COLOR", "FORCE_COLOR")
_OF_OUTSIDE += (
    "PY_COLORS",
    "CLICOLOR",
    "COLORTERM",
    "GITHUB_ACTIONS",
    "SSH_",
    "TMUX",
    "STY",
    "WSL_",
    "SOURCE_DATE_EPOCH",
)
"""Beginnings of the variables by which a terminal, a build machine or a user's settings would change what is tested."""
_OUR_OWN = ("QUALCODE_GOLDENS", "QUALCODE_DOCS")
for _name in [name for name in os.environ if name.startswith(_OF_OUTSIDE) and name not in _OUR_OWN]:
    del os.environ[_name]
_SETTINGS = tempfile.TemporaryDirectory(prefix="qualcode-settings-")
# Nobody's own keys and colours, and the model that every machine has.
os.environ |= {"QUALCODE_LANG": "en", "QUALCODE_MODEL": "embedded", "XDG_CONFIG_HOME": _SETTINGS.name}

# The same examples every time and no limit of time: a slow machine must not fail what a fast one passes.
# `pytest --hypothesis-profile=explore` looks further, at examples of its own each time.
for _profile, _same in (("repeat", True), ("explore", False)):
    settings.register_profile(
        _profile,
        derandomize=_same,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
settings.load_profile("repeat")

from qualcode.i18n import set_language
from qualcode.ingest.document import Document, Turn
from qualcode.store import Study, counted_ids, stepping_clock


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Messages in English whatever the machine speaks; a test may switch, the next one starts in English again."""
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """An empty study of coder Anouk."""
    with Study.create(
        tmp_path / "study", title="Proef", coder="Anouk", now=stepping_clock(), new_id=counted_ids()
    ) as made:
        yield made


def interview(title: str = "ouder-01", lines: int = 4) -> Document:
    """A short interview: questions and answers in turn, labels in the text."""
    text, turns = "", []
    for number in range(lines):
        speaker = "I" if number % 2 == 0 else "R"
        words = f"Hoe ging vraag {number}?" if speaker == "I" else f"Nou, dat duurde {number} weken. Wachten dus. Ja."
        start = len(text)
        text += f"{speaker}: {words}\n"
        turns.append(Turn(start, start + 3, len(text) - 1, speaker))
    return Document(
        title,
        text,
        tuple(turns),
        {"I": "interviewer", "R": "respondent"},
        "name-colon",
        source_name=f"{title}.txt",
        source_hash=title,
    )
