"""The query language of `find`: codes, text and attributes with AND, OR, NOT and NEAR.

    code:Wachten AND model=VP AND NOT text:school
    (code:"Positie van ouders" OR kernlabel:2) AND role=respondent
    wachten NEAR/8 school
    /zeven\\s+maanden/ AND kind=parent

A bare word is text, matched by lemma ("wacht" finds "gewacht"); "several words" stand beside each other; /…/ is a regular
expression. `code:` takes a name, number, key or path, its sub-codes included; `coder:` and `memo:` look at codings. key=value is
an attribute, `participant`, `transcript`, `kind` or `role`. Two terms without a word between them must both hold. The words may
be Dutch: EN, OF, NIET, BIJ.

What is answered are units: segments when the query names a code, coder, kernlabel or memo, else sentences; `unit` says
otherwise. A unit has a code when a coding of it overlaps the unit, and a text when the text lies in it or across its end.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from qualcode.analysis.choosing import condition
from qualcode.analysis.searching import WITHIN, Hit, hit_at, spans_of
from qualcode.analysis.view import StudyView
from qualcode.errors import BadInput, NotFound
from qualcode.i18n import _
from qualcode.language import folded, sentence_spans
from qualcode.store import values
from qualcode.text import Span

UNITS = ("segment", "sentence", "turn", "transcript")
_AND, _OR, _NOT, _NEAR = ("AND", "EN"), ("OR", "OF"), ("NOT", "NIET"), re.compile(r"(?:NEAR|BIJ)(?:/(\d+))?$")
_TOKEN = re.compile(
    r"""\s*(?:(?P<open>\()|(?P<close>\))|(?P<regex>/(?:\\.|[^/\\])+/)"""
    r"""|(?P<field>[^\s():="/]+)(?P<sign>[:=])(?:"(?P<said>[^"]*)"|(?P<bare>[^\s()"]+))"""
    r"""|"(?P<phrase>[^"]*)"|(?P<word>[^\s()"]+))"""
)
_CODED = ("code", "kernlabel", "coder", "codeur", "memo")


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: a field and what it must hold. The field of plain words is text, of /…/ regex."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Both:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Without:
    part: Query


@dataclass(frozen=True, slots=True)
class Near:
    """Texts within so many words of each other."""

    words: str
    within: int


Query = Term | Both | Either | Without | Near


def parse(text: str) -> Query:
    """The query as a tree.

    Raises:
        BadInput: with the place where it goes wrong.
    """
    tokens = list(_tokens(text))
    query, rest = _either(tokens, 0, text)
    if rest < len(tokens):
        raise _wrong(text, tokens[rest].start())
    return query


def find(view: StudyView, query: str | Query, *, unit: str = "") -> list[Hit]:
    """The units for which the query holds, in the order of transcripts and text.

    Args:
        view: The study.
        query: As text, or as `parse` gives it.
        unit: segment, sentence, turn or transcript; empty lets the query decide.

    Raises:
        BadInput: for a query that cannot be read.
        NotFound: for a code, coder, attribute or value that the study does not have.
    """
    tree = parse(query) if isinstance(query, str) else query
    kind = unit or ("segment" if any(term.field in _CODED for term in _terms(tree)) else "sentence")
    if kind not in UNITS:
        raise BadInput(
            _("There is no such unit."), f"'{unit}'", _("Take one of: {names}.").format(names=", ".join(UNITS))
        )
    found: list[Hit] = []
    for transcript in view.transcripts:
        units: list[Span] | None = view.kept.get((f"units: {kind}", transcript.id))
        if units is None:
            units = list(_units(view, transcript, kind))
            view.kept[(f"units: {kind}", transcript.id)] = units
        chosen = _holding(view, transcript.id, units, tree)
        found += [hit_at(view, transcript.id, units[index], 40) for index in sorted(chosen)]
    return found


# Reading


def _tokens(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _wrong(text, position)
        yield match
        position = match.end()


def _wrong(text: str, position: int) -> BadInput:
    return BadInput(
        _("This query cannot be read from place {place} on.").format(place=position + 1),
        f"'{text}'",
        _('Write for example: code:Wachten AND (model=VP OR model=GGJ) AND NOT "op school".'),
    )


def _said(tokens: list[re.Match[str]], place: int) -> str:
    return (tokens[place].group("word") or "") if place < len(tokens) else ""


def _either(tokens: list[re.Match[str]], place: int, text: str) -> tuple[Query, int]:
    part, place = _both(tokens, place, text)
    parts = [part]
    while _said(tokens, place) in _OR:
        part, place = _both(tokens, place + 1, text)
        parts.append(part)
    return (parts[0] if len(parts) == 1 else Either(tuple(parts))), place


def _both(tokens: list[re.Match[str]], place: int, text: str) -> tuple[Query, int]:
    part, place = _near_or_one(tokens, place, text)
    parts = [part]
    while place < len(tokens) and not tokens[place].group("close") and _said(tokens, place) not in _OR:
        if _said(tokens, place) in _AND:
            place += 1
        part, place = _near_or_one(tokens, place, text)
        parts.append(part)
    return (parts[0] if len(parts) == 1 else Both(tuple(parts))), place


def _near_or_one(tokens: list[re.Match[str]], place: int, text: str) -> tuple[Query, int]:
    begun = place
    part, place = _one(tokens, place, text)
    said: list[str] = []
    within = 0
    while (near := _NEAR.match(_said(tokens, place))) is not None:
        other, place = _one(tokens, place + 1, text)
        for side in (part, other) if not said else (other,):
            if not (isinstance(side, Term) and side.field == "text"):
                raise _wrong(text, tokens[begun].start())
            said.append(side.value)
        within = max(within, int(near.group(1) or WITHIN))
    return (Near(" ".join(said), within) if said else part), place


def _one(tokens: list[re.Match[str]], place: int, text: str) -> tuple[Query, int]:
    if place >= len(tokens):
        raise _wrong(text, len(text))
    token = tokens[place]
    if token.group("open"):
        query, after = _either(tokens, place + 1, text)
        if after >= len(tokens) or not tokens[after].group("close"):
            raise _wrong(text, token.start())
        return query, after + 1
    if token.group("regex"):
        return Term("regex", token.group("regex")[1:-1]), place + 1
    if token.group("field"):
        value = token.group("said") if token.group("said") is not None else token.group("bare")
        if not value.strip():
            raise _wrong(text, token.start())
        return Term(token.group("field").casefold(), value), place + 1
    if token.group("phrase") and token.group("phrase").strip():
        return Term("text", token.group("phrase")), place + 1
    word = token.group("word") or ""
    if word in _NOT:
        query, after = _one(tokens, place + 1, text)
        return Without(query), after
    if not word or word in (*_AND, *_OR) or _NEAR.match(word) or word.endswith((":", "=")):
        raise _wrong(text, token.start())
    return Term("text", word), place + 1


def _terms(query: Query) -> Iterator[Term]:
    if isinstance(query, Term):
        yield query
    elif isinstance(query, Without):
        yield from _terms(query.part)
    elif isinstance(query, Both | Either):
        for part in query.parts:
            yield from _terms(part)


# Answering


def _units(view: StudyView, transcript: values.Transcript, kind: str) -> Iterator[Span]:
    turns = [turn for turn in view.turns_of.get(transcript.id, []) if turn.start < turn.end]
    whole = Span(0, transcript.characters)
    if kind == "segment":
        spans = {Span(one.start, one.end) for one in view.codings_in.get(transcript.id, ())}
        yield from sorted(spans)
    elif kind == "transcript":
        yield whole
    elif kind == "turn":
        yield from [Span(turn.start, turn.end) for turn in turns] or [whole]
    else:
        text = view.text(transcript.id)
        for span in [Span(turn.start, turn.end) for turn in turns] or [whole]:
            yield from sentence_spans(text, span.start, span.end)


def _holding(view: StudyView, transcript_id: str, units: list[Span], query: Query) -> set[int]:
    if isinstance(query, Both):
        return set.intersection(*(_holding(view, transcript_id, units, part) for part in query.parts))
    if isinstance(query, Either):
        return set.union(*(_holding(view, transcript_id, units, part) for part in query.parts))
    if isinstance(query, Without):
        return set(range(len(units))) - _holding(view, transcript_id, units, query.part)
    if isinstance(query, Near):
        return _touched(units, spans_of(view, transcript_id, query.words, "near", within=query.within))
    if query.field == "regex":
        return _touched(units, spans_of(view, transcript_id, query.value, "regex"))
    if query.field in ("text", "tekst"):
        return _touched(units, spans_of(view, transcript_id, query.value, "lemma"))
    coded = _coded(view, query)
    if coded is not None:
        mine = [one for one in view.codings_in.get(transcript_id, ()) if coded(one)]
        return _touched(units, (Span(one.start, one.end) for one in mine))
    if query.field in ("role", "spreker") and view.attribute_key(query.field) is None:
        turns = [turn for turn in view.turns_of.get(transcript_id, []) if turn.role == query.value.casefold()]
        return _touched(units, (Span(turn.start, turn.end) for turn in turns))
    fits = condition(view, {query.field: query.value})
    return {index for index, span in enumerate(units) if fits is None or fits(transcript_id, *span)}


def _coded(view: StudyView, term: Term) -> Callable[[values.Coding], bool] | None:
    """The test on a coding that the term asks for; None when it is not about codings."""
    if term.field in ("coder", "codeur"):
        coders = view.coder_ids(term.value)
        return lambda coding: coders is None or coding.coder_id in coders
    if term.field == "memo":
        part = folded(term.value)
        noted = {
            memo.target_id
            for memo in view.memos
            if memo.target_kind in ("coding", "segment") and part in folded(f"{memo.title} {memo.text}")
        }
        return lambda coding: coding.id in noted or coding.segment_id in noted
    if term.field not in ("code", "kernlabel"):
        return None
    named = _named(view, term)
    codes = set.union(*map(view.carrying, named)) if term.field == "kernlabel" else view.with_below(named)
    return lambda coding: coding.code_id in codes


def _named(view: StudyView, term: Term) -> list[str]:
    wanted = term.value.casefold()
    pool = view.kernlabels if term.field == "kernlabel" else view.codes
    found = [
        code.id
        for code in pool
        if wanted
        in [code.id, code.key.casefold(), code.number.casefold(), code.name.casefold(), view.paths[code.id].casefold()]
    ]
    if not found:
        from rapidfuzz import process

        near = [name for name, _score, _place in process.extract(term.value, [one.name for one in pool], limit=3)]
        raise NotFound(
            _("There is no such {what}.").format(what=_(term.field)),
            f"'{term.value}'",
            _("Nearest: {names}.").format(names="; ".join(near)),
        )
    return found


def _touched(units: list[Span], spans: Iterable[Span]) -> set[int]:
    """The units that overlap one of the spans; units are sorted by start."""
    starts = [unit.start for unit in units]
    longest = max((unit.length for unit in units), default=0)
    found: set[int] = set()
    for span in spans:
        first = bisect_left(starts, span.start - longest)
        last = bisect_right(starts, span.end - 1)
        found.update(index for index in range(first, last) if units[index].overlaps(span))
    return found
