"""What axial coding has to clear: near-double codes, empty ones, ones used once, and what has no place yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.analysis.view import StudyView
from qualcode.language import STOP_WORDS, lemma, words
from qualcode.store import values

LIKE_NAMES = 0.8
"""Names this much alike are pointed out (0 to 1): by the lemmas that they share, or letter by letter."""
LIKE_USE = 0.5
"""Codes whose segments are this much the same are pointed out (Jaccard on stretches, 0 to 1)."""


@dataclass(frozen=True, slots=True)
class NearDouble:
    """Two codes that may be one."""

    first: str
    second: str
    """Ids, the one earlier in the tree first."""
    names: float
    """How alike the names are, 0 to 1."""
    use: float
    """Share of their segments that they have in common, 0 to 1."""
    shared: int
    """Segments that carry both."""

    @property
    def score(self) -> float:
        """The stronger of the two reasons."""
        return max(self.names, self.use)


def near_doubles(view: StudyView, *, names: float = LIKE_NAMES, use: float = LIKE_USE) -> list[NearDouble]:
    """Pairs of codes of one level that are alike by name or by use, strongest first.

    Two codes share a stretch when the same coder put both on exactly the same words; at least two such stretches are asked, so
    that a code used once is not the double of everything beside it. A code and its own main code are never a pair.
    """
    from rapidfuzz.fuzz import ratio

    codes = [code for code in view.codes if code.level != values.SELECTIVE and not code.retired]
    places: dict[str, set[tuple[str, str, int, int]]] = {}
    for coding in view.codings:
        places.setdefault(coding.code_id, set()).add((coding.coder_id, coding.transcript_id, coding.start, coding.end))
    plain = {code.id: _plain_name(code.name) for code in codes}
    found = []
    for index, first in enumerate(codes):
        mine = places.get(first.id, set())
        for second in codes[index + 1 :]:
            if first.level != second.level or first.id in view.above(second.id) or second.id in view.above(first.id):
                continue
            alike = max(
                _shared_lemmas(plain[first.id], plain[second.id]), ratio(plain[first.id], plain[second.id]) / 100
            )
            theirs = places.get(second.id, set())
            shared = len(mine & theirs)
            common = shared / len(mine | theirs) if shared >= 2 else 0.0
            if alike >= names or common >= use:
                found.append(NearDouble(first.id, second.id, round(alike, 4), round(common, 4), shared))
    return sorted(found, key=lambda one: (-one.score, view.code_rank[one.first], view.code_rank[one.second]))


def empty_codes(view: StudyView) -> list[values.Code]:
    """Codes in use without a coding of their own or below them, kernlabels aside, in tree order."""
    used = {coding.code_id for coding in view.codings}
    return [code for code in _open_to_coding(view) if not used & view.with_below([code.id])]


def once_used(view: StudyView) -> list[values.Code]:
    """Codes with exactly one segment, whoever coded it, in tree order."""
    places: dict[str, set[tuple[str, int, int]]] = {}
    for coding in view.codings:
        places.setdefault(coding.code_id, set()).add((coding.transcript_id, coding.start, coding.end))
    return [code for code in _open_to_coding(view) if len(places.get(code.id, ())) == 1]


def unplaced(view: StudyView) -> list[values.Code]:
    """Open codes that stand under no other code, in tree order: what the axial board has to place."""
    return [code for code in _open_to_coding(view) if code.level == values.OPEN and code.parent_id is None]


def without_kernlabel(view: StudyView) -> list[values.Code]:
    """Axial codes on which, or on whose sub- or main codes, no kernlabel rests, in tree order."""
    resting: set[str] = set()
    for kernlabel in view.kernlabels:
        for code_id in view.rests_on(kernlabel.id):
            resting |= {*view.with_below([code_id]), *view.above(code_id)}
    return [code for code in _open_to_coding(view) if code.level == values.AXIAL and code.id not in resting]


def without_quotes(view: StudyView) -> list[values.Code]:
    """Kernlabels to which no quote is linked, by number."""
    linked = {link.kernlabel_id for link in view.evidence}
    return [kernlabel for kernlabel in view.kernlabels if kernlabel.id not in linked]


def _open_to_coding(view: StudyView) -> Iterable[values.Code]:
    return (code for code in view.codes if code.level != values.SELECTIVE and not code.retired)


def _shared_lemmas(first: str, second: str) -> float:
    """Twice the lemmas that both have over all of theirs (Dice): names that merely begin alike are not doubles."""
    mine, theirs = set(first.split()), set(second.split())
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


def _plain_name(name: str) -> str:
    """The content words of a name as lemmas in one order, so that "wachten op hulp" and "Hulp, het wachten" are alike."""
    kept = sorted(lemma(word.form) for word in words(name) if word.form not in STOP_WORDS)
    return " ".join(kept) or name.casefold()
