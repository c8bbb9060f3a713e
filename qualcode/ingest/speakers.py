"""Finds the turns of a transcript: every convention proposes marks, the one whose marks hold up best is taken.

Never an invented turn: a label must recur and take turns with another, or be a word that only a speaker can be. What
looks like a label but stands alone stays text, and its line is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qualcode.errors import NotFound
from qualcode.i18n import _
from qualcode.ingest.conventions import CONVENTIONS, Convention, Mark, Page
from qualcode.ingest.conventions.base import TIME, seconds
from qualcode.ingest.document import Layout, Turn
from qualcode.ingest.labels import (
    CODE,
    INTERVIEWER_WORD,
    NAME,
    QUESTION_PAIR,
    RESPONDENT_WORD,
    SPEAKER_WORD,
    is_metadata,
    label_key,
    label_kind,
    partners_of,
)
from qualcode.ingest.strays import written_otherwise
from qualcode.text import line_number, line_starts

_WORDS = (INTERVIEWER_WORD, RESPONDENT_WORD, SPEAKER_WORD)
_HEADER_LINES = 16
_END_STAMP = re.compile(rf"(?P<stamp>#{TIME}(?:-\d)?#)\s*$")
"""f4 puts the time at which a turn ends behind it; the next turn begins then."""


@dataclass(frozen=True, slots=True)
class Detection:
    """The turns found, in which convention, how sure, and what to tell the user."""

    turns: tuple[Turn, ...] = ()
    convention: str = ""
    confidence: float = 1.0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Verdict:
    marks: tuple[Mark, ...]
    confidence: float
    alone: tuple[Mark, ...] = ()
    """Marks that look like a speaker's but were not believed."""
    slips: tuple[Mark, ...] = ()
    """Marks whose label was read as another, misspelt."""
    otherwise: tuple[Mark, ...] = ()
    """Marks of speakers that are written in another convention."""
    note: str = ""


def convention_names() -> tuple[str, ...]:
    """The names of all conventions, in the order in which they are tried."""
    return tuple(convention.name for convention in CONVENTIONS)


def detect(text: str, layout: Layout | None = None, convention: str = "") -> Detection:
    """The turns of a text.

    Args:
        text: Normalised text.
        layout: What the file's form said beyond the words.
        convention: Take this one, and with less proof since the user says so; empty weighs them all.

    Returns:
        The turns in order, disjoint and inside the text; none when no convention holds up.

    Raises:
        NotFound: when there is no such convention.
    """
    if convention and convention not in convention_names():
        raise NotFound(
            _("There is no convention “{name}”.").format(name=convention),
            todo=_("The conventions are: {names}.").format(names=", ".join(convention_names())),
        )
    page = Page(text, layout or Layout())
    best: tuple[float, Convention, _Verdict] | None = None
    note = ""
    proposed: dict[str, list[Mark]] = {}
    for candidate in CONVENTIONS:
        if convention and candidate.name != convention:
            continue
        marks = proposed[candidate.name] = candidate.find(page)
        verdict = _judged(page, candidate, marks, trusted=bool(convention)) if marks else None
        if verdict is None:
            continue
        note = note or verdict.note
        weight = len(verdict.marks) * verdict.confidence
        if verdict.marks and (best is None or weight > best[0] * 1.02):
            best = (weight, candidate, verdict)
    if best is None:
        return Detection(warnings=(note,) if note else ())
    _weight, found, verdict = best
    if not convention:
        verdict = replace(verdict, otherwise=tuple(written_otherwise(page, found.name, verdict.marks, proposed)))
    marks = _same_spelling(sorted((*verdict.marks, *verdict.otherwise), key=lambda mark: mark.label_start))
    return Detection(
        turns=tuple(_turns(page, marks)),
        convention=found.name,
        confidence=round(verdict.confidence, 2),
        warnings=tuple(_told(page, verdict)),
    )


