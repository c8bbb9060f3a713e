"""What must hold for any two copies of a study, whatever was done in each. `python merge_pairs.py 1000` checks so many."""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1])]

from coding_acts import ACTS, play, small_book
from conftest import interview

from qualcode import coding
from qualcode.coding.copying import copy_study
from qualcode.coding.merging import MergeReport, merge_study
from qualcode.errors import Refused
from qualcode.store import Study, counted_ids, stepping_clock

Chooser = Callable[[int], int]
MOVES = [*sorted(ACTS), "import", "undo", "redo", "put", "put", "put-many", "memo", "code", "undo"]
TABLES = ("transcript", "participant", "code", "segment", "coding", "memo", "evidence", "same_as")


def held(study: Study) -> Counter[str]:
    """What a study holds, with coders by name: a coder who joined both copies apart has an id in each."""
    text = study.dump()
    for coder in study.coders():
        text = text.replace(coder.id, f"coder {coder.name}")
    return Counter(line for line in text.splitlines() if not line.startswith("coder "))


def drawing(drawn: random.Random) -> Chooser:
    """Draws numbers below a limit, often 0, so that the same things are touched in both copies."""
    return lambda limit: 0 if limit < 2 or drawn.random() < 0.35 else drawn.randrange(limit)


def work(study: Study, choose: Chooser, most: int) -> None:
    """Plays up to so many random acts, undo and redo among them."""
    for _time in range(most - choose(most)):
        name = MOVES[(choose(997) * 31 + choose(997)) % len(MOVES)]
        if name not in ("undo", "redo"):
            play(study, name, choose)
            continue
        try:
            study.undo() if name == "undo" else study.redo()
        except Refused:
            continue


def two_copies(folder: Path, choose: Chooser) -> tuple[Study, Study]:
    """Two copies of one study with random work in each, by one coder or by two, before and after they parted."""
    with Study.create(folder / "a", coder="Anouk", now=stepping_clock(), new_id=counted_ids()) as base:
        coding.import_document(base, interview("begin", 6), participant="Respondent 1")
        coding.import_codebook(base, small_book())
        work(base, choose, 12)
        copy_study(base, folder / "b", ("Anouk", "Bram")[choose(2)])
    ours = Study.open(
        folder / "a", coder="Anouk", now=stepping_clock("2026-02-01T09:00:00.000000+00:00"), new_id=counted_ids(2)
    )
    theirs = Study.open(folder / "b", now=stepping_clock("2026-02-01T09:00:03.500000+00:00"), new_id=counted_ids(1))
    work(ours, choose, 16)
    work(theirs, choose, 16)
    return ours, theirs


def check_pair(folder: Path, choose: Chooser) -> MergeReport:
    """Makes a pair of copies and proves what merging promises; gives the first merge's report."""
    ours, theirs = two_copies(folder, choose)
    with ours, theirs:
        before, their_before = ours.dump(), theirs.dump()
        copy_study(ours, folder / "a-was", "Anouk")
        copy_study(theirs, folder / "b-was", theirs.coder_name)
        assert merge_study(ours, folder / "a-was").nothing and ours.dump() == before, "merged with itself it is itself"
        told = merge_study(ours, folder / "b", dry_run=True)
        assert ours.dump() == before, "a dry run changes nothing"
        report = merge_study(ours, folder / "b")
        merged = ours.dump()
        assert theirs.dump() == their_before, "the other copy is only read"
        for name in ("added", "changed", "removed", "conflicts", "acts", "united"):
            assert getattr(report, name) == getattr(told, name), f"the dry run told it: {name}"
        assert ours.problems() == []
        _nothing_is_lost(folder, merged, before, their_before)
        if report.change_id:
            undone = ours.undo()
            assert undone is not None and undone.act == "merge"
            assert ours.dump() == _with_coders(before, merged), "one step back"
            assert ours.redo() is not None
            assert ours.dump() == merged, "and again"
            ours.undo()
            merge_study(ours, folder / "b")
            assert ours.dump() == merged, "what was taken back can be merged again"
        again = merge_study(ours, folder / "b")
        assert ours.dump() == merged and again.nothing, "merging twice doubles nothing"

        with Study.open(
            folder / "b-was", now=stepping_clock("2026-03-01T09:00:00.000000+00:00"), new_id=counted_ids(7)
        ) as back:
            merge_study(back, folder / "a-was")
            assert held(back) == held(ours), "whichever is merged into which"
            assert back.problems() == []
            merge_study(back, folder / "a")
            assert held(back) == held(ours), "two merged copies hold the same"

        work(theirs, choose, 8)
        merge_study(ours, folder / "b")
        assert ours.problems() == []
        # Without coders: one who joined there and did nothing that lasts comes along with the next act that comes in.
        settled = held(ours)
        assert merge_study(ours, folder / "b").nothing, "later work comes in once"
        merge_study(theirs, folder / "a")
        assert theirs.problems() == []
        assert held(theirs) == held(ours), "the other catches up"
        merge_study(ours, folder / "b")
        assert held(ours) == settled, "and nothing comes back from that"
    return report


