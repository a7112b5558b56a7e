"""An amount of which one knows the least, the usual and the greatest."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from prosessi.distributions.family import AMOUNT, DistributionProblem, Family, Form, declare
from prosessi.messages import Message, say

MOST_TRIED = 200


@dataclass(frozen=True, slots=True)
class Triangular:
    """A density that rises straight from `low` to `mode` and falls straight to `high`."""

    low: float
    mode: float
    high: float

    @property
    def parameters(self) -> Mapping[str, float]:
        """The three corners."""
        return {"low": self.low, "mode": self.mode, "high": self.high}

    @property
    def least(self) -> float:
        """The lower end."""
        return self.low

    @property
    def mean(self) -> float:
        """The middle of the corners."""
        return (self.low + self.mode + self.high) / 3

    @property
    def deviation(self) -> float:
        """The standard deviation."""
        left, right, width = self.mode - self.low, self.high - self.mode, self.high - self.low
        return math.sqrt((left * left + right * right + width * width) / 36)

    def quantile(self, u: float) -> float:
        """Return what a share `u` does not exceed: each side is a square root."""
        width = self.high - self.low
        if u * width <= self.mode - self.low:
            return self.low + math.sqrt(u * width * (self.mode - self.low))
        return self.high - math.sqrt((1 - u) * width * (self.high - self.mode))

    def cumulative(self, x: float) -> float:
        """The share that does not exceed `x`."""
        if x <= self.low:
            return 0.0
        if x >= self.high:
            return 1.0
        width = self.high - self.low
        if x <= self.mode:
            return (x - self.low) ** 2 / (width * (self.mode - self.low))
        return 1 - (self.high - x) ** 2 / (width * (self.high - self.mode))

    def log_density(self, x: float) -> float:
        """The logarithm of the height of the triangle."""
        if not self.low < x < self.high:
            return -math.inf
        peak = math.log(2 / (self.high - self.low))
        if x < self.mode:
            return peak + math.log((x - self.low) / (self.mode - self.low))
        return peak if x == self.mode else peak + math.log((self.high - x) / (self.high - self.mode))

    def in_words(self, amount: Callable[[float], object]) -> Message:
        """The corners, for people."""
        return say(
            "{low} at least, usually {mode}, {high} at most",
            low=amount(self.low),
            mode=amount(self.mode),
            high=amount(self.high),
        )


def _with_corners(low: float, mode: float, high: float) -> Triangular:
    for name, wrong in (("mode", not low <= mode <= high), ("low", low >= high)):
        if wrong:
            raise DistributionProblem(
                say("'low', 'mode' and 'high' do not go up in this order"),
                say("write them from least to greatest"),
                name,
            )
    return Triangular(low, mode, high)


def _fit(data: Sequence[float]) -> Triangular | None:
    """The likeliest mode, which is always one of the data (Oliver 1972), with ends a little outside of them."""
    ordered = sorted(data)
    low, high = ordered[0], ordered[-1]
    if low == high:
        return None
    room = (high - low) / len(ordered)
    least = max(low - room, 0.0) if low > 0 else low - room
    step = max(len(ordered) // MOST_TRIED, 1)
    tried = [Triangular(least, mode, high + room) for mode in ordered[::step]]
    return max(tried, key=lambda curve: sum(map(curve.log_density, ordered[::step])))


declare(
    Family(
        "triangular",
        (Form({"low": AMOUNT, "mode": AMOUNT, "high": AMOUNT}, _with_corners),),
        _fit,
        say("the likeliest mode between ends a little outside the data"),
        ends=2,
    )
)
