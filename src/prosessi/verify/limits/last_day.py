"""The last day of a limit for every day on which it starts, in days by number.

What a clock leads on from is left at the first moment after its last day, so that is the day on which it rings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from prosessi.calendars.calendar import Calendar
from prosessi.calendars.durations import Duration
from prosessi.calendars.moments import Moment, resolve
from prosessi.calendars.versions import Limit as InForce
from prosessi.calendars.versions import last_day
from prosessi.chart.chart import Chart
from prosessi.model.deadline import Deadline, Version
from prosessi.verify.limits.limits import Limit
from prosessi.verify.limits.tables import Days, Tables, tables_of

MARGIN = 2
"""Years by which a span is longer than the limits in it."""
LONGEST = 60
"""Years after the last start beyond which nothing is reckoned."""

_YEARS = {"years": 1.0, "months": 1 / 12, "weeks": 1 / 52, "days": 1 / 365, "working days": 1 / 240}


@dataclass(frozen=True, slots=True, eq=False)
class LastDays:
    """Counts limits over the years from `first` on. `instead` are lengths that limits are tried with.

    Hours are counted as the days that they reach at the most, or with `at_least` as those that they surely reach.
    """

    chart: Chart
    first: int
    years: int
    instead: Mapping[Limit, Duration] = field(default_factory=dict)
    at_least: bool = False

    @property
    def far(self) -> int:
        """The day that stands for all beyond the span."""
        return self._tables(self.chart.calendar).far

    def number(self, day: date) -> int:
        """The number of a day."""
        return self._tables(self.chart.calendar).number(day)

    def day(self, number: int) -> date:
        """The day that has a number."""
        return date(self.first, 1, 1) + timedelta(days=number)

    def of(self, limit: Limit, begun: Days, starts: Days) -> Days:
        """The last days of a limit that starts on the days `begun`; `starts` are those of the deadline in question.

        A deadline that is counted from case data is counted from `starts`: its caller sees to it that they are meant.
        """
        if limit.edge is not None:
            return self._clock(limit, begun, starts)
        if limit.watch is None:
            return begun
        deadline, calendar = limit.watch.deadline, limit.watch.calendar
        since = starts if deadline.from_ is not None else begun
        if deadline.versions:
            return self._in_force(deadline, calendar, since, starts)
        return self._one(self.instead.get(limit, deadline.within), deadline, calendar, since, starts)

    def _clock(self, limit: Limit, begun: Days, starts: Days) -> Days:
        edge, calendar = limit.edge, self.chart.calendar
        after = self.instead.get(limit, edge.after if edge is not None else None)
        if after is not None and after.exact and self.at_least:
            return self._surely(after, begun)
        if after is not None:
            table = self._tables(calendar).last_days(after)
            late = 0 if after.exact else 1
            return [table[day] + late for day in begun]
        at = edge.at if edge is not None else None
        return begun if at is None else list(map(max, begun, self._moment(at, calendar, starts)))

    def _one(
        self, within: Duration | None, limit: Deadline | Version, calendar: Calendar, since: Days, starts: Days
    ) -> Days:
        if within is not None and within.exact and self.at_least:
            return self._surely(within, since)
        if within is not None:
            table = self._tables(calendar).last_days(within, rolls=calendar.roll_over)
            return [table[day] for day in since]
        return since if limit.at is None else self._moment(limit.at, calendar, starts)

    def _surely(self, length: Duration, begun: Days) -> Days:
        days = max(length.length - timedelta(minutes=1), timedelta(0)) // timedelta(days=1)
        return [day + days for day in begun]

    def _moment(self, at: Moment, calendar: Calendar, starts: Days) -> Days:
        if at.datum is None:
            return [self.number(resolve(at, {}, calendar) or date.max)] * len(starts)
        return [self.number(resolve(at, {at.datum: self.day(day)}, calendar) or date.max) for day in starts]

    def _in_force(self, deadline: Deadline, calendar: Calendar, since: Days, starts: Days) -> Days:
        ends = [self._one(version.within, version, calendar, since, starts) for version in deadline.versions]
        return [self._ended(deadline, days) for days in zip(*ends, strict=True)]

    def _ended(self, deadline: Deadline, ends: tuple[int, ...]) -> int:
        limits = [
            InForce(
                last_day=self.day(end),
                from_=version.from_,
                until=version.until,
                not_before=version.not_before,
                revives=version.revives is True,
            )
            for version, end in zip(deadline.versions, ends, strict=True)
        ]
        day = last_day(limits)
        return self.far if day is None else self.number(day)

    def _tables(self, calendar: Calendar) -> Tables:
        return tables_of(calendar, self.first, self.years)


def span_for(limits: Iterable[Limit], years: int) -> int:
    """How many years a span must have for cases that start in the first `years` of them."""
    lengths = [length for limit in limits for length in _lengths(limit)]
    more = sum(length.n * _YEARS.get(length.unit, 0.0) for length in lengths)
    return years + MARGIN + min(int(more), LONGEST)


def _lengths(limit: Limit) -> list[Duration]:
    if limit.edge is not None:
        return [limit.edge.after] if limit.edge.after is not None else []
    if limit.watch is None:
        return []
    deadline = limit.watch.deadline
    lengths = [deadline.within, *(version.within for version in deadline.versions)]
    return [length for length in lengths if length is not None]
