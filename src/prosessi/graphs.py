"""Questions of graphs: what can be reached, and what lies on a round.

A graph says of each place where it leads on to. networkx answers what takes more than going on from place to place. It
takes longer to load than most processes take to be checked, so it is loaded when it is asked something.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

Place = TypeVar("Place", bound=Hashable)
Graph = Mapping[Place, Collection[Place]]


def reached(graph: Graph[Place], starts: Iterable[Place]) -> set[Place]:
    """The places to which one can come from some others, those included."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        fresh = set(graph.get(waiting.pop(), ())) - found
        found |= fresh
        waiting += fresh
    return found


def turned(graph: Graph[Place]) -> dict[Place, list[Place]]:
    """The same places with every way turned round."""
    back: dict[Place, list[Place]] = {place: [] for place in graph}
    for place, onward in graph.items():
        for there in onward:
            back.setdefault(there, []).append(place)
    return back


def rounds(graph: Graph[Place]) -> Iterator[tuple[Place, ...]]:
    """The places in groups in which each can be reached from each; what a group leads to comes before it.

    networkx finds groups in that order (Nuutila 1994). The places of a group stand as in the graph.
    """
    if not graph:
        return
    import networkx as nx  # noqa: PLC0415  # see above

    whole: nx.DiGraph[Place] = nx.DiGraph()
    whole.add_nodes_from(graph)
    whole.add_edges_from((place, there) for place, onward in graph.items() for there in onward)
    order = {place: number for number, place in enumerate(whole)}
    for group in nx.strongly_connected_components(whole):
        yield tuple(sorted(group, key=order.__getitem__))


def last_rounds(graph: Graph[Place]) -> Iterator[tuple[Place, ...]]:
    """Those of the groups that nothing leads out of."""
    for group in rounds(graph):
        if {there for place in group for there in graph.get(place, ())} <= set(group):
            yield group
