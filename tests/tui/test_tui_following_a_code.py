"""`L` and `H` go through the segments of a code, on into the next transcript that has it, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axial_study import Made, press, settled
from textual.pilot import Pilot

from qualcode.tui.page import Focus
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.workspace import WorkspaceScreen


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    one = Made(tmp_path / "s")
    yield one
    one.close()


async def at(pilot: Pilot[None], made: Made, transcript: str, words: str) -> WorkspaceScreen:
    await settled(pilot)
    pilot.app.open_transcript(made.transcript(transcript))  # type: ignore[attr-defined]
    await settled(pilot)
    screen = now(pilot)
    screen.pane.place(screen.view.source.text.index(words))
    await settled(pilot)
    return screen


def now(pilot: Pilot[None]) -> WorkspaceScreen:
    screen = pilot.app.screen
    assert isinstance(screen, WorkspaceScreen)
    return screen


def place(pilot: Pilot[None]) -> tuple[str, str]:
    return now(pilot).view.transcript.name, now(pilot).pane.selected_text


def said(pilot: Pilot[None]) -> str:
    return [str(note.message) for note in pilot.app._notifications][-1]


async def test_after_the_last_one_here_comes_the_first_of_the_next_transcript_and_back(made: Made) -> None:
    async with made.app().run_test(size=(100, 30), notifications=True) as pilot:
        await at(pilot, made, "ouder-01", "Niemand wist iets.")
        await press(pilot, "L")
        assert place(pilot) == ("ouder-01", "Niemand wist iets.")
        await press(pilot, "L")
        assert place(pilot) == ("ouder-02", "Wij hoefden niet te wachten, echt niet.")
        assert said(pilot) == "wachten op hulp: on in ouder-02, segment 1 of 1"
        await press(pilot, "H")
        assert place(pilot) == ("ouder-01", "Niemand wist iets.")
        assert said(pilot) == "wachten op hulp: on in ouder-01, segment 3 of 3"
        await press(pilot, "H")
        assert place(pilot)[1] == "Dat is lang voor zo'n kleintje."
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, HomeScreen), "one transcript took the other's place"


async def test_the_round_goes_from_the_last_transcript_to_the_first(made: Made) -> None:
    async with made.app().run_test(size=(100, 30)) as pilot:
        await at(pilot, made, "ouder-02", "Wij hoefden")
        await press(pilot, "L", "L")
        assert place(pilot) == ("ouder-01", "Daarna duurde het twaalf weken.")


async def test_a_code_that_lies_in_one_transcript_goes_round_there(made: Made) -> None:
    async with made.app().run_test(size=(100, 30), notifications=True) as pilot:
        await at(pilot, made, "ouder-01", "Ik belde")
        await press(pilot, "L", "L")
        assert place(pilot) == ("ouder-01", "Ik belde elke week.")
        assert said(pilot) == "zelf bellen: segment 1 of 1"


async def test_only_ones_own_segments_are_gone_through_while_only_those_are_shown(made: Made) -> None:
    made.put(made.bram, "zelf bellen", "ouder-02", "Alleen school wist van niks.")
    async with made.app().run_test(size=(100, 30)) as pilot:
        await at(pilot, made, "ouder-01", "Ik belde")
        await press(pilot, "M", "L", "L")
        assert place(pilot)[0] == "ouder-01"
        await press(pilot, "M", "L")
        assert place(pilot) == ("ouder-02", "Alleen school wist van niks.")


async def test_panels_focus_and_the_code_put_last_come_along(made: Made) -> None:
    async with made.app().run_test(size=(150, 30)) as pilot:
        screen = await at(pilot, made, "ouder-01", "Niemand wist iets.")
        await press(pilot, "L", "f", "T")
        screen.recent = [made.id("leeg")]
        await press(pilot, "L")
        other = now(pilot)
        assert other is not screen and other.recent == [made.id("leeg")]
        assert not other.query_one("#tree").display
        assert other.pane.code_focus == Focus(codes=frozenset({made.id("wachten op hulp")}), title="wachten op hulp")


async def test_another_theme_leaves_panels_and_focus_as_they_are(made: Made) -> None:
    async with made.app().run_test(size=(150, 30)) as pilot:
        screen = await at(pilot, made, "ouder-01", "Niemand wist iets.")
        await press(pilot, "f", "T", "ctrl+t")
        assert not screen.query_one("#tree").display
        assert screen.pane.code_focus is not None
