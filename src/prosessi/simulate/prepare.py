"""A sound scenario made ready to run: names become indices, times seconds, and conditions programs."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from prosessi.calendars.calendar import Calendar
from prosessi.calendars.opening import Opening
from prosessi.chart.chart import Chart
from prosessi.chart.chart import Kind as StateKind
from prosessi.expressions.program import compile_condition
from prosessi.model.library import EMPTY, Library
from prosessi.model.scenario import ProcessNumbers, Scenario
from prosessi.model.staffing import ALWAYS, USUAL, Leave
from prosessi.model.staffing import Crew as WrittenCrew
from prosessi.model.staffing import Hours as WrittenHours
from prosessi.simulate.chances import decisions_of
from prosessi.simulate.coming import a_week, arrivals_of
from prosessi.simulate.doing import acts_of
from prosessi.simulate.setup import ALL_DAY, DAY, Arrivals, Crew, Hours, ProcessSetup, Seconds, Setup, role_of, roles_in

LONGEST: Final = 10 * 366 * DAY
"""So long after the last case that counts has begun, everything is over."""

LAST_YEAR: Final = 6000
SLOWEST: Final = 1.5
"""So many times as long as on average it can take until the cases have come."""


def prepare(
    scenario: Scenario, charts: Mapping[str, Chart], library: Library = EMPTY, folder: Path | None = None
) -> Setup:
    """The setup of a scenario that has no errors, with the chart of each of its processes.

    `folder` is where the logs lie that it names.
    """
    start = scenario.period.from_ - timedelta(days=warm_up_days(scenario))
    calendar = library.calendar(scenario.calendar)
    hours = _Hours(scenario.hours, calendar)
    roles = _numbered(roles_of(scenario), shared_roles(scenario))
    order = {name: index for index, name in enumerate(scenario.processes)}
    processes = tuple(
        _process(numbers, charts[name], order, roles, _arrivals(numbers, start, calendar, folder or Path()))
        for name, numbers in scenario.processes.items()
    )
    counted_from = (scenario.period.from_ - start).days * DAY
    until = None if scenario.period.to is None else ((scenario.period.to - start).days + 1) * DAY
    end = _end(start, counted_from, until, scenario.cases, processes)
    staff = tuple(_crew(name, crew, roles, hours, start, end) for name, crew in scenario.staff.items())
    return Setup(
        name=scenario.scenario,
        start=start,
        counted_from=counted_from,
        until=until,
        cases=scenario.cases,
        run_dry=scenario.cases is not None,
        end=end,
        processes=processes,
        roles=tuple(roles),
        crews=staff,
        hours=hours.made,
        replications=scenario.replications,
    )


def with_cases(setup: Setup, cases: int) -> Setup:
    """The same setup, run until so many cases have come and ended."""
    end = _end(setup.start, setup.counted_from, None, cases, setup.processes)
    return replace(setup, cases=cases, until=None, run_dry=True, end=end)


def warm_up_days(scenario: Scenario) -> int:
    """How many whole days are run before anything counts."""
    return math.ceil(scenario.warm_up.seconds / DAY) if scenario.warm_up else 0


def roles_of(scenario: Scenario) -> Mapping[str, int]:
    """The roles that somebody is there for, each with its number."""
    names = dict.fromkeys(role for name, crew in scenario.staff.items() for role in crew.roles or (name,))
    return {name: index for index, name in enumerate(names)}


def shared_roles(scenario: Scenario) -> Mapping[str, frozenset[str]]:
    """The roles of all who have any of the roles that can do an act, each with the roles that are meant."""
    staffed = roles_of(scenario)
    acts = (act for numbers in scenario.processes.values() for act in numbers.acts.values())
    several = (set(doing.by) for act in acts for doing in (act, *act.in_.values()) if len({*doing.by}) > 1)
    return {role_of(able): frozenset(able) for able in several if not able.isdisjoint(staffed)}


def _numbered(roles: Mapping[str, int], shared: Iterable[str]) -> Mapping[str, int]:
    return {**roles, **{name: number for number, name in enumerate(shared, len(roles))}}


def _process(
    numbers: ProcessNumbers,
    chart: Chart,
    order: Mapping[str, int],
    roles: Mapping[str, int],
    arrivals: Arrivals | None,
) -> ProcessSetup:
    slots = {slot.name: slot for slot in chart.slots}
    return ProcessSetup(
        chart=chart,
        arrivals=arrivals,
        case=decisions_of(chart, numbers.case),
        acts=acts_of(chart, numbers.acts, roles),
        first=tuple(compile_condition(condition, slots, chart.ids) for condition in numbers.first),
        carried_to=tuple(
            (vertex.id, order[process])
            for vertex in chart.vertices
            if vertex.kind is StateKind.FINAL and vertex.written is not None
            if (process := vertex.written.process or "") in order and process != chart.process.process
        ),
    )


def _arrivals(numbers: ProcessNumbers, start: date, calendar: Calendar, folder: Path) -> Arrivals | None:
    return arrivals_of(numbers.arrivals, start, calendar, folder) if numbers.arrivals else None


def _end(
    start: date, counted_from: Seconds, until: Seconds | None, cases: int | None, processes: Iterable[ProcessSetup]
) -> Seconds:
    """A moment by which everything that can end has ended."""
    last = (date(LAST_YEAR, 1, 1) - start).days * DAY
    coming = [process.arrivals for process in processes if process.arrivals]
    if until is None:
        until = max((moment for arrivals in coming for moment in arrivals.moments or ()), default=0)
        weekly = sum(map(a_week, coming))
        if weekly and cases:
            until = max(until, counted_from + math.ceil(SLOWEST * cases / weekly * 7 * DAY))
    return min(until + LONGEST, last)


def _crew(name: str, crew: WrittenCrew, roles: Mapping[str, int], hours: _Hours, start: date, end: Seconds) -> Crew:
    return Crew(
        name=name,
        roles=tuple(_served(crew.roles or (name,), roles)),
        hours=hours.place(crew),
        sizes=tuple(sizes(crew.people, crew.leave, start, end)),
        named=crew.named,
        caseload=crew.caseload,
        label=crew.label,
    )


def _served(own: Collection[str], roles: Mapping[str, int]) -> Iterator[int]:
    """The roles of a crew: its own first, then those that any of its own can serve."""
    yield from (roles[role] for role in own)
    yield from (number for role, number in roles.items() if role not in own and not {*own}.isdisjoint(roles_in(role)))


def sizes(people: int, leaves: Iterable[Leave], start: date, end: Seconds) -> Iterator[tuple[Seconds, int]]:
    """How many there are from which moment on, leave taken away; never fewer than none."""
    change: dict[Seconds, int] = {0: 0}
    for leave in leaves:
        away = people if leave.people is None else leave.people
        begin, over = ((day - start).days * DAY for day in (leave.from_, leave.to + timedelta(days=1)))
        change[max(begin, 0)] = change.get(max(begin, 0), 0) + (away if over > 0 else 0)
        change[max(over, 0)] = change.get(max(over, 0), 0) - (away if over > 0 else 0)
    gone, before = 0, -1
    for moment in sorted(change):
        gone += change[moment]
        left = max(people - gone, 0)
        if left != before and moment < end:
            yield moment, left
            before = left


class _Hours:
    """The hours that crews have, each made once."""

    def __init__(self, written: Mapping[str, WrittenHours], calendar: Calendar) -> None:
        self._written = written
        self._calendar = calendar
        self._places: dict[Hours, int] = {}

    @property
    def made(self) -> tuple[Hours, ...]:
        return tuple(self._places)

    def place(self, crew: WrittenCrew) -> int:
        return self._places.setdefault(self._made(crew), len(self._places))

    def _made(self, crew: WrittenCrew) -> Hours:
        share = 1.0 if crew.part_time is None else float(crew.part_time)
        week, calendar = self._week(crew.hours)
        name = (crew.hours or "mon-fri") + ("" if share == 1 else f" {share:g}")
        return Hours(name, tuple(day.shortened(share).spans for day in week), calendar)

    def _week(self, name: str | None) -> tuple[tuple[Opening, ...], Calendar | None]:
        if name is None:
            return (USUAL,) * 5 + (Opening(()),) * 2, self._calendar
        if name == ALWAYS and name not in self._written:
            return (Opening(ALL_DAY),) * 7, None
        written = self._written[name]
        return written.week, None if written.holidays == "open" else self._calendar
