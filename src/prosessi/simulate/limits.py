"""When clocks and deadlines run out, as numbers: worked out by the chart's own clocks, a day at a time, when asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from prosessi.chart.chart import Chart, Edge, Slot, Watch
from prosessi.chart.deadlines import reckoned
from prosessi.chart.timers import due
from prosessi.chart.worlds import slots_of
from prosessi.errors import ProsessiError
from prosessi.expressions.program import UNSET
from prosessi.messages import say
from prosessi.simulate.days import lengthened
from prosessi.simulate.layout import (
    BY_DATE,
    BY_DATE_OR_DAY,
    BY_DAY,
    EXACT,
    FIXED,
    LIMIT_KIND,
    LIMIT_SIZE,
    LIMIT_TABLE,
    NONE,
    UNKNOWN,
)
from prosessi.simulate.setup import DAY, Seconds

TABLED: Final = frozenset({BY_DAY, BY_DATE, BY_DATE_OR_DAY})
"""The kinds of limits that have a table."""

AT_ONCE: Final = 16
"""So many days in a row are worked out together."""

DAY_ZERO = 45_000
"""So many days before the start there can be dates, such as days of birth."""


class NotSimulated(ProsessiError):
    """Something of a process that cannot be simulated."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A clock or a deadline of a chart, by what it depends on."""

    chart: Chart
    of: Edge | Watch
    kind: int
    slot: Slot | None
    length: Seconds = 0


@dataclass(slots=True)
class Limits:
    """The limits of a run, each with a table of the days asked about so far.

    The first entry of a table is for a date that is not set; then each day from `DAY_ZERO` before the start has one.
    What ran out before the start is said to run out at the start: in a run there is no time before.
    """

    start: date
    days: int
    flat: list[int] = field(default_factory=list)
    known: list[int] = field(default_factory=list)
    _all: list[Limit] = field(default_factory=list)

    def add(self, limit: Limit) -> int:
        """The number of a new limit."""
        self._all.append(limit)
        length = limit.length if limit.kind in {EXACT, FIXED} else int(_exact(limit))
        self.flat += (limit.kind, length, limit.slot.index if limit.slot else NONE, len(self.known))
        if limit.kind in TABLED:
            self.known += [UNKNOWN] * self._width
        return len(self._all) - 1

    def fill(self, number: int, place: int) -> slice:
        """Work out an entry of the table of a limit, and say where in `known` it stands.

        Where most days are asked about, the next ones are worked out with it: that is sooner done than to stop a run
        for each.
        """
        table, known = self.flat[number * LIMIT_SIZE + LIMIT_TABLE], self.known
        lately = known[table + max(place - AT_ONCE, 0) : table + place]
        many = len(lately) - lately.count(UNKNOWN) > AT_ONCE // 2
        last = min(place + AT_ONCE, self._width) if many else place + 1
        for each in range(place, last):
            if known[table + each] == UNKNOWN:
                known[table + each] = self._ends(self._all[number], each)
        return slice(table + place, table + last)

    def lengthen(self, days: int) -> None:
        """Make room for more days."""
        records = range(0, len(self.flat), LIMIT_SIZE)
        tables = [record for record in records if self.flat[record + LIMIT_KIND] in TABLED]
        more = [UNKNOWN] * (days - self.days)
        self.days, self.known = days, lengthened(self.known, [more] * len(tables))
        for row, record in enumerate(tables):
            self.flat[record + LIMIT_TABLE] = row * self._width

    @property
    def _width(self) -> int:
        return 1 + DAY_ZERO + self.days

    def _ends(self, limit: Limit, place: int) -> int:
        day = None if place == 0 else self.start + timedelta(days=place - 1 - DAY_ZERO)
        since = datetime.combine(day or self.start, datetime.min.time())
        coded = UNSET if day is None else float(day.toordinal())
        if isinstance(limit.of, Watch):
            _, ends = reckoned(limit.of, since, (coded,) if limit.slot else ())
        else:
            at = None if limit.slot is None else limit.slot.index
            data = tuple(coded if slot.index == at else UNSET for slot in limit.chart.slots)
            ends = due(limit.chart, limit.of.id, since, data)
        return NONE if ends is None else max(self.second(ends), 0)

    def second(self, moment: datetime) -> int:
        """A moment of civil time in seconds from the start."""
        length = moment - datetime.combine(self.start, datetime.min.time())
        return length.days * DAY + length.seconds


def of_clock(chart: Chart, edge: Edge, start: date) -> Limit:
    """The limit of a clock."""
    if edge.at is None:
        after = edge.after
        if after is None or not after.exact:
            return Limit(chart, edge, BY_DAY, None)
        return Limit(chart, edge, EXACT, None, round(after.length.total_seconds()))
    if edge.at.datum is not None:
        return Limit(chart, edge, BY_DATE, slots_of(chart)[edge.at.datum])
    ends = due(chart, edge.id, datetime.combine(start, datetime.min.time()), (UNSET,) * len(chart.slots))
    limits = Limits(start, 0)
    return Limit(chart, edge, FIXED, None, NONE if ends is None else max(limits.second(ends), 0))


def of_deadline(chart: Chart, watch: Watch) -> Limit:
    """The limit of a deadline. One that depends on two dates at once cannot be simulated."""
    deadline = watch.deadline
    parts = deadline.versions or (deadline,)
    exact = any(part.within is not None and part.within.exact for part in parts)
    dated = any(part.at is not None and part.at.datum is not None for part in parts)
    if len(watch.dates) > 1 or (watch.dates and dated and any(part.within is not None for part in parts)):
        raise NotSimulated(
            str(say("the last day of '{name}' depends on two dates at once, which is not simulated", name=watch.name))
        )
    if watch.dates:
        return Limit(chart, watch, BY_DATE if dated else BY_DATE_OR_DAY, watch.dates[0])
    if exact and len(parts) == 1 and deadline.within is not None:
        return Limit(chart, watch, EXACT, None, round(deadline.within.length.total_seconds()))
    return Limit(chart, watch, BY_DAY, None)


def _exact(limit: Limit) -> bool:
    """Whether it is counted in hours, so that it can end within a day."""
    return isinstance(limit.of, Watch) and limit.of.deadline.within is not None and limit.of.deadline.within.exact
