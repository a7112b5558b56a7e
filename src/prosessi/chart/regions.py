"""Branches that go their own way, so that it does not matter in which order they go.

A unit is a branch of a parallel state, or several that have to do with one another, of which everything else is
independent: nobody else answers its events, nobody asks where it is or what it does to the data, and it asks about
nothing that others change meanwhile. All that can happen to it from outside is that it is left as a whole, and then
either forgotten or, by a deep history, set aside and taken up again just as it was.

So the moves of a unit can be put off until those of another have come to an end, without losing a state, a move or a
place where the case is stuck: any way of the case can be told again with the moves of its units in another order.
That is the idea of ample and stubborn sets (Valmari, Peled), with the difference that leaving the parallel state takes
away what was put off instead of waiting for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from prosessi.chart.ahead import span
from prosessi.chart.cells import loads
from prosessi.chart.chart import ROOT, Assign, Chart, Edge, Kind, StateId, Trigger, unfolded
from prosessi.chart.uses import Thing, Use, programs_in, uses_of
from prosessi.expressions.program import Program

HERE = 0
"""The place of what can happen beside the branches of a parallel state: in what is around it and beside that."""

ELSEWHERE = -1
"""The place of what cannot happen while the parallel state is active."""


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A part of the chart that goes its own way; the first one is the whole chart.

    `above` is the unit that it is directly part of, `slots` and `histories` with the active ones of its `states` all
    that its moves rest on. `circular` says that it may come back to where it was.
    """

    number: int
    parallel: StateId
    branches: frozenset[StateId]
    states: frozenset[StateId]
    above: int
    slots: tuple[int, ...]
    histories: frozenset[StateId]
    circular: bool
    programs: frozenset[Program]


@dataclass(frozen=True, slots=True, eq=False)
class Regions:
    """The units of a chart, outer before inner, and the innermost unit of each state.

    For each unit `own` are the states that belong to no unit in it, and `below` the units directly in it.
    """

    units: tuple[Unit, ...]
    of: tuple[int, ...]
    own: tuple[frozenset[StateId], ...]
    below: tuple[tuple[Unit, ...], ...]


def regions_of(chart: Chart, *, whole: Collection[StateId] = ()) -> Regions:
    """The units of a chart, where the parallel states `whole` have none."""
    uses = uses_of(chart)
    units = [_unit(chart, 0, ROOT, frozenset({ROOT}), 0)]
    of = [0] * len(chart.vertices)
    for vertex in chart.vertices:
        if vertex.kind is not Kind.PARALLEL or vertex.id in whole:
            continue
        for branches in _Parting(chart, vertex.id, uses).independent():
            unit = _unit(chart, len(units), vertex.id, branches, of[vertex.id])
            units.append(unit)
            for state in unit.states:
                of[state] = unit.number
    own = tuple(frozenset(state for state in unit.states if of[state] == unit.number) for unit in units)
    below = tuple(tuple(unit for unit in units[1:] if unit.above == each.number) for each in units)
    return Regions(tuple(units), tuple(of), own, below)


class _Parting:
    """The branches of one parallel state, put together as far as they have to do with one another."""

    def __init__(self, chart: Chart, parallel: StateId, uses: dict[Thing, list[Use]]) -> None:
        self.chart = chart
        self.parallel = parallel
        self.around = frozenset({parallel, *chart[parallel].ancestors})
        self.branches = tuple(child for child in chart[parallel].children if not chart[child].remembers)
        self.group = {place: place for place in (HERE, *self.branches)}
        self.place = tuple(self._place(vertex.id) for vertex in chart.vertices)
        self.left = any(self._leaves(edge) for edge in chart.edges)
        self.set_aside = self.left and any(
            vertex.kind is Kind.DEEP_HISTORY and vertex.parent in self.around for vertex in chart.vertices
        )
        self._by_shape()
        for thing, users in uses.items():
            self._by_use(thing, users)

    def independent(self) -> Iterator[frozenset[StateId]]:
        """The branches that everything else is independent of, in groups."""
        groups: dict[int, set[StateId]] = {}
        for branch in self.branches:
            groups.setdefault(self._of(branch), set()).add(branch)
        here = self._of(HERE)
        yield from (frozenset(group) for key, group in groups.items() if key != here)

    def _place(self, state: StateId) -> int:
        """In which branch a state is, or else whether it can be active along with the parallel state."""
        above = (state, *self.chart[state].ancestors)
        branch = next((each for each in above if each in self.branches), None)
        if branch is not None:
            return branch
        common = next(each for each in above if each in self.around)
        together = common == state or self.chart[common].kind is Kind.PARALLEL
        return HERE if together else ELSEWHERE

    def _leaves(self, edge: Edge) -> bool:
        """Whether a move leaves the parallel state in the middle of things, or begins its branches anew."""
        if edge.source == self.parallel and edge.trigger is Trigger.DONE and f"done.{self._name}" in edge.events:
            return False
        return self.place[edge.source] != ELSEWHERE and span(self.chart, edge) in self.around

    @property
    def _name(self) -> str:
        return self.chart[self.parallel].name

    def _by_shape(self) -> None:
        """A branch that leaves the parallel state, or by whose end others are cut short, is nothing by itself."""
        vertex = self.chart[self.parallel]
        for branch in self.branches:
            inside = [v for v in self.chart.vertices if _within(self.chart, v.id, branch)]
            moves_out = any(self._leaves(edge) for v in inside for edge in v.edges)
            strays = any(self.place[first] != branch for v in inside for first in v.initial)
            keeps = self.left and any(v.remembers for v in inside)
            loud = _can_finish(self.chart, branch) and (vertex.join is not None or not _quiet(self.chart, branch))
            if moves_out or strays or keeps or loud:
                self._join(branch, HERE)

    def _by_use(self, thing: Thing, users: list[Use]) -> None:
        kind, key = thing
        if kind == "event":
            self._join(*self._places_of_event(users))
        elif kind == "datum":
            self._by_datum(users)
        elif kind == "state":
            if key not in self.around:
                self._join(*(max(self._at(user), HERE) for user in users))
        elif kind == "paper":
            self._by_paper(users)
        else:
            watched = {self._at(user) for user in users} - {ELSEWHERE}
            self._join(*(watched if kind == "alarm" else watched - {HERE}))

    def _places_of_event(self, users: list[Use]) -> set[int]:
        places = {self._at(user) for user in users if user.answers} - {ELSEWHERE}
        if places:
            places |= {max(self._at(user), HERE) for user in users if not user.answers}
        return places

    def _by_datum(self, users: list[Use]) -> None:
        """What is changed in one place and asked in another; or changed, left behind, and asked again."""
        told = {self._at(user) for user in users if user.tells}
        asked = {self._at(user) for user in users if not user.tells}
        if not asked:
            return
        if told - {ELSEWHERE}:
            self._join(*((told | asked) - {ELSEWHERE}))
        if self.left:
            self._join(HERE, *(told - {ELSEWHERE}))
        if self.set_aside and ELSEWHERE in told:
            self._join(HERE, *(asked - {ELSEWHERE}))

    def _by_paper(self, users: list[Use]) -> None:
        """Who makes a paper and who needs it in another branch: then the order matters to whoever checks that."""
        made = {self._at(user) for user in users if user.tells} - {HERE, ELSEWHERE}
        needed = {self._at(user) for user in users if not user.tells} - {HERE, ELSEWHERE}
        if made and needed:
            self._join(*made, *needed)

    def _at(self, user: Use) -> int:
        return ELSEWHERE if user.entering and user.owner == self.parallel else self.place[user.owner]

    def _of(self, place: int) -> int:
        while self.group[place] != place:
            place = self.group[place]
        return place

    def _join(self, *places: int) -> None:
        roots = [self._of(place) for place in places]
        for root in roots:
            self.group[root] = min(roots)


