"""What is worked out of columns that are numpy arrays, as `lists` does it for others, and with the same results.

There can be millions of lines. What takes more bytes a line than the column itself is done a piece at a time: that is
also faster, since a piece stays near. All sums are of whole numbers and exact, in whatever order.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

import numpy as np

from prosessi.simulate.results.estimate import Batch
from prosessi.simulate.setup import DAY

AT_A_TIME = 1 << 16
HALF_WORD = 16
KINDS = (np.int8, np.int16, np.int32, np.int64)


def less(column: Any, other: Any) -> Any:
    """The difference of two columns, line by line."""
    return _made(lambda one, another: np.subtract(one, another, dtype=np.int64), column, other)


def days_between(begun: Any, ended: Any, days: Sequence[int]) -> Any:
    """How many of the counted `days` lie between two moments; `days` says how many there have been by each day."""
    table = np.array(days, dtype=np.int32)
    return _made(lambda begin, end: table[end // DAY] - table[begin // DAY], begun, ended)


def batched(numbers: Any, batches: int) -> Any:
    """Which of so many batches each case belongs to, in the order of their numbers."""
    first = int(numbers.min())
    count = int(numbers.max()) - first + 1
    return _made(lambda piece: (piece.astype(np.int64) - first) * batches // count, numbers)


def tally(column: Any) -> Mapping[int, int]:
    """How often each value occurs, in the order of the values, which must not lie far apart."""
    if not len(column):
        return {}
    least = int(column.min())
    counts = np.zeros(int(column.max()) - least + 1, dtype=np.int64)
    for (piece,) in _pieces(column):
        counts += np.bincount(piece.astype(np.int64) - least, minlength=len(counts))
    return {least + place: count for place, count in enumerate(counts.tolist()) if count}


def among(column: Any, values: Collection[int]) -> Any:
    """Whether each line has one of these values."""
    return reduce(np.logical_or, (column == value for value in values))


def chosen(column: Any, lines: Any) -> Any:
    """The lines that are wanted."""
    return column[lines]


def sums(column: Any, batch: Any, batches: int) -> tuple[Batch, ...]:
    """How many lines each batch has, and their sum; sums stay far below the numbers that a float tells apart."""
    counts, totals = np.zeros(batches, dtype=np.int64), np.zeros(batches)
    for numbers, piece in _pieces(batch, column):
        counts += np.bincount(numbers, minlength=batches)
        totals += np.bincount(numbers, weights=piece, minlength=batches)
    return tuple((count, int(total)) for count, total in zip(counts.tolist(), totals.tolist(), strict=True))


def total(column: Any) -> int:
    """The sum of the column."""
    return int(column.sum(dtype=np.int64))


def squares(column: Any) -> int:
    """The sum of the squares, of both halves of the numbers apart: together they would be too large for a word."""
    whole = 0
    for (piece,) in _pieces(column):
        wide = piece.astype(np.int64)
        high, low = wide >> HALF_WORD, wide & ((1 << HALF_WORD) - 1)
        far, across, near = (int(np.dot(*pair)) for pair in ((high, high), (high, low), (low, low)))
        whole += (far << 2 * HALF_WORD) + (across << HALF_WORD + 1) + near
    return whole


def ranked(column: Any, ranks: Sequence[int]) -> Sequence[int]:
    """The values that would stand at these places if the column were in order."""
    values: list[int] = np.partition(column, list(ranks))[list(ranks)].tolist()
    return values


def _pieces(*columns: Any) -> Iterator[tuple[Any, ...]]:
    """The same lines of some columns, so many at a time."""
    for begin in range(0, len(columns[0]), AT_A_TIME):
        yield tuple(column[begin : begin + AT_A_TIME] for column in columns)


def _made(line: Callable[..., Any], *columns: Any) -> Any:
    """A column that is worked out of others, line by line, in numbers as small as hold it."""
    return np.concatenate([_narrow(line(*pieces)) for pieces in _pieces(*columns)])


def _narrow(piece: Any) -> Any:
    """The same numbers in as few bytes as hold them."""
    least, most = int(piece.min()), int(piece.max())
    return piece.astype(next(kind for kind in KINDS if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max))
