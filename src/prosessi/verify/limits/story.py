"""One start day told: the way on which a deadline runs the longest, and when each step of it is taken at the latest."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from datetime import date

from prosessi.chart.chart import Kind, StateId
from prosessi.verify.limits.hops import RESTING, Hop
from prosessi.verify.limits.latest import Latest, Turn
from prosessi.verify.limits.limits import Limit


@dataclass(frozen=True, slots=True)
class Leg:
    """A stay at one place, from a day to a day, and what bounds it. `out` is the way on; None if none leads on.

    `limit` is None where the case does not wait for anything of its own.
    """

    state: str
    comes: date
    leaves: date
    limit: Limit | None
    out: Hop | None


@dataclass(frozen=True, slots=True)
class Story:
    """What becomes of a case whose deadline starts on a day: its last day, and the latest day on which it still runs.

    `start` is the hop that starts it; None if it is not known how the place was come to.
    """

    begins: date
    due: date
    last: date
    start: Hop | None
    legs: tuple[Leg, ...]

    @property
    def days_late(self) -> int:
        """By how many days the deadline is missed; negative or zero if it is kept."""
        return (self.last - self.due).days


def story(latest: Latest, number: int, due: int) -> Story:
    """The story of the start with this number, whose last day is `due`."""
    day = latest.last_days.day
    teller = _Teller(latest, number)
    start, legs = teller.tell()
    last = max((leg.leaves for leg in legs), default=day(latest.starts[number]))
    return Story(day(latest.starts[number]), day(due), last, start, legs)


@dataclass(slots=True)
class _Teller:
    latest: Latest
    number: int
    entered: StateId | None = None

    def tell(self) -> tuple[Hop | None, tuple[Leg, ...]]:
        """Follow the way that takes longest back from its end."""
        legs: list[Leg] = []
        place, out = self._end()
        while place is not None:
            legs += self._legs(place, out)
            place, out = self._before(self._first(place))
        return out, _in_time([leg for leg in reversed(legs) if leg.state])

    def _end(self) -> tuple[StateId | None, Hop | None]:
        ways = [(self._at(self.latest.time(hop)), hop.source, hop) for hop in self.latest.endings()]
        stuck = [(self._at(self.latest.leaves(place)), place, None) for place in self.latest.dead_ends()]
        if not ways and not stuck:
            return None, next(iter(self.latest.stretch.starts), None)
        _, place, hop = max([*ways, *stuck], key=lambda end: (end[0], -end[1]))
        return place, hop

    def _legs(self, place: StateId, out: Hop | None) -> list[Leg]:
        """The stay at a place, the last one first; of a place that a case goes round, with the way that leads to it."""
        left = self._at(self.latest.time(out) if out is not None else self.latest.leaves(place))
        if (told := self._turn_by_turn(place, out)) is not None:
            return told
        round_to = self._way_round(place)
        if round_to:
            came = self._at(self.latest.time(round_to[0]))
            legs = [self._leg(place, came, left, out)]
            return legs + [self._leg(hop.source, came, came, hop) for hop in reversed(round_to[1:])]
        return [self._leg(place, self._at(self.latest.comes[place]), left, out)]

    def _turn_by_turn(self, place: StateId, out: Hop | None) -> list[Leg] | None:
        """The stays at places that a case goes round so many times, the last one first; None for other places."""
        turns = next((turns for group, turns in self.latest.turns.items() if place in group), None)
        if turns is None:
            return None
        legs, left = [], self._at(self.latest.time(out) if out is not None else self.latest.leaves(place))
        came: int | None = self._at(self.latest.comes[place])
        while came is not None:
            legs.append(self._leg(place, came, left, out))
            turns, out = self._turn_before(turns, place, came)
            self.entered = place
            if out is None or not turns:
                break
            place, left = out.source, came
            came = self._at(turns[-1].comes[place]) if place in turns[-1].comes else None
        return legs

    def _turn_before(self, turns: list[Turn], place: StateId, came: int) -> tuple[list[Turn], Hop | None]:
        """The turns up to that in which a case came to a place on a day, and the hop by which it did."""
        for number, turn in enumerate(turns):
            for hop, day in turn.times.items():
                if place in hop.into and self._at(day) == came:
                    inner = hop.source in turn.comes and hop not in self.latest.stretch.starts
                    return turns[: number + 1], hop if inner and self._same_group(hop, place) else None
        return [], None

    def _same_group(self, hop: Hop, place: StateId) -> bool:
        return any(hop.source in group and place in group for group in self.latest.turns)

    def _leg(self, place: StateId, came: int, left: int, out: Hop | None) -> Leg:
        vertex, day = self.latest.stretch.chart[place], self.latest.last_days.day
        waits = vertex.kind is Kind.ATOMIC
        return Leg(vertex.name if waits else "", day(came), day(left), self._bound(place, left) if waits else None, out)

    def _bound(self, place: StateId, left: int) -> Limit | None:
        """What bounds a stay; of several, what is met by leaving."""
        found: list[tuple[bool, Limit]] = []
        for limit in self.latest.stretch.bounds[place]:
            due = self.latest.due(limit, place)
            if due is not None and due[self.number] == left:
                inner = any(place in marks.exit or place in marks.enter for marks in (limit.starts, limit.met_by))
                found.append((inner, limit))
        return max(found, key=lambda each: each[0])[1] if found else None

    def _first(self, place: StateId) -> StateId:
        """Where a case came in, of the places that it goes round and came to this one through."""
        if self.entered is not None:
            place, self.entered = self.entered, None
            return place
        round_to = self._way_round(place)
        return round_to[0].into[0] if round_to and len(round_to) > 1 else place

    def _before(self, place: StateId) -> tuple[StateId | None, Hop | None]:
        """Where the case was before it came to a place, and by which hop it came."""
        inner = self._ended_last(place)
        if inner is not None:
            return inner, None
        came = self._way_round(place)[:1] or self._latest_into(place)
        hop = came[0] if came else None
        return (None, hop) if hop is None or hop in self.latest.stretch.starts else (hop.source, hop)

    def _latest_into(self, place: StateId) -> list[Hop]:
        came = self._at(self.latest.comes[place])
        hops = [hop for hop in self.latest.into(place) if self._at(self.latest.time(hop)) == came]
        return sorted(hops, key=lambda hop: hop not in self.latest.stretch.starts)[:1]

    def _ended_last(self, place: StateId) -> StateId | None:
        """Of a composite state, the inner state whose end is its own."""
        chart, came = self.latest.stretch.chart, self._at(self.latest.comes[place])
        if chart[place].kind in RESTING:
            return None
        ends = [end for end in chart[place].children if end in self.latest.comes and chart[end].kind is not Kind.ATOMIC]
        return min(ends, key=lambda end: abs(self._at(self.latest.comes[end]) - came), default=None)

    def _way_round(self, place: StateId) -> list[Hop]:
        """How a case comes to a place that it can go round: the hop that leads in, and those from there."""
        group = next((group for group in self.latest.stretch.groups if place in group), ())
        if len(group) < 2:
            return []
        seen: dict[StateId, list[Hop]] = {}
        waiting: deque[StateId] = deque()
        for entry in group:
            leading = [hop for hop in self.latest.into(entry) if self._leads_in(hop, group)]
            if leading:
                seen[entry] = [max(leading, key=lambda hop: self._at(self.latest.time(hop)))]
                waiting.append(entry)
        while waiting and place not in seen:
            here = waiting.popleft()
            for there in group:
                for hop in self.latest.into(there):
                    if hop.source == here and there not in seen:
                        seen[there] = [*seen[here], hop]
                        waiting.append(there)
        return seen.get(place, [])

    def _leads_in(self, hop: Hop, group: tuple[StateId, ...]) -> bool:
        return hop in self.latest.stretch.starts or hop.source not in group

    def _at(self, bound: list[int] | None) -> int:
        return self.latest.last_days.far if bound is None else bound[self.number]


def _in_time(legs: list[Leg]) -> tuple[Leg, ...]:
    """The legs, none of them longer than to the next: a branch need not take as long as it may."""
    kept: list[Leg] = []
    for leg in reversed(legs):
        leaves = min(leg.leaves, kept[-1].comes) if kept else leg.leaves
        kept.append(replace(leg, comes=min(leg.comes, leaves), leaves=leaves))
    return tuple(reversed(kept))
