"""Rounds, blind coding and settling from the command line, for who works without the screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualcode.cli import main
from qualcode.coding import is_blind, mark_progress, write_memo
from qualcode.coding.sample import build_sample_study
from qualcode.store import Study


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "study"
    build_sample_study(made).close()
    return made


def run(folder: Path, *words: str, coder: str = "Anouk") -> int:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--study", str(folder), "--coder", coder, "--lang", "en"])
    return int(ended.value.code or 0)


def test_a_round_is_drawn_listed_and_closed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "round", "list") == 0
    assert "Nothing yet." in capsys.readouterr().out
    make = ("round", "make", "Training", "--kind", "training", "--coders", "Anouk,Bram", "--draw", "3", "--seed", "7")
    assert run(folder, *make) == 0
    said = capsys.readouterr().out
    assert "Training: " in said and "seed 7" in said
    assert run(folder, "round", "list", "--json") == 0
    (one,) = json.loads(capsys.readouterr().out)
    with Study.open(folder, coder="Anouk") as study:
        names = [row.name for row in study.transcripts() if row.id in study.rounds()[0].transcripts]
    assert one["transcripts"] == names and len(names) == 3
    assert (one["name"], one["kind"], one["seed"], one["coders"]) == ("Training", "training", 7, ["Anouk", "Bram"])
    assert all(name in said for name in names)
    assert run(folder, "round", "close", "training") == 0
    assert run(folder, "round", "close", "training") == 1
    assert "closed already" in capsys.readouterr().err


def test_a_round_of_chosen_transcripts_has_no_seed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make = ("round", "make", "Ronde 1", "--coders", "Anouk,Bram", "--transcript", "ouder-01")
    assert run(folder, *make, "--transcript", "ouder-02") == 0
    assert run(folder, "round", "list") == 0
    listed = capsys.readouterr().out
    assert "ouder-01, ouder-02" in listed and "Ronde 1" in listed
    assert run(folder, *make, "--draw", "3") == 2, "either drawn or named"
    assert run(folder, "round", "make", "Ronde 2", "--coders", "Anouk,Bram") == 2
    assert run(folder, "round", "make", "Ronde 2", "--coders", "Anouk,Niemand", "--draw", "1") == 1
    assert run(folder, "round", "make", "Ronde 2", "--coders", "Anouk", "--draw", "1") == 1
    assert run(folder, "round", "vouwen") == 2


def test_blind_coding_hides_what_others_coded_in_every_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Study.open(folder, coder="Bram") as study:
        bram = study.coder()
        assert bram is not None
        transcript = study.transcripts()[0]
        mark_progress(study, transcript.id, "coding")
        own = study.codings(transcript_id=transcript.id, coder_ids=[bram.id])
        write_memo(study, "coding", own[0].id, "Geheim van Bram")
    assert run(folder, "blind", "on") == 0
    with Study.open(folder, coder="Anouk") as study:
        assert is_blind(study)
    capsys.readouterr()
    assert run(folder, "codings", "--transcript", transcript.name, "--json") == 0
    captured = capsys.readouterr()
    assert {one["coder"] for one in json.loads(captured.out)} == {"Anouk"}
    assert "codings of others stay hidden" in captured.err
    assert run(folder, "memos") == 0
    assert "Geheim" not in capsys.readouterr().out
    for words in (("quotes", "--json"), ("find", f"transcript:{transcript.name}", "--json")):
        if run(folder, *words) == 0:
            assert own[0].id not in capsys.readouterr().out
    assert run(folder, "memos", coder="Bram") == 0
    assert "Geheim" in capsys.readouterr().out, "one's own is never hidden"
    assert run(folder, "blind", "on", "--sees-all", "Bram") == 0
    assert run(folder, "codings", "--transcript", transcript.name, coder="Bram") == 0
    captured = capsys.readouterr()
    assert "Anouk" in captured.out and "hidden" not in captured.err
    assert run(folder, "blind", "off") == 0
    assert run(folder, "blind") == 0
    assert "not blind" in capsys.readouterr().out
    assert run(folder, "blind", "misschien") == 2


def test_differences_are_settled_by_their_number(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "agreement", "--coders", "Anouk,Bram", "--disagreements") == 0
    listed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("1 ")]
    assert listed, "every difference has a number to name it by"
    settle = ("settle", "1", "first", "--coders", "Anouk,Bram", "--reason", "Staat in het codeboek")
    assert run(folder, *settle) == 0
    with Study.open(folder, coder="Anouk") as study:
        (one,) = study.settlements()
    assert (one.decision, one.reason) == ("first", "Staat in het codeboek")
    assert run(folder, "agreement", "--coders", "Anouk,Bram") == 0
    assert "283 differences; 282 to settle." in capsys.readouterr().out
    with Study.open(folder, coder="Anouk") as study:
        transcript, code = study.transcripts()[0], study.codes()[0]
        (turn,) = [turn for turn in study.turns(transcript.id) if turn.number == 4]
    edit = ("settle", "2", "edit", "--coders", "Anouk,Bram")
    assert run(folder, *edit) == 1, "an edit says what is coded instead"
    assert "must say so" in capsys.readouterr().err
    assert run(folder, *edit, "--span", "5", "--code", code.key) == 2
    assert run(folder, *edit, "--span", f"{turn.start}:{turn.end - 1}", "--code", "Niets") == 1
    assert run(folder, "settle", "2", "both", "--span", "1:2", "--code", code.key) == 2, "only an edit has a span"
    capsys.readouterr()
    assert run(folder, *edit, "--span", f"{turn.start}:{turn.end - 1}", "--code", code.key, "--reason", "Samen") == 0
    assert ": edit" in capsys.readouterr().out
    with Study.open(folder, coder="Anouk") as study:
        edited = next(one for one in study.settlements() if one.decision == "edit")
        made = [one for one in study.codings() if one.id in edited.coding_ids]
        assert [(one.start, one.end, one.code_id) for one in made] == [(turn.start, turn.end - 1, code.id)]
        assert edited.reason == "Samen"
        assert study.undo() is not None and [one.decision for one in study.settlements()] == ["first"]
    assert run(folder, "settle", "9999", "both", "--coders", "Anouk,Bram") == 1
    assert run(folder, "settle", "1", "misschien", "--coders", "Anouk,Bram") == 2
    assert run(folder, "settle", "agreed", "--coders", "Anouk,Bram") == 0
    with Study.open(folder, coder="Anouk") as study:
        layer = next(coder for coder in study.coders() if coder.kind == "consensus")
        assert len(study.codings(coder_ids=[layer.id])) > 50
