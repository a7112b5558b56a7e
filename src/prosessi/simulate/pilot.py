"""A few cases sent ahead of a run, with as many people as anybody could want, to see how much work there will be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations, pairwise
from typing import Final

from prosessi.chart.chart import Chart
from prosessi.distributions import distribution
from prosessi.simulate.chronicle import kept
from prosessi.simulate.coming import a_week
from prosessi.simulate.days import expected, working_spans
from prosessi.simulate.engine import simulate
from prosessi.simulate.prepare import with_cases
from prosessi.simulate.run import Run, What
from prosessi.simulate.setup import ALL_DAY, DAY, Act, Arrivals, Crew, Hours, Length, Setup

CASES: Final = 100
"""So many cases are sent ahead."""

ENOUGH: Final = 5_000
MOST_ROLES: Final = 10
"""Of so many roles every group is looked at; of more only each and all."""

YEAR: Final = 365
WEEK: Final = 7 * DAY

Process = int
Role = int


@dataclass(frozen=True, slots=True)
class Pilot:
    """What the cases sent ahead have shown.

    `coming` cases come in a week in all. `offered` is how many seconds of work a week they bring in each role, `kept`
    how long on average somebody of each crew would have a case of their own, over all cases. Of `cases`, the
    `unfinished` never end: after which act of which process each.
    """

    setup: Setup
    cases: int
    coming: float
    offered: tuple[float, ...]
    kept: tuple[float, ...]
    unfinished: Mapping[tuple[Process, int | None], int]


@dataclass(frozen=True, slots=True)
class Overload:
    """Roles that have more work than those who serve them have time, both in seconds a week."""

    roles: tuple[Role, ...]
    crews: tuple[Crew, ...]
    offered: float
    open: float


def pilot(setup: Setup) -> Pilot:
    """Send some cases of a setup ahead. What happened is written down only where it matters."""
    sent = _unhindered(setup)
    several = any(process.carried_to for process in setup.processes)
    kept_cases = any(crew.named and crew.caseload is not None for crew in setup.crews)
    run = simulate(sent, engine="plain", log=several or kept_cases)
    if run.log is None and not run.finished:
        run = simulate(sent, engine="plain", log=True)
    told = None if run.log is None else _Told(run)
    cases = CASES if told is None else max(len(told.from_outside), 1)
    coming = _coming(setup)
    return Pilot(
        setup=setup,
        cases=cases,
        coming=coming,
        offered=tuple(coming * work / cases for work in _worked(run)),
        kept=tuple(told.kept(crew) / cases if told else 0.0 for crew in setup.crews),
        unfinished=told.unfinished if told else {},
    )


def overloads(seen: Pilot) -> Iterator[Overload]:
    """The smallest groups of roles whose work is more than all who serve any of them can do."""
    setup = seen.setup
    open_hours = tuple(open_a_week(setup, crew) for crew in setup.crews)
    told: list[set[Role]] = []
    for group in _groups(len(setup.roles)):
        serving = [crew for crew in setup.crews if not group.isdisjoint(crew.roles)]
        offered = sum(seen.offered[role] for role in group)
        open_ = sum(open_hours[number] for number, crew in enumerate(setup.crews) if not group.isdisjoint(crew.roles))
        if offered > open_ and not any(less <= group for less in told):
            told.append(group)
            yield Overload(tuple(sorted(group)), tuple(serving), offered, open_)


def open_a_week(setup: Setup, crew: Crew) -> float:
    """How many seconds the people of a crew work together in a week, holidays and leave taken off."""
    first, days = _period(setup)
    hours = setup.hours[crew.hours]
    total = 0.0
    for day, spans in enumerate(working_spans(hours, setup.start + timedelta(days=first), days), first):
        if spans:
            total += size_on(crew, day * DAY + spans[0][0]) * sum(end - begin for begin, end in spans)
    return total * 7 / days


def size_on(crew: Crew, moment: int) -> int:
    """How many people there are in a crew at a moment."""
    return next((size for since, size in reversed(crew.sizes) if since <= moment), crew.sizes[0][1])


def people_on_average(setup: Setup, crew: Crew) -> float:
    """How many people there are in a crew on average over the time that counts, leave taken off."""
    first, days = _period(setup)
    begin, end = first * DAY, (first + days) * DAY
    moments = (min(max(since, begin), end) for since, _ in (*crew.sizes, (end, 0)))
    lengths = (after - before for before, after in pairwise(moments))
    return sum(size * length for (_, size), length in zip(crew.sizes, lengths, strict=True)) / (end - begin)


def _period(setup: Setup) -> tuple[int, int]:
    """The first day that counts, and how many count; a year if that is not said."""
    first = setup.counted_from // DAY
    return first, max((setup.until or setup.counted_from + YEAR * DAY) // DAY - first, 1)


def _unhindered(setup: Setup) -> Setup:
    """The setup with people for everything at any time, without deadlines that only watch, and for a few cases."""
    crews = tuple(replace(crew, hours=0, sizes=((0, ENOUGH),), named=False, caseload=None) for crew in setup.crews)
    processes = tuple(
        replace(process, chart=_unwatched(process.chart), acts=tuple(map(_on_average, process.acts)))
        for process in setup.processes
    )
    few = replace(setup, counted_from=0, processes=processes, crews=crews, hours=(Hours("", (ALL_DAY,) * 7),))
    sent = with_cases(few, CASES)
    return replace(sent, until=sent.end)


def _on_average(act: Act) -> Act:
    """The act with work that always takes as long as it takes on average, so that a few cases tell more."""
    if act.work is None:
        return act
    ways = ((condition, distribution("fixed", value=each.mean)) for condition, each in act.work.ways)
    return replace(act, work=Length(tuple(ways)))


def _unwatched(chart: Chart) -> Chart:
    watches = tuple(watch for watch in chart.watches if watch.deadline.breach)
    return replace(chart, watches=watches, memo={}) if watches != chart.watches else chart


def _groups(roles: int) -> Iterator[set[Role]]:
    """Groups of roles, small ones first."""
    sizes = range(1, roles + 1) if roles <= MOST_ROLES else (1, roles)
    return (set(group) for size in sizes for group in combinations(range(roles), size))


def _coming(setup: Setup) -> float:
    """How many cases come in a week on average."""
    return sum(_weekly(setup, process.arrivals) for process in setup.processes if process.arrivals is not None)


def _weekly(setup: Setup, arrivals: Arrivals) -> float:
    first, days = _period(setup)
    if arrivals.moments is not None:
        counted = sum(first * DAY <= moment < (first + days) * DAY for moment in arrivals.moments)
        return counted * 7 / days
    if arrivals.every is not None:
        return a_week(arrivals)
    return sum(expected(arrivals, setup.start + timedelta(days=first), days)) * 7 / days


def _worked(run: Run) -> list[float]:
    """The work in each role."""
    work = [0.0] * len(run.setup.roles)
    for task in run.tasks:
        for role in run.setup.processes[task.process].acts[task.act].roles:
            work[role] += task.worked
    return work


class _Told:
    """What the log of a pilot tells, case by case."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.from_outside: set[int] = set()
        self._process: dict[int, Process] = {}
        self._started: dict[int, list[tuple[int, int]]] = {}
        self._last: dict[int, int] = {}
        self._ended: dict[int, int] = {}
        log = kept(run)
        for line in zip(log.time, log.case, log.what, log.which, log.value, strict=True):
            self._hear(*line)

    def _hear(self, time: int, case: int, what: int, which: int, value: float) -> None:
        match what:
            case What.BEGUN:
                self._process[case] = which
                if value < 0:
                    self.from_outside.add(case)
            case What.STARTED:
                self._started.setdefault(case, []).append((time, which))
            case What.DONE:
                self._last[case] = which
            case What.ENDED:
                self._ended[case] = time

    @property
    def unfinished(self) -> Mapping[tuple[Process, int | None], int]:
        """How many cases have not ended, by their process and the last act that was done."""
        never = (case for case in self._process if case not in self._ended)
        return Counter((self._process[case], self._last.get(case)) for case in never)

    def kept(self, crew: Crew) -> float:
        """How long all cases are with somebody of a crew, from the first act in a role of theirs to the end."""
        total = 0
        for case, started in self._started.items():
            acts = self.run.setup.processes[self._process[case]].acts
            theirs = (time for time, act in started if not set(crew.roles).isdisjoint(acts[act].roles))
            first = next(theirs, None)
            if first is not None and case in self._ended:
                total += self._ended[case] - first
        return total
