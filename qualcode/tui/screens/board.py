"""The axial board: open codes that wait beside the tree they are put into, and what there is to clear."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from qualcode.i18n import _, ngettext
from qualcode.store import Study
from qualcode.tui.screens.room import RoomScreen, binds
from qualcode.tui.views_board import LISTS, BoardCode, BoardView, board_view
from qualcode.tui.widgets.board_lists import AxialTree, WaitingList
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.mark_list import MarkList
from qualcode.tui.widgets.status_line import StatusLine


class BoardScreen(RoomScreen[BoardView]):
    """Orders open codes under axial ones."""

    CONTEXT = "board"
    BINDINGS: ClassVar[list[BindingType]] = binds("board")
    FIRST = "#waiting"

    def __init__(self, listed: str = "unplaced", code_id: str = "") -> None:
        super().__init__()
        self.listed = listed if listed in LISTS else "unplaced"
        self.begin_at = code_id
        self._grabbed = ""
        self._of_tree = False

    def compose(self) -> ComposeResult:
        """Codes that wait, the tree, the card of the one pointed at, keys."""
        yield self.title_line()
        with Horizontal(id="body"):
            with Vertical(id="left", classes="column"):
                yield Static("", id="left-title", classes="column-title", markup=False)
                yield WaitingList(id="waiting")
            with Vertical(id="right", classes="column"):
                yield Static("", id="right-title", classes="column-title", markup=False)
                yield AxialTree(id="axial")
        yield Static("", id="board-card", markup=False)
        yield StatusLine()
        yield self.key_hints()

    def read(self, study: Study) -> BoardView:
        """Codes and what has to be cleared."""
        return board_view(study)

    def show(self, value: BoardView) -> None:
        """Both sides."""
        alike = frozenset(value.lists["alike"])
        waiting, tree = self.waiting, self.tree_side
        waiting.codes, waiting.alike = value.codes, alike
        waiting.tell_path = self.listed != "unplaced"
        if self.listed == "alike":
            waiting.fill(self._pairs(value))
        else:
            waiting.fill([("", value.lists[self.listed])])
        tree.facts, tree.alike = value.codes, alike
        counts = {code_id: one.segments for code_id, one in value.codes.items()}
        tree.show(value.tree, counts, value.hues, self.host.tree_hues)
        if self.begin_at:
            tree.point_at(self.begin_at)
            if self.begin_at in waiting.keys:
                waiting.highlighted = waiting.get_option_index(self.begin_at)
            self.begin_at = ""
        self.query_one("#left-title", Static).update(f"{_(LISTS[self.listed])}: {len(value.lists[self.listed])}")
        self.query_one("#right-title", Static).update(_("Axial tree: {n}").format(n=len(value.tree)))
        self.tell_title(
            *(f"{_(title).lower()} {len(value.lists[name])}" for name, title in LISTS.items() if name != "open")
        )
        self.tell_place()

    @staticmethod
    def _pairs(value: BoardView) -> list[tuple[str, tuple[str, ...]]]:
        """Each code once, below the reason why it is here."""
        seen: set[str] = set()
        groups = []
        for one in value.alike:
            fresh = tuple(code_id for code_id in (one.first, one.second) if code_id not in seen)
            if fresh:
                known = "" if len(fresh) == 2 else value.codes[({one.first, one.second} - {*fresh}).pop()].label
                groups.append((f"{one.said}: {known}".removesuffix(": "), fresh))
                seen.update(fresh)
        return groups

    # Which side, which code

    @property
    def waiting(self) -> WaitingList:
        """The left side."""
        return self.query_one(WaitingList)

    @property
    def tree_side(self) -> AxialTree:
        """The right side."""
        return self.query_one(AxialTree)

    def pointed(self) -> BoardCode | None:
        """The code under the cursor, on the side that has the focus."""
        here = self.tree_side.pointed_code if self.tree_side.has_focus else self.waiting.pointed_key
        return self.value.codes.get(here) if self.value else None

    def chosen(self) -> list[str]:
        """On the left what is marked, or else pointed at; in the tree the code under the cursor."""
        if self.tree_side.has_focus:
            return [self.tree_side.pointed_code] if self.tree_side.pointed_code else []
        return self.waiting.chosen_keys()

    def tell_place(self) -> None:
        """The card of the code, and how many are marked."""
        value, one = self.value, self.pointed()
        if value is None:
            return
        for side, title in ((self.waiting, "#left-title"), (self.tree_side, "#right-title")):
            self.query_one(title).set_class(side.has_focus, "here")
        self.query_one("#board-card", Static).update(self._card(value, one))
        target = value.codes.get(self.tree_side.pointed_code)
        parts = []
        if marked := len(self.waiting.marked):
            parts.append(ngettext("{n} marked", "{n} marked", marked))
        if not self.waiting.keys:
            parts.append(_("This list is empty."))
        if target is not None and self.waiting.keys:
            parts.append(_("p puts under: {name}").format(name=target.label))
        self.query_one(StatusLine).say(" · ".join(parts))

    def _card(self, value: BoardView, one: BoardCode | None) -> Text:
        text = Text(end="")
        if one is None:
            return text
        text.append(one.path, "bold")
        facts = [
            ngettext("{n} segment", "{n} segments", one.segments),
            ngettext("{n} respondent", "{n} respondents", one.participants),
            ngettext("{n} code below it", "{n} codes below it", one.below) if one.below else "",
            _("no segment") if one.empty else "",
            _("used once") if one.once else "",
        ]
        text.append("  " + " · ".join(fact for fact in facts if fact) + "\n", "dim")
        for other, said in value.alike_to(one.code.id)[:2]:
            text.append(f"≈ {value.codes[other].path}", "bold")
            text.append(f"  {said}\n")
        text.append(one.code.definition)
        return text

    def on_option_list_option_highlighted(self) -> None:
        """The cursor moved on the left."""
        self.tell_place()

    def on_mark_list_marked(self) -> None:
        """Other codes are marked."""
        self.tell_place()

    def on_code_tree_pointed(self, message: CodeTree.Pointed) -> None:
        """The cursor moved in the tree."""
        message.stop()
        self.tell_place()

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """The card follows the focus."""
        if self.value is not None:
            self.tell_place()

    def on_mark_list_opened(self, message: MarkList.Opened) -> None:
        """Enter or a double click on the left."""
        self.open_room("compare", message.key)

    def on_code_tree_chosen(self, message: CodeTree.Chosen) -> None:
        """Enter or a click in the tree: points only, since the mouse chooses where codes go."""
        message.stop()
        self.tell_place()

    # Dragging

    def on_waiting_list_grabbed(self, message: WaitingList.Grabbed) -> None:
        """Remembers what the mouse holds."""
        self._grabbed, self._of_tree = message.key, False

    def on_axial_tree_grabbed(self, message: AxialTree.Grabbed) -> None:
        """Remembers what the mouse holds."""
        self._grabbed, self._of_tree = message.code_id, True

    def on_axial_tree_dropped(self, message: AxialTree.Dropped) -> None:
        """Puts what was dragged under the code it was let go on; below the last one it becomes a main code."""
        grabbed, self._grabbed = self._grabbed, ""
        if not grabbed or grabbed == message.code_id:
            return
        if message.code_id:
            marked = self.waiting.chosen_keys() if grabbed in self.waiting.marked else [grabbed]
            self.put(marked, message.code_id)
        else:
            self._make_main(grabbed)

    def on_waiting_list_dropped(self) -> None:
        """A code of the tree that is let go on the left loses its place; one of the left stays as it is."""
        grabbed, self._grabbed = self._grabbed, ""
        if grabbed and self._of_tree:
            self._take_away([grabbed])

    def on_mouse_up(self) -> None:
        """Let go elsewhere: nothing is dragged any more."""
        self._grabbed = ""

    # What the keys do

    def put(self, code_ids: list[str], under: str) -> None:
        """Places codes under another, in one act."""
        from qualcode.coding import place_codes

        codes = [code_id for code_id in code_ids if code_id != under]
        if not codes or self.value is None:
            return
        if self.do(lambda: place_codes(self.study, codes, under)):
            self.waiting.unmark()
            name = self.value.codes[under].label
            self.notify(ngettext("{n} code put under", "{n} codes put under", len(codes)) + f" {name}", timeout=3)

    def action_put(self) -> None:
        """Puts what is marked on the left under the code of the tree."""
        under = self.tree_side.pointed_code
        if not under:
            self.notify(_("Point at a code of the tree first."))
            return
        self.put(self.waiting.chosen_keys(), under)

    def action_group(self) -> None:
        """What is chosen goes under a new main code."""
        from qualcode.coding import group_codes

        codes = self.chosen()
        if not codes:
            return

        def named(name: str) -> None:
            if self.do(lambda: group_codes(self.study, codes, name)):
                self.waiting.unmark()

        self.ask(ngettext("New main code for {n} code", "New main code for {n} codes", len(codes)), named)

    def action_make_main(self) -> None:
        """Makes the code a main code."""
        one = self.pointed()
        if one is not None:
            self._make_main(one.code.id)

    def _make_main(self, code_id: str) -> None:
        from qualcode.coding import make_main_code

        self.do(lambda: make_main_code(self.study, code_id))

    def action_take_away(self) -> None:
        """Takes codes from their place: they wait again on the left."""
        self._take_away(self.chosen())

    def _take_away(self, code_ids: list[str]) -> None:
        from qualcode.coding import place_codes

        placed = [code_id for code_id in code_ids if self.value and self.value.codes[code_id].code.parent_id]
        if not placed:
            self.notify(_("This code stands at the top already."))
            return
        self.do(lambda: place_codes(self.study, placed, None))

    def action_merge(self) -> None:
        """Several marked: into one of them; one: into another that is picked."""
        value, codes = self.value, self.chosen()
        if value is None or not codes:
            return
        if len(codes) > 1:
            options = [(code_id, value.codes[code_id].path) for code_id in codes]
            self.choose(_("Merge these into which?"), options, lambda target: self._merge(codes, target))
            return
        name = value.codes[codes[0]].label
        self.pick_code(_("Merge “{code}” into").format(code=name), lambda target: self._merge(codes, target))

    def _merge(self, codes: list[str], target: str) -> None:
        from qualcode.coding import merge_codes

        sources = [code_id for code_id in codes if code_id != target]
        if self.value is None or not sources:
            return
        into = self.value.codes[target].label if target in self.value.codes else ""

        def sure() -> None:
            if self.do(lambda: merge_codes(self.study, sources, target)):
                self.waiting.unmark()
                self.notify(_("Merged into {name}").format(name=into))

        names = ", ".join(self.value.codes[code_id].label for code_id in sources)
        question = _("Merge “{code}” into “{into}”? Its codings, sub-codes and memos go along.")
        self.confirm(question.format(code=names, into=into), _("Yes, merge"), sure)

    def action_rename(self) -> None:
        """Another name."""
        from qualcode.coding import change_code

        if (one := self.pointed()) is None:
            return
        code_id = one.code.id

        def named(name: str) -> None:
            self.do(lambda: change_code(self.study, code_id, name=name))

        self.ask(_("Name of the code"), named, one.code.name)

    def action_remove(self) -> None:
        """Removes a code that nothing uses; undo brings it back."""
        from qualcode.coding import remove_code

        one = self.pointed()
        if one is not None and self.do(lambda: remove_code(self.study, one.code.id)):
            self.notify(_("Removed: {name}").format(name=one.label))

    def action_shift(self, direction: int) -> None:
        """Moves the code of the tree among its brothers."""
        from qualcode.coding import move_code

        value, one = self.value, self.pointed()
        if value is None or one is None or not self.tree_side.has_focus:
            return
        brothers = [code.id for code in value.tree if code.parent_id == one.code.parent_id]
        place = brothers.index(one.code.id) + direction
        if not 0 <= place < len(brothers):
            return
        later = place if direction < 0 else place + 1
        before = brothers[later] if later < len(brothers) else None
        self.do(lambda: move_code(self.study, one.code.id, one.code.parent_id, before_id=before))

    def action_memo(self) -> None:
        """The memo on the code."""
        if (one := self.pointed()) is not None:
            self.host.edit_memo(self, "code", one.code.id, one.label)

    # Looking

    def action_mark(self) -> None:
        """Marks the code, or not."""
        self.waiting.toggle()

    def action_open(self) -> None:
        """Its segments, laid side by side."""
        if (one := self.pointed()) is not None:
            self.open_room("compare", one.code.id)

    def action_alike(self) -> None:
        """Codes that may be one: two of them are laid side by side."""
        value = self.value
        if value is None or not value.alike:
            self.notify(_("No two codes look alike."))
            return
        pointed = self.pointed()
        here = pointed.code.id if pointed else ""
        pairs = sorted(
            enumerate(value.alike),
            key=lambda pair: here not in (pair[1].first, pair[1].second),
        )
        options = [
            (str(place), f"{value.codes[one.first].label} ≈ {value.codes[one.second].label}  ({one.said})")
            for place, one in pairs
        ]

        def chosen(place: str) -> None:
            pair = value.alike[int(place)]
            self.open_room("compare", pair.first, pair.second)

        self.choose(_("Near-duplicates: compare which two?"), options, chosen)

    def action_next_filter(self) -> None:
        """The next of the lists on the left."""
        names = list(LISTS)
        self.listed = names[(names.index(self.listed) + 1) % len(names)]
        if self.value is not None:
            self.waiting.unmark()
            self.show(self.value)

    def action_other_side(self) -> None:
        """The focus goes to the other side."""
        if self.tree_side.has_focus:
            self.waiting.focus()
            return
        self.tree_side.focus()
        if self.tree_side.cursor_line < 0:
            self.tree_side.cursor_line = 0
