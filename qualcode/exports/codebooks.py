"""The codebook for people, in Word: each code with its definition, when (not) to use it, an example, and how often it is used.

Every other format is a codebook to be read again by a program, and is written by the package `codebook`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from qualcode.analysis import StudyView
from qualcode.codebook import Codebook
from qualcode.coding.codebooks import entry_of
from qualcode.exports.documents import write_document
from qualcode.exports.files import put, suffix_of
from qualcode.exports.word import Block, Cell, Heading, Paragraph, Run, Table, TableColumn, Turned
from qualcode.exports.word.blocks import Row
from qualcode.i18n import _, ngettext
from qualcode.store import values

_KEY = re.compile(r"\(([a-z0-9][a-z0-9.\-]*)\)")
SUFFIXES = (".docx", ".yaml", ".yml", ".xlsx", ".csv", ".md")


def write_codebook(
    view: StudyView,
    path: Path | str,
    *,
    title: str = "",
    template: Path | str | None = None,
    levels: Sequence[str] = (values.OPEN, values.AXIAL),
) -> Path:
    """Writes the study's codebook; the suffix picks .docx, or .yaml, .xlsx, .csv or .md to be read again; gives the path.

    Raises:
        WrongUsage: for another suffix.
        BadInput: for a template that cannot be read.
        StudyUnusable: when the file cannot be written.
    """
    suffix = suffix_of(path, SUFFIXES)
    if suffix == ".docx":
        title = title or _("Codebook")
        return write_document(view, codebook_blocks(view, title, levels), path, title=title, template=template)
    from tempfile import TemporaryDirectory

    from qualcode import codebook

    with TemporaryDirectory() as folder:
        made = codebook.write_codebook(plain_codebook(view, levels), Path(folder) / f"codebook{suffix}")
        return put(path, made.read_bytes())


def plain_codebook(view: StudyView, levels: Sequence[str] = (values.OPEN, values.AXIAL)) -> Codebook:
    """The study's codes as a codebook of plain data, with keys that a person can read.

    A code keeps the key of the codebook that it came from; one that was made in the study gets its name as key.
    """
    from qualcode.codebook import key_from

    codes = [code for code in view.codes if code.level in levels and not code.retired]
    keys: dict[str, str] = {}
    taken = set()
    for code in codes:
        wanted = code.key or key_from(code.name)
        key, number = wanted, 2
        while key in taken:
            key = f"{wanted}-{number}"
            number += 1
        taken.add(key)
        keys[code.id] = key
    entries = [entry_of(code, keys[code.id], keys.get(code.parent_id or "")) for code in codes]
    links = tuple(
        (keys[link.from_id], link.kind, keys[link.to_id])
        for link in view.relations
        if link.from_id in keys and link.to_id in keys
    )
    return Codebook(
        name=key_from(view.info.title) or "codebook",
        title=view.info.title,
        language=view.info.language,
        codes=tuple(entries),
        relations=links,
    )


def codebook_blocks(view: StudyView, title: str, levels: Sequence[str]) -> Iterator[Block]:
    """The document: a chapter for each main code with a table of what is below it; single codes by family."""
    codes = [code for code in view.codes if code.level in levels and not code.retired]
    known = {code.id for code in codes}
    tops = [code for code in codes if code.parent_id not in known]
    yield Turned(landscape=True)
    yield Heading(title, 0)
    yield Paragraph(f"{view.info.title} · {ngettext('{n} code', '{n} codes', len(codes))}", "Subtitle")
    counts = segment_counts(view)
    named = _naming(codes)
    below = {code.id: [one for one in codes if code.id in view.above(one.id)[1:]] for code in tops}

    def kind(code: values.Code) -> tuple[str, str]:
        return ("main", code.id) if below[code.id] else ("single", code.family)

    for (sort, name), group in groupby(tops, key=kind):
        members = list(group)
        if sort == "main":
            main = members[0]
            yield Heading(view.label(main.id), 2)
            yield from _card(main, named)
            yield _table(view, below[main.id], counts, named, depth=1)
        else:
            shown = _(name) if name else _("Other codes")
            yield Heading(shown[:1].upper() + shown[1:], 2)
            yield _table(view, members, counts, named, depth=0)


Naming = Callable[[str], str]


def _naming(codes: list[values.Code]) -> Naming:
    """Turns the keys by which a codebook's author points at another code, "(keten.regie)", into that code's name."""
    names = {code.key: code.name for code in codes if code.key}

    def named(text: str) -> str:
        return _KEY.sub(lambda found: f"({names.get(found.group(1), found.group(1))})", text)

    return named


def _card(code: values.Code, named: Naming) -> Iterator[Paragraph]:
    if code.definition:
        yield Paragraph(code.definition, keep=True)
    said = (
        (_("Use it"), named(code.when_to_use)),
        (_("Not"), named(code.when_not)),
        (_("Example"), f"“{code.example}”" if code.example else ""),
        (_("Questions"), " ".join(code.questions)),
    )
    for lead, text in said:
        if text:
            yield Paragraph([Run(f"{lead}: ", "strong"), Run(text)], keep=True)


def _table(view: StudyView, codes: list[values.Code], counts: dict[str, int], named: Naming, depth: int) -> Table:
    columns = [
        TableColumn(_("Code"), 22),
        TableColumn(_("Definition"), 32),
        TableColumn(_("Use it"), 28),
        TableColumn(_("Not"), 24),
        TableColumn(_("Example"), 28),
        TableColumn(_("Segments"), 11, "right"),
    ]

    def rows() -> Iterator[Row]:
        for code in codes:
            step = max(len(view.above(code.id)) - 1 - depth, 0)
            yield [
                Cell([Run(view.label(code.id), "strong")], indent=step),
                code.definition,
                named(code.when_to_use),
                named(code.when_not),
                [Run(f"“{code.example}”", "emphasis")] if code.example else "",
                str(counts.get(code.id, 0) or "·"),
            ]

    return Table("", columns, rows())


def segment_counts(view: StudyView) -> dict[str, int]:
    """How many distinct stretches carry each code itself."""
    places: dict[str, set[tuple[str, int, int]]] = {}
    for coding in view.codings:
        places.setdefault(coding.code_id, set()).add((coding.transcript_id, coding.start, coding.end))
    return {code_id: len(found) for code_id, found in places.items()}
