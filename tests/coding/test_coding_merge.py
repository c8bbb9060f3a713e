"""Merging copies: nothing lost, nothing doubled, the same whichever is merged into which, and undone in one step."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from coding_acts import small_book
from conftest import interview
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from merge_pairs import check_pair, drawing

from qualcode import coding
from qualcode.coding.copying import copy_study
from qualcode.coding.history import describe
from qualcode.coding.merging import find_back, merge_study
from qualcode.errors import StudyUnusable, WrongUsage
from qualcode.store import Study, counted_ids, stepping_clock
from qualcode.text import Span, fingerprint


# Not shrunk: one pair takes a second. `python tests/coding/merge_pairs.py` finds failing pairs by seed.
@settings(max_examples=8, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.randoms(use_true_random=False))
def test_what_merging_promises_holds_for_any_two_copies(drawn: st.DrawFn) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check_pair(Path(folder), drawing(drawn))


def test_merging_a_copy_in_which_nothing_was_done_changes_nothing(study: Study, tmp_path: Path) -> None:
    coding.import_document(study, interview())
    coding.import_codebook(study, small_book())
    copy_study(study, tmp_path / "copy", "Anouk")
    before, history = study.dump(), study.history()
    assert merge_study(study, tmp_path / "copy").nothing
    assert (study.dump(), study.history()) == (before, history)


@pytest.fixture
def started(study: Study, tmp_path: Path) -> Iterator[tuple[Study, Study]]:
    """Anouk's study with a transcript and three codes, and Bram's copy of it, open."""
    coding.import_document(study, interview(lines=8), participant="Respondent 1")
    for name in ("wachten", "regie", "gevoel"):
        coding.make_code(study, name)
    coding.put_code(study, study.transcripts()[0].id, 28, 45, study.codes()[0].id, memo="Van Anouk.")
    copy_study(study, tmp_path / "bram", "Bram")
    with Study.open(
        tmp_path / "bram", now=stepping_clock("2026-06-01T09:00:00.000000+00:00"), new_id=counted_ids(9)
    ) as other:
        yield study, other


def names(study: Study) -> list[str]:
    return [code.name for code in study.codes()]


def test_a_copy_opens_for_its_coder_and_brings_her_work_back(started: tuple[Study, Study]) -> None:
    ours, theirs = started
    assert theirs.coder_name == "Bram"
    put = coding.put_code(theirs, theirs.transcripts()[0].id, 50, 60, theirs.codes()[1].id, memo="Van Bram.")
    coding.mark_progress(theirs, theirs.transcripts()[0].id, "done")
    report = merge_study(ours, theirs.path)
    assert report.coders == ("Bram",) and report.acts == 2 and not report.conflicts
    assert put in ours.codings()
    assert {memo.text for memo in ours.memos()} == {"Van Anouk.", "Van Bram."}
    assert [(one.coder_id, one.state) for one in ours.progress()] == [(put.coder_id, "done")]


def test_the_journal_keeps_who_did_what_and_undo_steps_over_it(started: tuple[Study, Study]) -> None:
    ours, theirs = started
    coding.put_code(theirs, theirs.transcripts()[0].id, 50, 60, theirs.codes()[1].id)
    before = ours.dump()
    merge_id = merge_study(ours, theirs.path).change_id
    newest, brought = ours.history(2)
    assert (newest.act, newest.id) == ("merge", merge_id)
    assert (brought.act, brought.merged_by, brought.at) == ("put-code", merge_id, theirs.history(1)[0].at)
    assert "Bram" in describe(newest)
    with Study.open(ours.path, coder="Bram") as same:
        assert same.undo() is None, "what came by merging is undone by undoing the merge"
    undone = ours.undo()
    assert undone is not None and undone.id == merge_id
    assert ours.dump() == before
    assert [change.state for change in ours.history() if change.merged_by] == ["undone"]


def test_an_act_taken_back_in_the_copy_is_taken_back_here(started: tuple[Study, Study]) -> None:
    ours, theirs = started
    code = coding.make_code(theirs, "toch niet")
    merge_study(ours, theirs.path)
    assert "toch niet" in names(ours)
    theirs.undo()
    merge_study(ours, theirs.path)
    assert "toch niet" not in names(ours)
    theirs.redo()
    merge_study(ours, theirs.path)
    assert code in ours.codes()
    assert not merge_study(ours, theirs.path).acts


def test_a_code_changed_in_one_copy_takes_that_and_in_both_the_later(started: tuple[Study, Study]) -> None:
    ours, theirs = started
    first, second, third = ours.codes()
    coding.change_code(ours, first.id, definition="Hier")
    coding.change_code(theirs, first.id, colour="#CC0000")
    coding.change_code(theirs, second.id, definition="Daar", name="regie van ouders")
    coding.change_code(ours, second.id, definition="Hier")
    coding.retire_code(theirs, third.id)
    report = merge_study(ours, theirs.path)
    codes = {code.id: code for code in ours.codes(retired=True)}
    assert (codes[first.id].definition, codes[first.id].colour) == ("Hier", "#CC0000"), "each field by itself"
    assert (codes[second.id].definition, codes[second.id].name) == ("Daar", "regie van ouders")
    assert codes[third.id].retired
    assert [(one.field, one.ours, one.theirs, one.taken) for one in report.conflicts] == [
        ("definition", "Hier", "Daar", "theirs")
    ]


@pytest.mark.parametrize("how", ["prefer", "choices"])
def test_a_conflict_can_be_settled_by_choice(started: tuple[Study, Study], how: str) -> None:
    ours, theirs = started
    code = ours.codes()[0]
    coding.change_code(ours, code.id, definition="Hier")
    coding.change_code(theirs, code.id, definition="Daar")
    (conflict,) = merge_study(ours, theirs.path, dry_run=True).conflicts
    if how == "prefer":
        merge_study(ours, theirs.path, prefer="ours")
    else:
        merge_study(ours, theirs.path, choices={conflict.key: "ours"})
    assert ours.codes()[0].definition == "Hier"
    assert merge_study(ours, theirs.path).nothing, "the choice stands"
    with pytest.raises(WrongUsage):
        merge_study(ours, theirs.path, prefer="mine")


def test_codes_made_in_both_copies_become_one(started: tuple[Study, Study]) -> None:
    ours, theirs = started
    mine = coding.make_code(ours, "Loket", definition="Eén plek.")
    other = coding.make_code(theirs, "loket", keywords=["balie"])
    here = coding.put_code(ours, ours.transcripts()[0].id, 50, 60, mine.id)
    there = coding.put_code(theirs, theirs.transcripts()[0].id, 60, 70, other.id)
    report = merge_study(ours, theirs.path)
    (one,) = [code for code in ours.codes() if code.name.casefold() == "loket"]
    assert (one.definition, one.keywords) == ("Eén plek.", ("balie",))
    assert {coded.id for coded in ours.codings(code_id=one.id)} == {here.id, there.id}
    assert report.united == 1
    coding.change_code(ours, one.id, name="balie")
    later = coding.put_code(theirs, theirs.transcripts()[0].id, 70, 80, other.id)
    merge_study(ours, theirs.path)
    assert "loket" not in [name.casefold() for name in names(ours)], "it stays one when it is renamed here"
    assert later.id in {coded.id for coded in ours.codings(code_id=one.id)}


def test_work_with_a_code_that_was_merged_away_here_follows_it(started: tuple[Study, Study]) -> None:
    ours, theirs = started
    waiting, control, _feeling = ours.codes()
    coding.merge_codes(ours, [waiting.id], control.id)
    put = coding.put_code(theirs, theirs.transcripts()[0].id, 50, 60, waiting.id)
    merge_study(ours, theirs.path)
    assert names(ours) == ["regie", "gevoel"]
    assert put.id in {coded.id for coded in ours.codings(code_id=control.id)}
    assert ours.problems() == []


def test_what_was_removed_here_and_used_there_is_kept(started: tuple[Study, Study]) -> None:
    ours, theirs = started
    transcript = ours.transcripts()[0]
    control = ours.codes()[1]
    coding.remove_transcript(ours, transcript.id)
    coding.remove_code(ours, control.id)
    coding.put_code(theirs, transcript.id, 50, 60, control.id)
    report = merge_study(ours, theirs.path)
    assert [one.id for one in ours.transcripts()] == [transcript.id]
    assert len(ours.turns(transcript.id)) == 8 and len(ours.codings()) == 2
    assert {one.kind for one in report.conflicts} == {"removed"} and len(report.conflicts) == 2
    assert ours.problems() == []


def test_what_was_removed_there_and_left_alone_here_goes(started: tuple[Study, Study]) -> None:
    ours, theirs = started
    coding.remove_code(theirs, theirs.codes()[2].id)
    report = merge_study(ours, theirs.path)
    assert names(ours) == ["wachten", "regie"] and not report.conflicts


def test_a_segment_whose_codes_were_taken_off_one_here_and_one_there_goes(study: Study, tmp_path: Path) -> None:
    coding.import_document(study, interview(lines=8))
    first, second = coding.make_code(study, "wachten").id, coding.make_code(study, "regie").id
    transcript = study.transcripts()[0].id
    coding.put_codes(study, [coding.Placing(transcript, 28, 45, code) for code in (first, second)])
    copy_study(study, tmp_path / "copy", "Anouk")
    (segment,) = study.segments()
    with Study.open(tmp_path / "copy", now=stepping_clock("2026-06-01T09:00:00+00:00"), new_id=counted_ids(9)) as other:
        for where, code in ((study, first), (other, second)):
            coding.take_off(where, [one.id for one in where.codings(code_id=code)])
            assert where.segments() == [segment], "the other code still stands on it"
    merge_study(study, tmp_path / "copy")
    assert study.codings() == []
    assert study.segments() == [], "no mark without a code stays behind on the screen"
    assert study.problems() == []


def test_studies_made_apart_from_the_same_files_become_one(study: Study, tmp_path: Path) -> None:
    def fill(one: Study) -> None:
        coding.import_document(one, interview(), participant="Respondent 1", attributes={"model": "VP"})
        coding.import_codebook(one, small_book())
        beta = next(code for code in one.codes() if code.key == "a.b")
        coding.put_code(one, one.transcripts()[0].id, 28, 45, beta.id)

    fill(study)
    with Study.create(tmp_path / "other", coder="Bram", new_id=counted_ids(9)) as other:
        coding.make_code(other, "eigen")
        fill(other)
    report = merge_study(study, tmp_path / "other")
    assert len(study.transcripts()) == len(study.participants()) == 1
    assert len(study.turns()) == 4 and len(study.speakers()) == 2
    assert sorted(names(study)) == ["Alfa", "Beta", "eigen"]
    assert len(study.codings(code_id=next(code.id for code in study.codes() if code.key == "a.b"))) == 2
    assert not report.conflicts, report.conflicts
    assert study.info().title == "Proef"
    assert study.problems() == []
    assert merge_study(study, tmp_path / "other").nothing


def change_text(study: Study, change: Callable[[str], str]) -> None:
    """Gives the study's transcript another text from outside, as no act does."""
    transcript = study.transcripts()[0]
    text = change(study.text(transcript.text_hash))
    study.close()
    with sqlite3.connect(study.path / "study.db") as connection:
        connection.execute("INSERT INTO text_body VALUES (?, ?)", (fingerprint(text), text))
        connection.execute("UPDATE transcript SET text_hash = ?, characters = ?", (fingerprint(text), len(text)))


