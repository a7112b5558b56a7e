"""How often a state offered an act, how often it came, and after how long."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from prosessi.chart.chart import Chart, StateId
from prosessi.chart.whereabouts import answering
from prosessi.fitting.following import Course, Step
from prosessi.fitting.tasks import History, Task

Where = tuple[StateId, str]
"""A state and an event that it offers."""


@dataclass(slots=True)
class Offered:
    """What is known of an event as one state offers it.

    `times` is how often it was offered, `came` how often it came up, `done` how often it was done. `delays` are how
    long it was in coming, `cut_short` how long it had been when it was not needed any more.
    """

    times: int = 0
    came: int = 0
    done: int = 0
    delays: list[float] = field(default_factory=list)
    cut_short: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Offers:
    """All that states offered in the cases of a log. `full` is as in `Told`; `worked` are the acts that take work."""

    chart: Chart
    full: bool
    worked: frozenset[str]
    by_place: dict[Where, Offered] = field(default_factory=lambda: defaultdict(Offered))

    def hear(self, history: History, course: Course) -> None:
        """Add what happened in one case."""
        opened: dict[Where, datetime | None] = {}
        for step in course.steps:
            self._close(step, opened)
            for state in sorted(step.after):
                if state in step.entered or state not in step.before:
                    self._open(state, step.at, opened)
        if self.full:
            self._tell(history.tasks, course)

    def _open(self, state: StateId, at: datetime | None, opened: dict[Where, datetime | None]) -> None:
        for event in dict.fromkeys(event for edge in self.chart[state].edges for event in edge.events):
            if event in self.chart.process.events:
                self.by_place[state, event].times += 1
                opened[state, event] = at

    def _close(self, step: Step, opened: dict[Where, datetime | None]) -> None:
        """Take down what was done, and what went away with it; what was done and stays possible is offered anew."""
        for state in step.sources:
            where = state, step.event or ""
            if where in opened:
                self._done(where, step, opened.pop(where))
                if state in step.after and state not in step.entered:
                    self.by_place[where].times += 1
                    opened[where] = step.at
        left = step.before - step.after | step.exited
        for where in [where for where in opened if where[0] in left]:
            del opened[where]

    def _done(self, where: Where, step: Step, since: datetime | None) -> None:
        offered = self.by_place[where]
        offered.done += 1
        if self.full:
            return
        offered.came += 1
        if since is not None and step.at is not None and where[1] not in self.worked:
            offered.delays.append((step.at - since).total_seconds())

    def _tell(self, tasks: list[Task], course: Course) -> None:
        """Take down when the acts of a log came up that tells this of all of them."""
        for task in tasks:
            where = self._where(task, course)
            if where is None or task.awaited is None:
                continue
            offered = self.by_place[where]
            offered.came += 1
            until = task.queued or task.started or task.done
            if until is not None:
                offered.delays.append((until - task.awaited).total_seconds())
            elif task.dropped is not None:
                offered.cut_short.append((task.dropped - task.awaited).total_seconds())

    def _where(self, task: Task, course: Course) -> Where | None:
        """The state that offered an act when it came up: the innermost that answers to it."""
        before = [step for step in course.steps if step.number < task.number]
        if not before:
            return None
        edges = answering(self.chart, before[-1].after, task.event)
        return (edges[0].source, task.event) if edges else None
