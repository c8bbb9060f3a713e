"""Keys of the screens of axial and selective coding, and of what stands beside them: progress, matrix, history, memos."""

from __future__ import annotations

from qualcode.i18n import N_
from qualcode.tui.acts import Act, on_every_room

_CHOOSE = N_("Choose")
_CHANGE = N_("Change")
_SHOW = N_("Show")
_SCREEN = N_("Screen")


COMPARE: tuple[Act, ...] = (
    Act("compare.mark", "space", "mark", N_("Mark, or not"), True, _CHOOSE),
    Act("compare.mark-all", "a", "mark_all", N_("Mark all, or none"), group=_CHOOSE),
    Act("compare.open", "enter,o", "open", N_("Open in the transcript"), group=_SHOW),
    Act("compare.recode", "r", "recode", N_("Recode"), True, _CHANGE),
    Act("compare.split", "s", "split", N_("Split off"), True, _CHANGE),
    Act("compare.merge", "M", "merge", N_("Merge this code into another"), group=_CHANGE),
    Act("compare.memo", "m", "memo", N_("Memo on the segment's coding"), group=_CHANGE),
    Act("compare.code-memo", "n", "code_memo", N_("Memo on the code"), group=_CHANGE),
    Act("compare.quote", "k", "quote", N_("Quotes of a kernlabel"), group=_CHANGE),
    Act("compare.take-off", "x,delete", "take_off", N_("Take the code off"), group=_CHANGE),
    Act("compare.code", "c", "choose_code", N_("Code"), group=_SHOW),
    Act("compare.beside", "b", "beside", N_("Beside"), True, _SHOW),
    Act("compare.other", "left,right", "other_column", N_("The other code"), group=_SHOW),
    Act("compare.next-code", "right_square_bracket", "step_code(1)", N_("Next code"), group=_SHOW),
    Act("compare.previous-code", "left_square_bracket", "step_code(-1)", N_("Previous code"), group=_SHOW),
    Act("compare.group", "g", "group", N_("Group by"), group=_SHOW),
    Act("compare.below", "d", "below", N_("With sub-codes, or without"), group=_SHOW),
    *on_every_room("compare", tell_undo=True),
)
BOARD: tuple[Act, ...] = (
    Act("board.mark", "space", "mark", N_("Mark, or not"), True, _CHOOSE),
    Act("board.put", "p", "put", N_("Put, under the code pointed at"), True, _CHANGE),
    Act("board.group", "g", "group", N_("Group, under a new main code"), True, _CHANGE),
    Act("board.main", "k", "make_main", N_("Make it a main code"), group=_CHANGE),
    Act("board.take-away", "t", "take_away", N_("Take it from its place"), group=_CHANGE),
    Act("board.merge", "M", "merge", N_("Merge"), True, _CHANGE),
    Act("board.rename", "e,f2", "rename", N_("Rename"), group=_CHANGE),
    Act("board.remove", "x,delete", "remove", N_("Remove what nothing uses"), group=_CHANGE),
    Act("board.up", "ctrl+up", "shift(-1)", N_("Up among its brothers"), group=_CHANGE),
    Act("board.down", "ctrl+down", "shift(1)", N_("Down among its brothers"), group=_CHANGE),
    Act("board.memo", "m", "memo", N_("Memo"), group=_CHANGE),
    Act("board.open", "enter,o", "open", N_("Compare its segments"), group=_SHOW),
    Act("board.alike", "d", "alike", N_("Near-duplicates"), group=_SHOW),
    Act("board.show", "f", "next_filter", N_("Next list"), group=_SHOW),
    Act("board.other", "left,right", "other_side", N_("The other side"), group=_SHOW),
    *on_every_room("board", tell_undo=True),
)
KERNLABELS: tuple[Act, ...] = (
    Act("kernlabels.new", "n", "new", N_("New"), True, _CHANGE),
    Act("kernlabels.edit", "e", "edit", N_("Statement and number"), group=_CHANGE),
    Act("kernlabels.link-code", "c", "link_code", N_("Code"), True, _CHANGE),
    Act("kernlabels.link-quotes", "a", "link_quotes", N_("Quotes"), True, _CHANGE),
    Act("kernlabels.best", "b", "weigh('best')", N_("Best quote"), group=_CHANGE),
    Act("kernlabels.deviant", "d", "weigh('deviant')", N_("Deviant quote"), group=_CHANGE),
    Act("kernlabels.supports", "s", "weigh('supports')", N_("Carrying quote"), group=_CHANGE),
    Act("kernlabels.mark", "space", "mark", N_("Mark the quote, or not"), group=_CHOOSE),
    Act("kernlabels.remove", "X", "remove", N_("Remove the kernlabel"), group=_CHANGE),
    Act("kernlabels.relate", "r", "relate", N_("Relate"), group=_CHANGE),
    Act("kernlabels.unlink", "x,delete", "unlink", N_("Unlink what is pointed at"), group=_CHANGE),
    Act("kernlabels.memo", "m", "memo", N_("Memo"), group=_CHANGE),
    Act("kernlabels.open", "enter,o", "open", N_("Open what is pointed at"), group=_SHOW),
    Act("kernlabels.view", "v", "next_view", N_("View, evidence, relations or network"), True, _SHOW),
    Act("kernlabels.whole", "w", "whole", N_("Whole network, or around this one"), group=_SHOW),
    Act("kernlabels.other", "left,right", "other_side", N_("The other side"), group=_SHOW),
    *on_every_room("kernlabels", tell_undo=True),
)
PROGRESS: tuple[Act, ...] = (
    Act("progress.open", "enter,o", "open", N_("Open"), True, _SHOW),
    Act("progress.done", "d", "mark_done", N_("Done, or not"), True, _CHANGE),
    Act("progress.measure", "v", "next_measure", N_("New codes, which ones count"), True, _SHOW),
    *on_every_room("progress", tell_undo=True),
)
MATRIX: tuple[Act, ...] = (
    Act("matrix.open", "enter,o", "open", N_("Segments"), True, _SHOW),
    Act("matrix.rows", "r", "choose('rows')", N_("Rows"), True, _SHOW),
    Act("matrix.columns", "c", "choose('columns')", N_("Columns"), True, _SHOW),
    Act("matrix.cells", "v", "next_cells", N_("Cells"), True, _SHOW),
    Act("matrix.where", "w", "where", N_("Only, where something holds"), True, _SHOW),
    Act("matrix.transpose", "t", "transpose", N_("Rows become columns"), group=_SHOW),
    Act("matrix.empty", "e", "empty", N_("Empty rows and columns too, or not"), group=_SHOW),
    Act("matrix.coder", "k", "next_coder", N_("Next coder, or all"), group=_SHOW),
    Act("matrix.export", "x", "export", N_("Export"), group=_SHOW),
    *on_every_room("matrix"),
)
HISTORY: tuple[Act, ...] = (
    Act("history.find", "slash", "find", N_("Find"), True, _CHOOSE),
    Act("history.coder", "c", "choose('coder')", N_("Coder"), True, _CHOOSE),
    Act("history.act", "a", "choose('act')", N_("Act"), True, _CHOOSE),
    Act("history.transcript", "t", "choose('transcript')", N_("Transcript"), group=_CHOOSE),
    Act("history.day", "d", "choose('day')", N_("Day"), group=_CHOOSE),
    Act("history.all", "f", "no_filter", N_("Everything again"), group=_CHOOSE),
    Act("history.back-to", "b,enter", "back_to", N_("Undo to here"), True, _CHANGE),
    *on_every_room("history"),
)
MEMOS: tuple[Act, ...] = (
    Act("memos.open", "enter,o", "open", N_("Open"), True, _SHOW),
    Act("memos.edit", "e,m", "edit", N_("Edit"), True, _CHANGE),
    Act("memos.new", "n", "new", N_("New on the study"), True, _CHANGE),
    Act("memos.remove", "x,delete", "remove", N_("Remove"), group=_CHANGE),
    Act("memos.find", "slash", "find", N_("Find"), True, _CHOOSE),
    Act("memos.kind", "k", "choose_kind", N_("Kind"), group=_CHOOSE),
    Act("memos.all", "f", "no_filter", N_("Everything again"), group=_CHOOSE),
    *on_every_room("memos", tell_undo=True),
)
AXIAL: dict[str, tuple[Act, ...]] = {
    "compare": COMPARE,
    "board": BOARD,
    "kernlabels": KERNLABELS,
    "progress": PROGRESS,
    "matrix": MATRIX,
    "history": HISTORY,
    "memos": MEMOS,
}
