"""A case in which everybody keeps their own limits, and a deadline is missed all the same: lived through day by day.

The way that takes longest is followed by the machine itself: each act is done on the last day that its limit allows,
by somebody who may do it, with its papers, and with data that lead the right way. Where no such data are found, there
is no case and nothing is claimed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice, product
from typing import NamedTuple

from prosessi.chart.case import active_names, advance, begin, next_due, send
from prosessi.chart.cells import cells_of
from prosessi.chart.chart import Chart, Edge, Slot, StateId, Trigger
from prosessi.chart.deadlines import DeadlineState
from prosessi.chart.memory import remembered
from prosessi.chart.names import datum_name, deadline_name, event_name, role_name, state_name, value_words
from prosessi.chart.situation import Case, Refused, Step
from prosessi.chart.whereabouts import answering, is_finished
from prosessi.errors import ProsessiError
from prosessi.expressions.program import decode
from prosessi.findings import Example
from prosessi.messages import Message, say, say_many
from prosessi.verify.limits.hops import Hops, hops_of
from prosessi.verify.limits.story import Leg, Story

MOST_TRIES = 4_000
"""So many acts are tried before the search for a case is given up."""
MOST_VALUES = 64
"""So many combinations of the data that one act settles are tried."""

_BY_ITSELF = frozenset({Trigger.AFTER, Trigger.AT, Trigger.ALWAYS, Trigger.DONE})
_LATE = frozenset({"breached", "met_late"})


def late_case(chart: Chart, deadline: str, story: Story) -> Example | None:
    """The case of a story in which a deadline is missed; None if none is found."""
    place = next(number for number, watch in enumerate(chart.watches) if watch.name == deadline)
    search = _Search(chart, place, story, hops_of(chart, "kept"))
    return next(search.examples(), None)


class _Trail(NamedTuple):
    """A case and how it came about: the steps of the walk, what is told of them, and the edges taken."""

    case: Case
    steps: tuple[Mapping[str, object], ...] = ()
    told: tuple[Message, ...] = ()
    edges: tuple[int, ...] = ()


@dataclass(slots=True)
class _Search:
    chart: Chart
    place: int
    story: Story
    hops: Hops
    tries: int = field(default=0)

    def examples(self) -> Iterator[Example]:
        """The cases that go the way of the story, each of them late when it ends."""
        for known in self._openings():
            for trail in self._started(known):
                for lived in self._follow(trail, self.story.legs):
                    yield self._example(known, lived)
            if self.tries > MOST_TRIES:
                return

    def _openings(self) -> Iterator[dict[str, object]]:
        """What may be known when the case begins: nothing, or values of what nobody settles later."""
        decided = {name for event in self.chart.process.events.values() for name in event.decides}
        free = [slot for slot in self.chart.slots if slot.name not in decided and slot.default is None]
        values = [self._values(slot, self.story.begins) for slot in free]
        for point in islice(product(*values), MOST_VALUES):
            yield {slot.name: value for slot, value in zip(free, point, strict=True) if value is not None}

    def _values(self, slot: Slot, today: date) -> list[object]:
        watch = self.chart.watches[self.place]
        if slot.name == watch.deadline.from_:
            return [self.story.begins]
        values: list[object] = [decode(slot.type, value) for value in _representatives(self.chart)[slot.index]]
        return [*values, *([today] if slot.type.kind == "date" else []), None]

    def _started(self, known: Mapping[str, object]) -> Iterator[_Trail]:
        """The cases in which the deadline starts on the day of the story, by the hop of the story."""
        day = self.story.begins
        for _ in range(4):
            trail = self._soonest_started(known, day)
            if trail is None:
                return
            started = trail.case.deadlines[self.place].started
            if started is None or started.date() == self.story.begins:
                yield trail
                return
            day -= started.date() - self.story.begins

    def _soonest_started(self, known: Mapping[str, object], day: date) -> _Trail | None:
        try:
            taken = begin(self.chart, known, at=datetime.combine(day, time.min))
        except (ProsessiError, OverflowError):
            return None
        words = say("{day}: the case begins → {states}", day=day, states=self._states(taken.case))
        first = _Trail(taken.case, (), (words,), _edges(taken.steps))
        return self._search([first], self._has_started, [*self.chart.process.events])

    def _has_started(self, trail: _Trail) -> bool:
        if trail.case.deadlines[self.place].started is None:
            return False
        start = self.story.start
        return start is None or start.edge is None or start.edge.id in trail.edges

    def _search(
        self, begun: list[_Trail], goal: Callable[[_Trail], bool], events: Collection[str], *, waits: bool = True
    ) -> _Trail | None:
        """The soonest way to a goal, by acts on the same day; time passes only where no act leads on."""
        seen = set[object]()
        acting, waiting = deque(begun), deque[_Trail]()
        while (acting or waiting) and self.tries < MOST_TRIES:
            trail = acting.popleft() if acting else self._rung(waiting.popleft())
            key = (trail.case.snapshot, trail.case.data, trail.case.deadlines[self.place].status)
            if key in seen:
                continue
            if goal(trail):
                return trail
            seen.add(key)
            acting += [acted for event in events for acted in self._acts(trail, event)]
            if waits and next_due(self.chart, trail.case) is not None:
                waiting.append(trail)
        return None

    def _follow(self, trail: _Trail, legs: tuple[Leg, ...]) -> Iterator[_Trail]:
        """Go on along the legs, up to the day after the last day of the deadline."""
        ready = self._finish_beside(trail, legs[0]) if legs else trail
        if not legs or legs[0].leaves > self.story.due:
            late = self._wait(ready, self.story.due + timedelta(days=1))
            if late is not None and self._only_this_is_late(late.case):
                yield late
            return
        waited = self._wait(ready, legs[0].leaves) if legs[0].leaves > ready.case.now.date() else ready
        out = legs[0].out
        if waited is None or self.tries > MOST_TRIES:
            return
        if out is None or out.edge is None or out.edge.trigger in _BY_ITSELF:
            yield from self._follow(waited, legs[1:])
            return
        for acted in self._acts_by(waited, out.edge):
            yield from self._follow(self._on_the_last_day(acted, legs[0]), legs[1:])

    def _on_the_last_day(self, trail: _Trail, leg: Leg) -> _Trail:
        """The trail, its last act told as that of the last day of a limit."""
        if leg.limit is None or leg.limit.watch is None:
            return trail
        name = deadline_name(self.chart, leg.limit.watch.name)
        line = say("{line} (the last day of “{name}”)", line=trail.told[-1], name=name)
        return trail._replace(told=(*trail.told[:-1], line))

    def _acts_by(self, trail: _Trail, edge: Edge) -> Iterator[_Trail]:
        for event in edge.events:
            for acted in self._acts(trail, event):
                if edge.id in acted.edges[len(trail.edges) :]:
                    yield acted

    def _acts(self, trail: _Trail, event: str) -> Iterator[_Trail]:
        """The case after an act, for each choice of what it settles that makes a difference."""
        declared = self.chart.process.events.get(event)
        case = trail.case
        if declared is None or case.ended is not None or not answering(self.chart, case.snapshot.active, event):
            return
        papers = tuple(need for need in declared.needs if need not in case.documents)
        slots = [slot for slot in self.chart.slots if slot.name in declared.decides]
        for point in islice(product(*(self._values(slot, case.now.date()) for slot in slots)), MOST_VALUES):
            decided = {slot.name: value for slot, value in zip(slots, point, strict=True) if value is not None}
            for role in declared.by or (None,):
                self.tries += 1
                taken = send(self.chart, case, event, by=role, papers=papers, decided=decided)
                if not isinstance(taken, Refused):
                    yield self._after(trail, taken.case, taken.steps, _act(event, role, papers, decided))
                    break

    def _after(self, trail: _Trail, case: Case, steps: tuple[Step, ...], act: Mapping[str, object]) -> _Trail:
        """The trail after an act; the waiting just before it becomes part of the same step."""
        before = trail.steps
        if before and before[-1].keys() == {"on_date"}:
            before, act = before[:-1], {**before[-1], **act}
        states, deed = self._states(case), self._deed(act)
        words = say("{day}: {act} → {states}", day=case.now.date(), act=deed, states=states)
        if isinstance(role := act.get("by"), str):
            who = role_name(self.chart, role)
            words = say("{day}: {role}: {act} → {states}", day=case.now.date(), role=who, act=deed, states=states)
        return _Trail(case, (*before, act), (*trail.told, words), (*trail.edges, *_edges(steps)))

    def _deed(self, act: Mapping[str, object]) -> Message:
        """What was done, with the values that were settled in it."""
        deed = say("{act}", act=event_name(self.chart, str(act["do"])))
        values = act.get("set")
        if not isinstance(values, Mapping):
            return deed
        told = [
            say("{name} = {value}", name=datum_name(self.chart, name), value=value_words(self.chart, name, value))
            for name, value in values.items()
        ]
        return say("{deed} ({values})", deed=deed, values=told)

    def _wait(self, trail: _Trail, day: date) -> _Trail | None:
        """The case on the morning of a day, with what happened by itself until then."""
        until = datetime.combine(day, time.min)
        if until < trail.case.now:
            return None
        advanced = advance(self.chart, trail.case, until)
        told = tuple(
            say("{day}: the time is up → {states}", day=step.at.date(), states=self._states(advanced.case))
            for step in advanced.steps[-1:]
        )
        edges = (*trail.edges, *_edges(advanced.steps))
        return _Trail(advanced.case, (*trail.steps, {"on_date": day}), (*trail.told, *told), edges)

    def _rung(self, trail: _Trail) -> _Trail:
        """The case when the next clock has rung; on the morning after, for one that rings during a day."""
        due = next_due(self.chart, trail.case)
        day = trail.case.now.date() if due is None else due.date() + timedelta(days=int(due.time() != time.min))
        return self._wait(trail, day) or trail

    def _finish_beside(self, trail: _Trail, leg: Leg) -> _Trail:
        """Finish at once what stands in the branches beside: the way waits for it, and it has limits of its own."""
        if leg.out is not None:
            for parallel, branch in self.hops.branches_around(leg.out.source):
                trail = self._finish_others(trail, parallel, branch)
        return trail

    def _finish_others(self, trail: _Trail, parallel: StateId, mine: StateId) -> _Trail:
        others = [branch for branch in self.chart[parallel].children if branch != mine]
        join = self.chart[parallel].join
        for branch in others if join is None else others[: join - 1]:
            events = [
                event
                for edge in self.chart.edges
                if self.hops.inside(edge.source, branch)
                for event in edge.events
                if event in self.chart.process.events
            ]
            rest = trail.case.snapshot.active - set(self._inside(branch))
            goal = partial(self._finished, branch=branch, rest=rest)
            trail = self._search([trail], goal, dict.fromkeys(events), waits=False) or trail
        return trail

    def _finished(self, trail: _Trail, branch: StateId, rest: frozenset[StateId]) -> bool:
        active = trail.case.snapshot.active
        return rest <= active and (branch not in active or is_finished(self.chart, branch, active, active))

    def _inside(self, branch: StateId) -> Iterator[StateId]:
        return (vertex.id for vertex in self.chart.vertices if self.hops.inside(vertex.id, branch))

    def _only_this_is_late(self, case: Case) -> bool:
        late = [state.name for state in case.deadlines if _is_late(state)]
        this = case.deadlines[self.place]
        return late == [this.name] and this.started is not None and this.started.date() == self.story.begins

    def _example(self, known: Mapping[str, object], trail: _Trail) -> Example:
        name = deadline_name(self.chart, self.chart.watches[self.place].name)
        begun = trail.case.now.date() if not trail.steps else self._first_day(trail)
        ending = (
            say("{day}: the last day of “{name}”", day=self.story.due, name=name),
            say_many(
                "{day}: at the latest now it is met, {n} day late",
                "{day}: at the latest now it is met, {n} days late",
                self.story.days_late,
                day=self.story.last,
            ),
        )
        active = active_names(self.chart, trail.case)
        return Example((*trail.told, *ending), begun, dict(known), (), trail.steps, active, trail.edges)

    def _first_day(self, trail: _Trail) -> date:
        day = trail.told[0].facts["day"]
        return day if isinstance(day, date) else self.story.begins

    def _states(self, case: Case) -> list[object]:
        return [state_name(self.chart, name) for name in active_names(self.chart, case)]


@remembered
def _representatives(chart: Chart) -> tuple[tuple[float, ...], ...]:
    """For each slot the values between which conditions tell a difference."""
    programs = [edge.guard for edge in chart.edges] + [vertex.starts_if for vertex in chart.vertices]
    programs += [watch.condition for watch in chart.watches] + [rule.condition for rule in chart.entitlements]
    cells = cells_of([program for program in programs if program is not None], chart.slots)
    return tuple(cell.values for cell in cells)


def _is_late(state: DeadlineState) -> bool:
    return state.status in _LATE


def _act(event: str, role: str | None, papers: tuple[str, ...], decided: Mapping[str, object]) -> dict[str, object]:
    step: dict[str, object] = {"do": event, "by": role, "with": papers, "set": dict(decided)}
    return {key: value for key, value in step.items() if value}


def _edges(steps: tuple[Step, ...]) -> tuple[int, ...]:
    return tuple(edge for step in steps for move in step.microsteps for edge in move.edges)
