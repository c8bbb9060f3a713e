"""Every act of the screens as data: a stable name, what it does, its keys. Footer, help, palette and docs read this table.

Names are `context.act`; they never change once released, so that a user's own key file keeps working. A preset gives keys
for some names; what it does not name keeps its default keys. The user's file has the last word (own_keys.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.binding import Binding, BindingType

from qualcode.i18n import N_, _
from qualcode.tui.acts import Act
from qualcode.tui.key_presets import EMACS, VIM
from qualcode.tui.keys_agreement import AGREEMENT
from qualcode.tui.keys_around import AROUND
from qualcode.tui.keys_axial import AXIAL
from qualcode.tui.keys_finding import FINDING
from qualcode.tui.rooms import room_acts

NO_KEY = "none"
"""Stands where an act has no key: Textual takes an empty string for the default keys."""
PRESETS: dict[str, Mapping[str, str]] = {"default": {}, "vim": VIM, "emacs": EMACS}


_MOVE = N_("Move")
_SELECT = N_("Select")
_CODE = N_("Coding")
_SUGGEST = N_("Suggestions")
_SCREEN = N_("Screen")
_TREE = N_("In the code tree")


def _step(unit: str, forward: str, back: str, on: str, away: str, *, plain: tuple[str, str] = ("", "")) -> list[Act]:
    """The four acts of a unit: on and back, each also with the selection growing."""

    def shifted(keys: str) -> str:
        return ",".join(
            "ctrl+shift+" + key.removeprefix("ctrl+") if key.startswith("ctrl+") else f"shift+{key}"
            for key in keys.split(",")
        )

    return [
        Act(f"reading.{unit}-next", ",".join(filter(None, (forward, plain[0]))), f"step('{unit}', 1)", on, group=_MOVE),
        Act(f"reading.{unit}-back", ",".join(filter(None, (back, plain[1]))), f"step('{unit}', -1)", away, group=_MOVE),
        Act(f"reading.{unit}-next-select", shifted(forward), f"step('{unit}', 1, True)", on, group=_SELECT),
        Act(f"reading.{unit}-back-select", shifted(back), f"step('{unit}', -1, True)", away, group=_SELECT),
    ]


READING: tuple[Act, ...] = (
    *_step("cluster", "right", "left", N_("Next character"), N_("Previous character")),
    *_step("word", "ctrl+right", "ctrl+left", N_("Next word"), N_("Previous word")),
    *_step("line", "down", "up", N_("Line down"), N_("Line up")),
    *_step("turn", "ctrl+down", "ctrl+up", N_("Next turn"), N_("Previous turn"), plain=("J", "K")),
    *_step("page", "pagedown", "pageup", N_("Page down"), N_("Page up"), plain=("space", "backspace")),
    Act("reading.sentence-next", "right_parenthesis", "step('sentence', 1)", N_("Next sentence"), group=_MOVE),
    Act("reading.sentence-back", "left_parenthesis", "step('sentence', -1)", N_("Previous sentence"), group=_MOVE),
    *_step("edge", "end", "home", N_("End of line"), N_("Start of line")),
    *_step("text", "ctrl+end", "ctrl+home", N_("End of the text"), N_("Start of the text"), plain=("G", "g")),
    Act(
        "reading.select-sentence", "s", "select('sentence')", N_("Select sentence, again: the next too"), True, _SELECT
    ),
    Act("reading.select-word", "w", "select('word')", N_("Select word, again: the next too"), group=_SELECT),
    Act("reading.select-turn", "t", "select('turn')", N_("Select turn, again: the next too"), group=_SELECT),
    Act("reading.hold", "v", "hold", N_("Moving selects, on or off"), group=_SELECT),
    Act("reading.other-end", "o", "other_end", N_("To the selection's other end"), group=_SELECT),
    Act("reading.end-on", "right_square_bracket", "reshape('end', 1)", N_("End one word on"), group=_SELECT),
    Act("reading.end-back", "left_square_bracket", "reshape('end', -1)", N_("End one word back"), group=_SELECT),
    Act("reading.start-on", "right_curly_bracket", "reshape('start', 1)", N_("Start one word on"), group=_SELECT),
    Act("reading.start-back", "left_curly_bracket", "reshape('start', -1)", N_("Start one word back"), group=_SELECT),
    Act("reading.let-go", "escape", "let_go", N_("Let go of the selection"), group=_SELECT),
    Act("reading.next-coding", "greater_than_sign", "to_mark('coding', 1)", N_("Next coding"), group=_MOVE),
    Act("reading.previous-coding", "less_than_sign", "to_mark('coding', -1)", N_("Previous coding"), group=_MOVE),
    Act("reading.next-match", "f3", "to_match(1)", N_("Next match"), group=_MOVE),
    Act("reading.previous-match", "shift+f3", "to_match(-1)", N_("Previous match"), group=_MOVE),
)
WORKSPACE: tuple[Act, ...] = (
    Act("workspace.code", "c,enter", "code", N_("Code it"), True, _CODE),
    Act("workspace.repeat", "full_stop", "repeat", N_("Same code again"), group=_CODE),
    Act("workspace.in-vivo", "i", "in_vivo", N_("The words become the code"), group=_CODE),
    Act("workspace.take-off", "x,delete", "take_off", N_("Take the code off"), group=_CODE, brief=N_("Take off")),
    Act("workspace.resize", "e", "resize", N_("Give the coding the selection's ends"), group=_CODE),
    Act("workspace.pick-up", "E", "pick_up", N_("Select the coding at the cursor"), group=_CODE),
    Act("workspace.recode", "R", "recode", N_("Another code instead"), group=_CODE),
    Act("workspace.undo", "u", "undo", N_("Undo"), True, _CODE),
    Act("workspace.redo", "U,ctrl+r", "redo", N_("Redo"), group=_CODE),
    Act("workspace.memo", "m", "memo", N_("Memo"), True, _CODE),
    Act("workspace.suggestion-next", "n", "suggestion(1)", N_("Suggestion, the next"), True, _SUGGEST),
    Act("workspace.suggestion-back", "p", "suggestion(-1)", N_("Suggestion, the one before"), group=_SUGGEST),
    Act("workspace.suggest", "S", "suggest", N_("Look for suggestions in this transcript"), group=_SUGGEST),
    Act("workspace.why-not", "W", "why_not", N_("Why was this not suggested?"), group=_SUGGEST),
    Act("workspace.accept", "a,y", "accept", N_("Accept"), group=_SUGGEST),
    Act("workspace.reject", "r", "reject", N_("Reject"), group=_SUGGEST),
    Act("workspace.focus", "f", "focus_code", N_("Focus on the code here, on or off"), group=_SCREEN),
    Act("workspace.focus-choose", "F", "focus_choose", N_("Focus on a family or a coder"), group=_SCREEN),
    Act("workspace.only-mine", "M", "only_mine", N_("Only my codings, or everybody's"), group=_SCREEN),
    Act("workspace.next-of-code", "L", "of_code(1)", N_("Next segment of this code"), group=_MOVE),
    Act("workspace.previous-of-code", "H", "of_code(-1)", N_("Previous segment of this code"), group=_MOVE),
    Act("workspace.find", "slash", "find", N_("Find"), group=_MOVE),
    Act("workspace.search", "z,ctrl+f", "search", N_("Find in the whole study"), group=_MOVE),
    Act("workspace.compare", "C", "compare", N_("Compare the segments of the code here"), group=_SCREEN),
    Act("workspace.quote", "Q", "quote", N_("The selection is a quote of a kernlabel"), group=_CODE),
    Act("workspace.copy", "ctrl+c", "copy", N_("Copy the selection"), group=_SELECT),
    Act("workspace.tree", "T,f2", "panel('tree')", N_("Codes panel on or off"), group=_SCREEN),
    Act("workspace.details", "D,f4", "panel('details')", N_("Details panel on or off"), group=_SCREEN),
    Act("workspace.next-panel", "tab", "app.focus_next", N_("Next panel"), group=_SCREEN),
    Act("workspace.leave", "q", "leave", N_("Back"), True, _SCREEN),
)
CODES: tuple[Act, ...] = (
    Act("codes.make", "n", "want('make')", N_("New code under this one"), group=_TREE, brief=N_("New")),
    Act("codes.rename", "r", "want('rename')", N_("Rename"), group=_TREE),
    Act("codes.move", "v", "want('move')", N_("Put under another code"), group=_TREE, brief=N_("Put")),
    Act("codes.merge", "g", "want('merge')", N_("Merge into another code"), group=_TREE, brief=N_("Merge")),
    Act("codes.retire", "delete", "want('retire')", N_("Take out of use"), group=_TREE),
)
TREE: tuple[Act, ...] = (
    Act("tree.put", "enter", "select_cursor", N_("Put this code on the selection"), group=_TREE, brief=N_("Code it")),
    Act("tree.down", "down", "cursor_down", N_("Next code"), group=_TREE),
    Act("tree.up", "up", "cursor_up", N_("Previous code"), group=_TREE),
    Act("tree.narrow", "slash", "narrow", N_("Find a code in the tree"), group=_TREE, brief=N_("Find")),
    Act("tree.widen", "escape", "widen", N_("All codes again"), group=_TREE),
    Act("tree.card", "e", "want('card')", N_("Edit the card"), group=_TREE),
    Act("tree.compare", "s,o", "want('compare')", N_("Compare or split its segments"), group=_TREE),
    Act("tree.suggestions", "S", "want('suggestions')", N_("Its suggestions in the whole study"), group=_TREE),
    Act("tree.colour", "C", "want('colour')", N_("Colour"), group=_TREE),
)
HOME: tuple[Act, ...] = (
    Act("home.open", "enter", "open", N_("Open"), True, _SCREEN),
    Act("home.done", "d", "mark_done", N_("Done, or not"), True, _SCREEN),
    Act("home.export", "x", "export", N_("Export"), True, _SCREEN),
    Act("home.memo", "m", "memo", N_("Memo"), True, _SCREEN),
    Act("home.undo", "u", "undo", N_("Undo"), True, _CODE),
    Act("home.redo", "U,ctrl+r", "redo", N_("Redo"), group=_CODE),
    Act("home.quit", "q", "app.quit", N_("Quit"), True, _SCREEN),
    *room_acts("home"),
)
APP: tuple[Act, ...] = (
    Act("app.help", "question_mark,f1", "app.show_help", N_("Help"), group=_SCREEN),
    Act("app.palette", "ctrl+p,colon", "app.command_palette", N_("All commands"), group=_SCREEN),
    Act("app.go", "f6", "app.go", N_("Go to another screen"), group=_SCREEN),
    Act("app.language", "ctrl+l", "app.switch_language", N_("Nederlands or English"), group=_SCREEN),
    Act("app.theme", "ctrl+t", "app.next_theme", N_("Next theme"), group=_SCREEN),
    Act("app.tour", "f9", "app.tour", N_("Tour"), group=_SCREEN),
    Act("app.quit", "ctrl+q", "app.quit", N_("Quit"), group=_SCREEN),
)
CONTEXTS: dict[str, tuple[Act, ...]] = {
    "reading": READING,
    "workspace": WORKSPACE,
    "codes": CODES,
    "tree": TREE,
    "home": HOME,
    **AXIAL,
    **AROUND,
    **AGREEMENT,
    **FINDING,
    "app": APP,
}


def bindings(context: str) -> list[BindingType]:
    """The acts of one context as Textual bindings; their ids are the acts' names."""
    return [
        Binding(act.keys, act.call, act.says, show=act.footer, id=act.name, priority=False) for act in CONTEXTS[context]
    ]


