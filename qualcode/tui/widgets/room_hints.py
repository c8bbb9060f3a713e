"""One row on the home: the other screens, each with its key; a click opens one."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
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

    def render(self) -> Text:
        """Key and name of each; a name is not broken."""
        text = Text(end="")
        for act in room_acts("home"):
            key = shown(keys_of(act, self.keymap).split(",")[0])
            said = _(act.says).replace(" ", "\u00a0")
            text.append(key, Style(bold=True, meta={"@click": act.call}))
            text.append(f"\u00a0{said}", Style(meta={"@click": act.call}))
            text.append("   ")
        return text
