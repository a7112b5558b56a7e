"""How the numbers came about, so that anybody can make them anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from prosessi.chart.chart import Chart
from prosessi.chart.names import process_name
from prosessi.messages import Message, say
from prosessi.model.placed import Placed
from prosessi.report.charted import chapter, lead
from prosessi.report.markup import Child, Markup, joined, tag
from prosessi.report.writing import number, said
from prosessi.simulate.plan import Plan
from prosessi.simulate.results.numbers import NOTHING
from prosessi.simulate.results.results import Results
from prosessi.simulate.setup import DAY


@dataclass(frozen=True, slots=True)
class Making:
    """The command that makes the report, the version of prosessi, and by what sum the text of each file is known.

    The sums are by the ids of the scenario, of its processes, and of the scenarios that it is `like`.
    """

    command: str
    version: str
    sums: Mapping[str, str]
    like: tuple[str, ...] = ()


def making_of(plan: Plan, command: str) -> Making:
    """How a report of a plan is made by a command."""
    texts: dict[str, Placed] = {each.scenario: each for each in (*plan.like, plan.scenario)}
    texts |= {name: chart.process for name, chart in plan.charts.items()}
    sums = {name: _sum(text.place.file) for name, text in texts.items()}
    return Making(command, version("prosessi"), sums, tuple(each.scenario for each in plan.like))


def _sum(file: str) -> str:
    """The beginning of the SHA-256 sum of a file, long enough to tell any two apart; a dash for what is no file."""
    return sha256(Path(file).read_bytes()).hexdigest()[:16] if Path(file).is_file() else NOTHING


def making_chapter(results: Results, making: Making) -> Markup:
    """The command, the seed and all that it takes to get the same numbers again, and how they are worked out."""
    lines = (tag("div", tag("dt", name), tag("dd", value)) for name, value in _facts(results, making))
    told = say(
        "The same command gives the same numbers again if the files and the version of prosessi are the same. On"
        " another kind of machine they can differ by very little."
    )
    return chapter("making", say("How this was reckoned"), lead(told), tag("dl", *lines, class_="facts"), _method())


def _facts(results: Results, making: Making) -> Iterator[tuple[Message, Child]]:
    setup = results.setup
    first = setup.start + timedelta(days=setup.counted_from // DAY)
    yield say("Command"), tag("code", making.command)
    yield say("Scenario"), _known(setup.name, setup.name, making)
    for name in making.like:
        yield say("Like the scenario"), _known(name, name, making)
    for each in setup.processes:
        yield say("Process"), _known(_process(each.chart), each.chart.process.process, making)
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


def _known(called: Message | str, name: str, making: Making) -> Markup:
    """What a file describes, and the sum of its text."""
    return joined([called, " · ", say("checksum"), " ", tag("code", making.sums.get(name, NOTHING))])


def _process(chart: Chart) -> Message | str:
    name, version = process_name(chart), chart.process.version
    return say("{name}, version {version}", name=name, version=version) if version else said(name)


def _method() -> Markup:
    sentences = (
        say("A time in working days is counted like a deadline: the day of the beginning is not counted."),
        say(
            "Waiting is time in which a task is ready to be done and only its people are missing; it is calendar time."
        ),
        say(
            "Queues are counted at noon, role by role: what nobody is free to do is in the queue. A task that has been"
            " given to somebody waits until they are at work, but is in no queue. A state has its part of the queues by"
            " how long is waited in it."
        ),
        say("The intervals come from comparing runs with one another (Student's t), or parts of a single run."),
        say("A share that came out the same in all runs has Wilson's interval."),
        say("The sums (SHA-256) tell whether a file is the very same that was reckoned with here."),
    )
    return tag("ul", *(tag("li", sentence) for sentence in sentences))
