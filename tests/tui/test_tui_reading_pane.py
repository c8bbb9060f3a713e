"""The reading pane in a running app: where keys and mouse bring the cursor, and what is drawn."""

from __future__ import annotations

from dataclasses import replace

from textual.app import App, ComposeResult

from qualcode.store.values import Turn
from qualcode.tui.page import Focus, Inks, Mark, Page, PageText
from qualcode.tui.page.inks import contrast
from qualcode.tui.palette import PALETTES, Depth, depth_of
from qualcode.tui.widgets.reading_pane import ReadingPane

TEXT = (
    "Interviewer: Hoe loopt het met de hulp? Vertel maar.\n"
    "Moeder: Goed hoor. We kregen snel iemand aan de lijn, en die dacht echt mee.\n"
    "Interviewer: Wie was dat?\n"
    "Moeder: De jeugdverpleegkundige. Ze kwam bij ons thuis, hè, en toen is het gaan lopen."
)


def turns_of(text: str) -> list[Turn]:
    turns = []
    place = 0
    for number, line in enumerate(text.split("\n"), 1):
        label = line.split(":")[0]
        role = "interviewer" if label == "Interviewer" else "respondent"
        start = place + len(label) + 2
        stamp = 75.0 if number == 2 else None
        turns.append(Turn(f"t{number}", "t", number, place, start, place + len(line), None, label, role, None, stamp))
        place += len(line) + 1
    return turns


SOURCE = PageText.of(TEXT, turns_of(TEXT))


def mark(words: str, code: str, hue: int = 0, *, suggested: bool = False) -> Mark:
    start = TEXT.index(words)
    return Mark(f"{code}-{start}", start, start + len(words), code, code, hue, suggested=suggested)


MARKS = (
    mark("We kregen snel iemand aan de lijn, en die dacht echt mee.", "toegang"),
    mark("snel iemand", "snelheid", 2),
    mark("De jeugdverpleegkundige.", "wie", 4, suggested=True),
)


class PaneApp(App[None]):
    CSS = "Screen { layout: horizontal; }"

    def __init__(self) -> None:
        super().__init__()
        self.moves: list[tuple[int, int]] = []

    def compose(self) -> ComposeResult:
        yield ReadingPane()

    def on_mount(self) -> None:
        pane = self.query_one(ReadingPane)
        pane.focus()
        pane.show(SOURCE, MARKS)

    def on_reading_pane_moved(self, message: ReadingPane.Moved) -> None:
        self.moves.append((message.head, message.anchor))


def words(pane: ReadingPane) -> str:
    return pane.selected_text


def screen(pane: ReadingPane) -> list[str]:
    return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]


async def test_labels_are_in_the_gutter_and_the_interviewer_is_set_back() -> None:
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        drawn = screen(app.query_one(ReadingPane))
    assert drawn[0].startswith(" 1 I   Hoe loopt het") and "Interviewer" not in "".join(drawn)
    assert drawn[2].startswith(" 2 M Goed hoor.")
    assert drawn[3].startswith("1:15 dacht echt mee.")


async def test_stripes_and_names_stand_beside_the_words_they_code() -> None:
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        drawn = screen(app.query_one(ReadingPane))
    assert "┌╶" in drawn[2] and "toegang" in drawn[2]
    assert drawn[3].rstrip().endswith("└")
    assert "? wie" in "".join(drawn) and "╴" in "".join(drawn)


async def test_keys_move_by_character_word_sentence_and_turn() -> None:
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.query_one(ReadingPane)
        await pilot.press("right")
        assert TEXT[pane.head :].startswith("oe loopt")
        await pilot.press("ctrl+right")
        assert TEXT[pane.head :].startswith("loopt")
        await pilot.press("right_parenthesis")
        assert TEXT[pane.head :].startswith("Vertel")
        await pilot.press("ctrl+down")
        assert TEXT[pane.head :].startswith("Goed hoor")
        await pilot.press("left")
        assert TEXT[: pane.head].endswith("Vertel maar.")
        await pilot.press("G")
        assert pane.head == len(TEXT)
        await pilot.press("g", "down")
        assert TEXT[pane.head :].startswith("ed hoor"), "the column is kept over a set-back turn"


