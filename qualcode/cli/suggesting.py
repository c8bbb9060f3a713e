"""suggest, model: segments proposed for codes, with reasons; how good they are here; and which language pipeline is in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.common import Group, json_option, open_study, plain, print_json, print_table
from qualcode.cli.progress import Progress
from qualcode.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from qualcode.store import Study
    from qualcode.suggest import Evaluation, Figure


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
    evaluate: Annotated[
        bool,
        typer.Option(
            "--evaluate", help=_("Hold coded transcripts out in turn, and measure beside plain keyword search.")
        ),
    ] = False,
    meaning: Annotated[
        bool, typer.Option("--meaning", help=_("With --evaluate: also with sentence embeddings (extra 'semantic')."))
    ] = False,
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Propose segments for codes; decide on earlier ones with --accept and --reject."""
    from qualcode import coding

    with open_study(context) as study:
        if evaluate:
            _print_evaluation(study, meaning=meaning, as_json=as_json)
            return
        if accept or reject:
            _decide(study, accept or [], reject or [], as_json=as_json)
            return
        from qualcode.suggest.of_study import propose

        code_ids = [coding.find_code(study, name).id for name in code] if code else None
        transcript_ids = [coding.find_transcript(study, name).id for name in transcript] if transcript else None
        with Progress(_("Suggestions")) as bar:
            proposed = propose(study, transcript_ids=transcript_ids, code_ids=code_ids, top=top, progress=bar.tell)
        found = coding.keep_suggestions(study, proposed)
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


def _decide(study: Study, accept: list[str], reject: list[str], *, as_json: bool) -> None:
    """Takes and refuses suggestions; a wrong id is told before anything is done."""
    from qualcode import coding

    taken, refused = ([_by_id(study, number) for number in numbers] for numbers in (accept, reject))
    for one in taken:
        coding.accept(study, one)
    if refused:
        coding.reject(study, refused)
    if as_json:
        print_json({"accepted": taken, "rejected": refused})
        return
    typer.echo(_("{accepted} accepted, {rejected} rejected.").format(accepted=len(taken), rejected=len(refused)))


def _by_id(study: Study, wanted: str) -> str:
    """The id of a suggestion, which may be cut short where that is enough."""
    from qualcode.errors import NotFound

    found = [one.id for one in study.suggestions() if one.id.startswith(wanted) or one.id.endswith(wanted)]
    if len(found) == 1:
        return found[0]
    what = _("There is no such suggestion.") if not found else _("More than one suggestion begins so.")
    raise NotFound(what, wanted, _("Run 'qualcode suggest' and take an id from its list."))


def _print_evaluation(study: Study, *, meaning: bool, as_json: bool) -> None:
    from qualcode.coding import code_paths
    from qualcode.suggest.of_study import evaluation_of, hit_rates

    found = evaluation_of(study, meaning=meaning)
    paths = code_paths(study.codes())
    if as_json:
        rates = {key: {"taken": taken, "decided": decided} for key, (taken, decided) in hit_rates(study).items()}
        print_json({"names": paths, "evaluation": found, "hit_rates": rates})
        return
    typer.echo(
        _("{segments} segments in {transcripts} transcripts, each ranked by what the others taught.").format(
            segments=found.segments, transcripts=found.transcripts
        )
    )
    header = [
        _("engine"),
        _("precision at 1"),
        _("recall at 3"),
        _("in the first three places"),
        _("average precision"),
    ]
    print_table(
        header,
        [
            (_(engine), *map(_interval, (one.first, one.first_three, one.top_three, one.average_precision)))
            for engine, one in found.overall.items()
        ],
    )
    typer.echo("")
    print_table([_("code"), _("segments"), *header[1:]], _code_rows(found, paths))
    decided = hit_rates(study)
    if decided:
        taken, total = (sum(pair[place] for pair in decided.values()) for place in (0, 1))
        typer.echo(_("Of {total} suggestions reviewed here, {taken} were taken.").format(total=total, taken=taken))


def _code_rows(found: Evaluation, paths: dict[str, str]) -> list[tuple[str | int, ...]]:
    return [
        (
            paths.get(one.code_key, one.code_key),
            one.segments,
            *(f"{each.value:.2f}" for each in (one.first, one.first_three, one.top_three, one.average_precision)),
        )
        for one in found.codes["suggest"]
    ]


def _interval(figure: Figure) -> str:
    return f"{figure.value:.2f} ({figure.low:.2f}–{figure.high:.2f})"


def model(context: typer.Context, as_json: Annotated[bool, json_option()] = False) -> None:  # noqa: ARG001
    """Say which language pipeline is in use, what it adds, and how to install a better one."""
    from qualcode.language import model_status

    status = model_status()
    if as_json:
        print_json(status)
        return
    typer.echo(
        _("In use: {name} {version} ({licence})").format(
            name=status.name, version=status.version, licence=status.licence
        )
    )
    typer.echo(_("It gives: {what}.").format(what=", ".join(_(one) for one in status.adds)))
    typer.echo(_("Installed here: {names}.").format(names=", ".join(status.available)))
    if status.install:
        typer.echo(status.install)


COMMANDS: Group = {
    "suggest": (suggest, N_("Propose segments for codes, with reasons; accept or reject them.")),
    "model": (model, N_("Say which Dutch language pipeline is in use.")),
}
