"""How long suggestions take on 40 transcripts of 8,000 words and 60 codes, cold and warm, and what the memory's peak is.

Run: python benchmarks/bench_suggest.py [--choice none|embedded|news] [--json]. Texts and codes are drawn with a fixed seed.
Cold is everything from the texts; warm starts from the analyses as a study's cache keeps them.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from qualcode.codebook import Codebook, CodeEntry, load_codebook
from qualcode.ingest import read_document
from qualcode.language import sentence_spans
from qualcode.suggest import Analysis, Known, Speech, SpokenTurn, analyse, proposals, rank

SEED, TRANSCRIPTS, WORDS, CODES, KNOWN = 7, 40, 8_000, 60, 500
_SYLLABLES = ("ka", "lo", "mi", "ver", "zor", "te", "ling", "heid", "be", "gu", "rij", "om", "stel")
_SAMPLES = Path(__file__).parent.parent / "transcripts"
Value = TypeVar("Value")


def sentences() -> list[str]:
    """What respondents say in the sample interviews."""
    found: list[str] = []
    for file in sorted(_SAMPLES.glob("*/*.txt")):
        document = read_document(file)
        spans = (sentence_spans(document.text, turn.start, turn.end) for turn in document.turns)
        found += [document.text[a:b] for turn in spans for a, b in turn if b - a > 20]
    return found


def spoken(chance: random.Random, said: list[str], length: int) -> str:
    """Sentences drawn anew, every fourth with a word that no dictionary has, as names and slips of the tongue are."""
    drawn: list[str] = []
    count = 0
    while count < length:
        sentence = chance.choice(said)
        if chance.random() < 0.25:
            sentence = f"{''.join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 4)))} {sentence}"
        drawn.append(sentence)
        count += len(sentence.split())
    return " ".join(drawn)


def workload() -> tuple[list[Speech], Codebook, list[Known]]:
    """Transcripts in turns, the shipped codebook cut to 60 codes, and 500 decisions."""
    chance = random.Random(SEED)
    said = sentences()
    codes = load_codebook("ivh-ouders").codes[:CODES]
    kept = {code.key for code in codes}
    book = Codebook("bench", "Benchmark", codes=tuple(code for code in codes if code.parent in kept or not code.parent))
    questions = [question for code in book for question in code.questions]
    speeches: list[Speech] = []
    for number in range(TRANSCRIPTS):
        text, turns, count = "", list[SpokenTurn](), 0
        while count < WORDS:
            asks = len(turns) % 2 == 0
            line = chance.choice(questions) if asks else spoken(chance, said, chance.randint(20, 120))
            start = len(text) + 3
            text += f"{'I' if asks else 'R'}: {line}\n"
            role = "interviewer" if asks else "respondent"
            turns.append(SpokenTurn(len(turns) + 1, start, start + len(line), role))
            count += len(line.split())
        speeches.append(Speech(f"t{number}", text, tuple(turns)))
    return speeches, book, decisions(chance, speeches, book.codes)


def decisions(chance: random.Random, speeches: list[Speech], codes: tuple[CodeEntry, ...]) -> list[Known]:
    """Turns of respondents, each coded with a code drawn at random."""
    found = []
    for _ in range(KNOWN):
        speech = chance.choice(speeches)
        turn = chance.choice([each for each in speech.turns if each.role == "respondent"])
        found.append(Known(speech.transcript_id, turn.start, turn.end, chance.choice(codes).key))
    return found


def timed(work: Callable[[], Value]) -> tuple[Value, float, float]:
    """What the work gives, its seconds by the clock, and those of the processor, which a busy machine does not stretch."""
    start, busy = time.perf_counter(), time.process_time()
    value = work()
    return value, time.perf_counter() - start, time.process_time() - busy


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--choice", default="none", choices=["none", "embedded", "news", "auto"])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    speeches, book, known = workload()
    figures: dict[str, float] = {"words": sum(len(each.text.split()) for each in speeches), "codes": len(book)}
    analyses, wall, busy = timed(
        lambda: {each.transcript_id: analyse(each, choice=options.choice) for each in speeches}
    )
    _, more_wall, more_busy = timed(lambda: proposals(rank(speeches, book, known, analyses=analyses)))
    figures["cold_s"], figures["cold_cpu_s"] = wall + more_wall, busy + more_busy
    kept = {name: (each.to_bytes(), each.fingerprint) for name, each in analyses.items()}

    def warm() -> int:
        read = {name: Analysis.from_bytes(*packed) for name, packed in kept.items()}
        again = {name: each for name, each in read.items() if each is not None}
        return len(proposals(rank(speeches, book, known, analyses=again)))

    figures["proposals"], figures["warm_s"], figures["warm_cpu_s"] = timed(warm)
    ranking = rank(speeches, book, known, analyses=analyses)
    # Scores are worked out when they are asked for: all of them, and those of the transcript that somebody looks at.
    _, figures["relearn_s"], figures["relearn_cpu_s"] = timed(
        lambda: [each.scores for each in ranking.relearned(known[1:]).speeches]
    )
    _, figures["relearn_one_s"], figures["relearn_one_cpu_s"] = timed(
        lambda: proposals(ranking.relearned(known[2:]), transcripts=["t0"])
    )
    one = {"t0": analyses["t0"]}
    _, figures["one_warm_s"], figures["one_warm_cpu_s"] = timed(
        lambda: proposals(rank(speeches[:1], book, analyses=one))
    )
    figures["cache_mb"] = sum(len(packed) for packed, _ in kept.values()) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    figures["peak_mb"] = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    for name, value in figures.items():
        print(f"{name:18} {value:12,.2f}")


if __name__ == "__main__":
    main()
