"""Settling a difference otherwise: the edges moved by words, and the codes that shall stand there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from qualcode.i18n import _
from qualcode.text import word_spans
from qualcode.tui.views_agreement import PlaceView
from qualcode.tui.widgets.agreement_place import window_around, wrapped_at

if TYPE_CHECKING:
    from qualcode.tui.screens.agreement_review import ReviewScreen


@dataclass(frozen=True, slots=True)
class Edited:
    """What shall stand there instead."""

    start: int
    end: int
    codes: tuple[str, ...]


class EditScreen(ModalScreen[Edited | None]):
    """Gives the span and its codes; None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("enter", "take", show=False),
        Binding("left_square_bracket", "edge('end', -1)", show=False),
        Binding("right_square_bracket", "edge('end', 1)", show=False),
        Binding("left_curly_bracket", "edge('start', -1)", show=False),
        Binding("right_curly_bracket", "edge('start', 1)", show=False),
        Binding("c", "add_code", show=False),
        Binding("x,delete", "drop_code", show=False),
        Binding("1,a", "span(0)", show=False),
        Binding("2,b", "span(1)", show=False),
    ]

    def __init__(self, review: ReviewScreen, place: PlaceView, names: Mapping[str, str]) -> None:
        super().__init__()
        self.review = review
        self.place = place
        self.names = dict(names)
        self.start, self.end = place.start, place.end
        self.codes = list(dict.fromkeys(side.code_id for side in place.sides if side.code_id))
        words = word_spans(place.text)
        # What the coders themselves marked counts too: a full stop belongs to no word.
        spans = [(place.start, place.end), *(span for side in place.sides for span in side.spans)]
        self.starts = sorted({word.start for word in words} | {start for start, _end in spans})
        self.ends = sorted({word.end for word in words} | {end for _start, end in spans})

    def compose(self) -> ComposeResult:
        """The words with the span, the codes, the keys."""
        with Vertical(classes="dialog"):
            yield Label(_("Settle otherwise"), classes="dialog-title")
            yield Static("", id="edit-text", markup=False)
            yield Static("", id="edit-codes", markup=False)
            yield Label(
                _("[ ] end   {{ }} start   1 2 as either coder   c code   x last code off").format(),
                classes="dialog-keys",
            )
            yield Label(_("Enter: settle so   Esc: not"), classes="dialog-keys")

    def on_mount(self) -> None:
        """Shows the span."""
        self._tell()

    def _tell(self) -> None:
        text = Text(end="")
        window = window_around(self.place.text, min(self.start, self.place.start), max(self.end, self.place.end), 120)
        width = min(self.app.size.width - 8, 90)
        for start, end in wrapped_at(self.place.text, window, width):
            for at in range(start, end):
                inside = self.start <= at < self.end
                text.append(self.place.text[at], Style(reverse=True) if inside else Style(dim=True))
            text.append("\n")
        self.query_one("#edit-text", Static).update(text)
        said = "\n".join(f"· {self.names.get(code, code)}" for code in self.codes)
        self.query_one("#edit-codes", Static).update(said or _("No code yet: c chooses one."))

    def action_edge(self, which: str, direction: int) -> None:
        """Moves an edge by one word."""
        if which == "end":
            moved = _step(self.ends, self.end, direction)
            self.end = moved if moved > self.start else self.end
        else:
            moved = _step(self.starts, self.start, direction)
            self.start = moved if moved < self.end else self.start
        self._tell()

    def action_span(self, which: int) -> None:
        """The edges of one coder."""
        spans = self.place.sides[which].spans
        if spans:
            self.start, self.end = spans[0][0], spans[-1][1]
            self._tell()

    def action_add_code(self) -> None:
        """One more code."""

        def picked(code: str) -> None:
            if code not in self.codes:
                self.codes.append(code)
            self.names.setdefault(code, next((one.name for one in self.review.study.codes() if one.id == code), code))
            self._tell()

        self.review.pick_code(_("Which code belongs here?"), picked)

    def action_drop_code(self) -> None:
        """The last code goes."""
        if self.codes:
            self.codes.pop()
            self._tell()

    def action_take(self) -> None:
        """Gives what is chosen; without a code there is nothing to settle on."""
        if self.codes:
            self.dismiss(Edited(self.start, self.end, tuple(self.codes)))
        else:
            self.notify(_("Choose a code, or settle with n: no code."))


def _step(places: list[int], here: int, direction: int) -> int:
    """The next or previous place in the list; the same when there is none."""
    if direction > 0:
        return next((place for place in places if place > here), here)
    return next((place for place in reversed(places) if place < here), here)
