"""What the staff gives: how busy each crew is, how many cases its people have open, and how long the queues are.

How things stood is known from samples, at noon of every so many days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean

from prosessi.simulate.results.estimate import BATCHES, Batch
from prosessi.simulate.results.measure import Figure, Measure
from prosessi.simulate.run import Run
from prosessi.simulate.setup import Crew


def figures_of_staff(run: Run) -> Iterator[Figure]:
    """Every figure of the crews, of the queues of the roles, and of how many cases are open at a time."""
    for number, crew in enumerate(run.setup.crews):
        yield from _crew(run, number, crew)
    for role, queue in zip(run.setup.roles, run.samples.queues, strict=True):
        yield from _queue(role, queue)
    for process, still_open in zip(run.setup.processes, run.samples.open, strict=True):
        if len(still_open):
            measure = Measure("open", process.chart.process.process)
            yield Figure(measure, fmean(still_open), _by_batches(still_open))


def people(crew: Crew, span: tuple[int, int]) -> float:
    """How many people a crew has in a span of time, on the average."""
    begin, end = span
    moments = [moment for moment, _ in crew.sizes[1:]]
    held = [
        (min(until, end) - max(since, begin)) * size
        for (since, size), until in zip(crew.sizes, [*moments, end], strict=True)
        if since < end and until > begin
    ]
    return sum(held) / (end - begin) if end > begin else float(crew.sizes[0][1])


def _crew(run: Run, number: int, crew: Crew) -> Iterator[Figure]:
    measure = Measure("", of=crew.name)
    yield Figure(measure._replace(metric="crew.people"), people(crew, run.span))
    if run.available[number]:
        share = run.worked[number] / run.available[number]
        yield Figure(measure._replace(metric="crew.utilisation"), share)
    caseload = run.samples.caseloads[number]
    if crew.named and len(caseload):
        yield Figure(measure._replace(metric="crew.caseload"), fmean(caseload), _by_batches(caseload))
        yield Figure(measure._replace(metric="crew.caseload_most"), max(caseload))


def _queue(role: str, queue: Sequence[int]) -> Iterator[Figure]:
    if len(queue) == 0:
        return
    measure, third = Measure("", of=role), max(1, len(queue) // 3)
    yield Figure(measure._replace(metric="role.queue"), fmean(queue), _by_batches(queue))
    yield Figure(measure._replace(metric="role.queue_most"), max(queue))
    yield Figure(measure._replace(metric="role.queue_growth"), fmean(queue[-third:]) - fmean(queue[:third]))


def _by_batches(column: Sequence[int]) -> tuple[Batch, ...]:
    """Samples in the order of time, by batches; few of them make a single batch."""
    if len(column) < BATCHES:
        return ((len(column), sum(column)),)
    edges = [number * len(column) // BATCHES for number in range(BATCHES + 1)]
    parts = [column[begin:end] for begin, end in pairwise(edges)]
    return tuple((len(part), sum(part)) for part in parts)
