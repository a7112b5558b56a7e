"""An amount that is made of many like parts: the sum of `shape` exponential ones, if the shape is whole."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from statistics import fmean
from typing import Final

from prosessi.distributions.family import SOME_AMOUNT, SOME_NUMBER, DistributionProblem, Family, Form, declare
from prosessi.distributions.standard import place
from prosessi.messages import Message, say

PRECISION: Final = 2**-52
TINY: Final = 1e-300
MOST_ROUNDS: Final = 100
MOST_PARTS: Final = 1e8


@dataclass(frozen=True, slots=True)
class Gamma:
    """The one with this shape, each of whose parts has the mean `scale`."""

    shape: float
    scale: float

    @property
    def parameters(self) -> Mapping[str, float]:
        """The mean and the standard deviation."""
        return {"mean": self.mean, "sd": self.deviation}

    @property
    def least(self) -> float:
        """Zero."""
        return 0.0

    @property
    def mean(self) -> float:
        """What draws are on average."""
        return self.shape * self.scale

    @property
    def deviation(self) -> float:
        """The standard deviation."""
        return math.sqrt(self.shape) * self.scale

    def quantile(self, u: float) -> float:
        """Return what a share `u` does not exceed."""
        return self.scale * unit_quantile(self.shape, u)

    def cumulative(self, x: float) -> float:
        """The share that does not exceed `x`."""
        return below_and_above(self.shape, x / self.scale)[0]

    def log_density(self, x: float) -> float:
        """The logarithm of the density."""
        if x <= 0:
            return -math.inf
        return _log_density(self.shape, x / self.scale) - math.log(self.scale)

    def in_words(self, amount: Callable[[float], object]) -> Message:
        """The mean and the deviation, for people."""
        return say(
            "{mean} on average, give or take {deviation} (gamma)",
            mean=amount(self.mean),
            deviation=amount(self.deviation),
        )


def below_and_above(shape: float, x: float) -> tuple[float, float]:
    """The shares below and above `x` at scale one: the regularised incomplete gamma functions P and Q.

    Each is reckoned where it is small: P by its series, Q by its continued fraction (Abramowitz & Stegun 6.5.29 and
    6.5.31; NIST's Digital Library of Mathematical Functions 8.11.4 and 8.9.2).
    """
    if x <= 0:
        return 0.0, 1.0
    front = _exp(_log_density(shape, x) + math.log(x))
    if x < shape + 1:
        below = min(front * _series(shape, x), 1.0)
        return below, 1 - below
    above = min(front * _fraction(shape, x), 1.0)
    return 1 - above, above


def unit_quantile(shape: float, u: float) -> float:
    """The quantile at scale one: Newton's steps on the logarithm of x, kept inside what is known to hold the root."""
    low, high = -math.inf, math.inf
    logarithm = _first_guess(shape, u)
    for _ in range(MOST_ROUNDS):
        x = _exp(logarithm)
        if x == 0:
            return 0.0
        below, above = below_and_above(shape, x)
        miss = below - u if u <= 0.5 else (1 - u) - above
        low, high = (logarithm, high) if miss < 0 else (low, logarithm)
        slope = _exp(_log_density(shape, x) + logarithm)
        nearer = logarithm - miss / slope if slope > TINY else math.nan
        if not low < nearer < high:
            nearer = _halfway(low, high)
        if miss == 0 or abs(nearer - logarithm) <= 4 * PRECISION * max(abs(logarithm), 1):
            return _exp(nearer) if miss else x
        logarithm = nearer
    return _exp(logarithm)


def _first_guess(shape: float, u: float) -> float:
    """The logarithm of roughly the quantile.

    By Wilson and Hilferty's cube (Abramowitz & Stegun 26.4.17), or near zero by the first term of the series.
    """
    cube = 1 - 1 / (9 * shape) + place(u) / (3 * math.sqrt(shape))
    if shape >= 0.5 and cube > 0.1:
        return math.log(shape) + 3 * math.log(cube)
    return (math.log(u) + math.lgamma(shape + 1)) / shape


def _halfway(low: float, high: float) -> float:
    if math.isinf(low):
        return high - 1
    return low + 1 if math.isinf(high) else (low + high) / 2


def _log_density(shape: float, x: float) -> float:
    return (shape - 1) * math.log(x) - x - math.lgamma(shape)


def _series(shape: float, x: float) -> float:
    """The sum of x**n / (shape (shape + 1) ... (shape + n))."""
    term = total = 1 / shape
    n = shape
    while term > total * PRECISION:
        n += 1
        term *= x / n
        total += term
    return total


def _fraction(shape: float, x: float) -> float:
    """The continued fraction 1/(x + 1 - a - 1(1 - a)/(x + 3 - a - ...)), from the front by Lentz's method."""
    b = x + 1 - shape
    c, d = 1 / TINY, 1 / b
    value = d
    for n in count(1):
        a = -n * (n - shape)
        b += 2
        d = 1 / _not_zero(a * d + b)
        c = _not_zero(b + a / c)
        value *= c * d
        if abs(c * d - 1) <= PRECISION * 4:
            break
    return value


def _not_zero(x: float) -> float:
    return x if abs(x) > TINY else TINY


def _exp(x: float) -> float:
    return math.exp(min(x, 700.0)) if x > -745 else 0.0


def _of_mean_and_deviation(mean: float, sd: float) -> Gamma:
    return _of_shape_and_mean((mean / sd) ** 2, mean)


def _of_shape_and_mean(shape: float, mean: float) -> Gamma:
    if shape > MOST_PARTS:
        raise DistributionProblem(say("this hardly varies"), say("write the amount alone"))
    return Gamma(shape, mean / shape)


def _fit(data: Sequence[float]) -> Gamma | None:
    """The root of log(shape) - digamma(shape) = s by Newton, from Minka's approximation (2002)."""
    if min(data) <= 0 or min(data) == max(data):
        return None
    mean = fmean(data)
    s = math.log(mean) - fmean(math.log(x) for x in data)
    if s <= 0:
        return None
    shape = (3 - s + math.sqrt((s - 3) ** 2 + 24 * s)) / (12 * s)
    for _ in range(MOST_ROUNDS):
        step = (math.log(shape) - digamma(shape) - s) / (1 / shape - trigamma(shape))
        shape = max(shape - step, shape / 4)
        if abs(step) < 1e-12 * shape:
            break
    return Gamma(shape, mean / shape)


def digamma(x: float) -> float:
    """The slope of the logarithm of the gamma function (Abramowitz & Stegun 6.3.5 and 6.3.18)."""
    below = 0.0
    while x < 8:
        below -= 1 / x
        x += 1
    y = 1 / (x * x)
    return below + math.log(x) - 1 / (2 * x) - y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y / 132))))


def trigamma(x: float) -> float:
    """The slope of `digamma` (Abramowitz & Stegun 6.4.6 and 6.4.12)."""
    below = 0.0
    while x < 8:
        below += 1 / (x * x)
        x += 1
    y = 1 / (x * x)
    return below + (1 + 1 / (2 * x) + y * (1 / 6 - y * (1 / 30 - y * (1 / 42 - y * (1 / 30 - y * 5 / 66))))) / x


declare(
    Family(
        "gamma",
        (
            Form({"mean": SOME_AMOUNT, "sd": SOME_AMOUNT}, _of_mean_and_deviation),
            Form({"shape": SOME_NUMBER, "mean": SOME_AMOUNT}, _of_shape_and_mean),
        ),
        _fit,
        say("maximum likelihood"),
    )
)
