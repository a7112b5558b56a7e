"""Time in stretches few enough to be read: weeks, months, quarters or years."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from prosessi.messages import Message, say
from prosessi.simulate.setup import DAY, Seconds

Moments = Iterable[tuple[Seconds, float]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time: its place in the order, its name in a table, and a brief one under a column."""

    place: tuple[int, int]
    name: Message | str
    brief: Message | str


def by_stretch(moments: Moments, start: date) -> list[tuple[Stretch, float]]:
    """The mean over each stretch of what stood at moments counted from the day `start`.

    >>> year = by_stretch([(0, 1.0), (86400, 3.0), (200 * 86400, 5.0)], date(2025, 1, 1))
    >>> [(stretch.place, mean) for stretch, mean in year]
    [((2025, 1), 2.0), ((2025, 7), 5.0)]
    """
    days = [(start + timedelta(days=moment // DAY), value) for moment, value in moments]
    kind = next((kind for kind, most in _KINDS if len({kind(day).place for day in _from_to(days)}) <= most), _year)
    found: dict[Stretch, list[float]] = {}
    for day, value in sorted(days):
        found.setdefault(kind(day), []).append(value)
    return [(stretch, fmean(values)) for stretch, values in found.items()]


def _from_to(days: list[tuple[date, float]]) -> list[date]:
    """The weeks, months and quarters between the first and the last day, a day of each at least."""
    first, last = min(days)[0], max(days)[0]
    return [first + timedelta(days=number) for number in range(0, (last - first).days + 1, 7)] + [last]


def _week(day: date) -> Stretch:
    year, week, _ = day.isocalendar()
    return Stretch((year, week), say("week {week}, {year}", week=week, year=year), say("wk {week}", week=week))


def _month(day: date) -> Stretch:
    full, brief = _MONTHS[day.month - 1]
    name = say("{month} {year}", month=full, year=day.year)
    return Stretch((day.year, day.month), name, brief)


def _quarter(day: date) -> Stretch:
    quarter = (day.month + 2) // 3
    return Stretch(
        (day.year, quarter),
        say("quarter {quarter} of {year}", quarter=quarter, year=day.year),
        f"{quarter}/{day.year}",
    )


def _year(day: date) -> Stretch:
    return Stretch((day.year, 0), str(day.year), str(day.year))


_KINDS: tuple[tuple[Callable[[date], Stretch], int], ...] = ((_week, 17), (_month, 24), (_quarter, 24))
"""The kinds of stretches, and of how many of each a chart can be made."""

_MONTHS = (
    (say("January"), say("Jan")),
    (say("February"), say("Feb")),
    (say("March"), say("Mar")),
    (say("April"), say("Apr")),
    (say("the month of May"), say("May")),
    (say("June"), say("Jun")),
    (say("July"), say("Jul")),
    (say("August"), say("Aug")),
    (say("September"), say("Sep")),
    (say("October"), say("Oct")),
    (say("November"), say("Nov")),
    (say("December"), say("Dec")),
)
"""The months, in full and in brief."""
