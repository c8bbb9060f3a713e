"""What a coder does in the workspace: each method is one act on the study, then the values are read again."""

from __future__ import annotations

from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.store import values
from qualcode.tui.picking import Picked
from qualcode.tui.screens.base import StudyScreen
from qualcode.tui.screens.code_picker import CodePicker
from qualcode.tui.screens.dialogs import AskLine, Choose, Told
from qualcode.tui.views import CodingView, label_of
from qualcode.tui.widgets.reading_pane import ReadingPane

SUGGESTED = 40
"""How many suggestions are kept for one transcript when they are asked for here: what one can go through in a sitting."""
LONGEST_SOUGHT = 40
"""Most characters of a selection that are taken along into a search over the study."""
SUGGESTED_PER_CODE = 3
RECENT = 9
"""How many codes put lately the picker offers first."""


class WorkspaceActs(StudyScreen):
    """Codes, takes off, moves ends, decides on suggestions."""

    pane: ReadingPane
    view: CodingView
    transcript_id: str

    def __init__(self) -> None:
        super().__init__()
        self.recent: list[str] = []
        self._at_hand: str | None = None
        """Suggestion that was stepped to."""

    @property
    def view_is_read(self) -> bool:
        """Whether the study was read already."""
        return hasattr(self, "view")

    def tell_place(self) -> None:
        """Says where the cursor is; the screen knows how."""
        raise NotImplementedError

    def reread_codings(self) -> None:
        """Reads codings and suggestions again; the screen knows how."""
        raise NotImplementedError

    def spot(self) -> int:
        """The code point that counts as the cursor's place: the start of the selection, when there is one."""
        return self.pane.selection.start if self.pane.selection else self.pane.head

    def span(self) -> tuple[int, int] | None:
        """What will be coded: the selection, or the sentence at the cursor."""
        if self.pane.selection is None:
            self.pane.action_select("sentence")
        return self.pane.selection

    # Codes

    def put(self, code_id: str) -> None:
        """Puts a code on the selection, or on the sentence at the cursor."""
        from qualcode.coding import put_code

        span = self.span()
        if span is None:
            return
        coding = self.attempt(lambda: put_code(self.study, self.transcript_id, *span, code_id))
        if coding is None:
            return
        self._remember(code_id)
        self.reread_codings()
        code = self.view.code(code_id)
        self.notify(_("Coded: {name}").format(name=label_of(code) if code else ""), timeout=2)

    def _remember(self, code_id: str) -> None:
        self.recent = [code_id, *(each for each in self.recent if each != code_id)][:RECENT]

    def _pick(self, title: str, then: str, *, may_make: bool = True) -> None:
        """Opens the picker; what comes back goes to the method named `then`."""
        view = self.view
        recent = self.recent or list(
            dict.fromkeys(coding.code_id for coding in sorted(view.codings, key=lambda each: each.at, reverse=True))
        )
        picker = CodePicker(
            title,
            view.codes,
            view.counts(),
            recent[:RECENT],
            view.hues,
            self.host.tree_hues,
            may_make=may_make,
        )

        def picked(result: Picked | None) -> None:
            if result is None:
                return
            code_id = result.code_id or self._made(result)
            if code_id:
                getattr(self, then)(code_id)

        self.app.push_screen(picker, picked)

    def _made(self, picked: Picked) -> str:
        from qualcode.coding import make_code

        code = self.attempt(lambda: make_code(self.study, picked.new_name, parent_id=picked.parent_id))
        if code is None:
            return ""
        self.reread()
        return code.id

    def action_code(self) -> None:
        """Asks for a code and puts it; on a suggestion at hand it takes that with another code."""
        if self.span() is not None:
            self._pick(_("Code: {words}").format(words=_shortened(self.pane.selected_text)), "put_or_accept")

    def put_or_accept(self, code_id: str) -> None:
        """Puts the code; when the selection is a suggestion's, that is accepted with this code."""
        one = self._suggestion_here()
        if one is not None and self._at_hand == one.id:
            self.accept_as(one, code_id)
        else:
            self.put(code_id)

    def action_repeat(self) -> None:
        """The code put last, once more."""
        if self.recent:
            self.put(self.recent[0])
        else:
            self.notify(_("No code was put yet."))

    def action_in_vivo(self) -> None:
        """The words selected become an open code."""
        from qualcode.coding import put_in_vivo

        if self.pane.selection is None:
            self.notify(_("Select the words first."))
            return
        span = self.pane.selection
        coding = self.attempt(lambda: put_in_vivo(self.study, self.transcript_id, *span))
        if coding is not None:
            self._remember(coding.code_id)
            self.reread()

    def mine_here(self) -> list[values.Coding]:
        """The coder's own codings at the cursor, the innermost first."""
        return [coding for coding in self.view.codings_at(self.spot()) if coding.coder_id == self.view.coder_id]

    def _with_one(self, title: str, then: str) -> None:
        """Calls the method named `then` with the coding here; asks which when there are several."""
        mine = self.mine_here()
        if not mine:
            others = self.view.codings_at(self.spot())
            self.notify(_("The codings here are another coder's.") if others else _("No code lies here."))
            return
        if len(mine) == 1:
            getattr(self, then)(mine[0].id)
            return
        options = [(coding.id, label_of(code) if (code := self.view.code(coding.code_id)) else "…") for coding in mine]

        def chosen(coding_id: str | None) -> None:
            if coding_id:
                getattr(self, then)(coding_id)

        self.app.push_screen(Choose(title, options), chosen)

    def action_take_off(self) -> None:
        """Takes a code off here."""
        self._with_one(_("Take which code off?"), "take_one_off")

    def take_one_off(self, coding_id: str) -> None:
        """Takes one coding off."""
        from qualcode.coding import take_off

        self.attempt(lambda: take_off(self.study, [coding_id]))
        self.reread_codings()

    def action_pick_up(self) -> None:
        """Selects the coding at the cursor, so that its ends can be moved."""
        self._with_one(_("Select which coding?"), "pick_one_up")

    def pick_one_up(self, coding_id: str) -> None:
        """Selects one coding's segment."""
        coding = next(each for each in self.view.codings if each.id == coding_id)
        self.picked_up = coding_id
        self.pane.place(coding.end, coding.start)

    picked_up: str = ""

    def action_resize(self) -> None:
        """Gives a coding that overlaps the selection the selection's ends."""
        span = self.pane.selection
        if span is None:
            self.action_pick_up()
            return
        mine = [
            coding
            for coding in self.view.codings
            if coding.coder_id == self.view.coder_id and coding.start < span.end and span.start < coding.end
        ]
        mine.sort(key=lambda each: (each.id != self.picked_up, each.end - each.start))
        if not mine:
            self.notify(_("No coding of yours overlaps the selection."))
        elif len(mine) == 1 or mine[0].id == self.picked_up:
            self.resize_one(mine[0].id)
        else:
            options = [(each.id, label_of(code) if (code := self.view.code(each.code_id)) else "…") for each in mine]

            def chosen(coding_id: str | None) -> None:
                if coding_id:
                    self.resize_one(coding_id)

            self.app.push_screen(Choose(_("Move the ends of which code?"), options), chosen)

    def resize_one(self, coding_id: str) -> None:
        """Moves one coding's ends to the selection's."""
        from qualcode.coding import resize_coding

        span = self.pane.selection
        if span is not None:
            self.attempt(lambda: resize_coding(self.study, coding_id, *span))
            self.picked_up = ""
            self.reread_codings()

    def action_recode(self) -> None:
        """Another code instead of one that lies here."""
        self._with_one(_("Recode which?"), "recode_one")

    def recode_one(self, coding_id: str) -> None:
        """Asks for the code to take instead."""
        self._recoding = coding_id
        self._pick(_("Which code instead?"), "recode_to")

    def recode_to(self, code_id: str) -> None:
        """Gives the coding the code that was picked."""
        from qualcode.coding import recode

        self.attempt(lambda: recode(self.study, [self._recoding], code_id))
        self._remember(code_id)
        self.reread_codings()

    # Suggestions

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
        from qualcode.coding import keep_suggestions
        from qualcode.tui.finding import Stopped

        try:
            proposals = self.host.finder.ask("propose", [self.transcript_id], None, SUGGESTED_PER_CODE)
            best = sorted(proposals, key=lambda one: (-one.score, one.start, one.code_id))[:SUGGESTED]
            found = keep_suggestions(self.study, best) if best or tell else []
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
        if tell or number:
            self.notify(ngettext("{n} suggestion; n goes to the next.", "{n} suggestions; n goes to the next.", number))

    def action_why_not(self) -> None:
        """Why the coding here was never suggested."""
        self._with_one(_("Why was which code not suggested?"), "tell_why_not")

    def tell_why_not(self, coding_id: str) -> None:
        """Asks the finding process why a segment was not suggested for its code, and says it."""
        coding = next(each for each in self.view.codings if each.id == coding_id)
        labels = {code.id: label_of(code) for code in self.view.codes}

        def look() -> None:
            from qualcode.suggest import Known
            from qualcode.tui.review_text import why_not_text

            known = Known(coding.transcript_id, coding.start, coding.end, coding.code_id)
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

    # Memos, finding, copying

    def action_memo(self) -> None:
        """A memo on the coding here, on the code pointed at, or else on the transcript."""
        code = self.view.code(self.pointed())
        mine = self.mine_here()
        if code is not None:
            self.host.edit_memo(self, "code", code.id, label_of(code))
        elif mine:
            name = self.view.code(mine[0].code_id)
            self.host.edit_memo(self, "coding", mine[0].id, label_of(name) if name else "")
        else:
            self.host.edit_memo(self, "transcript", self.transcript_id, self.view.transcript.name)

    def pointed(self) -> str:
        """The code pointed at in the tree; the screen knows."""
        raise NotImplementedError

    def action_find(self) -> None:
        """Asks for words and goes to them."""

        def found(words: str | None) -> None:
            if words and not self.pane.seek(words):
                self.notify(_("Not found."))

        self.app.push_screen(AskLine(_("Find in this transcript"), self.pane.needle), found)

    def action_search(self) -> None:
        """Opens the search over the study, with the words selected when they are few."""
        from qualcode.tui.rooms import screen_of

        words = " ".join(self.pane.selected_text.split())
        self.app.push_screen(screen_of("search", words if len(words) <= LONGEST_SOUGHT else ""))

    def action_copy(self) -> None:
        """Copies the words selected, and says how much went where."""
        words = self.pane.selected_text
        if not words:
            self.notify(_("Select the words first."))
            return
        self.app.copy_to_clipboard(words)
        self.notify(
            ngettext("{n} character sent to the terminal's clipboard (OSC 52).",
                     "{n} characters sent to the terminal's clipboard (OSC 52).", len(words))
        )  # fmt: skip


def _shortened(words: str, most: int = 60) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
