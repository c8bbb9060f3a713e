"""Every screen that can be opened from the home, the workspace and the palette, as data: a new screen is one line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from qualcode.i18n import N_
from qualcode.tui.acts import Act

if TYPE_CHECKING:
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
    Room("search", N_("Search"), "search:SearchScreen", "slash"),
    Room("suggestions", N_("Suggestions"), "suggestions:SuggestionsScreen", "s"),
    Room("compare", N_("Compare"), "compare:CompareScreen", "c"),
    Room("board", N_("Axial board"), "board:BoardScreen", "b"),
    Room("kernlabels", N_("Kernlabels"), "kernlabels:KernlabelsScreen", "k"),
    Room("progress", N_("Progress"), "progress:ProgressScreen", "p"),
    Room("matrix", N_("Matrix"), "matrix:MatrixScreen", "t"),
    Room("agreement", N_("Agreement"), "agreement:AgreementScreen", "a"),
    Room("rounds", N_("Rounds"), "agreement_rounds:RoundsScreen", "R"),
    Room("history", N_("History"), "history:HistoryScreen", "h"),
    Room("memos", N_("Memos"), "memos:MemosScreen", "M"),
    Room("importing", N_("Import"), "importing:ImportScreen", "i"),
    Room("participants", N_("Respondents"), "participants:ParticipantsScreen", "r"),
    Room("codebook", N_("Codebook"), "codebook:CodebookScreen", "B"),
    Room("settings", N_("Settings"), "settings:SettingsScreen", "S"),
)
_BY_NAME = {room.name: room for room in ROOMS}


def room(name: str) -> Room:
    """The room of that name."""
    return _BY_NAME[name]


def room_acts(context: str) -> tuple[Act, ...]:
    """A key for each room, for the key table of the screen from which they are opened."""
    return tuple(
        Act(f"{context}.{each.name}", each.key, f"app.open_room('{each.name}')", each.title, group=N_("Screens"))
        for each in ROOMS
    )


def kind_of(name: str) -> type[StudyScreen]:
    """The class of the screen of that name."""
    module, _colon, called = room(name).screen.partition(":")
    kind: type[StudyScreen] = getattr(import_module(f"qualcode.tui.screens.{module}"), called)
    return kind


def screen_of(name: str, *args: Any, **options: Any) -> StudyScreen:
    """A new screen of that name, ready to be pushed; what it takes is said in its own class."""
    return kind_of(name)(*args, **options)
