"""Which reader takes which file: by its suffix, checked against its content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from qualcode.errors import BadInput
from qualcode.i18n import N_, _
from qualcode.ingest.document import Document
from qualcode.ingest.frontmatter import split_front_matter
from qualcode.ingest.package import encrypted
from qualcode.ingest.reading import Reading, shifted
from qualcode.ingest.roles import guessed_roles
from qualcode.ingest.sniff import TEXT, sniff
from qualcode.ingest.speakers import detect

MAX_BYTES = 64 * 1024 * 1024
"""Size of file beyond which it is no transcript."""
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
)

_CONTENT = {
    TEXT: N_("plain text"),
    "rtf": N_("Rich Text (.rtf)"),
    "html": N_("a web page (.html)"),
    "pdf": N_("a PDF (.pdf)"),
    "docx": N_("a Word document (.docx)"),
    "odt": N_("an OpenDocument text (.odt)"),
    "xlsx": N_("an Excel workbook (.xlsx)"),
    "zip": N_("a zip archive"),
    "ole": N_("an old Office file"),
    "binary": N_("no text at all"),
    "vtt": N_("WebVTT subtitles (.vtt)"),
}


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
    data = _bytes(path)
    reader = _reader_for(path, data)
    reading = reader.load()(data, path.name)
    attributes, begin = split_front_matter(reading.text, path.name)
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
    title = attributes.pop("title", "") or path.stem
    warnings = reading.warnings
    if reading.turns is None:
        found = detect(text, layout)
        turns, convention, confidence = found.turns, found.convention, found.confidence
        warnings = (*warnings, *found.warnings)
    else:
        turns, convention, confidence = reading.turns, reader.content, 1.0
    roles, certainty = guessed_roles(text, turns)
    return Document(
        title=title,
        text=text,
        turns=turns,
        roles=roles,
        convention=convention,
        attributes=attributes,
        warnings=warnings,
        source_name=path.name,
        source_hash=hashlib.sha256(data).hexdigest(),
        confidence=round(confidence * (0.6 + 0.4 * certainty), 2) if roles else confidence,
        layout=layout,
    )


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise BadInput(_("This is a folder, not a file."), where=path.name, todo=_("Name the files in it."))
        if size > MAX_BYTES:
            raise BadInput(
                _("The file is {size} MB; a transcript is never larger than {most} MB.").format(
                    size=size >> 20, most=MAX_BYTES >> 20
                ),
                where=path.name,
                todo=_("Take sound and pictures out of it, or split it."),
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise BadInput(
            _("There is no such file."), where=str(path), todo=_("Look at the name and the folder.")
        ) from error
    except OSError as error:
        raise BadInput(
            _("The file cannot be read: {reason}.").format(reason=error.strerror or type(error).__name__),
            where=path.name,
            todo=_("Look whether it is open in another program, and whether you may read it."),
        ) from error
    if not data.strip():
        raise BadInput(_("The file is empty."), where=path.name, todo=_("Save the transcript again and import that."))
    return data


def _reader_for(path: Path, data: bytes) -> Reader:
    """The reader by suffix, once the content is what that reader takes.

    Raises:
        BadInput: with what the file is instead, and what to do.
    """
    suffix = path.suffix.lower()
    content = sniff(data)
    by_suffix = next((reader for reader in READERS if suffix in reader.suffixes), None)
    if content == "encrypted":
        raise encrypted(path.name)
    if content == "doc":
        raise BadInput(
            _("This is a document of Word 97–2003 (.doc), which cannot be read."),
            where=path.name,
            todo=_("Open it in Word or LibreOffice, save it as .docx and import that."),
        )
    if content == "broken-zip":
        raise BadInput(
            _("The file is damaged or not complete."),
            where=path.name,
            todo=_("Copy it again from its source, or open it in a word processor and save it under a new name."),
        )
    if by_suffix is None:
        by_content = next((reader for reader in READERS if reader.content == content), None)
        if by_content is not None and not suffix:
            return by_content
        raise BadInput(
            _("Files of the kind {suffix} cannot be imported.").format(suffix=suffix or _("without a suffix")),
            where=path.name,
            todo=_("Save the transcript as one of: {suffixes}.").format(suffixes=" ".join(supported_suffixes())),
        )
    if content == by_suffix.content:
        return by_suffix
    instead = _(_CONTENT.get(content, N_("something else")))
    if content == "binary":
        todo = _("Look whether it is the right file; a recording must be written out first.")
    else:
        rival = next((reader for reader in READERS if reader.content == content), None)
        todo = (
            _("Give it the suffix {suffix} and import it again.").format(suffix=rival.suffixes[0])
            if rival
            else _("Open it in a word processor, save it as .docx and import that.")
        )
    raise BadInput(
        _("The file is called {suffix} but is {instead}.").format(suffix=suffix, instead=instead),
        where=path.name,
        todo=todo,
    )
