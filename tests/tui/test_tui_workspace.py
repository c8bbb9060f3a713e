"""The workspace on a real small study: each key's act is on disk, and what is on disk is on the screen."""

from __future__ import annotations

import pytest
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input, OptionList, Static

from qualcode import coding
from qualcode.i18n import set_language
from qualcode.store import Study
from qualcode.tui.app import QualcodeApp
from qualcode.tui.rooms import kind_of
from qualcode.tui.screens.code_picker import CodePicker
from qualcode.tui.screens.dialogs import TooSmall
from qualcode.tui.screens.help import HelpScreen
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.memo import MemoScreen
from qualcode.tui.screens.workspace import (
    AT_A_SUGGESTION,
    IN_THE_DETAILS,
    IN_THE_NEEDLE,
    IN_THE_TREE,
    WorkspaceScreen,
)
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.key_hints import KeyHints
from qualcode.tui.widgets.reading_pane import ReadingPane
from qualcode.tui.widgets.status_line import Part, StatusLine, fitted


def app_on(study: Study) -> QualcodeApp:
    return QualcodeApp(study.path, study=study)


async def opened(pilot: Pilot[None]) -> WorkspaceScreen:
    await pilot.pause()
    assert isinstance(pilot.app.screen, HomeScreen)
    await pilot.press("enter")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, WorkspaceScreen)
    return screen


def put(study: Study) -> list[tuple[str, str]]:
    names = {code.id: code.name for code in study.codes()}
    return [(names[each.code_id], each.words) for each in study.codings()]


def drawn(screen: WorkspaceScreen) -> str:
    pane = screen.query_one(ReadingPane)
    return "\n".join(pane.render_line(y).text.rstrip() for y in range(pane.size.height))


