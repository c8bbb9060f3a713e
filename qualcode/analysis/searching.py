"""Search over the texts of a study: plain, regular expression, by lemma, and words near each other; hits in context (KWIC).

All offsets are code points of the transcript's text, so a hit can be coded as it is. Nothing is found across a change of
speaker but by a regular expression that asks for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.analysis.choosing import Where, condition
from qualcode.analysis.view import StudyView
from qualcode.errors import BadInput, Refused, WrongUsage
from qualcode.i18n import _
from qualcode.language import Word, folded, keys, lemma, scoring_view, words
from qualcode.text import Span

MODES = ("plain", "regex", "lemma", "near")
CONTEXT = 60
"""Code points of context on either side."""
WITHIN = 10
"""Words between which `near` looks."""
_PATIENCE = 5.0
"""Seconds after which a regular expression that runs wild on one transcript is stopped."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where something was found."""

    transcript_id: str
    transcript: str
    start: int
    end: int
    before: str
    """What stands before, on one line."""
    words: str
    """What was found, letter by letter."""
    after: str
    citation: str
    turn: int | None
    role: str


def find_text(
    view: StudyView,
    wanted: str,
    mode: str = "plain",
    *,
    within: int = WITHIN,
    whole_words: bool = False,
    role: str = "",
    where: Where | None = None,
    transcripts: Iterable[str] | None = None,
    context: int = CONTEXT,
) -> list[Hit]:
    """Every place where the words stand, in the order of transcripts and text.

    Args:
        view: The study.
        wanted: For plain the words as they are, case and accents apart; for regex a regular expression (`^` and `$` at lines,
            case apart); for lemma words in any form, in this order, beside each other; for near words in any form and order.
        mode: plain, regex, lemma or near.
        within: For near: at most this many words from the first to the last.
        whole_words: For plain: whether "wacht" leaves "wachten" alone.
        role: Only where this role speaks: respondent or interviewer.
        where: Conditions on participant or transcript.
        transcripts: Only in these, by id.
        context: Code points of context on either side.

    Raises:
        WrongUsage: for an unknown mode, or nothing to look for.
        BadInput: for a regular expression that is none.
        Refused: for one that takes too long.
        NotFound: for a condition that fits nothing.
    """
    if mode not in MODES:
        raise WrongUsage(_("Search in one of these ways: {modes}.").format(modes=", ".join(MODES)), f"'{mode}'")
    if not wanted.strip():
        raise WrongUsage(_("There is nothing to look for."), todo=_("Give one word at least."))
    fits = condition(view, where)
    chosen = None if transcripts is None else set(transcripts)
    found = []
    for transcript in view.transcripts:
        if chosen is not None and transcript.id not in chosen:
            continue
        for span in spans_of(view, transcript.id, wanted, mode, within=within, whole_words=whole_words):
            place = view.place(transcript.id, *span)
            if role and (place.turn is None or place.turn.role != role):
                continue
            if fits is None or fits(transcript.id, *span):
                found.append(hit_at(view, transcript.id, span, context))
    return found


def spans_of(
    view: StudyView, transcript_id: str, wanted: str, mode: str, *, within: int = WITHIN, whole_words: bool = False
) -> Iterator[Span]:
    """Where the words stand in one transcript, as `find_text` looks for them."""
    text = view.text(transcript_id)
    if mode == "regex":
        yield from _by_regex(text, wanted)
    elif mode == "plain":
        pattern = re.escape(folded(wanted.strip()))
        pattern = re.sub(r"(?:\\\s|\s)+", r"\\s+", pattern)
        if whole_words:
            pattern = rf"(?<!\w){pattern}(?!\w)"
        for match in re.finditer(pattern, folded(text)):
            yield Span(*match.span())
    else:
        terms = [set(_forms(word.form)) for word in words(wanted)]
        if not terms:
            raise WrongUsage(_("There is nothing to look for."), f"'{wanted}'", _("Give one word at least."))
        spoken = _spoken(view, transcript_id)
        find = _phrases(spoken, terms) if mode == "lemma" else _near(spoken, terms, within)
        starts = [turn.label_start for turn in view.turns_of.get(transcript_id, [])]
        for span in find:
            if bisect_right(starts, span.start) == bisect_right(starts, span.end - 1):
                yield span


