"""How the texts of a study are cut into the units that coders are compared on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from qualcode.agreement.intervals import cut_at_edges
from qualcode.agreement.values import SENTENCE, WORD, Pair, TranscriptUnits
from qualcode.errors import NotFound
from qualcode.i18n import _
from qualcode.store import Study, values
from qualcode.text import word_spans


def find_cut(study: Study, name: str) -> str:
    """The id of the coder, or else of the code, whose segments are the units.

    Raises:
        NotFound: when neither is called so.
    """
    from qualcode.coding import find_code, find_coder

    try:
        return find_coder(study, name).id
    except NotFound:
        pass
    try:
        return find_code(study, name).id
    except NotFound as error:
        raise NotFound(_("There is no coder and no code of this name."), f"'{name}'", error.todo) from None


def pre_cut(study: Study, cutter: str, visible: Mapping[str, Collection[str]]) -> dict[str, list[Pair]]:
    """By transcript the segments that were cut beforehand: disjoint, in order.

    Where segments overlap, each edge cuts: a segment inside another is a unit, and so is what is left on either side.

    Args:
        study: The open study.
        cutter: Id of the coder whose segments they are, or of the code that marks them, whoever put it.
        visible: By transcript the coders whose codings may be looked at.
    """
    found: dict[str, list[Pair]] = {}
    for one in study.codings():
        if cutter in (one.coder_id, one.code_id) and one.coder_id in visible.get(one.transcript_id, ()):
            found.setdefault(one.transcript_id, []).append((one.start, one.end))
    return {transcript: cut_at_edges(spans) for transcript, spans in found.items()}


def units_of(
    study: Study,
    transcripts: Sequence[values.Transcript],
    *,
    unit: str,
    words: bool = False,
    cut: Mapping[str, Sequence[Pair]] | None = None,
) -> list[TranscriptUnits]:
    """The transcripts with their turns, and with words and sentences where they are asked for.

    Args:
        study: The open study.
        transcripts: Which.
        unit: What is judged; texts are read only for words and sentences.
        words: Whether a tolerance asks for the words too.
        cut: By transcript the pre-cut segments, as `pre_cut` gives them; None when they are not asked for.
    """
    turns: dict[str, list[Pair]] = {}
    for turn in study.turns():
        if turn.start < turn.end:
            turns.setdefault(turn.transcript_id, []).append((turn.start, turn.end))
    with_words = words or unit == WORD
    found = []
    for transcript in transcripts:
        own = turns.get(transcript.id) or [(0, transcript.characters)]
        text = study.text(transcript.text_hash) if with_words or unit == SENTENCE else ""
        found.append(
            TranscriptUnits(
                transcript.id,
                transcript.characters,
                words=[(start, end) for start, end in word_spans(text)] if with_words else None,
                sentences=_sentences(text, own) if unit == SENTENCE else None,
                turns=own,
                segments=None if cut is None else cut.get(transcript.id, []),
            )
        )
    return found


def _sentences(text: str, turns: Iterable[Pair]) -> list[Pair]:
    from qualcode.language import sentence_spans

    return [(span[0], span[1]) for start, end in turns for span in sentence_spans(text, start, end)]
