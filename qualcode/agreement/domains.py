"""The unitizing alphas of a study: per code, and per domain of codes that exclude each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.agreement.coefficients import Estimate
from qualcode.agreement.tally import gathered
from qualcode.agreement.unitizing import Continuum, Valued, overlaps_itself, without_self_overlap
from qualcode.agreement.values import ALL, CHARACTER, CODED, UNDEFINED, VALUE, Figure, Mark, Pair, TranscriptUnits

OVERLAPPING = "overlapping-codes"
U_ALPHA, U_BINARY, CU_ALPHA, KU_ALPHA = "u-alpha", "u-alpha-binary", "cu-alpha", "ku-alpha"
VARIANT = "krippendorff-2016"


@dataclass(frozen=True, slots=True)
class CodeUnitizing:
    """One code: whether the coders marked the same stretches, and how far text with it was coded by the others too."""

    code: str
    binary: Figure
    """|u-alpha of this code alone: marked or not marked."""
    among: Figure | None
    """(k)u-alpha among the codes of its domain; None when it is in no domain."""
    coverage: float | None
    """Share of the text with this code that another coder gave a code of the domain (without one: the same code)."""


@dataclass(frozen=True, slots=True)
class DomainUnitizing:
    """Codes that exclude each other, taken as the values of one continuum."""

    domain: str
    codes: tuple[str, ...]
    u: Figure
    binary: Figure
    cu: Figure


@dataclass(frozen=True, slots=True)
class UnitizingReport:
    """What `unitizing` found."""

    coders: tuple[str, ...]
    transcripts: int
    codes: tuple[CodeUnitizing, ...]
    domains: tuple[DomainUnitizing, ...]


def unitizing(
    marks: Iterable[Mark],
    transcripts: Sequence[TranscriptUnits],
    coders: Sequence[str],
    *,
    codes: Sequence[str] | None = None,
    rollup: Mapping[str, str] | None = None,
    domains: Mapping[str, str] | None = None,
    done: Mapping[str, Collection[str]] | None = None,
) -> UnitizingReport:
    """Krippendorff's unitizing alphas (2016 family), per code and per domain.

    A continuum has one value at each place, but coders put several codes on one text. So each code is a continuum of its
    own, and codes of a domain share one as long as no coder lets two of them overlap; otherwise the domain's figures are
    undefined. The transcripts' lengths add up, over the coders who have done each.

    Args:
        marks: The codings.
        transcripts: What was to be coded.
        coders: Two or more.
        codes: The codes, after rolling up; default all that occur.
        rollup: Code to the code that it counts as.
        domains: Code to its domain; codes not in it are in none.
        done: For each coder the transcripts that it has done; None when everybody has done everything.
    """
    names = rollup or {}
    stretches = gathered(marks, coders, lambda code: names.get(code, code))
    if codes is None:
        codes = sorted({code for by_code in stretches.values() for code in by_code})
    shared: list[tuple[TranscriptUnits, list[int]]] = []
    for transcript in transcripts:
        here = [n for n, coder in enumerate(coders) if done is None or transcript.id in done.get(coder, ())]
        if len(here) > 1:
            shared.append((transcript, here))
    members: dict[str, list[str]] = {}
    for code in codes:
        if domains and code in domains:
            members.setdefault(domains[code], []).append(code)
    continua = {domain: _continuum(shared, stretches, own) for domain, own in members.items()}
    return UnitizingReport(
        coders=tuple(coders),
        transcripts=len(shared),
        codes=tuple(_of_code(code, shared, stretches, (domains or {}).get(code), continua) for code in codes),
        domains=tuple(_of_domain(domain, tuple(own), continua[domain]) for domain, own in members.items()),
    )


def _continuum(
    shared: Sequence[tuple[TranscriptUnits, list[int]]],
    stretches: Mapping[str, Mapping[str, Sequence[Sequence[Pair]]]],
    codes: Sequence[str],
) -> Continuum | None:
    """The continuum of these codes; None when a coder's segments overlap."""
    continuum = Continuum()
    for transcript, here in shared:
        by_code = stretches.get(transcript.id, {})
        by_coder: list[list[Valued]] = []
        for coder in here:
            own = sorted(
                (max(start, 0), min(end, transcript.length), code)
                for code in codes
                if code in by_code
                for start, end in without_self_overlap(by_code[code][coder])
                if start < transcript.length and end > 0
            )
            if len(codes) > 1 and overlaps_itself(own):
                return None
            by_coder.append(own)
        continuum.add(by_coder, transcript.length)
    return continuum


def _of_code(
    code: str,
    shared: Sequence[tuple[TranscriptUnits, list[int]]],
    stretches: Mapping[str, Mapping[str, Sequence[Sequence[Pair]]]],
    domain: str | None,
    continua: Mapping[str, Continuum | None],
) -> CodeUnitizing:
    alone = _continuum(shared, stretches, (code,)) or Continuum()
    among: Figure | None = None
    coverage = alone.coverage(code)
    if domain is not None:
        continuum = continua[domain]
        among = _figure(KU_ALPHA, CODED, continuum.value_alpha(code) if continuum else None)
        coverage = continuum.coverage(code) if continuum else None
    return CodeUnitizing(code, _figure(U_BINARY, ALL, alone.binary_alpha()), among, coverage)


def _of_domain(domain: str, codes: tuple[str, ...], continuum: Continuum | None) -> DomainUnitizing:
    return DomainUnitizing(
        domain,
        codes,
        _figure(U_ALPHA, ALL, continuum.u_alpha() if continuum else None),
        _figure(U_BINARY, ALL, continuum.binary_alpha() if continuum else None),
        _figure(CU_ALPHA, CODED, continuum.coding_alpha() if continuum else None),
    )


def _figure(name: str, base: str, estimate: Estimate | None) -> Figure:
    if estimate is None:
        estimate = Estimate(None, reason=OVERLAPPING)
    state = VALUE if estimate.value is not None else UNDEFINED
    return Figure(name, VARIANT, estimate.value, state, estimate.reason, CHARACTER, base, "none")
