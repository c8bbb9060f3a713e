"""What must hold of the reading pane's pure core, for any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.store.values import Turn
from qualcode.text import cluster_starts
from qualcode.tui.reading import (
    CellMap,
    Coverage,
    Layout,
    Unit,
    Units,
    blocks_of,
    lanes_of,
    short_labels,
    stamp_text,
    stripe,
)
from qualcode.tui.reading.units import cluster_start, next_cluster

ODD = [*"ab c.éZ?!  \n\u00a0\u00ad\u0301👩‍❤漢ĳ’…€\u200b🇳🇱", "👩‍👧", "❤️", "👍🏽", "1️⃣", "नि", "e\u0301"]
texts = st.lists(st.sampled_from(ODD), max_size=60).map("".join)


@st.composite
def transcripts(draw: st.DrawFn) -> tuple[str, list[Turn]]:
    text = draw(texts)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=9)))
    turns = []
    for number in range(len(cuts) // 3):
        label, start, end = cuts[3 * number : 3 * number + 3]
        role = draw(st.sampled_from(["interviewer", "respondent"]))
        turns.append(Turn(str(number), "t", number + 1, label, start, end, None, "R", role, None, None))
    return text, turns


@given(transcripts())
def test_blocks_show_every_character_that_is_neither_label_nor_space(case: tuple[str, list[Turn]]) -> None:
    text, turns = case
    blocks = blocks_of(text, turns)
    labels = {place for turn in turns for place in range(turn.label_start, turn.start)}
    shown = [place for block in blocks.items for place in range(block.start, block.end)]
    assert shown == sorted(set(shown))
    for place, character in enumerate(text):
        if place not in labels and not character.isspace():
            assert place in set(shown)


@given(transcripts(), st.integers(4, 30))
def test_rows_of_a_block_are_contiguous_and_no_row_is_wider_than_the_pane(
    case: tuple[str, list[Turn]], width: int
) -> None:
    text, turns = case
    blocks = blocks_of(text, turns)
    layout = Layout(blocks, width)
    for index, block in enumerate(blocks.items):
        rows = [row for row in layout.rows if row.block == index and row.part >= 0]
        assert rows[0].start == block.start and rows[-1].end == block.end
        assert all(one.end == two.start for one, two in pairwise(rows))
        for row in rows:
            drawn = text[row.start : row.shown_end]
            assert "\n" not in drawn
            assert CellMap(drawn).width + row.indent <= layout.width
            assert not text[row.shown_end : row.end].strip()


@given(transcripts(), st.integers(4, 30))
def test_every_offset_shown_has_the_row_that_holds_it(case: tuple[str, list[Turn]], width: int) -> None:
    text, turns = case
    blocks = blocks_of(text, turns)
    layout = Layout(blocks, width)
    for block in blocks.items:
        for offset in range(block.start, block.end):
            row = layout.rows[layout.row_at(offset)]
            assert row.start <= offset < row.end


@given(texts.map(lambda text: text.replace("\n", "")))
def test_a_cell_leads_back_to_the_cluster_it_draws(text: str) -> None:
    cells = CellMap(text)
    starts = cluster_starts(text)
    for index in range(len(text)):
        start = max(place for place in starts if place <= index)
        assert cells.to_index(cells.to_cell(index)) == start
    assert cells.to_cell(len(text)) == cells.width
    drawn = [cells.drawn(start, end) for start, end in pairwise([*starts, len(text)])]
    assert cells.drawn(0, len(text)) == "".join(drawn)
    assert cell_len("".join(drawn)) == cells.width


@given(texts)
def test_clusters_found_from_nearby_are_those_of_the_whole_text(text: str) -> None:
    starts = cluster_starts(text)
    for index in range(len(text)):
        assert cluster_start(text, index) == max(place for place in starts if place <= index)
    for start, end in pairwise([*starts, len(text)]):
        assert next_cluster(text, start) == end


@given(transcripts(), st.sampled_from(list(Unit)))
def test_steps_go_forward_and_back_and_stay_in_what_is_shown(case: tuple[str, list[Turn]], unit: Unit) -> None:
    text, turns = case
    blocks = blocks_of(text, turns)
    units = Units(blocks)
    place = units.first
    for _ in range(len(text) + 2):
        step = units.next_start(unit, place)
        assert step >= place or place == units.last
        assert blocks.shown(step) == step
        back = units.previous_start(unit, step)
        assert back <= step
        if step == place:
            break
        place = step
    assert place == units.last


@given(transcripts())
def test_sentences_and_words_stay_inside_their_block(case: tuple[str, list[Turn]]) -> None:
    text, turns = case
    units = Units(blocks_of(text, turns))
    for spans in (units.words, units.sentences):
        assert all(one.end <= two.start for one, two in pairwise(spans))
        for span in spans:
            block = units.blocks.items[units.blocks.index_at(span.start)]
            assert block.start <= span.start < span.end <= block.end


def test_a_step_by_sentence_goes_to_the_next_one_also_over_a_label() -> None:
    text = "I: Hoe gaat het? Vertel eens.\nR: Goed hoor. Echt."
    turns = [
        Turn("1", "t", 1, 0, 3, 29, None, "I", "interviewer", None),
        Turn("2", "t", 2, 30, 33, 49, None, "R", "respondent", None),
    ]
    units = Units(blocks_of(text, turns))
    assert [text[span.start : span.end] for span in units.sentences] == [
        "Hoe gaat het?",
        "Vertel eens.",
        "Goed hoor.",
        "Echt.",
    ]
    assert units.next_start(Unit.SENTENCE, 17) == 33
    assert units.previous_start(Unit.CLUSTER, 33) == 29


spans_ = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=15
)


@given(spans_)
def test_pieces_are_disjoint_and_name_exactly_the_spans_over_them(spans: list[tuple[int, int]]) -> None:
    coverage = Coverage(spans)
    for one, two in pairwise(coverage.within(0, 90)):
        assert one.end <= two.start
    for place in range(90):
        over = {index for index, (start, end) in enumerate(spans) if start <= place < end}
        members = coverage.at(place)
        assert set(members) == over and len(members) == len(over)
        lengths = [spans[index][1] - spans[index][0] for index in members]
        assert lengths == sorted(lengths)


@given(spans_, st.integers(0, 40), st.integers(1, 40))
def test_the_pieces_within_a_line_are_the_line_cut(spans: list[tuple[int, int]], start: int, length: int) -> None:
    coverage = Coverage(spans)
    found = {
        place: piece.members
        for piece in coverage.within(start, start + length)
        for place in range(piece.start, piece.end)
    }
    assert found == {place: coverage.at(place) for place in range(start, start + length) if coverage.at(place)}


@given(spans_, st.integers(0, 6))
def test_two_codings_in_one_lane_never_share_a_row_and_all_others_are_counted(
    spans: list[tuple[int, int]], most: int
) -> None:
    lanes = lanes_of(spans, most)
    for row in range(90):
        here = [index for index, (first, last) in enumerate(spans) if first <= row <= last]
        used = [lanes.lane_of[index] for index in here if lanes.lane_of[index] is not None]
        assert len(used) == len(set(used)) and all(lane is not None and lane < most for lane in used)
        assert lanes.hidden_at(row) == len(here) - len(used)
        assert len(lanes.at(row)) == len(used)


def test_stripes_have_ends_and_suggestions_have_their_own_shapes() -> None:
    assert [stripe((2, 4), row) for row in (2, 3, 4)] == ["┌", "│", "└"]
    assert stripe((2, 2), 2) == "╶"
    assert {stripe((2, 4), row, loose=True) for row in (2, 3, 4)}.isdisjoint("┌│└╶")


@given(st.lists(st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=20), max_size=12))
def test_no_two_speakers_share_a_short_label(labels: list[str]) -> None:
    short = short_labels(labels)
    assert set(short) == set(labels)
    assert len(set(short.values())) == len(short)


def test_speakers_are_told_by_initial_and_number() -> None:
    assert short_labels(["Interviewer", "Respondent 1", "Respondent 2", "R3", "Iris van Dam"]) == {
        "Interviewer": "I",
        "Respondent 1": "R1",
        "Respondent 2": "R2",
        "R3": "R3",
        "Iris van Dam": "IVD",
    }
    assert stamp_text(83) == "1:23" and stamp_text(3723.4) == "1:02:03"
