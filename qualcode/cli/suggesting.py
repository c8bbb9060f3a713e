"""suggest: segments proposed for codes, with reasons; and what the coder decides on them."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli.common import Group, json_option, open_study, plain, print_json
from qualcode.i18n import N_, _, ngettext


def suggest(
    context: typer.Context,
    code: Annotated[list[str] | None, typer.Option(help=_("Only for this code; may be repeated."))] = None,
    transcript: Annotated[list[str] | None, typer.Option(help=_("Only in this transcript; may be repeated."))] = None,
    top: Annotated[int, typer.Option(min=1, help=_("Most suggestions for one code in one transcript."))] = 3,
    accept: Annotated[
        list[str] | None, typer.Option(metavar="ID", help=_("Code what was suggested; may be repeated."))
    ] = None,
    reject: Annotated[
        list[str] | None, typer.Option(metavar="ID", help=_("Never suggest this again; may be repeated."))
    ] = None,
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Propose segments for codes; decide on earlier ones with --accept and --reject."""
    from qualcode import coding

    with open_study(context) as study:
        if accept or reject:
            for number in accept or []:
                coding.accept(study, _by_id(study, number))
            if reject:
                coding.reject(study, [_by_id(study, number) for number in reject])
            typer.echo(
                _("{accepted} accepted, {rejected} rejected.").format(
                    accepted=len(accept or []), rejected=len(reject or [])
                )
            )
            return
        from qualcode.suggest.of_study import propose

        code_ids = [coding.find_code(study, name).id for name in code] if code else None
        transcript_ids = [coding.find_transcript(study, name).id for name in transcript] if transcript else None
        found = coding.keep_suggestions(
            study, propose(study, transcript_ids=transcript_ids, code_ids=code_ids, top=top)
        )
        names = {one.id: one.name for one in study.transcripts()} | coding.code_paths(study.codes())
    if as_json:
        print_json(
            [{**plain(one), "transcript": names[one.transcript_id], "code": names[one.code_id]} for one in found]
        )
        return
    for one in found:
        typer.echo(
            f"{one.id}  {one.score:.2f}  {names[one.transcript_id]} {one.start}:{one.end}  → {names[one.code_id]}"
        )
        typer.echo(f"    {' '.join(one.words.split())}")
        for reason in one.reasons:
            keyword = f" ({reason['keyword']})" if reason.get("keyword") else ""
            typer.echo(f"    · {_(str(reason['kind']))}: {' '.join(str(reason['text']).split())[:100]}{keyword}")
    typer.echo(ngettext("{n} suggestion.", "{n} suggestions.", len(found)))


def _by_id(study: object, wanted: str) -> str:
    """The id of a pending suggestion, which may be cut short where that is enough."""
    from qualcode.errors import NotFound
    from qualcode.store import Study

    assert isinstance(study, Study)
    found = [one.id for one in study.suggestions() if one.id.startswith(wanted) or one.id.endswith(wanted)]
    if len(found) == 1:
        return found[0]
    what = _("There is no such suggestion.") if not found else _("More than one suggestion begins so.")
    raise NotFound(what, wanted, _("Run 'qualcode suggest' and take an id from its list."))


COMMANDS: Group = {"suggest": (suggest, N_("Propose segments for codes, with reasons; accept or reject them."))}
