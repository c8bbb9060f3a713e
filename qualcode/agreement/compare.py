"""The main entry: from marks of coders to a table of coefficients, each with its variant, unit, base and tolerance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from qualcode.agreement.bootstrap import Bootstrap
from qualcode.agreement.estimates import (
    Estimates,
    as_figures,
    code_estimates,
    counts_of,
    pooled_estimates,
)
from qualcode.agreement.tally import Cutting, Sheet, Tally, gathered, tally
from qualcode.agreement.values import (
    ALL,
    BASES,
    BY_CODE,
    BY_FAMILY,
    BY_TRANSCRIPT,
    BYS,
    CHARACTER,
    NO_TOLERANCE,
    UNITS,
    VALUE,
    WINDOW,
    AgreementReport,
    Mark,
    PairRow,
    Resampling,
    Row,
    Tolerance,
    TranscriptUnits,
)
from qualcode.errors import WrongUsage
from qualcode.i18n import _

LEAST_USES = 5
"""A code with fewer codings, of all coders together, is too rare for a coefficient."""


def compare(
    marks: Iterable[Mark],
    transcripts: Sequence[TranscriptUnits],
    coders: Sequence[str],
    *,
    unit: str = CHARACTER,
    base: str = ALL,
    tolerance: Tolerance = NO_TOLERANCE,
    by: str = BY_CODE,
    codes: Sequence[str] | None = None,
    rollup: Mapping[str, str] | None = None,
    level: str = "leaf",
    families: Mapping[str, str] | None = None,
    done: Mapping[str, Collection[str]] | None = None,
    share: float = 0.0,
    window: int = 0,
    least_uses: int = LEAST_USES,
    resampling: Resampling | None = None,
) -> AgreementReport:
    """Compares what the coders coded.

    Args:
        marks: The codings; those of other coders or transcripts are left out.
        transcripts: What was to be coded, with units where `unit` or the tolerance asks for them.
        coders: Two or more, in the order in which columns shall stand.
        unit: One of `UNITS`.
        base: `all` text, or only `coded` text: units that a coder gave any of the codes.
        tolerance: Which differences of edges count as none.
        by: Rows per `code`, per `transcript` or per `family`.
        codes: The codes to compare, after rolling up; default all that occur, in alphabetical order.
        rollup: Code to the code that it counts as (its parent, its family); codes not in it stay themselves.
        level: How the report names the rollup: "leaf", "parent", "family", ….
        families: Code to family, for `by="family"`.
        done: For each coder the transcripts that it has done; None when everybody has done everything.
        share: Least share of a unit that marks must cover; 0 is any overlap.
        window: Characters in a unit, for `unit="window"`.
        least_uses: A code with fewer codings by all coders together gets "too few" instead of numbers.
        resampling: How to draw bootstrap intervals; None for none (numpy is then not loaded).

    Raises:
        WrongUsage: fewer than two coders, an unknown choice, or units that the transcripts do not have.
    """
    _check(coders, unit, base, by, window, tolerance, transcripts)
    names = rollup or {}
    stretches = gathered(marks, coders, lambda code: names.get(code, code))
    if codes is None:
        codes = sorted({code for by_code in stretches.values() for code in by_code})
    cutting = Cutting(unit, share, window)
    counted = tally(stretches, transcripts, coders, codes, cutting, base, tolerance, done)
    settings = (unit, base, str(tolerance))
    rows = list(_rows(counted, by, families or {}, settings, least_uses))
    overall = _overall(counted, settings)
    if resampling is not None:
        rows, overall = _with_intervals(counted, base, resampling, rows, overall, families or {})
    return AgreementReport(
        coders=tuple(coders),
        codes=tuple(codes),
        unit=unit,
        base=base,
        tolerance=str(tolerance),
        by=by,
        level=level,
        transcripts=len(counted.sheets),
        given=len(transcripts),
        missing=tuple(
            (coder, transcript.id)
            for transcript in transcripts
            for coder in coders
            if done is not None and transcript.id not in done.get(coder, ())
        ),
        rows=tuple(rows),
        overall=overall,
        pairs=_pairs(stretches, transcripts, coders, codes, cutting, base, tolerance, done, settings),
        share=share,
        window=window,
        resampling=resampling,
    )


def _check(
    coders: Sequence[str],
    unit: str,
    base: str,
    by: str,
    window: int,
    tolerance: Tolerance,
    transcripts: Sequence[TranscriptUnits],
) -> None:
    if len(set(coders)) < 2 or len(set(coders)) != len(coders):
        raise WrongUsage(_("Agreement needs two or more different coders."))
    for value, known in ((unit, UNITS), (base, BASES), (by, BYS)):
        if value not in known:
            raise WrongUsage(
                _("{value} is not a choice here.").format(value=value),
                todo=_("Choose one of: {choices}.").format(choices=", ".join(known)),
            )
    if unit == WINDOW and window < 1:
        raise WrongUsage(_("A window needs a length of at least one character."))
    if tolerance.kind == "words" and any(transcript.words is None for transcript in transcripts):
        raise WrongUsage(_("A tolerance in words needs the words of every transcript."))


def _rows(
    counted: Tally, by: str, families: Mapping[str, str], settings: tuple[str, str, str], least_uses: int
) -> Iterable[Row]:
    if by == BY_TRANSCRIPT:
        for sheet in counted.sheets:
            yield _pooled_row(sheet.transcript.id, BY_TRANSCRIPT, counted, counted.codes, (sheet,), settings)
        return
    if by == BY_FAMILY:
        members: dict[str, list[str]] = {}
        for code in counted.codes:
            members.setdefault(families.get(code, ""), []).append(code)
        for family, own in members.items():
            yield _pooled_row(family, BY_FAMILY, counted, own, counted.sheets, settings)
        return
    for code in counted.codes:
        counts = counts_of(counted, (code,), counted.sheets)
        estimates, reason = code_estimates(counted, code, counted.sheets, least_uses)
        yield Row(code, BY_CODE, counts, as_figures(estimates, settings, len(counted.coders), reason))


def _with_intervals(
    counted: Tally,
    base: str,
    resampling: Resampling,
    rows: list[Row],
    overall: Row,
    families: Mapping[str, str],
) -> tuple[list[Row], Row]:
    whole = Bootstrap(counted, base, resampling)
    with_intervals: list[Row] = []
    for row in rows:
        if row.kind == BY_TRANSCRIPT:
            alone = [sheet for sheet in counted.sheets if sheet.transcript.id == row.key]
            one = replace(counted, sheets=tuple(alone))
            with_intervals.append(_with_own(row, Bootstrap(one, base, resampling), _used(one, counted.codes)))
        elif row.kind == BY_FAMILY:
            members = [code for code in counted.codes if families.get(code, "") == row.key]
            with_intervals.append(_with_own(row, whole, _used(counted, members)))
        else:
            with_intervals.append(_with_own(row, whole, (row.key,)))
    return with_intervals, _with_own(overall, whole, _used(counted, counted.codes))


def _with_own(row: Row, bootstrap: Bootstrap, codes: Sequence[str]) -> Row:
    figures = tuple(
        replace(figure, interval=bootstrap.interval(figure.coefficient, codes)) if figure.state == VALUE else figure
        for figure in row.figures
    )
    return replace(row, figures=figures)


def _used(counted: Tally, codes: Sequence[str]) -> list[str]:
    return [code for code in codes if any(any(sheet.codings.get(code, ())) for sheet in counted.sheets)]


def _overall(counted: Tally, settings: tuple[str, str, str]) -> Row:
    return _pooled_row("", "overall", counted, counted.codes, counted.sheets, settings)


def _pooled_row(
    key: str,
    kind: str,
    counted: Tally,
    codes: Sequence[str],
    sheets: Sequence[Sheet],
    settings: tuple[str, str, str],
) -> Row:
    estimates: Estimates = pooled_estimates(counted, codes, sheets)
    figures = as_figures(estimates, settings, len(counted.coders))
    return Row(key, kind, counts_of(counted, codes, sheets), figures)


def _pairs(
    stretches: Mapping[str, Mapping[str, Sequence[Sequence[tuple[int, int]]]]],
    transcripts: Sequence[TranscriptUnits],
    coders: Sequence[str],
    codes: Sequence[str],
    cutting: Cutting,
    base: str,
    tolerance: Tolerance,
    done: Mapping[str, Collection[str]] | None,
    settings: tuple[str, str, str],
) -> tuple[PairRow, ...]:
    """One row a pair of coders, counted on their own marks; none for two coders, whose figures are the report's."""
    if len(coders) == 2:
        return ()
    result: list[PairRow] = []
    for first, second in combinations(range(len(coders)), 2):
        own = {
            transcript: {code: (by_coder[first], by_coder[second]) for code, by_coder in by_code.items()}
            for transcript, by_code in stretches.items()
        }
        names = (coders[first], coders[second])
        counted = tally(own, transcripts, names, codes, cutting, base, tolerance, done)
        result.append(PairRow(*names, len(counted.sheets), _overall(counted, settings)))
    return tuple(result)
