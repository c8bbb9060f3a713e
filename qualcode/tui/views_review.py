"""What the review of suggestions shows: suggestions, what was missed, odd codings, codes that may be one, words of a code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.i18n import N_, Figure, _, ngettext
from qualcode.store import values
from qualcode.text import Span
from qualcode.tui.page import PageText
from qualcode.tui.views import label_of
from qualcode.tui.widgets.pane_moves import PaneMoves

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.store import Study
    from qualcode.suggest import DuplicateCodes, OddCoding, Proposal
    from qualcode.tui.finding import Finder
    from qualcode.tui.finding.values import Words

WAITING, MISSED, ODD, DOUBLES, WORDS = "waiting", "missed", "odd", "doubles", "words"
KINDS: dict[str, str] = {
    WAITING: N_("Suggestions"),
    MISSED: N_("Missed"),
    ODD: N_("Odd codings"),
    DOUBLES: N_("Codes alike"),
    WORDS: N_("Words"),
}
TOP_MISSED = 5
TOP_ODD = 40


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One thing to decide on."""

    key: str
    code_id: str
    label: str
    """The code."""
    words: str = ""
    place: str = ""
    """"ouder-01 · 12"."""
    score: float = 0.0
    transcript_id: str = ""
    start: int = 0
    end: int = 0
    reasons: tuple[dict[str, Any], ...] = ()
    suggestion_id: str = ""
    coding_id: str = ""
    other_id: str = ""
    """The other of two codes alike."""
    note: str = ""
    """What else is to be said, in the language in use."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The list of one kind, with how the suggestions fared so far."""

    kind: str
    rows: tuple[ReviewRow, ...]
    hits: dict[str, tuple[int, int]]
    """Code id -> (suggestions taken, decided on)."""
    pending: dict[str, int]
    """Code id -> suggestions not decided yet."""
    codes: tuple[values.Code, ...]
    turns: dict[str, list[values.Turn]]

    def code(self, code_id: str) -> values.Code | None:
        """The code with this id."""
        return next((code for code in self.codes if code.id == code_id), None)

    def rate(self, code_id: str = "") -> tuple[int, int]:
        """(taken, decided) of one code, or of all."""
        if code_id:
            return self.hits.get(code_id, (0, 0))
        return sum(taken for taken, _all in self.hits.values()), sum(decided for _taken, decided in self.hits.values())


@dataclass(frozen=True)
class _Reading:
    """What every kind of list needs of the study."""

    study: Study
    find: Finder
    progress: Callable[[int, int], None]
    code_id: str
    codes: tuple[values.Code, ...]
    names: dict[str, str]
    turns: dict[str, list[values.Turn]]

    def label(self, code_id: str) -> str:
        """A code as it is shown."""
        return next((label_of(code) for code in self.codes if code.id == code_id), "…")

    def place(self, transcript_id: str, start: int) -> str:
        """Transcript and turn."""
        name = self.names.get(transcript_id, "")
        turn = next((one for one in self.turns.get(transcript_id, ()) if one.label_start <= start < one.end), None)
        return f"{name} · {turn.number}" if turn else name

    def ask(self, question: str, *about: object) -> Any:
        """Asks the finding process."""
        return self.find.ask(question, *about, progress=self.progress)


def review_view(
    study: Study,
    kind: str,
    code_id: str,
    find: Finder,
    progress: Callable[[int, int], None],
) -> ReviewView:
    """Reads one kind of list; all but the waiting suggestions are worked out by the finding process.

    Args:
        study: The open study.
        kind: waiting, missed, odd, doubles or words.
        code_id: Of one code; empty: of all.
        find: The finding process.
        progress: Is told (done, in all).
    """
    from qualcode.suggest.of_study import hit_rates

    me = study.coder()
    codes = tuple(study.codes())
    turns: dict[str, list[values.Turn]] = {}
    for turn in study.turns():
        turns.setdefault(turn.transcript_id, []).append(turn)
    names = {one.id: one.name for one in study.transcripts()}
    reading = _Reading(study, find, progress, code_id, codes, names, turns)
    waiting = study.suggestions(state="pending")
    rows: list[ReviewRow] = []
    if kind == WAITING:
        rows = _waiting(reading, waiting)
    elif kind == MISSED:
        rows = _missed(reading)
    elif kind == ODD:
        rows = _odd(reading, me.id if me else "")
    elif kind == DOUBLES:
        rows = _doubles(reading)
    elif code_id:
        rows = _words(reading)
    pending = Counter(one.code_id for one in waiting)
    return ReviewView(kind, tuple(rows), hit_rates(study, me.id if me else ""), dict(pending), codes, turns)


def _waiting(reading: _Reading, waiting: Sequence[values.Suggestion]) -> list[ReviewRow]:
    rank = {code.id: place for place, code in enumerate(reading.codes)}
    rows = [
        ReviewRow(
            one.id, one.code_id, reading.label(one.code_id), one.words, reading.place(one.transcript_id, one.start),
            one.score, one.transcript_id, one.start, one.end, one.reasons, suggestion_id=one.id,
        )
        for one in waiting
        if one.code_id in rank and reading.code_id in ("", one.code_id)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (rank[row.code_id], -row.score, row.key))