def _with_coders(before: str, merged: str) -> str:
    """The state before, with the coders who came by merging: they stay, since the journal names them."""
    rest = [line for line in before.splitlines() if not line.startswith("coder ")]
    study = rest.pop(0)
    return "\n".join([study, *(line for line in merged.splitlines() if line.startswith("coder ")), *rest])


def _nothing_is_lost(folder: Path, merged: str, before: str, their_before: str) -> None:
    """Each code, coding and memo of either copy that nobody removed is there, or is what it was united with."""
    rows, mine, other = _ids(merged), _ids(before), _ids(their_before)
    became = {row["id"]: row["kept_id"] for row in _rows(merged) if "kept_id" in row}
    gone = _removed(folder / "a") | _removed(folder / "b") | _outdone(before, their_before, merged)
    gone |= _bared(before, merged, gone) | _bared(their_before, merged, gone)
    for table in TABLES[:-1]:
        for row_id in (mine[table] | other[table]) - gone:
            while row_id not in rows[table] and row_id in became:
                row_id = became[row_id]
            assert row_id in rows[table], f"{table} {row_id} is lost"


def _outdone(before: str, their_before: str, merged: str) -> set[str]:
    """What a settlement put into the consensus that the other copy's later settlement of the same difference replaced."""
    named = [
        {one for row in _rows(dump) for one in json.loads(row.get("coding_ids", "[]"))}
        for dump in (before, their_before, merged)
    ]
    codings = (named[0] | named[1]) - named[2]
    rows = [row for dump in (before, their_before) for row in _rows(dump) if row["id"] in codings]
    return codings | {row["segment_id"] for row in rows}


def _bared(dump: str, merged: str, gone: set[str]) -> set[str]:
    """Segments of a copy whose codings all stand elsewhere now, because the other copy moved them later: a conflict it told."""
    on: dict[str, set[str]] = {}
    for row in _of("coding", dump):
        on.setdefault(row["segment_id"], set()).add(row["id"])
    now = {row["id"]: row["segment_id"] for row in _of("coding", merged)}
    return {
        segment
        for segment, codings in on.items()
        if all(one in gone or now.get(one, segment) != segment for one in codings)
    }


def _of(table: str, dump: str) -> list[dict[str, str]]:
    return [json.loads(line.partition(" ")[2]) for line in dump.splitlines() if line.startswith(f"{table} ")]


def _rows(dump: str) -> list[dict[str, str]]:
    return [json.loads(line.partition(" ")[2]) for line in dump.splitlines()]


def _ids(dump: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in TABLES}
    for line in dump.splitlines():
        name, _space, row = line.partition(" ")
        if name in found:
            found[name].add(json.loads(row)["id"])
    return found


def _removed(folder: Path) -> set[str]:
    with sqlite3.connect(folder / "study.db") as connection:
        acts = [json.loads(row[0]) for row in connection.execute("SELECT rows FROM change WHERE act != 'merge'")]
    return {row_id for images in acts for _table, row_id, before, after in images if before and not after}


if __name__ == "__main__":
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    wrong = 0
    seen: Counter[str] = Counter()
    for seed in range(first, first + int(sys.argv[1])):
        drawn = random.Random(seed)
        with tempfile.TemporaryDirectory() as name:
            try:
                came = check_pair(Path(name), drawing(drawn))
            except Exception as error:
                wrong += 1
                print(f"seed {seed}: {type(error).__name__} {str(error)[:600]}", flush=True)
                if "-v" in sys.argv:
                    raise
                continue
        seen.update({"acts": came.acts, "conflicts": len(came.conflicts), "united": came.united})
        for kind in ("added", "changed", "removed"):
            seen[kind] += sum(getattr(came, kind).values())
    print(f"{sys.argv[1]} pairs, {wrong} wrong; brought: {dict(seen)}")
