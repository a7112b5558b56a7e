"""Two questions of graphs: what can be reached, and what lies on a round.

A graph says of each place where it leads on to. networkx answers these and many other questions, but takes longer to
load than most commands to run; it stays where somebody wants a graph of its kind.
"""

from __future__ import annotations

import math
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

    After Gabow (2000): `firsts` are those of the open places of which it is not known yet that they can be reached
    from an earlier one.
    """
    found: dict[Place, float] = {}
    open_: list[Place] = []
    firsts: list[Place] = []
    trail: list[tuple[Place, Iterator[Place]]] = []

    def enter(place: Place) -> None:
        found[place] = len(found)
        open_.append(place)
        firsts.append(place)
        trail.append((place, iter(graph.get(place, ()))))

    for start in graph:
        if start not in found:
            enter(start)
        while trail:
            place, onward = trail[-1]
            for there in onward:
                if there not in found:
                    enter(there)
                    break
                while found[there] < found[firsts[-1]]:
                    firsts.pop()
            else:
                trail.pop()
                if firsts[-1] == place:
                    firsts.pop()
                    group = _taken(open_, place)
                    found |= dict.fromkeys(group, math.inf)
                    yield group


def last_rounds(graph: Graph[Place]) -> Iterator[tuple[Place, ...]]:
    """Those of the groups that nothing leads out of."""
    for group in rounds(graph):
        if {there for place in group for there in graph.get(place, ())} <= set(group):
            yield group


def _taken(open_: list[Place], first: Place) -> tuple[Place, ...]:
    """Take away a place and all that came after it."""
    taken: list[Place] = []
    while not taken or taken[-1] != first:
        taken.append(open_.pop())
    return tuple(reversed(taken))