def _unit(chart: Chart, number: int, parallel: StateId, branches: frozenset[StateId], above: int) -> Unit:
    states = frozenset(v.id for v in chart.vertices if branches & {v.id, *v.ancestors})
    ruling = (e.condition for e in chart.entitlements if e.condition is not None and e.states & states)
    programs = frozenset((*programs_in(chart, states), *ruling))
    assigned = {
        action.slot
        for state in states
        for action in unfolded((*chart[state].entry, *chart[state].exit, *chart[state].begin))
        if isinstance(action, Assign)
    }
    return Unit(
        number,
        parallel,
        branches,
        states,
        above,
        tuple(sorted(assigned.union(*map(loads, programs), *(_of_edges(chart, state) for state in states)))),
        frozenset(state for state in states if chart[state].remembers),
        _circular(chart, states),
        programs,
    )


def _of_edges(chart: Chart, state: StateId) -> set[int]:
    """The data that the edges of a state settle, change or wait for."""
    slots = {slot.name: slot.index for slot in chart.slots}
    found: set[int] = set()
    for edge in chart[state].edges:
        found |= _settled(chart, edge)
        if edge.at is not None and edge.at.datum:
            found.add(slots[edge.at.datum])
    return found


def _settled(chart: Chart, edge: Edge) -> set[int]:
    """The data that a move changes, or the act that sets it off decides."""
    acts = (chart.process.events[event] for event in edge.events if event in chart.process.events)
    decided = {name for act in acts for name in act.decides}
    assigned = {action.slot for action in unfolded(edge.actions) if isinstance(action, Assign)}
    return assigned | {slot.index for slot in chart.slots if slot.name in decided}


def _circular(chart: Chart, states: frozenset[StateId]) -> bool:
    """Whether moves within `states` can lead round, judged by the shape of the chart."""
    onward: dict[StateId, set[StateId]] = {state: set() for state in states}
    for state in states:
        for edge in chart[state].edges:
            if not edge.targets and _settled(chart, edge):
                return True
            reached = {s for s in states for target in edge.targets if _within(chart, s, target)}
            reached |= {
                s
                for t in edge.targets
                if chart[t].remembers
                for s in states
                if _within(chart, s, chart[t].ancestors[0])
            }
            for source in states:
                if _within(chart, source, state):
                    onward[source] |= reached
    return any(state in _reached(onward, state) for state in states)


def _reached(onward: dict[StateId, set[StateId]], state: StateId) -> set[StateId]:
    seen: set[StateId] = set()
    waiting = [state]
    while waiting:
        for following in onward[waiting.pop()] - seen:
            seen.add(following)
            waiting.append(following)
    return seen


def _can_finish(chart: Chart, branch: StateId) -> bool:
    vertex = chart[branch]
    inner = any(chart[child].kind is Kind.FINAL for child in vertex.children)
    return inner or vertex.kind in {Kind.FINAL, Kind.PARALLEL}


def _quiet(chart: Chart, branch: StateId) -> bool:
    """Whether nothing moves in a branch any more once it has finished."""
    vertex = chart[branch]
    if vertex.edges:
        return False
    if vertex.kind is not Kind.PARALLEL:
        return True
    return vertex.join is None and all(_quiet(chart, c) for c in vertex.children if not chart[c].remembers)


def _within(chart: Chart, state: StateId, above: StateId) -> bool:
    return state == above or above in chart[state].ancestors
