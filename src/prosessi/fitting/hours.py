"""When people are at work, seen from when they begin and finish things, and how much of a stretch is working time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from prosessi.calendars.calendar import Calendar
from prosessi.calendars.opening import DAY, DAYS, HOUR, Opening

FEWEST: Final = 40
"""Of fewer moments nothing is said of the hours."""

FEWEST_A_DAY: Final = 60
RARE_DAY: Final = 0.05
"""A day of the week on which less happens than this part of the busiest is none on which people work."""

FRINGE: Final = 0.004
"""So large a part of moments before and after the hours is taken for an exception."""

GRID: Final = HOUR // 4
FINE_GRID: Final = HOUR // 12
MANY: Final = 600
"""Hours are told to the quarter, or from so many moments on to five minutes."""

ALL_DAY: Final = 20 * HOUR
"""Who is there for so much of every day is there always, and only seldom has something to do in the small hours."""

USUAL: Final = Opening(((8 * HOUR, 16 * HOUR),))
NONE: Final = Opening(())


@dataclass(frozen=True)
class Week:
    """The hours of each day, Monday first. `seen` is from how many moments they were learnt; 0 if they are a guess."""

    openings: tuple[Opening, ...]
    calendar: Calendar | None
    seen: int = 0
    _days: dict[date, int] = field(default_factory=dict, repr=False, compare=False)

    @property
    def always(self) -> bool:
        """Whether there is work at any time."""
        return all(opening.spans == ((0, DAY),) for opening in self.openings)

    @property
    def usual(self) -> bool:
        """Whether they are those that everybody has of whom nothing is said."""
        return self.openings == _USUAL_WEEK and self.calendar is not None

    @property
    def weekly(self) -> float:
        """The hours of an ordinary week."""
        return sum(opening.seconds for opening in self.openings) / HOUR

    def on(self, day: date) -> Opening:
        """The hours of one day."""
        if self.calendar is not None and is_holiday(day, self.calendar):
            return NONE
        return self.openings[day.weekday()]

    def between(self, begin: datetime, end: datetime) -> float:
        """The working time from one moment to another, in seconds."""
        if begin.date() == end.date():
            return self._within(begin.date(), _second(begin), _second(end))
        first = self._within(begin.date(), _second(begin), DAY)
        last = self._within(end.date(), 0, _second(end))
        whole = (begin.date() + timedelta(days=n) for n in range(1, (end.date() - begin.date()).days))
        return first + last + sum(self._whole(day) for day in whole)

    def _whole(self, day: date) -> int:
        if day not in self._days:
            self._days[day] = self.on(day).seconds
        return self._days[day]

    def _within(self, day: date, begin: int, end: int) -> int:
        return sum(max(0, min(end, closes) - max(begin, opens)) for opens, closes in self.on(day).spans)

    def written(self) -> Mapping[str, str]:
        """The hours as a scenario writes them, days that are alike together."""
        found: dict[str, str] = {}
        day = 0
        while day < len(self.openings):
            alike = day
            while alike + 1 < len(self.openings) and self.openings[alike + 1] == self.openings[day]:
                alike += 1
            if self.openings[day].spans:
                name = next(name for name, days in DAYS.items() if days == range(day, alike + 1))
                found[name] = str(self.openings[day])
            day = alike + 1
        return found


_USUAL_WEEK: Final = (USUAL,) * 5 + (NONE,) * 2


def usual_week(calendar: Calendar) -> Week:
    """Monday to Friday from eight to four."""
    return Week(_USUAL_WEEK, calendar)


def is_holiday(day: date, calendar: Calendar) -> bool:
    """Whether a day from Monday to Friday is off."""
    return day.weekday() < len(_USUAL_WEEK) - 2 and not calendar.is_working_day(day)


def hours_seen(moments: Sequence[datetime], calendar: Calendar) -> Week | None:
    """The hours in which these moments fall; None if there are too few, or they have no time of the day."""
    if len(moments) < FEWEST or sum(moment.time() == time() for moment in moments) > len(moments) / 2:
        return None
    by_day = [[_second(moment) for moment in moments if moment.weekday() == day] for day in range(7)]
    busiest = max(map(len, by_day))
    worked = [len(seconds) >= RARE_DAY * busiest for seconds in by_day]
    alike = sorted(second for day, seconds in enumerate(by_day) if worked[day] for second in seconds)
    openings = tuple(
        (_opening(sorted(seconds) if len(seconds) >= FEWEST_A_DAY else alike) if worked[day] else NONE)
        for day, seconds in enumerate(by_day)
    )
    if all(worked) and _opening(alike).seconds >= ALL_DAY:
        return Week((Opening(((0, DAY),)),) * 7, None, len(moments))
    return Week(_evened(openings), calendar if closed_on_holidays(moments, calendar) else None, len(moments))


def closed_on_holidays(moments: Sequence[datetime], calendar: Calendar) -> bool:
    """Whether hardly anything happens on holidays from Monday to Friday; so too if there were none to tell."""
    counts = Counter(moment.date() for moment in moments)
    days = [day for day in _days(min(counts), max(counts)) if day.weekday() < len(_USUAL_WEEK) - 2]
    off = [day for day in days if is_holiday(day, calendar)]
    if not off:
        return True
    others = sum(counts[day] for day in days) - sum(counts[day] for day in off)
    usual = others / max(len(days) - len(off), 1)
    return sum(counts[day] for day in off) < usual * len(off) / 5


def time_of_day(moments: Sequence[datetime]) -> Opening:
    """The stretch of the day in which moments fall."""
    return _opening(sorted(map(_second, moments)))


def _opening(seconds: Sequence[int]) -> Opening:
    fringe = int(FRINGE * len(seconds))
    grid = GRID if len(seconds) < MANY else FINE_GRID
    begin = seconds[fringe] // grid * grid
    end = min(math.ceil(seconds[len(seconds) - 1 - fringe] / grid) * grid, DAY)
    return Opening(((begin, max(end, begin + grid)),))


def _evened(openings: Iterable[Opening]) -> tuple[Opening, ...]:
    """The hours with those alike that differ by a quarter at the ends: that is chance."""
    openings = [*openings]
    worked = [opening.spans[0] for opening in openings if opening.spans]
    begin, end = min(span[0] for span in worked), max(span[1] for span in worked)
    if all(span[0] - begin <= 2 * GRID and end - span[1] <= 2 * GRID for span in worked):
        return tuple(Opening(((begin, end),)) if opening.spans else opening for opening in openings)
    return tuple(openings)


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _second(moment: datetime) -> int:
    return moment.hour * HOUR + moment.minute * 60 + moment.second
