"""The review of suggestions over the study: every decision is on disk, and the finding process answers and stops."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import cast

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from qualcode import coding
from qualcode.errors import QualcodeError
from qualcode.i18n import set_language
from qualcode.store import Study
from qualcode.suggest import Known
from qualcode.text import Span
from qualcode.tui.app import QualcodeApp
from qualcode.tui.finding import Finder, Stopped
from qualcode.tui.page import PageText
from qualcode.tui.review_text import in_place
from qualcode.tui.screens.dialogs import Told
from qualcode.tui.screens.suggestions import SuggestionsScreen
from qualcode.tui.screens.workspace import WorkspaceScreen
from qualcode.tui.views_review import DOUBLES, KINDS, MISSED, ODD, WORDS, ReviewRow, reshaped
from qualcode.tui.widgets.key_hints import KeyHints


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def reviewing(pilot: Pilot[None]) -> SuggestionsScreen:
    await pilot.pause()
    await pilot.press("s")
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, SuggestionsScreen)
    return screen


def words_of(screen: SuggestionsScreen) -> list[str]:
    return [row.words for row in screen.value.rows] if screen.value else []


def app_on(study: Study) -> QualcodeApp:
    return QualcodeApp(study.path, study=study)


@pytest.fixture
def coded(study: Study) -> Study:
    """The mother's four sentences are coded: enough to learn from."""
    transcript = study.transcripts()[0]
    text = study.text(transcript.text_hash)
    codes = {code.name: code.id for code in study.codes()}
    for said in ("Via het consultatiebureau.", "De verpleegkundige verwees ons, heel snel eigenlijk.", "Toen kwam er"):
        start = text.index(said)
        coding.put_code(study, transcript.id, start, start + len(said), codes["Verwijzing"])
    return study


