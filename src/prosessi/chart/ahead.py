"""What can still matter to a case, by where it is: the conditions ahead of it and the clocks that may ring.

It is judged by the shape of the chart alone, and generously: more may be said to matter than does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from prosessi.chart.cells import loads
from prosessi.chart.chart import (
    Action,
    Active,
    Assign,
    Chart,
    Choose,
    Edge,
    Kind,
    Raise,
    Send,
    StateId,
    Trigger,
    unfolded,
)
from prosessi.chart.promises import pledges
from prosessi.chart.semantics import Snapshot
from prosessi.expressions.program import Program


def conditions_of(chart: Chart) -> Iterator[Program]:
    """Every condition of a chart."""
    yield from (vertex.starts_if for vertex in chart.vertices if vertex.starts_if is not None)
    yield from (edge.guard for edge in chart.edges if edge.guard is not None)
    for watch in chart.watches:
        if watch.condition is not None:
            yield watch.condition
    for entitlement in chart.entitlements:
        if entitlement.condition is not None:
            yield entitlement.condition
    yield from (action.condition for action in actions_of(chart) if isinstance(action, Choose))
    yield from conditions_promised(chart)


def conditions_promised(chart: Chart) -> Iterator[Program]:
    """The conditions of its promises, which no step asks, but whoever judges it."""
    return (pledge.condition for pledge in pledges(chart) if pledge.condition is not None)


def actions_of(chart: Chart) -> Iterator[Action]:
    """Every action of a chart."""
    for vertex in chart.vertices:
        yield from unfolded((*vertex.entry, *vertex.exit, *vertex.begin))
    for edge in chart.edges:
        yield from unfolded(edge.actions)


def raised_events(chart: Chart) -> frozenset[str]:
    """The events that the chart itself or one of its deadlines can raise."""
    inside = {action.event for action in actions_of(chart) if isinstance(action, Raise | Send)}
    return frozenset(inside | {watch.deadline.breach for watch in chart.watches if watch.deadline.breach})


def asked_anew(chart: Chart) -> tuple[frozenset[int], ...]:
    """For each edge the slots that whoever sets it off has just decided, so that it never asks for older values."""
    acts: Mapping[str, frozenset[str]] = {
        name: frozenset(event.decides) for name, event in chart.process.events.items()
    }
    raised = raised_events(chart)
    return tuple(
        frozenset(
            slot.index
            for slot in chart.slots
            if edge.events
            and raised.isdisjoint(edge.events)
            and all(slot.name in acts.get(event, ()) for event in edge.events)
        )
        for edge in chart.edges
    )


def span(chart: Chart, edge: Edge) -> StateId | None:
    """The innermost state that a move stays within, whatever histories remember; None if it goes nowhere."""
    if not edge.targets:
        return None
    source = edge.source
    if not edge.reenter and all(target == source or _is_below(chart, target, source) for target in edge.targets):
        return source
    return next(
        state
        for state in chart[source].ancestors
        if chart[state].kind is Kind.COMPOUND and all(_is_below(chart, target, state) for target in edge.targets)
    )


@dataclass(slots=True, eq=False)
class Ahead:
    """What lies ahead of each state of a chart."""

    chart: Chart
    index: dict[str, int] = field(init=False)
    clocks: tuple[tuple[Edge, ...], ...] = field(init=False)
    _asked: tuple[frozenset[int], ...] = field(init=False)
    _recalled: tuple[frozenset[StateId], ...] = field(init=False)
    _from_within: frozenset[StateId] = field(init=False)
    _always: frozenset[int] = field(init=False)
    _anew: tuple[frozenset[int], ...] = field(init=False)
    _known: dict[Snapshot, frozenset[int]] = field(default_factory=dict)
    _remembered: dict[Snapshot, Snapshot] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chart = self.chart
        self.index = {slot.name: slot.index for slot in chart.slots}
        self.clocks = tuple(tuple(_first_to_ring(list(vertex.clocks))) for vertex in chart.vertices)
        self._anew = asked_anew(chart)
        own = [self._asked_in(vertex.id) for vertex in chart.vertices]
        recalling = [_recalled_in(chart, vertex.id) for vertex in chart.vertices]
        below = _below(chart)
        onward = [_onward(chart, vertex.id, below) for vertex in chart.vertices]
        ahead = [_closure(vertex.id, onward) for vertex in chart.vertices]
        self._asked = tuple(frozenset[int]().union(*(own[state] for state in states)) for states in ahead)
        self._recalled = tuple(frozenset[int]().union(*(recalling[state] for state in states)) for states in ahead)
        self._from_within = frozenset(_recalled_from_within(chart, recalling))
        self._always = frozenset(self._always_asked())

    def matters(self, snapshot: Snapshot) -> frozenset[int]:
        """The slots that a case can still ask about, from where it stands and from what it may come back to."""
        known = self._known.get(snapshot)
        if known is None:
            kept = snapshot.active.union(*(states for _, states in snapshot.memory))
            known = self._known[snapshot] = self._always.union(*(self._asked[state] for state in kept))
        return known

    def remembered(self, snapshot: Snapshot) -> Snapshot:
        """A snapshot without what its histories remember in vain.

        That is what no way ahead comes back to, and what is noted anew before any way does.
        """
        if not snapshot.memory:
            return snapshot
        known = self._remembered.get(snapshot)
        if known is None:
            recalled = frozenset[StateId]().union(*(self._recalled[state] for state in snapshot.active))
            memory = tuple(entry for entry in snapshot.memory if self._is_recalled(entry[0], recalled, snapshot.active))
            known = self._remembered[snapshot] = Snapshot(snapshot.active, memory)
        return known

    def _is_recalled(self, history: StateId, recalled: frozenset[StateId], active: Active) -> bool:
        if history not in recalled:
            return False
        return history in self._from_within or self.chart[history].parent not in active

    def _asked_in(self, state: StateId) -> frozenset[int]:
        """The slots that a state itself, entered, stayed in or left, asks about."""
        vertex = self.chart[state]
        asked = {self.index[edge.at.datum] for edge in vertex.edges if edge.at is not None and edge.at.datum}
        for edge in vertex.edges:
            asked |= frozenset[int]().union(*map(loads, _of_edge(edge))) - self._anew[edge.id]
        programs = [*_of_actions((*vertex.entry, *vertex.exit, *vertex.begin))]
        programs += [vertex.starts_if] if vertex.starts_if is not None else []
        programs += [each.condition for each in self.chart.entitlements if each.condition and state in each.states]
        return frozenset(asked).union(*map(loads, programs))

    def _always_asked(self) -> Iterator[int]:
        for condition in conditions_promised(self.chart):
            yield from loads(condition)
        for watch in self.chart.watches:
            yield from loads(watch.condition) if watch.condition is not None else ()
            yield from (slot.index for slot in watch.dates)


def _is_below(chart: Chart, state: StateId, above: StateId) -> bool:
    return above in chart[state].ancestors


def _of_edge(edge: Edge) -> Iterator[Program]:
    if edge.guard is not None:
        yield edge.guard
    yield from _of_actions(edge.actions)


def _of_actions(actions: tuple[Action, ...]) -> Iterator[Program]:
    for action in unfolded(actions):
        if isinstance(action, Assign):
            yield action.value
        elif isinstance(action, Choose):
            yield action.condition


def _onward(chart: Chart, state: StateId, below: list[frozenset[StateId]]) -> frozenset[StateId]:
    """The states in which a case can be after one move out of `state` or of what is around it."""
    reached = set(chart[state].ancestors)
    for above in (state, *chart[state].ancestors):
        for edge in chart[above].edges:
            domain = span(chart, edge)
            if domain is not None:
                reached |= _entered(chart, edge, domain, below)
    return frozenset(reached)


def _entered(chart: Chart, edge: Edge, domain: StateId, below: list[frozenset[StateId]]) -> set[StateId]:
    """The states that a move within `domain` can enter: its targets with all below, and the branches beside them."""
    entered = set(below[domain]) if chart[domain].kind is Kind.PARALLEL else set()
    for target in (state for written in edge.targets for state in _begun(chart, written)):
        way = [target, *(above for above in chart[target].ancestors if domain in chart[above].ancestors)]
        top = next((above for above in reversed(way) if chart[above].kind is Kind.PARALLEL), target)
        entered |= below[top].union(way)
    return entered


def _begun(chart: Chart, target: StateId) -> tuple[StateId, ...]:
    """The states below which a move to `target` can lead, but for what a deep history brings back as it was."""
    vertex = chart[target]
    if vertex.kind is Kind.DEEP_HISTORY:
        return tuple(state for first in vertex.initial for state in _begun(chart, first))
    return vertex.ancestors[:1] if vertex.remembers else (target,)


def _recalled_in(chart: Chart, state: StateId) -> frozenset[StateId]:
    """The histories to which the edges or the beginning of a state lead."""
    targets = [target for edge in chart[state].edges for target in edge.targets]
    return frozenset(target for target in (*targets, *chart[state].initial) if chart[target].remembers)


def _recalled_from_within(chart: Chart, recalling: list[frozenset[StateId]]) -> Iterator[StateId]:
    """The histories that can be come back to while what they are about is still active."""
    for vertex in chart.vertices:
        if vertex.remembers:
            yield from (
                vertex.id
                for state in chart.vertices
                if vertex.id in recalling[state.id] and vertex.parent in {state.id, *state.ancestors}
            )


def _closure(state: StateId, onward: list[frozenset[StateId]]) -> set[StateId]:
    seen, waiting = {state}, [state]
    while waiting:
        new = onward[waiting.pop()] - seen
        seen |= new
        waiting += new
    return seen


def _below(chart: Chart) -> list[frozenset[StateId]]:
    """For each state itself and all below it."""
    below: list[set[StateId]] = [{vertex.id} for vertex in chart.vertices]
    for vertex in chart.vertices:
        for above in vertex.ancestors:
            below[above].add(vertex.id)
    return list(map(frozenset, below))


def _first_to_ring(timers: list[Edge]) -> Iterator[Edge]:
    """The timed edges of a state without those that always come after another, which leaves the state."""
    for edge in timers:
        if not any(_before(other, edge) for other in timers):
            yield edge


def _before(other: Edge, edge: Edge) -> bool:
    if other.trigger is not Trigger.AFTER or edge.trigger is not Trigger.AFTER or other.guard is not None:
        return False
    first, second = other.after, edge.after
    if first is None or second is None or not other.targets:
        return False
    return (first.unit, first.after_letter) == (second.unit, second.after_letter) and first.n < second.n
