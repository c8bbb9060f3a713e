"""Suggestions that wait follow what was decided: they move, go and come, and undo passes over it."""

from __future__ import annotations

from conftest import interview

from qualcode import coding
from qualcode.coding.suggestions import PER_CODE, STEADY
from qualcode.store import Study

PLACES = ((28, 45), (46, 60), (61, 80))


def begun(study: Study) -> tuple[str, str, list[str]]:
    """A transcript and a code with three suggestions."""
    transcript = coding.import_document(study, interview()).id
    code = coding.make_code(study, "een").id
    kept = coding.keep_suggestions(study, [coding.Proposed(transcript, code, *span, 0.5) for span in PLACES])
    return transcript, code, [one.id for one in sorted(kept, key=lambda one: one.start)]


def waiting(study: Study) -> dict[int, float]:
    return {one.start: one.score for one in study.suggestions(state="pending")}


def test_a_place_that_scores_otherwise_moves_and_one_that_is_not_proposed_goes(study: Study) -> None:
    transcript, code, ids = begun(study)
    coding.accept(study, ids[0])
    starts = [one.start for one in study.suggestions(state="pending")]
    proposals = [coding.Proposed(transcript, code, starts[0], PLACES[1][1] + 4, 0.8)]
    assert coding.follow_decisions(study, proposals) == 2
    assert waiting(study) == {starts[0]: 0.8}
    assert [one.id for one in study.suggestions(state="pending")] == [ids[1]]


def test_a_score_that_hardly_moves_is_left_and_nothing_is_written(study: Study) -> None:
    transcript, code, _ids = begun(study)
    before = study.history()
    same = [coding.Proposed(transcript, code, *span, 0.5 + STEADY / 2) for span in PLACES]
    assert coding.follow_decisions(study, same) == 0
    assert study.history() == before


def test_what_was_rejected_does_not_come_back_and_a_list_gets_shorter(study: Study) -> None:
    transcript, code, ids = begun(study)
    coding.reject(study, ids[:1])
    proposals = [coding.Proposed(transcript, code, *span, 0.9) for span in (*PLACES, (90, 120))]
    coding.follow_decisions(study, proposals)
    assert len(waiting(study)) == PER_CODE - 1
    assert study.suggestions(state="rejected")[0].start not in waiting(study)


def test_new_places_come_for_codes_with_few_and_only_where_suggestions_were_made(study: Study) -> None:
    transcript, _code, _ids = begun(study)
    other = coding.make_code(study, "ander").id
    elsewhere = coding.import_document(study, interview("ouder-02", 6)).id
    found = [coding.Proposed(transcript, other, 28, 45, 0.7), coding.Proposed(elsewhere, other, 28, 45, 0.7)]
    assert coding.follow_decisions(study, found, code_ids=[other]) == 1
    assert len(waiting(study)) == 3
    assert {one.transcript_id for one in study.suggestions()} == {transcript}


def test_undo_and_redo_pass_over_it(study: Study) -> None:
    transcript, code, ids = begun(study)
    before = study.dump()
    coding.accept(study, ids[0])
    coding.follow_decisions(study, [coding.Proposed(transcript, code, *PLACES[1], 0.9)])
    undone = study.undo()
    assert undone is not None and undone.act == "accept-suggestion"
    assert study.dump() == before
    assert study.redo() is not None and len(study.codings()) == 1
