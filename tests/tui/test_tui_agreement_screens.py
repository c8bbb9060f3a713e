"""Agreement on screen: figures, the two keys to the disputed sentence, every way to settle it, rounds, the report."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Select, Static

from qualcode.analysis import load_view
from qualcode.coding import is_blind, make_round, mark_progress, set_blind, write_memo
from qualcode.coding.sample import build_sample_study
from qualcode.i18n import set_language
from qualcode.store import Study, counted_ids, stepping_clock
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.agreement import AgreementScreen
from qualcode.tui.screens.agreement_edit import EditScreen
from qualcode.tui.screens.agreement_review import ReviewScreen
from qualcode.tui.screens.agreement_rounds import NewRoundScreen, RoundsScreen
from qualcode.tui.screens.choosing import AskAmong
from qualcode.tui.screens.dialogs import AskLine, Choose
from qualcode.tui.screens.memo import MemoScreen
from qualcode.tui.screens.workspace import WorkspaceScreen
from qualcode.tui.views import coding_view, home_view
from qualcode.tui.views_history import history_view
from qualcode.tui.views_memos import memos_view
from qualcode.tui.widgets.agreement_confusion import ConfusionTable
from qualcode.tui.widgets.listing import Listing

GOLDENS = Path(__file__).parent / "goldens"


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enough for an interval; what a thousand draws take is the bootstrap's own test."""
    monkeypatch.setattr("qualcode.tui.views_agreement.DRAWS", 100)
    monkeypatch.setattr("qualcode.tui.views_agreement_rounds.DRAWS", 100)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    set_language("en")
    folder = tmp_path_factory.mktemp("agreement") / "study"
    build_sample_study(folder).close()
    return folder


@pytest.fixture
def sample(whole: Path, tmp_path: Path) -> Iterator[Study]:
    """The sample study, as Anouk works in it."""
    folder = tmp_path / "study"
    shutil.copytree(whole, folder)
    clock = stepping_clock("2026-02-02T09:00:00+00:00")
    with Study.open(folder, coder="Anouk", now=clock, new_id=counted_ids(9)) as study:
        yield study


async def settled(pilot: Pilot[None]) -> None:
    """Until nothing is read or drawn any more."""
    for _time in range(4):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


