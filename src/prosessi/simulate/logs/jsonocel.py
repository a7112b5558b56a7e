"""The log as OCEL 2.0 in JSON, for object-centric mining: cases, those who do the work, and processes are its objects.

An event is what was done or went off; how long it had been waited for stands in its attributes. What becomes of the
data of a case is told as the changes of the object. Times are written as UTC, as in XES and for the same reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from prosessi.chart.chart import Chart, Slot
from prosessi.expressions.program import UNSET, Coded, decode
from prosessi.messages import language, show
from prosessi.simulate.chronicle import by_case, kept
from prosessi.simulate.logs.lines import Line, act_of, clock, lines, prefixed, role_in, subject
from prosessi.simulate.logs.writer import log_format
from prosessi.simulate.run import Run, What
from prosessi.simulate.setup import Setup

HAPPENED = {
    What.BEGUN: "{} (begun)",
    What.DONE: "{}",
    What.REFUSED: "{} (refused)",
    What.DROPPED: "{} (dropped)",
    What.TIMER: "{} (timer)",
    What.BREACH: "{} (breach)",
    What.ENDED: "{} (ended)",
}
"""The types of event by what happened; what comes before a deed is told with it."""

BEFORE = {What.AWAITED: "awaited", What.QUEUED: "queued", What.STARTED: "started"}
TYPES = {
    "boolean": "boolean",
    "integer": "integer",
    "number": "float",
    "choice": "string",
    "set": "string",
    "date": "time",
    "text": "string",
}
EVENT_ATTRIBUTES = {"label": "string", "role": "string", "states": "string"} | dict.fromkeys(BEFORE.values(), "time")
PROCESS, CREW = "process", "crew"


@log_format("jsonocel", suffix=".jsonocel")
def jsonocel(runs: Sequence[Run]) -> Iterator[str]:
    """The four lists of the format: the types first, then the events in the order of time, then the objects."""
    setups = list({id(run.setup): run.setup for run in runs}.values())
    yield '{"objectTypes": ['
    yield from _listed(_object_types(setups))
    yield '],\n"eventTypes": ['
    yield from _listed(_event_types(setups))
    yield '],\n"events": ['
    yield from _listed(_numbered(event for run, prefix in prefixed(runs) for event in _events(run, prefix)))
    yield '],\n"objects": ['
    yield from _listed(_objects(runs, setups))
    yield "]}\n"


def _listed(items: Iterable[Mapping[str, object]]) -> Iterator[str]:
    before = "\n"
    for item in items:
        yield before + json.dumps(item, ensure_ascii=False)
        before = ",\n"


def _declared(name: str, attributes: Mapping[str, str]) -> dict[str, object]:
    return {"name": name, "attributes": [{"name": key, "type": kind} for key, kind in attributes.items()]}


def _object_types(setups: Sequence[Setup]) -> Iterator[dict[str, object]]:
    yield _declared(PROCESS, {"label": "string"})
    yield _declared(CREW, {"roles": "string"})
    for chart in _charts(setups):
        yield _declared(_case_type(chart), {slot.name: TYPES[slot.type.kind] for slot in chart.slots})


def _event_types(setups: Sequence[Setup]) -> Iterator[dict[str, object]]:
    names = {
        name: None
        for setup in setups
        for number, process in enumerate(setup.processes)
        for name in _type_names(setup, number, len(process.acts))
    }
    for name in names:
        yield _declared(name, EVENT_ATTRIBUTES)


def _type_names(setup: Setup, number: int, acts: int) -> Iterator[str]:
    chart = setup.processes[number].chart
    yield HAPPENED[What.BEGUN].format(chart.process.process)
    for act in range(acts):
        for what in (What.DONE, What.REFUSED, What.DROPPED):
            yield HAPPENED[what].format(setup.processes[number].acts[act].event)
    for edge in chart.edges:
        if edge.after is not None or edge.at is not None:
            yield HAPPENED[What.TIMER].format(clock(chart, edge)[0])
    for watch in chart.watches:
        if watch.deadline.breach is not None:
            yield HAPPENED[What.BREACH].format(watch.name)
    for state in chart[0].children:
        yield HAPPENED[What.ENDED].format(chart[state].name)


def _numbered(events: Iterable[dict[str, object]]) -> Iterator[dict[str, object]]:
    for number, event in enumerate(events, 1):
        yield {"id": f"e{number}", **event}


def _events(run: Run, prefix: str) -> Iterator[dict[str, object]]:
    before: dict[tuple[str, int], dict[str, str]] = {}
    for line in lines(run, prefix):
        if line.what in BEFORE:
            before.setdefault((line.case, line.which), {})[BEFORE[line.what]] = _time(line.at)
        else:
            yield _event(run.setup, line, before.pop((line.case, line.which), {}) if act_of(run.setup, line) else {})


def _event(setup: Setup, line: Line, before: Mapping[str, str]) -> dict[str, object]:
    name, label = subject(setup, line)
    role = role_in(setup, line)
    attributes = {"label": show(label, language()), "states": " ".join(line.states), **before}
    if role is not None:
        attributes["role"] = role
    related = [(_case(line.case), "case"), (_process(setup, line), PROCESS)]
    if line.crew is not None:
        related.append((_crew(setup, line.crew), "doer"))
    return {
        "type": HAPPENED[line.what].format(name),
        "time": _time(line.at),
        "attributes": [{"name": key, "value": value} for key, value in attributes.items()],
        "relationships": [{"objectId": key, "qualifier": qualifier} for key, qualifier in related],
    }


def _objects(runs: Sequence[Run], setups: Sequence[Setup]) -> Iterator[dict[str, object]]:
    yield from _standing(setups)
    for run, prefix in prefixed(runs):
        told: _Told | None = None
        for line in lines(run, prefix, by_case(kept(run))):
            if line.what is What.BEGUN:
                if told is not None:
                    yield told.as_object()
                told = _Told(run.setup, line)
            elif told is not None:
                told.hear(line)
        if told is not None:
            yield told.as_object()


def _standing(setups: Sequence[Setup]) -> Iterator[dict[str, object]]:
    """The objects that are there from the first moment on: processes and crews."""
    seen: set[str] = set()
    for setup in setups:
        start = _time(datetime.combine(setup.start, datetime.min.time()))
        for process in setup.processes:
            name = process.chart.process.process
            label = show(process.chart.process.title or name, language())
            if f"process:{name}" not in seen:
                seen.add(f"process:{name}")
                yield _object(f"process:{name}", PROCESS, [{"name": "label", "value": label, "time": start}], [])
        for number, crew in enumerate(setup.crews):
            roles = " ".join(setup.roles[role] for role in crew.roles)
            if _crew(setup, number) not in seen:
                seen.add(_crew(setup, number))
                yield _object(_crew(setup, number), CREW, [{"name": "roles", "value": roles, "time": start}], [])


@dataclass(slots=True)
class _Told:
    """A case whose data are followed."""

    setup: Setup
    begun: Line
    data: tuple[Coded, ...] = ()
    changes: list[dict[str, object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.data = (UNSET,) * len(self.begun.data)
        self.hear(self.begun)

    def hear(self, line: Line) -> None:
        """Note what has become of the data."""
        slots = self.setup.processes[line.process].chart.slots
        for slot, old, new in zip(slots, self.data, line.data, strict=True):
            if new == new and new != old:  # noqa: PLR0124  # only an unset value differs from itself
                self.changes.append({"name": slot.name, "value": _value(slot, new), "time": _time(line.at)})
        self.data = line.data

    def as_object(self) -> dict[str, object]:
        """The case as an object of the log."""
        line = self.begun
        related = [{"objectId": _process(self.setup, line), "qualifier": PROCESS}]
        if line.came_from is not None:
            related.append({"objectId": _case(line.came_from), "qualifier": "came from"})
        kind = _case_type(self.setup.processes[line.process].chart)
        return _object(_case(line.case), kind, self.changes, related)


def _object(
    name: str, kind: str, attributes: list[dict[str, object]], related: list[dict[str, str]]
) -> dict[str, object]:
    return {"id": name, "type": kind, "attributes": attributes, "relationships": related}


def _charts(setups: Sequence[Setup]) -> list[Chart]:
    charts = (process.chart for setup in setups for process in setup.processes)
    return list({chart.process.process: chart for chart in charts}.values())


def _case_type(chart: Chart) -> str:
    return f"case of {chart.process.process}"


def _case(number: str) -> str:
    return f"case:{number}"


def _process(setup: Setup, line: Line) -> str:
    return f"process:{setup.processes[line.process].chart.process.process}"


def _crew(setup: Setup, crew: int) -> str:
    return f"crew:{setup.crews[crew].name}"


def _value(slot: Slot, coded: Coded) -> object:
    value = decode(slot.type, coded)
    if slot.type.kind == "date":
        return f"{value}T00:00:00Z"
    return " ".join(map(str, value)) if isinstance(value, tuple) else value


def _time(moment: datetime) -> str:
    return f"{moment.isoformat()}Z"
