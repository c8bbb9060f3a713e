"""What another program writes in the same study comes on the screen by itself, and disturbs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from axial_study import Made, document, settled
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import DataTable, Input, OptionList, Static, Tree

from qualcode import coding
from qualcode.store import Study
from qualcode.tui import rooms
from qualcode.tui.following import Follower
from qualcode.tui.screens.base import StudyScreen
from qualcode.tui.screens.code_picker import CodePicker
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.memos import MemosScreen
from qualcode.tui.screens.workspace import WorkspaceScreen
from qualcode.tui.widgets.key_hints import KeyHints
from qualcode.tui.widgets.listing import Listing


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    one = Made(tmp_path / "s")
    yield one
    one.close()


@pytest.fixture
def other(made: Made) -> Iterator[Study]:
    """The same study in another program."""
    with Study.open(made.study.path, coder="Cato") as one:
        yield one


def reads(monkeypatch: pytest.MonkeyPatch, study: Study) -> list[str]:
    """What is read from the study from now on: every call that gives codings."""
    called: list[str] = []
    whole = type(study).codings

    def codings(self: Study, **which: Any) -> Any:
        if self is study:
            called.append("codings")
        return whole(self, **which)

    monkeypatch.setattr(type(study), "codings", codings)
    return called


async def looked(pilot: Pilot[None]) -> None:
    """What the app's own timer does, without waiting for it."""
    pilot.app.follow_others()  # type: ignore[attr-defined]
    await settled(pilot)


async def in_workspace(pilot: Pilot[None], made: Made) -> WorkspaceScreen:
    await settled(pilot)
    pilot.app.open_transcript(made.transcript("ouder-01"))  # type: ignore[attr-defined]
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, WorkspaceScreen)
    return screen


async def test_a_coding_put_by_another_program_is_seen_in_the_text_and_in_the_counts(made: Made, other: Study) -> None:
    async with made.app().run_test(size=(150, 40)) as pilot:
        screen = await in_workspace(pilot, made)
        await pilot.press("J", "w", "w")
        place, scrolled = screen.pane.selection, screen.pane.scroll_offset
        made.put(other, "leeg", "ouder-01", "Uiteindelijk kwam er iemand thuis kijken.")
        made.put(other, "leeg", "ouder-02", "Alleen school wist van niks.")
        await looked(pilot)
        assert "leeg" in [mark.name for mark in screen.pane.marks]
        assert screen.view.counts()[made.id("leeg")] == 2
        assert screen.tree_panel.said_count(made.id("leeg")) == "2·2"
        assert (screen.pane.selection, screen.pane.scroll_offset) == (place, scrolled)
        assert screen.pane.has_focus


async def test_it_is_shown_without_a_key_once_the_timer_has_gone_off(made: Made, other: Study) -> None:
    async with made.app().run_test(size=(100, 30)) as pilot:
        screen = await in_workspace(pilot, made)
        made.put(other, "leeg", "ouder-01", "Uiteindelijk kwam er iemand thuis kijken.")
        for _look in range(100):
            if any(mark.name == "leeg" for mark in screen.pane.marks):
                break
            await pilot.pause(0.1)
        assert any(mark.name == "leeg" for mark in screen.pane.marks)