@asynccontextmanager
async def figures(study: Study, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await press(pilot, "a")
        assert isinstance(app.screen, AgreementScreen)
        yield pilot


def screen_of(pilot: Pilot[None]) -> AgreementScreen:
    assert isinstance(pilot.app.screen, AgreementScreen)
    return pilot.app.screen


def review_of(pilot: Pilot[None]) -> ReviewScreen:
    assert isinstance(pilot.app.screen, ReviewScreen)
    return pilot.app.screen


def said(pilot: Pilot[None], name: str) -> str:
    return str(pilot.app.screen.query_one(name, Static).render())


def shown(pilot: Pilot[None]) -> str:
    app = pilot.app
    return "\n".join(strip.text[: app.size.width].rstrip() for strip in app.screen._compositor.render_strips(app.size))


async def at_rest(pilot: Pilot[None]) -> str:
    """What stands on the screen once it holds still: tables find their widths when nothing else is to be done."""
    seen: list[str] = []
    while len(seen) < 3 or len(set(seen[-3:])) > 1:
        await settled(pilot)
        seen.append(shown(pilot))
    return seen[-1]


async def choose(pilot: Pilot[None], key: str) -> None:
    """Takes an option of the choice that is open."""
    assert isinstance(pilot.app.screen, Choose)
    options = pilot.app.screen.query_one(OptionList)
    options.highlighted = options.get_option_index(key)
    await press(pilot, "enter")


# The figures


async def test_the_worst_code_stands_first_with_its_figures_and_interval(sample: Study) -> None:
    async with figures(sample) as pilot:
        value = screen_of(pilot).shown
        assert value is not None and value.drawn
        first = value.lines(worst_first=True)[0]
        assert pilot.app.screen.query_one(Listing).row_key == first.key
        row = " ".join(shown(pilot).splitlines()[4].split())
        assert row.startswith("Zwak 6 2 0 98.8 0.00 -0.01") or row.startswith("Zwak 6 2 0 98.8 -0.00 -0.01")
        assert "α 0.68 [0.66–0.70]" in said(pilot, "#overall")
        assert "0 of 283 differences settled" in said(pilot, "#overall")


async def test_from_the_table_to_the_disputed_sentence_in_two_keys(sample: Study) -> None:
    async with figures(sample, (80, 24)) as pilot:
        await press(pilot, "enter", "j")
        place = review_of(pilot).pointed
        assert place is not None
        assert place.words[:30] in " ".join(shown(pilot).split())
        assert "━" in shown(pilot) or "═" in shown(pilot)


async def test_the_segments_that_one_coder_cut_can_be_the_units(sample: Study) -> None:
    async with figures(sample) as pilot:
        before = screen_of(pilot).shown
        assert before is not None
        await press(pilot, "n")
        await choose(pilot, "unit:segment")
        assert isinstance(pilot.app.screen, AskAmong)
        await press(pilot, *"anouk", "down", "enter")
        value = screen_of(pilot).shown
        assert value is not None and value.report.unit == "segment"
        assert value.overall.row.counts.total < before.overall.row.counts.total / 50
        assert "pre-cut segments of Anouk" in said(pilot, "#room-title")
        before = value
        await press(pilot, "n")
        await choose(pilot, "unit:half")
        assert "from 50 % coded" in said(pilot, "#room-title")
        await press(pilot, "q", "a")
        value = screen_of(pilot).shown
        assert value is not None and value.report.unit == "segment", "what was asked last is asked again"
        assert value.report.share == 0.5
        assert sum(value.overall.row.counts.coded) < sum(before.overall.row.counts.coded)


async def test_a_row_without_a_figure_says_why(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "end")
        pilot.app.screen.query_one(Listing).move_cursor(row=pilot.app.screen.query_one(Listing).row_count - 1)
        await settled(pilot)
        assert "too few: it was used too seldom" in said(pilot, "#about")


async def test_views_go_round_codes_transcripts_and_confusion(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "v")
        line = screen_of(pilot).pointed()
        assert line is not None and line.row.kind == "transcript"
        await press(pilot, "v")
        table = pilot.app.screen.query_one(ConfusionTable)
        assert table.display and table.has_focus
        await press(pilot, "v")
        assert not table.display


async def test_a_cell_of_the_confusion_opens_its_own_differences(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "v", "v", "right_square_bracket", "right_square_bracket")
        pair = pilot.app.screen.query_one(ConfusionTable).pair_at()
        value = screen_of(pilot).shown
        assert pair is not None and value is not None
        count = value.confusion.in_segments(*pair)
        await press(pilot, "left_square_bracket", "right_square_bracket", "enter")
        places = review_of(pilot).places.places
        assert len(places) == count > 0
        assert {tuple(side.code_id for side in place.sides) for place in places} == {pair}


async def test_a_transcript_opens_its_own_differences(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "v", "enter")
        places = review_of(pilot).places.places
        assert len({place.transcript_id for place in places}) == 1


async def test_the_order_of_the_codebook_is_a_key_away(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "s")
        value = screen_of(pilot).shown
        assert value is not None
        keys = [str(row.value) for row in pilot.app.screen.query_one(Listing).rows]
        assert keys == [line.key for line in value.codes]


async def test_unit_base_tolerance_and_level_are_asked_and_remembered(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "n")
        await choose(pilot, "unit:turn")
        await press(pilot, "b", "t")
        await choose(pilot, "tolerance:words:1")
        await press(pilot, "l")
        await choose(pilot, "level:parent")
        title = said(pilot, "#room-title")
        assert "turn" in title and "coded text only" in title and "1 word" in title and "main codes" in title
        value = screen_of(pilot).shown
        assert value is not None and value.report.unit == "turn" and len(value.codes) < 60
    async with figures(sample) as pilot:
        value = screen_of(pilot).shown
        assert value is not None
        assert (value.report.unit, value.report.base, value.report.tolerance) == ("turn", "coded", "words:1")


async def test_a_window_asks_its_length_and_refuses_none(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "n")
        await choose(pilot, "unit:window")
        pilot.app.screen.query_one(Input).value = "0"
        await press(pilot, "enter")
        assert screen_of(pilot).asked().unit == "character"
        await press(pilot, "n")
        await choose(pilot, "unit:window")
        await press(pilot, "enter")
        assert (screen_of(pilot).asked().unit, screen_of(pilot).asked().window) == ("window", 200)


async def test_a_wrong_tolerance_changes_nothing(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "t")
        await choose(pilot, "tolerance:other")
        pilot.app.screen.query_one(Input).value = "veel"
        await press(pilot, "enter")
        assert str(screen_of(pilot).asked().tolerance) == "none"


async def test_what_is_not_done_is_left_out_unless_it_is_asked_for(sample: Study) -> None:
    bram = sample.coder("Bram")
    assert bram is not None
    mark = next(mark for mark in sample.progress() if mark.coder_id == bram.id)
    mark_progress(sample, mark.transcript_id, "coding", coder_id=bram.id)
    async with figures(sample) as pilot:
        assert "8 of 12 transcripts" in said(pilot, "#room-title")
        await press(pilot, "a")
        assert "9 of 12 transcripts" in said(pilot, "#room-title")


async def test_a_blind_study_shows_nothing_that_is_not_done_by_both(sample: Study) -> None:
    bram = sample.coder("Bram")
    assert bram is not None
    mark = next(mark for mark in sample.progress() if mark.coder_id == bram.id)
    mark_progress(sample, mark.transcript_id, "coding", coder_id=bram.id)
    set_blind(sample, True)
    async with figures(sample) as pilot:
        await press(pilot, "a")
        title = said(pilot, "#room-title")
        assert "8 of 12 transcripts" in title and "hidden: blind" in title
        await press(pilot, "d")
        assert mark.transcript_id not in {place.transcript_id for place in review_of(pilot).places.places}


async def test_three_coders_have_pairs_and_a_pair_can_be_taken(sample: Study) -> None:
    carla = sample.join("Carla")
    anouk, bram = sample.coder("Anouk"), sample.coder("Bram")
    assert anouk is not None and bram is not None
    with Study.open(sample.path, coder="Carla", now=stepping_clock(), new_id=counted_ids(7)) as hers:
        from qualcode.coding import Placing, put_codes

        done = next(mark.transcript_id for mark in sample.progress() if mark.coder_id == bram.id)
        own = sample.codings(transcript_id=done, coder_ids=[anouk.id])
        put_codes(hers, [Placing(done, one.start, one.end, one.code_id) for one in own])
        mark_progress(hers, done, "done")
    async with figures(sample) as pilot:
        await press(pilot, "c")
        await choose(pilot, "group:3")
        assert "Anouk, Bram, Carla" in said(pilot, "#room-title")
        await press(pilot, "v", "v", "v")
        assert pilot.app.screen.query_one(Listing).row_count == 3
        await press(pilot, "down", "enter")
        assert screen_of(pilot).asked().coder_ids == (anouk.id, carla.id, bram.id)


async def test_one_coder_is_told_what_to_do(study: Study) -> None:
    app = QualcodeApp(study.path, study=study)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "a")
        assert "There is only one coder." in said(pilot, "#overall")


