"""Faults planted in the engine, as small changes of its source, which the tests of this room must find."""

from __future__ import annotations

import inspect
import sys
from dataclasses import dataclass
from types import FunctionType, ModuleType

from prosessi.simulate import kernel, limits, tables


@dataclass(frozen=True)
class Fault:
    """What stands in a module gives way to something that looks just as good."""

    name: str
    room: ModuleType
    old: str
    new: str

    def __str__(self):
        return self.name


COURSE = (
    Fault(
        "a condition is turned round",
        kernel,
        "node = nodes[record + NODE_YES] if answer != 0.0",
        "node = nodes[record + NODE_YES] if answer == 0.0",
    ),
    Fault("an assignment is forgotten", kernel, "data[row + slot] = answer", "pass"),
    Fault(
        "a condition is answered from before the assignment",
        kernel,
        "codes, arguments, data, row, stack)\n                    if kind == DO:",
        "codes, arguments, data, number * slots, stack)\n                    if kind == DO:",
    ),
    Fault(
        "a clock goes off an hour late",
        kernel,
        "tickers[record + DUE] = due\n    if due >= 0:\n        at[HEAPED] = push(",
        "due += 3600 if due >= 0 else 0\n    tickers[record + DUE] = due\n    if due >= 0:\n        at[HEAPED] = push(",
    ),
    Fault(
        "a clock is not stopped",
        kernel,
        "tickers[((number << turn_bits) + deeds[i + 1]) * TICKER_SIZE + DUE] = NONE",
        "pass",
    ),
    Fault("what is met the moment its time is up is met in time", kernel, "0 <= due <= moment", "0 <= due < moment"),
    Fault("a day ends a day late", limits, "max(self.second(ends), 0)", "max(self.second(ends), 0) + 24 * 60 * 60"),
    Fault(
        "the condition of a deadline is not asked", tables, "NONE if watch.condition is None else", "NONE if True else"
    ),
    Fault("an act is not dropped", tables, "yield from (DROP, choice.turn)", "yield from ()"),
    Fault(
        "history is forgotten",
        tables,
        "self.place(course, landing.place)",
        "self.place(course, rows_of(course.chart).place(Snapshot(landing.place.snapshot.active)))",
    ),
)

WORK = (
    Fault(
        "who came last is first",
        kernel,
        "ticker = queues[(queue * levels + level) * 2]\n",
        "ticker = queues[(queue * levels + level) * 2 + 1]\n",
    ),
    Fault("who is urgent is last", kernel, "for level in range(levels):", "for level in range(levels - 1, -1, -1):"),
    Fault("one case too many", kernel, "or load < crews[record + CASELOAD]", "or load <= crews[record + CASELOAD]"),
    Fault("a case changes hands", kernel, "if owners[place] >= 0:", "if owners[place] >= 0 and number % 2 == 0:"),
    Fault("work begins at night", kernel, "start = opening(hours, time, days, kinds, spans)", "start = time"),
    Fault("what is dropped keeps its people", kernel, "if state != DELAYED:", "if state == NEVER:"),
    Fault(
        "one person does two things",
        kernel,
        "while crews[record + BUSY] < crews[record]:",
        "while crews[record + BUSY] <= crews[record]:",
    ),
    Fault(
        "work is not counted as it was done",
        kernel,
        "cases[case + WORKED] += work * people",
        "cases[case + WORKED] += work * people + 1",
    ),
)


def planted(fault, monkeypatch):
    """Change the code of every function of a module to what it is with the fault."""
    source = inspect.getsource(fault.room)
    assert source.count(fault.old) == 1, f"{fault}: its place is gone, plant it elsewhere"
    double = ModuleType(fault.room.__name__)
    monkeypatch.setitem(sys.modules, fault.room.__name__, double)
    exec(compile(source.replace(fault.old, fault.new), "planted", "exec"), vars(double))  # noqa: S102
    monkeypatch.setitem(sys.modules, fault.room.__name__, fault.room)
    for name, made in functions(fault.room):
        monkeypatch.setattr(made, "__code__", dict(functions(double))[name].__code__)


def functions(room):
    """The functions of a module and of its classes, by name."""
    for name, made in vars(room).items():
        if isinstance(made, type) and made.__module__ == room.__name__:
            for method, code in vars(made).items():
                if isinstance(code, FunctionType) and method[:2] != "__":
                    yield f"{name}.{method}", code
        elif isinstance(made, FunctionType) and made.__module__ == room.__name__:
            yield name, made
