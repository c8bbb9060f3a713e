"""What a Word document is made of, and each as XML: headings, paragraphs, tables with repeating headers, page turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.exports.files import escaped, quoted
from qualcode.exports.pictures import Drawing
from qualcode.exports.rows import counted
from qualcode.exports.word.styles import BAND, CELL, CELL_HEAD, QUIET, TABLE
from qualcode.i18n import _

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"

Ids = Mapping[str, str]
"""Style ids by name, lower case."""
_RUN_STYLES = {"strong": "strong", "emphasis": "emphasis", "muted": QUIET.casefold()}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look: "", strong, emphasis or muted."""

    text: str
    look: str = ""


Words = str | Sequence[Run]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1
    """0 for the document's title."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: Words
    style: str = "Normal"
    keep: bool = False
    """Whether it stays on the page of what follows."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    heading: str
    width: float
    """Share of the table's width, relative to the other columns."""
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is more than its words."""

    words: Words
    fill: str = ""
    """Background, RRGGBB."""
    indent: int = 0
    """Steps to the right."""
    align: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A row over the whole width that names the group of rows below it."""

    words: Words


Row = Sequence[Words | Cell] | Band


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    """Without its number; Word counts."""
    columns: Sequence[TableColumn]
    rows: Iterable[Row]
    upright: bool = False
    """Whether headings after the first stand upright, for many narrow columns."""
    size: int = 0
    """Half points; 0 takes the style's."""
    whole_rows: bool = True
    """Whether a row stays on one page; not for cells that may be longer than one."""


@dataclass(frozen=True, slots=True)
class Turned:
    """From here on the pages lie (landscape) or stand."""

    landscape: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its caption below it, as wide as the text at most."""

    caption: str
    """Without its number; Word counts."""
    drawing: Drawing
    as_table: Table
    """The same, for formats without pictures."""


Block = Heading | Paragraph | Picture | Table | Turned


def paragraph_xml(block: Paragraph | Heading, ids: Ids) -> str:
    """A paragraph or heading."""
    if isinstance(block, Heading):
        name = f"heading {block.level}" if block.level else "title"
        return f'<w:p><w:pPr><w:pStyle w:val="{ids[name]}"/></w:pPr>{runs_xml(block.text, ids)}</w:p>'
    keep = "<w:keepNext/>" if block.keep else ""
    name = block.style.casefold()
    style = f'<w:pStyle w:val="{ids[name]}"/>' if name != "normal" else ""
    return f"<w:p><w:pPr>{style}{keep}</w:pPr>{runs_xml(block.words, ids)}</w:p>"


def runs_xml(words: Words, ids: Ids, size: int = 0) -> str:
    """Text as runs: line ends become line breaks, tabs tabs."""
    if isinstance(words, str):
        return _run(words, "", ids, size)
    return "".join(_run(run.text, run.look, ids, size) for run in words)


def _run(text: str, look: str, ids: Ids, size: int) -> str:
    if not text:
        return ""
    inner = escaped(text)
    if "\n" in inner or "\t" in inner:
        inner = (
            inner.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
            .replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
            .replace('<w:t xml:space="preserve"></w:t>', "")
        )
    style = f'<w:rStyle w:val="{ids[_RUN_STYLES[look]]}"/>' if look else ""
    sized = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    about = f"<w:rPr>{style}{sized}</w:rPr>" if style or sized else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{inner}</w:t></w:r>'


def picture_xml(block: Picture, room: tuple[int, int], number: int, ids: Ids) -> str:
    """A picture in a line of its own, and its caption.

    Args:
        block: The picture.
        room: Width and height of the text on the page, in twentieths of a point.
        number: Of the picture, in its caption and in the name of its relation.
        ids: Style ids.
    """
    drawing = block.drawing
    # A 96th of an inch is 15 twentieths of a point; below the picture there is room for a caption of three lines.
    scale = min(1.0, room[0] / (drawing.width * 15), (room[1] - 900) / (drawing.height * 15))
    wide, high = (round(each * scale * 9525) for each in (drawing.width, drawing.height))
    label = _("Figure")
    properties = f'id="{number}" name="{quoted(label)} {number}" descr="{quoted(drawing.said)}"'
    return (
        "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing>"
        f'<wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr {properties}/><a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
        f"<pic:nvPicPr><pic:cNvPr {properties}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f'<a:blip xmlns:r="{_R}" r:embed="{picture_relation(number)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        f"</w:drawing></w:r></w:p>{caption_xml(block.caption, number, ids, label)}"
    )


def picture_relation(number: int) -> str:
    """Id of the relation to a picture's file."""
    return f"rIdQualcodePicture{number}"


def caption_xml(text: str, number: int, ids: Ids, label: str = "") -> str:
    """A caption with Word's own counting field: "Tabel 1. …"; Word renumbers and lists it.

    Args:
        text: The caption itself.
        number: As it is now.
        ids: Style ids.
        label: What is counted; empty for tables, whose caption stands above them.
    """
    keep = "" if label else "<w:keepNext/>"
    label = label or _("Table")
    field = f'<w:fldSimple w:instr=" SEQ {escaped(label)} \\* ARABIC "><w:r><w:t>{number}</w:t></w:r></w:fldSimple>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{ids["caption"]}"/>{keep}</w:pPr>'
        f"{runs_xml(label + ' ', ids)}{field}{runs_xml('. ' + text, ids)}</w:p>"
    )


