"""Search over the study: what is found stands in its context, and what is marked is coded as one act."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from qualcode.coding import import_document
from qualcode.ingest.document import Document, Turn
from qualcode.store import Study
from qualcode.tui.app import QualcodeApp
from qualcode.tui.finding import Finder, Stopped
from qualcode.tui.screens.search import SearchScreen
from qualcode.tui.screens.workspace import WorkspaceScreen
from qualcode.tui.views_search import Wanted, found_for, in_context, key_of, spans_to_code


async def searched(pilot: Pilot[None], words: str) -> SearchScreen:
    await pilot.pause()
    await pilot.press("slash")
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, SearchScreen)
    screen.query_one(Input).value = words
    await pilot.press("enter")
    await settled(pilot)
    return screen


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def lines(screen: SearchScreen) -> list[str]:
    return [screen.hits.prompt(key).plain for key in screen.hits.keys]


async def test_words_are_found_in_their_context_and_the_list_has_the_focus(study: Study) -> None:
    async with QualcodeApp(study.path, study=study).run_test(size=(120, 40)) as pilot:
        screen = await searched(pilot, "verwees")
        assert len(lines(screen)) == 1
        assert "De verpleegkundige verwees ons" in lines(screen)[0]
        assert screen.hits.has_focus


async def test_each_way_of_looking_can_be_taken_by_key(study: Study) -> None:
    async with QualcodeApp(study.path, study=study).run_test(size=(120, 40)) as pilot:
        screen = await searched(pilot, "verwijzen")
        assert lines(screen) == []
        screen.hits.focus()
        await pilot.press("w")
        await settled(pilot)
        assert screen.wanted.way == "lemma" and len(lines(screen)) == 1
        await pilot.press("right_square_bracket")
        await settled(pilot)
        assert (screen.wanted.way, screen.wanted.within) == ("near", 11)
        await pilot.press("w", "r")
        await settled(pilot)
        assert (screen.wanted.way, screen.wanted.role) == ("regex", "respondent")


async def test_marked_hits_are_coded_in_one_act_and_undone_in_one(study: Study) -> None:
    async with QualcodeApp(study.path, study=study).run_test(size=(120, 40)) as pilot:
        screen = await searched(pilot, "er")
        assert len(lines(screen)) > 3
        await pilot.press("r", "h")
        await settled(pilot)
        found = len(lines(screen))
        await pilot.press("a", "e", "e", "c")
        await settled(pilot)
        await pilot.press(*"cont", "enter")
        await settled(pilot)
        words = [coding.words for coding in study.codings()]
        assert len(words) == found and set(words) == {"er"}
        assert "■" in lines(screen)[0]
        await pilot.press("u")
        await settled(pilot)
        assert study.codings() == [] and "■" not in lines(screen)[0]


@pytest.fixture
def finder(study: Study) -> Iterator[Finder]:
    made = Finder(study)
    yield made
    made.stop()


def test_two_hits_in_one_sentence_are_one_segment_and_labels_are_not_searched(study: Study, finder: Finder) -> None:
    assert found_for(study, Wanted("moe"), finder).hits == ()
    found = found_for(study, Wanted("ver", role="respondent"), finder)
    spans = spans_to_code(found.view, found.hits, "sentence")
    said = [found.view.text(transcript_id)[slice(*span)] for transcript_id, span in spans]
    assert said == ["De verpleegkundige verwees ons, heel snel eigenlijk."]
    assert len(found.hits) == 2


async def test_a_hit_is_opened_in_its_transcript_with_its_words_selected(study: Study) -> None:
    async with QualcodeApp(study.path, study=study).run_test(size=(120, 40)) as pilot:
        await searched(pilot, "luisterde")
        await pilot.press("enter")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, WorkspaceScreen)
        assert screen.pane.selected_text == "luisterde"
        await pilot.press("z")
        await settled(pilot)
        assert isinstance(pilot.app.screen, SearchScreen)
        assert pilot.app.screen.wanted.words == "luisterde"
        assert len(lines(pilot.app.screen)) == 1


async def test_a_regular_expression_that_is_none_is_told_and_the_list_stays(study: Study) -> None:
    async with QualcodeApp(study.path, study=study).run_test(size=(120, 40)) as pilot:
        screen = await searched(pilot, "verwees")
        await pilot.press("w", "w", "w")
        await settled(pilot)
        screen.query_one(Input).focus()
        screen.query_one(Input).value = "verwees("
        await pilot.press("enter")
        await settled(pilot)
        assert any(note.severity == "error" for note in pilot.app._notifications)
        assert len(lines(screen)) == 1


def test_the_words_found_stand_under_each_other(study: Study, finder: Finder) -> None:
    found = found_for(study, Wanted("e"), finder)
    for hit in found.hits:
        line = in_context(hit, 75)
        assert len(line.plain) <= 75
        assert line.plain[8 + 33 :].startswith(hit.words)


async def test_every_hit_of_thousands_is_listed_and_all_are_coded_in_one_act(study: Study) -> None:
    import_words(study, "ja " * 3000)
    async with QualcodeApp(study.path, study=study).run_test(size=(120, 40)) as pilot:
        screen = await searched(pilot, "ja")
        assert "3000 hits" in str(screen.query_one("#room-title", Static).render())
        assert len(screen.hits.keys) == 3000
        await pilot.press("end")
        assert screen.hits.pointed_key == screen.hits.keys[-1]
        await pilot.press("a", "e", "e", "c")
        await settled(pilot)
        await pilot.press(*"cont", "enter")
        await settled(pilot)
        assert len(study.codings()) == 3000 and screen.hits.marked == set()
        assert screen.hits.pointed_key == screen.hits.keys[-1]
        await pilot.press("u")
        await settled(pilot)
        assert study.codings() == []


def test_hits_beyond_what_can_be_listed_are_counted(study: Study, finder: Finder) -> None:
    every = found_for(study, Wanted("e"), finder)
    assert every.total == len(every.hits) > 10
    hits, total = finder.ask("find", "e", "plain", 10, False, "", 20, 7)
    assert total == every.total and [key_of(hit) for hit in hits] == [key_of(hit) for hit in every.hits[:7]]


class Held(Finder):
    """A finding process that is busy until it is stopped, as with a hundred interviews."""

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self.begun, self.stopped = threading.Event(), threading.Event()

    def ask(self, *_question: object, **_options: object) -> Any:
        self.begun.set()
        self.stopped.wait()
        raise Stopped("Stopped.")

    def stop(self) -> None:
        self.stopped.set()


async def test_esc_stops_the_looking_and_what_was_found_before_stays(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await searched(pilot, "verwees")
        app.finder.stop()
        held = app._finder = Held(study)
        screen.query_one(Input).value = "consultatiebureau"
        screen.query_one(Input).focus()
        await pilot.press("enter")
        await asyncio.to_thread(held.begun.wait)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is screen and held.stopped.is_set()
        assert len(lines(screen)) == 1
        assert any(note.message == "Stopped." and note.severity == "information" for note in app._notifications)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is not screen


def import_words(study: Study, words: str) -> None:
    text = f"Moeder: {words}\n"
    turns = (Turn(0, 8, len(text) - 1, "Moeder"),)
    roles = {"Moeder": "respondent"}
    import_document(study, Document("lang", text, turns, roles, source_name="lang.txt", source_hash="1" * 64))
