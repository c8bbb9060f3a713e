"""A study's folder before it is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.coding.sample import build_sample_study
from qualcode.errors import StudyUnusable
from qualcode.store import Study, has_study, keep_setting, read_settings, whole_or_absent


def test_a_folder_has_a_study_once_it_is_made(tmp_path: Path) -> None:
    assert not has_study(tmp_path)
    Study.create(tmp_path / "s", coder="Anouk").close()
    assert has_study(tmp_path / "s")


def test_one_setting_is_kept_in_its_line_and_the_rest_of_the_file_stays(tmp_path: Path) -> None:
    Study.create(tmp_path, title="Proef", coder="Anouk").close()
    before = (tmp_path / "qualcode.toml").read_text("utf-8")
    keep_setting(tmp_path, "coder", 'An "ouk" é')
    assert read_settings(tmp_path)["coder"] == 'An "ouk" é'
    assert "title" not in read_settings(tmp_path), "the study itself holds it"
    keep_setting(tmp_path, "coder", "Bram")
    assert (tmp_path / "qualcode.toml").read_text("utf-8").count('coder = "Bram"') == 1
    keep_setting(tmp_path, "coder", "")
    assert (tmp_path / "qualcode.toml").read_text("utf-8") == before


def test_another_table_of_the_file_is_left_alone(tmp_path: Path) -> None:
    Study.create(tmp_path, coder="Anouk").close()
    file = tmp_path / "qualcode.toml"
    file.write_text(file.read_text("utf-8") + '[keys]\ncoder = "c"\n', "utf-8")
    keep_setting(tmp_path, "coder", "Bram")
    assert read_settings(tmp_path)["coder"] == "Bram"
    assert '[keys]\ncoder = "c"\n' in file.read_text("utf-8")


def test_where_there_is_no_study_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(StudyUnusable):
        keep_setting(tmp_path, "coder", "Bram")
    assert list(tmp_path.iterdir()) == []


def test_a_setting_is_kept_in_a_file_without_the_table(tmp_path: Path) -> None:
    Study.create(tmp_path, coder="Anouk").close()
    (tmp_path / "qualcode.toml").write_text("# empty\n", "utf-8")
    keep_setting(tmp_path, "coder", "Bram")
    assert (tmp_path / "qualcode.toml").read_text("utf-8") == '# empty\n[study]\ncoder = "Bram"\n'


@pytest.mark.parametrize("text", ['study = "x"', "[study]\ncoder = 3", "[study]\ndatabase = ['x']"])
def test_settings_of_the_wrong_kind_are_told(tmp_path: Path, text: str) -> None:
    Study.create(tmp_path, coder="Anouk").close()
    (tmp_path / "qualcode.toml").write_text(text, "utf-8")
    with pytest.raises(StudyUnusable) as told:
        Study.open(tmp_path)
    assert "qualcode.toml" in str(told.value)


@pytest.mark.parametrize(
    "address", ["nonsense", "nosuchkind://a:secret@host/x", "postgresql+nodriver://a:secret@host/x"]
)
def test_an_address_of_a_database_that_is_none_is_told_without_its_password(tmp_path: Path, address: str) -> None:
    Study.create(tmp_path, coder="Anouk").close()
    (tmp_path / "qualcode.toml").write_text(f'[study]\ndatabase = "{address}"\n', "utf-8")
    with pytest.raises(StudyUnusable) as told:
        Study.open(tmp_path)
    assert "secret" not in str(told.value)


def test_a_study_that_could_not_be_made_does_not_stand_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise StudyUnusable("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr("qualcode.store.study.create_schema", full)
        with pytest.raises(StudyUnusable):
            Study.create(tmp_path / "s", coder="Anouk")
    Study.create(tmp_path / "s", coder="Anouk").close()
    assert has_study(tmp_path / "s")


@pytest.mark.parametrize("stopped_by", [StudyUnusable("The disk is full."), KeyboardInterrupt()])
def test_a_sample_study_that_is_stopped_halfway_leaves_nothing(tmp_path: Path, stopped_by: BaseException) -> None:
    def told(line: str) -> None:
        if line.startswith("ouder-02"):
            raise stopped_by

    with pytest.raises(type(stopped_by)):
        build_sample_study(tmp_path / "new", told=told)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_is_never_taken_away(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hers", "utf-8")
    with pytest.raises(KeyboardInterrupt), whole_or_absent(tmp_path):
        raise KeyboardInterrupt
    assert (tmp_path / "notes.txt").exists()
