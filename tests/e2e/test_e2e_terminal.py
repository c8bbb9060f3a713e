"""The program in a real terminal: a transcript imported, coded by keyboard, and exported to Word."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

PROGRAM = [sys.executable, "-m", "qualcode"]
INTERVIEW = """I: Hoe bent u bij Vroeghulp terechtgekomen?
R: Nou, via het consultatiebureau. Die mevrouw zag het meteen. Maar daarna moesten we zeven maanden wachten.
I: En hoe was dat?
R: Ja, dat was lang. Je zit maar te wachten.
"""

LOOKS = 20_000
"""How often the screen is looked at before the test gives up: a minute or more, for a machine that does much else."""

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux, a real terminal")


class Terminal:
    """A tmux session of its own server, 120 × 40."""

    def __init__(self, folder: str) -> None:
        self._socket = Path(folder, "tmux.sock")
        self._environment = {**os.environ, "QUALCODE_CODER": "Anouk", "QUALCODE_LANG": "en", "TERM": "xterm-256color"}

    def _tmux(self, *words: str) -> str:
        command = ["tmux", "-S", str(self._socket), "-f", os.devnull, *words]
        return subprocess.run(command, env=self._environment, check=True, capture_output=True, text=True).stdout

    def start(self, study: Path) -> None:
        command = shlex.join([*PROGRAM, "--study", str(study)])
        self._tmux("new-session", "-d", "-s", "q", "-x", "120", "-y", "40", command)

    def press(self, *keys: str) -> None:
        """Keys by tmux's names."""
        self._tmux("send-keys", "-t", "q", *keys)

    def type(self, words: str) -> None:
        """Letters as they are."""
        self._tmux("send-keys", "-t", "q", "-l", words)

    def screen(self) -> str:
        return self._tmux("capture-pane", "-p", "-t", "q")

    def see(self, words: str) -> str:
        """Looks until the words are on the screen; gives the screen."""
        shown = ""
        for _look in range(LOOKS):
            shown = self.screen()
            if words in shown:
                return shown
        raise AssertionError(f"{words!r} did not come on the screen:\n{shown}")

    def see_no_more(self, words: str) -> None:
        """Looks until the words have left the screen."""
        for _look in range(LOOKS):
            if words not in self.screen():
                return
        raise AssertionError(f"{words!r} stayed on the screen:\n{self.screen()}")

    def gone(self) -> None:
        """Looks until the program has ended."""
        for _look in range(LOOKS):
            command = ["tmux", "-S", str(self._socket), "has-session", "-t", "q"]
            if subprocess.run(command, env=self._environment, check=False, capture_output=True).returncode:
                return
        raise AssertionError("the program did not end")

    def stop(self) -> None:
        command = ["tmux", "-S", str(self._socket), "kill-server"]
        subprocess.run(command, env=self._environment, check=False, capture_output=True)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    # Not the test's own folder: the path of a socket may have no more than some hundred bytes.
    with tempfile.TemporaryDirectory(prefix="q-") as folder:
        made = Terminal(folder)
        yield made
        made.stop()


def qualcode(*words: str) -> str:
    """Runs a command as a user does; gives what it printed."""
    environment = {**os.environ, "QUALCODE_CODER": "Anouk", "QUALCODE_LANG": "en"}
    return subprocess.run([*PROGRAM, *words], env=environment, check=True, capture_output=True, text=True).stdout


def code_a_sentence_twice(terminal: Terminal) -> None:
    """To the first answer, its second sentence; a new code; the same sentence gets an existing one."""
    terminal.press("J", ")", "s")
    terminal.see("selected")
    terminal.press("c")
    terminal.see("Enter: this one")
    terminal.type("meteen gezien")
    terminal.see("meteen gezien")
    terminal.press("C-o")
    terminal.see("codes: meteen gezien")
    terminal.press("c")
    terminal.see("Enter: this one")
    terminal.type("bekendheid")
    terminal.press("Enter")
    terminal.see("codes: meteen gezien, Bekendheid")


def test_from_import_to_word_by_keyboard(terminal: Terminal, tmp_path: Path) -> None:
    study, file = tmp_path / "study", tmp_path / "ouder-01.txt"
    file.write_text(INTERVIEW, encoding="utf-8")
    qualcode("init", str(study), "--codebook", "quickscan")
    qualcode("import", str(file), "--study", str(study), "--participant", "Respondent 1", "--set", "model=VP")

    terminal.start(study)
    terminal.see("ouder-01")
    terminal.press("Enter")
    terminal.see("consultatiebureau")
    code_a_sentence_twice(terminal)

    codings = json.loads(qualcode("codings", "--json", "--study", str(study)))
    assert {one["code"] for one in codings} >= {"meteen gezien"} and len(codings) == 2
    assert {one["words"] for one in codings} == {"Die mevrouw zag het meteen."}

    terminal.press("u")
    terminal.see("put '")
    assert len(json.loads(qualcode("codings", "--json", "--study", str(study)))) == 1
    terminal.press("U")
    terminal.press("q")
    terminal.see("Enter Open")
    terminal.press("q")
    terminal.gone()
    assert len(json.loads(qualcode("codings", "--json", "--study", str(study)))) == 2

    target = tmp_path / "citaten.docx"
    qualcode("quotes", "--to", str(target), "--study", str(study))
    cells = [cell.text for row in Document(str(target)).tables[0].rows for cell in row.cells]
    assert "“Die mevrouw zag het meteen.”" in cells
    assert any("(Respondent 1, VP)" in cell for cell in cells)
    assert "All is well" in qualcode("check", "--study", str(study))


def test_a_closed_terminal_loses_nothing(terminal: Terminal, tmp_path: Path) -> None:
    study, file = tmp_path / "study", tmp_path / "ouder-01.txt"
    file.write_text(INTERVIEW, encoding="utf-8")
    qualcode("init", str(study))
    qualcode("import", str(file), "--study", str(study))
    terminal.start(study)
    terminal.see("ouder-01")
    terminal.press("Enter")
    terminal.see("consultatiebureau")
    terminal.press("J", ")", "s", "i")
    terminal.see("codes: Die mevrouw zag het meteen.")
    terminal.stop()
    codings = json.loads(qualcode("codings", "--json", "--study", str(study)))
    assert len(codings) == 1
    assert "All is well" in qualcode("check", "--study", str(study))
