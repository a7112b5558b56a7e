"""Finding a way round: the shortest path with few corners on the lines that run beside the obstacles.

A* over a sparse grid (the orthogonal visibility graph of Wybrow, Marriott and Stuckey, kept small); it serves the
pieces of line for which every plain shape would cut through a box.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from prosessi.render.geometry import Point, Rect

WIDE, NARROW = 8.0, 3.0
"""What a path keeps from boxes, if it can, and if it must squeeze through."""
_CORNER = 45.0
_SHARED = 4.0  # what a length costs more where another line already runs
_STUB = 1.5  # how far, in clearances, a path runs straight out of a box before it turns
_STUB_EDGE = 0.25  # less than boxes are shrunk by, so that rounding never bars the way out of a gate on a border

_Node = tuple[int, int, bool]  # column, row, running sideways


@dataclass(frozen=True, slots=True)
class Way:
    """Where a path may begin or end: a point on the edge of a box, and the point just outside it."""

    edge: Point
    outside: Point
    cost: float = 0.0

    @property
    def sideways(self) -> bool:
        """Whether it leaves the box to the left or right."""
        return self.edge[1] == self.outside[1]


def ways(rect: Rect, clearance: float = WIDE, *, favoured: str = "") -> list[Way]:
    """The middles of the four sides of a box; sides not `favoured` (of `nesw`) cost two corners more."""
    (x, y), out = rect.centre, _STUB * clearance
    sides = {
        "n": ((x, rect.y), (x, rect.y - out)),
        "s": ((x, rect.bottom), (x, rect.bottom + out)),
        "w": ((rect.x, y), (rect.x - out, y)),
        "e": ((rect.right, y), (rect.right + out, y)),
    }
    return [
        Way(edge, outside, 0.0 if not favoured or side in favoured else 2 * _CORNER)
        for side, (edge, outside) in sides.items()
    ]


def detour(
    starts: Sequence[Way],
    ends: Sequence[Way],
    obstacles: Sequence[Rect],
    used: Sequence[Rect],
    region: Rect,
    *,
    clearance: float = WIDE,
) -> list[Point]:
    """Corner points of a path inside `region` from one of `starts` to one of `ends`; empty when all are barred.

    `used` are strips where other lines run: they may be crossed, and are shared only where nothing else is left.
    """
    room = _Room(obstacles, used, region, clearance)
    grid = _Grid([way.outside for way in (*starts, *ends)], room)
    free = [
        [way for way in side if not any(_stub(way).overlaps(rect) for rect in obstacles)] for side in (starts, ends)
    ]
    return _straightened(list(_search(grid, *free)))


@dataclass(frozen=True, slots=True)
class _Room:
    """What lies between the two ends of a path."""

    obstacles: Sequence[Rect]
    used: Sequence[Rect]
    region: Rect
    clearance: float


class _Grid:
    """The lines of the grid, and what each step along them costs; a step into a box costs more than anything."""

    def __init__(self, fixed: Sequence[Point], room: _Room) -> None:
        region, clearance = room.region, room.clearance
        beside = [rect.grown(clearance) for rect in room.obstacles] + [rect.grown(clearance / 2) for rect in room.used]
        self.xs = _lines([x for x, _ in fixed], [(box.x, box.right) for box in beside], region.x, region.right)
        self.ys = _lines([y for _, y in fixed], [(box.y, box.bottom) for box in beside], region.y, region.bottom)
        self.across = [_lengths(self.xs) for _ in self.ys]
        self.along = [_lengths(self.ys) for _ in self.xs]
        for rect in room.used:
            self._mark(rect, _SHARED)
        for rect in room.obstacles:
            self._mark(rect.grown(clearance - 1), float("inf"))

    def at(self, point: Point) -> tuple[int, int]:
        """The column and the row of a point that lies on the grid."""
        return bisect_left(self.xs, point[0] - 0.01), bisect_left(self.ys, point[1] - 0.01)

    def steps(self, node: _Node) -> Iterator[tuple[float, _Node]]:
        """The steps from a node, and what they cost: forwards, backwards, and a turn."""
        column, row, sideways = node
        yield _CORNER, (column, row, not sideways)
        costs, place = (self.across[row], column) if sideways else (self.along[column], row)
        if place > 0:
            yield costs[place - 1], (column - 1, row, True) if sideways else (column, row - 1, False)
        if place < len(costs):
            yield costs[place], (column + 1, row, True) if sideways else (column, row + 1, False)

    def _mark(self, rect: Rect, factor: float) -> None:
        """Multiply the cost of every step that enters `rect`."""
        columns = range(bisect_right(self.xs, rect.x), bisect_left(self.xs, rect.right))
        rows = range(bisect_right(self.ys, rect.y), bisect_left(self.ys, rect.bottom))
        for lines, crossing, steps, count in (
            (self.across, rows, columns, len(self.xs)),
            (self.along, columns, rows, len(self.ys)),
        ):
            begin, end = max(0, steps.start - 1), min(count - 1, steps.stop)
            for line in crossing:
                costs = lines[line]
                costs[begin:end] = [cost * factor for cost in costs[begin:end]]


def _search(grid: _Grid, starts: Sequence[Way], ends: Sequence[Way]) -> Iterator[Point]:
    """A* from all starts at once; yields the points of the way found."""
    goals = {(*grid.at(way.outside), way.sideways): way for way in ends}
    heap: list[tuple[float, float, _Node]] = []
    best: dict[_Node, float] = {}
    before: dict[_Node, _Node | Way] = {}
    for way in starts:
        node = (*grid.at(way.outside), way.sideways)
        if way.cost < best.get(node, float("inf")):
            best[node], before[node] = way.cost, way
            heapq.heappush(heap, (way.cost + _least(grid, node, goals), way.cost, node))
    while heap:
        _, cost, node = heapq.heappop(heap)
        if cost > best[node]:
            continue
        if node in goals:
            yield from _traced(grid, before, node, goals[node])
            return
        for step, onward in grid.steps(node):
            total = cost + step + (goals[onward].cost if onward in goals else 0.0)
            if total < best.get(onward, float("inf")):
                best[onward], before[onward] = total, node
                heapq.heappush(heap, (total + _least(grid, onward, goals), total, onward))


def _least(grid: _Grid, node: _Node, goals: Iterable[_Node]) -> float:
    """What is left to the nearest goal at best."""
    x, y = grid.xs[node[0]], grid.ys[node[1]]
    return min((abs(grid.xs[c] - x) + abs(grid.ys[r] - y) for c, r, _ in goals), default=0.0)


def _traced(grid: _Grid, before: dict[_Node, _Node | Way], node: _Node, end: Way) -> Iterator[Point]:
    yield end.edge
    at: _Node | Way = node
    while not isinstance(at, Way):
        yield grid.xs[at[0]], grid.ys[at[1]]
        at = before[at]
    yield at.edge


def _stub(way: Way) -> Rect:
    (x, y), (a, b) = way.edge, way.outside
    return Rect(min(x, a), min(y, b), abs(a - x), abs(b - y)).grown(_STUB_EDGE)


def _lines(fixed: Sequence[float], spans: Iterable[tuple[float, float]], low: float, high: float) -> list[float]:
    """Where the grid has lines: through every way in and out, and beside every box and line, but not too close."""
    found = sorted(fixed)
    kept = [value for n, value in enumerate(found) if n == 0 or value - found[n - 1] > 0.001]
    for value in sorted({place for span in spans for place in span if low <= place <= high}):
        at = bisect_left(kept, value)
        if all(abs(value - other) > 2 for other in kept[max(0, at - 1) : at + 1]):
            kept.insert(at, value)
    return kept


def _lengths(places: Sequence[float]) -> list[float]:
    return [other - one for one, other in pairwise(places)]


def _straightened(points: list[Point]) -> list[Point]:
    """The path the right way round, with nothing but its corners."""
    kept: list[Point] = []
    for point in reversed(points):
        if kept and abs(kept[-1][0] - point[0]) + abs(kept[-1][1] - point[1]) < 0.01:
            continue
        while len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept


def _in_line(a: Point, b: Point, c: Point) -> bool:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) < 0.01
