"""What a run needs of a process, numbered: its clocks, the choices that come up in its states, and what can happen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prosessi.chart.chart import Action, Assign, Chart, Edge, StateId, Watch, unfolded
from prosessi.chart.semantics import Microstep
from prosessi.expressions.program import Program
from prosessi.simulate.limits import Limits, of_clock, of_deadline
from prosessi.simulate.setup import Act, ProcessSetup


@dataclass(frozen=True, slots=True)
class Task:
    """An act as it is done from one state."""

    state: StateId
    act: int
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Tasks of one state of which one is begun at a time; `turn` is its ticker in a case."""

    turn: int
    state: StateId
    first_task: int
    tasks: tuple[Task, ...]


@dataclass(slots=True, eq=False)
class Course:
    """A process of the run with everything of it numbered: its clocks, its choices, what can happen.

    Cause 0 is the beginning of a case; then come deadlines that raise an event, clocks, and acts.
    """

    number: int
    setup: ProcessSetup
    breaches: tuple[int, ...]
    clocks: tuple[Edge, ...]
    choices: tuple[Choice, ...]
    rests_on: tuple[frozenset[int], ...]
    """For each deadline the data on which its last day and its condition rest."""
    asked_by_deadlines: frozenset[StateId]
    """The states about which the conditions of deadlines ask."""
    clock_limits: tuple[int, ...] = ()
    watch_limits: tuple[int, ...] = ()

    @property
    def chart(self) -> Chart:
        """The chart."""
        return self.setup.chart

    @property
    def first_choice(self) -> int:
        """The turn of the first choice."""
        return len(self.breaches) + len(self.clocks)

    @property
    def turns(self) -> int:
        """How many tickers a case has."""
        return self.first_choice + len(self.choices)

    @property
    def causes(self) -> int:
        """How many things can happen."""
        return 1 + self.first_choice + len(self.setup.acts)

    def event(self, cause: int) -> str:
        """The event of a cause; the empty one begins the case."""
        if cause == 0:
            return ""
        turn = cause - 1
        if turn < len(self.breaches):
            return self.chart.watches[self.breaches[turn]].deadline.breach or ""
        turn -= len(self.breaches)
        if turn < len(self.clocks):
            return self.clocks[turn].events[0]
        return self.setup.acts[turn - len(self.clocks)].event

    def changing(self, cause: int, microsteps: tuple[Microstep, ...]) -> frozenset[int]:
        """The data that may be others after a step than before it."""
        if cause == 0:
            return frozenset(range(len(self.chart.slots)))
        act = cause - 1 - self.first_choice
        decided = self.setup.acts[act].decisions if act >= 0 else ()
        done = unfolded(action for step in microsteps for action in _done_in(self.chart, step))
        assigned = {action.slot for action in done if isinstance(action, Assign)}
        return frozenset(assigned.union(decision.slot for decision in decided))


def _done_in(chart: Chart, step: Microstep) -> Iterator[Action]:
    """What may be done in a move: by what it leaves and enters, and on its way."""
    for edge in step.edges:
        yield from chart.edges[edge].actions
    for state in step.exited:
        yield from chart[state].exit
    for state in step.entered:
        yield from (*chart[state].entry, *chart[state].begin)


def course_of(number: int, setup: ProcessSetup, first_task: int) -> Course:
    """Number what a process has."""
    chart = setup.chart
    breaches = tuple(place for place, watch in enumerate(chart.watches) if watch.deadline.breach is not None)
    clocks = tuple(edge for vertex in chart.vertices for edge in vertex.clocks)
    clocks = tuple(sorted(clocks, key=lambda edge: edge.id))
    choices = []
    turn = len(breaches) + len(clocks)
    for tasks in _choices(setup):
        choices.append(Choice(turn, tasks[0].state, first_task, tasks))
        turn += 1
        first_task += len(tasks)
    rests_on = tuple(frozenset(_rests_on(chart, watch)) for watch in chart.watches)
    conditions = (watch.condition for watch in chart.watches if watch.condition is not None)
    asked = frozenset[StateId]().union(*(condition.states for condition in conditions))
    return Course(number, setup, breaches, clocks, tuple(choices), rests_on, asked)


def _rests_on(chart: Chart, watch: Watch) -> Iterator[int]:
    yield from (slot.index for slot in watch.dates)
    if watch.condition is not None:
        yield from slots_in(chart, watch.condition)


def _choices(setup: ProcessSetup) -> Iterator[tuple[Task, ...]]:
    """The choices of every state, in document order: first the acts that share, then each that stands by itself."""
    for vertex in setup.chart.vertices:
        tasks = tuple(_tasks(setup, vertex.id))
        shared = tuple(task for task in tasks if setup.acts[task.act].share is not None)
        if shared:
            yield shared
        for task in tasks:
            if setup.acts[task.act].share is None:
                yield (task,)


def _tasks(setup: ProcessSetup, state: StateId) -> Iterator[Task]:
    events = dict.fromkeys(event for edge in setup.chart[state].edges for event in edge.events)
    for event in events:
        act = _act_at(setup.acts, event, state)
        if act is not None:
            yield Task(state, act, tuple(edge for edge in setup.chart[state].edges if event in edge.events))


def _act_at(acts: tuple[Act, ...], event: str, state: StateId) -> int | None:
    own = [i for i, act in enumerate(acts) if act.event == event]
    here = [i for i in own if (states := acts[i].in_states) is not None and state in states]
    return next(iter(here), next((i for i in own if acts[i].in_states is None), None))


def numbered(courses: tuple[Course, ...], limits: Limits) -> None:
    """Give the clocks and deadlines of all processes their limits."""
    for course in courses:
        chart = course.chart
        course.clock_limits = tuple(limits.add(of_clock(chart, edge, limits.start)) for edge in course.clocks)
        course.watch_limits = tuple(limits.add(of_deadline(chart, watch)) for watch in chart.watches)


def slots_in(chart: Chart, guard: Program) -> Iterator[int]:
    """The data that a condition asks about."""
    return (slot.index for slot in chart.slots if slot.name in guard.reads)
