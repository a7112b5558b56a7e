"""What comes of a run: lines that are taken out while it goes on, and columns and counts made of them at the end."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from prosessi.simulate.chronicle import in_order
from prosessi.simulate.columns import NarrowTables, PlainTables
from prosessi.simulate.ground import Ground
from prosessi.simulate.layout import (
    CREW_HOURS,
    CREW_SIZE,
    LOG_SIZE,
    LOGGED,
    MOST_CASES,
    OUT,
    PROCESS_SIZE,
    TASK_SIZE,
    TIMES_BEGUN,
    WATCH_COUNT,
)
from prosessi.simulate.lists import Lists
from prosessi.simulate.run import Cases, Log, Task
from prosessi.simulate.setup import Seconds
from prosessi.simulate.worktime import time_before


@dataclass(slots=True, eq=False)
class Outcome:
    """The lines taken out so far, of cases and of the log."""

    tables: PlainTables | NarrowTables | None = None
    lines: list[tuple[Any, Any]] = field(default_factory=list)
    ended: int = 0

    def take_out(self, lists: Lists) -> None:
        """Take out the lines that the loop has written."""
        at = lists["at"]
        if n := int(at[OUT]):
            self.ended += n
            self.tables = _tables(self.tables, lists)
            self.tables.add(lists["out"], n)
        if n := int(at[LOGGED]):
            self.lines.append((_copied(lists["log"], n * LOG_SIZE), _copied(lists["log_values"], n)))
        at[OUT] = at[LOGGED] = 0

    def cases(self, ground: Ground) -> tuple[Cases, ...]:
        """The table of each process."""
        tables = self.tables or PlainTables([len(course.chart.watches) for course in ground.courses])
        return tuple(_cases(columns) for columns in tables.columns)

    def log(self, wanted: frozenset[int] | None) -> Log:
        """What happened to the cases with these numbers, or to all of them."""
        lines = [
            (*numbers[i : i + LOG_SIZE], values[i // LOG_SIZE])
            for numbers, values in self.lines
            for i in range(0, len(numbers), LOG_SIZE)
            if wanted is None or int(numbers[i + 1]) in wanted
        ]
        time, case, what, which = (array("q", (int(line[i]) for line in lines)) for i in range(LOG_SIZE))
        return in_order(Log(time, case, what, which, array("d", (float(line[LOG_SIZE]) for line in lines))))


def tasks_done(ground: Ground, tasks: Any) -> Iterator[Task]:
    """How often each act was done from each state, and how long it took."""
    for course in ground.courses:
        for choice in course.choices:
            for i, task in enumerate(choice.tasks):
                record = (choice.first_task + i) * TASK_SIZE + TIMES_BEGUN
                begun, waited, worked = (int(n) for n in tasks[record : record + 3])
                yield Task(course.number, task.state, task.act, begun, waited, worked)


def available(ground: Ground, crew: int, span: tuple[Seconds, Seconds]) -> Seconds:
    """The working time of a crew there was, as many times as there were people."""
    sizes = ground.setup.crews[crew].sizes
    ends = [time for time, _ in sizes[1:]] + [span[1]]
    return sum(
        size * (_worked_by(ground, crew, min(end, span[1])) - _worked_by(ground, crew, max(begin, span[0])))
        for (begin, size), end in zip(sizes, ends, strict=True)
        if min(end, span[1]) > max(begin, span[0])
    )


def _worked_by(ground: Ground, crew: int, time: Seconds) -> Seconds:
    hours = ground.crews[crew * CREW_SIZE + CREW_HOURS]
    if hours < 0:
        return time
    return time_before(hours, time, ground.days, ground.kinds, ground.before, ground.spans)


def _tables(before: PlainTables | NarrowTables | None, lists: Lists) -> PlainTables | NarrowTables:
    """The tables for lines of a run that had these `before`, if any; it may have gone over to arrays since."""
    plain = isinstance(lists["out"], list)
    if isinstance(before, NarrowTables) or (before is not None and plain):
        return before
    deadlines = [int(count) for count in lists["processes"][WATCH_COUNT::PROCESS_SIZE]]
    return PlainTables(deadlines) if plain else NarrowTables(deadlines, int(lists["terms"][MOST_CASES]), before)


def _cases(columns: list[Any]) -> Cases:
    number, begun, ended, waited, worked, final, *deadlines = columns
    return Cases(number, begun, ended, waited, worked, final, tuple(deadlines[::2]), tuple(deadlines[1::2]))


def _copied(numbers: Any, n: int) -> Any:
    return numbers[:n] if isinstance(numbers, list) else numbers[:n].copy()
