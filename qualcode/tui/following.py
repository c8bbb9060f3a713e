"""What another program writes in the open study comes on the screen by itself: another window, or `qualcode code`.

Asked of the journal, not of the file: the places that this program keeps are no news, and nor are its own acts. So nothing
is read again while nobody else writes, and one look in an index a second is all that it costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import StudyUnusable

if TYPE_CHECKING:
    from qualcode.store import Study
    from qualcode.tui.screens.base import StudyScreen

EVERY = 1.0
"""Seconds between two looks."""
UNKNOWN = -1
"""Stands for what cannot be read just now."""


class Follower:
    """Knows what was shown of others' acts, and lets the screen follow when there are more.

    Args:
        study: The open study, before any screen reads it.
    """

    def __init__(self, study: Study) -> None:
        self.study = study
        self._shown = self._now()

    def look(self, screen: StudyScreen) -> bool:
        """Lets the screen follow when another program wrote; whether it did.

        A screen that is still reading is left alone until the next look, and so is a study that cannot be read just now: an
        act that needs it says what is wrong.
        """
        if screen.is_reading:
            return False
        now = self._now()
        if now in (self._shown, UNKNOWN):
            return False
        self._shown = now
        screen.follow()
        return True

    def _now(self) -> int:
        try:
            return self.study.acts_elsewhere()
        except StudyUnusable:
            return UNKNOWN
