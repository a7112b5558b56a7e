"""Where cases get caught: the parts of the graph from which no way leads to an end any more.

All questions of this kind are one: which nodes can still reach an end, asked backwards from the ends. Of those that
cannot, only the last matter, the parts that are never left again: there the case stands still or goes round. What leads
to them is their consequence and is not told.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from prosessi.chart.chart import Active, Chart, Kind, StateId
from prosessi.chart.explore import Graph, Move
from prosessi.chart.whereabouts import has_ended, is_finished
from prosessi.graphs import last_rounds
from prosessi.verify.course.tracks import way_to


@dataclass(frozen=True)
class Trap:
    """Nodes that a case never leaves again, in the order in which they were found; none of them is an end."""

    graph: Graph
    nodes: tuple[int, ...]

    @cached_property
    def stands(self) -> tuple[Active, ...]:
        """The places in which the case can be, each once."""
        return tuple(dict.fromkeys(self.graph.nodes[node].snapshot.active for node in self.nodes))

    @property
    def always(self) -> Active:
        """The states that are active wherever the case comes to rest."""
        return frozenset.intersection(*self.stands)

    @cached_property
    def kept(self) -> Active:
        """Those of them that no step leaves on its way to where the case rests.

        The step that ends a branch may begin everything around it anew: then the case rests only where it began.
        """
        among = frozenset(self.nodes)
        moves = (move for node in self.nodes for move in self.graph.moves[node] if move.target in among)
        steps = (step for move in moves for step in move.microsteps)
        return self.always.difference(*(frozenset(step.exited).difference(step.entered) for step in steps))


def traps(graph: Graph) -> Iterator[Trap]:
    """Every trap, the nearest first. Beyond where the graph was looked at, everything may yet end."""
    ends = [node for node, each in enumerate(graph.nodes) if has_ended(graph.chart, each.snapshot.active)]
    free = _leading_to([*ends, *_unseen(graph)], graph)
    caught = (node for node in range(1, len(graph.nodes)) if node not in free)
    onward = {node: [move.target for move in graph.moves[node]] for node in caught}
    yield from (Trap(graph, tuple(nodes)) for nodes in sorted(map(sorted, last_rounds(onward))))


def waiting_join(trap: Trap) -> StateId | None:
    """The innermost parallel state whose end is awaited, but never comes, since some branch never finishes."""
    chart, graph = trap.graph.chart, trap.graph
    passed = {step.event for node in trap.nodes for move in graph.moves[node] for step in move.microsteps}
    waiting = [
        state
        for state in awaited(chart)
        if state in trap.kept
        and f"done.{chart[state].name}" not in passed
        and not any(is_finished(chart, state, stand, stand) for stand in trap.stands)
    ]
    return max(waiting, key=lambda state: len(chart[state].ancestors), default=None)


def awaited(chart: Chart) -> tuple[StateId, ...]:
    """The parallel states that something waits for to be done."""
    events = {event for edge in chart.edges for event in edge.events}
    return tuple(v.id for v in chart.vertices if v.kind is Kind.PARALLEL and f"done.{v.name}" in events)


def stalled(graph: Graph, parallel: StateId) -> Iterator[Trap]:
    """The places from which a parallel state can no longer become done while the case stays in it, nearest first.

    Each comes with all that can still happen in the parallel state. The case may yet leave it in another way.
    """
    chart, done = graph.chart, f"done.{graph.chart[parallel].name}"
    stands = [node.snapshot.active for node in graph.nodes]
    ended = {stand for stand in set(stands) if is_finished(chart, parallel, stand, stand)}
    inside = {n for n, stand in enumerate(stands) if parallel in stand and stand not in ended}
    finishing = {
        node
        for node in inside
        for move in graph.moves[node]
        if stands[move.target] in ended or any(step.event == done for step in move.microsteps)
    }
    free = _leading_to([*finishing, *_unseen(graph)], graph, within=inside)
    for node in sorted(inside - free):
        yield Trap(graph, tuple(sorted(_closure(graph, node, inside))))


def unfinished(trap: Trap, parallel: StateId) -> tuple[StateId, ...]:
    """The branches of a parallel state that take part and never come to their end."""
    chart = trap.graph.chart
    return tuple(
        branch
        for branch in chart[parallel].children
        if branch in trap.always and not any(is_finished(chart, branch, stand, stand) for stand in trap.stands)
    )


def round_trip(trap: Trap) -> tuple[Move, ...]:
    """From the first node of a trap to somewhere else in it and back: the shortest such way."""
    graph, first = trap.graph, trap.nodes[0]
    here = graph.nodes[first].snapshot.active
    out = _way(trap, first, lambda node: graph.nodes[node].snapshot.active != here)
    return (*out, *_way(trap, out[-1].target, lambda node: node == first)) if out else ()


def _way(trap: Trap, start: int, found: Callable[[int], bool]) -> tuple[Move, ...]:
    """The shortest way inside a trap from a node to one that is looked for."""
    tracks: dict[int, tuple[int, Move] | None] = {start: None}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for move in trap.graph.moves[node]:
            if found(move.target):
                return (*way_to(tracks, node), move)
            if move.target not in tracks:
                tracks[move.target] = (node, move)
                waiting.append(move.target)
    return ()


def _unseen(graph: Graph) -> Iterator[int]:
    """The nodes that were found but not looked at, in a graph that was cut short."""
    if not graph.complete:
        seen = max((node for node, moves in enumerate(graph.moves) if moves), default=0)
        yield from range(seen + 1, len(graph.nodes))


def _leading_to(nodes: Collection[int], graph: Graph, within: Collection[int] | None = None) -> set[int]:
    """These nodes and all those from which some way leads to one of them, if need be only by nodes `within`."""
    found, waiting = set(nodes), list(nodes)
    while waiting:
        for source in graph.came_from[waiting.pop()]:
            if source not in found and (within is None or source in within):
                found.add(source)
                waiting.append(source)
    return found


def _closure(graph: Graph, start: int, within: Collection[int]) -> set[int]:
    """A node and all that can come after it by nodes `within`."""
    found, waiting = {start}, [start]
    while waiting:
        for move in graph.moves[waiting.pop()]:
            if move.target in within and move.target not in found:
                found.add(move.target)
                waiting.append(move.target)
    return found
