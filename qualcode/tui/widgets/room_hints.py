"""One row on the home: the other screens, each with its key; a click opens one."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.geometry import Size
from textual.widget import Widget

from qualcode.i18n import _
from qualcode.tui.keymap import keys_of, shown
from qualcode.tui.rooms import room_acts


class RoomHints(Widget):
    """Names the screens, in rows as many as they need."""

    DEFAULT_CSS = "RoomHints { height: auto; padding: 0 2; link-style: none; link-style-hover: reverse; }"

    def __init__(self, keymap: dict[str, str]) -> None:
        super().__init__()
        self.keymap = keymap

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """As many rows as the names need."""
        return self._text(width).plain.count("\n") + 1

    def render(self) -> Text:
        """Key and name of each; the two stay together."""
        return self._text(self.content_size.width)

    def _text(self, width: int) -> Text:
        text, used = Text(no_wrap=True, end=""), 0
        for act in room_acts("home"):
            key = shown(keys_of(act, self.keymap).split(",")[0])
            said = f"{key} {_(act.says)}"
            if used and used + cell_len(said) > width:
                text.append("\n")
                used = 0
            text.append(key, Style(bold=True, meta={"@click": act.call}))
            text.append(said.removeprefix(key), Style(meta={"@click": act.call}))
            text.append("   ")
            used += cell_len(said) + 3
        return text
