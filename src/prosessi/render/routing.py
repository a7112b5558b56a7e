"""The way of every line: upright where it can be, else the cheapest plain shape, else a detour round the boxes.

The one rule: no line enters a box that it neither leaves nor reaches, and none crosses a label that is not its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from prosessi.chart.chart import StateId
from prosessi.render.detour import NARROW, WIDE, Way, detour, ways
from prosessi.render.geometry import Point, Rect, around, hits
from prosessi.render.layout import Direction, Layout
from prosessi.render.paths import End, shapes, upright
from prosessi.render.plan import GATES, LABELS, Link, state_key

_NEAR = 60.0  # how far from its two ends a plain shape may run
_ALONGSIDE = 4.0  # what each pixel costs where a line covers another
_CROSSING = 30.0
_AIR = 6.0  # what a line likes to keep from boxes that are not its own
_CLOSE = 80.0
_APART = 10.0  # between where a label is reached and where it is left
_GOOD = 600.0  # a shape that costs so much more than the shortest is no better than a detour


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn piece of line: the corner points of a path."""

    link: Link
    points: tuple[Point, ...]


Crossable = Callable[[str, Link], Collection[StateId]]
"""Which states' borders the line of a link may cross at one of its ends."""


def route(layout: Layout, direction: Direction, crossable: Crossable) -> tuple[Line, ...]:
    """Give every link of a layout its line."""
    return _Router(layout, crossable, turned=direction == "right").lines()