async def test_the_report_is_made_where_it_is_asked(sample: Study, tmp_path: Path) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "x")
        await choose(pilot, "suffix:.md")
        assert isinstance(pilot.app.screen, AskLine)
        pilot.app.screen.query_one(Input).value = str(tmp_path / "report.md")
        await press(pilot, "enter")
        assert (tmp_path / "report.md").read_text(encoding="utf-8").startswith("# Agreement of Anouk and Bram")


async def test_figures_are_told_in_the_language_in_use(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "ctrl+l")
        assert "0,68" in said(pilot, "#overall")


# Settling


@pytest.mark.parametrize(
    ("key", "decision", "sides"),
    [("a", "first", (0,)), ("b", "second", (1,)), ("t", "both", (0, 1)), ("n", "neither", ()), ("s", "skip", ())],
)
async def test_each_key_settles_and_goes_on(sample: Study, key: str, decision: str, sides: tuple[int, ...]) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "d", "C")
        before = review_of(pilot).pointed
        assert before is not None and before.kind == "code"
        originals = {one.id: one for one in sample.codings()}
        await press(pilot, key)
        (settlement,) = sample.settlements()
        assert (settlement.decision, settlement.start, settlement.end) == (decision, before.start, before.end)
        consensus = next((coder for coder in sample.coders() if coder.kind == "consensus"), None)
        assert consensus is not None
        made = {one.code_id for one in sample.codings(coder_ids=[consensus.id])}
        assert made == {before.sides[side].code_id for side in sides}
        assert {one.id: one for one in sample.codings() if one.id in originals} == originals
        after = review_of(pilot).pointed
        assert after is not None and after.key != before.key


