"""Walks that together show what they are wanted to: found by search, lived through, and as few as is easily had.

A tour goes from the beginning to the nearest goal that no tour has met, from there to the next, and when none is left
ahead, to an end. So the data that conditions ask about are settled on the way and never guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property, partial
from itertools import chain, islice
from random import Random
from typing import Final, Literal

from prosessi.chart.case import next_due
from prosessi.chart.chart import Chart
from prosessi.chart.deadlines import DeadlineState
from prosessi.chart.explore import Graph, explore
from prosessi.chart.situation import Case
from prosessi.verify.walks.alike import can_lack
from prosessi.verify.walks.choices import Choices
from prosessi.verify.walks.goals import Cover, Goal, Goals, due_pauses
from prosessi.verify.walks.nearness import CLOCKS, nearness
from prosessi.verify.walks.search import MOST, Aim, Stop, run_out, seek, seek_all
from prosessi.verify.walks.tale import Beat, Deed, Pause, Tale, opened, told

FIRST_DAY: Final = date(2026, 1, 5)
"""The Monday of the first week in which a case of a walk may begin."""

MOST_NODES: Final = 20_000
"""So large a graph is looked at to say that something cannot be."""

LONG: Final = 2_000
"""So many situations are looked at where a deadline is to be brought to run."""

BEGINNINGS: Final = 40
"""So many ways of starting a deadline are tried, to find one from which it can be met."""

A_YEAR: Final = 366

Verdict = Literal["impossible", "unknown"]


@dataclass(frozen=True, slots=True)
class Tour:
    """A tale, its beats, and the goals it is there for."""

    tale: Tale
    beats: tuple[Beat, ...]
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Tours, and the goals that none of them meets, each with what is known of it."""

    tours: tuple[Tour, ...]
    wanted: tuple[Goal, ...]
    left: tuple[tuple[Goal, Verdict], ...]


def plan(chart: Chart, cover: Cover = "transitions", *, seed: int = 1, roles: bool = False) -> Plan:
    """Tours that meet all goals of a cover that can be met. The same seed gives the same tours."""
    planner = Planner(chart, seed)
    wanted = planner.goals.of(cover)
    if roles:
        wanted = tuple(dict.fromkeys((*wanted, *planner.goals.roles())))
    tours = planner.tours(wanted)
    met = frozenset[Goal]().union(*(planner.met(tour.beats) for tour in tours))
    left = tuple((goal, planner.verdict(goal)) for goal in wanted if goal not in met)
    return Plan(fewest(tours, wanted), wanted, left)


def fewest(tours: Iterable[Tour], wanted: Iterable[Goal]) -> tuple[Tour, ...]:
    """As few of the tours as greedily found, meeting the same goals; each keeps those that it is there for."""
    left, waiting, chosen = set(wanted), list(tours), list[Tour]()
    while waiting:
        best = max(waiting, key=lambda tour: len(left.intersection(tour.goals)))
        gained = tuple(goal for goal in best.goals if goal in left)
        if not gained:
            break
        chosen.append(replace(best, goals=gained))
        waiting.remove(best)
        left.difference_update(gained)
    return tuple(chosen)


