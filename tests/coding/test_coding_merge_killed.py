"""Merging that is cut short: by a kill at any moment, or by a full disk. The study is as before or as after, never between."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from merge_pairs import drawing, two_copies
from sqlalchemy import Connection, event

from qualcode.coding import merge_study
from qualcode.errors import StudyUnusable
from qualcode.store import Study, counted_ids, stepping_clock

SEED = 11
"""Of a pair in which the merge adds, changes and removes."""
CHILD = """
import os, signal, sqlite3, sys
from sqlalchemy import Engine, event
from qualcode.coding import merge_study
from qualcode.store import Study, counted_ids, stepping_clock

ours, theirs, moment, at = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
steps = 0


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def step():
    global steps
    steps += 1
    if moment == "step" and steps == at:
        die()
    return 0


@event.listens_for(Engine, "connect")
def watched(connection, _record):
    connection.set_progress_handler(step, 25)


@event.listens_for(Engine, "commit")
def before_commit(_connection):
    if moment == "commit":
        die()


with Study.open(ours, coder="Anouk", now=stepping_clock("2026-03-01T09:00:00+00:00"), new_id=counted_ids(9)) as study:
    steps = 0
    merge_study(study, theirs)
    if moment == "after":
        die()
print(steps)
"""


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two closed copies, with enough work in each to be merged in many steps."""
    folder = tmp_path_factory.mktemp("killed")
    ours, theirs = two_copies(folder, drawing(random.Random(SEED)))
    ours.close()
    theirs.close()
    return folder / "a", folder / "b"


@pytest.fixture
def copied(pair: tuple[Path, Path], tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    for folder in pair:
        shutil.copytree(folder, tmp_path / folder.name)
    yield tmp_path / "a", tmp_path / "b"


def merge_in_a_child(ours: Path, theirs: Path, moment: str = "", at: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CHILD, str(ours), str(theirs), moment, str(at)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def opened(folder: Path) -> Study:
    clock = stepping_clock("2026-03-01T09:00:00+00:00")
    return Study.open(folder, coder="Anouk", now=clock, new_id=counted_ids(9))


@pytest.fixture(scope="module")
def whole(pair: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, int]:
    """The study before and after, and how many steps lie between."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(pair[0], folder / "a")
    with opened(folder / "a") as study:
        before = study.dump()
    ended = merge_in_a_child(folder / "a", pair[1])
    assert ended.returncode == 0, ended.stderr
    with opened(folder / "a") as study:
        after = study.dump()
    assert before != after
    return before, after, int(ended.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that cannot be caught")
@pytest.mark.parametrize("moment", [*range(1, 10), "first", "last", "commit", "after"])
def test_a_kill_leaves_the_study_as_before_or_as_after(
    copied: tuple[Path, Path], whole: tuple[str, str, int], moment: int | str
) -> None:
    ours, theirs = copied
    before, after, steps = whole
    other = (theirs / "study.db").read_bytes()
    if isinstance(moment, int):
        ended = merge_in_a_child(ours, theirs, "step", steps * moment // 10)
    elif moment in ("first", "last"):
        ended = merge_in_a_child(ours, theirs, "step", 1 if moment == "first" else steps - 1)
    else:
        ended = merge_in_a_child(ours, theirs, moment)
    assert ended.returncode != 0, "it was killed"
    with opened(ours) as study:
        assert study.problems() == []
        left = study.dump()
        assert left == after if moment == "after" else left in (before, after)
        if moment == "commit":
            assert left == before
    assert (theirs / "study.db").read_bytes() == other, "the other copy is only read"
    for left in ours.glob(".merging-*"):
        assert left.stat().st_mode & 0o077 == 0, "what is left of the other copy is for its owner only"
        os.utime(left, (0, 0))
    again = merge_in_a_child(ours, theirs)
    assert again.returncode == 0, again.stderr
    with opened(ours) as study:
        assert study.dump() == after, "what was cut short can be done again"
        assert study.problems() == []
    assert not list(ours.glob(".merging-*")), "and tidies up"


def test_a_full_disk_changes_nothing_and_is_told(copied: tuple[Path, Path], whole: tuple[str, str, int]) -> None:
    ours, theirs = copied
    before, after, _steps = whole
    with opened(ours) as study:

        @event.listens_for(study.engine, "begin")
        def no_page_more(connection: Connection) -> None:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")

        with pytest.raises(StudyUnusable, match="disk is full"):
            merge_study(study, theirs)
        assert study.dump() == before
        assert study.problems() == []
        event.remove(study.engine, "begin", no_page_more)
    with opened(ours) as study:
        assert study.problems() == []
        merge_study(study, theirs)
        assert study.dump() == after
