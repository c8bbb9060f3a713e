"""Settling, rounds and blind coding: the originals never change, who decided what is kept, and nobody looks too early."""

from __future__ import annotations

import pytest
from conftest import interview
from hypothesis import given
from hypothesis import strategies as st

from qualcode import coding
from qualcode.coding import Difference, Placing
from qualcode.errors import Refused, WrongUsage
from qualcode.store import Study, counted_ids, values


@pytest.fixture
def disputed(study: Study) -> tuple[Study, Difference]:
    """Anouk and Bram put another code on nearly the same words."""
    coding.import_document(study, interview(lines=8))
    coding.import_document(study, interview("ouder-02"))
    first, second = (coding.make_code(study, name).id for name in ("wachten", "regie"))
    transcript = study.transcripts()[0].id
    mine = coding.put_code(study, transcript, 28, 45, first)
    with Study.open(study.path, coder="Bram", new_id=counted_ids(3)) as bram:
        other = coding.put_code(bram, transcript, 28, 49, second)
    return study, Difference(
        transcript, 28, 49, "code", mine.coder_id, other.coder_id, first, second, (mine.id,), (other.id,)
    )


def consensus(study: Study) -> list[tuple[int, int, str]]:
    """The codings of the third coder."""
    names = {code.id: code.name for code in study.codes()}
    coder = coding.consensus_coder(study)
    return [(one.start, one.end, names[one.code_id]) for one in study.codings(coder_ids=[coder.id])]


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [
        ("first", [(29, 45, "wachten")]),
        ("second", [(29, 48, "regie")]),
        ("both", [(29, 45, "wachten"), (29, 48, "regie")]),
        ("neither", []),
        ("skip", []),
    ],
)
def test_the_outcome_is_the_third_coders_and_the_originals_stay(
    disputed: tuple[Study, Difference], decision: str, outcome: list[tuple[int, int, str]]
) -> None:
    study, difference = disputed
    originals = study.codings()
    settled = coding.settle(study, difference, decision, reason="Samen besproken.")
    assert consensus(study) == outcome
    human = [one for one in study.codings() if one.coder_id != coding.consensus_coder(study).id]
    assert human == originals
    who = study.coder("Anouk")
    assert who is not None
    assert (settled.decision, settled.reason, settled.coder_id) == (decision, "Samen besproken.", who.id)
    assert study.settlements() == [settled]
    study.undo()
    assert study.settlements() == [] and consensus(study) == []


def test_an_edit_codes_something_else(disputed: tuple[Study, Difference]) -> None:
    study, difference = disputed
    coding.settle(
        study, difference, "edit", placings=[Placing(difference.transcript_id, 24, 45, difference.second_code)]
    )
    assert consensus(study) == [(24, 45, "regie")]
    with pytest.raises(Refused):
        coding.settle(study, difference, "edit")
    with pytest.raises(Refused):
        coding.settle(study, difference, "maybe")


def test_settling_again_replaces(disputed: tuple[Study, Difference]) -> None:
    study, difference = disputed
    first = coding.settle(study, difference, "both")
    with Study.open(study.path, coder="Bram", new_id=counted_ids(4)) as bram:
        swapped = Difference(
            difference.transcript_id,
            difference.start,
            difference.end,
            "code",
            difference.second_coder_id,
            difference.first_coder_id,
            difference.second_code,
            difference.first_code,
            difference.second_codings,
            difference.first_codings,
        )
        second = coding.settle(bram, swapped, "first")
        assert second.id == first.id, "the same place, named from the other side"
        assert consensus(bram) == [(29, 48, "regie")]
        bram.undo()
    assert len(consensus(study)) == 2
    assert study.settlements() == [first]
    coding.unsettle(study, first.id)
    assert consensus(study) == [] and study.settlements() == []


def test_agreed_codings_go_into_the_consensus_once(disputed: tuple[Study, Difference]) -> None:
    study, difference = disputed
    assert coding.settle_agreed(study, difference.first_codings) == 1
    assert coding.settle_agreed(study, difference.first_codings) == 0
    assert consensus(study) == [(29, 45, "wachten")]


def test_a_settled_difference_follows_a_code_that_is_merged(disputed: tuple[Study, Difference]) -> None:
    study, difference = disputed
    coding.settle(study, difference, "first")
    coding.merge_codes(study, [difference.first_code], difference.second_code)
    assert study.settlements()[0].first_code == difference.second_code
    assert study.problems() == []


