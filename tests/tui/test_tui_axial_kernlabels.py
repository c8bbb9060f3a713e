"""Kernlabels: written, linked, weighed and related; the counts follow at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axial_study import Made, entered, press
from textual.widgets import Static

from qualcode import coding
from qualcode.tui.screens.compare import CompareScreen
from qualcode.tui.screens.kernlabels import KernlabelsScreen
from qualcode.tui.screens.workspace import WorkspaceScreen
from qualcode.tui.widgets.mark_list import PromptList
from qualcode.tui.widgets.network_view import NetworkView

SIZE = (130, 40)
LONG = "Ouders wachten lang en weten niet waarop"
FIRST = "De verwijzer maakt het verschil"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    one = Made(tmp_path / "s")
    yield one
    one.close()


def listing(screen: KernlabelsScreen, name: str = "kernlabel-list") -> list[str]:
    shown = screen.query_one(f"#{name}", PromptList)
    return [shown.prompt(key).plain for key in shown.keys]


def counts(screen: KernlabelsScreen) -> str:
    return str(screen.query_one("#kernlabel-counts", Static).render())


async def test_kernlabels_stand_by_number_with_who_says_it_and_who_contradicts_it(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "kernlabels")
        assert listing(screen) == [
            f"(1) {FIRST}\n0 respondents  ★ 0  + 0  ✗ 0  0 codes",
            f"(2) {LONG}\n1 respondent  ★ 0  + 1  ✗ 1  1 code",
        ]
        await press(pilot, "down")
        assert counts(screen).splitlines() == [
            "1 respondent says it (model: 1 VP)",
            "1 contradicts it: Respondent 2",
            "4 segments under its codes, 2 respondents",
        ]
        assert [line.splitlines()[0] for line in listing(screen, "evidence")] == [
            "■ wachten op hulp  4",
            "+ Respondent 1, VP  ouder-01 · 2",
            "✗ Respondent 2, JGZ  ouder-02 · 2",
        ]


async def test_a_kernlabel_is_written_with_its_number_and_changed(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "kernlabels")
        await press(pilot, "n", "type:Bellen helpt niet", "tab", "type:4", "enter")
        assert screen.pointed().standing.title == "(4) Bellen helpt niet"
        await press(pilot, "e", "end", "type: altijd", "enter")
        assert screen.pointed().standing.title == "(4) Bellen helpt niet altijd"
        await press(pilot, "X")
        assert len(listing(screen)) == 2
        await press(pilot, "u")
        assert len(listing(screen)) == 3


async def test_codes_and_quotes_are_linked_and_taken_away_again(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "kernlabels", made.id(FIRST))
        await press(pilot, "c", "type:verwijzing", "enter")
        assert listing(screen, "evidence") == ["■ Verwijzing  2"]
        await press(pilot, "a", "space", "space", "enter")
        assert len(listing(screen, "evidence")) == 3
        assert counts(screen).startswith("2 respondents say it (model: 1 JGZ, 1 VP)")
        await press(pilot, "right", "down", "x")
        assert len(listing(screen, "evidence")) == 2
        await press(pilot, "up", "x")
        assert [line[0] for line in listing(screen, "evidence")] == ["+"]
        await press(pilot, "u", "u", "u", "u")
        assert listing(screen, "evidence") == []


async def test_quotes_that_are_linked_are_not_offered_again(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "kernlabels", made.id(LONG))
        offered = [row.words for group in screen.value.quotes_to_link(screen.pointed()) for row in group.rows]
        assert offered == ["Dat is lang voor zo'n kleintje.", "Niemand wist iets."]


async def test_the_best_and_the_deviant_quotes_are_marked(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "kernlabels", made.id(LONG))
        await press(pilot, "b")
        assert screen.pointed().count("best") == 0, "nothing is pointed at yet"
        await press(pilot, "right", "down", "b")
        assert screen.pointed().count("best") == 1
        await press(pilot, "d")
        assert screen.pointed().count("deviant") == 2
        await press(pilot, "end", "s")
        assert screen.pointed().count("supports") == 1
        await press(pilot, "u", "u", "u")
        assert [screen.pointed().count(kind) for kind in ("best", "supports", "deviant")] == [0, 1, 1]


async def test_a_relation_is_made_shown_drawn_and_removed(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "kernlabels", made.id(LONG))
        await press(pilot, "r", "type:verwijzer maakt", "enter", "down", "down", "enter")
        await press(pilot, "v")
        assert listing(screen, "relations") == [
            f"(2) {LONG}  contradicts  (1) {FIRST}",
            "1 Toegang  leads to  2 Tijd",
        ]
        await press(pilot, "v")
        drawn = screen.query_one(NetworkView).drawing.plain
        assert "✗▶" in drawn and "╔" in drawn and "wachten op hulp" in drawn
        assert "Toegang" not in drawn
        await press(pilot, "w")
        assert "Toegang" in screen.query_one(NetworkView).drawing.plain
        await press(pilot, "v", "v", "right", "home", "x")
        assert listing(screen, "relations") == ["1 Toegang  leads to  2 Tijd"]


async def test_a_code_of_the_evidence_is_related_to_another_code(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        await entered(pilot, "kernlabels", made.id(LONG))
        await press(pilot, "right", "r", "type:zelf bellen", "enter", "enter")
        links = [(one.from_id, one.to_id, one.kind) for one in made.study.relations()]
        assert (made.id("wachten op hulp"), made.id("zelf bellen"), "leads-to") in links


async def test_what_is_pointed_at_stays_in_sight_at_another_number_and_another_kernlabel_begins_at_its_top(
    made: Made,
) -> None:
    ids = [coding.make_kernlabel(made.study, f"Uitspraak {number}", number=str(number)) for number in range(3, 12)]
    async with made.app().run_test(size=(80, 24)) as pilot:
        screen = await entered(pilot, "kernlabels", made.id(FIRST))
        shown = screen.query_one("#kernlabel-list", PromptList)
        await press(pilot, "e", "tab", "end", "type:2", "enter")
        assert screen.pointed().id == made.id(FIRST) and shown.highlighted == len(ids) + 1
        assert shown.scroll_offset.y == shown.max_scroll_y
        await press(pilot, "home", "down", "v", "right", "end", "left", "up")
        relations = screen.query_one("#relations", PromptList)
        assert relations.pointed_key == relations.keys[0] and relations.scroll_offset.y == 0


async def test_the_whole_network_is_shown_where_the_kernlabel_is(made: Made) -> None:
    names = [made.code(f"Code {number}") for number in range(30)]
    for first, second, third in zip(names[::3], names[1::3], names[2::3], strict=True):
        coding.relate(made.study, first, second, "leads-to")
        coding.relate(made.study, second, third, "leads-to")
    coding.relate(made.study, made.id(LONG), made.id("leeg"), "leads-to")
    async with made.app().run_test(size=(80, 24)) as pilot:
        screen = await entered(pilot, "kernlabels", made.id(LONG))
        await press(pilot, "v", "v", "w")
        view = screen.query_one(NetworkView)
        top = min(row for (_column, row), node in view.drawing.boxes.items() if node == made.id(LONG))
        assert view.scroll_offset.y <= top < view.scroll_offset.y + view.size.height


async def test_a_click_on_a_box_shows_that_kernlabel_or_opens_the_code(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        screen = await entered(pilot, "kernlabels", made.id(LONG))
        await press(pilot, "v", "v")
        view = screen.query_one(NetworkView)
        place = next(place for place, node in view.drawing.boxes.items() if node == made.id("wachten op hulp"))
        await pilot.click(view.query_one(Static), offset=(place[0] + 3, place[1] + 1))
        await press(pilot)
        assert isinstance(pilot.app.screen, CompareScreen)


async def test_enter_opens_a_quote_in_its_transcript_and_a_code_in_the_comparison(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        await entered(pilot, "kernlabels", made.id(LONG))
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, CompareScreen)
        await press(pilot, "q", "down", "enter")
        assert isinstance(pilot.app.screen, WorkspaceScreen)
        assert pilot.app.screen.pane.selected_text == "Daarna duurde het twaalf weken."


async def test_a_memo_is_written_on_the_kernlabel(made: Made) -> None:
    async with made.app().run_test(size=SIZE) as pilot:
        await entered(pilot, "kernlabels", made.id(LONG))
        await press(pilot, "m", "type:nagaan", "escape")
        assert [memo.text for memo in made.study.memos("code", made.id(LONG))] == ["nagaan"]
