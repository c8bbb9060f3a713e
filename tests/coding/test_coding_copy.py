"""A coder's copy: opens for her, and without the others it holds nothing of them, anywhere in the file."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from conftest import interview

from qualcode import coding
from qualcode.coding.copying import copy_study
from qualcode.coding.merging import merge_study
from qualcode.errors import StudyUnusable
from qualcode.store import Study, counted_ids


@pytest.fixture
def shared(study: Study) -> Study:
    """A study in which Anouk and Bram each coded, noted, removed and undid things."""
    coding.import_document(study, interview(lines=8), participant="Respondent 1")
    coding.import_document(study, interview("ouder-02"), participant="Respondent 2")
    first, second = (coding.make_code(study, name).id for name in ("wachten", "regie"))
    transcript = study.transcripts()[0].id
    coding.keep_suggestions(
        study, [coding.Proposed(transcript, first, 50, 60, 0.5, [{"kind": "like", "text": "geheim"}])]
    )
    with Study.open(study.path, coder="Bram", new_id=counted_ids(3)) as bram:
        coding.put_code(bram, transcript, 28, 45, first, memo="Van Bram.")
        coding.mark_progress(bram, transcript, "coding")
    coding.put_code(study, transcript, 30, 45, second, memo="Van Anouk.")
    gone = coding.put_code(study, transcript, 60, 80, second, memo="Weggehaald.")
    coding.take_off(study, [gone.id])
    coding.put_in_vivo(study, study.transcripts()[1].id, 28, 45)
    coding.put_code(study, transcript, 90, 99, second, memo="Ongedaan.")
    study.undo()
    coding.write_memo(study, "code", first, "Scherper?")
    coding.accept(study, study.suggestions()[0].id)
    coding.settle(
        study,
        coding.Difference(transcript, 28, 45, "omission", study.coders()[0].id, study.coders()[1].id),
        "neither",
        reason="Reden.",
    )
    study.keep_place("reading", {"transcript": transcript})
    return study


def test_a_copy_without_the_others_holds_nothing_of_them(shared: Study, tmp_path: Path) -> None:
    content = shared.dump()
    folder = copy_study(shared, tmp_path / "bram", "Bram", without_others=True)
    assert shared.dump() == content
    bram = shared.coder("Bram")
    assert bram is not None
    with Study.open(folder) as copy:
        assert copy.coder_name == "Bram"
        assert {one.coder_id for one in (*copy.codings(), *copy.segments(), *copy.memos(), *copy.progress())} == {
            bram.id
        }
        assert [memo.text for memo in copy.memos()] == ["Van Bram."]
        assert not copy.suggestions() and not copy.settlements()
        assert [code.name for code in copy.codes()] == [code.name for code in shared.codes()]
        assert len(copy.transcripts()) == 2 and copy.problems() == []
    file = (folder / "study.db").read_bytes()
    for words in ("Van Anouk", "Weggehaald", "Ongedaan", "Scherper", "Reden", "geheim"):
        assert words.encode() not in file
    hidden = [
        row["id"]
        for line in content.splitlines()
        for table, row in [(line.partition(" ")[0], json.loads(line.partition(" ")[2]))]
        if table in ("segment", "coding", "memo", "progress", "settlement") and row["coder_id"] != bram.id
    ]
    assert len(hidden) > 5
    assert not [row_id for row_id in hidden if row_id.encode() in file]


def test_a_copy_without_the_others_comes_back_without_loss(shared: Study, tmp_path: Path) -> None:
    content = shared.dump()
    folder = copy_study(shared, tmp_path / "bram", "Bram", without_others=True)
    assert merge_study(shared, folder).nothing and shared.dump() == content
    with Study.open(folder, new_id=counted_ids(4)) as copy:
        put = coding.put_code(copy, copy.transcripts()[0].id, 100, 110, copy.codes()[0].id, memo="Erbij.")
        coding.change_memo(
            copy, next(memo.id for memo in copy.memos() if memo.text == "Van Bram."), "Van Bram, scherper."
        )
        mine = merge_study(copy, shared.path, dry_run=True)
    report = merge_study(shared, folder)
    assert not report.removed and not report.conflicts
    assert report.added == {"segment": 1, "coding": 1, "memo": 1} and report.changed == {"memo": 1}
    assert put.id in {one.id for one in shared.codings()}
    assert mine.added["coding"] == 3, "when the coder merges the study, she gets what was left out"
    assert shared.problems() == []


def test_a_copy_of_some_transcripts_leaves_the_others_alone(shared: Study, tmp_path: Path) -> None:
    content = shared.dump()
    second = shared.transcripts()[1]
    folder = copy_study(shared, tmp_path / "deel", "Bram", transcripts=[second.id])
    with Study.open(folder, new_id=counted_ids(4)) as copy:
        assert copy.transcripts() == [second]
        assert copy.problems() == []
        coding.put_code(copy, second.id, 30, 40, copy.codes()[0].id)
    assert b"dat duurde 5 weken" not in (folder / "study.db").read_bytes(), "the text of the other is not in the file"
    report = merge_study(shared, folder)
    assert report.added == {"segment": 1, "coding": 1} and not report.removed
    shared.undo()
    assert shared.dump() == content


def test_a_copy_is_private_and_never_over_another_study(shared: Study, tmp_path: Path) -> None:
    folder = copy_study(shared, tmp_path / "bram", "Bram")
    assert stat.S_IMODE((folder / "study.db").stat().st_mode) == 0o600
    with pytest.raises(StudyUnusable, match="already"):
        copy_study(shared, folder, "Bram")
    with pytest.raises(StudyUnusable):
        copy_study(shared, folder / "study.db" / "onder", "Bram")
    assert sorted(path.name for path in folder.iterdir()) == [
        "backups",
        "codebooks",
        "exports",
        "qualcode.toml",
        "study.db",
        "transcripts",
    ]


def test_a_new_coder_is_the_same_in_both(study: Study, tmp_path: Path) -> None:
    with Study.open(copy_study(study, tmp_path / "cor", 'Cor "C" de Wit')) as copy:
        assert copy.coder() == study.coder('Cor "C" de Wit') is not None
