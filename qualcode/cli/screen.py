"""Opens the study on the screen."""

from __future__ import annotations


def open_screen(folder: str, coder: str | None, *, mouse: bool = True, preset: str = "") -> None:
    """Runs the terminal UI on a study; offers to make one where there is none."""
    from qualcode.tui import run

    run(folder, coder=coder, mouse=mouse, preset=preset)
