"""The standard normal distribution, exact in its tails, where `1 - share` would lose all digits."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Final

_NORMAL: Final = NormalDist()
_LEAST: Final = 5e-324
_MOST: Final = 1 - 2**-53


def place(share: float) -> float:
    """Where the standard normal has a share below, as far out as numbers reach.

    The standard library's quantile is Wichura's algorithm AS 241, exact to about sixteen digits.
    """
    return _NORMAL.inv_cdf(min(max(share, _LEAST), _MOST))


def below(z: float) -> float:
    """The share below `z`."""
    return math.erfc(-z / math.sqrt(2)) / 2


def between(a: float, b: float) -> float:
    """The share between two places, reckoned in the lower tail if both are in the upper."""
    return below(-a) - below(-b) if a > 0 else below(b) - below(a)


def height(z: float) -> float:
    """The density at `z`."""
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
