"""The review of suggestions over the whole study, by code: decide, see why, see what was missed and what looks odd."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.i18n import Figure, _, ngettext
from qualcode.store import Study
from qualcode.suggest import Known
from qualcode.tui.finding import Stopped
from qualcode.tui.keymap import bindings
from qualcode.tui.review_text import effect_text, told, why_not_text
from qualcode.tui.screens.dialogs import Told
from qualcode.tui.screens.suggestion_acts import SuggestionActs
from qualcode.tui.views import label_of
from qualcode.tui.views_review import (
    DOUBLES,
    KINDS,
    MISSED,
    ODD,
    WAITING,
    WORDS,
    ReviewRow,
    ReviewView,
    next_code,
    review_view,
)
from qualcode.tui.views_search import next_in
from qualcode.tui.widgets.key_hints import KeyHints
from qualcode.tui.widgets.mark_list import MarkList, PromptList
from qualcode.tui.widgets.status_line import StatusLine

PER_CODE = 5
"""Suggestions looked for of each code in a transcript, when they are asked for over the whole study."""

FOOTERS: dict[str, tuple[str, ...]] = {
    ODD: (
        "suggestions.reject",
        "suggestions.other",
        "suggestions.later",
        "suggestions.view",
        "suggestions.undo",
        "suggestions.leave",
    ),
    DOUBLES: ("suggestions.open", "suggestions.later", "suggestions.view", "suggestions.leave"),
    WORDS: (
        "suggestions.word",
        "suggestions.effect",
        "suggestions.next-code",
        "suggestions.view",
        "suggestions.undo",
        "suggestions.leave",
    ),
}
"""The keys below the lists on which accepting is not what is done."""


class SuggestionsScreen(SuggestionActs):
    """What waits for a decision."""

    CONTEXT = "suggestions"
    BINDINGS: ClassVar[list[BindingType]] = bindings("suggestions")
    FIRST = "#review"

    def __init__(self, code_id: str = "", kind: str = WAITING) -> None:
        super().__init__(kind)
        self.code_id = code_id
        self._rows: dict[str, ReviewRow] = {}

    def compose(self) -> ComposeResult:
        """Title, kinds, list and the one pointed at, keys."""
        yield self.title_line()
        yield Static("", id="search-way")
        with Horizontal(id="body"):
            yield PromptList(id="review")
            with VerticalScroll(id="review-side"):
                yield Static("", id="review-text", markup=False)
        yield StatusLine()
        yield self.key_hints()

    def read(self, study: Study) -> ReviewView:
        """One kind of list."""
        return review_view(study, self.kind, self.code_id, self.host.finder, self._told_far)

    def _told_far(self, done: int, total: int) -> None:
        self.app.call_from_thread(self._say_far, done, total)

    def _say_far(self, done: int, total: int) -> None:
        if self.is_attached:
            said = _("Looking: transcript {done} of {total}   x: stop").format(done=done, total=total)
            self.query_one(StatusLine).say(said)

    def show(self, value: ReviewView) -> None:
        """The list without what was put off."""
        hashes = {one.id: one.text_hash for one in self.study.transcripts()}
        for row in value.rows:
            if row.transcript_id and row.transcript_id not in self.texts:
                self.texts[row.transcript_id] = self.study.text(hashes[row.transcript_id])
        rows = [row for row in value.rows if row.key not in self.put_off]
        self._rows = {row.key: row for row in rows}
        groups: dict[str, list[str]] = {}
        for row in rows:
            title = row.label if value.kind in (WAITING, MISSED, ODD) and not self.code_id else ""
            groups.setdefault(title, []).append(row.key)
        titled = [(f"{title}  {len(keys)}" if title else "", keys) for title, keys in groups.items()]
        self.listing.show(titled, {row.key: self._prompt(row) for row in rows})
        self._tell_head(value)
        self.query_one(KeyHints).show_only(FOOTERS.get(self.kind, ()))
        self.tell_row()
        self.host.rest_finder()

    def _tell_head(self, value: ReviewView) -> None:
        code = value.code(self.code_id)
        taken, decided = value.rate(self.code_id)
        waiting = value.pending.get(self.code_id, 0) if self.code_id else sum(value.pending.values())
        rate = _("hit rate {rate:.0%} ({taken} of {decided})").format(
            rate=taken / max(decided, 1), taken=taken, decided=decided
        )
        self.tell_title(
            label_of(code) if code else _("all codes"),
            ngettext("{n} waiting", "{n} waiting", waiting),
            rate if decided else _("none decided yet"),
            ngettext("{n} for later", "{n} for later", len(self.put_off)) if self.put_off else "",
        )
        kinds = Text(no_wrap=True, overflow="ellipsis", end="")
        for kind, said in KINDS.items():
            kinds.append(f" {_(said)} ", Style(bold=kind == self.kind, reverse=kind == self.kind))
            kinds.append(" ")
        self.query_one("#search-way", Static).update(kinds)

    def _prompt(self, row: ReviewRow) -> Text:
        text = Text(end="")
        if self.kind == WORDS:
            text.append("+ " if row.key.startswith("+") else "− ", Style(bold=True))
            text.append(row.words, Style(bold=True))
            text.append(f"  {row.label}  {row.note}", Style(dim=True))
            return text
        if self.kind == DOUBLES:
            text.append(f"{Figure(row.score):.2f}  ", Style(bold=True))
            text.append(row.label)
            text.append(f"\n{row.note}", Style(dim=True))
            return text
        if self.kind != ODD:
            text.append(f"{Figure(row.score):.2f}  ", Style(bold=True))
        text.append(row.place, Style(dim=True))
        text.append("\n" + " ".join(row.words.split()))
        return text

    @property
    def listing(self) -> PromptList:
        """The list."""
        return self.query_one("#review", PromptList)

    @property
    def pointed(self) -> ReviewRow | None:
        """What is under the cursor."""
        return self._rows.get(self.listing.pointed_key)

    def tell_row(self) -> None:
        """The one pointed at, in its place, and why."""
        row, value = self.pointed, self.value
        if value is None:
            return
        said = Text(self._nothing() if row is None else "")
        if row is not None:
            said = told(row, self.texts.get(row.transcript_id, ""), self.span_of(row), value.code(row.code_id))
        self.query_one("#review-text", Static).update(said)
        parts = [f"{row.label}  {row.place}".strip() if row is not None else _("Nothing here.")]
        if row is not None and row.key in self.ends:
            parts.append(_("ends moved"))
        self.query_one(StatusLine).say(" · ".join(parts))

    def _nothing(self) -> str:
        return {
            WAITING: _("No suggestions are waiting. S looks for them in the whole study."),
            MISSED: _(
                "Nothing was missed, as far as your codings can tell. A code needs three segments to learn from."
            ),
            ODD: _("No coding stands out. A code needs four segments to compare."),
            DOUBLES: _("No two codes look like one."),
            WORDS: _("Choose a code with k, or go through them with n and p."),
        }[self.kind]

    @on(MarkList.OptionHighlighted)
    def follow(self) -> None:
        """The cursor moved."""
        self.tell_row()

    @on(MarkList.Opened)
    def open_row(self) -> None:
        """Enter or a double click."""
        self.action_open()

    # What the keys do: looking

    def action_open(self) -> None:
        """Opens the place in its transcript, two codes beside each other, or the effect of a word."""
        row = self.pointed
        if row is None:
            return
        if self.kind == DOUBLES:
            self.open_room("compare", row.code_id, row.other_id)
        elif self.kind == WORDS:
            self.action_effect()
        else:
            self.open_place(row.transcript_id, *self.span_of(row))

    def turn_to(self, kind: str, code_id: str) -> None:
        """Shows another list."""
        self.kind, self.code_id = kind, code_id
        self.query_one(StatusLine).say(_("Looking…   x: stop"))
        self.reread()

    def action_next_kind(self) -> None:
        """Suggestions, missed, odd codings, codes alike, words."""
        row = self.pointed
        kind = next_in(KINDS, self.kind)
        code_id = self.code_id or (row.code_id if row is not None and kind == WORDS else "")
        self.turn_to(kind, code_id)

    def action_choose_code(self) -> None:
        """Of which code."""
        self.pick_code(_("Suggestions of which code?"), lambda code_id: self.turn_to(self.kind, code_id))

    def action_step_code(self, direction: int) -> None:
        """The next or previous code."""
        if self.value is not None:
            self.turn_to(self.kind, next_code(self.value, self.code_id, direction))

    def action_all_codes(self) -> None:
        """All codes again."""
        self.turn_to(self.kind, "")

    def action_stop(self) -> None:
        """Stops what is being looked for; what is shown stays."""
        self.host.finder.stop()

    def stopped(self) -> None:
        """The looking was stopped; the line below says again where the cursor is."""
        super().stopped()
        if self.is_attached:
            self.tell_row()

    def action_look(self) -> None:
        """Looks for suggestions in every transcript, of this code or of all."""
        self.notify(_("Looking for suggestions in the whole study…"), timeout=3)
        self.query_one(StatusLine).say(_("Looking…   x: stop"))
        codes = [self.code_id] if self.code_id else None
        study = self.study

        def look() -> Any:
            from qualcode.coding import keep_suggestions

            found = self.host.finder.propose(None, codes, PER_CODE, progress=self._told_far)
            return len(keep_suggestions(study, found))

        def done(number: int) -> None:
            self.notify(ngettext("{n} suggestion waits", "{n} suggestions wait", number))
            self.turn_to(WAITING, self.code_id)

        self._beside(look, done)

    def _beside(self, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        """Does something in a thread, then shows it; stopped or refused is told."""

        def run() -> None:
            try:
                result = work()
            except Stopped:
                self.app.call_from_thread(self.stopped)
            except QualcodeError as error:
                self.app.call_from_thread(self.host.tell_error, error)
            else:
                self.app.call_from_thread(then, result)

        self.run_worker(run, thread=True, group="look", exclusive=True)

    def action_effect(self) -> None:
        """What a word does to the list; of a coding, why it was not suggested."""
        row, value = self.pointed, self.value
        if row is None or value is None:
            return
        if self.kind == WORDS:
            added = row.key.startswith("+")
            add, drop = ([row.words], []) if added else ([], [row.words])

            def show(effect: Any) -> None:
                self.app.push_screen(
                    Told(label_of(code) if (code := value.code(row.code_id)) else "",
                         effect_text(effect, row.words, added=added, texts=self._all_texts()))
                )  # fmt: skip

            self._beside(lambda: self.host.finder.ask("effect", row.code_id, add, drop), show)
        elif row.transcript_id:
            labels = {code.id: label_of(code) for code in value.codes}
            known = Known(row.transcript_id, row.start, row.end, row.code_id)
            self._beside(
                lambda: self.host.finder.ask("why_not", known),
                lambda why: self.app.push_screen(Told(_("Why not suggested?"), why_not_text(why, labels))),
            )

    def _all_texts(self) -> dict[str, str]:
        return {one.id: self.study.text(one.text_hash) for one in self.study.transcripts()}
