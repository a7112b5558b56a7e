"""SCXML, for other statechart tools: control flow and plain data in its own words, all else beside them.

What SCXML has no words for (roles, papers, deadlines, texts, bases, and the exact wording of conditions) stands in
elements of our own namespace, which other readers pass over and our importer takes back. Three things run differently
elsewhere: a time in days is a number of hours there, a branch with a condition always starts, and `join` waits for all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from prosessi.calendars.durations import Duration
from prosessi.chart.chart import ROOT, Chart, Edge, Kind, StateId, Vertex
from prosessi.chart.names import process_name
from prosessi.export.ecmascript import as_script
from prosessi.export.exporter import exporter
from prosessi.expressions.syntax import Expression
from prosessi.messages import show
from prosessi.model.plain import as_plain
from prosessi.model.state import Actions, Deed, Transition

SCXML = "http://www.w3.org/2005/07/scxml"
OWN = "urn:prosessi:1"

_HISTORIES = {Kind.SHALLOW_HISTORY: "shallow", Kind.DEEP_HISTORY: "deep"}
_MILLISECONDS = {
    "milliseconds": 1,
    "seconds": 1_000,
    "minutes": 60_000,
    "hours": 3_600_000,
    "days": 86_400_000,
    "weeks": 7 * 86_400_000,
    "months": 30 * 86_400_000,
    "years": 365 * 86_400_000,
    "working days": 86_400_000,
    "same or next working day": 86_400_000,
}
"""How long a unit is where there is no calendar."""


@exporter("scxml", suffix=".scxml")
def export(chart: Chart, language: str) -> str:
    """The chart as an SCXML document."""
    writer = _Writer(chart)
    head = {
        "xmlns": SCXML,
        "xmlns:p": OWN,
        "version": "1.0",
        "datamodel": "ecmascript",
        "name": show(process_name(chart), language),
        **({"initial": writer.names(chart[ROOT].initial)} if chart.process.initial else {}),
    }
    inside = [*writer.head(), *(line for child in chart[ROOT].children for line in writer.state(chart[child]))]
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(_element("scxml", head, inside)) + "\n"


class _Writer:
    """The lines of the elements of one chart."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.data = frozenset(chart.process.case)

    def head(self) -> Iterator[str]:
        """What is not about states, and the data."""
        yield from _own("process", as_plain(self.chart.process, without=("states", "initial")))
        data = [{"id": name, **self._first(name)} for name in self.chart.process.case]
        if data:
            yield from _element("datamodel", {}, [line for each in data for line in _element("data", each)])

    def state(self, vertex: Vertex) -> Iterator[str]:
        """A state with all inside it."""
        written = vertex.written
        head = {"id": self.name(vertex.id)}
        if vertex.kind in _HISTORIES:
            targets = {"target": self.names(self._remembered_first(vertex))}
            way = _element("transition", targets, self._deeds(written.begin if written else None))
            yield from _element("history", head | {"type": _HISTORIES[vertex.kind]}, [*self._state_own(vertex), *way])
            return
        kinds = {Kind.PARALLEL: "parallel", Kind.FINAL: "final"}
        inside = [*self._state_own(vertex), *self._beginning(vertex), *self._doings(vertex)]
        inside += [line for edge in _in_order(vertex) for line in self._edge(vertex, edge)]
        inside += [line for child in vertex.children for line in self.state(self.chart[child])]
        yield from _element(kinds.get(vertex.kind, "state"), head, inside)

    def name(self, state: StateId) -> str:
        """The id of a state; what a one-step branch was lowered to has that of the branch and a word more."""
        vertex = self.chart[state]
        if vertex.written is not None or vertex.parent is None:
            return vertex.name
        return f"{vertex.name}.{'done' if vertex.kind is Kind.FINAL else 'step'}"

    def names(self, states: Iterable[StateId]) -> str:
        """Several ids in one attribute."""
        return " ".join(map(self.name, states))

    def _first(self, name: str) -> dict[str, str]:
        first = self.chart.process.case[name].default
        return {} if first is None else {"expr": _plain_script(first)}

    def _remembered_first(self, vertex: Vertex) -> tuple[StateId, ...]:
        """Where a history leads at first; into every region of a parallel state, which begins as a whole."""
        if vertex.initial != (vertex.parent,):
            return vertex.initial
        return tuple(child for child in self.chart[vertex.initial[0]].children if not self.chart[child].remembers)

    def _state_own(self, vertex: Vertex) -> Iterator[str]:
        """What SCXML cannot say of a state, even if that is only that the clocks are told elsewhere."""
        written = vertex.written
        if written is None:
            return
        said = ["states", "parallel", "transitions"]
        if vertex.kind is Kind.COMPOUND and written.initial == tuple(map(self.name, vertex.initial)):
            said.append("initial")
        own = as_plain(written, without=said)
        if own or any(vertex.timers):
            yield from _own("state", own)

    def _beginning(self, vertex: Vertex) -> list[str]:
        if vertex.kind is not Kind.COMPOUND:
            return []
        content = self._deeds(vertex.written.begin if vertex.written else None)
        way = _element("transition", {"target": self.names(vertex.initial)}, content)
        return _element("initial", {}, way)

    def _doings(self, vertex: Vertex) -> Iterator[str]:
        """Entry and exit, and the clocks of the state."""
        clocks = [(edge, edge.after) for edge in vertex.timers if edge.after is not None]
        entry = self._deeds(vertex.written.entry if vertex.written else None)
        for edge, after in clocks:
            event = self._clock(vertex, edge)
            entry += _element("send", {"event": event, "id": event, "delay": _delay(after)})
        leave = self._deeds(vertex.written.exit if vertex.written else None)
        leave += [line for edge, _ in clocks for line in _element("cancel", {"sendid": self._clock(vertex, edge)})]
        for tag, lines in (("onentry", entry), ("onexit", leave)):
            if lines:
                yield from _element(tag, {}, lines)

    def _edge(self, vertex: Vertex, edge: Edge) -> Iterator[str]:
        written = edge.written
        told = self._events(vertex, edge)
        guard = {"cond": as_script(written.if_.tree, self.data)} if written and written.if_ else {}
        targets, kind = self._targets(vertex, edge)
        head = (
            ({"event": told} if told else {})
            | guard
            | ({"target": self.names(targets)} if targets else {})
            | ({"type": kind} if kind else {})
        )
        content = self._deeds(written)
        if written is not None:
            same = written.to == tuple(self.name(target) for target in targets)
            own = as_plain(written, without=("to",) if same else ())
            if own.keys() - {"event"} or self._within(vertex, edge):
                content = [*_own("transition", own), *content]
        yield from _element("transition", head, content)

    def _events(self, vertex: Vertex, edge: Edge) -> str:
        written = edge.written
        if written is not None and (written.after is not None or written.at is not None):
            return self._clock(vertex, edge)
        return " ".join(
            f"done.state.{name.removeprefix('done.')}" if name.startswith("done.") else name for name in edge.events
        )

    def _clock(self, vertex: Vertex, edge: Edge) -> str:
        """The event that a clock of a state raises, which nobody else does."""
        word = "after" if edge.after is not None else "at"
        return f"{word}.{self.name(vertex.id)}.{vertex.edges.index(edge) + 1}"

    def _targets(self, vertex: Vertex, edge: Edge) -> tuple[tuple[StateId, ...], str]:
        """Where SCXML has to be told to go, and whether it has to be told that the source is left or is not."""
        if edge.reenter or not self._within(vertex, edge):
            return edge.targets, "external" if edge.reenter else ""
        if vertex.id not in edge.targets:
            return edge.targets, "internal" if vertex.kind is Kind.COMPOUND else ""
        if vertex.kind is Kind.COMPOUND:
            return vertex.initial, "internal"
        return (edge.targets, "") if vertex.kind is Kind.PARALLEL else ((), "")

    def _within(self, vertex: Vertex, edge: Edge) -> bool:
        """Whether an edge leads no further than to its own state or into it."""
        return bool(edge.targets) and all(vertex.id in (to, *self.chart[to].ancestors) for to in edge.targets)

    def _deeds(self, written: Actions | Transition | Deed | None) -> list[str]:
        if written is None:
            return []
        lines: list[str] = []
        for name, value in written.set_.items():
            lines += _element("assign", {"location": name, "expr": self._script(value)})
        for event in written.raise_:
            lines += _element("raise", {"event": event})
        if isinstance(written, Deed):
            lines += self._timely(written)
        for deed in written.then:
            lines += self._deed(deed)
        return lines

    def _timely(self, deed: Deed) -> list[str]:
        lines = [line for event in deed.send for line in _element("send", {"event": event})]
        for event, time in deed.later.items():
            lines += _element("send", {"event": event, "id": f"later.{event}", "delay": _delay(time)})
        return lines + [line for event in deed.cancel for line in _element("cancel", {"sendid": f"later.{event}"})]

    def _deed(self, deed: Deed) -> list[str]:
        lines = self._deeds(deed)
        if deed.if_ is None:
            return lines
        otherwise = [*_element("else", {}), *self._deed(deed.otherwise)] if deed.otherwise else []
        return _element("if", {"cond": as_script(deed.if_.tree, self.data)}, [*lines, *otherwise])

    def _script(self, value: Expression) -> str:
        return as_script(value.tree, self.data)


