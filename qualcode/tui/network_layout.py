"""Where the boxes and lines of a network go: layers from left to right, an order in each, rows, and tracks between them.

The layers are those of Sugiyama, Tagawa and Toda (1981, IEEE Transactions SMC 11(2)): loops are broken, each node stands
right of what leads to it, and the order within a layer follows the neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Node:
    """A code or kernlabel."""

    id: str
    label: str
    heavy: bool = False
    """A kernlabel: its box is drawn double."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation."""

    source: str
    target: str
    kind: str
    said: str = ""
    """The kind in words, for where there is room."""


@dataclass
class Place:
    """A node, or a stretch of a long link, in its layer."""

    id: str
    layer: int
    lines: tuple[str, ...] = ()
    heavy: bool = False
    y: int = 0
    height: int = 1
    left: list[int] = field(default_factory=list)
    """Links that come in at the left, from top to bottom."""
    right: list[int] = field(default_factory=list)

    @property
    def solid(self) -> bool:
        """Whether it is a box."""
        return bool(self.lines)

    def row(self, link: int, *, right: bool) -> int:
        """Row at which a link touches it."""
        if not self.solid:
            return self.y
        links = self.right if right else self.left
        return self.y + 1 + (self.height - 2 - len(links)) // 2 + links.index(link)


@dataclass
class Wire:
    number: int
    link: Link
    start: int
    end: int
    first: bool
    """Whether it leaves a box here."""
    last: bool
    track: int = 0

    @property
    def span(self) -> tuple[int, int]:
        return min(self.start, self.end), max(self.start, self.end)


def networks(order: Sequence[str], links: Sequence[Link]) -> list[list[str]]:
    """The nodes of each connected network, the largest network first."""
    near: dict[str, list[str]] = {}
    for link in links:
        near.setdefault(link.source, []).append(link.target)
        near.setdefault(link.target, []).append(link.source)
    found: list[list[str]] = []
    seen: set[str] = set()
    for start in order:
        if start in near and start not in seen:
            members, waiting = {start}, [start]
            while waiting:
                fresh = [each for each in near[waiting.pop()] if each not in members]
                members.update(fresh)
                waiting.extend(fresh)
            seen |= members
            found.append([each for each in order if each in members])
    return sorted(found, key=lambda each: -len(each))


def layers(members: Sequence[str], links: Sequence[tuple[int, Link]]) -> tuple[dict[str, int], set[int]]:
    """Layer of each node, and the links that are drawn backwards because they would close a loop."""
    after: dict[str, list[tuple[int, str]]] = {each: [] for each in members}
    for place, link in links:
        after[link.source].append((place, link.target))
    entered = {link.target for _place, link in links}
    turned: set[int] = set()
    state: dict[str, int] = {}
    ordered: list[str] = []

    def visit(node: str) -> None:
        state[node] = 1
        for place, target in after[node]:
            if state.get(target) == 1:
                turned.add(place)
            elif target not in state:
                visit(target)
        state[node] = 2
        ordered.append(node)

    for node in [*(each for each in members if each not in entered), *members]:
        if node not in state:
            visit(node)
    layer = dict.fromkeys(members, 0)
    ends = [(link.target, link.source) if place in turned else (link.source, link.target) for place, link in links]
    for node in reversed(ordered):
        for source, target in ends:
            if source == node:
                layer[target] = max(layer[target], layer[node] + 1)
    # A source stands as near to what it leads to as it can, so that lines are short.
    for node in ordered:
        targets = [layer[target] for source, target in ends if source == node]
        if targets and not any(target == node for _source, target in ends):
            layer[node] = min(targets) - 1
    return layer, turned


def order_layers(places: list[list[Place]], steps: Mapping[int, list[Place]]) -> None:
    """Puts each layer in the order of its neighbours, there and back a few times."""
    for sweep in range(6):
        forward = sweep % 2 == 0
        for column in places if forward else places[::-1]:
            rank = {id(place): index for each in places for index, place in enumerate(each)}
            pull: dict[int, float] = {}
            for place in column:
                near = [
                    rank[id(path[index - 1 if forward else index + 1])]
                    for path in steps.values()
                    for index, each in enumerate(path)
                    if each is place and 0 <= (index - 1 if forward else index + 1) < len(path)
                ]
                pull[id(place)] = sum(near) / len(near) if near else float(rank[id(place)])
            column.sort(key=lambda place: pull[id(place)])
    rank = {id(place): index for each in places for index, place in enumerate(each)}
    for path in steps.values():
        for place in path:
            place.left.sort(key=lambda link: _beside(steps[link], place, rank, -1))
            place.right.sort(key=lambda link: _beside(steps[link], place, rank, 1))


def _beside(path: list[Place], place: Place, rank: Mapping[int, int], direction: int) -> int:
    here = next(index for index, each in enumerate(path) if each is place)
    other = here + direction
    return rank[id(path[other])] if 0 <= other < len(path) else 0


def settle(places: list[list[Place]], steps: Mapping[int, list[Place]], top: int) -> None:
    """Gives every place its rows: near its neighbours on the left, never over another."""
    for column in places:
        free = top
        for place in column:
            if place.solid:
                place.height = max(len(place.lines), len(place.left), len(place.right)) + 2
            wanted = [
                path[index - 1].y + path[index - 1].height // 2
                for path in steps.values()
                for index, each in enumerate(path)
                if each is place and index
            ]
            middle = sum(wanted) // len(wanted) - place.height // 2 if wanted else free
            place.y = max(free, middle)
            free = place.y + place.height
    highest = min(place.y for column in places for place in column)
    for column in places:
        for place in column:
            place.y -= highest - top


def give_tracks(wires: list[Wire]) -> int:
    """Gives each wire a track; a wire that leaves at the row where another arrives must turn before it."""
    waiting = sorted((wire for wire in wires if wire.start != wire.end), key=lambda wire: (wire.span, wire.number))
    done: list[Wire] = []
    while waiting:
        free = [wire for wire in waiting if not any(one is not wire and one.start == wire.end for one in waiting)]
        wire = (free or waiting)[0]
        waiting.remove(wire)
        track = max((one.track + 1 for one in done if one.start == wire.end), default=0)
        low, high = wire.span
        while any(one.track == track and one.span[0] <= high and low <= one.span[1] for one in done):
            track += 1
        wire.track = track
        done.append(wire)
    return max((wire.track + 1 for wire in done), default=1)
