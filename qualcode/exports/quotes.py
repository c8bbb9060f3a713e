"""The quote table: kernlabel or code, quote, source and memo, to Word, Excel, CSV and Markdown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from qualcode.analysis import Quote, StudyView
from qualcode.exports import markdown
from qualcode.exports.files import put, suffix_of
from qualcode.exports.sheets import Sheet, SheetColumn, Value, write_csv, write_xlsx
from qualcode.exports.word import Band, Block, Heading, Paragraph, Run, Table, TableColumn, Turned, write_word
from qualcode.exports.word.blocks import Row
from qualcode.exports.wording import EVIDENCE_KINDS, as_of, counts_of, evidence_said, quoted_runs, quoted_text
from qualcode.i18n import _, ngettext

SUFFIXES = (".docx", ".xlsx", ".csv", ".md")


def write_quotes(
    view: StudyView,
    quotes: Sequence[Quote],
    path: Path | str,
    *,
    title: str = "",
    note: str = "",
    template: Path | str | None = None,
    cut_marks: bool = False,
    delimiter: str = ",",
) -> Path:
    """Writes a quote table; the suffix picks .docx, .xlsx, .csv or .md; gives the path.

    Documents for reading (.docx, .md) put “ ” round every quote, also a long one: a cell sets it apart already. Tables for
    working on (.xlsx, .csv) hold the words letter by letter, and every field.

    Args:
        view: The study.
        quotes: As `analysis.quotes` gives them; they are kept in that order.
        path: The file.
        title: Above the table; empty takes "Quotes".
        note: A line below the title: which conditions held.
        template: For .docx: a document whose styles and page it takes.
        cut_marks: Whether (…) stands where a quote begins or ends inside a sentence.
        delimiter: For .csv.

    Raises:
        WrongUsage: for another suffix.
        BadInput: for a template that cannot be read.
        StudyUnusable: when the file cannot be written.
    """
    suffix = suffix_of(path, SUFFIXES)
    title = title or _("Quotes")
    if suffix == ".docx":
        return write_word(
            quote_blocks(view, quotes, title, note, cut_marks=cut_marks),
            path,
            title=title,
            subject=view.info.title,
            template=template,
            made=as_of(view),
        )
    if suffix == ".md":
        text = "\n".join(_markdown(view, quotes, title, note, cut_marks=cut_marks)) + "\n"
        return put(path, text.encode(errors="replace"))
    columns = sheet_columns(view, quotes)
    rows = (sheet_row(view, quote, columns) for quote in quotes)
    if suffix == ".csv":
        return write_csv([column.heading for column in columns.values()], rows, path, delimiter=delimiter)
    sheet = Sheet(title, tuple(columns.values()), rows)
    return write_xlsx([sheet], path, title=title, made=as_of(view))


# Word


def quote_blocks(
    view: StudyView, quotes: Sequence[Quote], title: str, note: str, *, cut_marks: bool = False
) -> Iterator[Block]:
    """The document: title, a line that says what it holds, and the table; on lying pages when there are memos."""
    yield Turned(landscape=any(quote.memos for quote in quotes))
    yield Heading(title, 0)
    yield Paragraph(" · ".join(part for part in (view.info.title, counts_of(quotes), note) if part), "Subtitle")
    yield quote_table(
        view, quotes, _("Quotes by kernlabel") if _has_kernlabels(quotes) else _("Quotes by code"), cut_marks
    )


def quote_table(view: StudyView, quotes: Sequence[Quote], caption: str, cut_marks: bool = False) -> Table:
    """The quotes as a Word table: a band for each kernlabel or main code, then code, quote, source, and memos if any."""
    memos = any(quote.memos for quote in quotes)
    columns = [TableColumn(_("Code"), 22), TableColumn(_("Quote"), 56), TableColumn(_("Source"), 20)]
    if memos:
        columns.append(TableColumn(_("Memo"), 24))
    return Table(caption, columns, _word_rows(view, quotes, memos, cut_marks))


def _word_rows(view: StudyView, quotes: Sequence[Quote], memos: bool, cut_marks: bool) -> Iterator[Row]:
    for name, group in groupby(quotes, key=lambda quote: group_of(view, quote)):
        members = list(group)
        # The mark keeps the counts at the right of a name in Hebrew or Arabic.
        mark = "\u200e" if _ends_leftward(name) else ""
        yield Band([Run(name), Run(f"{mark}   {counts_of(members)}", "muted")])
        for quote in members:
            said = evidence_said(quote.evidence)
            source = [Run(quote.citation), Run(f"\n{said}", "emphasis")] if said else quote.citation
            row: list[str | list[Run]] = [
                code_below(view, quote),
                quoted_runs(quote, view, cut_marks=cut_marks),
                source,
            ]
            if memos:
                row.append(quote.memo)
            yield row


def _ends_leftward(name: str) -> bool:
    return unicodedata.bidirectional(name[-1:] or " ") in ("R", "AL")


def group_of(view: StudyView, quote: Quote) -> str:
    """The band under which a quote stands: its kernlabel, or the main code at the top of its code's tree."""
    if quote.kernlabel or not quote.code_id:
        return quote.kernlabel
    return view.label(view.above(quote.code_id)[-1])