async def test_a_sentence_is_one_key_and_its_ends_move_a_word_with_one_key() -> None:
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.query_one(ReadingPane)
        await pilot.press("ctrl+down", "s")
        assert words(pane) == "Goed hoor."
        await pilot.press("s")
        assert words(pane) == "Goed hoor. We kregen snel iemand aan de lijn, en die dacht echt mee."
        await pilot.press("left_square_bracket", "left_square_bracket")
        assert words(pane).endswith("en die dacht")
        await pilot.press("right_curly_bracket")
        assert words(pane).startswith("hoor. We")
        await pilot.press("left_curly_bracket", "right_square_bracket")
        assert words(pane).startswith("Goed") and words(pane).endswith("dacht echt")
        await pilot.press("escape")
        assert pane.selection is None and TEXT[pane.head :].startswith("Goed")
        await pilot.press("t")
        assert words(pane) == TEXT[SOURCE.turns[1].start : SOURCE.turns[1].end]


async def test_holding_makes_every_move_select() -> None:
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.query_one(ReadingPane)
        await pilot.press("v", "ctrl+right", "ctrl+right")
        assert words(pane) == "Hoe loopt"
        await pilot.press("o", "v", "shift+right")
        assert words(pane) == "oe loopt"
        assert app.moves[-1] == (pane.head, pane.tail)


async def test_the_mouse_selects_by_drag_and_by_clicks() -> None:
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.query_one(ReadingPane)
        left = pane.page.columns.gutter
        await pilot.mouse_down(pane, offset=(left, 2))
        await pilot.hover(pane, offset=(left + 4, 2))
        await pilot.mouse_up(pane, offset=(left + 4, 2))
        assert words(pane) == "Goed"
        await pilot.click(pane, offset=(left + 6, 2), times=2)
        assert words(pane) == "hoor"
        await pilot.click(pane, offset=(left + 6, 2), times=3)
        assert words(pane) == "Goed hoor."


async def test_a_resize_keeps_the_place_and_the_selection() -> None:
    app = PaneApp()
    async with app.run_test(size=(40, 6)) as pilot:
        pane = app.query_one(ReadingPane)
        await pilot.press("G", "shift+left", "shift+left")
        before = (pane.head, pane.tail)
        await pilot.resize_terminal(60, 6)
        await pilot.pause()
        assert (pane.head, pane.tail) == before
        row = pane.page.layout.row_at(pane.head) - pane.scroll_offset.y
        assert 0 <= row < 6


async def test_looking_for_words_goes_round() -> None:
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        pane = app.query_one(ReadingPane)
        assert pane.seek("EN")
        found = [pane.tail]
        for _ in range(6):
            pane.to_match(1)
            found.append(pane.tail)
        assert found[0] in found[1:] and all(TEXT[place : place + 2].lower() == "en" for place in found)
        assert not pane.seek("Interviewer"), "labels are not shown, so they are not found"


async def test_next_and_previous_coding_are_selected_in_order() -> None:
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.query_one(ReadingPane)
        await pilot.press("greater_than_sign")
        assert words(pane).startswith("We kregen")
        await pilot.press("greater_than_sign")
        assert words(pane) == "snel iemand"
        await pilot.press("less_than_sign")
        assert words(pane).startswith("We kregen")
        pane.action_to_mark("suggestion", 1)
        assert words(pane) == "De jeugdverpleegkundige."


