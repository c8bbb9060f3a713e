"""The differences one after the other: both coders' marks under the words, and a key for each way to settle it."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from qualcode.agreement.of_study import Question
from qualcode.agreement.settled import Key
from qualcode.agreement.wording import kind_name
from qualcode.i18n import _, language, ngettext
from qualcode.store import Study
from qualcode.tui.keymap import bindings
from qualcode.tui.palette import Depth
from qualcode.tui.screens.agreement_edit import Edited, EditScreen
from qualcode.tui.screens.room import NARROW, RoomScreen
from qualcode.tui.views_agreement import KINDS, PlaceView, ReviewView, review_view
from qualcode.tui.widgets.agreement_bar import progress_bar
from qualcode.tui.widgets.agreement_place import decided, place_text
from qualcode.tui.widgets.agreement_places import PlaceList

FIRST_HUE, SECOND_HUE = 5, 1


class ReviewScreen(RoomScreen[ReviewView]):
    """Differences to be settled."""

    CONTEXT = "differences"
    BINDINGS: ClassVar[list[BindingType]] = bindings("differences")
    CSS_PATH = "../styles/agreement.tcss"
    FIRST = "#places"

    def __init__(self, question: Question, about: str, keys: frozenset[Key]) -> None:
        super().__init__()
        self.question = question
        self.about = about
        self.keys = keys
        self.only = ""
        """The kind that is shown; empty for all."""
        self.with_settled = True
        self.last: Key | None = None
        """What was decided last on this screen."""

    def compose(self) -> ComposeResult:
        """Title, list, the difference in its context, keys."""
        yield self.title_line()
        with Container(id="body"):
            yield PlaceList(id="places")
            with VerticalScroll(id="place-side", can_focus=True):
                yield Static("", id="place-text", markup=False)
        yield Static("", id="place-title", markup=False)
        yield self.key_hints()

    def read(self, study: Study) -> ReviewView:
        """The differences with their words."""
        return review_view(study, self.question, self.value)

    def show(self, value: ReviewView) -> None:
        """The list, and the one under the cursor."""
        self.places.show_places(self.listed(value))
        self._tell_progress(value)
        self.tell_place()
        # The first time the pane has no size yet: its lines are cut again once it has.
        self.call_after_refresh(self.tell_place)

    @property
    def places(self) -> PlaceList:
        """The list."""
        return self.query_one(PlaceList)

    def among(self, value: ReviewView) -> list[PlaceView]:
        """The differences that this screen was opened on."""
        return [place for place in value.places if place.key in self.keys]

    def listed(self, value: ReviewView) -> list[PlaceView]:
        """Those that the filters let through."""
        return [
            place
            for place in self.among(value)
            if (not self.only or place.kind == self.only) and (self.with_settled or not place.is_settled)
        ]

    def tell_title(self, *parts: str) -> None:
        """Which differences."""
        text = Text(no_wrap=True, overflow="ellipsis", end="")
        text.append(_("Differences"), "bold")
        text.append("  " + " · ".join(part for part in parts if part))
        self.query_one("#room-title", Static).update(text)

    def _tell_progress(self, value: ReviewView) -> None:
        among = self.among(value)
        done = sum(place.is_settled for place in among)
        shown = len(self.places.places)
        self.tell_title(
            self.about,
            f"{shown} {kind_name(self.only)}" if self.only else str(shown),
            "" if self.with_settled else _("only what is left"),
            self._progress_said(done, len(among)),
            _("α {before} → {after}").format(before=_figure(value.alpha), after=_figure(value.after)),
        )

    def _progress_said(self, done: int, among: int) -> str:
        """Where there is little room only the numbers, so that the agreement after it stays in sight."""
        if self.app.size.width < NARROW:
            return f"{progress_bar(done, among, 6)} {done}/{among}"
        return f"{progress_bar(done, among, 10)} " + _("{done} of {all} settled").format(done=done, all=among)

    @property
    def pointed(self) -> PlaceView | None:
        """The difference under the cursor."""
        return self.places.pointed

    def tell_place(self) -> None:
        """Shows the difference under the cursor."""
        place = self.pointed
        side = self.query_one("#place-side")
        if place is None:
            self.query_one("#place-text", Static).update(_("Nothing is left here."))
            self.query_one("#place-title", Static).update("")
            return
        width = max(side.size.width - 2, 30)
        self.query_one("#place-text", Static).update(place_text(place, width, self._inks()))
        parts = [
            kind_name(place.kind),
            f"{place.transcript} · {place.turn}" if place.turn else place.transcript,
            place.speaker,
            ngettext("{n} character in dispute", "{n} characters in dispute", place.amount),
            decided(place),
        ]
        self.query_one("#place-title", Static).update(
            Text(" · ".join(part for part in parts if part), no_wrap=True, overflow="ellipsis")
        )

    def _inks(self) -> tuple[Style, Style]:
        if self.host.depth is Depth.NONE:
            return Style(), Style()
        hues = self.host.palette.hues
        return Style(color=hues[FIRST_HUE]), Style(color=hues[SECOND_HUE])

    def on_place_list_pointed(self) -> None:
        """The cursor moved."""
        self.tell_place()
        self.query_one("#place-side", VerticalScroll).scroll_home(animate=False)

    def on_place_list_opened(self) -> None:
        """A double click."""
        self.action_open()

    def on_resize(self, _event: events.Resize) -> None:
        """The lines are cut anew."""
        if self.value is not None:
            self.call_after_refresh(self.tell_place)

    # Moving and choosing

    def action_step(self, direction: int) -> None:
        """The next or previous difference."""
        self.places.action_move(direction)

    def action_next_kind(self) -> None:
        """All, boundaries, other codes, omissions."""
        kinds = ("", *KINDS)
        self.only = kinds[(kinds.index(self.only) + 1) % len(kinds)]
        self._filter()

    def action_kind(self, kind: str) -> None:
        """Only this kind; again: all."""
        self.only = "" if self.only == kind else kind
        self._filter()

    def action_hide_settled(self) -> None:
        """Settled ones too, or only what is left."""
        self.with_settled = not self.with_settled
        self._filter()

    def _filter(self) -> None:
        if self.value is not None:
            self.show(self.value)

    def action_open(self) -> None:
        """Opens the transcript there."""
        if place := self.pointed:
            self.open_place(place.transcript_id, place.start, place.end)

    # Settling

    def action_settle(self, decision: str) -> None:
        """Settles the difference under the cursor, and goes to the next that is not settled."""
        if place := self.pointed:
            self._settle(place, decision)

    def _settle(self, place: PlaceView, decision: str, *, reason: str = "", edited: Edited | None = None) -> None:
        from qualcode.coding import Difference, Placing, settle

        first, second = place.sides
        difference = Difference(
            place.transcript_id,
            place.start,
            place.end,
            place.kind,
            first.coder_id,
            second.coder_id,
            first.code_id,
            second.code_id,
            first.codings,
            second.codings,
        )
        placings = (
            [Placing(place.transcript_id, edited.start, edited.end, code) for code in edited.codes] if edited else []
        )
        kept = reason or (place.outcome.reason if place.outcome else "")
        self.last = place.key
        self._go_on_from(place)
        self.do(lambda: settle(self.study, difference, decision, placings=placings, reason=kept))

    def _go_on_from(self, place: PlaceView) -> None:
        """The cursor goes to the next one that is not settled, before the list is read again."""
        places = self.places.places
        here = places.index(place)
        for at in (*range(here + 1, len(places)), *range(here)):
            if places[at].outcome is None:
                self.places.point(at)
                return

    def action_edit(self) -> None:
        """Other edges, other codes."""
        place, value = self.pointed, self.value
        if place is None or value is None:
            return

        def edited(result: Edited | None) -> None:
            if result is not None:
                self._settle(place, "edit", edited=result)

        self.app.push_screen(EditScreen(self, place, value.material.names), edited)

    def action_why(self) -> None:
        """Says why it was settled so: the one under the cursor, or else the one decided just before."""
        place = self.pointed
        if place is not None and place.outcome is None:
            place = self._decided_last()
        if place is None or place.outcome is None:
            self.notify(_("Settle it first: a, b, t, n or e."))
            return
        one = place.outcome

        def said(reason: str) -> None:
            if one.decision == "edit":
                self._again(place, reason)
            else:
                self._settle(place, one.decision, reason=reason)

        self.ask(f"{_('Why so?')} {place.transcript}: {place.words[:40]}", said, one.reason)

    def _decided_last(self) -> PlaceView | None:
        """The cursor goes on after a decision; the reason that is said then is about what was decided."""
        among = self.value.places if self.value else ()
        return next((place for place in among if place.key == self.last), None)

    def _again(self, place: PlaceView, reason: str) -> None:
        """The same edit with a reason: what the consensus layer has there now is put again."""
        assert place.outcome is not None
        own = set(place.outcome.coding_ids)
        now = [coding for coding in self.study.codings(transcript_id=place.transcript_id) if coding.id in own]
        if now:
            codes = tuple(dict.fromkeys(coding.code_id for coding in now))
            self._settle(place, "edit", reason=reason, edited=Edited(now[0].start, now[0].end, codes))

    def action_unsettle(self) -> None:
        """Takes the decision back."""
        from qualcode.coding import unsettle

        place = self.pointed
        if place is None or place.outcome is None:
            self.notify(_("Nothing was decided here yet."))
            return
        settlement = place.outcome.id
        self.do(lambda: unsettle(self.study, settlement))

    def action_memo(self) -> None:
        """A memo on the coding: the first coder's, or the second's where the first has none."""
        place = self.pointed
        if place is None:
            return
        codings = [coding for side in place.sides for coding in side.codings]
        if codings:
            self.host.edit_memo(self, "coding", codings[0], f"{place.transcript}, {kind_name(place.kind)}")


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    text = f"{value:.3f}"
    return text.replace(".", ",") if language() == "nl" else text
