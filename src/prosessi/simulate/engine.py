"""Runs a setup: fills the tables that the loop asks for, makes room, and gathers what came of it.

The loop runs as it stands or compiled, and both give the same bytes. A run begins as it stands, for that needs no
loading, and goes over to the compiled loop in the middle when it turns out to be long.
"""

from __future__ import annotations

import importlib
import importlib.util
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from time import perf_counter
from typing import Any, Final, Literal

from prosessi.chart.worlds import StepFailed
from prosessi.errors import NotSettling, WrongUse
from prosessi.messages import say
from prosessi.simulate import kernel
from prosessi.simulate.chronicle import in_order
from prosessi.simulate.drawing import GOLDEN, WORD, mixed
from prosessi.simulate.draws import stream
from prosessi.simulate.ground import AHEAD, Ground, ground_of
from prosessi.simulate.layout import (
    BASE, BEGIN_PLACE, CASE, CASE_ROOM, CASE_SIZE, CAUSE, CAUSES, CHANGE, COUNTED_FROM, COUNTED_OPEN, COUNTS, CREW_SIZE,
    CREW_WORKED, DAYS, DAY_ZERO, DONE, END, ENDLESS, EVENTS, EXTEND, FILL, FLUSH, FREE, HEAPED, HEAP_ROOM, LAST_ARRIVAL,
    LEAF, LEARN, LEVELS, LOAD, LOGGED, LOGGING, LOG_ROOM, LOG_SIZE, MARGIN, MOST_CASES, MOST_PEOPLE, NEXT_ARRIVAL, NONE, NOW,
    OPEN_CASES, ORDINAL, OUT, OUT_ROOM, OUT_SIZE, PAUSE_AT, PLACE, PROCESSES, PROCESS_SIZE, REFUSED, ROLES, ROW_SIZE,
    RUN_DRY, SCRATCH, SERVING, SIZE, SLOTS, SPAN_END, KEEPERS, STATE_SIZE, TAKE, TASK_SIZE, TERMS_SIZE, TURN_BITS,
    TICKER_BITS, TICKER_SIZE, TIMES_BEGUN, UNTIL, USED, WATCHES, WATCH_SIZE, ASKED, ASKED_DAY, BUSY, ARRIVING,
)  # fmt: skip
from prosessi.simulate.limits import DAY_ZERO as ZERO
from prosessi.simulate.persons import by_person, together
from prosessi.simulate.run import STATUSES, Cases, Log, Run, Samples, Task
from prosessi.simulate.setup import DAY, Setup
from prosessi.simulate.shown import Shown

Engine = Literal["auto", "plain", "compiled"]
Tick = Callable[[int], None]

SHORT: Final = 150_000
"""So many events are done as quickly as the compiled loop is loaded."""

PAUSE_PLAIN: Final = 25_000
PAUSE_COMPILED: Final = 2_000_000
LINES: Final = 65_536
"""So many lines of cases or of the log are gathered before they are taken out."""

FOREVER: Final = 1 << 62
FIRST_CASES: Final = 256
MOST_SAMPLES: Final = 400
WEEK: Final = 7 * DAY

NAMES: Final = kernel.advance.__code__.co_varnames[: kernel.advance.__code__.co_argcount]
def simulate(  # noqa: PLR0913  (options, by keyword)
    setup: Setup,
    *,
    seed: int = 1,
    replication: int = 0,
    engine: Engine = "auto",
    log: bool | frozenset[int] = False,
    tick: Tick | None = None,
) -> Run:
    """Run a setup once.

    The same setup, seed and replication give the same run, whichever engine. `log` keeps what happened, of all cases
    or of those with these numbers. `tick` is called now and then with how many cases that count have ended; if it
    raises, the run is over. What goes on for ever without time passing raises `NotSettling`.
    """
    with_numba = _can_compile()
    if engine == "compiled" and not with_numba:
        raise WrongUse(say("the compiled engine needs numba: install prosessi[fast]"))
    begun = perf_counter()
    running = _Running(_ground(setup), seed, replication, log=log is not False)
    if engine == "compiled" or (engine == "auto" and with_numba and (setup.cases or 0) * 4 > SHORT):
        running.compile()
        begun = perf_counter()
    may_compile = engine == "auto" and with_numba
    while running.go_on():
        if tick is not None:
            tick(running.ended)
        if may_compile and not running.compiled and running.at[EVENTS] > SHORT:
            running.compile()
    return together(setup, running.result(log, perf_counter() - begun))