class _Router:
    def __init__(self, layout: Layout, crossable: Crossable, *, turned: bool) -> None:
        self.crossable = crossable
        self.turned = turned
        self.links = layout.links
        self.rects = {key: rect.flipped() if turned else rect for key, rect in layout.rects.items()}
        self.headers = {state_key(state): rect.flipped() if turned else rect for state, rect in layout.headers.items()}
        self.boxes = {key: rect.grown(-0.5) for key, rect in self.rects.items() if key[0] not in GATES}
        self.used: list[tuple[Link, Rect]] = []
        self.touched: dict[str, list[tuple[Point, bool]]] = {}

    def lines(self) -> tuple[Line, ...]:
        """The lines in the order of the links. The upright ones come first, then the short ones."""
        found: dict[int, list[Point]] = {}
        for number, link in enumerate(self.links):
            points = self._upright(link)
            if points:
                found[number] = points
                self._use(link, points)
        rest = [number for number in range(len(self.links)) if number not in found]
        for number in sorted(rest, key=lambda number: self._distance(self.links[number])):
            link = self.links[number]
            found[number] = self._shaped(link)
            self._use(link, found[number])
        return tuple(Line(link, self._turned_back(found[number])) for number, link in enumerate(self.links))

    def _upright(self, link: Link) -> list[Point]:
        for points in upright(self.rects[link.start], self.rects[link.end]):
            strip = around([_thin(*points)]).grown(_AIR)
            air = [rect.grown(_AIR) for rect in self._obstacles(link, strip)]
            if self._allowed(link, points) and not any(hits(points, air)):
                return points
        return []

    def _shaped(self, link: Link) -> list[Point]:
        start, end = self.rects[link.start], self.rects[link.end]
        near = around([start, end]).grown(_NEAR)
        obstacles = self._obstacles(link, near)
        used = [(other, rect) for other, rect in self.used if rect.overlaps(near)]
        options = sorted(shapes(_end(link.start, start), _end(link.end, end)), key=lambda option: option[0])
        best: tuple[float, list[Point]] = (1e9, [])
        for cost, points in options:
            if cost >= best[0]:
                break
            if not any(hits(points, obstacles)) and self._allowed(link, points):
                close = any(hits(points, [rect.grown(_AIR) for rect in obstacles]))
                total = cost + _company(link, points, used) + _CLOSE * close
                best = min(best, (total, points), key=lambda option: option[0])
        if best[1] and best[0] < options[0][0] + _GOOD:
            return best[1]
        return self._round(link, near) or best[1] or [start.centre, end.centre]

    def _round(self, link: Link, near: Rect) -> list[Point]:
        """A way round: close by if there is one, else anywhere, else squeezed through, else as long as there is any."""
        everywhere = around(list(self.rects.values())).grown(_NEAR)
        for region, clearance, strict in (
            (near, WIDE, True),
            (everywhere, WIDE, True),
            (everywhere, NARROW, True),
            (everywhere, NARROW, False),
        ):
            starts = self._ways(link, link.start, clearance, strict=strict)
            ends = self._ways(link, link.end, clearance, strict=strict)
            used = [rect for other, rect in self.used if rect.overlaps(region) and not _related(link, other)]
            points = detour(starts, ends, self._obstacles(link, region), used, region, clearance=clearance)
            if points:
                return points
        return []

    def _ways(self, link: Link, key: str, clearance: float, *, strict: bool) -> list[Way]:
        favoured = "ns" if key[0] in (*LABELS, *GATES) else ""
        found = ways(self.rects[key], clearance, favoured=favoured)
        return [way for way in found if not strict or not self._turns_back(link, key, way.edge)]

    def _obstacles(self, link: Link, region: Rect) -> list[Rect]:
        """What the line must not enter: every box but its own and those that hold its ends, and these ones' headers."""
        round_ends = (*self.crossable(link.start, link), *self.crossable(link.end, link))
        holders = set(map(state_key, round_ends))
        free = {link.start, link.end} | holders
        boxes = [rect for key, rect in self.boxes.items() if key not in free and rect.overlaps(region)]
        return boxes + [rect for key, rect in self.headers.items() if key in holders and rect.overlaps(region)]

    def _turns_back(self, link: Link, key: str, point: Point) -> bool:
        """Whether a line would leave a label where another one reaches it, so that nobody knew which way they run."""
        leaves = key == link.start
        return any(
            other != leaves and abs(x - point[0]) + abs(y - point[1]) < _APART
            for (x, y), other in self.touched.get(key, ())
        )

    def _allowed(self, link: Link, points: Sequence[Point]) -> bool:
        ends = ((link.start, points[0]), (link.end, points[-1]))
        return not any(self._turns_back(link, key, point) for key, point in ends)

    def _distance(self, link: Link) -> float:
        (x, y), (a, b) = self.rects[link.start].centre, self.rects[link.end].centre
        return abs(a - x) + abs(b - y)

    def _use(self, link: Link, points: Sequence[Point]) -> None:
        self.used += [(link, _thin(one, other)) for one, other in pairwise(points)]
        for key, point, leaves in ((link.start, points[0], True), (link.end, points[-1], False)):
            if key[0] in LABELS:
                self.touched.setdefault(key, []).append((point, leaves))

    def _turned_back(self, points: Iterable[Point]) -> tuple[Point, ...]:
        return tuple((y, x) for x, y in points) if self.turned else tuple(points)


def _end(key: str, rect: Rect) -> End:
    return End(rect, label=key[0] in (*LABELS, *GATES))


def _related(one: Link, other: Link) -> bool:
    """Whether two lines may run together: choices of one act, and ways to several targets."""
    return one.start == other.start and one.start[0] in LABELS


def _company(link: Link, points: Sequence[Point], used: Sequence[tuple[Link, Rect]]) -> float:
    """What it costs to run on or across the lines that are already there."""
    cost = 0.0
    for one, other in pairwise(points):
        piece = _thin(one, other)
        for line, rect in used:
            if not _related(link, line) and rect.overlaps(piece):
                shared = (
                    min(rect.right, piece.right) - max(rect.x, piece.x),
                    min(rect.bottom, piece.bottom) - max(rect.y, piece.y),
                )
                cost += _ALONGSIDE * max(shared) + _CROSSING
    return cost


def _thin(one: Point, other: Point) -> Rect:
    """The strip that a piece of line needs for itself."""
    x, y = min(one[0], other[0]), min(one[1], other[1])
    return Rect(x, y, abs(one[0] - other[0]), abs(one[1] - other[1])).grown(3.0)
