"""Quotes: the words of segments with their code or kernlabel, their source as it is cited, and the memos on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.analysis.choosing import Condition, Where, condition
from qualcode.analysis.view import StudyView
from qualcode.store import values

_ENDED = (".", "!", "?", "…")
_OPENED = (*_ENDED, "\n", ":", ";", "")
_CLOSERS = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Quote:
    """One row of a quote table."""

    code: str
    """Path of the code; with a kernlabel, the codes on the segment on which it rests, joined by "; "."""
    words: str
    """The segment's words, letter by letter."""
    citation: str
    """"(Respondent 4, VP)"."""
    transcript: str
    transcript_id: str
    start: int
    end: int
    coder: str
    """Who coded it; several names, joined by ", ", when they put the same code on the same stretch."""
    participant: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    kernlabel: str = ""
    """"(2) Ouders …", when the quote stands for a kernlabel."""
    evidence: str = ""
    """What it does for the kernlabel: supports, best or deviant; empty when it comes from a code on which that rests."""
    turn: int | None = None
    """Number of the turn in which it begins."""
    role: str = ""
    """Role of that turn's speaker: interviewer, respondent or unknown."""
    memos: tuple[str, ...] = ()
    code_id: str = ""
    kernlabel_id: str = ""
    segment_id: str = ""
    coding_ids: tuple[str, ...] = ()

    @property
    def memo(self) -> str:
        """The memos as one text."""
        return "\n".join(self.memos)


def quotes(
    view: StudyView,
    *,
    codes: Sequence[str] = (),
    kernlabels: Sequence[str] = (),
    where: Where | None = None,
    coder: str | Iterable[str] | None = None,
    below: bool = True,
    each_coder: bool = False,
) -> list[Quote]:
    """The quotes of codes and kernlabels; of all codes when neither is named.

    Order: kernlabels first, by number, their best quotes before the others and the deviant ones last; then codes in tree
    order; within each, transcripts in the study's order and the place in the text. Equal studies give equal lists.

    Args:
        view: The study.
        codes: Ids of codes.
        kernlabels: Ids of kernlabels. Their quotes are the ones linked to them; a kernlabel without any takes the
            segments of the codes on which it rests.
        where: Conditions on participant or transcript, see `choosing.condition`.
        coder: Only these coders' work, by name or id.
        below: Whether segments of sub-codes come along.
        each_coder: Whether the same code on the same stretch by two coders is two rows instead of one.

    Raises:
        NotFound: for a coder or condition that fits nothing.
    """
    coder_ids = view.coder_ids(coder)
    fits = condition(view, where)
    chosen = [
        coding
        for coding in view.codings
        if (coder_ids is None or coding.coder_id in coder_ids)
        and (fits is None or fits(coding.transcript_id, coding.start, coding.end))
    ]
    found: list[Quote] = []
    wanted = set(kernlabels)
    for kernlabel in view.kernlabels:
        if kernlabel.id in wanted:
            found += _of_kernlabel(view, kernlabel, chosen, coder_ids, fits, each_coder=each_coder)
    if codes or not kernlabels:
        ids = (view.with_below(codes) if below else set(codes)) if codes else set(view.code_by_id)
        mine = [coding for coding in chosen if coding.code_id in ids]
        found += _of_codings(view, mine, each_coder=each_coder)
    return found


def quotes_of(view: StudyView, coding_ids: Iterable[str], *, each_coder: bool = False) -> list[Quote]:
    """The quotes of these codings, in the order of the code tree: what stands behind a cell of a matrix."""
    ids = set(coding_ids)
    return _of_codings(view, [coding for coding in view.codings if coding.id in ids], each_coder=each_coder)


def cut_at(view: StudyView, quote: Quote) -> tuple[bool, bool]:
    """Whether the quote begins, and whether it ends, inside a sentence: where a report writes (…)."""
    text = view.text(quote.transcript_id)
    turns = view.turns_of.get(quote.transcript_id, ())
    before = text[max(0, quote.start - 60) : quote.start].rstrip(" ").rstrip(_CLOSERS)[-1:]
    begins = before in _OPENED or any(turn.start == quote.start for turn in turns)
    after = text[quote.end : quote.end + 60].lstrip(" " + _CLOSERS)[:1]
    last = quote.words.rstrip(_CLOSERS)[-1:]
    ends = last in _ENDED or after in _ENDED or after in ("", "\n") or any(turn.end == quote.end for turn in turns)
    return not begins, not ends


