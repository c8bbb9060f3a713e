"""The screens around the axial work as a whole: opened from everywhere, on an empty study, in both languages and all themes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axial_study import Made, entered, press, settled
from textual.screen import ModalScreen
from textual.widgets import DataTable, OptionList, Static

from qualcode.store import Study, counted_ids, stepping_clock
from qualcode.tui import rooms
from qualcode.tui.app import QualcodeApp
from qualcode.tui.keys_axial import AXIAL
from qualcode.tui.palette import PALETTES
from qualcode.tui.screens.dialogs import Choose
from qualcode.tui.screens.help import HelpScreen
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.widgets.key_hints import KeyHints
from qualcode.tui.widgets.room_hints import RoomHints

NAMES = list(AXIAL)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    one = Made(tmp_path / "s")
    yield one
    one.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Study]:
    with Study.create(tmp_path / "e", title="Leeg", coder="Anouk", now=stepping_clock(), new_id=counted_ids()) as one:
        yield one


@pytest.mark.parametrize("name", NAMES)
async def test_a_screen_opens_from_the_home_tells_its_keys_and_goes_back(made: Made, name: str) -> None:
    async with made.app().run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, rooms.room(name).key)
        assert isinstance(pilot.app.screen, rooms.kind_of(name))
        hints = pilot.app.screen.query_one(KeyHints).hints()
        assert len(hints) <= 7 and hints[-1][0] == "?"
        assert "Back" in pilot.app.screen.query_one(KeyHints).render().plain, "all of them fit at 80 columns"
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        assert name in pilot.app.screen.contexts
        await press(pilot, "escape", "q")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_f6_asks_to_which_screen_and_the_home_names_them_all(made: Made) -> None:
    async with made.app().run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        named = pilot.app.screen.query_one(RoomHints).render().plain
        assert all(f" {room.title}" in named for room in rooms.ROOMS)
        await press(pilot, "enter", "f6")
        assert isinstance(pilot.app.screen, Choose)
        listing = pilot.app.screen.query_one(OptionList)
        place = [room.name for room in rooms.ROOMS].index("matrix")
        await press(pilot, *["down"] * place, "enter")
        assert isinstance(pilot.app.screen, rooms.kind_of("matrix"))
        assert listing.option_count == len(rooms.ROOMS)


@pytest.mark.parametrize("name", NAMES)
async def test_no_key_breaks_a_screen_on_an_empty_study(empty: Study, name: str) -> None:
    before = empty.dump()
    async with QualcodeApp(empty.path, study=empty).run_test(size=(80, 24)) as pilot:
        screen = await entered(pilot, name)
        for act in AXIAL[name]:
            if not act.name.endswith((".leave", ".next-panel")):
                await pilot.app.run_action(act.call, screen)
                await settled(pilot)
                while isinstance(pilot.app.screen, ModalScreen):
                    await press(pilot, "escape")
                while pilot.app.screen is not screen and not isinstance(pilot.app.screen, HomeScreen):
                    pilot.app.pop_screen()
                    await settled(pilot)
        assert pilot.app.screen is screen
    assert empty.dump() == before


@pytest.mark.parametrize("name", NAMES)
async def test_a_screen_says_the_same_again_after_language_and_theme_are_switched(made: Made, name: str) -> None:
    async with made.app().run_test(size=(120, 40)) as pilot:
        screen = await entered(pilot, name)
        tables = [table.row_count for table in screen.query(DataTable)]
        lists = [listing.option_count for listing in screen.query(OptionList)]
        await press(pilot, "ctrl+l", "ctrl+l", *["ctrl+t"] * len(PALETTES))
        assert [table.row_count for table in screen.query(DataTable)] == tables
        assert [listing.option_count for listing in screen.query(OptionList)] == lists
        assert re.search(r"\w", str(screen.query_one("#room-title", Static).render()))
        assert screen.focused is not None


@pytest.mark.parametrize("name", NAMES)
async def test_a_screen_follows_when_the_terminal_becomes_small_and_large(made: Made, name: str) -> None:
    async with made.app().run_test(size=(200, 60)) as pilot:
        screen = await entered(pilot, name)
        for size in ((80, 24), (120, 40)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert screen.query_one("#body").region.height >= size[1] // 2
            assert screen.query_one(KeyHints).region.bottom == size[1]


async def test_the_cursor_is_seen_without_colours(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with made.app().run_test(size=(80, 24)) as pilot:
        board = await entered(pilot, "board")
        await press(pilot, "down")
        lines = [board.waiting.render_line(row) for row in range(3)]
        assert [any(part.style and part.style.underline for part in line) for line in lines] == [False, True, False]
        pilot.app.pop_screen()
        matrix = await entered(pilot, "matrix")
        await press(pilot, "down")
        table = matrix.query_one("#body")
        assert any(part.style and part.style.reverse for row in range(3, 6) for part in table.render_line(row))


async def test_without_colours_the_line_of_the_cursor_is_marked_in_every_list(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with made.app().run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f6")
        listing = pilot.app.screen.query_one(OptionList)
        assert listing.get_component_styles("option-list--option-highlighted").text_style.underline
        await press(pilot, "escape")
        for name in ("compare", "board", "history", "memos", "progress", "matrix", "kernlabels"):
            screen = await entered(pilot, name)
            focused = screen.focused
            parts = {
                DataTable: "datatable--cursor",
                OptionList: "option-list--option-highlighted",
            }
            part = next(part for kind, part in parts.items() if isinstance(focused, kind))
            style = focused.get_component_styles(part).text_style
            assert style.reverse or style.underline, name
            await press(pilot, "q")
