"""Who did the work: crews with their roles, how many people, and when they are there."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Final

from prosessi.calendars.calendar import Calendar
from prosessi.fitting.hours import Week, hours_seen, usual_week
from prosessi.fitting.naming import folded
from prosessi.fitting.tasks import Task

HARDLY_EVER: Final = 0.01
"""Who does less than this part of the work of a usual colleague helps out now and then."""


@dataclass(frozen=True, slots=True)
class Crew:
    """A crew as the log shows it. `counted` says by what its people were counted."""

    name: str
    roles: tuple[str, ...]
    people: int
    counted: str
    week: Week
    worked: float
    busy: float
    tasks: int


def crew_name(task: Task, role: str) -> str:
    """The crew to which the doer of a task belongs: the one that the log names, else all of the role."""
    name = folded(task.group)
    return name if name[:1].isalpha() else f"{role}_{name}" if name else role


def weeks_of(tasks: Mapping[str, list[Task]], calendar: Calendar) -> Mapping[str, Week]:
    """The hours of each crew, from the moments at which its tasks were begun and done."""
    found = {}
    for crew, done in tasks.items():
        moments = [moment for task in done for moment in (task.started, task.done) if moment is not None]
        found[crew] = hours_seen(moments, calendar) or usual_week(calendar)
    return found


def crews_of(
    tasks: Mapping[str, list[Task]], weeks: Mapping[str, Week], role_of: Callable[[Task], str]
) -> Mapping[str, Crew]:
    """The crews by name, `tasks` those of each that were begun and done."""
    return {name: _crew(name, done, weeks[name], role_of) for name, done in tasks.items()}


def _crew(name: str, tasks: list[Task], week: Week, role_of: Callable[[Task], str]) -> Crew:
    spans = [(task.started, task.done) for task in tasks if task.started is not None and task.done is not None]
    worked = sum(week.between(begin, end) for begin, end in spans)
    there = week.between(min(begin for begin, _ in spans), max(end for _, end in spans)) or 1.0
    people, counted = _people(tasks, spans)
    if counted == "together":
        people = max(people, math.ceil(worked / there))
    roles = Counter(map(role_of, tasks))
    return Crew(
        name=name,
        roles=tuple(role for role, _ in roles.most_common()),
        people=people,
        counted=counted,
        week=week,
        worked=worked,
        busy=worked / (there * people),
        tasks=len(tasks),
    )


def _people(tasks: Iterable[Task], spans: Iterable[tuple[datetime, datetime]]) -> tuple[int, str]:
    """How many different people do something in an ordinary week; without names, how many at most at the same time."""
    by_person = Counter(task.person for task in tasks if task.person)
    if by_person:
        usual = median(by_person.values())
        regular = {person for person, count in by_person.items() if count >= HARDLY_EVER * usual}
        weeks: dict[date, set[str]] = defaultdict(set)
        for task in tasks:
            if task.done is not None and task.person in regular:
                year, week, _ = task.done.isocalendar()
                weeks[date.fromisocalendar(year, week, 1)].add(task.person)
        return max(round(median(len(people) for people in weeks.values())), 1), "people"
    return _together(spans), "together"


def _together(spans: Iterable[tuple[datetime, datetime]]) -> int:
    """How many stretches there are at most at the same time; one that ends makes room for one that begins."""
    changes = sorted(change for begin, end in spans for change in ((begin, 1), (end, -1)))
    now = most = 0
    for _, change in changes:
        now += change
        most = max(most, now)
    return max(most, 1)
