"""Which days are working days, and why the others are not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from prosessi.calendars.holiday import holidays_of, named_days_of
from prosessi.messages import Message, say

SATURDAY = 5
WEEK = bytes((1, 1, 1, 1, 1, 0, 0))
"""Which days of a week are worked, from Monday on."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """How days are counted somewhere.

    A working day is a Monday to Friday that is no public holiday (a Saturday is none: act 150/1930 treats it like a
    holiday, and so does the counting practice of the child welfare limits). `eves_are_working_days` decides about
    Christmas Eve and Midsummer Eve, on which the act and the practice are silent; not counting them is an
    assumption. `roll_over` says whether a last day that is no working day moves to the next one (150/1930, 5 §).
    `letter_days` is after how many days a letter is deemed received. `closed` are days of one's own.
    """

    name: str = "finland"
    eves_are_working_days: bool = False
    roll_over: bool = True
    letter_days: int = 7
    closed: frozenset[date] = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        """Whether `day` counts as a working day."""
        return day.weekday() < SATURDAY and day not in _days_off(day.year, self)

    def is_day_off(self, day: date) -> bool:
        """Whether `day` is a holiday or an own closure; a weekend by itself is neither."""
        return day in _days_off(day.year, self)

    def days_off(self, year: int) -> frozenset[date]:
        """The holidays and own closures of a year; a weekend by itself is neither."""
        return _days_off(year, self)

    def closed_because(self, day: date) -> Message | None:
        """Why `day` is no working day: the name of the holiday, the weekend, or an own closure; None if it is one."""
        if self.is_working_day(day):
            return None
        holiday = holidays_of(day.year).get(day)
        if holiday is not None and not (holiday.eve and self.eves_are_working_days):
            return say("{holiday}", holiday=holiday)
        if day.weekday() == SATURDAY:
            return say("Saturday")
        if day.weekday() > SATURDAY:
            return say("Sunday")
        return say("closed that day")

    def working_days_from(self, start: date, days: int) -> tuple[int, ...]:
        """How many working days there have been by the end of each of so many days, the first of them `start`."""
        if days < 1:
            return ()
        first = start.weekday()
        counts = bytearray(WEEK[first:] + WEEK[:first]) * (days // len(WEEK) + 1)
        for year in range(start.year, (start + timedelta(days=days - 1)).year + 1):
            for day in _days_off(year, self):
                number = day.toordinal() - start.toordinal()
                if 0 <= number < days:
                    counts[number] = 0
        return tuple(accumulate(counts[:days]))

    def next_working_day(self, day: date) -> date:
        """`day` itself if it is a working day, else the first one after it."""
        while not self.is_working_day(day) and day < date.max:
            day += timedelta(days=1)
        return day


@lru_cache(maxsize=4096)
def _days_off(year: int, calendar: Calendar) -> frozenset[date]:
    """The days of a year off by name or by own decision; weekends go without saying."""
    named = {day for day, eve in named_days_of(year).items() if not (eve and calendar.eves_are_working_days)}
    return frozenset(named | {day for day in calendar.closed if day.year == year})


FINLAND = Calendar()
