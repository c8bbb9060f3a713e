"""A codebook as rows and columns, in Excel (.xlsx) and comma separated (.csv): one row a code, lists joined with " | ".

In a list a bar that belongs to a word is written `\\|` and a backslash `\\\\`. In .csv a cell that a spreadsheet would take
for a formula gets an apostrophe before it, which reading takes off again. The .xlsx has two more sheets, for what the
codebook says of itself and for its relations; a .csv holds the codes alone and is named after its file.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from qualcode.codebook.mistakes import Mistake, bad_codebook, did_you_mean
from qualcode.codebook.model import Codebook, CodeEntry
from qualcode.codebook.records import LIST_FIELDS, Path, Records, codebook_of, mistakes_in
from qualcode.errors import BadInput
from qualcode.i18n import _

COLUMNS = (
    "key",
    "name",
    "level",
    "family",
    "number",
    "parent",
    "definition",
    "when",
    "when_not",
    "example",
    "keywords",
    "aliases",
    "questions",
    "colour",
    "shortcut",
)
_DUTCH = {
    "sleutel": "key",
    "naam": "name",
    "code": "name",
    "niveau": "level",
    "familie": "family",
    "nummer": "number",
    "hoofdcode": "parent",
    "definitie": "definition",
    "wanneer": "when",
    "wanneer wel": "when",
    "wanneer niet": "when_not",
    "when not": "when_not",
    "voorbeeld": "example",
    "trefwoorden": "keywords",
    "afkortingen": "aliases",
    "vragen": "questions",
    "interviewvragen": "questions",
    "kleur": "colour",
    "color": "colour",
    "sneltoets": "shortcut",
}
_ABOUT = ("name", "title", "language", "version", "description")
_BAR = re.compile(r"\s*(?<!\\)((?:\\\\)*)\|\s*")
_FORMULA = re.compile(r"'*[=+\-@]")
_LINE, _TALLEST = 15.0, 120.0
"""Points: the height of a line of Calibri 11, and of a row that leaves others in sight, however many keywords it has."""
_WHOLE = re.compile(r"[-+]?\d{1,9}(?:\.0)?")

Rows = list[list[str]]


def rows_of(codebook: Codebook) -> Rows:
    """The heading and one row a code, as texts."""
    return [list(COLUMNS), *([_cell(code, column) for column in COLUMNS] for code in codebook.codes)]


def to_csv(codebook: Codebook) -> bytes:
    """The codes as .csv: UTF-8 with a mark (so that Excel reads it rightly), commas, lines ended with CR LF."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([_guarded(cell) for cell in row] for row in rows_of(codebook))
    return out.getvalue().encode("utf-8-sig")


def from_csv(text: str, where: str, name: str) -> Codebook:
    """The codebook of a .csv; the separator is the comma, semicolon or tab that its first line holds most of.

    Raises:
        BadInput: with the row of every mistake.
    """
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise BadInput(
            _("The table cannot be read: {problem}.").format(problem=error),
            where,
            _("Save it again from the spreadsheet, as CSV in UTF-8."),
        ) from error
    return _codebook([[_unguarded(cell) for cell in row] for row in rows], {}, [], where, name)


