"""A file as the import screen holds it before it is stored: what was found in it, and what the coder set right."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import BadInput, QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.ingest.document import RESPONDENT, Document
from qualcode.tui.naming import natural

if TYPE_CHECKING:
    from qualcode.coding import Imported
    from qualcode.store import Study

TRANSCRIPT, PARTICIPANTS, CODEBOOK, REFUSED = "transcript", "participants", "codebook", "refused"
TABLES = (".csv", ".tsv", ".xlsx")
CODEBOOKS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Draft:
    """One file, read and not yet stored."""

    path: Path
    what: str
    """transcript, participants, codebook, or refused."""
    document: Document | None = None
    """Of a transcript: as read, corrected or not."""
    name: str = ""
    """What the transcript will be called."""
    kind: str = ""
    participant: str = ""
    """Who answers in it; empty when nobody said so."""
    attributes: dict[str, str] = field(default_factory=dict)
    """Of that participant."""
    people: dict[str, str] = field(default_factory=dict)
    """Speaker label -> participant, where a transcript has several."""
    known: str = ""
    """The transcript of the study that holds this text already."""
    about: str = ""
    """A table or codebook in a line."""
    lines: tuple[str, ...] = ()
    """The first of what is in a table or codebook."""
    error: QualcodeError | None = None
    changed: bool = False
    """Whether the coder set something right."""


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """One folder or file to choose."""

    path: Path
    folder: bool
    size: int = 0
    """Bytes."""
    inside: bool = False
    """Whether the study has a transcript of this file name."""


@dataclass(frozen=True, slots=True)
class FolderView:
    """A folder: the folders in it, then the files that can be imported."""

    folder: Path
    entries: tuple[FolderEntry, ...]
    others: int
    """Files of other kinds, which are left out."""


def suffixes() -> tuple[str, ...]:
    """Every suffix that can be imported."""
    from qualcode.ingest import supported_suffixes

    return (*supported_suffixes(), *TABLES, *CODEBOOKS)


def folder_view(study: Study, folder: Path) -> FolderView:
    """What can be chosen in a folder.

    Raises:
        BadInput: when the folder is gone or may not be read.
    """
    wanted = suffixes()
    names = {one.source_name for one in study.transcripts()}
    folders, files, others = [], [], 0
    try:
        for path in folder.iterdir():
            if path.name.startswith("."):
                continue
            if path.is_dir():
                folders.append(FolderEntry(path, folder=True))
            elif path.suffix.lower() in wanted:
                files.append(FolderEntry(path, False, path.stat().st_size, path.name in names))
            else:
                others += 1
    except OSError as error:
        raise BadInput(
            _("The folder cannot be read: {reason}.").format(reason=error.strerror or type(error).__name__),
            str(folder),
            _("Choose another folder."),
        ) from error
    entries = [*_in_order(folders), *_in_order(files)]
    return FolderView(folder, tuple(entries), others)


def _in_order(entries: list[FolderEntry]) -> list[FolderEntry]:
    return sorted(entries, key=lambda entry: natural(entry.path.name))


def pasted_paths(line: str, folder: Path) -> list[Path]:
    """The paths in a line that was typed, pasted or dropped: quoted where they hold spaces, or one path as it stands.

    Raises:
        BadInput: when one of them is not there.
    """
    whole = _at(line.strip().strip("'\""), folder)
    if whole.exists():
        return [whole]
    try:
        words = shlex.split(line)
    except ValueError:
        words = [line.strip()]
    paths = [_at(word, folder) for word in words]
    for path in paths:
        if not path.exists():
            raise BadInput(_("There is no such file or folder."), str(path), _("Look at the name and the folder."))
    return paths


def _at(word: str, folder: Path) -> Path:
    word = word.removeprefix("file://")
    return (folder / Path(word).expanduser()).resolve() if word else folder


def read_draft(path: Path, study: Study) -> Draft:
    """Reads a file; what is wrong with it stands in the draft."""
    try:
        suffix = path.suffix.lower()
        if suffix in CODEBOOKS:
            return _codebook_draft(path)
        if suffix in TABLES:
            return _table_draft(path)
        return _transcript_draft(path, study)
    except QualcodeError as error:
        return Draft(path, REFUSED, error=error)


def _codebook_draft(path: Path) -> Draft:
    from qualcode.codebook import read_codebook

    book = read_codebook(path)
    about = f"{book.title}: " + ngettext("{n} code", "{n} codes", len(book))
    lines = tuple(f"{code.number or ''} {code.name}".strip() for code in book.children(None))
    return Draft(path, CODEBOOK, name=book.title, about=about, lines=lines)


def _table_draft(path: Path) -> Draft:
    from qualcode.ingest import read_participants

    try:
        table = read_participants(path)
    except BadInput as not_participants:
        # A table may also be a codebook; when it is neither, the first sentence is the one to read.
        if path.suffix.lower() == ".tsv":
            raise
        try:
            return _codebook_draft(path)
        except QualcodeError:
            raise not_participants from None
    people = len({row.participant for row in table})
    about = ngettext("{n} respondent", "{n} respondents", people)
    lines = tuple(
        f"{row.file}: " + ", ".join(filter(None, (row.speaker, row.participant, *row.attributes.values())))
        for row in table
    )
    return Draft(path, PARTICIPANTS, about=about, lines=lines)


def _transcript_draft(path: Path, study: Study) -> Draft:
    from qualcode.coding import TRANSCRIPT_KEYS, known_transcript
    from qualcode.ingest import read_document

    document = read_document(path)
    known = known_transcript(study, document)
    about = document.attributes
    return Draft(
        path,
        TRANSCRIPT,
        document,
        name=document.title,
        kind=about.get("kind") or "parent",
        participant=about.get("participant", ""),
        attributes={key: value for key, value in about.items() if key not in TRANSCRIPT_KEYS},
        known=known.name if known else "",
    )


def corrected(draft: Draft, act: Callable[[Document], Document]) -> Draft:
    """The draft with its document set right; participants stay with the speakers that are still there.

    Raises:
        NotFound, Refused: as the correction does.
    """
    if draft.document is None:
        return draft
    document = act(draft.document)
    people = {label: who for label, who in draft.people.items() if label in document.roles}
    return replace(draft, document=document, people=people, changed=True)


def renamed(draft: Draft, label: str, name: str) -> Draft:
    """The draft with a speaker called otherwise, who keeps her participant."""
    from qualcode.ingest import rename_speaker

    after = corrected(draft, lambda document: rename_speaker(document, label, name))
    who = draft.people.get(label)
    new = " ".join(name.split())
    return replace(after, people={new: who, **after.people}) if who else after


def in_order(paths: Sequence[Path]) -> list[Path]:
    """Transcripts and codebooks before tables, which say who speaks in them; otherwise as they were."""
    return sorted(paths, key=lambda path: path.suffix.lower() in TABLES)


def store_drafts(
    study: Study,
    drafts: Iterable[Draft],
    *,
    told: Callable[[Imported], None] = lambda _one: None,
    stopped: Callable[[], bool] = lambda: False,
) -> list[Imported]:
    """Stores what was chosen, each file an act of its own; a refused file keeps none back.

    Args:
        study: The open study.
        drafts: As read and set right; a file may be read when its turn comes.
        told: Is told of each when it is done.
        stopped: Asked before each file; true leaves the rest as it is.
    """
    results = []
    for draft in drafts:
        if stopped():
            break
        done = _store(study, draft)
        results.append(done)
        told(done)
    return results


def _store(study: Study, draft: Draft) -> Imported:
    from qualcode.coding import Imported, import_files

    if draft.error is not None:
        return Imported(draft.path, "", error=draft.error)
    if draft.document is None:
        return import_files(study, [draft.path])[0]
    try:
        return _store_transcript(study, draft, draft.document)
    except QualcodeError as error:
        return Imported(draft.path, "", error=error)


def _store_transcript(study: Study, draft: Draft, document: Document) -> Imported:
    from qualcode.coding import TRANSCRIPT_KEYS, Imported, import_document

    own = {key: value for key, value in document.attributes.items() if key in TRANSCRIPT_KEYS - {"participant"}}
    transcript = import_document(
        study,
        replace(document, attributes=own),
        kind=draft.kind or None,
        name=draft.name or None,
        participant=draft.participant or None,
        attributes=draft.attributes,
        speakers=_speakers(draft, document),
    )
    turns = ngettext("{n} turn", "{n} turns", len(document.turns)) if document.turns else _("no turns found")
    summary = _("{name}: {words} words, {turns}").format(name=transcript.name, words=transcript.words, turns=turns)
    return Imported(draft.path, TRANSCRIPT, summary, document.warnings, transcript=transcript)


def _speakers(draft: Draft, document: Document) -> dict[str, tuple[str, dict[str, str]]] | None:
    """Who each respondent is, where that was said of one of them; None leaves it to the one participant."""
    if not draft.people:
        return None
    found = {}
    for label, role in document.roles.items():
        if who := draft.people.get(label):
            found[label] = (who, draft.attributes if who == draft.participant else {})
        elif role == RESPONDENT and draft.participant:
            found[label] = (draft.participant, draft.attributes)
    return found


def outcome(results: Iterable[Imported]) -> list[str]:
    """What became of each file, in lines for the report."""
    lines = []
    for one in results:
        if one.error is not None:
            said = str(one.error)
            lines.append("✗ " + (said if one.file.name in said else f"{one.file.name}: {said}"))
            continue
        lines.append(f"✓ {one.summary}")
        lines += [f"    {warning}" for warning in one.warnings]
    return lines


def still_known(draft: Draft, study: Study) -> Draft:
    """The draft, with which transcript of the study holds it now."""
    if draft.document is None:
        return draft
    from qualcode.coding import known_transcript

    known = known_transcript(study, draft.document)
    return replace(draft, known=known.name if known else "")
