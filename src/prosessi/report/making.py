"""How the numbers came about, so that anybody can make them anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from prosessi.chart.chart import Chart
from prosessi.chart.names import process_name
from prosessi.messages import Message, say
from prosessi.report.charted import chapter, lead
from prosessi.report.markup import Child, Markup, tag
from prosessi.report.writing import number, said
from prosessi.simulate.plan import Plan
from prosessi.simulate.results.numbers import NOTHING
from prosessi.simulate.results.results import Results
from prosessi.simulate.setup import DAY


@dataclass(frozen=True, slots=True)
class Making:
    """The command that makes the report, the version of prosessi, and a sum by which the scenario's text is known."""

    command: str
    version: str
    scenario_sum: str


def making_of(plan: Plan, command: str) -> Making:
    """How a report of a plan is made by a command."""
    file = Path(plan.scenario.place.file)
    written = file.read_bytes() if file.is_file() else b""
    return Making(command, version("prosessi"), sha256(written).hexdigest() if written else NOTHING)


def making_chapter(results: Results, making: Making) -> Markup:
    """The command, the seed and all that it takes to get the same numbers again, and how they are worked out."""
    lines = (tag("div", tag("dt", name), tag("dd", value)) for name, value in _facts(results, making))
    told = say("The same command gives the same numbers on every machine, to the last digit.")
    return chapter("making", say("How this was reckoned"), lead(told), tag("dl", *lines, class_="facts"), _method())


def _facts(results: Results, making: Making) -> Iterator[tuple[Message, Child]]:
    setup = results.setup
    first = setup.start + timedelta(days=setup.counted_from // DAY)
    yield say("Command"), tag("code", making.command)
    yield say("Scenario"), setup.name
    yield say("Sum of the scenario's text (SHA-256)"), tag("code", making.scenario_sum)
    for each in setup.processes:
        yield say("Process"), _process(each.chart)
    yield say("Seed"), str(results.digests[0].seed)
    yield say("Runs"), number(len(results.digests), 0)
    yield say("Cases counted"), number(results.cases, 0)
    yield say("Counted from"), said(first)
    if setup.until is not None:
        yield say("Counted up to"), said(setup.start + timedelta(days=setup.until // DAY - 1))
    if setup.counted_from:
        days = setup.counted_from // DAY
        yield say("Warm-up that is not counted"), say("{n} days, from {day}", n=number(days, 0), day=setup.start)
    yield say("Version of prosessi"), making.version


def _process(chart: Chart) -> Message | str:
    name, version = process_name(chart), chart.process.version
    return say("{name}, version {version}", name=name, version=version) if version else said(name)


def _method() -> Markup:
    sentences = (
        say("A time in working days is counted like a deadline: the day of the beginning is not counted."),
        say(
            "Waiting is time in which a task is ready to be done and only its people are missing; it is calendar time."
        ),
        say("Queues are counted at noon, role by role; a state has its part of them by how long is waited in it."),
        say("The intervals come from comparing runs with one another (Student's t), or parts of a single run."),
        say("A share that came out the same in all runs has Wilson's interval."),
    )
    return tag("ul", *(tag("li", sentence) for sentence in sentences))
