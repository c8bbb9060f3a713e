"""The footer: at most six keys of where you are, and always help. Made from the key table, in the language in use."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.widget import Widget

from qualcode.i18n import _
from qualcode.tui.keymap import CONTEXTS, keys_of, shown

MOST = 6


class KeyHints(Widget):
    """One row of keys."""

    DEFAULT_CSS = "KeyHints { height: 1; background: $panel; color: $text-muted; padding: 0 1; }"

    def __init__(self, contexts: tuple[str, ...], keymap: dict[str, str] | None = None) -> None:
        super().__init__()
        self.contexts = contexts
        self.keymap = keymap or {}

    def hints(self) -> list[tuple[str, str, str]]:
        """(key, what it does, act) of the acts in the footer, in order; help is the last."""
        acts = [act for context in self.contexts for act in CONTEXTS[context] if act.footer]
        hints = [(shown(keys_of(act, self.keymap).split(",")[0]), _(act.says), act.call) for act in acts[:MOST]]
        return [*hints, ("?", _("Help"), "app.show_help")]

    def render(self) -> Text:
        """As many as fit; help always does."""
        *hints, last = self.hints()
        room = self.size.width - self._width(last)
        text = Text(no_wrap=True, end="")
        for hint in [*hints, last]:
            if hint is not last:
                if self._width(hint) > room:
                    continue
                room -= self._width(hint)
            call = hint[2] if hint[2].startswith("app.") else f"screen.{hint[2]}"
            call = call if call.endswith(")") else f"{call}()"
            text.append(hint[0], Style(bold=True, meta={"@click": call}))
            text.append(f" {hint[1].split(',')[0]}  ", Style(meta={"@click": call}))
        return text

    @staticmethod
    def _width(hint: tuple[str, str, str]) -> int:
        return cell_len(hint[0]) + cell_len(hint[1].split(",")[0]) + 3
