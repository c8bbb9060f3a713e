"""What stands in a pane while it is being read."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import LoadingIndicator

from qualcode.i18n import _


class BeingRead(LoadingIndicator):
    """One still line in the language in use: Textual's own says it in English when nothing may move."""

    def render(self) -> Text:
        """The line."""
        return Text(_("One moment…"))
