"""The lanes view: each role has a band, states stand in the band of whoever answers for them, and acts in the actor's.

Everything is reckoned for a flow that runs downwards, with the bands side by side; for the other direction the
picture is turned at the end. States that hold others are cards here, from which what they hold begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from prosessi.chart.chart import ROOT, StateId, Trigger
from prosessi.messages import say
from prosessi.render.block import STYLES, Block
from prosessi.render.cycles import closing
from prosessi.render.elements import EdgeFact, RoleFact, StateFact
from prosessi.render.facts import Facts
from prosessi.render.fonts import width
from prosessi.render.geometry import Point, Rect, around
from prosessi.render.layout import DOT, Direction, Layout
from prosessi.render.paths import TRACK
from prosessi.render.plan import HOLDERS, Link, Planner, fork_key, pill_key, state_key
from prosessi.render.wrap import wrap

HEAD = 30.0
_BAR = (64.0, 7.0)
_ACROSS = 26.0  # between boxes of one band, and between a box and the band's edge
_DOWN = 32.0  # between rows
_ABREAST = {False: 440.0, True: 210.0}  # how much a band holds side by side in one row, upright and turned


@dataclass(frozen=True, slots=True)
class Lane:
    """A role's band and its head; `role` is None where nobody is named."""

    name: str
    role: RoleFact | None
    rect: Rect
    head: Rect


def lane_links(planner: Planner) -> tuple[Link, ...]:
    """Everything that is joined in the lanes view."""
    return tuple(_links(planner))


def lay_out_lanes(
    planner: Planner, blocks: Mapping[str, Block], direction: Direction
) -> tuple[Layout, tuple[Lane, ...]]:
    """Give every box its row and its band."""
    links = lane_links(planner)
    table = _Table(planner, blocks, links, turned=direction == "right")
    rects, lanes = table.placed()
    if direction == "right":
        rects = {key: rect.flipped() for key, rect in rects.items()}
        lanes = list(map(_turned, lanes))
    return Layout(rects, {}, links), tuple(lanes)


def widened(lanes: tuple[Lane, ...], points: Sequence[Point], direction: Direction) -> tuple[Lane, ...]:
    """The bands with room for lines that run outside them: the outermost ones grow, and all as far as they run."""
    if direction == "right":
        return tuple(map(_turned, widened(tuple(map(_turned, lanes)), [(y, x) for x, y in points], "down")))
    room = around([*(lane.rect for lane in lanes), *(Rect(x, y, 0, 0).grown(TRACK) for x, y in points)])
    grown = []
    for lane in lanes:
        x = room.x if lane is lanes[0] else lane.rect.x
        across = (room.right if lane is lanes[-1] else lane.rect.right) - x
        rect = Rect(x, lane.rect.y, across, room.bottom - lane.rect.y)
        grown.append(Lane(lane.name, lane.role, rect, Rect(x, lane.head.y, across, lane.head.h)))
    return tuple(grown)


def _turned(lane: Lane) -> Lane:
    return Lane(lane.name, lane.role, lane.rect.flipped(), lane.head.flipped())


def join_key(state: StateId) -> str:
    """The name of the bar at which the branches of a parallel state meet."""
    return f"j{state}"


def _links(planner: Planner) -> Iterator[Link]:
    facts, chart = planner.facts, planner.chart
    for target in chart[ROOT].initial:
        yield _plain("i0", state_key(facts.home(target)))
    for state, fact in facts.states.items():
        if fact.shape == "parallel":
            for branch in planner.members(state):
                yield _plain(state_key(state), state_key(branch))
                for end in _ends(planner, facts.states[branch]) if _joins(planner, state) else ():
                    yield _plain(state_key(end), join_key(state))
        elif fact.shape == "compound":
            for target in chart[state].initial:
                yield _plain(state_key(state), state_key(facts.home(target)))
    for edge in planner.moving:
        yield from _of_edge(planner, edge)


