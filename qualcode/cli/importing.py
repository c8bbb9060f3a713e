"""import: transcripts, tables of participants and codebooks into the study."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.common import Group, complain, ended, json_option, key_values, open_study, plain, print_json
from qualcode.i18n import N_, _


def import_files(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help=_("Transcripts (txt, md, docx), tables (csv, xlsx), codebooks (yaml).")),
    ],
    kind: Annotated[str, typer.Option(help=_("Kind of the transcripts: parent, professional or another word."))] = "",
    participant: Annotated[str, typer.Option(help=_('Who is interviewed ("Respondent 4").'))] = "",
    attribute: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help=_("Attribute of that participant; may be repeated.")),
    ] = None,
    interviewer: Annotated[
        list[str] | None,
        typer.Option(metavar="LABEL", help=_("Speaker who is the interviewer, where the guess is wrong.")),
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help=_("Show the turns found and store nothing."))] = False,
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Import files into the study."""
    from qualcode import coding

    attributes = key_values(attribute)
    if preview:
        _preview(files)
        return
    roles = dict.fromkeys(interviewer or [], "interviewer")
    with open_study(context) as study:
        results = coding.import_files(
            study,
            _flat(files),
            kind=kind or None,
            participant=participant or None,
            attributes=attributes,
            roles=roles,
            progress=lambda _one: None if as_json else _told(_one),
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


def _told(one: object) -> None:
    from qualcode.coding import Imported

    assert isinstance(one, Imported)
    if one.error:
        complain(one.error)
        return
    typer.echo(one.summary)
    for warning in one.warnings:
        print(f"  {one.file.name}: {warning}", file=sys.stderr)


def _flat(files: list[Path]) -> list[Path]:
    """Folders stand for the files in them that some reader takes."""
    from qualcode.ingest import supported_suffixes

    found: list[Path] = []
    for file in files:
        if file.is_dir():
            found += sorted(one for one in file.iterdir() if one.suffix.lower() in supported_suffixes())
        else:
            found.append(file)
    return found


def _preview(files: list[Path]) -> None:
    from qualcode.errors import QualcodeError
    from qualcode.ingest import preview, read_document

    refused = 0
    for file in _flat(files):
        try:
            seen = preview(read_document(file))
        except QualcodeError as error:
            complain(error)
            refused += 1
            continue
        print_preview(seen)
    ended(refused)


def print_preview(seen: object) -> None:
    """Shows what a reader found in a file."""
    print_json(seen)


COMMANDS: Group = {"import": (import_files, N_("Import transcripts, tables of participants and codebooks."))}
