"""Two programs at once in one study: what one has done, the other must not do again."""

from __future__ import annotations

import pytest
from conftest import interview

from qualcode import coding
from qualcode.codebook import load_codebook
from qualcode.errors import Refused
from qualcode.store import Study


def test_a_transcript_that_another_program_just_imported_is_not_imported_again(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    join = study._join

    def another_first() -> None:
        # The other program gets in between the looking and the writing.
        monkeypatch.setattr(study, "_join", join)
        with Study.open(study.path, coder="Bram") as other:
            coding.import_document(other, interview())
        join()

    monkeypatch.setattr(study, "_join", another_first)
    with pytest.raises(Refused, match="already"):
        coding.import_document(study, interview())
    assert [one.name for one in study.transcripts()] == ["ouder-01"]


def test_a_codebook_that_another_program_just_imported_adds_nothing(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    join, book = study._join, load_codebook("quickscan")

    def another_first() -> None:
        monkeypatch.setattr(study, "_join", join)
        with Study.open(study.path, coder="Bram") as other:
            coding.import_codebook(other, book)
        join()

    monkeypatch.setattr(study, "_join", another_first)
    assert coding.import_codebook(study, book) == []
    assert len(study.codes()) == len(book)