async def test_why_said_right_after_deciding_is_about_what_was_decided(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "d", "w")
        assert isinstance(pilot.app.screen, ReviewScreen), "nothing was decided yet"
        decided = review_of(pilot).pointed
        assert decided is not None
        await press(pilot, "a", "w")
        assert isinstance(pilot.app.screen, AskLine)
        pilot.app.screen.query_one(Input).value = "Staat zo in het codeboek"
        await press(pilot, "enter")
        (one,) = sample.settlements()
        assert (one.start, one.reason) == (decided.start, "Staat zo in het codeboek")


async def test_the_first_difference_takes_the_width_that_there_is(sample: Study) -> None:
    async with figures(sample, (80, 24)) as pilot:
        await press(pilot, "enter")
        await at_rest(pilot)
        first = said(pilot, "#place-text")
        await press(pilot, "j", "k")
        assert first == said(pilot, "#place-text")
        assert max(map(len, first.splitlines())) > 60


async def test_what_is_agreed_is_taken_into_the_consensus_after_a_yes(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "g")
        await choose(pilot, "no")
        assert all(coder.kind != "consensus" for coder in sample.coders())
        await press(pilot, "g")
        await choose(pilot, "yes")
        layer = next(coder for coder in sample.coders() if coder.kind == "consensus")
        taken = {(one.transcript_id, one.start, one.end, one.code_id) for one in sample.codings(coder_ids=[layer.id])}
        anouk, bram = sample.coder("Anouk"), sample.coder("Bram")
        assert anouk is not None and bram is not None
        both = [
            {(one.transcript_id, one.start, one.end, one.code_id) for one in sample.codings(coder_ids=[coder.id])}
            for coder in (anouk, bram)
        ]
        assert taken == both[0] & both[1] and taken
        await press(pilot, "u")
        assert not sample.codings(coder_ids=[layer.id])


async def test_blind_coding_is_turned_on_where_the_rounds_are(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "R", "b")
        await choose(pilot, "on")
        assert is_blind(sample)
        assert "blind" in said(pilot, "#room-title")
        await press(pilot, "b")
        await choose(pilot, "off")
        assert not is_blind(sample)
        await press(pilot, "b")
        await choose(pilot, "me")
        me = sample.coder()
        assert me is not None and sample.info().settings["sees_all"] == [me.id]


