"""How long agreement takes on 2 coders, 40 transcripts of 50,000 characters, 60 codes and 10,000 codings.

Run: python benchmarks/bench_agreement.py [--json]. Everything is drawn with a fixed seed.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from qualcode.agreement import (
    Mark,
    Resampling,
    Tolerance,
    TranscriptUnits,
    compare,
    confusion,
    disagreements,
    gamma,
    unitizing,
)

SEED, TRANSCRIPTS, LENGTH, CODES, CODINGS = 7, 40, 50_000, 60, 10_000
CODERS = ("first", "second")


def workload() -> tuple[list[Mark], list[TranscriptUnits]]:
    """Codings of two coders who mostly agree: other edges, another code, or nothing at all here and there."""
    chance = random.Random(SEED)
    texts: list[TranscriptUnits] = []
    for number in range(TRANSCRIPTS):
        words = [(start, start + 5) for start in range(0, LENGTH - 5, 6)]
        sentences = [(start, min(start + 96, LENGTH)) for start in range(0, LENGTH, 97)]
        turns = [(start, min(start + 299, LENGTH)) for start in range(0, LENGTH, 300)]
        texts.append(TranscriptUnits(f"t{number}", LENGTH, words, sentences, turns))
    marks: list[Mark] = []
    while len(marks) < CODINGS:
        text = f"t{chance.randrange(TRANSCRIPTS)}"
        code = chance.randrange(CODES)
        start = chance.randrange(LENGTH - 600)
        end = start + chance.randrange(20, 500)
        marks.append(Mark(CODERS[0], text, f"c{code:02}", start, end, f"a{len(marks)}"))
        luck = chance.random()
        if luck < 0.15:
            continue
        if luck < 0.25:
            code = chance.randrange(CODES)
        if luck < 0.6:
            start, end = start + chance.randrange(10), end + chance.randrange(10)
        marks.append(Mark(CODERS[1], text, f"c{code:02}", start, end, f"b{len(marks)}"))
    return marks[:CODINGS], texts


def measure(act: Callable[[], Any]) -> tuple[float, float]:
    """Best seconds of three runs, and peak megabytes of a fourth one."""
    seconds = []
    for _run in range(3):
        start = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - start)
    tracemalloc.start()
    act()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return min(seconds), peak / 1e6


def acts() -> dict[str, Callable[[], Any]]:
    """What is measured, by name."""
    marks, texts = workload()
    families = {f"c{n:02}": f"f{n // 10}" for n in range(CODES)}
    return {
        "all coefficients per code, characters": lambda: compare(marks, texts, CODERS),
        "the same, coded text only": lambda: compare(marks, texts, CODERS, base="coded"),
        "the same, turns": lambda: compare(marks, texts, CODERS, unit="turn"),
        "the same, words": lambda: compare(marks, texts, CODERS, unit="word"),
        "the same, 5 characters tolerance": lambda: compare(marks, texts, CODERS, tolerance=Tolerance("characters", 5)),
        "per transcript": lambda: compare(marks, texts, CODERS, by="transcript"),
        "with 1,000 draws of transcripts": lambda: compare(marks, texts, CODERS, resampling=Resampling()),
        "with 1,000 draws of turns": lambda: compare(marks, texts, CODERS, resampling=Resampling(what="turn")),
        "unitizing alphas per code": lambda: unitizing(marks, texts, CODERS, domains=families),
        "confusion 60 x 60": lambda: confusion(marks, texts, CODERS),
        "list of disagreements": lambda: disagreements(marks, texts, CODERS),
        "gamma of the pair": lambda: gamma(marks, texts, CODERS),
    }


def main() -> None:
    """Prints a Markdown table, or JSON with --json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", default="", help="only acts with this in their name")
    options = parser.parse_args()
    found = {name: measure(act) for name, act in acts().items() if options.only in name}
    if options.json:
        print(json.dumps({name: {"seconds": s, "megabytes": mb} for name, (s, mb) in found.items()}, indent=1))
        return
    print("| agreement of 2 coders x 40 x 50,000 characters, 60 codes, 10,000 codings | seconds | peak MB |")
    print("|---|---:|---:|")
    for name, (seconds, megabytes) in found.items():
        print(f"| {name} | {seconds:.2f} | {megabytes:.0f} |")


if __name__ == "__main__":
    main()