def to_xlsx(codebook: Codebook) -> bytes:
    """The codebook as a workbook of three sheets: codes, codebook, relations; the same bytes each time."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.create_sheet("codes", 0)
    del book["Sheet"]
    _fill(sheet, rows_of(codebook))
    sheet.freeze_panes = "C2"
    widths = {"name": 34, "definition": 50, "when": 40, "when_not": 40, "example": 40, "keywords": 60, "questions": 50}
    widths["key"] = min(max((len(code.key) for code in codebook.codes), default=0) + 2, 60)
    for place, column in enumerate(COLUMNS):
        sheet.column_dimensions[chr(ord("A") + place)].width = widths.get(column, 16)
    for number, row in enumerate(sheet.iter_rows(min_row=2), start=2):
        lines = 1
        for cell, column in zip(row, COLUMNS, strict=True):
            cell.alignment = Alignment(wrap_text=column != "key", vertical="top")
            lines = max(lines, len(cell.value or "") // widths.get(column, 16) + 1)
        # LibreOffice does not grow rows of a workbook that says nothing of their height.
        sheet.row_dimensions[number].height = min(lines * _LINE, _TALLEST)
    about = book.create_sheet("codebook")
    _fill(about, [["field", "value"], *([name, getattr(codebook, name)] for name in _ABOUT)])
    relations = book.create_sheet("relations")
    _fill(relations, [["from", "kind", "to"], *(list(relation) for relation in codebook.relations)])
    for each in book.worksheets:
        for cell in each[1]:
            cell.font = Font(bold=True)
    raw = io.BytesIO()
    book.save(raw)
    return _timeless(raw.getvalue())


def from_xlsx(content: bytes, where: str, name: str) -> Codebook:
    """The codebook of a workbook: its sheet "codes", else the first one.

    Raises:
        BadInput: when it is no workbook, or with the row of every mistake.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=False, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        # broken XML inside the zip comes as a SyntaxError, a missing part as a KeyError
        raise BadInput(
            _("This is not an Excel workbook, or it is damaged or protected with a password."),
            where,
            _("Open it in the spreadsheet program and save it as .xlsx without a password."),
        ) from error
    sheets = {
        sheet.title.lower(): [_texts(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets
    }
    codes = sheets.get("codes") or next(iter(sheets.values()), [])
    about = {row[0].strip().lower(): row[1] for row in sheets.get("codebook", [])[1:] if len(row) > 1 and row[0]}
    relations = [row[:3] for row in sheets.get("relations", [])[1:] if any(row[:3])]
    return _codebook(codes, about, relations, where, name)


def _cell(code: CodeEntry, column: str) -> str:
    value = getattr(code, column)
    if value is None:
        return ""
    if isinstance(value, tuple):
        return " | ".join(str(part).replace("\\", "\\\\").replace("|", "\\|") for part in value)
    return str(value)


def _split(cell: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for match in _BAR.finditer(cell):
        parts.append(cell[start : match.start()] + match.group(1))
        start = match.end()
    parts.append(cell[start:])
    return [re.sub(r"\\([\\|])", r"\1", part).strip() for part in parts if part.strip()]


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _texts(row: Iterable[Any]) -> list[str]:
    return ["" if value is None else str(value) for value in row]


def _fill(sheet: Any, rows: Iterable[Sequence[str]]) -> None:
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            if text:
                cell = sheet.cell(number, place, text)
                cell.data_type = "s"  # a text that begins with = is still a text


def _timeless(workbook: bytes) -> bytes:
    """The same workbook without the moment at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()


def _codebook(rows: Rows, about: dict[str, str], relations: Rows, where: str, name: str) -> Codebook:
    records, found = _records(rows)
    if not found:
        records.data.update({field: text for field, text in about.items() if field in _ABOUT and text})
        records.data["relations"] = relations
        found = mistakes_in(records)
    if found:
        raise bad_codebook(found, where, _("row"))
    return codebook_of(records, name)


def _records(rows: Rows) -> tuple[Records, list[Mistake]]:
    heading_row = next((number for number, row in enumerate(rows) if any(cell.strip() for cell in row)), None)
    if heading_row is None:
        return Records({}), [Mistake(0, _("The table is empty."), _("Write a heading row and one row for each code."))]
    names: list[str] = []
    found: list[Mistake] = []
    for cell in rows[heading_row]:
        said = " ".join(cell.strip().lower().split())
        column = _DUTCH.get(said, said.replace(" ", "_"))
        if column and (column not in COLUMNS or column in names):
            what = _("The column “{name}” is there twice.") if column in names else _("There is no column “{name}”.")
            todo = did_you_mean(said, COLUMNS) or _("The columns are: {fields}.").format(fields=", ".join(COLUMNS))
            found.append(Mistake(heading_row + 1, what.format(name=cell.strip()[:40]), todo))
        names.append(column)
    if "name" not in names:
        found.insert(
            0,
            Mistake(
                heading_row + 1,
                _("This is not a codebook: there is no column “name”."),
                _("The columns are: {fields}.").format(fields=", ".join(COLUMNS)),
            ),
        )
        return Records({}), found[:1]
    lines: dict[Path, int] = {(): heading_row + 1}
    codes: list[dict[str, Any]] = []
    for number, row in enumerate(rows[heading_row + 1 :], start=heading_row + 2):
        if not any(cell.strip() for cell in row):
            continue
        lines["codes", len(codes)] = number
        codes.append(
            {column: value for column, cell in zip(names, row, strict=False) if (value := _value(column, cell))}
        )
        if "level" in codes[-1]:
            codes[-1]["level"] = str(codes[-1]["level"]).lower()
    return Records({"codes": codes}, lines, inherit_family=False), found


def _value(column: str, cell: str) -> Any:
    text = cell.strip()
    if not column or not text:
        return None
    if column in LIST_FIELDS:
        return _split(text)
    if column == "number" and _WHOLE.fullmatch(text):
        return _Whole(text.removesuffix(".0"))
    return text


class _Whole(int):
    """A whole number that counts as a value, nought too."""

    def __bool__(self) -> bool:
        return True