def test_every_row_is_as_wide_as_the_pane_whatever_lies_over_it() -> None:
    for width in (24, 50, 80, 130, 200):
        page = Page(SOURCE, width)
        page.lay_over([replace(MARKS[0], id=str(number)) for number in range(14)] + list(MARKS))
        inks = Inks(PALETTES["qualcode-dark"], Depth.TRUE)
        for row in range(len(page.layout) + 1):
            for cursor in (-1, page.layout.rows[min(row, len(page.layout) - 1)].start):
                segments = page.segments(row, inks, None, (10, 90), cursor)
                assert sum(segment.cell_length for segment in segments) == width


def test_what_has_no_lane_is_counted() -> None:
    page = Page(SOURCE, 80)
    page.lay_over([replace(MARKS[0], id=str(number)) for number in range(14)])
    drawn = "".join(segment.text for segment in page.segments(2, Inks(PALETTES["qualcode-dark"], Depth.TRUE), None))
    assert f"+{14 - page.columns.lanes} " in drawn


def test_text_on_every_tint_of_every_theme_can_be_read() -> None:
    for palette in PALETTES.values():
        inks = Inks(palette, Depth.TRUE)
        for hue in range(8):
            for emphasis in ("plain", "strong"):
                for selected in (False, True):
                    style = inks.text(hue, 1, False, False, emphasis, selected, False)
                    assert style.color and style.bgcolor
                    assert contrast(style.bgcolor.name, style.color.name) >= 4.5, (palette.name, hue, emphasis)
            assert contrast(palette.hues[hue], palette.background) >= 3.0, "stripes (WCAG 1.4.11)"
        assert contrast(palette.quiet, palette.background) >= 4.5


def test_without_colours_coded_overlap_selection_and_cursor_still_differ() -> None:
    for depth in (Depth.C16, Depth.NONE):
        inks = Inks(PALETTES["qualcode-dark"], depth)
        plain = inks.text(None, 0, False, False, "plain", False, False)
        kinds = {
            "coded": inks.text(0, 1, False, False, "plain", False, False),
            "overlap": inks.text(0, 2, False, False, "plain", False, False),
            "suggested": inks.text(None, 0, True, False, "plain", False, False),
            "selected": inks.text(None, 0, False, False, "plain", True, False),
        }
        assert inks.text(1, 1, False, False, "plain", True, True) != inks.text(1, 1, False, False, "plain", True, False)
        assert inks.text(1, 1, False, False, "plain", False, True) != kinds["coded"]
        assert len({str(style) for style in (plain, *kinds.values())}) == len(kinds) + 1
        assert all(style.color is None and style.bgcolor is None for style in kinds.values())


def test_the_depth_is_that_of_the_terminal() -> None:
    assert depth_of("truecolor", no_color=False) is Depth.TRUE
    assert depth_of("256", no_color=False) is Depth.C256
    assert depth_of("standard", no_color=False) is Depth.C16
    assert depth_of("truecolor", no_color=True) is Depth.NONE
    assert depth_of(None, no_color=False) is Depth.NONE


def test_focus_lets_one_code_stand_out() -> None:
    focus = Focus(codes=frozenset({"snelheid"}))
    assert focus.fits(MARKS[1]) and not focus.fits(MARKS[0])
    page = Page(SOURCE, 80)
    page.lay_over(MARKS)
    styles = {
        segment.text: segment.style
        for segment in page.segments(2, Inks(PALETTES["qualcode-dark"], Depth.TRUE), focus)
        if segment.style
    }
    assert styles["snel iemand"].bold and not styles["We kregen "].bold


async def test_every_match_stands_out_until_it_is_let_go() -> None:
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.query_one(ReadingPane)
        await pilot.pause()
        assert pane.seek("de ")
        await pilot.pause()
        ground = Inks(PALETTES["qualcode-dark"], Depth.TRUE).match.bgcolor
        shown = [
            segment.text
            for y in range(pane.size.height)
            for segment in pane.render_line(y)
            if segment.style is not None and segment.style.bgcolor == ground
        ]
        assert len(pane.page.matches) > 2
        assert "".join(shown).lower().count("de") >= len(pane.page.matches) - 1
        await pilot.press("escape")
        assert pane.page.matches == ()
