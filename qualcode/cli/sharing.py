"""copy, merge: several coders, each with a copy of the study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.common import Group, complain, ended, json_option, open_study, print_json
from qualcode.errors import QualcodeError
from qualcode.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from qualcode.coding import Conflict, MergeReport, Moved


def copy(
    context: typer.Context,
    whom: Annotated[str, typer.Option("--for", help=_("Who will code in the copy."))],
    to: Annotated[Path | None, typer.Option(help=_("Folder for the copy (default: beside the study)."))] = None,
    without_others: Annotated[
        bool, typer.Option("--without-others", help=_("Leave out what other coders coded and noted."))
    ] = False,
    transcript: Annotated[
        list[str] | None, typer.Option(help=_("Only this transcript; may be given more than once."))
    ] = None,
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Write a copy of the study for a coder."""
    from qualcode.coding import copy_study, find_transcript

    with open_study(context) as study:
        chosen = [find_transcript(study, name).id for name in transcript] if transcript else None
        path = study.path.resolve()
        folder = to or path.with_name(f"{path.name}-{_as_file_name(whom)}")
        copy_study(study, folder, whom, without_others=without_others, transcripts=chosen)
    if as_json:
        print_json({"coder": whom, "folder": str(folder)})
        return
    typer.echo(_("Wrote a copy for {coder} in {folder}.").format(coder=whom, folder=folder))
    typer.echo(_("Bring it back with: qualcode merge {folder}").format(folder=folder))


def merge(
    context: typer.Context,
    others: Annotated[list[Path], typer.Argument(metavar=_("OTHER"), help=_("Folders of the other copies."))],
    prefer: Annotated[
        str | None, typer.Option(help=_("Who has the say in conflicts: ours or theirs (default: the later change)."))
    ] = None,
    choose: Annotated[
        list[str] | None, typer.Option(help=_("The same for one conflict: KEY=ours or KEY=theirs, as --json names it."))
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only tell what would be done."))] = False,
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Bring other coders' copies into this study."""
    from qualcode.cli.common import key_values
    from qualcode.coding import merge_study

    choices = key_values(choose)
    reports: list[MergeReport] = []
    refused = 0
    with open_study(context) as study:
        for other in others:
            try:
                report = merge_study(study, other, prefer=prefer, choices=choices, dry_run=dry_run)
            except QualcodeError as error:
                if error.exit_status != 1:
                    raise
                complain(error)
                refused += 1
                continue
            reports.append(report)
            refused += len(report.refused)
            if not as_json:
                _tell(report, dry_run=dry_run)
    if as_json:
        print_json([_document(report) for report in reports])
    ended(refused)


def _tell(report: MergeReport, *, dry_run: bool) -> None:
    if report.nothing:
        typer.echo(_("{other}: nothing that is not here already.").format(other=report.other))
        return
    text = _("{other}: would merge the work of {coders}.") if dry_run else _("{other}: merged the work of {coders}.")
    typer.echo(text.format(other=report.other, coders=", ".join(report.coders) or "–"))
    for line in _counts(report):
        typer.echo("  " + line)
    for conflict in report.conflicts:
        typer.echo("  " + _conflict(conflict))
    for moved in report.moved:
        typer.echo("  " + _found_back(moved))
    for moved in report.refused:
        text = _("{what}: left out, its place is not certain in a text that differs; the other copy still has it.")
        typer.echo("  " + text.format(what=moved.what), err=True)
    if report.conflicts and not dry_run:
        typer.echo(_("To choose otherwise: qualcode undo, then merge with --prefer or --choose."))


def _counts(report: MergeReport) -> list[str]:
    names = {
        "transcript": lambda n: ngettext("{n} transcript", "{n} transcripts", n),
        "participant": lambda n: ngettext("{n} participant", "{n} participants", n),
        "code": lambda n: ngettext("{n} code", "{n} codes", n),
        "coding": lambda n: ngettext("{n} coding", "{n} codings", n),
        "memo": lambda n: ngettext("{n} memo", "{n} memos", n),
        "evidence": lambda n: ngettext("{n} quote of a kernlabel", "{n} quotes of kernlabels", n),
        "suggestion": lambda n: ngettext("{n} suggestion", "{n} suggestions", n),
        "progress": lambda n: ngettext("{n} mark of progress", "{n} marks of progress", n),
        "settlement": lambda n: ngettext("{n} settled difference", "{n} settled differences", n),
    }
    lines = []
    for label, counts in ((_("new"), report.added), (_("changed"), report.changed), (_("removed"), report.removed)):
        told = [names[table](counts[table]) for table in names if counts.get(table)]
        if told:
            lines.append(f"{label}: {', '.join(told)}")
    if report.united:
        text = ngettext(
            "{n} thing made in both copies is one now", "{n} things made in both copies are one now", report.united
        )
        lines.append(text)
    return lines


def _conflict(conflict: Conflict) -> str:
    from qualcode.coding.merging import field_in_words, value_in_words

    if conflict.kind == "removed":
        text = _("{what}: removed in one copy, in use in the other; {taken} stands.")
    elif conflict.kind == "same-name":
        text = _("{what}: another has this name too; both are kept.")
    else:
        text = _("{what}: {field} changed in both: '{ours}' here, '{theirs}' there; {taken} stands.")
    return text.format(
        what=conflict.what,
        field=field_in_words(conflict),
        ours=_short(value_in_words(conflict, conflict.ours)),
        theirs=_short(value_in_words(conflict, conflict.theirs)),
        taken=_("ours") if conflict.taken == "ours" else _("theirs"),
    )


def _found_back(moved: Moved) -> str:
    return _("{what}: the text differs; found back at {start}:{end}.").format(
        what=moved.what, start=moved.new_start, end=moved.new_end
    )


def _document(report: MergeReport) -> dict[str, object]:
    from dataclasses import asdict

    return {**asdict(report), "other": str(report.other)}


def _short(text: str, length: int = 40) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def _as_file_name(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name.strip()) or "copy"


COMMANDS: Group = {
    "copy": (copy, N_("Write a copy of the study for a coder.")),
    "merge": (merge, N_("Bring other coders' copies into this study.")),
}
