"""The latest day on which a case can be anywhere, if every limit is kept: for every day on which it starts at once.

A list of days stands for all starts. To go through a place is to look each day up in the table of what bounds the
stay there; of ways that meet, the later day counts, and of limits that run together, the earlier. As no table ever
falls, what comes out for each start is the latest day over all ways, and not one more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from prosessi.chart.chart import Chart, Kind, StateId, Trigger
from prosessi.verify.limits.hops import RESTING, Hop, ends_at_once, passes_at_once
from prosessi.verify.limits.last_day import LastDays
from prosessi.verify.limits.limits import Limit
from prosessi.verify.limits.repeats import most_moves_among
from prosessi.verify.limits.stretch import Stretch, may_be_over
from prosessi.verify.limits.tables import Days

Bound = Days | None
"""A day for each start; None where nothing bounds it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of going round: when cases came to each place before it, and the hops that they then made."""

    comes: Mapping[StateId, Bound]
    times: Mapping[Hop, Bound]


@dataclass(slots=True)
class Latest:
    """The latest days along a stretch, `starts` being the days on which its deadline does.

    `comes` are those of coming to each place. `rounds` are the places that a case can go round without an end to it,
    `unknown` those of which it is not known how often, and `turns` tell of those that it goes round only so often.
    """

    stretch: Stretch
    last_days: LastDays
    starts: Days
    comes: dict[StateId, Bound] = field(default_factory=dict)
    rounds: list[tuple[StateId, ...]] = field(default_factory=list)
    unknown: list[tuple[StateId, ...]] = field(default_factory=list)
    turns: dict[tuple[StateId, ...], list[Turn]] = field(default_factory=dict)
    _leaves: dict[StateId, Bound] = field(default_factory=dict)
    _acted: dict[StateId, Bound] = field(default_factory=dict)
    _made: dict[Hop, Bound] = field(default_factory=dict)

    def reckon(self) -> Bound:
        """The latest day on which the deadline still runs, for each start; None if nothing bounds it."""
        for group in self.stretch.groups:
            if len(group) > 1 or any(hop.source == group[0] for hop in self._inner(group[0])):
                self._go_round(group)
            else:
                self._come(group[0])
        ending = [self._until_cut(hop.source, self.time(hop)) for hop in self.endings()]
        waiting = [self._until_cut(place, self.leaves(place)) for place in self.dead_ends()]
        return latest([self.starts, *ending, *waiting])

    def endings(self) -> list[Hop]:
        """The hops that are the last while the deadline runs."""
        return [hop for place in self.comes for hop in self._ways(place) if not self.stretch.goes_on(hop)]

    def dead_ends(self) -> list[StateId]:
        """The places where a case waits and from which no way leads on."""
        return [
            place
            for place in self.comes
            if self._chart[place].kind in RESTING and not any(hop.into for hop in self._ways(place))
        ]

    def into(self, place: StateId) -> list[Hop]:
        """The hops by which cases come to a place, with every limit kept."""
        return [hop for hop in self.stretch.into.get(place, ()) if hop in self.stretch.starts or self._possible(hop)]

    def time(self, hop: Hop) -> Bound:
        """The latest day of a hop. It is no later than the end of branches that it leads out of.

        An act comes before the clock that leads on in its stead, so on the day before that rings at the latest.
        """
        if hop in self.stretch.starts:
            return self.starts
        by_itself = hop.edge is not None and hop.edge.trigger is not Trigger.EVENT
        day = self.leaves(hop.source) if by_itself else self._acts(hop.source)
        return earliest([day, *(self.comes.get(parallel) for parallel in hop.left if self.cut_short(parallel))])

    def leaves(self, place: StateId) -> Bound:
        """The latest day of leaving a place."""
        if place not in self._leaves:
            self._leaves[place] = self._left(place)
        return self._leaves[place]

    def _acts(self, place: StateId) -> Bound:
        """The latest day of an act at a place."""
        if place not in self._acted:
            clocks = [limit for limit in self.stretch.bounds[place] if limit.edge is not None]
            before = [self._day_before(self.due(limit, place), self.comes[place]) for limit in clocks]
            self._acted[place] = earliest([self.leaves(place), *before])
        return self._acted[place]

    def _day_before(self, rings: Bound, comes: Bound) -> Bound:
        if rings is None or comes is None:
            return None if rings is None else [day - 1 for day in rings]
        return [max(day - 1, came) for day, came in zip(rings, comes, strict=True)]

    def due(self, limit: Limit, place: StateId) -> Bound:
        """The last day of a limit that runs at a place; one that ran before the deadline started, from its start."""
        if limit.edge is not None and place == limit.edge.source:
            begun = self.comes[place]
        else:
            hops = [hop for hop in self.stretch.starting.get(limit, ()) if self._is_before(hop)]
            if any(hop.source == place and not hop.into for hop in hops):
                return None  # what happens at the place itself begins it anew, again and again
            begun = latest([self._made.get(hop) or self.time(hop) for hop in hops]) if hops else self.starts
        return None if begun is None else self.last_days.of(limit, begun, self.starts)

    def cut_short(self, parallel: StateId) -> bool:
        """Whether a parallel state ends before all its branches do."""
        vertex = self._chart[parallel]
        return vertex.join is not None and parallel in self.comes and ends_at_once(self._chart, parallel)

    def _until_cut(self, place: StateId, day: Bound) -> Bound:
        """The day, no later than the end of what is around a place and does not wait for all its branches."""
        return earliest([day, *(self.comes[above] for above in self._chart[place].ancestors if self.cut_short(above))])

    def _is_before(self, hop: Hop) -> bool:
        """Whether a hop can have been made; among places that a case goes round, only if it was in the last turn."""
        if hop in self.stretch.starts or hop in self._made:
            return True
        return hop.source in self.comes and not any(hop.source in group for group in self.turns)

    @property
    def _chart(self) -> Chart:
        return self.stretch.chart

    def _ways(self, place: StateId) -> list[Hop]:
        return [hop for hop in self.stretch.standings.ways(place) if self._possible(hop)]

    def _possible(self, hop: Hop) -> bool:
        """Whether a hop can be made with every limit kept: a clock that goes off after another limit is never heard."""
        if hop.source not in self.comes:
            return False
        clock = next((limit for limit in self.stretch.bounds[hop.source] if limit.edge is hop.edge), None)
        if clock is None or len(self.stretch.bounds[hop.source]) == 1:
            return True
        rings, out = self.due(clock, hop.source), self.leaves(hop.source)
        return rings is None or out is None or any(day >= ring for day, ring in zip(out, rings, strict=True))

    def _inner(self, place: StateId) -> list[Hop]:
        return [hop for hop in self.stretch.into.get(place, ()) if hop not in self.stretch.starts]

    def _come(self, place: StateId) -> None:
        bounds = [self.time(hop) for hop in self.into(place)]
        if place in self.stretch.beside:
            bounds.append(self.starts)
        ended = self._ended(place)
        if ended or bounds:
            self.comes[place] = self._kept(place, ended[0]) if ended else latest(bounds)

    def _kept(self, place: StateId, end: Bound) -> Bound:
        """The inner end of a composite state, held by what runs until then, such as the limit of a branch."""
        return earliest([end, *(self.due(limit, place) for limit in self.stretch.bounds[place])])

    def _ended(self, place: StateId) -> list[Bound]:
        """When a composite state comes to its inner end, if it can."""
        vertex = self._chart[place]
        if vertex.kind is Kind.COMPOUND:
            ends = [self.comes[end] for end in self.stretch.hops.finals(place) if end in self.comes]
            return [latest(ends)] if ends else []
        if vertex.kind is not Kind.PARALLEL:
            return []
        branches = [branch for branch in vertex.children if not self._chart[branch].remembers]
        surely = [branch for branch in branches if self._chart[branch].starts_if is None]
        ends = [self.comes.get(branch) for branch in branches if branch in self.comes or branch in surely]
        if vertex.join is None or len(surely) < vertex.join:
            return [latest(ends)] if ends else []
        return [nth([self.comes.get(branch) for branch in surely], vertex.join)]

    def _left(self, place: StateId) -> Bound:
        vertex, comes = self._chart[place], self.comes[place]
        if vertex.kind not in RESTING or passes_at_once(self._chart, place):
            return comes
        bounds = [self.due(limit, place) for limit in self.stretch.bounds[place]]
        if vertex.kind is Kind.FINAL:
            if ends_at_once(self._chart, vertex.ancestors[0]):
                return comes
            above = self._chart[vertex.ancestors[0]].parent
            if above is not None and ends_at_once(self._chart, above):
                bounds.append(self.comes.get(above))
        out = earliest(bounds)
        if out is None and self.stretch.bounds[place]:
            self.rounds.append((place,))
        if out is None or comes is None or not any(map(may_be_over, self.stretch.bounds[place])):
            return out
        return latest([comes, out])

    def _go_round(self, group: tuple[StateId, ...]) -> None:
        """Places that a case can go round: what began before them, and runs all the time, bounds that."""
        outer = [limit for limit in self.stretch.standings.limits if self._around(limit, group)]
        for place in group:
            self.comes[place] = None
        dues = [(limit, self.due(limit, group[0])) for limit in outer]
        bound = earliest([due for _, due in dues])
        if bound is None:
            self._go_round_so_often(group)
            return
        acts = earliest([due if limit.edge is None else self._day_before(due, None) for limit, due in dues])
        for place in group:
            self.comes[place], self._leaves[place], self._acted[place] = acts, bound, acts

    def _go_round_so_often(self, group: tuple[StateId, ...]) -> None:
        """Places among which one case makes so many moves at most; if that is known."""
        most = most_moves_among(self._chart, group)
        if most is not None and most < math.inf and any(self._chart[place].kind is not Kind.ATOMIC for place in group):
            most = None  # what runs side by side is not followed turn by turn
        if most is None or most == math.inf:
            (self.unknown if most is None else self.rounds).append(group)
            self._leaves |= dict.fromkeys(group)
            self._acted |= dict.fromkeys(group)
            return
        for place in group:
            del self.comes[place]
        self.turns[group] = []
        for _ in range(int(most) + 1):
            self._take_turn(group)

    def _take_turn(self, group: tuple[StateId, ...]) -> None:
        """One more move among the places, from where all moves before it have led."""
        turn = Turn(dict(self.comes), {hop: self.time(hop) for place in group for hop in self.into(place)})
        comes = {place: latest([turn.times[hop] for hop in self.into(place)]) for place in group if self.into(place)}
        for place in group:
            self._leaves.pop(place, None)
            self._acted.pop(place, None)
        self.comes |= comes
        self._made |= turn.times
        self.turns[group].append(turn)

    def _around(self, limit: Limit, group: tuple[StateId, ...]) -> bool:
        return all(
            limit in self.stretch.bounds[place] for place in group if self._chart[place].kind in RESTING
        ) and not any(
            hop.source in group for hop in self.stretch.starting.get(limit, ()) if hop not in self.stretch.starts
        )


def latest(bounds: Iterable[Bound]) -> Bound:
    """The latest of several days for each start; None if one of them is not bounded."""
    found: Bound = None
    for number, bound in enumerate(bounds):
        if bound is None:
            return None
        found = bound if number == 0 or found is None or found is bound else list(map(max, found, bound))
    return found


def earliest(bounds: Iterable[Bound]) -> Bound:
    """The earliest of several days for each start, of those that are bounded."""
    found: Bound = None
    for bound in bounds:
        if bound is not None:
            found = bound if found is None or found is bound else list(map(min, found, bound))
    return found


def nth(bounds: list[Bound], n: int) -> Bound:
    """The `n`-th smallest day of several for each start; None if too few of them are bounded."""
    known = [bound for bound in bounds if bound is not None]
    return None if len(known) < n else [sorted(days)[n - 1] for days in zip(*known, strict=True)]
