"""How long a matrix of 10,000 codings and all their quotes to one Word table take, and what memory they need.

Run: `python benchmarks/bench_exports.py`. The study is made in memory from a fixed seed: 40 transcripts of 8,000 words, 60 codes,
10,000 codings by 2 coders. Each step runs in a process of its own, so that its peak is its own; what the study itself takes is
printed apart.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from qualcode.analysis import StudyView, matrix, quotes
from qualcode.store import values

SEED = 20261123
AT = "2026-01-05T09:00:00.000000+00:00"
_SPEECH = (
    "ja nou uh dat was eigenlijk wel heel fijn want toen kwam die mevrouw van het wijkteam en zei wij gaan samen kijken "
    "naar het gezin één loket coördinator casemanager geëvalueerd vroeg kind thuis school gewoon bellen maar niemand wist "
    "het precies zeg maar zo'n beetje hè 😊 peuterspeelzaal consultatiebureau wachtlijst formulier afspraak & <vraag>"
)


def workload(transcripts: int = 40, words: int = 8000, codes: int = 60, codings: int = 10_000) -> StudyView:
    """The study, the same one each time."""
    source, vocabulary = random.Random(SEED), _SPEECH.split()
    texts: dict[str, str] = {}
    made, speakers, turns, people = [], [], [], []
    for number in range(transcripts):
        name = f"interview-{number + 1:02d}"
        person = values.Participant(
            f"p{number:02d}", f"Respondent {number + 1}", {"model": ("VP", "JGZ", "GGJ")[number % 3]}
        )
        people.append(person)
        speakers.append(values.Speaker(f"{name}/R", name, "R", "respondent", person.id))
        speakers.append(values.Speaker(f"{name}/I", name, "I", "interviewer"))
        pieces, position, count, turn = [], 0, 0, 0
        while count < words:
            asks = turn % 2 == 0
            length = source.randint(6, 18) if asks else source.randint(20, 110)
            said = f"{'I' if asks else 'R'}: {' '.join(source.choices(vocabulary, k=length)).capitalize()}.\n"
            turns.append(
                values.Turn(
                    f"{name}/{turn}",
                    name,
                    turn + 1,
                    position,
                    position + 3,
                    position + len(said) - 1,
                    f"{name}/{'I' if asks else 'R'}",
                    "I" if asks else "R",
                    "interviewer" if asks else "respondent",
                    None if asks else person.id,
                )
            )
            pieces.append(said)
            position += len(said)
            count += length
            turn += 1
        text = "".join(pieces)
        key = hashlib.sha256(text.encode()).hexdigest()
        texts[key] = text
        made.append(values.Transcript(name, name, "parent", key, len(text), count, f"{name}.txt", "", AT, number))
    tree = []
    for number in range(codes):
        parent = None if number % 6 == 0 else f"c{number - number % 6:02d}"
        tree.append(values.Code(f"c{number:02d}", f"Code {number + 1}", "open", parent, family="bouwsteen"))
    segments, put = [], []
    for number in range(codings):
        transcript = made[source.randrange(transcripts)]
        text = texts[transcript.text_hash]
        start = text.index(" ", source.randrange(len(text) - 900)) + 1
        end = text.index(" ", start + source.randint(40, 700))
        coder = ("a", "b")[number % 2]
        segments.append(values.Segment(f"s{number}", transcript.id, coder, start, end, text[start:end]))
        code = tree[source.randrange(codes)].id
        put.append(
            values.Coding(f"x{number}", f"s{number}", code, coder, transcript.id, start, end, text[start:end], AT)
        )
    put.sort(key=lambda one: (one.transcript_id, one.start, one.end, one.id))
    return StudyView(
        info=values.StudyInfo("study", "Meting", "nl", AT),
        coders=(values.Coder("a", "Anouk"), values.Coder("b", "Bram")),
        participants=tuple(people),
        transcripts=tuple(made),
        speakers=tuple(speakers),
        turns=tuple(turns),
        codes=tuple(tree),
        codings=tuple(put),
        segments=tuple(segments),
        read_text=texts.__getitem__,
    )


def _quotes_to(suffix: str) -> Callable[[StudyView, Path], object]:
    def run(view: StudyView, folder: Path) -> object:
        from qualcode.exports import write_quotes

        return write_quotes(view, quotes(view, each_coder=True), folder / f"quotes{suffix}")

    return run


STEPS: dict[str, Callable[[StudyView, Path], object]] = {
    "study in memory": lambda _view, _folder: None,
    "matrix code x transcript": lambda view, _folder: matrix(view, "code", "transcript"),
    "matrix code x model": lambda view, _folder: matrix(view, "code", "model"),
    "matrix code x code": lambda view, _folder: matrix(view, "code", "code"),
    "matrix code x transcript, words": lambda view, _folder: matrix(view, "code", "transcript", "words"),
    "10,000 quotes to .docx": _quotes_to(".docx"),
    "10,000 quotes to .xlsx": _quotes_to(".xlsx"),
    "10,000 quotes to .csv": _quotes_to(".csv"),
    "10,000 quotes to .md": _quotes_to(".md"),
}


def measure(name: str) -> dict[str, float | str]:
    """One step in this process: seconds, seconds of processor, and the peak of memory."""
    view = workload()
    with tempfile.TemporaryDirectory() as folder:
        started, used = time.perf_counter(), time.process_time()
        STEPS[name](view, Path(folder))
        seconds, processor = time.perf_counter() - started, time.process_time() - used
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"step": name, "seconds": seconds, "processor": processor, "peak": peak, "size": size / 1e6}


def main(arguments: list[str] | None = None) -> int:
    """Prints the table; with --step one step as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", choices=list(STEPS))
    options = parser.parse_args(arguments)
    if options.step:
        print(json.dumps(measure(options.step)))
        return 0
    print(f"{'step':34} {'s':>7} {'cpu s':>7} {'peak MB':>8} {'file MB':>8}")
    for name in STEPS:
        done = subprocess.run([sys.executable, __file__, "--step", name], capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)
        print(
            f"{name:34} {found['seconds']:7.3f} {found['processor']:7.3f} {found['peak']:8.0f} {found['size']:8.2f}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
