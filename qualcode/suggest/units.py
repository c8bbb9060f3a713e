"""The units of the ranking: stretches of one to a few sentences of one speaker, with sensible ends."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.language.sentences import sentence_spans
from qualcode.suggest.values import INTERVIEWER, UNKNOWN, Stretch, TurnLike
from qualcode.text import Span

ENOUGH_WORDS = 8
"""A sentence shorter than this goes with the next one of its turn ("Ja. Dat was fijn.")."""
LONGEST_SENTENCES = 3


def candidates(
    text: str,
    turns: Sequence[TurnLike] = (),
    sentences: Sequence[Span] | None = None,
    *,
    transcript_id: str = "",
    interviewer: bool = False,
) -> list[Stretch]:
    """The stretches that may be proposed, in order.

    Args:
        text: The transcript's text.
        turns: Its turns; without any, all text is one respondent's.
        sentences: Sentences to use in place of `sentence_spans`; those that cross a turn's end are cut there.
        transcript_id: Put into each stretch.
        interviewer: Whether the interviewer's words are wanted too.
    """
    if not turns:
        return [
            Stretch(transcript_id, a, b, 0, text[a:b], UNKNOWN)
            for a, b in _grouped(text, _within(text, 0, len(text), sentences))
        ]
    found: list[Stretch] = []
    for turn in turns:
        if turn.role == INTERVIEWER and not interviewer:
            continue
        for a, b in _grouped(text, _within(text, turn.start, turn.end, sentences)):
            found.append(Stretch(transcript_id, a, b, turn.number, text[a:b], turn.role))
    return found


def _within(text: str, start: int, end: int, sentences: Sequence[Span] | None) -> list[Span]:
    if sentences is None:
        return sentence_spans(text, start, end)
    turn = Span(start, end)
    cut = (turn.intersection(Span(*sentence)) for sentence in sentences)
    return [part for part in cut if part is not None and not text[part.start : part.end].isspace()]


def _grouped(text: str, sentences: Sequence[Span]) -> list[Span]:
    """Short sentences taken together with the next, the last short one with the one before."""
    groups: list[list[Span]] = []
    lengths: list[int] = []
    for sentence in sentences:
        length = len(text[sentence.start : sentence.end].split())
        if groups and lengths[-1] < ENOUGH_WORDS and len(groups[-1]) < LONGEST_SENTENCES:
            groups[-1].append(sentence)
            lengths[-1] += length
        else:
            groups.append([sentence])
            lengths.append(length)
    if len(groups) > 1 and lengths[-1] < ENOUGH_WORDS and len(groups[-2]) < LONGEST_SENTENCES:
        groups[-2].extend(groups.pop())
    return [Span(group[0].start, group[-1].end) for group in groups]
