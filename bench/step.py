"""How many events a second one case takes, beside the `transitions` package in the same run.

Three machines: (a) a flat cycle of six states; (b) three levels with guards, an action, an event handled by the
outer state and one that goes nowhere; (c) three regions that move on together, are left, and are come back to by deep
history (`transitions` has no history, so there the regions begin anew). What is timed of prosessi is the reference
step served from its rows: a place, the data and an event in; where the case lands and its data out. The last lines
are a whole `send`: of the plain chart (a), and of one with roles, papers, settled data, a timer and a deadline.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from transitions import Machine
from transitions.extensions import HierarchicalMachine

from prosessi.chart.case import Taken, begin, send
from prosessi.chart.chart import Chart
from prosessi.chart.compile import compile_process
from prosessi.chart.rows import rows_of
from prosessi.chart.semantics import react
from prosessi.chart.worlds import Live
from prosessi.model.bind import read_as
from prosessi.model.library import EMPTY
from prosessi.model.process import Process

ROUNDS = 20_000
REPEATS = 5

FLAT = """
prosessi: 1
process: flat
events: {go: {}}
states:
  s0: {transitions: [{event: go, to: s1}]}
  s1: {transitions: [{event: go, to: s2}]}
  s2: {transitions: [{event: go, to: s3}]}
  s3: {transitions: [{event: go, to: s4}]}
  s4: {transitions: [{event: go, to: s5}]}
  s5: {transitions: [{event: go, to: s0}]}
"""

NESTED = """
prosessi: 1
process: nested
case: {n: {type: integer, min: 0, max: 10, default: 0}}
events: {work: {}, note: {}, finish: {}, reset: {}}
states:
  outer:
    initial: middle
    transitions: [{event: reset, to: outer, set: {n: 0}}, {event: note}]
    states:
      middle:
        initial: a
        states:
          a:
            transitions:
              - {event: work, if: n > 5, to: done}
              - {event: work, if: n < 3, set: {n: n + 1}, to: b}
          b: {transitions: [{event: work, to: a}]}
        transitions: [{event: finish, if: n >= 1, to: done}]
      done: {}
"""

REGIONS = """
prosessi: 1
process: regions
events: {go: {}, leave: {}, back: {}}
states:
  p:
    transitions: [{event: leave, to: away}]
    parallel:
      h: {history: deep}
      a: {initial: a0, states: {a0: {transitions: [{event: go, to: a1}]}, a1: {transitions: [{event: go, to: a2}]},
                                a2: {transitions: [{event: go, to: a3}]}, a3: {transitions: [{event: go, to: a0}]}}}
      b: {initial: b0, states: {b0: {transitions: [{event: go, to: b1}]}, b1: {transitions: [{event: go, to: b2}]},
                                b2: {transitions: [{event: go, to: b3}]}, b3: {transitions: [{event: go, to: b0}]}}}
      c: {initial: c0, states: {c0: {transitions: [{event: go, to: c1}]}, c1: {transitions: [{event: go, to: c2}]},
                                c2: {transitions: [{event: go, to: c3}]}, c3: {transitions: [{event: go, to: c0}]}}}
  away: {transitions: [{event: back, to: h}]}
"""

OFFICE = """
prosessi: 1
process: office
roles: {worker: {kind: staff}}
case: {urgent: {type: boolean}}
documents: {form: {}}
events:
  open: {by: worker, needs: [form]}
  judge: {by: worker, decides: [urgent]}
  close: {by: worker}
deadlines:
  judged: {starts: {enter: opened}, met_by: {exit: opened}, within: 7 working days, again: true}
states:
  received: {transitions: [{event: open, to: opened}]}
  opened:
    transitions:
      - {event: judge, if: urgent, to: judged_urgent}
      - {event: judge, else: true, to: judged_calm}
      - {after: 3 months, to: received}
  judged_urgent: {transitions: [{event: close, to: received}]}
  judged_calm: {transitions: [{event: close, to: received}]}
