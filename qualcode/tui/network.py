"""A network of codes drawn with boxes and lines: nodes in layers from left to right, every link on a line of its own.

A link has its own row at both boxes and its own
track between them, so lines cross (┼) but never run together; what kind it is stands where it arrives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text

from qualcode.tui.network_layout import Link, Node, Place, Wire, give_tracks, layers, networks, order_layers, settle

__all__ = ["Drawing", "Link", "Node", "draw"]

BOXES = (24, 20, 16, 13)
"""Cells of text in a box: the widest with which the drawing fits, else the narrowest."""
LINES = 3
"""Rows of text in a box at most."""
MARKS: dict[str, tuple[str, str]] = {
    "leads-to": ("─▶", "◀─"),
    "condition-for": ("○▶", "◀○"),
    "part-of": ("─◇", "◇─"),
    "contradicts": ("✗▶", "◀✗"),
    "goes-with": ("──", "──"),
    "rests-on": ("┄•", "•┄"),
}
"""What stands where a link arrives, from the left and from the right."""
DASHED = ("contradicts", "rests-on")


@dataclass
class _Canvas:
    box: int
    """Cells of text in a box."""
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    owners: dict[tuple[int, int], str] = field(default_factory=dict)
    """(x, y) -> id of the box, or "link:n" of the line, that stands there."""

    @property
    def width(self) -> int:
        """Cells from the left to the last that is used."""
        return max((x for x, _y in self.cells), default=-1) + 1

    def put(self, x: int, y: int, said: str, owner: str) -> None:
        for character in said:
            self.cells[x, y] = character
            self.owners[x, y] = owner
            x += max(cell_len(character), 1)

    def across(self, x: int, stop: int, y: int, owner: str, *, dashed: bool) -> None:
        for each in range(x, stop):
            self._line(each, y, "┄" if dashed else "─", owner)

    def down(self, x: int, y: int, stop: int, owner: str, *, dashed: bool) -> None:
        for each in range(y, stop):
            self._line(x, each, "┆" if dashed else "│", owner)

    def _line(self, x: int, y: int, character: str, owner: str) -> None:
        self.cells[x, y] = "┼" if (x, y) in self.cells else character
        self.owners[x, y] = owner


@dataclass(frozen=True, slots=True)
class Drawing:
    """The network as rows of text."""

    rows: tuple[Text, ...]
    width: int
    boxes: Mapping[tuple[int, int], str]
    """(x, y) of the cells of boxes -> id of the node: what a click means."""

    @property
    def plain(self) -> str:
        """Without styles."""
        return "\n".join(row.plain.rstrip() for row in self.rows)


def draw(nodes: Sequence[Node], links: Sequence[Link], *, width: int = 80, chosen: str = "") -> Drawing:
    """Draws the nodes that have links; several networks stand one under the other.

    Args:
        nodes: Codes and kernlabels, in the order of the tree.
        links: Between these nodes; a link to another is left out.
        width: Cells there are; with more than the drawing needs, the kinds are written out on the lines.
        chosen: Id of the node that stands out, with its links.
    """
    known = {node.id: node for node in nodes}
    used = [link for link in links if link.source in known and link.target in known and link.source != link.target]
    apart = networks([node.id for node in nodes], used)
    loud = {f"link:{place}" for place, link in enumerate(used) if chosen in (link.source, link.target)} | {chosen}
    canvas = _Canvas(BOXES[0])
    for box in BOXES:
        canvas, top = _Canvas(box), 0
        for members in apart:
            part = [(place, link) for place, link in enumerate(used) if link.source in members]
            top = _draw_one(canvas, [known[each] for each in members], part, top, width) + 1
        if canvas.width <= width:
            break
    return _drawing(canvas, loud, chosen)


def _draw_one(canvas: _Canvas, nodes: Sequence[Node], links: Sequence[tuple[int, Link]], top: int, width: int) -> int:
    layer, turned = layers([node.id for node in nodes], links)
    count = max(layer.values()) + 1
    places: list[list[Place]] = [[] for _each in range(count)]
    for node in nodes:
        places[layer[node.id]].append(Place(node.id, layer[node.id], _wrapped(node.label, canvas.box), node.heavy))
    steps: dict[int, list[Place]] = {}
    at = {place.id: place for column in places for place in column}
    for number, link in links:
        source, target = (link.target, link.source) if number in turned else (link.source, link.target)
        path = [at[source]]
        for between in range(layer[source] + 1, layer[target]):
            stretch = Place(f"link:{number}", between)
            places[between].append(stretch)
            path.append(stretch)
        path.append(at[target])
        steps[number] = path
        for one, other in pairwise(path):
            one.right.append(number)
            other.left.append(number)
    order_layers(places, steps)
    settle(places, steps, top)
    room = width - count * (canvas.box + 4)
    channels = _channels(places, steps, dict(links), words=room)
    x = 0
    lefts = []
    for number in range(count):
        lefts.append(x)
        x += canvas.box + 4 + (channels[number].width if number < count - 1 else 0)
    for number, channel in enumerate(channels):
        channel.draw(canvas, lefts[number] + canvas.box + 4, turned)
    bottom = top
    for column, left in zip(places, lefts, strict=True):
        for place in column:
            _box(canvas, place, left, dict(links))
            bottom = max(bottom, place.y + place.height)
    return bottom


@dataclass
class _Channel:
    """The room between two layers, with a track for every line that goes up or down."""

    wires: list[Wire]
    tracks: int
    words: int
    """Cells for the kinds in words; 0 when there is no room."""

    @property
    def width(self) -> int:
        """Cells from box to box."""
        return 2 + self.tracks + 1 + self.words + 2

    def draw(self, canvas: _Canvas, x: int, turned: set[int]) -> None:
        """Draws its lines: those that go straight last, so that crossings show."""
        end = x + self.width
        for wire in self.wires:
            owner, dashed = f"link:{wire.number}", wire.link.kind in DASHED
            if wire.start == wire.end:
                canvas.across(x, end, wire.start, owner, dashed=dashed)
            else:
                track = x + 2 + wire.track
                canvas.across(x, track, wire.start, owner, dashed=dashed)
                canvas.across(track + 1, end, wire.end, owner, dashed=dashed)
                low, high = wire.span
                canvas.down(track, low + 1, high, owner, dashed=dashed)
                falls = wire.end > wire.start
                canvas.put(track, wire.start, "┐" if falls else "┘", owner)
                canvas.put(track, wire.end, "└" if falls else "┌", owner)
        for wire in self.wires:
            back = wire.number in turned
            owner = f"link:{wire.number}"
            mark = MARKS.get(wire.link.kind, ("──", "──"))
            if back and wire.first:
                canvas.put(x, wire.start, mark[1], owner)
            if not back and wire.last:
                canvas.put(end - 2, wire.end, mark[0], owner)
            if self.words and wire.last:
                said = set_cell_size(wire.link.said, min(cell_len(wire.link.said), self.words - 1))
                canvas.put(end - 2 - self.words + (self.words - cell_len(said)) // 2, wire.end, said, owner)


def _channels(
    places: list[list[Place]], steps: Mapping[int, list[Place]], links: Mapping[int, Link], words: int
) -> list[_Channel]:
    channels = []
    for number in range(len(places) - 1):
        wires = []
        for link, path in steps.items():
            for index, (one, other) in enumerate(pairwise(path)):
                if one.layer == number:
                    start, end = one.row(link, right=True), other.row(link, right=False)
                    wires.append(Wire(link, links[link], start, end, index == 0, index == len(path) - 2))
        channels.append(_Channel(wires, give_tracks(wires), 0))
    spare = words - sum(channel.width for channel in channels)
    longest = max((cell_len(link.said) for link in links.values()), default=0) + 2
    if channels and spare >= longest * len(channels):
        for channel in channels:
            channel.words = longest
    return channels


def _box(canvas: _Canvas, place: Place, x: int, links: Mapping[int, Link]) -> None:
    if not place.solid:
        number = int(place.id.removeprefix("link:"))
        canvas.across(x, x + canvas.box + 4, place.y, place.id, dashed=links[number].kind in DASHED)
        return
    across, down, corners = ("═", "║", "╔╗╚╝") if place.heavy else ("─", "│", "╭╮╰╯")
    inside = place.height - 2
    above = (inside - len(place.lines)) // 2
    canvas.put(x, place.y, corners[0] + across * (canvas.box + 2) + corners[1], place.id)
    for row in range(inside):
        said = place.lines[row - above] if 0 <= row - above < len(place.lines) else ""
        canvas.put(x, place.y + 1 + row, f"{down} {set_cell_size(said, canvas.box)} {down}", place.id)
    canvas.put(x, place.y + place.height - 1, corners[2] + across * (canvas.box + 2) + corners[3], place.id)


def _wrapped(label: str, width: int) -> tuple[str, ...]:
    lines: list[str] = [""]
    for word in _broken(label.split(), width):
        if lines[-1] and cell_len(lines[-1]) + 1 + cell_len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], set_cell_size(lines[LINES - 1], min(cell_len(lines[LINES - 1]), width - 1)) + "…"]
    return tuple(lines) if lines[0] else ("…",)


def _broken(words: Sequence[str], width: int) -> list[str]:
    """The words, those too long for a line in two or more parts with a hyphen."""
    parts: list[str] = []
    for word in words:
        rest = word
        while cell_len(rest) > width:
            first = set_cell_size(rest, width - 1).rstrip()
            parts.append(first + "-")
            rest = rest[len(first) :]
        parts.append(rest)
    return parts


def _drawing(canvas: _Canvas, loud: set[str], chosen: str) -> Drawing:
    if not canvas.cells:
        return Drawing((), 0, {})
    width = canvas.width
    height = max(y for _x, y in canvas.cells) + 1
    plain, bold, quiet = Style(), Style(bold=True), Style(dim=True)
    rows = []
    for y in range(height):
        row = Text(end="", no_wrap=True)
        x = 0
        while x < width:
            character, owner = canvas.cells.get((x, y), " "), canvas.owners.get((x, y), "")
            style = (bold if owner in loud else quiet if owner.startswith("link:") else plain) if chosen else plain
            row.append(character, style)
            x += max(cell_len(character), 1)
        rows.append(row)
    boxes = {place: owner for place, owner in canvas.owners.items() if not owner.startswith("link:")}
    return Drawing(tuple(rows), width, boxes)
