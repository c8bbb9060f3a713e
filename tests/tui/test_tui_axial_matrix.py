"""The matrix: numbers of any two sides, and the words behind each cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axial_study import Made, entered, press, settled
from textual.widgets import Static

from qualcode.tui.exporting import MATRIX
from qualcode.tui.page.inks import contrast
from qualcode.tui.palette import PALETTES, Depth
from qualcode.tui.screens.export import ExportScreen
from qualcode.tui.screens.matrix import MatrixScreen
from qualcode.tui.screens.segments import SegmentsScreen
from qualcode.tui.screens.workspace import WorkspaceScreen
from qualcode.tui.widgets.heat_table import HeatInks, HeatTable, wrapped
from qualcode.tui.widgets.segment_list import SegmentList
from qualcode.tui.widgets.status_line import StatusLine

SIZE = (120, 40)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    one = Made(tmp_path / "s")
    yield one
    one.close()


def table(screen: MatrixScreen) -> list[list[str]]:
    shown = screen.query_one(HeatTable)
    heads = [" ".join(str(column.label).split()) for column in shown.ordered_columns]
    return [heads, *([cell.plain.strip() for cell in shown.get_row_at(row)] for row in range(shown.row_count))]


async def test_codes_by_model_with_totals_and_nothing_as_a_dot(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "matrix")
        assert table(screen) == [
            ["code", "JGZ", "VP", "all"],
            ["Verwijzing", "1", "1", "2"],
            ["wachten op hulp", "1", "3", "4"],
            ["het wachten op de hulp", "·", "1", "1"],
            ["zelf bellen", "·", "1", "1"],
            ["all", "2", "5", "7"],
        ]
        await press(pilot, "down", "right")
        assert screen.query_one(StatusLine).said == "wachten op hulp × VP: 3 segments"


async def test_a_cell_opens_its_segments_and_those_open_their_transcript(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "matrix")
        await press(pilot, "down", "right", "enter")
        assert isinstance(pilot.app.screen, SegmentsScreen)
        listing = pilot.app.screen.query_one(SegmentList)
        assert [listing.rows[key].words for key in listing.keys] == [
            "Daarna duurde het twaalf weken.",
            "Dat is lang voor zo'n kleintje.",
            "Niemand wist iets.",
        ]
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, WorkspaceScreen)
        assert pilot.app.screen.pane.selected_text == "Daarna duurde het twaalf weken."
        await press(pilot, "q", "escape")
        assert pilot.app.screen is screen


async def test_a_total_opens_its_whole_row_and_an_empty_cell_says_so(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "matrix")
        await press(pilot, "down", "end")
        assert screen.query_one(HeatTable).cell_at() == (1, None)
        assert sum(len(group.rows) for group in screen.value.segments(1, None)) == 4
        await press(pilot, "down", "home", "right", "enter")
        assert pilot.app.screen is screen


async def test_other_sides_are_chosen_turned_and_remembered(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "matrix")
        sides = list(screen.value.sides)
        await press(pilot, "r", "home", *["down"] * sides.index("participant"), "enter")
        await press(pilot, "c", "home", *["down"] * sides.index("coder"), "enter")
        assert table(screen) == [
            ["participant", "Anouk", "Bram", "all"],
            ["Respondent 1", "4", "1", "5"],
            ["Respondent 2", "2", "·", "2"],
            ["all", "6", "1", "7"],
        ]
        await press(pilot, "t")
        assert [row[0] for row in table(screen)] == ["coder", "Anouk", "Bram", "all"]
        await press(pilot, "q")
        again = await entered(pilot, "matrix")
        assert (again.value.asked.rows, again.value.asked.columns) == ("coder", "participant")


async def test_cells_count_segments_respondents_or_words_of_one_coder_or_all(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "matrix")
        await press(pilot, "v")
        assert table(screen)[2] == ["wachten op hulp", "1", "1", "2"]
        await press(pilot, "v")
        assert table(screen)[2] == ["wachten op hulp", "7", "14", "21"]
        await press(pilot, "v", "k", "k")
        assert screen.value.asked.coder == "Bram"
        assert table(screen)[1:3] == [["wachten op hulp", "1", "1"], ["all", "1", "1"]]
        await press(pilot, "k", "e")
        assert "leeg" in [row[0] for row in table(screen)]


def test_the_ground_is_deeper_the_higher_the_number_and_absent_without_colours() -> None:
    for palette in PALETTES.values():
        inks = HeatInks(palette, Depth.TRUE, 10)
        assert len({str(inks.cell(number, 4).style.bgcolor) for number in (1, 4, 10)}) == 3
        for number in range(1, 11):
            ground = inks.cell(number, 4).style.bgcolor
            assert contrast(palette.text, ground.name) >= 4.5
    assert HeatInks(PALETTES["qualcode-dark"], Depth.NONE, 10).cell(10, 4).style.bgcolor is None


def test_a_title_is_broken_over_three_rows_and_cut_at_the_end() -> None:
    assert wrapped("VP") == ["", "", "VP"]
    assert wrapped("zorgaanbieder (vroegbehandeling) en de school zelf")[-1].endswith("…")
    assert all(len(line) <= 13 for line in wrapped("vroegbehandelingsinstelling met een heel lange naam erbij"))


async def test_the_matrix_is_narrowed_to_a_value_and_to_a_code_and_says_so(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "matrix")
        keys = list(screen.value.conditions)
        await press(pilot, "w", "home", *["down"] * keys.index("model"), "enter", "down", "space", "enter")
        assert screen.value.asked.where == (("model", ("VP",)),)
        assert table(screen)[0] == ["code", "VP", "all"] and table(screen)[-1] == ["all", "5", "5"]
        assert "model = VP" in str(screen.query_one("#room-title", Static).render())
        await press(pilot, "w", "end", "enter", *"wachten op hulp", "enter")
        assert table(screen)[1] == ["wachten op hulp", "3", "3"] and len(table(screen)) == 3
        await press(pilot, "q")
        again = await entered(pilot, "matrix")
        assert again.value.asked.where == (("model", ("VP",)),) and again.value.asked.code
        await press(pilot, "w", "home", "enter")
        assert table(again)[-1] == ["all", "2", "5", "7"]


async def test_the_matrix_on_the_screen_is_what_its_export_makes(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "matrix")
        screen.ask_for(replace(screen.value.asked.only("model", ["VP"]), cells="words", coder="Anouk"))
        await settled(pilot)
        await press(pilot, "x")
        dialog = pilot.app.screen
        assert isinstance(dialog, ExportScreen)
        wish = dialog.wish()
        assert (wish.product, wish.rows, wish.columns, wish.cells) == (MATRIX, "code", "model", "words")
        assert (wish.where, wish.coder) == ((("model", ("VP",)),), "Anouk")
        dialog.suffix.value = ".csv"
        await pilot.pause()
        path = Path(dialog.path.value)
        await press(pilot, "ctrl+s")
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        assert lines[0].split(",")[1:] == ["VP", "total"]
        assert [line.split(",")[-1] for line in lines[1:]] == [str(one) for one in totals(screen)]


def totals(screen: MatrixScreen) -> list[int]:
    return [*screen.value.matrix.row_totals, screen.value.matrix.total]


async def test_a_value_that_is_gone_is_no_condition_any_more(made: Made) -> None:
    made.study.keep_place("matrix", {"rows": "code", "columns": "model", "where": {"model": ["GGJ"], "weg": ["1"]}})
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "matrix")
        assert screen.value.asked.where == () and table(screen)[-1] == ["all", "2", "5", "7"]
