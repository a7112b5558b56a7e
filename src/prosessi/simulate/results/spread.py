"""How a column of whole numbers is spread: its mean, deviation and percentiles, all exact but for one rounding."""

from __future__ import annotations

import importlib
import math
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Any

PERCENTILES: Mapping[str, float] = {"median": 0.5, "p90": 0.9, "p95": 0.95}


@dataclass(frozen=True, slots=True)
class Spread:
    """What is told of a column; `percentiles` by their names in `PERCENTILES`."""

    count: int
    mean: float
    deviation: float
    percentiles: Mapping[str, float]


def ways_of(column: Sequence[int]) -> Any:
    """The module that works out columns of this kind; numpy is loaded only if it made them."""
    name = "arrays" if hasattr(column, "dtype") else "lists"
    return importlib.import_module(f"prosessi.simulate.results.{name}")


def spread(column: Sequence[int]) -> Spread | None:
    """How a column is spread; None if it is empty."""
    ways = ways_of(column)
    if len(column) == 0:
        return None
    return _spread(len(column), ways.total(column), ways.squares(column), partial(ways.ranked, column))


def spread_of_tally(tally: Mapping[int, int]) -> Spread | None:
    """How a column is spread of which it is known how often each value occurs, in the order of the values."""
    count = sum(tally.values())
    if count == 0:
        return None
    total = sum(value * times for value, times in tally.items())
    squares = sum(value * value * times for value, times in tally.items())
    values, ends = list(tally), list(accumulate(tally.values()))
    return _spread(count, total, squares, lambda ranks: [values[bisect_right(ends, rank)] for rank in ranks])


def _spread(count: int, total: int, squares: int, ranked: Callable[[Sequence[int]], Sequence[int]]) -> Spread:
    """A percentile lies between the two values nearest to it, in proportion (Hyndman and Fan, 1996, definition 7)."""
    deviation = math.sqrt((count * squares - total * total) / (count * (count - 1))) if count > 1 else 0.0
    places = [share * (count - 1) for share in PERCENTILES.values()]
    below = [int(place) for place in places]
    values = ranked([*below, *(min(rank + 1, count - 1) for rank in below)])
    percentiles = {
        name: low + (high - low) * (place - rank)
        for name, place, rank, low, high in zip(
            PERCENTILES, places, below, values[: len(below)], values[len(below) :], strict=True
        )
    }
    return Spread(count, total / count, deviation, percentiles)