def test_every_view_of_a_blind_study_leaves_out_others_until_all_are_done(sample: Study) -> None:
    bram, anouk = sample.coder("Bram"), sample.coder("Anouk")
    assert bram is not None and anouk is not None
    place = next(mark.transcript_id for mark in sample.progress() if mark.coder_id == bram.id)
    note = sample.codings(transcript_id=place, coder_ids=[bram.id])[0]
    with Study.open(sample.path, coder="Bram", now=stepping_clock(), new_id=counted_ids(11)) as his:
        write_memo(his, "coding", note.id, "Alleen voor Bram")
        mark_progress(his, place, "coding")
    set_blind(sample, True)
    seen = coding_view(sample, place)
    assert (
        {one.coder_id for one in seen.codings}
        == {anouk.id}
        == {mark.coder_id for mark in seen.marks if not mark.suggested}
    )
    assert {one.coder_id for one in coding_view(sample, place, seen, codings_only=True).codings} == {anouk.id}
    row = next(row for row in home_view(sample).rows if row.transcript.id == place)
    assert (row.coders, row.codings) == ("Anouk", row.mine)
    assert all(memo.memo.text != "Alleen voor Bram" for memo in memos_view(sample).rows)
    used = load_view(sample)
    assert {one.coder_id for one in (*used.codings, *used.segments) if one.transcript_id == place} == {anouk.id}
    assert all(f"{note.start}:{note.end}" not in row.said for row in history_view(sample).rows if not row.mine)
    with Study.open(sample.path, coder="Bram", now=stepping_clock(), new_id=counted_ids(12)) as his:
        mark_progress(his, place, "done")
    assert {one.coder_id for one in coding_view(sample, place).codings} == {anouk.id, bram.id}


async def test_undo_unsettle_and_deciding_again(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "d", "a", "k")
        place = review_of(pilot).pointed
        assert place is not None and place.is_settled
        await press(pilot, "n")
        assert [one.decision for one in sample.settlements()] == ["neither"]
        await press(pilot, "u")
        assert [one.decision for one in sample.settlements()] == ["first"]
        review_of(pilot).places.point(0)
        await settled(pilot)
        await press(pilot, "x")
        assert sample.settlements() == []
        await press(pilot, "x")
        assert sample.settlements() == []


async def test_why_is_kept_with_the_decision(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "d", "w")
        assert isinstance(pilot.app.screen, ReviewScreen)
        await press(pilot, "a", "k", "w")
        assert isinstance(pilot.app.screen, AskLine)
        await press(pilot, *"definitie", "enter")
        (settlement,) = sample.settlements()
        assert (settlement.decision, settlement.reason) == ("first", "definitie")
        assert "definitie" in shown(pilot) or await _pointing_at_settled(pilot)


async def _pointing_at_settled(pilot: Pilot[None]) -> bool:
    review_of(pilot).places.point(0)
    await settled(pilot)
    return "definitie" in shown(pilot)


async def test_an_edit_moves_edges_and_codes(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "d", "C", "e")
        screen = pilot.app.screen
        assert isinstance(screen, EditScreen)
        start, end = screen.start, screen.end
        await press(pilot, "left_square_bracket", "right_curly_bracket", "x")
        assert screen.start > start and screen.end < end and len(screen.codes) == 1
        await press(pilot, "right_square_bracket", "left_curly_bracket")
        assert (screen.start, screen.end) == (start, end)
        await press(pilot, "2")
        span = screen.place.sides[1].spans[0]
        assert (screen.start, screen.end) == span
        await press(pilot, "enter")
        (settlement,) = sample.settlements()
        assert settlement.decision == "edit"
        made = next(one for one in sample.codings() if one.id in settlement.coding_ids)
        assert (made.start, made.end, made.code_id) == (*span, screen.codes[0])
        await press(pilot, "home", "w", *"omdat", "enter")
        (again,) = sample.settlements()
        assert (again.decision, again.reason) == ("edit", "omdat")


async def test_an_edit_without_a_code_settles_nothing_and_takes_a_code_from_the_picker(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "d", "O", "e", "x", "enter")
        assert isinstance(pilot.app.screen, EditScreen) and sample.settlements() == []
        await press(pilot, "c", *"Tijdig", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, EditScreen) and len(screen.codes) == 1
        await press(pilot, "escape")
        assert sample.settlements() == []


