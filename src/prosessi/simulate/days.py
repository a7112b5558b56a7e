"""The days of a run, as numbers: which hours are worked on them, and how many cases come by them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from prosessi.calendars.calendar import Calendar
from prosessi.simulate.setup import ALL_DAY, DAY, Arrivals, Hours, Span


def always(hours: Hours) -> bool:
    """Whether there is work at every hour of every day."""
    return hours.calendar is None and all(spans == ALL_DAY for spans in hours.week)


def working_spans(hours: Hours, start: date, days: int) -> Iterator[tuple[Span, ...]]:
    """The spans worked on each of so many days from `start`."""
    for day in _days(start, days):
        weekday = day.weekday()
        yield () if _off(day, hours.calendar) else hours.week[weekday]


def length_of(spans: tuple[Span, ...]) -> int:
    """How long spans are together."""
    return sum(end - begin for begin, end in spans)


def expected(arrivals: Arrivals, start: date, days: int) -> list[float]:
    """How many cases have come on average before each day, and before the day after the last."""
    amounts = (
        0.0 if _off(day, arrivals.days_off) else arrivals.week[day.weekday()] * arrivals.months[day.month - 1]
        for day in _days(start, days)
    )
    return [0.0, *accumulate(amounts)]


def steady(arrivals: Arrivals) -> float | None:
    """How many cases come in a second, if that is the same always; None if it is not."""
    same = len(set(arrivals.week)) == 1 and len(set(arrivals.months)) == 1
    if not same or arrivals.days_off is not None or arrivals.spans != ALL_DAY:
        return None
    return arrivals.week[0] * arrivals.months[0] / DAY


def _off(day: date, calendar: Calendar | None) -> bool:
    return calendar is not None and calendar.is_day_off(day)


def _days(start: date, days: int) -> Iterator[date]:
    return (start + timedelta(days=n) for n in range(days))
