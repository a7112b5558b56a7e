"""A `HierarchicalMachine` of the library `transitions` that goes where the chart goes.

The library chooses the transitions and moves from state to state; what it lacks is added around it: running to
completion, `done`, and that a step that fails leaves no trace.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from transitions import EventData, MachineError
from transitions.extensions.nesting import HierarchicalMachine, NestedState

from prosessi.chart.chart import ROOT, Action, Assign, Chart, Edge, Kind, Raise, StateId, Trigger, Vertex
from prosessi.chart.semantics import MICROSTEPS
from prosessi.chart.whereabouts import has_ended
from prosessi.chart.worlds import Data, ask, assign
from prosessi.errors import NotExpressible, NotSettling
from prosessi.export.transitions.effects import Effects
from prosessi.export.transitions.limits import inner_target, placement, refuse_what_differs
from prosessi.expressions.program import decode, encode
from prosessi.messages import say

AUTOMATIC = "always."
"""The trigger of automatic transitions; the dot keeps it apart from the author's events."""


def build(chart: Chart, model: object = None) -> ProcessMachine:
    """The machine of a chart; `NotExpressible` if it would behave differently."""
    refuse_what_differs(chart)
    return ProcessMachine(chart, model)


class ProcessState(NestedState):
    """A state whose path is written with dots, since authors' ids have underscores."""

    separator = "."


class ProcessMachine(HierarchicalMachine):
    """A machine that runs each event to completion. Any number of models may be added; each begins its own case."""

    state_cls = ProcessState

    def __init__(self, chart: Chart, model: object = None) -> None:
        self.chart = chart
        self._ids = {path(chart, vertex.id): vertex.id for vertex in chart.vertices[1:]}
        self._raised: deque[str] = deque()
        self._running = False
        self._moved = False
        self._finished: set[StateId] = set()
        super().__init__(
            model=None,
            states=[self._declared(chart[child]) for child in chart[ROOT].children],
            initial=path(chart, chart[ROOT].initial[0]),
            auto_transitions=False,
            send_event=True,
            before_state_change=self._note_move,
        )
        self.events.update((event, self.event_cls(event, self)) for event in chart.process.events)
        effects = Effects.of(chart)
        for edge in chart.edges:
            self._add_edge(edge, effects)
        self.add_model(self if model is None else model)

    def add_model(self, model: Any, initial: Any = None) -> None:
        """Let the machine drive an object: its case begins, with the object's own data where it has them."""
        refuse_clashes(self, model)
        super().add_model(model, initial)
        for slot in self.chart.slots:
            if not hasattr(model, slot.name):
                setattr(model, slot.name, None if slot.default is None else decode(slot.type, slot.default))
        if initial is None:
            self._whole(model, partial(self._begin, model))

    def trigger_event(self, model: Any, trigger: str, *args: Any, **kwargs: Any) -> bool:
        """Take an event and all that follows from it. What it decides is given by name."""
        if self._running:
            self._raised.append(trigger)
            return True
        return self._whole(model, partial(self._take, model, trigger, *args, **kwargs))

    def active(self, model: Any) -> frozenset[StateId]:
        """The states that a model is in, as the chart numbers them."""
        innermost = [self._ids[name] for name in _flat(getattr(model, self.model_attribute))]
        return frozenset(state for leaf in innermost for state in (leaf, *self.chart[leaf].ancestors))

    def _whole(self, model: Any, step: Callable[[], bool]) -> bool:
        """Do a step wholly or not at all."""
        names = (self.model_attribute, *(slot.name for slot in self.chart.slots))
        before = {name: getattr(model, name) for name in names}
        taken = False
        self._running = True
        try:
            taken = step()
        finally:
            self._running = False
            self._raised.clear()
            for name, value in before.items() if not taken else ():
                setattr(model, name, value)
        return taken

    def _begin(self, model: Any) -> bool:
        """Do what entering the first states does, which the library leaves out, and settle."""
        self._finished = set()
        for state in sorted(self.active(model)):
            self._enter(self.chart[state], model)
        self._settle(model)
        return True

    def _take(self, model: Any, trigger: str, *args: Any, **kwargs: Any) -> bool:
        """One event. The library stumbles over nested parallel states when nobody hears it, so we look before."""
        if not self._hears(model, trigger):
            states = getattr(model, self.model_attribute)
            raise MachineError(str(say("nothing answers '{event}' in {states}", event=trigger, states=str(states))))
        event = self.chart.process.events.get(trigger)
        for name in event.decides if event else ():
            if name in kwargs:
                setattr(model, name, kwargs.pop(name))
        if not self._move(model, trigger, *args, **kwargs):
            return False
        self._settle(model)
        return True

    def _settle(self, model: Any) -> None:
        """Automatic moves first, then raised events one by one, until there is nothing left to do."""
        for _ in range(MICROSTEPS):
            if not self._follow(model):
                return
        raise NotSettling(tuple(self.chart[state].name for state in sorted(self.active(model)) if state != ROOT))

    def _follow(self, model: Any) -> bool:
        if has_ended(self.chart, self.active(model)):
            return False
        if self._hears(model, AUTOMATIC) and self._move(model, AUTOMATIC):
            return True
        while self._raised:
            event = self._raised.popleft()
            if self._hears(model, event) and self._move(model, event):
                return True
        return False

    def _move(self, model: Any, trigger: str, *args: Any, **kwargs: Any) -> bool:
        """One microstep by the library. What that answers is about the last branch only, so moves are noted."""
        self._moved = False
        active = self.active(model)
        self._finished = {vertex.id for vertex in self.chart.vertices if finished(self.chart, vertex.id, active)}
        super().trigger_event(model, trigger, *args, **kwargs)
        return self._moved

    def _hears(self, model: Any, trigger: str) -> bool:
        sources = self.events[trigger].transitions if trigger in self.events else ()
        return any(self._ids[source] in self.active(model) for source in sources)

    def _note_move(self, _event: EventData) -> None:
        self._moved = True

    def _declared(self, vertex: Vertex) -> dict[str, Any]:
        """A state as the library wants it told."""
        declared: dict[str, Any] = {
            "name": short(vertex),
            "on_enter": lambda event: self._enter(vertex, event.model),
            "on_exit": lambda event: self._perform(vertex.exit, event.model),
            "final": vertex.kind is Kind.FINAL and vertex.parent == ROOT,  # to the library an inner one ends them all
        }
        children = [self._declared(self.chart[child]) for child in vertex.children]
        if vertex.kind is Kind.PARALLEL:
            return declared | {"parallel": children}
        if vertex.kind is Kind.COMPOUND:
            return declared | {"children": children, "initial": short(self.chart[vertex.initial[0]])}
        return declared

    def _add_edge(self, edge: Edge, effects: Effects) -> None:
        def act(event: EventData) -> None:
            self._perform(edge.actions, event.model)

        def holds(event: EventData) -> bool:
            return edge.guard is None or ask(edge.guard, self._data(event.model), self.active(event.model))

        when = placement(edge, effects)
        for trigger in (AUTOMATIC,) if edge.trigger is Trigger.ALWAYS else edge.events:
            self.add_transition(
                trigger,
                path(self.chart, edge.source),
                self._destination(edge),
                conditions=holds,
                before=act if when == "before" else None,
                after=act if when == "after" else None,
            )

    def _destination(self, edge: Edge) -> str | None:
        """Where the library is to go; None if it is to stay."""
        internal = edge.targets == (edge.source,) and not edge.reenter
        targets = (inner_target(self.chart, edge),) if internal else edge.targets
        return next((path(self.chart, target) for target in targets if target is not None), None)

    def _enter(self, vertex: Vertex, model: Any) -> None:
        self._perform(vertex.entry, model)
        if vertex.kind is Kind.FINAL:
            self._raised.extend(self._completed(vertex, model))

    def _completed(self, final: Vertex, model: Any) -> Iterator[str]:
        """The `done` events of a final state, inner first, as `prosessi.chart.semantics` raises them."""
        active, done = self.active(model), final
        if final.parent not in {None, ROOT} and self.chart[final.ancestors[0]].kind is Kind.COMPOUND:
            done = self.chart[final.ancestors[0]]
            yield f"done.{done.name}"
        for above in done.ancestors:
            waited_for = self.chart[above].kind is Kind.PARALLEL and above not in self._finished
            if not waited_for or not finished(self.chart, above, active):
                return
            self._finished.add(above)
            yield f"done.{self.chart[above].name}"

    def _perform(self, actions: Iterable[Action], model: Any) -> None:
        for action in actions:
            if isinstance(action, Assign):
                slot = self.chart.slots[action.slot]
                data = assign(slot, action.value, self._data(model), self.active(model))
                setattr(model, slot.name, decode(slot.type, data[slot.index]))
            elif isinstance(action, Raise):
                self._raised.append(action.event)

    def _data(self, model: Any) -> Data:
        return tuple(encode(slot.type, getattr(model, slot.name)) for slot in self.chart.slots)


