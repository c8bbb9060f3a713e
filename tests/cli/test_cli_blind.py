"""Blind coding: whatever a coder asks for, she is answered as if the others had done nothing in what is hidden from her."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode import coding
from qualcode.cli import main
from qualcode.coding.sample import build_sample_study
from qualcode.store import Study, counted_ids, stepping_clock
from qualcode.tui.views import coding_view, home_view
from qualcode.tui.views_agreement_rounds import rounds_view
from qualcode.tui.views_codebook import codebook_view
from qualcode.tui.views_history import history_view
from qualcode.tui.views_memos import memos_view

HIDDEN = 0
"""The transcript that Bram has not done."""


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Two blind studies that differ only in what Bram did where Anouk must not look."""
    plain, more = (tmp_path_factory.mktemp("blind") / name for name in ("plain", "more"))
    with build_sample_study(plain) as study:
        bram = study.coder("Bram")
        assert bram is not None
        coding.mark_progress(study, study.transcripts()[HIDDEN].id, "coding", coder_id=bram.id)
        coding.set_blind(study, True)
    shutil.copytree(plain, more)
    clock = stepping_clock("2026-02-02T00:00:00+00:00")
    with Study.open(more, coder="Bram", now=clock, new_id=counted_ids(7)) as study:
        work_of_bram(study)
    yield plain, more


def work_of_bram(study: Study) -> None:
    """Every act that tells where he coded, in a transcript that is hidden from the others."""
    transcript, codes = study.transcripts()[HIDDEN], study.codes()
    answers = [turn for turn in study.turns(transcript.id) if turn.end - turn.start > 60]
    first, second, third = [(turn.start, turn.end) for turn in answers[:3]]
    kept = coding.put_code(study, transcript.id, *first, codes[3].id)
    coding.put_codes(study, [coding.Placing(transcript.id, *first, codes[5].id)])
    gone = coding.put_code(study, transcript.id, *second, codes[6].id)
    coding.write_memo(study, "coding", kept.id, "GEHEIM")
    coding.write_memo(study, "segment", kept.segment_id, "GEHEIM")
    coding.write_memo(study, "transcript", transcript.id, "GEHEIM")
    coding.recode(study, [gone.id], codes[7].id)
    coding.resize_coding(study, gone.id, second[0], second[1] - 9)
    coding.take_off(study, [gone.id])
    study.undo()
    study.redo()
    kernlabel = next(code for code in codes if code.level == "selective")
    coding.link_quotes(study, kernlabel.id, [kept.segment_id])
    proposals = [coding.Proposed(transcript.id, codes[at].id, *third, 0.5) for at in (8, 9)]
    taken, refused = coding.keep_suggestions(study, proposals)
    coding.accept(study, taken.id)
    coding.reject(study, [refused.id])


def answer(folder: Path, words: str, capsys: pytest.CaptureFixture[str], to: Path) -> str:
    with pytest.raises(SystemExit):
        main([*words.replace("FILE", str(to)).split(), "--study", str(folder), "--coder", "Anouk", "--lang", "en"])
    said = capsys.readouterr()
    written = to.read_text() if "FILE" in words else ""
    return (said.out + said.err + written).replace(str(folder), "STUDY")


COMMANDS = (
    "study --json",
    "transcripts --json",
    "participants --json",
    "codes --json",
    "codings --json",
    "codings --by Bram",
    "memos --json",
    "quotes --json",
    "find transcript:ouder-01 --json",
    "matrix --rows code --cols transcript --json",
    "matrix --rows coder --cols transcript --cells words --json",
    "codebook --to FILE.md",
    "codebook --to FILE.yaml",
    "kernlabels --json",
    "report --to FILE.md",
    "audit --to FILE.csv",
    "history --json",
    "agreement --json",
    "agreement --all --disagreements",
    "agreement --all --unit segment:Bram",
    "round list --json",
    "suggest --evaluate",
)


@pytest.mark.parametrize("words", COMMANDS)
def test_no_command_tells_what_is_hidden(
    studies: tuple[Path, Path], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = words.partition("FILE")[2]
    answers = [
        answer(folder, words.replace(f"FILE{name}", "FILE"), capsys, tmp_path / f"x{name}") for folder in studies
    ]
    assert len(answers[0]) > 2
    assert answers[0] == answers[1]


def test_no_screen_reads_what_is_hidden(studies: tuple[Path, Path]) -> None:
    seen = []
    for folder in studies:
        with Study.open(folder, coder="Anouk") as study:
            transcript = study.transcripts()[HIDDEN].id
            seen.append(
                (
                    home_view(study),
                    coding_view(study, transcript),
                    codebook_view(study),
                    memos_view(study),
                    history_view(study),
                    rounds_view(study),
                )
            )
    for plain, more in zip(*seen, strict=True):
        assert plain == more


def test_bram_sees_all_of_his_own_work(studies: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["memos", "--study", str(studies[1]), "--coder", "Bram", "--lang", "en"])
    assert capsys.readouterr().out.count("GEHEIM") == 3


def test_what_another_did_to_the_shared_codebook_is_told_without_where(tmp_path: Path) -> None:
    with build_sample_study(tmp_path / "study") as study:
        bram = study.coder("Bram")
        assert bram is not None
        coding.mark_progress(study, study.transcripts()[HIDDEN].id, "coding", coder_id=bram.id)
        coding.set_blind(study, True)
    with Study.open(tmp_path / "study", coder="Bram") as study:
        transcript = study.transcripts()[HIDDEN]
        turn = next(turn for turn in study.turns(transcript.id) if turn.end - turn.start > 60)
        coding.put_in_vivo(study, transcript.id, turn.start, turn.start + 20)
    with Study.open(tmp_path / "study", coder="Anouk") as study:
        (newest,) = coding.changes_seen(study, 1)
        assert (newest.act, list(newest.about)) == ("make-code", ["code"])
    with Study.open(tmp_path / "study", coder="Bram") as study:
        assert coding.changes_seen(study, 1)[0].act == "put-in-vivo"


def test_who_sees_all_stays_so_until_told_otherwise(study: Study) -> None:
    cor = study.join("Cor").id
    coding.set_blind(study, True, sees_all=[cor])
    coding.set_blind(study, False)
    coding.set_blind(study, True)
    assert [coder.name for coder in coding.coders_who_see_all(study)] == ["Cor"]
    coding.set_blind(study, True, sees_all=[])
    assert coding.coders_who_see_all(study) == []
