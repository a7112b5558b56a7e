"""Distributions as tables of quantiles, finer and finer towards both ends.

A draw is looked up and interpolated, so the loop knows no distribution, and the same bytes come out on every machine:
nothing but sums and products is done there. The lower and the upper half have a table each. Level n of a half covers
the probabilities from 2^-(n+2) to 2^-(n+1) in equal cells, so that the tails are as true as the middle: the error of
a mean is about a millionth. `drawing.quantile` reads what is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from prosessi.distributions import Distribution
from prosessi.simulate.drawing import COARSE_CELLS, FINE, FINE_CELLS, LEVELS

DIGITS = 13
"""Entries are rounded to so many digits, for the last bits of a logarithm differ between machines."""


@lru_cache(maxsize=1024)
def curve(distribution: Distribution) -> tuple[float, ...]:
    """The table of a distribution."""
    lower = _half(distribution.quantile)
    upper = _half(lambda v: distribution.quantile(1.0 - v))
    return tuple(float(f"{max(value, distribution.least):.{DIGITS}g}") for value in (*lower, *upper))


def _half(quantile: Callable[[float], float]) -> Iterator[float]:
    """The table of a half, level by level; the last entry of each stands twice, for who comes just there.

    Between entries it goes straight, and a curve does not. So each entry lies to the side by a twelfth of how much the
    curve bends there: then the mean of what is drawn between two entries is that of the curve.
    """
    for level in range(LEVELS):
        cells = FINE_CELLS if level < FINE else COARSE_CELLS
        scale = 0.25 * 0.5**level
        values = [quantile((1 + cell / cells) * scale) for cell in range(-1, cells + 2)]
        entries = [here - (before - 2 * here + after) / 12 for before, here, after in _triples(values)]
        yield from (*entries, entries[-1])


def _triples(values: Sequence[float]) -> Iterator[tuple[float, float, float]]:
    """Every value but the first and the last, with those beside it."""
    return zip(values, values[1:], values[2:], strict=False)
