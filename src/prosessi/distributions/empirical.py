"""Amounts as they were seen: each value as often as in the data."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from prosessi.distributions.family import DistributionProblem, Family, Form, Parameter, declare
from prosessi.messages import Message, say, say_many

ALIKE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Empirical:
    """Values in order, and the share of draws that do not exceed each."""

    values: tuple[float, ...]
    reached: tuple[float, ...]

    @property
    def parameters(self) -> Mapping[str, tuple[float, ...]]:
        """The values, and their weights unless all have the same."""
        shares = self._shares
        if max(shares) - min(shares) < ALIKE:
            return {"values": self.values}
        return {"values": self.values, "weights": shares}

    @property
    def _shares(self) -> tuple[float, ...]:
        return tuple(later - earlier for earlier, later in pairwise((0.0, *self.reached)))

    @property
    def steps(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The values and the share of each."""
        return self.values, self._shares

    @property
    def least(self) -> float:
        """The smallest value."""
        return self.values[0]

    @property
    def mean(self) -> float:
        """What draws are on average."""
        return math.fsum(value * share for value, share in zip(self.values, self._shares, strict=True))

    @property
    def deviation(self) -> float:
        """The standard deviation."""
        mean = self.mean
        squares = ((value - mean) ** 2 * share for value, share in zip(self.values, self._shares, strict=True))
        return math.sqrt(math.fsum(squares))

    def quantile(self, u: float) -> float:
        """Return the first value that a share of at least `u` does not exceed."""
        return self.values[min(bisect_left(self.reached, u), len(self.values) - 1)]

    def cumulative(self, x: float) -> float:
        """The share that does not exceed `x`."""
        place = bisect_right(self.values, x)
        return self.reached[place - 1] if place else 0.0

    def log_density(self, x: float) -> float:
        """The logarithm of the share of `x` itself."""
        place = bisect_left(self.values, x)
        if place == len(self.values) or self.values[place] != x:
            return -math.inf
        return math.log(self._shares[place])

    def in_words(self, amount: Callable[[float], object]) -> Message:
        """How many values there are and their ends, for people."""
        return say_many(
            "always {low}",
            "as seen: {n} values from {low} to {high}",
            len(self.values),
            low=amount(self.values[0]),
            high=amount(self.values[-1]),
        )


def _seen(values: tuple[float, ...], weights: tuple[float, ...] | None) -> Empirical:
    if weights is not None and len(weights) != len(values):
        raise DistributionProblem(
            say("'values' and 'weights' are not equally many"), say("write one weight for each value"), "weights"
        )
    together: dict[float, float] = {}
    for value, weight in sorted(zip(values, weights or (1.0,) * len(values), strict=True)):
        together[value] = together.get(value, 0.0) + weight
    total = math.fsum(together.values())
    reached = [sum_ / total for sum_ in accumulate(together.values())]
    return Empirical(tuple(together), (*reached[:-1], 1.0))


declare(
    Family(
        "empirical",
        (
            Form(
                {
                    "values": Parameter(amount=True, many=True),
                    "weights": Parameter(amount=False, many=True, positive=True, optional=True),
                },
                _seen,
            ),
        ),
    )
)