def table_xml(table: Table, width: int, number: int, ids: Ids) -> Iterator[str]:
    """A table with its caption, piece by piece.

    The first row repeats on every page, and no row is cut over two pages unless the table says so.

    Args:
        table: The table; its rows are read once.
        width: Of the text on the page, in twentieths of a point.
        number: Of the caption.
        ids: Style ids.
    """
    widths = _widths(table, width)
    if table.caption:
        yield caption_xml(table.caption, number, ids)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{ids[TABLE.casefold()]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
    yield _head_row(table, widths, ids)
    cell_style = f'<w:pStyle w:val="{ids[CELL.casefold()]}"/>'
    opening = [
        f'<w:tc><w:tcPr><w:tcW w:w="{one}" w:type="dxa"/></w:tcPr><w:p><w:pPr>{cell_style}{_align(column.align)}</w:pPr>'
        for one, column in zip(widths, table.columns, strict=True)
    ]
    row_opening = "<w:tr><w:trPr><w:cantSplit/></w:trPr>" if table.whole_rows else "<w:tr>"
    empty = True
    for row in counted(table.rows):
        empty = False
        if isinstance(row, Band):
            yield _band(row, widths, ids)
            continue
        pieces = [row_opening]
        for index, cell in enumerate(row):
            if isinstance(cell, Cell):
                pieces.append(_special(cell, widths[index], table.columns[index].align, cell_style, ids, table.size))
            else:
                pieces.append(opening[index])
                pieces.append(runs_xml(cell, ids, table.size))
                pieces.append("</w:p></w:tc>")
        pieces.append("</w:tr>")
        yield "".join(pieces)
    if empty:
        yield _band(Band([Run(_("None"), "muted")]), widths, ids)
    # A paragraph after a table keeps two tables from growing together, and Word wants one at the end.
    yield '</w:tbl><w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:p>'


def _widths(table: Table, width: int) -> list[int]:
    """The columns' widths: their shares, but never so narrow that the longest word of a heading must be broken."""
    columns = table.columns
    per_letter = (table.size or 19) * 7.2
    least = [
        0 if table.upright and index else int(max(map(len, column.heading.split()), default=1) * per_letter) + 190
        for index, column in enumerate(columns)
    ]
    if sum(least) >= width:
        least = [0] * len(columns)
    widths = [0] * len(columns)
    loose = set(range(len(columns)))
    while True:
        room = width - sum(least[index] for index in range(len(columns)) if index not in loose)
        whole = sum(columns[index].width for index in loose)
        widths = [
            int(room * column.width / whole) if index in loose else least[index] for index, column in enumerate(columns)
        ]
        tight = {index for index in loose if widths[index] < least[index]}
        if not tight:
            break
        loose -= tight
    widths[0] += width - sum(widths)
    return widths


def _align(align: str) -> str:
    return f'<w:jc w:val="{align}"/>' if align in ("right", "center") else ""


def _head_row(table: Table, widths: Sequence[int], ids: Ids) -> str:
    style = f'<w:pStyle w:val="{ids[CELL_HEAD.casefold()]}"/>'
    cells = []
    tallest = 0
    for index, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        upright = table.upright and index > 0
        turned = (
            '<w:textDirection w:val="btLr"/><w:vAlign w:val="center"/>' if upright else '<w:vAlign w:val="bottom"/>'
        )
        align = "" if upright else _align(column.align)
        if upright:
            tallest = max(tallest, len(column.heading))
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{turned}</w:tcPr>'
            f"<w:p><w:pPr>{style}{align}</w:pPr>{runs_xml(column.heading, ids, table.size)}</w:p></w:tc>"
        )
    # Word does not grow a row for upright text: it needs its height said.
    height = ""
    if table.upright:
        points = (table.size or 19) / 2
        height = f'<w:trHeight w:val="{int(min(tallest, 34) * points * 20 * 0.56) + 240}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _band(band: Band, widths: Sequence[int], ids: Ids) -> str:
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:gridSpan w:val="{len(widths)}"/><w:shd w:val="clear" w:color="auto" w:fill="{BAND}"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{ids[CELL_HEAD.casefold()]}"/><w:keepNext/></w:pPr>'
        f"{runs_xml(band.words, ids)}</w:p></w:tc></w:tr>"
    )


def _special(cell: Cell, width: int, align: str, style: str, ids: Ids, size: int) -> str:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else ""
    indent = f'<w:ind w:left="{cell.indent * 170}"/>' if cell.indent else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>'
        f"<w:p><w:pPr>{style}{indent}{_align(cell.align or align)}</w:pPr>{runs_xml(cell.words, ids, size)}</w:p></w:tc>"
    )
