"""Makes the pictures of the screens from the sample study: docs/pictures/*.svg, and some as PNG for where SVG is not shown.

Run: python docs/pictures/make.py [NAME ...]
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

os.environ["TEXTUAL_COLOR_SYSTEM"] = "truecolor"

from qualcode import coding
from qualcode.coding.sample import build_sample_study
from qualcode.i18n import set_language
from qualcode.store import Study
from qualcode.tui.app import QualcodeApp

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Picture:
    """How to get to a screen; a key that begins with an apostrophe is typed letter by letter."""

    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (120, 40)
    theme: str = "qualcode-dark"
    language: str = "nl"
    coder: str = "Anouk"


AS_PNG = ("workspace-wide", "suggestions", "search", "compare", "board", "network", "matrix", "agreement")
CELL = 12.2
"""Width of a cell in the pictures that Textual exports."""
WORDS = re.compile(
    r'(?P<before><text [^>]*?)x="(?P<x>[\d.]+)"(?P<between>[^>]*?)textLength="(?P<length>[\d.]+)"(?P<after>[^>]*>)'
    r"(?P<spaces>(?:&#160;|\u00a0)+)(?!<)"
)
OPENED = ("down", "enter", *("greater_than_sign",) * 7)
PICTURES: dict[str, Picture] = {
    "home": Picture(),
    "workspace": Picture(OPENED),
    "workspace-wide": Picture(OPENED, (170, 45)),
    "workspace-light": Picture(OPENED, theme="qualcode-light"),
    "picker": Picture((*OPENED, "c", "'verw")),
    "search": Picture(("slash", "'wachten", "enter", "w", "space", "down", "space")),
    "suggestions": Picture(("s", "down", "down")),
    "missed": Picture(("s", "v", "down")),
    "compare": Picture(("c", "b", "'negatief", "enter")),
    "board": Picture(("b",)),
    "kernlabels": Picture(("k",)),
    "network": Picture(("k", "v", "v")),
    "progress": Picture(("p",)),
    "matrix": Picture(("t",)),
    "agreement": Picture(("a",)),
    "codebook": Picture(("B", "down", "down")),
    "history": Picture(("h",)),
    "english": Picture(OPENED, language="en"),
    "small": Picture(OPENED, (80, 24)),
}


def with_suggestions(study: Study) -> None:
    """Keeps suggestions in one transcript, and decides on a few."""
    from qualcode.suggest.of_study import propose

    transcript = study.transcripts()[6]
    found = coding.keep_suggestions(study, propose(study, transcript_ids=[transcript.id], top=1))
    for one in found[:6]:
        coding.accept(study, one.id)
    coding.reject(study, [one.id for one in found[6:8]])


async def draw(study: Study, picture: Picture) -> str:
    """One screen as SVG."""
    set_language(picture.language)
    study.keep_place("screen", {})
    app = QualcodeApp(study.path, study=study, theme=picture.theme)
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause()
        for key in picture.keys:
            await pilot.press(*([*key[1:]] if key.startswith("'") else [key]))
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
        for _round in range(3):
            await pilot.pause(0.2)
        app.clear_notifications()
        await pilot.pause()
        return app.export_screenshot(title="qualcode")


def to_png(file: Path) -> None:
    """The same as PNG, in few colours so that it stays small; nothing where the programs for it are not installed."""
    png = file.with_suffix(".png")
    if converter := shutil.which("rsvg-convert"):
        subprocess.run([converter, "-w", "1400", str(file), "-o", str(png)], check=True)
        if fewer := shutil.which("convert"):
            subprocess.run([fewer, str(png), "-dither", "None", "-colors", "64", f"PNG8:{png}"], check=True)


def shifted(svg: str) -> str:
    """The picture with words that begin with spaces moved to the right instead: some programs leave those spaces out."""

    def shift(match: re.Match[str]) -> str:
        spaces = match["spaces"].replace("&#160;", "\u00a0").count("\u00a0")
        x, length = float(match["x"]) + spaces * CELL, float(match["length"]) - spaces * CELL
        return f'{match["before"]}x="{x:g}"{match["between"]}textLength="{length:g}"{match["after"]}'

    return WORDS.sub(shift, svg)


def main() -> None:
    """Makes those named, or all."""
    wanted = sys.argv[1:] or list(PICTURES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "voorbeeld"
        set_language("nl")  # The study's title is written in the language of the moment.
        with build_sample_study(path, told=lambda _line: None) as study:
            with_suggestions(study)
        for name in wanted:
            picture = PICTURES[name]
            study = Study.open(path, coder=picture.coder)
            svg = asyncio.run(draw(study, picture))
            file = HERE / f"{name}.svg"
            file.write_text("\n".join(line.rstrip() for line in shifted(svg).splitlines()) + "\n", encoding="utf-8")
            if name in AS_PNG:
                to_png(file)
            print(file)


if __name__ == "__main__":
    main()
