"""`qualcode agreement` as a user types it: tables, reports, and a clear sentence where there is nothing to reckon with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import interview

from qualcode.cli import main
from qualcode.coding import Placing, import_document, make_code, make_round, mark_progress, put_codes, set_blind
from qualcode.coding.sample import build_sample_study
from qualcode.i18n import set_language
from qualcode.store import Study


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    set_language("en")
    made = tmp_path_factory.mktemp("agreement") / "study"
    build_sample_study(made).close()
    yield made
    set_language("en")


def run(folder: Path, *words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["agreement", "--coders", "Anouk,Bram", *words, "--study", str(folder), "--lang", "en"])
    return int(ended.value.code or 0)


def test_the_table_is_worst_first_and_says_its_settings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:3] == ["code", "Anouk", "Bram"]
    assert lines[1].startswith("Zwak")
    assert "9 transcripts compared; unit: character, base: all text" in "\n".join(lines)
    assert any("too few: it was used too seldom" in line for line in lines)
    assert any(line.startswith("On the other base (coded text only): Percent agreement") for line in lines)


@pytest.mark.parametrize(
    "words",
    [
        ("--unit", "turn"),
        ("--unit", "sentence", "--base", "coded"),
        ("--unit", "word", "--tolerance", "words:1"),
        ("--unit", "window:200", "--by", "transcript"),
        ("--unit", "segment:Anouk"),
        ("--unit", "turn", "--share", "0.5"),
        ("--by", "family", "--level", "leaf"),
        ("--level", "parent", "--tolerance", "share:0.9"),
        ("--level", "family", "--tolerance", "characters:5"),
        ("--bootstrap", "50", "--seed", "7", "--resample", "turn"),
        ("--unitizing", "--gamma", "--before-after", "--disagreements", "--all"),
    ],
)
def test_every_choice_gives_a_table(folder: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, *words) == 0
    assert "all together" in capsys.readouterr().out


def test_without_names_the_two_who_did_most_are_taken_and_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder) == 0
    named = capsys.readouterr()
    assert "who did most" not in named.err
    assert run(folder, "--coders", "") == 0
    taken = capsys.readouterr()
    assert taken.out == named.out
    assert "Coders: Anouk, Bram, who did most together" in taken.err


def test_segments_that_a_coder_or_a_code_cut_are_the_units(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bram judges the three segments that the supervisor cut with a code; what he marked elsewhere is outside of them."""
    made = tmp_path / "study"
    with Study.create(made, coder="Sofie") as study:
        document = import_document(study, interview("gesprek", 12))
        answers = [turn.start for turn in study.turns(document.id) if turn.label == "R"]
        cut, good = (make_code(study, name) for name in ("Fragment", "Goed"))
        put_codes(study, [Placing(document.id, at, at + 20, cut.id) for at in answers[:3]])
        for name, places in (("Anouk", (0, 1, 5)), ("Bram", (1, 2, 3))):
            who = study.join(name)
            spans = [(answers[place] + 5, answers[place] + 12) for place in places]
            put_codes(study, [Placing(document.id, start, end, good.id) for start, end in spans], coder_id=who.id)
            mark_progress(study, document.id, "done", coder_id=who.id)
    for cutter in ("Fragment", "Sofie"):
        assert run(made, "--unit", f"segment:{cutter}", "--json") == 0
        said = json.loads(capsys.readouterr().out)
        (row,) = [row for row in said["bases"]["all"]["rows"] if row["name"] == "Goed"]
        assert (row["counts"]["total"], row["counts"]["coded_by"]) == (3, [0, 2, 1])
        assert f"pre-cut segment (those of {cutter})" in said["sentence"]["en"]
        assert "Fragment" not in [row["name"] for row in said["bases"]["all"]["rows"]], "what cuts is no answer"
    assert run(made, "--unit", "segment:Niemand") == 1
    assert "no coder and no code" in capsys.readouterr().err


