"""The code picker: a few letters, Enter. A name that is new makes a code; "parent > name" puts it under its parent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.i18n import _
from qualcode.store.values import Code
from qualcode.tui.picking import Candidate, Picked, candidates, new_code
from qualcode.tui.views import label_of

LIST, CARD = 0.36, 0.36
"""Most of the screen's height for the codes that are offered, and for the card of one."""
SURE = 85.0
"""Below this score a new code is offered before the codes that were found."""


class CodePicker(ModalScreen[Picked | None]):
    """Gives the code picked, or the new one wanted; None on Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("down,ctrl+n", "pointer(1)", show=False, priority=True),
        Binding("up,ctrl+p", "pointer(-1)", show=False, priority=True),
        Binding("ctrl+enter,ctrl+o", "make_new", show=False, priority=True),
        Binding("pagedown", "card(1)", show=False, priority=True),
        Binding("pageup", "card(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        codes: Sequence[Code],
        counts: Mapping[str, int],
        recent: Sequence[str] = (),
        hue_of: Mapping[str, int] | None = None,
        hues: Sequence[str] = (),
        *,
        may_make: bool = True,
    ) -> None:
        super().__init__()
        self.question = title
        self.codes = tuple(codes)
        self.counts = counts
        self.recent = tuple(recent)
        self.hue_of = hue_of or {}
        self.hues = tuple(hues)
        self.may_make = may_make
        self._offered: list[Picked] = []
        self._card = Text(end="")

    def compose(self) -> ComposeResult:
        """The line, what it may mean, and the card of the one pointed at."""
        with Vertical(classes="dialog"):
            yield Label(self.question, classes="dialog-title", markup=False)
            yield Input(placeholder=self._may_be_typed(), classes="needle")
            yield OptionList(markup=False, compact=True)
            with VerticalScroll(id="card", can_focus=False):
                yield Static("", id="card-text", markup=False)
            yield Label(self._keys(), classes="dialog-keys")

    def _may_be_typed(self) -> str:
        if self.may_make:
            return _("name, number or keyword; a new name makes a code; parent > name")
        return _("name, number or keyword")

    def _keys(self) -> str:
        keys = [_("Enter: this one"), _("Ctrl+O: make it new") if self.may_make else "", _("PgDn: on in the card")]
        return "   ".join(each for each in (*keys, _("Esc: none")) if each)

    def on_mount(self) -> None:
        """Offers the likeliest before anything is typed."""
        self._offer("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offers anew for every letter."""
        self._offer(event.value)

    def _offer(self, query: str) -> None:
        found = candidates(query, self.codes, self.counts, self.recent)
        fresh = new_code(query, self.codes, self.counts) if self.may_make and query.strip() else None
        rows = [(Picked(candidate.code.id), self._row(candidate)) for candidate in found]
        if fresh is not None:
            sure = bool(found) and found[0].score >= SURE and ">" not in query
            rows.insert(len(rows) if sure else 0, (fresh, self._new_row(fresh)))
        self._offered = [picked for picked, _row in rows]
        listing = self.query_one(OptionList)
        listing.clear_options()
        listing.add_options([Option(row) for _picked, row in rows])
        listing.highlighted = 0 if rows else None
        self._fit()

    def _fit(self) -> None:
        """Gives list and card the rows they need, as far as there are: Textual counts the rows that a limit cuts off too."""
        height = self.app.size.height
        listing, card, said = self.query_one(OptionList), self.query_one("#card"), self.query_one("#card-text", Static)
        listing.styles.height = max(min(listing.option_count, int(height * LIST)), 1)
        width = self.query_one(".dialog").content_size.width - card.gutter.width - card.styles.scrollbar_size_vertical
        lines = self._card.wrap(self.app.console, max(width, 20))
        card.display = bool(self._card)
        card.styles.height = min(len(lines), int(height * CARD)) + card.gutter.height
        said.update(self._card)

    def on_resize(self) -> None:
        """Rows and lines anew."""
        self._fit()

    def _row(self, candidate: Candidate) -> Text:
        code = candidate.code
        text = Text(no_wrap=True, overflow="ellipsis", end="")
        hue = self.hues[self.hue_of.get(code.id, 0) % len(self.hues)] if self.hues else ""
        text.append("■ ", Style(color=hue) if hue else Style())
        text.append(label_of(code), Style(bold=True))
        if code.shortcut:
            text.append(f" [{code.shortcut}]")
        if count := self.counts.get(code.id, 0):
            text.append(f" {count}")
        if candidate.path:
            text.append(f"  {candidate.path}", Style(dim=True))
        return text

    def _new_row(self, fresh: Picked) -> Text:
        parent = next((label_of(code) for code in self.codes if code.id == fresh.parent_id), "")
        if fresh.new_parent:
            parent = _("the new main code “{name}”").format(name=fresh.new_parent)
        said = _("+ new code “{name}”").format(name=fresh.new_name)
        return Text(said + (" " + _("under {parent}").format(parent=parent) if parent else ""), style="italic")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Shows the definition of the code pointed at."""
        picked = self._offered[event.option_index] if event.option_index < len(self._offered) else Picked()
        code = next((code for code in self.codes if code.id == picked.code_id), None)
        self._card = _card(code) if code else Text(end="")
        self._fit()
        self.query_one("#card").scroll_home(animate=False)

    def action_card(self, direction: int) -> None:
        """Reads on in a card that is longer than its place, or back."""
        card = self.query_one("#card")
        card.scroll_relative(y=direction * max(card.size.height - 1, 1), animate=False)

    def action_pointer(self, direction: int) -> None:
        """Points at the next or previous one while the line keeps the focus."""
        listing = self.query_one(OptionList)
        if self._offered:
            listing.highlighted = ((listing.highlighted or 0) + direction) % len(self._offered)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Gives the one pointed at."""
        event.stop()
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self._offered):
            self.dismiss(self._offered[place])
        else:
            self.notify(_("No code is like this, and it is no name for a new one."))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Gives the one clicked."""
        self.dismiss(self._offered[event.option_index])

    def action_make_new(self) -> None:
        """Makes the typed name a new code, also when others look like it."""
        fresh = new_code(self.query_one(Input).value, self.codes, self.counts) if self.may_make else None
        if fresh is not None:
            self.dismiss(fresh)


def _card(code: Code) -> Text:
    """What helps to choose: definition, when and when not, an example."""
    text = Text(code.definition, end="")
    for heading, said in (
        (_("When"), code.when_to_use),
        (_("When not"), code.when_not),
        (_("Example"), code.example),
    ):
        if said:
            text.append(("\n" if text else "") + f"{heading}: ", Style(bold=True))
            text.append(said)
    return text
