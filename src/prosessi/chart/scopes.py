"""What a step has to do with, so that one taken once is known wherever the rest of the case may be.

Where a case has gone far in one branch of a parallel state does not matter to a step in another, if the branches go
their own way (`regions`). So a step is taken in a part of the snapshot: its own branch, what is around that, and one
other branch that goes on, if one does, because a parallel state is done when the last of its branches finishes. Then
the rest of the snapshot is put back. That holds if the step leaves and enters nothing but what is in that part; if it
does, the part is too small for it.

It holds for cases that have come to rest by their own steps. Of data changed from outside an automatic move in the
rest of the case might have to take notice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from prosessi.chart.chart import Active, Chart, Kind, StateId
from prosessi.chart.memory import remembered
from prosessi.chart.regions import Regions, Unit, regions_of
from prosessi.chart.semantics import Microstep, Snapshot
from prosessi.chart.whereabouts import is_finished


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a snapshot on which a step rests: of some units of the chart, by their numbers."""

    units: frozenset[int]
    snapshot: Snapshot


class _View(NamedTuple):
    """Some units: their own states; with what is around them; the branches beside them; the frames of all others."""

    own: Active
    within: Active
    beside: tuple[tuple[StateId, ...], ...]
    frames: Active


class Scopes:
    """The scopes of the steps of one chart."""

    def __init__(self, chart: Chart, regions: Regions) -> None:
        self.chart = chart
        self.regions = regions
        self._answered_in = _sources(chart)
        self._around = tuple(frozenset({u.parallel, *chart[u.parallel].ancestors}) for u in regions.units)
        self._frames = tuple(_frame(chart, unit) for unit in regions.units)
        self._views: dict[frozenset[int], _View] = {}

    def of(self, snapshot: Snapshot, event: str) -> Scope | None:
        """The scope of the step of an event, as far as the chart tells; None if that is all there is."""
        states = self._answered_in.get(event, ())
        return self._scope(snapshot, frozenset(self.regions.of[state] for state in states if state in snapshot.active))

    def wider(self, scope: Scope, whole: Snapshot, microsteps: Iterable[Microstep]) -> Scope | None:
        """The scope with all that the step was seen to move; None if that is all there is."""
        moved = _moved(microsteps)
        touched = (own | frame for own, frame in zip(self.regions.own, self._frames, strict=True))
        return self._scope(
            whole, scope.units.union(u for u, states in enumerate(touched) if not moved.isdisjoint(states))
        )

    def put_back(
        self, scope: Scope, whole: Snapshot, rest: Snapshot, microsteps: Iterable[Microstep]
    ) -> Snapshot | None:
        """Where the whole case comes to rest when its part does so at `rest`; None if that is not all that moves."""
        moved, view = _moved(microsteps), self._view(scope.units)
        if not moved <= view.own or not moved.isdisjoint(view.frames):
            return None
        memory = dict(whole.memory) | dict(rest.memory)
        return Snapshot((whole.active - scope.snapshot.active) | rest.active, tuple(sorted(memory.items())))

    def parts(self, active: Active) -> Iterator[tuple[int, Active]]:
        """Where a case is, unit by unit, each with what is around it."""
        for unit, own in enumerate(self.regions.own):
            if not own.isdisjoint(active):
                yield unit, active & (own | self._around[unit])

    def _scope(self, snapshot: Snapshot, units: frozenset[int]) -> Scope | None:
        if not units or len(units) == len(self.regions.units):
            return None
        view = self._view(units)
        active = snapshot.active & view.within
        for branches in view.beside:
            active |= self._going_on(branches, snapshot.active)
        return Scope(units, Snapshot(active, tuple(entry for entry in snapshot.memory if entry[0] in view.own)))

    def _view(self, units: frozenset[int]) -> _View:
        if units not in self._views:
            own = frozenset[StateId]().union(*(self.regions.own[unit] for unit in units))
            within = own.union(*(self._around[unit] for unit in units))
            frames = frozenset[StateId]().union(*(f for unit, f in enumerate(self._frames) if unit not in units))
            self._views[units] = _View(own, within, tuple(self._beside(within)), frames)
        return self._views[units]

    def _beside(self, within: Active) -> Iterator[tuple[StateId, ...]]:
        """For each parallel state the branches that belong to others, small ones first."""
        for state in sorted(within):
            others = [child for child in self.chart[state].children if child not in within]
            if others and self.chart[state].kind is Kind.PARALLEL:
                yield tuple(sorted(others, key=lambda branch: len(_below(self.chart, branch))))

    def _going_on(self, branches: Collection[StateId], active: Active) -> Active:
        """What is active of the first of the branches that has begun and not finished, if there is one."""
        for branch in branches:
            if branch in active and not is_finished(self.chart, branch, active, active):
                return active & _below(self.chart, branch)
        return frozenset()


@remembered
def scopes_of(chart: Chart) -> Scopes:
    """The scopes of a chart, kept for as long as the chart is."""
    return Scopes(chart, regions_of(chart))


@remembered
def _below(chart: Chart, state: StateId) -> Active:
    """A state and all that is in it."""
    return frozenset(vertex.id for vertex in chart.vertices if state in {vertex.id, *vertex.ancestors})


def _moved(microsteps: Iterable[Microstep]) -> Active:
    return frozenset(state for step in microsteps for state in (*step.exited, *step.entered))


def _frame(chart: Chart, unit: Unit) -> Active:
    """The states with which a unit is left and entered as a whole: by whatever moves any of them."""
    return frozenset({unit.parallel, *chart[unit.parallel].children}) if unit.number else frozenset()


def _sources(chart: Chart) -> dict[str, tuple[StateId, ...]]:
    """The states that answer each event."""
    found: dict[str, dict[StateId, None]] = {}
    for edge in chart.edges:
        for event in edge.events:
            found.setdefault(event, {})[edge.source] = None
    return {event: tuple(states) for event, states in found.items()}
