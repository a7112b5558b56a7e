"""Where an axis has its numbers: round ones, few enough to be read."""

from __future__ import annotations

import math
from decimal import Decimal

from prosessi.report.writing import number, whole_percent

HARDLY_OVER = 1.05
ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)


def round_step(most: float, steps: int) -> float:
    """The smallest round number of which so many steps reach `most`.

    >>> round_step(41, 5), round_step(0.7, 5), round_step(100, 4)
    (10.0, 0.2, 25.0)
    """
    least = most / steps
    if not least > 0:
        return 1.0
    power = Decimal(10) ** math.floor(math.log10(least))
    sizes = (float(power * Decimal(str(size))) for size in ROUND)
    return next(size for size in sizes if size >= least * (1 - 1e-9))


def ticks(most: float, steps: int = 4) -> tuple[float, ...]:
    """Round numbers from nought on, the last of them not below `most`.

    >>> ticks(7)
    (0.0, 2.0, 4.0, 6.0, 8.0)
    """
    step = round_step(most, steps)
    count = max(1, math.ceil(most / step - 1e-9))
    return tuple(float(Decimal(str(step)) * number) for number in range(count + 1))


class Axis:
    """An axis from nought to a round number not below `most`; of parts of one with `share`.

    An axis of shares that hardly passes one ends there.
    """

    def __init__(self, most: float, *, share: bool = False) -> None:
        self.values = ticks(1.0 if share and 1.0 < most < HARDLY_OVER else most)
        self.most = self.values[-1]
        self._share = share

    def said(self, value: float) -> str:
        """One of its numbers as it is written."""
        return whole_percent(value) if self._share else number(value, decimals(self.values[1]))


def decimals(step: float) -> int:
    """How many decimals the multiples of a step need.

    >>> decimals(2.5), decimals(10.0)
    (1, 0)
    """
    exponent = Decimal(str(step)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
