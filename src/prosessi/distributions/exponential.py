"""An amount without memory: however long it has lasted, it goes on just as long."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from prosessi.distributions.family import SOME_AMOUNT, Family, Form, declare
from prosessi.messages import Message, say


@dataclass(frozen=True, slots=True)
class Exponential:
    """The one with this mean."""

    mean: float

    @property
    def parameters(self) -> Mapping[str, float]:
        """The mean."""
        return {"mean": self.mean}

    @property
    def least(self) -> float:
        """Zero."""
        return 0.0

    @property
    def deviation(self) -> float:
        """The mean again."""
        return self.mean

    def quantile(self, u: float) -> float:
        """Return the mean times the logarithm of what is left."""
        return -self.mean * math.log1p(-u)

    def cumulative(self, x: float) -> float:
        """The share that does not exceed `x`."""
        return -math.expm1(-x / self.mean) if x > 0 else 0.0

    def log_density(self, x: float) -> float:
        """The logarithm of the density."""
        return -math.log(self.mean) - x / self.mean if x >= 0 else -math.inf

    def in_words(self, amount: Callable[[float], object]) -> Message:
        """The mean, for people."""
        return say("{mean} on average, exponentially", mean=amount(self.mean))


def _fit(data: Sequence[float]) -> Exponential | None:
    return Exponential(fmean(data)) if min(data) >= 0 and max(data) > 0 else None


def _fit_lasting(known: Sequence[float], least: Sequence[float]) -> Exponential | None:
    """All the time that passed, for each time that it ended."""
    total = math.fsum(known) + math.fsum(least)
    return Exponential(total / len(known)) if known and total > 0 else None


declare(
    Family(
        "exponential",
        (Form({"mean": SOME_AMOUNT}, Exponential),),
        _fit,
        say("maximum likelihood"),
        fit_lasting=_fit_lasting,
    )
)
