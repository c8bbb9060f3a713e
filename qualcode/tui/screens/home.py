"""The study's home: its transcripts, how far each is, and what to do next."""

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
from qualcode.tui.keymap import bindings
from qualcode.tui.screens.base import READING, StudyScreen
from qualcode.tui.views import HomeView, TranscriptRow, home_view
from qualcode.tui.widgets.key_hints import KeyHints
from qualcode.tui.widgets.listing import Listing, number, words
from qualcode.tui.widgets.room_hints import RoomHints

NARROW = 100
"""Below this width the column with the coders is left out."""


class HomeScreen(StudyScreen):
    """Lists the transcripts; Enter opens one."""

    CONTEXT = "home"
    BINDINGS: ClassVar[list[BindingType]] = bindings("home")

    _view: HomeView | None = None

    def compose(self) -> ComposeResult:
        """State, list, next step, keys."""
        yield Static("", id="study-state", markup=False)
        yield Listing(cursor_type="row", zebra_stripes=True, id="transcripts")
        yield Static("", id="next-step", markup=False)
        yield RoomHints(self.host.keymap_in_use)
        yield KeyHints(("home",), self.host.keymap_in_use)

    def on_mount(self) -> None:
        """The list has the focus; it is filled when the screen is shown."""
        self.table.focus()

    @property
    def table(self) -> Listing:
        """The transcripts."""
        return self.query_one("#transcripts", Listing)

    def on_screen_resume(self) -> None:
        """Reads the study: another screen may have changed it."""
        self.reread()

    def retell(self) -> None:
        """In the language in use now."""
        self.refresh(recompose=True)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.on_mount()
        self.reread()

    def reread(self) -> None:
        """Reads and shows the study's state."""
        view = self.attempt(lambda: home_view(self.study))
        if view is not None:
            self.show(view)

    def follow(self) -> None:
        """Reads beside the keys what another program wrote, and shows it."""
        self._read_beside()

    @work(exclusive=True, group=READING)
    async def _read_beside(self) -> None:
        try:
            view = await asyncio.to_thread(home_view, self.study)
        except QualcodeError as error:
            self.host.tell_error(error)
            return
        if self.is_attached:
            self.show(view)

    def show(self, view: HomeView) -> None:
        """Shows the study's state; the cursor stays on its transcript, and the list where it was scrolled to."""
        self.query_one("#study-state", Static).update(_state(view))
        self.query_one("#next-step", Static).update(next_step(view))
        titles = [_("Transcript"), _("Kind"), _("Words"), _("Codings"), _("Progress"), _("Respondents"), _("Coders")]
        columns = len(titles) if self.app.size.width >= NARROW else len(titles) - 1
        self.table.fill(titles[:columns], [(row.transcript.id, _cells(row)[:columns]) for row in view.rows], fit=(5,))
        self._view = view

    def on_resize(self) -> None:
        """Who codes is left out where there is no room."""
        if self._view is not None and self.query("#transcripts"):
            self.show(self._view)

    def chosen(self) -> str:
        """Id of the transcript under the cursor; empty in an empty study."""
        return self.table.row_key

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter or a click on a row."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Opens the transcript under the cursor."""
        if chosen := self.chosen():
            self.host.open_transcript(chosen)

    def action_mark_done(self) -> None:
        """Marks the transcript done, or takes that back to coding."""
        from qualcode.coding import mark_progress

        chosen = self.chosen()
        if not chosen:
            return
        me = self.study.coder()
        done = any(
            one.transcript_id == chosen and me is not None and one.coder_id == me.id and one.state == "done"
            for one in self.study.progress()
        )
        self.attempt(lambda: mark_progress(self.study, chosen, "coding" if done else "done"))
        self.reread()

    def action_export(self) -> None:
        """Makes files for Word, Excel and others."""
        self.host.show_export()

    def action_memo(self) -> None:
        """The memo on the transcript under the cursor."""
        if chosen := self.chosen():
            self.write_memo("transcript", chosen, str(self.table.get_row(chosen)[0]))

    def write_memo(self, kind: str, target: str, about: str) -> None:
        """Opens the editor on the coder's own memo on something, and keeps what comes back."""
        self.host.edit_memo(self, kind, target, about)


def _cells(row: TranscriptRow) -> list[Text]:
    codings = f"{row.mine}/{row.codings}" if row.mine != row.codings else str(row.codings)
    return [
        words(row.transcript.name),
        words(_kind(row.transcript.kind)),
        number(row.transcript.words),
        number(codings + (f" ?{row.pending}" if row.pending else "")),
        words(_progress(row.state)),
        words(row.participants),
        words(row.coders),
    ]


def _state(view: HomeView) -> Text:
    text = Text(no_wrap=False, end="")
    text.append(view.info.title, "bold")
    text.append("  " + _("coder: {name}").format(name=view.coder) + "\n")
    parts = [
        ngettext("{n} transcript", "{n} transcripts", len(view.rows)),
        ngettext("{n} respondent", "{n} respondents", view.participants),
        ngettext("{n} code", "{n} codes", view.codes),
        ngettext("{n} kernlabel", "{n} kernlabels", view.kernlabels),
        ngettext("{n} coding", "{n} codings", view.codings),
        ngettext("{n} memo", "{n} memos", view.memos),
    ]
    text.append(" · ".join(parts))
    return text


def next_step(view: HomeView) -> str:
    """One sentence: what to do now."""
    if not view.rows:
        return _("Next: i brings in transcripts and tables of respondents; B takes or makes a codebook.")
    if not view.codes:
        return _("Next: B takes or makes a codebook; or open a transcript and make codes as you read.")
    undone = [row for row in view.rows if row.state != "done"]
    if undone:
        begun = next((row for row in undone if row.mine), undone[0])
        return _("Next: Enter opens a transcript; go on with {name}.").format(name=begun.transcript.name)
    if not view.kernlabels:
        return _("Next: everything is coded; place open codes and write kernlabels.")
    return _("Next: x makes the quote table and the matrix for Word and Excel.")


def _kind(kind: str) -> str:
    return {"parent": _("parent"), "professional": _("professional")}.get(kind, kind)


def _progress(state: str) -> str:
    from qualcode.coding.progress import state_said

    return state_said(state)
