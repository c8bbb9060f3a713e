"""Spreadsheets: .xlsx with a header that stays, filters and wrapped text, and .csv that Excel, R and SPSS read.

A participant may say "=1+1" or "- nou ja": text stays text. In .xlsx such a cell is a string and marked so; in .csv an
apostrophe goes before a text that begins with = + - @ or a tab, as OWASP advises against formulas in exports.

.csv is UTF-8 with a byte order mark (else Excel takes it for Windows-1252), comma and double quotes (RFC 4180), which R,
SPSS, pandas and LibreOffice read as it is; `delimiter=";"` is what a double click in a Dutch Excel wants.
"""

from __future__ import annotations

import csv
import errno
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import WrongUsage
from qualcode.exports.files import legal, put, zipped
from qualcode.exports.rows import counted
from qualcode.exports.word.styles import HEAD, INK
from qualcode.i18n import _
from qualcode.products import MARK

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST = 32_767
"""Characters in one cell of Excel."""
_LINE, _TALLEST = 15.0, 409.0
"""Points: the height of a line of Calibri 11, and of the tallest row that Excel has."""
_PAGE = 260
"""Characters that still can be read when a page's width is made of them."""
_RISKY = ("=", "+", "-", "@", "\t", "\r")

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    heading: str
    width: float
    """In characters."""
    wrap: bool = False
    align: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, columns and rows."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Value]]
    heat: tuple[int, int, int, int] | None = None
    """First row, first column, last row, last column (1-based) that are coloured by their number."""
    fixed: int = 0
    """Columns at the left that stay when scrolling."""
    totals: bool = False
    """Whether the last row holds totals, in bold."""
    upright: bool = False
    """Whether headings after the first stand upright."""


def write_xlsx(sheets: Sequence[Sheet], path: Path | str, *, title: str, made: str = "") -> Path:
    """Writes a workbook; gives its path.

    Args:
        sheets: In order; their rows are read once.
        path: The file.
        title: In the properties.
        made: ISO time in the properties; never the clock's.

    Raises:
        StudyUnusable: when the file, or the temporary ones on the way to it, cannot be written.
    """
    from lxml.etree import SerialisationError
    from openpyxl import Workbook

    from qualcode.store import unwritable

    book = Workbook(write_only=True)
    names: set[str] = set()
    memory = io.BytesIO()
    try:
        try:
            for sheet in sheets:
                _fill(book.create_sheet(_sheet_name(sheet.name, names)), sheet)
        except BaseException:
            # Until it is saved, openpyxl keeps the rows so far, a participant's words, in a temporary file.
            book.save(io.BytesIO())
            raise
        book.properties.creator = "qualcode"
        book.properties.category = MARK
        book.properties.title = legal(title)
        book.save(memory)
    except SerialisationError as error:
        # What lxml says of a full disk: "IO_ENOSPC".
        number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise unwritable(Path(tempfile.gettempdir()), OSError(number, os.strerror(number))) from error
    except OSError as error:
        raise unwritable(Path(tempfile.gettempdir()), error) from error
    return put(path, _repeatable(memory, made))


def write_csv(
    columns: Sequence[str], rows: Iterable[Sequence[Value]], path: Path | str, *, delimiter: str = ","
) -> Path:
    """Writes a table as CSV; gives its path. Every row has as many fields as the header.

    Raises:
        WrongUsage: for a delimiter that is not one character, or is a quotation mark or a letter or digit.
    """
    if len(delimiter) != 1 or delimiter.isalnum() or delimiter in "\"'\r\n. ":
        raise WrongUsage(
            _("This cannot stand between the fields of a .csv."), f"'{delimiter}'", _("Take ',' or ';' or a tab.")
        )
    memory = io.StringIO(newline="")
    writer = csv.writer(memory, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([_safe(column) for column in columns])
    for row in counted(rows):
        writer.writerow(["" if value is None else _safe(value) if isinstance(value, str) else value for value in row])
    return put(path, memory.getvalue().encode("utf-8-sig", errors="replace"))


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_RISKY) else text


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel takes: 31 characters, none of its signs, once."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", legal(name)).strip()[:31] or "1"
    made, number = plain, 2
    while made.casefold() in taken:
        made = f"{plain[:27]} {number}"
        number += 1
    taken.add(made.casefold())
    return made


