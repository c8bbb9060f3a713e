"""What a key may cost in the whole workspace: rows of text, lines of what stands around it, bytes; never milliseconds."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from axial_study import settled

from qualcode.tui.app import QualcodeApp
from qualcode.tui.page import Page
from qualcode.tui.screens.workspace import WorkspaceScreen

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def _benchmark(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    spec = importlib.util.spec_from_file_location("bench_workspace", BENCHMARKS / "bench_workspace.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


async def test_a_key_draws_what_it_changed_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = _benchmark(monkeypatch)
    with bench.busy_study(tmp_path / "study", 4000, 120) as study:
        costs = {cost.name: cost for cost in await bench.measure(study, 16, 160)}
    for name in ("character", "word"):
        assert costs[name].rows <= 2 and costs[name].size <= 2000, name
    for name in ("line", "sentence"):
        assert costs[name].rows <= 43 and costs[name].size <= 9000, name
    for name in ("character", "word", "line", "sentence"):
        drawn = costs[name].drawn
        assert drawn["status"] <= 2 and drawn["keys"] <= 1 and drawn["details"] <= 1, name
        assert drawn["bar"] <= 5 and drawn["tree"] == 0, name
    page = costs["page down"]
    assert page.rows <= 43 and page.size <= 10_000 and page.drawn["bar"] <= 20
    put = costs["put in sight"]
    assert put.rows <= 12 and put.size <= 4000, "only the rows that carry the coding, and its count in the tree"
    assert put.drawn["tree"] <= 3 and put.drawn["bar"] <= 43 and put.drawn["details"] <= 1
    assert costs["undo"].rows <= 12


async def test_a_transcript_is_wrapped_once_when_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrapped: list[int] = []
    whole = Page.__init__

    def counted(self: Page, source: object, width: int) -> None:
        whole(self, source, width)  # type: ignore[arg-type]
        if self.source.text:
            wrapped.append(width)

    with _benchmark(monkeypatch).busy_study(tmp_path / "study", 400, 12) as study:
        app = QualcodeApp(study.path, study=study)
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            monkeypatch.setattr(Page, "__init__", counted)
            app.open_transcript(study.transcripts()[0].id)
            await settled(pilot)
            assert isinstance(app.screen, WorkspaceScreen)
            assert wrapped == [app.screen.pane.size.width]
