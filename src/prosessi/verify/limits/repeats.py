"""How often a case can go round among some places: counted in the graph of everything that can become of it."""

from __future__ import annotations

import math

import networkx as nx

from prosessi.chart.chart import Chart, StateId
from prosessi.chart.explore import Graph, Move, explore
from prosessi.chart.memory import remembered

MOST = 20_000
"""Of a graph with more nodes it is not known."""


@remembered
def most_moves_among(chart: Chart, places: tuple[StateId, ...]) -> float | None:
    """The most moves from one of the places to another that one case can make: infinite if it can go on for ever.

    None if it is not known.
    """
    graph = explore(chart, most=MOST)
    if not graph.complete or not graph.exact:
        return None
    return _longest(graph, frozenset(places))


def _longest(graph: Graph, places: frozenset[StateId]) -> float:
    """The longest way through the graph, counted in moves among the places. Ways back and forth are taken as one."""
    moves: nx.DiGraph[int] = nx.DiGraph()
    moves.add_nodes_from(range(len(graph.nodes)))
    moves.add_edges_from((node, move.target) for node, out in enumerate(graph.moves) for move in out)
    rounds = nx.condensation(moves)
    inside = rounds.graph["mapping"]
    longest = dict.fromkeys(rounds, 0)
    for group in nx.topological_sort(rounds):
        for node in rounds.nodes[group]["members"]:
            for move in graph.moves[node]:
                weight, after = _weight(move, places), inside[move.target]
                if after == group and weight:
                    return math.inf
                longest[after] = max(longest[after], longest[group] + weight)
    return max(longest.values(), default=0)


def _weight(move: Move, places: frozenset[StateId]) -> int:
    return sum(not places.isdisjoint(step.exited) and not places.isdisjoint(step.entered) for step in move.microsteps)