def test_a_text_that_differs_by_one_character_moves_no_segment(started: tuple[Study, Study]) -> None:
    ours, theirs = started
    transcript = ours.transcripts()[0]
    text = ours.text(transcript.text_hash)
    change_text(theirs, lambda old: "X" + old)
    with Study.open(theirs.path) as other:
        where = other.text(other.transcripts()[0].text_hash)
        start = where.index("dat duurde 3")
        put = coding.put_code(other, transcript.id, start, start + 18, other.codes()[1].id)
        vague = where.index("Ja.", start)
        lost = coding.put_code(other, transcript.id, vague, vague + 3, other.codes()[1].id)
    report = merge_study(ours, theirs.path)
    assert ours.transcripts()[0].text_hash == transcript.text_hash, "our text stays"
    (moved,) = [coded for coded in ours.codings() if coded.id == put.id]
    assert (moved.start, moved.words) == (start - 1, put.words)
    assert text[moved.start : moved.end] == put.words
    here = [coded for coded in ours.codings() if coded.id == lost.id]
    assert [coded.start for coded in here] == [vague - 1], "found by what is around it"
    assert len(report.moved) == 2 and not report.refused
    assert ours.problems() == []


def test_a_segment_whose_place_is_not_certain_is_refused_and_told(started: tuple[Study, Study]) -> None:
    ours, theirs = started
    change_text(theirs, lambda old: "Ja. " * 40 + old.replace("Nou, dat duurde 3 weken.", "Ja. " * 40))
    with Study.open(theirs.path) as other:
        put = coding.put_code(other, other.transcripts()[0].id, 80, 83, other.codes()[1].id, memo="Weg?")
    report = merge_study(ours, theirs.path)
    assert put.id not in {coded.id for coded in ours.codings()}
    assert [(one.start, one.new_start) for one in report.refused] == [(80, None)]
    assert {memo.text for memo in ours.memos()} == {"Van Anouk."}
    assert ours.problems() == []


