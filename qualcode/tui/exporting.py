"""An export as the dialog asks for it: what will be in the file, and making the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.i18n import _, ngettext

if TYPE_CHECKING:
    from qualcode.analysis import Matrix, StudyView

QUOTES, MATRIX = "quotes", "matrix"
SUFFIXES = {QUOTES: (".docx", ".xlsx", ".csv", ".md"), MATRIX: (".xlsx", ".docx", ".csv")}
PREVIEW_ROWS, PREVIEW_COLUMNS = 6, 5


@dataclass(frozen=True, slots=True)
class Wish:
    """What the coder wants in which file."""

    product: str
    """quotes or matrix."""
    rows: str
    columns: str
    cells: str
    code: str
    """Path or name of the code whose quotes are wanted; empty for all."""
    path: str


def _matrix_of(view: StudyView, wish: Wish) -> Matrix:
    from qualcode.analysis import matrix

    return matrix(view, wish.rows, wish.columns, wish.cells)


def preview(view: StudyView, wish: Wish) -> str:
    """The first lines of what the file will hold.

    Raises:
        QualcodeError: for an axis or code that does not exist.
    """
    if wish.product == QUOTES:
        from qualcode.analysis import quotes

        found = quotes(view, codes=[wish.code] if wish.code else ())
        lines = [ngettext("{n} quote", "{n} quotes", len(found))]
        lines += [f"{quote.citation}: “{_flat(quote.words, 70)}”" for quote in found[:PREVIEW_ROWS]]
        return "\n".join(lines)
    result = _matrix_of(view, wish)
    size = _("{rows} rows × {columns} columns").format(rows=len(result.rows), columns=len(result.columns))
    heads = ", ".join(_flat(label.text, 18) for label in result.columns[:PREVIEW_COLUMNS])
    rows = ", ".join(_flat(label.text, 28) for label in result.rows[:PREVIEW_ROWS])
    return "\n".join([size, _("Columns: {names} …").format(names=heads), _("Rows: {names} …").format(names=rows)])


def make_file(view: StudyView, wish: Wish) -> Path:
    """Makes the file; gives its path.

    Raises:
        QualcodeError: for a suffix or path that will not do, or an axis or code that does not exist.
    """
    if wish.product == QUOTES:
        from qualcode.analysis import quotes
        from qualcode.exports import write_quotes

        return write_quotes(view, quotes(view, codes=[wish.code] if wish.code else ()), wish.path)
    from qualcode.exports import write_matrix

    return write_matrix(view, _matrix_of(view, wish), wish.path)


def _flat(words: str, most: int) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
