"""The terminal program: opens a study, shows its home and its workspace. The first frame is painted before the study's
tables are loaded; they come in a thread."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.i18n import _, language
from qualcode.tui import rooms
from qualcode.tui.following import EVERY, Follower
from qualcode.tui.keymap import bindings
from qualcode.tui.own_app import OwnApp
from qualcode.tui.own_settings import coder_for, own_folder
from qualcode.tui.palette import PALETTES, Depth, Palette, depth_of, palette_for
from qualcode.tui.palette_commands import ActsProvider
from qualcode.tui.screens.base import StudyScreen
from qualcode.tui.screens.dialogs import Choose, TooSmall
from qualcode.tui.screens.help import HelpScreen
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.memo import MemoScreen, Written
from qualcode.tui.screens.workspace import WorkspaceScreen

if TYPE_CHECKING:
    from textual.timer import Timer

    from qualcode.store import Study
    from qualcode.tui.exporting import Wish
    from qualcode.tui.finding import Finder

LEAST = (80, 24)
FINDER_RESTS = 20.0
"""Seconds after its last answer at which the finding process ends and gives its memory back."""


class QualcodeApp(OwnApp):
    """The app around one study."""

    TITLE = "qualcode"
    CSS_PATH = "styles/qualcode.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    COMMANDS = {ActsProvider}
    ENABLE_COMMAND_PALETTE = True

    @dataclass
    class StudyOpened(Message):
        """The study is open."""

        study: Study
        tour: bool = False
        """Whether the way is shown in it."""

    @dataclass
    class NoStudy(Message):
        """There is none in the folder."""

    @dataclass
    class StudyRefused(Message):
        """The study cannot be opened."""

        error: QualcodeError

    def __init__(
        self,
        folder: Path | str = ".",
        *,
        coder: str | None = None,
        study: Study | None = None,
        preset: str = "",
        keys: Path | None = None,
        theme: str = "",
        suggest_on_open: bool = False,
    ) -> None:
        # Below 256 colours the terminal's own are used: chosen here, because Textual picks its filters in App.__init__.
        super().__init__(ansi_color="NO_COLOR" in os.environ)
        self.folder = Path(folder)
        self.coder = coder
        self.study = study
        self.suggest_on_open = suggest_on_open
        """Whether a transcript that is opened for the first time is looked through at once."""
        self._finder: Finder | None = None
        self._finder_rest: Timer | None = None
        self.only_mine = False
        """Whether other coders' codings are left out of the workspace."""
        self.take_own(keys, preset=preset, theme=theme)
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        """What is seen until the study is open."""
        yield Static(_("Opening the study…"), id="opening", markup=False)

    def get_loading_widget(self) -> Widget:
        """What stands in a pane while it is being read."""
        from qualcode.tui.widgets.being_read import BeingRead

        return BeingRead()

    def on_mount(self) -> None:
        """Opens the study beside the first frame."""
        self.tell_displaced()
        if self.study is not None:
            self.post_message(self.StudyOpened(self.study))
        else:
            self.run_worker(self._open, thread=True, exclusive=True, name="open-study")

    def _open(self) -> None:
        from qualcode.store import Study, has_study

        try:
            if not has_study(self.folder):
                self.post_message(self.NoStudy())
                return
            self.post_message(
                self.StudyOpened(Study.open(self.folder, coder=coder_for(self.folder, self.own, self.coder)))
            )
        except QualcodeError as error:
            self.post_message(self.StudyRefused(error))

    def on_qualcode_app_study_opened(self, message: StudyOpened) -> None:
        """Shows the home, and the transcript that was open when the program ended."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        self.study = message.study
        self._follower = Follower(self.study)
        self.push_screen(HomeScreen())
        self.set_interval(EVERY, self.follow_others)
        self.call_after_refresh(self.warm_finder)
        known = {transcript.id for transcript in self.study.transcripts()}
        last = str(self.study.place("screen").get("transcript", ""))
        if last in known:
            self.push_screen(WorkspaceScreen(last))

        if message.tour:
            self.call_after_refresh(self.action_tour)

    def on_qualcode_app_no_study(self) -> None:
        """Offers to make one."""
        from qualcode.tui.screens.new_study import NewStudyScreen

        self.push_screen(NewStudyScreen(self.folder, self.coder or self.own.coder))

    def take_study(self, study: Study, *, tour: bool) -> None:
        """A study was made, or chosen, where there was none."""
        self.folder = study.path
        self.post_message(self.StudyOpened(study, tour))

    def action_tour(self) -> None:
        """Shows the main places, one by one."""
        from qualcode.tui.screens.tour import Tour

        if self.study is not None:
            Tour(self).show()

    def back_home(self) -> None:
        """Away with every screen over the home."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        self.open_study.keep_place("screen", {})

    def on_qualcode_app_study_refused(self, message: StudyRefused) -> None:
        """Says why."""
        self.query_one("#opening", Static).update(f"{message.error}\n\n" + _("Ctrl+Q: leave"))

    @property
    def open_study(self) -> Study:
        """The study; only screens that are shown after it was opened ask."""
        assert self.study is not None
        return self.study

    def on_resize(self, event: events.Resize) -> None:
        """Says so when the terminal is too small to work in, until there is room again."""
        width, height = event.size
        if width < LEAST[0] or height < LEAST[1]:
            if isinstance(self.screen, TooSmall):
                self.screen.tell(width, height)
            else:
                self.push_screen(TooSmall())
        elif isinstance(self.screen, TooSmall):
            self.pop_screen()

    def follow_others(self) -> None:
        """Lets the screen show what another program wrote; under a dialog it does so when the dialog goes."""
        if isinstance(self.screen, StudyScreen):
            self._follower.look(self.screen)

    # Colours

    @property
    def depth(self) -> Depth:
        """How many colours the terminal shows."""
        return depth_of(self.console.color_system, no_color=self.no_color)

    @property
    def palette(self) -> Palette:
        """The reading pane's colours under the theme in use."""
        return palette_for(self.theme, dark=self.current_theme.dark)

    @property
    def tree_hues(self) -> tuple[str, ...]:
        """The hues for lists of codes; none where the terminal has no colours."""
        return () if self.depth is Depth.NONE else self.palette.hues

    def action_next_theme(self) -> None:
        """The next of our four themes."""
        names = list(PALETTES)
        place = names.index(self.theme) if self.theme in names else -1
        self.change_own(theme=names[(place + 1) % len(names)])

    def action_switch_language(self) -> None:
        """From Dutch to English or back, at once."""
        self.change_own(language="en" if language() == "nl" else "nl")

    def retell(self) -> None:
        """Lets every screen say everything again."""
        for screen in self.screen_stack:
            if isinstance(screen, StudyScreen):
                screen.retell()

    # Screens

    def open_transcript(self, transcript_id: str) -> None:
        """Shows the workspace on a transcript."""
        self.open_study.keep_place("screen", {"transcript": transcript_id})
        self.push_screen(WorkspaceScreen(transcript_id))

    def switch_transcript(self, screen: WorkspaceScreen) -> None:
        """Shows another transcript in the place of the one that is open."""
        self.open_study.keep_place("screen", {"transcript": screen.transcript_id})
        self.switch_screen(screen)

    def leave_transcript(self) -> None:
        """Back to the home."""
        self.open_study.keep_place("screen", {})
        self.pop_screen()

    # The finding process

    @property
    def finder(self) -> Finder:
        """What looks for suggestions, beside this process."""
        if self._finder is None:
            from qualcode.tui.finding import Finder

            self._finder = Finder(self.open_study)
        return self._finder

    def warm_finder(self) -> None:
        """Starts the finding process, so that the first transcript opened has its suggestions within a second."""
        if self.suggest_on_open and self.open_study.codes():
            finder = self.finder
            self.run_worker(lambda: finder.ask("ready"), thread=True, group="warm", exit_on_error=False)
            self.rest_finder()

    def rest_finder(self) -> None:
        """Lets the finding process end a while from now, unless it is asked again."""
        if self._finder_rest is not None:
            self._finder_rest.stop()
        self._finder_rest = self.set_timer(FINDER_RESTS, self._end_finder)

    def _end_finder(self) -> None:
        if self._finder is not None and self._finder.answers_now:
            self.rest_finder()
        elif self._finder is not None:
            self._finder.stop()

    def show_export(self, wish: Wish | None = None) -> None:
        """The export dialog, with what is wanted filled in when that is known."""
        from qualcode.tui.screens.export import ExportScreen

        self.push_screen(ExportScreen(self.open_study, wish))

    def action_open_room(self, name: str) -> None:
        """Opens one of the screens named in the registry."""
        if self.study is not None:
            self.push_screen(rooms.screen_of(name))

    def action_go(self) -> None:
        """Asks to which screen."""

        def chosen(name: str | None) -> None:
            if name:
                self.action_open_room(name)

        if self.study is not None and not isinstance(self.screen, ModalScreen):
            self.push_screen(Choose(_("Go to"), [(room.name, _(room.title)) for room in rooms.ROOMS]), chosen)

    def edit_memo(self, screen: StudyScreen, kind: str, target: str, about: str) -> None:
        """Opens the editor on the coder's own memo on something; what comes back is kept."""
        from qualcode.coding import change_memo, write_memo

        study = self.open_study
        me = study.coder()
        mine = [memo for memo in study.memos(kind, target) if me is not None and memo.coder_id == me.id]
        memo = mine[0] if mine else None

        def written(result: Written | None) -> None:
            if result is None:
                return
            if memo is not None:
                screen.attempt(lambda: change_memo(study, memo.id, result.text, title=result.title))
            elif result.text or result.title:
                screen.attempt(lambda: write_memo(study, kind, target, result.text, title=result.title))
            screen.reread()

        self.push_screen(MemoScreen(about, memo.title if memo else "", memo.text if memo else ""), written)

    def contexts_of(self, screen: Screen[Any]) -> Sequence[str]:
        """The key tables that hold on a screen."""
        if isinstance(screen, WorkspaceScreen):
            return ("reading", "workspace", "codes", "tree")
        return (screen.CONTEXT,) if isinstance(screen, StudyScreen) else ()

    def target_of(self, context: str, screen: Screen[Any]) -> DOMNode | None:
        """Whose action methods a key table calls."""
        if context in ("reading", "codes", "tree"):
            if not isinstance(screen, WorkspaceScreen):
                return None
            return screen.pane if context == "reading" else screen.tree_panel
        return self if context == "app" else screen

    def action_command_palette(self) -> None:
        """Everything that can be done here, by name."""
        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            self.push_screen(CommandPalette(id="--command-palette", placeholder=_("What do you want to do?")))

    def action_show_help(self) -> None:
        """The keys of where you are."""
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen((*self.contexts_of(self.screen), "app"), self.keymap_in_use))

    def tell_error(self, error: QualcodeError) -> None:
        """Shows a refusal: what, where, what to do."""
        self.notify(str(error), title=_("Not done"), severity="error", markup=False)

    async def action_quit(self) -> None:
        """Keeps the place and leaves; everything acknowledged is on disk already."""
        for screen in self.screen_stack:
            if isinstance(screen, WorkspaceScreen):
                screen.keep_place()
        self.exit()

    def on_unmount(self) -> None:
        """Lets go of the study."""
        if self._finder is not None:
            self._finder.close()
        if self.study is not None:
            self.study.close()


def run(folder: Path | str = ".", *, coder: str | None = None, mouse: bool = True, preset: str = "") -> None:
    """Runs the program on the study of a folder until it is left.

    Args:
        folder: Of the study.
        coder: Who works; None takes the study's or the system's name.
        mouse: Whether the program takes the mouse; without it the terminal's own selection works.
        preset: Keys: default, vim or emacs; empty takes the user's settings.
    """
    own = own_folder()
    keys = own / "keys.toml" if own else None
    QualcodeApp(folder, coder=coder, preset=preset, keys=keys, suggest_on_open=True).run(mouse=mouse)
