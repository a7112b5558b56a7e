"""An amount that many small causes make, cut where it cannot be."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Final

from prosessi.distributions.family import AMOUNT, SOME_AMOUNT, DistributionProblem, Family, Form, Parameter, declare
from prosessi.distributions.standard import below, between, height, place
from prosessi.messages import Message, say

END: Final = Parameter(amount=True, optional=True)
LEAST_LEFT: Final = 1e-12
FURTHEST: Final = 5.0
"""Cut further above its centre than this it cannot be told from an exponential one."""

ROUNDS: Final = 60


@dataclass(frozen=True, slots=True)
class Normal:
    """The normal one with this centre and spread, of which only what lies between the ends is drawn.

    The centre and the spread are the mean and the deviation of the uncut one.
    """

    centre: float
    spread: float
    low: float = -math.inf
    high: float = math.inf

    @property
    def parameters(self) -> Mapping[str, float]:
        """The mean and deviation before the cut, and the ends that there are."""
        ends = {"low": self.low, "high": self.high}
        return {"mean": self.centre, "sd": self.spread, **{k: end for k, end in ends.items() if math.isfinite(end)}}

    @property
    def least(self) -> float:
        """The lower end."""
        return self.low

    @property
    def mean(self) -> float:
        """What draws are on average, which a cut moves."""
        a, b = self._ends
        return self.centre + self.spread * (height(a) - height(b)) / between(a, b)

    @property
    def deviation(self) -> float:
        """The standard deviation, which a cut makes smaller."""
        a, b = self._ends
        left = between(a, b)
        drift = (height(a) - height(b)) / left
        pull = (_moment(a) - _moment(b)) / left
        return self.spread * math.sqrt(max(1 + pull - drift * drift, 0.0))

    @property
    def _ends(self) -> tuple[float, float]:
        return (self.low - self.centre) / self.spread, (self.high - self.centre) / self.spread

    def quantile(self, u: float) -> float:
        """Return what a share `u` does not exceed; reckoned from the side where the numbers are small and exact."""
        a, b = self._ends
        left = between(a, b)
        z = -place(below(-b) + (1 - u) * left) if a > 0 else place(below(a) + u * left)
        return min(max(self.centre + self.spread * z, self.low), self.high)

    def cumulative(self, x: float) -> float:
        """The share that does not exceed `x`."""
        if x <= self.low:
            return 0.0
        if x >= self.high:
            return 1.0
        a, b = self._ends
        return between(a, (x - self.centre) / self.spread) / between(a, b)

    def log_density(self, x: float) -> float:
        """The logarithm of the density."""
        if not self.low <= x <= self.high:
            return -math.inf
        z = (x - self.centre) / self.spread
        return -z * z / 2 - math.log(self.spread * math.sqrt(2 * math.pi) * between(*self._ends))

    def in_words(self, amount: Callable[[float], object]) -> Message:
        """The mean and the deviation of what is drawn, for people."""
        return say(
            "{mean} on average, give or take {deviation} (normal)",
            mean=amount(self.mean),
            deviation=amount(self.deviation),
        )


def _moment(z: float) -> float:
    return z * height(z) if math.isfinite(z) else 0.0


def _cut(mean: float, sd: float, low: float | None, high: float | None) -> Normal:
    least, most = -math.inf if low is None else low, math.inf if high is None else high
    if least >= most:
        raise DistributionProblem(say("'low' must be less than 'high'"), say("write the smaller as 'low'"), "low")
    curve = Normal(mean, sd, least, most)
    if between((least - mean) / sd, (most - mean) / sd) < LEAST_LEFT:
        raise DistributionProblem(
            say("with this 'mean' and 'sd' nothing is left between the ends"),
            say("move the mean between them, or write another distribution"),
            "mean",
        )
    return curve


def _fit(data: Sequence[float]) -> Normal | None:
    """The likeliest one; of what is never negative the likeliest one cut at zero.

    That has the mean and the deviation of the data. Their ratio alone says where the cut lies, seen from the centre.
    """
    mean, deviation = fmean(data), pstdev(data)
    if deviation == 0:
        return None
    if min(data) < 0:
        return Normal(mean, deviation)
    if _ratio(FURTHEST) <= deviation / mean:
        return None
    near, far = -mean / deviation - 1, FURTHEST
    for _ in range(ROUNDS):
        middle = (near + far) / 2
        near, far = (middle, far) if _ratio(middle) < deviation / mean else (near, middle)
    spread = mean / (_hazard(near) - near)
    return Normal(-near * spread, spread, 0.0)


def _hazard(a: float) -> float:
    return height(a) / below(-a)


def _ratio(a: float) -> float:
    """The deviation over the mean, if the cut is at zero and lies `a` deviations above the centre."""
    hazard = _hazard(a)
    return math.sqrt(max(1 + a * hazard - hazard * hazard, 0.0)) / (hazard - a)


declare(
    Family(
        "normal",
        (Form({"mean": AMOUNT, "sd": SOME_AMOUNT, "low": END, "high": END}, _cut),),
        _fit,
        say("maximum likelihood"),
        cut_by="low",
    )
)
