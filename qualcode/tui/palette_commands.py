"""Everything in the command palette: the acts of where you are, from the key table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from qualcode.i18n import _
from qualcode.tui.acts import Act
from qualcode.tui.keymap import CONTEXTS, keys_of, shown
from qualcode.tui.rooms import room_acts

if TYPE_CHECKING:
    from qualcode.tui.app import QualcodeApp


class ActsProvider(Provider):
    """Offers the acts of the screen, its pane and the app, in the language in use."""

    def _acts(self) -> list[tuple[Act, Callable[[], Any]]]:
        app = cast("QualcodeApp", self.app)
        found: list[tuple[Act, Callable[[], Any]]] = []
        for context in (*reversed(app.contexts_of(self.screen)), "app"):
            target = app.target_of(context, self.screen)
            if target is not None:
                found.extend((act, partial(app.run_action, act.call, target)) for act in CONTEXTS[context])
        if app.study is not None and not self._at_home():
            found.extend((act, partial(app.run_action, act.call)) for act in room_acts("home"))
        return found

    def _at_home(self) -> bool:
        """The home's own table names the other screens already."""
        return "home" in cast("QualcodeApp", self.app).contexts_of(self.screen)

    def _help(self, act: Act) -> str:
        app = cast("QualcodeApp", self.app)
        return f"{_(act.group)}   {shown(keys_of(act, app.keymap_in_use).split(',')[0])}"

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for act, call in self._acts():
            yield DiscoveryHit(_(act.says), call, help=self._help(act))

    async def search(self, query: str) -> Hits:
        """Those that what was typed may mean."""
        matcher = self.matcher(query)
        for act, call in self._acts():
            score = matcher.match(_(act.says))
            if score > 0:
                yield Hit(score, matcher.highlight(_(act.says)), call, help=self._help(act))
