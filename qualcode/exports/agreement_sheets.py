"""The report on agreement as a workbook: numbers to reckon with, one table a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.agreement import COEFFICIENTS, NOT_CODED, AgreementReport, Figure, Row
from qualcode.agreement.findings import Findings
from qualcode.agreement.values import CHARACTER, VALUE, WORD
from qualcode.agreement.wording import base_name, coefficient_name, kind_name, state_text
from qualcode.exports.agreement_words import (
    coder_names,
    decision_said,
    settings_said,
    short_names,
    variant_said,
)
from qualcode.exports.sheets import Sheet, SheetColumn, Value
from qualcode.i18n import _

UPRIGHT_WIDTH = 5.5


def sheets(found: Findings) -> Sequence[Sheet]:
    """All sheets, in the order in which one reads them."""
    made = [_overview(found), _per_code(found), _per_transcript(found), _confusion(found), _differences(found)]
    if found.report.pairs:
        made.insert(3, _pairs(found))
    if found.unitizing is not None:
        made.append(_unitizing(found))
    made.append(_settled(found))
    made.append(_settings(found))
    return made


def _bases(found: Findings) -> list[AgreementReport]:
    return sorted((found.report, found.other), key=lambda report: report.base != "all")


def _overview(found: Findings) -> Sheet:
    columns = [SheetColumn(_("Coefficient"), 48, wrap=True)]
    reports = _bases(found)
    for report in reports:
        columns += [
            SheetColumn(base_name(report.base), 14, wrap=True, align="right"),
            SheetColumn(_("from"), 9, align="right"),
            SheetColumn(_("to"), 9, align="right"),
        ]
    if found.after is not None:
        columns.append(SheetColumn(_("After settling"), 14, align="right"))
    rows: list[list[Value]] = []
    for name in COEFFICIENTS:
        line: list[Value] = [variant_said(found.report.overall.figure(name))]
        for report in reports:
            figure = report.overall.figure(name)
            line += [_value(figure), *_edges(figure)]
        if found.after is not None:
            line.append(_value(found.after.overall.figure(name)))
        rows.append(line)
    if found.gamma is not None:
        rows.append([coefficient_name("gamma"), found.gamma.value, *[None] * (len(columns) - 2)])
    return Sheet(_("All codes together"), columns, rows, fixed=1)


def _value(figure: Figure) -> float | None:
    return None if figure.value is None else round(figure.value, 4)


def _error(figure: Figure) -> float | None:
    return None if figure.standard_error is None else round(figure.standard_error, 4)


def _edges(figure: Figure) -> tuple[float | None, float | None]:
    own = figure.interval
    if own is None or own.low is None or own.high is None:
        return None, None
    return round(own.low, 4), round(own.high, 4)


def _count_columns(found: Findings) -> list[SheetColumn]:
    names = coder_names(found)
    columns = [SheetColumn(_("Codings {coder}").format(coder=name), 13, wrap=True, align="right") for name in names]
    if len(names) == 2:
        said = (
            _("Both"),
            _("Only {coder}").format(coder=names[0]),
            _("Only {coder}").format(coder=names[1]),
            _("Neither"),
        )
        columns += [SheetColumn(one, 10, wrap=True, align="right") for one in said]
    return columns


def _counts(row: Row) -> list[Value]:
    counts = row.counts
    line: list[Value] = list(counts.codings)
    if len(counts.codings) == 2:
        line += [counts.both, counts.a_only, counts.b_only, counts.neither]
    return line


def _per_code(found: Findings) -> Sheet:
    full, coded = _bases(found)
    columns = [SheetColumn(_("Code"), 44, wrap=True), *_count_columns(found)]
    figure_columns = [SheetColumn(coefficient_name(name), 16, wrap=True, align="right") for name in COEFFICIENTS]
    columns += figure_columns
    columns += [
        SheetColumn(_("alpha, from"), 9, wrap=True, align="right"),
        SheetColumn(_("alpha, to"), 9, wrap=True, align="right"),
    ]
    columns += [
        SheetColumn(_("{name}, coded text").format(name=coefficient_name(name)), 18, wrap=True, align="right")
        for name in ("percent", "kappa", "alpha")
    ]
    errors = ("kappa", "alpha") if full.unit not in (CHARACTER, WORD) else ()
    columns += [
        SheetColumn(_("{name}, standard error").format(name=coefficient_name(name)), 16, wrap=True, align="right")
        for name in errors
    ]
    columns.append(SheetColumn(_("Why no figure"), 44, wrap=True))

    def rows() -> Iterator[list[Value]]:
        for row in full.worst_first():
            other = coded.row(row.key)
            alpha = row.figure("alpha")
            yield [
                found.material.name(row.key),
                *_counts(row),
                *(_value(row.figure(name)) for name in COEFFICIENTS),
                *_edges(alpha),
                *(_value(other.figure(name)) for name in ("percent", "kappa", "alpha")),
                *(_error(row.figure(name)) for name in errors),
                state_text(alpha.state, alpha.reason) if alpha.state != VALUE else "",
            ]

    return Sheet(_("Per code"), columns, list(rows()), fixed=1)


def _per_transcript(found: Findings) -> Sheet:
    columns = [SheetColumn(_("Transcript"), 24), *_count_columns(found)]
    columns += [SheetColumn(coefficient_name(name), 16, wrap=True, align="right") for name in COEFFICIENTS]
    rows: list[list[Value]] = [
        [found.material.name(row.key), *_counts(row), *(_value(row.figure(name)) for name in COEFFICIENTS)]
        for row in found.transcripts.worst_first()
    ]
    return Sheet(_("Per transcript"), columns, rows, fixed=1)


def _pairs(found: Findings) -> Sheet:
    columns = [SheetColumn(_("Coder"), 16), SheetColumn(_("Coder"), 16), SheetColumn(_("Transcripts"), 12)]
    columns += [SheetColumn(coefficient_name(name), 16, wrap=True, align="right") for name in COEFFICIENTS]
    rows: list[list[Value]] = [
        [
            found.material.name(pair.first),
            found.material.name(pair.second),
            pair.transcripts,
            *(_value(pair.row.figure(name)) for name in COEFFICIENTS),
        ]
        for pair in found.report.pairs
    ]
    return Sheet(_("Pairs of coders"), columns, rows)


def _confusion(found: Findings) -> Sheet:
    matrix = found.confusion
    first, second = coder_names(found)[:2]
    used = {code for pair in matrix.segments for code in pair}
    keys = [*(code for code in matrix.codes if code in used), NOT_CODED]
    names = {**short_names(found.material, keys), NOT_CODED: _("not coded")}
    columns = [SheetColumn(_("{first} ↓  {second} →").format(first=first, second=second), 44, wrap=True)]
    columns += [SheetColumn(names[key], UPRIGHT_WIDTH, align="center") for key in keys]
    rows: list[list[Value]] = [
        [names[row], *((matrix.in_segments(row, column) or None) if row or column else None for column in keys)]
        for row in keys
    ]
    heat = (2, 2, len(keys) + 1, len(keys) + 1)
    return Sheet(_("Confusion, segments"), columns, rows, heat, fixed=1, upright=True)


def _differences(found: Findings) -> Sheet:
    first, second = coder_names(found)[:2]
    columns = [
        SheetColumn(_("Kind"), 14),
        SheetColumn(_("Transcript"), 18),
        SheetColumn(_("Turn"), 7, align="right"),
        SheetColumn(first, 34, wrap=True),
        SheetColumn(second, 34, wrap=True),
        SheetColumn(_("Characters in dispute"), 12, wrap=True, align="right"),
        SheetColumn(_("Words"), 90, wrap=True),
    ]
    rows: list[list[Value]] = []
    for line in found.differences:
        one = line.difference
        sides = [found.material.name(side.code) if side else "" for side in (one.first, one.second)]
        rows.append([kind_name(one.kind), line.place.transcript, line.place.turn, *sides, one.amount, line.place.words])
    return Sheet(_("Differences"), columns, rows)


def _unitizing(found: Findings) -> Sheet:
    assert found.unitizing is not None
    columns = [SheetColumn(_("Code"), 44, wrap=True)]
    columns += [SheetColumn(said, 12, align="right") for said in ("|u-alpha", "(k)u-alpha", _("covered"))]
    rows: list[list[Value]] = [
        [
            found.material.name(one.code),
            _value(one.binary),
            _value(one.among) if one.among else None,
            None if one.coverage is None else round(one.coverage, 4),
        ]
        for one in found.unitizing.codes
    ]
    return Sheet(_("Unitizing"), columns, rows, fixed=1)


def _settled(found: Findings) -> Sheet:
    coders = {coder.id: coder.name for coder in found.material.coders}
    widths = (14, 18, 7, 34, 34, 20, 34, 40, 16, 12, 90)
    heads = (
        _("Kind"),
        _("Transcript"),
        _("Turn"),
        *coder_names(found)[:2],
        _("Settled"),
        _("Consensus"),
        _("Why"),
        _("By"),
        _("When"),
        _("Words"),
    )
    columns = [SheetColumn(head, width, wrap=True) for head, width in zip(heads, widths, strict=True)]
    rows: list[list[Value]] = []
    for line in found.settled:
        one = line.settlement
        rows.append(
            [
                kind_name(one.kind),
                line.place.transcript,
                line.place.turn,
                line.first,
                line.second,
                decision_said(line, coders),
                ", ".join(line.outcome),
                one.reason,
                line.decided_by,
                one.at[:10],
                line.place.words,
            ]
        )
    return Sheet(_("Settled differences"), columns, rows)


def _settings(found: Findings) -> Sheet:
    rows: list[list[Value]] = [[name, said] for name, said in settings_said(found)]
    for language, name in (("nl", _("In Dutch")), ("en", _("In English"))):
        rows.append([name, found.sentence(language)])
    return Sheet(_("Settings"), [SheetColumn(_("What"), 28), SheetColumn(_("How"), 110, wrap=True)], rows)
