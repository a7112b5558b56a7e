"""A run under way: the loop goes on until it asks for something, and is given it."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from prosessi.chart.worlds import StepFailed
from prosessi.errors import NotSettling
from prosessi.simulate import layout
from prosessi.simulate.agenda import Agenda
from prosessi.simulate.arrays import alike, copied, longer
from prosessi.simulate.ground import Ground
from prosessi.simulate.layout import (
    ASKED,
    ASKED_SINCE,
    AWAITED,
    BASE,
    CASE,
    CASE_ROOM,
    CASE_SIZE,
    CAUSE,
    COMING_FROM,
    COMING_TIME,
    COMING_TO,
    COUNTED_OPEN,
    COUNTS,
    CREW_SIZE,
    CREW_WORKED,
    DAILY,
    END,
    EVENTS,
    FREE,
    HEAP_ROOM,
    HEAPED,
    LAST_ARRIVAL,
    LEAF,
    LINES,
    NEXT_ARRIVAL,
    NOBODY,
    NONE,
    OUT,
    PAUSE_AT,
    PLACE,
    PROCESS_SIZE,
    REFUSED,
    SCRATCH,
    SPARES,
    USED,
)
from prosessi.simulate.lists import (
    Lists,
    laid_out,
    learnt,
    more_behind,
    more_cases,
    more_heap,
    reckoned,
    set_horizon,
    set_rooms,
    set_terms,
)
from prosessi.simulate.outcome import Outcome, available, tasks_done
from prosessi.simulate.plain import Loop
from prosessi.simulate.run import Run
from prosessi.simulate.setup import DAY
from prosessi.simulate.shown import Shown

PAUSE_PLAIN: Final = 25_000
PAUSE_COMPILED: Final = 2_000_000
FIRST_HEAP: Final = 4096
TAKEN_OUT: Final = ("out", "log", "log_values")
"""Lists in which nothing is of use once lines have been taken out."""


@dataclass(slots=True, eq=False)
class Running:
    """The lists of a run by their names, what is on its agenda, and what was taken out."""

    ground: Ground
    lists: Lists
    agenda: Agenda
    outcome: Outcome = field(default_factory=Outcome)
    plain: Loop = field(default_factory=Loop)
    advance: Callable[[Lists], int] = field(init=False)
    shown: Shown | None = None
    stepped_before: int = field(init=False)

    def __post_init__(self) -> None:
        """Begin as the loop stands, and remember how much was known before."""
        self.advance = self.plain
        self.stepped_before = self.ground.tables.stepped

    @property
    def at(self) -> Any:
        """What the loop keeps between calls."""
        return self.lists["at"]

    @property
    def compiled(self) -> bool:
        """Whether it has gone over to the compiled loop."""
        return self.shown is not None

    def go_on(self) -> bool:
        """Let the loop go on, and see to what it stopped for; whether there is more to come."""
        why = self.advance(self.lists)
        match why:
            case layout.LEARN:
                self._learn()
            case layout.FILL:
                self._fill()
            case layout.FLUSH:
                self._flush()
            case layout.EXTEND:
                self._extend()
            case layout.TAKE:
                self.agenda.take(self.lists)
            case layout.DONE:
                self._leave()
            case layout.ENDLESS:
                raise NotSettling(self._where())
        return why != layout.DONE

    def compile(self) -> None:
        """Go over to the compiled loop, where the run stands."""
        compiled = _loaded()
        self.outcome.take_out(self.lists)
        self.advance = compiled.Loop()
        names = learnt(self.ground.tables)
        self.shown = self._taken_up() or Shown({name: compiled.array_of(name, ()) for name in names})
        room = {name: len(self.lists.pop(name)) for name in TAKEN_OUT}
        others = {name: numbers for name, numbers in self.lists.items() if name not in names}
        self.lists = {name: compiled.array_of(name, numbers) for name, numbers in others.items()}
        self.lists |= {name: longer(compiled.array_of(name, ()), size) for name, size in room.items()}
        self.lists["heap"] = longer(self.lists["heap"], max(FIRST_HEAP, 2 * len(self.lists["heap"])))
        self.show_tables()
        set_rooms(self.lists, self.ground)

    def show_tables(self) -> None:
        """Let the loop see what was learnt. As it stands it sees the very lists that grow."""
        tables = self.ground.tables
        if len(self.lists["stack"]) <= tables.programs.depth:
            self.lists["stack"] = longer(self.lists["stack"], 2 * tables.programs.depth)
        if self.shown is not None:
            self.shown.show(learnt(tables), tables.changed_rows)
            tables.changed_rows.clear()
            self.lists.update(self.shown.arrays)

    def call(self, function: str, **given: int) -> None:
        """Call a function of the loop by itself, as it stands."""
        self.plain.call(function, self.lists, **given)

    def result(self, seed: int, replication: int, seconds: float, *, log: bool | frozenset[int]) -> Run:
        """What came of it."""
        self._write_unfinished()
        self.outcome.take_out(self.lists)
        at, lists, ground, setup = self.at, self.lists, self.ground, self.ground.setup
        last = int(at[LAST_ARRIVAL]) + 1 if setup.until is None else setup.until
        span = setup.counted_from, max(last, setup.counted_from)
        return Run(
            setup=setup,
            seed=seed,
            replication=replication,
            engine="compiled" if self.compiled else "plain",
            events=int(at[EVENTS]),
            seconds=seconds,
            span=span,
            cases=self.outcome.cases(ground),
            tasks=tuple(tasks_done(ground, lists["tasks"])),
            worked=tuple(int(n) for n in lists["crews"][CREW_WORKED::CREW_SIZE]),
            available=tuple(available(ground, crew, span) for crew in range(len(setup.crews))),
            samples=self.agenda.table(),
            refused=int(at[REFUSED]),
            stepped=ground.tables.stepped - self.stepped_before,
            finished=int(at[COUNTED_OPEN]) == 0,
            log=None if log is False else self.outcome.log(None if log is True else log),
        )

    def _taken_up(self) -> Shown | None:
        """What a run has left that is over; nobody else gets it meanwhile."""
        try:
            return self.ground.left.pop()
        except IndexError:
            return None

    def _leave(self) -> None:
        """Leave to others what this run was shown."""
        if self.shown is not None:
            self.ground.left.append(self.shown)

    def _learn(self) -> None:
        """Find out what a step does, and go on from there."""
        at, ground, lists = self.at, self.ground, self.lists
        place = int(lists["cases"][at[CASE] * CASE_SIZE + PLACE])
        base = int(at[BASE])
        course, _ = ground.tables.place_list[place]
        data = tuple(copied(lists["data"][base : base + len(course.chart.slots)]))
        try:
            taken = ground.tables.learn(place, int(at[CAUSE]), data)
        except (StepFailed, NotSettling):
            at[LEAF] = 0
            return
        if taken is not None:
            at[LEAF], after = taken
            at[BASE] = base = (lists["terms"][SCRATCH] + 1) * ground.slots
            lists["data"][base : base + len(after)] = [value if isinstance(value, float) else 0.0 for value in after]
        self.show_tables()

    def _fill(self) -> None:
        """Work out when something runs out, and write it down where the loop sees it."""
        at, lists, base = self.at, self.lists, int(self.at[BASE])
        data = lists["data"][base : base + self.ground.slots]
        name, numbers, places = self.ground.tables.limits.fill(int(at[ASKED]), int(at[ASKED_SINCE]), data)
        if len(numbers) > len(lists[name]):
            lists[name] = alike(numbers, lists[name])
        for place in places:
            lists[name][place] = numbers[place]

    def _flush(self) -> None:
        """Take out the lines, and make more room where it is needed."""
        at, lists, terms = self.at, self.lists, self.lists["terms"]
        self.outcome.take_out(lists)
        at[PAUSE_AT] = PAUSE_COMPILED if self.compiled else PAUSE_PLAIN
        if at[USED] >= terms[CASE_ROOM] and at[FREE] == 0:
            more_cases(lists, self.ground)
        if at[HEAPED] >= terms[HEAP_ROOM]:
            more_heap(lists, self.ground)
        if at[SPARES] < terms[AWAITED]:
            more_behind(lists)
        set_rooms(lists, self.ground)

    def _extend(self) -> None:
        """Reckon more days, if the calendar has any."""
        ground, lists = self.ground, self.lists
        most = (date.max - ground.setup.start).days - 1
        if ground.days >= most:
            lists["terms"][END] = 0
            set_horizon(lists)
            return
        end = ground.days * DAY
        ground.lengthen(min(2 * ground.days, most))
        lists.update({name: alike(numbers, lists[name]) for name, numbers in reckoned(ground).items()})
        for course in ground.courses:
            for part in (COMING_FROM, COMING_TO):
                place = course.number * PROCESS_SIZE + part
                lists["processes"][place] = ground.processes[place]
        set_terms(lists, ground)
        for course in ground.courses:
            record = course.number * PROCESS_SIZE
            if lists["processes"][record] == DAILY and lists["processes"][record + COMING_TIME] == end:
                self.call("look_on", process=course.number)
        if self.at[NEXT_ARRIVAL] != NONE:
            self.call("choose_next")

    def _where(self) -> tuple[str, ...]:
        """The states in which the case goes round; the process in which it begins, where it is handed on for ever."""
        place = int(self.lists["cases"][self.at[CASE] * CASE_SIZE + PLACE])
        course, standing = self.ground.tables.place_list[place]
        states = tuple(course.chart[state].name for state in sorted(standing.snapshot.active)[1:])
        return states or (course.chart.process.process,)

    def _write_unfinished(self) -> None:
        """Write the lines of the cases that count and have not ended."""
        at, lists = self.at, self.lists
        free = {int(number) for number in lists["free"][: at[FREE]]}
        for number in range(int(at[USED])):
            if number not in free and lists["cases"][number * CASE_SIZE + COUNTS] == 1:
                if at[OUT] == LINES:
                    self.outcome.take_out(lists)
                self.call("write_out", number=number, final=NONE, time=NONE)
                self.outcome.ended -= 1


def begin(ground: Ground, seed: int, replication: int, *, log: bool) -> Running:
    """A run at its beginning, when all that is known is when the first cases come."""
    running = Running(ground, laid_out(ground, seed, replication, log=log), Agenda(ground))
    running.show_tables()
    running.at[PAUSE_AT] = PAUSE_PLAIN
    set_terms(running.lists, ground)
    running.agenda.tell(running.lists)
    for course in ground.courses:
        if running.lists["processes"][course.number * PROCESS_SIZE] != NOBODY:
            running.call("come", process=course.number)
    return running


def _loaded() -> Any:
    """The module of the compiled loop. Of all that comes with it nothing is garbage, so none is looked for."""
    collected = gc.isenabled()
    gc.disable()
    try:
        return importlib.import_module("prosessi.simulate.compiled")
    finally:
        if collected:
            gc.enable()