async def test_a_memo_is_a_discussion_that_both_can_read(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "d", "m")
        assert isinstance(pilot.app.screen, MemoScreen)
        await press(pilot, *"zullen we", "escape")
        place = review_of(pilot).pointed
        assert place is not None
        assert any("zullenwe" in memo.replace(" ", "") for side in place.sides for _who, memo in side.memos)


async def test_both_memos_stand_beside_the_codes_without_scrolling(sample: Study) -> None:
    async with figures(sample, (80, 24)) as pilot:
        await press(pilot, "d")
        place = next(one for one in review_of(pilot).places.places if all(side.codings for side in one.sides))
        for side, said in zip(place.sides, ("Eerste gedachte", "Tweede gedachte, " + "heel lang " * 20), strict=True):
            write_memo(sample, "coding", side.codings[0], said)
        review_of(pilot).places.point(review_of(pilot).places.places.index(place))
        review_of(pilot).reread()
        lines = (await at_rest(pilot)).splitlines()
        (first,) = [number for number, line in enumerate(lines) if line.strip() == "✎ Eerste gedachte"]
        assert lines[first - 1].startswith(" a Anouk")
        second = next(line for line in lines if "Tweede gedachte" in line)
        assert second.rstrip().endswith("…") and "✎ Anouk: Tweede" in second, "Anouk's words about Bram's coding"


async def test_filters_by_kind_and_by_what_is_left(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "d")
        review = review_of(pilot)
        whole = len(review.places.places)
        counts = []
        for key in ("B", "C", "O"):
            await press(pilot, key)
            counts.append(len(review.places.places))
        assert sum(counts) == whole
        await press(pilot, "O")
        assert len(review.places.places) == whole
        await press(pilot, "f")
        assert {place.kind for place in review.places.places} == {"boundary"}
        await press(pilot, "f", "f", "f", "a", "h")
        assert len(review.places.places) == whole - 1


async def test_settling_shows_in_the_figures_before_and_after(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "d", "a", "a", "a")
        assert "3 of 283 settled" in said(pilot, "#room-title")
        await press(pilot, "q")
        overall = said(pilot, "#overall")
        assert "3 of 283 differences settled" in overall and "after settling: α" in overall
        value = screen_of(pilot).shown
        assert value is not None and value.after is not None and value.drawn
        before, after = value.report.overall.figure("alpha").value, value.after.overall.figure("alpha").value
        assert before is not None and after is not None and after > before


async def test_a_difference_opens_in_its_transcript(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "d", "enter")
        assert isinstance(pilot.app.screen, WorkspaceScreen)


# Rounds


async def test_a_round_is_drawn_with_a_seed_that_is_shown(sample: Study) -> None:
    async with figures(sample) as pilot:
        await press(pilot, "R")
        assert isinstance(pilot.app.screen, RoundsScreen)
        assert "No rounds yet" in said(pilot, "#warnings")
        await press(pilot, "n")
        screen = pilot.app.screen
        assert isinstance(screen, NewRoundScreen)
        drawn = said(pilot, "#drawn")
        screen.query_one("#round-seed", Input).value = "99"
        await settled(pilot)
        assert said(pilot, "#drawn") != drawn
        screen.query_one("#round-count", Input).value = "40"
        await settled(pilot)
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, NewRoundScreen)
        screen.query_one("#round-count", Input).value = "4"
        await settled(pilot)
        await press(pilot, "ctrl+s")
        (made,) = sample.rounds()
        assert (made.seed, len(made.transcripts), made.kind) == (99, 4, "training")
        assert made.name in shown(pilot) and "99" in shown(pilot)


