"""Which codes a few letters mean: fuzzy over name, number, keywords and aliases; what was used last and most comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.store.values import SELECTIVE, Code

GOOD_ENOUGH = 62.0
"""Score (0-100) from which a code is offered."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code that is offered."""

    code: Code
    score: float
    path: str
    """Names of the main codes above it, "Kwaliteit > Aanbod"; empty at the top."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What the picker gives back: a code, or the name of a new one with its parent."""

    code_id: str = ""
    new_name: str = ""
    parent_id: str | None = None
    new_parent: str = ""
    """Name of the main code to make above the new one, when there is none like it."""


def candidates(
    query: str, codes: Sequence[Code], counts: Mapping[str, int], recent: Sequence[str] = (), most: int = 50
) -> list[Candidate]:
    """The codes that the query may mean, the likeliest first; without a query, recently used ones, then by use.

    Args:
        query: What was typed.
        codes: Codes in tree order; kernlabels are left out.
        counts: Code id -> codings in the study.
        recent: Ids of codes put lately, the newest first.
        most: How many at most.
    """
    from rapidfuzz import fuzz, utils

    names = {code.id: code for code in codes}
    rank = {code_id: len(recent) - place for place, code_id in enumerate(recent)}
    wanted = query.strip().casefold()
    found: list[tuple[tuple[float, float, int, int], Candidate]] = []
    for place, code in enumerate(codes):
        if code.level == SELECTIVE:
            continue
        score = 100.0
        if wanted:
            score = _score(wanted, code, fuzz.WRatio, utils.default_process)
            if score < GOOD_ENOUGH:
                continue
        key = (-score if wanted else 0.0, -float(rank.get(code.id, 0)), -counts.get(code.id, 0), place)
        found.append((key, Candidate(code, score, path_of(code, names))))
    found.sort(key=lambda pair: pair[0])
    return [candidate for _key, candidate in found[:most]]


def _score(wanted: str, code: Code, ratio: object, process: object) -> float:
    name = code.name.casefold()
    if wanted in (code.number.casefold(), code.shortcut.casefold(), name):
        return 110.0
    if name.startswith(wanted):
        return 105.0
    if any(word.startswith(wanted) for word in name.replace("-", " ").split()):
        return 103.0
    if wanted in name:
        return 101.0
    assert callable(ratio)
    best = float(ratio(wanted, name, processor=process)) if len(wanted) > 1 else 0.0
    for word in (*code.keywords, *code.aliases):
        said = word.rstrip("*").casefold()
        if said.startswith(wanted):
            best = max(best, 90.0)
        elif len(wanted) > 2 and wanted in said:
            best = max(best, 80.0)
    return best


def fitting_itself(needle: str, code: Code) -> bool:
    """Whether the code's name, number, shortcut, a keyword or an alias holds the letters typed."""
    wanted = needle.strip().casefold()
    said = (code.name, code.number, code.shortcut, *code.keywords, *code.aliases)
    return any(wanted in each.casefold() for each in said)


def fitting(needle: str, codes: Sequence[Code]) -> set[str]:
    """Ids of the codes whose name, number, keyword or alias holds the letters typed, with all codes above them."""
    parents = {code.id: code.parent_id for code in codes}
    kept: set[str] = set()
    for code in codes:
        if fitting_itself(needle, code):
            here: str | None = code.id
            while here is not None and here in parents and here not in kept:
                kept.add(here)
                here = parents[here]
    return kept


def path_of(code: Code, names: Mapping[str, Code]) -> str:
    """The names of the codes above this one, from the top."""
    path: list[str] = []
    seen = {code.id}
    parent = code.parent_id
    while parent is not None and parent in names and parent not in seen:
        seen.add(parent)
        path.insert(0, names[parent].name)
        parent = names[parent].parent_id
    return " > ".join(path)


def new_code(query: str, codes: Sequence[Code], counts: Mapping[str, int]) -> Picked | None:
    """What a typed name would make: "name", or "parent > name" with the parent found fuzzily, or new when none is like it.

    None when it is empty, when a code has exactly that name there, or when nothing stands before the ">".
    """
    before, mark, after = query.rpartition(">")
    name = " ".join(after.split())
    if not name:
        return None
    parent_id: str | None = None
    if mark:
        parent = " ".join(before.replace(">", " ").split())
        if not parent:
            return None
        above = candidates(before, codes, counts, most=1)
        if not above:
            return Picked(new_name=name, new_parent=parent)
        parent_id = above[0].code.id
    if any(code.name.casefold() == name.casefold() and code.parent_id == parent_id for code in codes):
        return None
    return Picked(new_name=name, parent_id=parent_id)
