"""How many events a second one case takes, beside the `transitions` package in the same run.

Four machines: (a) a flat cycle of six states; (b) three levels with guards, an action, an event handled by the outer
state and one that goes nowhere; (c) three regions that move on together, are left, and are come back to by deep
history; (d) an office, where acts have roles, need papers and settle data, and a timer and a deadline run. What
`transitions` does not have its machines go without: history in (c), where the regions begin anew, and in (d) all but
the states and the condition.

`send` is a whole act: refusals, papers, data, the step, clocks, deadlines, and a new immutable case. `rows` is its
heart alone, the step served from memory, and `bare step` the one that this memory is written from. It is all CPU
time, the median of five runs after one to warm up.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from transitions import Machine
from transitions.extensions import HierarchicalMachine

from prosessi.chart.case import Case, Refused, Taken, advance, begin, send
from prosessi.chart.chart import Chart
from prosessi.chart.compile import compile_process
from prosessi.chart.rows import rows_of
from prosessi.chart.semantics import react
from prosessi.chart.worlds import Data, Live
from prosessi.model.bind import read_as
from prosessi.model.library import EMPTY
from prosessi.model.process import Process
from prosessi.walk.walk import Walk

REPEATS = 5
DAY = datetime(2025, 1, 7)  # noqa: DTZ001  # a case goes by civil time

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

CLOCK = """
prosessi: 1
process: clock
states:
  tick: {transitions: [{after: 1 days, to: tock}]}
  tock: {transitions: [{after: 1 days, to: tick}]}
