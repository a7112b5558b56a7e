"""Finding a way round: the shortest path with few corners on the lines that run beside the obstacles.

Dijkstra over a sparse grid (Wybrow, Marriott and Stuckey's orthogonal visibility graph, kept small); it serves the
few pieces of line for which the layout engine has no curve, or one that would cut through a box.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prosessi.render.geometry import Point, Rect

CLEARANCE = 8.0
_CORNER = 45.0
_SHARED = 3.0  # what a length costs more where another line already runs
_STUB = 12.0


@dataclass(frozen=True, slots=True)
class Way:
    """Where a path may begin or end: a point on the edge of a box, and the point just outside it."""

    edge: Point
    outside: Point
    cost: float = 0.0


def ways(rect: Rect, *, favoured: str = "") -> list[Way]:
    """The middles of the four sides of a box; sides not `favoured` (of `nesw`) cost a corner more."""
    x, y = rect.centre
    sides = {
        "n": ((x, rect.y), (x, rect.y - _STUB)),
        "s": ((x, rect.bottom), (x, rect.bottom + _STUB)),
        "w": ((rect.x, y), (rect.x - _STUB, y)),
        "e": ((rect.right, y), (rect.right + _STUB, y)),
    }
    return [
        Way(edge, outside, 0.0 if not favoured or side in favoured else _CORNER)
        for side, (edge, outside) in sides.items()
    ]


def detour(
    starts: Sequence[Way], ends: Sequence[Way], obstacles: Sequence[Rect], used: Sequence[Rect], region: Rect
) -> list[Point]:
    """Corner points of a path inside `region` from one of `starts` to one of `ends`; empty when all are barred.

    `used` are strips where other lines run: they may be crossed, and are shared only where nothing else is left.
    """
    return _straightened(_Grid(starts, ends, obstacles, used, region).search())


class _Grid:
    def __init__(
        self,
        starts: Sequence[Way],
        ends: Sequence[Way],
        obstacles: Sequence[Rect],
        used: Sequence[Rect],
        region: Rect,
    ) -> None:
        self.starts, self.ends, self.used = starts, ends, used
        self.grown = [rect.grown(CLEARANCE - 1) for rect in obstacles]
        outside = [way.outside for way in (*starts, *ends)]
        beside = [rect.grown(CLEARANCE) for rect in obstacles] + [rect.grown(_STUB / 2) for rect in used]
        self.xs = _lines([x for x, _ in outside], [(box.x, box.right) for box in beside], region.x, region.right)
        self.ys = _lines([y for _, y in outside], [(box.y, box.bottom) for box in beside], region.y, region.bottom)
        self.costs: dict[tuple[int, int, int, int], float] = {}

    def search(self) -> list[Point]:
        """Dijkstra over (column, row, running sideways or not)."""
        heap: list[tuple[float, int, int, bool]] = []
        best: dict[tuple[int, int, bool], float] = {}
        before: dict[tuple[int, int, bool], tuple[int, int, bool] | Way] = {}
        goals = {(*self._at(way.outside), _sideways(way)): way for way in self.ends if self._free(way)}
        for way in self.starts:
            node = (*self._at(way.outside), _sideways(way))
            if self._free(way) and way.cost < best.get(node, 1e9):
                best[node], before[node] = way.cost, way
                heapq.heappush(heap, (way.cost, *node))
        final: tuple[float, tuple[int, int, bool], Way] | None = None
        while heap:
            cost, column, row, sideways = heapq.heappop(heap)
            node = (column, row, sideways)
            if cost > best[node]:
                continue
            if final is not None and cost >= final[0]:
                break
            if node in goals:
                total = cost + goals[node].cost
                if final is None or total < final[0]:
                    final = (total, node, goals[node])
            for onward, step in self._onward(node):
                if cost + step < best.get(onward, 1e9):
                    best[onward], before[onward] = cost + step, node
                    heapq.heappush(heap, (cost + step, *onward))
        return [] if final is None else self._path(before, final[1], final[2])

    def _onward(self, node: tuple[int, int, bool]) -> Iterable[tuple[tuple[int, int, bool], float]]:
        column, row, sideways = node
        yield (column, row, not sideways), _CORNER
        for way in (-1, 1):
            c, r = (column + way, row) if sideways else (column, row + way)
            if 0 <= c < len(self.xs) and 0 <= r < len(self.ys):
                cost = self._cost(column, row, c, r)
                if cost < 1e9:
                    yield (c, r, sideways), cost

    def _cost(self, column: int, row: int, c: int, r: int) -> float:
        key = (min(column, c), min(row, r), max(column, c), max(row, r))
        if key not in self.costs:
            (x, y), (right, bottom) = (self.xs[key[0]], self.ys[key[1]]), (self.xs[key[2]], self.ys[key[3]])
            self.costs[key] = self._measure(Rect(x - 0.1, y - 0.1, right - x + 0.2, bottom - y + 0.2))
        return self.costs[key]

    def _measure(self, step: Rect) -> float:
        if any(rect.overlaps(step) for rect in self.grown):
            return 1e9
        dear = _SHARED if any(rect.overlaps(step) for rect in self.used) else 1.0
        return (step.w + step.h) * dear

    def _free(self, way: Way) -> bool:
        (x, y), (a, b) = way.edge, way.outside
        step = Rect(min(x, a), min(y, b), abs(a - x) + 0.1, abs(b - y) + 0.1).grown(-0.04)
        return not any(rect.grown(1 - CLEARANCE).overlaps(step) for rect in self.grown)

    def _at(self, point: Point) -> tuple[int, int]:
        return bisect_left(self.xs, point[0] - 0.01), bisect_left(self.ys, point[1] - 0.01)

    def _path(
        self,
        before: dict[tuple[int, int, bool], tuple[int, int, bool] | Way],
        node: tuple[int, int, bool],
        end: Way,
    ) -> list[Point]:
        points = [end.edge]
        at: tuple[int, int, bool] | Way = node
        while not isinstance(at, Way):
            points.append((self.xs[at[0]], self.ys[at[1]]))
            at = before[at]
        return [*points, at.edge][::-1]


def _sideways(way: Way) -> bool:
    return way.edge[1] == way.outside[1]


def _lines(fixed: Sequence[float], spans: Iterable[tuple[float, float]], low: float, high: float) -> list[float]:
    """Where the grid has lines: through every way in and out, and beside every box and line, but not too close."""
    found = sorted(fixed)
    kept = [value for n, value in enumerate(found) if n == 0 or value - found[n - 1] > 0.001]
    for value in sorted({place for span in spans for place in span if low <= place <= high}):
        at = bisect_left(kept, value)
        if all(abs(value - other) > 2 for other in kept[max(0, at - 1) : at + 1]):
            kept.insert(at, value)
    return kept


def _straightened(points: list[Point]) -> list[Point]:
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) + abs(kept[-1][1] - point[1]) < 0.01:
            continue
        while len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept


def _in_line(a: Point, b: Point, c: Point) -> bool:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) < 0.01
