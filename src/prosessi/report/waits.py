"""Where people are waited for: each state in which work is done, with its queue and how long one stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from prosessi.chart.chart import Chart
from prosessi.chart.names import Name, state_name
from prosessi.messages import Message, say
from prosessi.render.overlay import HEAT, Heat, Overlay, heat_overlay
from prosessi.report.ticks import decimals, round_step
from prosessi.simulate.results.numbers import HowLong, Number
from prosessi.simulate.results.results import Results
from prosessi.simulate.results.words import staff_name
from prosessi.simulate.setup import DAY

LEAST_STEP = 0.2
"""A step of the scale is no smaller: where less than one task waits at a time, nothing is painted hot."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A state in which people do something.

    `queue` is how many tasks wait there at a time, on the average: by Little's law the time that is waited in all,
    over the time in which it is waited. `wait` and `work` are hours for one task, and `begun` how many tasks a run
    has. `share` is the part of all waiting, and `roles` are who do something there.
    """

    state: str
    name: Name
    queue: float
    wait: float
    work: float
    begun: float
    share: float
    roles: tuple[Name, ...]


def stops(results: Results, chart: Chart) -> tuple[Stop, ...]:
    """The states of a process in which people do something, the longest queue first."""
    acts: dict[str, list[str]] = {}
    for measure, begun in results.over("act.begun"):
        if measure.process == chart.process.process and begun.value > 0:
            acts.setdefault(measure.of.partition("/")[0], []).append(measure.of)
    found = [_stop(results, chart, state, of) for state, of in acts.items()]
    return tuple(sorted((stop for stop in found if stop.roles), key=lambda stop: (-stop.queue, stop.state)))


def heated(places: Sequence[Stop]) -> Overlay:
    """The stops as marks on the diagram of their process."""
    step = _step(places)
    heats = {
        stop.state: Heat(
            _level(stop.queue, step),
            say("{n} in the queue", n=Number(stop.queue)),
            say("wait {time}", time=HowLong(stop.wait)),
        )
        for stop in places
    }
    return heat_overlay(heats, _scale(step), _caption())


def levels(places: Sequence[Stop]) -> Mapping[str, int]:
    """On which step of the scale each stop is, from 0."""
    step = _step(places)
    return {stop.state: _level(stop.queue, step) for stop in places}


def _stop(results: Results, chart: Chart, state: str, acts: Sequence[str]) -> Stop:
    process = chart.process.process
    begun = [results.mean("act.begun", process, act) for act in acts]
    waits = [results.mean("act.wait", process, act) for act in acts]
    works = [results.mean("act.work", process, act) for act in acts]
    times = sum(begun)
    waited = sum(n * wait for n, wait in zip(begun, waits, strict=True))
    share = results.estimate("state.wait_share", process, state)
    return Stop(
        state=state,
        name=state_name(chart, state),
        queue=waited / _hours(results),
        wait=waited / times,
        work=sum(n * work for n, work in zip(begun, works, strict=True)) / times,
        begun=times,
        share=share.value if share else 0.0,
        roles=_roles(results, chart, {act.partition("/")[2] for act in acts}),
    )


def _roles(results: Results, chart: Chart, events: set[str]) -> tuple[Name, ...]:
    [process] = (each for each in results.setup.processes if each.chart is chart)
    numbers = dict.fromkeys(role for act in process.acts if act.event in events for role in act.roles)
    return tuple(staff_name(results, results.setup.roles[number]) for number in numbers)


def _hours(results: Results) -> float:
    """For how many hours cases began that count; at least a day."""
    setup = results.setup
    until = setup.until
    if until is None:
        until = max((digest.samples.time[-1] for digest in results.digests if digest.samples.time), default=0)
    return max(until - setup.counted_from, DAY) / 3600


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
