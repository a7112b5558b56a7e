"""Counting by table: for each day of a span of years, the last day of a limit that starts on it.

`prosessi.calendars.clocks.count` is what counts; here the same arithmetic is done for all days of the span at once,
and a test holds every entry to it. A day is its number, day 0 being the first of January of the first year. No table
ever falls, which is why a worst case that goes through it stays the worst. A day beyond the span is its last one,
`far`, and means no more than 'then or later'.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from prosessi.calendars.calendar import Calendar
from prosessi.calendars.durations import Duration

Days = list[int]
"""Days by number, such as one for each day on which a limit starts."""


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """The tables of one calendar over the years from `first` on. They are made when they are asked for, and kept."""

    calendar: Calendar
    first: int
    years: int
    length: int
    working: tuple[int, ...]
    upto: tuple[int, ...]  # of each day, how many working days there have been, itself included
    _made: dict[tuple[Duration, bool], Days] = field(default_factory=dict)

    @property
    def far(self) -> int:
        """The last day of the span, which stands for all later ones too."""
        return self.length - 1

    def number(self, day: date) -> int:
        """The number of a day, held within the span."""
        return max(0, min((day - date(self.first, 1, 1)).days, self.far))

    def day(self, number: int) -> date:
        """The day that has a number."""
        return date(self.first, 1, 1) + timedelta(days=number)

    def last_days(self, duration: Duration, *, rolls: bool = False) -> Days:
        """The last day of a limit, for each day on which it starts; `rolls` is as for `count`.

        Hours and shorter units are counted as the days that they reach at the most, begun at the end of a day.
        """
        made = self._made.get((duration, rolls))
        if made is None:
            made = self._made[duration, rolls] = self._table(duration, rolls=rolls)
        return made

    def _table(self, duration: Duration, *, rolls: bool) -> Days:
        ends = self._by_unit(duration)
        far = self.far
        if duration.after_letter:
            later = range(self.calendar.letter_days, self.length + self.calendar.letter_days)
            ends = [ends[day] if day < far else far for day in later]
        ends = [min(day, far) for day in ends]
        return [self._next_working_day(day) for day in ends] if _rolls(duration, rolls=rolls) else ends

    def _by_unit(self, duration: Duration) -> Days:
        n, less = duration.n, int(duration.counting_first)
        if duration.exact:
            return self._on(-(-duration.length // timedelta(days=1)))
        match duration.unit:
            case "days" | "weeks":
                return self._on(n * (7 if duration.unit == "weeks" else 1) - less)
            case "months" | "years":
                return self._months(n * (12 if duration.unit == "years" else 1), less)
        return self._working_days(n, counting_first=duration.counting_first)

    def _on(self, days: int) -> Days:
        return list(range(days, self.length + days))

    def _working_days(self, n: int, *, counting_first: bool) -> Days:
        if n == 0:
            return self._on(0)
        nth = [*self.working, *[self.far] * (n + 1)]
        before = (0, *self.upto[:-1]) if counting_first else self.upto
        return [nth[passed + n - 1] for passed in before]

    def _months(self, n: int, less: int) -> Days:
        """The same-numbered day, or the last one of a shorter month; a day sooner where the first day counts."""
        months = list(_months(self.first, self.years * 12 + n))
        ends: Days = []
        for (_, length), (start, there) in zip(months[: self.years * 12], months[n:], strict=True):
            ends += [start + min(day, there) - 1 - (less if day <= there else 0) for day in range(1, length + 1)]
        return ends

    def _next_working_day(self, day: int) -> int:
        passed = self.upto[day]
        if passed and self.working[passed - 1] == day:
            return day
        return self.working[passed] if passed < len(self.working) else self.far


@lru_cache(maxsize=16)
def tables_of(calendar: Calendar, first: int, years: int) -> Tables:
    """The tables of a calendar for `years` from the year `first` on."""
    start, length = date(first, 1, 1), (date(first + years, 1, 1) - date(first, 1, 1)).days
    working: Days = []
    upto: Days = []
    for number in range(length):
        if calendar.is_working_day(start + timedelta(days=number)):
            working.append(number)
        upto.append(len(working))
    return Tables(calendar, first, years, length, tuple(working), tuple(upto))


def _rolls(duration: Duration, *, rolls: bool) -> bool:
    if duration.rolls is not None:
        return duration.rolls and not duration.exact
    by_working_days = duration.unit in {"working days", "same or next working day"}
    return rolls and not (duration.counting_first or duration.exact or by_working_days)


def _months(first: int, count: int) -> Iterable[tuple[int, int]]:
    """Of each month the number of its first day, and its length."""
    start = 0
    for month in range(count):
        length = monthrange(first + month // 12, month % 12 + 1)[1]
        yield start, length
        start += length