async def test_a_sentence_gets_a_code_in_four_keys_and_it_is_on_disk_and_on_screen(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("J")
        await pilot.press("s", "c", "v", "enter")
        await pilot.pause()
        assert put(study) == [("Verwijzing", "Via het consultatiebureau.")]
        assert "Verwijzing" in drawn(screen)
        assert "Verwijzing" in screen.query_one(StatusLine).said


async def test_undo_and_redo_go_many_steps_and_the_screen_follows(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("J", "s", "5", "right_parenthesis", "s", "full_stop")
        await pilot.pause()
        assert [name for name, _words in put(study)] == ["Contact", "Contact"]
        await pilot.press("u", "u")
        await pilot.pause()
        assert put(study) == [] and "╶" not in drawn(screen)
        await pilot.press("U")
        await pilot.pause()
        assert put(study) == [("Contact", "Via het consultatiebureau.")]
        assert [mark.name for mark in screen.pane.marks if not mark.suggested] == ["Contact"]


async def test_a_new_name_makes_a_code_under_its_parent(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("J", "s", "c")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CodePicker)
        await pilot.press(*"route", "greater_than_sign", *"bureau", "enter")
        await pilot.pause()
        made = next(code for code in study.codes() if code.name == "bureau")
        assert next(code.name for code in study.codes() if code.id == made.parent_id) == "Route"
        assert put(study) == [("bureau", "Via het consultatiebureau.")]
        assert made.id in screen.query_one(CodeTree)._node_of


async def test_words_become_a_code_and_a_code_is_taken_off(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("J", "right_parenthesis", "w", "w", "i")
        await pilot.pause()
        assert put(study) == [("De verpleegkundige", "De verpleegkundige")]
        await pilot.press("x")
        await pilot.pause()
        assert put(study) == []


async def test_the_ends_of_a_coding_move(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("J", "s", "5", "E", "left_square_bracket", "e")
        await pilot.pause()
        assert put(study) == [("Contact", "Via het")]


async def test_suggestions_are_stepped_to_adjusted_accepted_and_rejected(study: Study) -> None:
    async with app_on(study).run_test(size=(140, 40)) as pilot:
        screen = await opened(pilot)
        assert "? Contact" in drawn(screen)
        await pilot.press("n")
        assert screen.pane.selected_text == "Die luisterde echt."
        await pilot.press("right_curly_bracket", "a")
        await pilot.pause()
        assert put(study) == [("Contact", "luisterde echt.")]
        assert study.suggestions()[0].state == "changed"
        assert "? Contact" not in drawn(screen)
        await pilot.press("u", "n", "r")
        await pilot.pause()
        assert put(study) == [] and study.suggestions()[0].state == "rejected"


async def test_another_code_for_a_suggestion(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("n", "c", *"verw", "enter")
        await pilot.pause()
        assert put(study) == [("Verwijzing", "Die luisterde echt.")]
        assert study.suggestions()[0].state == "changed"


async def test_a_memo_is_kept_on_leaving_the_editor(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("J", "s", "5", "m")
        await pilot.pause()
        assert isinstance(pilot.app.screen, MemoScreen)
        await pilot.press(*"goed", "escape")
        await pilot.pause()
        assert [(memo.target_kind, memo.text) for memo in study.memos()] == [("coding", "goed")]


async def test_a_refusal_is_told_and_nothing_changes(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        before = study.dump()
        screen.put("no-such-code")
        await pilot.pause()
        assert study.dump() == before
        assert any(note.severity == "error" for note in pilot.app._notifications)


async def test_reopening_returns_to_transcript_place_and_selection(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("J", "right_parenthesis", "s")
        await pilot.press("ctrl+q")
    again = Study.open(study.path, coder="Anouk")
    async with app_on(again).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, WorkspaceScreen)
        await pilot.pause()
        assert screen.pane.selected_text == "De verpleegkundige verwees ons, heel snel eigenlijk."


async def test_panels_make_room_at_80_by_24_and_come_when_asked(study: Study) -> None:
    async with app_on(study).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert not screen.query_one("#tree").display and not screen.query_one("#details").display
        await pilot.press("f2")
        assert screen.query_one("#tree").display
        await pilot.resize_terminal(160, 40)
        await pilot.pause()
        assert screen.query_one("#details").display


async def test_language_and_theme_switch_while_it_runs(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("J", "s")
        for key in ("ctrl+l", "ctrl+t"):
            await pilot.press(key)
            await pilot.pause()
            await pilot.pause()
            assert screen.pane.selected_text == "Via het consultatiebureau."
        assert pilot.app.theme == "qualcode-light"


async def test_help_lists_every_key_of_where_you_are(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)
        assert pilot.app.screen.contexts == ("reading", "workspace", "codes", "tree", "app")


async def test_home_tells_progress_and_marks_done(study: Study) -> None:
    async with app_on(study).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        assert [one.state for one in study.progress()] == ["done"]
        await pilot.press("u")
        await pilot.pause()
        assert study.progress() == []


async def test_codes_are_made_renamed_moved_merged_and_retired_in_the_tree(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        codes = {code.name: code.id for code in study.codes()}
        screen.tree_panel.focus()
        screen.tree_panel.point_at(codes["Contact"])
        await pilot.press("r")
        await pilot.pause()
        await pilot.press("end", *" 2", "enter")
        await pilot.pause()
        assert "Contact 2" in [code.name for code in study.codes()]
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"warm", "enter")
        await pilot.pause()
        made = next(code for code in study.codes() if code.name == "warm")
        assert made.parent_id == codes["Contact"]
        screen.tree_panel.point_at(made.id)
        await pilot.press("v")
        await pilot.pause()
        await pilot.press(*"route", "enter")
        await pilot.pause()
        assert next(code for code in study.codes() if code.id == made.id).parent_id == codes["Route"]
        screen.tree_panel.point_at(made.id)
        await pilot.press("g")
        await pilot.pause()
        await pilot.press(*"verw", "enter")
        await pilot.pause()
        assert made.id not in [code.id for code in study.codes()]
        screen.tree_panel.point_at(codes["Verwijzing"])
        await pilot.press("delete")
        await pilot.pause()
        assert codes["Verwijzing"] not in [code.id for code in study.codes()]
        await pilot.press("u", "u")
        await pilot.pause()
        assert {made.id, codes["Verwijzing"]} <= set(screen.tree_panel._node_of)


async def test_other_coders_work_can_be_left_out(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("J", "s", "5")
        with Study.open(study.path, coder="Bram") as bram:
            transcript = bram.transcripts()[0]
            coding.put_code(bram, transcript.id, screen.pane.tail, screen.pane.head, bram.codes()[0].id)
        await pilot.press("M")
        await pilot.pause()
        assert len([mark for mark in screen.pane.marks if not mark.suggested]) == 1
        await pilot.press("M")
        await pilot.pause()
        assert len([mark for mark in screen.pane.marks if not mark.suggested]) == 2


async def test_a_key_in_the_footer_can_be_clicked(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("J")
        await pilot.click(KeyHints, offset=(4, 0))
        await pilot.pause()
        assert screen.pane.selected_text == "Via het consultatiebureau."


async def test_the_tree_is_narrowed_by_typing_and_enter_goes_to_the_first_that_fits(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        codes = {code.name: code.id for code in study.codes()}
        screen.tree_panel.focus()
        await pilot.press("slash", *"verwij")
        await pilot.pause()
        assert set(screen.tree_panel._node_of) == {codes["Route"], codes["Verwijzing"]}
        await pilot.press("enter")
        await pilot.pause()
        assert screen.tree_panel.has_focus and screen.tree_panel.pointed_code == codes["Verwijzing"]
        await pilot.press("escape")
        await pilot.pause()
        assert set(screen.tree_panel._node_of) == set(codes.values())
        assert not screen.query_one("#tree-needle").display


async def test_a_code_is_drawn_under_another_with_the_mouse_and_nothing_is_coded(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        codes = {code.name: code.id for code in study.codes()}
        tree = screen.tree_panel
        rows = {node.data: node.line for node in tree._node_of.values()}
        await pilot.press("J", "s")
        await pilot.mouse_down(tree, offset=(6, rows[codes["Contact"]]))
        await pilot.mouse_up(tree, offset=(6, rows[codes["Route"]]))
        await pilot.pause()
        assert next(code for code in study.codes() if code.name == "Contact").parent_id == codes["Route"]
        assert study.codings() == []


async def test_a_click_in_the_tree_codes_the_selection_and_without_one_shows_the_card_only(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        codes = {code.name: code.id for code in study.codes()}
        tree = screen.tree_panel
        row = tree._node_of[codes["Contact"]].line
        await pilot.press("J")
        await pilot.click(tree, offset=(8, row))
        await pilot.pause()
        assert put(study) == [] and tree.pointed_code == codes["Contact"]
        screen.pane.focus()
        await pilot.press("s")
        await pilot.click(tree, offset=(8, row))
        await pilot.pause()
        assert put(study) == [("Contact", "Via het consultatiebureau.")]
        screen.pane.focus()
        await pilot.press("escape", "J", "J")
        tree.focus()
        await pilot.press("enter")
        await pilot.pause()
        assert len(put(study)) == 2


async def test_a_code_let_go_outside_the_tree_stays_where_it_is(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        codes = {code.name: code.id for code in study.codes()}
        tree = screen.tree_panel
        await pilot.mouse_down(tree, offset=(8, tree._node_of[codes["Contact"]].line))
        await pilot.hover(screen.pane, offset=(8, 3))
        await pilot.mouse_up(screen.pane, offset=(8, 3))
        await pilot.mouse_up(tree, offset=(8, tree._node_of[codes["Route"]].line))
        await pilot.pause()
        assert next(code for code in study.codes() if code.name == "Contact").parent_id is None


async def test_many_steps_back_leave_one_message(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("J", "s", "v", "escape", "J", "J", "s", "v")
        for _step in range(2):
            await pilot.press("u")
            await pilot.pause()
        assert len(pilot.app._notifications) == 1


async def test_a_code_gets_a_colour_of_its_own_and_its_sub_codes_take_it_over(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        codes = {code.name: code.id for code in study.codes()}
        screen.tree_panel.focus()
        screen.tree_panel.point_at(codes["Route"])
        await pilot.press("C")
        await pilot.pause()
        await pilot.press("end", "enter")
        await pilot.pause()
        assert screen.view.hues[codes["Route"]] == screen.view.hues[codes["Verwijzing"]] == 7
        await pilot.press("u")
        await pilot.pause()
        assert screen.view.hues[codes["Verwijzing"]] == 0


async def test_the_tree_counts_segments_and_respondents(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("J", "s", "5", "right_parenthesis", "s", "5")
        await pilot.pause()
        code = next(code for code in study.codes() if code.name == "Contact")
        assert screen.tree_panel.said_count(code.id) == "2·1"


async def test_the_segments_of_one_code_are_gone_through(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("J", "s", "5", "J", "J", "s", "5", "g")
        await pilot.pause()
        seen = []
        for key in ("L", "L", "L", "H"):
            await pilot.press(key)
            seen.append(screen.pane.selected_text)
        first, last = "Via het consultatiebureau.", "Toen kwam er iemand thuis."
        assert seen == [first, last, first, last]


async def test_the_tree_leads_to_card_comparison_and_suggestions_of_a_code(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        code = next(code for code in study.codes() if code.name == "Contact")
        for key, name in (("e", "codebook"), ("s", "compare"), ("S", "suggestions")):
            screen.tree_panel.focus()
            screen.tree_panel.point_at(code.id)
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(pilot.app.screen, kind_of(name))
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            await pilot.press("q")
            await pilot.pause()
            assert pilot.app.screen is screen


async def test_a_terminal_too_small_is_told_until_there_is_room_again(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("J", "s")
        await pilot.resize_terminal(70, 20)
        await pilot.pause()
        assert isinstance(pilot.app.screen, TooSmall)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert screen.is_current
        assert screen.pane.selected_text == "Via het consultatiebureau."


async def test_the_picker_says_when_to_use_a_code_and_when_not(study: Study) -> None:
    code = next(code for code in study.codes() if code.name == "Contact")
    coding.change_code(study, code.id, when_to_use="Als het klikt.", when_not="Niet voor de bereikbaarheid.")
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("J", "s", "c", *"contact")
        await pilot.pause()
        said = str(pilot.app.screen.query_one("#card-text", Static).content)
        assert "Als het klikt." in said and "Niet voor de bereikbaarheid." in said


async def test_the_footer_has_the_keys_of_a_suggestion_while_one_lies_at_the_cursor_and_of_the_tree_while_one_is_in_it(
    study: Study,
) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        hints = screen.query_one(KeyHints)
        usual = hints.hints()
        await pilot.press("n")
        await pilot.pause()
        assert hints.hints()[:2] == [("a", "Accept"), ("r", "Reject")]
        await pilot.click(KeyHints, offset=(2, 0))
        await pilot.pause()
        assert put(study) == [("Contact", "Die luisterde echt.")]
        assert hints.hints() == usual
        screen.tree_panel.focus()
        await pilot.pause()
        assert hints.hints()[:2] == [("Enter", "Code it"), ("n", "New")]
        screen.pane.focus()
        await pilot.pause()
        assert hints.hints() == usual


async def test_on_a_narrow_terminal_one_panel_makes_room_for_the_other(study: Study) -> None:
    async with app_on(study).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        tree, details = screen.query_one("#tree"), screen.query_one("#details")
        await pilot.press("T")
        await pilot.press("D")
        await pilot.pause()
        assert details.display and not tree.display
        assert screen.pane.size.width >= 40
        await pilot.press("T")
        await pilot.pause()
        assert tree.display and not details.display
        await pilot.resize_terminal(140, 40)
        await pilot.pause()
        assert tree.display and details.display, "what was asked for comes back with the room"
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert tree.display and not details.display
        await pilot.press("T")
        await pilot.pause()
        assert not tree.display and screen.focused is screen.pane


async def test_what_is_in_focus_is_said_before_what_the_line_may_cut(study: Study) -> None:
    async with app_on(study).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("J", "s", "5", "f")
        await pilot.pause()
        said = screen.query_one(StatusLine).said
        assert said.index("focus: ") < said.index("selected") < said.index("codes: ")


async def test_a_new_name_under_a_new_main_code_makes_both_as_one_act(study: Study) -> None:
    before = len(study.codes())
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("J", "s", "c")
        await pilot.press(*"xyzzy", "greater_than_sign", *"plugh", "enter")
        await pilot.pause()
        made = {code.name: code for code in study.codes()}
        assert made["plugh"].parent_id == made["xyzzy"].id
        assert put(study) == [("plugh", "Via het consultatiebureau.")]
        await pilot.press("u", "u")
        await pilot.pause()
        assert len(study.codes()) == before


async def test_what_names_no_code_and_can_make_none_stays_to_be_corrected(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("J", "s", "c")
        await pilot.press("greater_than_sign", "q", "x", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CodePicker)
        assert put(study) == []


async def test_undo_and_redo_say_that_they_undid_and_did_again(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("J", "s", "5", "u")
        await pilot.pause()
        assert any(note.message.startswith("Undone: ") for note in pilot.app._notifications)
        await pilot.press("U")
        await pilot.pause()
        assert any(note.message.startswith("Done again: ") for note in pilot.app._notifications)


async def test_the_picker_shows_codes_and_card_at_80_by_24_without_a_row_left_over(study: Study) -> None:
    code = next(code for code in study.codes() if code.name == "Contact")
    coding.change_code(study, code.id, when_to_use="Als het klikt. " * 40, example="Die luisterde echt.")
    async with app_on(study).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("J", "s", "c", *"contact")
        await pilot.pause()
        picker = pilot.app.screen
        dialog, card = picker.query_one(".dialog"), picker.query_one("#card")
        assert picker.query_one(".dialog-keys").region.bottom == dialog.content_region.bottom
        assert dialog.region.bottom <= 24 and card.region.bottom == picker.query_one(".dialog-keys").region.y
        listing = picker.query_one(OptionList)
        assert listing.size.height == listing.option_count and card.size.height >= 7
        assert card.max_scroll_y > 0
        await pilot.press("pagedown")
        await pilot.pause()
        assert card.scroll_y > 0 and picker.query_one(Input).value == "contact"


@pytest.mark.parametrize("spoken", ["nl", "en"])
@pytest.mark.parametrize("names", [AT_A_SUGGESTION, IN_THE_TREE, IN_THE_DETAILS, IN_THE_NEEDLE])
async def test_every_key_of_a_footer_has_its_place_at_80_columns(
    study: Study, spoken: str, names: tuple[str, ...]
) -> None:
    set_language(spoken)
    async with app_on(study).run_test(size=(80, 24)) as pilot:
        hints = (await opened(pilot)).query_one(KeyHints)
        hints.show_only(names)
        assert len(hints.hints()) == len(names) + 1
        line = hints.render().plain
        assert all(said in line for _key, said in hints.hints()) and len(line.rstrip()) <= 78


async def test_the_line_of_letters_tells_its_own_keys_and_escape_goes_back_to_the_tree(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        screen.tree_panel.focus()
        await pilot.press("slash", *"cont")
        await pilot.pause()
        hints = screen.query_one(KeyHints).render().plain
        assert hints.startswith("Esc All codes again") and "F1 Help" in hints and "s Select" not in hints
        await pilot.press("escape")
        await pilot.pause()
        assert screen.tree_panel.has_focus and not screen.query_one("#tree-needle").display
        assert screen.tree_panel.needle == ""


async def test_the_details_tell_the_keys_that_hold_there(study: Study) -> None:
    async with app_on(study).run_test(size=(150, 40)) as pilot:
        screen = await opened(pilot)
        screen.query_one("#details").focus()
        await pilot.pause()
        hints = screen.query_one(KeyHints).render().plain
        assert "Select sentence" not in hints and "c Code it" in hints and "Tab Next panel" in hints


def test_what_matters_least_makes_room_first_in_the_status_line() -> None:
    parts = (Part("ouder-01", 2), Part("4 Respondent", 1), Part("6%", 0), Part("voorgesteld: Eerste zorgen"))
    assert fitted(parts, 60) == "ouder-01 · 4 Respondent · 6% · voorgesteld: Eerste zorgen"
    assert fitted(parts, 52) == "ouder-01 · 4 Respondent · voorgesteld: Eerste zorgen"
    assert fitted(parts, 51) == "ouder-01 · voorgesteld: Eerste zorgen"
    assert fitted(parts, 26) == "voorgesteld: Eerste zorgen"
    assert fitted(parts, 20) == "voorgesteld: Eerste…"
    assert fitted((), 20) == ""


async def test_a_code_that_lies_there_already_is_not_said_to_be_put_again(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40), notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("J", "s", "5", "full_stop")
        await pilot.pause()
        said = [str(note.message) for note in pilot.app._notifications]
        assert said[-2:] == ["Coded: 2 Contact", "2 Contact lies here already."]
        assert len(put(study)) == 1
        await pilot.press("x")
        await pilot.pause()
        assert [str(note.message) for note in pilot.app._notifications][-1] == "Taken off: 2 Contact"


async def test_another_theme_never_shows_the_text_in_the_colours_before(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        grounds: list[str] = []
        whole = ReadingPane.render_lines

        def render_lines(pane: ReadingPane, crop: Region) -> list[Strip]:
            grounds.append(pane._inks.palette.background)
            return whole(pane, crop)

        ReadingPane.render_lines = render_lines  # type: ignore[method-assign]
        try:
            await pilot.press("ctrl+t")
            await pilot.pause()
        finally:
            ReadingPane.render_lines = whole  # type: ignore[method-assign]
        assert grounds and set(grounds) == {pilot.app.palette.background}  # type: ignore[attr-defined]


async def test_a_code_is_never_offered_as_the_place_for_itself(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        codes = {code.name: code.id for code in study.codes()}
        for key, left in (("g", {"Verwijzing", "Contact"}), ("v", {"Contact"})):
            screen.tree_panel.focus()
            screen.tree_panel.point_at(codes["Route"])
            await pilot.press(key)
            await pilot.pause()
            picker = pilot.app.screen
            assert isinstance(picker, CodePicker)
            assert {code.name for code in picker.codes} == left
            assert "new" not in picker.query_one(Input).placeholder
            await pilot.press("escape")
            await pilot.pause()


async def test_merging_and_moving_from_the_tree_say_what_was_done(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        codes = {code.name: code.id for code in study.codes()}
        screen.tree_panel.focus()
        screen.tree_panel.point_at(codes["Verwijzing"])
        await pilot.press("v")
        await pilot.pause()
        await pilot.press(*"contact", "enter")
        await pilot.pause()
        screen.tree_panel.focus()
        screen.tree_panel.point_at(codes["Verwijzing"])
        await pilot.press("g")
        await pilot.pause()
        await pilot.press(*"route", "enter")
        await pilot.pause()
        said = [each.message for each in pilot.app._notifications]
        assert "Verwijzing stands under 2 Contact now; u undoes it" in said
        assert "Verwijzing is part of 1 Route now; u undoes it" in said


async def test_why_not_may_be_asked_of_any_code_where_none_was_put(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("J", "s", "W")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CodePicker)


async def test_a_panel_that_no_longer_fits_gives_its_focus_to_the_text(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        screen.tree_panel.focus()
        await pilot.pause()
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not screen.query_one("#tree").display and screen.pane.has_focus
        await pilot.press("s")
        assert screen.pane.selection is not None
        await pilot.resize_terminal(120, 40)
        screen.tree_panel.focus()
        await pilot.resize_terminal(70, 20)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert screen.pane.has_focus


async def test_a_tree_that_is_entered_points_at_a_code(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("tab")
        await pilot.pause()
        assert screen.tree_panel.has_focus
        assert screen.tree_panel.pointed_code == screen.view.codes[0].id


async def test_in_vivo_says_what_the_code_is_called(study: Study) -> None:
    async with app_on(study).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("J", "w", "i")
        await pilot.pause()
        assert "Coded: Via" in [each.message for each in pilot.app._notifications]
