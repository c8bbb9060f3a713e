"""Counting: from marks to, for each code and transcript, how many units were coded by which coders."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from qualcode.agreement.intervals import (
    Piece,
    Ruler,
    clipped,
    joined,
    length_of,
    mask_lengths,
    sweep,
    windows,
)
from qualcode.agreement.matching import forgiven, groups, is_same
from qualcode.agreement.values import (
    CHARACTER,
    CODED,
    SEGMENT,
    SENTENCE,
    TURN,
    WINDOW,
    WORD,
    Mark,
    Pair,
    Tolerance,
    TranscriptUnits,
)
from qualcode.errors import WrongUsage
from qualcode.i18n import _


@dataclass(frozen=True, slots=True)
class Cutting:
    """How text becomes units."""

    unit: str = CHARACTER
    share: float = 0.0
    """Least share of a unit that marks must cover; 0 is any overlap."""
    window: int = 0
    """Characters in a unit of fixed length."""

    def units_of(self, transcript: TranscriptUnits) -> Sequence[Pair] | None:
        """The transcript's units; None for characters, which are not written out.

        Raises:
            WrongUsage: when the transcript was not cut that way.
        """
        if self.unit == CHARACTER:
            return None
        if self.unit == WINDOW:
            return windows(transcript.length, self.window)
        known = {
            WORD: transcript.words,
            SENTENCE: transcript.sentences,
            TURN: transcript.turns,
            SEGMENT: transcript.segments,
        }
        units = known[self.unit]
        if units is None:
            raise WrongUsage(
                _("The transcript was not cut into units of the kind {unit}.").format(unit=self.unit),
                where=transcript.id,
                todo=_("Choose the unit character."),
            )
        return units


@dataclass(slots=True)
class Sheet:
    """What was counted in one transcript."""

    transcript: TranscriptUnits
    present: int
    """Mask of the coders who have done it."""
    total: int = 0
    """Units in the base."""
    ruler: Ruler | None = None
    """The units; None for characters, which are not written out."""
    masks: dict[str, dict[int, int]] = field(default_factory=dict)
    """For each code: units by the coders that coded them; units that nobody coded are not in it."""
    pieces: dict[str, list[Piece]] = field(default_factory=dict)
    """Where those units stand, in unit numbers; kept for a bootstrap over turns."""
    coded: list[Pair] = field(default_factory=list)
    """What anybody coded with any code, in unit numbers."""
    codings: dict[str, list[int]] = field(default_factory=dict)
    """For each code: segments of each coder."""
    matched: dict[str, dict[Pair, tuple[int, int, int]]] = field(default_factory=dict)
    """For each code and pair of coders: segments of either that agree within the tolerance, of the first, of the second."""

    @property
    def whole(self) -> int:
        """Units in the transcript, coded or not."""
        return self.transcript.length if self.ruler is None else len(self.ruler.units)


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything counted, for one choice of coders, unit, base and tolerance."""

    coders: tuple[str, ...]
    codes: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    """Only transcripts that at least two of the coders have done."""


def gathered(
    marks: Iterable[Mark], coders: Sequence[str], rename: Callable[[str], str]
) -> dict[str, dict[str, list[list[Pair]]]]:
    """Stretches by transcript, code (after `rename`) and coder; marks of other coders are left out."""
    index = {coder: number for number, coder in enumerate(coders)}
    result: dict[str, dict[str, list[list[Pair]]]] = {}
    for mark in marks:
        coder = index.get(mark.coder)
        if coder is None:
            continue
        codes = result.setdefault(mark.transcript, {})
        code = rename(mark.code)
        if code not in codes:
            codes[code] = [[] for _coder in coders]
        codes[code][coder].append((mark.start, mark.end))
    return result


def tally(
    marks: Mapping[str, Mapping[str, Sequence[Sequence[Pair]]]],
    transcripts: Sequence[TranscriptUnits],
    coders: Sequence[str],
    codes: Sequence[str],
    cutting: Cutting,
    base: str,
    tolerance: Tolerance,
    done: Mapping[str, Collection[str]] | None,
) -> Tally:
    """Counts the units; see `compare` for the arguments. `marks` is what `gathered` gives."""
    wanted = frozenset(codes)
    sheets: list[Sheet] = []
    for transcript in transcripts:
        here = [done is None or transcript.id in done.get(coder, ()) for coder in coders]
        if sum(here) < 2:
            continue
        sheet = Sheet(transcript, sum(1 << n for n, is_done in enumerate(here) if is_done))
        units = cutting.units_of(transcript)
        sheet.ruler = None if units is None else Ruler(units)
        words = Ruler(transcript.words) if tolerance.kind == "words" and transcript.words is not None else None
        everything: list[Pair] = []
        for code, by_coder in marks.get(transcript.id, {}).items():
            if code in wanted:
                _count(sheet, code, by_coder, here, cutting, tolerance, words, everything)
        sheet.coded = joined(everything)
        sheet.total = length_of(sheet.coded) if base == CODED else sheet.whole
        sheets.append(sheet)
    return Tally(tuple(coders), tuple(codes), tuple(sheets))


def _count(
    sheet: Sheet,
    code: str,
    by_coder: Sequence[Sequence[Pair]],
    here: Sequence[bool],
    cutting: Cutting,
    tolerance: Tolerance,
    words: Ruler | None,
    everything: list[Pair],
) -> None:
    length = sheet.transcript.length
    stretches = [joined(clipped(own, length)) if is_done else [] for own, is_done in zip(by_coder, here, strict=True)]
    if not any(stretches):
        return
    sheet.codings[code] = [len(own) for own in stretches]
    sheet.matched[code] = {
        (a, b): (_matched(stretches[a], stretches[b], tolerance, words), len(stretches[a]), len(stretches[b]))
        for a, b in combinations(range(len(stretches)), 2)
        if here[a] and here[b]
    }
    if str(tolerance) != "none":
        stretches = forgiven(stretches, tolerance, words)
    if sheet.ruler is not None:
        stretches = [sheet.ruler.coded(own, cutting.share) for own in stretches]
    pieces = sweep(stretches)
    sheet.pieces[code] = pieces
    sheet.masks[code] = mask_lengths(pieces)
    for own in stretches:
        everything.extend(own)


def _matched(first: list[Pair], second: list[Pair], tolerance: Tolerance, words: Ruler | None) -> int:
    """Segments of both coders, counted from both sides, at places where the two agree within the tolerance."""
    if not first or not second:
        return 0
    return sum(
        sum(len(own) for own in group.by_coder) for group in groups((first, second)) if is_same(group, tolerance, words)
    )
