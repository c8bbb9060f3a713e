"""Keys of the screens around the coding: import, respondents, codebook, settings."""

from __future__ import annotations

from qualcode.i18n import N_
from qualcode.tui.acts import Act

_CHOOSE = N_("Choose")
_CHANGE = N_("Change")
_SHOW = N_("Show")
_SCREEN = N_("Screen")


def _leave(context: str) -> tuple[Act, ...]:
    return (
        Act(f"{context}.next-panel", "tab", "app.focus_next", N_("Next panel"), group=_SCREEN),
        Act(f"{context}.leave", "q,escape", "leave", N_("Back"), True, _SCREEN),
    )


def _undo(context: str) -> tuple[Act, ...]:
    return (
        Act(f"{context}.undo", "u", "undo", N_("Undo"), group=_CHANGE),
        Act(f"{context}.redo", "U,ctrl+r", "redo", N_("Redo"), group=_CHANGE),
    )


IMPORTING: tuple[Act, ...] = (
    Act("importing.mark", "space", "mark", N_("Mark, or not"), True, _CHOOSE),
    Act("importing.mark-all", "a", "mark_all", N_("Mark all, or none"), group=_CHOOSE),
    Act("importing.open", "enter", "open", N_("Open the folder, or mark the file"), group=_CHOOSE),
    Act("importing.up", "backspace,left", "up", N_("One folder up"), group=_CHOOSE),
    Act("importing.path", "slash", "path", N_("Type or paste a path"), group=_CHOOSE),
    Act("importing.import", "i", "import", N_("Import"), True, _CHANGE),
    Act("importing.shipped", "b", "shipped", N_("Shipped codebook"), group=_CHANGE),
    Act("importing.kind", "k", "kind", N_("Kind"), True, _CHANGE),
    Act("importing.participant", "p", "participant", N_("Respondent"), True, _CHANGE),
    Act("importing.attribute", "A", "attribute", N_("Attribute of the respondent"), group=_CHANGE),
    Act("importing.name", "e", "name", N_("Name of the transcript or the speaker"), group=_CHANGE),
    Act("importing.role", "r", "role", N_("Role of the speaker"), group=_CHANGE),
    Act("importing.drop", "x,delete", "drop", N_("This speaker is none"), group=_CHANGE),
    Act("importing.convention", "v", "convention", N_("Turns, look again"), True, _CHANGE),
    Act("importing.again", "R", "again", N_("As the file says, uncorrected"), group=_CHANGE),
    *_undo("importing"),
    *_leave("importing"),
)
PARTICIPANTS: tuple[Act, ...] = (
    Act("participants.edit", "enter,e", "edit", N_("Edit"), True, _CHANGE),
    Act("participants.view", "v", "next_view", N_("Respondents, or speakers"), True, _SHOW, N_("Speakers")),
    Act("participants.new", "n", "new", N_("New"), True, _CHANGE),
    Act("participants.attribute", "a", "attribute", N_("Attribute, new"), True, _CHANGE),
    Act("participants.link", "l", "link", N_("Link, speakers"), True, _CHANGE),
    Act("participants.merge", "g", "merge", N_("Merge with another respondent"), group=_CHANGE),
    Act("participants.rename-attribute", "r", "rename_attribute", N_("Rename the attribute"), group=_CHANGE),
    Act("participants.clear", "x,delete", "clear", N_("Empty the cell, or remove"), group=_CHANGE),
    Act("participants.memo", "m", "memo", N_("Memo"), group=_CHANGE),
    Act("participants.import", "i", "import", N_("From a table (csv, xlsx)"), group=_CHANGE),
    Act("participants.open", "o", "open", N_("Open the transcript"), group=_SHOW),
    *_undo("participants"),
    *_leave("participants"),
)
CODEBOOK: tuple[Act, ...] = (
    Act("codebook.edit", "e,enter", "edit", N_("Edit"), True, _CHANGE),
    Act("codebook.new", "n", "new", N_("New"), True, _CHANGE),
    Act("codebook.new-beside", "N", "new_beside", N_("New main code"), group=_CHANGE),
    Act("codebook.move", "v", "move", N_("Move"), True, _CHANGE),
    Act("codebook.top", "t", "to_top", N_("To the top of the tree"), group=_CHANGE),
    Act("codebook.up", "ctrl+up", "shift(-1)", N_("Up among its brothers"), group=_CHANGE),
    Act("codebook.down", "ctrl+down", "shift(1)", N_("Down among its brothers"), group=_CHANGE),
    Act("codebook.merge", "g", "merge", N_("Merge"), True, _CHANGE),
    Act("codebook.retire", "delete,x", "retire", N_("Out of use, or in use again"), group=_CHANGE),
    Act("codebook.remove", "X", "remove", N_("Remove what nothing uses"), group=_CHANGE),
    Act("codebook.memo", "m", "memo", N_("Memo"), group=_CHANGE),
    Act("codebook.find", "slash", "find", N_("Find a code"), group=_SHOW),
    Act("codebook.retired", "f", "show_retired", N_("Codes out of use too, or not"), group=_SHOW),
    Act("codebook.compare", "o", "compare", N_("Compare its segments"), group=_SHOW),
    Act("codebook.shipped", "b", "shipped", N_("Import a shipped codebook"), group=_CHANGE),
    Act("codebook.import", "i", "import", N_("Import from a file"), group=_CHANGE),
    Act("codebook.export", "w", "export", N_("Export"), True, _SHOW),
    *_undo("codebook"),
    *_leave("codebook"),
)
SETTINGS: tuple[Act, ...] = (
    Act("settings.change", "enter,space", "change", N_("Change"), True, _CHANGE),
    Act("settings.default", "x,delete", "default", N_("As it was at first"), True, _CHANGE),
    *_undo("settings"),
    *_leave("settings"),
)
NEW_STUDY: tuple[Act, ...] = (
    Act("new-study.make", "ctrl+s", "make", N_("Make the study"), True, _CHANGE),
    Act("new-study.sample", "f2", "sample", N_("Sample study"), True, _CHANGE),
    Act("new-study.mark", "space", "mark", N_("Codebook, take it along or not"), True, _CHOOSE),
    Act("new-study.leave", "escape", "leave", N_("Leave"), True, _SCREEN),
)
AROUND: dict[str, tuple[Act, ...]] = {
    "importing": IMPORTING,
    "participants": PARTICIPANTS,
    "codebook": CODEBOOK,
    "settings": SETTINGS,
    "new-study": NEW_STUDY,
}