def _of_codings(view: StudyView, codings: list[values.Coding], *, each_coder: bool) -> list[Quote]:
    rank, transcript_rank = view.code_rank, view.transcript_rank
    ordered = sorted(
        codings,
        key=lambda one: (rank[one.code_id], transcript_rank[one.transcript_id], one.start, one.end),
    )
    found: list[Quote] = []
    last_key: tuple[object, ...] | None = None
    for coding in ordered:
        key = (coding.code_id, coding.transcript_id, coding.start, coding.end)
        if key == last_key and not each_coder:
            found[-1] = _joined(found[-1], _from_coding(view, coding))
        else:
            found.append(_from_coding(view, coding))
        last_key = key
    return found


def _from_coding(view: StudyView, coding: values.Coding) -> Quote:
    memos = (
        *view.memo_texts.get(("coding", coding.id), ()),
        *view.memo_texts.get(("segment", coding.segment_id), ()),
    )
    quote = _at(view, coding.transcript_id, coding.start, coding.end, coding.words, coding.coder_id)
    return replace(
        quote,
        code=view.paths[coding.code_id],
        code_id=coding.code_id,
        memos=memos,
        segment_id=coding.segment_id,
        coding_ids=(coding.id,),
    )


def _at(view: StudyView, transcript_id: str, start: int, end: int, words: str, coder_id: str) -> Quote:
    place = view.place(transcript_id, start, end)
    person = place.participant
    return Quote(
        code="",
        words=words,
        citation=view.citation(transcript_id, person),
        transcript=view.transcript_by_id[transcript_id].name,
        transcript_id=transcript_id,
        start=start,
        end=end,
        coder=view.coder_by_id[coder_id].name,
        participant=person.name if person else "",
        attributes=person.attributes if person else {},
        turn=place.turn.number if place.turn else None,
        role=place.turn.role if place.turn else "",
    )


def _joined(first: Quote, second: Quote) -> Quote:
    coders = list(dict.fromkeys([*first.coder.split(", "), second.coder]))
    memos = tuple(dict.fromkeys([*first.memos, *second.memos]))
    return replace(first, coder=", ".join(coders), memos=memos, coding_ids=(*first.coding_ids, *second.coding_ids))


_EVIDENCE_ORDER = {"best": 0, "supports": 1, "deviant": 2}


def _of_kernlabel(
    view: StudyView,
    kernlabel: values.Code,
    chosen: list[values.Coding],
    coder_ids: frozenset[str] | None,
    fits: Condition | None,
    *,
    each_coder: bool,
) -> list[Quote]:
    basis = view.carrying(kernlabel.id)
    title = view.label(kernlabel.id)
    links = [
        link for link in view.evidence if link.kernlabel_id == kernlabel.id and link.segment_id in view.segment_by_id
    ]
    if not links:
        mine = [coding for coding in chosen if coding.code_id in basis]
        return [
            replace(quote, kernlabel=title, kernlabel_id=kernlabel.id)
            for quote in _of_codings(view, mine, each_coder=each_coder)
        ]
    found = []
    for link in links:
        segment = view.segment_by_id[link.segment_id]
        if coder_ids is not None and segment.coder_id not in coder_ids:
            continue
        if fits is not None and not fits(segment.transcript_id, segment.start, segment.end):
            continue
        found.append((link, segment))
    found.sort(
        key=lambda pair: (
            _EVIDENCE_ORDER[pair[0].kind],
            view.transcript_rank[pair[1].transcript_id],
            pair[1].start,
            pair[1].end,
        )
    )
    result: list[Quote] = []
    for link, segment in found:
        quote = _at(view, segment.transcript_id, segment.start, segment.end, segment.words, segment.coder_id)
        own = view.codings_on.get(segment.id, [])
        basis_codes = [coding for coding in own if coding.code_id in basis] or own
        notes = (link.note,) if link.note else ()
        memos = [text for coding in own for text in view.memo_texts.get(("coding", coding.id), ())]
        memos += view.memo_texts.get(("segment", segment.id), ())
        result.append(
            replace(
                quote,
                code="; ".join(dict.fromkeys(view.paths[coding.code_id] for coding in basis_codes)),
                code_id=basis_codes[0].code_id if basis_codes else "",
                kernlabel=title,
                kernlabel_id=kernlabel.id,
                evidence=link.kind,
                memos=(*notes, *dict.fromkeys(memos)),
                segment_id=segment.id,
                coding_ids=tuple(coding.id for coding in own),
            )
        )
    return result
