"""Distributions as tables of quantiles, finer and finer towards both ends.

A draw is looked up and interpolated, so the loop knows no distribution, and the same bytes come out on every machine:
nothing but sums and products is done there. The lower and the upper half have a table each. Level n of a half covers
the probabilities from 2^-(n+2) to 2^-(n+1) in equal cells, so that the tails are as true as the middle: the error of
a mean is about a hundred-thousandth. `drawing.quantile` reads what is written here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from prosessi.distributions import Distribution
from prosessi.simulate.drawing import COARSE_CELLS, FINE, FINE_CELLS, LEVELS

DIGITS = 13
"""Entries are rounded to so many digits, for the last bits of a logarithm differ between machines."""


@lru_cache(maxsize=1024)
def curve(distribution: Distribution) -> tuple[float, ...]:
    """The table of a distribution."""
    lower = [distribution.quantile(v) for v in _probabilities()]
    upper = [distribution.quantile(1.0 - v) for v in _probabilities()]
    return tuple(float(f"{value:.{DIGITS}g}") for value in (*lower, *upper))


def _probabilities() -> Iterator[float]:
    """The probabilities of a half, level by level; the last of each stands twice, for who comes just there."""
    for level in range(LEVELS):
        cells = FINE_CELLS if level < FINE else COARSE_CELLS
        scale = 0.5**level
        for cell in (*range(cells + 1), cells):
            yield (0.25 + 0.25 * cell / cells) * scale
