"""Rounds of coding: drawn with a seed that is shown, the agreement of each, and where the codebook changed in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import DataTable, Input, Label, Select, Static

from qualcode.errors import QualcodeError
from qualcode.i18n import _, language, ngettext
from qualcode.store import Study, values
from qualcode.store.values import ROUND_KINDS
from qualcode.tui.keymap import bindings
from qualcode.tui.screens.agreement import AgreementScreen
from qualcode.tui.screens.room import RoomScreen
from qualcode.tui.views_agreement_rounds import RoundLine, RoundsView, rounds_view
from qualcode.tui.widgets.agreement_bar import interval_bar, scale
from qualcode.tui.widgets.listing import Listing, number, words

FIRST_SEED = 2026


class RoundsScreen(RoomScreen[RoundsView]):
    """All rounds, oldest first: their agreement is a line through time."""

    CONTEXT = "rounds"
    BINDINGS: ClassVar[list[BindingType]] = bindings("rounds")
    CSS_PATH = "../styles/agreement.tcss"
    FIRST = "#rounds"

    def compose(self) -> ComposeResult:
        """Title, list, warnings, keys."""
        yield self.title_line()
        with Vertical(id="body"):
            yield Listing(id="rounds", cursor_type="row")
        with VerticalScroll(id="rounds-warnings"):
            yield Static("", id="warnings", markup=False)
        yield self.key_hints()

    def read(self, study: Study) -> RoundsView:
        """The rounds with their agreement."""
        return rounds_view(study)

    def show(self, value: RoundsView) -> None:
        """One row a round."""
        self.tell_title(
            ngettext("{n} round", "{n} rounds", len(value.lines)), _("coding is blind") if value.blind else ""
        )
        wide = self.app.size.width >= 110
        bar = 21 if wide else 12
        titles = [_("Round"), _("Kind"), _("Transcripts"), "κ", "α", scale(bar), _("Seed")]
        if wide:
            titles += [_("interval"), _("Coders"), _("Codebook")]
        rows = [(line.round.id, self._cells(line, bar, wide)) for line in value.lines]
        self.query_one(Listing).fill(titles, rows)
        self.query_one("#warnings", Static).update(self._warnings(value))

    @staticmethod
    def _cells(line: RoundLine, bar: int, wide: bool) -> list[Text]:
        one = line.round
        low, high = (line.interval.low, line.interval.high) if line.interval else (None, None)
        cells = [
            words(one.name[:24]),
            words(kind_said(one.kind)),
            number(f"{line.done}/{len(one.transcripts)}"),
            number(_figure(line.kappa)),
            number(_figure(line.alpha)),
            interval_bar(line.alpha, low, high, bar),
            number("–" if one.seed is None else one.seed),
        ]
        if wide:
            cells += [
                words(f"{_figure(low)}–{_figure(high)}" if low is not None else line.reason[:40]),
                words(line.coders),
                words(_("closed {day}").format(day=one.closed[:10]) if one.closed else _("open")),
            ]
        return cells

    def _warnings(self, value: RoundsView) -> str:
        if not value.lines:
            return _(
                "No rounds yet: n draws transcripts at random, with a seed that is kept, for coders to code alone."
            )
        return "\n".join(f"⚠ {warning}" for warning in value.warnings) or _("The codebook did not change in between.")

    def pointed(self) -> RoundLine | None:
        """The round under the cursor."""
        key = self.query_one(Listing).row_key
        lines = self.value.lines if self.value else ()
        return next((line for line in lines if line.round.id == key), None)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.action_open()

    def on_resize(self) -> None:
        """Other columns fit."""
        if self.value is not None:
            self.show(self.value)

    def action_open(self) -> None:
        """The figures of this round."""
        line = self.pointed()
        if line is None:
            return
        if line.alpha is None and not line.done:
            self.notify(line.reason, markup=False)
            return
        self.app.push_screen(AgreementScreen(line.round.name))

    def action_new(self) -> None:
        """Draws and makes a round."""
        from qualcode.coding import make_round

        if self.value is None:
            return
        if len(self.value.coders) < 2 or not self.value.transcripts:
            self.notify(_("A round needs at least one transcript and two coders."))
            return

        def made(wish: Wish | None) -> None:
            if wish is not None:
                self.do(
                    lambda: make_round(
                        self.study,
                        wish.name,
                        transcripts=wish.transcripts,
                        coders=wish.coders,
                        kind=wish.kind,
                        seed=wish.seed,
                    )
                )

        self.app.push_screen(NewRoundScreen(self.value), made)

    def action_close(self) -> None:
        """Closes a round: the codebook as it is now is kept with it."""
        from qualcode.coding import close_round

        line = self.pointed()
        if line is not None:
            round_id = line.round.id

            def sure() -> None:
                self.do(lambda: close_round(self.study, round_id))

            self.confirm(
                _("Close “{name}”? The codebook as it is now is kept with it.").format(name=line.round.name),
                _("Yes, close"),
                sure,
            )

    def action_blind(self) -> None:
        """Whether coders see each other's codings before all have done a transcript."""
        from qualcode.coding import coders_who_see_all, set_blind

        def chosen(which: str) -> None:
            me = self.study.coder()
            let_through = {coder.id for coder in coders_who_see_all(self.study)}
            if me is not None and which != "off":
                let_through = let_through | {me.id} if which == "me" else let_through - {me.id}
            self.do(lambda: set_blind(self.study, which != "off", sees_all=sorted(let_through)))

        options = [
            ("on", _("Blind: others' codings are hidden until all have done the transcript")),
            ("me", _("Blind, but I see everything (I do not code)")),
            ("off", _("Not blind: everybody sees all codings")),
        ]
        self.choose(_("Who sees whose codings?"), options, chosen)