@lru_cache(maxsize=8)
def _ground(setup: Setup) -> Ground:
    return ground_of(by_person(setup))


def _can_compile() -> bool:
    return importlib.util.find_spec("numba") is not None


@dataclass(slots=True, eq=False)
class _Running:
    """A run under way: the lists of the loop by their names, and what was taken out of them."""

    ground: Ground
    seed: int
    replication: int
    log: bool
    lists: dict[str, Any] = field(default_factory=dict)
    advance: Callable[..., int] = field(default=kernel.advance)
    compiled: bool = False
    shown: Shown | None = None
    array_of: Callable[[str, Any], Any] = field(default=lambda _, numbers: numbers)
    ended: int = 0
    changes: list[tuple[int, int, int]] = field(default_factory=list)
    columns: list[list[Any]] = field(default_factory=list)
    lines: list[tuple[Any, Any]] = field(default_factory=list)
    samples: list[tuple[int, ...]] = field(default_factory=list)
    sample_every: int = 0
    stepped_before: int = 0

    def __post_init__(self) -> None:
        """Lay out the beginning."""
        self.stepped_before = self.ground.tables.stepped
        self._lay()
        self.changes = sorted(
            (time, number, size)
            for number, crew in enumerate(self.ground.setup.crews)
            for time, size in crew.sizes[1:]
        )
        self._next_change()
        for process in range(len(self.ground.courses)):
            if self.lists["processes"][process * PROCESS_SIZE] != 0:
                self._call(kernel.come, process=process)

    @property
    def at(self) -> Any:
        """What the loop keeps between calls."""
        return self.lists["at"]

    def go_on(self) -> bool:
        """Let the loop go on, and see to what it stopped for; whether there is more to come."""
        if self.ground.tables.changed:
            self._show_tables()
        why = self._advance()
        match why:
            case kernel.LEARN:
                self._learn()
            case kernel.FILL:
                self.ground.tables.limits.fill(int(self.at[ASKED]), int(self.at[ASKED_DAY]))
                self.ground.tables.changed = True
            case kernel.FLUSH:
                self._flush()
            case kernel.EXTEND:
                self._extend()
            case kernel.TAKE:
                self._take()
            case kernel.ENDLESS:
                raise NotSettling(self._where())
        return bool(why != kernel.DONE)

    def compile(self) -> None:
        """Go over to the compiled loop, where the run stands."""
        compiled = importlib.import_module("prosessi.simulate.compiled")
        self.array_of = compiled.array_of
        self.lists = {name: compiled.array_of(name, numbers) for name, numbers in self.lists.items()}
        self.advance, self.compiled, self.shown = compiled.advance, True, Shown(compiled.array_of)
        self.lists["heap"] = _longer(self.lists["heap"], max(4096, 2 * len(self.lists["heap"])))
        self.ground.tables.changed = True
        self._set_rooms()

    def _lay(self) -> None:
        ground, setup, tables = self.ground, self.ground.setup, self.ground.tables
        queues = len(setup.roles) + len(setup.crews)
        room = FIRST_CASES
        self.lists = {
            "at": [0] * STATE_SIZE,
            "terms": [0] * TERMS_SIZE,
            "heap": [],
            "tickers": [0] * (room * ground.per_case * TICKER_SIZE),
            "others": [0] * (room * ground.per_case * MOST_PEOPLE),
            "cases": [0] * (room * CASE_SIZE),
            "keys": [0] * room,
            "data": [0.0] * ((room + 2) * ground.slots),
            "owners": [0] * (room * len(setup.roles)),
            "watches": [0] * (room * ground.watches * WATCH_SIZE),
            "free": [0] * room,
            "out": [0] * (LINES * (ROW_SIZE + 2 * ground.watches)),
            "log": [0] * (self._log_room() * LOG_SIZE),
            "log_values": [0.0] * self._log_room(),
            "tasks": list(ground.tasks),
            "odds": ground.odds,
            "streams": ground.streams,
            "decisions": ground.draws.decisions,
            "decision_streams": ground.draws.decision_streams,
            "ways": ground.draws.ways,
            "values": ground.draws.values,
            "stack": [0.0] * 8,
            "bounds": ground.bounds,
            "processes": list(ground.processes),
            "process_keys": self._process_keys(),
            "foreseen": [0.0] * len(ground.courses),
            "rates": ground.rates,
            "moments": ground.moments,
            "defaults": ground.defaults,
            "crews": list(ground.crews),
            "roles": ground.roles,
            "lists": ground.lists,
            "queues": [NONE] * (queues * ground.levels * 2),
            "waiting": [0] * queues,
            "kinds": ground.kinds,
            "before": ground.before,
            "spans": ground.spans,
        }
        for course in ground.courses:
            self.lists["processes"][course.number * PROCESS_SIZE + BEGIN_PLACE] = tables.begin_place(course)
        self._show_tables()
        self._set_terms()
        at = self.at
        at[PAUSE_AT] = PAUSE_PLAIN
        at[NEXT_ARRIVAL] = at[CHANGE] = at[LAST_ARRIVAL] = at[SERVING] = NONE

    def _log_room(self) -> int:
        return LINES + self._lines_at_once() if self.log else 1

    def _lines_at_once(self) -> int:
        """How many lines of the log one round of the loop can write."""
        return 64 + 6 * self.ground.per_case + 4 * self.ground.slots + 2 * self._people()

    def _people(self) -> int:
        return sum(max(size for _, size in crew.sizes) for crew in self.ground.setup.crews)

    def _process_keys(self) -> list[int]:
        luck = mixed(mixed(self.seed & WORD) + (self.replication + 1) * GOLDEN)
        keys = []
        for course in self.ground.courses:
            name = course.chart.process.process
            keys += (mixed(luck ^ stream(name)), stream(name, "arrivals"))
        return keys

    def _set_terms(self) -> None:
        ground, setup, terms = self.ground, self.ground.setup, self.lists["terms"]
        values = {
            TURN_BITS: ground.turn_bits,
            SLOTS: ground.slots,
            WATCHES: ground.watches,
            CAUSES: ground.tables.causes,
            ROLES: len(setup.roles),
            LEVELS: ground.levels,
            PROCESSES: len(ground.courses),
            DAYS: ground.days,
            MARGIN: min(AHEAD, ground.days // 2) * DAY,
            COUNTED_FROM: setup.counted_from,
            UNTIL: NONE if setup.until is None else setup.until,
            MOST_CASES: NONE if setup.cases is None else setup.cases,
            RUN_DRY: int(setup.run_dry),
            END: setup.end,
            LOGGING: int(self.log),
            OUT_SIZE: ROW_SIZE + 2 * ground.watches,
            DAY_ZERO: ZERO,
            ORDINAL: setup.start.toordinal(),
            KEEPERS: int(any(crew.named for crew in setup.crews)),
            SPAN_END: FOREVER if setup.until is None else setup.until,
        }
        for term, value in values.items():
            terms[term] = value
        self._set_rooms()

    def _set_rooms(self) -> None:
        """How far the lists may fill before one round of the loop could be too much for them."""
        lists, terms, ground = self.lists, self.lists["terms"], self.ground
        room = len(lists["keys"])
        terms[CASE_ROOM] = room - 1
        terms[SCRATCH] = room
        terms[HEAP_ROOM] = len(lists["heap"]) - (2 * ground.per_case + self._people() + 8) if self.compiled else FOREVER
        terms[OUT_ROOM] = LINES - 2
        terms[LOG_ROOM] = len(lists["log_values"]) - self._lines_at_once() if self.log else FOREVER

    def _show_tables(self) -> None:
        """Let the loop see what was learnt."""
        tables = self.ground.tables
        shown: dict[str, Any] = {
            "rows": tables.rows,
            "nodes": tables.nodes,
            "constants": tables.constants,
            "landings": tables.landings,
            "deeds": tables.deeds,
            "places": tables.places,
            "offers": tables.offers,
            "programs": tables.programs.bounds,
            "codes": tables.programs.codes,
            "arguments": tables.programs.arguments,
            "limits": tables.limits.flat,
            "known": tables.limits.known,
            "standings": tables.standings.flat,
        }
        if len(self.lists["stack"]) < tables.programs.depth + 1:
            shown["stack"] = [0.0] * (2 * tables.programs.depth)
        if self.shown is not None:
            self.shown.forget("standings")
            changed = {"rows": tables.changed_rows, "known": tables.limits.changed}
            shown = {name: self.shown.show(name, numbers, changed.get(name, ())) for name, numbers in shown.items()}
        self.lists.update(shown)
        tables.changed = False
        tables.changed_rows.clear()
        tables.limits.changed.clear()

    def _advance(self) -> int:
        """Let the loop go on with the lists it names, which are addresses to the compiled one."""
        if not self.compiled:
            return self.advance(*[self.lists[name] for name in NAMES])
        return self.advance(*[self.lists[name].ctypes.data for name in NAMES])

    def _call(self, function: Callable[..., Any], **given: int) -> None:
        """Call a function of the loop by itself, as it stands."""
        names = function.__code__.co_varnames[: function.__code__.co_argcount]
        function(*[given[name] if name in given else self.lists[name] for name in names])

    def _learn(self) -> None:
        """Find out what a step does, and go on from there."""
        at, ground = self.at, self.ground
        case = at[CASE] * CASE_SIZE
        place = int(self.lists["cases"][case + PLACE])
        base = int(at[BASE])
        course, _ = ground.tables.place_list[place]
        data = tuple(float(value) for value in self.lists["data"][base : base + len(course.chart.slots)])
        try:
            taken = ground.tables.learn(place, int(at[CAUSE]), data)
        except (StepFailed, NotSettling):
            at[LEAF] = 0
            return
        if taken is not None:
            leaf, after = taken
            base = (self.lists["terms"][SCRATCH] + 1) * ground.slots
            self.lists["data"][base : base + len(after)] = [
                value if isinstance(value, float) else 0.0 for value in after
            ]
            at[BASE] = base
            at[LEAF] = leaf

    def _flush(self) -> None:
        """Take out the lines, and make more room where it is needed."""
        at, terms = self.at, self.lists["terms"]
        self._take_out()
        at[PAUSE_AT] = PAUSE_COMPILED if self.compiled else PAUSE_PLAIN
        if at[USED] >= terms[CASE_ROOM] and at[FREE] == 0:
            self._more_cases()
        if at[HEAPED] >= terms[HEAP_ROOM]:
            self.lists["heap"] = _longer(self.lists["heap"], 2 * len(self.lists["heap"]) + 2 * self._people())
        self._set_rooms()

    def _more_cases(self) -> None:
        ground, lists = self.ground, self.lists
        room = 2 * len(lists["keys"])
        if room * ground.per_case >= 1 << TICKER_BITS:
            raise WrongUse(say("too many cases are open at once: {n}", n=len(lists["keys"])))
        sizes = {
            "tickers": ground.per_case * TICKER_SIZE,
            "others": ground.per_case * MOST_PEOPLE,
            "cases": CASE_SIZE,
            "keys": 1,
            "owners": len(ground.setup.roles),
            "watches": ground.watches * WATCH_SIZE,
            "free": 1,
        }
        for name, size in sizes.items():
            lists[name] = _longer(lists[name], room * size)
        lists["data"] = _longer(lists["data"], (room + 2) * ground.slots)

    def _take_out(self) -> None:
        at, size = self.at, int(self.lists["terms"][OUT_SIZE])
        n = int(at[OUT])
        self.ended += n
        if n:
            self.columns.append(_columns(self.lists["out"], n, size, compiled=self.compiled))
        at[OUT] = 0
        n = int(at[LOGGED])
        if n:
            self.lines.append((_copied(self.lists["log"], n * LOG_SIZE), _copied(self.lists["log_values"], n)))
        at[LOGGED] = 0

    def _extend(self) -> None:
        ground = self.ground
        most = (date.max - ground.setup.start).days - 1
        if ground.days >= most:
            self.lists["terms"][END] = 0
            return
        ground.lengthen(min(2 * ground.days, most))
        if self.shown is not None:
            self.shown.forget("known", "limits")
        for name in ("kinds", "before", "spans", "rates"):
            numbers = getattr(ground, name)
            self.lists[name] = self._made(name, numbers)
        for course in ground.courses:
            record = course.number * PROCESS_SIZE
            self.lists["processes"][record + 1] = ground.processes[record + 1]
            self.lists["processes"][record + 2] = ground.processes[record + 2]
        self._set_terms()

    def _made(self, name: str, numbers: Any) -> Any:
        return self.array_of(name, numbers) if self.compiled else numbers

    def _take(self) -> None:
        """Change the staff, or take a sample."""
        time, crew, size = self.changes.pop(0)
        self.at[NOW] = max(time, self.at[NOW])
        if crew != NONE:
            self.lists["crews"][crew * CREW_SIZE + SIZE] = size
            self.at[SERVING] = crew
        else:
            self._sample(time)
        self._next_change()

    def _next_change(self) -> None:
        setup = self.ground.setup
        if not any(crew == NONE for _, crew, _ in self.changes):
            self.changes.append((self._next_sample(setup), NONE, 0))
            self.changes.sort()
            self.changes = [change for change in self.changes if change[0] >= 0]
        self.at[CHANGE] = self.changes[0][0] if self.changes else NONE

    def _next_sample(self, setup: Setup) -> int:
        """When things are looked at next: at noon, rarer and rarer where the end is open."""
        taken = len(self.samples)
        if setup.until is None:
            every = WEEK << (taken // (MOST_SAMPLES // 2))
        else:
            every = max((setup.until - setup.counted_from) // DAY // MOST_SAMPLES, 1) * DAY
        if not taken:
            return setup.counted_from - setup.counted_from % DAY + DAY // 2
        time = self.samples[-1][0] + every
        return time if setup.until is None or time < setup.until else NONE

    def _sample(self, time: int) -> None:
        setup, lists = self.ground.setup, self.lists
        roles = len(setup.roles)
        queues = [int(n) for n in lists["waiting"]]
        for number, crew in enumerate(setup.crews):
            for role in crew.roles[:1]:
                queues[role] += queues[roles + number]
        crews = range(len(setup.crews))
        self.samples.append(
            (
                time,
                *queues[:roles],
                *(int(lists["crews"][crew * CREW_SIZE + BUSY]) for crew in crews),
                *(int(lists["crews"][crew * CREW_SIZE + LOAD]) for crew in crews),
                *(int(lists["processes"][p * PROCESS_SIZE + OPEN_CASES]) for p in range(len(setup.processes))),
            )
        )

    def _where(self) -> tuple[str, ...]:
        """The states in which the case goes round."""
        place = int(self.lists["cases"][self.at[CASE] * CASE_SIZE + PLACE])
        course, standing = self.ground.tables.place_list[place]
        return tuple(course.chart[state].name for state in sorted(standing.snapshot.active)[1:])

    def result(self, log: bool | frozenset[int], seconds: float) -> Run:
        """What came of it."""
        self._write_unfinished()
        self._take_out()
        at, setup = self.at, self.ground.setup
        last = int(at[LAST_ARRIVAL]) + 1 if setup.until is None else setup.until
        span = setup.counted_from, max(last, setup.counted_from)
        return Run(
            setup=setup,
            seed=self.seed,
            replication=self.replication,
            engine="compiled" if self.compiled else "plain",
            events=int(at[EVENTS]),
            seconds=seconds,
            span=span,
            cases=self._cases(),
            tasks=tuple(self._tasks()),
            worked=tuple(int(n) for n in self.lists["crews"][CREW_WORKED::CREW_SIZE]),
            available=tuple(self._available(crew, span) for crew in range(len(setup.crews))),
            samples=self._samples(),
            refused=int(at[REFUSED]),
            stepped=self.ground.tables.stepped - self.stepped_before,
            finished=int(at[COUNTED_OPEN]) == 0,
            log=self._log(log) if self.log else None,
        )

    def _write_unfinished(self) -> None:
        at, lists = self.at, self.lists
        free = {int(number) for number in lists["free"][: at[FREE]]}
        for number in range(int(at[USED])):
            if number not in free and lists["cases"][number * CASE_SIZE + COUNTS] == 1:
                if at[OUT] >= LINES - 2:
                    self._take_out()
                self._call(kernel.write_out, number=number, final=NONE, time=NONE)
                self.ended -= 1

    def _cases(self) -> tuple[Cases, ...]:
        size = ROW_SIZE + 2 * self.ground.watches
        joined = _joined(self.columns, len(self.ground.courses), size, compiled=self.compiled)
        return tuple(
            Cases(*columns[1:ROW_SIZE], statuses=tuple(columns[ROW_SIZE:end:2]), late=tuple(columns[ROW_SIZE + 1 : end : 2]))
            for course, columns in zip(self.ground.courses, joined, strict=True)
            for end in (ROW_SIZE + 2 * len(course.chart.watches),)
        )

    def _tasks(self) -> Any:
        for course in self.ground.courses:
            for choice in course.choices:
                for i, task in enumerate(choice.tasks):
                    record = (choice.first_task + i) * TASK_SIZE + TIMES_BEGUN
                    counts = (int(n) for n in self.lists["tasks"][record : record + 3])
                    yield Task(course.number, task.state, task.act, *counts)

    def _available(self, crew: int, span: tuple[int, int]) -> int:
        """The working time there was, as many times as there were people."""
        sizes = self.ground.setup.crews[crew].sizes
        ends = [time for time, _ in sizes[1:]] + [span[1]]
        return sum(
            size * (self._worked_by(crew, min(end, span[1])) - self._worked_by(crew, max(begin, span[0])))
            for (begin, size), end in zip(sizes, ends, strict=True)
            if min(end, span[1]) > max(begin, span[0])
        )

    def _worked_by(self, crew: int, time: int) -> int:
        from prosessi.simulate.layout import CREW_HOURS
        from prosessi.simulate.worktime import time_before

        hours = self.ground.crews[crew * CREW_SIZE + CREW_HOURS]
        if hours < 0:
            return time
        ground = self.ground
        return time_before(hours, time, ground.days, ground.kinds, ground.before, ground.spans)

    def _samples(self) -> Samples:
        setup = self.ground.setup
        width = 1 + len(setup.roles) + 2 * len(setup.crews) + len(setup.processes)
        columns = [array("q", (line[i] for line in self.samples)) for i in range(width)]
        begin = 1
        parts = []
        for count in (len(setup.roles), len(setup.crews), len(setup.crews), len(setup.processes)):
            parts.append(tuple(columns[begin : begin + count]))
            begin += count
        return Samples(columns[0], *parts)

    def _log(self, wanted: bool | frozenset[int]) -> Log:
        lines = [
            (numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3], values[i // LOG_SIZE])
            for numbers, values in self.lines
            for i in range(0, len(numbers), LOG_SIZE)
            if wanted is True or int(numbers[i + 1]) in wanted  # type: ignore[operator]
        ]
        columns = [array("q", (int(line[i]) for line in lines)) for i in range(LOG_SIZE)]
        return in_order(Log(*columns, array("d", (float(line[LOG_SIZE]) for line in lines))))


def _longer(numbers: Any, size: int) -> Any:
    """A list or an array with more room."""
    if isinstance(numbers, list):
        return numbers + [type(numbers[0])(0)] * (size - len(numbers)) if numbers else [0] * size
    longer = importlib.import_module("numpy").zeros(size, dtype=numbers.dtype)
    longer[: len(numbers)] = numbers
    return longer


def _copied(numbers: Any, n: int) -> Any:
    return numbers[:n] if isinstance(numbers, list) else numbers[:n].copy()


def _columns(out: Any, n: int, size: int, *, compiled: bool) -> list[Any]:
    """The lines taken out, as columns no wider than they must be, for there can be millions of lines."""
    if not compiled:
        return [array("q", out[i : n * size : size]) for i in range(size)]
    lines = out[: n * size].reshape(n, size)
    return [lines[:, i].astype(_width(i, int(lines[:, i].max()))) for i in range(size)]


def _width(column: int, most: int) -> str:
    """The kind of whole number that a column holds."""
    if column >= ROW_SIZE and (column - ROW_SIZE) % 2 == 0:
        return "int8"
    return "int32" if most < 1 << 31 else "int64"


def _joined(parts: list[list[Any]], processes: int, size: int, *, compiled: bool) -> list[list[Any]]:
    """The columns of each process, of parts that are used up one column after another, so that none is held twice."""
    if not compiled or all(isinstance(part[0], array) for part in parts):
        whole = [[array("q") for _ in range(size)] for _ in range(processes)]
        for part in parts:
            for line, process in enumerate(part[0]):
                for column, numbers in zip(whole[process], part, strict=True):
                    column.append(numbers[line])
        return whole
    numpy = importlib.import_module("numpy")
    of = numpy.concatenate([part[0] for part in parts])
    joined: list[list[Any]] = [[] for _ in range(processes)]
    for i in range(size):
        column = numpy.concatenate([part[i] for part in parts])
        for part in parts:
            part[i] = None
        for process, columns in enumerate(joined):
            columns.append(column if processes == 1 else column[of == process])
    return joined
