"""Where people are waited for: each state in which work is done, with its queue and how long one stands in it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from prosessi.chart.chart import Chart
from prosessi.chart.names import Name, state_name
from prosessi.messages import Message, say
from prosessi.render.overlay import HEAT, Heat, Overlay, heat_overlay
from prosessi.report.ticks import decimals, round_step
from prosessi.simulate.results.numbers import HowLong, Number
from prosessi.simulate.results.results import Results
from prosessi.simulate.results.words import Called, staff_name
from prosessi.simulate.setup import ProcessSetup

LEAST_STEP = 0.2
"""A step of the scale is no smaller: where less than one task waits at a time, nothing is painted hot."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A state in which people do something.

    `queue` is how many tasks wait there at a time, on the average: the part of the queues of its roles that belongs to
    it by the time that is waited in it. `wait` and `work` are hours for one task, and `begun` how many tasks a run has.
    `share` is the part of all waiting, and `roles` are who do something there.
    """

    state: str
    name: Name
    queue: float
    wait: float
    work: float
    begun: float
    share: float
    roles: tuple[Called, ...]


def stops(results: Results, chart: Chart) -> tuple[Stop, ...]:
    """The states of a process in which people do something, the longest queue first."""
    tasks = list(dict.fromkeys((*_tasks(results), *_never_begun(results))))
    queues = _queues(results, tasks)
    here: dict[str, list[_Task]] = {}
    for task in tasks:
        if task.process == chart.process.process and task.roles:
            here.setdefault(task.state, []).append(task)
    found = [_stop(results, chart, done, sum(map(queues.__getitem__, done))) for done in here.values()]
    return tuple(sorted(found, key=lambda stop: (-stop.queue, stop.state)))


def heated(places: Sequence[Stop]) -> Overlay:
    """The stops as marks on the diagram of their process."""
    step = _step(places)
    heats = {
        stop.state: Heat(
            _level(stop.queue, step),
            say("{n} in the queue", n=Number(stop.queue)),
            say("wait {time}", time=HowLong(stop.wait)) if stop.begun else say("not begun even once"),
        )
        for stop in places
    }
    return heat_overlay(heats, _scale(step), _caption())


def levels(places: Sequence[Stop]) -> Mapping[str, int]:
    """On which step of the scale each stop is, from 0."""
    step = _step(places)
    return {stop.state: _level(stop.queue, step) for stop in places}


class _Task(NamedTuple):
    """An act as it is done from one state: how often in a run, and how many hours are waited and worked in all."""

    process: str
    state: str
    event: str
    roles: tuple[int, ...]
    begun: float
    waited: float
    worked: float


def _tasks(results: Results) -> Iterator[_Task]:
    processes = {each.chart.process.process: each for each in results.setup.processes}
    for (_, process, of), begun in results.over("act.begun"):
        if begun.value > 0:
            state, _, event = of.partition("/")
            wait, work = (begun.value * results.mean(metric, process, of) for metric in ("act.wait", "act.work"))
            yield _Task(process, state, event, _roles(processes[process], state, event), begun.value, wait, work)


def _never_begun(results: Results) -> Iterator[_Task]:
    """What waits for roles of which nobody has begun anything: their queues stand somewhere, too."""
    begun = {role for task in _tasks(results) for role in task.roles}
    waiting = {n for n, role in enumerate(results.setup.roles) if results.mean("role.queue", of=role) > 0} - begun
    for process in results.setup.processes:
        chart = process.chart
        for edge in chart.edges:
            state = chart[edge.source].name
            for event in edge.events:
                roles = _roles(process, state, event)
                if waiting.intersection(roles):
                    yield _Task(chart.process.process, state, event, roles, 0.0, 0.0, 0.0)


def _roles(process: ProcessSetup, state: str, event: str) -> tuple[int, ...]:
    """Who does an act from a state; nobody if it never happens there."""
    names = [vertex.name for vertex in process.chart.vertices]
    acts = (act for act in process.acts if act.event == event)
    here = (act for act in acts if act.in_states is None or state in {names[each] for each in act.in_states})
    return next((act.roles for act in here), ())


def _queues(results: Results, tasks: Sequence[_Task]) -> Mapping[_Task, float]:
    """The part of the queues of the roles that stands for each task; one of several roles stands for them in turn.

    A role for which nothing was waited to the end has its queue in equal parts at all that it could do.
    """
    queues = dict.fromkeys(tasks, 0.0)
    for number, role in enumerate(results.setup.roles):
        mine = [task for task in queues if number in task.roles]
        weights = [task.waited / len(task.roles) for task in mine]
        if not any(weights):
            weights = [1.0] * len(mine)
        length = results.mean("role.queue", of=role)
        if length > 0:
            for task, weight in zip(mine, weights, strict=True):
                queues[task] += length * weight / sum(weights)
    return queues


def _stop(results: Results, chart: Chart, tasks: Sequence[_Task], queue: float) -> Stop:
    state, begun = tasks[0].state, sum(task.begun for task in tasks)
    share = results.estimate("state.wait_share", chart.process.process, state)
    numbers = dict.fromkeys(role for task in tasks for role in task.roles)
    return Stop(
        state=state,
        name=state_name(chart, state),
        queue=queue,
        wait=sum(task.waited for task in tasks) / begun if begun else math.nan,
        work=sum(task.worked for task in tasks) / begun if begun else math.nan,
        begun=begun,
        share=share.value if share else 0.0,
        roles=tuple(staff_name(results, results.setup.roles[number]) for number in numbers),
    )


def _step(places: Sequence[Stop]) -> float:
    return max(LEAST_STEP, round_step(max((stop.queue for stop in places), default=0.0), len(HEAT)))


def _level(queue: float, step: float) -> int:
    return min(int(queue / step), len(HEAT) - 1)


def _scale(step: float) -> list[Message]:
    ends = [Number(number * step, decimals(step)) for number in range(len(HEAT))]
    between = [say("{low}–{high}", low=low, high=high) for low, high in pairwise(ends[1:])]
    return [say("less than {n}", n=ends[1]), *between, say("{n} or more", n=ends[-1])]


def _caption() -> Message:
    return say(
        "The bars, the line round a state and its colour tell how many tasks wait there for people at a time, on the"
        " average; under it stands how long one task waits. In the states without a number people do nothing."
    )
