"""What is worked out of columns that are plain arrays of whole numbers. `arrays` does the same with numpy.

All sums are of whole numbers and exact, so that both give the same to the last bit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import compress
from operator import mul, sub

from prosessi.simulate.results.estimate import Batch
from prosessi.simulate.setup import DAY


def less(column: Sequence[int], other: Sequence[int]) -> Sequence[int]:
    """The difference of two columns, line by line."""
    return list(map(sub, column, other))


def days_between(begun: Sequence[int], ended: Sequence[int], days: Sequence[int]) -> Sequence[int]:
    """How many of the counted `days` lie between two moments; `days` says how many there have been by each day."""
    return [days[end // DAY] - days[begin // DAY] for begin, end in zip(begun, ended, strict=True)]


def batched(numbers: Sequence[int], batches: int) -> Sequence[int]:
    """Which of so many batches each case belongs to, in the order of their numbers."""
    first = min(numbers)
    count = max(numbers) - first + 1
    return [(number - first) * batches // count for number in numbers]


def tally(column: Iterable[int]) -> Mapping[int, int]:
    """How often each value occurs, in the order of the values."""
    return dict(sorted(Counter(column).items()))


def among(column: Sequence[int], values: Collection[int]) -> Sequence[bool]:
    """Whether each line has one of these values."""
    return [value in values for value in column]


def chosen(column: Sequence[int], lines: Sequence[bool]) -> Sequence[int]:
    """The lines that are wanted."""
    return list(compress(column, lines))


def sums(column: Sequence[int], batch: Sequence[int], batches: int) -> tuple[Batch, ...]:
    """How many lines each batch has, and their sum."""
    counts, totals = [0] * batches, [0] * batches
    for number, value in zip(batch, column, strict=True):
        counts[number] += 1
        totals[number] += value
    return tuple(zip(counts, totals, strict=True))


def total(column: Sequence[int]) -> int:
    """The sum of the column."""
    return sum(column)


def squares(column: Sequence[int]) -> int:
    """The sum of the squares."""
    return sum(map(mul, column, column))


def ranked(column: Sequence[int], ranks: Sequence[int]) -> Sequence[int]:
    """The values that would stand at these places if the column were in order."""
    ordered = sorted(column)
    return [ordered[rank] for rank in ranks]
