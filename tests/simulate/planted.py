"""Faults planted in the engine, as small changes of its source, which the tests of this room must find."""

from __future__ import annotations

import inspect
import sys
from dataclasses import dataclass
from types import FunctionType, ModuleType

import prosessi.simulate.engine  # noqa: F401  # so that all its modules are there


@dataclass(frozen=True)
class Fault:
    """What stands somewhere in the engine gives way to something that looks just as good."""

    name: str
    old: str
    new: str

    def __str__(self):
        return self.name


COURSE = (
    Fault(
        "a condition that once held is not asked again",
        "self._node(step, row.yes), self._node(step, row.no)",
        "self._node(step, row.yes), self._node(step, row.no or row.yes)",
    ),
    Fault("an assignment is forgotten", "data[changing + slot] = value", "pass"),
    Fault(
        "a condition is answered from before the assignment",
        "asked = number * slots if kind == BAR else row",
        "asked = number * slots",
    ),
    Fault(
        "a clock goes off an hour late",
        "tickers[record + DUE] = due\n    if due >= 0:\n        foresee(",
        "due += 3600 if due >= 0 else 0\n    tickers[record + DUE] = due\n    if due >= 0:\n        foresee(",
    ),
    Fault("a day ends a day late", "max(self.second(ends), 0)\n\n", "max(self.second(ends), 0) + DAY\n\n"),
    Fault("the condition of a deadline is not asked", "NONE if watch.condition is None else", "NONE if True else"),
    Fault(
        "a deadline is not looked at when its data are decided",
        "assigned.union(decision.slot for decision in decided)",
        "assigned",
    ),
    Fault("an act is not dropped", "yield from (DROP, choice.turn)", "yield from ()"),
    Fault(
        "history is forgotten",
        "self.place(step.course, step.rest)",
        "self.place(step.course, rows_of(step.course.chart).place(Snapshot(step.rest.snapshot.active)))",
    ),
)

UNNOTICED = (
    Fault("what a transition sets", "yield from chart.edges[edge].actions", "yield from ()"),
    Fault("what a state sets that is left", "yield from chart[state].exit", "yield from ()"),
    Fault("what a state sets that is entered", "(*chart[state].entry, ", "(*(), "),
)

LAST_DAYS = (
    Fault(
        "two dates are taken for one another",
        "numbers[len(numbers) - len(limit.slots) :]",
        "numbers[: -len(limit.slots) - 1 : -1]",
    ),
    Fault("hours count from midnight", "started % (limit.unit or DAY)", "started % DAY"),
    Fault("hours from a date are counted by the day", "else 1 if exact else DAY", "else DAY"),
    Fault("what is not set is long ago", "if day else UNSET", "if day else 1.0"),
    Fault("what ran out before the run is a day late", "else min(second, UNKNOWN - 1)", "else 0"),
    Fault("what ran out before the run is not late", "else min(second, UNKNOWN - 1)", "else NONE"),
)

LATER = (
    Fault("what is begun again comes only once", "anew and tickers[record + DUE] >= 0:", "False:"),
    Fault("what comes after the first never comes", "    elif tickers[record + NEXT] >= 0:\n", "    elif False:\n"),
    Fault("what is called off comes all the same", "            stop(first + deeds[i + 1])\n", "            pass\n"),
    Fault("only the first is called off", "while tickers[record + NEXT] >= 0:", "while False:"),
    Fault("the last is forgotten when another comes", "behind[tickers[record + BEFORE] + BEHIND_NEXT] = place", "pass"),
)

BEYOND = (
    Fault("what is left of work is forgotten", "return max(work - (whole - ", "return max(0 * (whole - "),
    Fault("all of the work is done again", "return max(work - (whole - ", "return max(work + 0 * (whole - "),
    Fault(
        "what is left once more is forgotten",
        "= end\n    tickers[record + BEFORE] = left_over(hours, start, work",
        "= end\n    tickers[record + BEFORE] = left_over(hours, start, 0",
    ),
    Fault("who was to come later comes now", '== DAILY and lists["processes"]', '== NONE and lists["processes"]'),
)

MOVED = Fault("what was met is judged anew when its date moves", "standings[row] == 0 and (status", "False and (status")

ANYBODY = Fault(
    "what waits of a case is taken by anybody", "keeps_as(crew, queue):", "keeps_as(crew, queue) and False:"
)

AT_THE_LAST_MOMENT = Fault(
    "what is met the moment its time is up is met in time", "is_up(due, moment)", "is_up(due + 1, moment)"
)

WORK = (
    Fault(
        "who came last is first",
        "ticker = queues[(queue * levels + level) * 2]\n",
        "ticker = queues[(queue * levels + level) * 2 + 1]\n",
    ),
    Fault("who is urgent is last", "for level in range(levels):", "for level in range(levels - 1, -1, -1):"),
    Fault("one case too many", "or load < crews[record + CASELOAD]", "or load <= crews[record + CASELOAD]"),
    Fault(
        "a case changes hands",
        "    if owners[place] >= 0:\n        return owners[place]",
        "    if owners[place] >= 0:\n        return lists[roles[role * ROLE_SIZE + ROLE_FROM]]",
    ),
    Fault("work begins at night", "        start = opening(hours, time, days, kinds, spans)", "        start = time"),
    Fault(
        "what is dropped keeps its people", "    if people > 0:\n        let_go(", "    if people < 0:\n        let_go("
    ),
    Fault(
        "one person does two things",
        "while crews[record + BUSY] < crews[record]:",
        "while crews[record + BUSY] <= crews[record]:",
    ),
    Fault(
        "work is not counted as it was done",
        "cases[case + WORKED] += work * people",
        "cases[case + WORKED] += work * people + 1",
    ),
)


def planted(fault, monkeypatch):
    """Change the code of the module in which a fault belongs to what it is with the fault."""
    sources = {name: inspect.getsource(room) for name, room in rooms()}
    places = [name for name, source in sources.items() if fault.old in source]
    assert len(places) == 1, f"{fault}: its place is gone, plant it elsewhere"
    [place] = places
    assert sources[place].count(fault.old) == 1
    room, double = sys.modules[place], ModuleType(place)
    double.__dict__.update(__package__=room.__package__, __file__=room.__file__)
    monkeypatch.setitem(sys.modules, place, double)
    exec(compile(sources[place].replace(fault.old, fault.new), "planted", "exec"), vars(double))  # noqa: S102
    monkeypatch.setitem(sys.modules, place, room)
    changed = dict(functions(double))
    for name, made in functions(room):
        monkeypatch.setattr(made, "__code__", changed[name].__code__)


def rooms():
    """The modules of the engine: those that take part in a run."""
    words = "kernel courses offers deeds tables limits answers days ground columns standings worktime engine"
    parts = [*words.split(), "running", "shown"]
    for name, room in sorted(sys.modules.items()):
        if name.startswith("prosessi.simulate.") and name.split(".")[2] in parts:
            yield name, room


def functions(room):
    """The functions of a module and of its classes, by name."""
    for name, made in vars(room).items():
        if isinstance(made, type) and made.__module__ == room.__name__:
            for method, code in vars(made).items():
                if isinstance(code, FunctionType) and method[:2] != "__":
                    yield f"{name}.{method}", code
        elif isinstance(made, FunctionType) and made.__module__ == room.__name__:
            yield name, made
