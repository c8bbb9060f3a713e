"""Time from key to last byte in the whole workspace: tree, text, details and status line, on a study on disk.

The same measure as bench_reading_pane, with everything that a key moves around the text: 20,000 words, 600 overlapping
codings of 40 codes, 160×45 so that all three panels are there. A coding is put for real: it is in the journal when it is shown.

Run: python benchmarks/bench_workspace.py [--keys 200] [--width 160]
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from bench_reading_pane import Counting, Timing, _settled, big_case
from textual import events

from qualcode.coding import Placing, import_document, make_code, put_codes
from qualcode.ingest.document import Document, Turn
from qualcode.store import Study
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.workspace import WorkspaceScreen


def busy_study(folder: Path) -> Study:
    """The big case as a study on disk."""
    study = Study.create(folder, title="Busy", coder="Anouk")
    source, marks = big_case()
    turns = tuple(Turn(turn.label_start, turn.start, turn.end, turn.label) for turn in source.turns)
    roles = {turn.label: turn.role for turn in source.turns}
    document = Document("busy", source.text, turns, roles, source_name="busy.txt", source_hash="0" * 64)
    transcript = import_document(study, document, kind="parent", participant="Respondent 1")
    codes: dict[str, str] = {}
    for name in sorted({mark.name for mark in marks}):
        codes[name] = make_code(study, name, level="axial").id
    put_codes(study, [Placing(transcript.id, mark.start, mark.end, codes[mark.name]) for mark in marks])
    return study


async def measure(study: Study, keys: int, width: int) -> list[Timing]:
    """Presses each kind of key so many times and gives what they cost."""
    results: list[Timing] = []
    app = QualcodeApp(study.path, study=study)
    app.driver_class = Counting
    async with app.run_test(headless=False, size=(width, 45)) as pilot:
        await pilot.pause()
        begun = perf_counter()
        app.open_transcript(study.transcripts()[0].id)
        await _settled()
        screen = app.screen
        assert isinstance(screen, WorkspaceScreen)
        opened = 1000 * (Counting.last - begun)
        results.append(Timing("open", opened, opened, 0, Counting.written))
        await asyncio.sleep(0.8)
        pane = screen.pane

        async def key(name: str, call: Callable[[], object], times: int = keys) -> None:
            spent, painted, size = [], pane.rows_painted, Counting.written
            for _ in range(times):
                before = perf_counter()
                call()
                await _settled()
                spent.append(1000 * max(Counting.last - before, 0.0))
            spent.sort()
            high = spent[min(int(len(spent) * 0.99), len(spent) - 1)]
            rows, written = (pane.rows_painted - painted) / times, (Counting.written - size) / times
            results.append(Timing(name, statistics.median(spent), high, rows, written))

        def press(name: str, character: str | None = None) -> Callable[[], object]:
            return lambda: app.post_message(events.Key(name, character))

        pane.place(screen.view.source.blocks.items[4].start)
        await _settled()
        for said, name in (
            ("character", "right"),
            ("word", "ctrl+right"),
            ("line", "down"),
            ("sentence", "right_parenthesis"),
        ):
            await key(said, press(name))
        await key("select sentence", press("s"), keys // 2)
        pane.place(pane.head)
        await key("select turn", press("t"), keys // 4)
        pane.place(screen.view.source.blocks.items[4].start)
        await _settled()
        await key("page down", press("pagedown"), min(keys // 2, 50))
        code = screen.view.codes[0].id
        places = iter(screen.view.source.blocks.items[6:])

        def put() -> None:
            block = next(places)
            pane.place(block.start + 20, block.start)
            screen.put(code)

        await key("put a coding", put, min(keys // 4, 40))
        await key("undo", press("u"), min(keys // 4, 40))
    return results


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--width", type=int, default=160)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, busy_study(Path(folder) / "study") as study:
        for one in asyncio.run(measure(study, said.keys, said.width)):
            print(
                f"{one.name:18} p50 {one.p50:7.1f}  p99 {one.p99:7.1f} ms   rows {one.rows:6.1f}  bytes {one.size:9.0f}"
            )


if __name__ == "__main__":
    main()
