"""The stretch of a deadline: where a case can be while it runs, and what bounds the stay at each place.

Here nothing is counted yet. A stay is bounded by what surely runs there. A limit that began before the deadline, or
goes on after it has been met, is no limit of a part of it, and a place that only such a one bounds has none of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from prosessi.chart.chart import ROOT, Chart, Kind, StateId
from prosessi.chart.memory import remembered
from prosessi.graphs import rounds
from prosessi.messages import Message, say
from prosessi.verify.limits.hops import RESTING, Hop, Hops, Which, ends_at_once, hops_of, passes_at_once
from prosessi.verify.limits.limits import FRESH, RUNNING, SETTLED, Limit, Standing, Standings, limits_of, runs_in

MOST_WAYS_TO_LOOK = 16
"""So many choices of the branches to look at are tried."""


@dataclass(frozen=True, eq=False)
class Stretch:
    """Where a case can be while a deadline runs.

    `bounds` are the limits that surely run at each place, and `own` those places of which one is met with the deadline
    or before it. `groups` are the places in the order in which cases come to them; those that a case can go round
    stand together. `beside` are places where branches may
    be when it starts. `loose` says what keeps the latest day from being exact.
    """

    chart: Chart
    limit: Limit
    starts: tuple[Hop, ...]
    standings: Standings
    bounds: Mapping[StateId, tuple[Limit, ...]]
    own: frozenset[StateId]
    groups: tuple[tuple[StateId, ...], ...]
    loose: tuple[Message, ...]
    beside: tuple[StateId, ...]

    @cached_property
    def into(self) -> Mapping[StateId, list[Hop]]:
        """The hops by which cases come to each place while the deadline runs."""
        into: dict[StateId, list[Hop]] = {}
        for hop in self._ways:
            for place in hop.into or ((hop.source,) if hop in self.starts else ()):
                if place in self.places:
                    into.setdefault(place, []).append(hop)
        return into

    @cached_property
    def starting(self) -> Mapping[Limit, list[Hop]]:
        """The hops that begin each limit, or begin it again."""
        starting: dict[Limit, list[Hop]] = {}
        for hop in self._ways:
            standing = None if hop in self.starts else self.places.get(hop.source)
            for number, limit in enumerate(self.standings.limits):
                if limit.begins(hop, FRESH | SETTLED if standing is None else standing[number]):
                    starting.setdefault(limit, []).append(hop)
        return starting

    @cached_property
    def _ways(self) -> tuple[Hop, ...]:
        ways = (hop for place in self.places for hop in self.standings.ways(place))
        return (*self.starts, *(hop for hop in ways if self.goes_on(hop)))

    @property
    def hops(self) -> Hops:
        """The hops of the chart."""
        return self.standings.hops

    @property
    def places(self) -> Mapping[StateId, Standing]:
        """The places, each with how the limits can stand there."""
        return self.standings.at

    @property
    def bare(self) -> tuple[StateId, ...]:
        """The places where a case can wait and where nothing bounds the stay but what bounds the whole."""
        return tuple(sorted(place for place in self.places if place not in self.own))

    def cut_short(self, place: StateId) -> list[StateId]:
        """The parallel states around a place that end before all their branches do."""
        around = [parallel for parallel, _ in self.hops.branches_around(place)]
        return [state for state in around if self.chart[state].join is not None and ends_at_once(self.chart, state)]

    def goes_on(self, hop: Hop) -> bool:
        """Whether the deadline still runs after a hop, and the case has not ended."""
        return bool(self.limit.after(hop, RUNNING) & RUNNING) and not self.ends(hop)

    def ends(self, hop: Hop) -> bool:
        """Whether a case has ended with a hop."""
        return any(self.chart[state].parent == ROOT and self.chart[state].kind is Kind.FINAL for state in hop.into)


@remembered
def standings_of(chart: Chart, which: Which) -> Standings:
    """How the limits of a chart can stand at each place that a case can come to by such hops."""
    limits, hops = limits_of(chart), hops_of(chart, which)
    standings = Standings(hops, limits)
    standings.begin(hops.begin, (FRESH,) * len(limits))
    standings.follow()
    return standings


@remembered
def stretch_of(chart: Chart, deadline: str) -> Stretch | None:
    """The stretch of a deadline; None if nothing can start it.

    Of branches side by side, those are looked at that bound the deadline the best: the one in which it is met, or one
    that always leads out of all of them, or else all.
    """
    limit = limit_of(chart, deadline)
    starts = starts_of(standings_of(chart, "kept"), limit)
    if not starts:
        return None
    choices = (dict(choice) for choice in product(*_choices(chart, limit)))
    best: Stretch | None = None
    for choice in islice(choices, MOST_WAYS_TO_LOOK):
        found = _stretch(chart, limit, starts, choice)
        if best is None or len(found.bare) < len(best.bare):
            best = found
        if not best.bare:
            break
    return best


def limit_of(chart: Chart, deadline: str) -> Limit:
    """The deadline of that name as a limit."""
    return next(limit for limit in limits_of(chart) if limit.watch is not None and limit.watch.name == deadline)


def starts_of(standings: Standings, limit: Limit) -> tuple[Hop, ...]:
    """The hops that can start a limit."""
    return tuple(_starting(standings, limit))


def run_of(standings: Standings, limit: Limit, starts: tuple[Hop, ...], run: Standings) -> tuple[StateId, ...]:
    """Follow a limit in `run` from where it starts to where it is met; gives the places where branches may be then."""
    for hop in starts:
        if limit.after(hop, FRESH) & RUNNING:
            run.begin(hop, standings.at.get(hop.source, (FRESH,) * len(standings.limits)))
    beside = tuple(place for place in _beside(standings, starts) if run.followed(place))
    for place in beside:
        run.stand(place, standings.at[place])
    run.follow(until=limit)
    return beside


def _starting(standings: Standings, limit: Limit) -> Iterator[Hop]:
    place = standings.limits.index(limit)
    if limit.begins(standings.hops.begin, FRESH):
        yield standings.hops.begin
    for state, standing in standings.at.items():
        for hop in standings.ways(state):
            if limit.begins(hop, standing[place]):
                yield hop


def _choices(chart: Chart, limit: Limit) -> Iterator[list[tuple[StateId, frozenset[StateId]]]]:
    standings = standings_of(chart, "kept")
    for vertex in chart.vertices:
        if vertex.kind is Kind.PARALLEL:
            homes = standings.homes(limit, vertex.id)
            leading = [branch for branch in vertex.children if _leads_out(standings.hops, vertex.id, branch)]
            alone = dict.fromkeys([*sorted(homes), *leading])
            yield [*((vertex.id, frozenset({branch})) for branch in alone), (vertex.id, frozenset(vertex.children))]


def _leads_out(hops: Hops, parallel: StateId, branch: StateId) -> bool:
    """Whether a branch never ends for itself, but leads out of the whole."""
    outs = (hop for source, out in hops.out_of.items() if hops.inside(source, branch) for hop in out)
    return not hops.finals(branch) and any(parallel in hop.left and hop.edge is not None for hop in outs)


def _stretch(
    chart: Chart, limit: Limit, starts: tuple[Hop, ...], tracked: Mapping[StateId, frozenset[StateId]]
) -> Stretch:
    whole = standings_of(chart, "kept")
    standings = Standings(whole.hops, whole.limits, tracked)
    beside = run_of(whole, limit, starts, standings)
    for end in [state for state in standings.at if chart[state].parent == ROOT and chart[state].kind is Kind.FINAL]:
        del standings.at[end]
    bounds = {place: tuple(_bounds(standings, limit, place)) for place in standings.at}
    parts = _parts(standings, whole, limit, starts)
    own = frozenset(place for place in standings.at if _moves_on(chart, place) or not parts.isdisjoint(bounds[place]))
    groups = tuple(_groups(chart, standings, limit))
    loose = tuple(_loose(standings, limit, beside))
    return Stretch(chart, limit, starts, standings, bounds, own, groups, loose, beside)


def _beside(whole: Standings, starts: tuple[Hop, ...]) -> list[StateId]:
    """The resting places in branches beside that in which a deadline starts, and which go on undisturbed by that."""
    return sorted(
        place
        for place in whole.at
        if whole.hops.chart[place].kind in RESTING
        and any(hop.edge is not None and _goes_on_beside(whole.hops, place, hop) for hop in starts)
    )


def _goes_on_beside(hops: Hops, place: StateId, hop: Hop) -> bool:
    mine = dict(hops.branches_around(hop.source))
    return any(
        mine.get(parallel, branch) != branch and parallel not in hop.left
        for parallel, branch in hops.branches_around(place)
    )


def _bounds(standings: Standings, deadline: Limit, place: StateId) -> Iterator[Limit]:
    for number, limit in enumerate(standings.limits):
        if limit is not deadline and _counts(limit, deadline) and runs_in(standings, limit, number, place):
            yield limit


def counted_from(limit: Limit) -> str | None:
    """The case data from which a deadline is counted; None if that is the day on which it starts."""
    return limit.watch.deadline.from_ if limit.watch is not None else None


def data_behind(limit: Limit) -> frozenset[str]:
    """The case data on which the last day of a limit rests."""
    if limit.watch is not None:
        return frozenset(slot.name for slot in limit.watch.dates)
    at = limit.edge.at if limit.edge is not None else None
    return frozenset({at.datum}) if at is not None and at.datum is not None else frozenset()


def may_be_over(limit: Limit) -> bool:
    """Whether the last day of a limit can have passed before it begins: it is a date, or counted from one."""
    if limit.watch is None:
        return limit.edge is not None and limit.edge.at is not None
    deadline = limit.watch.deadline
    return deadline.within is None or deadline.from_ is not None


def _counts(limit: Limit, deadline: Limit) -> bool:
    """Whether a limit bounds a stay in every case to which a deadline applies, on a day that can be told.

    It has no condition or the same one, and rests on no case data but that from which the deadline itself is counted.
    """
    if not data_behind(limit) <= {counted_from(deadline)}:
        return False
    if limit.watch is None or limit.watch.condition is None:
        return True
    return deadline.watch is not None and limit.watch.condition == deadline.watch.condition


def _moves_on(chart: Chart, place: StateId) -> bool:
    """Whether a case never waits at a place for anything but what goes on beside it."""
    vertex = chart[place]
    if vertex.kind is not Kind.FINAL:
        return vertex.kind is not Kind.ATOMIC or passes_at_once(chart, place)
    parent = vertex.ancestors[0]
    above = chart[parent].parent
    side_by_side = above is not None and chart[above].kind is Kind.PARALLEL and ends_at_once(chart, above)
    return side_by_side or ends_at_once(chart, parent)


def _parts(standings: Standings, whole: Standings, deadline: Limit, starts: tuple[Hop, ...]) -> frozenset[Limit]:
    """The limits of parts of a stretch: begun with the deadline or after it, and met with it or before, on every way.

    Another statutory limit of the very same stretch is no limit of a part of it.
    """
    ways = [hop for state in standings.at for hop in standings.ways(state)]
    meeting = [hop for hop in ways if not deadline.after(hop, RUNNING) & RUNNING]
    return frozenset(
        limit
        for limit in standings.limits
        if limit is not deadline
        and not any(limit.after(hop, RUNNING) & RUNNING for hop in starts if _can_run(whole, limit, hop))
        and not any(limit.after(hop, RUNNING) & RUNNING for hop in meeting if _can_run(standings, limit, hop))
        and not (_statutory(limit) and (limit.starts, limit.met_by) == (deadline.starts, deadline.met_by))
    )


def _statutory(limit: Limit) -> bool:
    return limit.watch is not None and limit.watch.deadline.soft is not True


def _can_run(standings: Standings, limit: Limit, hop: Hop) -> bool:
    standing = standings.at.get(hop.source)
    return standing is not None and bool(standing[standings.limits.index(limit)] & RUNNING)


def _groups(chart: Chart, standings: Standings, limit: Limit) -> Iterator[tuple[StateId, ...]]:
    graph: dict[StateId, list[StateId]] = {state: [] for state in standings.at}
    for state in standings.at:
        for hop in standings.ways(state):
            if limit.after(hop, RUNNING) & RUNNING:
                ways = ((before, to) for to in hop.into if to in standings.at for before in _needed(chart, hop))
                for before, to in ways:
                    graph.setdefault(before, []).append(to)
        parent = chart[state].parent
        if parent in standings.at and chart[state].kind is not Kind.ATOMIC:
            graph[state].append(parent)
    return reversed([tuple(sorted(group)) for group in rounds(graph)])


def _needed(chart: Chart, hop: Hop) -> Iterator[StateId]:
    """The places whose days must be known before the day of a hop is: its own, and the end of what it leads out of."""
    yield hop.source
    above = chart[hop.source].ancestors
    for state in above:
        waiting = chart[hop.source].kind is Kind.FINAL and state == above[min(1, len(above) - 1)]
        if chart[state].kind is Kind.PARALLEL and (waiting or (state in hop.left and chart[state].join is not None)):
            yield state


def _loose(standings: Standings, limit: Limit, beside: tuple[StateId, ...]) -> Iterator[Message]:
    if beside:
        yield say("a branch may be under way already when the time starts")
    if any(len(standings.homes(limit, parallel)) > 1 for parallel in standings.tracked):
        yield say("what starts the time and what meets it stand in different branches")