async def test_a_suggestion_is_adjusted_and_accepted_and_the_hit_rate_follows(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await reviewing(pilot)
        assert screen.pointed is not None and screen.pointed.words == "Die luisterde echt."
        await pilot.press("right_curly_bracket", "a")
        await settled(pilot)
        assert [one.words for one in study.codings()] == ["luisterde echt."]
        assert study.suggestions()[0].state == "changed"
        assert screen.value is not None and screen.value.rate() == (1, 1)
        assert screen.pointed is None
        await pilot.press("u")
        await settled(pilot)
        assert study.codings() == [] and screen.pointed is not None


async def test_a_suggestion_is_rejected_given_another_code_or_put_off(study: Study) -> None:
    async with app_on(study).run_test(size=(80, 24)) as pilot:
        screen = await reviewing(pilot)
        await pilot.press("l")
        await pilot.pause()
        assert screen.pointed is None and study.suggestions()[0].state == "pending"
        screen.put_off.clear()
        screen.reread()
        await settled(pilot)
        await pilot.press("r")
        await settled(pilot)
        assert study.suggestions()[0].state == "rejected"
        assert screen.value is not None and screen.value.rate() == (0, 1)
        await pilot.press("u", "c")
        await settled(pilot)
        await pilot.press(*"verw", "enter")
        await settled(pilot)
        names = {code.id: code.name for code in study.codes()}
        assert [names[one.code_id] for one in study.codings()] == ["Verwijzing"]


async def test_a_place_opens_with_its_words_selected(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        await reviewing(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, WorkspaceScreen)
        assert pilot.app.screen.pane.selected_text == "Die luisterde echt."


async def test_each_list_is_read_by_the_finding_process_and_a_word_is_added(coded: Study) -> None:
    app = app_on(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await reviewing(pilot)
        for kind in (MISSED, ODD, DOUBLES, WORDS):
            await pilot.press("v")
            await settled(pilot)
            assert screen.value is not None and screen.value.kind == kind
            assert ("Accept" in screen.query_one(KeyHints).render().plain) == (kind == MISSED)
        code = next(code for code in coded.codes() if code.name == "Verwijzing")
        screen.turn_to(WORDS, code.id)
        await settled(pilot)
        assert words_of(screen) == ["verwees"]
        await pilot.press("w")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Told)
        await pilot.press("escape", "minus")
        await settled(pilot)
        assert next(each for each in coded.codes() if each.id == code.id).keywords == ()
        assert words_of(screen) == ["Verwijzing"]
        await pilot.press("u")
        await settled(pilot)
        assert words_of(screen) == ["verwees"]
    assert not app.finder.runs


async def test_why_a_coding_was_not_suggested_is_told_in_the_transcript(coded: Study) -> None:
    async with app_on(coded).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("enter", "J", "W")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Told)
        assert "Verwijzing" in pilot.app.screen.text.plain


async def test_a_transcript_opened_for_the_first_time_is_looked_through_when_that_is_wanted(study: Study) -> None:
    coding.reject(study, [study.suggestions()[0].id])
    study.undo()
    study.undo()
    assert study.suggestions() == []
    async with QualcodeApp(study.path, study=study, suggest_on_open=True).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
        assert any("verwees" in one.words for one in study.suggestions(state="pending"))
        assert isinstance(pilot.app.screen, WorkspaceScreen)
        assert pilot.app.screen.view.suggestions


async def test_what_was_found_unasked_is_not_told_over_a_dialog_or_the_tour(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, WorkspaceScreen)
        await pilot.press("f1")
        await settled(pilot)
        screen._suggested(3, tell=False)
        await settled(pilot)
        assert not any("suggestion" in note.message for note in pilot.app._notifications)
        await pilot.press("escape")
        await settled(pilot)
        screen._suggested(3, tell=False)
        await settled(pilot)
        assert any("3 suggestions" in note.message for note in pilot.app._notifications)


async def test_suggestions_that_wait_follow_a_decision(study: Study) -> None:
    async with QualcodeApp(study.path, study=study, suggest_on_open=True).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("n", "r")
        await settled(pilot)
        assert study.suggestions()[0].state == "rejected"
        waiting = study.suggestions(state="pending")
        assert any("verwees" in one.words for one in waiting)
        assert isinstance(pilot.app.screen, WorkspaceScreen)
        assert [one.id for one in pilot.app.screen.view.suggestions] == [one.id for one in waiting]
        await pilot.press("u")
        await settled(pilot)
        assert [one.words for one in study.suggestions()] == ["Die luisterde echt."]


@pytest.fixture
def finder(study: Study) -> Iterator[Finder]:
    made = Finder(study)
    yield made
    made.stop()


def test_the_finding_process_answers_again_after_it_was_stopped(finder: Finder, study: Study) -> None:
    transcript = study.transcripts()[0].id
    found = finder.propose([transcript], None, 3)
    assert any("verwees" in study.text(study.transcripts()[0].text_hash)[one.start : one.end] for one in found)
    finder.stop()
    assert not finder.runs
    assert finder.ask("duplicates") == []


def test_stopping_while_it_looks_is_no_failure(finder: Finder) -> None:
    with pytest.raises(Stopped):
        finder.ask("odd", 5, progress=lambda _done, _total: finder.stop())


def test_stopping_stops_the_questions_that_wait_too(finder: Finder) -> None:
    """Otherwise they would start the process anew, and leaving the program would wait for their whole answer."""
    waiting, ended = threading.Event(), []

    class Watched:
        """A lock that tells of who waits for it."""

        def __init__(self) -> None:
            self.lock = threading.Lock()

        def __enter__(self) -> None:
            if self.lock.locked():
                waiting.set()
            self.lock.acquire()

        def __exit__(self, *_error: object) -> None:
            self.lock.release()

    def second() -> None:
        try:
            finder.ask("duplicates")
        except Stopped:
            ended.append("stopped")

    thread = threading.Thread(target=second)

    def stop_both(_done: int, _total: int) -> None:
        if thread.ident is None:
            thread.start()
            waiting.wait()
            finder.stop()

    finder._asking = cast("threading.Lock", Watched())
    with pytest.raises(Stopped):
        finder.ask("odd", 5, progress=stop_both)
    thread.join()
    assert ended == ["stopped"] and not finder.runs


def test_no_question_starts_the_process_once_the_program_is_left(finder: Finder) -> None:
    finder.close()
    with pytest.raises(Stopped):
        finder.ask("duplicates")
    assert not finder.runs


def test_a_code_that_is_gone_is_a_refusal_and_the_process_lives_on(finder: Finder, study: Study) -> None:
    with pytest.raises(QualcodeError):
        finder.ask("why_not", Known(study.transcripts()[0].id, 0, 5, "gone"))
    assert finder.ask("duplicates") == []


def test_ends_move_by_words_and_the_words_that_made_the_score_are_marked(study: Study) -> None:
    transcript = study.transcripts()[0]
    text = study.text(transcript.text_hash)
    source = PageText.of(text, study.turns(transcript.id))
    one = study.suggestions()[0]
    span = Span(one.start, one.end)
    assert text[slice(*reshaped(source, span, "end", -1))] == "Die luisterde"
    assert text[slice(*reshaped(source, span, "start", 1))] == "luisterde echt."
    place = text.index("luisterde")
    row = ReviewRow(
        "k", one.code_id, "Contact", one.words, reasons=({"kind": "word", "start": place, "end": place + 9},)
    )
    shown = in_place(text, span, row)
    assert "▸Die luisterde echt.◂" in shown.plain
    marked = [shown.plain[each.start : each.end] for each in shown.spans if "underline" in str(each.style)]
    assert marked == ["luisterde"]


def test_every_kind_of_list_has_a_name() -> None:
    assert set(KINDS) >= {MISSED, ODD, DOUBLES, WORDS}


async def test_scores_have_a_comma_in_dutch(study: Study) -> None:
    set_language("nl")
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await reviewing(pilot)
        listing = screen.query_one("#review", OptionList)
        shown = "\n".join(str(option.prompt) for option in listing.options)
        assert "0,80" in shown and "0.80" not in shown
