"""A process cut down to what a promise is about, for those that are too large to be looked at as a whole.

A part that the promise does not name, that changes nothing outside itself and that is entered and left only as a whole
is closed to a single step, which may be over at any time. So the cut process can do all that the whole one can, and
perhaps more: what never happens in it never happens, and what does happen in it is only a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from prosessi.chart.ahead import actions_of, conditions_of
from prosessi.chart.chart import Assign, Chart
from prosessi.chart.compile import compile_process
from prosessi.chart.promises import Pledge
from prosessi.expressions import machine
from prosessi.model.process import Event
from prosessi.model.state import State, Transition


def slice_of(chart: Chart, pledge: Pledge) -> Chart | None:
    """The process cut down to what a promise is about; None where nothing can be cut."""
    cutter = _Cutter(chart, pledge)
    states = cutter.cut(chart.process.states)
    if not cutter.closed:
        return None
    events = dict(chart.process.events) | {name: Event.model_validate({}) for name in cutter.closed}
    telling = {name: each for name, each in chart.process.deadlines.items() if each.breach}
    changes = {
        "states": states,
        "events": events,
        "deadlines": telling,
        "rules": {},
        "promises": {pledge.name: pledge.promise},
    }
    return compile_process(chart.process.model_copy(update=changes), chart.library)


@dataclass(frozen=True, slots=True)
class _Way:
    """A transition with the state that it is written in."""

    source: str
    written: Transition


@dataclass(slots=True)
class _Cutter:
    """A process being cut. `closed` are the events by which its closed parts end."""

    chart: Chart
    pledge: Pledge
    closed: list[str] = field(default_factory=list)
    kept: frozenset[str] = field(init=False)
    marks: frozenset[str] = field(init=False)
    ways: tuple[_Way, ...] = field(init=False)
    nests: tuple[tuple[str, tuple[str, ...]], ...] = field(init=False)

    def __post_init__(self) -> None:
        process = self.chart.process
        self.ways = tuple(_ways(process.states))
        marks = [mark for each in process.deadlines.values() if each.breach for mark in (each.starts, each.met_by)]
        self.marks = frozenset(event for mark in marks for event in mark.event)
        self.kept = frozenset(self._named()).union(*((*mark.enter, *mark.exit) for mark in marks))
        self.nests = ((process.process, process.initial), *_beginnings(process.states))

    def cut(self, states: Mapping[str, State]) -> dict[str, State]:
        """The states with every part closed that can be."""
        return {name: self._cut(name, state) for name, state in states.items()}

    def _cut(self, name: str, state: State) -> State:
        inner = {**state.states, **state.parallel}
        if inner and self._may_close(name, inner):
            return self._as_one_step(name, state)
        branches = {
            each: branch
            for each, branch in state.parallel.items()
            if branch.history is None and self._may_close(each, {each: branch})
        }
        if len(branches) > 1 and state.join in {None, "all"}:
            kept = {each: branch for each, branch in state.parallel.items() if each not in branches}
            rest = self._ends(name)
            one_step = State.model_validate({}).model_copy(update={"finish": (rest,)})
            return state.model_copy(update={"parallel": self.cut(kept) | {rest: one_step}})
        return state.model_copy(update={"states": self.cut(state.states), "parallel": self.cut(state.parallel)})

    def _as_one_step(self, name: str, state: State) -> State:
        """A state whose inside is one step."""
        changes: dict[str, object] = {"states": {}, "parallel": {}, "initial": (), "join": None, "begin": None}
        return state.model_copy(update={**changes, "finish": (self._ends(name),)})

    def _ends(self, name: str) -> str:
        """A new event by which a closed part comes to its end."""
        event = f"{name}_over"
        while event in self.chart.process.events or event in self.chart.ids:
            event += "_"
        self.closed.append(event)
        return event

    def _may_close(self, name: str, states: Mapping[str, State]) -> bool:
        """Whether these states can vanish: nobody names them, they keep to themselves, and they change nothing."""
        gone = frozenset(_names(states))
        return (
            gone.isdisjoint(self.kept)
            and all(map(_changes_nothing, _all(states)))
            and all(self._keeps_apart(way, gone) for way in self.ways)
            and not any(gone.intersection(initial) for nest, initial in self.nests if nest not in gone | {name})
            and not any(self._matters(event) for event in _events(states))
        )

    def _keeps_apart(self, way: _Way, gone: frozenset[str]) -> bool:
        """Whether a transition does not cross the border."""
        targets = set(way.written.to)
        return targets <= gone if way.source in gone else gone.isdisjoint(targets)

    def _matters(self, event: str) -> bool:
        """Whether an event settles data, or is something that the promise or a telling deadline watches for."""
        declared = self.chart.process.events.get(event)
        seen = (self.pledge.cue, self.pledge.answer)
        if event in self.marks or any(event in sight.events for sight in seen):
            return True
        return declared is not None and bool(
            declared.decides or any(sight.documents.intersection(declared.produces) for sight in seen)
        )

    def _named(self) -> Iterator[str]:
        """The states that the promise, a condition or a transition that waits for several speaks of by name."""
        for sight in (self.pledge.cue, self.pledge.answer):
            yield from (self.chart[state].name for state in sight.enter | sight.exit | sight.resting)
        values = (action.value for action in actions_of(self.chart) if isinstance(action, Assign))
        for program in (*conditions_of(self.chart), *values):
            for op, argument in zip(program.ops, program.arguments, strict=True):
                if op == machine.ACTIVE:
                    yield self.chart[int(argument)].name
        for way in self.ways:
            yield from way.written.done if isinstance(way.written.done, tuple) else ()


def _ways(states: Mapping[str, State]) -> Iterator[_Way]:
    for name, state in _items(states):
        yield from (_Way(name, way) for way in state.transitions)


def _beginnings(states: Mapping[str, State]) -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((name, state.initial) for name, state in _items(states) if state.initial)


def _items(states: Mapping[str, State]) -> Iterator[tuple[str, State]]:
    for name, state in states.items():
        yield name, state
        yield from _items(state.states)
        yield from _items(state.parallel)


def _names(states: Mapping[str, State]) -> Iterator[str]:
    return (name for name, _ in _items(states))


def _all(states: Mapping[str, State]) -> Iterator[State]:
    return (state for _, state in _items(states))


def _events(states: Mapping[str, State]) -> Iterator[str]:
    for state in _all(states):
        yield from state.finish
        for way in state.transitions:
            yield from way.event


def _changes_nothing(state: State) -> bool:
    """Whether a state and what is written in it have no effect on anything else."""
    doings: Sequence[Transition] = state.transitions
    return state.entry is state.exit is state.begin is None and not any(
        way.set_ or way.raise_ or way.then for way in doings
    )