def _plain(start: str, end: str) -> Link:
    return Link(None, ROOT, start, end, start, end)


def _of_edge(planner: Planner, edge: EdgeFact) -> Iterator[Link]:
    first, label = planner.forks.get(edge.id), pill_key(edge.id)
    for source in _sources(planner, edge):
        if first is None:
            yield Link(edge.id, ROOT, source, label, source, label)
        elif first == edge.id:
            yield Link(edge.id, ROOT, source, fork_key(first), source, fork_key(first))
    if first is not None:
        yield Link(edge.id, ROOT, fork_key(first), label, fork_key(first), label)
    for target in edge.targets:
        yield Link(edge.id, ROOT, label, state_key(target), label, state_key(target))


def _sources(planner: Planner, edge: EdgeFact) -> list[str]:
    fact = planner.facts.states[edge.source]
    if edge.trigger is Trigger.DONE and fact.shape == "parallel":
        return [join_key(fact.id)]
    if edge.trigger is Trigger.DONE and fact.shape == "compound":
        return [state_key(end) for end in _ends(planner, fact)]
    return [state_key(edge.source)]


def _joins(planner: Planner, state: StateId) -> bool:
    return any(edge.source == state and edge.trigger is Trigger.DONE for edge in planner.moving)


def _ends(planner: Planner, fact: StateFact) -> list[StateId]:
    """Where a branch ends: in its final states, or in itself if it has one step."""
    if fact.shape != "compound":
        return [fact.id]
    finals = [state for state in planner.members(fact.id) if planner.facts.states[state].shape == "inner final"]
    return finals or [fact.id]


