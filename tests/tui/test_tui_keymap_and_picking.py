"""Keys as data, and what a few letters mean in the picker."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from qualcode.errors import BadInput
from qualcode.store.values import Code
from qualcode.tui.app import QualcodeApp
from qualcode.tui.keymap import CONTEXTS, PRESETS, acts, keys_of, shown
from qualcode.tui.own_keys import keymap
from qualcode.tui.picking import Picked, candidates, new_code
from qualcode.tui.rooms import ROOMS, kind_of
from qualcode.tui.screens.agreement_review import ReviewScreen
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.new_study import NewStudyScreen
from qualcode.tui.screens.workspace import WorkspaceScreen
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.coding_tree import CodingTree
from qualcode.tui.widgets.reading_pane import ReadingPane

TARGETS = {
    "reading": ReadingPane,
    "workspace": WorkspaceScreen,
    "codes": CodeTree,
    "tree": CodingTree,
    "home": HomeScreen,
    "new-study": NewStudyScreen,
    "differences": ReviewScreen,
    "app": QualcodeApp,
}
TARGETS |= {room.name: kind_of(room.name) for room in ROOMS}


def test_names_are_unique_and_every_act_has_a_method() -> None:
    names = [act.name for act in acts()]
    assert len(names) == len(set(names))
    for context, table in CONTEXTS.items():
        for act in table:
            assert act.name.startswith(f"{context}.")
            method = act.call.split("(")[0]
            target = QualcodeApp if method.startswith("app.") else TARGETS[context]
            assert hasattr(target, "action_" + method.removeprefix("app.")), act.name


def test_every_act_of_the_workspace_has_a_key_that_every_terminal_sends() -> None:
    for preset in PRESETS:
        chosen = keymap(preset)
        for context in ("reading", "workspace", "tree", "codes"):
            keys_there = {key: act.name for act in CONTEXTS[context] for key in keys_of(act, chosen).split(",")}
            for key, name in keys_there.items():
                sign = key.removeprefix("alt+")
                if sign == key or len(sign) == 1:
                    continue
                # Alt with a sign that is no letter arrives as the sign alone: it must do the same.
                assert keys_there.get(sign) == name, (preset, name, key)


def test_the_tree_moves_by_the_presets_own_keys_too() -> None:
    assert "j" in keymap("vim")["tree.down"] and "k" in keymap("vim")["tree.up"]
    assert "ctrl+n" in keymap("emacs")["tree.down"] and "ctrl+p" in keymap("emacs")["tree.up"]


def test_signs_are_shown_as_signs() -> None:
    assert [shown(key) for key in ("ctrl+underscore", "dollar_sign", "circumflex_accent", "ctrl+backslash")] == [
        "Ctrl+_",
        "$",
        "^",
        "Ctrl+\\",
    ]


def test_no_key_does_two_things_in_one_place_under_any_preset() -> None:
    for preset in PRESETS:
        chosen = keymap(preset)
        for contexts in (("reading", "workspace", "app"), ("home", "app"), *((room.name, "app") for room in ROOMS)):
            keys = Counter(
                key.strip()
                for context in contexts
                for act in CONTEXTS[context]
                for key in keys_of(act, chosen).split(",")
            )
            assert [key for key, times in keys.items() if times > 1] == [], (preset, contexts)


def test_every_act_can_be_reached_without_control_or_function_keys_or_by_the_palette() -> None:
    assert any(act.name == "app.palette" and "colon" in act.keys.split(",") for act in acts())


def test_at_most_six_keys_are_in_a_footer() -> None:
    for contexts in (("reading", "workspace"), *((room.name,) for room in ROOMS), ("home",)):
        assert sum(act.footer for context in contexts for act in CONTEXTS[context]) <= 6


def test_presets_name_acts_that_exist() -> None:
    names = {act.name for act in acts()}
    for preset in PRESETS.values():
        assert set(preset) <= names


def test_own_keys_have_the_last_word(tmp_path: Path) -> None:
    own = tmp_path / "keys.toml"
    own.write_text('preset = "vim"\n[keys]\n"workspace.code" = "k"\n', encoding="utf-8")
    chosen = keymap("default", own)
    assert chosen["workspace.code"] == "k" and chosen["reading.word-next"].startswith("w")


@pytest.mark.parametrize("words", ["[keys", 'preset = "nano"', '[keys]\n"workspace.cod" = "k"'])
def test_a_bad_key_file_is_told(tmp_path: Path, words: str) -> None:
    own = tmp_path / "keys.toml"
    own.write_text(words, encoding="utf-8")
    with pytest.raises(BadInput):
        keymap("default", own)


def test_keys_are_written_as_people_do() -> None:
    assert shown("ctrl+right") == "Ctrl+→" and shown("question_mark") == "?" and shown("f3") == "F3"


CODES = [
    Code("a", "Route", "axial", number="1"),
    Code("b", "Verwijzing", "open", parent_id="a", keywords=("verwezen", "doorgestuurd*")),
    Code("c", "Contact en vertrouwen", "axial", number="2", shortcut="9"),
    Code("k", "Ouders voelen zich gehoord", "selective"),
]


def ids(query: str, recent: tuple[str, ...] = ()) -> list[str]:
    return [each.code.id for each in candidates(query, CODES, {"c": 5}, recent)]


def test_without_letters_what_was_used_last_then_most_comes_first() -> None:
    assert ids("") == ["c", "a", "b"]
    assert ids("", ("b",)) == ["b", "c", "a"]


def test_name_number_shortcut_keyword_and_misspelling_find_the_code() -> None:
    assert ids("ver")[0] == "b"
    assert ids("2")[0] == "c" and ids("9")[0] == "c"
    assert ids("doorgest")[0] == "b"
    assert ids("vertrowen")[0] == "c"
    assert ids("xyzzy") == []


def test_a_typed_name_makes_a_code_where_it_says() -> None:
    assert new_code("wachttijd", CODES, {}) == Picked(new_name="wachttijd")
    assert new_code("rout > Wachten  lang", CODES, {}) == Picked(new_name="Wachten lang", parent_id="a")
    assert new_code("Route", CODES, {}) is None
    assert new_code("xyzzy  > iets", CODES, {}) == Picked(new_name="iets", new_parent="xyzzy")
    assert new_code("> iets", CODES, {}) is None
    assert new_code("route >", CODES, {}) is None
