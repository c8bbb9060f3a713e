"""A matrix to Word, Excel and CSV: numbers with heat behind them, totals, and the quotes behind the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode.analysis import Matrix, StudyView, quotes_of
from qualcode.exports.files import suffix_of
from qualcode.exports.quotes import sheet_columns, sheet_row
from qualcode.exports.sheets import Sheet, SheetColumn, Value, write_csv, write_xlsx
from qualcode.exports.word import Block, Cell, Heading, Paragraph, Run, Table, TableColumn, Turned, write_word
from qualcode.exports.word.blocks import Row
from qualcode.exports.wording import as_of
from qualcode.i18n import N_, _

SUFFIXES = (".docx", ".xlsx", ".csv")
UPRIGHT_FROM = 9
"""From this many columns on, headings stand upright."""
LYING_FROM = 7
"""From this many columns on, the pages lie."""
AT_ONCE = 34
"""Columns in one Word table; a wider matrix goes on in a next one."""
_CELLS = {
    "segments": N_("segments"),
    "participants": N_("participants"),
    "words": N_("words"),
    "quotes": N_("quotes"),
}
_DEEPEST = (0x8F, 0xB9, 0xCB)
"""Colour of the highest cell; black on it is 9:1."""


def write_matrix(
    view: StudyView,
    matrix: Matrix,
    path: Path | str,
    *,
    title: str = "",
    note: str = "",
    template: Path | str | None = None,
    delimiter: str = ",",
) -> Path:
    """Writes a matrix; the suffix picks .xlsx, .csv or .docx; gives the path.

    In Excel a second sheet lists the quotes behind the cells, with the row and column of each. A matrix of quotes shows their
    words in its cells.

    Args:
        view: The study.
        matrix: As `analysis.matrix` gives it.
        path: The file.
        title: Above the table; empty says what is crossed.
        note: Which conditions held.
        template: For .docx: a document whose styles and page it takes.
        delimiter: For .csv.

    Raises:
        WrongUsage: for another suffix.
        BadInput: for a template that cannot be read.
        StudyUnusable: when the file cannot be written.
    """
    suffix = suffix_of(path, SUFFIXES)
    title = title or matrix_title(matrix)
    if suffix == ".docx":
        return write_word(
            _document(view, matrix, title, note),
            path,
            title=title,
            subject=view.info.title,
            template=template,
            made=as_of(view),
        )
    if suffix == ".csv":
        heads = [_corner(matrix), *(label.text for label in matrix.columns), _("total")]
        return write_csv(heads, _sheet_rows(view, matrix), path, delimiter=delimiter)
    return write_xlsx(_sheets(view, matrix, title), path, title=title, made=as_of(view))


def matrix_title(matrix: Matrix) -> str:
    """What is crossed: "Code by model (segments)"."""
    text = _("{rows} and {columns} together ({cells})") if matrix.together else _("{rows} by {columns} ({cells})")
    said = text.format(rows=matrix.row_title, columns=matrix.column_title, cells=_(_CELLS[matrix.cells]))
    return said[:1].upper() + said[1:]


def explained(matrix: Matrix) -> str:
    """What a cell counts, for the line below the table."""
    notes = {
        "segments": N_("A cell counts distinct segments; the same stretch coded alike by two coders counts once."),
        "quotes": N_("A cell holds the quotes; the same stretch coded alike by two coders stands there once."),
        "participants": N_("A cell counts the participants whose words were coded."),
        "words": N_("A cell counts the words in its segments, each word once."),
    }
    together = N_(
        "A cell counts the pairs of segments of one coder that overlap; the diagonal is the code's own count."
    )
    parts = [_(together)] if matrix.together else [_(notes[matrix.cells])]
    parts.append(_("Totals count everything once and may be less than the sum of their cells."))
    return " ".join(parts)


def matrix_tables(view: StudyView, matrix: Matrix, caption: str) -> Iterator[Table]:
    """The matrix as Word tables: one, or several side by side when it has very many columns."""
    count = len(matrix.columns)
    texts = matrix.cells == "quotes"
    at_once = 5 if texts else AT_ONCE
    starts = range(0, max(count, 1), at_once)
    for part, start in enumerate(starts, start=1):
        stop = min(start + at_once, count)
        said = (
            caption
            if len(starts) == 1
            else _("{title}, part {part} of {parts}").format(title=caption, part=part, parts=len(starts))
        )
        yield _part(view, matrix, said, start, stop, last=stop == count)


def is_wide(matrix: Matrix) -> bool:
    """Whether the matrix asks for lying pages."""
    return len(matrix.columns) >= LYING_FROM or (matrix.cells == "quotes" and len(matrix.columns) > 2)


def _document(view: StudyView, matrix: Matrix, title: str, note: str) -> Iterator[Block]:
    yield Turned(landscape=is_wide(matrix))
    yield Heading(title, 0)
    yield Paragraph(" · ".join(part for part in (view.info.title, note) if part), "Subtitle")
    yield from matrix_tables(view, matrix, title)
    yield Paragraph([Run(explained(matrix), "muted")])


def _part(view: StudyView, matrix: Matrix, caption: str, start: int, stop: int, *, last: bool) -> Table:
    texts = matrix.cells == "quotes"
    labels = matrix.columns[start:stop]
    many = stop - start + last
    upright = not texts and many >= UPRIGHT_FROM
    label_width = 24.0 if texts else 34.0
    cell_width = 40.0 if texts else max(2.6, min(9.0, 70 / max(many, 1)))
    align = "left" if texts else "center"
    columns = [TableColumn(_corner(matrix), label_width)]
    columns += [TableColumn(label.text, cell_width, align) for label in labels]
    if last:
        columns.append(TableColumn(_("total"), 10 if texts else max(cell_width, 4.0), "center"))
    rows = _word_rows(view, matrix, start, stop, last=last)
    return Table(caption, columns, rows, upright, 16 if many > 16 else 0, whole_rows=not texts)


def _word_rows(view: StudyView, matrix: Matrix, start: int, stop: int, *, last: bool) -> Iterator[Row]:
    texts = matrix.cells == "quotes"
    for row, label in enumerate(matrix.rows):
        line: list[str | Cell | list[Run]] = [Cell(label.text, indent=label.depth)]
        for column in range(start, stop):
            count = matrix.counts[row][column]
            if texts:
                line.append(_quote_texts(view, matrix, row, column, marked=True))
            else:
                line.append(Cell(_number(count), fill=_heat(count, matrix.highest)))
        if last:
            line.append(Cell([Run(_number(matrix.row_totals[row]), "strong")]))
        yield line
    if matrix.rows:
        line = [Cell([Run(_("total"), "strong")])]
        line += [Cell([Run(_number(total), "strong")]) for total in matrix.column_totals[start:stop]]
        if last:
            line.append(Cell([Run(_number(matrix.total), "strong")]))
        yield line


def _number(count: int) -> str:
    """A count as it reads in a table: nothing is a dot, so that the eye finds the numbers."""
    return str(count) if count else "·"


def _heat(count: int, highest: int) -> str:
    if not count or not highest:
        return ""
    share = 0.12 + 0.88 * count / highest
    return "".join(f"{round(255 - (255 - deep) * share):02X}" for deep in _DEEPEST)


def _quote_texts(view: StudyView, matrix: Matrix, row: int, column: int, *, marked: bool) -> str:
    found = quotes_of(view, matrix.codings(row, column))
    once = {(quote.transcript_id, quote.start, quote.end): quote for quote in found}
    said = [f"“{one.words}” {one.citation}" if marked else f"{one.words} {one.citation}" for one in once.values()]
    return ("\n\n" if marked else "\n").join(said)


def _corner(matrix: Matrix) -> str:
    return matrix.row_title[:1].upper() + matrix.row_title[1:]


# Spreadsheets


def _sheets(view: StudyView, matrix: Matrix, title: str) -> Sequence[Sheet]:
    texts = matrix.cells == "quotes"
    many = len(matrix.columns)
    upright = not texts and many >= UPRIGHT_FROM
    width = 44 if texts else 6 if upright else 14
    align = "" if texts else "center"
    columns = [SheetColumn(_corner(matrix), 48, wrap=True)]
    columns += [SheetColumn(label.text, width, wrap=texts, align=align) for label in matrix.columns]
    columns.append(SheetColumn(_("total"), 8, align="center"))
    heat = (2, 2, len(matrix.rows) + 1, many + 1) if matrix.rows and many and not texts else None
    main = Sheet(title, columns, _sheet_rows(view, matrix, indent=True), heat, fixed=1, totals=True, upright=upright)
    own = quotes_of(view, {one for ids in matrix.behind.values() for one in ids}, each_coder=True)
    fields = sheet_columns(view, own)
    by_coding = {quote.coding_ids[0]: quote for quote in own}
    behind = (
        [matrix.rows[row].text, matrix.columns[column].text, *sheet_row(view, by_coding[coding_id], fields)]
        for row in range(len(matrix.rows))
        for column in range(many)
        for coding_id in matrix.codings(row, column)
    )
    titles = (SheetColumn(_corner(matrix), 30, wrap=True), SheetColumn(matrix.column_title, 22, wrap=True))
    return [main, Sheet(_("Segments"), [*titles, *fields.values()], behind, fixed=2)]


def _sheet_rows(view: StudyView, matrix: Matrix, *, indent: bool = False) -> Iterator[list[Value]]:
    for row, label in enumerate(matrix.rows):
        text = "   " * label.depth + label.text if indent else label.text
        line: list[Value] = [text]
        for column in range(len(matrix.columns)):
            if matrix.cells == "quotes":
                line.append(_quote_texts(view, matrix, row, column, marked=False))
            else:
                line.append(matrix.counts[row][column])
        yield [*line, matrix.row_totals[row]]
    yield [_("total"), *matrix.column_totals, matrix.total]
