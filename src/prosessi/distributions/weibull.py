"""An amount that ends the surer the longer it has lasted (shape above one), or the less surely (below one)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from prosessi.distributions.family import SOME_AMOUNT, SOME_NUMBER, Family, Form, declare
from prosessi.distributions.figure import Figure
from prosessi.messages import Message, say

MOST_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Weibull:
    """The one whose cumulative share is 1 - exp(-(x / scale) ** shape)."""

    shape: float
    scale: float

    @property
    def parameters(self) -> Mapping[str, float]:
        """The shape and the mean."""
        return {"shape": self.shape, "mean": self.mean}

    @property
    def least(self) -> float:
        """Zero."""
        return 0.0

    @property
    def mean(self) -> float:
        """What draws are on average."""
        return self.scale * _moment(1, self.shape)

    @property
    def deviation(self) -> float:
        """The standard deviation."""
        first, second = _moment(1, self.shape), _moment(2, self.shape)
        return self.scale * math.sqrt(max(second - first * first, 0.0))

    def quantile(self, u: float) -> float:
        """Return what a share `u` does not exceed."""
        return self.scale * math.pow(-math.log1p(-u), 1 / self.shape)

    def cumulative(self, x: float) -> float:
        """The share that does not exceed `x`."""
        return -math.expm1(-((x / self.scale) ** self.shape)) if x > 0 else 0.0

    def log_density(self, x: float) -> float:
        """The logarithm of the density."""
        if x <= 0:
            return -math.inf
        logarithm = math.log(x / self.scale)
        return math.log(self.shape / self.scale) + (self.shape - 1) * logarithm - math.exp(self.shape * logarithm)

    def in_words(self, amount: Callable[[float], object]) -> Message:
        """The mean and the shape, for people."""
        shape = Figure(f"{self.shape:.3g}")
        return say("{mean} on average (Weibull of shape {shape})", mean=amount(self.mean), shape=shape)


def _moment(power: int, shape: float) -> float:
    """The mean of a power of the one of scale one: the gamma function at 1 + power / shape."""
    try:
        return math.gamma(1 + power / shape)
    except OverflowError:
        return math.inf


def _of_shape_and_mean(shape: float, mean: float) -> Weibull:
    unit = _moment(1, shape)
    return Weibull(shape, mean / unit) if math.isfinite(unit) else Weibull(shape, mean)


def _fit(data: Sequence[float]) -> Weibull | None:
    return _fit_lasting(data, ())


def _fit_lasting(known: Sequence[float], least: Sequence[float]) -> Weibull | None:
    """The root of the likelihood equation of the shape, which is increasing, by Newton from the spread of the logs."""
    data = (*known, *least)
    if min(data) <= 0 or min(known) == max(known):
        return None
    top = max(data)
    logarithms = [math.log(x / top) for x in data]
    middle = fmean(logarithms[: len(known)])
    spread = math.sqrt(fmean((one - middle) ** 2 for one in logarithms[: len(known)]))
    shape = math.pi / (spread * math.sqrt(6))
    for _ in range(MOST_ROUNDS):
        step = _newton(shape, logarithms, middle)
        shape = max(shape - step, shape / 4)
        if abs(step) < 1e-12 * shape:
            break
    total = math.fsum(math.exp(shape * one) for one in logarithms)
    return Weibull(shape, top * math.pow(total / len(known), 1 / shape))


def _newton(shape: float, logarithms: Sequence[float], middle: float) -> float:
    """How far the shape is from the root by the tangent."""
    powers = [math.exp(shape * one) for one in logarithms]
    total = math.fsum(powers)
    first = math.fsum(p * one for p, one in zip(powers, logarithms, strict=True)) / total
    second = math.fsum(p * one * one for p, one in zip(powers, logarithms, strict=True)) / total
    return (first - 1 / shape - middle) / (second - first * first + 1 / (shape * shape))


declare(
    Family(
        "weibull",
        (
            Form({"shape": SOME_NUMBER, "mean": SOME_AMOUNT}, _of_shape_and_mean),
            Form({"shape": SOME_NUMBER, "scale": SOME_AMOUNT}, Weibull),
        ),
        _fit,
        say("maximum likelihood"),
        fit_lasting=_fit_lasting,
    )
)
