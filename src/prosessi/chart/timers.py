"""The clocks of timed transitions: `after` entering a state, and `at` a date.

A clock belongs to its state: it starts when the state is entered and dies when it is left. What is counted in days
or longer ends with its last day, so it goes off at the first moment of the next; hours and minutes are exact; a date
goes off when that day begins. Time is civil time, without daylight saving.
"""

from __future__ import annotations

from datetime import date, datetime, time
from operator import attrgetter
from typing import NamedTuple

from prosessi.calendars.clocks import count
from prosessi.calendars.moments import resolve
from prosessi.chart.chart import Chart
from prosessi.chart.memory import remembered
from prosessi.chart.worlds import Clocks, Data, date_in, slots_of


class Timer(NamedTuple):
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
    if timers and before is not after:
        timers = tuple([_reset(chart, timer, before, after) for timer in timers])
    if timers and clocks.stopped:
        timers = tuple([timer for timer in timers if timer.edge not in clocks.stopped])
    if not clocks.started:
        return timers
    begun = [Timer(edge, now, due(chart, edge, now, after)) for edge in clocks.started]
    return tuple(sorted([*timers, *begun], key=attrgetter("edge")) if timers else begun)


def next_timer(timers: tuple[Timer, ...]) -> tuple[datetime, int] | None:
    """When the next clock goes off, and whose; of several at one moment the first in the document."""
    first: tuple[datetime, int] | None = None
    for timer in timers:
        if timer.due is not None and (first is None or timer.due < first[0]):
            first = timer.due, timer.edge
    return first


def spend(timers: tuple[Timer, ...], edge: int) -> tuple[Timer, ...]:
    """The timers once the first of `edge` has gone off; only an event awaited can have several."""
    due = min(timer.due for timer in timers if timer.edge == edge and timer.due is not None)
    spent = next(timer for timer in timers if timer.edge == edge and timer.due == due)
    return tuple(timer._replace(due=None) if timer is spent else timer for timer in timers)


def first_moment(day: date) -> datetime:
    """When a day begins."""
    return datetime.combine(day, time.min)


def _reset(chart: Chart, timer: Timer, before: Data, after: Data) -> Timer:
    """A clock set to a date follows that date when it changes, even if it has gone off already."""
    moment = chart.edges[timer.edge].at
    if moment is None or moment.datum is None:
        return timer
    slot = slots_of(chart)[moment.datum].index
    return timer if before[slot] == after[slot] else timer._replace(due=due(chart, timer.edge, timer.since, after))


def due(chart: Chart, edge: int, since: datetime, data: Data) -> datetime | None:
    """When the clock of an edge goes off that stands since then; None while the date it rests on is not known."""
    at = chart.edges[edge].at
    if at is None:
        return _run_out(chart, edge, since)
    day = resolve(at, _dates(chart, data), chart.calendar)
    return None if day is None else first_moment(day)


@remembered
def _run_out(chart: Chart, edge: int, since: datetime) -> datetime | None:
    after = chart.edges[edge].after
    return None if after is None else count(after, since, chart.calendar, rolls=False).expires


def _dates(chart: Chart, data: Data) -> dict[str, date | None]:
    return {slot.name: date_in(slot, data[slot.index]) for slot in chart.slots if slot.type.kind == "date"}
