"""How often a case can go round among some places: counted in the graph of everything that can become of it."""

from __future__ import annotations

import math

from prosessi.chart.chart import Chart, StateId
from prosessi.chart.explore import Graph, Move, explore
from prosessi.chart.memory import remembered
from prosessi.graphs import rounds

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
    groups = list(rounds({node: [move.target for move in out] for node, out in enumerate(graph.moves)}))
    inside = {node: group for group, nodes in enumerate(groups) for node in nodes}
    longest = [0] * len(groups)
    for group in reversed(range(len(groups))):
        for node in groups[group]:
            for move in graph.moves[node]:
                weight, after = _weight(move, places), inside[move.target]
                if after == group and weight:
                    return math.inf
                longest[after] = max(longest[after], longest[group] + weight)
    return max(longest, default=0)


def _weight(move: Move, places: frozenset[StateId]) -> int:
    return sum(not places.isdisjoint(step.exited) and not places.isdisjoint(step.entered) for step in move.microsteps)
