"""Keys of the screens that look through the whole study: search, and the review of suggestions."""

from __future__ import annotations

from qualcode.i18n import N_
from qualcode.tui.acts import Act, on_every_room

_CHOOSE = N_("Choose")
_CHANGE = N_("Change")
_SHOW = N_("Show")
_SCREEN = N_("Screen")


SEARCH: tuple[Act, ...] = (
    Act("search.find", "slash", "find", N_("Find"), True, _SHOW),
    Act("search.way", "w", "next_way", N_("Way, plain, any form, near, or pattern"), True, _SHOW),
    Act("search.fewer", "left_square_bracket", "widen(-1)", N_("Near: fewer words between"), group=_SHOW),
    Act("search.more", "right_square_bracket", "widen(1)", N_("Near: more words between"), group=_SHOW),
    Act("search.whole", "h", "whole_words", N_("Whole words only, or not"), group=_SHOW),
    Act("search.role", "r", "next_role", N_("Everybody, respondents, interviewers"), group=_SHOW),
    Act("search.mark", "space", "mark", N_("Mark, or not"), True, _CHOOSE),
    Act("search.mark-all", "a", "mark_all", N_("Mark all, or none"), group=_CHOOSE),
    Act("search.mark-transcript", "t", "mark_transcript", N_("Mark all of this transcript"), group=_CHOOSE),
    Act("search.code", "c", "code", N_("Code"), True, _CHANGE),
    Act("search.stretch", "e", "next_stretch", N_("Code sentence, turn, or the words found"), group=_CHANGE),
    Act("search.open", "enter,o", "open", N_("Open in the transcript"), group=_SHOW),
    *on_every_room("search"),
)
SUGGESTIONS: tuple[Act, ...] = (
    Act("suggestions.accept", "a,y", "accept", N_("Accept"), True, _CHANGE),
    Act("suggestions.reject", "r", "reject", N_("Reject"), True, _CHANGE),
    Act("suggestions.other", "c", "other_code", N_("Other code"), True, _CHANGE),
    Act("suggestions.later", "l", "later", N_("Later"), True, _CHANGE),
    Act("suggestions.end-on", "right_square_bracket", "reshape('end', 1)", N_("End one word on"), group=_CHANGE),
    Act("suggestions.end-back", "left_square_bracket", "reshape('end', -1)", N_("End one word back"), group=_CHANGE),
    Act("suggestions.start-on", "right_curly_bracket", "reshape('start', 1)", N_("Start one word on"), group=_CHANGE),
    Act(
        "suggestions.start-back", "left_curly_bracket", "reshape('start', -1)", N_("Start one word back"), group=_CHANGE
    ),
    Act("suggestions.word", "plus,minus,space", "word", N_("Add or drop the word"), group=_CHANGE, brief=N_("Word")),
    Act(
        "suggestions.effect", "w", "effect", N_("Why not suggested; effect of a word"), group=_SHOW, brief=N_("Effect")
    ),
    Act("suggestions.open", "enter,o", "open", N_("Open in the transcript"), group=_SHOW, brief=N_("Open")),
    Act("suggestions.view", "v", "next_kind", N_("View, suggestions, missed, odd, alike"), True, _SHOW),
    Act("suggestions.code", "k", "choose_code", N_("Of which code"), group=_SHOW),
    Act("suggestions.next-code", "n", "step_code(1)", N_("Next code"), group=_SHOW),
    Act("suggestions.previous-code", "p", "step_code(-1)", N_("Previous code"), group=_SHOW),
    Act("suggestions.all-codes", "f", "all_codes", N_("All codes"), group=_SHOW),
    Act("suggestions.look", "S", "look", N_("Look for suggestions in the whole study"), group=_CHANGE),
    Act("suggestions.stop", "x", "stop", N_("Stop looking"), group=_CHANGE),
    *on_every_room("suggestions"),
)
FINDING: dict[str, tuple[Act, ...]] = {"search": SEARCH, "suggestions": SUGGESTIONS}
