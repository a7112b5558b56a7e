"""What the tasks give: how long people were waited for, in which state, for which act, and for whom.

A task that needs several people waits for them one after another, and only the sum is known: it is split between
their roles as the lengths of their queues are to one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import fmean

from prosessi.simulate.results.measure import Figure, Measure
from prosessi.simulate.results.of_cases import HOUR
from prosessi.simulate.run import Run, Task
from prosessi.simulate.setup import Act, Setup


def figures_of_tasks(run: Run) -> Iterator[Figure]:
    """Every figure of the acts, of the states in which they are done, and of the roles that do them."""
    waited = sum(task.waited for task in run.tasks)
    yield from _acts(run.setup, run.tasks)
    yield from _states(run, waited)
    yield from _roles(run, waited)


def roles_waited_for(run: Run) -> tuple[tuple[int, float], ...]:
    """For each role how many tasks were begun for which it is needed, and for how many seconds it was waited for."""
    begun, waited = [0] * len(run.setup.roles), [0.0] * len(run.setup.roles)
    queues = [fmean(queue) if len(queue) else 0.0 for queue in run.samples.queues]
    for task in run.tasks:
        roles = _act(run.setup, task).roles
        shares = _split([queues[role] for role in roles])
        for role, share in zip(roles, shares, strict=True):
            begun[role] += task.begun
            waited[role] += task.waited * share
    return tuple(zip(begun, waited, strict=True))


def _acts(setup: Setup, tasks: Sequence[Task]) -> Iterator[Figure]:
    sums: dict[Measure, list[int]] = defaultdict(lambda: [0, 0, 0])
    for task in tasks:
        chart = setup.processes[task.process].chart
        of = f"{chart[task.state].name}/{_act(setup, task).event}"
        entry = sums[Measure("", chart.process.process, of)]
        for place, amount in enumerate((task.begun, task.waited, task.worked)):
            entry[place] += amount
    for measure, (begun, waited, worked) in sums.items():
        yield Figure(measure._replace(metric="act.begun"), begun)
        if begun:
            yield Figure(measure._replace(metric="act.wait"), waited / begun / HOUR)
            yield Figure(measure._replace(metric="act.work"), worked / begun / HOUR)


def _states(run: Run, waited: int) -> Iterator[Figure]:
    """How long people are waited for in each state where they are: by a case on the average, and of all waiting."""
    sums: dict[tuple[int, str], int] = defaultdict(int)
    for task in run.tasks:
        sums[task.process, run.setup.processes[task.process].chart[task.state].name] += task.waited
    for (process, state), here in sums.items():
        measure = Measure("", run.setup.processes[process].chart.process.process, state)
        cases = len(run.cases[process].number)
        if cases:
            yield Figure(measure._replace(metric="state.wait"), here / cases / HOUR)
        if waited:
            yield Figure(measure._replace(metric="state.wait_share"), here / waited)


def _roles(run: Run, waited: int) -> Iterator[Figure]:
    for role, (begun, here) in zip(run.setup.roles, roles_waited_for(run), strict=True):
        if begun:
            yield Figure(Measure("role.wait", of=role), here / begun / HOUR)
        if waited:
            yield Figure(Measure("role.wait_share", of=role), here / waited)


def _act(setup: Setup, task: Task) -> Act:
    return setup.processes[task.process].acts[task.act]


def _split(lengths: Sequence[float]) -> Sequence[float]:
    """Parts of a whole in proportion to lengths, equal ones if all are nought; none of what nobody does."""
    whole = sum(lengths)
    return [length / whole if whole else 1 / len(lengths) for length in lengths]
