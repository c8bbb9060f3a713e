"""The report on agreement as a file: Word, Excel, Markdown or JSON. The same study gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from qualcode.agreement import AgreementReport
from qualcode.agreement.findings import DifferenceLine, Findings, Quoted, SettledLine
from qualcode.exports.agreement_markdown import markdown_lines
from qualcode.exports.agreement_picture import confusion_svg
from qualcode.exports.agreement_sheets import sheets
from qualcode.exports.agreement_word import document
from qualcode.exports.agreement_words import title_of
from qualcode.exports.files import put, suffix_of
from qualcode.exports.sheets import write_xlsx
from qualcode.exports.word import write_word

SUFFIXES = (".docx", ".xlsx", ".md", ".json", ".svg")


def write_agreement(found: Findings, path: Path | str, *, template: Path | str | None = None) -> Path:
    """Writes the report; the suffix picks .docx, .xlsx, .md, .json, or .svg (the picture of confusion); gives the path.

    Args:
        found: As `agreement.findings` reckoned it.
        path: The file.
        template: For .docx: a document whose styles and page it takes.

    Raises:
        WrongUsage: for another suffix.
        BadInput: for a template that cannot be read.
        StudyUnusable: when the file cannot be written.
    """
    suffix = suffix_of(path, SUFFIXES)
    title = title_of(found)
    if suffix == ".docx":
        return write_word(document(found), path, title=title, subject=found.title, template=template, made=found.made)
    if suffix == ".xlsx":
        return write_xlsx(sheets(found), path, title=title, made=found.made)
    if suffix == ".md":
        return put(path, "\n".join(markdown_lines(document(found))).encode())
    if suffix == ".svg":
        return put(path, confusion_svg(found).encode())
    return put(path, (json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n").encode())


def as_json(found: Findings) -> dict[str, Any]:
    """The whole report with stable keys: names beside ids, every figure with its variant, unit, base and tolerance."""
    material = found.material
    study_transcripts = material.study_transcripts
    return {
        "study": found.title,
        "version": found.version,
        "coders": [{"id": coder.id, "name": coder.name} for coder in material.coders],
        "question": _plain(material.question),
        "study_transcripts": study_transcripts,
        "blind": found.blind,
        "sentence": {language: found.sentence(language) for language in ("nl", "en")},
        "bases": {
            report.base: _report(report, material.names)
            for report in sorted((found.report, found.other), key=lambda report: report.base)
        },
        "transcripts": _rows(found.transcripts, material.names),
        "after_settling": _report(found.after, material.names) if found.after is not None else None,
        "confusion": [
            {
                "first": material.names.get(first, first),
                "second": material.names.get(second, second),
                "segments": found.confusion.in_segments(first, second),
                "characters": found.confusion.in_characters(first, second),
            }
            for first, second in sorted(
                {*found.confusion.segments, *found.confusion.characters},
                key=lambda pair: tuple(material.codes.index(one) if one else -1 for one in pair),
            )
        ],
        "differences": [_difference(line, material.names) for line in found.differences],
        "settled": [_settled(line) for line in found.settled],
        "unitizing": _plain(found.unitizing),
        "gamma": _plain(found.gamma),
    }


def _report(report: AgreementReport, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "unit": report.unit,
        "base": report.base,
        "tolerance": report.tolerance,
        "by": report.by,
        "level": report.level,
        "transcripts": report.transcripts,
        "missing": [{"coder": names.get(a, a), "transcript": names.get(b, b)} for a, b in report.missing],
        "rows": _rows(report, names),
        "overall": _plain(report.overall),
        "pairs": _plain(report.pairs),
    }


def _rows(report: AgreementReport, names: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"name": names.get(row.key, row.key), **_plain(row)} for row in report.worst_first()]


def _difference(line: DifferenceLine, names: Mapping[str, str]) -> dict[str, Any]:
    one = line.difference
    return {
        "kind": one.kind,
        "transcript": line.place.transcript,
        "turn": line.place.turn,
        "start": one.start,
        "end": one.end,
        "words": line.place.words,
        "characters": one.amount,
        "sides": [
            None if side is None else {**_plain(side), "code_name": names.get(side.code, side.code)}
            for side in (one.first, one.second)
        ],
    }


def _settled(line: SettledLine) -> dict[str, Any]:
    place: Quoted = line.place
    return {
        **_plain(line.settlement),
        "transcript": place.transcript,
        "turn": place.turn,
        "words": place.words,
        "first": line.first,
        "second": line.second,
        "outcome": list(line.outcome),
        "decided_by": line.decided_by,
    }


def _plain(value: Any) -> Any:
    """Values as JSON knows them."""
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
