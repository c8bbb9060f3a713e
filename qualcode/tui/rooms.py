"""Every screen that can be opened from the home, the workspace and the palette, as data: a new screen is one line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from qualcode.i18n import N_
from qualcode.tui.screens.base import StudyScreen


@dataclass(frozen=True, slots=True)
class Room:
    """One screen on the study; its module is loaded when it is opened."""

    name: str
    """Stable: the same in the key table, in links and in the user's own settings."""
    title: str
    """English msgid."""
    screen: str
    """"module:Class", below `qualcode.tui.screens`."""
    key: str
    """On the home; what a plain letter does there never changes."""


ROOMS: tuple[Room, ...] = (
    Room("compare", N_("Compare segments"), "compare:CompareScreen", "c"),
    Room("board", N_("Axial board"), "board:BoardScreen", "b"),
    Room("kernlabels", N_("Kernlabels"), "kernlabels:KernlabelsScreen", "k"),
    Room("progress", N_("Progress"), "progress:ProgressScreen", "p"),
    Room("matrix", N_("Matrix"), "matrix:MatrixScreen", "t"),
    Room("history", N_("History"), "history:HistoryScreen", "h"),
    Room("memos", N_("Memos"), "memos:MemosScreen", "M"),
)
_BY_NAME = {room.name: room for room in ROOMS}


def room(name: str) -> Room:
    """The room of that name."""
    return _BY_NAME[name]


def screen_of(name: str, *args: Any, **options: Any) -> StudyScreen:
    """A new screen of that name, ready to be pushed; what it takes is said in its own class."""
    module, _colon, called = room(name).screen.partition(":")
    kind = getattr(import_module(f"qualcode.tui.screens.{module}"), called)
    screen: StudyScreen = kind(*args, **options)
    return screen
