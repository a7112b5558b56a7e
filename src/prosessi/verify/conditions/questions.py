"""What conditions are asked together: the transitions that are tried in turn when something happens in a state.

It is read from the chart alone. Inner states are asked before those around them, and `else` after its siblings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prosessi.chart.cells import loads
from prosessi.chart.chart import Chart, Edge, Kind, StateId, Trigger
from prosessi.chart.worlds import slots_of


@dataclass(frozen=True, slots=True)
class Question:
    """Something happens in a state, and `edges` are tried in this order; the later ones may be of states around it.

    `event` is what happens; of clocks that ring at the same moment, what the first one says; None for automatic
    transitions. `decides` are the slots that are settled in it.
    """

    state: StateId
    event: str | None
    trigger: Trigger
    edges: tuple[Edge, ...]
    decides: frozenset[int]

    @property
    def own(self) -> tuple[Edge, ...]:
        """The edges of the state itself."""
        return tuple(edge for edge in self.edges if edge.source == self.state)

    @property
    def guarded(self) -> tuple[Edge, ...]:
        """The edges that have conditions."""
        return tuple(edge for edge in self.edges if edge.guard is not None)

    @property
    def answered(self) -> bool:
        """Whether there is an answer whatever the case data."""
        return len(self.guarded) < len(self.edges)

    @property
    def awaited(self) -> str | None:
        """The id of the state whose end is what happens, if it is the end of a state."""
        return self.event.removeprefix("done.") if self.trigger is Trigger.DONE and self.event is not None else None

    @property
    def reads(self) -> frozenset[int]:
        """The slots that its conditions look at."""
        return frozenset[int]().union(*(loads(edge.guard) for edge in self.edges if edge.guard is not None))

    @property
    def states(self) -> frozenset[StateId]:
        """The states that its conditions ask about."""
        return frozenset(state for edge in self.guarded if edge.guard is not None for state in edge.guard.states)


def questions(chart: Chart) -> Iterator[Question]:
    """Every question of a chart in which some condition is asked, in document order."""
    for vertex in chart.vertices:
        if any(edge.guard is not None for edge in vertex.edges):
            yield from _of_events(chart, vertex.id)
            yield from _of_clocks(chart, vertex.id)
            yield from _automatic(chart, vertex.id)


def whether_active(chart: Chart, state: StateId, others: frozenset[StateId]) -> dict[StateId, bool]:
    """Of `others` whether they are active when `state` is, where the shape of the chart says so."""
    known: dict[StateId, bool] = {}
    around = {state, *chart[state].ancestors}
    for other in others:
        above = (other, *chart[other].ancestors)
        if other in around:
            known[other] = True
        elif state not in above and chart[next(each for each in above if each in around)].kind is not Kind.PARALLEL:
            known[other] = False
    return known


def settles(chart: Chart, event: str) -> frozenset[int]:
    """The slots that an event decides."""
    declared = chart.process.events.get(event)
    return frozenset(slots_of(chart)[name].index for name in declared.decides) if declared else frozenset()


def _of_events(chart: Chart, state: StateId) -> Iterator[Question]:
    around = (state, *chart[state].ancestors)
    named = (edge for edge in chart[state].edges if edge.trigger in {Trigger.EVENT, Trigger.DONE})
    triggers = {event: edge.trigger for edge in named for event in edge.events}
    for event, trigger in triggers.items():
        edges = tuple(edge for above in around for edge in chart[above].edges if event in edge.events)
        if any(edge.guard is not None for edge in edges if edge.source == state):
            yield Question(state, event, trigger, edges, settles(chart, event))


def _of_clocks(chart: Chart, state: StateId) -> Iterator[Question]:
    """The clocks of a state that ring at one moment."""
    together: dict[object, list[Edge]] = {}
    for edge in chart[state].edges:
        if edge.after is not None or edge.at is not None:
            together.setdefault((edge.after, edge.at), []).append(edge)
    for edges in together.values():
        if any(edge.guard is not None for edge in edges):
            yield Question(state, edges[0].events[0], edges[0].trigger, tuple(edges), frozenset())


def _automatic(chart: Chart, state: StateId) -> Iterator[Question]:
    around = (state, *chart[state].ancestors)
    edges = tuple(edge for above in around for edge in chart[above].edges if edge.trigger is Trigger.ALWAYS)
    if any(edge.guard is not None for edge in edges if edge.source == state):
        yield Question(state, None, Trigger.ALWAYS, edges, frozenset())
