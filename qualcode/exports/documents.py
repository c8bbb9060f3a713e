"""A document for reading, from the same blocks to Word or to Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from qualcode.analysis import StudyView
from qualcode.exports import markdown
from qualcode.exports.files import put
from qualcode.exports.word import Band, Block, Cell, Heading, Paragraph, Run, Table, Turned, write_word
from qualcode.exports.word.blocks import Words
from qualcode.exports.wording import as_of
from qualcode.i18n import _

SUFFIXES = (".docx", ".md")


def write_document(
    view: StudyView, blocks: Iterable[Block], path: Path | str, *, title: str, template: Path | str | None = None
) -> Path:
    """Writes blocks to .docx or .md, whichever the suffix says; gives the path.

    Raises:
        BadInput: for a template that cannot be read.
        StudyUnusable: when the file cannot be written.
    """
    if Path(path).suffix.lower() == ".md":
        return put(path, "\n".join(_markdown(blocks)).encode(errors="replace"))
    return write_word(blocks, path, title=title, subject=view.info.title, template=template, made=as_of(view))


def _markdown(blocks: Iterable[Block]) -> Iterator[str]:
    tables = 0
    for block in blocks:
        if isinstance(block, Heading):
            yield f"{'#' * (block.level + 1)} {markdown.plain(block.text)}\n"
        elif isinstance(block, Paragraph):
            lead = "> " if block.style == "Quote" else ""
            yield f"{lead}{_inline(block.words)}\n"
        elif isinstance(block, Table):
            if block.caption:
                tables += 1
                yield f"**{_('Table')} {tables}. {markdown.plain(block.caption)}**\n"
            yield from _pipes(block)
            yield ""
        elif not isinstance(block, Turned):
            raise TypeError(type(block).__name__)


def _pipes(table: Table) -> Iterator[str]:
    rows = []
    for row in table.rows:
        if isinstance(row, Band):
            rows.append([f"**{_inline(row.words)}**", *[""] * (len(table.columns) - 1)])
        else:
            rows.append([_cell(cell) for cell in row])
    yield from markdown.table(
        [markdown.plain(column.heading) for column in table.columns], rows, [column.align for column in table.columns]
    )


def _cell(cell: Words | Cell) -> str:
    if isinstance(cell, Cell):
        return "&emsp;" * cell.indent + _inline(cell.words)
    return _inline(cell)


def _inline(words: Words) -> str:
    if isinstance(words, str):
        return markdown.plain(words)
    return "".join(_look(run) for run in words)


def _look(run: Run) -> str:
    mark = {"strong": "**", "emphasis": "*"}.get(run.look, "")
    text = markdown.plain(run.text)
    bare = text.strip(" ")
    if not mark or not bare:
        return text
    # A mark must touch the words it marks, or Markdown shows it as it is.
    return text.replace(bare, f"{mark}{bare}{mark}", 1)