def test_a_unit_may_have_to_be_coded_for_a_part(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    coded = []
    for share in ("0", "0.5", "1"):
        assert run(folder, "--unit", "turn", "--share", share, "--json") == 0
        said = json.loads(capsys.readouterr().out)
        coded.append(sum(said["bases"]["all"]["overall"]["counts"]["coded"]))
        assert ("counted as coded when at least" in said["sentence"]["en"]) == (share != "0")
    assert coded[0] > coded[1] > coded[2] > 0
    assert run(folder, "--unit", "turn", "--share", "0.5") == 0
    assert "unit: turn, from 50 % coded" in capsys.readouterr().out


def test_the_same_seed_gives_the_same_intervals(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for _time in range(2):
        assert run(folder, "--bootstrap", "50", "--seed", "3", "--json") == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    interval = json.loads(said[0])["bases"]["all"]["overall"]["figures"][4]["interval"]
    assert (interval["seed"], interval["draws"]) == (3, 50)


@pytest.mark.parametrize(
    "words",
    [
        ("--unit", "letter"),
        ("--unit", "window"),
        ("--unit", "segment"),
        ("--base", "half"),
        ("--unit", "turn", "--share", "2"),
        ("--by", "day"),
        ("--level", "top"),
        ("--tolerance", "words:half"),
        ("--tolerance", "share:2"),
        ("--to", "report.pdf"),
        ("--bootstrap", "5", "--resample", "letter"),
    ],
)
def test_a_word_that_is_no_choice_is_wrong_usage(
    folder: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, *words) == 2
    assert capsys.readouterr().err.startswith("qualcode: ")


def test_every_difference_is_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--disagreements") == 0
    said = capsys.readouterr().out
    number = int(next(line for line in said.splitlines() if "to settle" in line).split()[0])
    listed = said.partition("\n\nno. ")[2].splitlines()[1:]
    assert len(listed) == number > 0


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".md", ".json"])
def test_a_report_is_written(folder: Path, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--to", str(tmp_path / f"report{suffix}")) == 0
    assert (tmp_path / f"report{suffix}").stat().st_size > 1000
    assert "Written: " in capsys.readouterr().out


def test_a_round_takes_its_own_transcripts_and_coders(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Study.open(folder, coder="Anouk") as study:
        coders = [coder.id for coder in study.coders()][:2]
        done = [mark.transcript_id for mark in study.progress() if mark.coder_id == coders[1]]
        make_round(study, "Ronde 1", transcripts=done[:2], coders=coders, seed=1)
    assert run(folder, "--round", "Ronde 1", "--coders", "") == 0
    assert "2 transcripts compared" in capsys.readouterr().out
    assert run(folder, "--round", "Ronde 9") == 1
    assert "Ronde 1" in capsys.readouterr().err


def test_without_marks_of_done_there_is_nothing_to_compare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = tmp_path / "study"
    with build_sample_study(made) as study:
        for mark in study.progress():
            mark_progress(study, mark.transcript_id, None, coder_id=mark.coder_id)
    assert run(made) == 1
    assert "No transcript is marked as done by two of these coders." in capsys.readouterr().err
    assert run(made, "--all") == 0


def test_a_blind_study_hides_what_is_not_done_by_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = tmp_path / "study"
    with build_sample_study(made) as study:
        set_blind(study, True)
        bram = study.coder("Bram")
        assert bram is not None
        mark = next(mark for mark in study.progress() if mark.coder_id == bram.id)
        mark_progress(study, mark.transcript_id, "coding", coder_id=bram.id)
    with pytest.raises(SystemExit):
        main(["agreement", "--coders", "Anouk,Bram", "--all", "--study", str(made), "--coder", "Anouk", "--lang", "en"])
    said = capsys.readouterr().out
    assert "8 transcripts compared" in said
    assert "1 transcript left out: the study is coded blind" in said