@dataclass(frozen=True, slots=True)
class Wish:
    """A round as it was asked for."""

    name: str
    kind: str
    transcripts: tuple[str, ...]
    coders: tuple[str, ...]
    seed: int


class NewRoundScreen(ModalScreen[Wish | None]):
    """Name, kind, how many, from which, with which seed; what is drawn is shown at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+s", "make", show=False, priority=True),
    ]

    def __init__(self, view: RoundsView) -> None:
        super().__init__()
        self.view = view
        self.fresh = [one.id for one in view.transcripts if one.id not in view.drawn_before]

    def compose(self) -> ComposeResult:
        """The choices, what is drawn, the keys."""
        view = self.view
        next_number = len(view.lines) + 1
        kinds = [(kind_said(kind), kind) for kind in ROUND_KINDS]
        self.groups = _groups(view)
        coders = [(", ".join(self._coder_said(one) for one in group), str(at)) for at, group in enumerate(self.groups)]
        pools = [(_("all transcripts"), "all")]
        if self.fresh and len(self.fresh) < len(view.transcripts):
            pools.insert(0, (_("transcripts that are in no round yet"), "fresh"))
        with VerticalScroll(classes="dialog"):
            yield Label(_("New round"), classes="dialog-title")
            with Grid(id="round-choices"):
                yield Label(_("Name"))
                yield Input(_("Round {n}").format(n=next_number), id="round-name", compact=True)
                yield Label(_("Kind"))
                kind = "training" if next_number == 1 else "round"
                yield Select(kinds, value=kind, allow_blank=False, id="round-kind", compact=True)
                yield Label(_("Coders"))
                yield Select(coders, value="0", allow_blank=False, id="round-coders", compact=True)
                yield Label(_("Draw from"))
                yield Select(pools, value=pools[0][1], allow_blank=False, id="round-pool", compact=True)
                yield Label(_("How many"))
                yield Input(str(min(3, len(self.pool(pools[0][1])))), id="round-count", compact=True, type="integer")
                yield Label(_("Seed"))
                yield Input(str(FIRST_SEED + next_number), id="round-seed", compact=True, type="integer")
            yield Static("", id="drawn", markup=False)
            yield Label(_("Tab: next   Ctrl+S or Enter: make the round   Esc: not"), classes="dialog-keys")

    def _coder_said(self, coder: values.Coder) -> str:
        return coder.name if coder.id in self.view.at_work else _("{coder} (new)").format(coder=coder.name)

    def on_mount(self) -> None:
        """Draws at once."""
        self.query_one("#round-name", Input).focus()
        self._tell()

    def pool(self, which: str) -> list[str]:
        """What is drawn from."""
        return self.fresh if which == "fresh" else [one.id for one in self.view.transcripts]

    def wish(self) -> Wish:
        """What is asked for now.

        Raises:
            QualcodeError: when so many cannot be drawn.
        """
        from qualcode.coding import draw_sample

        def whole(name: str) -> int:
            said = self.query_one(name, Input).value.strip()
            return int(said) if said.lstrip("-").isdecimal() else 0

        pool = self.pool(str(self.query_one("#round-pool", Select).value))
        seed = whole("#round-seed")
        drawn = draw_sample(pool, count=whole("#round-count"), seed=seed)
        group = self.groups[int(str(self.query_one("#round-coders", Select).value))]
        return Wish(
            self.query_one("#round-name", Input).value.strip(),
            str(self.query_one("#round-kind", Select).value),
            drawn,
            tuple(coder.id for coder in group),
            seed,
        )

    @on(Input.Changed)
    @on(Select.Changed)
    def _tell(self) -> None:
        names = {one.id: one.name for one in self.view.transcripts}
        try:
            wish = self.wish()
        except QualcodeError as error:
            self.query_one("#drawn", Static).update(str(error))
            return
        said = _("Drawn: {names}").format(names=", ".join(names[one] for one in wish.transcripts))
        self.query_one("#drawn", Static).update(said)

    def on_input_submitted(self) -> None:
        """Enter makes it too."""
        self.action_make()

    def action_make(self) -> None:
        """Gives the round, when it can be drawn and has a name."""
        try:
            wish = self.wish()
        except QualcodeError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        if not wish.name:
            self.notify(_("A round needs a name."), severity="error")
            return
        self.dismiss(wish)


def _groups(view: RoundsView) -> list[tuple[values.Coder, ...]]:
    """Who may code a round together: first those who are at work, then all, then each pair, of those at work before others."""
    working = [coder for coder in view.coders if coder.id in view.at_work]
    people = working + [coder for coder in view.coders if coder.id not in view.at_work]
    pairs = [(first, second) for at, first in enumerate(people) for second in people[at + 1 :]]
    pairs.sort(key=lambda pair: sum(coder.id not in view.at_work for coder in pair))
    wanted = [tuple(working), tuple(people), *pairs] if len(working) > 1 else [tuple(people), *pairs]
    return list(dict.fromkeys(wanted))


def kind_said(kind: str) -> str:
    """The kind of a round."""
    return {"training": _("training"), "round": _("round"), "revision": _("after revising the codebook")}[kind]


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    text = f"{round(value, 2) + 0.0:.2f}"
    return text.replace(".", ",") if language() == "nl" else text
