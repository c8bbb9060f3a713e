"""quotes, matrix, codebook, kernlabels, report, audit, find: results as tables on the screen, as JSON, or as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.common import (
    Group,
    json_option,
    key_values,
    open_study,
    plain,
    print_json,
    print_table,
)
from qualcode.i18n import N_, _

if TYPE_CHECKING:
    from qualcode.analysis import Matrix, StudyView
    from qualcode.store import Study


def _to_option() -> Any:
    return typer.Option("--to", metavar=_("FILE"), help=_("File to write; its suffix picks the format."))


def _template_option() -> Any:
    return typer.Option(
        "--template", metavar=_("FILE.docx"), help=_("Word document whose styles and page are taken over.")
    )


def _title_option() -> Any:
    return typer.Option("--title", help=_("Title above the table or document."))


def _where_option() -> Any:
    return typer.Option(metavar=_("KEY=VALUE"), help=_("Only participants or transcripts with this; may be repeated."))


def _by_option() -> Any:
    return typer.Option(help=_("Only codings of this coder; may be repeated."))


def _cut_option() -> Any:
    return typer.Option("--cut-marks", help=_("Put (…) where a quote begins or ends inside a sentence."))


def _delimiter_option() -> Any:
    return typer.Option(help=_("Between the fields of a .csv; ';' is what a Dutch Excel opens by itself."))


def quotes(
    context: typer.Context,
    code: Annotated[
        list[str] | None, typer.Option(help=_("Only of this code and its sub-codes; may be repeated."))
    ] = None,
    kernlabel: Annotated[
        list[str] | None, typer.Option(help=_("Quotes of this kernlabel, or 'all'; may be repeated."))
    ] = None,
    where: Annotated[list[str] | None, _where_option()] = None,
    by: Annotated[list[str] | None, _by_option()] = None,
    each_coder: Annotated[
        bool, typer.Option("--each-coder", help=_("A row for each coder who put the same code on the same words."))
    ] = False,
    to: Annotated[Path | None, _to_option()] = None,
    title: Annotated[str, _title_option()] = "",
    template: Annotated[Path | None, _template_option()] = None,
    cut_marks: Annotated[bool, _cut_option()] = False,
    delimiter: Annotated[str, _delimiter_option()] = ",",
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Make a quote table."""
    from qualcode import analysis
    from qualcode.coding import find_code
    from qualcode.exports import write_quotes

    with open_study(context) as study:
        view = analysis.load_view(study)
        found = analysis.quotes(
            view,
            codes=[find_code(study, name).id for name in code or []],
            kernlabels=_kernlabel_ids(study, view, kernlabel or []),
            where=key_values(where),
            coder=by,
            each_coder=each_coder,
        )
        if to is not None:
            note = " · ".join([*(where or []), *(by or [])])
            _wrote(
                write_quotes(
                    view,
                    found,
                    to,
                    title=title,
                    note=note,
                    template=template,
                    cut_marks=cut_marks,
                    delimiter=delimiter,
                ),
                as_json,
            )
    if to is not None:
        return
    if as_json:
        print_json(found)
        return
    print_table(
        [_("code"), _("quote"), _("source")],
        [(_short(quote.kernlabel or quote.code, 36), _short(quote.words, 70), quote.citation) for quote in found],
    )


