"""The screens around the coding as text, line by line, at three sizes.

To take over what is drawn now: QUALCODE_GOLDENS=write pytest tests/tui/test_tui_around_as_text.py, then look at the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qualcode import coding
from qualcode.store import Study
from qualcode.tui.app import QualcodeApp

GOLDENS = Path(__file__).parent / "goldens"
SIZES = {"80x24": (80, 24), "120x40": (120, 40), "200x60": (200, 60)}
SCENES: dict[str, tuple[str, ...]] = {
    "importing": ("i",),
    "importing-convention": ("i", "v"),
    "participants": ("r", "right", "right"),
    "participants-value": ("r", "right", "right", "enter"),
    "speakers": ("r", "v"),
    "codebook": ("B", "down"),
    "codebook-form": ("B", "down", "e"),
    "settings": ("S",),
    "tour": ("f9", "enter", "enter"),
}
TALK = "Interviewer: Hoe ging het?\nMoeder: Nou, goed hoor.\nInterviewer: En toen?\nMoeder: Toen was het klaar.\n"


@pytest.fixture(autouse=True)
def furnished(study: Study) -> None:
    """A folder to import from, attributes, and nothing of the machine in what is shown."""
    folder = study.path / "transcripts"
    (folder / "ouder-10.txt").write_text(TALK, "utf-8")
    (folder / "ouder-9.txt").write_text(TALK.replace("klaar", "laat"), "utf-8")
    (folder / "respondenten.csv").write_text("bestand;respondent\nouder-9;Respondent 9\n", "utf-8")
    coding.set_attributes(study, study.participants()[0].id, {"model": "JGZ", "rol": "moeder"})
    coding.make_participant(study, "Respondent 2", {"model": "VP"})


async def drawn(app: QualcodeApp, size: tuple[int, int], keys: tuple[str, ...]) -> str:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in ("", *keys):
            if key:
                await pilot.press(key)
            for _time in range(2):
                await pilot.pause()
                await app.workers.wait_for_complete()
            await pilot.pause()
        app.clear_notifications()
        await pilot.pause()
        lines = app.screen._compositor.render_strips(app.size)
        return "\n".join(strip.text[: size[0]].rstrip() for strip in lines[: size[1]]) + "\n"


def compare(shown: str, name: str) -> None:
    golden = GOLDENS / f"around-{name}.txt"
    if os.environ.get("QUALCODE_GOLDENS") == "write":
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", SCENES)
async def test_a_screen_shows_what_it_showed(study: Study, scene: str, size: str) -> None:
    shown = await drawn(QualcodeApp(study.path, study=study), SIZES[size], SCENES[scene])
    compare(shown, f"{scene}-{size}")


@pytest.mark.parametrize("size", SIZES)
async def test_where_there_is_no_study_one_is_offered(
    tmp_path: Path, size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "leeg").mkdir()
    monkeypatch.chdir(tmp_path / "leeg")
    shown = await drawn(QualcodeApp(), SIZES[size], ())
    shown = "\n".join(line for line in shown.split("\n") if not line.startswith("  Folder"))
    compare(shown, f"new-study-{size}")
