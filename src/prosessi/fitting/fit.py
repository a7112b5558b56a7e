"""From an event log to a scenario: what came, how long it took, what was decided, and who was there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from prosessi.chart.chart import Chart, StateId
from prosessi.chart.refusals import role_kind
from prosessi.errors import WrongUse
from prosessi.fitting.choices import Choice, choices
from prosessi.fitting.coming import Coming, coming
from prosessi.fitting.crews import Crew, crew_name, crews_of, weeks_of
from prosessi.fitting.curves import Fit, fit
from prosessi.fitting.deciding import Decisions
from prosessi.fitting.following import Follower
from prosessi.fitting.hours import Week
from prosessi.fitting.logs.columns import Columns
from prosessi.fitting.logs.happening import EventLog
from prosessi.fitting.logs.reader import read_log
from prosessi.fitting.naming import Naming
from prosessi.fitting.offers import Offers
from prosessi.fitting.tasks import Task, Told, told
from prosessi.messages import say

ANY_COLUMNS = Columns()


@dataclass(frozen=True, slots=True)
class Doing:
    """How an act is done. `by` is who does it most often; `roles` how often each did."""

    event: str
    by: str | None
    roles: Mapping[str, int]
    work: Mapping[str, Fit]
    after: Fit | None
    choices: Mapping[StateId, Choice]


@dataclass(frozen=True, slots=True)
class Learnt:
    """All that was learnt from a log."""

    chart: Chart
    log: EventLog
    told: Told
    coming: Coming
    doings: tuple[Doing, ...]
    decisions: Decisions
    crews: Mapping[str, Crew]
    passed_over: int
    put_in: int


def learn(
    file: Path,
    chart: Chart,
    columns: Columns = ANY_COLUMNS,
    names: Mapping[str, str] | None = None,
    zone: tzinfo | None = None,
) -> Learnt:
    """Read a log and learn the numbers of a process from it."""
    log = read_log(file, columns, zone).of_process(chart.process.process).of_one_run()
    naming = Naming(chart, names or {})
    cases = told(log, naming)
    if not any(history.tasks for history in cases.histories):
        raise WrongUse(
            say(
                "no activity of the log '{log}' is known to the process '{process}'; its activities: {names}",
                log=log.name,
                process=chart.process.process,
                names=sorted({happening.event for happening in log.happenings})[:10],
            )
        )
    return _Learning(chart, log, cases).learnt()


@dataclass(slots=True)
class _Learning:
    """A log being learnt from: its acts by event, and those that crews worked on by crew."""

    chart: Chart
    log: EventLog
    told: Told
    by_event: dict[str, list[Task]] = field(default_factory=lambda: defaultdict(list))
    by_crew: dict[str, list[Task]] = field(default_factory=lambda: defaultdict(list))
    passed_over: int = 0
    put_in: int = 0

    def __post_init__(self) -> None:
        for task in (task for history in self.told.histories for task in history.tasks):
            self.by_event[task.event].append(task)
            if task.started is not None and task.done is not None and self._is_staff(self._role(task)):
                self.by_crew[crew_name(task, self._role(task))].append(task)

    def learnt(self) -> Learnt:
        """Everything, in the order in which one rests on the other."""
        worked = frozenset(task.event for tasks in self.by_crew.values() for task in tasks)
        offers, decisions = self._follow(worked)
        weeks = weeks_of(self.by_crew, self.chart.calendar)
        staff = {event for event in self.by_event if self._is_staff(self._usual_role(event))}
        chosen = choices(offers, staff, self.by_event)
        return Learnt(
            chart=self.chart,
            log=self.log,
            told=self.told,
            coming=coming([history.begun for history in self.told.histories], self.chart.calendar),
            doings=tuple(
                self._doing(
                    event, offers, {state: choice for (state, of), choice in chosen.items() if of == event}, weeks
                )
                for event in self.chart.process.events
                if event in self.by_event
            ),
            decisions=decisions,
            crews=crews_of(self.by_crew, weeks, self._role),
            passed_over=self.passed_over,
            put_in=self.put_in,
        )

    def _follow(self, worked: frozenset[str]) -> tuple[Offers, Decisions]:
        """Follow every case through the process."""
        follower = Follower(self.chart)
        offers = Offers(self.chart, self.told.full, worked)
        decisions = Decisions(self.chart, follower.ways.cells)
        for history in self.told.histories:
            course = follower.follow(history)
            offers.hear(history, course)
            decisions.hear(history, course)
            self.passed_over += course.passed_over
            self.put_in += course.put_in
        return offers, decisions

    def _doing(self, event: str, offers: Offers, chosen: Mapping[StateId, Choice], weeks: Mapping[str, Week]) -> Doing:
        offered = [one for (_, of), one in offers.by_place.items() if of == event]
        roles = Counter(self._role(task) for task in self.by_event[event] if task.done is not None)
        delays = [delay for one in offered for delay in one.delays]
        cut_short = [length for one in offered for length in one.cut_short]
        return Doing(
            event=event,
            by=self._usual_role(event) or None,
            roles=roles,
            work={role: fitted for role in roles if (fitted := fit(self._lengths(event, role, weeks))) is not None},
            after=fit(delays, cut_short) if any(delays) else None,
            choices=chosen,
        )

    def _lengths(self, event: str, role: str, weeks: Mapping[str, Week]) -> list[float]:
        """How long those of a role worked on an act, in their working time."""
        return [
            weeks[crew].between(task.started, task.done)
            for crew, tasks in self.by_crew.items()
            for task in tasks
            if task.event == event and self._role(task) == role and task.started is not None and task.done is not None
        ]

    def _role(self, task: Task) -> str:
        """Who did it, by the log; else the first of the staff who can, or the first at all."""
        if task.role is not None:
            return task.role
        roles = self.chart.process.events[task.event].by
        return next((role for role in roles if self._is_staff(role)), next(iter(roles), ""))

    def _usual_role(self, event: str) -> str:
        """Who does it most often."""
        return Counter(self._role(task) for task in self.by_event[event]).most_common(1)[0][0]

    def _is_staff(self, role: str) -> bool:
        return bool(role) and role_kind(self.chart, role) == "staff"
