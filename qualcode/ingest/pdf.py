"""PDF: the words as printed, line by line. The library that reads it (pypdf) is asked for only when a PDF comes."""

from __future__ import annotations

import io
import logging
from importlib import import_module
from typing import Any

from qualcode.errors import BadInput
from qualcode.i18n import _
from qualcode.ingest.package import encrypted
from qualcode.ingest.plain import noticed
from qualcode.ingest.reading import Reading
from qualcode.text import normalise


def read_pdf(data: bytes, name: str) -> Reading:
    """The text of a PDF, one line a printed line, with a warning that a PDF knows no paragraphs.

    Raises:
        BadInput: when pypdf is not installed, and for a file that is damaged, locked or holds only pictures of pages.
    """
    pypdf = _library(name)
    # What pypdf logs about a damaged file is told by the error here, in one sentence.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise encrypted(name)
        pages = [page.extract_text() or "" for page in document.pages]
    except (
        pypdf.errors.PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
    ) as error:
        # pypdf meets a damaged object with whatever Python raises there.
        raise BadInput(
            _("The PDF is damaged, or written in a way that cannot be read."),
            where=name,
            todo=_("Open it in a reader, print it to a new PDF, or better: import the document it was made from."),
        ) from error
    raw = "\n".join(page.strip("\n") for page in pages)
    if not raw.strip():
        raise BadInput(
            _("The PDF holds pictures of pages, not words."),
            where=name,
            todo=_("Have the text recognised first, and save it as .docx or .txt."),
        )
    warning = _(
        "A PDF knows lines, not paragraphs, and its headers and page numbers are among the words: "
        "import the Word or text file it was made from if there is one."
    )
    return Reading(text=normalise(raw), warnings=(warning, *noticed(raw)))


def _library(name: str) -> Any:
    try:
        import_module("pypdf.errors")
        return import_module("pypdf")
    except ImportError as error:
        raise BadInput(
            _("To read a PDF, qualcode needs the package pypdf, which is not installed."),
            where=name,
            todo=_("Install it with: pip install pypdf. Or save the transcript as .docx or .txt."),
        ) from error
