"""Keys of the screens on agreement: the figures, the differences behind them, the rounds."""

from __future__ import annotations

from qualcode.i18n import N_
from qualcode.tui.acts import Act, on_every_room

_ASK = N_("What is compared")
_DECIDE = N_("Settle")
_CHANGE = N_("Change")
_SHOW = N_("Show")
_SCREEN = N_("Screen")


FIGURES: tuple[Act, ...] = (
    Act("agreement.open", "enter,o", "open", N_("Differences"), True, _SHOW),
    Act("agreement.all", "d", "open_all", N_("All differences"), group=_SHOW),
    Act("agreement.view", "v", "next_view", N_("View, code, transcript, confusion, pair"), True, _SHOW),
    Act("agreement.sort", "s", "next_sort", N_("Worst first, or in the codebook's order"), group=_SHOW),
    Act(
        "agreement.next-cell", "right_square_bracket", "next_apart(1)", N_("Next difference in the matrix"), group=_SHOW
    ),
    Act(
        "agreement.previous-cell",
        "left_square_bracket",
        "next_apart(-1)",
        N_("Previous difference in the matrix"),
        group=_SHOW,
    ),
    Act("agreement.coders", "c", "choose_coders", N_("Coders"), True, _ASK),
    Act("agreement.unit", "n", "choose_unit", N_("Unit"), True, _ASK),
    Act("agreement.base", "b", "other_base", N_("All text, or only coded text"), group=_ASK),
    Act("agreement.tolerance", "t", "choose_tolerance", N_("Tolerance, of edges"), True, _ASK),
    Act("agreement.level", "l", "choose_level", N_("Codes, main codes, families"), group=_ASK),
    Act("agreement.round", "r", "choose_round", N_("Round"), group=_ASK),
    Act("agreement.done", "a", "everything", N_("Only what is done, or everything"), group=_ASK),
    Act("agreement.agreed", "g", "take_agreed", N_("Take what is agreed into the consensus"), group=_CHANGE),
    Act("agreement.report", "x", "report", N_("Report"), group=_SHOW),
    Act("agreement.rounds", "R", "rounds", N_("Rounds"), group=_SHOW),
    *on_every_room("agreement"),
)
REVIEW: tuple[Act, ...] = (
    Act("differences.first", "a,1", "settle('first')", N_("First"), True, _DECIDE),
    Act("differences.second", "b,2", "settle('second')", N_("Second"), True, _DECIDE),
    Act("differences.both", "t,3", "settle('both')", N_("Both"), True, _DECIDE),
    Act("differences.neither", "n,0", "settle('neither')", N_("Neither"), True, _DECIDE),
    Act("differences.edit", "e", "edit", N_("Edit"), True, _DECIDE),
    Act("differences.skip", "s", "settle('skip')", N_("Later"), group=_DECIDE),
    Act("differences.why", "w", "why", N_("Say why"), group=_DECIDE),
    Act("differences.unsettle", "x,delete", "unsettle", N_("Take the decision back"), group=_DECIDE),
    Act("differences.memo", "m", "memo", N_("Discuss, in a memo on the coding"), True, _CHANGE),
    Act("differences.kind", "f", "next_kind", N_("Kind, boundary, other code, omission"), group=_SHOW),
    Act("differences.boundary", "B", "kind('boundary')", N_("Only boundaries"), group=_SHOW),
    Act("differences.code", "C", "kind('code')", N_("Only other codes"), group=_SHOW),
    Act("differences.omission", "O", "kind('omission')", N_("Only omissions"), group=_SHOW),
    Act("differences.settled", "h", "hide_settled", N_("Settled ones too, or only what is left"), group=_SHOW),
    Act("differences.next", "j", "step(1)", N_("Next"), group=_SHOW),
    Act("differences.previous", "k", "step(-1)", N_("Previous"), group=_SHOW),
    Act("differences.open", "enter,o", "open", N_("Open in the transcript"), group=_SHOW),
    *on_every_room("differences"),
)
ROUNDS: tuple[Act, ...] = (
    Act("rounds.new", "n", "new", N_("New"), True, _CHANGE),
    Act("rounds.close", "c", "close", N_("Close"), True, _CHANGE),
    Act("rounds.blind", "b", "blind", N_("Blind"), True, _CHANGE),
    Act("rounds.open", "enter,o", "open", N_("Agreement of this round"), True, _SHOW),
    *on_every_room("rounds"),
)
AGREEMENT: dict[str, tuple[Act, ...]] = {"agreement": FIGURES, "differences": REVIEW, "rounds": ROUNDS}
