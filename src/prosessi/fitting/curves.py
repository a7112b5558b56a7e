"""The distribution that fits data best, and how well it does.

Of the families that fit at all, by the Kolmogorov-Smirnov distance, the one with the lowest Akaike criterion is taken
(twice its parameters less twice the log-likelihood), or a simpler one that is hardly worse. If none fits, the data
themselves are, thinned to a few steps.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from prosessi.distributions import Distribution, DistributionProblem, distribution, families
from prosessi.messages import Message, say

FEWEST_EACH: Final = 5
"""So many data are needed for every parameter of a family."""

MOST_USED: Final = 3000
"""Of more data than this so many are used, evenly from the least to the greatest."""

STEPS: Final = 20
MOST_VALUES: Final = 6
"""What has at most so many different values, seen often, is taken as it is."""

NO_BETTER: Final = 2.0
"""A criterion lower by no more than this is no reason to take a family with more parameters."""

GOOD: Final = 0.05
FAIR: Final = 0.1
"""A distance of no more than this does no harm, whatever chance has to do with it."""

UNSEEN_TAIL: Final = 0.1
"""If more than this part was cut short later than anything was seen, only families that reckon with that are tried."""

SMALLEST: Final = 1e-300


@dataclass(frozen=True, slots=True)
class Rival:
    """A family that was tried."""

    family: str
    criterion: float
    distance: float


@dataclass(frozen=True, slots=True)
class Fit:
    """What was fitted: to how many data, of how many of them only the least length is known, and how well.

    `distance` is the greatest difference between the share of data and of draws below any amount.
    """

    distribution: Distribution
    n: int
    cut_short: int
    distance: float
    rivals: tuple[Rival, ...] = ()

    @property
    def verdict(self) -> Message:
        """How well it fits, in a word."""
        return verdict(self.n, self.distance)


def verdict(n: int, distance: float) -> Message:
    """What a distance from so many data means, in a word."""
    if n < 2 * FEWEST_EACH:
        return say("few data")
    if distance <= max(GOOD, chance(n)):
        return say("good")
    return say("fair") if distance <= max(FAIR, 2 * chance(n)) else say("poor")


def chance(n: int) -> float:
    """The distance that chance alone hardly ever makes with so many data: its 5 % point (Smirnov 1948)."""
    return 1.36 / math.sqrt(n)


def fit(lengths: Sequence[float], cut_short: Sequence[float] = ()) -> Fit | None:
    """The best distribution for lengths that are known, and for others that lasted at least so long; None without any.

    What was cut short is spread over what lasted longer (Kaplan and Meier 1958; Efron 1967). Where too much of it
    lasted longer than anything that is known, only families are tried whose likelihood minds that.
    """
    if not lengths:
        return None
    n = len(lengths) + len(cut_short)
    if cut_short and _survival(lengths, cut_short)[-1][1] > UNSEEN_TAIL:
        return _lasting(lengths, cut_short)
    data = _spread(lengths, cut_short) if cut_short else _thinned(sorted(lengths))
    whole = _as_seen(lengths, data)
    if whole is not None:
        return Fit(whole, n, len(cut_short), ks_distance(whole, data))
    return _best(_above_zero(data), n, len(cut_short))


def ks_distance(curve: Distribution, ordered: Sequence[float]) -> float:
    """The Kolmogorov-Smirnov distance between a curve and data in order."""
    n, worst, before = len(ordered), 0.0, 0.0
    for value, count in sorted(Counter(ordered).items()):
        share = curve.cumulative(value)
        below = share - math.exp(curve.log_density(value)) if curve.steps is not None else share
        after = before + count / n
        worst = max(worst, abs(share - after), abs(below - before))
        before = after
    return worst


def _as_seen(lengths: Sequence[float], data: Sequence[float]) -> Distribution | None:
    """The data themselves, if they are too few or have only a few values, seen again and again."""
    values = Counter(data)
    if len(values) == 1:
        return distribution("fixed", value=data[0])
    if len(lengths) < FEWEST_EACH:
        return distribution("fixed", value=fmean(data))
    if len(values) <= MOST_VALUES and len(data) >= FEWEST_EACH * len(values):
        return distribution("empirical", values=[*values], weights=[*values.values()])
    return None


def _best(data: Sequence[float], n: int, cut_short: int) -> Fit:
    tried = [one for name in families() if (one := _tried(name, data)) is not None]
    rivals = tuple(sorted((rival for rival, _ in tried), key=lambda rival: rival.criterion))
    limit = max(GOOD, chance(len(data)))
    fitting = [(rival, curve) for rival, curve in tried if rival.distance <= limit]
    if fitting:
        rival, curve = _simplest(fitting)
        return Fit(curve, n, cut_short, rival.distance, rivals)
    values = [data[int((step + 0.5) * len(data) / STEPS)] for step in range(STEPS)]
    stepwise = distribution("empirical", values=values)
    return Fit(stepwise, n, cut_short, ks_distance(stepwise, data), rivals)


def _tried(name: str, data: Sequence[float]) -> tuple[Rival, Distribution] | None:
    family = families()[name]
    if family.fit is None or len(data) < FEWEST_EACH * family.free:
        return None
    curve = family.fit(data)
    if curve is None:
        return None
    try:
        made = distribution(name, never_negative=True, **curve.parameters)
    except DistributionProblem:
        return None
    likelihood = math.fsum(map(made.log_density, data))
    if not math.isfinite(likelihood):
        return None
    return Rival(name, 2 * family.free - 2 * likelihood, ks_distance(made, data)), made


def _lasting(lengths: Sequence[float], cut_short: Sequence[float]) -> Fit | None:
    """The likeliest of those families that mind what was cut short, by the same criterion."""
    known, least = _above_zero(lengths), _above_zero(cut_short)
    tried: list[tuple[Rival, Distribution]] = []
    for name, family in families().items():
        curve = family.fit_lasting(known, least) if family.fit_lasting is not None else None
        if curve is not None and (len(known) >= FEWEST_EACH * family.free or family.free == 1):
            made = Distribution(name, curve)
            likelihood = math.fsum(map(made.log_density, known)) + math.fsum(_log_beyond(made, x) for x in least)
            distance = max(abs(1 - left - made.cumulative(x)) for x, left in _survival(lengths, cut_short))
            tried.append((Rival(name, 2 * family.free - 2 * likelihood, distance), made))
    if not tried:
        return None
    rival, made = _simplest(tried)
    return Fit(made, len(known) + len(least), len(least), rival.distance, tuple(rival for rival, _ in tried))


def _log_beyond(curve: Distribution, x: float) -> float:
    return math.log(max(1 - curve.cumulative(x), SMALLEST))


def _simplest(tried: Sequence[tuple[Rival, Distribution]]) -> tuple[Rival, Distribution]:
    """The one of the lowest criterion, or the simplest of those that are hardly worse."""
    least = min(rival.criterion for rival, _ in tried)
    near = [one for one in tried if one[0].criterion <= least + NO_BETTER]
    return min(near, key=lambda one: (families()[one[0].family].free, one[0].criterion))


def _survival(lengths: Sequence[float], cut_short: Sequence[float]) -> list[tuple[float, float]]:
    """For each length that is known the share of all that last longer."""
    ends = Counter(lengths)
    leaving = Counter([*lengths, *cut_short])
    at_risk, left, survival = len(lengths) + len(cut_short), 1.0, []
    for length in sorted(leaving):
        if ends[length]:
            left *= 1 - ends[length] / at_risk
            survival.append((length, left))
        at_risk -= leaving[length]
    return survival


def _spread(lengths: Sequence[float], cut_short: Sequence[float]) -> list[float]:
    """Even quantiles of the lengths as they would have been without any cut short; what is left goes to the last."""
    survival = _survival(lengths, cut_short)
    count = min(len(lengths) + len(cut_short), MOST_USED)
    data, place = [], 0
    for number in range(count):
        while place < len(survival) - 1 and 1 - survival[place][1] < (number + 0.5) / count:
            place += 1
        data.append(survival[place][0])
    return data


def _thinned(ordered: Sequence[float]) -> list[float]:
    if len(ordered) <= MOST_USED:
        return [*ordered]
    return [ordered[int((number + 0.5) * len(ordered) / MOST_USED)] for number in range(MOST_USED)]


def _above_zero(data: Iterable[float]) -> list[float]:
    """The data with half of the smallest difference in the place of zero: nothing takes no time at all."""
    data = [*data]
    least = min((value for value in data if value > 0), default=1.0)
    return [value or least / 2 for value in data]
