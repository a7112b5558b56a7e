"""When clocks and deadlines run out, as numbers: worked out by the chart's own clocks, when asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from prosessi.chart.chart import Chart, Edge, Watch
from prosessi.chart.deadlines import reckoned
from prosessi.chart.timers import due
from prosessi.chart.worlds import Data, slots_of
from prosessi.expressions.program import UNSET
from prosessi.simulate.answers import Answers
from prosessi.simulate.days import lengthened
from prosessi.simulate.layout import (
    BY_DATE,
    BY_DAY,
    EXACT,
    FIXED,
    LIMIT_KIND,
    LIMIT_SIZE,
    LIMIT_TABLE,
    NONE,
    TICKER_BITS,
    UNKNOWN,
)
from prosessi.simulate.setup import DAY, Seconds

AT_ONCE: Final = 16
"""So many days in a row are worked out together."""

LAST_DATE: Final = date.max.toordinal()
LAST_SECOND: Final = (1 << 63 - TICKER_BITS) - 1


@dataclass(frozen=True, slots=True)
class Limit:
    """A clock or a deadline of a chart, by what it depends on.

    One BY_DATE goes by the data in `slots`. When it started counts too, to so many seconds (`unit`, nought if it does
    not), unless the date in the slot `instead` is set.
    """

    chart: Chart
    of: Edge | Watch
    kind: int
    length: Seconds = 0
    slots: tuple[int, ...] = ()
    unit: Seconds = 0
    instead: int = NONE

    def numbers(self, started: Seconds, data: Sequence[float]) -> tuple[int, ...]:
        """What its end is looked up by: a number for when it started, if that can count, and one for each date."""
        dates = tuple(0 if data[slot] != data[slot] else int(data[slot]) for slot in self.slots)
        if not self.unit:
            return dates
        instead = self.instead != NONE and data[self.instead] == data[self.instead]
        return (0 if instead else 1 + started // self.unit, *dates)


@dataclass(slots=True)
class Limits:
    """The limits of a run, and what was asked about them so far.

    Those by the day when they start have each a table in `known`, those by the dates of a case are in `answers`. What
    ran out before the start of the run does so at the start if it is a clock: there is no time before. If it is a
    deadline, it did at a time below nought, so that one can say how late it is: below NONE and UNKNOWN, by seconds.
    """

    start: date
    days: int
    flat: list[int] = field(default_factory=list)
    known: list[int] = field(default_factory=list)
    rests: list[int] = field(default_factory=list)
    answers: Answers = field(default_factory=Answers)
    _all: list[Limit] = field(default_factory=list)

    def add(self, limit: Limit) -> int:
        """The number of a new limit."""
        self._all.append(limit)
        length = limit.length if limit.kind in {EXACT, FIXED} else int(_exact(limit))
        table = len(self.rests if limit.kind == BY_DATE else self.known)
        self.flat += (limit.kind, length, limit.instead, table, limit.unit)
        if limit.kind == BY_DATE:
            self.rests += (len(limit.slots), *limit.slots)
        elif limit.kind == BY_DAY:
            self.known += [UNKNOWN] * self.days
        return len(self._all) - 1

    def fill(self, number: int, started: Seconds, data: Sequence[float]) -> tuple[str, list[int], Collection[int]]:
        """Work out when a limit ends: the name of the table in which it is written, the table, and where in it.

        Where most days are asked about, the next ones are worked out with it: that is sooner done than to stop a run
        for each.
        """
        if self._all[number].kind == BY_DATE:
            changed = self._fill_answers(number, started, data)
            return "answers", self.answers.flat, changed
        return "known", self.known, self._fill_days(number, started // DAY)

    def lengthen(self, days: int) -> None:
        """Make room for more days."""
        records = range(0, len(self.flat), LIMIT_SIZE)
        tables = [record for record in records if self.flat[record + LIMIT_KIND] == BY_DAY]
        more = [UNKNOWN] * (days - self.days)
        self.days, self.known = days, lengthened(self.known, [more] * len(tables))
        for row, record in enumerate(tables):
            self.flat[record + LIMIT_TABLE] = row * self.days

    def second(self, moment: datetime) -> int:
        """A moment of civil time in seconds from the start; the last one that fits a key, if it is beyond that."""
        length = moment - datetime.combine(self.start, datetime.min.time())
        return min(length.days * DAY + length.seconds, LAST_SECOND)

    def _fill_days(self, number: int, day: int) -> range:
        table, known = self.flat[number * LIMIT_SIZE + LIMIT_TABLE], self.known
        lately = known[table + max(day - AT_ONCE, 0) : table + day]
        last = min(day + _many(lately), self.days)
        for each in range(day, last):
            if known[table + each] == UNKNOWN:
                known[table + each] = self._ends(self._all[number], each * DAY, ())
        return range(table + day, table + last)

    def _fill_answers(self, number: int, started: Seconds, data: Sequence[float]) -> Collection[int]:
        limit = self._all[number]
        *others, day = limit.numbers(started, data)
        lately = [self.answers.get(number, (*others, each)) for each in range(max(day - AT_ONCE, 1), day)]
        changed: list[int] = []
        for each in range(day, day + (_many(lately) if day and limit.slots else 1)):
            numbers = *others, each
            if self.answers.get(number, numbers) == UNKNOWN:
                dates = tuple(map(_coded, numbers[len(numbers) - len(limit.slots) :]))
                changed += self.answers.put(number, numbers, self._ends(limit, started, dates))
        return changed

    def _ends(self, limit: Limit, started: Seconds, dates: Data) -> int:
        """When a limit ends that started then or at any time of the same unit, where a case has these dates."""
        since = datetime.combine(self.start, datetime.min.time()) + timedelta(
            seconds=started - started % (limit.unit or DAY)
        )
        if isinstance(limit.of, Watch):
            _, ends = reckoned(limit.of, since, dates)
            second = NONE if ends is None else self.second(ends)
            return second if ends is None or second >= 0 else min(second, UNKNOWN - 1)
        known = dict(zip(limit.slots, dates, strict=True))
        data = tuple(known.get(slot.index, UNSET) for slot in limit.chart.slots)
        ends = due(limit.chart, limit.of.id, since, data)
        return NONE if ends is None else max(self.second(ends), 0)


def of_clock(chart: Chart, edge: Edge, start: date) -> Limit:
    """The limit of a clock."""
    if edge.at is None:
        after = edge.after
        if after is None or not after.exact:
            return Limit(chart, edge, BY_DAY)
        return Limit(chart, edge, EXACT, round(after.length.total_seconds()))
    if edge.at.datum is not None:
        return Limit(chart, edge, BY_DATE, slots=(slots_of(chart)[edge.at.datum].index,))
    ends = due(chart, edge.id, datetime.combine(start, datetime.min.time()), (UNSET,) * len(chart.slots))
    limits = Limits(start, 0)
    return Limit(chart, edge, FIXED, NONE if ends is None else max(limits.second(ends), 0))


def of_deadline(chart: Chart, watch: Watch) -> Limit:
    """The limit of a deadline. What is counted in hours from no date counts from the second, else from the day."""
    deadline = watch.deadline
    lengths = [part.within for part in deadline.versions or (deadline,) if part.within is not None]
    exact = any(length.exact for length in lengths)
    if exact and not watch.dates and deadline.within is not None and not deadline.versions:
        return Limit(chart, watch, EXACT, round(deadline.within.length.total_seconds()))
    if not watch.dates and not exact:
        return Limit(chart, watch, BY_DAY)
    unit = 0 if not lengths else 1 if exact else DAY
    instead = NONE if deadline.from_ is None else slots_of(chart)[deadline.from_].index
    return Limit(chart, watch, BY_DATE, slots=tuple(slot.index for slot in watch.dates), unit=unit, instead=instead)


def _many(lately: Sequence[int]) -> int:
    """How many days to work out together, by what is known of those before."""
    return AT_ONCE if len(lately) - lately.count(UNKNOWN) > AT_ONCE // 2 else 1


def _coded(day: int) -> float:
    """A date as the data of a case have it: nought is one that is not set, and what is past all time is its end."""
    return float(min(day, LAST_DATE)) if day else UNSET


def _exact(limit: Limit) -> bool:
    """Whether it is counted in hours, so that it can end within a day."""
    return isinstance(limit.of, Watch) and limit.of.deadline.within is not None and limit.of.deadline.within.exact
