"""What a coder decides in the review of suggestions: each method is one act on the study, then the list is read again."""

from __future__ import annotations

from typing import Any

from qualcode.i18n import _
from qualcode.text import Span
from qualcode.tui.page import PageText
from qualcode.tui.screens.following_decisions import FollowsDecisions
from qualcode.tui.screens.room import RoomScreen
from qualcode.tui.views_review import MISSED, WAITING, WORDS, ReviewRow, ReviewView, reshaped


class SuggestionActs(FollowsDecisions, RoomScreen[ReviewView]):
    """Accepts, adjusts, gives another code, rejects, puts off, adds and drops words."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self.put_off: set[str] = set()
        """Keys of what is for later: not shown again while this screen is open."""
        self.ends: dict[str, Span] = {}
        """Ends that were moved, by key."""
        self._sources: dict[str, PageText] = {}
        self.texts: dict[str, str] = {}
        """Of the transcripts in the list, by id."""

    @property
    def pointed(self) -> ReviewRow | None:
        """What is under the cursor; the screen knows."""
        raise NotImplementedError

    def tell_row(self) -> None:
        """Shows the one pointed at; the screen knows how."""
        raise NotImplementedError

    def span_of(self, row: ReviewRow) -> Span:
        """Where it lies, with the ends as they were moved."""
        return self.ends.get(row.key, Span(row.start, row.end))

    def action_reshape(self, which: str, direction: int) -> None:
        """Moves an end of what would be coded by a word."""
        row, value = self.pointed, self.value
        if row is None or value is None or not row.transcript_id:
            return
        source = self._sources.get(row.transcript_id)
        if source is None:
            source = PageText.of(self.texts[row.transcript_id], value.turns.get(row.transcript_id, ()))
            self._sources[row.transcript_id] = source
        self.ends[row.key] = reshaped(source, self.span_of(row), which, direction)
        self.tell_row()

    def action_accept(self) -> None:
        """Codes what is suggested or was missed, with its ends as they are now; an odd coding is left as it is."""
        row = self.pointed
        if row is None:
            return
        if self.kind in (WAITING, MISSED):
            self._code(row, row.code_id)
        elif self.kind == WORDS:
            self.action_word()
        else:
            self.action_later()

    def _code(self, row: ReviewRow, code_id: str) -> None:
        from qualcode.coding import accept, put_code, recode, resize_coding

        start, end = self.span_of(row)
        study = self.study
        if row.suggestion_id:
            if self.do(lambda: accept(study, row.suggestion_id, start=start, end=end, code_id=code_id)):
                self.follow_decisions((row.code_id, code_id))
        elif row.coding_id and code_id != row.code_id:
            self.do(lambda: recode(study, [row.coding_id], code_id))
        elif row.coding_id:
            self.do(lambda: resize_coding(study, row.coding_id, start, end))
        else:
            self.do(lambda: put_code(study, row.transcript_id, start, end, code_id))

    def decisions_followed(self) -> None:
        """Shows what waits now."""
        if self.kind == WAITING:
            self.reread()

    def action_other_code(self) -> None:
        """Another code instead."""
        row = self.pointed
        if row is not None and row.transcript_id:
            title = _("Code: {words}").format(words=" ".join(row.words.split())[:60])
            self.pick_code(title, lambda code_id: self._code(row, code_id), may_make=True)

    def action_reject(self) -> None:
        """Says no: to a suggestion, to what would be missed, to an odd coding."""
        from qualcode.coding import keep_suggestions, reject, take_off

        row, study = self.pointed, self.study
        if row is None:
            return
        if row.suggestion_id:
            if self.do(lambda: reject(study, [row.suggestion_id])):
                self.follow_decisions((row.code_id,))
        elif row.coding_id:
            self.do(lambda: take_off(study, [row.coding_id]))
        elif self.kind == MISSED:
            refused = self._as_proposed(row)

            def refuse() -> None:
                kept = keep_suggestions(study, refused)
                reject(study, [one.id for one in kept if (one.start, one.end) == (row.start, row.end)])

            self.do(refuse)
        elif self.kind == WORDS:
            self.action_word()
        else:
            self.action_later()

    def _as_proposed(self, row: ReviewRow) -> list[Any]:
        """The row as a suggestion, beside those that wait for the same code in the same transcript."""
        from qualcode.coding import Proposed

        waiting = [
            Proposed(one.transcript_id, one.code_id, one.start, one.end, one.score, one.reasons)
            for one in self.study.suggestions(transcript_id=row.transcript_id, state="pending")
            if one.code_id == row.code_id
        ]
        return [*waiting, Proposed(row.transcript_id, row.code_id, row.start, row.end, row.score, row.reasons)]

    def action_later(self) -> None:
        """Not now: the next one comes."""
        if (row := self.pointed) is not None and self.value is not None:
            self.put_off.add(row.key)
            self.show(self.value)

    def action_word(self) -> None:
        """Adds the word to the code, or drops it; the list then says what the words do now."""
        from qualcode.coding import change_code

        row, value = self.pointed, self.value
        code = value.code(row.code_id) if row is not None and value is not None else None
        if row is None or code is None or self.kind != WORDS:
            return
        added = row.key.startswith("+")
        if added:
            keywords, aliases = (*code.keywords, row.words), code.aliases
        else:
            keywords = tuple(each for each in code.keywords if each != row.words)
            aliases = tuple(each for each in code.aliases if each != row.words)
        if (keywords, aliases) == (code.keywords, code.aliases):
            self.notify(_("This word comes from the code's name or questions; change those in the codebook."))
            return
        if self.do(lambda: change_code(self.study, code.id, keywords=keywords, aliases=aliases)):
            said = _("“{word}” added; u undoes it") if added else _("“{word}” dropped; u undoes it")
            self.notify(said.format(word=row.words))
