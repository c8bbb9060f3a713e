"""The main screens as text, line by line, at 80×24 and 120×40. They survive themes and Textual's upgrades.

To take over what is drawn now: QUALCODE_GOLDENS=write pytest tests/tui/test_tui_screens_as_text.py, then look at the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qualcode.store import Study
from qualcode.tui.app import QualcodeApp

GOLDENS = Path(__file__).parent / "goldens"
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
SCENES: dict[str, tuple[str, ...]] = {
    "home": (),
    "workspace": ("enter", "J", "s", "5", "n"),
    "picker": ("enter", "J", "s", "c", "v", "e"),
    "help": ("enter", "question_mark"),
    "memo": ("enter", "m"),
}


def text_of(app: QualcodeApp) -> str:
    """What stands on the screen, spaces at the ends of lines left out."""
    width, height = app.size
    lines = app.screen._compositor.render_strips(app.size)
    return "\n".join(strip.text[:width].rstrip() for strip in lines[:height]) + "\n"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", SCENES)
async def test_a_screen_shows_what_it_showed(study: Study, scene: str, size: str) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=SIZES[size]) as pilot:
        await pilot.pause()
        for key in SCENES[scene]:
            await pilot.press(key)
            await pilot.pause()
        app.clear_notifications()
        await pilot.pause()
        shown = text_of(app)
    golden = GOLDENS / f"{scene}-{size}.txt"
    if os.environ.get("QUALCODE_GOLDENS") == "write":
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
