"""A run in short: every figure that it gives, small enough to be kept or sent when its columns are gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from prosessi.simulate.results.estimate import Batch
from prosessi.simulate.results.measure import Figure, Measure
from prosessi.simulate.results.of_cases import durations, figures_of_cases, working_days
from prosessi.simulate.results.of_staff import figures_of_staff
from prosessi.simulate.results.of_tasks import figures_of_tasks
from prosessi.simulate.run import Run, Samples


@dataclass(frozen=True, slots=True, eq=False)
class Digest:
    """What one run gives.

    What a run cannot tell, such as how late those cases were that were late when none was, is not among `values`.
    `durations` says for each process how many cases took 0, 1, 2 ... working days.
    """

    seed: int
    replication: int
    engine: str
    events: int
    seconds: float
    cases: int
    unfinished: int
    refused: int
    stepped: int
    finished: bool
    values: Mapping[Measure, float]
    batches: Mapping[Measure, tuple[Batch, ...]]
    durations: tuple[tuple[int, ...], ...]
    samples: Samples


def digest(run: Run) -> Digest:
    """Work out everything that is told of a run."""
    run = replace(run, samples=_kept(run.samples))
    start, tables = run.setup.start, list(zip((each.chart for each in run.setup.processes), run.cases, strict=True))
    figures: list[Figure] = []
    listed: list[tuple[int, ...]] = []
    for chart, cases in tables:
        days = working_days(chart, cases, start)
        figures += figures_of_cases(chart, cases, days)
        listed.append(durations(days))
    figures += chain(figures_of_staff(run), figures_of_tasks(run))
    return Digest(
        seed=run.seed,
        replication=run.replication,
        engine=run.engine,
        events=run.events,
        seconds=run.seconds,
        cases=sum(len(cases.number) for _, cases in tables),
        unfinished=round(sum(figure.value for figure in figures if figure.measure.metric == "unfinished")),
        refused=run.refused,
        stepped=run.stepped,
        finished=run.finished,
        values={figure.measure: float(figure.value) for figure in figures},
        batches={figure.measure: figure.batches for figure in figures if figure.batches},
        durations=tuple(listed),
        samples=run.samples,
    )


def _kept(samples: Samples) -> Samples:
    """The samples as plain numbers, whatever the columns were."""
    return Samples(
        time=_plain(samples.time),
        queues=tuple(map(_plain, samples.queues)),
        busy=tuple(map(_plain, samples.busy)),
        caseloads=tuple(map(_plain, samples.caseloads)),
        open=tuple(map(_plain, samples.open)),
    )


def _plain(column: Sequence[int]) -> tuple[int, ...]:
    return tuple(map(int, column))
