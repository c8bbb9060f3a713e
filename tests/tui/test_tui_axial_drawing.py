"""What is drawn without a screen: the network, upright bars; held by properties."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.tui.network import MARKS, Link, Node, draw
from qualcode.tui.network_layout import layers, networks
from qualcode.tui.views_progress import BLOCKS, bar, columns

KINDS = list(MARKS)
NAMES = (
    "Tijd",
    "Wachten is verliezen",
    "Eén vast gezicht",
    "Van het kastje naar de muur",
    "Multidisciplinaire diagnostiek",
)


@st.composite
def graphs(draw_: st.DrawFn) -> tuple[list[Node], list[Link]]:
    count = draw_(st.integers(1, 12))
    nodes = [Node(f"n{place}", f"{NAMES[place % len(NAMES)]} {place}", place % 4 == 0) for place in range(count)]
    ends = st.integers(0, count - 1)
    links = draw_(st.lists(st.tuples(ends, ends, st.sampled_from(KINDS)), max_size=18, unique=True))
    return nodes, [Link(f"n{one}", f"n{other}", kind, kind) for one, other, kind in links]


@given(graphs(), st.integers(40, 200))
@settings(max_examples=150)
def test_every_linked_node_has_one_whole_box_and_every_link_arrives_with_its_mark(
    graph: tuple[list[Node], list[Link]], width: int
) -> None:
    nodes, links = graph
    drawing = draw(nodes, links, width=width)
    real = [link for link in links if link.source != link.target]
    linked = {each for link in real for each in (link.source, link.target)}
    assert set(drawing.boxes.values()) == linked
    for node in linked:
        cells = [place for place, owner in drawing.boxes.items() if owner == node]
        xs, ys = {x for x, _y in cells}, {y for _x, y in cells}
        assert len(cells) == len(xs) * len(ys), "a box is a whole rectangle: nothing is drawn over it"
        assert (max(xs) - min(xs) + 1, max(ys) - min(ys) + 1) == (len(xs), len(ys))
    plain = drawing.plain
    for kind in ("part-of", "contradicts", "condition-for", "rests-on"):
        sign = {"part-of": "◇", "contradicts": "✗", "condition-for": "○", "rests-on": "•"}[kind]
        assert plain.count(sign) == sum(link.kind == kind for link in real)
    assert plain.count("▶") + plain.count("◀") == sum(
        link.kind in ("leads-to", "contradicts", "condition-for") for link in real
    )


@given(graphs())
@settings(max_examples=100)
def test_links_go_to_the_right_but_those_that_close_a_loop(graph: tuple[list[Node], list[Link]]) -> None:
    nodes, links = graph
    real = [link for link in links if link.source != link.target]
    for members in networks([node.id for node in nodes], real):
        part = [(place, link) for place, link in enumerate(real) if link.source in members]
        layer, turned = layers(members, part)
        assert min(layer.values()) >= 0
        for place, link in part:
            left, right = (link.target, link.source) if place in turned else (link.source, link.target)
            assert layer[left] < layer[right]


@given(graphs(), st.integers(40, 200))
@settings(max_examples=40)
def test_the_same_network_is_drawn_the_same(graph: tuple[list[Node], list[Link]], width: int) -> None:
    nodes, links = graph
    assert draw(nodes, links, width=width).plain == draw(nodes, links, width=width).plain


def test_a_small_network_reads_from_left_to_right_with_the_kind_on_the_line() -> None:
    nodes = [
        Node("k", "(4) Eén vast gezicht is wat ouders het meest waarderen", True),
        Node("a", "Wisseling"),
        Node("b", "Opnieuw"),
    ]
    links = [Link("k", "a", "rests-on", "rust op"), Link("a", "b", "leads-to", "leidt tot")]
    assert draw(nodes, links, width=100).plain.splitlines() == [
        "╔══════════════════════════╗",
        "║ (4) Eén vast gezicht is  ║      ╭──────────────────────────╮      ╭──────────────────────────╮",
        "║ wat ouders het meest     ║┄┄┄┄┄•│ Wisseling                │─────▶│ Opnieuw                  │",
        "║ waarderen                ║      ╰──────────────────────────╯      ╰──────────────────────────╯",
        "╚══════════════════════════╝",
    ]
    assert "┄rust op┄" in draw(nodes, links, width=120).plain


def test_a_wide_character_does_not_shift_the_box() -> None:
    drawing = draw([Node("a", "Kind 👶 thuis"), Node("b", "日本語のコード")], [Link("a", "b", "goes-with")], width=80)
    assert {cell_len(row.plain) for row in drawing.rows} == {drawing.width}


@given(st.lists(st.integers(0, 300), min_size=1, max_size=60), st.integers(1, 120), st.integers(1, 20))
def test_bars_fit_and_the_highest_is_the_highest(numbers: list[int], width: int, height: int) -> None:
    rows = columns(numbers, width, height)
    assert len(rows) == height
    assert all(len(row) <= width for row in rows)
    assert columns([], width, height) == []


def test_bars_are_as_high_as_their_numbers() -> None:
    assert columns([8, 4, 0], 12, 3) == [" 8", "███  4", "███ ███  0"]
    assert columns([16, 8], 2, 2) == ["", "█▄"], "where there is no room for numbers the bars alone stand"
    assert BLOCKS[8] == "█"


def test_a_bar_is_filled_for_its_share() -> None:
    assert [bar(share, 8) for share in (0, 0.5, 1, 7)] == ["╌" * 8, "━━━━╌╌╌╌", "━" * 8, "━" * 8]
