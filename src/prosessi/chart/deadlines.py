"""Deadlines: they stand beside the chart and watch what its steps do.

Of each one a few facts are kept: when it started, when it was met, whether its condition has held. Its status
follows from them. A condition that becomes true later counts from the original start; one that becomes false lets
the deadline lapse; a second start while it runs changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Literal, NamedTuple

from prosessi.calendars.calendar import Calendar
from prosessi.calendars.clocks import Count, count, fixed
from prosessi.calendars.moments import resolve
from prosessi.calendars.versions import Limit, ending
from prosessi.chart.chart import Active, Chart, Watch
from prosessi.chart.memory import MOST_REMEMBERED
from prosessi.chart.semantics import Microstep
from prosessi.chart.worlds import Data, date_in
from prosessi.model.deadline import Deadline, Version

Status = Literal["not_started", "running", "met", "breached", "met_late", "lapsed"]

_SETTLED = frozenset({"met", "met_late"})
_LATE = frozenset({"breached", "met_late"})


class DeadlineState(NamedTuple):
    """How one deadline stands.

    `started` is what it is counted from unless the deadline names a date; `count` explains its last day, `due`, day
    by day, and `expires` is the first moment too late. `applies` says whether its condition holds, `applied` whether it
    has held since the start. `breached` is when it was seen to have run out. `days_late` counts calendar days, up to
    now while it is not met.
    """

    name: str
    status: Status = "not_started"
    started: datetime | None = None
    due: date | None = None
    count: Count | None = None  # type: ignore[assignment]  # nobody counts its fields as those of a tuple
    met: datetime | None = None
    days_late: int = 0
    applies: bool = False
    applied: bool = False
    breached: datetime | None = None
    expires: datetime | None = None


Marked = tuple[tuple[bool, bool], ...]
"""What moves do to one deadline, in order: whether they start it, and whether they meet it."""


def not_started(chart: Chart) -> tuple[DeadlineState, ...]:
    """The deadlines of a case before its beginning."""
    return tuple(DeadlineState(watch.name) for watch in chart.watches)


def marked(watch: Watch, microsteps: tuple[Microstep, ...]) -> Marked:
    """What moves do to a deadline: of each move first its event, then what it left, then what it entered."""
    return tuple(happened for happened in _happenings(watch, microsteps) if any(happened))


def observe(
    chart: Chart,
    deadlines: tuple[DeadlineState, ...],
    happened: tuple[Marked, ...],
    data: Data,
    active: Active,
    *,
    now: datetime,
) -> tuple[DeadlineState, ...]:
    """The deadlines after a step that did to them what `happened` and ended with `data` in `active`."""
    return tuple(
        [
            observed(watch, state, marks, data, active, now=now)
            for watch, state, marks in zip(chart.watches, deadlines, happened, strict=True)
        ]
    )


def observed(
    watch: Watch, state: DeadlineState, happened: Marked, data: Data, active: Active, *, now: datetime
) -> DeadlineState:
    """How a deadline stands after what happened to it. What was met while it applied is settled for good."""
    started, met = state.started, state.met
    for starts, meets in happened:
        if meets and started is not None and met is None:
            met = now
        if starts and _may_start(watch, state, started=started, met=met):
            state, started, met = DeadlineState(watch.name), now, None
    if started is None or state.status in _SETTLED:
        return state
    if watch.condition is not None and watch.condition.evaluate(data, active) != 1.0:
        status: Status = "lapsed" if state.applied else "not_started"
        return DeadlineState(watch.name, status, started, met=met, applied=state.applied, breached=state.breached)
    return _judged(watch, state, data, started=started, met=met, now=now)


def wait(
    chart: Chart, deadlines: tuple[DeadlineState, ...], data: Data, active: Active, *, now: datetime
) -> tuple[DeadlineState, ...]:
    """The deadlines when nothing has happened but that time has passed."""
    return observe(chart, deadlines, ((),) * len(deadlines), data, active, now=now)


def next_breach(deadlines: tuple[DeadlineState, ...]) -> tuple[datetime, int] | None:
    """When the next running deadline runs out, and its place in the order of the process."""
    first: tuple[datetime, int] | None = None
    for place, state in enumerate(deadlines):
        expires = state.expires if state.status == "running" else None
        if expires is not None and (first is None or expires < first[0]):
            first = expires, place
    return first


def breach(deadlines: tuple[DeadlineState, ...], place: int, now: datetime) -> tuple[DeadlineState, ...]:
    """The deadlines once that at `place` has run out."""
    state = deadlines[place]
    late = state._replace(status="breached", breached=now, days_late=_days_late(state.due, now))
    return (*deadlines[:place], late, *deadlines[place + 1 :])


def _happenings(watch: Watch, microsteps: tuple[Microstep, ...]) -> Iterator[tuple[bool, bool]]:
    for move in microsteps:
        yield move.event in watch.starts.events, move.event in watch.met_by.events
        yield not watch.starts.exit.isdisjoint(move.exited), not watch.met_by.exit.isdisjoint(move.exited)
        yield not watch.starts.enter.isdisjoint(move.entered), not watch.met_by.enter.isdisjoint(move.entered)


def _may_start(watch: Watch, state: DeadlineState, *, started: datetime | None, met: datetime | None) -> bool:
    """Whether a start counts: the first one does, and one after it was met or lapsed, as far as that goes."""
    if started is None or state.status == "lapsed":
        return True
    return met is not None and (watch.deadline.again is True or not state.applies)


def _judged(
    watch: Watch, state: DeadlineState, data: Data, *, started: datetime, met: datetime | None, now: datetime
) -> DeadlineState:
    """The facts about a deadline that has started and applies, with what follows from them now."""
    counted, expires = reckoned(watch, started, tuple(data[slot.index] for slot in watch.dates) if watch.dates else ())
    if state.status == "running" and met is None and counted is state.count:
        return state
    due = None if counted is None else counted.due
    status = _status(met, expires, state.breached)
    return DeadlineState(
        name=watch.name,
        status=status,
        started=started,
        due=due,
        count=counted,
        met=met,
        days_late=_days_late(due, met or now) if status in _LATE else 0,
        applies=True,
        applied=True,
        breached=state.breached,
        expires=expires,
    )


def _status(met: datetime | None, expires: datetime | None, breached: datetime | None) -> Status:
    if met is not None:
        return "met" if expires is None or met < expires else "met_late"
    return "running" if breached is None else "breached"


def _days_late(due: date | None, now: datetime) -> int:
    if due is None:
        return 0
    return max((now.date() - _day(due)).days, 0)


@lru_cache(maxsize=MOST_REMEMBERED)
def reckoned(watch: Watch, started: datetime, coded: Data) -> tuple[Count | None, datetime | None]:
    """The reckoning of the last day, and the first moment too late.

    None while a date that it rests on is not set, or if no version ends it. `coded` are the dates that it rests on,
    as the case keeps them.
    """
    counted = _worked_out(watch, started, coded)
    return counted, None if counted is None else counted.expires


def _worked_out(watch: Watch, started: datetime, coded: Data) -> Count | None:
    dates = {slot.name: date_in(slot, code) for slot, code in zip(watch.dates, coded, strict=True)}
    start = dates.get(watch.deadline.from_ or "") or started
    if not watch.deadline.versions:
        return _last_day(watch.deadline, watch.calendar, start, dates)
    counts = [_last_day(version, watch.calendar, start, dates) for version in watch.deadline.versions]
    known = [counted for counted in counts if counted is not None]
    if len(known) < len(counts):
        return None
    end = ending(map(_limit, watch.deadline.versions, known))
    if end is None:
        return None
    return next((counted for counted in known if counted.due == end.day), fixed(end.day, start, watch.calendar))


def _last_day(
    limit: Deadline | Version, calendar: Calendar, start: date, dates: dict[str, date | None]
) -> Count | None:
    if limit.within is not None:
        return count(limit.within, start, calendar, rolls=calendar.roll_over)
    day = None if limit.at is None else resolve(limit.at, dates, calendar)
    return None if day is None else fixed(day, start, calendar)


def _limit(version: Version, counted: Count) -> Limit:
    return Limit(
        last_day=_day(counted.due),
        from_=version.from_,
        until=version.until,
        not_before=version.not_before,
        revives=version.revives is True,
    )


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
