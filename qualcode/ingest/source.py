"""The bytes of a file from outside, and the sentence for content that is not what was asked for."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import BadInput
from qualcode.i18n import N_, _
from qualcode.ingest.package import damaged, encrypted
from qualcode.ingest.sniff import TEXT

MAX_BYTES = 64 * 1024 * 1024
"""Size of file beyond which it is no transcript."""

CONTENT = {
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
}
"""What `sniff` says -> what a message calls it."""


def file_bytes(path: Path) -> bytes:
    """All bytes of the file.

    Raises:
        BadInput: when it is absent, a folder, empty, too large, or may not be read.
    """
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
        # A pipe would keep us waiting for ever.
        data = path.read_bytes() if path.is_file() else b""
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
        raise BadInput(_("The file is empty."), where=path.name, todo=_("Save it again and import that."))
    return data


def own_product(name: str) -> BadInput:
    """The error for a file that qualcode wrote itself."""
    return BadInput(
        _(
            "This file was written by qualcode: it is a product of a study, not an interview or a table of participants."
        ),
        where=name,
        todo=_(
            "Import the interviews themselves; a codebook comes back from a .yaml, .xlsx or .csv of 'qualcode codebook'."
        ),
    )


def content_refused(path: Path, content: str, todo: str) -> BadInput:
    """The error for a file whose content, by `sniff`, is not what its suffix promises.

    Args:
        path: The file.
        content: What `sniff` says.
        todo: What to do when nothing better is known.
    """
    if content == "encrypted":
        return encrypted(path.name)
    if content == "broken-zip":
        return damaged(path.name)
    if content == "doc":
        return BadInput(
            _("This is a document of Word 97–2003 (.doc), which cannot be read."),
            where=path.name,
            todo=_("Open it in Word or LibreOffice, save it as .docx and import that."),
        )
    if content == "binary":
        todo = _("Look whether it is the right file; a recording must be written out first.")
    return BadInput(
        _("The file is called {suffix} but is {instead}.").format(
            suffix=path.suffix.lower() or _("without a suffix"), instead=_(CONTENT.get(content, N_("something else")))
        ),
        where=path.name,
        todo=todo,
    )