@given(st.text("ab .", min_size=1, max_size=160), st.data())
def test_find_back_finds_the_same_words_in_their_place_or_nothing(old: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(old)))
    edited = old[:place] + data.draw(st.sampled_from(["", "x", "yy"])) + old[place + data.draw(st.integers(0, 1)) :]
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = find_back(old, edited, Span(start, end))
    shift = len(edited) - len(old)
    if found is None:
        return
    if end <= place:
        assert found == (start, end)
    elif start > place:
        assert found == (start + shift, end + shift)
    else:
        assert found.start in (start, start + shift) and found.end in (end, end + shift)


@pytest.mark.parametrize("kind", ["absent", "text", "damaged", "newer", "empty"])
def test_another_copy_that_cannot_be_used_changes_nothing(
    tmp_path: Path, kind: str, started: tuple[Study, Study]
) -> None:
    ours, theirs = started
    other = theirs.path / "study.db"
    theirs.close()
    if kind == "absent":
        other = tmp_path / "nergens"
    elif kind == "newer":
        with sqlite3.connect(other) as connection:
            connection.execute("INSERT INTO schema_version VALUES ('from-the-future', 999, '')")
    else:
        content = {"text": b"geen studie", "empty": b"", "damaged": other.read_bytes()[:5000] + b"\xff" * 9000}[kind]
        for name in ("study.db-wal", "study.db-shm"):
            (theirs.path / name).unlink(missing_ok=True)
        other.write_bytes(content)
    before, history = ours.dump(), ours.history()
    with pytest.raises(StudyUnusable):
        merge_study(ours, other)
    assert (ours.dump(), ours.history()) == (before, history)


