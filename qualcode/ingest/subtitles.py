"""Subtitles as recorders and meeting programs write them: WebVTT (W3C) and SubRip (.srt), with voices and times."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from qualcode.errors import BadInput
from qualcode.i18n import _
from qualcode.ingest.conventions.base import seconds
from qualcode.ingest.document import Turn
from qualcode.ingest.plain import decoded, noticed
from qualcode.ingest.reading import Reading
from qualcode.text import normalise

_TIMING = re.compile(
    r"\s*(?P<from>(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*(?P<to>(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})(?:\s.*)?"
)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+(?P<name>[^>]+)>")
_TAG = re.compile(r"</?(?:v|c|i|b|u|lang|ruby|rt|font)(?:[.\s][^>]*)?>|<(?:\d+:)?\d{2}:\d{2}\.\d{3}>|\{\\[^}]*\}", re.I)
_PAUSE = 1.5
"""Seconds of silence after which words without a voice begin on a new line."""


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float
    end: float
    voice: str
    words: str


def read_webvtt(data: bytes, name: str) -> Reading:
    """The words of a WebVTT file, one paragraph a voice.

    Raises:
        BadInput: when it is no WebVTT.
    """
    raw, warnings = decoded(data, name)
    if not raw.lstrip("\ufeff\n\r ").startswith("WEBVTT"):
        raise BadInput(
            _("The file is called .vtt but does not begin with WEBVTT."),
            where=name,
            todo=_("Export the subtitles again, or rename the file to .txt to import it as text."),
        )
    return _reading(raw, name, warnings)


def read_subrip(data: bytes, name: str) -> Reading:
    """The words of a SubRip file, one line a stretch of speech.

    Raises:
        BadInput: when it has no times in it.
    """
    raw, warnings = decoded(data, name)
    return _reading(raw, name, warnings)


def _reading(raw: str, name: str, warnings: tuple[str, ...]) -> Reading:
    cues = _cues(normalise(raw))
    if not cues:
        raise BadInput(
            _("The file has no subtitles with a time in it."),
            where=name,
            todo=_("Export the subtitles again, or rename the file to .txt to import it as text."),
        )
    warnings = (*warnings, *noticed(raw))
    if any(cue.voice for cue in cues):
        text, turns = _by_voice(cues)
        return Reading(text, warnings=warnings, turns=turns)
    text, stamps = _by_line(cues)
    return Reading(text, warnings=warnings, stamps=stamps)


def _cues(text: str) -> list[_Cue]:
    """The cues in order; each voice inside one is a cue of its own. Notes, styles and numbers are passed over."""
    cues: list[_Cue] = []
    for block in re.split(r"\n[ ]*\n", text):
        lines = block.strip("\n").split("\n")
        at = next((number for number, line in enumerate(lines[:3]) if _TIMING.fullmatch(line)), None)
        timing = _TIMING.fullmatch(lines[at]) if at is not None else None
        if at is None or timing is None or lines[0].startswith(("NOTE", "STYLE")):
            continue
        start, end = seconds(timing["from"]) or 0.0, seconds(timing["to"]) or 0.0
        payload = " ".join(line.strip() for line in lines[at + 1 :])
        pieces = _VOICE.split(payload)
        for voice, words in zip(["", *pieces[1::2]], pieces[::2], strict=True):
            spoken = normalise(html.unescape(_TAG.sub("", words))).strip()
            if spoken:
                cues.append(_Cue(start, end, " ".join(normalise(html.unescape(voice)).split()), spoken))
    return cues


def _by_voice(cues: list[_Cue]) -> tuple[str, tuple[Turn, ...]]:
    """One paragraph and one turn for what a voice says on end: `Name: words`; words without a voice belong to nobody."""
    text, turns, last = "", list[Turn](), ""
    for cue in cues:
        if turns and cue.voice == last and cue.voice:
            text += f" {cue.words}"
            turns[-1] = Turn(turns[-1].label_start, turns[-1].start, len(text), cue.voice, turns[-1].stamp)
        else:
            text += "\n" if text else ""
            label_start = len(text)
            text += f"{cue.voice}: " if cue.voice else ""
            start = len(text)
            text += cue.words
            if cue.voice:
                turns.append(Turn(label_start, start, len(text), cue.voice, cue.start))
        last = cue.voice
    return text, tuple(turns)


def _by_line(cues: list[_Cue]) -> tuple[str, tuple[tuple[int, float], ...]]:
    """A line for each stretch of speech, and where lines begin in time; a label before a colon begins a line as well."""
    labelled = sum(bool(re.match(r"(?:-\s*)?[^\W\d_][^:?!,]{0,40}:\s", cue.words)) for cue in cues) >= 2
    text, stamps, last = "", list[tuple[int, float]](), 0.0
    for cue in cues:
        fresh = not text or labelled or cue.start - last > _PAUSE or cue.words.startswith("-")
        text += "" if not text else "\n" if fresh else " "
        if fresh:
            stamps.append((len(text), cue.start))
        text += cue.words
        last = cue.end
    return text, tuple(stamps)
