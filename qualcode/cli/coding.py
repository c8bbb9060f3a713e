"""code: put a code from a script."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli.common import Group, json_option, open_study, plain, print_json
from qualcode.errors import NotFound, WrongUsage
from qualcode.i18n import N_, _


def code(
    context: typer.Context,
    transcript: Annotated[str, typer.Argument(help=_("Name, file name or number of the transcript."))],
    code: Annotated[list[str], typer.Option(help=_("Code by name, number or key; may be given more than once."))],
    quote: Annotated[str, typer.Option(help=_("The exact words, which must stand there once."))] = "",
    span: Annotated[str, typer.Option(metavar="A:B", help=_("Code points from A up to B."))] = "",
    memo: Annotated[str, typer.Option(help=_("A note on the coding."))] = "",
    new: Annotated[bool, typer.Option("--new", help=_("Make the code when there is none of that name."))] = False,
    done: Annotated[bool, typer.Option("--done", help=_("Mark the transcript as done."))] = False,
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Put a code on a segment."""
    from qualcode.coding import Placing, find_code, find_transcript, make_code, mark_progress, put_codes

    if bool(quote) == bool(span):
        raise WrongUsage(_("Give either --quote or --span."))
    with open_study(context) as study:
        found = find_transcript(study, transcript)
        start, end = _place(study.text(found.text_hash), found.name, quote, span)
        code_ids = []
        for name in code:
            try:
                code_ids.append(find_code(study, name).id)
            except NotFound:
                if not new:
                    raise
                code_ids.append(make_code(study, name).id)
        codings = put_codes(study, [Placing(found.id, start, end, code_id, memo) for code_id in code_ids])
        if done:
            mark_progress(study, found.id, "done")
    if as_json:
        print_json([plain(one) for one in codings])
    else:
        names = ", ".join(code)
        typer.echo(
            _("Coded {transcript} {start}:{end} as {codes}.").format(
                transcript=found.name, start=start, end=end, codes=names
            )
        )


def _place(text: str, where: str, quote: str, span: str) -> tuple[int, int]:
    if span:
        return span_said(span)
    from qualcode.text import normalise

    wanted = normalise(quote)
    count = text.count(wanted)
    if count == 1:
        return text.index(wanted), text.index(wanted) + len(wanted)
    if count > 1:
        raise NotFound(
            _("These words stand there {count} times.").format(count=count), where, _("Give more of them, or --span.")
        )
    raise NotFound(_("These words do not stand there."), where, _("Copy them exactly, or use --span."))


def span_said(span: str) -> tuple[int, int]:
    """The span as it is written: A:B, in code points.

    Raises:
        WrongUsage: when it says something else.
    """
    first, _sign, last = span.partition(":")
    if not (first.strip().isdecimal() and last.strip().isdecimal()):
        raise WrongUsage(_("A span is written A:B, in code points."), f"'{span}'")
    return int(first), int(last)


COMMANDS: Group = {"code": (code, N_("Put a code on a segment."))}