"""

NESTED_EVENTS = ("work", "note", "work", "work", "finish", "reset")
REGION_EVENTS = ("go", "go", "leave", "back", "go", "go")


class Counter:
    """The model that `transitions` drives in (b)."""

    n = 0

    def above_five(self) -> bool:  # noqa: D102  # the names say it
        return self.n > 5

    def below_three(self) -> bool:  # noqa: D102
        return self.n < 3

    def some(self) -> bool:  # noqa: D102
        return self.n >= 1

    def count(self) -> None:  # noqa: D102
        self.n += 1

    def forget(self) -> None:  # noqa: D102
        self.n = 0


def main() -> None:
    """Print the table."""
    print(f"{'events a second':<34}{'prosessi':>12}{'transitions':>14}{'ratio':>8}{'bare step':>12}")
    compared("(a) flat, six states", FLAT, ("go",) * 6, flat_machine())
    compared("(b) three levels, guards", NESTED, NESTED_EVENTS, nested_machine())
    compared("(c) three regions, deep history", REGIONS, REGION_EVENTS, region_machine())
    flat, office = chart_of(FLAT), chart_of(OFFICE)
    print(f"{'a whole send, as in (a)':<34}{rate(lambda: flat_sends(flat, 5000), 5000):>12,.0f}")
    print(f"{'a whole send with all around it':<34}{rate(lambda: sends(office, 1000), 3000):>12,.0f}")


def compared(title: str, text: str, events: Sequence[str], machine: Callable[[str], object]) -> None:
    chart = chart_of(text)
    ours = rate(lambda: by_rows(chart, events, ROUNDS), ROUNDS * len(events))
    theirs = rate(lambda: by_machine(machine, events, 500), 500 * len(events))
    bare = rate(lambda: by_step(chart, events, 200), 200 * len(events))
    print(f"{title:<34}{ours:>12,.0f}{theirs:>14,.0f}{ours / theirs:>7.0f}x{bare:>12,.0f}")


def rate(run: Callable[[], None], events: int) -> float:
    run()
    times = []
    for _ in range(REPEATS):
        begun = time.process_time()
        run()
        times.append(time.process_time() - begun)
    return events / statistics.median(times)


def by_rows(chart: Chart, events: Sequence[str], rounds: int) -> None:
    rows = rows_of(chart)
    landing, data = rows.begin(tuple(slot.default for slot in chart.slots))
    for _ in range(rounds):
        for event in events:
            landing, data = rows.react(landing.place, data, event)
            assert landing.microsteps


def by_step(chart: Chart, events: Sequence[str], rounds: int) -> None:
    rows = rows_of(chart)
    landing, data = rows.begin(tuple(slot.default for slot in chart.slots))
    snapshot = landing.place.snapshot
    for _ in range(rounds):
        for event in events:
            live = Live(chart, data)
            reaction = react(chart, snapshot, event, live)
            assert reaction.microsteps
            snapshot, data = reaction.snapshot, live.data


def by_machine(trigger: Callable[[str], object], events: Sequence[str], rounds: int) -> None:
    for _ in range(rounds):
        for event in events:
            assert trigger(event)


def flat_sends(chart: Chart, rounds: int) -> None:
    case = begin(chart, at=datetime(2025, 1, 7)).case  # noqa: DTZ001  # civil time
    for _ in range(rounds):
        taken = send(chart, case, "go")
        assert isinstance(taken, Taken)
        case = taken.case


def sends(chart: Chart, rounds: int) -> None:
    case = begin(chart, at=datetime(2025, 1, 7), documents=["form"]).case  # noqa: DTZ001  # civil time
    for _ in range(rounds):
        for event, decided in (("open", {}), ("judge", {"urgent": False}), ("close", {})):
            taken = send(chart, case, event, by="worker", decided=decided)
            assert isinstance(taken, Taken)
            case = taken.case


def chart_of(text: str) -> Chart:
    process = read_as(Process, text, "bench").model
    assert process is not None
    return compile_process(process, EMPTY)


def flat_machine() -> Callable[[str], object]:
    names = [f"s{n}" for n in range(6)]
    model = Counter()
    machine = Machine(model, states=names, initial="s0", auto_transitions=False)
    for n, name in enumerate(names):
        machine.add_transition("go", name, names[(n + 1) % 6])
    return model.trigger


def nested_machine() -> Callable[[str], object]:
    model = Counter()
    middle = {"name": "middle", "initial": "a", "children": ["a", "b"]}
    states = [{"name": "outer", "initial": "middle", "children": [middle, "done"]}]
    machine = HierarchicalMachine(model, states=states, initial="outer", auto_transitions=False)
    machine.add_transition("work", "outer_middle_a", "outer_done", conditions="above_five")
    machine.add_transition("work", "outer_middle_a", "outer_middle_b", conditions="below_three", after="count")
    machine.add_transition("work", "outer_middle_b", "outer_middle_a")
    machine.add_transition("finish", "outer_middle", "outer_done", conditions="some")
    machine.add_transition("reset", "outer", "outer_middle", after="forget")
    machine.add_transition("note", "outer", None)
    return model.trigger


def region_machine() -> Callable[[str], object]:
    model = Counter()
    regions = [{"name": r, "initial": f"{r}0", "children": [f"{r}{n}" for n in range(4)]} for r in "abc"]
    states = [{"name": "p", "parallel": regions}, "away"]
    machine = HierarchicalMachine(model, states=states, initial="p", auto_transitions=False)
    for r in "abc":
        for n in range(4):
            machine.add_transition("go", f"p_{r}_{r}{n}", f"p_{r}_{r}{(n + 1) % 4}")
    machine.add_transition("leave", "p", "away")
    machine.add_transition("back", "away", "p")
    return model.trigger


if __name__ == "__main__":
    main()
