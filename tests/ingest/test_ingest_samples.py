"""The sample study's transcripts: each in another convention, all read without a turn missed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from qualcode.ingest import read_document, read_participants
from qualcode.text import count_words

SAMPLES = Path(__file__).parents[2] / "transcripts"
FILES = sorted(path for path in SAMPLES.glob("*/*") if path.suffix in (".txt", ".docx"))
CONVENTIONS = {
    "ouder-02": "table",
    "ouder-04": "bold-line",
    "ouder-05": "capitals",
    "ouder-07": "chat",
}


def test_there_are_samples() -> None:
    assert len(FILES) >= 12


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_sample_is_read_whole(path: Path) -> None:
    document = read_document(path)
    assert document.title == path.stem
    assert document.convention == CONVENTIONS.get(path.stem, "name-colon")
    assert document.warnings == ()
    assert document.confidence >= 0.9
    assert list(document.roles.values()).count("interviewer") == 1
    assert list(document.roles.values()).count("unknown") == 0
    assert document.text.startswith("Synthetisch voorbeeldtranscript")
    spoken = sum(count_words(document.text[turn.start : turn.end]) for turn in document.turns)
    # All but the first line and the labels is speech, and no turn swallows another's label.
    assert spoken >= count_words(document.text) - 10 - 3 * len(document.turns)
    assert all(turn.end - turn.start < 3000 for turn in document.turns)
    for before, after in zip(document.turns, document.turns[1:], strict=False):
        assert not document.text[before.end : after.label_start].strip()


def test_every_speaker_of_the_table_speaks_in_the_file_it_names() -> None:
    tables = sorted(SAMPLES.glob("respondenten*.csv"))
    assert tables
    for path in tables:
        with path.open(encoding="utf-8") as stream:
            count = sum(1 for _row in csv.reader(stream)) - 1
        table = read_participants(path)
        assert len(table) == count
        for row in table:
            document = read_document(next(file for file in FILES if file.name == row.file))
            assert document.roles[row.speaker] == "respondent"
            assert row.attributes["kind"] in ("parent", "professional")


def test_facts_about_a_person_keep_the_name_that_the_researcher_gave_them() -> None:
    rows = read_participants(SAMPLES / "respondenten.csv")
    keys = {key for row in rows for key in row.attributes}
    assert keys == {"kind", "model", "rol", "organisatie", "gemeentegrootte", "leeftijd_kind"}
