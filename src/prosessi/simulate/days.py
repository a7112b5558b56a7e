"""The days of a run, as numbers: which hours are worked on them, and how many cases come by them.

Most weeks are alike, so that a week is repeated and only the days off are looked at by themselves.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate, chain, count, islice, repeat
from operator import mul
from typing import TypeVar

from prosessi.calendars.calendar import Calendar
from prosessi.simulate.setup import ALL_DAY, DAY, Arrivals, Hours, Span

T = TypeVar("T")
N = TypeVar("N", int, float)


def always(hours: Hours) -> bool:
    """Whether there is work at every hour of every day."""
    return hours.calendar is None and all(spans == ALL_DAY for spans in hours.week)


def working_spans(hours: Hours, start: date, days: int) -> list[tuple[Span, ...]]:
    """The spans worked on each of so many days from `start`."""
    return by_day(hours.week, (), {hours.calendar}, start, days)


def common(several: Sequence[Hours]) -> tuple[tuple[Span, ...], ...]:
    """The spans of each weekday in which all are at work."""
    week, *others = (hours.week for hours in several)
    for other in others:
        week = tuple(_common(*spans) for spans in zip(week, other, strict=True))
    return week


def length_of(spans: tuple[Span, ...]) -> int:
    """How long spans are together."""
    return sum(end - begin for begin, end in spans)


def by_day(week: Sequence[T], off: T, calendars: Iterable[Calendar | None], start: date, days: int) -> list[T]:
    """What each of so many days from `start` has: what its weekday has, Monday first, or `off` where one is closed."""
    first = start.weekday()
    those = [*week[first:], *week[:first]] * (days // 7 + 1)
    del those[days:]
    for calendar in calendars:
        for day in _days_off(calendar, start, days):
            those[day] = off
    return those


def expected(arrivals: Arrivals, start: date, days: int) -> list[float]:
    """How many cases come on average on each of so many days from `start`."""
    weekly = by_day(arrivals.week, 0.0, {arrivals.days_off}, start, days)
    return [*map(mul, weekly, _of_the_month(arrivals.months, start))]


def lengthened(numbers: Sequence[N], more: Sequence[Iterable[N]]) -> list[N]:
    """Rows of numbers, one after another in one list, each with more at its end."""
    longer: list[N] = []
    for row, new in zip(_rows(numbers, len(more)), more, strict=True):
        longer += row
        longer += new
    return longer


def summed(sums: Sequence[N], more: Sequence[Iterable[N]]) -> list[N]:
    """Rows of sums, one after another in one list, each of which goes on as more is added to its last."""
    longer: list[N] = []
    for row, new in zip(_rows(sums, len(more)), more, strict=True):
        longer += row[:-1]
        longer += accumulate(new, initial=row[-1])
    return longer


def steady(arrivals: Arrivals) -> float | None:
    """How many cases come in a second, if that is the same always; None if it is not."""
    same = len(set(arrivals.week)) == 1 and len(set(arrivals.months)) == 1
    if not same or arrivals.days_off is not None or arrivals.spans != ALL_DAY:
        return None
    return arrivals.week[0] * arrivals.months[0] / DAY


def _rows(numbers: Sequence[N], count: int) -> Iterator[Sequence[N]]:
    length = len(numbers) // max(count, 1)
    return (numbers[row * length : (row + 1) * length] for row in range(count))


def _common(spans: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple((max(a, c), min(b, d)) for a, b in spans for c, d in others if max(a, c) < min(b, d))


def _days_off(calendar: Calendar | None, start: date, days: int) -> Iterator[int]:
    """The days off among so many from `start`, by their numbers."""
    if calendar is None or not days:
        return
    last = start + timedelta(days=days - 1)
    for year in range(start.year, last.year + 1):
        yield from ((day - start).days for day in calendar.days_off(year) if start <= day <= last)


def _of_the_month(months: Sequence[T], start: date) -> Iterator[T]:
    """What the month of each day from `start` has, January first."""
    of_years = (
        repeat(months[month - 1], monthrange(year, month)[1]) for year in count(start.year) for month in range(1, 13)
    )
    return islice(chain.from_iterable(of_years), start.timetuple().tm_yday - 1, None)