@given(st.lists(st.uuids().map(str), min_size=1, max_size=40, unique=True), st.integers(), st.data())
def test_a_sample_is_drawn_the_same_for_the_same_seed(ids: list[str], seed: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(1, len(ids)))
    drawn = coding.draw_sample(ids, count=count, seed=seed)
    assert drawn == coding.draw_sample(ids, count=count, seed=seed)
    assert len(drawn) == count and [one for one in ids if one in drawn] == list(drawn)
    share = data.draw(st.floats(0.01, 1))
    assert 0 <= len(coding.draw_sample(ids, share=share, seed=seed)) - len(ids) * share < 1


def test_a_sample_that_cannot_be_drawn_is_told() -> None:
    assert coding.draw_sample(["a", "b", "c", "d"], count=4, seed=1) == ("a", "b", "c", "d")
    for wrong in ({"count": 3}, {"count": 0}, {"share": 0.0}, {"share": 1.5}, {}, {"count": 1, "share": 0.5}):
        with pytest.raises(WrongUsage):
            coding.draw_sample(["a", "b"], seed=1, **wrong)  # type: ignore[arg-type]


def test_a_round_keeps_the_codebook_and_warns_when_it_changed(disputed: tuple[Study, Difference]) -> None:
    study, difference = disputed
    coders = [coder.id for coder in study.coders()]
    transcripts = [one.id for one in study.transcripts()]
    training = coding.make_round(study, "Training", kind="training", transcripts=transcripts[:1], coders=coders, seed=7)
    assert (training.seed, training.closed, list(training.transcripts)) == (7, None, transcripts[:1])
    coding.change_code(study, difference.first_code, colour="#CC0000", shortcut="w")
    assert coding.round_warnings(study) == [], "a colour changes no meaning"
    closed = coding.close_round(study, training.id)
    assert closed.closed and not coding.codebook_changes(study, closed)
    coding.change_code(study, difference.first_code, definition="Scherper.")
    assert not coding.codebook_changes(study, closed)
    second = coding.make_round(study, "Ronde 1", transcripts=transcripts, coders=coders)
    coding.make_code(study, "gevoel")
    coding.remove_code(study, coding.make_code(study, "weg").id)
    assert coding.codebook_changes(study, second) == coding.CodebookChange(added=("gevoel",))
    between, during = coding.round_warnings(study)
    assert "'Training'" in between and "wachten" in between and "gevoel" in during
    with pytest.raises(Refused, match="closed"):
        coding.close_round(study, training.id)
    for wrong in ({"name": "Ronde 1"}, {"name": " "}, {"kind": "x"}, {"coders": coders[:1]}, {"transcripts": []}):
        given_ = {"name": "Nieuw", "transcripts": transcripts, "coders": coders, **wrong}
        with pytest.raises(Refused):
            coding.make_round(study, given_.pop("name"), **given_)  # type: ignore[arg-type]


def test_blind_coding_hides_others_until_all_are_done(disputed: tuple[Study, Difference]) -> None:
    study = disputed[0]
    first, second = study.transcripts()
    anouk, bram = (coder.id for coder in study.coders())
    assert coding.visible_coders(study) == {first.id: {anouk, bram}, second.id: {anouk, bram}}
    coding.set_blind(study, True)
    assert coding.is_blind(study)
    assert coding.visible_coders(study) == {first.id: {anouk}, second.id: {anouk}}
    coding.mark_progress(study, first.id, "done")
    assert coding.visible_coders(study)[first.id] == {anouk}, "the other is still at work"
    coding.mark_progress(study, first.id, "done", coder_id=bram)
    assert coding.visible_coders(study)[first.id] == {anouk, bram}
    with Study.open(study.path, coder="Cor") as supervisor:
        assert coding.visible_coders(supervisor)[first.id] == {""}
        coding.set_blind(supervisor, True, sees_all=[supervisor.join("Cor").id])
        assert coding.visible_coders(supervisor)[first.id] >= {anouk, bram}
    coding.make_round(study, "Ronde 1", transcripts=[second.id], coders=[anouk, bram])
    coding.mark_progress(study, second.id, "done")
    assert coding.visible_coders(study)[second.id] == {anouk}, "who is in the round and has not begun is waited for"
    coding.set_blind(study, False)
    assert not coding.is_blind(study)


def test_consensus_may_be_seen_when_all_are_done() -> None:
    assert coding.visible_among("a", {"a", "b"}, {"a"}, ["a", "b", "k"]) == {"a"}
    assert coding.visible_among("a", {"a", "b"}, {"b", "a", "c"}, ["a", "b", "k"]) == {"a", "b", "k"}
    assert values.DECISIONS[-1] == "skip"
