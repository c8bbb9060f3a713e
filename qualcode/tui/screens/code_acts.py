"""What a coder does to the codes themselves, from the code tree: make, rename, move, merge, retire. All can be undone."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from qualcode.i18n import _
from qualcode.store import values
from qualcode.tui.palette import HUE_NAMES, STORED_HUES
from qualcode.tui.picking import fitting_itself
from qualcode.tui.screens.dialogs import AskLine, Choose
from qualcode.tui.screens.workspace_suggestions import SuggestionsHere
from qualcode.tui.views import label_of
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.coding_tree import CodingTree


class CodeActs(SuggestionsHere):
    """The acts of the code tree."""

    tree_panel: CodingTree

    def on_code_tree_wanted(self, message: CodeTree.Wanted) -> None:
        """An act was asked for on the code pointed at."""
        message.stop()
        code = self.view.code(message.code_id)
        if message.act == "make":
            self._make(code)
        elif code is None:
            self.notify(_("Point at a code first."))
        else:
            {
                "rename": self._rename,
                "move": self._move,
                "merge": self._merge,
                "retire": self._retire,
                "card": lambda one: self._open("codebook", one.id),
                "compare": lambda one: self._open("compare", one.id),
                "suggestions": lambda one: self._open("suggestions", one.id),
                "colour": self._colour,
            }[message.act](code)

    def _open(self, name: str, code_id: str) -> None:
        """Another screen on this code; what it changed is read when it is left."""
        from qualcode.tui.rooms import screen_of

        self.app.push_screen(screen_of(name, code_id))

    # Finding a code in the tree

    def on_coding_tree_sought(self, message: CodingTree.Sought) -> None:
        """Shows the line to type in; it goes when it is empty again."""
        message.stop()
        line = self.query_one("#tree-needle", Input)
        line.value = self.tree_panel.needle
        line.display = not line.display or bool(line.value)
        if line.display:
            line.focus()

    @on(Input.Changed, "#tree-needle")
    def narrow_tree(self, message: Input.Changed) -> None:
        """Every letter narrows the tree."""
        message.stop()
        self.tree_panel.narrow(message.value)

    @on(Input.Submitted, "#tree-needle")
    def leave_needle(self, message: Input.Submitted) -> None:
        """Enter goes to the first code that fits."""
        message.stop()
        line = self.query_one("#tree-needle", Input)
        line.display = bool(message.value.strip())
        self.tree_panel.focus()
        first = next((code for code in self.view.codes if fitting_itself(message.value, code)), None)
        if first is not None:
            self.tree_panel.point_at(first.id)

    def close_needle(self) -> None:
        """All codes again, and the focus back in the tree."""
        line = self.query_one("#tree-needle", Input)
        line.value = ""
        line.display = False
        self.tree_panel.narrow("")
        self.tree_panel.focus()

    # Drawing a code elsewhere, and its colour

    def on_coding_tree_dropped(self, message: CodingTree.Dropped) -> None:
        """Puts the code under the one on which it was let go."""
        message.stop()
        moved, above = self.view.code(message.code_id), self.view.code(message.target_id)
        if moved is not None and moved.parent_id != (above.id if above else None):
            self._put_under(moved, above)

    def _colour(self, code: values.Code) -> None:
        from qualcode.coding import change_code

        def chosen(key: str | None) -> None:
            if key is not None:
                self.attempt(lambda: change_code(self.study, code.id, colour=key.removeprefix("hue:")))
                self.reread()

        options = [("hue:", _("as it comes, in turn"))]
        options += [(f"hue:{hue}", _(name)) for name, hue in zip(HUE_NAMES, STORED_HUES, strict=True)]
        self.app.push_screen(Choose(_("Colour of {code}").format(code=label_of(code)), options), chosen)

    def _make(self, above: values.Code | None) -> None:
        from qualcode.coding import make_code

        def named(name: str | None) -> None:
            if name and name.strip():
                parent = above.id if above is not None else None
                self.attempt(lambda: make_code(self.study, name, parent_id=parent))
                self.reread()

        title = _("New code under {parent}").format(parent=label_of(above)) if above else _("New code")
        self.app.push_screen(AskLine(title), named)

    def _rename(self, code: values.Code) -> None:
        from qualcode.coding import change_code

        def named(name: str | None) -> None:
            if name and name.strip() and name != code.name:
                self.attempt(lambda: change_code(self.study, code.id, name=name))
                self.reread()

        self.app.push_screen(AskLine(_("Rename {code}").format(code=label_of(code)), code.name), named)

    def _move(self, code: values.Code) -> None:
        self.handled = code.id
        title = _("Put {code} under which code?").format(code=label_of(code))
        above = self.view.code(code.parent_id or "")
        if above is not None:
            title += " " + _("({parent} again: to the top)").format(parent=label_of(above))
        self._pick(title, "move_under", may_make=False, without=self._branch(code))

    def _branch(self, code: values.Code) -> set[str]:
        """A code and all that stand below it: under none of them can it be put."""
        found = {code.id}
        while more := {each.id for each in self.view.codes if each.parent_id in found} - found:
            found |= more
        return found

    handled: str = ""
    """The code that the picker was opened for."""

    def move_under(self, parent_id: str) -> None:
        """Puts the code under the one that was picked; picking its parent again takes it to the top."""
        code = self.view.code(self.handled)
        if code is not None:
            self._put_under(code, None if code.parent_id == parent_id else self.view.code(parent_id))

    def _put_under(self, moved: values.Code, above: values.Code | None) -> None:
        from qualcode.coding import move_code

        def move() -> bool:
            move_code(self.study, moved.id, above.id if above else None)
            return True

        if self.attempt(move):
            self.reread()
            place = label_of(above) if above else _("the top")
            self.notify(_("{code} stands under {place} now; u undoes it").format(code=label_of(moved), place=place))

    def _merge(self, code: values.Code) -> None:
        self.handled = code.id
        self._pick(
            _("Merge {code} into which code?").format(code=label_of(code)),
            "merge_into",
            may_make=False,
            without={code.id},
        )

    def merge_into(self, target_id: str) -> None:
        """Lets the code's codings, memos and children go to the one that was picked."""
        from qualcode.coding import merge_codes

        code, target = self.view.code(self.handled), self.view.code(target_id)

        def merge() -> bool:
            merge_codes(self.study, [self.handled], target_id)
            return True

        if self.attempt(merge) and code is not None and target is not None:
            said = _("{code} is part of {target} now; u undoes it").format(code=label_of(code), target=label_of(target))
            self.notify(said)
        self.reread_everything()

    def _retire(self, code: values.Code) -> None:
        from qualcode.coding import retire_code

        self.attempt(lambda: retire_code(self.study, code.id))
        self.reread()
        self.notify(_("{code} is out of use; undo takes it back.").format(code=label_of(code)))
