"""A screen that reads much of the study: in a thread, so that the keys go on, with a sign while the first reading lasts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar, Generic, TypeVar

from textual import work
from textual.widget import Widget
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.store import Study, values
from qualcode.tui import rooms
from qualcode.tui.finding import Stopped
from qualcode.tui.keys_axial import AXIAL
from qualcode.tui.picking import Picked
from qualcode.tui.screens.base import READING, StudyScreen
from qualcode.tui.screens.code_picker import CodePicker
from qualcode.tui.screens.dialogs import AskLine, Choose
from qualcode.tui.widgets.key_hints import KeyHints

V = TypeVar("V")
SIGN_AFTER = 0.3
"""Seconds that reading again may last before the footer says so: what is sooner there needs no sign."""
NARROW = 100
"""Below this width what stands side by side stands one under the other."""


class RoomScreen(StudyScreen, Generic[V]):
    """Reads a value of the study beside the keys, then shows it. `V` is that value: plain and frozen."""

    CSS_PATH = "../styles/axial.tcss"
    BODY: ClassVar[str] = "#body"
    """What is covered while the study is read for the first time."""
    FIRST: ClassVar[str] = ""
    """What has the focus at first."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-wide")]

    value: V | None = None

    def read(self, study: Study) -> V:
        """Reads what is shown; runs in a thread, and touches no widget."""
        raise NotImplementedError

    def show(self, value: V) -> None:
        """Shows what was read."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Reads for the first time."""
        self.query_one(self.BODY).loading = True
        self.reread()

    def on_screen_resume(self) -> None:
        """Another screen may have changed the study."""
        if self.value is not None:
            self.reread()

    def retell(self) -> None:
        """In the language and colours in use now."""
        self.refresh(recompose=True)
        self.call_after_refresh(self.reread)

    def reread(self) -> None:
        """Reads again, and shows it when it is there."""
        self._read_beside()

    def reread_everything(self) -> None:
        """The same: nothing is kept from before."""
        self.reread()

    @work(exclusive=True, group=READING, exit_on_error=True)
    async def _read_beside(self) -> None:
        study = self.study
        sign = self.set_timer(SIGN_AFTER, lambda: self._tell_reading(True)) if self.value is not None else None
        try:
            value = await asyncio.to_thread(self.read, study)
        except Stopped:
            if self.is_attached:
                self.query_one(self.BODY).loading = False
                self.stopped()
            return
        except QualcodeError as error:
            self.host.tell_error(error)
            if self.is_attached:
                self.query_one(self.BODY).loading = False
            return
        finally:
            if sign is not None:
                sign.stop()
                self._tell_reading(False)
        # A screen that was left while its study was read loses its widgets one by one.
        if not self.is_attached or self not in self.app.screen_stack or not self.query(self.BODY):
            return
        self.query_one(self.BODY).loading = False
        self.value = value
        self.show(value)
        if self.focused is None and self.FIRST:
            self.query_one(self.FIRST, Widget).focus()

    def stopped(self) -> None:
        """The coder stopped the reading; what was shown before stays."""
        self.notify(_("Stopped."))

    def _tell_reading(self, reading: bool) -> None:
        """Says in the footer that what is shown is being read again, or no longer."""
        for hints in self.query(KeyHints):
            hints.tell_reading(reading)

    # What these screens have in common

    def title_line(self) -> Static:
        """The first row: which screen, and what it holds."""
        return Static("", id="room-title", markup=False)

    def tell_title(self, *parts: str) -> None:
        """Says the screen's name and what it holds."""
        from rich.text import Text

        text = Text(no_wrap=True, overflow="ellipsis", end="")
        text.append(_(rooms.room(self.CONTEXT).title), "bold")
        text.append("  " + " · ".join(part for part in parts if part))
        self.query_one("#room-title", Static).update(text)

    def key_hints(self) -> KeyHints:
        """The footer."""
        return KeyHints((self.CONTEXT,), self.host.keymap_in_use)

    def do(self, act: Callable[[], Any]) -> bool:
        """Does an act and reads again; whether it was done."""
        done = False

        def whole() -> None:
            nonlocal done
            act()
            done = True

        self.attempt(whole)
        self.reread()
        return done

    def ask(
        self, title: str, then: Callable[[str], None], value: str = "", wrong: Callable[[str], str] | None = None
    ) -> None:
        """Asks for a line; an empty one is as good as Escape, and one in which something is wrong may be mended."""

        def answered(line: str | None) -> None:
            if line and line.strip():
                then(line.strip())

        self.app.push_screen(AskLine(title, value, wrong), answered)

    def choose(self, title: str, options: list[tuple[str, str]], then: Callable[[str], None]) -> None:
        """Asks which of a few; Escape leaves everything as it is."""

        def chosen(key: str | None) -> None:
            if key is not None:
                then(key)

        self.app.push_screen(Choose(title, options), chosen)

    def confirm(self, question: str, yes: str, then: Callable[[], None]) -> None:
        """Does something large only after a yes."""

        def chosen(key: str) -> None:
            if key == "yes":
                then()

        self.choose(question, [("no", _("No, leave it as it is")), ("yes", yes)], chosen)

    def pick_code(
        self, title: str, then: Callable[[str], None], *, may_make: bool = False, kernlabels: bool = False
    ) -> None:
        """Opens the code picker.

        Args:
            title: What is asked.
            then: Gets the id of the code.
            may_make: Whether a new name makes a code first.
            kernlabels: Whether kernlabels can be picked too.
        """
        from collections import Counter

        from qualcode.coding import only_seen
        from qualcode.tui.views import hues_of

        codes = self.study.codes()
        if kernlabels:
            # The picker offers what can be put on a text, which kernlabels cannot; here they are meant as well.
            codes = [replace(code, level=values.AXIAL) if code.level == values.SELECTIVE else code for code in codes]
        counts = Counter(coding.code_id for coding in only_seen(self.study, self.study.codings()))

        def picked(result: Picked | None) -> None:
            if result is None:
                return
            code_id = result.code_id
            if not code_id:
                from qualcode.coding import make_code

                made = self.attempt(
                    lambda: make_code(
                        self.study, result.new_name, parent_id=result.parent_id, parent_name=result.new_parent
                    )
                )
                code_id = made.id if made else ""
            if code_id:
                then(code_id)

        self.app.push_screen(
            CodePicker(title, codes, counts, (), hues_of(codes), self.host.tree_hues, may_make=may_make), picked
        )

    def open_room(self, name: str, *args: Any, **options: Any) -> None:
        """Opens another screen over this one."""
        self.app.push_screen(rooms.screen_of(name, *args, **options))

    def open_place(self, transcript_id: str, start: int = -1, end: int = -1) -> None:
        """Opens a transcript, with a segment selected when one is named."""
        if start >= 0:
            self.attempt(lambda: self.study.keep_place(f"transcript/{transcript_id}", {"head": end, "tail": start}))
        self.host.open_transcript(transcript_id)

    def action_leave(self) -> None:
        """Back to where it was opened, which shows what was changed here."""
        self.app.pop_screen()


def binds(context: str) -> list[Any]:
    """The bindings of one of these screens."""
    from qualcode.tui.keymap import bindings

    assert context in AXIAL
    return bindings(context)
