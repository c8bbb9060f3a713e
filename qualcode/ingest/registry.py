"""Which reader takes which file: by its suffix, checked against its content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from qualcode.errors import BadInput
from qualcode.i18n import N_, _
from qualcode.ingest.document import Document
from qualcode.ingest.frontmatter import split_front_matter
from qualcode.ingest.reading import Reading, shifted
from qualcode.ingest.roles import guessed_roles
from qualcode.ingest.sniff import TEXT, sniff
from qualcode.ingest.source import content_refused, file_bytes
from qualcode.ingest.speakers import detect
from qualcode.text import one_line

MAX_CHARACTERS = 8_000_000
"""Length of text beyond which it is no interview: about 1.4 million words."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: its suffixes, the content it takes, and the function that reads it, named so that it loads late."""

    name: str
    suffixes: tuple[str, ...]
    content: str
    """What `sniff` must say of the bytes."""
    function: str
    """`module:function` of (bytes, file name) -> Reading."""

    def load(self) -> Callable[[bytes, str], Reading]:
        """The reading function itself."""
        module, _colon, function = self.function.partition(":")
        loaded: Callable[[bytes, str], Reading] = getattr(import_module(module), function)
        return loaded


READERS: tuple[Reader, ...] = (
    Reader(N_("plain text"), (".txt", ".text", ".md", ".markdown"), TEXT, "qualcode.ingest.plain:read_plain"),
    Reader(N_("Word"), (".docx", ".docm"), "docx", "qualcode.ingest.word:read_word"),
    Reader(N_("OpenDocument"), (".odt",), "odt", "qualcode.ingest.opendocument:read_opendocument"),
    Reader(N_("Rich Text"), (".rtf",), "rtf", "qualcode.ingest.richtext:read_richtext"),
    Reader(N_("PDF"), (".pdf",), "pdf", "qualcode.ingest.pdf:read_pdf"),
    Reader(N_("WebVTT subtitles"), (".vtt",), TEXT, "qualcode.ingest.subtitles:read_webvtt"),
    Reader(N_("SubRip subtitles"), (".srt",), TEXT, "qualcode.ingest.subtitles:read_subrip"),
)

_TOLD_BY_CONTENT = ("encrypted", "doc", "broken-zip")
"""Content that says more about what is wrong than the suffix does."""


def supported_suffixes() -> tuple[str, ...]:
    """The suffixes of the files that can be imported as transcripts, in the order of the formats."""
    return tuple(suffix for reader in READERS for suffix in reader.suffixes)


def read_document(path: Path | str) -> Document:
    """Reads a transcript: its text normalised, its turns found, its front matter taken as attributes.

    Args:
        path: A file in one of the `supported_suffixes`.

    Raises:
        BadInput: when the file is absent, empty, too large, damaged, locked with a password, or not what its suffix says.
    """
    path = Path(path)
    data = file_bytes(path)
    reader = _reader_for(path, data)
    reading = reader.load()(data, path.name)
    timed = reading.turns is not None or bool(reading.stamps)
    attributes, begin = ({}, 0) if timed else split_front_matter(reading.text, path.name)
    text = reading.text[begin:]
    if not text.strip():
        raise BadInput(
            _("The file holds no words."), where=path.name, todo=_("Look whether it is the right file and saved whole.")
        )
    if len(text) > MAX_CHARACTERS:
        raise BadInput(
            _("The text has {count} characters, more than any interview.").format(count=len(text)),
            where=path.name,
            todo=_("Split it in files of one interview each."),
        )
    layout = shifted(reading.layout, begin) if begin else reading.layout
    title = one_line(attributes.pop("title", "")) or one_line(path.stem) or "-"
    warnings = reading.warnings
    if reading.turns is None:
        found = detect(text, layout)
        turns, convention, confidence = found.turns, found.convention, found.confidence
        if reading.stamps:
            times = dict(reading.stamps)
            turns = tuple(replace(turn, stamp=times.get(turn.label_start, turn.stamp)) for turn in turns)
        warnings = (*warnings, *found.warnings)
    else:
        turns, convention, confidence = reading.turns, "voices", 1.0
    roles, certainty = guessed_roles(text, turns)
    return Document(
        title=title,
        text=text,
        turns=turns,
        roles=roles,
        convention=convention,
        attributes=attributes,
        warnings=warnings,
        source_name=one_line(path.name),
        source_hash=hashlib.sha256(data).hexdigest(),
        confidence=round(confidence * (0.6 + 0.4 * certainty), 2) if roles else confidence,
        layout=layout,
    )


def _reader_for(path: Path, data: bytes) -> Reader:
    """The reader by suffix, once the content is what that reader takes.

    Raises:
        BadInput: with what the file is instead, and what to do.
    """
    suffix = path.suffix.lower()
    content = sniff(data)
    by_suffix = next((reader for reader in READERS if suffix in reader.suffixes), None)
    by_content = next((reader for reader in READERS if reader.content == content), None)
    if by_suffix is not None and content == by_suffix.content:
        return by_suffix
    if not suffix and by_content is not None:
        return by_content
    if by_suffix is None and content not in _TOLD_BY_CONTENT:
        raise BadInput(
            _("Files of the kind {suffix} cannot be imported.").format(suffix=suffix or _("without a suffix")),
            where=path.name,
            todo=_("Save the transcript as one of: {suffixes}.").format(suffixes=" ".join(supported_suffixes())),
        )
    if by_content is not None:
        todo = _("Give it the suffix {suffix} and import it again.").format(suffix=by_content.suffixes[0])
    else:
        todo = _("Open it in a word processor, save it as .docx and import that.")
    raise content_refused(path, content, todo)
