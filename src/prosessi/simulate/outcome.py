"""What comes of a run: lines that are taken out while it goes on, and columns and counts made of them at the end."""

from __future__ import annotations

import importlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from prosessi.simulate.chronicle import in_order
from prosessi.simulate.ground import Ground
from prosessi.simulate.layout import (
    CREW_HOURS,
    CREW_SIZE,
    LOG_SIZE,
    LOGGED,
    OUT,
    OUT_SIZE,
    ROW_SIZE,
    TASK_SIZE,
    TIMES_BEGUN,
)
from prosessi.simulate.lists import Lists
from prosessi.simulate.run import Cases, Log, Task
from prosessi.simulate.setup import Seconds
from prosessi.simulate.worktime import time_before

FAR: Final = 1 << 31
"""Numbers from here on take eight bytes."""


@dataclass(slots=True, eq=False)
class Outcome:
    """The lines taken out so far, of cases and of the log."""

    columns: list[list[Any]] = field(default_factory=list)
    lines: list[tuple[Any, Any]] = field(default_factory=list)
    ended: int = 0

    def take_out(self, lists: Lists) -> None:
        """Take out the lines that the loop has written."""
        at = lists["at"]
        if n := int(at[OUT]):
            self.ended += n
            self.columns.append(_columns(lists["out"], n, int(lists["terms"][OUT_SIZE])))
        if n := int(at[LOGGED]):
            self.lines.append((_copied(lists["log"], n * LOG_SIZE), _copied(lists["log_values"], n)))
        at[OUT] = at[LOGGED] = 0

    def cases(self, ground: Ground) -> tuple[Cases, ...]:
        """The table of each process. The lines are used up."""
        joined = _joined(self.columns, len(ground.courses), ROW_SIZE + 2 * ground.watches)
        ends = (ROW_SIZE + 2 * len(course.chart.watches) for course in ground.courses)
        return tuple(_cases(columns[:end]) for columns, end in zip(joined, ends, strict=True))

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


def _cases(columns: list[Any]) -> Cases:
    _, number, begun, ended, waited, worked, final, *deadlines = columns
    return Cases(number, begun, ended, waited, worked, final, tuple(deadlines[::2]), tuple(deadlines[1::2]))


def _copied(numbers: Any, n: int) -> Any:
    return numbers[:n] if isinstance(numbers, list) else numbers[:n].copy()


def _columns(out: Any, n: int, size: int) -> list[Any]:
    """The lines taken out, as columns no wider than they must be, for there can be millions of lines."""
    if isinstance(out, list):
        return [array("q", out[i : n * size : size]) for i in range(size)]
    lines = out[: n * size].reshape(n, size)
    narrow = int(lines.max()) < FAR
    return [column.astype(_width(i, narrow=narrow or int(column.max()) < FAR)) for i, column in enumerate(lines.T)]


def _width(column: int, *, narrow: bool) -> str:
    """The kind of whole number that a column holds."""
    if column >= ROW_SIZE and (column - ROW_SIZE) % 2 == 0:
        return "int8"
    return "int32" if narrow else "int64"


def _joined(parts: list[list[Any]], processes: int, size: int) -> list[list[Any]]:
    """The columns of each process, of parts that are used up one column after another, so that none is held twice."""
    if all(isinstance(part[0], array) for part in parts):
        return _joined_plainly(parts, processes, size)
    numpy = importlib.import_module("numpy")
    of = numpy.concatenate([part[0] for part in parts]) if processes > 1 else parts[0][0]
    joined: list[list[Any]] = [[of] for _ in range(processes)]
    for i in range(1, size):
        column = numpy.concatenate([part[i] for part in parts])
        for part in parts:
            part[i] = None
        for process, columns in enumerate(joined):
            columns.append(column if processes == 1 else column[of == process])
    return joined


def _joined_plainly(parts: list[list[Any]], processes: int, size: int) -> list[list[Any]]:
    whole = [[array("q") for _ in range(size)] for _ in range(processes)]
    for part in parts:
        for line, process in enumerate(part[0]):
            for column, numbers in zip(whole[process], part, strict=True):
                column.append(numbers[line])
    return whole
