"""What may be loaded before the first frame: nothing that takes half a second."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("sqlmodel", "sqlalchemy", "spacy", "numpy", "docx", "openpyxl", "rapidfuzz")


def test_the_app_is_imported_without_the_store_and_the_language_models() -> None:
    code = f"import sys, qualcode.tui.app; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_pure_core_needs_no_textual() -> None:
    code = "import sys, qualcode.tui.reading; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
