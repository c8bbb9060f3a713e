"""How long the import of 40 Word transcripts of 8,000 words takes, turns found, and whether a word was changed.

Run: `python benchmarks/bench_ingest.py`. The workload is made from a fixed seed in a temporary folder.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from docx import Document as WordFile

from qualcode.ingest import read_document
from qualcode.text import normalise

SEED = 20261123
_SPEECH = (
    "ja nou uh dat was eigenlijk wel heel fijn want toen kwam die mevrouw van het wijkteam en zei wij gaan samen kijken "
    "naar het gezin één loket coördinator casemanager geëvalueerd vroeg kind thuis school gewoon bellen maar niemand wist "
    "het precies zeg maar 'ns zo'n beetje hè 😊 peuterspeelzaal consultatiebureau wachtlijst formulier afspraak"
)
_OPENINGS = ("Hoe", "Wat", "Waarom", "Wanneer", "Wie")


def workload(folder: Path, transcripts: int, words: int) -> list[list[str]]:
    """Writes the Word files `interview-NN.docx` and gives the paragraphs of each, as they were written."""
    source = random.Random(SEED)
    vocabulary = _SPEECH.split()
    written = []
    for number in range(transcripts):
        document = WordFile()
        paragraphs = ["Synthetisch transcript voor een meting."]
        count = 0
        asks = True
        while count < words:
            length = source.randint(6, 18) if asks else source.randint(20, 110)
            speech = " ".join(source.choices(vocabulary, k=length))
            speech = f"{source.choice(_OPENINGS)} {speech}?" if asks else f"{speech.capitalize()}."
            paragraphs.append(f"{'Interviewer' if asks else 'Respondent'}: {speech}")
            count += length
            asks = not asks
        document.add_paragraph(paragraphs[0]).runs[0].italic = True
        for paragraph in paragraphs[1:]:
            label, colon, speech = paragraph.partition(":")
            line = document.add_paragraph()
            line.add_run(label + colon).bold = True
            line.add_run(speech)
        document.save(str(folder / f"interview-{number + 1:02d}.docx"))
        written.append(paragraphs)
    return written


def main(arguments: list[str] | None = None) -> int:
    """Prints one line of figures; status 1 when a word was changed or a turn missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--transcripts", type=int, default=40)
    parser.add_argument("--words", type=int, default=8000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written = workload(folder, options.transcripts, options.words)
        files = sorted(folder.glob("*.docx"))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started, used = time.perf_counter(), time.process_time()
        documents = [read_document(file) for file in files]
        seconds, cpu = time.perf_counter() - started, time.process_time() - used
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    changed = sum(
        document.text.split() != normalise("\n".join(paragraphs)).split()
        for document, paragraphs in zip(documents, written, strict=True)
    )
    missed = sum(
        abs(len(document.turns) - len(paragraphs) + 1) for document, paragraphs in zip(documents, written, strict=True)
    )
    words = sum(len(document.text.split()) for document in documents)
    print(
        f"import docx: {len(documents)} transcripts, {words:,} words, {sum(len(d.turns) for d in documents):,} turns: "
        f"{seconds:.2f} s ({cpu:.2f} s of processor), peak {peak / 1024:.0f} MB (+{(peak - before) / 1024:.0f}); "
        f"texts changed: {changed}; turns missed or made up: {missed}"
    )
    return 1 if changed or missed else 0


if __name__ == "__main__":
    sys.exit(main())
