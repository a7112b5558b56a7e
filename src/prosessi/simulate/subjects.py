"""What a place in a scenario is about, in the words of its processes: "Vastaanotto" and not `staff.vastaanotto`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from prosessi.chart.chart import Chart
from prosessi.chart.names import datum_name, event_name, process_name, state_name
from prosessi.messages import say
from prosessi.model.staffing import Hours
from prosessi.simulate.plan import Plan
from prosessi.simulate.results.words import crew_name


class Subject(NamedTuple):
    """What the first keys of a path lead to, and the keys after them; no name where the path itself must do."""

    name: object | None
    rest: tuple[str, ...]

    @property
    def whole(self) -> object:
        """Name and keys as one."""
        keys = ".".join(self.rest)
        if self.name is None or not keys:
            return self.name or keys
        return say("{of}, {key}", of=self.name, key=keys)


def subject(plan: Plan, path: Sequence[str]) -> Subject:
    """What a path through a scenario leads to, by the labels of what it goes by."""
    match path:
        case () | ("",):
            return Subject(say("The whole scenario"), ())
        case ("staff", name, *rest):
            crew = plan.scenario.staff.get(name)
            return Subject((crew and crew.label) or crew_name(plan.charts.values(), name), tuple(rest))
        case ("hours", name, *rest):
            return Subject(say("Hours “{name}”", name=hours_name(name, plan.scenario.hours.get(name))), tuple(rest))
        case ("processes", process, *rest) if process in plan.charts:
            return _of_process(plan, plan.charts[process], tuple(rest))
    return Subject(None, tuple(path))


def hours_name(name: str, hours: Hours | None) -> object:
    """What hours are called: by their label, or by their id in plain words."""
    words = name.replace("_", " ")
    return (hours and hours.label) or words[:1].upper() + words[1:]


def _of_process(plan: Plan, chart: Chart, path: tuple[str, ...]) -> Subject:
    """What a path through the numbers of a process leads to; named with the process if there are several."""
    name, rest = _within(chart, path)
    if len(plan.charts) == 1:
        return Subject(process_name(chart) if name is None else name, rest)
    called = process_name(chart)
    return Subject(called if name is None else say("{process}: {of}", process=called, of=name), rest)


def _within(chart: Chart, path: tuple[str, ...]) -> tuple[object | None, tuple[str, ...]]:
    match path:
        case ("arrivals", *rest):
            return say("How cases come"), tuple(rest)
        case ("first", *rest):
            return say("Who goes first in a queue"), tuple(rest)
        case ("case", datum, *rest):
            return datum_name(chart, datum), tuple(rest)
        case ("acts", event, *rest):
            return _of_act(chart, event, tuple(rest))
    return None, path


def _of_act(chart: Chart, event: str, path: tuple[str, ...]) -> tuple[object, tuple[str, ...]]:
    act = event_name(chart, event)
    match path:
        case ("in", state, *rest):
            return say("{act}, in the state “{state}”", act=act, state=state_name(chart, state)), tuple(rest)
        case ("decides", datum, *rest):
            return say("{act}, {datum}", act=act, datum=datum_name(chart, datum)), tuple(rest)
    return act, path
