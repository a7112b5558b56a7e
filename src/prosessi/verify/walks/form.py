"""What of a chart means something, as values: two charts of one form are one chart, however they were written."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.chart import Chart, Edge, Kind, StateId, Trigger, Vertex, Watch


def form(chart: Chart) -> tuple[object, ...]:
    """All of a chart that means something."""
    return form_of_steps(chart), tuple(map(form_of_watch, chart.watches)), form_of_permissions(chart)


def form_of_steps(chart: Chart) -> tuple[object, ...]:
    """All that decides where a step leads."""
    return tuple(map(_vertex, chart.vertices))


def form_of_permissions(chart: Chart) -> tuple[object, ...]:
    """All that decides who may do what, and with which papers."""
    events = {
        name: (frozenset(event.by), frozenset(event.needs), event.produces, event.decides)
        for name, event in chart.process.events.items()
    }
    rules = tuple((rule.states, rule.condition, rule.rule.events, rule.rule.responsible) for rule in chart.entitlements)
    return events, rules


def _vertex(vertex: Vertex) -> tuple[object, ...]:
    edges = tuple(map(_edge, vertex.edges))
    return vertex.kind, vertex.parent, vertex.initial, edges, vertex.entry, vertex.exit, vertex.starts_if, vertex.join


def _edge(edge: Edge) -> tuple[object, ...]:
    named = edge.events if edge.trigger is Trigger.EVENT else ()
    return edge.targets, edge.trigger, named, edge.guard, edge.actions, edge.reenter, edge.after, edge.at


def form_of_watch(watch: Watch) -> tuple[object, ...]:
    """All that decides how a deadline stands."""
    return (
        watch.starts,
        watch.met_by,
        watch.condition,
        form_of_limit(watch),
        watch.deadline.again,
        watch.deadline.breach,
    )


def form_of_limit(watch: Watch) -> tuple[object, ...]:
    """All that decides on which day a deadline ends."""
    deadline = watch.deadline
    versions = tuple((v.from_, v.until, v.within, v.at, v.not_before, v.revives) for v in deadline.versions)
    return watch.calendar, deadline.from_, deadline.within, deadline.at, versions


def parallels_around(chart: Chart, rival: Chart) -> frozenset[StateId] | None:
    """The parallel states in whose branches the two differ; None if they do not differ in certain places only."""
    if len(chart.vertices) != len(rival.vertices) or form_of_permissions(chart) != form_of_permissions(rival):
        return None
    changed = [vertex.id for vertex in chart.vertices if _vertex(vertex) != _vertex(rival.vertices[vertex.id])]
    around = {above for state in changed for above in (state, *chart[state].ancestors)}
    around |= {inside for state in changed if chart[state].remembers for inside in _remembered_by(chart, state)}
    around |= {above for state in _marked_otherwise(chart, rival) for above in chart[state].ancestors}
    return frozenset(state for state in around if chart[state].kind is Kind.PARALLEL)


def _remembered_by(chart: Chart, history: StateId) -> Iterator[StateId]:
    return (vertex.id for vertex in chart.vertices if chart[history].parent in vertex.ancestors)


def _marked_otherwise(chart: Chart, rival: Chart) -> Iterator[StateId]:
    """Where deadlines that are not the same in both start or are met."""
    for one, other in zip(chart.watches, rival.watches, strict=True):
        if form_of_watch(one) != form_of_watch(other):
            for marks in (one.starts, one.met_by, other.starts, other.met_by):
                yield from marks.enter | marks.exit
                yield from (edge.source for edge in chart.edges if marks.events & {*edge.events})


def histories(chart: Chart) -> tuple[tuple[int, ...], ...]:
    """What leads to histories. The graph forgets what a history remembers once nothing leads back to it."""
    to = ((*vertex.initial, *(target for edge in vertex.edges for target in edge.targets)) for vertex in chart.vertices)
    return tuple(tuple(target for target in targets if chart[target].remembers) for targets in to)
