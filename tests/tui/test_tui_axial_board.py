"""The axial board: codes are put, grouped, merged and ordered, by key and by mouse, each as one act."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axial_study import Made, entered, press
from textual.widget import Widget

from qualcode.coding import describe
from qualcode.tui.screens.board import BoardScreen
from qualcode.tui.screens.compare import CompareScreen

SIZE = (120, 40)
WAIT, WAIT_TOO = "wachten op hulp", "het wachten op de hulp"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    one = Made(tmp_path / "s")
    yield one
    one.close()


def listed(screen: BoardScreen) -> list[str]:
    return [screen.waiting.codes[key].code.name for key in screen.waiting.keys]


async def test_codes_without_a_place_wait_beside_the_tree_with_their_use_and_signs(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "board")
        assert listed(screen) == [WAIT, WAIT_TOO, "zelf bellen", "leeg"]
        assert [screen.waiting.prompt(key).plain for key in screen.waiting.keys] == [
            f"{WAIT} ≈  4",
            f"{WAIT_TOO} 1× ≈  1",
            "zelf bellen 1×  1",
            "leeg ∅",
        ]
        assert [code.name for code in screen.value.tree] == ["Toegang", "Verwijzing", "Tijd"]


async def test_marked_codes_are_put_under_the_code_of_the_tree_in_one_act(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "board")
        screen.tree_side.point_at(made.id("Tijd"))
        await press(pilot, "space", "space", "p")
        assert made.tree()[WAIT] == made.tree()[WAIT_TOO] == "Tijd"
        assert listed(screen) == ["zelf bellen", "leeg"]
        await press(pilot, "u")
        assert listed(screen) == [WAIT, WAIT_TOO, "zelf bellen", "leeg"]


async def test_a_code_is_dragged_to_the_tree(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "board")
        tree = screen.tree_side
        line = next(line for line in range(9) if tree.get_node_at_line(line).data == made.id("Tijd"))
        await pilot.mouse_down(screen.waiting, offset=(8, 2))
        await pilot.hover(tree, offset=(8, line))
        await pilot.mouse_up(tree, offset=(8, line))
        await press(pilot)
        assert made.tree()["zelf bellen"] == "Tijd"
        assert made.tree()[WAIT] == ""


async def test_codes_of_the_tree_are_dragged_to_another_place_to_the_top_and_away(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "board")
        tree = screen.tree_side

        def line_of(name: str) -> int:
            return next(line for line in range(9) if tree.get_node_at_line(line).data == made.id(name))

        async def drag(name: str, target: Widget, line: int) -> None:
            await pilot.mouse_down(tree, offset=(8, line_of(name)))
            await pilot.hover(target, offset=(8, line))
            await pilot.mouse_up(target, offset=(8, line))
            await press(pilot)

        await drag("Verwijzing", tree, line_of("Tijd"))
        assert made.tree()["Verwijzing"] == "Tijd"
        await drag("Verwijzing", screen.waiting, 1)
        assert made.tree()["Verwijzing"] == "" and "Verwijzing" in listed(screen)
        assert describe(made.study.history()[0]) == "took 1 code from its place"
        await press(pilot, "u")
        await drag("Verwijzing", tree, 20)
        assert made.tree()["Verwijzing"] == "" and "Verwijzing" not in listed(screen)


async def test_a_click_in_the_tree_puts_nothing(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "board")
        await pilot.click(screen.waiting, offset=(8, 1))
        await pilot.click(screen.tree_side, offset=(8, 0))
        await press(pilot)
        assert listed(screen) == [WAIT, WAIT_TOO, "zelf bellen", "leeg"]


async def test_marked_codes_are_grouped_under_a_new_main_code(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "board")
        await press(pilot, "space", "down", "space", "g", "type:Eigen werk", "enter")
        assert made.tree()[WAIT] == made.tree()["zelf bellen"] == "Eigen werk"
        assert listed(screen) == [WAIT_TOO, "leeg"]
        await press(pilot, "u")
        assert "Eigen werk" not in made.tree()


async def test_a_code_becomes_a_main_code_and_one_of_the_tree_goes_back_to_wait(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "board")
        await press(pilot, "k")
        assert next(code for code in made.study.codes() if code.name == WAIT).level == "axial"
        assert listed(screen) == [WAIT_TOO, "zelf bellen", "leeg"]
        await press(pilot, "right")
        screen.tree_side.point_at(made.id("Verwijzing"))
        await press(pilot, "t")
        assert made.tree()["Verwijzing"] == ""
        assert "Verwijzing" in listed(screen)


async def test_near_duplicates_are_told_why_and_laid_side_by_side(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "board")
        assert [said for _id, said in screen.value.alike_to(made.id(WAIT))] == ["names 100% alike, 1 segment shared"]
        await press(pilot, "d", "enter")
        assert isinstance(pilot.app.screen, CompareScreen)
        assert [column.code.name for column in pilot.app.screen.value.columns] == [WAIT, WAIT_TOO]


async def test_marked_codes_are_merged_into_one_of_them(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "board")
        await press(pilot, "space", "space", "M", "enter", "down", "enter")
        assert listed(screen) == [WAIT, "zelf bellen", "leeg"]
        assert len(made.coded(WAIT)) == 4
        await press(pilot, "u")
        assert listed(screen) == [WAIT, WAIT_TOO, "zelf bellen", "leeg"]


async def test_one_code_is_merged_into_another_that_is_picked(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        await entered(pilot, "board")
        await press(pilot, "down", "M", "type:verwijzing", "enter", "down", "enter")
        assert WAIT_TOO not in made.tree()
        assert "Daarna duurde het twaalf weken." in made.coded("Verwijzing")


async def test_a_code_is_renamed_removed_and_moved_among_its_brothers(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "board")
        await press(pilot, "end", "x")
        assert listed(screen) == [WAIT, WAIT_TOO, "zelf bellen"]
        await press(pilot, "home", "x")
        assert WAIT in listed(screen), "a code with segments is not removed"
        await press(pilot, "e", "end", "type: thuis", "enter")
        assert listed(screen)[0] == "wachten op hulp thuis"
        await press(pilot, "right")
        screen.tree_side.point_at(made.id("Tijd"))
        await press(pilot, "ctrl+up")
        assert [code.name for code in screen.value.tree] == ["Tijd", "Toegang", "Verwijzing"]
        assert screen.tree_side.pointed_code == made.id("Tijd")
        await press(pilot, "ctrl+down")
        assert [code.name for code in screen.value.tree] == ["Toegang", "Verwijzing", "Tijd"]


async def test_one_key_goes_through_what_there_is_to_clear(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "board")
        seen = {}
        for name in ("empty", "once", "alike", "open"):
            await press(pilot, "f")
            assert screen.listed == name
            seen[name] = listed(screen)
        assert seen["empty"] == ["Tijd", "leeg"]
        assert seen["once"] == [WAIT_TOO, "zelf bellen"]
        assert seen["alike"] == [WAIT, WAIT_TOO]
        assert seen["open"] == ["Verwijzing", WAIT, WAIT_TOO, "zelf bellen", "leeg"]


async def test_the_card_tells_path_use_and_definition(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "board")
        await press(pilot, "right")
        screen.tree_side.point_at(made.id("Verwijzing"))
        await press(pilot)
        card = screen._card(screen.value, screen.pointed()).plain
        assert card.startswith("Toegang / Verwijzing  2 segments · 2 respondents")


async def test_the_other_side_has_its_cursor_on_the_first_code_at_once(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "board")
        await press(pilot, "right")
        assert screen.tree_side.has_focus and screen.tree_side.pointed_code
