"""An amount that is anywhere between two ends, each place alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from prosessi.distributions.family import AMOUNT, DistributionProblem, Family, Form, declare
from prosessi.messages import Message, say


@dataclass(frozen=True, slots=True)
class Uniform:
    """Evenly from `low` to `high`."""

    low: float
    high: float

    @property
    def parameters(self) -> Mapping[str, float]:
        """The two ends."""
        return {"from": self.low, "to": self.high}

    @property
    def least(self) -> float:
        """The lower end."""
        return self.low

    @property
    def mean(self) -> float:
        """The middle."""
        return (self.low + self.high) / 2

    @property
    def deviation(self) -> float:
        """The width over the square root of twelve."""
        return (self.high - self.low) / math.sqrt(12)

    def quantile(self, u: float) -> float:
        """Return the place at a share `u` of the way."""
        return self.low + u * (self.high - self.low)

    def cumulative(self, x: float) -> float:
        """The share of the way that `x` is at."""
        return min(max((x - self.low) / (self.high - self.low), 0.0), 1.0)

    def log_density(self, x: float) -> float:
        """The same everywhere between the ends."""
        return -math.log(self.high - self.low) if self.low <= x <= self.high else -math.inf

    def in_words(self, amount: Callable[[float], object]) -> Message:
        """The ends, for people."""
        return say("evenly from {low} to {high}", low=amount(self.low), high=amount(self.high))


def _between(low: float, high: float) -> Uniform:
    if low >= high:
        raise DistributionProblem(
            say("'from' must be less than 'to'"),
            say("write the smaller first; what does not vary is written as the amount alone"),
            "from",
        )
    return Uniform(low, high)


def _fit(data: Sequence[float]) -> Uniform | None:
    low, high = min(data), max(data)
    return Uniform(low, high) if low < high else None


declare(Family("uniform", (Form({"from": AMOUNT, "to": AMOUNT}, _between),), _fit, say("maximum likelihood"), ends=2))
