"""What a key may cost in the reading pane, in rows drawn and bytes written; never in milliseconds."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType


def _benchmark() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "bench_reading_pane.py"
    spec = importlib.util.spec_from_file_location("bench_reading_pane", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


async def test_a_cursor_key_draws_two_rows_and_a_page_no_more_than_the_screen() -> None:
    timings = {timing.name: timing for timing in await _benchmark().measure(keys=8, words=4000, codings=120)}
    for name in ("character", "word"):
        assert timings[name].rows <= 2, name
        assert timings[name].size <= 2000, name
    for name in ("line", "sentence"):
        assert timings[name].rows <= 42, name
    assert timings["page down"].rows <= 42
    assert timings["put a coding"].rows <= 42
    assert timings["open"].rows <= 120