def _judged(page: Page, convention: Convention, marks: Sequence[Mark], trusted: bool) -> _Verdict | None:
    """The marks that are believed to be turns; None or no marks when they are not enough."""
    if convention.name == "stamps":
        enough = len(marks) >= (1 if trusted else 3) and (trusted or len(marks) >= convention.shares * page.blocks)
        return _Verdict(tuple(marks), 0.5) if enough else None
    marks = _with_asides(_without_header(page, marks))
    kinds = {label_key(mark.label): label_kind(mark.label) for mark in marks}
    for mark in marks:
        # The best of the ways in which one label is written decides ("AB" is a code, "Ab" a name).
        kinds[label_key(mark.label)] = label_kind(mark.label) or kinds[label_key(mark.label)]
    keyed = [(label_key(mark.label), mark) for mark in marks]
    keyed = [(key, mark) for key, mark in keyed if kinds[key] is not None]
    loose = Counter(key for key, mark in keyed if not mark.tight)
    keyed = [(key, mark) for key, mark in keyed if not mark.tight or loose[key] or kinds[key] in _WORDS]
    counts = Counter(key for key, _mark in keyed)
    if not trusted:
        for key, mark in keyed:
            if kinds[key] == QUESTION_PAIR and key in counts and not _paired(mark, counts, kinds):
                del counts[key]
    core = _core(page, convention, counts, kinds, trusted)
    if not core:
        return None
    if not trusted and all(kinds[key] == NAME for key in core) and not _asks(page, keyed, core):
        # Headings that come back ("School: …", "Gemeente: …") look just like names; but where people talk, somebody asks.
        return _Verdict(
            (),
            0.0,
            note=_(
                "Words before a colon come back, but nothing shows that they are speakers; choose the convention by hand if so."
            ),
        )
    others = {key for key in counts if kinds[key] in _WORDS and key not in core}
    if len(core) == 1 and not others and not trusted:
        (only,) = core
        if kinds[only] not in (RESPONDENT_WORD, SPEAKER_WORD) or counts[only] < 3:
            note = _(
                "Only one speaker's label was found, so no turns were made; set the convention by hand if it is right."
            )
            return _Verdict((), 0.0, note=note) if kinds[only] in _WORDS and counts[only] >= 3 else None
    if len(core) == 1:
        core |= others
    first = next(mark.label_start for key, mark in keyed if key in core)
    accepted: list[Mark] = []
    alone: list[Mark] = []
    slips: list[Mark] = []
    for key, mark in keyed:
        # A single letter used once ("O: ja dat") is too little, even where it could stand for somebody.
        lone_word = kinds[key] in _WORDS and mark.label_start > first and len(mark.label) > 1
        if key in core or (lone_word and key in counts):
            accepted.append(mark)
        elif key in counts and mark.label_start > first:
            twin = _misspelt(mark, keyed, core)
            if twin:
                accepted.append(replace(mark, label=twin))
            (slips if twin else alone).append(mark)
    accepted = _same_spelling(accepted)
    known = sum(kinds[key] in _WORDS or kinds[key] == QUESTION_PAIR for key in core)
    confidence = 0.4 if len(core) == 1 else 0.95 if known == len(core) else 0.85 if known else 0.7
    confidence -= min(0.2, 0.5 * len(alone) / (len(accepted) + 1))
    return _Verdict(tuple(accepted), confidence, tuple(alone), tuple(slips))


def _core(
    page: Page, convention: Convention, counts: Counter[str], kinds: dict[str, str | None], trusted: bool
) -> set[str]:
    """The labels that carry the detection: recurring ones, in proportion to how little their words prove."""
    if trusted or (convention.lone_labels and sum(counts.values()) >= 2):
        return set(counts)
    recurring = {key for key, count in counts.items() if count >= 2}
    words = {key for key in counts if kinds[key] in _WORDS or kinds[key] == QUESTION_PAIR}
    if not recurring & words and len(words) >= 2:
        recurring |= words
    known = recurring & words
    answered = any(kinds[key] in (RESPONDENT_WORD, QUESTION_PAIR) for key in known)
    total = sum(counts.values())
    unproven = recurring - known
    codes = {key for key in unproven if kinds[key] == CODE}
    if known:
        if answered and len(known) > 1:
            # Interviewer and respondent are both there: a heading that recurs must not become a third person.
            unproven = {key for key in unproven if counts[key] >= 3 and counts[key] >= 0.03 * total}
        return known | unproven | codes
    if not convention.names_suffice or len(unproven) < 2:
        return set()
    covered = sum(counts[key] for key in unproven)
    share = convention.shares / 2 if codes == unproven else convention.shares
    if covered < 4 or (covered < share * page.blocks and not (page.hard_wrapped and covered >= 6)):
        return set()
    return unproven


def _asks(page: Page, keyed: Sequence[tuple[str, Mark]], core: set[str]) -> bool:
    """Whether a question mark stands anywhere from the first of these labels on."""
    first = next(mark.start for key, mark in keyed if key in core)
    return page.text.find("?", first) >= 0


def _paired(mark: Mark, counts: Counter[str], kinds: dict[str, str | None]) -> bool:
    """Whether a label of a question-and-answer pair has its other half, or (V beside I) another speaker's word to answer."""
    if any(counts[key] for key in partners_of(mark.label)):
        return True
    short = len(mark.label.strip(".")) == 1
    return short and any(kinds[key] in _WORDS and count >= 2 for key, count in counts.items())