def _missed(reading: _Reading) -> list[ReviewRow]:
    chosen = [reading.code_id] if reading.code_id else None
    texts = {one.id: reading.study.text(one.text_hash) for one in reading.study.transcripts()}
    found: list[Proposal] = reading.ask("missed", chosen, TOP_MISSED)
    return [
        ReviewRow(
            f"{one.transcript_id}:{one.start}:{one.end}:{one.code_key}", one.code_key, reading.label(one.code_key),
            texts[one.transcript_id][one.start : one.end], reading.place(one.transcript_id, one.start),
            one.score, one.transcript_id, one.start, one.end, tuple(reason.as_dict() for reason in one.reasons),
        )
        for one in found
    ]  # fmt: skip


def _odd(reading: _Reading, coder_id: str) -> list[ReviewRow]:
    own = {
        (one.transcript_id, one.start, one.end, one.code_id): one
        for one in reading.study.codings()
        if one.coder_id == coder_id
    }
    rows = []
    found: list[OddCoding] = reading.ask("odd", TOP_ODD)
    for odd in found:
        known = odd.known
        coding = own.get((known.transcript_id, known.start, known.end, known.code_key))
        if coding is None or reading.code_id not in ("", known.code_key):
            continue
        note = _("Its words are unlike the code's other segments ({likeness:.2f}, usual {usual:.2f}).").format(
            likeness=Figure(odd.likeness), usual=Figure(odd.usual)
        )
        if odd.better:
            better = ", ".join(f"{reading.label(key)} ({Figure(score):.2f})" for key, score in odd.better)
            note += " " + _("They fit better: {codes}.").format(codes=better)
        rows.append(
            ReviewRow(
                coding.id, known.code_key, reading.label(known.code_key), coding.words,
                reading.place(known.transcript_id, known.start), odd.code_score,
                known.transcript_id, known.start, known.end, coding_id=coding.id, note=note,
            )
        )  # fmt: skip
    return rows


def _doubles(reading: _Reading) -> list[ReviewRow]:
    rows = []
    found: list[DuplicateCodes] = reading.ask("duplicates")
    for pair in found:
        if reading.code_id not in ("", pair.one, pair.other):
            continue
        note = _("names alike {names:.0%} · words of their segments {words:.0%} · same places {places:.0%}").format(
            names=pair.names, words=pair.words, places=pair.places
        )
        label = f"{reading.label(pair.one)}  =  {reading.label(pair.other)}"
        key = f"{pair.one}:{pair.other}"
        rows.append(ReviewRow(key, pair.one, label, score=pair.likeness, other_id=pair.other, note=note))
    return rows


def _words(reading: _Reading) -> list[ReviewRow]:
    words: Words = reading.ask("words", reading.code_id)
    rows = []
    for one in words.figures:
        note = _("{found} places: {right} right, {wrong} not, {open} not decided").format(
            found=one.found, right=one.right, wrong=one.wrong, open=one.open
        )
        key = f"-:{one.code_key}:{one.keyword}"
        label = "" if one.code_key == reading.code_id else reading.label(one.code_key)
        rows.append(ReviewRow(key, one.code_key, label, one.keyword, score=one.precision or 0.0, note=note))
    for new in words.new:
        note = ngettext("in {n} segment of the code", "in {n} segments of the code", new.segments)
        note += ", " + ngettext("in {n} other place", "in {n} other places", new.elsewhere)
        rows.append(ReviewRow(f"+:{new.code_key}:{new.word}", new.code_key, "", new.word, note=note))
    return rows


class _Ends(PaneMoves):
    """A selection without a screen: what moves the ends in the reading pane moves them here."""

    def __init__(self, source: PageText, span: Span) -> None:
        self.source = source
        self.head, self.tail = span.end, span.start
        self.holding = False
        self.marks = ()
        self.needle = ""
        self._goal_cell = None

    def place(self, head: int, anchor: int | None = None, *, keep_goal: bool = False) -> None:
        """Puts both ends."""
        if not keep_goal:
            self._goal_cell = None
        self.head, self.tail = head, head if anchor is None else anchor


def reshaped(source: PageText, span: Span, which: str, direction: int) -> Span:
    """The span with one end moved by a word; it never becomes empty.

    Args:
        source: The text.
        span: What it was.
        which: start or end.
        direction: 1 on, -1 back.
    """
    ends = _Ends(source, span)
    ends.action_reshape("start" if which == "start" else "end", direction)
    return Span(min(ends.head, ends.tail), max(ends.head, ends.tail))


def next_code(view: ReviewView, code_id: str, direction: int) -> str:
    """The next code with suggestions waiting, in the order of the tree, round the end; the codes in use without any."""
    with_some = [code.id for code in view.codes if view.pending.get(code.id)] if view.kind == WAITING else []
    codes: Sequence[str] = with_some or [code.id for code in view.codes if code.level != values.SELECTIVE]
    if not codes:
        return ""
    order = {code.id: place for place, code in enumerate(view.codes)}
    if code_id in codes:
        return codes[(codes.index(code_id) + direction) % len(codes)]
    here = order.get(code_id, -1 if direction > 0 else len(order))
    later = [code for code in codes if (order[code] > here if direction > 0 else order[code] < here)]
    return (later[0] if direction > 0 else later[-1]) if later else codes[0 if direction > 0 else -1]
