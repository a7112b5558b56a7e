"""The days of a run: reckoned a stretch at a time, they are what each day is when it is looked at by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import accumulate

import pytest

from prosessi.calendars.calendar import FINLAND
from prosessi.simulate import ground as grounds
from prosessi.simulate import limits
from prosessi.simulate.ground import ground_of
from prosessi.simulate.layout import COMING_FROM, COMING_TO, LIMIT_SIZE, LIMIT_TABLE, PROCESS_SIZE, UNKNOWN
from prosessi.simulate.setup import DAY, Arrivals
from simulate.planted import Fault, planted
from simulate.queueing import queue
from simulate.setups import HOUR

HALF_HOUR = HOUR // 2
ALL = 1_500
STEPS = (7, 40, 41, 800, ALL)
PROCESS = """
process: jono
roles: {server: {}, tulkki: {}}
events: {serve: {by: server}}
initial: waiting
states:
  waiting: {transitions: [{event: serve, to: served}, {after: 3 working days, to: served}]}
  served: {transitions: [{event: serve, to: over}, {after: 2 days, to: over}]}
  over: {final: success}
"""
HEAD = "scenario: jono\nperiod: {from: 2024-03-06}\ncases: 10\n"
NUMBERS = """
processes: {jono: {arrivals: {rate: 60 per week}, acts: {serve: {work: 1 hour}}}}
staff: {server: {people: 1}, tulkki: {people: 1, hours: tiistaisin}}
hours: {tiistaisin: {tue: "9-11, 12-20"}}
"""
SEASONAL = Arrivals(
    week=(9.0, 8.0, 7.0, 7.1, 6.3, 0.2, 0.1),
    months=(1.0, 1.1, 0.9, 1.0, 1.3, 0.7, 0.3, 0.9, 1.2, 1.1, 1.0, 0.8),
    days_off=FINLAND,
)
ON_WEEKDAYS = Arrivals(week=(1.3,) * 5 + (0.0,) * 2)
FAULTS = (
    Fault("a day is lost at the seam", "timedelta(days=self.days), days -", "timedelta(days=self.days + 1), days -"),
    Fault("the week begins on a Monday after the seam", "first = start.weekday()", "first = 0"),
    Fault("the year begins anew after the seam", "start.timetuple().tm_yday - 1", "0"),
    Fault("sums begin anew after the seam", "initial=row[-1]", "initial=row[0]"),
    Fault("the last day is never a day off", "if start <= day <= last", "if start <= day < last"),
    Fault("the last row is where it was", "= row * self.days", "= 0"),
)

TOGETHER = (
    Fault(
        "all days of a stretch run out as the first",
        "self._ends(self._all[number], each * DAY, ())",
        "self._ends(self._all[number], day * DAY, ())",
    ),
    Fault("a stretch goes on in the next table", "min(day + _many(lately), self.days)", "day + _many(lately)"),
)


def reckoned(steps, monkeypatch):
    """The ground of two processes of weeks and seasons, and of meetings of people with different hours."""
    monkeypatch.setattr(grounds, "FIRST_DAYS", steps[0])
    setup = queue(NUMBERS, process=PROCESS, head=HEAD)
    [process] = setup.processes
    acts = tuple(replace(act, roles=(0, 1)) for act in process.acts)
    both = (replace(process, acts=acts, arrivals=arrivals) for arrivals in (SEASONAL, ON_WEEKDAYS))
    ground = ground_of(replace(setup, processes=tuple(both)))
    for limit in range(len(ground.tables.limits.flat) // LIMIT_SIZE):
        ground.tables.limits.fill(limit, limit * DAY, ())
    for days in steps[1:]:
        ground.lengthen(days)
    return ground


def numbers(ground):
    """All that is reckoned by days."""
    known = ground.tables.limits
    return ground.kinds, ground.before, ground.spans, ground.rates, ground.processes, known.known, known.flat


def worked(ground, row, day):
    """The spans of a day."""
    kind = ground.kinds[row * ground.days + day]
    return ground.spans[kind + 1 : kind + 1 + 2 * ground.spans[kind]]


def worked_by_itself(ground, row, day):
    """The spans of a day, found by asking of each half hour whether all are at work."""
    date = ground.setup.start + timedelta(days=day)
    several = [ground.setup.hours[one] for one in ground.hours[row]]
    spans = [() if hours.calendar.is_day_off(date) else hours.week[date.weekday()] for hours in several]
    open_ = [all(any(a <= time < b for a, b in each) for each in spans) for time in range(0, DAY, HALF_HOUR)]
    return [n * HALF_HOUR for n, now in enumerate([*open_, False]) if now != (n > 0 and open_[n - 1])]


def come_by_themselves(arrivals, start):
    """How many cases are expected before each day."""
    dates = [start + timedelta(days=day) for day in range(ALL)]
    away = [arrivals.days_off is not None and arrivals.days_off.is_day_off(date) for date in dates]
    amounts = [arrivals.week[date.weekday()] * arrivals.months[date.month - 1] for date in dates]
    return list(accumulate((0.0 if off else amount for off, amount in zip(away, amounts, strict=True)), initial=0.0))


def as_they_are(ground):
    """Whether the days of a ground are what each is by itself."""
    days, start = ground.days, ground.setup.start
    for row in range(len(ground.hours)):
        spans = [worked(ground, row, day) for day in range(days)]
        lengths = [sum(each[1::2]) - sum(each[::2]) for each in spans]
        before = ground.before[row * (days + 1) : (row + 1) * (days + 1)]
        if spans != [worked_by_itself(ground, row, day) for day in range(days)]:
            return False
        if before != list(accumulate(lengths, initial=0)):
            return False
    for number, arrivals in ground.daily:
        record = number * PROCESS_SIZE
        come = ground.rates[ground.processes[record + COMING_FROM] : ground.processes[record + COMING_TO]]
        if come != come_by_themselves(arrivals, start):
            return False
    return True


def test_days_reckoned_in_steps_are_those_reckoned_at_once(monkeypatch):
    assert numbers(reckoned(STEPS, monkeypatch)) == numbers(reckoned((ALL,), monkeypatch))


def test_every_day_is_what_it_is_by_itself(monkeypatch):
    ground = reckoned(STEPS, monkeypatch)

    assert len(ground.hours) == 3
    assert len(ground.daily) == 2
    assert as_they_are(ground)


def test_what_runs_out_is_known_still_when_days_are_added(monkeypatch):
    one, other = (reckoned(steps, monkeypatch).tables.limits for steps in ((ALL,), STEPS))

    assert sum(entry != UNKNOWN for entry in other.known) == len(other.flat) // LIMIT_SIZE == 4
    assert (other.known, other.flat) == (one.known, one.flat)


def filled(monkeypatch, *, at_once):
    """The entries of limits when every day is asked about, but for the last limit: behind its table there is none."""
    monkeypatch.setattr(limits, "AT_ONCE", at_once)
    known = reckoned((ALL,), monkeypatch).tables.limits
    for limit in range(len(known.flat) // LIMIT_SIZE - 1):
        table = known.flat[limit * LIMIT_SIZE + LIMIT_TABLE]
        for place in [ALL - 3, *range(ALL)]:
            if known.known[table + place] == UNKNOWN:
                _, numbers, entries = known.fill(limit, place * DAY, ())
                assert entries[0] == table + place
                assert UNKNOWN not in [numbers[entry] for entry in entries]
    return known.known


def test_days_worked_out_together_are_those_worked_out_one_by_one(monkeypatch):
    assert filled(monkeypatch, at_once=16) == filled(monkeypatch, at_once=1)


@pytest.mark.parametrize("fault", TOGETHER, ids=str)
def test_faults_in_days_worked_out_together_are_noticed(fault, monkeypatch):
    one_by_one = filled(monkeypatch, at_once=1)
    planted(fault, monkeypatch)

    assert filled(monkeypatch, at_once=16) != one_by_one


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_faults_where_days_are_added_are_noticed(fault, monkeypatch):
    at_once = numbers(reckoned((ALL,), monkeypatch))
    planted(fault, monkeypatch)
    ground = reckoned(STEPS, monkeypatch)

    assert numbers(ground) != at_once
