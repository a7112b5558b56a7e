"""Figures with the interval in which the true one lies with 95 % certainty, and how many replications it takes.

Between replications the interval is Student's t (Law, *Simulation Modeling and Analysis*, 9.4.1). Within one long run
it rests on the means of batches of cases, joined by twos for as long as neighbours are still alike. A share that came
out the same everywhere, such as all of all, has Wilson's interval, for t would claim that it is certain.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist, fmean, variance

from prosessi.simulate.results.student import t_quantile

LEVEL = 0.95
BATCHES = 32
FEWEST_BATCHES = 8
FEWEST_IN_BATCH = 10

Batch = tuple[int, float]
"""How many cases there are in a batch, and the sum of what is averaged over them."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its interval; `low` and `high` are None where nothing can be said of how certain it is."""

    value: float
    low: float | None = None
    high: float | None = None

    @property
    def half(self) -> float | None:
        """Half the width of the interval."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2

    def between(self, least: float, most: float) -> Estimate:
        """The same for a figure that cannot be less or more than this, which an interval does not know."""
        if self.low is None or self.high is None:
            return self
        return Estimate(self.value, max(least, self.low), min(most, self.high))


def over_replications(values: Sequence[float]) -> Estimate:
    """The mean of independent values, by Student's t.

    >>> over_replications([2.0, 4.0]).value, over_replications([3.0]).low
    (3.0, None)
    """
    mean = fmean(values)
    if len(values) < 2:
        return Estimate(mean)
    half = t_quantile(LEVEL, len(values) - 1) * math.sqrt(variance(values, mean) / len(values))
    return Estimate(mean, mean - half, mean + half)


def over_batches(batches: Sequence[Batch]) -> Estimate:
    """The mean over all cases of one long run, with the interval that the means of its batches give."""
    value = sum(total for _, total in batches) / sum(count for count, _ in batches)
    joined = list(batches)
    while len(joined) > FEWEST_BATCHES and _alike(joined):
        joined = [(a + c, b + d) for (a, b), (c, d) in zip(joined[::2], joined[1::2], strict=False)]
    if len(joined) < FEWEST_BATCHES or min(count for count, _ in joined) < FEWEST_IN_BATCH:
        return Estimate(value)
    half = over_replications([total / count for count, total in joined]).half or 0.0
    return Estimate(value, value - half, value + half)


def wilson(hits: float, of: int) -> Estimate:
    """A share of independent cases, with the interval of Wilson (JASA 22, 1927).

    >>> estimate = wilson(10, 10)
    >>> estimate.value, round(estimate.low, 3), estimate.high
    (1.0, 0.722, 1.0)
    """
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    share = hits / of
    centre = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    low, high = centre - half, centre + half
    return Estimate(share, low if hits else 0.0, high if hits < of else 1.0)


def needed(estimate: Estimate, replications: int, half: float) -> int | None:
    """How many replications would make the interval at most `half` to each side, as far as these can tell.

    None if so few cannot tell. It is solved with the t of as many replications as it answers with.
    """
    if estimate.half is None or replications < 2 or half <= 0:
        return None
    deviation = estimate.half / t_quantile(LEVEL, replications - 1) * math.sqrt(replications)
    few, enough = 1, 2
    while _half(deviation, enough) > half:
        few, enough = enough, 2 * enough
    while enough - few > 1:
        middle = (few + enough) // 2
        few, enough = (few, middle) if _half(deviation, middle) <= half else (middle, enough)
    return enough


def _half(deviation: float, replications: int) -> float:
    return t_quantile(LEVEL, replications - 1) * deviation / math.sqrt(replications)


def _alike(batches: Sequence[Batch]) -> bool:
    """Whether the means of neighbouring batches are more alike than those of independent ones happen to be."""
    if min(count for count, _ in batches) == 0:
        return True
    means = [total / count for count, total in batches]
    centre = fmean(means)
    spread = sum((mean - centre) ** 2 for mean in means)
    together = sum((a - centre) * (b - centre) for a, b in pairwise(means))
    return spread > 0 and together / spread > NormalDist().inv_cdf(LEVEL) / math.sqrt(len(means))
