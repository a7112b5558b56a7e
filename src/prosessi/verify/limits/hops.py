"""The moves of a chart as a single state sees them: where a case rests, and where each way out leads.

Branches that run side by side are looked at one by one, so that they do not multiply; where they meet again, the state
around them stands for their common end. Conditions are not asked: every hop is one that some case may make.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from prosessi.chart.chart import ROOT, Chart, Edge, Kind, Marks, StateId, Trigger
from prosessi.chart.memory import remembered
from prosessi.chart.reach import Reach
from prosessi.model.vocabulary import Role

Which = Literal["all", "kept"]
RESTING = frozenset({Kind.ATOMIC, Kind.FINAL})


@dataclass(frozen=True, slots=True, eq=False)
class Hop:
    """A way out of where a case rests, `source`; of a composite state it is the way on from its inner end.

    `edge` is None for the beginning of the case. `into` are the resting places that it leads to; none if the case
    stays where it is.
    """

    source: StateId
    edge: Edge | None
    left: frozenset[StateId]
    entered: frozenset[StateId]
    into: tuple[StateId, ...]

    @property
    def events(self) -> tuple[str, ...]:
        """The events that set it off."""
        return self.edge.events if self.edge is not None else ()

    def marks(self, marks: Marks) -> tuple[bool, bool, bool]:
        """Whether it does what a deadline waits for: by its event, by what it leaves, by what it enters."""
        return (
            not marks.events.isdisjoint(self.events),
            not marks.exit.isdisjoint(self.left),
            not marks.enter.isdisjoint(self.entered),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Hops:
    """All hops of a chart: the beginning, and those out of each resting place and each inner end.

    `turns` is what `prosessi.verify.limits.limits` has found that each hop does to limits.
    """

    chart: Chart
    begin: Hop
    out_of: dict[StateId, tuple[Hop, ...]] = field(default_factory=dict)
    turns: dict[Hop, tuple[tuple[int, tuple[int, ...]], ...]] = field(default_factory=dict)
    _around: dict[StateId, tuple[tuple[StateId, StateId], ...]] = field(default_factory=dict)

    def branches_around(self, state: StateId) -> tuple[tuple[StateId, StateId], ...]:
        """The parallel states around a state, innermost first, each with its branch that holds the state."""
        known = self._around.get(state)
        if known is None:
            above = self.chart[state].ancestors
            pairs = zip(above, (state, *above), strict=False)
            known = tuple(pair for pair in pairs if self.chart[pair[0]].kind is Kind.PARALLEL)
            self._around[state] = known
        return known

    def apart(self, one: StateId, other: StateId) -> bool:
        """Whether two states stand in different branches of a parallel state."""
        mine = dict(self.branches_around(one))
        return any(mine.get(parallel, branch) != branch for parallel, branch in self.branches_around(other))

    def inside(self, state: StateId, around: StateId) -> bool:
        """Whether a state is another one or inside it."""
        return state == around or around in self.chart[state].ancestors

    def finals(self, composite: StateId) -> list[StateId]:
        """The inner ends of a composite state that is not parallel."""
        return [child for child in self.chart[composite].children if self.chart[child].kind is Kind.FINAL]


@remembered
def hops_of(chart: Chart, which: Which) -> Hops:
    """The hops of a chart: all of them, or only those that are made while limits are kept."""
    reach = Reach(chart, {}, lambda _: True)
    initial = reach.initial_set()
    begin = Hop(ROOT, None, frozenset(), initial, _resting(chart, initial))
    unkept = _only_when_late(chart) if which == "kept" else frozenset()
    out_of = {
        vertex.id: tuple(hop for edge in _edges(chart, vertex.id) for hop in _hops(reach, vertex.id, edge, unkept))
        for vertex in chart.vertices
        if vertex.id != ROOT and not vertex.remembers
    }
    return Hops(chart, begin, out_of)


def ends_at_once(chart: Chart, composite: StateId) -> bool:
    """Whether a case never waits at the inner end of a composite state, because that leads on by itself."""
    return any(edge.trigger is Trigger.DONE and edge.guard is None for edge in chart[composite].edges)


def passes_at_once(chart: Chart, state: StateId) -> bool:
    """Whether a case never rests in a state, because it leads on by itself whatever the data."""
    return any(edge.trigger is Trigger.ALWAYS and edge.guard is None for edge in chart[state].edges)


def _edges(chart: Chart, state: StateId) -> Iterator[Edge]:
    """What can take a case on from a resting place: its edges and those around it; from an inner end only `done`."""
    vertex = chart[state]
    if vertex.kind not in RESTING:
        yield from (edge for edge in vertex.edges if edge.trigger is Trigger.DONE)
        return
    for around in (state, *vertex.ancestors):
        yield from (edge for edge in chart[around].edges if edge.trigger is not Trigger.DONE)


def _hops(reach: Reach, source: StateId, edge: Edge, unkept: frozenset[str]) -> Iterator[Hop]:
    chart = reach.chart
    if edge.events and unkept.issuperset(edge.events):
        return
    domain = reach.domain(edge)
    if domain is None:
        yield Hop(source, edge, frozenset(), frozenset(), ())
        return
    left = frozenset(
        _left(chart, [state for state in (source, *chart[source].ancestors) if domain in chart[state].ancestors])
    )
    for entered in _entered(reach, edge):
        below = frozenset(state for state in entered if domain in chart[state].ancestors)
        yield Hop(source, edge, left, below, _resting(chart, below))


def _left(chart: Chart, states: list[StateId]) -> Iterator[StateId]:
    """The states, and with each parallel one all of its branches."""
    for state in states:
        yield state
        if chart[state].kind is Kind.PARALLEL:
            yield from _left(chart, [branch for branch in chart[state].children if not chart[branch].remembers])


def _entered(reach: Reach, edge: Edge) -> Iterator[frozenset[StateId]]:
    """What a move enters; where it returns to what a history remembers, each resting place that may be that."""
    chart = reach.chart
    yield reach.entry_set([edge])
    for target in edge.targets:
        if chart[target].remembers:
            around = chart[target].ancestors[0]
            for vertex in chart.vertices:
                if around in vertex.ancestors and vertex.kind is Kind.ATOMIC:
                    yield frozenset((vertex.id, *vertex.ancestors))


def _resting(chart: Chart, entered: frozenset[StateId]) -> tuple[StateId, ...]:
    return tuple(sorted(state for state in entered if chart[state].kind in RESTING))


def _only_when_late(chart: Chart) -> frozenset[str]:
    """The events that nobody brings about but a limit that has run out: while limits are kept they do not happen."""
    breaches = {watch.deadline.breach for watch in chart.watches if watch.deadline.breach}
    return frozenset(event for event in breaches if not any(map(_acts, _roles(chart, event))))


def _roles(chart: Chart, event: str) -> Iterator[Role | None]:
    declared = chart.process.events.get(event)
    for name in declared.by if declared is not None else ():
        yield chart.process.roles.get(name) or chart.library.role(name)


def _acts(role: Role | None) -> bool:
    return role is None or role.kind != "system"
