"""What a coder does to the codes themselves, from the code tree: make, rename, move, merge, retire. All can be undone."""

from __future__ import annotations

from qualcode.i18n import _
from qualcode.store import values
from qualcode.tui.screens.dialogs import AskLine
from qualcode.tui.screens.workspace_suggestions import SuggestionsHere
from qualcode.tui.views import label_of
from qualcode.tui.widgets.code_tree import CodeTree


class CodeActs(SuggestionsHere):
    """The acts of the code tree."""

    def on_code_tree_wanted(self, message: CodeTree.Wanted) -> None:
        """An act was asked for on the code pointed at."""
        message.stop()
        code = self.view.code(message.code_id)
        if message.act == "make":
            self._make(code)
        elif code is None:
            self.notify(_("Point at a code first."))
        else:
            {"rename": self._rename, "move": self._move, "merge": self._merge, "retire": self._retire}[message.act](
                code
            )

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
        self._pick(_("Put {code} under which code?").format(code=label_of(code)), "move_under", may_make=False)

    handled: str = ""
    """The code that the picker was opened for."""

    def move_under(self, parent_id: str) -> None:
        """Puts the code under the one that was picked; picking its parent again takes it to the top."""
        from qualcode.coding import move_code

        code = self.view.code(self.handled)
        target = None if code is not None and code.parent_id == parent_id else parent_id
        self.attempt(lambda: move_code(self.study, self.handled, target))
        self.reread()

    def _merge(self, code: values.Code) -> None:
        self.handled = code.id
        self._pick(_("Merge {code} into which code?").format(code=label_of(code)), "merge_into", may_make=False)

    def merge_into(self, target_id: str) -> None:
        """Lets the code's codings, memos and children go to the one that was picked."""
        from qualcode.coding import merge_codes

        self.attempt(lambda: merge_codes(self.study, [self.handled], target_id))
        self.reread_everything()

    def _retire(self, code: values.Code) -> None:
        from qualcode.coding import retire_code

        self.attempt(lambda: retire_code(self.study, code.id))
        self.reread()
        self.notify(_("{code} is out of use; undo takes it back.").format(code=label_of(code)))
