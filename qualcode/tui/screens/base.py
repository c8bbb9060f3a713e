"""What the screens on a study share: the study, doing an act, and telling what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from textual.screen import Screen

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.tui.widgets.key_hints import KeyHints

if TYPE_CHECKING:
    from qualcode.store import Study
    from qualcode.tui.app import QualcodeApp

T = TypeVar("T")
READING = "read"
"""Group of the workers that read the study beside the keys."""


class StudyScreen(Screen[None]):
    """A screen on the open study."""

    CONTEXT = ""
    """Its name in the key table."""

    @property
    def host(self) -> QualcodeApp:
        """The app, as what it is."""
        return cast("QualcodeApp", self.app)

    @property
    def study(self) -> Study:
        """The open study; screens on it are shown only once it is."""
        return self.host.open_study

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Does an act; a refusal is told, and gives None."""
        try:
            return act()
        except QualcodeError as error:
            self.host.tell_error(error)
            return None

    def reread(self) -> None:
        """Reads the values again and shows them: what is on the screen is what is on disk."""
        raise NotImplementedError

    def reread_everything(self) -> None:
        """The same after an act that may have changed more than what is shown."""
        self.reread()

    def follow(self) -> None:
        """Shows what another program wrote; cursor, selection, scroll and what is being typed stay as they are."""
        self.reread_everything()

    @property
    def is_reading(self) -> bool:
        """Whether the study is being read beside the keys now."""
        return any(
            worker.node is self and worker.group == READING and not worker.is_finished for worker in self.workers
        )

    def retell(self) -> None:
        """Says everything again, in the language or theme in use now."""
        self.refresh(recompose=True)

    async def on_key_hints_used(self, message: KeyHints.Used) -> None:
        """Does what the key does that was clicked in the footer."""
        message.stop()
        target = self.host.target_of(message.context, self)
        if target is not None:
            await self.app.run_action(message.call, target)

    def action_undo(self) -> None:
        """Takes the newest act back."""
        self._step(undo=True)

    def action_redo(self) -> None:
        """Does again what was taken back."""
        self._step(undo=False)

    def _step(self, *, undo: bool) -> None:
        from qualcode.coding import describe

        change = self.attempt(self.study.undo if undo else self.study.redo)
        if change is None:
            self.notify(_("There is nothing to undo.") if undo else _("There is nothing to redo."))
            return
        self.reread_everything()
        said = _("Undone: {act}") if undo else _("Done again: {act}")
        self.app.clear_notifications()  # Many steps back would hide the text under what was said of each.
        self.notify(said.format(act=describe(change)))
