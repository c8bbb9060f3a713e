"""What the search over the study shows: hits in their context, and what of the text is coded when a hit is coded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text

from qualcode.i18n import N_
from qualcode.text import Span
from qualcode.tui.page import PageText
from qualcode.tui.reading import Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.analysis import Hit, StudyView
    from qualcode.store import Study
    from qualcode.tui.finding import Finder

WAYS: dict[str, str] = {
    "plain": N_("plain"),
    "lemma": N_("in any form"),
    "near": N_("near each other"),
    "regex": N_("regular expression"),
}
ROLES: dict[str, str] = {"": N_("everybody"), "respondent": N_("respondents"), "interviewer": N_("interviewers")}
STRETCHES: dict[str, str] = {
    "sentence": N_("codes the sentence"),
    "turn": N_("codes the turn"),
    "words": N_("codes the words found"),
}
MOST = 50_000
"""Hits in the list, some 60 MB; a search that finds more is to be narrowed, and the screen says so."""
CONTEXT = 160
"""Code points on either side that are read; what fits of them is shown."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for, and how."""

    words: str = ""
    way: str = "plain"
    within: int = 10
    whole_words: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one search, by transcript."""

    wanted: Wanted
    view: StudyView
    hits: tuple[Hit, ...]
    total: int
    """More than the hits when there are too many to list."""
    coded: tuple[int, ...]
    """Of each hit, how many codings lie over it."""


def found_for(study: Study, wanted: Wanted, find: Finder, progress: Callable[[int, int], None] | None = None) -> Found:
    """Looks through the whole study, in the finding process: words in any form need a dictionary of 50 MB.

    Args:
        study: The open study.
        wanted: What is looked for; without words nothing is found.
        find: The finding process.
        progress: Is told (transcripts done, transcripts in all).

    Raises:
        QualcodeError: as `find_text` does.
    """
    from qualcode.analysis import load_view

    view = load_view(study)
    if not wanted.words.strip():
        return Found(wanted, view, (), 0, ())
    how = (wanted.words, wanted.way, wanted.within, wanted.whole_words, wanted.role, CONTEXT)
    listed, total = find.ask("find", *how, MOST, progress=progress)
    coded = tuple(
        sum(one.start < hit.end and hit.start < one.end for one in view.codings_in.get(hit.transcript_id, ()))
        for hit in listed
    )
    return Found(wanted, view, tuple(listed), total, coded)


def key_of(hit: Hit) -> str:
    """Stable name of a hit: where it is."""
    return f"{hit.transcript_id}:{hit.start}:{hit.end}"


def in_context(hit: Hit, width: int, codings: int = 0) -> Text:
    """One line with the words found in the middle (KWIC); an interviewer's words are set back.

    Args:
        hit: What was found.
        width: Cells of the line.
        codings: How many codings lie over it.
    """
    role = "I" if hit.role == "interviewer" else " "
    lead = f"{hit.turn or '':>4}{role}" + (f"■{min(codings, 9)} " if codings else "   ")
    words = " ".join(hit.words.split())
    room = max(width - cell_len(lead), 20)
    left = max((room - min(cell_len(words), room // 2)) // 2, 4)
    before = hit.before.lstrip() if cell_len(hit.before) <= left else _tail(hit.before, left)
    text = Text(no_wrap=True, overflow="ellipsis", end="")
    quiet = Style(dim=hit.role == "interviewer")
    text.append(lead, Style(dim=True))
    text.append(" " * max(left - cell_len(before), 0) + before, quiet)
    text.append(words, Style(bold=True, underline=True))
    text.append(hit.after, quiet)
    text.truncate(width, overflow="ellipsis")
    return text


def _tail(words: str, cells: int) -> str:
    """The last of the words that fit, behind an ellipsis."""
    kept = words[-cells:]
    while cell_len(kept) > cells - 1:
        kept = kept[1:]
    return set_cell_size("…", 1) + kept


def stretch_of(view: StudyView, hit: Hit, stretch: str, sources: dict[str, PageText] | None = None) -> Span:
    """What is coded when a hit is coded.

    Args:
        view: The study.
        hit: The hit.
        stretch: words, sentence or turn.
        sources: Texts cut into units before, by transcript id; new ones are added.
    """
    if stretch == "words":
        return Span(hit.start, hit.end)
    known = sources if sources is not None else {}
    source = known.get(hit.transcript_id)
    if source is None:
        source = PageText.of(view.text(hit.transcript_id), view.turns_of.get(hit.transcript_id, ()))
        known[hit.transcript_id] = source
    unit = Unit(stretch)
    first = source.units.at(unit, source.blocks.shown(hit.start))
    last = source.units.at(unit, source.blocks.shown(max(hit.end - 1, hit.start)))
    if first is None or last is None:
        return Span(hit.start, hit.end)
    return Span(min(first.start, hit.start), max(last.end, hit.end))


def spans_to_code(view: StudyView, hits: Sequence[Hit], stretch: str) -> list[tuple[str, Span]]:
    """(transcript id, span) of each, those that are the same taken once."""
    sources: dict[str, PageText] = {}
    return list(dict.fromkeys((hit.transcript_id, stretch_of(view, hit, stretch, sources)) for hit in hits))


def next_in(table: dict[str, str], key: str) -> str:
    """The key after this one, round the end."""
    keys = list(table)
    return keys[(keys.index(key) + 1) % len(keys)]


def other_way(wanted: Wanted) -> Wanted:
    """The same words looked for in the next way."""
    return replace(wanted, way=next_in(WAYS, wanted.way))
