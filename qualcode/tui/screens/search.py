"""Search over the whole study: hits in their context, by transcript; some or all are coded at once, as one act."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.store import Study
from qualcode.tui.keymap import bindings
from qualcode.tui.screens.room import RoomScreen
from qualcode.tui.views_search import (
    ROLES,
    STRETCHES,
    WAYS,
    Found,
    Wanted,
    found_for,
    in_context,
    key_of,
    next_in,
    other_way,
    spans_to_code,
)
from qualcode.tui.widgets.hit_list import HitList
from qualcode.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from qualcode.analysis import Hit, StudyView

MOST_WITHIN = 50


class SearchScreen(RoomScreen[Found]):
    """Words looked for in every transcript."""

    CONTEXT = "search"
    BINDINGS: ClassVar[list[BindingType]] = bindings("search")
    AUTO_FOCUS = "#needle"

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.wanted = Wanted(words)
        self.stretch = "sentence"
        self.looking = False
        """Whether the finding process is asked at this moment."""
        self._hits: dict[str, Hit] = {}
        self._codings: dict[str, int] = {}

    def compose(self) -> ComposeResult:
        """Title, the line, how it is looked for, the hits, keys."""
        yield self.title_line()
        yield Input(
            self.wanted.words, id="needle", classes="needle", placeholder=_("What do you look for? Enter: find")
        )
        yield Static("", id="search-way")
        with Vertical(id="body"):
            yield HitList(id="hits")
        yield StatusLine()
        yield self.key_hints()

    def read(self, study: Study) -> Found:
        """Looks for the words."""
        self.looking = True
        try:
            return found_for(study, self.wanted, self.host.finder, self._told_far)
        finally:
            self.looking = False

    def _told_far(self, done: int, total: int) -> None:
        self.app.call_from_thread(self._say_far, done, total)

    def _say_far(self, done: int, total: int) -> None:
        if self.is_attached and done < total:
            said = _("Looking: transcript {done} of {total}   Esc: stop").format(done=done, total=total)
            self.query_one(StatusLine).say(said)

    def stopped(self) -> None:
        """The looking was stopped; what is shown stays."""
        super().stopped()
        self.tell_place()

    def show(self, value: Found) -> None:
        """The hits, by transcript."""
        self.host.rest_finder()
        self._hits = {key_of(hit): hit for hit in value.hits}
        groups: dict[str, list[str]] = {}
        for hit in value.hits:
            groups.setdefault(hit.transcript, []).append(key_of(hit))
        self._codings = dict(zip(self._hits, value.coded, strict=True))
        self.hits.show([(f"{name}  {len(keys)}", keys) for name, keys in groups.items()], self._line)
        if not value.wanted.words:
            said = ""
        elif value.total > len(value.hits):
            said = _("the first {n} of {total} hits: look for more words").format(n=len(value.hits), total=value.total)
        else:
            said = ngettext("{n} hit", "{n} hits", value.total)
        transcripts = ngettext("in {n} transcript", "in {n} transcripts", len(groups)) if groups else ""
        self.tell_title(said, transcripts)
        self.tell_way()
        self.tell_place()
        if not value.wanted.words:
            self.query_one("#needle").focus()
        elif groups and self.query_one("#needle").has_focus and not self._typing:
            self.hits.focus()

    _typing = False
    """Whether the line was changed after the search that is shown."""

    def _line(self, key: str) -> Text:
        """The line of a hit: the words found in the middle."""
        return in_context(self._hits[key], max(self.app.size.width - 5, 40), self._codings[key])

    @property
    def hits(self) -> HitList:
        """The list."""
        return self.query_one("#hits", HitList)

    @property
    def pointed(self) -> Hit | None:
        """The hit under the cursor."""
        return self._hits.get(self.hits.pointed_key)

    def tell_way(self) -> None:
        """How it is looked for: the way in use stands out, each can be clicked."""
        text = Text(end="")
        for way, said in WAYS.items():
            name = _(said)
            if way == "near":
                name += " " + _("(within {n} words)").format(n=self.wanted.within)
            name = name.replace(" ", "\u00a0")
            style = "bold reverse" if way == self.wanted.way else ""
            text.append(f"\u00a0{name}\u00a0", style)
            text.append(" ")
        parts = [_(ROLES[self.wanted.role]), _(STRETCHES[self.stretch])]
        if self.wanted.whole_words:
            parts.insert(0, _("whole words"))
        text.append("  " + " · ".join(parts), "dim")
        self.query_one("#search-way", Static).update(text)

    def tell_place(self) -> None:
        """Whose words, where, how many are marked."""
        parts = []
        if hit := self.pointed:
            parts += [hit.citation.removeprefix("(").removesuffix(")"), f"{hit.transcript} · {hit.turn or ''}"]
        elif self.value is not None and self.value.wanted.words:
            parts.append(_("Not found."))
        if marked := len(self.hits.marked):
            parts.append(ngettext("{n} marked", "{n} marked", marked))
        self.query_one(StatusLine).say(" · ".join(part for part in parts if part))

    # The line

    def on_input_changed(self) -> None:
        """Other words than those shown."""
        self._typing = True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Looks for the words."""
        event.stop()
        self._typing = False
        self.look_for(replace(self.wanted, words=event.value.strip()))

    def look_for(self, wanted: Wanted) -> None:
        """Looks for something else, or in another way; what is still being looked for is given up."""
        if self.looking:
            self.host.finder.stop()
        if wanted.words != self.wanted.words:
            self.hits.unmark()
        self.wanted = wanted
        self.tell_way()
        if wanted.words:
            self.query_one(StatusLine).say(_("Looking…   Esc: stop"))
        self.reread()

    def on_key(self, event: events.Key) -> None:
        """From the line down into the list."""
        if event.key == "down" and self.query_one("#needle").has_focus and self._hits:
            event.stop()
            self.hits.focus()

    @on(HitList.Moved)
    def follow(self) -> None:
        """The cursor moved, or other hits are marked."""
        self.tell_place()

    @on(HitList.Opened)
    def open_hit(self) -> None:
        """A double click."""
        self.action_open()

    # What the keys do

    def action_find(self) -> None:
        """To the line."""
        self.query_one("#needle").focus()

    def action_next_way(self) -> None:
        """Plain, any form, near, regular expression."""
        self.look_for(other_way(self.wanted))

    def action_widen(self, step: int) -> None:
        """More or fewer words between those looked for near each other."""
        within = min(max(self.wanted.within + step, 1), MOST_WITHIN)
        self.look_for(replace(self.wanted, within=within, way="near"))

    def action_whole_words(self) -> None:
        """Only whole words, or parts of words too."""
        self.look_for(replace(self.wanted, whole_words=not self.wanted.whole_words))

    def action_next_role(self) -> None:
        """In whose words."""
        self.look_for(replace(self.wanted, role=next_in(ROLES, self.wanted.role)))

    def action_next_stretch(self) -> None:
        """What is coded: the sentence, the turn, or only the words."""
        self.stretch = next_in(STRETCHES, self.stretch)
        self.tell_way()

    def action_mark(self) -> None:
        """Marks the hit, or not."""
        self.hits.toggle()

    def action_mark_all(self) -> None:
        """Marks all hits, or none."""
        self.hits.toggle_all()

    def action_mark_transcript(self) -> None:
        """Marks all hits of this transcript besides those marked already."""
        if hit := self.pointed:
            same = {key for key, each in self._hits.items() if each.transcript_id == hit.transcript_id}
            self.hits.mark_also(same)

    def action_open(self) -> None:
        """Opens the transcript with the words selected."""
        if hit := self.pointed:
            self.open_place(hit.transcript_id, hit.start, hit.end)

    def action_code(self) -> None:
        """Codes what is marked or pointed at, in one act."""
        value = self.value
        chosen = [self._hits[key] for key in self.hits.chosen_keys()]
        if value is None or not chosen:
            return

        def picked(code_id: str) -> None:
            self._put(value.view, chosen, code_id)

        title = ngettext("Code for {n} hit", "Code for {n} hits", len(chosen))
        self.pick_code(title, picked, may_make=True)

    @work(exclusive=True, group="code")
    async def _put(self, view: StudyView, chosen: list[Hit], code_id: str) -> None:
        """Codes them beside the keys: ten thousand take seconds."""
        from qualcode.coding import Placing, put_codes

        study, stretch = self.study, self.stretch
        self.query_one(StatusLine).say(ngettext("Coding {n} hit…", "Coding {n} hits…", len(chosen)))

        def put() -> int:
            spans = spans_to_code(view, chosen, stretch)
            return len(put_codes(study, [Placing(transcript_id, *span, code_id) for transcript_id, span in spans]))

        try:
            count = await asyncio.to_thread(put)
        except QualcodeError as error:
            self.host.tell_error(error)
        else:
            self.hits.unmark()
            self.notify(ngettext("{n} segment coded; u undoes it", "{n} segments coded; u undoes it", count))
        self.reread()

    def action_leave(self) -> None:
        """Stops the looking while it lasts; else back to where it was opened."""
        if self.looking:
            self.host.finder.stop()
        else:
            super().action_leave()
