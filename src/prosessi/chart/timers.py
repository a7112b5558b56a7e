"""The clocks of timed transitions: `after` entering a state, and `at` a date.

A clock belongs to its state: it starts when the state is entered and dies when it is left. What is counted in days
or longer ends with its last day, so it goes off at the first moment of the next; hours and minutes are exact; a date
goes off when that day begins. Time is civil time, without daylight saving.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from prosessi.calendars.clocks import count
from prosessi.calendars.moments import resolve
from prosessi.chart.chart import Chart, Edge
from prosessi.chart.worlds import Clocks, Data
from prosessi.expressions.kinds import decode


@dataclass(frozen=True, slots=True)
class Timer:
    """The clock of one timed edge, by its id: since when it stands, and when it goes off.

    `due` is None while the date it rests on is not known, and after it has gone off.
    """

    edge: int
    since: datetime
    due: datetime | None


def turn(
    chart: Chart, timers: tuple[Timer, ...], clocks: Clocks, before: Data, after: Data, *, now: datetime
) -> tuple[Timer, ...]:
    """The timers after a step that stopped and started `clocks` and changed the data from `before` to `after`."""
    if before is not after:
        timers = tuple(_reset(chart, timer, before, after) for timer in timers)
    if not clocks.stopped and not clocks.started:
        return timers
    kept = (timer for timer in timers if timer.edge not in clocks.stopped)
    begun = (Timer(edge, now, _due(chart, chart.edges[edge], now, after)) for edge in clocks.started)
    return tuple(sorted((*kept, *begun), key=lambda timer: timer.edge))


def next_timer(timers: tuple[Timer, ...]) -> tuple[datetime, int] | None:
    """When the next clock goes off, and whose; of several at one moment the first in the document."""
    if not timers:
        return None
    due = [(timer.due, timer.edge) for timer in timers if timer.due is not None]
    return min(due) if due else None


def spend(timers: tuple[Timer, ...], edge: int) -> tuple[Timer, ...]:
    """The timers once that of `edge` has gone off."""
    return tuple(replace(timer, due=None) if timer.edge == edge else timer for timer in timers)


def dates_in(chart: Chart, data: Data) -> dict[str, date | None]:
    """The case data that are dates, by name."""
    return {slot.name: _date(decode(slot.type, data[slot.index])) for slot in chart.slots if slot.type.kind == "date"}


def first_moment(day: date) -> datetime:
    """When a day begins."""
    return datetime.combine(day, time.min)


def _reset(chart: Chart, timer: Timer, before: Data, after: Data) -> Timer:
    """A clock set to a date follows that date when it changes, even if it has gone off already."""
    moment = chart.edges[timer.edge].at
    if moment is None or moment.datum is None:
        return timer
    old, new = (dates_in(chart, data)[moment.datum] for data in (before, after))
    return timer if old == new else replace(timer, due=_due(chart, chart.edges[timer.edge], timer.since, after))


def _due(chart: Chart, edge: Edge, since: datetime, data: Data) -> datetime | None:
    if edge.after is not None:
        return count(edge.after, since, chart.calendar, rolls=False).expires
    day = None if edge.at is None else resolve(edge.at, dates_in(chart, data), chart.calendar)
    return None if day is None else first_moment(day)


def _date(value: object) -> date | None:
    return value if isinstance(value, date) else None