def _by_regex(text: str, wanted: str) -> Iterator[Span]:
    import regex

    try:
        pattern = regex.compile(wanted, regex.IGNORECASE | regex.MULTILINE | regex.VERSION0)
    except regex.error as error:
        raise BadInput(
            _("This is no regular expression: {problem}.").format(problem=error.msg),
            f"'{wanted}'",
            _("Put a backslash before a sign that stands for itself."),
        ) from error
    try:
        for match in pattern.finditer(text, timeout=_PATIENCE):
            if match.end() > match.start():
                yield Span(match.start(), match.end())
    except TimeoutError as error:
        raise Refused(
            _("This regular expression takes too long."), f"'{wanted}'", _("Write it with fewer nested repeats.")
        ) from error


def _spoken(view: StudyView, transcript_id: str) -> list[tuple[Word, frozenset[str]]]:
    """The words of a transcript with what each is matched on, kept for the view's life."""
    found: list[tuple[Word, frozenset[str]]] | None = view.kept.get(("spoken", transcript_id))
    if found is None:
        text = view.text(transcript_id)
        known: dict[str, frozenset[str]] = {}
        found = []
        for word in words(text, view=scoring_view(text)):
            if word.form not in known:
                known[word.form] = _forms(word.form)
            found.append((word, known[word.form]))
        view.kept[("spoken", transcript_id)] = found
    return found


def _forms(form: str) -> frozenset[str]:
    """What a word is matched on. A search also asks for the lemma of words that a ranking leaves out ("maand", "waren")."""
    return frozenset((*keys(form), lemma(form)))


def _phrases(spoken: Sequence[tuple[Word, frozenset[str]]], terms: Sequence[set[str]]) -> Iterator[Span]:
    first = terms[0]
    for place in range(len(spoken) - len(terms) + 1):
        if not first.isdisjoint(spoken[place][1]) and all(
            not term.isdisjoint(spoken[place + step][1]) for step, term in enumerate(terms)
        ):
            yield Span(spoken[place][0].start, spoken[place + len(terms) - 1][0].end)


def _near(spoken: Sequence[tuple[Word, frozenset[str]]], terms: Sequence[set[str]], within: int) -> Iterator[Span]:
    """The shortest stretches that hold every term, each begun and ended by one of them."""
    last: list[int | None] = [None] * len(terms)
    previous = -1
    for place, (_word, forms) in enumerate(spoken):
        here = [index for index, term in enumerate(terms) if not term.isdisjoint(forms)]
        if not here:
            continue
        # Of several terms that this word fits, the one met longest ago: "wachten NEAR wachten" asks for two words.
        oldest = min(here, key=lambda index: -1 if (met := last[index]) is None else met)
        last[oldest] = place
        met_all = [one for one in last if one is not None]
        first = min(met_all)
        if len(met_all) == len(terms) and place - first <= within and first > previous:
            yield Span(spoken[first][0].start, spoken[place][0].end)
            previous = first


def hit_at(view: StudyView, transcript_id: str, span: Span, context: int = CONTEXT) -> Hit:
    """A stretch of a transcript as a hit, with what stands around it."""
    text = view.text(transcript_id)
    place = view.place(transcript_id, *span)
    before = text[max(0, span.start - context) : span.start]
    after = text[span.end : span.end + context]
    if span.start > context and " " in before[:15]:
        before = before[before.index(" ") + 1 :]
    if span.end + context < len(text) and " " in after[-15:]:
        after = after[: after.rindex(" ")]
    return Hit(
        transcript_id,
        view.transcript_by_id[transcript_id].name,
        span.start,
        span.end,
        re.sub(r"\s+", " ", before),
        text[span.start : span.end],
        re.sub(r"\s+", " ", after),
        view.citation(transcript_id, place.participant),
        place.turn.number if place.turn else None,
        place.turn.role if place.turn else "",
    )
