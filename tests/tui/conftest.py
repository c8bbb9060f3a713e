"""What every test of a screen may use: a small study with codes and a suggestion, coded by Anouk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode import coding
from qualcode.coding import Proposed
from qualcode.i18n import set_language
from qualcode.ingest.document import Document, Turn
from qualcode.store import Study, counted_ids, stepping_clock


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Screens in English, whatever the machine speaks."""
    set_language("en")
    yield
    set_language("en")


LINES = (
    ("Interviewer", "Hoe kwam u bij de vroeghulp terecht?"),
    ("Moeder", "Via het consultatiebureau. De verpleegkundige verwees ons, heel snel eigenlijk."),
    ("Interviewer", "En daarna?"),
    ("Moeder", "Toen kwam er iemand thuis. Die luisterde echt."),
)


def document() -> Document:
    parts, turns, place = [], [], 0
    for label, said in LINES:
        start = place + len(label) + 2
        turns.append(Turn(place, start, start + len(said), label))
        parts.append(f"{label}: {said}\n")
        place += len(parts[-1])
    roles = {"Interviewer": "interviewer", "Moeder": "respondent"}
    return Document("ouder-01", "".join(parts), tuple(turns), roles, source_name="ouder-01.txt", source_hash="0" * 64)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with Study.create(tmp_path / "s", title="Proef", coder="Anouk", now=stepping_clock(), new_id=counted_ids()) as made:
        transcript = coding.import_document(made, document(), kind="parent", participant="Respondent 1")
        route = coding.make_code(made, "Route", level="axial", number="1", definition="Hoe ouders binnenkomen.")
        coding.make_code(made, "Verwijzing", parent_id=route.id, keywords=("verwees",), shortcut="v")
        coding.make_code(made, "Contact", level="axial", number="2", shortcut="5")
        text = made.text(transcript.text_hash)
        start = text.index("Die luisterde")
        reasons = ({"kind": "word", "text": "luisterde"},)
        codes = {code.name: code.id for code in made.codes()}
        coding.keep_suggestions(
            made, [Proposed(transcript.id, codes["Contact"], start, start + len("Die luisterde echt."), 0.8, reasons)]
        )
        yield made
