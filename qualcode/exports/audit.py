"""The audit trail: what was done to the study, by whom and when, so that a finding can be followed back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode.analysis import StudyView
from qualcode.coding import describe
from qualcode.exports.documents import write_document
from qualcode.exports.files import suffix_of
from qualcode.exports.sheets import Sheet, SheetColumn, Value, write_csv, write_xlsx
from qualcode.exports.word import Block, Heading, Paragraph, Run, Table, TableColumn
from qualcode.exports.word.blocks import Row
from qualcode.i18n import _, ngettext
from qualcode.store import values

SUFFIXES = (".docx", ".md", ".xlsx", ".csv")


def write_audit(
    view: StudyView,
    changes: Sequence[values.Change],
    path: Path | str,
    *,
    title: str = "",
    template: Path | str | None = None,
    delimiter: str = ",",
) -> Path:
    """Writes the journal, oldest act first; the suffix picks .docx, .md, .xlsx or .csv; gives the path.

    No participant's words stand in it: the journal tells acts by names and numbers.

    Args:
        view: The study, for the names of coders.
        changes: As `Study.history` gives them, in any order.
        path: The file.
        title: Of the document; empty takes "Audit trail".
        template: For .docx: a document whose styles and page it takes.
        delimiter: For .csv.

    Raises:
        WrongUsage: for another suffix.
        BadInput: for a template that cannot be read.
        StudyUnusable: when the file cannot be written.
    """
    suffix = suffix_of(path, SUFFIXES)
    title = title or _("Audit trail")
    ordered = sorted(changes, key=lambda change: change.seq)
    if suffix in (".docx", ".md"):
        return write_document(view, _document(view, ordered, title), path, title=title, template=template)
    columns = [
        SheetColumn(_("Number"), 9),
        SheetColumn(_("When (UTC)"), 20),
        SheetColumn(_("Coder"), 16),
        SheetColumn(_("Act"), 22),
        SheetColumn(_("What"), 80, wrap=True),
        SheetColumn(_("Taken back"), 12),
    ]
    rows: list[list[Value]] = [
        [
            change.seq,
            _when(change),
            _who(view, change),
            change.act,
            describe(change),
            _("yes") if change.state == "undone" else "",
        ]
        for change in ordered
    ]
    if suffix == ".csv":
        return write_csv([column.heading for column in columns], rows, path, delimiter=delimiter)
    made = ordered[-1].at if ordered else ""
    return write_xlsx([Sheet(title, columns, rows)], path, title=title, made=made)


def _document(view: StudyView, changes: Sequence[values.Change], title: str) -> Iterator[Block]:
    yield Heading(title, 0)
    said = [view.info.title, ngettext("{n} act", "{n} acts", len(changes))]
    if changes:
        said.append(_("from {first} to {last}").format(first=changes[0].at[:10], last=changes[-1].at[:10]))
    yield Paragraph(" · ".join(said), "Subtitle")
    columns = [
        TableColumn(_("No."), 7, "right"),
        TableColumn(_("When (UTC)"), 25),
        TableColumn(_("Coder"), 14),
        TableColumn(_("What"), 60),
    ]

    def rows() -> Iterator[Row]:
        for change in changes:
            what = describe(change)
            undone = change.state == "undone"
            yield [
                str(change.seq),
                _when(change)[:16],
                _who(view, change),
                [Run(what), Run("  " + _("(taken back)"), "muted")] if undone else what,
            ]

    yield Table(_("What was done, oldest first"), columns, rows())


def _when(change: values.Change) -> str:
    return change.at[:19].replace("T", " ")


def _who(view: StudyView, change: values.Change) -> str:
    coder = view.coder_by_id.get(change.coder_id)
    return coder.name if coder else ""
