"""init, study, undo, redo, history, check, backup, compact: making a study and taking care of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.common import Group, ended, json_option, open_study, options_of, print_json, print_table
from qualcode.i18n import N_, _, ngettext


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar=_("DIR"), help=_("Folder to make the study in."))] = Path(),
    title: Annotated[str, typer.Option(help=_("Title of the study (default: the folder's name)."))] = "",
    codebook: Annotated[
        list[str] | None, typer.Option(help=_("Codebook to start with: a file, or the name of a shipped one."))
    ] = None,
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Make a study."""
    from qualcode.codebook import load_codebook
    from qualcode.coding import import_codebook
    from qualcode.i18n import language
    from qualcode.store import Study

    books = [load_codebook(name) for name in codebook or []]
    with Study.create(folder, title=title, language=language(), coder=options_of(context).get("coder")) as study:
        for book in books:
            import_codebook(study, book)
        count = len(study.codes())
        if as_json:
            print_json({"study": str(folder), "title": study.info().title, "codes": count})
            return
        typer.echo(_("Made a study in {folder}.").format(folder=folder))
        if count:
            typer.echo(ngettext("It has {n} code.", "It has {n} codes.", count))
        typer.echo(_("Next: qualcode import FILE… --study {folder}").format(folder=folder))


def study_facts(
    context: typer.Context,
    title: Annotated[str | None, typer.Option(help=_("Another title."))] = None,
    language: Annotated[
        str | None, typer.Option(metavar="nl|en", help=_("In which language its codebook and interviews are."))
    ] = None,
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Show or change what the study is called."""
    from qualcode.coding import change_study, only_seen

    with open_study(context) as study:
        if title is not None or language is not None:
            change_study(study, title=title, language=language)
        info = study.info()
        codings = only_seen(study, study.codings())
        counts = [len(study.transcripts()), len(study.participants()), len(study.codes()), len(codings)]
    names = ("transcripts", "participants", "codes", "codings")
    if as_json:
        facts = {"id": info.id, "title": info.title, "language": info.language, "created": info.created}
        print_json({**facts, **dict(zip(names, counts, strict=True))})
        return
    said = (_("transcripts"), _("participants"), _("codes"), _("codings"))
    rows = [(_("title"), info.title), (_("language"), info.language), (_("made"), info.created[:10])]
    print_table([_("study"), ""], [*rows, *zip(said, counts, strict=True)])


def undo(context: typer.Context, as_json: Annotated[bool, json_option()] = False) -> None:
    """Take back your last act."""
    _step(context, back=True, as_json=as_json)


def redo(context: typer.Context, as_json: Annotated[bool, json_option()] = False) -> None:
    """Do again what you took back last."""
    _step(context, back=False, as_json=as_json)


def history(
    context: typer.Context,
    limit: Annotated[int, typer.Option(help=_("How many acts, newest first; 0 for all."))] = 20,
    by: Annotated[str, typer.Option(metavar="NAME", help=_("Only acts of this coder."))] = "",
    act: Annotated[str, typer.Option(help=_("Only this act, by its name in --json: put-code, make-code, …"))] = "",
    transcript: Annotated[str, typer.Option(help=_("Only acts on this transcript."))] = "",
    day: Annotated[
        str, typer.Option(metavar="YYYY-MM-DD", help=_("Only acts of this day, month (2026-01) or year."))
    ] = "",
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Show what was done, newest first."""
    from qualcode.coding import changes_seen, describe, find_coder, find_transcript

    with open_study(context) as study:
        names = {coder.id: coder.name for coder in study.coders()}
        coder_id = find_coder(study, by).id if by else ""
        transcript_id = find_transcript(study, transcript).id if transcript else ""
        touched = study.transcripts_touched() if transcript else {}
        fitting = [
            change
            for change in changes_seen(study)
            if (not by or change.coder_id == coder_id)
            and (not act or change.act == act)
            and (not transcript or transcript_id in touched.get(change.id, ()))
            and change.at.startswith(day)
        ]
        changes = fitting[: limit or None]
    if as_json:
        print_json(changes)
        return
    print_table(
        [_("when"), _("coder"), _("act"), ""],
        [
            (
                change.at[:16].replace("T", " "),
                names.get(change.coder_id, ""),
                describe(change),
                _("(undone)") if change.state == "undone" else "",
            )
            for change in changes
        ],
    )


def check(context: typer.Context, as_json: Annotated[bool, json_option()] = False) -> None:
    """Prove that the study is whole: every reference, text and span."""
    with open_study(context) as study:
        problems = study.problems()
        count = len(study.segments())
    for problem in problems:
        typer.echo(problem, err=True)
    if as_json:
        print_json({"segments": count, "problems": problems})
    elif not problems:
        typer.echo(ngettext("All is well: {n} segment checked.", "All is well: {n} segments checked.", count))
    ended(len(problems))


def backup(context: typer.Context, as_json: Annotated[bool, json_option()] = False) -> None:
    """Write a checked copy of the study to its folder 'backups'."""
    with open_study(context) as study:
        file = study.backup()
    if as_json:
        print_json({"file": str(file)})
    else:
        typer.echo(_("Wrote {file}.").format(file=file))


def compact(context: typer.Context, as_json: Annotated[bool, json_option()] = False) -> None:
    """Remove texts that nothing uses any more, and give the room back."""
    with open_study(context) as study:
        removed = study.compact()
    if as_json:
        print_json({"removed": removed})
    else:
        typer.echo(ngettext("Removed {n} text.", "Removed {n} texts.", removed))


def _step(context: typer.Context, *, back: bool, as_json: bool) -> None:
    from qualcode.coding import describe

    with open_study(context) as study:
        change = study.undo() if back else study.redo()
    if as_json:
        print_json(change)
    elif change is None:
        typer.echo(_("There is nothing to undo.") if back else _("There is nothing to redo."))
    else:
        text = _("Undone: {what}.") if back else _("Redone: {what}.")
        typer.echo(text.format(what=describe(change)))


COMMANDS: Group = {
    "init": (init, N_("Make a study.")),
    "study": (study_facts, N_("Show or change what the study is called.")),
    "undo": (undo, N_("Take back your last act.")),
    "redo": (redo, N_("Do again what you took back last.")),
    "history": (history, N_("Show what was done, newest first.")),
    "check": (check, N_("Prove that the study is whole: every reference, text and span.")),
    "backup": (backup, N_("Write a checked copy of the study to its folder 'backups'.")),
    "compact": (compact, N_("Remove texts that nothing uses any more, and give the room back.")),
}
