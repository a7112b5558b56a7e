"""What `transitions` would run differently from prosessi, element by element.

The checks are strict: where it depends on the data whether a chart would come out differently, it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from prosessi.chart.chart import Action, Assign, Chart, Edge, Kind, Raise, StateId, Trigger, Vertex
from prosessi.errors import NotExpressible
from prosessi.export.transitions.effects import Effect, Effects, at_or_below, domain_of, parting, region_of
from prosessi.messages import Message, say


def refuse_what_differs(chart: Chart) -> None:
    """Raise `NotExpressible`, with a line for each element that stands in the way, if there is any."""
    lines = dict.fromkeys(str(message) for message in differences(chart))
    if lines:
        raise NotExpressible("\n".join(lines))


def differences(chart: Chart) -> Iterator[Message]:
    """Every element of which `transitions` has another idea, or none."""
    unsayable = [
        *(message for vertex in chart.vertices for message in _of_state(chart, vertex)),
        *(message for edge in chart.edges for message in _of_edge(chart, edge)),
    ]
    yield from unsayable or _of_order(chart)


def placement(edge: Edge, effects: Effects) -> str | None:
    """When an edge's actions are done: `before` states are left or `after` they are entered; None if neither is right.

    Prosessi does them in between, where `transitions` has no place for them.
    """
    actions = effects.of_actions(edge.actions)
    if not actions.meets(effects.of_leaving(edge)):
        return "before"
    return None if actions.meets(effects.of_arriving(edge)) else "after"


def _of_state(chart: Chart, vertex: Vertex) -> Iterator[Message]:
    at, name = _place(chart, vertex.id), vertex.name
    if vertex.remembers:
        yield say("{at}: '{name}' is a history state, which transitions does not have", at=at, name=name)
    if vertex.starts_if is not None:
        yield say("{at}: branch '{name}' has a condition; transitions always starts every branch", at=at, name=name)
    if vertex.kind is Kind.COMPOUND and [chart[start].parent for start in vertex.initial] != [vertex.id]:
        yield say("{at}: '{name}' begins deeper than at one of its own states", at=at, name=name)
    if vertex.begin or not _plain((*vertex.entry, *vertex.exit)):
        yield say("{at}: '{name}' does more than set data and raise events", at=at, name=name)
    if _ask_active((*vertex.entry, *vertex.exit)):
        yield say("{at}: an action of '{name}' asks which states are active half-way", at=at, name=name)


def _of_edge(chart: Chart, edge: Edge) -> Iterator[Message]:
    at, name = _place(chart, edge.source, edge), chart[edge.source].name
    if edge.trigger in {Trigger.AFTER, Trigger.AT}:
        yield say("{at}: a transition of '{name}' is set off by time, and transitions has no clock", at=at, name=name)
    if len(edge.targets) > 1:
        yield say("{at}: a transition of '{name}' leads to several states at once", at=at, name=name)
    elif edge.targets and not _same_route(chart, edge):
        target = chart[edge.targets[0]].name
        yield say("{at}: transitions would go from '{name}' to '{target}' another way", at=at, name=name, target=target)
    if not _plain(edge.actions):
        yield say("{at}: a transition of '{name}' does more than set data and raise events", at=at, name=name)
    if edge.trigger is Trigger.DONE and edge.events != (f"done.{name}",):
        yield say("{at}: a transition of '{name}' waits for another state to be done", at=at, name=name)
    if _ask_active(edge.actions):
        yield say("{at}: an action of a transition asks which states are active half-way", at=at)


def _same_route(chart: Chart, edge: Edge) -> bool:
    """Whether both leave and enter the same states on the way to the target.

    `transitions` leaves what is active below the nearest active ancestor of the target, and never starts the other
    branches of a parallel state that it enters by one of them.
    """
    source, target = edge.source, edge.targets[0]
    if source == target and not edge.reenter:
        return inner_target(chart, edge) is not None or chart[source].kind is Kind.ATOMIC
    domain = domain_of(chart, edge)
    if domain is None or chart[domain].kind is not Kind.COMPOUND:
        return False
    path = [state for state in reversed((target, *chart[target].ancestors)) if domain in chart[state].ancestors]
    between = [chart[state] for state in path[:-1]]
    if any(at_or_below(chart, source, vertex.id) or vertex.kind is Kind.PARALLEL for vertex in between):
        return False
    return domain != source or not any(vertex.entry or vertex.exit for vertex in between)


def inner_target(chart: Chart, edge: Edge) -> StateId | None:
    """Where to send an edge that starts a state anew from inside, as `transitions` always leaves the target as well."""
    vertex = chart[edge.source]
    if vertex.kind is Kind.ATOMIC:
        return None
    if not vertex.entry and not vertex.exit:
        return vertex.id
    return vertex.initial[0] if vertex.kind is Kind.COMPOUND else None


def _of_order(chart: Chart) -> Iterator[Message]:
    """Where prosessi does in one go, or in document order, what `transitions` does branch by branch."""
    effects = Effects.of(chart)
    for vertex in chart.vertices:
        at, name = _place(chart, vertex.id), vertex.name
        if _meet(map(effects.entered_by, _branches(vertex))):
            yield say("{at}: it matters in which order the branches of '{name}' are entered", at=at, name=name)
        if _meet(map(effects.left_with, _branches(vertex))):
            yield say("{at}: it matters in which order the branches of '{name}' are left", at=at, name=name)
    for edge in chart.edges:
        if placement(edge, effects) is None:
            yield say(
                "{at}: a transition of '{name}' must act between leaving and entering states",
                at=_place(chart, edge.source, edge),
                name=chart[edge.source].name,
            )
    for one, other in combinations(chart.edges, 2):
        if _answer_the_same(one, other) and _in_each_others_way(chart, one, other, effects):
            yield say(
                "{at}: transitions of '{one}' and '{other}' answer to the same event and may meet",
                at=_place(chart, one.source, one),
                one=chart[one.source].name,
                other=chart[other.source].name,
            )


def _in_each_others_way(chart: Chart, one: Edge, other: Edge, effects: Effects) -> bool:
    parallel = parting(chart, one.source, other.source)
    if parallel is not None:
        asked = any(edge.guard is not None and edge.guard.asks_active for edge in (one, other))
        apart = all(_stays_in_branch(chart, edge, parallel) for edge in (one, other))
        return asked or not apart or effects.of_edge(one).meets(effects.of_edge(other))
    outer, inner = sorted((one, other), key=lambda edge: len(chart[edge.source].ancestors))
    return outer.source in chart[inner.source].ancestors and _beside(chart, outer, inner)


def _beside(chart: Chart, outer: Edge, inner: Edge) -> bool:
    """Whether prosessi looks at an outer edge, for the sake of another branch, although an inner one is taken.

    `transitions` does not. It is all the same if the outer edge would have to give way and its condition, which might
    have no answer, need not be asked.
    """
    branching = any(
        chart[state].kind is Kind.PARALLEL and at_or_below(chart, state, outer.source)
        for state in chart[inner.source].ancestors
    )
    gives_way = _leaves(chart, outer) and _leaves(chart, inner)
    return branching and not (gives_way and outer.guard is None)


def _stays_in_branch(chart: Chart, edge: Edge, parallel: StateId) -> bool:
    domain = domain_of(chart, edge)
    return domain is None or at_or_below(chart, domain, region_of(chart, parallel, edge.source))


def _leaves(chart: Chart, edge: Edge) -> bool:
    """Whether taking an edge leaves any state: only then can it keep another from being taken."""
    domain = domain_of(chart, edge)
    return domain is not None and chart[domain].kind is not Kind.ATOMIC


def _answer_the_same(one: Edge, other: Edge) -> bool:
    automatic = one.trigger is other.trigger is Trigger.ALWAYS
    return automatic or bool({*one.events} & {*other.events})


def _branches(vertex: Vertex) -> tuple[StateId, ...]:
    return vertex.children if vertex.kind is Kind.PARALLEL else ()


def _plain(actions: tuple[Action, ...]) -> bool:
    return all(isinstance(action, (Assign, Raise)) for action in actions)


def _ask_active(actions: tuple[Action, ...]) -> bool:
    return any(isinstance(action, Assign) and action.value.asks_active for action in actions)


def _meet(effects: Iterable[Effect]) -> bool:
    return any(one.meets(other) for one, other in combinations(effects, 2))


def _place(chart: Chart, state: StateId, edge: Edge | None = None) -> str:
    """Where an element stands in its file; the name of the process if it has no place."""
    own = (edge.written if edge else None, *(chart[at].written for at in (state, *chart[state].ancestors)))
    place = next((written.place for written in own if written is not None), chart.process.place)
    return str(place) if place.file else chart.process.process
