"""Deadlines: they stand beside the chart and watch what its steps do.

Of each one a few facts are kept: when it started, when it was met, whether its condition has held. Its status
follows from them. A condition that becomes true later counts from the original start; one that becomes false lets
the deadline lapse; a second start while it runs changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from prosessi.calendars.calendar import Calendar
from prosessi.calendars.clocks import Count, count, fixed
from prosessi.calendars.moments import resolve
from prosessi.calendars.versions import Limit, ending
from prosessi.chart.chart import Active, Chart, Slot, Watch
from prosessi.chart.semantics import Microstep
from prosessi.chart.worlds import Data
from prosessi.expressions.kinds import Coded, decode
from prosessi.model.deadline import Deadline, Version

MOST_REMEMBERED = 8192

Status = Literal["not_started", "running", "met", "breached", "met_late", "lapsed"]


@dataclass(frozen=True, slots=True)
class DeadlineState:
    """How one deadline stands.

    `started` is what it is counted from unless the deadline names a date; `count` explains its last day, `due`, day
    by day. `applies` says whether its condition holds, `applied` whether it has held since the start. `breached` is
    when it was seen to have run out. `days_late` counts calendar days, up to now while it is not met.
    """

    name: str
    status: Status = "not_started"
    started: datetime | None = None
    due: date | None = None
    count: Count | None = None
    met: datetime | None = None
    days_late: int = 0
    applies: bool = False
    applied: bool = False
    breached: datetime | None = None

    @property
    def expires(self) -> datetime | None:
        """The first moment at which meeting it is too late."""
        return None if self.count is None else self.count.expires


def not_started(chart: Chart) -> tuple[DeadlineState, ...]:
    """The deadlines of a case before its beginning."""
    return tuple(DeadlineState(watch.name) for watch in chart.watches)


def observe(
    chart: Chart,
    deadlines: tuple[DeadlineState, ...],
    microsteps: tuple[Microstep, ...],
    data: Data,
    active: Active,
    *,
    now: datetime,
) -> tuple[DeadlineState, ...]:
    """The deadlines after a step that ended with `data` in `active`, or after time alone if it made no moves."""
    if not deadlines:
        return deadlines
    return tuple(
        _judged(watch, _after(watch, state, microsteps, now), data, active, now=now)
        for watch, state in zip(chart.watches, deadlines, strict=True)
    )


def next_breach(deadlines: tuple[DeadlineState, ...]) -> tuple[datetime, int] | None:
    """When the next running deadline runs out, and its place in the order of the process."""
    if not deadlines:
        return None
    running = [
        (state.count.expires, place)
        for place, state in enumerate(deadlines)
        if state.status == "running" and state.count is not None
    ]
    return min(running) if running else None


def breach(deadlines: tuple[DeadlineState, ...], place: int, now: datetime) -> tuple[DeadlineState, ...]:
    """The deadlines once that at `place` has run out."""
    state = deadlines[place]
    late = replace(state, status="breached", breached=now, days_late=_days_late(state, now))
    return (*deadlines[:place], late, *deadlines[place + 1 :])


def _after(watch: Watch, state: DeadlineState, microsteps: tuple[Microstep, ...], now: datetime) -> DeadlineState:
    """Note what the moves did to it: of each move first the event, then what was left, then what was entered."""
    for starts, meets in _happenings(watch, microsteps):
        if meets and state.started is not None and state.met is None:
            state = replace(state, met=now)
        if starts and _may_start(watch, state):
            state = DeadlineState(watch.name, started=now)
    return state


def _happenings(watch: Watch, microsteps: tuple[Microstep, ...]) -> Iterator[tuple[bool, bool]]:
    for move in microsteps:
        yield move.event in watch.starts.events, move.event in watch.met_by.events
        yield not watch.starts.exit.isdisjoint(move.exited), not watch.met_by.exit.isdisjoint(move.exited)
        yield not watch.starts.enter.isdisjoint(move.entered), not watch.met_by.enter.isdisjoint(move.entered)


def _may_start(watch: Watch, state: DeadlineState) -> bool:
    """Whether a start counts: the first one does, and one after it was met or lapsed, as far as that goes."""
    if state.started is None or state.status == "lapsed":
        return True
    return state.met is not None and (watch.deadline.again is True or not state.applies)


def _judged(watch: Watch, state: DeadlineState, data: Data, active: Active, *, now: datetime) -> DeadlineState:
    """The same facts, with what follows from them now. What was met while it applied is settled for good."""
    if state.started is None or state.status in {"met", "met_late"}:
        return state
    if watch.condition is not None and watch.condition.evaluate(data, active) != 1.0:
        status: Status = "lapsed" if state.applied else "not_started"
        return replace(state, applies=False, status=status, due=None, count=None, days_late=0)
    counted = _counted(watch, state.started, tuple(data[slot.index] for slot in watch.dates))
    if state.status == "running" and state.met is None and counted is state.count:
        return state
    due = None if counted is None else counted.due
    state = replace(state, applies=True, applied=True, count=counted, due=due)
    status = _status(state)
    late = status in {"breached", "met_late"}
    return replace(state, status=status, days_late=_days_late(state, state.met or now) if late else 0)


def _status(state: DeadlineState) -> Status:
    if state.met is not None:
        return "met" if state.expires is None or state.met < state.expires else "met_late"
    return "breached" if state.breached is not None else "running"


def _days_late(state: DeadlineState, now: datetime) -> int:
    if state.due is None:
        return 0
    return max((now.date() - _day(state.due)).days, 0)


@lru_cache(maxsize=MOST_REMEMBERED)
def _counted(watch: Watch, started: datetime, coded: Data) -> Count | None:
    """The reckoning of the last day; None while a date that it rests on is not set, or if no version ends it.

    `coded` are the dates that it rests on, as the case keeps them.
    """
    dates = {slot.name: _date(slot, code) for slot, code in zip(watch.dates, coded, strict=True)}
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


def _date(slot: Slot, code: Coded) -> date | None:
    value = decode(slot.type, code)
    return value if isinstance(value, date) else None


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
