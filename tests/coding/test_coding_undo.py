"""One journal: whatever is done, undoing it all gives the same bytes, and doing it again the bytes of before."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from coding_acts import ACTS, play, small_book
from conftest import interview
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import coding
from qualcode.coding.history import ACT_TEXTS, describe
from qualcode.errors import QualcodeError, Refused
from qualcode.store import Study, counted_ids, stepping_clock
from qualcode.store.journal import LASTING_ACTS


@settings(max_examples=25)
@given(st.data())
def test_undoing_everything_gives_the_same_bytes(data: st.DataObject) -> None:
    def choose(limit: int) -> int:
        return data.draw(st.integers(0, max(limit, 1) - 1))

    with (
        tempfile.TemporaryDirectory() as folder,
        Study.create(Path(folder) / "s", coder="Anouk", now=stepping_clock(), new_id=counted_ids()) as study,
    ):
        coding.import_document(study, interview("begin", 6), participant="Respondent 1")
        coding.import_codebook(study, small_book())
        coding.consensus_coder(study)
        states = [study.dump()]
        for name in data.draw(st.lists(st.sampled_from(sorted(ACTS)), min_size=5, max_size=25)):
            play(study, name, choose)
            if study.dump() != states[-1]:
                states.append(study.dump())
            assert not study.problems()
        done = [change for change in study.history() if change.act not in LASTING_ACTS]
        assert len(done) == len(states) + 1, "one act, one change; two acts before the first state"
        for expected in reversed(states[:-1]):
            assert study.undo() is not None
            assert study.dump() == expected
        for expected in states[1:]:
            assert study.redo() is not None
            assert study.dump() == expected
        assert study.redo() is None
        assert not study.problems()


def test_a_new_act_ends_what_could_be_redone(study: Study) -> None:
    coding.make_code(study, "een")
    study.undo()
    coding.make_code(study, "twee")
    assert study.redo() is None
    study.undo()
    assert [code.name for code in study.codes()] == []
    assert study.redo() is not None
    assert [code.name for code in study.codes()] == ["twee"]


def test_undo_does_not_step_over_another_coder(study: Study, tmp_path: Path) -> None:
    code = coding.make_code(study, "een")
    with Study.open(tmp_path / "study", coder="Bram") as other:
        coding.change_code(other, code.id, name="anders")
        assert other.undo() is not None
        coding.change_code(other, code.id, name="toch anders")
    with pytest.raises(Refused, match="changed again"):
        study.undo()
    assert [one.name for one in study.codes()] == ["toch anders"]


def test_a_refused_act_leaves_nothing(study: Study) -> None:
    coding.import_document(study, interview())
    before, history = study.dump(), study.history()
    with pytest.raises(QualcodeError):
        coding.put_code(study, study.transcripts()[0].id, 0, 99_999, "no-such-code")
    assert (study.dump(), study.history()) == (before, history)


def test_every_act_is_told_in_the_history() -> None:
    import re

    package = Path(coding.__file__).parent
    named = set()
    for file in package.rglob("*.py"):
        named |= set(re.findall(r'study\.act\(\s*"([a-z-]+)"(?: if \w+ else "([a-z-]+)")?', file.read_text("utf-8")))
    acts = {act for pair in named for act in pair if act} | set(LASTING_ACTS)
    assert acts - set(ACT_TEXTS) == set()


def test_the_history_names_no_words_of_a_participant(study: Study) -> None:
    transcript = coding.import_document(study, interview())
    coding.put_in_vivo(study, transcript.id, 28, 45)
    told = " ".join(describe(change) for change in study.history())
    assert "duurde" not in told and "ouder-01" in told


@pytest.mark.parametrize("fields", [{"colour": "rood"}, {"shortcut": "ab"}, {"level": "half"}, {"name": " "}])
def test_a_code_that_will_not_do_is_refused_and_nothing_is_stored(study: Study, fields: dict[str, str]) -> None:
    code = coding.make_code(study, "een", colour="#0072B2")
    before = study.dump()
    with pytest.raises(Refused):
        coding.change_code(study, code.id, **fields)
    assert study.dump() == before


def test_undo_passes_over_what_the_program_did_of_its_own_accord(study: Study) -> None:
    transcript = coding.import_document(study, interview())
    code = coding.make_code(study, "een")
    coding.keep_suggestions(study, [coding.Proposed(transcript.id, code.id, 28, 45, 0.5)], by_itself=True)
    undone = study.undo()
    assert undone is not None and undone.act == "make-code"
    assert study.codes() == [] and study.suggestions() == []
    coding.keep_suggestions(study, [], by_itself=True)
    redone = study.redo()
    assert redone is not None and redone.act == "make-code"
    assert [one.name for one in study.codes()] == ["een"]
    assert study.redo() is None


def test_suggestions_that_the_coder_asked_for_are_an_act_of_their_own(study: Study) -> None:
    transcript = coding.import_document(study, interview())
    code = coding.make_code(study, "een")
    coding.keep_suggestions(study, [coding.Proposed(transcript.id, code.id, 28, 45, 0.5)])
    assert study.undo() is not None
    assert study.suggestions() == [] and study.codes() == [code]
