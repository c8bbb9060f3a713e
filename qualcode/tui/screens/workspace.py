"""The coding workspace: code tree, reading pane, details at the cursor. What the keys do to the study is in `workspace_acts`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import events, getters, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.timer import Timer
from textual.widgets import Input, Static

from qualcode.errors import NotFound, QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.text import Span, count_words
from qualcode.tui.details import details_text
from qualcode.tui.gc_policy import calm_collector
from qualcode.tui.keymap import bindings
from qualcode.tui.page import Focus
from qualcode.tui.screens.base import READING
from qualcode.tui.screens.code_acts import CodeActs
from qualcode.tui.views import CodingView, coding_view, label_of
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.coding_tree import CodingTree
from qualcode.tui.widgets.key_hints import KeyHints
from qualcode.tui.widgets.position_bar import PositionBar
from qualcode.tui.widgets.reading_pane import ReadingPane
from qualcode.tui.widgets.status_line import Part, StatusLine

ROOM_FOR_TREE = 96
"""Least width at which the code tree stands beside the text unasked."""
ROOM_FOR_DETAILS = 128
ROOM_FOR_BOTH = 110
"""Least width at which both panels may stand beside the text: below it no readable line is left between them."""
AT_A_SUGGESTION = (
    "workspace.accept",
    "workspace.reject",
    "workspace.code",
    "workspace.suggestion-next",
    "workspace.undo",
    "workspace.leave",
)
"""The keys that count while a suggestion lies at the cursor."""
IN_THE_TREE = ("tree.put", "codes.make", "codes.rename", "codes.move", "codes.merge", "tree.narrow")
"""The keys that count while the code tree has the focus."""
IN_THE_NEEDLE = ("tree.widen", "workspace.next-panel")
"""The keys that count while letters of a code are typed."""
IN_THE_DETAILS = ("workspace.code", "workspace.take-off", "workspace.memo", "workspace.undo", "workspace.next-panel")
"""The keys that count while the details have the focus: those of the text are not among them."""
REST = 0.1
"""Seconds that the cursor rests before the details follow: their layout costs more than a key may."""
KEEP_EVERY = 2.0
"""Seconds after which cursor and selection are kept, when they moved."""
CALM_AFTER = 0.5
"""Seconds after opening at which the collector is calmed: its one pass (0.1 s) must not hold up the first frame."""


class WorkspaceScreen(CodeActs):
    """One transcript, being coded."""

    CONTEXT = "workspace"
    BINDINGS: ClassVar[list[BindingType]] = bindings("workspace")

    pane = getters.query_one(ReadingPane)
    tree_panel = getters.query_one(CodingTree)

    def __init__(self, transcript_id: str, at: Span | None = None, like: WorkspaceScreen | None = None) -> None:
        """The workspace on one transcript.

        Args:
            transcript_id: Which.
            at: What is selected at first; None goes where the transcript was left.
            like: The screen in whose place this one comes: codes put lately, panels and focus stay as they were there.
        """
        super().__init__()
        self.transcript_id = transcript_id
        self.at = at
        self.wanted: dict[str, bool | None] = {}
        """What the user said of each panel; None lets the width decide."""
        self._own_panels: dict[str, bool | None] = {}
        """What her settings said of them then."""
        self._last_panel = "tree"
        """The panel asked for last: it stays when there is no room for both."""
        self._focus: Focus | None = None
        """What stands out at first."""
        if like is not None:
            self.recent, self.followed, self._focus = like.recent, like.followed, like.pane.code_focus
            self.wanted, self._own_panels, self._last_panel = like.wanted, like._own_panels, like._last_panel
        self._moved = False
        self._read_at: tuple[object, ...] = ()
        """The state when the study was read last."""
        self._told: tuple[object, ...] = ()
        self._rest: Timer | None = None
        self._keeping: Timer | None = None

    def compose(self) -> ComposeResult:
        """Three panels, the status line, the keys."""
        with Horizontal(id="panels"):
            with Vertical(id="tree"):
                yield Input(id="tree-needle", classes="needle", placeholder=_("Letters of a code"))
                yield CodingTree(id="code-tree")
            pane, bar = ReadingPane(id="pane"), PositionBar()
            for each in (pane, bar):
                each.paint_with(self.host.palette, self.host.depth)
            yield pane
            yield bar
            with VerticalScroll(id="details", can_focus=True):
                yield Static("", id="details-text", markup=False)
        yield StatusLine()
        yield KeyHints(("reading", "workspace"), self.host.keymap_in_use)

    def on_mount(self) -> None:
        """Opens the transcript where it was left."""
        own = self.host.own.panels()
        if own != self._own_panels:
            self.wanted, self._own_panels = dict(own), own
        self.query_one("#tree-needle").display = False
        self.fit_panels(self.app.size.width)
        view = self._read(everything=True)
        if view is None:
            return
        self.view = view
        self.pane.show(view.source, view.marks)
        self.pane.focus_on(self._focus)
        head, tail = self._first_place()
        if 0 <= head <= len(view.source.text) and 0 <= tail <= len(view.source.text):
            self.pane.place(head, tail)
        self._show_values(view)
        self.pane.focus()
        if self._keeping is None:
            self._keeping = self.set_interval(KEEP_EVERY, self._keep_place_beside)
        self.set_timer(CALM_AFTER, calm_collector)
        if self.host.suggest_on_open and not view.suggestions and self._never_suggested(view):
            self.look_for_suggestions(tell=False)

    def _first_place(self) -> tuple[int, int]:
        """Cursor and anchor to begin with; -1 where nothing was kept."""
        if self.at is not None:
            place, self.at = self.at, None
            return place.end, place.start
        kept = self.study.place(f"transcript/{self.transcript_id}")
        return int(kept.get("head", -1)), int(kept.get("tail", -1))

    def go_on_in(self, transcript_id: str, span: Span) -> None:
        """Opens another transcript in this one's place, with a segment selected."""
        self.keep_place()
        self.host.switch_transcript(WorkspaceScreen(transcript_id, span, self))

    def _never_suggested(self, view: CodingView) -> bool:
        """Whether nothing was ever suggested here, and there are codes with words to look by."""
        looked = bool(self.study.suggestions(transcript_id=self.transcript_id))
        return not looked and any(code.keywords for code in view.codes)

    def retell(self) -> None:
        """Names and colours anew; cursor, selection, panels and what stands out stay."""
        self.keep_place()
        self._told, self._focus = (), self.pane.code_focus
        self.call_later(self._say_again)

    async def _say_again(self) -> None:
        """Makes the panels anew and fills them, in one frame: an empty one, in other colours, would flash."""
        with self.app.batch_update():
            await self.recompose()
            self.on_mount()

    # Reading what is on disk

    def reread(self) -> None:
        """Reads the transcript's values again and shows them."""
        self._reread()

    def reread_codings(self) -> None:
        """Reads codings and suggestions again, after an act that changes nothing else."""
        self._reread(codings_only=True)

    def reread_everything(self) -> None:
        """Reads the counts of the other transcripts again too."""
        self._reread(everything=True)

    def follow(self) -> None:
        """Reads beside the keys what another program wrote, and shows it."""
        self._read_beside()

    @work(exclusive=True, group=READING)
    async def _read_beside(self) -> None:
        view = before = None
        while view is None or before is not self.view:
            # Once more when an act was done here meanwhile: what was read may be from before it.
            before = self.view
            try:
                state, view = await asyncio.to_thread(self._read_all)
            except QualcodeError as error:
                self._without(error)
                return
            if not self.is_attached:
                return
        self._read_at = state
        self._show(view)

    def _state(self) -> tuple[object, ...]:
        """What the view follows from: while it is the same, reading again gives the same."""
        return self.study.newest_act(), self.study.coder_name, self.host.only_mine

    def _read_all(self) -> tuple[tuple[object, ...], CodingView]:
        """The state, and the study as it is then or later."""
        state = self._state()
        return state, self._view(everything=True)

    def _view(self, **how: bool) -> CodingView:
        before = self.view if self.view_is_read else None
        return coding_view(self.study, self.transcript_id, before, only_mine=self.host.only_mine, **how)

    def _read(self, **how: bool) -> CodingView | None:
        try:
            self._read_at = self._state()
            return self._view(**how)
        except QualcodeError as error:
            self._without(error)
            return None

    def on_screen_resume(self) -> None:
        """Another screen may have changed the codes or the codings; a dialog that changed nothing costs nothing."""
        if self.view_is_read and self.attempt(self._state) not in (None, self._read_at):
            self.reread_everything()

    def _without(self, error: QualcodeError) -> None:
        """Says why nothing can be read; a transcript that is gone is left."""
        self.host.tell_error(error)
        if isinstance(error, NotFound) and self.is_current:
            self._moved = False
            self.host.leave_transcript()

    def _reread(self, **how: bool) -> None:
        view = self._read(**how)
        if view is not None:
            self._show(view)

    def _show(self, view: CodingView) -> None:
        """Shows what was read; cursor, selection and scroll stay."""
        if view.source is not self.pane.source:
            self.pane.show(view.source, view.marks, head=min(self.pane.head, len(view.source.text)))
        self.view = view
        self.pane.mark(view.marks)
        self._show_values(view)

    def _show_values(self, view: CodingView) -> None:
        self._told = ()
        self.tree_panel.people = view.people()
        self.tree_panel.show(view.codes, view.counts(), view.hues, self.host.tree_hues)
        self.query_one(PositionBar).show(view.source, view.marks)
        self.tell_place()

    def keep_place(self) -> None:
        """Keeps cursor and selection, so that reopening returns to them."""
        if self._moved:
            self._moved = False
            self.attempt(self._keeping_of_place())

    def _keeping_of_place(self) -> Callable[[], None]:
        study, key = self.study, f"transcript/{self.transcript_id}"
        place = {"head": self.pane.head, "tail": self.pane.tail}
        return lambda: study.keep_place(key, place)

    @work(exclusive=True, group="keep")
    async def _keep_place_beside(self) -> None:
        """The same in a thread: a key must not wait for the disk."""
        if self._moved:
            self._moved = False
            keep = self._keeping_of_place()
            try:
                await asyncio.to_thread(keep)
            except QualcodeError as error:
                self.host.tell_error(error)

    # Telling where the cursor is

    def tell_place(self) -> None:
        """Status line and details; the details are made anew only when other things lie under the cursor."""
        view, pane = self.view, self.pane
        offset = self.spot()
        codings = view.codings_at(offset)
        turn = view.turn_at(offset)
        parts = [Part(view.transcript.name, 2)]
        if turn is not None:
            parts.append(Part(f"{turn.number} {turn.label}".strip(), 1))
        parts.append(Part(f"{100 * pane.head // max(len(view.source.text), 1)}%", 0))
        # What stays as it is while one moves comes first: the line is cut at its end.
        if pane.code_focus is not None:
            parts.append(Part(_("focus: {name}").format(name=pane.code_focus.title), 5))
        if self.host.only_mine:
            parts.append(Part(_("only mine"), 5))
        if pane.holding:
            parts.append(Part(_("moving selects"), 5))
        if pane.selection:
            said = ngettext("{n} word selected", "{n} words selected", count_words(pane.selected_text))
            parts.append(Part(said, 3))
        names = list(dict.fromkeys(label_of(code) for each in codings if (code := view.code(each.code_id))))
        if names:
            parts.append(Part(_("codes: {names}").format(names=", ".join(names))))
        proposed = [label_of(code) for one in view.suggestions_at(offset) if (code := view.code(one.code_id))]
        if proposed:
            parts.append(Part(_("suggested: {names}").format(names=", ".join(proposed))))
        self.query_one(StatusLine).say(*parts)
        self._tell_keys(bool(proposed))
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST, self.tell_details)

    def _tell_keys(self, at_a_suggestion: bool) -> None:
        """The footer: the keys that count where the focus is."""
        hints = self.query_one(KeyHints)
        focused = self.focused.id if self.focused is not None else ""
        if focused == "tree-needle":
            hints.show_only(IN_THE_NEEDLE, typing=True)
        elif focused in ("code-tree", "details"):
            hints.show_only(IN_THE_TREE if focused == "code-tree" else IN_THE_DETAILS)
        else:
            hints.show_only(AT_A_SUGGESTION if at_a_suggestion else ())

    def tell_details(self) -> None:
        """Makes the details anew, when other things lie under the cursor than they tell of."""
        offset, pointed = self.spot(), self.pointed()
        view = self.view
        told = (view.turn_at(offset), view.codings_at(offset), view.suggestions_at(offset), pointed)
        if told != self._told and self.query_one("#details").display:
            self._told = told
            self.query_one("#details-text", Static).update(details_text(view, offset, pointed, self.host.tree_hues))

    def pointed(self) -> str:
        """The code under the tree's cursor, while the tree has the focus."""
        return self.tree_panel.pointed_code if self.tree_panel.has_focus else ""

    def on_reading_pane_moved(self, message: ReadingPane.Moved) -> None:
        """Says where the cursor is now."""
        message.stop()
        self._moved = True
        self.tell_place()

    def on_reading_pane_scrolled(self, message: ReadingPane.Scrolled) -> None:
        """The position bar follows."""
        message.stop()
        self.query_one(PositionBar).sight(message.top, message.bottom)

    def on_position_bar_pointed(self, message: PositionBar.Pointed) -> None:
        """Goes to the place that was pointed at."""
        self.pane.place(self.view.source.blocks.shown(message.offset))
        self.pane.focus()

    def on_code_tree_pointed(self, message: CodeTree.Pointed) -> None:
        """Shows the card of the code."""
        message.stop()
        self.tell_place()

    def on_code_tree_chosen(self, message: CodeTree.Chosen) -> None:
        """Puts the code on the selection; a click without one only shows the card, because nothing was said to be coded."""
        message.stop()
        if self.pane.selection is not None or not message.clicked:
            self.put(message.code_id)

    def on_descendant_focus(self) -> None:
        """The card follows the focus."""
        if self.view_is_read:
            self.tell_place()

    # Panels

    def on_resize(self, event: events.Resize) -> None:
        """Panels that no longer fit make room for the text."""
        self.fit_panels(event.size.width)

    def fit_panels(self, width: int) -> None:
        """Shows the panels that were asked for, or for which there is room; the text takes the focus of one that goes."""
        focused = [panel for panel in self.query("#tree, #details") if panel.has_focus_within or panel.has_focus]
        for name, least in (("tree", ROOM_FOR_TREE), ("details", ROOM_FOR_DETAILS)):
            said = self.wanted[name]
            self.query_one(f"#{name}").display = width >= least if said is None else said
        tree, details = self.query_one("#tree"), self.query_one("#details")
        if width < ROOM_FOR_BOTH and tree.display and details.display:
            (details if self._last_panel == "tree" else tree).display = False
        if any(not panel.display for panel in focused):
            self.pane.focus()

    def action_panel(self, name: str) -> None:
        """Shows or hides a panel."""
        panel = self.query_one(f"#{name}")
        self.wanted[name] = not panel.display
        self._last_panel = name
        self.fit_panels(self.app.size.width)
        self._told = ()
        self.tell_place()

    def on_key(self, event: events.Key) -> None:
        """A code's own shortcut puts it; keys that do something here come first. Escape leaves the line of letters."""
        if event.key == "escape" and self.query_one("#tree-needle").has_focus:
            event.stop()
            self.close_needle()
            return
        if event.character and len(event.character) == 1:
            code = next((code for code in self.view.codes if code.shortcut == event.character), None)
            if code is not None and event.key not in self.active_bindings:
                event.stop()
                self.put(code.id)

    def action_leave(self) -> None:
        """Back to the study's home."""
        self.keep_place()
        self.host.leave_transcript()
