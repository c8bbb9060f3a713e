"""The whole job inside the program alone, in a real terminal: a study made, an interview picked, looked over, set right and
imported, coded by keyboard, and its quotes exported to Word from the dialog. No other command is run but `qualcode`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from test_e2e_terminal import INTERVIEW, Terminal, code_a_sentence_twice

from qualcode.store import Study

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux, a real terminal")


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    with tempfile.TemporaryDirectory(prefix="q-") as folder:
        made = Terminal(folder)
        yield made
        made.stop()


def say(terminal: Terminal, asked: str, words: str) -> None:
    """Waits for a question and answers it."""
    terminal.see(asked)
    terminal.type(words)
    terminal.see(words)
    terminal.press("Enter")


def test_from_an_empty_folder_to_a_word_file_without_leaving_the_program(terminal: Terminal, tmp_path: Path) -> None:
    study, files = tmp_path / "study", tmp_path / "interviews"
    files.mkdir()
    (files / "ouder-01.txt").write_text(INTERVIEW, encoding="utf-8")

    # A study where there was none, with one of the shipped codebooks.
    terminal.start(study)
    terminal.see("There is no study in the folder")
    terminal.press("C-s")
    terminal.see("0 transcripts")
    terminal.press("i")
    terminal.see("transcripts · 0 files")
    terminal.press("b")
    terminal.see("Enter: this one")
    terminal.press("End", "Enter")
    terminal.see("22 new codes")

    # The interview is picked in its folder; its turns are seen before anything is stored.
    terminal.press("Left")
    terminal.see("study · 0 files")
    terminal.press("Left")
    terminal.see("interviews/")
    terminal.press("Up", "Enter")
    shown = terminal.see("4 turns")
    assert "Nou, via het consultatiebureau." in shown and "interviewer" in shown
    terminal.press("Space")
    terminal.see("1 marked")

    # Who speaks is said before it is stored: the respondent, and an attribute.
    terminal.press("p")
    say(terminal, "Respondent of ouder-01", "Respondent 1")
    terminal.see("Respondent: Respondent 1")
    terminal.press("A")
    say(terminal, "Attribute, as", "model: VP")
    terminal.see("Respondent: Respondent 1 (model: VP)")
    terminal.press("i")
    terminal.see("1 file imported")
    terminal.press("Enter")
    terminal.see_no_more("1 file imported")
    terminal.press("q")
    terminal.see("1 transcript ·")

    # Coded by keyboard: a new code on a sentence, an existing one on the same.
    terminal.press("Enter")
    terminal.see("consultatiebureau")
    code_a_sentence_twice(terminal)
    terminal.press("q")
    terminal.see("Enter Open")

    # The quotes to Word, from the dialog with its preview.
    terminal.press("x")
    terminal.see("2 quotes")
    terminal.press("C-s")
    terminal.see("Made:")
    terminal.press("q")
    terminal.gone()

    cells = [cell.text for row in Document(str(study / "exports" / "quotes.docx")).tables[0].rows for cell in row.cells]
    assert "“Die mevrouw zag het meteen.”" in cells
    assert any("(Respondent 1, VP)" in cell for cell in cells)
    with Study.open(study) as stored:
        assert {coding.words for coding in stored.codings()} == {"Die mevrouw zag het meteen."}
        assert len(stored.codings()) == 2 and stored.problems() == []
