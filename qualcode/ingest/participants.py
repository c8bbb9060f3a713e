"""The table of participants: which speaker of which file is whom, with everything else that is known as attributes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.errors import BadInput
from qualcode.i18n import _, ngettext
from qualcode.ingest.frontmatter import KEYS, KINDS
from qualcode.ingest.sniff import TEXT, sniff
from qualcode.ingest.source import content_refused, file_bytes, own_product
from qualcode.text import normalise

FILE_COLUMNS = ("bestand", "bestandsnaam", "file", "filename", "transcript")
SPEAKER_COLUMNS = ("spreker", "speaker", "label", "sprekerlabel")
PARTICIPANT_COLUMNS = ("respondent", "participant", "deelnemer", "respondentnummer", "participant_id")
_OWN_COLUMNS = frozenset({"quote", "citaat"})
"""Columns that only a table of quotes has; a .csv bears no other mark of who wrote it."""
MAX_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One speaker of one transcript."""

    file: str
    """The transcript as the table names it, with or without its suffix."""
    speaker: str
    """The speaker's label in the text; empty when the transcript has one respondent."""
    participant: str
    """As cited: "Respondent 4"."""
    attributes: dict[str, str] = field(default_factory=dict)
    """Every other column that is filled in, in the table's order; known keys by the names of the front matter."""
    row: int = 0
    """Row of the table, 1-based, the header counted, for messages."""


@dataclass(frozen=True, slots=True)
class ParticipantTable:
    """All rows of a table, without mistakes."""

    rows: tuple[ParticipantRow, ...]
    warnings: tuple[str, ...] = ()
    source_name: str = ""

    def __iter__(self) -> Iterator[ParticipantRow]:
        """The rows, in the order of the table."""
        return iter(self.rows)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class _Columns:
    file: int
    speaker: int | None
    participant: int
    attributes: tuple[tuple[int, str], ...]


def read_participants(path: Path | str) -> ParticipantTable:
    """Reads a table of participants from .csv, .tsv or .xlsx.

    A column for the file and one for the participant are needed; a column for the speaker's label where a file has
    more than one respondent. Every other column is an attribute. In text the separator may be `;`, `,`, a tab or `|`.

    Raises:
        BadInput: for a file that cannot be read as a table, and for the first mistake in it, by row and column.
    """
    path = Path(path)
    data = file_bytes(path)
    content = sniff(data)
    if content == "xlsx":
        from qualcode.ingest.workbook import rows_of

        rows: Iterator[tuple[int, list[str]]] = rows_of(data, path.name)
        warnings: tuple[str, ...] = ()
    elif content == TEXT:
        from qualcode.ingest.plain import decoded

        text, warnings = decoded(data, path.name)
        rows = _csv_rows(normalise(text.replace("\t", "\ue000")).replace("\ue000", "\t"), path.name)
    else:
        raise content_refused(path, content, _("Save the table as .csv or .xlsx."))
    return _checked(rows, path.name, warnings)


