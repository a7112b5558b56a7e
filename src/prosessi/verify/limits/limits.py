"""What bounds the stay of a case: other deadlines, and clocks that lead on; and in which states each surely runs.

A limit stands, as a deadline does, between what starts it and what meets it; the clock of a state is one that starts
when the state is entered and is met when it is left. Whether it runs in a state is told by the ways that lead there:
it surely does if it runs on every one of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from prosessi.chart.chart import ROOT, Chart, Edge, Kind, Marks, StateId, Trigger, Watch
from prosessi.chart.memory import remembered
from prosessi.verify.limits.hops import Hop, Hops, hops_of

FRESH, RUNNING, SETTLED = 1, 2, 4
"""How a limit can stand: a set of these, as bits, is what the ways to a state leave open."""
ANYHOW = FRESH | RUNNING | SETTLED

_UNTOUCHED = tuple((standing, False) for standing in range(ANYHOW + 1))

Standing = tuple[int, ...]
"""Of each limit of a chart, how it can stand."""


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """A deadline, or the clock of a timed edge: one of `watch` and `edge` is None."""

    starts: Marks
    met_by: Marks
    again: bool
    watch: Watch | None = None
    edge: Edge | None = None
    places: frozenset[StateId] = frozenset()
    _turns: dict[Hop, tuple[tuple[int, bool], ...]] = field(default_factory=dict, repr=False)

    def after(self, hop: Hop, standing: int) -> int:
        """How it can stand after a hop before which it could stand so."""
        return self._turned(hop, standing)[0]

    def begins(self, hop: Hop, standing: int) -> bool:
        """Whether a hop before which it can stand so starts it, or starts it again; not where it just goes on."""
        return self._turned(hop, standing)[1]

    def heeds(self, hop: Hop) -> bool:
        """Whether a hop can start it or meet it; the beginning of the case is the beginning of every limit."""
        return hop.edge is None or any(hop.marks(self.starts)) or any(hop.marks(self.met_by))

    def _turned(self, hop: Hop, standing: int) -> tuple[int, bool]:
        turned = self._turns.get(hop)
        if turned is None:
            turned = tuple([self._turn(hop, before) for before in range(ANYHOW + 1)]) if self.heeds(hop) else _UNTOUCHED
            self._turns[hop] = turned
        return turned[standing]

    def _turn(self, hop: Hop, standing: int) -> tuple[int, bool]:
        """What meets it counts before what starts it."""
        standing, begun = FRESH if hop.edge is None else standing, False
        ready = FRESH | SETTLED if self.again else FRESH
        for starts, meets in zip(hop.marks(self.starts), hop.marks(self.met_by), strict=True):
            if meets and standing & RUNNING:
                standing = standing & ~RUNNING | SETTLED
            if starts and standing & ready:
                standing, begun = standing & ~ready | RUNNING, True
        return standing, begun


@dataclass(slots=True)
class Standings:
    """How every limit can stand where a case can rest, for cases that come from certain hops."""

    hops: Hops
    limits: tuple[Limit, ...]
    tracked: Mapping[StateId, frozenset[StateId]] = field(default_factory=dict)  # of parallel states, if not all
    at: dict[StateId, Standing] = field(default_factory=dict)
    _waiting: deque[StateId] = field(default_factory=deque)
    _ways: dict[StateId, tuple[Hop, ...]] = field(default_factory=dict)
    _homes: dict[tuple[Limit, StateId], frozenset[StateId]] = field(default_factory=dict)

    def begin(self, hop: Hop, standing: Standing) -> None:
        """Let cases come by a hop, before which the limits can stand so."""
        for state in hop.into or (() if hop.edge is None else (hop.source,)):
            if self.followed(state):
                self.stand(state, self.after(hop, standing))

    def follow(self, until: Limit | None = None) -> None:
        """Go on along every way from where cases have begun; none goes on where `until` is met."""
        while self._waiting:
            state = self._waiting.popleft()
            for hop in self.ways(state):
                if until is None or until.after(hop, RUNNING) & RUNNING:
                    self.begin(hop, self.at[state])
            self._end(state)

    def ways(self, state: StateId) -> tuple[Hop, ...]:
        """The hops out of a state; those of branches that are not looked at, but end the whole, lead on from it too."""
        known = self._ways.get(state)
        if known is None:
            known = self._ways[state] = (*self.hops.out_of[state], *self._other_ways(state))
        return known

    def _other_ways(self, state: StateId) -> Iterator[Hop]:
        for parallel, branch in self.hops.branches_around(state):
            for other in self.hops.chart[parallel].children:
                if other != branch and other not in self.tracked.get(parallel, (other,)):
                    yield from self._ended_beside(state, parallel, other)

    def after(self, hop: Hop, standing: Standing) -> Standing:
        """How the limits can stand after a hop; of those in branches that were not looked at nothing is known."""
        turns = self.hops.turns.get(hop)
        if turns is None:
            turns = self.hops.turns[hop] = tuple(self._turns(hop))
        after = list(standing)
        for number, turned in turns:
            after[number] = turned[after[number]]
        return tuple(after)

    def _turns(self, hop: Hop) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The limits that a hop changes: the place of each, and how it can stand afterwards for how it could before."""
        for number, limit in enumerate(self.limits):
            if limit.heeds(hop) or self._lost(hop, limit, 0):
                yield number, tuple([self._lost(hop, limit, limit.after(hop, before)) for before in range(ANYHOW + 1)])

    def followed(self, state: StateId) -> bool:
        """Whether a state stands in branches that are looked at."""
        return all(
            branch in self.tracked.get(parallel, (branch,)) for parallel, branch in self.hops.branches_around(state)
        )

    def _ended_beside(self, state: StateId, parallel: StateId, branch: StateId) -> Iterator[Hop]:
        for source, hops in self.hops.out_of.items():
            if self.hops.inside(source, branch):
                for hop in hops:
                    if parallel in hop.left:
                        left = hop.left | {
                            above for above in (state, *self.hops.chart[state].ancestors) if above > parallel
                        }
                        yield Hop(state, hop.edge, left, hop.entered, hop.into)

    def stand(self, state: StateId, standing: Standing) -> None:
        """Let cases be in a state where the limits can stand so, besides how they could before."""
        before = self.at.get(state)
        joined = (
            standing if before is None else tuple([one | other for one, other in zip(before, standing, strict=True)])
        )
        if joined != before:
            self.at[state] = joined
            self._waiting.append(state)

    def _end(self, state: StateId) -> None:
        """At an inner end, stand at the end of what is around it too."""
        chart = self.hops.chart
        parent = chart[state].parent
        if parent is None or parent == ROOT:
            return
        if chart[parent].kind is Kind.PARALLEL and chart[state].kind is not Kind.ATOMIC:
            if self._can_end(parent):
                self.stand(parent, self._side_by_side(parent))
        elif chart[state].kind is Kind.FINAL:
            self.stand(parent, self.at[state])

    def _can_end(self, parallel: StateId) -> bool:
        """Whether enough branches can end for the whole to end; one that may not start need not."""
        chart = self.hops.chart
        needed = self.tracked.get(parallel) or chart[parallel].children
        surely = [branch for branch in needed if chart[branch].starts_if is None and not chart[branch].remembers]
        ended = sum(branch in self.at for branch in surely)
        join = chart[parallel].join
        return ended >= len(surely) if join is None else ended >= min(join, len(surely))

    def _side_by_side(self, parallel: StateId) -> Standing:
        """How the limits can stand when branches have ended: what happens in one branch only it can tell."""
        chart = self.hops.chart
        ended = {branch: self.at[branch] for branch in chart[parallel].children if branch in self.at}
        return tuple(self._told_by(ended, limit, place, parallel) for place, limit in enumerate(self.limits))

    def _told_by(self, ended: Mapping[StateId, Standing], limit: Limit, place: int, parallel: StateId) -> int:
        homes = self.homes(limit, parallel)
        if homes and (self.hops.chart[parallel].join is not None or not homes <= ended.keys()):
            return ANYHOW
        told = 0
        for branch in homes or ended.keys():
            told |= ended[branch][place]
        return told

    def homes(self, limit: Limit, parallel: StateId) -> frozenset[StateId]:
        """The branches of a parallel state in which things happen that start or meet a limit."""
        known = self._homes.get((limit, parallel))
        if known is None:
            known = self._homes[limit, parallel] = frozenset(
                branch
                for branch in self.hops.chart[parallel].children
                if any(self.hops.inside(place, branch) for place in limit.places)
            )
        return known

    def _lost(self, hop: Hop, limit: Limit, standing: int) -> int:
        """Nothing is known of a limit of another branch, once a hop has led out of all branches."""
        for parallel, branch in self.hops.branches_around(hop.source):
            if parallel in hop.left and self.homes(limit, parallel) - {branch}:
                stopped = limit.edge is not None and parallel not in hop.entered
                return FRESH | SETTLED if stopped else ANYHOW
        return standing


