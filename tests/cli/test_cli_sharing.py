"""copy and merge as two coders type them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualcode import coding
from qualcode.cli import main
from qualcode.store import Study

INTERVIEW = "I: Hoe ging het?\nR: Nou, wachten hè. Dat duurde zeven weken.\nI: En toen?\nR: Toen belde er iemand.\n"


def run(*words: str) -> int:
    """Runs a command; gives its exit status."""
    with pytest.raises(SystemExit) as ended:
        main([*words, "--lang", "en"])
    return int(ended.value.code or 0)


@pytest.fixture
def pair(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """Anouk's study, with a coding, and the copy that Bram has worked in."""
    file = tmp_path / "ouder-01.txt"
    file.write_text(INTERVIEW, encoding="utf-8")
    here, there = str(tmp_path / "study"), str(tmp_path / "study-Bram")
    assert run("init", here, "--codebook", "quickscan", "--coder", "Anouk") == 0
    assert run("import", str(file), "--study", here, "--coder", "Anouk") == 0
    with Study.open(here) as study:
        code = study.codes()[0].key
    put = ("code", "ouder-01", "--code", code)
    assert run(*put, "--quote", "wachten", "--memo", "Van Anouk.", "--study", here, "--coder", "Anouk") == 0
    assert run("copy", "--for", "Bram", "--without-others", "--study", here, "--coder", "Anouk") == 0
    assert there in capsys.readouterr().out
    assert run(*put, "--quote", "zeven weken", "--memo", "Van Bram.", "--study", there) == 0
    capsys.readouterr()
    return here, there


def test_a_copy_goes_out_and_its_work_comes_back(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    here, there = pair
    with Study.open(there) as copy:
        assert [memo.text for memo in copy.memos()] == ["Van Bram."]
    assert run("merge", there, "--study", here, "--coder", "Anouk", "--dry-run") == 0
    assert "would merge the work of Bram" in capsys.readouterr().out
    assert run("merge", there, "--study", here, "--coder", "Anouk") == 0
    told = capsys.readouterr().out
    assert "1 coding" in told and "1 memo" in told and "weken" not in told
    with Study.open(here) as study:
        assert sorted(memo.text for memo in study.memos()) == ["Van Anouk.", "Van Bram."]
    assert run("merge", there, "--study", here, "--coder", "Anouk") == 0
    assert "nothing that is not here already" in capsys.readouterr().out
    assert run("undo", "--study", here, "--coder", "Anouk") == 0
    assert "merged the copy of Bram" in capsys.readouterr().out


def test_a_conflict_is_told_in_words_never_in_names_of_columns(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = pair
    with Study.open(here, coder="Anouk") as study:
        codes = study.codes()
        first, second, third = codes[:3]
        relation = coding.relate(study, first.id, second.id, "leads-to")
    assert run("merge", here, "--study", there) == 0
    for folder, parent, kind, when in ((here, second, "goes-with", "Altijd."), (there, third, "contradicts", "Nooit.")):
        with Study.open(folder) as study:
            made = coding.make_code(study, "Nieuw", level="open")
            if folder == here:
                same = made.id
            coding.change_code(study, first.id, when_to_use=when)
            coding.move_code(study, codes[5].id, parent.id)
            with study.act("relate") as transaction:
                transaction.update("code_relation", relation, kind=kind)
    assert same
    capsys.readouterr()
    assert run("merge", there, "--study", here, "--coder", "Anouk", "--dry-run") == 0
    told = capsys.readouterr().out
    assert "When changed in both: 'Altijd.' here, 'Nooit.' there" in told
    assert f"Main code changed in both: '{second.name}' here, '{third.name}' there" in told
    assert "Kind changed in both: 'goes with' here, 'contradicts' there" in told
    for raw in ("when_to_use", "parent_id", "goes-with", second.id):
        assert raw not in told
    with pytest.raises(SystemExit):
        main(["merge", there, "--study", here, "--coder", "Anouk", "--dry-run", "--lang", "nl"])
    assert "Hoofdcode is in beide gewijzigd" in capsys.readouterr().out


def test_a_merge_is_told_in_json(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    here, there = pair
    assert run("merge", there, "--study", here, "--coder", "Anouk", "--json") == 0
    (report,) = json.loads(capsys.readouterr().out)
    assert report["coders"] == ["Bram"] and report["added"]["coding"] == 1 and report["conflicts"] == []


def test_a_copy_that_cannot_be_used_is_refused_and_the_others_go_in(
    pair: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = pair
    (tmp_path / "brief.txt").write_text("geen studie", encoding="utf-8")
    assert run("merge", str(tmp_path / "brief.txt"), there, "--study", here, "--coder", "Anouk") == 1
    captured = capsys.readouterr()
    assert "not a study" in captured.err and "merged the work of Bram" in captured.out
    assert run("merge", there, "--study", here, "--prefer", "mine") == 2
    assert run("copy", "--for", "Bram", "--study", here) == 1
    assert "already" in capsys.readouterr().err