def matrix(
    context: typer.Context,
    rows: Annotated[
        str, typer.Option(help=_("code, a family, kernlabel, transcript, participant, an attribute, …"))
    ] = "code",
    cols: Annotated[str, typer.Option(help=_("As --rows."))] = "transcript",
    cells: Annotated[str, typer.Option(help=_("segments, participants, words or quotes."))] = "segments",
    code: Annotated[
        list[str] | None, typer.Option(help=_("Only of this code and its sub-codes; may be repeated."))
    ] = None,
    where: Annotated[list[str] | None, _where_option()] = None,
    by: Annotated[list[str] | None, _by_option()] = None,
    empty: Annotated[
        bool, typer.Option("--empty", help=_("Keep codes and values that nothing was coded with."))
    ] = False,
    to: Annotated[Path | None, _to_option()] = None,
    title: Annotated[str, _title_option()] = "",
    template: Annotated[Path | None, _template_option()] = None,
    delimiter: Annotated[str, _delimiter_option()] = ",",
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Cross any two sides of the study."""
    from qualcode import analysis
    from qualcode.coding import find_code
    from qualcode.exports import write_matrix

    with open_study(context) as study:
        view = analysis.load_view(study)
        found = analysis.matrix(
            view,
            rows,
            cols,
            cells,
            coder=by,
            where=key_values(where),
            codes=[find_code(study, name).id for name in code] if code else None,
            empty=empty,
        )
        if to is not None:
            note = " · ".join([*(where or []), *(by or [])])
            written = write_matrix(view, found, to, title=title, note=note, template=template, delimiter=delimiter)
            _wrote(written, as_json)
            return
    if as_json:
        print_json(_matrix_document(found))
        return
    print_table(
        [found.row_title, *(label.text for label in found.columns), _("total")],
        [
            *(
                ("  " * label.depth + label.text, *(count or "·" for count in line), total)
                for label, line, total in zip(found.rows, found.counts, found.row_totals, strict=True)
            ),
            (_("total"), *found.column_totals, found.total),
        ],
    )


def codebook(
    context: typer.Context,
    to: Annotated[Path, _to_option()],
    title: Annotated[str, _title_option()] = "",
    template: Annotated[Path | None, _template_option()] = None,
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Write the codebook: .docx and .md for people, .yaml .xlsx .csv to be read again."""
    from qualcode.exports import write_codebook

    _write(context, lambda view: write_codebook(view, to, title=title, template=template), as_json)


def kernlabels(
    context: typer.Context,
    to: Annotated[Path | None, _to_option()] = None,
    title: Annotated[str, _title_option()] = "",
    template: Annotated[Path | None, _template_option()] = None,
    cut_marks: Annotated[bool, _cut_option()] = False,
    delimiter: Annotated[str, _delimiter_option()] = ",",
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """List or write the kernlabels with what carries them."""
    from qualcode import analysis
    from qualcode.exports import write_kernlabels

    if to is not None:
        target = to
        _write(
            context,
            lambda view: write_kernlabels(
                view, target, title=title, template=template, cut_marks=cut_marks, delimiter=delimiter
            ),
            as_json,
        )
        return
    with open_study(context) as study:
        view = analysis.load_view(study)
    found = analysis.standings(view)
    if as_json:
        print_json(found)
        return
    print_table(
        [_("kernlabel"), _("participants"), _("quotes"), _("against")],
        [(_short(one.title, 80), len(one.participants), len(one.quotes), ", ".join(one.against)) for one in found],
    )


def report(
    context: typer.Context,
    to: Annotated[Path, _to_option()],
    title: Annotated[str, _title_option()] = "",
    template: Annotated[Path | None, _template_option()] = None,
    rows: Annotated[str, typer.Option(help=_("Rows of its matrix (default: the bouwstenen, else all codes)."))] = "",
    cols: Annotated[str, typer.Option(help=_("Columns of its matrix (default: the model, else transcripts)."))] = "",
    cut_marks: Annotated[bool, _cut_option()] = False,
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Write the whole study to one document (.docx or .md)."""
    from qualcode.exports import write_report

    _write(
        context,
        lambda view: write_report(
            view, to, title=title, template=template, rows=rows, columns=cols, cut_marks=cut_marks
        ),
        as_json,
    )


def audit(
    context: typer.Context,
    to: Annotated[Path | None, _to_option()] = None,
    template: Annotated[Path | None, _template_option()] = None,
    delimiter: Annotated[str, _delimiter_option()] = ",",
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Write the trail of what was done (.docx, .md, .xlsx, .csv)."""
    from qualcode import analysis
    from qualcode.coding import changes_seen, describe
    from qualcode.exports import write_audit

    with open_study(context) as study:
        changes = changes_seen(study)
        view = analysis.load_view(study)
        if to is not None:
            _wrote(write_audit(view, changes, to, template=template, delimiter=delimiter), as_json)
            return
    names = {coder.id: coder.name for coder in view.coders}
    changes.sort(key=lambda change: change.seq)
    if as_json:
        print_json([{**plain(change), "coder": names.get(change.coder_id, "")} for change in changes])
        return
    print_table(
        [_("when"), _("coder"), _("act")],
        [(one.at[:16].replace("T", " "), names.get(one.coder_id, ""), describe(one)) for one in changes],
    )


def find(
    context: typer.Context,
    query: Annotated[list[str], typer.Argument(help=_('For example: code:Wachten AND model=VP AND NOT "op school".'))],
    unit: Annotated[str, typer.Option(help=_("What is answered: segment, sentence, turn or transcript."))] = "",
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Find by codes, text and attributes."""
    from qualcode import analysis

    with open_study(context) as study:
        hits = analysis.find(analysis.load_view(study), " ".join(query), unit=unit)
    if as_json:
        print_json(hits)
        return
    print_table(
        [_("transcript"), _("place"), _("source"), _("words")],
        [(hit.transcript, f"{hit.start}:{hit.end}", hit.citation, _short(hit.words, 80)) for hit in hits],
    )


# What they share


def _write(context: typer.Context, write: Callable[[StudyView], Path], as_json: bool) -> None:
    from qualcode.analysis import load_view

    with open_study(context) as study:
        _wrote(write(load_view(study)), as_json)


def _wrote(path: Path, as_json: bool) -> None:
    if as_json:
        print_json({"file": str(path)})
    else:
        typer.echo(_("Wrote {file}.").format(file=path))


def _kernlabel_ids(study: Study, view: StudyView, names: list[str]) -> list[str]:
    """Kernlabels by name or number; several may share a number, and 'all' is all of them."""
    from qualcode.coding import find_code

    found: list[str] = []
    for name in names:
        if name == "all":
            return [code.id for code in view.kernlabels]
        numbered = [code.id for code in view.kernlabels if code.number == name]
        found += numbered or [find_code(study, name).id]
    return found


def _matrix_document(found: Matrix) -> dict[str, Any]:
    return {
        "rows": [label.text for label in found.rows],
        "columns": [label.text for label in found.columns],
        "cells": found.cells,
        "together": found.together,
        "counts": found.counts,
        "row_totals": found.row_totals,
        "column_totals": found.column_totals,
        "total": found.total,
        "codings": [
            [list(found.codings(row, column)) for column in range(len(found.columns))] for row in range(len(found.rows))
        ],
    }


def _short(words: str, width: int) -> str:
    line = " ".join(words.split())
    return line if len(line) <= width else line[: width - 1] + "…"


COMMANDS: Group = {
    "quotes": (quotes, N_("Make a quote table.")),
    "matrix": (matrix, N_("Cross any two sides of the study.")),
    "find": (find, N_("Find by codes, text and attributes.")),
    "codebook": (codebook, N_("Write the codebook: .docx and .md for people, .yaml .xlsx .csv to be read again.")),
    "kernlabels": (kernlabels, N_("List or write the kernlabels with what carries them.")),
    "report": (report, N_("Write the whole study to one document (.docx or .md).")),
    "audit": (audit, N_("Write the trail of what was done (.docx, .md, .xlsx, .csv).")),
}
