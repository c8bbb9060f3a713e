"""Kernlabels as a report shows them: who says it, of which models, on which codes it rests, in their words, and against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode.analysis import Quote, Standing, StudyView, standings
from qualcode.analysis.view import MODEL_KEYS
from qualcode.exports.documents import write_document
from qualcode.exports.files import suffix_of
from qualcode.exports.quotes import sheet_columns, sheet_row
from qualcode.exports.sheets import Sheet, SheetColumn, Value, write_csv, write_xlsx
from qualcode.exports.word import Block, Heading, Paragraph, Run, Table, TableColumn
from qualcode.exports.word.blocks import Row
from qualcode.exports.wording import as_of, is_long, quoted_runs
from qualcode.i18n import N_, _, ngettext

SUFFIXES = (".docx", ".md", ".xlsx", ".csv")
RELATIONS = {
    "leads-to": N_("leads to"),
    "goes-with": N_("goes with"),
    "contradicts": N_("contradicts"),
    "part-of": N_("is part of"),
    "condition-for": N_("is a condition for"),
    "rests-on": N_("rests on"),
}


def write_kernlabels(
    view: StudyView,
    path: Path | str,
    *,
    kernlabels: Sequence[str] = (),
    title: str = "",
    template: Path | str | None = None,
    cut_marks: bool = False,
    delimiter: str = ",",
) -> Path:
    """Writes the kernlabels with their evidence; the suffix picks .docx, .md, .xlsx or .csv; gives the path.

    Args:
        view: The study.
        path: The file.
        kernlabels: Ids; empty takes all.
        title: Of the document; empty takes "Kernlabels".
        template: For .docx: a document whose styles and page it takes.
        cut_marks: Whether (…) stands where a quote begins or ends inside a sentence.
        delimiter: For .csv.

    Raises:
        WrongUsage: for another suffix.
        BadInput: for a template that cannot be read.
        StudyUnusable: when the file cannot be written.
    """
    suffix = suffix_of(path, SUFFIXES)
    title = title or _("Kernlabels")
    found = [one for one in standings(view) if not kernlabels or one.kernlabel.id in kernlabels]
    if suffix in (".docx", ".md"):
        return write_document(view, _document(view, found, title, cut_marks), path, title=title, template=template)
    columns = _columns(view)
    rows = [_sheet_row(view, one) for one in found]
    if suffix == ".csv":
        return write_csv([column.heading for column in columns], rows, path, delimiter=delimiter)
    quotes = [quote for one in found for quote in one.quotes]
    fields = sheet_columns(view, quotes)
    sheets = [
        Sheet(title, columns, rows),
        Sheet(_("Quotes"), list(fields.values()), (sheet_row(view, quote, fields) for quote in quotes)),
    ]
    return write_xlsx(sheets, path, title=title, made=as_of(view))


def model_key(view: StudyView) -> str:
    """The attribute by which a kernlabel's participants are counted: the model, else the first there is, else none."""
    for key in MODEL_KEYS:
        found = view.attribute_key(key)
        if found:
            return found
    return view.attribute_keys[0] if view.attribute_keys else ""


def summary_table(view: StudyView, found: Sequence[Standing], caption: str) -> Table:
    """All kernlabels in one table: statement, participants, of which models, segments, and against it."""
    key = model_key(view)
    columns = [TableColumn(_("Kernlabel"), 56), TableColumn(_("Participants"), 14, "center")]
    if key:
        columns.append(TableColumn(key[:1].upper() + key[1:], 22))
    columns += [TableColumn(_("Quotes"), 10, "center"), TableColumn(_("Against"), 12, "center")]

    def rows() -> Iterator[Row]:
        for one in found:
            row = [one.title, _count(len(one.participants))]
            if key:
                row.append(_shared_out(one, key))
            yield [*row, _count(len(one.quotes)), _count(len(one.against))]

    return Table(caption, columns, rows())


def kernlabel_blocks(view: StudyView, one: Standing, *, level: int = 2, cut_marks: bool = False) -> Iterator[Block]:
    """One kernlabel: what carries it in a sentence, its codes, its quotes in the text, and who contradicts it."""
    yield Heading(one.title, level)
    yield Paragraph(carried(view, one), keep=bool(one.codes or one.quotes))
    if one.codes:
        named = "; ".join(view.paths[code_id] for code_id in one.codes)
        yield Paragraph([Run(_("Rests on: "), "strong"), Run(named + ".")], keep=bool(one.quotes))
    if one.related:
        yield Paragraph([Run(_("Related: "), "strong"), Run("; ".join(related(view, one)) + ".")])
    for quote in one.of_kind("best") + one.of_kind("supports"):
        yield quote_paragraph(view, quote, cut_marks=cut_marks)
    deviant = one.of_kind("deviant")
    if deviant:
        yield Paragraph([Run(_("Against it:"), "strong")], keep=True)
        for quote in deviant:
            yield quote_paragraph(view, quote, cut_marks=cut_marks)


