"""A distribution seen from its other end: what lies before a moment is drawn like what lies after it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from prosessi.distributions import Curve, Distribution
from prosessi.messages import Message


@dataclass(frozen=True, slots=True)
class Backwards:
    """The numbers of a curve, with the sign turned."""

    curve: Curve

    @property
    def parameters(self) -> Mapping[str, float | tuple[float, ...]]:
        """Those of the curve itself."""
        return self.curve.parameters

    @property
    def least(self) -> float:
        """What the curve is at most, below zero."""
        return -math.inf

    @property
    def mean(self) -> float:
        """That of the curve, below zero."""
        return -self.curve.mean

    @property
    def deviation(self) -> float:
        """That of the curve."""
        return self.curve.deviation

    def quantile(self, u: float) -> float:
        """Return the quantile of the curve at the other end, below zero."""
        return -self.curve.quantile(1 - u)

    def cumulative(self, x: float) -> float:
        """The share that does not exceed `x`."""
        return 1 - self.curve.cumulative(-x)

    def log_density(self, x: float) -> float:
        """That of the curve at the other end."""
        return self.curve.log_density(-x)

    def in_words(self, amount: Callable[[float], object]) -> Message:
        """The curve for people."""
        return self.curve.in_words(amount)


def backwards(distribution: Distribution) -> Distribution:
    """The same amounts, back in time."""
    return Distribution(distribution.family, Backwards(distribution.curve))
