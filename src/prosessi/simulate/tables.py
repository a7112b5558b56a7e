"""The tables of a run: places, rows and landings, learnt from the chart when a case first comes that way.

A row belongs to a place and to what can happen there. It is the tree that `chart.rows` keeps of the step, laid out as
nodes; its leaves are landings, which say what a step does to the clocks, the deadlines and the acts of a case. A place
says which acts it offers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from prosessi.chart.chart import ROOT, Kind, StateId
from prosessi.chart.refusals import terms_of
from prosessi.chart.rows import Ask, Landing, Place, Row, rows_of
from prosessi.chart.semantics import Snapshot
from prosessi.chart.whereabouts import answering
from prosessi.chart.worlds import Data
from prosessi.expressions import machine
from prosessi.expressions.program import Program, compile_condition
from prosessi.expressions.syntax import literal
from prosessi.simulate.courses import Choice, Course, Task, slots_in
from prosessi.simulate.layout import (
    ASK,
    BAR,
    BY_DATE,
    COMPARE,
    DO,
    DROP,
    EXACT,
    FIXED,
    LAND,
    LAND_SIZE,
    LIMIT_SIZE,
    MISSING,
    NONE,
    RESET,
    START,
    STEP_BY_STEP,
    STOP,
    UNKNOWN,
    UNLIMITED,
    WATCH,
)
from prosessi.simulate.limits import Limits
from prosessi.simulate.programs import Programs
from prosessi.simulate.standings import Standings

ALWAYS = compile_condition(literal(value=True), {})

MOST_NODES = 4096
"""A row that has more is not kept, and its steps are taken one by one."""


@dataclass(slots=True)
class Tables:
    """All that was learnt so far, as flat lists; `changed` says that they have grown since somebody looked."""

    courses: tuple[Course, ...]
    causes: int
    programs: Programs
    limits: Limits
    standings: Standings
    rows: list[int] = field(default_factory=list)
    nodes: list[int] = field(default_factory=list)
    constants: list[float] = field(default_factory=list)
    landings: list[int] = field(default_factory=list)
    deeds: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    offers: list[int] = field(default_factory=list)
    carried: dict[tuple[int, StateId], int] = field(default_factory=dict)
    simple_tasks: set[int] = field(default_factory=set)
    """Tasks that always come at once, for one person of one crew."""
    place_list: list[tuple[Course, Place]] = field(default_factory=list)
    stepped: int = 0
    changed: bool = True
    changed_rows: set[int] = field(default_factory=set)
    _place_numbers: dict[tuple[int, int], int] = field(default_factory=dict)
    _landing_numbers: dict[tuple[int, int], int] = field(default_factory=dict)
    _kept: list[Landing] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Put the landing of steps that are not allowed first."""
        self.landings += (NONE, 0, 0, 0, 0)

    def begin_place(self, course: Course) -> int:
        """The number of where a case is before it begins."""
        return self.place(course, rows_of(course.chart).place(Snapshot()))

    def place(self, course: Course, place: Place) -> int:
        """The number of a place; a new one gets its rows, all unknown, and its offers."""
        key = course.number, id(place)
        if key not in self._place_numbers:
            self._place_numbers[key] = len(self.place_list)
            self.place_list.append((course, place))
            self.rows += [UNKNOWN] * self.causes
            final = self._final(course, place)
            begin = len(self.offers)
            if final == NONE:
                self.offers += self._offers(course, place)
            carry = self.carried.get((course.number, final), NONE)
            self.places += (final, carry, begin, len(self.offers), int(self._simple(begin)))
            self.changed = True
        return self._place_numbers[key]

    def learn(self, place: int, cause: int, data: Data) -> tuple[int, Data] | None:
        """Take the step of a cause at a place with these data, and write down what can be kept of its row.

        Gives the landing and the data after it if the row cannot be kept, and None if the loop can now follow it.
        """
        course, standing = self.place_list[place]
        event = course.event(cause)
        rows = rows_of(course.chart)
        landing, after = rows.begin(data) if cause == 0 else rows.react(standing, data, event)
        index = place * self.causes + cause
        self.changed_rows.add(index)
        if self.rows[index] == STEP_BY_STEP or _size(standing.rows[event]) > MOST_NODES:
            self.rows[index] = STEP_BY_STEP
            self.stepped += 1
            return self._landing(course, standing, cause, landing), after
        self.rows[index] = self._barred(course, standing, cause, standing.rows[event])
        self.changed = True
        return None

    def _barred(self, course: Course, place: Place, cause: int, row: Row) -> int:
        """Write a row behind the rules that keep its doer from it."""
        node = self._node(course, place, cause, row)
        if cause > course.first_choice:
            for bar in self._bars(course, cause - 1 - course.first_choice, place):
                node = self._write(BAR, bar, self._write(LAND, 0, 0, 0, 0), node, 0)
        return node

    def _bars(self, course: Course, act: int, place: Place) -> tuple[int, ...]:
        """The conditions under which a rule says that somebody else must do an act."""
        active = place.snapshot.active
        terms = terms_of(course.chart, active, course.setup.acts[act].event, course.setup.acts[act].by)
        return tuple(self.programs.number(rule.condition or ALWAYS, active) for rule in terms.rules)

    def _node(self, course: Course, place: Place, cause: int, row: Row | None) -> int:
        """Write a row, its branches before itself, and give its number."""
        if row is None:
            return self._write(MISSING, 0, 0, 0, 0)
        if isinstance(row, Landing):
            return self._write(LAND, self._landing(course, place, cause, row), 0, 0, 0)
        if isinstance(row, Ask):
            if (row.guard.ops, row.guard.arguments) == (ALWAYS.ops, ALWAYS.arguments):
                return self._node(course, place, cause, row.yes)
            yes, no = self._node(course, place, cause, row.yes), self._node(course, place, cause, row.no)
            simple = _comparison(row.guard)
            if simple is not None:
                op, slot, constant = simple
                return self._write(COMPARE, slot, yes, no, op, constant)
            return self._write(ASK, self.programs.number(row.guard, row.active), yes, no, 0)
        then = self._node(course, place, cause, row.then)
        return self._write(DO, self.programs.number(row.value, row.active), then, then, row.slot.index)

    def _write(self, kind: int, what: int, yes: int, no: int, op: int, constant: float = 0.0) -> int:
        self.nodes += (kind, what, yes, no, op)
        self.constants.append(constant)
        return len(self.constants) - 1

    def _landing(self, course: Course, before: Place, cause: int, landing: Landing) -> int:
        """The number of a landing. One of a step that nothing answered is the landing of what is not allowed."""
        if not landing.microsteps:
            return 0
        key = id(landing), cause
        if key not in self._landing_numbers:
            place = self.place(course, landing.place)
            begin = len(self.deeds)
            self.deeds += self._deeds(course, before, cause, landing)
            self._landing_numbers[key] = len(self.landings) // LAND_SIZE
            self._kept.append(landing)
            asks = any(self._asks(limit) for limit in self._limits_in(begin))
            self.landings += (place, 1, begin, len(self.deeds), int(asks))
        return self._landing_numbers[key]

    def _deeds(self, course: Course, before: Place, cause: int, landing: Landing) -> Iterator[int]:
        """What a step does besides moving the case."""
        after, exited = landing.place, {state for step in landing.microsteps for state in step.exited}
        done = course.event(cause) if cause > course.first_choice else None
        for choice in course.choices:
            tasks = self._valid(course, choice, before)
            own = any(course.setup.acts[choice.tasks[task - choice.first_task].act].event == done for task in tasks)
            if (
                tasks
                and not own
                and (choice.state in exited or not set(tasks) <= set(self._valid(course, choice, after)))
            ):
                yield from (DROP, choice.turn)
        first = len(course.breaches)
        for place, edge in enumerate(course.clocks):
            if edge.id in landing.clocks.stopped:
                yield from (STOP, first + place)
            elif self._runs_to_date(course.clock_limits[place]) and edge.source in after.snapshot.active:
                yield from (RESET, first + place, course.clock_limits[place])
        numbers = {edge.id: place for place, edge in enumerate(course.clocks)}
        for edge_id in landing.clocks.started:
            place = numbers[edge_id]
            yield from (START, first + place, course.clock_limits[place])
        active = after.snapshot.active
        changing = course.changing(cause, landing.microsteps)
        for place, watch in enumerate(course.chart.watches):
            marks = landing.marked[place]
            asks_where = watch.condition is not None and watch.condition.asks_active
            if marks or asks_where or not changing.isdisjoint(course.rests_on[place]):
                turn = course.breaches.index(place) if place in course.breaches else NONE
                condition = NONE if watch.condition is None else self.programs.number(watch.condition, active)
                yield from (WATCH, place, course.watch_limits[place], self.standings.table(watch, marks), turn)
                yield condition

    def _limits_in(self, begin: int) -> Iterator[int]:
        """The limits that the deeds from `begin` on ask about."""
        i = begin
        while i < len(self.deeds):
            deed = self.deeds[i]
            if deed in {START, RESET, WATCH}:
                yield self.deeds[i + 2]
            i += 2 if deed in {DROP, STOP} else 6 if deed == WATCH else 3

    def _asks(self, limit: int) -> bool:
        return self.limits.flat[limit * LIMIT_SIZE] not in {EXACT, FIXED, UNLIMITED}

    def _runs_to_date(self, limit: int) -> bool:
        return self.limits.flat[limit * LIMIT_SIZE] == BY_DATE

    def _offers(self, course: Course, place: Place) -> list[int]:
        """The choices of a place: ticker, where the next choice is, how many tasks, and each with its conditions."""
        flat: list[int] = []
        start = len(self.offers)
        for choice in course.choices:
            numbers = self._valid(course, choice, place)
            if not numbers:
                continue
            lines: list[int] = []
            for number in numbers:
                task = choice.tasks[number - choice.first_task]
                guards, bars = self._guards(course, task, place), self._bars(course, task.act, place)
                lines += (number, len(guards), len(bars), *guards, *bars)
            flat += (choice.turn, start + len(flat) + 3 + len(lines), len(numbers), *lines)
        return flat

    def _simple(self, begin: int) -> bool:
        """Whether a place offers only acts that nothing stands in the way of but that people are busy."""
        lines = range(begin, len(self.offers), 6)
        ends = [self.offers[i + 1] for i in lines] if (len(self.offers) - begin) % 6 == 0 else []
        return (
            bool(ends)
            and ends == [i + 6 for i in lines]
            and all(self.offers[i + 3] in self.simple_tasks for i in lines)
        )

    def _valid(self, course: Course, choice: Choice, place: Place) -> tuple[int, ...]:
        """The tasks of a choice that can be done at a place: an inner state that answers too goes before an outer."""
        active = place.snapshot.active
        if choice.state not in active:
            return ()
        return tuple(
            choice.first_task + i
            for i, task in enumerate(choice.tasks)
            if answering(course.chart, active, course.setup.acts[task.act].event)[0].source == choice.state
        )

    def _guards(self, course: Course, task: Task, place: Place) -> tuple[int, ...]:
        """The conditions of which one must hold for an act to go through; none if that is not known beforehand."""
        act = course.setup.acts[task.act]
        active = place.snapshot.active
        edges = answering(course.chart, active, act.event)
        settled = {decision.slot for decision in act.decisions}
        guards = [edge.guard for edge in edges if edge.guard is not None]
        if len(guards) < len(edges) or any(
            slot in settled for guard in guards for slot in slots_in(course.chart, guard)
        ):
            return ()
        return tuple(self.programs.number(guard, active) for guard in guards)

    def _final(self, course: Course, place: Place) -> int:
        if not place.ended:
            return NONE
        chart = course.chart
        active = place.snapshot.active
        return next(state for state in chart[ROOT].children if chart[state].kind is Kind.FINAL and state in active)


def _comparison(guard: Program) -> tuple[int, int, float] | None:
    """A comparison of one piece of data with a number: the operation, the slot and the number; None if it is more."""
    if len(guard.ops) != 3 or guard.ops[:2] != (machine.LOAD, machine.PUSH):
        return None
    if not machine.EQ <= guard.ops[2] <= machine.GE:
        return None
    return guard.ops[2], int(guard.arguments[0]), guard.arguments[1]


def _size(row: Row | None) -> int:
    """How many nodes a row has."""
    if row is None or isinstance(row, Landing):
        return 1
    if isinstance(row, Ask):
        return 1 + _size(row.yes) + _size(row.no)
    return 1 + _size(row.then)