def quote_paragraph(view: StudyView, quote: Quote, *, cut_marks: bool = False) -> Paragraph:
    """A quote as Dutch reports set it: short ones between “ ”, from 40 words on apart and without; the source follows."""
    block = is_long(quote.words)
    runs = quoted_runs(quote, view, cut_marks=cut_marks, block=block)
    return Paragraph([*runs, Run(f" {quote.citation}", "muted")], "Quote")


def carried(view: StudyView, one: Standing) -> str:
    """ "Carried by 6 participants (VP 3, JGZ 2) with 7 quotes; contradicted by Respondent 5." """
    if not one.quotes:
        said = _("No quotes are linked to this kernlabel yet.")
    else:
        people = ngettext("{n} participant", "{n} participants", len(one.participants))
        key = model_key(view)
        shares = _shared_out(one, key) if key else ""
        count = len(one.quotes) - len(one.of_kind("deviant"))
        said = _("Carried by {people} with {quotes}").format(
            people=f"{people} ({shares})" if shares else people, quotes=ngettext("{n} quote", "{n} quotes", count)
        )
        said += _("; contradicted by {names}.").format(names=", ".join(one.against)) if one.against else "."
    below = _("The codes below it hold {segments} of {people}.").format(
        segments=ngettext("{n} segment", "{n} segments", one.segments),
        people=ngettext("{n} participant", "{n} participants", one.coded_participants),
    )
    return f"{said} {below}" if one.codes else said


def related(view: StudyView, one: Standing) -> list[str]:
    """The relations of a kernlabel and its codes, each as a short sentence."""
    return [
        f"{view.code_by_id[link.from_id].name} {_(RELATIONS.get(link.kind, link.kind))} {view.code_by_id[link.to_id].name}"
        for link in one.related
        if link.from_id in view.code_by_id and link.to_id in view.code_by_id
    ]


def _document(view: StudyView, found: Sequence[Standing], title: str, cut_marks: bool) -> Iterator[Block]:
    yield Heading(title, 0)
    said = ngettext("{n} kernlabel", "{n} kernlabels", len(found))
    yield Paragraph(f"{view.info.title} · {said}", "Subtitle")
    yield summary_table(view, found, _("Kernlabels and who carries them"))
    for one in found:
        yield from kernlabel_blocks(view, one, cut_marks=cut_marks)


def _shared_out(one: Standing, key: str) -> str:
    return ", ".join(f"{value}\N{NO-BREAK SPACE}{count}" for value, count in one.by_attribute.get(key, {}).items())


def _count(number: int) -> str:
    return str(number) if number else "·"


def _columns(view: StudyView) -> list[SheetColumn]:
    key = model_key(view)
    values = _values_of(view, key)
    return [
        SheetColumn(_("Number"), 9),
        SheetColumn(_("Kernlabel"), 58, wrap=True),
        SheetColumn(_("Rests on"), 50, wrap=True),
        SheetColumn(_("Participants"), 15, align="center"),
        *(SheetColumn(f"{key} {value}", 12, align="center") for value in values),
        SheetColumn(_("Quotes"), 10, align="center"),
        SheetColumn(_("Against"), 24, wrap=True),
        SheetColumn(_("Segments"), 13, align="center"),
        SheetColumn(_("Related"), 44, wrap=True),
    ]


def _values_of(view: StudyView, key: str) -> list[str]:
    from qualcode.analysis import natural

    return sorted({person.attributes[key] for person in view.participants if person.attributes.get(key)}, key=natural)


def _sheet_row(view: StudyView, one: Standing) -> list[Value]:
    key = model_key(view)
    shares = one.by_attribute.get(key, {})
    return [
        one.kernlabel.number,
        one.kernlabel.name,
        "; ".join(view.paths[code_id] for code_id in one.codes),
        len(one.participants),
        *(shares.get(value, 0) for value in _values_of(view, key)),
        len(one.quotes),
        ", ".join(one.against),
        one.segments,
        "; ".join(related(view, one)),
    ]
