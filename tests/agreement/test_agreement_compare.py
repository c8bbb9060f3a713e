"""compare: what is counted, over what, and when there is no number."""

from __future__ import annotations

from typing import Any

import pytest

from qualcode.agreement import Mark, Tolerance, TranscriptUnits, compare
from qualcode.errors import WrongUsage

A, B, C = "anna", "bram", "cas"


def thousand_characters() -> TranscriptUnits:
    return TranscriptUnits("t1", 1000, turns=tuple((n, n + 100) for n in range(0, 1000, 100)))


def test_the_nvivo_example_in_spans() -> None:
    """50 characters coded by both, 150 by one, 800 by neither: 85 % (NVivo's manual)."""
    marks = [Mark(A, "t1", "x", 0, 125), Mark(B, "t1", "x", 75, 150), Mark(B, "t1", "x", 200, 250)]
    row = compare(marks, [thousand_characters()], [A, B], least_uses=1).row("x")
    assert (row.counts.both, row.counts.a_only, row.counts.b_only, row.counts.neither) == (50, 75, 75, 800)
    assert row.figure("percent").value == pytest.approx(0.85)
    assert row.figure("kappa").value == pytest.approx(0.3142857142857143)
    assert row.figure("alpha").value == pytest.approx(1 - 1999 * 150 / (250 * 1750))


def test_turns_are_coded_by_any_overlap_or_by_a_share() -> None:
    marks = [Mark(A, "t1", "x", 0, 150), Mark(B, "t1", "x", 0, 100)]
    any_overlap = compare(marks, [thousand_characters()], [A, B], unit="turn", least_uses=1).row("x").counts
    assert (any_overlap.both, any_overlap.a_only, any_overlap.neither) == (1, 1, 8)
    most = compare(marks, [thousand_characters()], [A, B], unit="turn", share=0.51, least_uses=1).row("x").counts
    assert (most.both, most.a_only, most.neither) == (1, 0, 9)


def test_the_coded_base_leaves_out_what_nobody_coded() -> None:
    marks = [Mark(A, "t1", "x", 0, 100), Mark(B, "t1", "x", 50, 150), Mark(A, "t1", "y", 400, 500)]
    row = compare(marks, [thousand_characters()], [A, B], base="coded", least_uses=1).row("x")
    assert (row.counts.both, row.counts.neither, row.counts.total) == (50, 100, 250)
    assert row.figure("percent").base == "coded"


def test_what_a_coder_has_not_done_is_missing_and_not_zero() -> None:
    texts = [TranscriptUnits("t1", 100), TranscriptUnits("t2", 100)]
    marks = [Mark(A, "t1", "x", 0, 10), Mark(B, "t1", "x", 0, 10), Mark(A, "t2", "x", 0, 50)]
    report = compare(marks, texts, [A, B], done={A: {"t1", "t2"}, B: {"t1"}}, least_uses=1)
    assert report.missing == ((B, "t2"),)
    assert report.transcripts == 1
    assert report.row("x").counts.total == 100
    assert report.row("x").figure("kappa").value == 1


def test_marks_of_a_coder_who_is_not_done_do_not_count() -> None:
    marks = [Mark(coder, "t1", "x", 0, 100) for coder in (A, B)] + [Mark(C, "t1", "x", 0, 900)]
    report = compare(marks, [thousand_characters()], [A, B, C], done={A: {"t1"}, B: {"t1"}, C: set()}, least_uses=1)
    assert report.row("x").counts.coded == (100, 100, 0)
    assert report.row("x").figure("alpha").value == 1
    assert [pair.transcripts for pair in report.pairs] == [1, 0, 0]


def test_five_codings_are_enough() -> None:
    marks = [Mark(c, "t1", "x", n * 20, n * 20 + 10) for c, ns in ((A, (0, 1, 2)), (B, (0, 1))) for n in ns]
    assert compare(marks, [thousand_characters()], [A, B]).row("x").figure("kappa").state == "value"
    assert compare(marks[1:], [thousand_characters()], [A, B]).row("x").figure("kappa").state == "too-few"


