"""An amount whose logarithm is normal: most are short, a few are very long."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Final

from prosessi.distributions.family import SOME_AMOUNT, SOME_NUMBER, DistributionProblem, Family, Form, declare
from prosessi.distributions.standard import below, place
from prosessi.messages import Message, say

NINE_IN_TEN: Final = place(0.9)


@dataclass(frozen=True, slots=True)
class Lognormal:
    """One whose logarithm has the mean `mu` and the deviation `sigma`."""

    mu: float
    sigma: float

    @property
    def parameters(self) -> Mapping[str, float]:
        """What half of them, and nine in ten, do not exceed."""
        return {"median": math.exp(self.mu), "p90": self.quantile(0.9)}

    @property
    def least(self) -> float:
        """Zero."""
        return 0.0

    @property
    def mean(self) -> float:
        """What draws are on average."""
        return _exp(self.mu + self.sigma**2 / 2)

    @property
    def deviation(self) -> float:
        """The standard deviation."""
        return self.mean * math.sqrt(_exp(self.sigma**2) - 1)

    def quantile(self, u: float) -> float:
        """Return what a share `u` does not exceed."""
        return _exp(self.mu + self.sigma * place(u))

    def cumulative(self, x: float) -> float:
        """The share that does not exceed `x`."""
        return below((math.log(x) - self.mu) / self.sigma) if x > 0 else 0.0

    def log_density(self, x: float) -> float:
        """The logarithm of the density."""
        if x <= 0:
            return -math.inf
        z = (math.log(x) - self.mu) / self.sigma
        return -z * z / 2 - math.log(x * self.sigma * math.sqrt(2 * math.pi))

    def in_words(self, amount: Callable[[float], object]) -> Message:
        """The median and the tail, for people."""
        return say(
            "half at most {median}, nine in ten at most {p90} (lognormal)",
            median=amount(math.exp(self.mu)),
            p90=amount(self.quantile(0.9)),
        )


def _exp(x: float) -> float:
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf


def _of_mean_and_sigma(mean: float, sigma: float) -> Lognormal:
    return Lognormal(math.log(mean) - sigma**2 / 2, sigma)


def _of_median_and_p90(median: float, p90: float) -> Lognormal:
    if p90 <= median:
        raise DistributionProblem(
            say("'p90' must be more than 'median'"), say("'p90' is what nine in ten do not exceed"), "p90"
        )
    return Lognormal(math.log(median), math.log(p90 / median) / NINE_IN_TEN)


def _of_mean_and_deviation(mean: float, sd: float) -> Lognormal:
    return _of_mean_and_sigma(mean, math.sqrt(math.log1p((sd / mean) ** 2)))


def _fit(data: Sequence[float]) -> Lognormal | None:
    if min(data) <= 0 or min(data) == max(data):
        return None
    logarithms = [math.log(x) for x in data]
    return Lognormal(fmean(logarithms), pstdev(logarithms))


declare(
    Family(
        "lognormal",
        (
            Form({"median": SOME_AMOUNT, "p90": SOME_AMOUNT}, _of_median_and_p90),
            Form({"mean": SOME_AMOUNT, "sd": SOME_AMOUNT}, _of_mean_and_deviation),
            Form({"mean": SOME_AMOUNT, "sigma": SOME_NUMBER}, _of_mean_and_sigma),
        ),
        _fit,
        say("maximum likelihood"),
    )
)
