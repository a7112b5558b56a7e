"""Quantiles of Student's t distribution, after Abramowitz and Stegun, *Handbook of Mathematical Functions*, 26.7.3-4.

For a whole number of degrees of freedom the distribution is a finite sum of powers of a cosine, exact but for
rounding; the quantile is found by halving.
"""

from __future__ import annotations

import math
from functools import lru_cache

HALVINGS = 80


@lru_cache(maxsize=4096)
def t_quantile(level: float, freedom: int) -> float:
    """The number that the absolute value of t stays below with probability `level`.

    >>> round(t_quantile(0.95, 19), 3)
    2.093
    """
    low, high = 0.0, 1.0
    while within(high, freedom) < level:
        low, high = high, 2 * high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if within(middle, freedom) < level:
            low = middle
        else:
            high = middle
    return high


def within(t: float, freedom: int) -> float:
    """How probable it is that the absolute value of Student's t with so many degrees of freedom is below `t`."""
    angle = math.atan2(t, math.sqrt(freedom))
    cosine = math.cos(angle)
    odd = freedom % 2
    term, total = (cosine, 0.0) if odd else (1.0, 0.0)
    for power in range(odd, freedom - 1, 2):
        total += term
        term *= cosine * cosine * (power + 1) / (power + 2)
    if odd:
        return 2 / math.pi * (angle + math.sin(angle) * total)
    return math.sin(angle) * total
