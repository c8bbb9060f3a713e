"""The commands as a user types them: what they print, refuse, and with which status they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualcode.cli import main
from qualcode.store import Study

INTERVIEW = "I: Hoe ging het?\nR: Nou, wachten hè. Dat duurde zeven weken.\nI: En toen?\nR: Toen belde er iemand.\n"


def run(*words: str) -> int:
    """Runs a command; gives its exit status."""
    with pytest.raises(SystemExit) as ended:
        main([*words, "--lang", "en"])
    return int(ended.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A study with one interview, one codebook and one code."""
    file = tmp_path / "ouder-01.txt"
    file.write_text(INTERVIEW, encoding="utf-8")
    made = tmp_path / "study"
    assert run("init", str(made), "--codebook", "quickscan", "--coder", "Anouk") == 0
    assert run("import", str(file), "--study", str(made), "--participant", "Respondent 4", "--set", "model=VP") == 0
    capsys.readouterr()
    return made


def _json(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    printed: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return printed


def test_what_was_imported_is_listed_with_every_field(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("transcripts", "--json", "--study", str(folder)) == 0
    (transcript,) = _json(capsys)
    assert transcript["name"] == "ouder-01"
    assert [turn["role"] for turn in transcript["turns"]] == ["interviewer", "respondent"] * 2  # type: ignore[index, attr-defined]
    assert run("participants", "--json", "--study", str(folder)) == 0
    assert _json(capsys)[0]["attributes"] == {"model": "VP"}


def test_a_quote_is_coded_listed_and_taken_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quote = "Dat duurde zeven weken."
    assert run("code", "ouder-01", "--quote", quote, "--code", "wachten", "--new", "--study", str(folder)) == 0
    capsys.readouterr()
    assert run("codings", "--json", "--study", str(folder)) == 0
    (coding,) = _json(capsys)
    assert (coding["words"], coding["code"], coding["transcript"]) == (quote, "wachten", "ouder-01")
    assert INTERVIEW[int(coding["start"]) : int(coding["end"])] == quote  # type: ignore[call-overload]
    assert run("undo", "--study", str(folder)) == 0
    capsys.readouterr()
    assert run("codings", "--json", "--study", str(folder)) == 0
    assert _json(capsys) == []
    assert run("redo", "--study", str(folder)) == 0
    assert run("check", "--study", str(folder)) == 0


def test_a_wrong_name_gets_the_three_nearest(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("code", "ouder-01", "--quote", "Toen belde", "--code", "berijk", "--study", str(folder)) == 1
    said = capsys.readouterr().err
    assert "Nearest: " in said and "Bereik" in said
    assert run("code", "ouder-1", "--quote", "Toen belde", "--code", "Bereik", "--study", str(folder)) == 1
    assert "ouder-01" in capsys.readouterr().err


def test_words_that_stand_there_twice_or_never_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("code", "ouder-01", "--quote", "en", "--code", "Bereik", "--study", str(folder)) == 1
    assert "times" in capsys.readouterr().err
    assert run("code", "ouder-01", "--quote", "nergens", "--code", "Bereik", "--study", str(folder)) == 1
    assert "do not stand there" in capsys.readouterr().err
    assert run("code", "ouder-01", "--code", "Bereik", "--study", str(folder)) == 2


def test_one_bad_file_does_not_keep_the_others_out(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad, empty = tmp_path / "goed.txt", tmp_path / "slecht.docx", tmp_path / "leeg.txt"
    good.write_text("Een gesprek zonder namen erbij.", encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 no more")
    empty.write_bytes(b"")
    with Study.open(folder) as study:
        before = len(study.transcripts())
    assert run("import", str(bad), str(empty), str(good), "--study", str(folder)) == 1
    said = capsys.readouterr().err
    assert "slecht.docx" in said and "leeg.txt" in said and "Traceback" not in said
    with Study.open(folder) as study:
        assert [one.name for one in study.transcripts()][before:] == ["goed"]


@pytest.mark.parametrize("span", ["²:5", "x", "1:", ":", "-1:4"])
def test_a_span_that_is_none_is_wrong_usage(folder: Path, span: str) -> None:
    assert run("code", "ouder-01", "--span", span, "--code", "Bereik", "--study", str(folder)) == 2


def test_the_same_file_twice_is_noticed(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", str(tmp_path / "ouder-01.txt"), "--study", str(folder)) == 1
    assert "already" in capsys.readouterr().err


def test_wrong_usage_ends_with_two(folder: Path) -> None:
    assert run("codings", "--no-such-option", "--study", str(folder)) == 2
    assert run("import", "x.txt", "--set", "model", "--study", str(folder)) == 2


def test_every_listing_prints_for_people_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("transcripts", "participants", "codes", "codings", "memos", "history"):
        assert run(command, "--study", str(folder)) == 0
    assert "Respondent 4" in capsys.readouterr().out


def test_suggestions_are_shown_accepted_and_rejected(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("code", "ouder-01", "--quote", "Toen belde", "--code", "wachten", "--new", "--study", str(folder)) == 0
    with Study.open(folder) as study:
        from qualcode.coding import Proposed, find_code, keep_suggestions

        text_at = INTERVIEW.index("wachten")
        transcript = study.transcripts()[0].id
        bereik = find_code(study, "Bereik").id
        kept = keep_suggestions(study, [Proposed(transcript, bereik, text_at, text_at + 11, 0.6)])
    assert run("suggest", "--accept", kept[0].id, "--study", str(folder)) == 0
    with Study.open(folder) as study:
        assert study.suggestions()[0].state == "accepted"
        assert len(study.codings()) == 2
    assert run("suggest", "--reject", kept[0].id, "--study", str(folder)) == 1
    assert "decided already" in capsys.readouterr().err


def test_the_model_in_use_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("model") == 0
    said = capsys.readouterr().out
    assert "In use: " in said and "It gives: " in said


def test_suggestions_are_measured_beside_keyword_search(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put = ("--code", "Bereik", "--study", str(folder))
    assert run("code", "ouder-01", "--quote", "Dat duurde zeven weken.", *put) == 0
    capsys.readouterr()
    assert run("suggest", "--evaluate", "--json", "--study", str(folder)) == 0
    measured = json.loads(capsys.readouterr().out)["evaluation"]
    assert measured["segments"] >= 1
    assert set(measured["overall"]) >= {"suggest", "keyword"}


def test_a_pattern_that_no_shell_expanded_stands_for_its_files(folder: Path, tmp_path: Path) -> None:
    for number in (2, 3):
        (tmp_path / f"deel-{number}.txt").write_text(f"Gesprek {number}, zonder namen.", encoding="utf-8")
    assert run("import", str(tmp_path / "deel-*.txt"), "--study", str(folder)) == 0
    with Study.open(folder) as study:
        assert [one.name for one in study.transcripts()] == ["ouder-01", "deel-2", "deel-3"]
    assert run("import", str(tmp_path / "niets-*.txt"), "--study", str(folder)) == 1


def test_the_history_is_narrowed_by_coder_act_transcript_and_day(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ouder-02.txt"
    file.write_text(INTERVIEW.replace("zeven", "acht"), encoding="utf-8")
    for words in (
        ("import", str(file)),
        ("code", "ouder-02", "--quote", "acht weken", "--code", "wachten", "--new"),
        ("code", "ouder-01", "--quote", "zeven weken", "--code", "wachten", "--coder", "Bram"),
    ):
        assert run(*words, "--study", str(folder)) == 0
    capsys.readouterr()

    def acts(*narrowed: str) -> list[object]:
        assert run("history", "--json", "--limit", "0", "--study", str(folder), *narrowed) == 0
        return [one["act"] for one in _json(capsys)]

    assert acts("--transcript", "ouder-02") == ["put-code", "import-transcript"]
    assert acts("--by", "Bram") == ["put-code", "join"]
    assert acts("--act", "put-code", "--transcript", "ouder-01") == ["put-code"]
    every = acts()
    assert acts("--day", "1999-01-01") == []
    assert acts("--day", "2") == every
    assert run("history", "--by", "Niemand", "--study", str(folder)) == 1


def test_the_study_is_shown_and_called_otherwise(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("study", "--title", "Ouders over Vroeghulp", "--json", "--study", str(folder)) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["title"], facts["transcripts"]) == ("Ouders over Vroeghulp", 1)
    assert run("undo", "--study", str(folder)) == 0
    capsys.readouterr()
    assert run("study", "--study", str(folder)) == 0
    assert "Ouders" not in capsys.readouterr().out
    assert run("study", "--language", "fy", "--study", str(folder)) == 1


def test_two_participants_become_one(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ouder-02.txt"
    file.write_text(INTERVIEW.replace("zeven", "acht"), encoding="utf-8")
    assert run("import", str(file), "--study", str(folder), "--participant", "Ouder 4") == 0
    assert run("participants", "--merge", "Ouder 4", "--study", str(folder)) == 2
    capsys.readouterr()
    merged = ("participants", "--merge", "Ouder 4", "--into", "Respondent 4", "--json")
    assert run(*merged, "--study", str(folder)) == 0
    (one,) = _json(capsys)
    assert one["name"] == "Respondent 4"
