"""What a step does besides moving the case: what it drops, its clocks, and the deadlines that it judges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from prosessi.chart.chart import Active, Trigger
from prosessi.chart.rows import Landing, Place
from prosessi.simulate.courses import Course
from prosessi.simulate.layout import (
    BY_DATE,
    DROP,
    EXACT,
    FIXED,
    LIMIT_SIZE,
    NONE,
    RESET,
    START,
    STOP,
    UNLIMITED,
    WATCH,
)
from prosessi.simulate.limits import Limits
from prosessi.simulate.offers import valid
from prosessi.simulate.programs import Programs
from prosessi.simulate.standings import Standings


class Span(NamedTuple):
    """Where the deeds of a step stand, and whether they ask for anything: when something runs out, or for room."""

    begin: int
    end: int
    asks: bool


@dataclass(slots=True)
class Deeds:
    """The deeds of all steps one after another, each an operation with its operands."""

    programs: Programs
    limits: Limits
    standings: Standings
    flat: list[int] = field(default_factory=list)
    _known: dict[tuple[int, int, Active], Span] = field(default_factory=dict)
    _kept: list[Landing] = field(default_factory=list)

    def of(self, course: Course, before: Place, cause: int, landing: Landing, active: Active) -> Span:
        """The deeds of a step that goes from `before` to a landing, after which the whole case is at `active`."""
        key = id(landing), cause, active & course.asked_by_deadlines
        if key not in self._known:
            begin = len(self.flat)
            self.flat += self._drops(course, before, cause, landing)
            self.flat += self._clocks(course, landing)
            self.flat += self._watches(course, cause, landing, active)
            asks = any(self._asks(limit) for limit in self._limits_from(begin)) or _awaits(course, landing)
            self._known[key] = Span(begin, len(self.flat), asks)
            self._kept.append(landing)
        return self._known[key]

    def _drops(self, course: Course, before: Place, cause: int, landing: Landing) -> Iterator[int]:
        """The choices that come up no more, or anew, but for the one of the act itself, which is over."""
        exited = {state for step in landing.microsteps for state in step.exited}
        done = course.event(cause) if cause > course.first_choice else None
        for choice in course.choices:
            tasks = valid(course, choice, before.snapshot.active)
            own = any(course.setup.acts[choice.tasks[task - choice.first_task].act].event == done for task in tasks)
            if tasks and not own:
                still = choice.state not in exited and valid(course, choice, landing.place.snapshot.active)
                if not still or not set(tasks) <= set(still):
                    yield from (DROP, choice.turn)

    def _clocks(self, course: Course, landing: Landing) -> Iterator[int]:
        first, active = len(course.breaches), landing.place.snapshot.active
        for place, edge in enumerate(course.clocks):
            limit = course.clock_limits[place]
            if edge.id in landing.clocks.stopped:
                yield from (STOP, first + place)
            elif edge.id not in landing.clocks.started and edge.source in active and self._runs_to_date(limit):
                yield from (RESET, first + place, limit)
        numbers = {edge.id: place for place, edge in enumerate(course.clocks)}
        for edge_id in landing.clocks.started:
            place = numbers[edge_id]
            yield from (START, first + place, course.clock_limits[place])

    def _watches(self, course: Course, cause: int, landing: Landing, active: Active) -> Iterator[int]:
        changing = course.changing(cause, landing.microsteps)
        for place, watch in enumerate(course.chart.watches):
            marks = landing.marked[place]
            asks_where = watch.condition is not None and watch.condition.asks_active
            if marks or asks_where or not changing.isdisjoint(course.rests_on[place]):
                turn = course.breaches.index(place) if place in course.breaches else NONE
                condition = NONE if watch.condition is None else self.programs.number(watch.condition, active)
                yield from (WATCH, place, course.watch_limits[place], self.standings.table(watch, marks), turn)
                yield condition

    def _limits_from(self, begin: int) -> Iterator[int]:
        """The limits that the deeds from `begin` on ask about."""
        i = begin
        while i < len(self.flat):
            deed = self.flat[i]
            if deed in {START, RESET, WATCH}:
                yield self.flat[i + 2]
            i += 2 if deed in {DROP, STOP} else 6 if deed == WATCH else 3

    def _asks(self, limit: int) -> bool:
        return self.limits.flat[limit * LIMIT_SIZE] not in {EXACT, FIXED, UNLIMITED}

    def _runs_to_date(self, limit: int) -> bool:
        return self.limits.flat[limit * LIMIT_SIZE] == BY_DATE


def _awaits(course: Course, landing: Landing) -> bool:
    """Whether a step starts what comes `later`."""
    return any(course.chart.edges[edge].trigger is Trigger.SENT for edge in landing.clocks.started)
