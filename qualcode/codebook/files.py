"""Codebooks as files: which format a suffix means, reading with one sentence for each mistake, writing whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from qualcode.codebook.mistakes import key_from, nearest
from qualcode.codebook.model import Codebook
from qualcode.errors import BadInput, NotFound, WrongUsage
from qualcode.i18n import _
from qualcode.shipped import shipped_folder

READABLE = (".yaml", ".yml", ".xlsx", ".csv")
WRITABLE = (".yaml", ".yml", ".xlsx", ".csv", ".md")
_LARGEST = 20 * 1024 * 1024


def shipped_codebooks() -> list[str]:
    """Names of the shipped codebooks, in alphabetical order.

    Raises:
        NotFound: the installation is not whole.
    """
    try:
        return sorted(path.stem for path in shipped_folder("codebooks").glob("*.yaml"))
    except FileNotFoundError as error:
        raise NotFound(_("The shipped codebooks are not there."), todo=_("Install qualcode again.")) from error


def load_codebook(name_or_path: str | Path) -> Codebook:
    """A shipped codebook by its name ("ivh-ouders"), or the codebook in a file.

    Raises:
        NotFound: no such name or file; names the three nearest shipped ones.
        BadInput: the file is no codebook, with the line of each mistake.
    """
    text = str(name_or_path)
    if isinstance(name_or_path, str) and text in shipped_codebooks():
        return read_codebook(shipped_folder("codebooks") / f"{text}.yaml")
    path = Path(name_or_path)
    if path.is_file():
        return read_codebook(path)
    if path.suffix.lower() in READABLE and path.stem not in shipped_codebooks():
        raise NotFound(_("There is no such file."), text, _("Check the name and the folder."))
    near = ", ".join(nearest(path.stem or text, shipped_codebooks()))
    raise NotFound(
        _("There is no codebook “{name}”.").format(name=text),
        todo=_("The nearest names are: {names}.").format(names=near),
    )


def read_codebook(path: str | Path) -> Codebook:
    """The codebook in a .yaml, .yml, .xlsx or .csv file.

    Raises:
        NotFound: there is no such file.
        BadInput: it cannot be used, with the line or row of each mistake; nothing is half read.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in READABLE:
        raise BadInput(
            _("A codebook cannot be read from a file of this kind."),
            path.name,
            _("Use one of: {suffixes}.").format(suffixes=", ".join(READABLE)),
        )
    content = _bytes_of(path)
    name = key_from(path.stem)
    if suffix == ".xlsx":
        from qualcode.codebook.sheets import from_xlsx

        return from_xlsx(content, path.name, name)
    text = _text_of(content, path.name)
    if suffix == ".csv":
        from qualcode.codebook.sheets import from_csv

        return from_csv(text, path.name, name)
    from qualcode.codebook.reading_yaml import from_yaml

    return from_yaml(text, path.name, name)


def write_codebook(codebook: Codebook, path: str | Path) -> Path:
    """Writes the codebook to a .yaml, .yml, .xlsx, .csv or .md file; the same codebook gives the same bytes.

    Returns:
        The path written.

    Raises:
        WrongUsage: the suffix is none of these.
        BadInput: the file cannot be written; what stood there is as it was.
    """
    path = Path(path)
    content = _content(codebook, path)
    try:
        handle, aside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(content)
            Path(aside).replace(path)
        except OSError:
            Path(aside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise BadInput(
            _("The file cannot be written: {problem}.").format(problem=error.strerror or type(error).__name__),
            str(path),
            _("Choose another folder, or close the file if another program has it open."),
        ) from error
    return path


def _content(codebook: Codebook, path: Path) -> bytes:
    suffix = path.suffix.lower()
    if suffix in (".yaml", ".yml"):
        from qualcode.codebook.writing_yaml import to_yaml

        return to_yaml(codebook).encode("utf-8")
    if suffix == ".md":
        from qualcode.codebook.markdown import to_markdown

        return to_markdown(codebook).encode("utf-8")
    if suffix in (".xlsx", ".csv"):
        from qualcode.codebook.sheets import to_csv, to_xlsx

        return to_xlsx(codebook) if suffix == ".xlsx" else to_csv(codebook)
    raise WrongUsage(
        _("A codebook cannot be written to a file of this kind."),
        path.name,
        _("Use one of: {suffixes}.").format(suffixes=", ".join(WRITABLE)),
    )


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_file() and path.stat().st_size > _LARGEST:
            raise BadInput(
                _("The file is too large to be a codebook."), path.name, _("Check that it is the right file.")
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(_("There is no such file."), str(path), _("Check the name and the folder.")) from error
    except OSError as error:
        raise BadInput(
            _("The file cannot be read: {problem}.").format(problem=error.strerror or type(error).__name__),
            path.name,
            _("Check that it is a file and that you may read it."),
        ) from error


def _text_of(content: bytes, where: str) -> str:
    if b"\0" in content[:4096]:
        raise BadInput(_("This is not a text file."), where, _("Save the codebook as plain text, encoded as UTF-8."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadInput(
            _("The file is not encoded as UTF-8."),
            f"{where}, {_('line')} {line}",
            _("Save it again in your editor as UTF-8 (in Excel: “CSV UTF-8”)."),
        ) from error
