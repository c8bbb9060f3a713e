"""Agreement in an open study: its codings, units and done marks as `compare` takes them."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.agreement.values import Mark, TranscriptUnits
from qualcode.errors import Refused
from qualcode.i18n import _
from qualcode.store import Study, values
from qualcode.text import word_spans


def marks_of(study: Study, coder_ids: Sequence[str]) -> list[Mark]:
    """The codings of these coders; codes, coders and transcripts by their ids."""
    return [
        Mark(one.coder_id, one.transcript_id, one.code_id, one.start, one.end, one.id)
        for one in study.codings(coder_ids=coder_ids)
    ]


def units_of(study: Study, transcripts: Sequence[values.Transcript], *, unit: str) -> list[TranscriptUnits]:
    """The transcripts with their turns, and with words and sentences where `unit` asks for them."""
    from qualcode.language import sentence_spans

    turns: dict[str, list[values.Turn]] = {}
    for turn in study.turns():
        turns.setdefault(turn.transcript_id, []).append(turn)
    found = []
    for transcript in transcripts:
        text = study.text(transcript.text_hash)
        own = [(turn.start, turn.end) for turn in turns.get(transcript.id, []) if turn.start < turn.end]
        words = [tuple(span) for span in word_spans(text)] if unit == "word" else None
        sentences = None
        if unit == "sentence":
            stretches = own or [(0, len(text))]
            sentences = [tuple(span) for start, end in stretches for span in sentence_spans(text, start, end)]
        found.append(
            TranscriptUnits(
                transcript.id,
                transcript.characters,
                words=words,  # type: ignore[arg-type]
                sentences=sentences,  # type: ignore[arg-type]
                turns=own or [(0, transcript.characters)],
            )
        )
    return found


def done_by(study: Study, coder_ids: Sequence[str]) -> dict[str, set[str]]:
    """For each coder the transcripts marked as done."""
    found: dict[str, set[str]] = {coder_id: set() for coder_id in coder_ids}
    for mark in study.progress():
        if mark.state == "done" and mark.coder_id in found:
            found[mark.coder_id].add(mark.transcript_id)
    return found


def shared_done(study: Study, coder_ids: Sequence[str]) -> dict[str, set[str]]:
    """As `done_by`, when at least two coders have done the same transcript.

    Raises:
        Refused: when there is nothing to compare; what is not marked as done is missing, not "no code".
    """
    done = done_by(study, coder_ids)
    counts: dict[str, int] = {}
    for transcripts in done.values():
        for transcript_id in transcripts:
            counts[transcript_id] = counts.get(transcript_id, 0) + 1
    if not any(count > 1 for count in counts.values()):
        raise Refused(
            _("No transcript is marked as done by two of these coders."),
            todo=_("Let each coder mark what is done; or compare all that both have coded, with --all."),
        )
    return done


def coded_by(study: Study, coder_ids: Sequence[str]) -> dict[str, set[str]]:
    """For each coder the transcripts in which she has at least one coding, whatever is marked."""
    found: dict[str, set[str]] = {coder_id: set() for coder_id in coder_ids}
    for one in study.codings(coder_ids=coder_ids):
        found[one.coder_id].add(one.transcript_id)
    return found
