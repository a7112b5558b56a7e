"""The log as IEEE 1849 (XES), a trace a case: for ProM, PM4Py and other tools of process mining.

The run's clock has 24 hours every day, as the law counts; so its times are written as UTC, where that holds too, and
every duration comes out right. The life of an act is told in the transitions of the standard model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from xml.sax.saxutils import quoteattr

from prosessi.chart.chart import Slot
from prosessi.expressions.program import Coded, decode
from prosessi.messages import language, show
from prosessi.simulate.chronicle import by_case, kept
from prosessi.simulate.logs.lines import ACTS, Line, lines, prefixed, role_in, subject
from prosessi.simulate.logs.writer import log_format
from prosessi.simulate.run import Run, What
from prosessi.simulate.setup import Setup

EXTENSIONS = (
    ("Concept", "concept", "concept"),
    ("Lifecycle", "lifecycle", "lifecycle"),
    ("Time", "time", "time"),
    ("Organizational", "org", "org"),
)

LIFE = {
    What.AWAITED: "schedule",
    What.QUEUED: "assign",
    What.STARTED: "start",
    What.DONE: "complete",
    What.REFUSED: "ate_abort",
    What.DROPPED: "withdraw",
}
"""The transitions of the standard model. What is no act is complete as it happens; `assign` is waiting for people."""

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
"""
GLOBALS = """\
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <string key="lifecycle:transition" value="complete"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00Z"/>
  </global>
  <classifier name="Event" scope="event" keys="concept:name lifecycle:transition"/>
  <classifier name="Activity" scope="event" keys="concept:name"/>
"""


@log_format("xes", suffix=".xes")
def xes(runs: Sequence[Run]) -> Iterator[str]:
    """A trace a case with its data at the beginning, in the order of their numbers."""
    yield HEAD
    for name, prefix, file in EXTENSIONS:
        yield f'  <extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{file}.xesext"/>\n'
    yield GLOBALS
    yield from _attributes({"concept:name": ", ".join(dict.fromkeys(run.setup.name for run in runs))}, "  ")
    yield from _attributes({"lifecycle:model": "standard"}, "  ")
    for run, prefix in prefixed(runs):
        for _, told in groupby(lines(run, prefix, by_case(kept(run))), key=lambda line: line.case):
            yield "".join(_trace(run.setup, tuple(told)))
    yield "</log>\n"


def _trace(setup: Setup, told: tuple[Line, ...]) -> Iterator[str]:
    begun = told[0]
    yield "  <trace>\n"
    about = {"concept:name": begun.case, "process": setup.processes[begun.process].chart.process.process}
    yield from _attributes({**about, "came_from": begun.came_from, **_data(begun.settled)}, "    ")
    under_way: set[int] = set()
    for line in told:
        yield "    <event>\n"
        yield from _attributes(_event(setup, line, _transition(line, under_way)), "      ")
        yield "    </event>\n"
    yield "  </trace>\n"


def _transition(line: Line, under_way: set[int]) -> str:
    """The transition of the standard model. What is dropped is withdrawn, or aborted if it was under way."""
    if line.what is What.STARTED:
        under_way.add(line.which)
    elif line.what in ACTS and line.which in under_way:
        under_way.discard(line.which)
        return "ate_abort" if line.what is What.DROPPED else LIFE[line.what]
    return LIFE.get(line.what, "complete")


def _event(setup: Setup, line: Line, transition: str) -> dict[str, object]:
    name, label = subject(setup, line)
    crew = setup.crews[line.crew] if line.crew is not None else None
    return {
        "concept:name": name,
        "lifecycle:transition": transition,
        "time:timestamp": line.at,
        "org:role": role_in(setup, line),
        "org:group": crew.name if crew is not None else None,
        "org:resource": crew.name if crew is not None and crew.named else None,
        "kind": line.what.name.lower(),
        "label": show(label, language()),
        "states": " ".join(line.states),
        **({} if line.what is What.BEGUN else _data(line.settled)),
    }


def _data(settled: tuple[tuple[Slot, Coded], ...]) -> dict[str, object]:
    return {f"data.{slot.name}": decode(slot.type, value) for slot, value in settled}


def _attributes(values: dict[str, object], indent: str) -> Iterator[str]:
    """The attributes that have a value, each with the element of its type."""
    for key, value in values.items():
        if value is not None:
            kind, text = _typed(value)
            yield f"{indent}<{kind} key={quoteattr(key)} value={quoteattr(text)}/>\n"


def _typed(value: object) -> tuple[str, str]:  # noqa: PLR0911  # one return a type
    match value:
        case bool():
            return "boolean", "true" if value else "false"
        case int():
            return "int", str(value)
        case float():
            return "float", repr(value)
        case datetime():
            return "date", f"{value.isoformat()}Z"
        case date():
            return "date", f"{value.isoformat()}T00:00:00Z"
        case tuple():
            return "string", " ".join(map(str, value))
    return "string", str(value)
