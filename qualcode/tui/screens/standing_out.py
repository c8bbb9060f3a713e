"""What stands out in the text while the rest steps back: a code, a family, a coder, or only one's own work."""

from __future__ import annotations

from qualcode.i18n import _
from qualcode.tui.page import Focus
from qualcode.tui.screens.dialogs import Choose
from qualcode.tui.screens.workspace_acts import WorkspaceActs
from qualcode.tui.views import label_of


class StandingOut(WorkspaceActs):
    """The focus mode of the workspace."""

    def action_focus_code(self) -> None:
        """Lets the code under the cursor (or pointed at in the tree) stand out; again lets go."""
        if self.pane.code_focus is not None:
            self.pane.focus_on(None)
        else:
            here = self.pointed() or next((coding.code_id for coding in self.view.codings_at(self.spot())), "")
            code = self.view.code(here)
            if code is None:
                self.notify(_("No code lies here."))
                return
            self.pane.focus_on(Focus(codes=self._with_those_below(here), title=label_of(code)))
        self.tell_place()

    def action_focus_choose(self) -> None:
        """Asks for a family or a coder to let stand out."""
        families = sorted({mark.family for mark in self.view.marks if mark.family})
        coders = sorted({coding.coder_id for coding in self.view.codings}, key=lambda each: self.view.coders[each])
        options = [(f"family:{name}", _("family: {name}").format(name=name)) for name in families]
        options += [(f"coder:{each}", _("coder: {name}").format(name=self.view.coders[each])) for each in coders]
        titles = dict(options)

        def chosen(key: str | None) -> None:
            if key:
                kind, _colon, value = key.partition(":")
                family, coder = (value, "") if kind == "family" else ("", value)
                self.pane.focus_on(Focus(family=family, coder_id=coder, title=titles[key]))
                self.tell_place()

        if options:
            self.app.push_screen(Choose(_("Let what stand out?"), options), chosen)
        else:
            self.notify(_("Nothing is coded here yet."))

    def action_only_mine(self) -> None:
        """Hides what other coders did, or shows it again."""
        self.host.only_mine = not self.host.only_mine
        self.reread_everything()

    def _with_those_below(self, code_id: str) -> frozenset[str]:
        found = {code_id}
        for code in self.view.codes:
            if code.parent_id in found:
                found.add(code.id)
        return frozenset(found)
