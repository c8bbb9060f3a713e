"""The sample study: synthetic interviews with parents and professionals, coded by two coders, with kernlabels.

It is built by the same acts that a researcher uses, so that everything in it can be undone, merged and exported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from qualcode.codebook import load_codebook
from qualcode.coding.codebooks import import_codebook
from qualcode.coding.codes import relate
from qualcode.coding.files import import_participants, import_transcript_file
from qualcode.coding.kernlabels import link_quotes, make_kernlabel
from qualcode.coding.progress import mark_progress
from qualcode.coding.segments import Placing, put_codes
from qualcode.errors import BadInput
from qualcode.i18n import _
from qualcode.shipped import shipped_folder
from qualcode.store import Study, counted_ids, stepping_clock, values, whole_or_absent

FIRST_CODER, SECOND_CODER = "Anouk", "Bram"
CODEBOOKS = ("ivh-ouders", "ivh-professionals")


def build_sample_study(
    folder: Path, *, source: Path | None = None, told: Callable[[str], None] = lambda _line: None
) -> Study:
    """Makes the sample study in an empty folder, with ids and times that repeat; gives it, open for the first coder.

    Args:
        folder: Where; must hold no study yet.
        source: Folder of the sample transcripts; None takes the shipped one.
        told: Is told each step in a line.

    Raises:
        QualcodeError: when the folder will not do, the disk is full, or a shipped file is not as it should be; a folder that
            was not there before is gone again.
    """
    source = source or shipped_folder("transcripts")
    with whole_or_absent(folder):
        study = Study.create(
            folder,
            title=_("Sample study Integrale Vroeghulp (synthetic)"),
            coder=FIRST_CODER,
            now=stepping_clock(),
            new_id=counted_ids(1),
        )
        try:
            _fill(study, source, told)
        except BaseException:
            study.close()
            raise
    return study


def _fill(study: Study, source: Path, told: Callable[[str], None]) -> None:
    for name in CODEBOOKS:
        count = len(import_codebook(study, load_codebook(name)))
        told(_("{count} codes of codebook {name}").format(count=count, name=name))
    import_codebook(study, load_codebook(source / "axiale-codes.yaml"))
    for file in sample_files(source):
        transcript = import_transcript_file(study, file)
        told(_("{name}: {words} words").format(name=transcript.name, words=transcript.words))
    import_participants(study, source / "respondenten.csv")
    second = Study.open(
        study.path, coder=SECOND_CODER, now=stepping_clock("2026-01-06T09:00:00+00:00"), new_id=counted_ids(2)
    )
    with second:
        for file in sorted((source / "coderingen").glob("*.yaml")):
            for coder, at_work in ((FIRST_CODER, study), (SECOND_CODER, second)):
                count = _code_from(at_work, file, coder)
                if count:
                    told(_("{file}: {count} codings by {coder}").format(file=file.stem, count=count, coder=coder))
    _make_kernlabels(study, source / "kernlabels.yaml")


def sample_files(source: Path) -> list[Path]:
    """The sample transcripts: parents first, then professionals, in order of number."""
    return [
        file
        for group in ("ouders", "professionals")
        for file in sorted((source / group).iterdir())
        if file.suffix in (".txt", ".docx")
    ]


def _code_from(study: Study, file: Path, coder: str) -> int:
    document = _read(file)
    transcripts = {transcript.name: transcript for transcript in study.transcripts()}
    transcript = transcripts[document["transcript"]]
    text = study.text(transcript.text_hash)
    codes = {code.key: code.id for code in study.codes() if code.key}
    placings = []
    for entry in document["codings"]:
        if entry["coder"] == coder:
            start, end = _place(text, entry, file)
            if entry["code"] not in codes:
                raise BadInput(_("There is no code '{key}'.").format(key=entry["code"]), file.name)
            placings.append(Placing(transcript.id, start, end, codes[entry["code"]], entry.get("memo", "")))
    if placings:
        put_codes(study, placings)
        mark_progress(study, transcript.id, "done")
    return len(placings)


def _make_kernlabels(study: Study, file: Path) -> None:
    document = _read(file)
    codes = {code.key: code.id for code in study.codes() if code.key}
    transcripts = {transcript.name: transcript for transcript in study.transcripts()}
    for entry in document["kernlabels"]:
        rests_on = [codes[key] for key in entry["codes"]]
        kernlabel = make_kernlabel(study, entry["statement"], number=str(entry["number"]), rests_on=rests_on)
        for segment_id, kind, note in _evidence(study, entry["evidence"], transcripts, file):
            link_quotes(study, kernlabel.id, [segment_id], kind=kind, note=note)
    for link in document.get("relations", ()):
        relate(study, codes[link["from"]], codes[link["to"]], link["kind"], note=link.get("note", ""))


def _evidence(
    study: Study, entries: list[dict[str, Any]], transcripts: dict[str, values.Transcript], file: Path
) -> Iterator[tuple[str, str, str]]:
    first = study.coder(FIRST_CODER)
    for entry in entries:
        transcript = transcripts[entry["transcript"]]
        start, end = _place(study.text(transcript.text_hash), entry, file)
        found = [
            segment.id
            for segment in study.segments(transcript.id)
            if first and segment.coder_id == first.id and segment.start <= start and end <= segment.end
        ]
        if not found:
            raise BadInput(
                _("{coder} has no segment at {start}:{end}.").format(coder=FIRST_CODER, start=start, end=end),
                f"{file.name}, {transcript.name}",
            )
        yield found[0], entry.get("kind", "supports"), entry.get("note", "")


def _place(text: str, entry: dict[str, Any], file: Path) -> tuple[int, int]:
    nth = int(entry.get("nth", 1))
    first = entry.get("quote") or entry["from"]
    start = -1
    for _time in range(nth):
        start = text.find(first, start + 1)
    if start < 0:
        raise BadInput(
            _("A quote of '{code}' does not stand in the text.").format(code=entry.get("code", "")), file.name
        )
    if "quote" in entry:
        return start, start + len(first)
    end = text.find(entry["to"], start)
    if end < 0:
        raise BadInput(
            _("The end of a quote of '{code}' does not stand in the text.").format(code=entry["code"]), file.name
        )
    return start, end + len(entry["to"])


def _read(file: Path) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    document: dict[str, Any] = yaml.load(file.read_text("utf-8"), Loader=loader)
    return document
