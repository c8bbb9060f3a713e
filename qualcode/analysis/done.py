"""How far the coding is: per transcript and coder what is marked, how much is coded, and which share of the speech."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.analysis.view import StudyView
from qualcode.text import Span, merged


@dataclass(frozen=True, slots=True)
class Done:
    """One coder's work on one transcript."""

    transcript_id: str
    coder_id: str
    state: str
    """reading, coding or done as the coder marked it; "coding" when there are codings but no mark; empty when nothing."""
    codings: int
    codes: int
    """Distinct codes used."""
    share: float
    """Share of what respondents say that carries a code, 0 to 1; of the whole text where no turns are known."""
    reached: float
    """How far into the text the last coding ends, 0 to 1: where the coder is."""


def work_done(view: StudyView) -> list[Done]:
    """Every transcript by every coder, in the study's order, also where nothing was done."""
    marks = {(one.transcript_id, one.coder_id): one.state for one in view.progress}
    spans: dict[tuple[str, str], list[Span]] = {}
    codes: dict[tuple[str, str], set[str]] = {}
    counts: dict[tuple[str, str], int] = {}
    for coding in view.codings:
        key = (coding.transcript_id, coding.coder_id)
        spans.setdefault(key, []).append(Span(coding.start, coding.end))
        codes.setdefault(key, set()).add(coding.code_id)
        counts[key] = counts.get(key, 0) + 1
    result = []
    for transcript in view.transcripts:
        speech = _speech(view, transcript.id) or [Span(0, transcript.characters)]
        length = sum(span.length for span in speech)
        for coder in view.coders:
            key = (transcript.id, coder.id)
            covered = merged(spans.get(key, []))
            result.append(
                Done(
                    transcript.id,
                    coder.id,
                    marks.get(key) or ("coding" if key in counts else ""),
                    counts.get(key, 0),
                    len(codes.get(key, ())),
                    _common(covered, speech) / length if length else 0.0,
                    covered[-1].end / transcript.characters if covered and transcript.characters else 0.0,
                )
            )
    return result


def _speech(view: StudyView, transcript_id: str) -> list[Span]:
    """What respondents say; when no role is known, what everybody says."""
    turns = view.turns_of.get(transcript_id, [])
    theirs = [turn for turn in turns if turn.role == "respondent"] or turns
    return merged([Span(turn.start, turn.end) for turn in theirs if turn.start < turn.end])


def _common(first: list[Span], second: list[Span]) -> int:
    """Code points in both; each list is sorted and disjoint."""
    total = a = b = 0
    while a < len(first) and b < len(second):
        shared = first[a].intersection(second[b])
        total += shared.length if shared else 0
        if first[a].end < second[b].end:
            a += 1
        else:
            b += 1
    return total
