"""round, blind, settle: who codes what, unseen by whom, and what is decided where coders differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.common import Group, json_option, open_study, plain, print_json
from qualcode.errors import NotFound, WrongUsage
from qualcode.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from qualcode.store import Study

AGREED = "agreed"


def coding_round(
    context: typer.Context,
    act: Annotated[str, typer.Argument(metavar="list|make|close", help=_("What to do."))] = "list",
    name: Annotated[str, typer.Argument(help=_("Name of the round."))] = "",
    coders: Annotated[str, typer.Option(metavar="A,B[,C]", help=_("Names of the coders, separated by commas."))] = "",
    kind: Annotated[str, typer.Option(help=_("training, round or revision."))] = "round",
    transcript: Annotated[
        list[str] | None, typer.Option(help=_("Only this transcript; may be given more than once."))
    ] = None,
    draw: Annotated[int, typer.Option(metavar="N", help=_("Draw so many transcripts at random."))] = 0,
    seed: Annotated[int, typer.Option(help=_("Seed of the drawing; it is kept with the round."))] = 2026,
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """List coding rounds, make one, or close one."""
    from qualcode.agreement.of_study import find_round
    from qualcode.cli.agreeing import names_said
    from qualcode.coding import close_round, draw_sample, find_coder, find_transcript, make_round, round_warnings

    with open_study(context) as study:
        if act == "make":
            if bool(draw) == bool(transcript):
                raise WrongUsage(_("Give either --draw or --transcript."))
            every = [one.id for one in study.transcripts()]
            make_round(
                study,
                name,
                transcripts=draw_sample(every, count=draw, seed=seed)
                if draw
                else [find_transcript(study, one).id for one in transcript or ()],
                coders=[find_coder(study, one).id for one in names_said(coders)],
                kind=kind,
                seed=seed if draw else None,
            )
        elif act == "close":
            close_round(study, find_round(study, name).id)
        elif act != "list":
            raise _no_choice(act, ("list", "make", "close"))
        rows = _rows(study)
        warnings = round_warnings(study)
    if as_json:
        print_json(rows)
        return
    for row in rows:
        seeded = _("chosen by hand") if row["seed"] is None else _("seed {seed}").format(seed=row["seed"])
        state = _("closed {day}").format(day=str(row["closed"])[:10]) if row["closed"] else _("open")
        parts = [str(row["kind"]), ", ".join(row["coders"]), seeded, state, ", ".join(row["transcripts"])]
        typer.echo(f"{row['name']}: " + "; ".join(parts))
    if not rows:
        typer.echo(_("Nothing yet."))
    for warning in warnings:
        typer.echo(warning, err=True)


def _rows(study: Study) -> list[dict[str, Any]]:
    transcripts = {one.id: one.name for one in study.transcripts()}
    people = {one.id: one.name for one in study.coders()}
    return [
        {
            **plain(one),
            "transcripts": [transcripts[each] for each in one.transcripts if each in transcripts],
            "coders": [people[each] for each in one.coders if each in people],
        }
        for one in study.rounds()
    ]


def blind(
    context: typer.Context,
    state: Annotated[str, typer.Argument(metavar="on|off", help=_("Without it: say whether coding is blind."))] = "",
    sees_all: Annotated[
        list[str] | None,
        typer.Option(
            "--sees-all",
            help=_(
                "A coder to whom that does not apply; may be given more than once. '' for nobody. Kept when left out."
            ),
        ),
    ] = None,
) -> None:
    """Hide the codings of others until everybody has done the transcript."""
    from qualcode.coding import coders_who_see_all, find_coder, is_blind, set_blind

    if state not in ("", "on", "off"):
        raise _no_choice(state, ("on", "off"))
    with open_study(context) as study:
        if state:
            named = None if sees_all is None else [find_coder(study, name).id for name in sees_all if name.strip()]
            set_blind(study, state == "on", sees_all=named)
        hidden = is_blind(study)
        through = ", ".join(coder.name for coder in coders_who_see_all(study))
    typer.echo(
        _("Coding is blind: who codes sees codings of others when all have done the transcript.")
        if hidden
        else _("Coding is not blind: everybody sees all codings.")
    )
    if hidden and through:
        typer.echo(_("Everything is seen by: {names}.").format(names=through))


def settle(
    context: typer.Context,
    which: Annotated[
        str,
        typer.Argument(metavar="NUMBER|agreed", help=_("A number that agreement --disagreements gives; agreed: all.")),
    ],
    decision: Annotated[
        str, typer.Argument(metavar="first|second|both|neither|edit|skip", help=_("What is decided."))
    ] = "",
    coders: Annotated[str, typer.Option(metavar="A,B", help=_("Names of the coders, separated by commas."))] = "",
    reason: Annotated[str, typer.Option(help=_("Why."))] = "",
    span: Annotated[str, typer.Option(metavar="A:B", help=_("For edit: code points from A up to B."))] = "",
    code: Annotated[list[str] | None, typer.Option(help=_("For edit: the code; may be given more than once."))] = None,
    tolerance: Annotated[str, typer.Option(help=_("As with agreement."))] = "",
    everything: Annotated[bool, typer.Option("--all", help=_("As with agreement."))] = False,
    round_name: Annotated[str, typer.Option("--round", metavar=_("NAME"), help=_("As with agreement."))] = "",
) -> None:
    """Decide on a difference, or take what coders agree on into the consensus."""
    from qualcode.agreement.of_study import agreed_codings, difference_to_settle, question_for, read_material
    from qualcode.cli.agreeing import names_said, tell_coders
    from qualcode.cli.coding import span_said
    from qualcode.coding import Placing, find_code, settle_agreed
    from qualcode.coding import settle as decide
    from qualcode.store.values import DECISIONS

    with open_study(context) as study:
        names = names_said(coders)
        question = question_for(study, names, tolerance=tolerance, everything=everything, round_name=round_name)
        material = read_material(study, question)
        if not names and not round_name:
            tell_coders(material)
        if which == AGREED:
            count = settle_agreed(study, agreed_codings(material))
            typer.echo(ngettext("{n} agreed coding taken over.", "{n} agreed codings taken over.", count))
            return
        if decision not in DECISIONS:
            raise _no_choice(decision, DECISIONS)
        differences = material.differences()
        if not which.isdecimal() or not 0 < int(which) <= len(differences):
            raise NotFound(
                _("There is no such difference."), f"'{which}'", _("See: qualcode agreement --disagreements")
            )
        one = differences[int(which) - 1]
        placings = []
        if decision != "edit" and (span or code):
            raise WrongUsage(_("Only an edit says what is coded instead: --span and --code go with edit."))
        if decision == "edit" and code:
            start, end = span_said(span)
            placings = [Placing(one.transcript, start, end, find_code(study, name).id) for name in code or ()]
        decide(study, difference_to_settle(material, one), decision, placings=placings, reason=reason)
        name = material.name(one.transcript)
    typer.echo(
        _("Decided on {transcript} {start}:{end}: {decision}.").format(
            transcript=name, start=one.start, end=one.end, decision=decision
        )
    )


def _no_choice(said: str, choices: tuple[str, ...]) -> WrongUsage:
    return WrongUsage(
        _("{value} is not a choice here.").format(value=f"'{said}'"),
        todo=_("Choose one of: {choices}.").format(choices=", ".join(choices)),
    )


COMMANDS: Group = {
    "round": (coding_round, N_("List coding rounds, make one, or close one.")),
    "blind": (blind, N_("Hide the codings of others until everybody has done the transcript.")),
    "settle": (settle, N_("Decide on a difference, or take what coders agree on into the consensus.")),
}
