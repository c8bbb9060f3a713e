"""The house as DESIGN draws it: what `--help` loads, and that app.py stays small."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = ("textual", "spacy", "sqlmodel", "sqlalchemy", "numpy", "lxml", "openpyxl", "docx", "yaml", "simplemma")
"""Not pydantic: typer itself brings that with the first option it reads (60 ms)."""


def _loaded(program: str) -> set[str]:
    code = f"import sys\n{program}\nprint('\\n'.join(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ran.stdout.split("\n"))


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_loads_nothing_heavy(option: str) -> None:
    program = f"from qualcode.cli import main\ntry:\n    main(['{option}'])\nexcept SystemExit:\n    pass"
    assert _loaded(program) & set(HEAVY) == set()


@pytest.mark.parametrize(
    "package",
    ["qualcode", "qualcode.language", "qualcode.suggest", "qualcode.agreement", "qualcode.codebook", "qualcode.ingest"],
)
def test_a_package_costs_nothing_before_it_is_used(package: str) -> None:
    assert _loaded(f"import {package}") & set(HEAVY) == set()


def test_the_app_stays_small() -> None:
    app = ROOT / "qualcode" / "tui" / "app.py"
    assert len(app.read_text("utf-8").splitlines()) <= 400


def test_no_file_opens_a_connection() -> None:
    """Private by default: nothing in the program speaks to a network."""
    speaking = (
        "import socket",
        "import urllib",
        "import requests",
        "import http.client",
        "import httpx",
        "import aiohttp",
    )
    guilty = [
        str(file.relative_to(ROOT))
        for file in sorted((ROOT / "qualcode").rglob("*.py"))
        if any(line.strip().startswith(speaking) for line in file.read_text("utf-8").splitlines())
    ]
    assert guilty == []
