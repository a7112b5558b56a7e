"""Queues as processes with a scenario, and what many runs of one say together."""

import importlib.util
import statistics
from dataclasses import dataclass

from charts import ROOT
from prosessi.api import load_scenario
from prosessi.chart.compile import compile_process
from prosessi.model.bind import read_as
from prosessi.model.library import EMPTY
from prosessi.model.process import Process
from prosessi.model.scenario import Scenario
from prosessi.simulate.engine import simulate
from prosessi.simulate.prepare import prepare, with_cases
from prosessi.simulate.run import STATUSES

HOUR = 3600
LATE = STATUSES.index("met_late")
ENGINE = "compiled" if importlib.util.find_spec("numba") else "plain"
WORKLOADS = ROOT / "bench" / "workloads"

HEAD = "scenario: jono\nperiod: {from: 2024-01-01}\ncases: 40000\nwarm_up: 4 weeks\n"
"""A Monday, and weeks in which the queue forgets that it began empty."""

COUNTER = """
process: jono
roles: {server: {}}
events: {serve: {by: server}}
initial: waiting
states: {waiting: {transitions: [{event: serve, to: served}]}, served: {final: success}}
"""


def queue(numbers, process=COUNTER, head=HEAD):
    """The setup of a process with numbers written as in a scenario, below its head and the process's name."""
    chart = compile_process(_sound(Process, "prosessi: 1" + process), EMPTY)
    return prepare(_sound(Scenario, f"{head}{numbers}"), {chart.process.process: chart})


def counter(work, *, rate, servers):
    """A queue before one sort of servers."""
    return queue(f"""
processes:
  jono: {{arrivals: {{rate: {rate} per hour}}, acts: {{serve: {{work: {work}}}}}}}
staff: {{server: {{people: {servers}, hours: always}}}}
""")


def workload(name, cases):
    """One of the workloads that are timed, cut short."""
    return with_cases(load_scenario(WORKLOADS / name).setup, cases)


def _sound(form, text):
    bound = read_as(form, text, "queue.yaml")
    assert bound.findings == ()
    return bound.model


@dataclass(frozen=True)
class Seen:
    """What each of many runs said of one figure."""

    values: tuple[float, ...]

    @property
    def mean(self):
        return statistics.fmean(self.values)

    @property
    def error(self):
        """The standard error of the mean."""
        return statistics.stdev(self.values) / len(self.values) ** 0.5

    def agrees(self, truth):
        return abs(self.mean - truth) <= 3 * self.error

    def is_just(self, truth):
        """Whether it agrees with this, and is known well enough not to agree with a fifth more or less."""
        return self.agrees(truth) and not self.agrees(1.2 * truth) and not self.agrees(0.8 * truth)


def seen(setup, runs, **figures):
    """Each figure of so many runs; a figure is worked out of a run."""
    made = [{name: figure(run) for name, figure in figures.items()} for run in _runs(setup, runs)]
    return {name: Seen(tuple(each[name] for each in made)) for name in figures}


def _runs(setup, runs):
    for number in range(runs):
        yield simulate(setup, seed=5, replication=number, engine=ENGINE)


def mean_wait(run):
    """Of a case, for people, in hours."""
    return sum(map(int, run.cases[0].waited)) / len(run.cases[0].waited) / HOUR


def mean_time(run):
    """From the beginning of a case to its end, in hours."""
    [cases] = run.cases
    return (sum(map(int, cases.ended)) - sum(map(int, cases.begun))) / len(cases.ended) / HOUR


def share_late(run):
    """Of the first deadline."""
    [cases] = run.cases
    return sum(1 for status in cases.statuses[0] if status == LATE) / len(cases.number)


def wait_before(event):
    """A figure: how long an act waits for its people, in hours."""

    def figure(run):
        [process] = run.setup.processes
        tasks = [task for task in run.tasks if process.acts[task.act].event == event]
        return sum(task.waited for task in tasks) / sum(task.begun for task in tasks) / HOUR

    return figure