def _in_order(vertex: Vertex) -> list[Edge]:
    """The edges of a state as they were written, unless an `else` would then stand before what goes before it."""
    written = vertex.written.transitions if vertex.written else ()
    edges = sorted(
        vertex.edges, key=lambda edge: next((i for i, each in enumerate(written) if each is edge.written), 0)
    )
    for number, edge in enumerate(edges):
        if edge.fallback and any({*edge.events} & {*later.events} for later in edges[number + 1 :]):
            return list(vertex.edges)
    return edges


def _element(name: str, attributes: dict[str, str], inside: Iterable[str] = ()) -> list[str]:
    """The lines of an element, what is inside set in."""
    tag = " ".join([name, *(f"{key}={quoteattr(value)}" for key, value in attributes.items())])
    lines = [f"  {line}" for line in inside]
    return [f"<{tag}>", *lines, f"</{name}>"] if lines else [f"<{tag}/>"]


def _own(name: str, written: dict[str, Any]) -> list[str]:
    """What SCXML cannot say, as an element of our own on one line."""
    return [f"<p:{name}>{escape(json.dumps(written, ensure_ascii=False))}</p:{name}>"]


def _plain_script(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _delay(duration: Duration) -> str:
    milliseconds = duration.n * _MILLISECONDS[duration.unit]
    return f"{milliseconds // 1000}s" if milliseconds % 1000 == 0 else f"{milliseconds}ms"
