"""The report on agreement as headings, paragraphs and tables: for Word, and for Markdown by the same blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.agreement import COEFFICIENTS, NOT_CODED, REFERENCE_LINES, AgreementReport, Row
from qualcode.agreement.findings import Findings
from qualcode.agreement.settled import left
from qualcode.agreement.wording import base_name, state_text
from qualcode.exports.agreement_picture import (
    confusion_drawing,
    most_confused,
)
from qualcode.exports.agreement_words import (
    NONE,
    coder_names,
    decimal,
    decision_said,
    figure_said,
    interval_said,
    kind_said,
    percentage,
    reason_of,
    settings_said,
    short_names,
    title_of,
    variant_said,
)
from qualcode.exports.word import Block, Cell, Heading, Paragraph, Picture, Run, Table, TableColumn, Turned
from qualcode.exports.word.blocks import Band
from qualcode.exports.word.blocks import Row as WordRow
from qualcode.i18n import N_, _

SMALL = 16
"""Half points of the wide tables."""
MOST_IN_PICTURE = 24
"""Codes in the picture, which is then readable on a page; the whole matrix stands in the workbook, more of it in the .svg."""
MOST_PAIRS = 15
_LANGUAGES = {"nl": N_("In Dutch"), "en": N_("In English")}


def document(found: Findings) -> Iterator[Block]:
    """The whole report, block by block."""
    yield Turned(landscape=False)
    yield Heading(title_of(found), 0)
    yield Paragraph(found.title, "Subtitle")
    yield from _sentences(found)
    yield from _overall(found)
    if len(found.report.pairs):
        yield _pairs(found)
    yield _per_transcript(found)
    yield Turned(landscape=True)
    yield from _per_code(found)
    yield Turned(landscape=False)
    yield from _confusion(found)
    if found.unitizing is not None:
        yield from _unitizing(found)
    yield from _settled(found)
    yield Heading(_("Settings"), 1)
    rows = [[name, said] for name, said in settings_said(found)]
    yield Table("", [TableColumn(_("What"), 26), TableColumn(_("How"), 74)], rows)


def _sentences(found: Findings) -> Iterator[Block]:
    yield Heading(_("For the methods section"), 1)
    for language, name in _LANGUAGES.items():
        yield Paragraph([Run(_(name), "strong")], keep=True)
        yield Paragraph(found.sentence(language), "Quote")


def _overall(found: Findings) -> Iterator[Block]:
    yield Heading(_("All codes together"), 1)
    reports = _both_bases(found)
    columns = [TableColumn(_("Coefficient"), 40)]
    for report in reports:
        columns += [TableColumn(base_name(report.base).capitalize(), 15, "right"), TableColumn(_("Interval"), 17)]
    if found.after is not None:
        columns.append(TableColumn(_("After settling"), 15, "right"))
    rows: list[WordRow] = []
    for name in COEFFICIENTS:
        line: list[str | Cell] = [variant_said(found.report.overall.figure(name))]
        for report in reports:
            figure = report.overall.figure(name)
            line += [figure_said(figure), interval_said(figure)]
        if found.after is not None:
            line.append(figure_said(found.after.overall.figure(name)))
        rows.append(line)
    if found.gamma is not None:
        said = _("Gamma (Mathet et al., 2015; alpha {a:g}, beta {b:g}, delta {d:g}; {n} samples, seed {seed})")
        weights = found.gamma.weights
        text = said.format(
            a=weights.alpha, b=weights.beta, d=weights.delta, n=found.gamma.samples, seed=found.gamma.seed
        )
        rows.append([text, decimal(found.gamma.value), *[""] * (len(columns) - 2)])
    yield Table(_("Agreement over all codes, on both bases"), columns, rows)
    if found.after is not None:
        after = _("After settling: as it would be if each coder took over what was settled, {base}.")
        yield Paragraph([Run(after.format(base=base_name(found.after.base)), "muted")])
    yield Paragraph([Run(_lines_said(), "muted")])


def _lines_said() -> str:
    low, high = REFERENCE_LINES
    return _(
        "Lines to hold beside alpha and kappa: {low} and {high} (Krippendorff, 2019). What a figure means depends on what the "
        "codes are used for."
    ).format(low=decimal(low, 3), high=decimal(high, 3))


def _both_bases(found: Findings) -> tuple[AgreementReport, AgreementReport]:
    """On all text, then on coded text."""
    first, second = sorted((found.report, found.other), key=lambda report: report.base != "all")
    return first, second


def _pairs(found: Findings) -> Table:
    names = dict(zip(found.report.coders, coder_names(found), strict=True))
    alphas = {(pair.first, pair.second): pair.row.figure("alpha").value for pair in found.report.pairs}
    columns = [
        TableColumn(_("Krippendorff's alpha"), 20),
        *(TableColumn(name, 12, "center") for name in names.values()),
    ]
    rows: list[WordRow] = []
    for first in names:
        line: list[str | Cell] = [names[first]]
        for second in names:
            value = alphas.get((first, second), alphas.get((second, first)))
            line.append("" if first == second else decimal(value))
        rows.append(line)
    return Table(_("Agreement of each pair of coders"), columns, rows)


def _per_code(found: Findings) -> Iterator[Block]:
    yield Heading(_("Per code"), 1)
    full, coded = _both_bases(found)
    two = len(found.report.coders) == 2
    names = coder_names(found)
    columns = [TableColumn(_("Code"), 25)]
    columns += [TableColumn(_("Codings {coder}").format(coder=name), 7, "right") for name in names]
    if two:
        columns += [
            TableColumn(said, 7.5, "right")
            for said in (
                _("Both"),
                _("Only {coder}").format(coder=names[0]),
                _("Only {coder}").format(coder=names[1]),
                _("Neither"),
            )
        ]
    columns += [
        TableColumn("%", 5.5, "right"),
        TableColumn(_("Kappa"), 6.5, "right"),
        TableColumn(_("Alpha"), 6.5, "right"),
        TableColumn(_("Interval of alpha"), 12),
        TableColumn(_("Kappa, coded text"), 7.5, "right"),
        TableColumn(_("F1"), 5.5, "right"),
    ]
    yield Table(_per_code_caption(found), columns, list(_code_rows(found, full, coded, two)), size=SMALL)
    yield Paragraph([Run(_explained(found), "muted")])


def _per_code_caption(found: Findings) -> str:
    what = _("Agreement per family") if found.report.by == "family" else _("Agreement per code")
    return what + _(", least agreement first")


def _explained(found: Findings) -> str:
    return _(
        "Both, only and neither count units ({unit}) over all text. Percent, kappa and alpha: all text; kappa on coded text: "
        "only text that a coder gave one of the compared codes; F1: text with the code, by one or both."
    ).format(unit=dict(settings_said(found))[_("Unit")])


def _code_rows(found: Findings, full: AgreementReport, coded: AgreementReport, two: bool) -> Iterator[WordRow]:
    names = short_names(found.material, [row.key for row in full.rows])
    apart: dict[str, list[Row]] = {}
    for row in full.worst_first():
        state, reason = reason_of(row)
        if state:
            apart.setdefault(state_text(state, reason), []).append(row)
        else:
            yield _code_row(names, row, coded.row(row.key), two)
    for said, rows in apart.items():
        yield Band(_("No figure: {reason}").format(reason=said))
        for row in rows:
            yield _code_row(names, row, coded.row(row.key), two)


def _code_row(names: dict[str, str], row: Row, coded: Row, two: bool) -> Sequence[str | Cell]:
    counts = row.counts
    line = [names[row.key] or _("(no family)"), *(str(number) for number in counts.codings)]
    if two:
        line += [str(counts.both), str(counts.a_only), str(counts.b_only), str(counts.neither)]
    return [
        *line,
        figure_said(row.figure("percent")),
        figure_said(row.figure("kappa")),
        figure_said(row.figure("alpha")),
        interval_said(row.figure("alpha")),
        figure_said(coded.figure("kappa")),
        figure_said(row.figure("f1")),
    ]


def _confusion(found: Findings) -> Iterator[Block]:
    first, second = coder_names(found)[:2]
    shown = most_confused(found, MOST_IN_PICTURE)
    if not shown:
        return
    yield Heading(_("Which code instead of which"), 1)
    caption = _("Segments that {first} gave the code of the row and {second} that of the column")
    if len(shown) < len(found.confusion.codes):
        caption += _("; the {n} codes that differ most")
    said = caption.format(first=first, second=second, n=len(shown))
    yield Picture(said, confusion_drawing(found, MOST_IN_PICTURE), _confusion_table(found, shown, said))
    yield _most_often(found, first, second)


def _confusion_table(found: Findings, shown: Sequence[str], caption: str) -> Table:
    first, second = coder_names(found)[:2]
    names = {**short_names(found.material, shown), NOT_CODED: _("not coded")}
    keys = [*shown, NOT_CODED]
    columns = [TableColumn(_("{first} ↓  {second} →").format(first=first, second=second), 30)]
    columns += [TableColumn(names[key], 3, "center") for key in keys]
    numbers = found.confusion.in_segments
    rows = [
        [names[row], *(str(numbers(row, column) or "·") if row or column else "·" for column in keys)] for row in keys
    ]
    return Table(caption, columns, rows)


def _most_often(found: Findings, first: str, second: str) -> Table:
    matrix = found.confusion
    names = {**short_names(found.material, matrix.codes), NOT_CODED: _("not coded")}
    often = sorted(
        (
            (-number, -matrix.in_characters(a, b), matrix.codes.index(a), matrix.codes.index(b), a, b)
            for (a, b), number in matrix.segments.items()
            if a != b and a and b
        )
    )[:MOST_PAIRS]
    columns = [
        TableColumn(first, 36),
        TableColumn(second, 36),
        TableColumn(_("Segments"), 10, "right"),
        TableColumn(_("Characters"), 10, "right"),
    ]
    rows = [[names[a], names[b], str(-number), str(-characters)] for number, characters, _ra, _rb, a, b in often]
    return Table(_("Most often another code at the same place"), columns, rows)


def _per_transcript(found: Findings) -> Table:
    columns = [TableColumn(_("Transcript"), 34)]
    columns += [TableColumn(_("Codings {coder}").format(coder=name), 12, "right") for name in coder_names(found)]
    columns += [TableColumn(said, 10, "right") for said in ("%", _("Kappa"), _("Alpha"), _("F1"))]
    rows: list[WordRow] = [
        [
            found.material.name(row.key),
            *(str(number) for number in row.counts.codings),
            *(figure_said(row.figure(name)) for name in ("percent", "kappa", "alpha", "f1")),
        ]
        for row in found.transcripts.worst_first()
    ]
    caption = _("Agreement per transcript, all codes together, least agreement first")
    return Table(caption, columns, rows)


def _unitizing(found: Findings) -> Iterator[Block]:
    report = found.unitizing
    assert report is not None
    names = short_names(found.material, [one.code for one in report.codes])
    yield Heading(_("Where segments begin and end"), 1)
    columns = [
        TableColumn(_("Code"), 44),
        TableColumn("|u-α", 10, "right"),
        TableColumn("(k)u-α", 10, "right"),
        TableColumn(_("Covered by the other, %"), 16, "right"),
    ]
    rows: list[WordRow] = []
    ranked = sorted(report.codes, key=lambda one: (one.binary.value is None, one.binary.value or 0.0))
    for one in ranked:
        rows.append(
            [
                names[one.code],
                decimal(one.binary.value),
                decimal(one.among.value) if one.among else NONE,
                percentage(one.coverage),
            ]
        )
    yield Table(_("Unitizing alphas per code (Krippendorff et al., 2016)"), columns, rows)
    columns = [TableColumn(_("Family"), 30), *(TableColumn(said, 9, "right") for said in ("u-α", "|u-α", "cu-α"))]
    columns.append(TableColumn(_("Why not"), 43))
    rows = [
        [
            _(one.domain),
            decimal(one.u.value),
            decimal(one.binary.value),
            decimal(one.cu.value),
            state_text(one.u.state, one.u.reason),
        ]
        for one in report.domains
    ]
    yield Table(_("Unitizing alphas per family of codes"), columns, rows)


def _settled(found: Findings) -> Iterator[Block]:
    yield Heading(_("Settled differences"), 1)
    still = left([line.difference for line in found.differences], found.material.settled)
    if not found.settled:
        yield Paragraph(_("No difference has been settled yet; there are {n}.").format(n=len(found.differences)))
        return
    coders = {coder.id: coder.name for coder in found.material.coders}
    columns = [
        TableColumn(_("Place"), 14),
        TableColumn(_("Words"), 40),
        TableColumn(_("Difference"), 24),
        TableColumn(_("Settled"), 22),
    ]
    rows: list[WordRow] = []
    for line in found.settled:
        one = line.settlement
        turn = f", {line.place.turn}" if line.place.turn else ""
        first, second = coders.get(one.first_coder_id, ""), coders.get(one.second_coder_id, "")
        difference = f"{kind_said(one.kind)}\n{first}: {line.first or NONE}\n{second}: {line.second or NONE}"
        outcome = decision_said(line, coders) + (f": {', '.join(line.outcome)}" if line.outcome else "")
        who = f"\n{line.decided_by}, {one.at[:10]}" + (f"\n{one.reason}" if one.reason else "")
        rows.append([line.place.transcript + turn, line.place.words, difference, [Run(outcome), Run(who, "muted")]])
    said = _("How differences were settled; {n} are left").format(n=len(still))
    yield Table(said, columns, rows, size=SMALL)
