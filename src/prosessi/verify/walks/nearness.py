"""How near a case is to a place in its chart, guessed by the shape of the chart alone.

It is the additive heuristic of planning (Bonet and Geffner 2001): every transition costs one, what has to happen in
several branches is added up, and conditions are taken to hold. It only says where to look first. What it calls
infinitely far cannot be reached at all without an event raised on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from prosessi.chart.chart import Active, Chart, Edge, Kind, StateId, Trigger
from prosessi.chart.memory import remembered
from prosessi.chart.semantics import Snapshot

FAR = inf

CLOCKS: Final = True
"""With waiting for clocks."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """How many moves it takes at least, about, to be in each state and to take each edge."""

    states: tuple[float, ...]
    edges: tuple[float, ...]

    def nearest(self, edges: Sequence[int]) -> float:
        """How far the nearest of some edges is."""
        return min((self.edges[edge] for edge in edges), default=FAR)


@remembered
def nearness(chart: Chart, snapshot: Snapshot, clocks: bool) -> Nearness:  # noqa: FBT001  # a cache key
    """How near everything is to a case that stands there, with or without waiting for `clocks`."""
    active, memory = snapshot.active, dict(snapshot.memory)
    costs = [FAR] * len(chart.vertices)
    for state in active:
        costs[state] = 0.0
    edges = [FAR] * len(chart.edges)
    changed = True
    while changed:
        changed = False
        for edge in chart.edges:
            if not clocks and edge.trigger in {Trigger.AFTER, Trigger.AT}:
                continue
            cost = _cost(chart, edge, costs, active)
            if cost < edges[edge.id]:
                edges[edge.id] = cost
                for target in edge.targets:
                    for state in _leads(chart, target, memory):
                        if cost < costs[state]:
                            costs[state] = cost
                            changed = True
    return Nearness(tuple(costs), tuple(edges))


def _cost(chart: Chart, edge: Edge, costs: Sequence[float], active: Active) -> float:
    match edge.trigger:
        case Trigger.ALWAYS:
            return costs[edge.source]
        case Trigger.DONE:
            return costs[edge.source] + _finish(chart, edge.source, costs, active)
    return costs[edge.source] + 1.0


def _finish(chart: Chart, state: StateId, costs: Sequence[float], active: Active) -> float:
    """How far the inner end of a state is."""
    vertex = chart[state]
    if vertex.kind is Kind.FINAL:
        return costs[state]
    if vertex.kind is Kind.PARALLEL:
        branches = [child for child in vertex.children if not chart[child].remembers]
        each = {branch: _finish(chart, branch, costs, active) for branch in branches}
        if vertex.join is not None:
            return sum(sorted(each.values())[: vertex.join])
        return sum(cost for branch, cost in each.items() if chart[branch].starts_if is None or branch in active)
    ends = [costs[child] for child in vertex.children if chart[child].kind is Kind.FINAL]
    return min(ends, default=FAR)


@remembered
def entered(chart: Chart, target: StateId) -> tuple[StateId, ...]:
    """The states that a move to `target` may bring in; to a history state, as long as it remembers nothing."""
    found: dict[StateId, None] = {}
    _descend(chart, target, found)
    inner = target
    for state in chart[target].ancestors:
        found[state] = None
        if chart[state].kind is Kind.PARALLEL:
            for branch in chart[state].children:
                if branch != inner and not chart[branch].remembers:
                    _descend(chart, branch, found)
        inner = state
    return tuple(found)


def _descend(chart: Chart, state: StateId, found: dict[StateId, None]) -> None:
    vertex = chart[state]
    if state in found:
        return
    found[state] = None
    begun = vertex.children if vertex.kind is Kind.PARALLEL else vertex.initial
    for child in begun:
        if not (vertex.kind is Kind.PARALLEL and chart[child].remembers):
            _descend(chart, child, found)
            found |= dict.fromkeys(above for above in chart[child].ancestors if state in chart[above].ancestors)


def _leads(chart: Chart, target: StateId, memory: Mapping[StateId, Active]) -> Iterable[StateId]:
    """The states that a move to `target` brings in, where histories remember this."""
    kept = memory.get(target)
    return kept.union(*(chart[state].ancestors for state in kept)) if kept else entered(chart, target)
