"""Moving a date by a number of units: the arithmetic on which the clocks and the moments stand.

A date beyond the years that Python counts stays at their edge: such a day is never reached, which is what it means.
"""

from __future__ import annotations

import calendar as months
from datetime import date, timedelta
from typing import Final

from prosessi.calendars.calendar import Calendar
from prosessi.calendars.durations import Unit

_DAYS: Final[dict[str, int]] = {"days": 1, "weeks": 7}
_MONTHS: Final[dict[str, int]] = {"months": 1, "years": 12}


def shift(day: date, n: int, unit: Unit, calendar: Calendar) -> date:
    """The day `n` units after `day`, or before it when `n` is negative."""
    if unit in _DAYS:
        return add_days(day, n * _DAYS[unit])
    if unit in _MONTHS:
        return add_months(day, n * _MONTHS[unit])
    return add_working_days(day, n, calendar)


def add_days(day: date, n: int) -> date:
    """The day `n` calendar days on."""
    try:
        return day + timedelta(days=n)
    except OverflowError:
        return date.max if n > 0 else date.min


def add_months(day: date, n: int) -> date:
    """The same-numbered day `n` months on, or the last day of a month that has none (act 150/1930, 3 §)."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if n > 0 else date.min
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def add_working_days(day: date, n: int, calendar: Calendar) -> date:
    """The `n`-th working day after `day`, which is not counted itself."""
    step = 1 if n > 0 else -1
    edge = date.max if n > 0 else date.min
    left = abs(n)
    while left and day != edge:
        day += timedelta(days=step)
        left -= calendar.is_working_day(day)
    return day
