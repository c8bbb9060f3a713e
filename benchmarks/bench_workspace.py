"""Time from key to last byte in the whole workspace: tree, text, details and status line, on a study on disk.

The same measure as bench_reading_pane, with everything that a key moves around the text: 20,000 words, 600 overlapping
codings of 40 codes, 160×45 so that all three panels are there. A coding is put for real: it is in the journal when it is shown.
Beside the time it prints what else than the text was drawn, per key: that is what the tests hold.

Run: python benchmarks/bench_workspace.py [--keys 200] [--width 160]
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from bench_reading_pane import Counting, Timing, _settled, big_case
from textual import events
from textual.widget import Widget

from qualcode.coding import Placing, import_document, make_code, put_codes
from qualcode.ingest.document import Document, Turn
from qualcode.store import Study
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.workspace import WorkspaceScreen
from qualcode.tui.widgets.key_hints import KeyHints
from qualcode.tui.widgets.position_bar import PositionBar
from qualcode.tui.widgets.status_line import StatusLine


@dataclass(frozen=True)
class Cost(Timing):
    """What one kind of key cost, with what was drawn beside the text."""

    drawn: Mapping[str, float] = field(default_factory=dict)
    """Part of the screen -> how often it was drawn per key: lines of the bar, labels of the tree, whole other parts."""


def counting_draws(screen: WorkspaceScreen) -> dict[str, int]:
    """How often each part around the text is drawn from now on."""
    drawn: dict[str, int] = {}

    def count(part: str, widget: Widget, method: str) -> None:
        whole = getattr(widget, method)
        drawn[part] = 0

        def counted(*said: object) -> object:
            drawn[part] += 1
            return whole(*said)

        setattr(widget, method, counted)

    count("status", screen.query_one(StatusLine), "render")
    count("keys", screen.query_one(KeyHints), "render")
    count("details", screen.query_one("#details-text"), "render")
    count("bar", screen.query_one(PositionBar), "render_line")
    count("tree", screen.tree_panel, "render_label")
    return drawn


def busy_study(folder: Path, words: int = 20_000, codings: int = 600) -> Study:
    """The big case as a study on disk."""
    study = Study.create(folder, title="Busy", coder="Anouk")
    source, marks = big_case(words, codings)
    turns = tuple(Turn(turn.label_start, turn.start, turn.end, turn.label) for turn in source.turns)
    roles = {turn.label: turn.role for turn in source.turns}
    document = Document("busy", source.text, turns, roles, source_name="busy.txt", source_hash="0" * 64)
    transcript = import_document(study, document, kind="parent", participant="Respondent 1")
    codes: dict[str, str] = {}
    for name in sorted({mark.name for mark in marks}):
        codes[name] = make_code(study, name, level="axial").id
    put_codes(study, [Placing(transcript.id, mark.start, mark.end, codes[mark.name]) for mark in marks])
    return study


async def measure(study: Study, keys: int, width: int) -> list[Cost]:
    """Presses each kind of key so many times and gives what they cost."""
    results: list[Cost] = []
    app = QualcodeApp(study.path, study=study)
    app.driver_class = Counting
    async with app.run_test(headless=False, size=(width, 45)) as pilot:
        await pilot.pause()
        begun = perf_counter()
        app.open_transcript(study.transcripts()[0].id)
        screen = app.screen
        assert isinstance(screen, WorkspaceScreen)
        while not (screen.is_mounted and screen.pane.rows_painted):
            # The frames before the text are no opening.
            await asyncio.sleep(0.002)
        await _settled()
        opened = 1000 * (Counting.last - begun)
        pane = screen.pane
        results.append(Cost("open", opened, opened, pane.rows_painted, Counting.written))
        await asyncio.sleep(0.8)
        drawn = counting_draws(screen)

        async def key(name: str, call: Callable[[], object], times: int = keys) -> None:
            spent, painted, size, draws = [], pane.rows_painted, Counting.written, dict(drawn)
            for _ in range(times):
                before = perf_counter()
                call()
                await _settled()
                spent.append(1000 * max(Counting.last - before, 0.0))
            spent.sort()
            high = spent[min(int(len(spent) * 0.99), len(spent) - 1)]
            rows, written = (pane.rows_painted - painted) / times, (Counting.written - size) / times
            around = {part: (drawn[part] - draws[part]) / times for part in drawn}
            results.append(Cost(name, statistics.median(spent), high, rows, written, around))

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
        row = pane.scroll_offset.y + 10
        steps = iter(range(0, 10_000, 3))

        def put_in_sight() -> None:
            start = pane.page.layout.rows[row].start + next(steps)
            pane.place(start + 12, start)
            screen.put(code)

        await key("put in sight", put_in_sight, min(keys // 4, 40))
    return results


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--width", type=int, default=160)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, busy_study(Path(folder) / "study") as study:
        for one in asyncio.run(measure(study, said.keys, said.width)):
            around = "  ".join(f"{part} {number:.1f}" for part, number in one.drawn.items())
            print(
                f"{one.name:16} p50 {one.p50:6.1f}  p99 {one.p99:6.1f} ms  "
                f"rows {one.rows:5.1f}  bytes {one.size:6.0f}  {around}"
            )


if __name__ == "__main__":
    main()