def path(chart: Chart, state: StateId) -> str:
    """The name of a state in the machine: the names on the way to it, with dots."""
    vertices = (chart[own] for own in (state, *chart[state].ancestors) if own != ROOT)
    return ".".join(reversed([short(vertex) for vertex in vertices]))


def short(vertex: Vertex) -> str:
    """The name of a state among its siblings; the two states of a one-step branch are called by what they are."""
    if vertex.written is not None:
        return vertex.name
    return "finished" if vertex.kind is Kind.FINAL else "working"


def finished(chart: Chart, state: StateId, active: frozenset[StateId]) -> bool:
    """Whether an active branch, or a parallel state, has come to its end."""
    vertex = chart[state]
    if state not in active:
        return False
    if vertex.kind is Kind.PARALLEL:
        count = sum(finished(chart, branch, active) for branch in vertex.children)
        return count >= min(len(vertex.children), vertex.join or len(vertex.children))
    return vertex.kind is Kind.FINAL or any(
        chart[child].kind is Kind.FINAL and child in active for child in vertex.children
    )


def refuse_clashes(machine: ProcessMachine, model: object) -> None:
    """Case data and triggers become attributes of the model: none may take the place of another."""
    data = {slot.name for slot in machine.chart.slots}
    given = {"state", "to", "trigger", *machine.events, *(f"may_{event}" for event in machine.events)}
    given |= {f"is_{name}" for name in machine.states}
    own = {name for name in (data | {*machine.events}) if hasattr(machine, name)} if model is machine else set()
    for name in sorted(data & given | own):
        raise NotExpressible(
            str(say("'{name}' is already the name of something that a machine has; rename it", name=name))
        )


def _flat(states: Any) -> Iterator[str]:
    if isinstance(states, str):
        yield states
        return
    for state in states:
        yield from _flat(state)
