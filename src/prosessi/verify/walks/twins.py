"""Two charts that differ a little, lived through side by side until they can be told apart.

It is a search of their product: a situation is a case in each, and the same deeds are done in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import chain, count, islice
from typing import Final

from prosessi.chart.chart import Chart
from prosessi.chart.situation import Case
from prosessi.verify.walks.choices import Choices
from prosessi.verify.walks.goals import Goals
from prosessi.verify.walks.mutants import Mutant
from prosessi.verify.walks.nearness import CLOCKS, nearness
from prosessi.verify.walks.search import Stop, situation
from prosessi.verify.walks.tale import (
    IN_TIME,
    Act,
    Beat,
    Deed,
    Pause,
    Tale,
    expected,
    first_noticed,
    noticed,
    opened,
    played,
    told,
    wanted,
)
from prosessi.verify.walks.tours import Planner

MOST_PAIRS: Final = 600
"""So many pairs of situations are looked at for one mutant."""

OF_PEOPLE: Final = frozenset({"role", "needs", "rule dropped"})
"""The mutants that only show by who acts, and with which papers."""

MOST_TRIED: Final = 12
"""So many ways of telling two charts apart are made walks of, before it is given up."""


def tell_apart(planner: Planner, rival: Chart, mutant: Mutant, *, most: int = MOST_PAIRS) -> Tale | None:
    """A walk of the original that fails on the rival, told to an end; None if none was found.

    Of a deadline that is met in the rival only, a walk tells nothing where others are met too. So if no difference is
    seen, one is sought where all that can be late is late.
    """
    ways = (False, True) if rival.watches else (False,)
    searches = (_Twins(planner, rival, of_people=mutant.kind in OF_PEOPLE, late=late) for late in ways)
    for found in chain.from_iterable(islice(twins.differences(most), MOST_TRIED) for twins in searches):
        tale = replace(found.tale, looks=frozenset({found.depth - 1}) if found.depth else frozenset())
        for whole in (planner.finished(tale), tale):
            beats = told(planner.chart, whole)
            if first_noticed(rival, whole, beats, wanted(planner.chart, whole, beats)) is not None:
                return whole
    return None


@dataclass(frozen=True, slots=True)
class _Pair:
    """A stop of the original and the case of the rival beside it."""

    stop: Stop
    other: Case


class _Twins:
    """The search for a difference; of what is `late`, first where fewest deadlines have been met."""

    def __init__(self, planner: Planner, rival: Chart, *, of_people: bool, late: bool) -> None:
        self.planner = planner
        self.chart, self.rival = planner.chart, rival
        self.choices = Choices(self.chart, (rival,))
        self.mirror = Choices(rival, (self.chart,))
        self.goals = Goals(self.choices)
        self.of_people = of_people or _rules_differ(planner.chart, rival)
        self.probing = tuple(self.goals.of("refusals")) if self.of_people else ()
        self.focus = _changed(self.chart, rival)
        self.late = late
        self.differing = tuple(
            number
            for number, (one, other) in enumerate(zip(self.chart.watches, rival.watches, strict=True))
            if one.deadline is not other.deadline
        )
        self.watches = tuple(range(len(rival.watches))) if late else self.differing

    def differences(self, most: int) -> Iterator[Stop]:
        """Stops after which the original and the rival can be told apart."""
        serial = count()
        heap: list[tuple[int, float, int, int, _Pair]] = []
        seen: set[object] = set()

        def push(pair: _Pair) -> None:
            mine = situation(self.choices, pair.stop.case, self.watches)
            key = (mine, situation(self.mirror, pair.other, self.watches))
            if key not in seen:
                seen.add(key)
                heappush(heap, (self._in_time(pair), self._far(pair), pair.stop.depth, next(serial), pair))

        for root in self.planner.roots:
            begun = opened(self.rival, root.case.now.date(), root.known)
            if begun is None or self._differ(root.beat, begun):
                yield root
            else:
                push(_Pair(root, begun.after))
        for _ in range(most):
            if not heap:
                return
            pair = heappop(heap)[-1]
            for mine, other in self._beats(pair):
                if self._differ(mine, other):
                    yield pair.stop.on(mine)
                elif mine.refused is None:
                    push(_Pair(pair.stop.on(mine), other.after))

    def _beats(self, pair: _Pair) -> Iterator[tuple[Beat, Beat]]:
        """What comes of each deed in the original, which must bear it, and in the rival."""
        for deed in self._deeds(pair):
            mine = played(self.chart, pair.stop.case, deed)
            if not mine.broken:
                yield mine, played(self.rival, pair.other, deed)

    def _differ(self, mine: Beat, other: Beat) -> bool:
        refused = mine.refused.reason if mine.refused else None
        return noticed(self.rival, other, refused, expected(self.chart, mine, whole=True))

    def _in_time(self, pair: _Pair) -> int:
        return sum(state.status in IN_TIME for state in pair.stop.case.deadlines) if self.late else 0

    def _far(self, pair: _Pair) -> float:
        """Nearest first to where the charts differ; once they have gone apart, at once."""
        if pair.stop.case.ended is not None and pair.other.ended is not None:
            return 1_000.0
        if pair.stop.case.snapshot != pair.other.snapshot or pair.stop.case.data != pair.other.data:
            return 0.0
        if self.differing:
            return self.planner.near_running(pair.stop.case, self.differing[0])
        near = nearness(self.chart, pair.stop.case.snapshot, CLOCKS)
        return min((near.states[state] for state in self.focus), default=0.0)

    def _deeds(self, pair: _Pair) -> Iterator[Deed]:
        yield from self.goals.probes(pair.stop.case, self.probing)
        yield from self.choices.deeds(pair.stop.case, everyone=self.of_people, watches=self.watches)
        if pair.stop.case.ended is None:
            due = self.mirror.next_due(pair.other, self.watches)
            if due is not None and due >= pair.stop.case.now:
                yield Pause(due)
            for event in self.choices.acts:
                yield Act(
                    event,
                    next(self.choices.able(pair.stop.case, event), None),
                    self.choices.papers(pair.stop.case, event),
                )


def _rules_differ(chart: Chart, rival: Chart) -> bool:
    return [rule.condition for rule in chart.entitlements] != [rule.condition for rule in rival.entitlements]


def _changed(chart: Chart, rival: Chart) -> tuple[int, ...]:
    """The states of the original at which the rival differs; all if that cannot be said."""
    mine = {vertex.id: vertex for vertex in chart.vertices}
    if [v.name for v in chart.vertices] != [v.name for v in rival.vertices]:
        return ()
    found = [state for state, vertex in mine.items() if not _alike(vertex, rival.vertices[state])]
    return tuple(found)


def _alike(one: object, other: object) -> bool:
    def told(vertex: object) -> tuple[object, ...]:
        edges = tuple(
            (edge.targets, edge.trigger, edge.guard, edge.fallback, edge.actions, edge.reenter, edge.after, edge.at)
            for edge in vertex.edges  # type: ignore[attr-defined]
        )
        return (edges, vertex.kind, vertex.initial, vertex.entry, vertex.exit, vertex.starts_if, vertex.join)  # type: ignore[attr-defined]

    return told(one) == told(other)
