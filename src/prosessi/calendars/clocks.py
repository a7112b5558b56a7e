"""When a time limit ends, and why: the clocks by which Finnish service processes are counted.

What ends on a day ends with that day: acting on the due day is still in time.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache

from prosessi.calendars.calendar import Calendar
from prosessi.calendars.counting import Count, DayNote
from prosessi.calendars.durations import Duration
from prosessi.calendars.shifting import add_days, add_months, add_working_days, shift

__all__ = ["Count", "DayNote", "count", "fixed"]


def count(duration: Duration, start: date, calendar: Calendar, *, rolls: bool = False) -> Count:
    """Count `duration` from `start`, a date or a datetime.

    `rolls` says whether a last day that is no working day moves to the next one (act 150/1930, 5 §, certain for
    what is due at an authority, an assumption for an authority's own time); the duration's own words go before it.
    Working days need no roll, and a span whose first day counts has none unless its words say so: it is the greatest
    length of an interference, not a time to act in (an assumption).
    """
    if duration.exact:
        moment = _exactly(duration, start)
        return Count(duration, start, start, calendar, moment, moment)
    begin, strict, due = _days(duration, _day(start), calendar, _rolls(duration, rolls=rolls))
    return Count(duration, start, begin, calendar, strict, due)


def fixed(day: date, start: date, calendar: Calendar) -> Count:
    """A limit that is a date of the calendar, whatever the start. It never rolls."""
    return Count(None, start, _day(start), calendar, day, day)


def _rolls(duration: Duration, *, rolls: bool) -> bool:
    if duration.rolls is not None:
        return duration.rolls
    return rolls and not duration.counting_first and duration.unit not in {"working days", "same or next working day"}


@lru_cache(maxsize=8192)
def _days(duration: Duration, start: date, calendar: Calendar, rolls: bool) -> tuple[date, date, date]:  # noqa: FBT001  # a cache key
    begin = add_days(start, calendar.letter_days) if duration.after_letter else start
    strict = _last_day(duration, begin, calendar)
    return begin, strict, calendar.next_working_day(strict) if rolls else strict


def _last_day(duration: Duration, begin: date, calendar: Calendar) -> date:
    """The last day before any roll-over.

    `n working days` is the n-th working day after the day of receipt, which does not count (the counting practice of
    the national institute for the assessment limits; well known). `n months` ends on the same-numbered day, or on
    the last day of a shorter month (act 150/1930, 3 §, certain). `n days` ends n days after the start, whose own day
    does not count (150/1930, 2 §, certain), and `counting the first` one day sooner (Child Welfare Act 38 § for an
    urgent placement, certain). `same or next working day` is the next working day at the latest. `after service by
    letter` puts the days of the post before the count: a letter is deemed received on the seventh day after sending
    (act 434/2003, 59 §, certain).
    """
    if not duration.counting_first:
        return shift(begin, duration.n, duration.unit, calendar)
    match duration.unit:
        case "working days":
            return add_working_days(add_days(begin, -1), duration.n, calendar)
        case "months" | "years":
            end = add_months(begin, duration.n * (12 if duration.unit == "years" else 1))
            return end if end.day != begin.day else add_days(end, -1)
    return add_days(shift(begin, duration.n, duration.unit, calendar), -1)


def _exactly(duration: Duration, start: date) -> datetime:
    begin = start if isinstance(start, datetime) else datetime.combine(start, time.min)
    try:
        return begin + duration.length
    except OverflowError:
        return datetime.max  # noqa: DTZ901  # civil time has no zone


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
