"""What a coder does in the workspace: each method is one act on the study, then the values are read again."""

from __future__ import annotations

from collections.abc import Container

from qualcode.i18n import _
from qualcode.store import values
from qualcode.tui.clipboard import copy_words
from qualcode.tui.picking import Picked
from qualcode.tui.rooms import screen_of
from qualcode.tui.screens.base import StudyScreen
from qualcode.tui.screens.code_picker import CodePicker
from qualcode.tui.screens.dialogs import AskLine, Choose
from qualcode.tui.views import CodingView, label_of
from qualcode.tui.widgets.reading_pane import ReadingPane

LONGEST_SOUGHT = 40
"""Most characters of a selection that are taken along into a search over the study."""
RECENT = 9
"""How many codes put lately the picker offers first."""


class WorkspaceActs(StudyScreen):
    """Codes, takes off, moves ends, writes memos, finds, copies."""

    pane: ReadingPane
    view: CodingView
    transcript_id: str

    def __init__(self) -> None:
        super().__init__()
        self.recent: list[str] = []

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
        already = any(each.id == coding.id for each in self.view.codings)
        self._remember(code_id)
        self.reread_codings()
        code = self.view.code(code_id)
        said = _("{name} lies here already.") if already else _("Coded: {name}")
        self.notify(said.format(name=label_of(code) if code else ""), timeout=2)

    def _remember(self, code_id: str) -> None:
        self.recent = [code_id, *(each for each in self.recent if each != code_id)][:RECENT]

    def _pick(self, title: str, then: str, *, may_make: bool = True, without: Container[str] = ()) -> None:
        """Opens the picker, without these codes; what comes back goes to the method named `then`."""
        view = self.view
        recent = self.recent or list(
            dict.fromkeys(coding.code_id for coding in sorted(view.codings, key=lambda each: each.at, reverse=True))
        )
        picker = CodePicker(
            title,
            [code for code in view.codes if code.id not in without],
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

        code = self.attempt(
            lambda: make_code(self.study, picked.new_name, parent_id=picked.parent_id, parent_name=picked.new_parent)
        )
        if code is None:
            return ""
        self.reread()
        return code.id

    def action_code(self) -> None:
        """Asks for a code and puts it."""
        if self.span() is not None:
            self._pick(_("Code: {words}").format(words=_shortened(self.pane.selected_text)), "put_or_accept")

    def put_or_accept(self, code_id: str) -> None:
        """Puts the code that was picked."""
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
            code = self.view.code(coding.code_id)
            self.notify(_("Coded: {name}").format(name=label_of(code) if code else ""), timeout=2)

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

        coding = next((each for each in self.view.codings if each.id == coding_id), None)
        code = self.view.code(coding.code_id) if coding is not None else None

        def off() -> bool:
            take_off(self.study, [coding_id])
            return True

        if self.attempt(off):
            self.notify(_("Taken off: {name}").format(name=label_of(code) if code else ""), timeout=2)
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
        now = {coding.code_id for coding in self.view.codings if coding.id == coding_id}
        self._pick(_("Which code instead?"), "recode_to", without=now)

    def recode_to(self, code_id: str) -> None:
        """Gives the coding the code that was picked."""
        from qualcode.coding import recode

        self.attempt(lambda: recode(self.study, [self._recoding], code_id))
        self._remember(code_id)
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

    def action_quote(self) -> None:
        """The selection, or the sentence at the cursor, becomes a quote of a kernlabel that is asked for."""
        from qualcode.coding import quote_span

        kernlabels = [code for code in self.view.codes if code.level == values.SELECTIVE]
        if not kernlabels:
            self.notify(_("There are no kernlabels yet."))
            return
        span = self.span()
        if span is None:
            return

        def chosen(kernlabel_id: str | None) -> None:
            if kernlabel_id:
                self.attempt(lambda: quote_span(self.study, kernlabel_id, self.transcript_id, *span))
                self.reread()

        options = [
            # A statement may carry its number already, as reports write it.
            (code.id, code.name if code.name.startswith("(") or not code.number else f"({code.number}) {code.name}")
            for code in kernlabels
        ]
        self.app.push_screen(Choose(_("Quote for which kernlabel?"), options), chosen)

    def action_compare(self) -> None:
        """All segments of the code here, or of the code pointed at, laid side by side."""
        here = self.view.codings_at(self.spot())
        code_id = self.pointed() or (here[0].code_id if here else "")
        if code_id:
            self.app.push_screen(screen_of("compare", code_id))
        else:
            self.notify(_("No code lies here."))

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
        self.notify(copy_words(self.app, words, self.host.own.clipboard))


def _shortened(words: str, most: int = 60) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