def _csv_rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    lines = text.lstrip("\n")
    skipped = len(text) - len(lines)
    separator = ""
    if lines[:4].lower() == "sep=" and len(lines) > 4:
        separator = lines[4]
        _first, _newline, lines = lines.partition("\n")
        skipped += 1
    separator = separator or _separator(lines.partition("\n")[0])
    reader = csv.reader(io.StringIO(lines), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield reader.line_num + skipped, cells
    except csv.Error as error:
        raise BadInput(
            _("A quotation mark in the table is not closed, or stands in the middle of a cell."),
            where=_("{file}, line {line}").format(file=name, line=reader.line_num + skipped),
            todo=_("Double the quotation marks inside a cell, or save the table as .xlsx."),
        ) from error


def _separator(header: str) -> str:
    """The separator that cuts the header in most pieces, outside quotation marks; a comma when none does."""
    outside = "".join(header.split('"')[::2])
    return max((";", ",", "\t", "|"), key=lambda sign: (outside.count(sign), sign == ","))


def _checked(rows: Iterator[tuple[int, list[str]]], name: str, warnings: tuple[str, ...]) -> ParticipantTable:
    filled = ((number, [cell.strip() for cell in cells]) for number, cells in rows)
    content = [(number, cells) for number, cells in filled if any(cells)]
    if not content:
        raise BadInput(_("The table is empty."), where=name, todo=_("Put the names of the columns in its first row."))
    if len(content) > MAX_ROWS:
        raise BadInput(
            _("The table has {count} rows; a study has far fewer participants.").format(count=len(content)),
            where=name,
            todo=_("Look whether it is the right file."),
        )
    (_header_row, header), *body = content
    columns = _columns(header, name)
    if not body:
        raise BadInput(_("The table has column names but no rows."), where=name, todo=_("Give each participant a row."))
    result: list[ParticipantRow] = []
    mistakes: list[BadInput] = []
    for number, cells in body:
        try:
            result.append(_row(header, columns, number, cells, name))
        except BadInput as mistake:
            mistakes.append(mistake)
    mistakes += _contradictions(result, name)
    if mistakes:
        raise _first_of(mistakes)
    return ParticipantTable(tuple(result), warnings, name)


def _columns(header: Sequence[str], name: str) -> _Columns:
    keys = [" ".join(cell.casefold().split()) for cell in header]
    for index, key in enumerate(keys):
        if key and key in keys[:index]:
            raise BadInput(
                _("Two columns are called “{column}”.").format(column=header[index]),
                where=name,
                todo=_("Rename or remove one of them."),
            )
    if not _OWN_COLUMNS.isdisjoint(keys):
        raise own_product(name)
    places = [
        next((keys.index(alias) for alias in aliases if alias in keys), None)
        for aliases in (FILE_COLUMNS, SPEAKER_COLUMNS, PARTICIPANT_COLUMNS)
    ]
    file, speaker, participant = places
    if file is None or participant is None:
        aliases = FILE_COLUMNS if file is None else PARTICIPANT_COLUMNS
        raise BadInput(
            _("The table has no column “{column}”; its columns are: {columns}.").format(
                column=aliases[0], columns=", ".join(cell for cell in header if cell) or "–"
            ),
            where=name,
            todo=_("Name a column one of: {names}.").format(names=", ".join(aliases)),
        )
    attributes = tuple((i, KEYS.get(key, key)) for i, key in enumerate(keys) if i not in places and key)
    return _Columns(file, speaker, participant, attributes)


def _row(header: Sequence[str], columns: _Columns, number: int, cells: Sequence[str], name: str) -> ParticipantRow:
    cells = [*cells, *([""] * (len(header) - len(cells)))]
    for index, cell in enumerate(cells):
        if cell and (index >= len(header) or not header[index]):
            raise BadInput(
                _("A cell is filled in where no column has a name."),
                where=_("{file}, row {row}, cell {cell}").format(file=name, row=number, cell=index + 1),
                todo=_("Name the column, or put a text with the separator in it between quotation marks."),
            )
    for index in (columns.file, columns.participant):
        if not cells[index]:
            raise BadInput(
                _("The cell is empty."),
                where=_("{file}, row {row}, column {column}").format(file=name, row=number, column=header[index]),
                todo=_("Fill it in, or remove the row."),
            )
    attributes = {}
    for index, key in columns.attributes:
        if cells[index]:
            attributes[key] = KINDS.get(cells[index].casefold(), cells[index]) if key == "kind" else cells[index]
    return ParticipantRow(
        file=cells[columns.file],
        speaker="" if columns.speaker is None else cells[columns.speaker].rstrip(":").strip(),
        participant=cells[columns.participant],
        attributes=attributes,
        row=number,
    )


def _contradictions(rows: Sequence[ParticipantRow], name: str) -> list[BadInput]:
    """One speaker given twice, and one participant with two values of an attribute."""
    mistakes = []
    speakers: dict[tuple[str, str], ParticipantRow] = {}
    people: dict[str, ParticipantRow] = {}
    for row in rows:
        place = _("{file}, row {row}").format(file=name, row=row.row)
        twin = speakers.setdefault((row.file.casefold(), row.speaker.casefold()), row)
        if twin is not row:
            mistakes.append(
                BadInput(
                    _("The same speaker of the same file already stands in row {row}.").format(row=twin.row),
                    where=place,
                    todo=_("Keep one of the two rows, or fill in the speaker's label."),
                )
            )
        earlier = people.setdefault(row.participant, row)
        for key, value in row.attributes.items():
            if earlier.attributes.get(key, value) != value:
                mistakes.append(
                    BadInput(
                        _("{participant} has another “{attribute}” in row {row}.").format(
                            participant=row.participant, attribute=key, row=earlier.row
                        ),
                        where=place,
                        todo=_("Make the two the same, or give the participant another name."),
                    )
                )
                break
    return mistakes


def _first_of(mistakes: Sequence[BadInput]) -> BadInput:
    first = mistakes[0]
    if len(mistakes) == 1:
        return first
    more = ngettext("One more row has a mistake.", "{n} more rows have a mistake.", len(mistakes) - 1)
    return BadInput(first.what, where=first.where, todo=f"{first.todo} {more}")
