"""Proofs that two charts that differ a little do the same in every case there can be."""

from __future__ import annotations

from dataclasses import dataclass

from prosessi.chart.chart import Chart, Edge, Vertex, Watch
from prosessi.verify.mutants import Mutant


@dataclass(slots=True, eq=False)
class Likeness:
    """What a chart is like."""

    chart: Chart

    def same(self, rival: Chart) -> bool:
        """Whether two charts are made alike: they differ in what was written and not in what it means."""
        return form(self.chart) == form(rival)

    def proved(self, mutant: Mutant, rival: Chart) -> bool:
        """Whether it is proved that no case can tell two charts apart."""
        return False


def form(chart: Chart) -> tuple[object, ...]:
    """All of a chart that means something."""
    events = {name: (set(event.by), set(event.needs), event.produces, event.decides) for name, event in chart.process.events.items()}
    rules = tuple((rule.states, rule.condition, rule.rule.events, rule.rule.responsible) for rule in chart.entitlements)
    return tuple(map(_vertex, chart.vertices)), tuple(map(_watch, chart.watches)), events, rules


def _vertex(vertex: Vertex) -> tuple[object, ...]:
    edges = tuple(map(_edge, vertex.edges))
    return vertex.kind, vertex.parent, vertex.initial, edges, vertex.entry, vertex.exit, vertex.starts_if, vertex.join


def _edge(edge: Edge) -> tuple[object, ...]:
    return edge.targets, edge.trigger, edge.events, edge.guard, edge.actions, edge.reenter, edge.after, edge.at


def _watch(watch: Watch) -> tuple[object, ...]:
    deadline = watch.deadline
    versions = tuple((v.from_, v.until, v.within, v.at, v.not_before, v.revives) for v in deadline.versions)
    limit = (deadline.from_, deadline.within, deadline.at, versions, deadline.again, deadline.breach)
    return watch.starts, watch.met_by, watch.condition, watch.calendar, limit
