"""The main screens as pictures: colours, tints, stripes and panels, in dark, light, high contrast and colour-blind-safe.

The SVG that Textual exports, without what differs from run to run or only makes it long (ids, clip paths, fonts). To take over
what is drawn now: QUALCODE_GOLDENS=write pytest tests/tui/test_tui_snapshots.py, then open the files and look.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualcode import coding
from qualcode.store import Study
from qualcode.tui.app import QualcodeApp
from qualcode.tui.palette import Depth

SNAPSHOTS = Path(__file__).parent / "snapshots"


@dataclass(frozen=True)
class Scene:
    """How to get to a screen."""

    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    theme: str = "qualcode-dark"


SCENES: dict[str, Scene] = {
    "home-80x24": Scene((80, 24)),
    "home-120x40-light": Scene((120, 40), theme="qualcode-light"),
    "workspace-80x24": Scene((80, 24), ("enter", "J", "s")),
    "workspace-120x40": Scene((120, 40), ("enter", "n")),
    "workspace-160x40-details": Scene((160, 40), ("enter", "J", "s")),
    "workspace-120x40-light": Scene((120, 40), ("enter", "f"), "qualcode-light"),
    "workspace-120x40-contrast": Scene((120, 40), ("enter", "J", "s"), "qualcode-contrast"),
    "workspace-120x40-colourblind": Scene((120, 40), ("enter", "J", "s"), "qualcode-colourblind"),
    "picker-120x40": Scene((120, 40), ("enter", "J", "s", "c", "c", "o")),
    "suggestions-80x24": Scene((80, 24), ("s",)),
    "suggestions-120x40": Scene((120, 40), ("s", "right_curly_bracket")),
}


@pytest.fixture
def coded(study: Study) -> Study:
    """Four codings, two of them over each other, one of another coder, and a memo."""
    transcript = study.transcripts()[0]
    text = study.text(transcript.text_hash)
    codes = {code.name: code.id for code in study.codes()}

    def put(words: str, name: str) -> str:
        start = text.index(words)
        return coding.put_code(study, transcript.id, start, start + len(words), codes[name]).id

    put("Via het consultatiebureau. De verpleegkundige verwees ons, heel snel eigenlijk.", "Route")
    put("De verpleegkundige verwees ons", "Verwijzing")
    coding.write_memo(study, "coding", put("heel snel eigenlijk", "Contact"), "Zie ook gesprek 3.")
    put("Toen kwam er iemand thuis.", "Contact")
    return study


def plain(svg: str) -> str:
    """The picture without what says nothing about the screen."""
    svg = re.sub(r"terminal-\d+-", "t-", svg)
    svg = re.sub(r"<clipPath.*?</clipPath>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r' (?:clip-path|textLength)="[^"]*"', "", svg)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*\n\s*", "\n", svg)
    return svg.replace("><", ">\n<").strip() + "\n"


@pytest.mark.parametrize("name", SCENES)
async def test_a_screen_looks_as_it_looked(coded: Study, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QualcodeApp, "depth", Depth.TRUE)
    scene = SCENES[name]
    app = QualcodeApp(coded.path, study=coded, theme=scene.theme)
    async with app.run_test(size=scene.size) as pilot:
        await pilot.pause()
        for key in scene.keys:
            await pilot.press(key)
            await pilot.pause()
        await app.workers.wait_for_complete()
        for _round in range(3):
            await pilot.pause(0.05)
        app.clear_notifications()
        await pilot.pause()
        drawn = plain(app.export_screenshot(title="qualcode"))
    golden = SNAPSHOTS / f"{name}.svg"
    if os.environ.get("QUALCODE_GOLDENS") == "write":
        golden.write_text(drawn, encoding="utf-8")
    assert drawn == golden.read_text(encoding="utf-8")