async def test_nothing_is_read_again_while_nobody_else_writes(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    async with made.app().run_test(size=(100, 30)) as pilot:
        screen = await in_workspace(pilot, made)
        await pilot.press("J", "s")
        screen.put(made.id("leeg"))
        screen.keep_place()
        await settled(pilot)
        called = reads(monkeypatch, made.study)
        for _look in range(5):
            await looked(pilot)
        assert called == [], "neither an act of one's own nor a place kept is news"
        await pilot.press("u")
        await settled(pilot)
        called.clear()
        await looked(pilot)
        assert called == [], "nor is undo"


async def test_what_was_shown_once_is_not_read_again(made: Made, other: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    async with made.app().run_test(size=(100, 30)) as pilot:
        await in_workspace(pilot, made)
        coding.make_code(other, "van elders")
        await looked(pilot)
        called = reads(monkeypatch, made.study)
        await looked(pilot)
        assert called == []


async def test_letters_typed_in_the_picker_stay_and_the_new_code_is_there_after_it(made: Made, other: Study) -> None:
    async with made.app().run_test(size=(100, 30)) as pilot:
        screen = await in_workspace(pilot, made)
        await pilot.press("J", "s", "c", "l", "e")
        picker = pilot.app.screen
        assert isinstance(picker, CodePicker)
        coding.make_code(other, "van elders")
        await looked(pilot)
        assert pilot.app.screen is picker and picker.query_one(Input).value == "le"
        await pilot.press("escape")
        await settled(pilot)
        assert "van elders" in [code.name for code in screen.view.codes]


async def test_a_picker_left_without_a_choice_reads_nothing(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    async with made.app().run_test(size=(100, 30)) as pilot:
        await in_workspace(pilot, made)
        called = reads(monkeypatch, made.study)
        await pilot.press("c", "escape")
        await settled(pilot)
        assert called == []


async def test_the_line_that_narrows_the_tree_keeps_its_letters_and_the_focus(made: Made, other: Study) -> None:
    async with made.app().run_test(size=(150, 40)) as pilot:
        screen = await in_workspace(pilot, made)
        screen.tree_panel.focus()
        await pilot.press("slash", "e", "l")
        coding.make_code(other, "van elders")
        await looked(pilot)
        line = screen.query_one("#tree-needle", Input)
        assert line.has_focus and line.value == "el"
        assert "van elders" in [str(node.label) for node in screen.tree_panel._node_of.values()][-1]


async def test_the_trees_cursor_stays_on_its_code(made: Made, other: Study) -> None:
    async with made.app().run_test(size=(150, 40)) as pilot:
        screen = await in_workspace(pilot, made)
        screen.tree_panel.focus()
        screen.tree_panel.point_at(made.id("zelf bellen"))
        await settled(pilot)
        coding.make_code(other, "aaa eerste")
        await looked(pilot)
        assert screen.tree_panel.pointed_code == made.id("zelf bellen") and screen.tree_panel.has_focus


async def test_the_home_counts_what_came_and_its_cursor_stays(made: Made, other: Study) -> None:
    async with made.app().run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("down")
        screen = pilot.app.screen
        assert isinstance(screen, HomeScreen)
        here = screen.chosen()
        assert here == made.transcript("ouder-02")
        coding.make_code(other, "van elders")
        await looked(pilot)
        assert "8 codes" in str(screen.query_one("#study-state", Static).content)
        assert screen.chosen() == here


async def test_a_transcript_whose_import_was_undone_elsewhere_is_left_with_a_word(made: Made, other: Study) -> None:
    whole = document("ouder-01")
    third = coding.import_document(
        other, replace(whole, text=whole.text + "Dank.\n", source_hash="3"), kind="parent", name="ouder-03"
    )
    async with made.app().run_test(size=(100, 30), notifications=True) as pilot:
        await settled(pilot)
        pilot.app.open_transcript(third.id)
        await settled(pilot)
        assert isinstance(pilot.app.screen, WorkspaceScreen)
        other.undo()
        await looked(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        assert any("no longer in the study" in str(note.message) for note in pilot.app._notifications)


async def test_undoing_the_import_of_the_transcript_that_is_open_leaves_it(made: Made) -> None:
    whole = document("ouder-01")
    third = coding.import_document(
        made.study, replace(whole, text=whole.text + "Dank.\n", source_hash="3"), kind="parent", name="ouder-03"
    )
    async with made.app().run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        pilot.app.open_transcript(third.id)
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)


def pointed(widget: Widget | None) -> object:
    """What the cursor of a list is on."""
    if isinstance(widget, Listing):
        return widget.row_key
    if isinstance(widget, DataTable):
        return widget.cursor_coordinate, widget.scroll_offset
    if isinstance(widget, OptionList):
        return widget.highlighted, widget.scroll_offset
    if isinstance(widget, Tree):
        return widget.cursor_line, widget.scroll_offset
    return None


@pytest.mark.parametrize("name", [room.name for room in rooms.ROOMS])
async def test_every_room_follows_and_its_cursor_focus_and_scroll_stay(name: str, made: Made, other: Study) -> None:
    async with made.app().run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        pilot.app.action_open_room(name)
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, StudyScreen)
        if isinstance(screen.focused, Input):
            await pilot.press(*"wach")
        else:
            await pilot.press("down", "down")
        await settled(pilot)
        focused, before = screen.focused, pointed(screen.focused)
        followed: list[str] = []
        whole = screen.follow
        screen.follow = lambda: (followed.append(name), whole())[1]  # type: ignore[method-assign]
        coding.write_memo(other, "code", made.id("leeg"), "Van elders.", title="Elders")
        await looked(pilot)
        assert followed == [name]
        assert screen.focused is focused and pointed(screen.focused) == before
        if isinstance(screen.focused, Input):
            assert screen.focused.value == "wach"


def test_the_journal_tells_ones_own_acts_from_those_of_others(made: Made, other: Study) -> None:
    before = made.study.acts_elsewhere()
    coding.make_code(made.study, "eigen")
    made.study.undo()
    made.study.redo()
    made.study.keep_place("screen", {"transcript": "x"})
    other.keep_place("screen", {"transcript": "x"})
    assert made.study.acts_elsewhere() == before
    coding.make_code(other, "ander")
    assert made.study.acts_elsewhere() > before


def test_a_study_that_cannot_be_read_just_now_is_looked_at_again_later(made: Made, other: Study) -> None:
    follower = Follower(made.study)
    coding.make_code(other, "ander")

    class Busy:
        is_reading = True

        def follow(self) -> None:
            raise AssertionError

    assert not follower.look(Busy())  # type: ignore[arg-type]

    class Free:
        is_reading = False
        asked = 0

        def follow(self) -> None:
            self.asked += 1

    free = Free()
    assert follower.look(free) and not follower.look(free)  # type: ignore[arg-type]
    assert free.asked == 1


async def test_a_room_says_that_it_reads_again_when_that_lasts_and_only_then(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.tui.screens.room.SIGN_AFTER", 0.01)
    going, gone = Event(), Event()
    async with made.app().run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        pilot.app.action_open_room("memos")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, MemosScreen)
        hints = screen.query_one(KeyHints)
        whole = screen.read

        def slow(study: Study) -> Any:
            going.set()
            gone.wait(60)
            return whole(study)

        screen.read = slow  # type: ignore[method-assign]
        screen.reread()
        for _look in range(20_000):
            if hints.reading:
                break
            await pilot.pause()
        assert going.is_set() and hints.render().plain.endswith("reading…") and hints.render().cell_len <= 80
        gone.set()
        await settled(pilot)
        assert not hints.reading and "reading…" not in hints.render().plain
