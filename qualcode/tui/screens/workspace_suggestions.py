"""Suggestions in the transcript that is open: look for them, go through them, decide; why a coding was none of them."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.store import values
from qualcode.tui.screens.dialogs import Told
from qualcode.tui.screens.following_code import FollowingCode
from qualcode.tui.screens.following_decisions import FollowsDecisions
from qualcode.tui.views import label_of


class SuggestionsHere(FollowsDecisions, FollowingCode):
    """Decides on the suggestions of one transcript."""

    _at_hand: str | None = None
    """Suggestion that was stepped to."""

    def put_or_accept(self, code_id: str) -> None:
        """Puts the code; when the selection is a suggestion's, that is accepted with this code."""
        one = self._suggestion_here()
        if one is not None and self._at_hand == one.id:
            self.accept_as(one, code_id)
        else:
            self.put(code_id)
            if self.view.suggestions:
                self.follow_decisions()

    def action_suggestion(self, direction: int) -> None:
        """Selects the next or previous suggestion."""
        places = sorted(self.view.suggestions, key=lambda one: (one.start, one.end, one.id))
        if not places:
            self.notify(_("No suggestions are waiting in this transcript."))
            return
        at = next((place for place, one in enumerate(places) if one.id == self._at_hand), None)
        if at is None:
            here = self.spot()
            later = [place for place, one in enumerate(places) if one.start >= here]
            at = (later[0] if later else 0) if direction > 0 else ((later[0] if later else 0) - 1)
        else:
            at += direction
        one = places[at % len(places)]
        self._at_hand = one.id
        self.pane.place(one.end, one.start)
        self.tell_place()

    def action_suggest(self) -> None:
        """Looks for suggestions in this transcript, beside the keys."""
        self.notify(_("Looking for suggestions…"), timeout=3)
        self.look_for_suggestions(tell=True)

    def look_for_suggestions(self, *, tell: bool) -> None:
        """Asks the finding process; what it found is shown when it is there.

        Args:
            tell: Whether to say how many, also when there are none.
        """
        self.run_worker(lambda: self._suggest(tell), thread=True, exclusive=True, group="suggest")

    def _suggest(self, tell: bool) -> None:
        from qualcode.coding.suggestions import PER_CODE, PER_TRANSCRIPT, keep_suggestions
        from qualcode.tui.finding import Stopped

        try:
            best = self.host.finder.propose([self.transcript_id], None, PER_CODE, PER_TRANSCRIPT, quick=True)
            found = keep_suggestions(self.study, best, by_itself=not tell) if best or tell else []
        except Stopped:
            return
        except QualcodeError as error:
            self.app.call_from_thread(self.host.tell_error, error)
            return
        self.app.call_from_thread(self._suggested, len(found), tell)

    def _suggested(self, number: int, tell: bool) -> None:
        self.host.rest_finder()
        if self.is_attached:
            self.reread()
        # What was found unasked is not told over a dialog or the tour: it waits in the text.
        if tell or (number and self.app.screen is self):
            self.notify(ngettext("{n} suggestion; n goes to the next.", "{n} suggestions; n goes to the next.", number))

    def action_why_not(self) -> None:
        """Why the coding here was never suggested; without one, why a code that is asked for was not suggested here."""
        if self.mine_here():
            self._with_one(_("Why was which code not suggested?"), "tell_why_not")
        elif self.span() is not None:
            self._pick(_("Why was which code not suggested?"), "tell_why_not_code", may_make=False)

    def tell_why_not(self, coding_id: str) -> None:
        """Why the segment of one coding was not suggested for its code."""
        coding = next(each for each in self.view.codings if each.id == coding_id)
        self._tell_why_not(coding.start, coding.end, coding.code_id)

    def tell_why_not_code(self, code_id: str) -> None:
        """Why the selection was not suggested for a code."""
        span = self.pane.selection
        if span is not None:
            self._tell_why_not(span.start, span.end, code_id)

    def _tell_why_not(self, start: int, end: int, code_id: str) -> None:
        """Asks the finding process, and says it."""
        labels = {code.id: label_of(code) for code in self.view.codes}

        def look() -> None:
            from qualcode.suggest import Known
            from qualcode.tui.review_text import why_not_text

            known = Known(self.transcript_id, start, end, code_id)
            try:
                why = self.host.finder.ask("why_not", known)
            except QualcodeError as error:
                self.app.call_from_thread(self.host.tell_error, error)
                return
            told = Told(_("Why not suggested?"), why_not_text(why, labels))
            self.app.call_from_thread(self.app.push_screen, told)
            self.app.call_from_thread(self.host.rest_finder)

        self.run_worker(look, thread=True, exclusive=True, group="why-not")

    def _suggestion_here(self) -> values.Suggestion | None:
        """The suggestion at hand while the selection overlaps it, else the best one at the cursor."""
        span = self.pane.selection
        for one in self.view.suggestions:
            overlaps = span is not None and one.start < span.end and span.start < one.end
            if one.id == self._at_hand and (overlaps or one.start <= self.pane.head <= one.end):
                return one
        here = self.view.suggestions_at(self.spot())
        return here[0] if here else None

    def action_accept(self) -> None:
        """Takes the suggestion; ends that were moved first are taken too."""
        one = self._suggestion_here()
        if one is None:
            self.notify(_("No suggestion lies here."))
            return
        self.accept_as(one, one.code_id)

    def accept_as(self, one: values.Suggestion, code_id: str) -> None:
        """Codes what was suggested, with this code and the selection's ends."""
        from qualcode.coding import accept

        span = self.pane.selection
        start, end = span if span is not None and self._at_hand == one.id else (one.start, one.end)
        coding = self.attempt(lambda: accept(self.study, one.id, start=start, end=end, code_id=code_id))
        if coding is not None:
            self._remember(coding.code_id)
            self._at_hand = None
            self.reread_codings()
            self.follow_decisions()
            left = len(self.view.suggestions)
            self.notify(ngettext("Accepted; {n} suggestion left", "Accepted; {n} suggestions left", left), timeout=2)

    def action_reject(self) -> None:
        """Says no to the suggestion."""
        from qualcode.coding import reject

        one = self._suggestion_here()
        if one is None:
            self.notify(_("No suggestion lies here."))
            return
        self.attempt(lambda: reject(self.study, [one.id]))
        self._at_hand = None
        self.reread_codings()
        self.follow_decisions()

    @property
    def follows_in(self) -> Sequence[str] | None:
        """The transcript that is open."""
        return [self.transcript_id]

    def decisions_followed(self) -> None:
        """Shows the suggestions as they are now."""
        self.reread_codings()
