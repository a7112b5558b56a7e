"""Packing the branches of a parallel state: columns in the author's order, as compact as a page likes.

Everything here is said for a flow that runs downwards; for the other direction the caller turns the picture.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from prosessi.chart.chart import StateId
from prosessi.render.geometry import Rect

GAP = 16.0
_STRETCH = 1.45  # a branch grows at most so much to fill its column


def pack(
    sizes: Mapping[StateId, tuple[float, float]], alone: Collection[StateId], widest: float
) -> tuple[dict[StateId, Rect], tuple[float, float]]:
    """Find the columns that need the least area and are not too wide. Gives the places and the size of the whole.

    The branches in `alone` get a column of their own, because lines leave them above or below.
    """
    heights = list(dict.fromkeys(_runs([height for _, height in sizes.values()])))
    options = [_columns(sizes, alone, limit) for limit in heights]
    best = min(options, key=lambda columns: _cost(sizes, columns, widest))
    return _placed(sizes, best)


def _runs(heights: Sequence[float]) -> list[float]:
    """Every height that a column may have: those of all stretches of neighbours."""
    return [
        sum(heights[begin:end]) + GAP * (end - begin - 1)
        for begin in range(len(heights))
        for end in range(begin + 1, len(heights) + 1)
    ]


def _columns(
    sizes: Mapping[StateId, tuple[float, float]], alone: Collection[StateId], limit: float
) -> list[list[StateId]]:
    tallest = max(limit, *(height for _, height in sizes.values()))
    columns: list[list[StateId]] = []
    room = -1.0
    for branch, (_, height) in sizes.items():
        if branch in alone or height > room + 0.01:
            columns.append([])
            room = tallest
        columns[-1].append(branch)
        room = -1.0 if branch in alone else room - height - GAP
    return columns


def _extent(sizes: Mapping[StateId, tuple[float, float]], columns: list[list[StateId]]) -> tuple[float, float]:
    width = sum(max(sizes[branch][0] for branch in column) for column in columns) + GAP * (len(columns) - 1)
    height = max(sum(sizes[branch][1] for branch in column) + GAP * (len(column) - 1) for column in columns)
    return width, height


def _cost(sizes: Mapping[StateId, tuple[float, float]], columns: list[list[StateId]], widest: float) -> float:
    width, height = _extent(sizes, columns)
    return width * height * (1 + 3 * max(0.0, width / widest - 1)) * (1 + 0.4 * max(0.0, height / width - 1))


def _placed(
    sizes: Mapping[StateId, tuple[float, float]], columns: list[list[StateId]]
) -> tuple[dict[StateId, Rect], tuple[float, float]]:
    whole = _extent(sizes, columns)
    places: dict[StateId, Rect] = {}
    x = 0.0
    for column in columns:
        width = max(sizes[branch][0] for branch in column)
        taken = sum(sizes[branch][1] for branch in column)
        stretch = (whole[1] - GAP * (len(column) - 1)) / taken
        y = 0.0
        for branch in column:
            height = sizes[branch][1] * (stretch if stretch <= _STRETCH else 1)
            places[branch] = Rect(x, y, width, height)
            y += height + GAP
        x += width + GAP
    return places, whole
