"""The footer: at most six keys of where you are, and always help. Made from the key table, in the language in use."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.message import Message
from textual.widget import Widget

from qualcode.i18n import _
from qualcode.tui.acts import Act
from qualcode.tui.keymap import CONTEXTS, keys_of, shown

MOST = 6


class KeyHints(Widget):
    """One row of keys."""

    DEFAULT_CSS = """
    KeyHints { height: 1; background: $panel; color: $text-muted; padding: 0 1; }
    KeyHints { link-style: none; link-color: $text-muted; link-style-hover: reverse; }
    """

    def __init__(self, contexts: tuple[str, ...], keymap: dict[str, str] | None = None) -> None:
        super().__init__()
        self.contexts = contexts
        self.keymap = keymap or {}
        self.only: tuple[str, ...] = ()
        """Names of the acts to show now, when what has the focus or lies at the cursor asks for others than the usual."""
        self.typing = False
        self.reading = False

    @dataclass
    class Used(Message):
        """A key was clicked."""

        call: str
        context: str

    def hints(self) -> list[tuple[str, str]]:
        """(key, what it does) of the acts in the footer, in order; help is the last."""
        hints = [
            (shown(keys_of(act, self.keymap).split(",")[0]), _(act.brief or act.says).split(",")[0])
            for act, _context in self._acts()
        ]
        return [*hints, ("F1" if self.typing else "?", _("Help"))]

    def show_only(self, names: tuple[str, ...] = (), *, typing: bool = False) -> None:
        """Shows these acts, of whatever context; none brings the usual ones back.

        Args:
            names: Of the acts.
            typing: Whether a plain letter is typed now, so that help is on F1 only.
        """
        if (names, typing) != (self.only, self.typing):
            self.only, self.typing = names, typing
            self.refresh()

    def tell_reading(self, reading: bool) -> None:
        """Says at the right that the study is being read again, over the keys when there is no other room."""
        if reading != self.reading:
            self.reading = reading
            self.refresh()

    def _acts(self) -> list[tuple[Act, str]]:
        if self.only:
            by_name = {act.name: (act, context) for context, table in CONTEXTS.items() for act in table}
            return [by_name[name] for name in self.only][:MOST]
        return [(act, context) for context in self.contexts for act in CONTEXTS[context] if act.footer][:MOST]

    def render(self) -> Text:
        """As many as fit; help always does."""
        hints = self.hints()
        room = self.size.width - self._width(hints[-1])
        text = Text(no_wrap=True, end="")
        for number, hint in enumerate(hints):
            if number < len(hints) - 1:
                if self._width(hint) > room:
                    continue
                room -= self._width(hint)
            text.append(hint[0], Style(bold=True, meta={"@click": f"use({number})"}))
            text.append(f" {hint[1]}  ", Style(meta={"@click": f"use({number})"}))
        if self.reading:
            sign = " " + _("reading…")
            text.truncate(max(self.size.width - cell_len(sign), 0), pad=True)
            text.append(sign, Style(italic=True))
        return text

    def action_use(self, number: int) -> None:
        """A click on a key does what the key does."""
        acts = self._acts()
        act, context = (acts[number][0].call, acts[number][1]) if number < len(acts) else ("show_help", "app")
        self.post_message(self.Used(act, context))

    @staticmethod
    def _width(hint: tuple[str, str]) -> int:
        return cell_len(hint[0]) + cell_len(hint[1]) + 3