def test_a_study_is_not_merged_with_itself(study: Study) -> None:
    with pytest.raises(WrongUsage, match="itself"):
        merge_study(study, study.path)


def test_of_two_settlements_of_one_difference_the_later_stands_with_its_codings(started: tuple[Study, Study]) -> None:
    ours, theirs = started
    transcript = ours.transcripts()[0].id
    one = coding.put_code(ours, transcript, 50, 60, ours.codes()[1].id)
    merge_study(theirs, ours.path)
    coders = [coder.id for coder in ours.coders()]
    difference = coding.Difference(transcript, 50, 60, "omission", *coders, one.code_id, first_codings=(one.id,))
    coding.settle(ours, difference, "first")
    coding.settle(theirs, difference, "neither", reason="Later.")
    report = merge_study(ours, theirs.path)
    (settled,) = ours.settlements()
    assert (settled.decision, settled.reason, settled.coding_ids) == ("neither", "Later.", ())
    assert not ours.codings(coder_ids=[coding.consensus_coder(ours).id])
    assert [(conflict.ours, conflict.theirs) for conflict in report.conflicts] == [("first", "neither")]
    assert ours.problems() == []


def test_a_text_de_identified_here_stays_so_and_takes_the_others_codings(started: tuple[Study, Study]) -> None:
    ours, theirs = started
    transcript = ours.transcripts()[0]
    old = ours.text(transcript.text_hash)
    place = old.index("Wachten")
    new = old[:place] + "[hier]" + old[place + len("Wachten") :]

    def moved(offset: int) -> int:
        return offset if offset <= place else offset - 1

    with ours.act("rename-transcript") as act:
        act.update("transcript", transcript.id, text_hash=ours.keep_text(act, new), characters=len(new))
        for row in act.find("turn"):
            act.update("turn", row["id"], **{name: moved(row[name]) for name in ("label_start", "start", "end")})
        for row in act.find("segment"):
            act.update("segment", row["id"], start=moved(row["start"]), end=moved(row["end"]))
    ours.compact()
    before = len(ours.codings())
    late = old.index("dat duurde 5")
    kept = coding.put_code(theirs, transcript.id, late, late + 18, theirs.codes()[1].id)
    inside = coding.put_code(theirs, transcript.id, place - 6, place + 8, theirs.codes()[2].id)
    report = merge_study(ours, theirs.path)
    assert ours.text(ours.transcripts()[0].text_hash) == new
    here = {one.id: one for one in ours.codings()}
    assert (here[kept.id].start, here[kept.id].words) == (late - 1, kept.words)
    assert here[inside.id].words == inside.words.replace("Wachten", "[hier]")
    assert len(here) == before + 2 and not report.refused and not report.conflicts
    assert ours.problems() == []
    with sqlite3.connect(ours.path / "study.db") as connection:
        kept_texts = connection.execute("SELECT sha256 FROM text_body").fetchall()
        journal = "".join(row[0] for row in connection.execute("SELECT rows FROM change WHERE merged_by IS NOT NULL"))
    assert kept_texts == [(fingerprint(new),)], "the text of before does not come back"
    assert "Wachten" not in journal
