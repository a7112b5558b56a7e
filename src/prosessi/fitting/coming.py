"""When cases come: how many a week, and on which days, in which months and at what time, where the data show it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from prosessi.calendars.calendar import Calendar
from prosessi.calendars.opening import MONTHS, WEEKDAYS, Opening
from prosessi.distributions import Distribution
from prosessi.distributions.gamma import below_and_above
from prosessi.distributions.uniform import Uniform
from prosessi.fitting.curves import ks_distance
from prosessi.fitting.hours import ALL_DAY, closed_on_holidays, is_holiday, time_of_day

CLEARLY: Final = 0.001
"""A difference that chance alone makes so rarely is taken for one."""

SURELY: Final = 3.0
"""What differs by more than so many standard errors does so not by chance."""

FEWEST_EXPECTED: Final = 5
LEAST_DAYS: Final = 350
_EVENLY: Final = Distribution("uniform", Uniform(0.0, 1.0))


@dataclass(frozen=True, slots=True)
class Coming:
    """When cases come. Weights are beside 1, and None where chance explains the differences.

    `distance` is how far the counts of so many `days` are from those of pure chance at this rate.
    """

    n: int
    first: date
    last: date
    per_week: float
    weekdays: Mapping[str, float] | None
    months: Mapping[str, float] | None
    hours: Opening | None
    none_on_holidays: bool
    days: int
    distance: float


def coming(moments: Sequence[datetime], calendar: Calendar) -> Coming:
    """How the beginnings of cases, at least one, are spread over time."""
    first, last = min(moments).date(), max(moments).date()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    counts = Counter(moment.date() for moment in moments)
    none_on_holidays = any(is_holiday(day, calendar) for day in days) and closed_on_holidays(moments, calendar)
    open_days = [day for day in days if not (none_on_holidays and is_holiday(day, calendar))]
    weekdays = _parts(counts, open_days, 7, date.weekday)
    rates = _rates(counts, open_days, weekdays)
    months = _parts(counts, open_days, 12, lambda day: day.month - 1, rates) if len(days) >= LEAST_DAYS else None
    return Coming(
        n=len(moments),
        first=first,
        last=last,
        per_week=sum(rates) * (_yearly(months) if months else 1.0),
        weekdays=None if weekdays is None else _beside_one(weekdays, WEEKDAYS),
        months=None if months is None else _beside_one(months, MONTHS),
        hours=_hours(moments),
        none_on_holidays=none_on_holidays,
        days=len(open_days),
        distance=_distance(counts, open_days, rates, months),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """How many came on the days of one kind, and how many would if all kinds were alike."""

    seen: int
    expected: float

    @property
    def weight(self) -> float:
        """How many came for one expected."""
        return self.seen / self.expected


def _parts(
    counts: Mapping[date, int],
    days: Sequence[date],
    kinds: int,
    kind_of: Callable[[date], int],
    rates: Sequence[float] | None = None,
) -> list[_Part] | None:
    """How many came on the days of each kind; None if chance explains the differences (Pearson's chi-square)."""
    total = sum(counts[day] for day in days)
    expected, seen = [0.0] * kinds, [0] * kinds
    for day in days:
        expected[kind_of(day)] += rates[day.weekday()] if rates else 1.0
        seen[kind_of(day)] += counts[day]
    scale = total / (sum(expected) or 1.0)
    parts = [_Part(one, each * scale) for one, each in zip(seen, expected, strict=True)]
    if min(part.expected for part in parts) < FEWEST_EXPECTED:
        return None
    square = sum((part.seen - part.expected) ** 2 / part.expected for part in parts)
    return parts if below_and_above((kinds - 1) / 2, square / 2)[1] <= CLEARLY else None


def _rates(counts: Mapping[date, int], days: Sequence[date], weekdays: Sequence[_Part] | None) -> list[float]:
    """How many come on each day of an ordinary week."""
    total = sum(counts[day] for day in days)
    weights = [part.weight for part in weekdays] if weekdays else [1.0] * 7
    scale = total / (sum(weights[day.weekday()] for day in days) or 1.0)
    return [weight * scale for weight in weights]


def _yearly(months: Sequence[_Part]) -> float:
    """The weight of an average day of the year, whichever months the log has more of."""
    lengths = [(date(2024 + month // 12, month % 12 + 1, 1) - date(2024, month, 1)).days for month in range(1, 13)]
    return sum(part.weight * length for part, length in zip(months, lengths, strict=True)) / sum(lengths)


def _beside_one(parts: Sequence[_Part], names: Sequence[str]) -> Mapping[str, float]:
    """The weights as they are written: those that chance can make of the usual one are left out, which means 1."""
    middle = sorted(part.weight for part in parts)[len(parts) // 2]
    usual = [part for part in parts if _like(part, middle)]
    weight = sum(part.seen for part in usual) / sum(part.expected for part in usual)
    return {
        name: round(part.weight / weight, 2) for name, part in zip(names, parts, strict=True) if not _like(part, weight)
    }


def _like(part: _Part, weight: float) -> bool:
    return abs(part.weight - weight) <= SURELY * math.sqrt(weight / part.expected)


def _hours(moments: Sequence[datetime]) -> Opening | None:
    if sum(moment.time() == time() for moment in moments) > len(moments) / 2:
        return None
    stretch = time_of_day(moments)
    return stretch if stretch.seconds < ALL_DAY else None


def _distance(
    counts: Mapping[date, int], days: Sequence[date], rates: Sequence[float], months: Sequence[_Part] | None
) -> float:
    """The Kolmogorov-Smirnov distance between the counts of days and those of chance (Poisson) at their rates.

    Each count is put where it falls in its own distribution, evenly within its step, which makes it uniform.
    """
    places = []
    for day in days:
        mean = rates[day.weekday()] * (months[day.month - 1].weight if months else 1.0)
        if mean > 0:
            count = counts[day]
            below = below_and_above(count, mean)[1] if count else 0.0
            up_to = below_and_above(count + 1, mean)[1]
            places.append(below + (up_to - below) * _even(day))
    return ks_distance(_EVENLY, sorted(places)) if places else 0.0


def _even(day: date) -> float:
    """A number between 0 and 1, evenly spread over days and always the same for one."""
    return day.toordinal() * 0.6180339887498949 % 1
