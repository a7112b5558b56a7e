"""How one deadline stands in a chart and in one that differs a little, along every way through the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import product

from prosessi.chart import deadlines as watching
from prosessi.chart.cells import loads
from prosessi.chart.chart import Chart, Watch
from prosessi.chart.deadlines import DeadlineState
from prosessi.chart.explore import NOW, Graph, Node
from prosessi.chart.semantics import Microstep
from prosessi.chart.worlds import Data
from prosessi.expressions.program import UNSET, Program
from prosessi.verify.walks.choices import Choices


@dataclass(slots=True, eq=False)
class Standing:
    """How one deadline stands in the original and in the rival, along every way through the graph."""

    chart: Chart
    graph: Graph
    one: Watch
    other: Watch
    known: dict[object, DeadlineState] = field(default_factory=dict)
    choices: Choices = field(init=False)

    def __post_init__(self) -> None:
        self.choices = Choices(self.chart, (replace(self.chart, watches=(self.other,), memo={}),))

    def alike(self) -> bool:
        """Whether it always stands alike in both."""
        charts = tuple(replace(self.chart, watches=(watch,), memo={}) for watch in (self.one, self.other))
        none = DeadlineState(self.one.name)
        seen, waiting = {(0, none, none)}, [(0, none, none)]
        while waiting:
            node, mine, theirs = waiting.pop()
            for target, states in self._moves(charts, node, (mine, theirs)):
                one, two = states
                if not _seem_alike(one, two):
                    return False
                key = (target, _forgotten(one), _forgotten(two))
                if key not in seen:
                    seen.add(key)
                    waiting.append(key)
        return True

    def _moves(
        self, charts: tuple[Chart, ...], node: int, states: tuple[DeadlineState, DeadlineState]
    ) -> Iterator[tuple[int, tuple[DeadlineState, DeadlineState]]]:
        """What becomes of both standings by every move, and by the end of the deadline itself."""
        if states[0].status == "running":
            late = tuple(_plain(watching.breach((state,), 0, NOW)[0]) for state in states)
            yield node, (late[0], late[1])
        for move in self.graph.moves[node]:
            where = self.graph.nodes[move.target]
            for data in self._told_apart(where):
                stood = [
                    self._observed(chart, state, move.microsteps, data, where)
                    for chart, state in zip(charts, states, strict=True)
                ]
                yield move.target, (stood[0], stood[1])

    def _observed(
        self, chart: Chart, state: DeadlineState, moves: tuple[Microstep, ...], data: Data, where: Node
    ) -> DeadlineState:
        """A standing after a move. What was worked out for the same marks and the same answer is not done again."""
        [watch], active = chart.watches, where.snapshot.active
        marks = watching.marked(watch, moves)
        holds = watch.condition is None or watch.condition.evaluate(data, active) == 1.0
        key = (watch, state, marks, holds)
        known = self.known.get(key)
        if known is None:
            later = NOW + timedelta(hours=1)
            known = _plain(watching.observe(chart, (state,), (marks,), data, active, now=later)[0])
            self.known[key] = known
        return known

    def _told_apart(self, node: Node) -> Iterator[Data]:
        """The data of a node, with every value of what a condition asks about and nothing has settled yet."""
        programs = [program for program in (self.one.condition, self.other.condition) if program is not None]
        if not programs:
            return iter((node.data,))
        return told_apart(self.choices, programs, node)


def told_apart(choices: Choices, programs: Iterable[Program], node: Node) -> Iterator[Data]:
    """The data of a node, once with every value of what programs ask about and is still open."""
    slots = sorted({slot for program in programs for slot in loads(program) if is_open(node.data[slot])})
    for chosen in product(*(choices.cells[slot].values for slot in slots)):
        data = list(node.data)
        for slot, value in zip(slots, chosen, strict=True):
            data[slot] = value
        yield tuple(data)


def is_open(value: object) -> bool:
    """Whether a datum is there but has not mattered so far."""
    return value != value and value is not UNSET  # noqa: PLR0124


def _plain(state: DeadlineState) -> DeadlineState:
    """A standing without its days."""
    return state._replace(due=None, count=None, expires=None, days_late=0)


def _seem_alike(one: DeadlineState, other: DeadlineState) -> bool:
    """Whether two standings cannot be told apart yet. Nobody sees of a deadline that does not apply that it was met."""
    hidden = not one.applies and (one.met is None or other.met is None)
    return one == (other._replace(met=one.met) if hidden else other)


def _forgotten(state: DeadlineState) -> DeadlineState:
    """A standing that has forgotten at which moves it came about."""
    return state._replace(started=state.started and NOW, met=state.met and NOW, breached=state.breached and NOW)
