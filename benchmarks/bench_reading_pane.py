"""Time from key to last byte in the reading pane: 20,000 words, 600 overlapping codings, 40 codes, 120×40.

The driver is one that really takes the ANSI output (Textual's own headless driver makes none). Prints, for each kind of
key, p50 and p99 in milliseconds, rows drawn and bytes written; the counts are what the tests hold.

Run: python benchmarks/bench_reading_pane.py [--keys 200] [--words 20000] [--codings 600]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import statistics
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

from textual import events
from textual.app import App, ComposeResult
from textual.drivers.headless_driver import HeadlessDriver

from qualcode.store.values import Turn
from qualcode.tui.gc_policy import calm_collector
from qualcode.tui.page import Mark, PageText
from qualcode.tui.widgets.position_bar import PositionBar
from qualcode.tui.widgets.reading_pane import ReadingPane

_WORDS = """
ik we ze het de een dat niet maar want dus eigenlijk gewoon kinderen school ouders team hulp dorp praten samen
afspraak gezin moeder één café idee vertrouwen verwijzing ondersteuning wijkteam consultatiebureau coördinator
soms altijd nooit misschien vroeg later kwam ging deed zei dacht vond kreeg wilde moest kon
"""


def big_case(words: int = 20_000, codings: int = 600, codes: int = 40, seed: int = 7) -> tuple[PageText, list[Mark]]:
    """A fixed-seed transcript with turns of 20 to 120 words, and codings of 3 to 120 words over it."""
    chance = random.Random(seed)
    vocabulary = _WORDS.split()
    parts: list[str] = []
    turns: list[Turn] = []
    length = written = number = 0
    while written < words:
        number += 1
        role = "interviewer" if number % 2 else "respondent"
        count = chance.randint(5, 25) if number % 2 else chance.randint(40, 160)
        said = []
        for position in range(count):
            word = chance.choice(vocabulary)
            said.append(word + (". " if position % 13 == 12 else " "))
        speech = "".join(said).strip().capitalize() + "."
        label = f"{role.capitalize()}: "
        start = length + len(label)
        turns.append(Turn(f"t{number}", "t", number, length, start, start + len(speech), None, role, role, None))
        parts.append(label + speech + "\n")
        length += len(parts[-1])
        written += count
    text = "".join(parts)
    marks = []
    for index in range(codings):
        start = chance.randrange(len(text) - 900)
        code = chance.randrange(codes)
        marks.append(Mark(f"m{index}", start, start + chance.randint(15, 700), f"c{code}", f"code {code}", code % 8))
    return PageText.of(text, turns), marks


class Counting(HeadlessDriver):
    """Takes what a terminal would get, and counts it."""

    written = 0
    last = 0.0

    @property
    def is_headless(self) -> bool:
        """Not: the output is made."""
        return False

    def write(self, data: str) -> None:
        """Counts the bytes and notes the time."""
        Counting.written += len(data.encode("utf-8"))
        Counting.last = perf_counter()


class Bench(App[None]):
    """The pane and its position bar, nothing else."""

    CSS = "Screen { layout: horizontal; } ReadingPane { width: 1fr; } PositionBar { width: 2; }"
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """Pane and bar."""
        yield ReadingPane()
        yield PositionBar()

    def on_mount(self) -> None:
        """No animation: it would cost frames."""
        self.animation_level = "none"
        self.query_one(ReadingPane).focus()

    def on_reading_pane_scrolled(self, message: ReadingPane.Scrolled) -> None:
        """The bar follows the pane."""
        self.query_one(PositionBar).sight(message.top, message.bottom)


@dataclass(frozen=True)
class Timing:
    """What one kind of key cost."""

    name: str
    p50: float
    p99: float
    rows: float
    """Rows drawn per key, the mean."""
    size: float
    """Bytes written per key, the mean."""


async def measure(keys: int = 200, words: int = 20_000, codings: int = 600) -> list[Timing]:
    """Presses each kind of key so many times and gives what they cost."""
    source, marks = big_case(words, codings)
    results: list[Timing] = []
    app = Bench(driver_class=Counting)
    async with app.run_test(headless=False, size=(120, 40)) as pilot:
        await pilot.pause()
        pane = app.query_one(ReadingPane)
        begun = perf_counter()
        fresh = PageText.of(source.text, source.turns)
        pane.show(fresh, marks)
        app.query_one(PositionBar).show(fresh, marks)
        await _settled()
        results.append(Timing("open", *[1000 * (Counting.last - begun)] * 2, pane.rows_painted, Counting.written))
        calm_collector()

        async def key(name: str, call: Any, times: int = keys) -> None:
            spent, painted, size = [], pane.rows_painted, Counting.written
            for _ in range(times):
                before = perf_counter()
                call()
                await _settled()
                spent.append(1000 * max(Counting.last - before, 0.0))
            spent.sort()
            results.append(
                Timing(
                    name,
                    statistics.median(spent),
                    spent[min(int(len(spent) * 0.99), len(spent) - 1)],
                    (pane.rows_painted - painted) / times,
                    (Counting.written - size) / times,
                )
            )

        def press(name: str) -> Any:
            return lambda: app.post_message(events.Key(name, None))

        pane.place(source.blocks.items[4].start)
        await _settled()
        await key("character", press("right"))
        await key("word", press("ctrl+right"))
        await key("line", press("down"))
        await key("sentence", press("right_parenthesis"))
        await key("select sentence", press("s"), keys // 2)
        pane.place(pane.head)
        await key("select turn", press("t"), keys // 4)
        pane.place(source.blocks.items[4].start)
        await _settled()
        await key("page down", press("pagedown"), min(keys // 2, 50))
        numbers = iter(range(10**6))

        def put() -> None:
            here = pane.head
            pane.mark([*pane.marks, replace(marks[0], id=f"new{next(numbers)}", start=here, end=here + 80)])

        await key("put a coding", put, keys // 4)
        await key("take a coding off", lambda: pane.mark(pane.marks[:-1]), keys // 4)
        widths = [100, 120]
        for turn in range(4):
            before, painted, size = perf_counter(), pane.rows_painted, Counting.written
            await pilot.resize_terminal(widths[turn % 2], 40)
            await _settled()
            spent_ms = 1000 * (Counting.last - before)
            rows, written = pane.rows_painted - painted, Counting.written - size
            results.append(Timing(f"resize to {widths[turn % 2]}", spent_ms, spent_ms, rows, written))
    return results


async def _settled() -> None:
    """Waits until nothing more is written: three rounds of an idle loop without a byte."""
    quiet = 0
    size = Counting.written
    await asyncio.sleep(0)
    deadline = perf_counter() + 0.2
    while quiet < 3 and perf_counter() < deadline:
        await asyncio.sleep(0.006)
        if size == Counting.written:
            quiet += 1
        else:
            quiet, size = 0, Counting.written


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--codings", type=int, default=600)
    options = parser.parse_args()
    timings = asyncio.run(measure(options.keys, options.words, options.codings))
    print(f"{'key':<20} {'p50 ms':>8} {'p99 ms':>8} {'rows':>8} {'bytes':>9}")
    for timing in timings:
        print(f"{timing.name:<20} {timing.p50:8.1f} {timing.p99:8.1f} {timing.rows:8.1f} {timing.size:9.0f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
