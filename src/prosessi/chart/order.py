"""In which order the units of a chart are followed, so that they do not multiply.

At every node the ways of the whole chart itself are followed, and of the units of a parallel state those of the first
that has not come to an end yet. A unit has come to an end where it has no way on, or, if it goes round for ever, at
one chosen place of the round. Where all have come to an end, all are followed: so nothing is put off for ever.

What is lost if a unit's last move makes a parallel state done, and that goes wrong, is not put right here: it is told
by `Spoilt`, and the parallel state has to be explored as a whole.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator

from prosessi.chart.chart import StateId
from prosessi.chart.regions import Regions, Unit
from prosessi.chart.ways import Node, Refusal, Unknown, Way, Ways
from prosessi.chart.whereabouts import answering, is_finished, started_branches
from prosessi.graphs import Graph, last_rounds

_LEFT: Hashable = "left"


class Spoilt(Exception):
    """The last of the branches of these parallel states cannot finish, whichever of them it is."""

    def __init__(self, parallels: frozenset[StateId]) -> None:
        super().__init__(parallels)
        self.parallels = parallels


class Order:
    """The order in which the units of one chart are followed."""

    def __init__(self, ways: Ways, regions: Regions) -> None:
        self.ways = ways
        self.regions = regions
        self.chart = ways.chart
        self.over: dict[tuple[int, Hashable], bool] = {}

    def on(self, node: Node) -> list[Way]:
        """The ways that are followed from a node. Raises `Unknown` where it has to be told apart first."""
        if len(self.regions.units) == 1 or not node.snapshot.active:
            return self.ways.on(node)
        ways = self._ways_of(node, self.regions.units[0])
        spoilt = frozenset(parallel for way in ways for parallel in self._spoilt(node, way))
        if spoilt:
            raise Spoilt(spoilt)
        return ways

    def _ways_of(self, node: Node, unit: Unit) -> list[Way]:
        states = frozenset[StateId]().union(*(self.regions.own[each.number] for each in self._chosen(node, unit)))
        return self.ways.on(node, states)

    def _chosen(self, node: Node, unit: Unit) -> Iterator[Unit]:
        """A unit, and those in it that are followed with it.

        Of each parallel state it is one, if one has not come to an end, and else all. A parallel state waits for
        those around it, so that it cannot be done, and take them away, before they have had their turn.
        """
        yield unit
        waited_for: set[StateId] = set()
        for parallel, units in self._active_in(node, unit).items():
            if waited_for.isdisjoint(self.chart[parallel].ancestors):
                going = next((each for each in units if not self._is_over(node, each)), None)
                if going is not None:
                    waited_for.add(parallel)
                for each in units if going is None else (going,):
                    yield from self._chosen(node, each)

    def _active_in(self, node: Node, unit: Unit) -> dict[StateId, list[Unit]]:
        """The active units directly in a unit, by the parallel states that they are branches of, outer ones first."""
        found: dict[StateId, list[Unit]] = {}
        for each in self.regions.below[unit.number]:
            if not each.branches.isdisjoint(node.snapshot.active):
                found.setdefault(each.parallel, []).append(each)
        return found

    def _is_over(self, node: Node, unit: Unit) -> bool:
        """Whether a unit has come to an end at a node."""
        if not unit.circular:
            return not any(_leads_on(node, way) for way in self._ways_of(node, unit))
        key = unit.number, self._key(node, unit)
        if key not in self.over:
            self._follow(node, unit)
        return self.over[key]

    def _follow(self, node: Node, unit: Unit) -> None:
        """Follow a unit alone from a node, and choose a place in every round that it cannot get out of."""
        graph: dict[Hashable, list[Hashable]] = {}
        found = {self._key(node, unit): node}
        waiting = deque(found)
        split: set[Hashable] = set()
        while waiting:
            key = waiting.popleft()
            graph[key] = []
            try:
                ways = self._ways_of(found[key], unit)
            except Unknown as unknown:
                ways = self.ways.told_apart(found[key], unknown.slot)
                split.add(key)
            for there in (way.end for way in ways if isinstance(way.end, Node)):
                stays = unit.branches & found[key].snapshot.active <= there.snapshot.active
                reached = self._key(there, unit) if stays else _LEFT
                graph[key].append(reached)
                if stays and reached not in found and (unit.number, reached) not in self.over:
                    found[reached] = there
                    waiting.append(reached)
        self._choose(unit, graph, [key for key in found if key not in split])
        self.over |= dict.fromkeys(((unit.number, key) for key in split), False)

    def _choose(self, unit: Unit, graph: Graph[Hashable], places: list[Hashable]) -> None:
        """In every round that cannot be got out of the first of the places is where the unit is over."""
        last = {key: number for number, group in enumerate(last_rounds(graph)) for key in group}
        chosen: set[int | None] = {None}
        for key in places:
            number = last.get(key)
            self.over[unit.number, key] = number not in chosen
            chosen.add(number)

    def _key(self, node: Node, unit: Unit) -> Hashable:
        """All that the ways of a unit rest on; that is the whole node where its next move may finish what is around."""
        if self._is_last(node, unit):
            return node
        snapshot, data, _ = node
        memory = tuple(entry for entry in snapshot.memory if entry[0] in unit.histories)
        return snapshot.active & unit.states, memory, tuple([data[slot] for slot in unit.slots])

    def _is_last(self, node: Node, unit: Unit) -> bool:
        """Whether all other branches have finished."""
        active = node.snapshot.active
        others = (b for b in started_branches(self.chart, unit.parallel, active) if b not in unit.branches)
        return all(is_finished(self.chart, branch, active, active) for branch in others)

    def _spoilt(self, node: Node, way: Way) -> Iterator[StateId]:
        """The parallel states that may be what keeps a way from being taken."""
        refusal = way.end
        if not isinstance(refusal, Refusal) or refusal.kind not in {"unset", "range", "unsettling"}:
            return
        for edge in answering(self.chart, node.snapshot.active, refusal.event):
            unit = self.regions.units[self.regions.of[edge.source]]
            while unit.number and self._is_last(node, unit):
                if refusal.program not in unit.programs:
                    yield unit.parallel
                unit = self.regions.units[unit.above]


def _leads_on(node: Node, way: Way) -> bool:
    return isinstance(way.end, Node) and way.end != node