def test_codes_together_are_pooled_over_those_that_were_used() -> None:
    marks = [Mark(A, "t1", "x", 0, 100), Mark(B, "t1", "x", 0, 100)]
    marks += [Mark(c, "t1", "y", n, n + 10) for c, n in ((A, 200), (A, 300), (B, 200), (B, 400), (B, 500))]
    report = compare(marks, [thousand_characters()], [A, B], codes=["x", "y", "never"], least_uses=0)
    percents = [report.row(code).figure("percent").value for code in "xy"]
    assert report.overall.figure("percent").value == pytest.approx(sum(p for p in percents if p is not None) / 2)
    assert report.overall.figure("holsti").value == pytest.approx(2 * 2 / (3 + 4))
    assert report.overall.figure("f1").value == pytest.approx(2 * 110 / (120 + 130))
    # 1 - sum(1 - Po) / sum(1 - Pe): x has Po 1 and Pe .82, y has Po .97 and Pe .02 * .03 + .98 * .97
    assert report.overall.figure("kappa").value == pytest.approx(1 - 0.03 / (0.18 + 1 - 0.0006 - 0.9506))


def test_no_number_where_a_number_would_mean_nothing() -> None:
    marks = [Mark(A, "t1", "often", n * 20, n * 20 + 10) for n in range(8)]
    marks += [Mark(A, "t1", "rare", 0, 10), Mark(B, "t1", "rare", 0, 10)]
    report = compare(marks, [thousand_characters()], [A, B], codes=["never", "often", "rare"])
    never, often, rare = (report.row(code).figure("kappa") for code in ("never", "often", "rare"))
    assert (never.state, never.reason, never.value) == ("undefined", "never-used", None)
    assert (often.state, often.reason, often.value) == ("undefined", "one-coder", None)
    assert (rare.state, rare.reason, rare.value) == ("too-few", "rare", None)
    assert report.row("often").figure("percent").state == "value"


def test_more_coders_have_a_joint_figure_and_a_matrix_of_pairs() -> None:
    marks = [Mark(coder, "t1", "x", 0, 100) for coder in (A, B)] + [Mark(C, "t1", "x", 500, 600)]
    report = compare(marks, [thousand_characters()], [A, B, C], least_uses=1)
    assert [(pair.first, pair.second) for pair in report.pairs] == [(A, B), (A, C), (B, C)]
    assert [pair.row.figure("kappa").value for pair in report.pairs] == pytest.approx([1, -1 / 9, -1 / 9])
    assert report.overall.figure("kappa").variant == "conger-1980"
    assert report.row("x").counts.coded_by == (800, 100, 100, 0)


def test_edges_within_the_tolerance_count_as_the_same() -> None:
    marks = [Mark(A, "t1", "x", 100, 200), Mark(B, "t1", "x", 104, 203)]
    texts = [thousand_characters()]
    strict = compare(marks, texts, [A, B], least_uses=1).row("x")
    loose = compare(marks, texts, [A, B], tolerance=Tolerance("characters", 5), least_uses=1).row("x")
    assert strict.figure("holsti").value == 0
    assert loose.figure("holsti").value == 1
    assert strict.figure("kappa").value != 1
    assert loose.figure("kappa").value == 1
    assert loose.figure("kappa").tolerance == "characters:5"


def test_codes_can_be_rolled_up_to_their_parent() -> None:
    marks = [Mark(A, "t1", "x1", 0, 100), Mark(B, "t1", "x2", 0, 100)]
    leaf = compare(marks, [thousand_characters()], [A, B], least_uses=1)
    parent = compare(
        marks, [thousand_characters()], [A, B], rollup={"x1": "x", "x2": "x"}, level="parent", least_uses=1
    )
    assert leaf.overall.figure("f1").value == 0
    assert parent.row("x").figure("f1").value == 1
    assert (leaf.level, parent.level) == ("leaf", "parent")


def test_rows_by_transcript_and_by_family() -> None:
    texts = [thousand_characters(), TranscriptUnits("t2", 1000)]
    marks = [Mark(c, t, "x", 0, 100) for c in (A, B) for t in ("t1", "t2")] + [Mark(A, "t2", "y", 300, 400)]
    by_transcript = compare(marks, texts, [A, B], by="transcript")
    assert [row.key for row in by_transcript.rows] == ["t1", "t2"]
    assert by_transcript.row("t1").figure("kappa").value == 1
    by_family = compare(marks, texts, [A, B], by="family", families={"x": "f", "y": "g"})
    assert by_family.row("f").figure("kappa").value == 1
    assert by_family.row("g").figure("kappa").value == 0


@pytest.mark.parametrize(
    "options",
    [{"unit": "page"}, {"base": "some"}, {"by": "day"}, {"unit": "window"}, {"unit": "word"}],
)
def test_a_choice_that_does_not_exist_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(WrongUsage):
        compare([], [thousand_characters()], [A, B], **options)
