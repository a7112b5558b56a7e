"""What can still matter to a case, by where it is: the conditions ahead of it and the clocks that may ring.

It is judged by the shape of the chart alone, and generously: more may be said to matter than does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from prosessi.chart.cells import loads
from prosessi.chart.chart import Action, Assign, Chart, Choose, Edge, StateId, Trigger, unfolded
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


@dataclass(slots=True, eq=False)
class Ahead:
    """What lies ahead of each state of a chart."""

    chart: Chart
    index: dict[str, int] = field(init=False)
    clocks: tuple[tuple[Edge, ...], ...] = field(init=False)
    _asked: tuple[frozenset[int], ...] = field(init=False)
    _always: frozenset[int] = field(init=False)
    _known: dict[Snapshot, frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chart = self.chart
        self.index = {slot.name: slot.index for slot in chart.slots}
        self.clocks = tuple(tuple(_first_to_ring(list(vertex.clocks))) for vertex in chart.vertices)
        own = [self._asked_in(vertex.id) for vertex in chart.vertices]
        onward = [_onward(chart, vertex.id) for vertex in chart.vertices]
        self._asked = tuple(
            frozenset[int]().union(*(own[state] for state in _closure(vertex.id, onward))) for vertex in chart.vertices
        )
        self._always = frozenset(self._always_asked())

    def matters(self, snapshot: Snapshot) -> frozenset[int]:
        """The slots that a case which stands at `snapshot` can still ask about."""
        known = self._known.get(snapshot)
        if known is None:
            ahead = (self._asked[state] for state in snapshot.active)
            known = self._known[snapshot] = self._always.union(*ahead)
        return known

    def _asked_in(self, state: StateId) -> frozenset[int]:
        """The slots that a state itself, entered, stayed in or left, asks about."""
        vertex = self.chart[state]
        programs = [*_of_actions((*vertex.entry, *vertex.exit, *vertex.begin))]
        programs += [vertex.starts_if] if vertex.starts_if is not None else []
        programs += [program for edge in vertex.edges for program in _of_edge(edge)]
        dates = {self.index[edge.at.datum] for edge in vertex.edges if edge.at is not None and edge.at.datum}
        return frozenset(dates).union(*map(loads, programs))

    def _always_asked(self) -> Iterator[int]:
        for entitlement in self.chart.entitlements:
            yield from loads(entitlement.condition) if entitlement.condition is not None else ()
        for condition in conditions_promised(self.chart):
            yield from loads(condition)
        for watch in self.chart.watches:
            yield from loads(watch.condition) if watch.condition is not None else ()
            yield from (slot.index for slot in watch.dates)


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


def _onward(chart: Chart, state: StateId) -> frozenset[StateId]:
    """The states in which a case can be after one move out of `state` or of what is around it."""
    around = (state, *chart[state].ancestors)
    reached: set[StateId] = set(chart[state].ancestors)
    for above in around:
        for edge in chart[above].edges:
            for target in edge.targets:
                top = next((s for s in reversed((target, *chart[target].ancestors)) if s not in around), target)
                if chart[target].remembers:
                    top = min(top, chart[target].ancestors[0])
                reached.update(v.id for v in chart.vertices if v.id == top or top in v.ancestors)
    return frozenset(reached)


def _closure(state: StateId, onward: list[frozenset[StateId]]) -> set[StateId]:
    seen, waiting = {state}, [state]
    while waiting:
        for following in onward[waiting.pop()]:
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return seen


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
