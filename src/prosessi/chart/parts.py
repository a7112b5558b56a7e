"""A chart taken apart: its one parallel state as a product of branches, each with the moves it makes by itself.

Nothing here knows what a step is: what a part does is learnt by rehearsing the step of `semantics` with that part in
each of its places, once for every list of answers that its conditions can give. Which answers are given where is then
worked out from the places of the other parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import prod

from prosessi.chart.ahead import actions_of, conditions_of
from prosessi.chart.cells import loads
from prosessi.chart.chart import Active, Chart, Choose, Edge, Kind, Raise, Send, StateId, Trigger
from prosessi.chart.semantics import Reaction, Snapshot, World, react
from prosessi.chart.ways import Ways
from prosessi.chart.whereabouts import is_finished
from prosessi.chart.worlds import Asked, outcomes
from prosessi.expressions.program import UNSET

MOST_PLACES = 62
"""So many places a part can have: a mask of them is one word."""

MOST_CASES = 4096
"""Conditions that ask about more combinations of places are not taken apart."""

Masks = tuple[int, ...]
"""For each part the places in which it may be, as bits."""


class NotInParts(Exception):
    """The chart is not a product of parts that could be swept; the text says why, for the developer."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A move: `part` goes from one place to another, or the whole case lands somewhere.

    A move of what is around the parts has no `part`, and one that changes nothing neither `there` nor `lands`. It is
    made where all parts are in one of the `only` masks, and never where they are in `unless`.
    """

    part: int | None
    place: int
    there: int | None
    lands: Active | None
    only: tuple[Masks, ...]
    unless: Masks | None
    edges: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Learnt:
    """A move as it was rehearsed in `rest`, the places of all parts then, with what was asked in it."""

    part: int | None
    place: int
    there: int | None
    lands: Active | None
    event: str
    asked: tuple[Asked, ...]
    rest: tuple[Active, ...]
    edges: frozenset[int]
    last: bool


class Parts:
    """The branches of the parallel state of a chart, the places of each, and all the moves made there."""

    def __init__(self, chart: Chart, ways: Ways) -> None:
        self.chart = chart
        self.ways = ways
        self.parallel = _only_parallel(chart)
        self.around = frozenset({self.parallel, *chart[self.parallel].ancestors})
        self.branches = chart[self.parallel].children
        self.inside = tuple(
            frozenset(v.id for v in chart.vertices if branch in {v.id, *v.ancestors}) for branch in self.branches
        )
        self.part_of = {state: part for part, states in enumerate(self.inside) for state in states}
        _fit_for_parts(chart, ways, self.part_of, self.around)
        self.places: tuple[list[Active], ...] = tuple([] for _ in self.branches)
        self.learnt: list[_Learnt] = []
        self.begin: tuple[Active, ...] = ()
        self.finishing: set[tuple[int, int, str]] = set()
        self.known = False

    def learn(self, entered: Active) -> None:
        """Learn all moves from where the parallel state is first entered."""
        self.begin = self.split(entered)
        if any(self._finished(part, place) for part, place in enumerate(self.begin)):
            raise NotInParts("a branch has finished as soon as it begins")
        done = [0] * len(self.branches)
        while any(known < len(self.places[part]) for part, known in enumerate(done)):
            for part, known in enumerate(done):
                for place in range(known, len(self.places[part])):
                    self._learn_place(part, place)
                    done[part] += 1
        for event in self._events(self.around):
            self._learn_around(event)
        self.finishing = {
            (each.part, each.place, each.event)
            for each in self.learnt
            if each.part is not None
            and each.there is not None
            and self._finished(each.part, self.places[each.part][each.there])
        }
        for part, place, event in sorted(self.finishing):
            self._learn_last(part, place, event)
        if any(known < len(self.places[part]) for part, known in enumerate(done)):
            raise NotInParts("the parallel state is begun in several ways")
        self.known = True

    def split(self, active: Active) -> tuple[Active, ...]:
        """The places of the parts in a configuration; places not seen before are noted."""
        found = tuple(active & states for states in self.inside)
        for part, place in enumerate(found):
            if place not in self.places[part]:
                if self.known:
                    raise NotInParts("the parallel state is begun in several ways")
                self.places[part].append(place)
                if len(self.places[part]) > MOST_PLACES:
                    raise NotInParts("a branch has too many places")
        return found

    def shifts(self) -> Iterator[Shift]:
        """All moves with the masks under which they are made."""
        for each in self.learnt:
            finishes = (each.part, each.place, each.event) in self.finishing
            unless = self._all_finished(each.part) if finishes and not each.last else None
            only = tuple(self._cases(each))
            if only:
                yield Shift(each.part, each.place, each.there, each.lands, only, unless, each.edges)

    def _finished(self, part: int, place: Active) -> bool:
        active = self.around | place
        return is_finished(self.chart, self.branches[part], active, active)

    def _all_finished(self, but: int | None) -> Masks:
        """Masks of the places in which all parts but one have finished."""
        return tuple(
            _mask(place for place, active in enumerate(places) if part == but or self._finished(part, active))
            for part, places in enumerate(self.places)
        )

    def _events(self, states: Active) -> Iterator[str]:
        for state in sorted(states):
            yield from self.ways.acts[state]
            yield from (edge.events[0] for edge in self.ways.ahead.clocks[state])

    def _learn_place(self, part: int, place: int) -> None:
        rest = (*self.begin[:part], self.places[part][place], *self.begin[part + 1 :])
        for event in dict.fromkeys(self._events(self.places[part][place])):
            self.learnt += self._rehearsed(event, part, place, rest)

    def _learn_around(self, event: str) -> None:
        for learnt in self._rehearsed(event, None, 0, self.begin):
            self.learnt.append(learnt)

    def _learn_last(self, part: int, place: int, event: str) -> None:
        """What becomes of a move when all other parts have finished before it."""
        ends = [next((p for p in places if self._finished(each, p)), None) for each, places in enumerate(self.places)]
        rest = [self.places[part][place] if each == part else end for each, end in enumerate(ends)]
        if None not in rest:
            whole = tuple(end for end in rest if end is not None)
            self.learnt += self._rehearsed(event, part, place, whole, last=True)

    def _rehearsed(
        self, event: str, part: int | None, place: int, rest: tuple[Active, ...], *, last: bool = False
    ) -> Iterator[_Learnt]:
        """Every way in which a step can go from `rest`, with what was asked on the way."""
        active = self.around.union(*rest)
        for outcome in outcomes(partial(self._react, active, event)):
            if isinstance(outcome.end, Reaction) and outcome.end.microsteps:
                reached = outcome.end.snapshot.active
                asked = tuple(moment for moment in outcome.moments if isinstance(moment, Asked))
                edges = frozenset(edge for microstep in outcome.end.microsteps for edge in microstep.edges)
                left = any(set(self.branches) & set(microstep.exited) for microstep in outcome.end.microsteps)
                there = None
                if left and self.around <= reached:
                    self.split(reached)
                elif not left:
                    there = self._moved(part, rest, reached)
                yield _Learnt(part, place, there, reached if left else None, event, asked, rest, edges, last)

    def _react(self, active: Active, event: str, world: World) -> Reaction:
        return react(self.chart, Snapshot(active), event, world)

    def _moved(self, part: int | None, rest: tuple[Active, ...], reached: Active) -> int | None:
        """The place to which one part has moved, all others staying where they are; None if it was none at all."""
        there = self.split(reached)
        if any(there[each] != rest[each] for each in range(len(rest)) if each != part):
            raise NotInParts("a step moves more than one branch")
        return None if part is None else self.places[part].index(there[part])

    def _cases(self, learnt: _Learnt) -> Iterator[Masks]:
        """The places of the parts, as masks, in which all that was asked gets the answer that it got."""
        kinds = [list(self._kinds(part, learnt)) for part in range(len(self.branches))]
        if prod(map(len, kinds)) > MOST_CASES:
            raise NotInParts("a condition asks about too many branches at once")
        for case in product(*kinds):
            here = tuple(active for active, _ in case)
            if all(self._answer(asked, learnt, here) == asked.answer for asked in learnt.asked):
                yield tuple(mask for _, mask in case)

    def _kinds(self, part: int, learnt: _Learnt) -> Iterator[tuple[Active, int]]:
        """The places of one part, put together where nothing that was asked tells them apart."""
        if part == learnt.part:
            yield learnt.rest[part], 1 << learnt.place
            return
        asked = frozenset(state for each in learnt.asked for state in each.guard.states)
        kinds: dict[Active, list[int]] = {}
        for place, active in enumerate(self.places[part]):
            if not learnt.last or self._finished(part, active):
                kinds.setdefault(active & asked, []).append(place)
        yield from ((self.places[part][places[0]], sum(1 << place for place in places)) for places in kinds.values())

    def _answer(self, asked: Asked, learnt: _Learnt, here: tuple[Active, ...]) -> bool:
        """What a condition says when the parts that have not moved by then are `here`."""
        active = asked.active
        for part, states in enumerate(self.inside):
            if part != learnt.part and active & states == learnt.rest[part]:
                active = (active - states) | here[part]
        return asked.guard.evaluate((UNSET,) * len(self.chart.slots), active) == 1.0


def _only_parallel(chart: Chart) -> StateId:
    outermost = [
        v.id
        for v in chart.vertices
        if v.kind is Kind.PARALLEL and not any(chart[above].kind is Kind.PARALLEL for above in v.ancestors)
    ]
    if len(outermost) != 1:
        raise NotInParts("there is not just one parallel state")
    return outermost[0]


def _fit_for_parts(chart: Chart, ways: Ways, part_of: dict[StateId, int], around: Active) -> None:
    """Refuse what the tables cannot hold: data, memory, what one part raises for another."""
    if any(loads(program) for program in conditions_of(chart)) or ways.chart.watches:
        raise NotInParts("conditions ask about data")
    if any(isinstance(action, Raise | Send | Choose) for action in actions_of(chart)):
        raise NotInParts("events are raised inside")
    if any(v.remembers or v.starts_if is not None or v.join is not None for v in chart.vertices):
        raise NotInParts("there are histories, conditional branches or joins that do not wait for all")
    if chart.entitlements or any(edge.at is not None and edge.at.datum for edge in chart.edges):
        raise NotInParts("roles or dates decide what can happen")
    for branch in (chart[state] for state in part_of if chart[state].parent in around):
        if branch.edges or branch.kind is Kind.PARALLEL:
            raise NotInParts("a branch can go on after it has finished")
    if any(_waits_for_others(edge, part_of) for edge in chart.edges):
        raise NotInParts("an automatic move waits for another branch")
    if any(len(places) > 1 for places in _owners(chart, part_of, around).values()):
        raise NotInParts("several branches answer the same event")


def _waits_for_others(edge: Edge, part_of: dict[StateId, int]) -> bool:
    """Whether an automatic move of one part asks where another is: it would move together with that."""
    place = part_of.get(edge.source)
    asked = edge.guard.states if edge.guard is not None and edge.trigger is Trigger.ALWAYS else ()
    return place is not None and any(part_of.get(state) != place for state in asked)


def _owners(chart: Chart, part_of: dict[StateId, int], around: Active) -> dict[str, set[int]]:
    """The parts that give or answer each event, with -1 for what is around them."""
    owners: dict[str, set[int]] = {}
    for vertex in chart.vertices:
        place = part_of.get(vertex.id, -1)
        if place != -1 or vertex.id in around:
            owners.setdefault(f"done.{vertex.name}", set()).add(place)
            for edge in vertex.edges:
                for event in edge.events:
                    owners.setdefault(event, set()).add(place)
    return owners


def _mask(places: Iterable[int]) -> int:
    return sum(1 << place for place in places)
