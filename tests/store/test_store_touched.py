"""Which transcripts an act was about, as the rows that it touched tell."""

from __future__ import annotations

from pathlib import Path

from conftest import interview

from qualcode import coding
from qualcode.coding.copying import copy_study
from qualcode.coding.merging import merge_study
from qualcode.store import Study


def about(study: Study) -> dict[str, set[str]]:
    """Act -> names of the transcripts that the newest of its kind was about."""
    names = {one.id: one.name for one in study.transcripts()}
    touched = study.transcripts_touched()
    return {change.act: {names.get(one, "gone") for one in touched[change.id]} for change in reversed(study.history())}


def test_what_was_done_in_a_transcript_is_known_by_its_rows(study: Study) -> None:
    first = coding.import_document(study, interview())
    second = coding.import_document(study, interview("ouder-02", lines=6))
    code = coding.make_code(study, "wachten")
    coding.put_codes(study, [coding.Placing(first.id, 30, 50, code.id), coding.Placing(second.id, 30, 50, code.id)])
    one = next(coding for coding in study.codings() if coding.transcript_id == second.id)
    coding.write_memo(study, "coding", one.id, "Let op.")
    kernlabel = coding.make_kernlabel(study, "Ouders wachten")
    coding.link_quotes(study, kernlabel.id, [one.segment_id])
    coding.mark_progress(study, first.id, "done")
    found = about(study)
    assert found["make-study"] == found["make-code"] == found["make-kernlabel"] == set()
    assert found["put-codes"] == {"ouder-01", "ouder-02"}
    assert found["write-memo"] == found["link-quotes"] == {"ouder-02"}
    assert found["mark-progress"] == {"ouder-01"}
    study.undo()
    assert about(study)["undo"] == {"ouder-01"}


def test_an_act_that_a_merge_brought_is_about_the_transcript_where_it_was_done(study: Study, tmp_path: Path) -> None:
    transcript = coding.import_document(study, interview())
    code = coding.make_code(study, "wachten")
    copy_study(study, tmp_path / "bram", "Bram")
    with Study.open(tmp_path / "bram") as other:
        coding.put_code(other, transcript.id, 30, 50, code.id)
    merge_study(study, tmp_path / "bram")
    found = about(study)
    assert found["put-code"] == found["merge"] == {"ouder-01"}
