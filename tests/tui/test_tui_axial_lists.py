"""Progress, history and memos: what they list, and what their keys do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axial_study import Made, entered, press
from textual.widgets import Static

from qualcode.tui.screens.board import BoardScreen
from qualcode.tui.screens.compare import CompareScreen
from qualcode.tui.screens.history import HistoryScreen
from qualcode.tui.screens.kernlabels import KernlabelsScreen
from qualcode.tui.screens.memos import MemosScreen
from qualcode.tui.screens.workspace import WorkspaceScreen
from qualcode.tui.widgets.listing import Listing
from qualcode.tui.widgets.mark_list import PromptList
from qualcode.tui.widgets.status_line import StatusLine

SIZE = (120, 40)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    one = Made(tmp_path / "s")
    yield one
    one.close()


def rows(screen: object) -> list[list[str]]:
    table = screen.query_one(Listing)  # type: ignore[attr-defined]
    return [[cell.plain for cell in table.get_row_at(place)] for place in range(table.row_count)]


# Progress


async def test_each_transcript_tells_how_far_each_coder_is(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "progress")
        assert rows(screen) == [
            ["ouder-01", "━━━━━━━╌ coding  5  56%", "━━━━╌╌╌╌ coding  1  18%"],
            ["ouder-02", "━━━━╌╌╌╌ coding  2  63%", "·"],
        ]
        await press(pilot, "d")
        assert rows(screen)[0][1] == "━━━━━━━━ done  5  56%"
        assert [(one.state, one.transcript_id) for one in made.study.progress()] == [
            ("done", made.transcript("ouder-01"))
        ]
        await press(pilot, "d")
        assert rows(screen)[0][1].endswith("coding  5  56%")
        await press(pilot, "u")
        assert "done" in rows(screen)[0][1]


async def test_the_curve_tells_new_codes_per_interview_for_the_codes_asked(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "progress")
        assert [(step.transcript, len(step.new), step.so_far) for step in screen.value.steps] == [
            ("ouder-01", 4, 4),
            ("ouder-02", 0, 4),
        ]
        said = screen.query_one("#saturation").render().plain
        assert said.startswith("New codes per interview (all codes)") and "4 codes so far (+0)" in said
        await press(pilot, "v", "v")
        assert screen.query_one("#saturation").measure == "all codes, my work only"


async def test_what_is_to_do_opens_where_it_can_be_done(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "progress")
        todo = screen.query_one(PromptList)
        names = [(key.partition(":")[0], todo.prompt(key).plain) for key in todo.keys]
        assert names == [
            ("unplaced", "wachten op hulp"),
            ("unplaced", "het wachten op de hulp"),
            ("unplaced", "zelf bellen"),
            ("unplaced", "leeg"),
            ("without-kernlabel", "1 Toegang"),
            ("without-kernlabel", "2 Tijd"),
            ("without-quotes", "(1) De verwijzer maakt het verschil"),
        ]
        await press(pilot, "tab", "down", "down", "enter")
        assert isinstance(pilot.app.screen, BoardScreen)
        assert pilot.app.screen.pointed().code.name == "zelf bellen"
        await press(pilot, "q", "end", "enter")
        assert isinstance(pilot.app.screen, KernlabelsScreen)
        assert pilot.app.screen.pointed().standing.title == "(1) De verwijzer maakt het verschil"
        await press(pilot, "q", "shift+tab", "enter")
        assert isinstance(pilot.app.screen, WorkspaceScreen)


# History


async def test_the_audit_trail_is_told_newest_first_and_filtered(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "history")
        everything = rows(screen)
        assert everything[0][2:] == ["Bram", "wrote a memo on a transcript", ""]
        assert everything[-1][3] == "made the study 'Proef'"
        await press(pilot, "slash", "type:zelf bellen", "enter")
        assert [row[3] for row in rows(screen)] == [
            "put 'zelf bellen' on ouder-01 173:192",
            "made the code 'zelf bellen'",
        ]
        await press(pilot, "f")
        assert len(rows(screen)) == len(everything)
        await press(pilot, "c", "down", "enter")
        assert {row[2] for row in rows(screen)} == {"Bram"}
        await press(pilot, "f", "a", "down", "down", "enter")
        assert [row[3] for row in rows(screen)] == ["related 'Toegang' to 'Tijd' (leads to)"]


async def test_the_acts_on_one_transcript_and_of_one_day_are_found(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "history")
        await press(pilot, "t", "down", "down", "enter")
        told = [row[3] for row in rows(screen)]
        assert "imported ouder-02 (4 turns)" in told and "put 'wachten op hulp' on ouder-02 67:106" in told
        assert "linked 1 quote to 'Ouders wachten lang en weten niet waarop'" in told
        assert not any("ouder-01" in one or "made the code" in one for one in told)
        await press(pilot, "f", "d", "end", "enter")
        assert {row[1][:10] for row in rows(screen)} == {"2026-01-05"}
        await press(pilot, "f", "d", "down", "enter")
        assert {row[1][:10] for row in rows(screen)} == {"2026-02-01"} and {row[2] for row in rows(screen)} == {"Bram"}


async def test_a_long_act_ends_in_an_ellipsis_and_is_read_whole_below(made: Made) -> None:
    async with made.app().run_test(size=(80, 24)) as pilot:
        screen = await entered(pilot, "history")
        await press(pilot, "slash", "type:weten niet", "enter")
        assert rows(screen)[0][3].endswith("…")
        said = str(screen.query_one("#history-said", Static).render())
        assert "Ouders wachten lang en weten niet waarop'" in said


async def test_undo_to_here_asks_with_the_count_and_takes_all_of_it_back(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "history")
        target = next(
            row.change.id for row in screen.value.rows if row.change.act == "make-kernlabel" and "lang" in row.said
        )
        place = [row.change.id for row in screen.value.rows].index(target)
        screen.query_one(Listing).move_cursor(row=place)
        await pilot.pause()
        steps = screen.value.steps_to(target)
        assert [row.mine for row in steps] == [True] * len(steps) and len(steps) == 6
        assert screen.query_one(StatusLine).said == "Undo to here takes 6 acts back."
        await press(pilot, "b", "enter")
        assert len([code for code in made.study.codes() if code.level == "selective"]) == 2, "the first answer is no"
        await press(pilot, "b", "down", "enter")
        assert [code for code in made.study.codes() if code.level == "selective"] == []
        assert not made.study.relations()
        assert len(made.study.memos()) == 1, "Bram's memo stays"
        assert screen.pointed().change.state == "undone"
        await press(pilot, *["U"] * 6)
        assert len([code for code in made.study.codes() if code.level == "selective"]) == 2


async def test_another_coders_act_cannot_be_undone_from_here(made: Made) -> None:
    before = made.study.dump()
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "history")
        assert "Bram" in screen.query_one(StatusLine).said
        await press(pilot, "b")
        assert isinstance(pilot.app.screen, HistoryScreen)
        assert made.study.dump() == before


# Memos


async def test_memos_are_listed_with_the_thing_they_stand_on_and_found_by_words_and_kind(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "memos")
        assert [row[:4] for row in rows(screen)] == [
            ["Goed gesprek.", "transcript", "ouder-01", "Bram"],
            ["Over tijd", "code", "Tijd", "Anouk"],
        ]
        await press(pilot, "slash", "type:ouders zelf", "enter")
        assert [row[0] for row in rows(screen)] == ["Over tijd"]
        assert "Ook tijd van ouders zelf?" in str(screen.query_one("#memo-text", Static).render())
        await press(pilot, "f", "k", "down", "enter")
        assert [row[1] for row in rows(screen)] == ["transcript"]


async def test_a_memo_is_changed_removed_and_a_new_one_written_on_the_study(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "memos")
        await press(pilot, "down", "e", "type: ja", "escape")
        assert [memo.text for memo in made.study.memos("code")] == ["Ook tijd van ouders zelf? ja"]
        await press(pilot, "n", "type:begin van de analyse", "escape")
        assert [memo.text for memo in made.study.memos("study")] == ["begin van de analyse"]
        changed = next(row.memo.id for row in screen.value.rows if row.memo.title == "Over tijd")
        screen.query_one(Listing).move_cursor(row=[row.memo.id for row in screen.value.rows].index(changed))
        await press(pilot, "x")
        assert made.study.memos("code") == []
        await press(pilot, "u")
        assert len(made.study.memos("code")) == 1


async def test_another_coders_memo_is_read_but_not_written(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        await entered(pilot, "memos")
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, MemosScreen)
        assert any("Bram" in note.message for note in pilot.app._notifications)


async def test_enter_opens_the_thing_a_memo_stands_on(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        await entered(pilot, "memos")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, WorkspaceScreen)
        await press(pilot, "q", "down", "enter")
        assert isinstance(pilot.app.screen, CompareScreen)
        assert pilot.app.screen.value.columns[0].code.name == "Tijd"


async def test_end_and_home_go_to_the_last_and_the_first_row(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "history")
        await press(pilot, "end")
        assert screen.pointed().change.seq == 1
        await press(pilot, "home")
        assert screen.pointed().change.seq == len(screen.value.rows)
