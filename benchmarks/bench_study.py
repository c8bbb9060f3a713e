"""The whole job on a study of real size: 40 Word transcripts of 8,000 words, 60 codes, 10,000 codings by two coders.

Run: python benchmarks/bench_study.py [--json]. Everything is drawn with a fixed seed; each step runs in a process of its own,
so that its seconds and its peak memory are its own. Seconds leave the start of Python and the opening of the study out,
except for `open` and `help`, which are whole processes.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

TRANSCRIPTS, WORDS, CODINGS = 40, 8_000, 10_000
CODERS = ("Anouk", "Bram")
BUDGETS = {
    "import": (2.0, None),
    "suggest cold": (20.0, 500),
    "suggest warm": (2.0, 500),
    "matrix": (0.1, None),
    "quotes to Word": (5.0, 200),
    "agreement": (1.0, None),
    "help": (0.3, None),
}
"""Step -> (seconds, megabytes) to stay below."""


def prepare(folder: Path) -> float:
    """Writes the Word files; a process of its own, because a child's peak begins at its parent's."""
    from bench_ingest import workload

    (folder / "files").mkdir()
    workload(folder / "files", TRANSCRIPTS, WORDS)
    return 0.0


def step_import(folder: Path) -> float:
    """Reads, checks and stores every file."""
    from qualcode import coding
    from qualcode.store import Study

    with Study.create(folder / "study", coder=CODERS[0]) as study:
        files = sorted((folder / "files").glob("*.docx"))
        started = time.perf_counter()
        results = coding.import_files(study, files)
        seconds = time.perf_counter() - started
        assert not any(one.error for one in results)
        for number, one in enumerate(results):
            assert one.transcript
            model = ("VP", "GGJ", "JGZ")[number % 3]
            speaker = next(each for each in study.speakers(one.transcript.id) if each.role == "respondent")
            coding.set_participant(study, speaker.id, f"Respondent {number + 1}", {"model": model})
    return seconds


def step_code(folder: Path) -> float:
    """Takes a codebook over and puts 10,000 codes, in as many acts as there are transcripts and coders."""
    from qualcode import coding
    from qualcode.codebook import load_codebook
    from qualcode.store import Study

    chance = random.Random(7)
    with Study.open(folder / "study", coder=CODERS[0]) as study:
        codes = [code.id for code in coding.import_codebook(study, load_codebook("ivh-ouders"))][:60]
        places = []
        for transcript in study.transcripts():
            turns = [turn for turn in study.turns(transcript.id) if turn.role == "respondent"]
            drawn = []
            for _number in range(CODINGS // TRANSCRIPTS // 2):
                turn = chance.choice(turns)
                start = chance.randrange(turn.start, max(turn.start + 1, turn.end - 60))
                drawn.append((start, min(turn.end - 12, start + chance.randrange(40, 400)), chance.choice(codes)))
            places.append((transcript.id, drawn))
        started = time.perf_counter()
        for name in CODERS:
            with Study.open(folder / "study", coder=name) as own:
                for transcript_id, drawn in places:
                    placings = []
                    for start, end, code in drawn:
                        shift = 0 if name == CODERS[0] else chance.choice((0, 0, 3, 11))
                        other = code if name == CODERS[0] or chance.random() < 0.85 else chance.choice(codes)
                        placings.append(coding.Placing(transcript_id, start + shift, end + shift, other))
                    coding.put_codes(own, placings)
                    coding.mark_progress(own, transcript_id, "done")
        return time.perf_counter() - started


def step_suggest(folder: Path) -> float:
    """Ranks every sentence for every code, with what was coded as lessons."""
    from qualcode.store import Study
    from qualcode.suggest.of_study import propose

    with Study.open(folder / "study", coder=CODERS[0]) as study:
        started = time.perf_counter()
        propose(study, top=3)
        return time.perf_counter() - started


def step_matrix(folder: Path) -> float:
    """Code × transcript."""
    from qualcode.analysis import load_view, matrix
    from qualcode.store import Study

    with Study.open(folder / "study", coder=CODERS[0]) as study:
        view = load_view(study)
        started = time.perf_counter()
        matrix(view, "code", "transcript")
        return time.perf_counter() - started


def step_quotes(folder: Path) -> float:
    """All 10,000 quotes to one Word table."""
    from qualcode.analysis import load_view, quotes
    from qualcode.exports import write_quotes
    from qualcode.store import Study

    with Study.open(folder / "study", coder=CODERS[0]) as study:
        started = time.perf_counter()
        view = load_view(study)
        write_quotes(view, quotes(view), folder / "quotes.docx")
        return time.perf_counter() - started


def step_agreement(folder: Path) -> float:
    """All coefficients per code and overall, on characters."""
    from qualcode.agreement import compare
    from qualcode.agreement.of_study import marks_of, shared_done
    from qualcode.agreement.units import units_of
    from qualcode.store import Study

    with Study.open(folder / "study", coder=CODERS[0]) as study:
        ids = [coder.id for coder in study.coders()]
        started = time.perf_counter()
        units = units_of(study, study.transcripts(), unit="character")
        compare(marks_of(study, ids), units, ids, done=shared_done(study, ids))
        return time.perf_counter() - started


def step_open(folder: Path) -> float:
    """A whole process that lists the transcripts."""
    return _process("transcripts", "--study", str(folder / "study"))


def step_help(_folder: Path) -> float:
    """A whole process: `qualcode --help`."""
    return _process("--help")


def _process(*words: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "qualcode", *words], check=True, capture_output=True)
    return time.perf_counter() - started


STEPS: tuple[tuple[str, Callable[[Path], float]], ...] = (
    ("import", step_import),
    ("code", step_code),
    ("open", step_open),
    ("suggest cold", step_suggest),
    ("suggest warm", step_suggest),
    ("matrix", step_matrix),
    ("quotes to Word", step_quotes),
    ("agreement", step_agreement),
    ("help", step_help),
)


def main() -> int:
    """Prints a table; status 1 when a step is above its budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        seconds = {"prepare": prepare, **dict(STEPS)}[options.step](options.folder)
        peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        print(json.dumps({"seconds": seconds, "megabytes": peak / 1024}))
        return 0
    rows = []
    with tempfile.TemporaryDirectory() as name:
        for step in ("prepare", *dict(STEPS)):
            command = [sys.executable, __file__, "--step", step, "--folder", name]
            ran = subprocess.run(command, check=True, capture_output=True, text=True)
            if step != "prepare":
                rows.append({"step": step, **json.loads(ran.stdout.splitlines()[-1])})
    over = []
    for row in rows:
        seconds, megabytes = BUDGETS.get(row["step"], (None, None))
        row["budget"] = ", ".join(f"{value} {unit}" for value, unit in ((seconds, "s"), (megabytes, "MB")) if value)
        if (seconds and row["seconds"] > seconds) or (megabytes and row["megabytes"] > megabytes):
            over.append(row["step"])
    if options.json:
        print(json.dumps(rows, indent=2))
    else:
        print("| step | seconds | peak MB | budget |\n|---|---|---|---|")
        for row in rows:
            print(f"| {row['step']} | {row['seconds']:.2f} | {row['megabytes']:.0f} | {row['budget']} |")
    return int(bool(over))


if __name__ == "__main__":
    sys.exit(main())
