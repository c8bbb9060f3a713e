"""The whole text of a report, as a person reads it. Look at the difference before a golden is made anew:

python tests/exports/test_exports_goldens.py
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from pathlib import Path

import pytest
from exports_sample import sample_view

from qualcode.analysis import matrix, quotes
from qualcode.exports import write_codebook, write_kernlabels, write_matrix, write_quotes, write_report

GOLDENS = Path(__file__).parent / "goldens"


def _made(name: str, folder: Path) -> str:
    view = sample_view()
    target = folder / name
    if name == "report.md":
        write_report(view, target)
    elif name == "kernlabels.md":
        write_kernlabels(view, target, cut_marks=True)
    elif name == "quotes.md":
        write_quotes(view, quotes(view), target)
    elif name == "quotes.xml":
        return _body(write_quotes(view, quotes(view, kernlabels=["k1"]), folder / "q.docx"))
    elif name == "matrix.xml":
        return _body(write_matrix(view, matrix(view, "code", "model"), folder / "m.docx"))
    elif name == "codebook.xml":
        return _body(write_codebook(view, folder / "c.docx"))
    return target.read_text()


def _body(path: Path) -> str:
    """The document part, an element a line."""
    with zipfile.ZipFile(path) as package:
        return re.sub(r"(</w:p>|</w:tr>|</w:tblPr>|</w:tblGrid>)", r"\1\n", package.read("word/document.xml").decode())


NAMES = ("report.md", "kernlabels.md", "quotes.md", "quotes.xml", "matrix.xml", "codebook.xml")


@pytest.mark.parametrize("name", NAMES)
def test_a_document_reads_as_it_did(name: str, tmp_path: Path) -> None:
    assert _made(name, tmp_path) == (GOLDENS / name).read_text()


if __name__ == "__main__":
    from qualcode.i18n import set_language

    set_language("en")
    for one in NAMES:
        with tempfile.TemporaryDirectory() as scratch:
            (GOLDENS / one).write_text(_made(one, Path(scratch)))
