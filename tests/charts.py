"""Charts and engines for the tests of this room."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from prosessi.chart.compile import compile_process
from prosessi.chart.rows import Rows
from prosessi.chart.semantics import react, start
from prosessi.chart.worlds import Live
from prosessi.expressions.program import UNSET, decode
from prosessi.model.library import EMPTY
from prosessi.model.process import Process

ROOT = Path(__file__).parents[1]


def chart_of(text):
    """A chart from a process written without its head; events need not be declared."""
    written = yaml.safe_load(text) if isinstance(text, str) else dict(text)
    head = {"prosessi": 1, "process": "tried", "events": {name: {} for name in sorted(events_in(written["states"]))}}
    return compile_process(Process.model_validate(head | written), EMPTY)


def events_in(value):
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in {"event", "raise", "send", "cancel", "finish", "breach"}:
                yield from [inner] if isinstance(inner, str) else inner
            else:
                yield from events_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from events_in(inner)


def first_data(chart):
    return tuple(UNSET if slot.default is None else slot.default for slot in chart.slots)


def leaves(chart, active):
    return [chart[state].name for state in sorted(active - {chart[state].parent for state in active})]


def values(chart, data):
    return {slot.name: decode(slot.type, data[slot.index]) for slot in chart.slots}


class ByStep:
    """A case moved by the semantics itself."""

    def __init__(self, chart, data=None):
        self.chart = chart
        self._take(start, data or first_data(chart))

    def send(self, event):
        self._take(lambda chart, world: react(chart, self.snapshot, event, world), self.data)

    def _take(self, step, data):
        live = Live(self.chart, data)
        reaction = step(self.chart, live)
        self.snapshot, self.microsteps = reaction.snapshot, reaction.microsteps
        self.data, self.clocks = live.data, live.clocks


class ByRows:
    """A case moved from memory."""

    def __init__(self, chart, data=None, rows=None):
        self.rows = rows or Rows(chart)
        self._land(*self.rows.begin(data or first_data(chart)))

    def send(self, event):
        self._land(*self.rows.react(self.rows.place(self.snapshot), self.data, event))

    def _land(self, landing, data):
        self.snapshot, self.microsteps, self.clocks = landing.place.snapshot, landing.microsteps, landing.clocks
        self.data = data
