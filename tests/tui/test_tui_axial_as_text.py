"""The screens of axial and selective coding as text, at 80×24 and 120×40.

To take over what is drawn now: QUALCODE_GOLDENS=write pytest tests/tui/test_tui_axial_as_text.py, then look at the diff.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axial_study import Made, entered, press
from test_tui_screens_as_text import GOLDENS, SIZES, text_of

SCENES: dict[str, tuple[str, tuple[str, ...]]] = {
    "compare": ("compare", ("space", "down")),
    "compare-two": ("compare", ("b", "type:zelf bellen", "enter", "right")),
    "board": ("board", ("space", "right", "down")),
    "board-alike": ("board", ("f", "f", "f")),
    "kernlabels": ("kernlabels", ("down", "right", "down")),
    "kernlabels-network": ("kernlabels", ("down", "v", "v")),
    "progress": ("progress", ("down",)),
    "matrix": ("matrix", ("down", "right")),
    "matrix-cell": ("matrix", ("down", "right", "enter")),
    "history": ("history", ("down", "down")),
    "history-undo": ("history", ("down", "down", "b")),
    "memos": ("memos", ("down",)),
}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    one = Made(tmp_path / "s")
    yield one
    one.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", SCENES)
async def test_a_screen_shows_what_it_showed(made: Made, scene: str, size: str) -> None:
    name, keys = SCENES[scene]
    app = made.app()
    async with app.run_test(size=SIZES[size]) as pilot:
        await entered(pilot, name)
        await press(pilot, *keys)
        app.clear_notifications()
        await pilot.pause()
        shown = text_of(app)
    golden = GOLDENS / f"axial-{scene}-{size}.txt"
    if os.environ.get("QUALCODE_GOLDENS") == "write":
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
