"""Points, rectangles and broken lines: what the layout and its checks reckon with. Pixels, y downwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle by its top left corner and its size."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of the bottom edge."""
        return self.y + self.h

    @property
    def centre(self) -> Point:
        """The middle."""
        return self.x + self.w / 2, self.y + self.h / 2

    def moved(self, dx: float, dy: float) -> Rect:
        """The same rectangle elsewhere."""
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def grown(self, by: float) -> Rect:
        """The rectangle with `by` more on every side; less if negative."""
        return Rect(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def overlaps(self, other: Rect) -> bool:
        """Whether the two share any area."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def holds(self, other: Rect) -> bool:
        """Whether `other` lies wholly inside."""
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def flipped(self) -> Rect:
        """The rectangle with x and y changed for one another."""
        return Rect(self.y, self.x, self.h, self.w)


def around(rects: Sequence[Rect]) -> Rect:
    """The smallest rectangle that holds all of `rects`."""
    x, y = min(rect.x for rect in rects), min(rect.y for rect in rects)
    return Rect(x, y, max(rect.right for rect in rects) - x, max(rect.bottom for rect in rects) - y)


def hits(points: Sequence[Point], rects: Sequence[Rect]) -> Iterator[Rect]:
    """The rectangles that the broken line through `points` enters."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    for rect in rects:
        outside = rect.x >= right or rect.right <= left or rect.y >= bottom or rect.bottom <= top
        if outside and left < right and top < bottom:
            continue
        if any(_enters(one, other, rect) for one, other in pairwise(points)):
            yield rect


def _enters(one: Point, other: Point, rect: Rect) -> bool:
    """Liang and Barsky's clipping: whether part of the segment lies strictly inside."""
    (x, y), (dx, dy) = one, (other[0] - one[0], other[1] - one[1])
    enter, leave = 0.0, 1.0
    for step, near, far in ((dx, rect.x - x, rect.right - x), (dy, rect.y - y, rect.bottom - y)):
        if step == 0:
            if near >= 0 or far <= 0:
                return False
            continue
        first, last = sorted((near / step, far / step))
        enter, leave = max(enter, first), min(leave, last)
    return enter < leave
