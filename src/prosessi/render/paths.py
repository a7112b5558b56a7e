"""The shapes that a line may take between two boxes: straight, one corner, two corners, or round the outside.

Everything here is said for a flow that runs downwards; for the other direction the caller turns the picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from prosessi.render.geometry import Point, Rect

ROOM = 16.0  # what a line keeps from the rounded corners of a card
TRACK = 12.0  # between a box and a line that runs beside it, and between such lines
_SIDEWAYS = 60.0  # what it costs to leave or reach a label by its side
_CORNER = 26.0


@dataclass(frozen=True, slots=True)
class End:
    """A box at one end of a line. A `label` is left and reached in its middle, if possible along the flow."""

    rect: Rect
    label: bool

    def columns(self, towards: float) -> list[float]:
        """Where a line may stand on the upper or lower edge, the best first."""
        middle = self.rect.centre[0]
        if self.label or self.rect.w < 4 * ROOM:
            return [middle]
        near = min(max(towards, self.rect.x + ROOM), self.rect.right - ROOM)
        spread = (middle, near, (middle + near) / 2, middle - TRACK * 2, middle + TRACK * 2)
        return list(dict.fromkeys(spread))

    @property
    def sideways(self) -> float:
        """What it costs to use a side: nothing for a card, more than it saves for a label."""
        return _SIDEWAYS + self.rect.w / 2 if self.label else 0.0

    def levels(self) -> list[float]:
        """Where a line may stand on the left or right edge."""
        middle = self.rect.centre[1]
        return [middle] if self.label or self.rect.h < 3 * ROOM else [middle, middle - TRACK, middle + TRACK]


def upright(start: Rect, end: Rect) -> Iterator[list[Point]]:
    """Upright lines between two boxes that stand one above the other, the best first.

    The best stands in the middle of the narrower box, or as near to there as the other box lets it.
    """
    narrow, wide = sorted((start, end), key=lambda rect: rect.w)
    rooms = [min(ROOM, rect.w / 2) for rect in (narrow, wide)]
    low = max(narrow.x + rooms[0], wide.x + rooms[1])
    high = min(narrow.right - rooms[0], wide.right - rooms[1])
    if low > high + 0.01:
        return
    best = min(max(narrow.centre[0], low), high)
    for x in dict.fromkeys((best, (low + high) / 2, high, low)):
        if start.bottom < end.y:
            yield [(x, start.bottom), (x, end.y)]
        elif end.bottom < start.y:
            yield [(x, start.y), (x, end.bottom)]


def shapes(start: End, end: End) -> Iterator[tuple[float, list[Point]]]:
    """Possible lines from `start` to `end`, each with what its shape costs."""
    for extra, points in _all(start, end):
        length = sum(abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in pairwise(points))
        yield length + _CORNER * (len(points) - 2) + extra, points


def _all(start: End, end: End) -> Iterator[tuple[float, list[Point]]]:
    if start.rect.bottom < end.rect.y:
        yield from _along(start, end, start.rect.bottom, end.rect.y)
    elif end.rect.bottom < start.rect.y:
        yield from _along(start, end, start.rect.y, end.rect.bottom)
    yield from _across(start, end)
    yield from _round_side(start, end)


def _along(start: End, end: End, leave: float, reach: float) -> Iterator[tuple[float, list[Point]]]:
    """Two corners between the boxes, or one corner and a side."""
    a, b = start.rect, end.rect
    down = 1 if reach > leave else -1
    for sx in start.columns(b.centre[0]):
        for ex in end.columns(a.centre[0]):
            for turn in (reach - down * TRACK, leave + down * TRACK, (leave + reach) / 2):
                if (turn - leave) * down > 4 and (reach - turn) * down > 4:
                    yield 0.0, [(sx, leave), (sx, turn), (ex, turn), (ex, reach)]
        for level in end.levels():
            if sx < b.x - TRACK or sx > b.right + TRACK:
                side = b.x if sx < b.x else b.right
                yield end.sideways, [(sx, leave), (sx, level), (side, level)]
    for level in start.levels():
        for ex in end.columns(a.centre[0]):
            if ex < a.x - TRACK or ex > a.right + TRACK:
                side = a.x if ex < a.x else a.right
                yield start.sideways, [(side, level), (ex, level), (ex, reach)]


def _across(start: End, end: End) -> Iterator[tuple[float, list[Point]]]:
    """Sideways between boxes that stand next to one another, with or without a step between them."""
    a, b = start.rect, end.rect
    if a.right + TRACK > b.x and b.right + TRACK > a.x:
        return
    leave, reach = (a.right, b.x) if a.right < b.x else (a.x, b.right)
    extra = start.sideways + end.sideways
    for one in start.levels():
        for other in end.levels():
            if abs(one - other) < 1:
                yield extra, [(leave, other), (reach, other)]
            else:
                middle = (leave + reach) / 2
                yield extra, [(leave, one), (middle, one), (middle, other), (reach, other)]


def _round_side(start: End, end: End) -> Iterator[tuple[float, list[Point]]]:
    """Out of one side and back into the same side of the other box."""
    a, b = start.rect, end.rect
    extra = start.sideways + end.sideways
    for track in (TRACK, 2 * TRACK, 3 * TRACK):
        right, left = max(a.right, b.right) + track, min(a.x, b.x) - track
        for one in start.levels():
            for other in end.levels():
                yield extra, [(a.right, one), (right, one), (right, other), (b.right, other)]
                yield extra, [(a.x, one), (left, one), (left, other), (b.x, other)]
