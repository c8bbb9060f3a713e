"""Where there is no study: make one, open one elsewhere, or look around in the sample study."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Grid, Horizontal, VerticalScroll
from textual.widgets import Button, Input, Label, Static

from qualcode.errors import QualcodeError
from qualcode.i18n import _, language
from qualcode.tui.keymap import bindings
from qualcode.tui.screens.base import StudyScreen
from qualcode.tui.screens.choosing import Lines
from qualcode.tui.shipped import shipped_choices
from qualcode.tui.widgets.key_hints import KeyHints

if TYPE_CHECKING:
    from qualcode.store import Study

SAMPLE = "qualcode-demo"


class NewStudyScreen(StudyScreen):
    """Asks for what a study needs; the app is told when one is open."""

    CONTEXT = "new-study"
    BINDINGS: ClassVar[list[BindingType]] = bindings("new-study")
    AUTO_FOCUS = "#title"
    DEFAULT_CSS = """
    NewStudyScreen #new { padding: 1 2; height: 1fr; scrollbar-size-vertical: 1; }
    NewStudyScreen #none { height: auto; margin-bottom: 1; }
    NewStudyScreen #asked { grid-size: 2; grid-columns: 18 1fr; grid-rows: auto; height: auto; max-width: 100; }
    NewStudyScreen Lines { height: auto; max-height: 8; border: none; padding: 0; background: $background; }
    NewStudyScreen Input { border: none; height: 1; padding: 0 1; background: $panel; }
    NewStudyScreen Input:focus { border: none; background: $primary 25%; }
    NewStudyScreen Button { margin: 1 2 0 0; }
    NewStudyScreen #buttons { height: auto; }
    NewStudyScreen #busy { height: auto; margin-top: 1; text-style: bold; }
    """

    folder_line = getters.query_one("#folder", Input)
    title_line = getters.query_one("#title", Input)
    coder_line = getters.query_one("#coder", Input)
    books = getters.query_one(Lines)
    busy_line = getters.query_one("#busy", Static)

    def __init__(self, folder: Path, coder: str) -> None:
        super().__init__()
        self.folder = folder.resolve()
        self.coder = coder
        self.at_work = False

    def compose(self) -> ComposeResult:
        """What is asked, and the two ways on."""
        with VerticalScroll(id="new", can_focus=False):
            yield Static(
                _("There is no study in the folder {folder} yet.").format(folder=self.folder.name)
                + "\n"
                + _("Make one here, or look around in the sample study: interviews that were made up, coded by two."),
                id="none",
                markup=False,
            )
            with Grid(id="asked"):
                yield Label(_("Title"))
                yield Input(self.folder.name, id="title")
                yield Label(_("Who codes"))
                yield Input(self.coder, id="coder", placeholder=_("the user of this machine"))
                yield Label(_("Folder"))
                yield Input(str(self.folder), id="folder")
                yield Label(_("Codebooks"))
                yield Lines(dict(self._choices()), id="books")
            with Horizontal(id="buttons"):
                yield Button(_("Make the study"), id="make", variant="primary", compact=True)
                yield Button(_("Sample study"), id="sample", compact=True)
            yield Static("", id="busy", markup=False)
        yield KeyHints((self.CONTEXT,), self.host.keymap_in_use)

    def _choices(self) -> list[tuple[str, str]]:
        return self.attempt(shipped_choices) or []

    def on_mount(self) -> None:
        """The codebooks; the title has the focus already."""
        self.books.fill([("", list(self.books.said))])

    def on_mark_list_opened(self, message: Lines.Opened) -> None:
        """Enter or a double click on a codebook marks it."""
        message.stop()
        self.action_mark()

    def action_mark(self) -> None:
        """This codebook comes along, or not."""
        if self.books.has_focus:
            self.books.toggle()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line goes to the next."""
        event.stop()
        self.focus_next()

    @on(Button.Pressed, "#make")
    def press_make(self) -> None:
        """The same as its key."""
        self.action_make()

    @on(Button.Pressed, "#sample")
    def press_sample(self) -> None:
        """The same as its key."""
        self.action_sample()

    def reread(self) -> None:
        """There is nothing to read."""

    def action_leave(self) -> None:
        """Ends the program; nothing was made."""
        self.app.exit()

    def action_make(self) -> None:
        """Makes the study, or opens the one that is in the folder."""
        if self.at_work:
            return
        folder = Path(self.folder_line.value.strip() or ".").expanduser()
        self._begin(_("Making the study…"))
        title, coder, books = (
            self.title_line.value.strip(),
            self.coder_line.value.strip(),
            [key for key in self.books.keys if key in self.books.marked],
        )
        self.run_worker(lambda: self._work(lambda: made_study(folder, title, coder, books), tour=False), thread=True)

    def action_sample(self) -> None:
        """Makes the sample study in a folder below this one, and shows the way in it."""
        if not self.at_work:
            self._begin(_("Making the sample study…"))
            self.run_worker(lambda: self._work(lambda: sample_study(self.folder, self._told), tour=True), thread=True)

    def _begin(self, said: str) -> None:
        self.at_work = True
        self.busy_line.update(said)

    def _told(self, line: str) -> None:
        self.app.call_from_thread(self.busy_line.update, _("Making the sample study…") + f"\n  {line}")

    def _work(self, make: Callable[[], Study], *, tour: bool) -> None:
        try:
            study = make()
        except QualcodeError as error:
            self.app.call_from_thread(self._refused, error)
            return
        self.app.call_from_thread(self.host.take_study, study, tour=tour)

    def _refused(self, error: QualcodeError) -> None:
        self.at_work = False
        self.busy_line.update("")
        self.host.tell_error(error)


def made_study(folder: Path, title: str, coder: str, books: list[str]) -> Study:
    """A new study with these shipped codebooks; or the study that is in the folder already.

    Raises:
        QualcodeError: when the folder will not do.
    """
    from qualcode.codebook import load_codebook
    from qualcode.coding import import_codebook
    from qualcode.store import Study, has_study

    if has_study(folder):
        return Study.open(folder, coder=coder or None)
    loaded = [load_codebook(name) for name in books]
    study = Study.create(folder, title=title, language=language(), coder=coder or None)
    for book in loaded:
        import_codebook(study, book)
    return study


def sample_study(folder: Path, told: Callable[[str], None]) -> Study:
    """The sample study below a folder, made when it is not there yet; open for its first coder, with real times and ids.

    Raises:
        QualcodeError: when the folder will not do.
    """
    from qualcode.coding.sample import FIRST_CODER, build_sample_study
    from qualcode.store import Study, has_study

    place = folder / SAMPLE
    if not has_study(place):
        build_sample_study(place, told=told).close()
    return Study.open(place, coder=FIRST_CODER)
