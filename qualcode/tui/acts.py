"""What one key does, as a value: the rows of the key tables."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.i18n import N_


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a key can do."""

    name: str
    """`context.act`, stable."""
    keys: str
    """Default keys, comma separated, in Textual's names."""
    call: str
    """Textual action string."""
    says: str
    """English msgid: what it does, for help, palette and footer."""
    footer: bool = False
    """Whether it is one of the at most six in the footer."""
    group: str = ""
    """Heading in the help; an English msgid."""
    brief: str = ""
    """English msgid for the footer, where there is room for a word or two; empty takes `says` up to its first comma."""


def on_every_room(context: str, *, tell_undo: bool = False) -> tuple[Act, ...]:
    """What every room can: undo, redo, to the next panel, back.

    Args:
        context: Of the room.
        tell_undo: Whether undo has one of the six places in the footer.
    """
    change, screen = N_("Change"), N_("Screen")
    return (
        Act(f"{context}.undo", "u", "undo", N_("Undo"), tell_undo, change),
        Act(f"{context}.redo", "U,ctrl+r", "redo", N_("Redo"), group=change),
        Act(f"{context}.next-panel", "tab", "app.focus_next", N_("Next panel"), group=screen),
        Act(f"{context}.leave", "q,escape", "leave", N_("Back"), True, screen),
    )
