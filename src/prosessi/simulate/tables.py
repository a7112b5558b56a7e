"""The tables of a run: places, rows and landings, learnt from the chart when a case first comes that way.

A row belongs to a place and to what can happen there. It is the tree that `chart.rows` keeps of the step, laid out as
nodes; its leaves are landings, which say what a step does to the clocks, the deadlines and the acts of a case. A place
says which acts it offers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from prosessi.chart.chart import ROOT, Kind, StateId
from prosessi.chart.rows import Ask, Landing, Place, Row, rows_of
from prosessi.chart.scopes import Scope, scopes_of
from prosessi.chart.semantics import Snapshot
from prosessi.chart.worlds import Data
from prosessi.expressions import machine
from prosessi.expressions.program import Program
from prosessi.simulate.courses import Course
from prosessi.simulate.deeds import Deeds
from prosessi.simulate.layout import (
    ASK,
    BAR,
    COMPARE,
    DO,
    LAND,
    LAND_SIZE,
    MISSING,
    NONE,
    STEP_BY_STEP,
    UNKNOWN,
)
from prosessi.simulate.limits import Limits
from prosessi.simulate.offers import ALWAYS, Offers
from prosessi.simulate.programs import Programs
from prosessi.simulate.standings import Standings

MOST_NODES = 4096
"""A row that has more is not kept, and its steps are taken one by one."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of a cause as a case took it: in which part of a place, where that landed, and where all of it rests."""

    course: Course
    index: int
    cause: int
    part: Place
    landing: Landing
    after: Data
    rest: Place


