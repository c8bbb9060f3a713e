"""agreement: coefficients between coders, the differences behind them, and the report for a paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.common import Group, json_option, open_study, print_json, print_table
from qualcode.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from qualcode.agreement import AgreementReport, Row
    from qualcode.agreement.findings import Findings
    from qualcode.agreement.material import Material

SHOWN = ("percent", "kappa", "alpha", "f1")


def agreement(
    context: typer.Context,
    coders: Annotated[str, typer.Option(metavar="A,B[,C]", help=_("Names of the coders, separated by commas."))] = "",
    unit: Annotated[
        str, typer.Option(help=_("character, word, sentence, turn, window:200, or segment:NAME."))
    ] = "character",
    share: Annotated[
        float, typer.Option(help=_("Least part of a unit that must be coded, 0 to 1; 0: any overlap."))
    ] = 0.0,
    base: Annotated[str, typer.Option(help=_("all: all text; coded: only coded text."))] = "all",
    by: Annotated[str, typer.Option(help=_("A row per code, transcript or family."))] = "code",
    level: Annotated[str, typer.Option(help=_("Codes as they are (leaf), or rolled up to parent or family."))] = "leaf",
    tolerance: Annotated[
        str,
        typer.Option(
            metavar="characters:5|words:1|share:0.9", help=_("How far edges may differ and still count as the same.")
        ),
    ] = "",
    bootstrap: Annotated[int, typer.Option(metavar="N", help=_("Draws for the intervals; 0 for none."))] = 0,
    resample: Annotated[str, typer.Option(help=_("What is drawn: transcript or turn."))] = "transcript",
    seed: Annotated[int, typer.Option(help=_("Seed of the draws and of gamma's samples."))] = 20260000,
    unitizing: Annotated[bool, typer.Option("--unitizing", help=_("The unitizing alphas too."))] = False,
    gamma: Annotated[bool, typer.Option("--gamma", help=_("Mathet's gamma too, for two coders."))] = False,
    everything: Annotated[
        bool, typer.Option("--all", help=_("Compare all that each has coded, also what is not marked as done."))
    ] = False,
    differences: Annotated[
        bool, typer.Option("--disagreements", help=_("List every place where the first two coders differ."))
    ] = False,
    before_after: Annotated[
        bool, typer.Option("--before-after", help=_("Also the figures with what was settled taken over by both."))
    ] = False,
    round_name: Annotated[str, typer.Option("--round", metavar=_("NAME"), help=_("Only this coding round."))] = "",
    to: Annotated[
        Path | None,
        typer.Option("--to", help=_("Write a report: .docx, .xlsx, .md or .json; .svg: the confusion as a picture.")),
    ] = None,
    template: Annotated[
        Path | None, typer.Option(help=_("A Word document whose styles and page the report takes."))
    ] = None,
    as_json: Annotated[bool, json_option()] = False,
) -> None:
    """Compute the agreement of coders."""
    from qualcode.agreement import Resampling
    from qualcode.agreement.findings import findings
    from qualcode.agreement.of_study import question_for

    chosen = names_said(coders)
    with open_study(context) as study:
        question = question_for(
            study,
            chosen,
            unit=unit,
            base=base,
            by=by,
            level=level,
            tolerance=tolerance,
            share=share,
            everything=everything,
            round_name=round_name,
            resampling=Resampling(draws=bootstrap, seed=seed, what=resample) if bootstrap else None,
        )
        found = findings(
            study, question, with_unitizing=unitizing, with_gamma=gamma, before_after=before_after, seed=seed
        )
    if not chosen and not round_name:
        tell_coders(found.material)
    if to is not None:
        from qualcode.exports.agreement import write_agreement

        typer.echo(_("Written: {path}").format(path=write_agreement(found, to, template=template)), err=as_json)
    if as_json:
        from qualcode.exports.agreement import as_json as document

        print_json(document(found))
    elif to is None:
        _print(found, differences)


def names_said(coders: str) -> list[str]:
    """The names in "Anouk, Bram"."""
    return [name.strip() for name in coders.split(",") if name.strip()]


def tell_coders(material: Material) -> None:
    """Says on stderr which coders were taken when none were named."""
    names = ", ".join(coder.name for coder in material.coders)
    typer.echo(_("Coders: {names}, who did most together; --coders chooses others.").format(names=names), err=True)


def _print(found: Findings, differences: bool) -> None:
    _print_table(found)
    for line in _below(found):
        typer.echo(line)
    if found.unitizing is not None:
        typer.echo("")
        _print_unitizing(found)
    if differences:
        typer.echo("")
        _print_differences(found)


def _print_table(found: Findings) -> None:
    from qualcode.agreement.wording import coefficient_name

    names = [coder.name for coder in found.material.coders]
    heads = {"code": _("code"), "transcript": _("transcript"), "family": _("family")}
    variants = {figure.coefficient: figure.variant for figure in found.report.overall.figures}
    figures = [coefficient_name(name, variants[name]) for name in SHOWN]
    drawn = found.report.resampling is not None
    rows = []
    for row in [*found.report.worst_first(), found.report.overall]:
        name = _("all together") if row.kind == "overall" else found.material.name(row.key) or _("(no family)")
        shown = [name, *map(str, row.counts.codings), *_figures(row)]
        rows.append([*shown, _interval(row), _why(row)] if drawn else [*shown, _why(row)])
    interval = [_("interval of alpha")] if drawn else []
    print_table([heads[found.report.by], *names, *figures, *interval, ""], rows)


def _figures(row: Row) -> list[str]:
    return [_number(row.figure(name).value) for name in SHOWN]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{round(value, 3) + 0.0:.3f}"


def _interval(row: Row) -> str:
    interval = row.figure("alpha").interval
    if interval is None:
        return ""
    return f"{_number(interval.low)} – {_number(interval.high)}" if interval.low is not None else "–"


def _why(row: Row) -> str:
    """Why there is no number, and why no interval."""
    from qualcode.agreement.wording import reason_text, state_text

    alpha = row.figure("alpha")
    said = state_text(alpha.state, alpha.reason)
    if not said and alpha.interval is not None and alpha.interval.reason:
        said = _("no interval: {reason}").format(reason=reason_text(alpha.interval.reason))
    return said


def _below(found: Findings) -> Iterator[str]:
    """What was compared, the other base, and what was settled."""
    from qualcode.agreement.settled import left
    from qualcode.agreement.wording import base_name, unit_text
    from qualcode.exports.agreement_words import level_said, tolerance_said

    report = found.report
    yield ngettext("{n} transcript compared", "{n} transcripts compared", report.transcripts) + _(
        "; unit: {unit}, base: {base}, codes: {level}, tolerance: {tolerance}."
    ).format(
        unit=unit_text(report.unit, window=report.window, cut=found.material.cut_name, share=report.share),
        base=base_name(report.base),
        level=level_said(report.level),
        tolerance=tolerance_said(found.material.question.tolerance),
    )
    if drawn := report.resampling:
        yield _("Intervals: {level} %, percentile bootstrap, {draws} draws of {what}, seed {seed}.").format(
            level=f"{drawn.level * 100:g}",
            draws=drawn.draws,
            what=_("transcripts") if drawn.what == "transcript" else _("turns"),
            seed=drawn.seed,
        )
    if found.material.hidden:
        yield ngettext(
            "{n} transcript left out: the study is coded blind and not everybody has done it.",
            "{n} transcripts left out: the study is coded blind and not everybody has done them.",
            found.material.hidden,
        )
    yield _overall(_("On the other base ({base})").format(base=base_name(found.other.base)), found.other)
    if found.after is not None:
        yield _overall(_("After settling"), found.after)
    if found.gamma is not None:
        weights = found.gamma.weights
        yield _("Gamma: {value} (alpha {a:g}, beta {b:g}, delta {d:g}; {n} samples, seed {seed}).").format(
            value=_number(found.gamma.value),
            a=weights.alpha,
            b=weights.beta,
            d=weights.delta,
            n=found.gamma.samples,
            seed=found.gamma.seed,
        )
    still = left([line.difference for line in found.differences], found.material.settled)
    yield ngettext("{n} difference", "{n} differences", len(found.differences)) + _("; {n} to settle.").format(
        n=len(still)
    )


def _overall(label: str, report: AgreementReport) -> str:
    from qualcode.agreement.wording import coefficient_name

    figures = [report.overall.figure(name) for name in SHOWN]
    said = [f"{coefficient_name(one.coefficient, one.variant)} {_number(one.value)}" for one in figures]
    return f"{label}: {', '.join(said)}."


def _print_unitizing(found: Findings) -> None:
    assert found.unitizing is not None
    from qualcode.agreement.wording import state_text

    ranked = sorted(found.unitizing.codes, key=lambda one: (one.binary.value is None, one.binary.value or 0.0))
    rows = [
        (
            found.material.name(one.code),
            _number(one.binary.value),
            _number(one.among.value if one.among else None),
            _number(one.coverage),
            state_text(one.binary.state, one.binary.reason),
        )
        for one in ranked
    ]
    print_table([_("code"), "|u-alpha", "(k)u-alpha", _("covered"), ""], rows)


def _print_differences(found: Findings) -> None:
    from qualcode.agreement.wording import kind_name

    names = [coder.name for coder in found.material.coders[:2]]
    rows = []
    for number, line in enumerate(found.differences, 1):
        one = line.difference
        sides = [found.material.name(side.code) if side else "–" for side in (one.first, one.second)]
        words = line.place.words if len(line.place.words) <= 60 else line.place.words[:59] + "…"
        place = f"{line.place.transcript} {one.start}:{one.end}"
        rows.append((str(number), kind_name(one.kind), place, *sides, str(one.amount), words))
    print_table([_("no."), _("kind"), _("place"), *names, _("characters"), _("words")], rows)


COMMANDS: Group = {"agreement": (agreement, N_("Compute the agreement of coders."))}
