"""Constant comparison: what lies side by side, and what follows from it, each as one act that can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axial_study import Made, entered, press
from textual.widgets import Static

from qualcode.tui.screens.compare import CompareScreen
from qualcode.tui.screens.memo import MemoScreen
from qualcode.tui.screens.workspace import WorkspaceScreen
from qualcode.tui.widgets.reading_pane import ReadingPane
from qualcode.tui.widgets.status_line import StatusLine

SIZE = (120, 40)
WAIT = "wachten op hulp"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    one = Made(tmp_path / "s")
    yield one
    one.close()


def words(screen: CompareScreen, place: int = 0) -> list[str]:
    listing = screen.list_at(place)
    return [listing.rows[key].words for key in listing.keys]


def headings(screen: CompareScreen, place: int = 0) -> list[str]:
    assert screen.value is not None
    return [group.title for group in screen.value.columns[place].groups]


async def test_all_segments_of_a_code_stand_under_their_respondents_with_their_source(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "compare", made.id(WAIT))
        assert headings(screen) == ["Respondent 1, VP", "Respondent 2, JGZ"]
        assert words(screen) == [
            "Daarna duurde het twaalf weken.",
            "Dat is lang voor zo'n kleintje.",
            "Niemand wist iets.",
            "Wij hoefden niet te wachten, echt niet.",
        ]
        row = screen.list_at(0).rows[screen.list_at(0).keys[1]]
        assert (row.place, row.coder, row.own_ids) == ("ouder-01 · 2", "Bram", ())


async def test_they_can_be_grouped_by_an_attribute_or_not_at_all(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "compare", made.id(WAIT))
        await press(pilot, "g", "down", "down", "down", "enter")
        assert headings(screen) == ["JGZ", "VP"]
        await press(pilot, "g", "end", "enter")
        assert headings(screen) == [""]
        assert len(words(screen)) == 4


async def test_two_codes_lie_side_by_side_and_what_carries_both_is_signed(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "compare", made.id(WAIT))
        await press(pilot, "b", "type:het wachten", "enter")
        assert words(screen, 1) == ["Daarna duurde het twaalf weken."]
        assert [screen.list_at(0).rows[key].mark for key in screen.list_at(0).keys] == ["=", "", "", ""]
        await press(pilot, "right")
        assert screen.at == 1
        await press(pilot, "left", "b")
        assert len(screen.value.columns) == 1


async def test_sub_codes_come_along_until_they_are_left_out(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "compare", made.id("Toegang"))
        assert words(screen) == ["De huisarts verwees ons door.", "Het consultatiebureau regelde alles."]
        assert {row.sub_code for row in screen.list_at(0).rows.values()} == {"Verwijzing"}
        await press(pilot, "d")
        assert words(screen) == []


async def test_next_and_previous_go_through_the_codes_that_have_segments(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "compare", made.id(WAIT))
        await press(pilot, "right_square_bracket")
        assert screen.value.columns[0].code.name == "het wachten op de hulp"
        await press(pilot, "left_square_bracket", "left_square_bracket")
        assert screen.value.columns[0].code.name == "Verwijzing"


async def test_marked_segments_are_split_off_to_a_new_code_and_undo_puts_them_back(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "compare", made.id(WAIT))
        await press(pilot, "space", "down", "space", "s", "type:lange wachttijd", "enter")
        assert made.coded("lange wachttijd") == ["Daarna duurde het twaalf weken.", "Niemand wist iets."]
        assert words(screen) == ["Dat is lang voor zo'n kleintje.", "Wij hoefden niet te wachten, echt niet."]
        assert screen.list_at(0).marked == set()
        await press(pilot, "u")
        assert len(made.coded(WAIT)) == 4
        await press(pilot, "U")
        assert len(made.coded(WAIT)) == 2


async def test_marked_segments_are_recoded_and_another_coders_stay(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        await entered(pilot, "compare", made.id(WAIT))
        await press(pilot, "a", "r", "type:tijd", "enter")
        assert made.coded(WAIT) == ["Dat is lang voor zo'n kleintje."]
        assert len(made.coded("Tijd")) == 3


async def test_recoding_only_another_coders_work_is_refused_and_nothing_changes(made: Made) -> None:
    before = made.study.dump()
    async with made.app().run_test(size=SIZE) as pilot:
        await entered(pilot, "compare", made.id(WAIT))
        await press(pilot, "down", "r", "type:tijd", "enter")
        assert made.study.dump() == before
        assert any("Bram" in note.message for note in pilot.app._notifications)


async def test_two_codes_are_merged_after_a_yes(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        await entered(pilot, "compare", made.id("het wachten op de hulp"), made.id(WAIT))
        await press(pilot, "M", "enter")
        assert "het wachten op de hulp" in made.tree()
        await press(pilot, "M", "down", "enter")
        assert "het wachten op de hulp" not in made.tree()
        assert len(made.coded(WAIT)) == 4
        await press(pilot, "u")
        assert made.coded("het wachten op de hulp") == ["Daarna duurde het twaalf weken."]


async def test_after_merging_the_code_that_it_became_is_shown(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "compare", made.id("het wachten op de hulp"))
        await press(pilot, "M", "type:zelf bellen", "enter", "down", "enter")
        assert screen.value is not None
        assert [column.label for column in screen.value.columns] == ["zelf bellen"]


async def test_a_code_is_taken_off_and_stays_off_the_screen(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "compare", made.id(WAIT))
        await press(pilot, "x")
        assert "Daarna duurde het twaalf weken." not in words(screen)
        assert screen.list_at(0).pointed.words == "Dat is lang voor zo'n kleintje."


async def test_memos_on_the_coding_and_on_the_code_are_kept_and_shown(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "compare", made.id(WAIT))
        await pilot.press("m")
        await pilot.pause()
        assert isinstance(pilot.app.screen, MemoScreen)
        await press(pilot, "type:sterk", "escape")
        assert screen.list_at(0).pointed.memos == ("sterk",)
        await press(pilot, "n", "type:splitsen", "escape")
        assert [memo.text for memo in made.study.memos("code", made.id(WAIT))] == ["splitsen"]


async def test_enter_opens_the_transcript_with_the_segment_selected_and_q_comes_back(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "compare", made.id(WAIT))
        await press(pilot, "end", "enter")
        assert isinstance(pilot.app.screen, WorkspaceScreen)
        assert pilot.app.screen.query_one(ReadingPane).selected_text == "Wij hoefden niet te wachten, echt niet."
        await press(pilot, "q")
        assert pilot.app.screen is screen


async def test_a_click_points_a_click_on_the_circle_marks_and_two_open(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "compare", made.id(WAIT))
        listing = screen.list_at(0)
        await pilot.click(listing, offset=(30, 3))
        assert listing.pointed.words == "Dat is lang voor zo'n kleintje."
        assert not listing.marked
        await pilot.click(listing, offset=(1, 3))
        assert listing.marked == {listing.pointed_key}
        await pilot.click(listing, offset=(30, 4), times=2)
        await pilot.pause()
        assert isinstance(pilot.app.screen, WorkspaceScreen)


async def test_the_status_tells_source_attributes_and_how_much_is_marked(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "compare", made.id(WAIT))
        assert screen.query_one(StatusLine).said == "Respondent 1, VP · ouder-01 · 2 · Anouk · model: VP"
        await press(pilot, "space")
        assert screen.query_one(StatusLine).said.endswith("Bram · 1 marked")


async def test_where_there_is_room_the_words_around_a_segment_and_the_codes_card_stand_beside_it(made: Made) -> None:
    async with made.app().run_test(size=(160, 40)) as pilot:
        screen = await entered(pilot, "compare", made.id(WAIT))
        said = str(screen.query_one("#context-text", Static).render())
        assert "Hoe liep het bij u?" in said and "De huisarts verwees ons door." in said
        await press(pilot, "b", "type:zelf bellen", "enter")
        assert not screen.query_one("#context").display


async def test_the_workspace_opens_the_comparison_of_the_code_at_the_cursor(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "compare", made.id(WAIT))
        await press(pilot, "enter")
        workspace = pilot.app.screen
        workspace.pane.place(workspace.view.source.text.index("Ik belde") + 2)
        await press(pilot, "C")
        assert isinstance(pilot.app.screen, CompareScreen) and pilot.app.screen is not screen
        assert pilot.app.screen.value.columns[0].code.name == "zelf bellen"
        await press(pilot, "x", "q")
        assert pilot.app.screen is workspace
        assert "zelf bellen" not in [workspace.view.code(one.code_id).name for one in workspace.view.codings]


async def test_marked_segments_become_quotes_of_a_kernlabel(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        await entered(pilot, "compare", made.id("Verwijzing"))
        await press(pilot, "a", "k", "enter")
        linked = {one.segment_id for one in made.study.evidence(made.id("De verwijzer maakt het verschil"))}
        assert linked == {made.segment("De huisarts verwees"), made.segment("Het consultatiebureau regelde")}
        await press(pilot, "u")
        assert made.study.evidence(made.id("De verwijzer maakt het verschil")) == []


async def test_a_selection_in_the_transcript_becomes_a_quote_of_a_kernlabel(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        await entered(pilot, "compare", made.id(WAIT))
        await press(pilot, "enter")
        workspace = pilot.app.screen
        workspace.pane.place(workspace.view.source.text.index("Uiteindelijk") + 2)
        await press(pilot, "Q", "down", "enter")
        linked = {one.segment_id for one in made.study.evidence()}
        assert made.segment("Uiteindelijk kwam er iemand thuis kijken.") in linked