@dataclass(slots=True)
class Tables:
    """All that was learnt so far, as flat lists; `changed_rows` are other than when somebody looked."""

    courses: tuple[Course, ...]
    causes: int
    programs: Programs
    limits: Limits
    standings: Standings
    rows: list[int] = field(default_factory=list)
    nodes: list[int] = field(default_factory=list)
    constants: list[float] = field(default_factory=list)
    landings: list[int] = field(default_factory=list)
    deeds: Deeds = field(init=False)
    places: list[int] = field(default_factory=list)
    offers: list[int] = field(default_factory=list)
    carried: dict[tuple[int, StateId], int] = field(default_factory=dict)
    simple_tasks: set[int] = field(default_factory=set)
    """Tasks that always come at once, for one person of one crew."""
    place_list: list[tuple[Course, Place]] = field(default_factory=list)
    stepped: int = 0
    changed_rows: set[int] = field(default_factory=set)
    _offers: Offers = field(init=False)
    _place_numbers: dict[tuple[int, int], int] = field(default_factory=dict)
    _landing_numbers: dict[tuple[int, int], int] = field(default_factory=dict)
    _scopes: dict[int, Scope | None] = field(default_factory=dict)
    """Of rows of steps that move more of the case than it seems: the part of the place on which they rest."""

    def __post_init__(self) -> None:
        """Put the landing of steps that are not allowed first."""
        self.deeds = Deeds(self.programs, self.limits, self.standings)
        self._offers = Offers(self.programs)
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
                self.offers += self._offers.at(course, place.snapshot.active, begin)
            carry = self.carried.get((course.number, final), NONE)
            self.places += (final, carry, begin, len(self.offers), int(self._simple(begin)))
        return self._place_numbers[key]

    def learn(self, place: int, cause: int, data: Data) -> tuple[int, Data] | None:
        """Take the step of a cause at a place with these data, and write down what can be kept of its row.

        Gives the landing and the data after it if the row cannot be kept, and None if the loop can now follow it.
        """
        step = self._step(place, cause, data)
        self.changed_rows.add(step.index)
        row = step.part.rows[step.course.event(cause)]
        if self.rows[step.index] == STEP_BY_STEP or _size(row) > MOST_NODES:
            self.rows[step.index] = STEP_BY_STEP
            self.stepped += 1
            return self._landing(step, step.landing), step.after
        self.rows[step.index] = self._barred(step, row)
        return None

    def _step(self, place: int, cause: int, data: Data) -> _Step:
        """Take a step in as small a part of the place as it rests on, and otherwise where the whole case is."""
        course, whole = self.place_list[place]
        rows, scopes = rows_of(course.chart), scopes_of(course.chart)
        index = place * self.causes + cause
        event = course.event(cause)
        if index in self._scopes:
            scope = self._scopes[index]
        else:
            scope = None if cause == 0 else scopes.of(whole.snapshot, event)
        while scope is not None:
            part = rows.place(scope.snapshot)
            landing, after = rows.react(part, data, event)
            rest = scopes.put_back(scope, whole.snapshot, landing.place.snapshot, landing.microsteps)
            if rest is not None:
                return _Step(course, index, cause, part, landing, after, rows.place(rest))
            scope = self._scopes[index] = scopes.wider(scope, whole.snapshot, landing.microsteps)
        landing, after = rows.begin(data) if cause == 0 else rows.react(whole, data, event)
        return _Step(course, index, cause, whole, landing, after, landing.place)

    def _barred(self, step: _Step, row: Row) -> int:
        """Write a row behind the rules that keep its doer from it."""
        course = step.course
        node = self._node(step, row)
        if step.cause > course.first_choice:
            for bar in self._offers.bars(course, step.cause - 1 - course.first_choice, step.part.snapshot.active):
                node = self._write(BAR, bar, self._write(LAND, 0, 0, 0, 0), node, 0)
        return node

    def _node(self, step: _Step, row: Row | None) -> int:
        """Write a row, its branches before itself, and give its number."""
        if row is None:
            return self._write(MISSING, 0, 0, 0, 0)
        if isinstance(row, Landing):
            number = self._landing(step, row)
            return self._write(MISSING if number == NONE else LAND, number, 0, 0, 0)
        if isinstance(row, Ask):
            if (row.guard.ops, row.guard.arguments) == (ALWAYS.ops, ALWAYS.arguments):
                return self._node(step, row.yes)
            yes, no = self._node(step, row.yes), self._node(step, row.no)
            simple = _comparison(row.guard)
            if simple is not None:
                op, slot, constant = simple
                return self._write(COMPARE, slot, yes, no, op, constant)
            return self._write(ASK, self.programs.number(row.guard, row.active), yes, no, 0)
        then = self._node(step, row.then)
        return self._write(DO, self.programs.number(row.value, row.active), then, then, row.slot.index)

    def _write(self, kind: int, what: int, yes: int, no: int, op: int, constant: float = 0.0) -> int:
        self.nodes += (kind, what, yes, no, op)
        self.constants.append(constant)
        return len(self.constants) - 1

    def _landing(self, step: _Step, landing: Landing) -> int:
        """The number of a landing; NONE if no case has come there from this place.

        One of a step that nothing answered is the landing of what is not allowed.
        """
        if not landing.microsteps:
            return 0
        key = id(landing), step.index
        if key not in self._landing_numbers:
            if landing is not step.landing:
                return NONE
            place = self.place(step.course, step.rest)
            span = self.deeds.of(step.course, step.part, step.cause, landing, step.rest.snapshot.active)
            self._landing_numbers[key] = len(self.landings) // LAND_SIZE
            self.landings += (place, 1, span.begin, span.end, int(span.asks))
        return self._landing_numbers[key]

    def _simple(self, begin: int) -> bool:
        """Whether a place offers only acts that nothing stands in the way of but that people are busy."""
        lines = range(begin, len(self.offers), 6)
        ends = [self.offers[i + 1] for i in lines] if (len(self.offers) - begin) % 6 == 0 else []
        return (
            bool(ends)
            and ends == [i + 6 for i in lines]
            and all(self.offers[i + 3] in self.simple_tasks for i in lines)
        )

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