def _without_header(page: Page, marks: Sequence[Mark]) -> list[Mark]:
    """The marks without those of the lines of facts at the top ("Datum: …", "Respondent: moeder van …")."""
    starts = [begin for begin, _end in page.lines]
    last = -1
    lines: list[int] = [line_number(starts, mark.label_start) for mark in marks[:_HEADER_LINES]]
    for index, mark in enumerate(marks[:_HEADER_LINES]):
        if index and lines[index] - lines[index - 1] > 3:
            break
        if page.lines[lines[index] - 1][1] - mark.label_start > 120:
            break
        if is_metadata(mark.label):
            last = index
    if last >= 0:
        last = _end_of_block(page, lines, last)
    return list(marks[last + 1 :])


def _end_of_block(page: Page, lines: Sequence[int], last: int) -> int:
    """The last mark of the block of facts: short lines without a question up to the blank line that ends the block."""
    at = last
    while at + 1 < len(lines) and lines[at + 1] == lines[at] + 1 and at - last < 6:
        begin, end = page.lines[lines[at + 1] - 1]
        if end - begin > 60 or "?" in page.text[begin:end]:
            return last
        at += 1
    below = lines[at]
    closed = below < len(page.lines) and not page.text[slice(*page.lines[below])].strip()
    return at if closed else last


def _with_asides(marks: Sequence[Mark]) -> list[Mark]:
    """Brackets after a label are part of it when they recur ("Respondent (moeder)"), a stage direction when not ("(lacht)")."""
    counts = Counter((label_key(mark.label), mark.aside.casefold()) for mark in marks if mark.aside)
    plain = Counter(label_key(mark.label) for mark in marks if not mark.aside)
    result = []
    for mark in marks:
        key = label_key(mark.label)
        if mark.aside and counts[key, mark.aside.casefold()] >= 2 and not plain[key]:
            mark = replace(mark, label=f"{mark.label} ({mark.aside})")
        result.append(mark)
    return result


def _misspelt(mark: Mark, keyed: Iterable[tuple[str, Mark]], core: set[str]) -> str:
    """The label that this one is a slip of the keyboard for; empty when there is none."""
    if len(mark.label) < 5:
        return ""
    from rapidfuzz.distance import DamerauLevenshtein

    allowed = 2 if len(mark.label) >= 8 else 1
    for key, other in keyed:
        if key in core and len(other.label) >= 5:
            same_number = label_key(mark.label).partition("|")[2] == key.partition("|")[2]
            distance = DamerauLevenshtein.distance(mark.label.casefold(), other.label.casefold(), score_cutoff=allowed)
            if same_number and distance <= allowed:
                return other.label
    return ""


def _same_spelling(marks: Sequence[Mark]) -> list[Mark]:
    """One spelling a speaker: the commonest, the first of equals."""
    spellings: dict[str, Counter[str]] = {}
    for mark in marks:
        spellings.setdefault(label_key(mark.label), Counter())[" ".join(mark.label.split())] += 1
    common = {key: counter.most_common(1)[0][0] for key, counter in spellings.items()}
    return [replace(mark, label=common[label_key(mark.label)]) for mark in marks]


def _turns(page: Page, marks: Sequence[Mark]) -> Iterable[Turn]:
    text = page.text
    begins: float | None = None
    for mark, following in zip(marks, [*(mark.label_start for mark in marks[1:]), len(text)], strict=True):
        start = min(mark.start, following)
        end = following
        if text.startswith("*", mark.label_start):
            end = _before_tiers(text, start, end)
        stamp = begins if mark.stamp is None else mark.stamp
        closing = _END_STAMP.search(text, start, end)
        begins = seconds(closing["stamp"]) if closing else None
        end = closing.start() if closing else end
        while end > start and text[end - 1].isspace():
            end -= 1
        if end == start:
            # Nothing was said: the turn ends where its label does.
            while start > mark.label_start and text[start - 1].isspace():
                start -= 1
            end = start
        yield Turn(mark.label_start, start, end, mark.label, stamp)


def _before_tiers(text: str, start: int, end: int) -> int:
    """Where speech ends in CHAT: before the first line of a dependent tier (%) or header (@)."""
    for sign in ("\n%", "\n@"):
        found = text.find(sign, max(0, start - 1), end)
        if found >= 0:
            end = max(start, found)
    return end


def _told(page: Page, verdict: _Verdict) -> list[str]:
    starts = line_starts(page.text)
    told = []
    for marks, message in (
        (
            verdict.alone,
            _("A word before a colon looks like a speaker's label but speaks nowhere else: text, see line {lines}."),
        ),
        (verdict.slips, _("A speaker's label was misspelt and read as the one it resembles: see line {lines}.")),
        (
            verdict.otherwise,
            _("Not every speaker's label is written in the same way; these were read as turns too: see line {lines}."),
        ),
    ):
        if marks:
            lines = [str(line_number(starts, mark.label_start)) for mark in marks[:8]]
            told.append(message.format(lines=", ".join(lines) + (", …" if len(marks) > 8 else "")))
    return told
