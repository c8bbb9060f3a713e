"""The terminal UI. `run` opens a study in it; Textual (0.3 s) is loaded with the first name asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.tui.app import QualcodeApp, run

__all__ = ["QualcodeApp", "run"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from qualcode.tui import app

        return getattr(app, name)
    raise AttributeError(f"module 'qualcode.tui' has no attribute {name!r}")
