"""The cells of an Excel workbook as text, row by row."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator

from qualcode.errors import BadInput
from qualcode.i18n import _
from qualcode.ingest.package import damaged, opened
from qualcode.ingest.source import own_product
from qualcode.products import MARK
from qualcode.text import normalise

_MAX_COLUMNS = 500


def rows_of(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet that has any, each with its number (1-based) and its cells as text.

    Whole numbers lose their `.0`, dates are written as ISO 8601. A formula gives the value that Excel kept for it.

    Raises:
        BadInput: for a damaged workbook, one that qualcode wrote for people, or a cell that holds an error of Excel's.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    _guard(data, name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise damaged(name) from error
    try:
        if book.properties.category == MARK:
            raise own_product(name)
        for sheet in book.worksheets:
            found = False
            for number, row in enumerate(sheet.iter_rows(max_col=_MAX_COLUMNS), 1):
                cells = [_as_text(cell.value, getattr(cell, "coordinate", ""), name) for cell in row]
                while cells and not cells[-1]:
                    cells.pop()
                found = found or bool(cells)
                yield number, cells
            if found:
                return
    finally:
        book.close()


def _guard(data: bytes, name: str) -> None:
    """Unpacks each sheet once within the cap, so that openpyxl never meets a zip bomb."""
    package = opened(data, name)
    for part in package.names():
        if part.endswith(".xml"):
            package.part(part)


def _as_text(value: object, place: str, name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    text = normalise(str(value)).strip()
    if text.startswith("#") and text.rstrip("!?") in ("#N/A", "#REF", "#NAME", "#VALUE", "#DIV/0", "#NULL", "#NUM"):
        raise BadInput(
            _("The cell holds an error of Excel's ({error}).").format(error=text),
            where=_("{file}, cell {cell}").format(file=name, cell=place),
            todo=_("Mend the formula or fill in the value."),
        )
    return text
