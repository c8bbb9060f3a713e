"""Help for where you are, made from the key table: no key is described twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import set_cell_size
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from qualcode.i18n import _
from qualcode.tui.keymap import CONTEXTS, keys_of, shown


def help_text(contexts: Sequence[str], keymap: Mapping[str, str], width: int = 90) -> Text:
    """The acts of these contexts under their headings, each with its keys and, where there is room, its stable name."""
    named = width >= 84
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for context in contexts:
        for act in CONTEXTS[context]:
            keys = "  ".join(shown(key) for key in keys_of(act, keymap).split(","))
            groups.setdefault(act.group, []).append((keys, _(act.says), act.name))
    text = Text(end="")
    for group, rows in groups.items():
        text.append(f"{_(group)}\n", Style(bold=True, underline=True))
        for keys, says, name in rows:
            text.append(" " + set_cell_size(keys, 22) + " ", Style(bold=True))
            text.append(set_cell_size(says, 40) if named else says)
            text.append(f" {name}\n" if named else "\n", Style(dim=True))
        text.append("\n")
    return text


class HelpScreen(ModalScreen[None]):
    """All keys of the screen that is under it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark,f1", "dismiss", show=False)]

    def __init__(self, contexts: Sequence[str], keymap: Mapping[str, str]) -> None:
        super().__init__()
        self.contexts = tuple(contexts)
        self.keymap = dict(keymap)

    def compose(self) -> ComposeResult:
        """The list, and what to know of mouse and terminal."""
        with Vertical(classes="dialog large"):
            yield Label(_("Help"), classes="dialog-title")
            with VerticalScroll():
                yield Static(help_text(self.contexts, self.keymap, self.app.size.width - 12), markup=False)
                yield Static(
                    _(
                        "Mouse: drag selects, a double click takes the word, a triple click the sentence, a fourth the "
                        "turn. With Shift held, your terminal's own selection works."
                    ),
                    markup=False,
                )
            yield Label(_("Esc: close"), classes="dialog-keys")
