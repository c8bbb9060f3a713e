"""A code's card to be filled in: every field, kept by one act; a mistake is told in the form and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Select, Static, TextArea

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.store import values
from qualcode.tui.screens.dialogs import Choose
from qualcode.tui.views_codebook import TEXTS, field_said, fields_from, fields_of, level_said

ORDER = ("name", "number", "level", "family", *TEXTS, "keywords", "aliases", "questions", "colour", "shortcut")
AREAS = (*TEXTS, "questions", "keywords")


class CodeForm(ModalScreen[bool]):
    """Gives whether something was kept. `keep` does the act with the fields that are other than before."""

    DEFAULT_CSS = """
    CodeForm { align: center middle; }
    CodeForm #fields { grid-size: 2; grid-columns: 20 1fr; grid-rows: auto; height: auto; }
    CodeForm Input { border: none; padding: 0 1; height: 1; background: $panel; }
    CodeForm Input:focus { border: none; background: $primary 25%; }
    CodeForm TextArea { height: 3; border: none; padding: 0 1; background: $panel; }
    CodeForm TextArea:focus { border: none; background: $primary 25%; }
    CodeForm #mistake { height: auto; max-height: 3; text-style: bold; color: $error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("ctrl+s", "keep", show=False, priority=True),
    ]

    mistake = getters.query_one("#mistake", Static)

    def __init__(
        self,
        title: str,
        code: values.Code | None,
        keep: Callable[[Mapping[str, object]], object],
        *,
        level: str = values.OPEN,
        families: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.heading = title
        self.keep = keep
        self.new = code is None
        self.level = code.level if code else level
        self.families = tuple(families)
        self.before = fields_of(code)

    def compose(self) -> ComposeResult:
        """A row for each field."""
        with Vertical(classes="dialog large"):
            yield Label(self.heading, classes="dialog-title", markup=False)
            with VerticalScroll(can_focus=False), Grid(id="fields"):
                for field in ORDER:
                    yield Label(field_said(field), markup=False)
                    yield self._line(field)
            yield Static("", id="mistake", markup=False)
            yield Label(_("Tab: next field   Ctrl+S: keep   Esc: not"), classes="dialog-keys")

    def _line(self, field: str) -> Input | TextArea | Select[str]:
        if field == "level":
            levels = values.LEVELS if self.level == values.SELECTIVE else (values.OPEN, values.AXIAL)
            options = [(level_said(level), level) for level in levels]
            return Select(options, value=self.level, allow_blank=False, id="level", compact=True)
        if field in AREAS:
            return TextArea(self.before[field], soft_wrap=True, tab_behavior="focus", id=field)
        suggester = SuggestFromList(self.families, case_sensitive=False) if field == "family" else None
        return Input(self.before[field], id=field, placeholder=_hint(field), suggester=suggester)

    def on_mount(self) -> None:
        """The name has the focus, with the cursor at its end."""
        self.query_one("#name", Input).focus()

    def said(self) -> dict[str, str]:
        """What stands in the form."""
        found = {}
        for field in ORDER:
            line = self.query_one(f"#{field}")
            if isinstance(line, TextArea):
                found[field] = line.text
            elif isinstance(line, Input):
                found[field] = line.value
        return found

    def changes(self) -> dict[str, object]:
        """The fields that are other than before, as the acts take them.

        Raises:
            BadInput: for a field that cannot be understood.
        """
        other = {field: value for field, value in self.said().items() if value.strip() != self.before[field].strip()}
        level = str(self.query_one("#level", Select).value)
        changed: dict[str, object] = dict(fields_from(other))
        return changed | ({"level": level} if self.new or level != self.level else {})

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line goes to the next field."""
        event.stop()
        self.focus_next()

    def action_keep(self) -> None:
        """Does the act; when it is refused, says why and stays."""
        try:
            changed = self.changes()
            if changed:
                self.keep(changed)
        except QualcodeError as error:
            self.mistake.update(str(error))
            return
        self.dismiss(bool(changed))

    def action_leave(self) -> None:
        """Away; asks first when something was written."""
        try:
            changed = bool(self.changes()) and self.said() != self.before
        except QualcodeError:
            changed = True
        if not changed:
            self.dismiss(False)
            return

        def chosen(key: str | None) -> None:
            if key == "keep":
                self.action_keep()
            elif key == "drop":
                self.dismiss(False)

        options = [("keep", _("Keep them")), ("drop", _("Drop them")), ("back", _("Go on writing"))]
        self.app.push_screen(Choose(_("There are changes."), options), chosen)


def _hint(field: str) -> str:
    return {
        "aliases": _("apart by commas: MDO, CB"),
        "colour": _("#RRGGBB; empty: that of the main code"),
        "shortcut": _("one letter or digit"),
    }.get(field, "")
