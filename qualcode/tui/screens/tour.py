"""The tour: a few steps that point at real places, each to be left at once; it can be taken again from the palette."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Label, Static

from qualcode.i18n import N_, _
from qualcode.tui.screens.workspace import WorkspaceScreen

if TYPE_CHECKING:
    from qualcode.tui.app import QualcodeApp

HOME, WORKSPACE = "home", "workspace"
ON, BACK, STOP = "on", "back", "stop"
LOW = 4
"""Rows below which a frame would hide what it frames."""


@dataclass(frozen=True, slots=True)
class Step:
    """One place and what to know of it; titles and texts are English msgids."""

    where: str
    """home, workspace, or the name of a room."""
    selector: str
    title: str
    text: str
    panel: str = ""
    """The panel of the workspace that holds the place; it is shown while the step lasts."""


STEPS: tuple[Step, ...] = (
    Step(
        HOME,
        "#transcripts",
        N_("Your transcripts"),
        N_(
            "Each interview is a row: how far you are, who speaks, how much is coded. Enter opens one; d marks it done."
        ),
    ),
    Step(
        HOME,
        "RoomHints",
        N_("The other screens"),
        N_(
            "Each has its letter here, and F6 goes there from anywhere: import, respondents, codebook, comparing, matrix, "
            "memos, history, settings."
        ),
    ),
    Step(
        WORKSPACE,
        "#pane",
        N_("Reading and coding"),
        N_(
            "The arrows read. s selects the sentence, once more the next too; Shift and the arrows select freely. Then c: a "
            "few letters of a code, Enter. A new name makes a new code."
        ),
    ),
    Step(
        WORKSPACE,
        "#tree CodeTree",
        N_("The codes"),
        N_(
            "Every code with its count. Tab goes there, Enter puts the code on what is selected; T shows or hides the panel."
        ),
        "tree",
    ),
    Step(
        WORKSPACE,
        "#details",
        N_("What lies here"),
        N_(
            "The codings at the cursor, by whom and when, their memos, and the card of the code: when to use it and when "
            "not. D shows or hides the panel; m writes a memo."
        ),
        "details",
    ),
    Step(
        WORKSPACE,
        "KeyHints",
        N_("Never lost"),
        N_(
            "The keys of where you are stand here. ? shows all of them, : finds any command by name, u takes the last act "
            "back, as many as you like. What you see is on disk."
        ),
    ),
    Step(
        "codebook",
        "#codes",
        N_("The codebook"),
        N_(
            "Every code with its whole card: e changes it, n makes one, g merges two. Codebooks go in and out as files."
        ),
    ),
    Step(
        "importing",
        "#files",
        N_("Your own interviews"),
        N_(
            "Word, text, PDF, subtitles: mark files with the space bar and look at the turns that were found; set right "
            "what is wrong; i brings them in."
        ),
    ),
    Step(
        HOME,
        "#study-state",
        N_("That was it"),
        N_("F9 or the palette starts this tour again; x on this screen makes tables for Word and Excel. Good luck!"),
    ),
)


class TourScreen(ModalScreen[str]):
    """One step, over the screen that it is about; gives on, back or stop."""

    DEFAULT_CSS = """
    TourScreen { align: center bottom; background: transparent; }
    TourScreen.-above { align: center top; }
    TourScreen > Vertical {
        width: 76; max-width: 96%; height: auto; margin: 2 0; padding: 0 1;
        background: $surface; border: round $accent;
    }
    TourScreen .dialog-title { color: $text; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,space,n", f"dismiss('{ON}')", show=False),
        Binding("left,backspace,p", f"dismiss('{BACK}')", show=False),
        Binding("escape,q", f"dismiss('{STOP}')", show=False),
    ]

    def __init__(self, step: Step, number: int, count: int) -> None:
        super().__init__()
        self.step = step
        self.number = number
        self.count = count
        self.lit: Widget | None = None
        """The place that the step is about, framed while it lasts."""
        self.was_hidden = False

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        with Vertical():
            yield Label(f"{self.number}/{self.count}  {_(self.step.title)}", classes="dialog-title", markup=False)
            yield Static(_(self.step.text), markup=False)
            last = self.number == self.count
            yield Label(
                _("Enter: done") if last else _("Enter: next   ←: back   Esc: stop the tour"), classes="dialog-keys"
            )

    def on_mount(self) -> None:
        """Frames the place, and stands where it does not cover it."""
        under = self.app.screen_stack[-2]
        try:
            self.lit = under.query_one(self.step.selector)
        except NoMatches:
            return
        if self.step.panel and isinstance(under, WorkspaceScreen):
            self.was_hidden = not under.query_one(f"#{self.step.panel}").display
            if self.was_hidden:
                under.action_panel(self.step.panel)
        self.call_after_refresh(self._frame)

    def _frame(self) -> None:
        if (place := self.lit) is not None:
            place.add_class("toured-low" if place.size.height < LOW else "toured")
            self.set_class(place.region.y > self.app.size.height // 2, "-above")

    def on_unmount(self) -> None:
        """The frame goes, and a panel that was hidden hides again."""
        if self.lit is not None:
            self.lit.remove_class("toured", "toured-low")
            if self.was_hidden and isinstance(self.lit.screen, WorkspaceScreen):
                self.lit.screen.action_panel(self.step.panel)


class Tour:
    """Goes from step to step through the app's own screens."""

    def __init__(self, app: QualcodeApp) -> None:
        self.app = app
        first = next(iter(app.open_study.transcripts()), None)
        self.transcript_id = first.id if first else ""
        self.steps = [step for step in STEPS if step.where != WORKSPACE or self.transcript_id]

    def show(self, number: int = 0) -> None:
        """Shows a step, on the screen it is about."""
        step = self.steps[number]
        self._go(step.where)

        def answered(answer: str | None) -> None:
            if answer == ON and number + 1 < len(self.steps):
                self.show(number + 1)
            elif answer == BACK:
                self.show(max(number - 1, 0))

        def ready() -> None:
            self.app.push_screen(TourScreen(step, number + 1, len(self.steps)), answered)

        # After the refresh of that screen, not of the app: its widgets are there by then, on a slow machine too.
        self.app.screen.call_after_refresh(ready)

    def _go(self, where: str) -> None:
        """Brings the screen that a step is about to the front."""
        app = self.app
        if where in app.contexts_of(app.screen):
            return
        app.back_home()
        if where == WORKSPACE:
            app.open_transcript(self.transcript_id)
        elif where != HOME:
            app.action_open_room(where)