@dataclass(slots=True, eq=False)
class Planner:
    """What is needed to plan tours through one chart."""

    chart: Chart
    seed: int
    choices: Choices = field(init=False)
    goals: Goals = field(init=False)
    roots: tuple[Stop, ...] = field(init=False)
    proof: _Proof = field(init=False)
    _runs: dict[int, tuple[Stop | None, tuple[Deed, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chance = Random(self.seed)  # noqa: S311  # no secret: the same seed gives the same walks
        self.choices = Choices(self.chart)
        self.goals = Goals(self.choices)
        self.roots = tuple(roots(self.choices, FIRST_DAY + timedelta(weeks=chance.randrange(52))))
        self.proof = _Proof(self.chart)

    def tours(self, wanted: Collection[Goal]) -> list[Tour]:
        """Tours until nothing more is met."""
        left = dict.fromkeys(goal for goal in wanted if goal[0] != "day")
        found: list[Tour] = []
        while left:
            stop = self._tour(left) or self._tour(self._one_of(left))
            if stop is not None:
                found.append(self._told(stop.tale, wanted))
                for goal in found[-1].goals:
                    left.pop(goal, None)
        days = [goal for goal in wanted if goal[0] == "day"]
        missing = dict.fromkeys(goal for goal in days if not any(goal in tour.goals for tour in found))
        return [*found, *(self._told(tale, wanted) for tale in self._at_deadlines(missing))]

    def _one_of(self, left: dict[Goal, None]) -> dict[Goal, None]:
        """The first goal left, taken out: alone it is sought where a hopeless one near by does not draw all looks."""
        goal = next(iter(left), None)
        return {} if goal is None else {goal: left.pop(goal)}

    def met(self, beats: Iterable[Beat]) -> frozenset[Goal]:
        """The goals that some beats meet."""
        return frozenset(goal for beat in beats for goal in self.goals.met(beat))

    def verdict(self, goal: Goal) -> Verdict:
        """What is known of a goal that no tour meets."""
        return "impossible" if self.proof.excludes(goal, self.choices) else "unknown"

    def aim(self, left: Collection[Goal]) -> Aim:
        """The search for whichever of some goals is nearest."""
        edges = tuple(dict.fromkeys(edge for goal in left for edge in self.goals.focus.get(goal, ())))
        return Aim(
            hits=lambda beat: any(goal in left for goal in self.goals.met(beat)),
            near=lambda case: nearness(self.chart, case.snapshot, CLOCKS).nearest(edges) if edges else 0.0,
            probes=lambda case: self.goals.probes(case, left),
            everyone=any(goal[0] == "role" for goal in left),
        )

    def _tour(self, left: dict[Goal, None]) -> Stop | None:
        """One tour, its goals taken from those left; None if none of them can be found from the beginning."""
        for root in self.roots:
            for goal in self.goals.met(root.beat):
                left.pop(goal, None)
        stop = seek(self.choices, self.roots, self.aim(left)) if left else None
        if stop is None:
            return None
        here: Stop | None = stop
        while here is not None:
            stop = here
            for goal in self.goals.met(stop.beat):
                left.pop(goal, None)
            here = seek(self.choices, [stop], self.aim(left)) if left else None
        end = run_out(self.choices, stop)
        for beat in end.beats:
            for goal in self.goals.met(beat):
                left.pop(goal, None)
        return end

    def _told(self, tale: Tale, wanted: Collection[Goal]) -> Tour:
        beats = told(self.chart, tale)
        met = self.met(beats)
        return Tour(tale, beats, tuple(goal for goal in wanted if goal in met))

    def _at_deadlines(self, left: dict[Goal, None]) -> Iterator[Tale]:
        for index in range(len(self.chart.watches)):
            for which in ("last", "before", "after", "holiday"):
                goal = ("day", index, which)
                tale = self._at_deadline(index, which) if goal in left else None
                if tale is not None:
                    for met in self.met(told(self.chart, tale)):
                        left.pop(met, None)
                    yield tale

    def _at_deadline(self, index: int, which: str) -> Tale | None:
        for tale in self.around(index, which):
            days = range(A_YEAR) if which == "holiday" else range(1)
            for later in days:
                moved = tale.later(later)
                if ("day", index, which) in self.met(told(self.chart, moved)):
                    return moved
        return None

    def around(self, index: int, which: str) -> Iterator[Tale]:
        """Tales that run a deadline up to a day near its last, in different ways."""
        running, deeds = self._run(index)
        if running is None:
            return
        state = running.case.deadlines[index]
        if which == "after":
            for at in range(len(deeds), -1, -1):
                if state.expires is not None:
                    yield self._ended(running, [*deeds[:at], Pause(state.expires), *deeds[at:]])
            return
        for _, pause in sorted(due_pauses(state), key=lambda pause: pause[0] != which):
            for at in range(len(deeds) - 1, -1, -1):
                yield self._ended(running, [*deeds[:at], pause, *deeds[at:]])

    def _run(self, index: int) -> tuple[Stop | None, tuple[Deed, ...]]:
        """A case in which a deadline runs, and the deeds that then meet it in time; none if they are not found."""
        known = self._runs.get(index)
        if known is None:
            known = self._runs[index] = self._run_anew(index)
        return known

    def _run_anew(self, index: int) -> tuple[Stop | None, tuple[Deed, ...]]:
        first: Stop | None = None
        for stop in self._running(index):
            first = first or stop
            met = self._meeting(stop, index)
            if met is not None:
                return stop, met.tale.deeds[stop.depth :]
        return first, ()

    def _ended(self, stop: Stop, deeds: Iterable[Deed]) -> Tale:
        """A tale that goes on from a stop by some deeds and then to an end."""
        tale = Tale(stop.tale.start, stop.known, (*stop.tale.deeds, *deeds))
        return self.finished(tale)

    def finished(self, tale: Tale) -> Tale:
        """A tale brought to an end."""
        beats = told(self.chart, tale)
        last: Stop | None = None
        for beat in beats:
            last = Stop(tale.known, beat) if last is None else last.on(beat)
        return tale if last is None else replace(run_out(self.choices, last).tale, looks=tale.looks)

    def _running(self, index: int) -> Iterator[Stop]:
        """Cases in which a deadline runs, first those in which it is the next to happen by itself."""
        for first in (True, False):
            aim = Aim(
                partial(self._begins, index, first),
                lambda case: self.near_running(case, index),
                watches=(index,),
            )
            begun = [root for root in self.roots if _runs(self.chart, root.case, index, first=first)]
            found = seek_all(self.choices, self.roots, aim, most=MOST if begun else LONG)
            yield from islice(chain(begun, found), BEGINNINGS)

    def _begins(self, index: int, first: bool, beat: Beat) -> bool:  # noqa: FBT001  # bound, not called
        return _runs(self.chart, beat.after, index, first=first)

    def _meeting(self, running: Stop, index: int) -> Stop | None:
        marks = self.chart.watches[index].met_by
        aim = Aim(
            lambda beat: beat.after.deadlines[index].status == "met",
            lambda case: self._near(case, marks.enter | marks.exit, marks.events, clocks=False),
            watches=(index,),
            waiting=False,
        )
        return seek(self.choices, [running], aim)

    def near_running(self, case: Case, index: int) -> float:
        """How far a case is from a deadline that runs: from its start, and then from what its condition asks about."""
        watch = self.chart.watches[index]
        asked = {slot.name for slot in watch.dates} | (watch.condition.reads if watch.condition else frozenset())
        deciding = [name for name, event in self.chart.process.events.items() if asked & {*event.decides}]
        later = self._near(case, (), deciding) if deciding else 0.0
        if case.deadlines[index].started is not None:
            return later
        return self._near(case, watch.starts.enter | watch.starts.exit, watch.starts.events) + 1.0

    def _near(self, case: Case, states: Collection[int], events: Collection[str], *, clocks: bool = True) -> float:
        near = nearness(self.chart, case.snapshot, clocks)
        edges = [edge.id for edge in self.chart.edges if set(edge.events) & set(events)]
        return min([near.nearest(edges), *(near.states[state] for state in states)])


def _runs(chart: Chart, case: Case, index: int, *, first: bool) -> bool:
    """Whether a deadline runs, and if asked for, ends before anything else happens by itself."""
    state = case.deadlines[index]
    if state.status != "running" or state.expires is None:
        return False
    due = next_due(chart, _without(chart, case, index))
    return not first or due is None or state.expires <= due


def _without(chart: Chart, case: Case, index: int) -> Case:
    """The case as if only the deadlines that raise an event were running, and this one not."""
    kept = (
        state if watch.deadline.breach and number != index else DeadlineState(state.name)
        for number, (watch, state) in enumerate(zip(chart.watches, case.deadlines, strict=True))
    )
    return case._replace(deadlines=tuple(kept))


def roots(choices: Choices, start: date) -> Iterator[Stop]:
    """The beginnings that a case can have on one day."""
    for known in choices.openings(start):
        beat = opened(choices.chart, start, known)
        if beat is not None:
            yield Stop(known, beat)


@dataclass(eq=False)
class _Proof:
    """What the graph says cannot be."""

    chart: Chart

    @cached_property
    def graph(self) -> Graph:
        return explore(self.chart, most=MOST_NODES)

    @cached_property
    def every_order(self) -> Graph:
        """The same with branches of parallel states in every order."""
        return explore(self.chart, most=MOST_NODES, full=True)

    def excludes(self, goal: Goal, choices: Choices) -> bool:
        graph = self.graph
        if not (graph.complete and graph.exact):
            return False
        moves = [move for moves in graph.moves for move in moves]
        match goal:
            case ("state", str(name)):
                state = self.chart.ids[name]
                return not any(state in step.entered for move in moves for step in move.microsteps)
            case ("transition", int(edge)):
                return not any(edge in step.edges for move in moves for step in move.microsteps)
            case ("value", ("edge", int(edge)), int(slot), float(value)):
                return not any(self._can_be(choices, node, edge, slot, value) for node in range(len(graph.nodes)))
            case ("refused", str(event), "missing_document", str(paper)):
                return self.every_order.complete and not can_lack(self.every_order, event, paper)
        return False

    def _can_be(self, choices: Choices, node: int, edge: int, slot: int, value: float) -> bool:
        where, written = self.graph.nodes[node], self.chart.edges[edge]
        if written.source not in where.snapshot.active:
            return any(written.source in step.entered for move in self.graph.moves[node] for step in move.microsteps)
        decided = {slot.index for event in written.events for slot in choices.decides.get(event, ())}
        kept = where.data[slot]
        return slot in decided or kept != kept or kept == choices.cells[slot].representative(value)  # noqa: PLR0124