async def test_a_new_round_is_first_for_those_who_are_at_work(sample: Study) -> None:
    sample.join("Sofie")
    async with figures(sample) as pilot:
        await press(pilot, "R", "n")
        screen = pilot.app.screen
        assert isinstance(screen, NewRoundScreen)
        groups = [[coder.name for coder in group] for group in screen.groups]
        assert groups == [["Anouk", "Bram"], ["Anouk", "Bram", "Sofie"], ["Anouk", "Sofie"], ["Bram", "Sofie"]]
        assert "Anouk, Bram" in shown(pilot) and "Sofie" not in shown(pilot)
        screen.query_one("#round-coders", Select).value = "1"
        await settled(pilot)
        assert "Sofie (new)" in shown(pilot)
        await press(pilot, "ctrl+s")
        assert len(sample.rounds()[0].coders) == 3


async def test_rounds_have_their_agreement_their_warning_and_their_own_figures(sample: Study) -> None:
    from qualcode.coding import change_code

    coders = [coder.id for coder in sample.coders()]
    done = [mark.transcript_id for mark in sample.progress() if mark.coder_id == coders[1]]
    make_round(sample, "Training", transcripts=done[:2], coders=coders, seed=1, kind="training")
    async with figures(sample) as pilot:
        await press(pilot, "R", "c")
        await choose(pilot, "yes")
        assert sample.rounds()[0].closed
        code = sample.codes()[0]
        change_code(sample, code.id, definition="Iets anders.")
        make_round(sample, "Ronde 1", transcripts=done[2:5], coders=coders, seed=2)
        pilot.app.screen.query_one(Listing).focus()
        await press(pilot, "q", "R")
        assert "The codebook changed between 'Training' and 'Ronde 1'" in said(pilot, "#warnings")
        await press(pilot, "down", "enter")
        assert "Ronde 1" in said(pilot, "#room-title") and "3 of 3 transcripts" in said(pilot, "#room-title")
        await press(pilot, "r")
        await choose(pilot, "round:")
        assert "9 of 12 transcripts" in said(pilot, "#room-title")
        await press(pilot, "r")
        await choose(pilot, "round:Training")
        assert "2 of 2 transcripts" in said(pilot, "#room-title")


async def test_a_round_that_nobody_has_done_says_so(sample: Study) -> None:
    coders = [coder.id for coder in sample.coders()]
    shared = {mark.transcript_id for mark in sample.progress() if mark.coder_id == coders[1]}
    left = [one.id for one in sample.transcripts() if one.id not in shared]
    make_round(sample, "Ronde 1", transcripts=left, coders=coders)
    async with figures(sample) as pilot:
        await press(pilot, "R", "enter")
        assert isinstance(pilot.app.screen, RoundsScreen)
        assert f"0/{len(left)}" in shown(pilot)


# As text

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
SCENES: dict[str, tuple[str, ...]] = {
    "agreement": (),
    "agreement-confusion": ("v", "v", "right_square_bracket"),
    "agreement-review": ("d", "C", "a"),
    "agreement-edit": ("d", "C", "e"),
    "agreement-rounds": ("R",),
    "agreement-new-round": ("R", "n"),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", SCENES)
async def test_a_screen_shows_what_it_showed(sample: Study, scene: str, size: str) -> None:
    """To take over what is drawn now: QUALCODE_GOLDENS=write, then look at the diff."""
    if scene == "agreement-rounds":
        coders = [coder.id for coder in sample.coders()]
        done = [mark.transcript_id for mark in sample.progress() if mark.coder_id == coders[1]]
        make_round(sample, "Training", transcripts=done[:2], coders=coders, seed=1, kind="training")
        make_round(sample, "Ronde 1", transcripts=done[2:9], coders=coders, seed=2)
    async with figures(sample, SIZES[size]) as pilot:
        await press(pilot, *SCENES[scene])
        pilot.app.clear_notifications()
        text = await at_rest(pilot) + "\n"
    golden = GOLDENS / f"{scene}-{size}.txt"
    if os.environ.get("QUALCODE_GOLDENS") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
