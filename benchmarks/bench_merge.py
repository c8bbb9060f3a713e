"""Merging two copies with 5,000 codings each: `python benchmarks/bench_merge.py [codings]`.

A study of 40 synthetic transcripts and 60 codes, seed 20261123. Two coders each work in a copy of their own, half of the codings
put one by one and half in batches, with a memo on every tenth; then one copy is merged into the other.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from qualcode import coding
from qualcode.ingest.document import Document, Turn
from qualcode.store import Study

SEED = 20261123
TRANSCRIPTS, CODES, TURNS = 40, 60, 200
VOCABULARY = """wachten traject ouders gesprek kind zorg team vroeg hulp samen steeds eigenlijk toen gewoon wel niet gemeente school
    arts indicatie loket casus overleg thuis dochter zoon maanden weken brief dossier regie vragen antwoord"""


def transcript(number: int, drawn: random.Random) -> Document:
    """A synthetic interview: questions and answers in turn."""
    text, turns, words = "", [], VOCABULARY.split()
    for turn in range(TURNS):
        speaker = "I" if turn % 2 == 0 else "R"
        start = len(text)
        text += f"{speaker}: {' '.join(drawn.choices(words, k=12 if speaker == 'I' else 40))}.\n"
        turns.append(Turn(start, start + 3, len(text) - 1, speaker))
    return Document(
        f"ouder-{number:02}",
        text,
        tuple(turns),
        {"I": "interviewer", "R": "respondent"},
        "name-colon",
        source_name=f"ouder-{number:02}.txt",
        source_hash=str(number),
    )


def code_much(study: Study, count: int, seed: int) -> None:
    """Puts so many codings at random places."""
    drawn = random.Random(seed)
    transcripts, codes = study.transcripts(), study.codes()
    placings = []
    while len(placings) < count:
        chosen = drawn.choice(transcripts)
        start = drawn.randrange(chosen.characters - 300)
        end = start + drawn.randrange(20, 300)
        memo = "Hier twijfel ik." if len(placings) % 10 == 0 else ""
        placings.append(coding.Placing(chosen.id, start, end, drawn.choice(codes).id, memo))
    one_by_one = count // 2
    for placing in placings[:one_by_one]:
        coding.put_codes(study, [placing])
    for start in range(one_by_one, count, 250):
        coding.put_codes(study, placings[start : start + 250])


def main(count: int) -> None:
    """Builds the copies, merges, and prints what it took."""
    drawn = random.Random(SEED)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study = Study.create(folder / "a", coder="Anouk")
        for number in range(TRANSCRIPTS):
            coding.import_document(study, transcript(number, drawn), participant=f"Respondent {number}")
        for number in range(CODES):
            coding.make_code(study, f"code {number}")
        coding.copy_study(study, folder / "b", "Bram")
        code_much(study, count, 1)
        with Study.open(folder / "b") as other:
            code_much(other, count, 2)
        for label, dry_run in (("dry run", True), ("merge", False), ("again", False)):
            began, cpu = time.perf_counter(), time.process_time()
            report = coding.merge_study(study, folder / "b", dry_run=dry_run)
            took, used = time.perf_counter() - began, time.process_time() - cpu
            print(f"{label:8} {took:6.2f} s ({used:.2f} s CPU): {report.count('coding')} codings, {report.acts} acts")
        for label, step in (("undo", study.undo), ("redo", study.redo)):
            began = time.perf_counter()
            step()
            print(f"{label:8} {time.perf_counter() - began:6.2f} s")
        print(f"{len(study.codings())} codings, {len(study.problems())} problems")
        study.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