def runs_in(standings: Standings, limit: Limit, place: int, state: StateId) -> bool:
    """Whether a limit surely runs in a state: on every way there, and with nothing to meet it in branches beside."""
    beside = any(
        standings.homes(limit, parallel) - {branch} for parallel, branch in standings.hops.branches_around(state)
    )
    return not beside and standings.at[state][place] == RUNNING


@remembered
def limits_of(chart: Chart) -> tuple[Limit, ...]:
    """The limits of a chart: its deadlines in their order, then the clocks that surely lead on."""
    return (*_deadlines(chart), *_clocks(chart))


def _deadlines(chart: Chart) -> Iterator[Limit]:
    for watch in chart.watches:
        again = watch.deadline.again is True
        places = _places(chart, watch.starts) | _places(chart, watch.met_by)
        yield Limit(watch.starts, watch.met_by, again, watch=watch, places=places)


def _clocks(chart: Chart) -> Iterator[Limit]:
    hops = hops_of(chart, "all")
    for edge in chart.edges:
        if edge.trigger in {Trigger.AFTER, Trigger.AT} and edge.guard is None and edge.source != ROOT:
            ways = [hop for out in hops.out_of.values() for hop in out if hop.edge is edge]
            if ways and all(edge.source in hop.left for hop in ways):
                source = frozenset({edge.source})
                starts, met = Marks(source, frozenset(), frozenset()), Marks(frozenset(), source, frozenset())
                yield Limit(starts, met, again=True, edge=edge, places=source)


def _places(chart: Chart, marks: Marks) -> frozenset[StateId]:
    """Where the things happen that a deadline waits for."""
    sources = {edge.source for edge in chart.edges if not marks.events.isdisjoint(edge.events)}
    return marks.enter | marks.exit | sources
