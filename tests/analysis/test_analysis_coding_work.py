"""What the screens of axial and selective coding ask: saturation, kernlabels, doubles, progress, comparison."""

from __future__ import annotations

from dataclasses import replace

import pytest
from analysis_sample import AT, sample_view

from qualcode.analysis import (
    compared,
    empty_codes,
    near_doubles,
    once_used,
    saturated_after,
    saturation,
    standing,
    standings,
    unplaced,
    without_kernlabel,
    without_quotes,
    work_done,
)
from qualcode.store import values


def test_saturation_counts_a_code_where_it_first_comes() -> None:
    steps = saturation(sample_view())
    assert [(step.transcript, step.new, step.so_far) for step in steps] == [
        ("ouder-01", ("c1a", "c2", "c2a", "c3"), 4),
        ("ouder-02", (), 4),
        ("groep-01", ("c1",), 5),
    ]
    assert [step.used for step in steps] == [4, 3, 2]
    turned = saturation(sample_view(), order=["groep-01", "ouder-02", "ouder-01"], coder="Anouk")
    assert [len(step.new) for step in turned] == [2, 2, 1]


def test_saturated_after_the_run_of_interviews_without_a_new_code() -> None:
    steps = saturation(sample_view())
    quiet = [replace(steps[1], transcript=str(n)) for n in range(3)]
    assert saturated_after(steps) is None
    assert saturated_after([*steps, *quiet]) == 3
    assert saturated_after(steps, quiet=1) == 1


def test_a_kernlabel_says_who_carries_it_and_who_contradicts() -> None:
    found = standing(sample_view(), "k1")
    assert found.title == "(1) Wachten is verliezen"
    assert found.codes == ("c1a",)
    assert found.participants == ("Respondent 1",)
    assert found.against == ("Respondent 2",)
    assert found.by_attribute["model"] == {"VP": 1}
    assert (found.segments, found.coded_participants) == (2, 2)
    assert [link.kind for link in found.related] == ["contradicts"]
    assert [quote.evidence for quote in found.of_kind("best")] == ["best"]
    assert found.both == ()
    assert [one.kernlabel.id for one in standings(sample_view())] == ["k1", "k2"]


def test_near_doubles_by_name_and_by_shared_segments() -> None:
    view = sample_view()
    assert near_doubles(view) == []
    numbered = replace(view, codes=tuple(values.Code(f"f{n}", f"Fase {n}", "open") for n in (1, 2)), codings=())
    assert near_doubles(numbered, names=1.0) == []
    named = replace(view, codes=(*view.codes, values.Code("c5", "Het wachten", "open")))
    (pair,) = near_doubles(named)
    assert {pair.first, pair.second} == {"c1a", "c5"}
    assert pair.names == 1.0
    twice = tuple(
        values.Coding(f"z{n}", one.segment_id, "c4", one.coder_id, one.transcript_id, one.start, one.end, one.words, AT)
        for n, one in enumerate(view.codings)
        if one.code_id == "c3"
    )
    (pair,) = near_doubles(replace(view, codings=(*view.codings, *twice)))
    assert (pair.first, pair.second, pair.use, pair.shared) == ("c3", "c4", 1.0, 2)


def test_what_axial_coding_has_to_clear() -> None:
    view = sample_view()
    assert [code.id for code in empty_codes(view)] == ["c4"]
    assert [code.id for code in once_used(view)] == ["c1", "c2a"]
    assert [code.id for code in unplaced(view)] == ["c3", "c4"]
    assert [code.id for code in without_kernlabel(view)] == []
    assert [code.id for code in without_kernlabel(replace(view, relations=view.relations[:1]))] == ["c2"]
    assert [code.id for code in without_quotes(view)] == ["k2"]


def test_work_done_is_a_share_of_what_respondents_say() -> None:
    view = sample_view()
    done = {(one.transcript_id, one.coder_id): one for one in work_done(view)}
    assert len(done) == 6
    assert done[("ouder-01", "Anouk")].state == "done"
    assert done[("ouder-01", "Bram")].state == "coding"
    assert done[("groep-01", "Bram")].state == ""
    assert done[("groep-01", "Bram")].share == 0
    first = done[("ouder-02", "Bram")]
    speech = next(turn for turn in view.turns if turn.transcript_id == "ouder-02" and turn.role == "respondent")
    words = "Ze belde elke week, gewoon om te vragen hoe het ging 😊."
    assert first.share == pytest.approx(len(words) / (speech.end - speech.start))
    assert first.reached == pytest.approx(speech.end / len(view.text("ouder-02")))
    bare = work_done(replace(view, turns=(), speakers=()))
    assert 0 < bare[0].share < 1


def test_constant_comparison_lays_segments_side_by_side() -> None:
    view = sample_view()
    sides = compared(view, "c1", "c3")
    assert [(side.group, len(side.first), len(side.second), len(side.both)) for side in sides] == [
        ("Professional 9", 1, 0, 0),
        ("Respondent 1", 1, 1, 0),
        ("Respondent 2", 1, 1, 1),
    ]
    models = compared(view, "c2", by="model")
    assert [(side.group, [quote.transcript for quote in side.first]) for side in models] == [
        ("JGZ", ["ouder-02"]),
        ("VP", ["ouder-01", "groep-01", "ouder-01"]),
    ]
