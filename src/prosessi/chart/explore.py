"""Everything that can become of a case: the graph of all places in which one can rest.

How one comes from one to the next is told by `ways`. Branches of a parallel state that have nothing to do with one
another are followed one after the other and not in every order (`regions`, `order`): so they do not multiply. What is
kept is every state and every move that there is, every refusal, every way of getting stuck, and whether a case can
end; what is lost is that one branch is in the middle of its way while another is too. A graph that is `full` has that.

What is known from outside is left open until a condition asks about it; only then is the graph split by its values.
So what nobody asks about does not multiply the graph. Data that nothing ahead asks about any more are forgotten, and
so is what a history remembers that no way ahead comes back to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from prosessi.chart.ahead import actions_of, conditions_of
from prosessi.chart.cells import Cells, cells_of
from prosessi.chart.chart import Assign, Chart, StateId
from prosessi.chart.order import Order, Spoilt
from prosessi.chart.regions import regions_of
from prosessi.chart.semantics import Microstep
from prosessi.chart.starts import alike_from_the_start
from prosessi.chart.ways import (
    NOW,
    OPEN,
    Kind,
    Node,
    Refusal,
    Settled,
    Unknown,
    Way,
    Ways,
    decided_inside,
    settled_inside,
)

__all__ = [
    "MOST",
    "NOW",
    "OPEN",
    "Graph",
    "Kind",
    "Move",
    "Node",
    "Refusal",
    "Settled",
    "cells_of_chart",
    "decided_inside",
    "explore",
    "settled_inside",
]

MOST: Final = 50_000
"""So many nodes are looked at; of a larger graph nothing is said to be absent."""

WORK: Final = 8
"""So many moves a node are worked out on the average, each counting more the more states are active."""

Also = Mapping[int, Collection[float]]


@dataclass(frozen=True, slots=True)
class Move:
    """A way from one node to another.

    `known` is no step of the case: a value that had not mattered so far is told apart, and stands in `settled`.
    Otherwise `settled` are the data that the act decides, as far as they mattered at once.
    """

    kind: Kind
    event: str | None
    target: int
    settled: Settled = ()
    microsteps: tuple[Microstep, ...] = ()


@dataclass(eq=False)
class Graph:
    """The nodes in the order in which they were found, breadth first, with the moves and refusals of each.

    Node 0 is before the beginning. `complete` is False when there are more nodes than were looked at, and `exact`
    when some condition reckons with data, so that the values tried are not all that matter.
    """

    chart: Chart
    nodes: list[Node] = field(default_factory=list)
    moves: list[tuple[Move, ...]] = field(default_factory=list)
    refusals: list[tuple[Refusal, ...]] = field(default_factory=list)
    parents: list[tuple[int, Move] | None] = field(default_factory=list)
    complete: bool = True
    exact: bool = True

    def path(self, node: int) -> tuple[Move, ...]:
        """The shortest way from before the beginning to a node."""
        moves: list[Move] = []
        while (parent := self.parents[node]) is not None:
            node, move = parent
            moves.append(move)
        return tuple(reversed(moves))

    @cached_property
    def came_from(self) -> tuple[tuple[int, ...], ...]:
        """For each node those with a move to it."""
        sources: list[list[int]] = [[] for _ in self.nodes]
        for node, moves in enumerate(self.moves):
            for move in moves:
                sources[move.target].append(node)
        return tuple(map(tuple, sources))

    def digraph(self) -> Any:
        """The same as a `MultiDiGraph` of networkx: nodes with `node` and `refusals`, edges with `move`."""
        import networkx as nx  # noqa: PLC0415  # it takes longer to load than most graphs take to be found

        graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
        for number, node in enumerate(self.nodes):
            graph.add_node(number, node=node, refusals=self.refusals[number])
        for number, moves in enumerate(self.moves):
            graph.add_edges_from((number, move.target, {"move": move}) for move in moves)
        return graph


def explore(
    chart: Chart,
    *,
    most: int = MOST,
    full: bool = False,
    every_order: frozenset[StateId] = frozenset(),
    also: Also = MappingProxyType({}),
) -> Graph:
    """The graph of everything that can become of a case, up to `most` nodes, or fewer where each takes much work.

    With `full` all branches go in every order; those of the parallel states `every_order` do so in any case. `also`
    are values of some data, by slot, that with those of their cells are known to stand for all.
    """
    whole = every_order
    while not full:
        regions = regions_of(chart, whole=whole)
        ways = Ways(chart, _with(also, cells_of_chart(chart, alike_from_the_start(chart, regions))))
        try:
            return _explored(chart, Order(ways, regions).on, ways, most)
        except Spoilt as spoilt:
            whole |= spoilt.parallels
    ways = Ways(chart, _with(also, cells_of_chart(chart)))
    return _explored(chart, ways.on, ways, most)


def cells_of_chart(chart: Chart, alike: Mapping[int, Collection[int]] = MappingProxyType({})) -> tuple[Cells, ...]:
    """The cells of the case data of a chart, by slot; of the choices `alike` of a set all or none are tried."""
    assigned = tuple((action.slot, action.value) for action in actions_of(chart) if isinstance(action, Assign))
    return cells_of(conditions_of(chart), chart.slots, assigned, alike)


def _with(also: Also, cells: tuple[Cells, ...]) -> tuple[Cells, ...]:
    return tuple(
        replace(each, values=tuple(sorted({*each.values, *also[slot]})), proof=True) if slot in also else each
        for slot, each in enumerate(cells)
    )


def _explored(chart: Chart, follow: Callable[[Node], list[Way]], ways: Ways, most: int) -> Graph:
    """Breadth first, from before the beginning, by the ways that `follow` gives."""
    before = ways.before()
    graph = Graph(chart, [before], parents=[None], exact=all(cells.proof for cells in ways.cells))
    numbers, work = {before: 0}, 0
    while len(graph.moves) < len(graph.nodes):
        if len(graph.nodes) > most or work > WORK * most:
            graph.complete = False
            unseen = len(graph.nodes) - len(graph.moves)
            graph.moves += [()] * unseen
            graph.refusals += [()] * unseen
            break
        node = graph.nodes[len(graph.moves)]
        try:
            found = follow(node)
        except Unknown as unknown:
            found = ways.told_apart(node, unknown.slot)
        work += len(found) * (1 + len(node.snapshot.active) // 5)
        _add(graph, numbers, found)
    return graph


def _add(graph: Graph, numbers: dict[Node, int], found: Collection[Way]) -> None:
    """Add what is found to follow the first node whose moves are not known yet."""
    number = len(graph.moves)
    moves: list[Move] = []
    for way in found:
        if isinstance(way.end, Node):
            target = numbers.setdefault(way.end, len(graph.nodes))
            move = Move(way.kind, way.event, target, way.settled, way.microsteps)
            moves.append(move)
            if target == len(graph.nodes):
                graph.nodes.append(way.end)
                graph.parents.append((number, move))
    graph.moves.append(tuple(moves))
    graph.refusals.append(tuple(way.end for way in found if isinstance(way.end, Refusal)))
