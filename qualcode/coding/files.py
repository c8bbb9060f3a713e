"""Importing files into a study: transcripts, participants' tables and codebooks, each file an act of its own.

A file that cannot be used is refused with a sentence; the others go in, and the study does not change by the bad one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qualcode.coding.codebooks import import_codebook
from qualcode.coding.transcripts import import_document, link_participants
from qualcode.errors import BadInput, QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.ingest.document import INTERVIEWER, RESPONDENT, Document
from qualcode.store import Study, values

TRANSCRIPTS, PARTICIPANTS, CODEBOOK = "transcript", "participants", "codebook"
TABLE_SUFFIXES = (".csv", ".tsv", ".xlsx")
CODEBOOK_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file."""

    file: Path
    what: str
    """transcript, participants or codebook; empty when it was refused."""
    summary: str = ""
    """One line for the user."""
    warnings: tuple[str, ...] = ()
    error: QualcodeError | None = None
    transcript: values.Transcript | None = None


def import_files(
    study: Study,
    files: Iterable[Path],
    *,
    kind: str | None = None,
    participant: str | None = None,
    attributes: Mapping[str, str] | None = None,
    roles: Mapping[str, str] | None = None,
    progress: Callable[[Imported], None] = lambda _one: None,
) -> list[Imported]:
    """Imports files one by one; transcripts first, so that tables of participants find them.

    Args:
        study: The open study.
        files: Any mix of transcripts, tables (participants or codebook) and codebooks.
        kind: Kind of the transcripts; None takes what the file says.
        participant: The respondent of the transcripts, when it is one.
        attributes: Of that participant.
        roles: Speaker label -> role, where the guess is wrong.
        progress: Is told of each file when it is done.
    """
    results = []
    for file in sorted(files, key=lambda one: one.suffix.lower() in TABLE_SUFFIXES):
        try:
            done = _import_one(study, file, kind, participant, attributes, roles)
        except QualcodeError as error:
            done = Imported(file, "", error=error)
        results.append(done)
        progress(done)
    return results


def _import_one(
    study: Study,
    file: Path,
    kind: str | None,
    participant: str | None,
    attributes: Mapping[str, str] | None,
    roles: Mapping[str, str] | None,
) -> Imported:
    suffix = file.suffix.lower()
    if suffix in CODEBOOK_SUFFIXES:
        return _import_codebook(study, file)
    if suffix in TABLE_SUFFIXES:
        try:
            return import_participants(study, file)
        except BadInput as not_participants:
            # A table may also be a codebook; when it is neither, the first sentence is the one to read.
            try:
                return _import_codebook(study, file)
            except BadInput:
                raise not_participants from None
    from qualcode.ingest import read_document

    document = read_document(file)
    if roles:
        document = _with_said_roles(document, roles)
    transcript = import_document(study, document, kind=kind, participant=participant, attributes=attributes)
    turns = ngettext("{n} turn", "{n} turns", len(document.turns)) if document.turns else _("no turns found")
    summary = _("{name}: {words} words, {turns}").format(name=transcript.name, words=transcript.words, turns=turns)
    if document.turns:
        # The guess is said where it can still be set right.
        asking = [label or "–" for label, role in document.roles.items() if role == INTERVIEWER]
        summary += f"; {_('interviewer')}: {', '.join(asking) or '?'}"
    return Imported(file, TRANSCRIPTS, summary, document.warnings, transcript=transcript)


def _with_said_roles(document: Document, roles: Mapping[str, str]) -> Document:
    """The roles that were said take the place of the guess: who else was taken for the interviewer answers after all."""
    from qualcode.ingest import with_roles

    here = {label: role for label, role in roles.items() if label in document.roles}
    if INTERVIEWER in here.values():
        guessed = [label for label, role in document.roles.items() if role == INTERVIEWER and label not in here]
        here |= dict.fromkeys(guessed, RESPONDENT)
    # When none of them speaks here, the first name is told as unknown, with the names there are.
    return with_roles(document, here or roles)


def import_transcript_file(study: Study, file: Path, *, kind: str | None = None) -> values.Transcript:
    """Reads and stores one transcript.

    Raises:
        BadInput: when the file cannot be read.
        Refused: when the study holds it already.
    """
    from qualcode.ingest import read_document

    return import_document(study, read_document(file), kind=kind)


def import_participants(study: Study, file: Path) -> Imported:
    """Links speakers to participants from a table (csv, xlsx): file, speaker, participant, and attributes.

    Raises:
        BadInput: when the table cannot be used, or names no transcript of the study.
    """
    from qualcode.ingest import read_participants
    from qualcode.ingest.frontmatter import KINDS

    table = read_participants(file)
    transcripts = study.transcripts()
    by_name = {one.source_name.casefold(): one.id for one in transcripts}
    by_name |= {Path(one.source_name).stem.casefold(): one.id for one in transcripts}
    by_name |= {one.name.casefold(): one.id for one in transcripts}
    links, unknown = [], []
    kinds: dict[str, str] = {}
    for row in table.rows:
        # The table may be made on Windows, with a folder before the name.
        named = PurePosixPath(row.file.replace("\\", "/").casefold())
        transcript_id = by_name.get(named.name) or by_name.get(named.stem)
        if transcript_id is None:
            unknown.append(row.file)
        else:
            attributes = dict(row.attributes)
            if kind := attributes.pop("kind", ""):
                kinds[transcript_id] = KINDS.get(kind.casefold(), kind)
            links.append((transcript_id, row.speaker or None, row.participant, attributes))
    if not links:
        raise BadInput(
            _("No row names a transcript of this study."),
            str(file),
            _("Import the transcripts first, under these names."),
        )
    found = link_participants(study, links, kinds)
    warnings = [*table.warnings]
    warnings += [_("{file} is not in the study").format(file=name) for name in dict.fromkeys(unknown)]
    if found < len(links):
        warnings.append(ngettext("{n} speaker was not found", "{n} speakers were not found", len(links) - found))
    summary = ngettext("{n} participant linked", "{n} participants linked", found)
    return Imported(file, PARTICIPANTS, f"{file.name}: {summary}", tuple(warnings))


def _import_codebook(study: Study, file: Path) -> Imported:
    from qualcode.codebook import read_codebook

    book = read_codebook(file)
    added = import_codebook(study, book)
    summary = _("{title}: {added} of {count} codes are new").format(title=book.title, added=len(added), count=len(book))
    return Imported(file, CODEBOOK, summary)
