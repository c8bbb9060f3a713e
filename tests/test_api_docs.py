"""The notebook in docs/api.md does what it says."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "api.md"


def test_the_page_of_the_api_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    # A fence ends a block as an empty line does.
    text = PAGE.read_text("utf-8").replace("```python\n", "\n").replace("```\n", "\n")
    notebook = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    said: list[str] = []
    outcome = doctest.DocTestRunner(optionflags=doctest.REPORT_ONLY_FIRST_FAILURE).run(notebook, out=said.append)
    assert outcome.attempted > 30
    assert outcome.failed == 0, "".join(said)