class _Table:
    def __init__(self, planner: Planner, blocks: Mapping[str, Block], links: Sequence[Link], *, turned: bool) -> None:
        self.facts = planner.facts
        self.planner = planner
        self.links = links
        self.turned = turned
        keys = dict.fromkeys(
            [*(key for link in links for key in (link.start, link.end)), *map(state_key, self.facts.states)]
        )
        self.sizes = {key: self._size(blocks, key) for key in keys}
        self.homes = _homes(self.facts)
        self.bands = {key: self._band(key) for key in keys}
        self.rows = self._rows(list(keys))

    def placed(self) -> tuple[dict[str, Rect], list[Lane]]:
        """The boxes and the bands."""
        order = list(dict.fromkeys(self.bands[key] for key in sorted(self.rows, key=lambda key: self.rows[key])))
        cells: dict[tuple[str | None, int], list[str]] = {}
        for key, row in self.rows.items():
            cells.setdefault((self.bands[key], row), []).append(key)
        tops = self._tops()
        rects: dict[str, Rect] = {}
        lanes: list[Lane] = []
        x = 0.0
        for band in order:
            mine = {row: keys for (name, row), keys in cells.items() if name == band}
            lane = self._lane(band, x, max(self._across(keys) for keys in mine.values()), tops[-1])
            lanes.append(lane)
            for row, keys in mine.items():
                rects |= self._in_row(keys, lane.rect, tops[row], tops[row + 1] - _DOWN)
            x = lane.rect.right
        return rects, lanes

    def _lane(self, band: str | None, x: float, inside: float, height: float) -> Lane:
        role = self.facts.roles[band] if band is not None else None
        name = role.name if role else say("no role").in_language(self.facts.language)
        size, weight = STYLES["lane"]
        least = max(width(line, size, weight) for line in wrap(name, size, weight, 150, lines=2)) + 24
        across = max(inside + 2 * _ACROSS, least)
        return Lane(name, role, Rect(x, 0, across, height), Rect(x, 0, across, HEAD + 14))

    def _in_row(self, keys: Sequence[str], lane: Rect, top: float, bottom: float) -> dict[str, Rect]:
        x = lane.centre[0] - self._across(keys) / 2
        rects: dict[str, Rect] = {}
        for key in keys:
            w, h = self.sizes[key]
            rects[key] = Rect(x, (top + bottom - h) / 2, w, h)
            x += w + _ACROSS
        return rects

    def _across(self, keys: Sequence[str]) -> float:
        return sum(self.sizes[key][0] for key in keys) + _ACROSS * (len(keys) - 1)

    def _tops(self) -> list[float]:
        """Where each row begins, and after the last one where the bands end."""
        tops = [HEAD + 14 + _DOWN * 0.7]
        for row in range(max(self.rows.values()) + 1):
            heights = [self.sizes[key][1] for key, at in self.rows.items() if at == row]
            tops.append(tops[-1] + max(heights, default=0.0) + _DOWN)
        return tops

    def _size(self, blocks: Mapping[str, Block], key: str) -> tuple[float, float]:
        if key[0] == "i":
            size = (DOT, DOT)
        elif key[0] == "j":
            return _BAR
        else:
            size = (blocks[key].width, blocks[key].height)
        return size[::-1] if self.turned else size

    def _band(self, key: str) -> str | None:
        if key[0] in "sj":
            return self.homes[int(key[1:])]
        if key[0] == "i":
            first = next(link.end for link in self.links if link.start == key)
            return self.homes[int(first[1:])]
        edge = self.facts.edges[int(key[1:])]
        home = self.homes[edge.source]
        roles = [role.id for role in edge.roles]
        return home if home in roles or not roles else roles[0]

    def _rows(self, keys: list[str]) -> dict[str, int]:
        """Longest path from the beginning, with as many boxes abreast in a band as it holds."""
        after: dict[str, list[tuple[int, str]]] = {}
        for number, link in enumerate(self.links):
            after.setdefault(link.start, []).append((number, link.end))
        back = closing(after, keys)
        before: dict[str, list[str]] = {key: [] for key in keys}
        for number, link in enumerate(self.links):
            if number not in back:
                before[link.end].append(link.start)
        rows: dict[str, int] = {}
        taken: dict[tuple[str | None, int], float] = {}
        for key in _in_order(keys, before):
            row = max((rows[other] + 1 for other in before[key]), default=0)
            band, across = self.bands[key], self.sizes[key][0]
            while (band, row) in taken and taken[band, row] + across > _ABREAST[self.turned]:
                row += 1
            rows[key] = row
            taken[band, row] = taken.get((band, row), 0.0) + across
        return rows


def _in_order(keys: Sequence[str], before: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The boxes so that each comes after those before it, otherwise in the order given (Kahn)."""
    waiting = {key: len(before[key]) for key in keys}
    after: dict[str, list[str]] = {key: [] for key in keys}
    for key, others in before.items():
        for other in others:
            after[other].append(key)
    ready = [key for key in keys if waiting[key] == 0]
    while ready:
        key = ready.pop(0)
        yield key
        for other in after[key]:
            waiting[other] -= 1
            if waiting[other] == 0:
                ready.append(other)


def _homes(facts: Facts) -> dict[StateId, str | None]:
    """The role in whose band each state stands.

    It is the state's own or who acts in it, else that of what it begins with, of what holds it, or of what leads
    to it.
    """
    homes: dict[StateId, str | None] = {}
    for state, fact in reversed(list(facts.states.items())):
        acting = [role.id for edge in facts.edges.values() if edge.source == state for role in edge.roles]
        begin = [homes.get(facts.home(target)) for target in facts.chart[state].initial]
        own = [role.id for role in fact.roles] or (begin if fact.shape in HOLDERS else acting)
        homes[state] = own[0] if own else None
    for state, fact in facts.states.items():
        homes[state] = homes[state] or (homes.get(fact.parent) if fact.shape != "final" else None)
    for _ in facts.states:
        for edge in facts.edges.values():
            for target in edge.targets:
                homes[target] = homes[target] or homes[edge.source]
    return homes