def _fill(target: Worksheet, sheet: Sheet) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.formatting.rule import ColorScaleRule
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    last = get_column_letter(len(sheet.columns))
    target.freeze_panes = f"{get_column_letter(sheet.fixed + 1)}2"
    for number, column in enumerate(sheet.columns, start=1):
        target.column_dimensions[get_column_letter(number)].width = column.width
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = 9
    if sum(column.width for column in sheet.columns) <= _PAGE:
        target.page_setup.fitToHeight = 0
        target.sheet_properties.pageSetUpPr = _fit_to_page()
    else:
        # What is too wide for one page is printed with the pages of a row one after the other.
        target.page_setup.pageOrder = "overThenDown"
    target.print_title_rows = "1:1"
    rule = Side(style="medium", color=f"FF{INK}")
    head = []
    for number, column in enumerate(sheet.columns):
        cell = WriteOnlyCell(target, value=None)
        cell.font = Font(name="Calibri", size=11, bold=True, color=f"FF{INK}")
        cell.fill = PatternFill("solid", fgColor=f"FF{HEAD}")
        cell.border = Border(bottom=rule)
        upright = sheet.upright and number > 0
        cell.alignment = Alignment(
            vertical="bottom",
            wrap_text=not upright,
            horizontal="center" if upright else column.align or None,
            text_rotation=90 if upright else 0,
        )
        _set(cell, column.heading)
        head.append(cell)
    if sheet.upright:
        longest = max((len(column.heading) for column in sheet.columns[1:]), default=0)
        target.row_dimensions[1].height = min(40 + longest * 5.5, 220)
    target.append(head)
    cells: list[Any] = []
    bold: list[Any] = []
    for column in sheet.columns:
        for row, heavy in ((cells, False), (bold, True)):
            cell = WriteOnlyCell(target, value=None)
            cell.alignment = Alignment(vertical="top", wrap_text=column.wrap, horizontal=column.align or None)
            if sheet.heat and column.align == "center":
                cell.number_format = '0;-0;"·"'
            if heavy:
                cell.font = Font(name="Calibri", size=11, bold=True)
                cell.border = Border(top=Side(style="thin", color=f"FF{INK}"))
            row.append(cell)
    count = 1
    # One row behind, so that the last one can be told: write-only cells may be used again and again.
    waiting: Sequence[Value] | None = None
    for values in counted(sheet.rows):
        if waiting is not None:
            count += 1
            _append(target, cells, waiting, sheet.columns, count)
        waiting = values
    if waiting is not None:
        count += 1
        _append(target, bold if sheet.totals else cells, waiting, sheet.columns, count)
    target.auto_filter.ref = f"A1:{last}{max(count - sheet.totals, 1)}"
    if sheet.heat:
        scale: Any = ColorScaleRule
        top, left, bottom, right = sheet.heat
        target.conditional_formatting.add(
            f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}",
            scale(start_type="num", start_value=0, start_color="FFFFFFFF", end_type="max", end_color="FF5B9BB5"),
        )


def _append(
    target: Worksheet, cells: list[Any], values: Sequence[Value], columns: Sequence[SheetColumn], number: int
) -> None:
    lines = 1
    for cell, value, column in zip(cells, values, columns, strict=True):
        _set(cell, value)
        if column.wrap and isinstance(value, str) and len(value) > 10:
            lines = max(lines, sum(len(part) // int(column.width) + 1 for part in value.split("\n")))
    if lines > 1:
        # LibreOffice does not grow rows of a workbook that says nothing of their height.
        target.row_dimensions[number].height = min(lines * _LINE, _TALLEST)
    target.append(cells)


def _set(cell: Any, value: Value) -> None:
    if not isinstance(value, str):
        cell.value = value
        return
    text = legal(value)
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 5] + " (…)"
    # Through the type and not through `value`, which would take "=…" for a formula.
    cell._value = text
    cell.data_type = "s"


def _fit_to_page() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)


def _repeatable(memory: io.BytesIO, made: str) -> bytes:
    """The workbook with fixed dates instead of the clock's."""
    stamp = f"{made[:19]}Z" if made else "2000-01-01T00:00:00Z"
    parts: dict[str, bytes | Iterable[str]] = {}
    with zipfile.ZipFile(memory) as package:
        for entry in package.infolist():
            content = package.read(entry)
            if entry.filename == "docProps/core.xml":
                text = re.sub(r"(<dcterms:(created|modified)[^>]*>)[^<]*(<)", rf"\g<1>{stamp}\g<3>", content.decode())
                content = text.encode()
            parts[entry.filename] = content
    return zipped(parts)