def code_below(view: StudyView, quote: Quote) -> str:
    """The code as it reads under its band: without the main code, that stands there already."""
    if quote.kernlabel or not quote.code_id:
        return quote.code
    line = view.above(quote.code_id)
    below = [view.code_by_id[code_id].name for code_id in reversed(line[1:-1])]
    return " / ".join([*below, view.label(line[0])])


def _has_kernlabels(quotes: Sequence[Quote]) -> bool:
    return any(quote.kernlabel for quote in quotes)


# Spreadsheets


def sheet_columns(view: StudyView, quotes: Sequence[Quote]) -> dict[str, SheetColumn]:
    """The columns of a spreadsheet by their field; attributes by "@key"."""
    columns: dict[str, SheetColumn] = {}
    if _has_kernlabels(quotes):
        columns["kernlabel"] = SheetColumn(_("Kernlabel"), 36, wrap=True)
        columns["evidence"] = SheetColumn(_("Evidence"), 14)
    columns |= {
        "main": SheetColumn(_("Main code"), 28, wrap=True),
        "code": SheetColumn(_("Code"), 34, wrap=True),
        "words": SheetColumn(_("Quote"), 80, wrap=True),
        "citation": SheetColumn(_("Source"), 24, wrap=True),
        "participant": SheetColumn(_("Participant"), 16),
    }
    for key in view.attribute_keys:
        columns[f"@{key}"] = SheetColumn(key, max(10, len(key) + 3))
    columns |= {
        "transcript": SheetColumn(_("Transcript"), 18),
        "turn": SheetColumn(_("Turn"), 8),
        "start": SheetColumn(_("Start"), 9),
        "end": SheetColumn(_("End"), 9),
        "coder": SheetColumn(_("Coder"), 14),
        "memo": SheetColumn(_("Memo"), 44, wrap=True),
    }
    return columns


def sheet_row(view: StudyView, quote: Quote, columns: dict[str, SheetColumn]) -> list[Value]:
    """A quote as one row of those columns."""
    fields: dict[str, Value] = {
        "kernlabel": quote.kernlabel,
        "evidence": _(EVIDENCE_KINDS.get(quote.evidence, "")),
        "main": view.label(view.above(quote.code_id)[-1]) if quote.code_id else "",
        "code": quote.code,
        "words": quote.words,
        "citation": quote.citation,
        "participant": quote.participant,
        "transcript": quote.transcript,
        "turn": quote.turn,
        "start": quote.start,
        "end": quote.end,
        "coder": quote.coder,
        "memo": quote.memo,
    }
    return [quote.attributes.get(key[1:], "") if key.startswith("@") else fields[key] for key in columns]


# Markdown


def _markdown(view: StudyView, quotes: Sequence[Quote], title: str, note: str, *, cut_marks: bool) -> Iterator[str]:
    yield f"# {markdown.plain(title)}"
    yield ""
    said = [view.info.title, ngettext("{n} quote", "{n} quotes", len(quotes)), note]
    yield markdown.plain(" · ".join(part for part in said if part))
    memos = any(quote.memos for quote in quotes)
    for name, group in groupby(quotes, key=lambda quote: group_of(view, quote)):
        yield ""
        yield f"## {markdown.plain(name)}"
        yield ""
        rows = []
        for quote in group:
            said_of = evidence_said(quote.evidence)
            source = quote.citation + (f" – {said_of}" if said_of else "")
            cells = [code_below(view, quote), quoted_text(quote, view, cut_marks=cut_marks), source]
            rows.append([markdown.plain(cell) for cell in [*cells, *([quote.memo] if memos else [])]])
        heads = [_("Code"), _("Quote"), _("Source"), *([_("Memo")] if memos else [])]
        yield from markdown.table([markdown.plain(head) for head in heads], rows)
