"""agreement: coefficients between coders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.common import Group, json_option, open_study, print_json, print_table
from qualcode.errors import WrongUsage
from qualcode.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from qualcode.agreement import Figure


def agreement(
    context: typer.Context,
    coders: Annotated[str, typer.Option(metavar="A,B[,C]", help=_("Names of the coders, separated by commas."))],
    unit: Annotated[str, typer.Option(help=_("character, word, sentence or turn."))] = "character",
    base: Annotated[str, typer.Option(help=_("all text, or only coded text."))] = "all",
    by: Annotated[str, typer.Option(help=_("A row per code, transcript or family."))] = "code",
    everything: Annotated[
        bool, typer.Option("--all", help=_("Compare all that each has coded, also what is not marked as done."))
    ] = False,
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Compute the agreement of coders."""
    from qualcode.agreement import compare
    from qualcode.agreement.of_study import coded_by, marks_of, shared_done, units_of
    from qualcode.coding import code_paths, find_coder

    names = [name.strip() for name in coders.split(",") if name.strip()]
    if len(names) < 2:
        raise WrongUsage(_("Agreement needs two or more coders: --coders A,B."))
    with open_study(context) as study:
        chosen = [find_coder(study, name) for name in names]
        ids = [coder.id for coder in chosen]
        done = coded_by(study, ids) if everything else shared_done(study, ids)
        report = compare(
            marks_of(study, ids),
            units_of(study, study.transcripts(), unit=unit),
            ids,
            unit=unit,
            base=base,
            by=by,
            families={code.id: code.family for code in study.codes(retired=True)},
            done=done,
        )
        shown = code_paths(study.codes(retired=True)) | {one.id: one.name for one in study.transcripts()}
        shown |= {coder.id: coder.name for coder in chosen}
    if as_json:
        print_json({"names": shown, "report": report})
        return
    rows = []
    for row in [*report.worst_first(), report.overall]:
        name = shown.get(row.key, row.key) or (_("all together") if row.kind == "overall" else _("(no family)"))
        figures = [_shown(row.figure(each)) for each in ("percent", "kappa", "alpha")]
        rows.append((name, *row.counts.codings, *figures))
    print_table(
        [_("code") if by == "code" else _(by), *names, _("percent"), _("Cohen's kappa"), _("Krippendorff's alpha")],
        rows,
    )
    typer.echo(
        ngettext("{n} transcript compared", "{n} transcripts compared", report.transcripts)
        + _("; unit: {unit}, base: {base}.").format(unit=_(unit), base=_(base))
    )


def _shown(figure: Figure) -> str:
    return f"{figure.value:.3f}" if figure.value is not None else "–"


COMMANDS: Group = {"agreement": (agreement, N_("Compute the agreement of coders."))}
