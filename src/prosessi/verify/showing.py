"""Cases to show what was found: the first that can be lived through, with a last line that says what it comes to.

The graph follows branches that have nothing to do with one another one after the other. A case about one of them is
told without what the others did meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice

from prosessi.chart.chart import Chart, StateId
from prosessi.chart.explore import Graph, Move, Refusal
from prosessi.chart.memory import remembered
from prosessi.chart.regions import Regions, regions_of
from prosessi.chart.whereabouts import answering
from prosessi.findings import Example
from prosessi.messages import Message
from prosessi.verify.course.tracks import ways_to
from prosessi.verify.example import example_along, example_of, lived_along

MOST_TRIED = 12
"""So many nodes are tried until real days allow the way to one."""


def shown(graph: Graph, nodes: Iterable[int], then: Refusal | None = None) -> Example | None:
    """The shortest case that comes to one of the nodes, and there tries in vain what `then` refuses.

    Where real days allow none of the shortest ways, a few others are tried.
    """
    near = sorted(nodes)[:MOST_TRIED]
    tracks = dict(enumerate(graph.parents))
    others = (way for node in near for way in islice(ways_to(tracks, node, partial(_into, graph)), 1, None))
    tried = (example_along(graph, way, then) for way in chain(map(graph.path, near), islice(others, MOST_TRIED)))
    return next((example for example in tried if example is not None), None)


def _into(graph: Graph, node: int) -> list[tuple[int, Move]]:
    """The moves to a node, with where they come from."""
    return [(source, move) for source in graph.came_from[node] for move in graph.moves[source] if move.target == node]


def shown_in(graph: Graph, node: int, states: Collection[StateId]) -> Example | None:
    """The case that comes to a node, as far as it concerns these states."""
    short = concerning(graph, graph.path(node), states)
    lived = lived_along(graph, short)
    if lived is not None and all(state in lived[1].snapshot.active for state in states):
        return lived[0]
    return example_of(graph, node)


def shown_refused(graph: Graph, node: int, then: Refusal) -> Example | None:
    """The case that comes to a node and tries what is refused there, as far as it concerns what answers to it."""
    answers = answering(graph.chart, graph.nodes[node].snapshot.active, then.event)
    short = concerning(graph, graph.path(node), [edge.source for edge in answers])
    full = example_of(graph, node, then)
    example = example_along(graph, short, then) if full is not None and answers else None
    return example if example and full and example.steps[-1:] and _ends_alike(example, full) else full


def shown_taken(graph: Graph, node: int, move: Move) -> Example | None:
    """The case that comes to a node and makes a move there, as far as it concerns what is moved."""
    sources = [graph.chart.edges[edge].source for step in move.microsteps for edge in step.edges]
    short = concerning(graph, (*graph.path(node), move), sources)
    return example_along(graph, short) or example_along(graph, (*graph.path(node), move))


def concluded(example: Example, *lines: Message) -> Example:
    """An example whose story says at its end what it comes to."""
    return replace(example, story=(*example.story, *lines))


def _ends_alike(one: Example, other: Example) -> bool:
    return one.steps[-1].get("refused") == other.steps[-1].get("refused") if other.steps else not one.steps


def concerning(graph: Graph, moves: Sequence[Move], states: Collection[StateId]) -> tuple[Move, ...]:
    """The moves without those of branches that have nothing to do with these states."""
    parts = _regions(graph.chart)
    own = {parts.of[state] for state in states}
    near = {above for number in own for above in _around(parts, number)}
    near |= {unit.number for unit in parts.units if not own.isdisjoint(_around(parts, unit.number) - {0})}
    kept: list[Move] = []
    dropped: set[int] = set()
    for move in moves:
        units = {parts.of[graph.chart.edges[edge].source] for step in move.microsteps for edge in step.edges}
        if move.kind == "known" and {slot for slot, _ in move.settled} <= dropped:
            continue
        if move.kind not in {"begin", "known"} and units and units.isdisjoint(near):
            dropped |= _decided(graph.chart, move)
            continue
        dropped -= _decided(graph.chart, move)
        kept.append(move)
    return tuple(kept)


@remembered
def _regions(chart: Chart) -> Regions:
    return regions_of(chart)


def _around(parts: Regions, number: int) -> set[int]:
    """A unit and those that it is part of."""
    found = {number}
    while number:
        number = parts.units[number].above
        found.add(number)
    return found


def _decided(chart: Chart, move: Move) -> set[int]:
    """The slots that the event of a move decides."""
    event = chart.process.events.get(move.event or "")
    return {slot.index for slot in chart.slots if event is not None and slot.name in event.decides}
