"""The history: every act with who and when; filtered by coder, act or words; undone to a chosen place."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import DataTable, Static

from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.store import Study
from qualcode.tui.screens.filtered import FilteredRoom
from qualcode.tui.screens.room import binds
from qualcode.tui.views_history import HistoryRow, HistoryView, history_view, undo_steps
from qualcode.tui.widgets.listing import Listing, number, words
from qualcode.tui.widgets.status_line import StatusLine

MOST_ROWS = 2000
"""Rows shown at once: more are found by filtering."""
SHOWN_STEPS = 6
"""How many acts the question before a long undo names."""


class HistoryScreen(FilteredRoom[HistoryView]):
    """The audit trail."""

    CONTEXT = "history"
    BINDINGS: ClassVar[list[BindingType]] = binds("history")
    FIRST = "#body"
    CONDITIONS = ("coder", "act", "transcript", "day")

    def compose(self) -> ComposeResult:
        """Title, the line to search in, the acts, what is filtered, keys."""
        yield self.title_line()
        yield from self.needle_line(_("Words in what was done, or who"))
        yield Listing(id="body", cursor_type="row", zebra_stripes=True)
        yield Static("", id="history-said", markup=False)
        yield StatusLine()
        yield self.key_hints()

    def read(self, study: Study) -> HistoryView:
        """The journal."""
        return history_view(study)

    def show(self, value: HistoryView) -> None:
        """The rows that fit."""
        found = value.only(**self.only)
        self.show_needle()
        table = self.query_one(Listing)
        titles = [_("No."), _("When (UTC)"), _("Coder"), _("What"), ""]
        table.fill(titles, [(row.change.id, _cells(row)) for row in found[:MOST_ROWS]], fit=(3,))
        said = [
            self.only["coder"],
            value.acts.get(self.only["act"], ""),
            self.only["transcript"],
            self.only["day"],
            f"“{self.only['text']}”" if self.only["text"] else "",
        ]
        self.tell_title(
            ngettext("{n} act", "{n} acts", len(value.rows)),
            ngettext("{n} shown", "{n} shown", min(len(found), MOST_ROWS)) if len(found) < len(value.rows) else "",
            *said,
        )
        self.tell_place()

    def tell_place(self) -> None:
        """How far undo would go from here."""
        row = self.pointed()
        self.query_one("#history-said", Static).update(row.said if row else "")
        if row is None or self.value is None:
            self.query_one(StatusLine).say(_("Nothing fits."))
            return
        steps = len(self.value.steps_to(row.change.id))
        if steps:
            self.query_one(StatusLine).say(
                ngettext("Undo to here takes {n} act back.", "Undo to here takes {n} acts back.", steps)
            )
        elif row.change.state == "undone":
            self.query_one(StatusLine).say(_("This was undone."))
        elif not row.mine:
            self.query_one(StatusLine).say(
                _("This is the work of {coder}; each undoes her own.").format(coder=row.coder)
            )
        else:
            self.query_one(StatusLine).say(_("This cannot be taken back."))

    def pointed(self) -> HistoryRow | None:
        """The act under the cursor."""
        key = self.query_one(Listing).row_key
        return next((row for row in self.value.rows if row.change.id == key), None) if self.value else None

    def on_data_table_row_highlighted(self) -> None:
        """The cursor moved."""
        self.tell_place()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter."""
        event.stop()
        self.action_back_to()

    def action_choose(self, what: str) -> None:
        """Only one coder's acts, one kind of act, one transcript's or one day's."""
        if self.value is None:
            return
        value = self.value
        title, found = {
            "coder": (_("Acts of which coder?"), value.coders),
            "act": (_("Which acts?"), value.acts),
            "transcript": (_("Acts on which transcript?"), value.transcripts),
            "day": (_("Acts of which day?"), value.days),
        }[what]

        def chosen(key: str) -> None:
            self.narrow(**{what: key.removeprefix("only:")})

        options = [(f"only:{name}", value.acts.get(name, name)) for name in found]
        self.choose(title, [("only:", _("all")), *options], chosen)

    def action_back_to(self) -> None:
        """Takes back the act under the cursor and everything of this coder since; asks first when it is more than one."""
        row = self.pointed()
        if row is None or self.value is None:
            return
        steps = self.value.steps_to(row.change.id)
        if not steps:
            self.notify(self.query_one(StatusLine).said)
            return
        named = "\n".join(f"· {step.said}" for step in steps[:SHOWN_STEPS])
        if len(steps) > SHOWN_STEPS:
            named += "\n" + ngettext("and {n} more", "and {n} more", len(steps) - SHOWN_STEPS)
        question = ngettext("Take {n} act back?", "Take {n} acts back?", len(steps)) + f"\n{named}"

        def sure() -> None:
            self._take_back(steps)

        self.confirm(question, _("Yes, undo"), sure)

    @work(exclusive=True, group="undo")
    async def _take_back(self, steps: list[HistoryRow]) -> None:
        study = self.study
        try:
            count = await asyncio.to_thread(undo_steps, study, steps)
            self.notify(
                ngettext(
                    "{n} act taken back; redo brings it again.", "{n} acts taken back; redo brings them again.", count
                )
            )
        except QualcodeError as error:
            self.host.tell_error(error)
        self.reread()


def _cells(row: HistoryRow) -> tuple[Text, ...]:
    style = "dim" if row.change.state == "undone" else ""
    state = _("undone") if row.change.state == "undone" else ""
    when = row.change.at[:16].replace("T", " ")
    return (
        number(row.change.seq),
        words(when, style),
        words(row.coder, style),
        words(row.said, style),
        words(state, style),
    )