"""

Act = tuple[str, Mapping[str, Any]]
"""An event, and what else `send` is told."""


def plain(*events: str) -> tuple[Act, ...]:
    """Acts of nobody in particular."""
    return tuple((event, {}) for event in events)


FLAT_ACTS = plain(*["go"] * 6)
NESTED_ACTS = plain("work", "note", "work", "work", "finish", "reset")
REGION_ACTS = plain("go", "go", "leave", "back", "go", "go")
OFFICE_ACTS: tuple[Act, ...] = (
    ("open", {"by": "worker", "papers": ["form"]}),
    ("judge", {"by": "worker", "decided": {"urgent": False}}),
    ("close", {"by": "worker"}),
)


@dataclass(frozen=True)
class Workload:
    """A chart, acts that lead it round, and how many a second are wanted."""

    title: str
    chart: Chart
    acts: Sequence[Act]
    wanted: int

    def begun(self) -> Case:
        """A case at its beginning."""
        return begin(self.chart, at=DAY).case


class Counter:
    """The model that `transitions` drives."""

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

    def urgent(self) -> bool:  # noqa: D102
        return False


def main() -> None:
    """Print the figures."""
    flat = Workload("(a) flat", chart_of(FLAT), FLAT_ACTS, 400_000)
    nested = Workload("(b) nested", chart_of(NESTED), NESTED_ACTS, 300_000)
    regions = Workload("(c) regions", chart_of(REGIONS), REGION_ACTS, 150_000)
    office = Workload("(d) office", chart_of(OFFICE), OFFICE_ACTS, 150_000)
    print(
        f"{'events a second':<18}{'wanted':>10}{'send':>10}{'transitions':>13}{'ratio':>8}{'rows':>13}{'bare step':>11}"
    )
    compared(flat, flat_machine())
    compared(nested, nested_machine())
    compared(regions, region_machine())
    compared(office, office_machine())
    print()
    alone("(d), a minute later in every round", lambda: by_send(office, 2000, minutes=1), 6000)
    alone("(d), refused for its role", lambda: refused(office, 10_000), 10_000)
    alone("(a), by `Walk.send`, walks of 100 acts", lambda: by_hand(flat, 50), 5000)
    alone("timers going off in virtual time", lambda: ticking(5000), 5000)


def compared(work: Workload, machine: Callable[[str], object]) -> None:
    per_round = len(work.acts)
    sent = rate(lambda: by_send(work, 24_000 // per_round), 24_000)
    theirs = rate(lambda: by_machine(machine, work, 3000 // per_round), 3000)
    ours = rate(lambda: by_rows(work, 60_000 // per_round), 60_000)
    bare = rate(lambda: by_step(work, 1200 // per_round), 1200)
    told = f"{work.title:<18}{work.wanted:>10,}{sent:>10,.0f}{theirs:>13,.0f}{sent / theirs:>7.1f}x"
    print(f"{told}{ours:>13,.0f}{bare:>11,.0f}")


def alone(title: str, run: Callable[[], None], events: int) -> None:
    print(f"{title:<40}{rate(run, events):>10,.0f}")


def rate(run: Callable[[], None], events: int) -> float:
    run()
    times = []
    for _ in range(REPEATS):
        begun = time.process_time()
        run()
        times.append(time.process_time() - begun)
    return events / statistics.median(times)


def by_send(work: Workload, rounds: int, *, minutes: int = 0) -> None:
    chart, case = work.chart, work.begun()
    for _ in range(rounds):
        for event, more in work.acts:
            taken = send(chart, case, event, **more)
            assert isinstance(taken, Taken)
            case = taken.case
        if minutes:
            case = advance(chart, case, case.now + timedelta(minutes=minutes)).case


def by_machine(trigger: Callable[[str], object], work: Workload, rounds: int) -> None:
    for _ in range(rounds):
        for event, _more in work.acts:
            assert trigger(event)


def by_rows(work: Workload, rounds: int) -> None:
    rows, case, acts = rows_of(work.chart), work.begun(), told_beforehand(work)
    place, data = rows.place(case.snapshot), case.data
    for _ in range(rounds):
        for event, decided in acts:
            landing, data = rows.react(place, decided or data, event)
            place = landing.place
            assert landing.microsteps


def by_step(work: Workload, rounds: int) -> None:
    case, acts = work.begun(), told_beforehand(work)
    snapshot, data = case.snapshot, case.data
    for _ in range(rounds):
        for event, decided in acts:
            live = Live(work.chart, decided or data)
            reaction = react(work.chart, snapshot, event, live)
            assert reaction.microsteps
            snapshot, data = reaction.snapshot, live.data


def told_beforehand(work: Workload) -> list[tuple[str, Data | None]]:
    """The events of a round, each with the data as the case keeps them if the act settles some."""
    acts, case = list[tuple[str, Data | None]](), work.begun()
    for event, more in work.acts:
        taken = send(work.chart, case, event, **more)
        assert isinstance(taken, Taken)
        case = taken.case
        acts.append((event, case.data if "decided" in more else None))
    return acts


def refused(work: Workload, times: int) -> None:
    case = work.begun()
    for _ in range(times):
        assert isinstance(send(work.chart, case, "open", by="visitor"), Refused)


def by_hand(work: Workload, walks: int) -> None:
    for _ in range(walks):
        walk = Walk(work.chart, start=DAY)
        for _ in range(100):
            assert isinstance(walk.send("go"), Taken)


def ticking(days: int) -> None:
    chart = chart_of(CLOCK)
    case = begin(chart, at=DAY).case
    assert len(advance(chart, case, DAY + timedelta(days=2 * days + 1)).steps) == days


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


def office_machine() -> Callable[[str], object]:
    model = Counter()
    names = ["received", "opened", "judged_urgent", "judged_calm"]
    machine = Machine(model, states=names, initial="received", auto_transitions=False)
    machine.add_transition("open", "received", "opened")
    machine.add_transition("judge", "opened", "judged_urgent", conditions="urgent")
    machine.add_transition("judge", "opened", "judged_calm")
    machine.add_transition("close", ["judged_urgent", "judged_calm"], "received")
    return model.trigger


if __name__ == "__main__":
    main()
