"""The memos of the study: a list with search and a filter by kind, the memo itself beside it, and the thing it stands on."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import DataTable, Static

from qualcode.i18n import _, ngettext
from qualcode.store import Study
from qualcode.tui.markdown import markdown
from qualcode.tui.screens.filtered import FilteredRoom
from qualcode.tui.screens.memo import MemoScreen, Written
from qualcode.tui.screens.room import binds
from qualcode.tui.views_memos import MemoRow, MemosView, kind_said, memos_view
from qualcode.tui.widgets.listing import Listing, words
from qualcode.tui.widgets.status_line import StatusLine


class MemosScreen(FilteredRoom[MemosView]):
    """All memos."""

    CONTEXT = "memos"
    BINDINGS: ClassVar[list[BindingType]] = binds("memos")
    FIRST = "#memos"
    CONDITIONS = ("kind",)

    def compose(self) -> ComposeResult:
        """Title, the line to search in, list and memo, keys."""
        yield self.title_line()
        yield from self.needle_line(_("Words in a memo"))
        with Horizontal(id="body"):
            yield Listing(id="memos", cursor_type="row", zebra_stripes=True)
            with VerticalScroll(id="memo-side"):
                yield Static("", id="memo-text", markup=False)
        yield StatusLine()
        yield self.key_hints()

    def read(self, study: Study) -> MemosView:
        """All memos."""
        return memos_view(study)

    def show(self, value: MemosView) -> None:
        """The memos that fit."""
        found = value.only(**self.only)
        self.show_needle()
        titles = [_("Memo"), _("On"), _("What"), _("Coder"), _("Changed")]
        self.query_one(Listing).fill(titles, [(row.memo.id, _cells(row)) for row in found], fit=(0, 2))
        self.tell_title(
            ngettext("{n} memo", "{n} memos", len(value.rows)),
            ngettext("{n} shown", "{n} shown", len(found)) if len(found) < len(value.rows) else "",
            kind_said(self.only["kind"]),
            f"“{self.only['text']}”" if self.only["text"] else "",
        )
        self.show_memo()

    def show_memo(self) -> None:
        """The memo under the cursor, whole."""
        row = self.pointed()
        text = Text(end="")
        if row is not None:
            if row.memo.title:
                text.append(row.memo.title + "\n", "bold")
            text.append(f"{kind_said(row.memo.target_kind)}: {row.about}\n", "dim")
            text.append(f"{row.coder}, {row.memo.changed[:16].replace('T', ' ')}\n\n", "dim")
            text.append_text(markdown(row.memo.text))
        self.query_one("#memo-text", Static).update(text)
        said = f"{row.coder} · {kind_said(row.memo.target_kind)} · {row.about}" if row else _("No memos here.")
        self.query_one(StatusLine).say(said)

    def pointed(self) -> MemoRow | None:
        """The memo under the cursor."""
        key = self.query_one(Listing).row_key
        return next((row for row in self.value.rows if row.memo.id == key), None) if self.value else None

    def on_data_table_row_highlighted(self) -> None:
        """The cursor moved."""
        self.show_memo()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.action_open()

    def action_choose_kind(self) -> None:
        """Memos on one kind of thing only."""
        if self.value is None:
            return

        def chosen(key: str) -> None:
            self.narrow(kind=key.removeprefix("on:"))

        kinds = [(f"on:{kind}", kind_said(kind)) for kind in self.value.kinds]
        self.choose(_("Memos on what?"), [("on:", _("all")), *kinds], chosen)

    def action_open(self) -> None:
        """Opens the thing the memo stands on."""
        row = self.pointed()
        if row is None:
            return
        if row.transcript_id:
            self.open_place(row.transcript_id, row.start, row.end)
        elif row.kernlabel:
            self.open_room("kernlabels", row.code_id)
        elif row.code_id:
            self.open_room("compare", row.code_id)
        else:
            self.action_edit()

    def action_edit(self) -> None:
        """The memo in the editor; another coder's is only read."""
        from qualcode.coding import change_memo

        row = self.pointed()
        if row is None:
            return
        if not row.mine:
            self.notify(_("This memo is by {coder}.").format(coder=row.coder))
            return

        def written(result: Written | None) -> None:
            if result is not None:
                self.do(lambda: change_memo(self.study, row.memo.id, result.text, title=result.title))

        self.app.push_screen(MemoScreen(row.about, row.memo.title, row.memo.text), written)

    def action_new(self) -> None:
        """A new memo on the study as a whole."""
        from qualcode.coding import write_memo

        if self.value is None:
            return
        study_id, title = self.value.study_id, self.value.title

        def written(result: Written | None) -> None:
            if result is not None and (result.text or result.title):
                self.do(lambda: write_memo(self.study, "study", study_id, result.text, title=result.title))

        self.app.push_screen(MemoScreen(title), written)

    def action_remove(self) -> None:
        """Removes the memo; undo brings it back."""
        from qualcode.coding import remove_memo

        row = self.pointed()
        if row is not None and self.do(lambda: remove_memo(self.study, row.memo.id)):
            self.notify(_("Memo removed; undo brings it back."))


def _cells(row: MemoRow) -> tuple[Text, ...]:
    return (
        words(_shortened(row.first_line, 46)),
        words(kind_said(row.memo.target_kind)),
        words(_shortened(row.about, 40)),
        words(row.coder),
        words(row.memo.changed[:10]),
    )


def _shortened(said: str, most: int) -> str:
    flat = " ".join(said.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