def acts() -> Iterable[Act]:
    """All acts, in the order of the help."""
    for table in CONTEXTS.values():
        yield from table


def keys_of(act: Act, chosen: Mapping[str, str]) -> str:
    """The keys of an act under a keymap."""
    return chosen.get(act.name, act.keys)


GLYPHS = {
    "right_parenthesis": ")", "left_parenthesis": "(", "right_square_bracket": "]", "left_square_bracket": "[",
    "right_curly_bracket": "}", "left_curly_bracket": "{", "greater_than_sign": ">", "less_than_sign": "<",
    "full_stop": ".", "slash": "/", "question_mark": "?", "colon": ":", "up": "↑", "down": "↓", "left": "←",
    "right": "→", "escape": "Esc", "pagedown": "PgDn", "pageup": "PgUp", "delete": "Del", "enter": "Enter",
    "underscore": "_", "dollar_sign": "$", "plus": "+", "minus": "-",
    "circumflex_accent": "^", "backslash": "\\", "backspace": "⌫", "home": "Home", "end": "End", "tab": "Tab",
}  # fmt: skip


def shown(key: str) -> str:
    """A key as people write it: "ctrl+right" -> "Ctrl+→"."""
    if key == NO_KEY:
        return "–"
    *modifiers, last = key.split("+")
    glyph = _("Space") if last == "space" else GLYPHS.get(last, "")
    return "+".join(
        [
            *(word.capitalize() for word in modifiers),
            glyph or (last.upper() if last[:1] == "f" and last[1:].isdigit() else last),
        ]
    )
