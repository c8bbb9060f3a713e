"""How figures of agreement are said in files: decimals of the language, a dash with its reason, short names of codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from qualcode.agreement import Figure, Row, Tolerance
from qualcode.agreement.findings import Findings, SettledLine
from qualcode.agreement.of_study import FAMILY, PARENT, Material
from qualcode.agreement.values import VALUE
from qualcode.agreement.wording import base_name, coefficient_name, kind_name, source_of, tolerance_text, unit_text
from qualcode.i18n import N_, _, language

NONE = "–"
DECISIONS: Mapping[str, str] = {
    "first": N_("as {first}"),
    "second": N_("as {second}"),
    "both": N_("both codes"),
    "neither": N_("no code"),
    "edit": N_("otherwise"),
    "skip": N_("later"),
}


def decimal(value: float | None, digits: int = 2) -> str:
    """A coefficient: two decimals, with a comma in Dutch; a dash where there is none; never "-0.00"."""
    if value is None:
        return NONE
    text = f"{round(value, digits) + 0.0:.{digits}f}"
    return text.replace(".", ",") if language() == "nl" else text


def percentage(value: float | None) -> str:
    """A share as a percentage, with one decimal."""
    return NONE if value is None else decimal(value * 100, 1)


def figure_said(figure: Figure) -> str:
    """The value as it stands in a table."""
    return percentage(figure.value) if figure.coefficient == "percent" else decimal(figure.value)


def interval_said(figure: Figure) -> str:
    """The interval: "0.61 to 0.83"; empty where there is none."""
    interval = figure.interval
    if interval is None or interval.low is None or interval.high is None or figure.state != VALUE:
        return ""
    show = percentage if figure.coefficient == "percent" else decimal
    return _("{low} to {high}").format(low=show(interval.low), high=show(interval.high))


def reason_of(row: Row) -> tuple[str, str]:
    """State and reason why kappa and alpha have no number; two empty ones when they have."""
    figure = row.figure("alpha")
    return ("", "") if figure.state == VALUE else (figure.state, figure.reason)


def variant_said(figure: Figure) -> str:
    """Which published form: "Cohen's kappa (Cohen, 1960)"."""
    name = coefficient_name(figure.coefficient, figure.variant)
    source = source_of(figure.variant)
    return f"{name} ({source})" if source else name


def short_names(material: Material, keys: Iterable[str]) -> dict[str, str]:
    """Codes by their own name; where two are called the same, with those above them."""
    paths = {key: material.name(key) for key in keys}
    last = {key: path.rsplit(" / ", 1)[-1] for key, path in paths.items()}
    often = Counter(last.values())
    return {key: last[key] if often[last[key]] == 1 else paths[key] for key in paths}


def coder_names(found: Findings) -> list[str]:
    """The coders' names, in the order of the columns."""
    return [coder.name for coder in found.material.coders]


def names_joined(names: Iterable[str]) -> str:
    """ "Anouk, Bram and Carla"."""
    *first, last = names
    return _("{names} and {last}").format(names=", ".join(first), last=last) if first else last


def title_of(found: Findings) -> str:
    """The document's title."""
    return _("Agreement of {coders}").format(coders=names_joined(coder_names(found)))


def level_said(level: str) -> str:
    """At which level codes are compared."""
    return {PARENT: _("as their main code"), FAMILY: _("as their family")}.get(level, _("as they were put"))


def tolerance_said(tolerance: Tolerance) -> str:
    """Which differences of edges count as none."""
    return tolerance_text(str(tolerance))


def settings_said(found: Findings) -> list[tuple[str, str]]:
    """Everything that one must know to get the same figures again."""
    report, asked = found.report, found.material.question
    share = report.transcripts / found.material.study_transcripts if found.material.study_transcripts else 0.0
    unit = unit_text(report.unit, window=report.window, cut=found.material.cut_name, share=report.share)
    said = [
        (_("Coders"), names_joined(coder_names(found))),
        (
            _("Coded by two or more"),
            _("{shared} of {all} transcripts ({share} %)").format(
                shared=report.transcripts, all=found.material.study_transcripts, share=percentage(share)
            ),
        ),
        (_("What is compared"), _("all codings") if asked.everything else _("transcripts marked as done")),
        (_("Unit"), unit),
        (_("Base"), base_name(report.base)),
        (_("Codes"), f"{len(report.codes)}, {level_said(report.level)}"),
        (_("Tolerance"), tolerance_said(asked.tolerance)),
    ]
    drawn = report.resampling
    if drawn is None:
        said.append((_("Intervals"), _("none drawn")))
    else:
        what = _("transcripts") if drawn.what == "transcript" else _("turns")
        text = _("{level} %, percentile bootstrap over {what}, {draws} draws, seed {seed}")
        said.append(
            (
                _("Intervals"),
                text.format(level=f"{drawn.level * 100:g}", what=what, draws=drawn.draws, seed=drawn.seed),
            )
        )
    said.append((_("Coded blind"), _("yes") if found.blind else _("not by this study's settings")))
    said.append((_("Program"), f"qualcode {found.version}"))
    return said


def decision_said(line: SettledLine, coders: Mapping[str, str]) -> str:
    """What was decided: "as Anouk"."""
    one = line.settlement
    return _(DECISIONS[one.decision]).format(
        first=coders.get(one.first_coder_id, ""), second=coders.get(one.second_coder_id, "")
    )


def kind_said(kind: str) -> str:
    """The kind of a difference."""
    return kind_name(kind)
