"""What is worked out of columns that are numpy arrays, as `lists` does it for others, and with the same results."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import reduce
from typing import Any

import numpy as np

from prosessi.simulate.results.estimate import Batch
from prosessi.simulate.setup import DAY

HALF_WORD = 16


def less(column: Any, other: Any) -> Any:
    """The difference of two columns, line by line."""
    return column - other


def days_between(begun: Any, ended: Any, days: Sequence[int]) -> Any:
    """How many of the counted `days` lie between two moments; `days` says how many there have been by each day."""
    table = np.array(days, dtype=np.int32)
    return table[ended // DAY] - table[begun // DAY]


def batched(numbers: Any, batches: int) -> Any:
    """Which of so many batches each case belongs to, in the order of their numbers."""
    first = int(numbers.min())
    return (numbers - first) * batches // (int(numbers.max()) - first + 1)


def tally(column: Any) -> Mapping[int, int]:
    """How often each value occurs, in the order of the values, which must not lie far apart."""
    if not len(column):
        return {}
    least = int(column.min())
    counts = np.bincount(column - least).tolist()
    return {least + place: count for place, count in enumerate(counts) if count}


def among(column: Any, values: Collection[int]) -> Any:
    """Whether each line has one of these values."""
    return reduce(np.logical_or, (column == value for value in values))


def chosen(column: Any, lines: Any) -> Any:
    """The lines that are wanted."""
    return column[lines]


def sums(column: Any, batch: Any, batches: int) -> tuple[Batch, ...]:
    """How many lines each batch has, and their sum; sums stay far below the numbers that a float tells apart."""
    counts = np.bincount(batch, minlength=batches).tolist()
    totals = np.bincount(batch, weights=column, minlength=batches).tolist()
    return tuple((count, int(total)) for count, total in zip(counts, totals, strict=True))


def total(column: Any) -> int:
    """The sum of the column."""
    return int(column.sum(dtype=np.int64))


def squares(column: Any) -> int:
    """The sum of the squares, of both halves of the numbers apart: together they would be too large for a word."""
    low = (column & ((1 << HALF_WORD) - 1)).astype(np.int64)
    high = (column >> HALF_WORD).astype(np.int64)
    far, across, near = (int(np.dot(*pair)) for pair in ((high, high), (high, low), (low, low)))
    return (far << 2 * HALF_WORD) + (across << HALF_WORD + 1) + near


def ranked(column: Any, ranks: Sequence[int]) -> Sequence[int]:
    """The values that would stand at these places if the column were in order."""
    values: list[int] = np.partition(column, list(ranks))[list(ranks)].tolist()
    return values
