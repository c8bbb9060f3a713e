"""import: transcripts, tables of participants and codebooks into the study."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.common import Group, complain, ended, json_option, key_values, open_study, plain, print_json
from qualcode.cli.progress import Progress
from qualcode.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from qualcode.coding import Imported
    from qualcode.ingest import Preview


def import_files(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar=_("FILE"),
            help=_("Transcripts (txt, md, docx, odt, rtf, pdf, vtt, srt), tables (csv, xlsx), codebooks (yaml)."),
        ),
    ],
    kind: Annotated[str, typer.Option(help=_("Kind of the transcripts: parent, professional or another word."))] = "",
    participant: Annotated[str, typer.Option(help=_('Who is interviewed ("Respondent 4").'))] = "",
    attribute: Annotated[
        list[str] | None,
        typer.Option("--set", metavar=_("KEY=VALUE"), help=_("Attribute of that participant; may be repeated.")),
    ] = None,
    interviewer: Annotated[
        list[str] | None,
        typer.Option(metavar=_("LABEL"), help=_("Speaker who is the interviewer, where the guess is wrong.")),
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help=_("Show the turns found and store nothing."))] = False,
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Import files into the study."""
    from qualcode import coding

    attributes = key_values(attribute)
    if preview:
        _preview(_flat(files), as_json=as_json)
        return
    roles = dict.fromkeys(interviewer or [], "interviewer")
    found = _flat(files)
    with open_study(context) as study, Progress(_("Import"), len(found)) as bar:
        done = 0

        def told(one: Imported) -> None:
            nonlocal done
            done += 1
            bar.clear()
            _told(one, as_json=as_json)
            bar.tell(done)

        results = coding.import_files(
            study,
            found,
            kind=kind or None,
            participant=participant or None,
            attributes=attributes,
            roles=roles,
            progress=told,
        )
    if as_json:
        print_json(
            [
                {
                    "file": str(one.file),
                    "what": one.what,
                    "summary": one.summary,
                    "warnings": list(one.warnings),
                    "error": str(one.error) if one.error else None,
                    "transcript": plain(one.transcript),
                }
                for one in results
            ]
        )
    ended(sum(1 for one in results if one.error))


def _told(one: Imported, *, as_json: bool) -> None:
    if one.error:
        complain(one.error)
        return
    if as_json:
        return
    typer.echo(one.summary)
    for warning in one.warnings:
        print(f"  {one.file.name}: {warning}", file=sys.stderr)


def _flat(files: list[Path]) -> list[Path]:
    """Folders stand for the files in them that some reader takes; so do `*` and `?`, which no shell of Windows expands.

    Raises:
        BadInput: for a folder without any.
    """
    from qualcode.errors import BadInput
    from qualcode.ingest import supported_suffixes

    found: list[Path] = []
    for file in files:
        if _there(file, Path.is_dir):
            inside = sorted(one for one in _listed(file) if one.suffix.lower() in supported_suffixes())
            if not inside:
                raise BadInput(_("This is a folder, not a file."), str(file), _("Name the files in it."))
            found += inside
        elif not _there(file, Path.exists) and any(sign in file.name for sign in "*?"):
            found += sorted(file.parent.glob(file.name)) or [file]
        else:
            found.append(file)
    return found


def _there(file: Path, look: Callable[[Path], bool]) -> bool:
    try:
        return look(file)
    except OSError:
        # In a folder that may not be entered: whoever reads the file says so.
        return False


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _preview(files: list[Path], *, as_json: bool) -> None:
    from qualcode.errors import QualcodeError
    from qualcode.ingest import preview, read_document

    refused, seen = 0, []
    for file in files:
        try:
            seen.append(preview(read_document(file)))
        except QualcodeError as error:
            complain(error)
            refused += 1
            continue
        if not as_json:
            _print_preview(seen[-1])
    if as_json:
        print_json(seen)
    ended(refused)


def _print_preview(seen: Preview) -> None:
    """Who speaks in a file, and its first turns."""
    turns = ngettext("{n} turn", "{n} turns", seen.turns) if seen.turns else _("no turns found")
    typer.echo(_("{name}: {words} words, {turns}").format(name=seen.source_name, words=seen.words, turns=turns))
    for speaker in seen.speakers:
        count = ngettext("{n} turn", "{n} turns", speaker.turns)
        typer.echo(f"  {speaker.label or '–'}: {_(speaker.role)}, {count}")
    if not seen.turns:
        typer.echo(f"    {seen.before}")
    for turn in seen.first_turns:
        typer.echo(f"    {turn.number}  {turn.label}: {turn.opening}")
    for key, value in seen.attributes.items():
        typer.echo(f"    {key} = {value}")
    for warning in seen.warnings:
        print(f"  {seen.source_name}: {warning}", file=sys.stderr)


COMMANDS: Group = {"import": (import_files, N_("Import transcripts, tables of participants and codebooks."))}
