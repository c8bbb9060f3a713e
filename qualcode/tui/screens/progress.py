"""Progress: per transcript and coder what is coded and done, new codes per interview, and what is still to do."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import DataTable

from qualcode.i18n import _, ngettext
from qualcode.store import Study
from qualcode.tui.screens.room import RoomScreen, binds
from qualcode.tui.views_progress import MEASURES, TODO, ProgressView, bar, progress_view
from qualcode.tui.widgets.listing import Listing, words
from qualcode.tui.widgets.mark_list import MarkList, PromptList
from qualcode.tui.widgets.saturation_plot import SaturationPlot
from qualcode.tui.widgets.status_line import StatusLine

BAR_CELLS = 8


class ProgressScreen(RoomScreen[ProgressView]):
    """How far everybody is."""

    CONTEXT = "progress"
    BINDINGS: ClassVar[list[BindingType]] = binds("progress")
    FIRST = "#work"

    def __init__(self) -> None:
        super().__init__()
        self.measure = "all"

    def compose(self) -> ComposeResult:
        """The work above; the curve and what is to do below."""
        yield self.title_line()
        with Vertical(id="body"):
            yield Listing(id="work", cursor_type="row", zebra_stripes=True)
            with Horizontal(id="progress-below"):
                yield SaturationPlot(id="saturation")
                yield PromptList(id="todo")
        yield StatusLine()
        yield self.key_hints()

    def read(self, study: Study) -> ProgressView:
        """How far everybody is."""
        return progress_view(study, self.measure)

    def show(self, value: ProgressView) -> None:
        """Table, curve, lists."""
        hues = self.host.tree_hues
        hue = hues[5] if hues else ""
        titles = [_("Transcript"), *(coder.name for coder in value.coders)]
        rows = [
            (one.id, (words(one.name), *(_work(value, one.id, coder.id, hue) for coder in value.coders)))
            for one in value.transcripts
        ]
        self.query_one(Listing).fill(titles, rows)
        self.query_one(SaturationPlot).show(value.steps, value.quiet_after, _(MEASURES[self.measure]), hue)
        prompts: dict[str, Text] = {}
        groups: list[tuple[str, list[str]]] = []
        for name, ids in value.todo.items():
            keys = [f"{name}:{code_id}" for code_id in ids]
            prompts.update({key: Text(value.labels[code_id]) for key, code_id in zip(keys, ids, strict=True)})
            groups.append((f"{_(TODO[name])}: {len(ids)}", keys))
        self.query_one(PromptList).show(groups, prompts)
        done = ", ".join(
            _("{coder} {done} of {all} done").format(
                coder=coder.name, done=value.finished(coder.id), all=len(value.transcripts)
            )
            for coder in value.coders
        )
        left = sum(len(ids) for ids in value.todo.values())
        self.tell_title(done, ngettext("{n} thing to do", "{n} things to do", left))
        self.tell_place()

    def tell_place(self) -> None:
        """The transcript in words: what the bars stand for."""
        value = self.value
        if value is None:
            return
        if self.query_one(PromptList).has_focus:
            self.query_one(StatusLine).say(_("Enter opens where this can be done."))
            return
        key = self.query_one(Listing).row_key
        parts = [next((one.name for one in value.transcripts if one.id == key), _("No transcripts yet."))]
        for coder in value.coders:
            if (one := value.done.get((key, coder.id))) is not None and one.codings:
                said = ngettext("{n} coding", "{n} codings", one.codings)
                codes = ngettext("{n} code", "{n} codes", one.codes)
                share = _("{percent}% of the speech coded").format(percent=round(100 * one.share))
                parts.append(f"{coder.name}: {said}, {codes}, {share}")
        self.query_one(StatusLine).say(" · ".join(parts))

    def on_data_table_row_highlighted(self) -> None:
        """The cursor moved."""
        self.tell_place()

    def on_option_list_option_highlighted(self) -> None:
        """The cursor moved in what is to do."""
        self.tell_place()

    def on_descendant_focus(self) -> None:
        """Another pane has the focus."""
        self.tell_place()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter or a click on a transcript."""
        event.stop()
        self.action_open()

    def on_mark_list_opened(self, message: MarkList.Opened) -> None:
        """Enter or a double click on something to do."""
        message.list.focus()
        self.action_open()

    def action_open(self) -> None:
        """Opens the transcript, or the place where the thing can be done."""
        todo = self.query_one(PromptList)
        if todo.has_focus:
            name, _colon, code_id = todo.pointed_key.partition(":")
            if name == "unplaced":
                self.open_room("board", "unplaced", code_id)
            elif name == "without-kernlabel":
                self.open_room("kernlabels")
            elif name == "without-quotes":
                self.open_room("kernlabels", code_id)
        elif key := self.query_one(Listing).row_key:
            self.open_place(key)

    def action_mark_done(self) -> None:
        """Marks the transcript done for the coder who works now, or takes that back to coding."""
        from qualcode.coding import mark_progress

        key = self.query_one(Listing).row_key
        if not key or self.value is None:
            return
        mine = self.value.done.get((key, self.value.coder_id))
        state = "coding" if mine is not None and mine.state == "done" else "done"
        self.do(lambda: mark_progress(self.study, key, state))

    def action_next_measure(self) -> None:
        """Other codes count as new."""
        names = list(MEASURES)
        self.measure = names[(names.index(self.measure) + 1) % len(names)]
        self.reread()


def _work(value: ProgressView, transcript_id: str, coder_id: str, hue: str) -> Text:
    from qualcode.coding.progress import state_said

    one = value.done[transcript_id, coder_id]
    text = Text(end="", no_wrap=True)
    if not one.state:
        return text.append("·", Style(dim=True))
    reached = 1.0 if one.state == "done" else one.reached
    text.append(bar(reached, BAR_CELLS), Style(color=hue or None))
    text.append(f" {state_said(one.state)}", Style(bold=one.state == "done"))
    text.append(f"  {one.codings}  {round(100 * one.share)}%", Style(dim=True))
    return text
