"""The codebook editor: the tree of codes with each code's card beside it; everything about a code is changed here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from qualcode.i18n import _, ngettext
from qualcode.store import Study, values
from qualcode.tui.keymap import bindings
from qualcode.tui.screens.code_form import CodeForm
from qualcode.tui.screens.room import RoomScreen
from qualcode.tui.shipped import choose_shipped
from qualcode.tui.views import label_of
from qualcode.tui.views_codebook import CodebookView, card_text, codebook_view
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.status_line import StatusLine

FORMS = (".yaml", ".xlsx", ".csv", ".md")


class CodebookTree(CodeTree):
    """The code tree, with the codes out of use struck through and named so."""

    def _words_for(self, code: values.Code) -> Text:
        text = super()._words_for(code)
        if code.retired:
            text.stylize(Style(strike=True, dim=True))
            text.append(" ✗", Style(bold=True))
        return text


class CodebookScreen(RoomScreen[CodebookView]):
    """All codes."""

    CONTEXT = "codebook"
    BINDINGS: ClassVar[list[BindingType]] = bindings("codebook")
    FIRST = "#codes"
    DEFAULT_CSS = """
    CodebookScreen #codes { width: 2fr; background: $background; }
    CodebookScreen #card-side { width: 3fr; padding: 0 1; border-left: solid $panel; scrollbar-size-vertical: 1; }
    CodebookScreen #card-side:focus { border-left: heavy $primary; }
    CodebookScreen #whole-card { height: auto; }
    CodebookScreen.-narrow #body { layout: vertical; }
    CodebookScreen.-narrow #codes { width: 1fr; height: 1fr; }
    CodebookScreen.-narrow #card-side { width: 1fr; height: 1fr; border-left: none; border-top: solid $panel; }
    """

    def __init__(self, code_id: str = "") -> None:
        super().__init__()
        self.wanted = code_id
        """The code that the cursor goes to when the tree is there."""
        self.with_retired = False

    def compose(self) -> ComposeResult:
        """Title, tree and card, state, keys."""
        yield self.title_line()
        with Horizontal(id="body"):
            yield CodebookTree(id="codes")
            with VerticalScroll(id="card-side"):
                yield Static("", id="whole-card", markup=False)
        yield StatusLine()
        yield self.key_hints()

    def read(self, study: Study) -> CodebookView:
        """All codes."""
        return codebook_view(study)

    def show(self, value: CodebookView) -> None:
        """The tree, and the card of the code under its cursor."""
        codes = value.codes if self.with_retired else value.in_use()
        self.tree_of_codes.show(codes, value.counts, value.hues, self.host.tree_hues)
        if self.wanted:
            self.tree_of_codes.point_at(self.wanted)
            self.wanted = ""
        elif not self.tree_of_codes.pointed_code and codes:
            self.tree_of_codes.point_at(codes[0].id)
        retired = len(value.codes) - len(value.in_use())
        main = sum(code.level == values.AXIAL and code.parent_id is None for code in value.in_use())
        self.tell_title(
            ngettext("{n} code", "{n} codes", len(value.in_use())),
            ngettext("{n} main code", "{n} main codes", main),
            ngettext("{n} out of use", "{n} out of use", retired) if retired else "",
        )
        self.show_card()

    def show_card(self) -> None:
        """The card of the code under the cursor."""
        code = self.pointed
        text = (
            card_text(self.value, code)
            if self.value and code
            else Text(_("No codes yet: n makes one, b takes a codebook."))
        )
        self.query_one("#whole-card", Static).update(text)
        self.query_one("#card-side", VerticalScroll).scroll_home(animate=False)
        if self.value and code:
            path = self.value.path(code)
            self.query_one(StatusLine).say(f"{path} > {label_of(code)}" if path else label_of(code))

    @property
    def tree_of_codes(self) -> CodebookTree:
        """The tree."""
        return self.query_one(CodebookTree)

    @property
    def pointed(self) -> values.Code | None:
        """The code under the cursor."""
        return self.value.code(self.tree_of_codes.pointed_code) if self.value else None

    def needed(self) -> values.Code | None:
        """The code under the cursor; says so when there is none."""
        code = self.pointed
        if code is None:
            self.notify(_("Point at a code first."))
        return code

    # What the tree tells

    def on_code_tree_pointed(self, message: CodeTree.Pointed) -> None:
        """The cursor moved."""
        message.stop()
        if self.value is not None:
            self.show_card()

    def on_code_tree_chosen(self, message: CodeTree.Chosen) -> None:
        """Enter or a click: the click only points, Enter edits."""
        message.stop()
        self.action_edit()

    def on_code_tree_wanted(self, message: CodeTree.Wanted) -> None:
        """The tree's own keys, as in the workspace."""
        message.stop()
        {
            "make": self.action_new,
            "rename": self.action_edit,
            "move": self.action_move,
            "merge": self.action_merge,
            "retire": self.action_retire,
        }[message.act]()

    # Looking

    def action_find(self) -> None:
        """Goes to a code by a few letters of its name."""
        self.pick_code(_("Which code?"), self.tree_of_codes.point_at)

    def action_show_retired(self) -> None:
        """Codes out of use in the tree too, or not."""
        self.with_retired = not self.with_retired
        if self.value is not None:
            self.show(self.value)

    def action_compare(self) -> None:
        """The code's segments one under another."""
        if code := self.needed():
            self.open_room("compare", code.id)

    def action_memo(self) -> None:
        """The memo on the code."""
        if code := self.needed():
            self.host.edit_memo(self, "code", code.id, label_of(code))

    # Changing

    def action_edit(self) -> None:
        """The code's card to be filled in."""
        from qualcode.coding import change_code

        code = self.needed()
        if code is None or self.value is None:
            return

        def keep(fields: Mapping[str, Any]) -> None:
            change_code(self.study, code.id, **fields)

        form = CodeForm(_("Edit {code}").format(code=label_of(code)), code, keep, families=self.value.families())
        self.app.push_screen(form, self._kept)

    def _kept(self, kept: bool | None) -> None:
        if kept:
            self.reread()

    def action_new(self) -> None:
        """A new code under the one pointed at."""
        above = self.pointed
        if above is not None and above.level == values.SELECTIVE:
            above = None
        self._make(above)

    def action_new_beside(self) -> None:
        """A new main code."""
        self._make(None)

    def _make(self, above: values.Code | None) -> None:
        from qualcode.coding import make_code

        if self.value is None:
            return

        def keep(fields: Mapping[str, Any]) -> None:
            named = dict(fields)
            code = make_code(self.study, str(named.pop("name", "")), parent_id=above.id if above else None, **named)
            self.wanted = code.id

        title = _("New code under {parent}").format(parent=label_of(above)) if above else _("New main code")
        level = values.OPEN if above else values.AXIAL
        self.app.push_screen(CodeForm(title, None, keep, level=level, families=self.value.families()), self._kept)

    def action_move(self) -> None:
        """Under another code."""
        from qualcode.coding import move_code

        if code := self.needed():
            title = _("Put {code} under which code?").format(code=label_of(code))
            self.pick_code(title, lambda parent_id: self._done(lambda: move_code(self.study, code.id, parent_id)))

    def action_to_top(self) -> None:
        """To the top of the tree."""
        from qualcode.coding import move_code

        code = self.needed()
        if code is not None and code.parent_id is not None:
            self._done(lambda: move_code(self.study, code.id, None))

    def action_shift(self, direction: int) -> None:
        """Up or down among its brothers."""
        from qualcode.coding import move_code

        code = self.needed()
        if code is None or self.value is None:
            return
        ids = [one.id for one in self.value.brothers(code)]
        place = ids.index(code.id) + direction
        if not 0 <= place < len(ids):
            return
        rest = [one for one in ids if one != code.id]
        before = rest[place] if place < len(rest) else None
        self._done(lambda: move_code(self.study, code.id, code.parent_id, before_id=before))

    def action_merge(self) -> None:
        """Its codings, sub-codes and memos go to another code."""
        from qualcode.coding import merge_codes

        code = self.needed()
        if code is None:
            return

        def picked(target_id: str) -> None:
            into = self.value.code(target_id) if self.value else None
            if into is None:
                return
            question = _("Merge “{code}” into “{into}”? Its codings, sub-codes and memos go along.")
            self.wanted = target_id
            self.confirm(
                question.format(code=label_of(code), into=label_of(into)),
                _("Yes, merge"),
                lambda: self._done(lambda: merge_codes(self.study, [code.id], target_id)),
            )

        self.pick_code(_("Merge {code} into which code?").format(code=label_of(code)), picked)

    def action_retire(self) -> None:
        """Out of use, or in use again; its codings stay."""
        from qualcode.coding import retire_code

        code = self.needed()
        if code is not None and self.do(lambda: retire_code(self.study, code.id, retired=not code.retired)):
            if code.retired:
                self.notify(_("{code} is in use again.").format(code=label_of(code)))
            else:
                self.notify(_("{code} is out of use; undo takes it back.").format(code=label_of(code)))

    def action_remove(self) -> None:
        """Removes a code that nothing uses."""
        from qualcode.coding import remove_code

        code = self.needed()
        if code is not None and self.do(lambda: remove_code(self.study, code.id)):
            self.notify(_("{name} removed; undo brings it back.").format(name=label_of(code)))

    def _done(self, act: Any) -> None:
        self.do(act)

    # In and out

    def action_shipped(self) -> None:
        """Takes over one of the codebooks that come with the program."""
        choose_shipped(self)

    def action_import(self) -> None:
        """To the import screen, which takes codebooks too."""
        self.open_room("importing")

    def action_export(self) -> None:
        """Writes the codebook to a file."""
        names = {".yaml": "YAML (.yaml)", ".xlsx": _("Excel (.xlsx)"), ".csv": "CSV (.csv)", ".md": "Markdown (.md)"}

        def formed(suffix: str) -> None:
            path = self.study.path / "exports" / (_("codebook") + suffix)
            self.ask(_("To which file?"), self._write, str(path))

        self.choose(_("In which form?"), [(form, names[form]) for form in FORMS], formed)

    def _write(self, line: str) -> None:
        from qualcode.codebook import write_codebook
        from qualcode.coding import codebook_of

        path = Path(line).expanduser()

        def whole() -> Path:
            return write_codebook(codebook_of(self.study), path)

        if made := self.attempt(whole):
            self.notify(_("Made: {path}").format(path=made), markup=False)
