"""The blocks of a Word document as Markdown: headings, paragraphs and pipe tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualcode.exports.markdown import plain, table
from qualcode.exports.word import Band, Block, Cell, Heading, Paragraph, Picture, Table
from qualcode.exports.word.blocks import Words


def markdown_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines, a blank one after every block; page turns are left out."""
    for given in blocks:
        block = given.as_table if isinstance(given, Picture) else given
        if isinstance(block, Heading):
            yield f"{'#' * (block.level + 1)} {plain(block.text)}"
        elif isinstance(block, Paragraph):
            said = _words(block.words)
            yield f"> {said}" if block.style == "Quote" else said
        elif isinstance(block, Table):
            if block.caption:
                yield f"**{plain(block.caption)}**"
                yield ""
            yield from _table(block)
        else:
            continue
        yield ""


def _table(block: Table) -> Iterator[str]:
    columns = [plain(column.heading) for column in block.columns]
    rows = []
    for row in block.rows:
        if isinstance(row, Band):
            rows.append([f"**{_words(row.words)}**", *[""] * (len(columns) - 1)])
        else:
            rows.append([_words(cell.words if isinstance(cell, Cell) else cell) for cell in row])
    yield from table(columns, rows, [column.align for column in block.columns])


def _words(words: Words) -> str:
    if isinstance(words, str):
        return plain(words)
    return "".join(f"**{plain(run.text)}**" if run.look == "strong" else plain(run.text) for run in words)
