"""Distributions as tables of quantiles, finer and finer towards both ends.

A draw is looked up and interpolated, so the loop knows no distribution, and the same bytes come out on every machine:
nothing but sums and products is done there. The middle is cut into equal cells; a sixteenth at each end has a table
of its own, of which level n covers the probabilities from 2^-(n+5) to 2^-(n+4) in equal cells, so that the tails are as
true as the middle: the error of a mean is less than a millionth. `drawing.quantile` reads what is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from prosessi.distributions import Distribution
from prosessi.simulate.drawing import CELLS, EDGE, TAIL_BEGINS, TAIL_CELLS, TAIL_LEVELS

DIGITS = 13
"""Entries are rounded to so many digits, for the last bits of a logarithm differ between machines."""


@lru_cache(maxsize=1024)
def curve(distribution: Distribution) -> tuple[float, ...]:
    """The table of a distribution: the middle, the lower tail, the upper tail."""
    quantile = distribution.quantile
    middle = _bent([quantile(cell / CELLS) for cell in range(EDGE - 1, CELLS - EDGE + 2)])
    lower = _tail(quantile)
    upper = _tail(lambda v: quantile(1.0 - v))
    return tuple(float(f"{max(value, distribution.least):.{DIGITS}g}") for value in (*middle, *lower, *upper))


def _tail(quantile: Callable[[float], float]) -> Iterator[float]:
    """The table of a tail, level by level."""
    for level in range(TAIL_LEVELS):
        scale = 2.0 ** (TAIL_BEGINS - 1 - level)
        yield from _bent([quantile((1 + cell / TAIL_CELLS) * scale) for cell in range(-1, TAIL_CELLS + 2)])


def _bent(values: Sequence[float]) -> list[float]:
    """The entries of a table at values that lie at even distances; the first and the last are there for the others.

    Between entries it goes straight, and a curve does not. So each entry lies to the side by a twelfth of how much the
    curve bends there: then the mean of what is drawn between two entries is that of the curve.
    """
    return [here - (before - 2 * here + after) / 12 for before, here, after in _triples(values)]


def _triples(values: Sequence[float]) -> Iterator[tuple[float, float, float]]:
    """Every value but the first and the last, with those beside it."""
    return zip(values, values[1:], values[2:], strict=False)
