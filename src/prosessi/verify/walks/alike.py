"""Proofs that two charts that differ a little do the same in every case there can be.

Both take every step side by side from each place in the graph of the one. If all these steps lead alike, the other
never leaves that graph, and the two are alike: an induction over the length of a case. As in the graph, whoever acts
settles what the act decides. What needs more than that is not proved here, and nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import product
from typing import Final

from prosessi.chart.ahead import conditions_of, raised_events
from prosessi.chart.cells import asked_whether_set, loads
from prosessi.chart.chart import Chart, Entitlement, Marks, StateId, Watch
from prosessi.chart.deadlines import reckoned
from prosessi.chart.explore import OPEN, Graph, Node, explore
from prosessi.chart.refusals import terms_of
from prosessi.chart.rows import Landing, rows_of
from prosessi.chart.semantics import Snapshot
from prosessi.chart.ways import is_for_people
from prosessi.chart.whereabouts import answering, ending, innermost
from prosessi.chart.worlds import Data, StepFailed, Unanswerable
from prosessi.errors import NotSettling
from prosessi.expressions.program import UNSET, Coded, Program
from prosessi.model.deadline import Deadline, Mark
from prosessi.model.process import Qualification
from prosessi.verify.walks.choices import Choices
from prosessi.verify.walks.form import (
    form,
    form_of_limit,
    form_of_permissions,
    form_of_steps,
    form_of_watch,
    histories,
    parallels_around,
)
from prosessi.verify.walks.mutants import Mutant
from prosessi.verify.walks.standing import Standing, is_open, told_apart

MOST_NODES: Final = 20_000
"""Of a larger graph nothing is proved."""

MOST_STEPS: Final = 400_000
"""So many steps are compared for one proof."""

A_DECADE: Final = tuple(datetime.combine(date(2020, 1, 1) + timedelta(days=n), time.min) for n in range(3653))
"""The days on which a deadline is started to compare its last days."""


class _Unproved(Exception):
    """A proof would take too long, or the graph does not allow it."""


@dataclass(eq=False)
class Likeness:
    """What a chart is like, and what it can be told from."""

    chart: Chart
    graphs: dict[frozenset[StateId], Graph] = field(default_factory=dict)

    @cached_property
    def form(self) -> tuple[object, ...]:
        """All of the chart that means something."""
        return form(self.chart)

    @cached_property
    def full(self) -> Graph | None:
        """Everything that can become of a case, in every order, if that is not too much."""
        graph = explore(self.chart, most=MOST_NODES, full=True)
        return graph if graph.complete and graph.exact else None

    def same(self, rival: Chart) -> bool:
        """Whether two charts are made alike: they differ in what was written and not in what it means."""
        return self.form == form(rival)

    def proved(self, mutant: Mutant, rival: Chart) -> bool:
        """Whether it is proved that no case can tell two charts apart."""
        try:
            match mutant.kind:
                case "needs":
                    return self._never_lacking(rival)
                case "length":
                    return self._days_alike(rival)
            return self._steps_alike(rival) and self._permissions_alike(rival) and self._marks_alike(rival)
        except _Unproved:
            return False

    def _never_lacking(self, rival: Chart) -> bool:
        graph = self.full
        return graph is not None and not any(
            can_lack(graph, name, paper)
            for name, event in self.chart.process.events.items()
            for paper in {*event.needs} - {*rival.process.events[name].needs}
        )

    def _days_alike(self, rival: Chart) -> bool:
        """Whether deadlines end on the same day whenever they start. Those that rest on data are not looked at."""
        for one, other in zip(self.chart.watches, rival.watches, strict=True):
            if one.deadline is not other.deadline:
                if one.dates or other.dates:
                    return False
                if any(_due(one, start) != _due(other, start) for start in A_DECADE):
                    return False
        return True

    def _steps_alike(self, rival: Chart) -> bool:
        if form_of_steps(self.chart) == form_of_steps(rival):
            return True
        pair = _Steps(self.chart, rival, self._graph_for(rival))
        return pair.alike()

    def _graph_for(self, rival: Chart, always: Iterable[Program] = ()) -> Graph:
        """The graph, its data told apart as finely as the conditions of the rival need, and by those asked `always`.

        Where it is too large, only the branches in which the two differ are followed in every order: that of the
        others makes no difference to what is not in them.
        """
        around = frozenset[StateId]() if self.full else parallels_around(self.chart, rival)
        if around is None:
            raise _Unproved
        known = set(conditions_of(self.chart))
        fresh = [program for program in conditions_of(rival) if program not in known and loads(program)]
        asking = [_asking(self.chart, program) for program in always]
        if not fresh and not asking:
            graph = self._own_graph(around)
        else:
            rule = Qualification.model_validate({"in": [], "responsible": []})
            dividing = (Entitlement("", rule, frozenset(), program) for program in fresh)
            watches = (*self.chart.watches, *asking)
            finer = replace(self.chart, entitlements=(*self.chart.entitlements, *dividing), watches=watches, memo={})
            graph = explore(finer, most=MOST_NODES, full=self.full is not None, every_order=around)
        if not (graph.complete and graph.exact):
            raise _Unproved
        return graph

    def _own_graph(self, around: frozenset[StateId]) -> Graph:
        graph = self.full or self.graphs.get(around)
        if graph is None:
            graph = self.graphs[around] = explore(self.chart, most=MOST_NODES, every_order=around)
        return graph

    def _permissions_alike(self, rival: Chart) -> bool:
        """Whether the same roles are kept from the same acts everywhere."""
        mine, other = form_of_permissions(self.chart), form_of_permissions(rival)
        if mine == other:
            return True
        graph = self._graph_for(rival)
        roles = {role for event in self.chart.process.events.values() for role in event.by}
        for node in graph.nodes:
            for event in self.chart.process.events:
                for role in (*roles, None):
                    if not _permitted_alike(self.chart, rival, node, event, role):
                        return False
        return True

    def _marks_alike(self, rival: Chart) -> bool:
        """Whether each deadline that was changed starts and is met at the same moves, whatever happens."""
        for one, other in zip(self.chart.watches, rival.watches, strict=True):
            if form_of_watch(one) == form_of_watch(other):
                continue
            if form_of_limit(one) != form_of_limit(other) or one.deadline.breach != other.deadline.breach:
                return False
            asked = [program for program in (one.condition, other.condition) if program is not None]
            if not Standing(self.chart, self._graph_for(rival, asked), one, other).alike():
                return False
        return True


def can_lack(graph: Graph, event: str, paper: str) -> bool:
    """Whether a case that has never had a paper can come to where an act asks for it, by a graph in every order."""
    events = graph.chart.process.events
    bringing = {name for name, declared in events.items() if paper in (*declared.produces, *declared.needs)}
    seen, waiting = {0}, [0]
    while waiting:
        node = waiting.pop()
        if answering(graph.chart, graph.nodes[node].snapshot.active, event):
            return True
        for move in graph.moves[node]:
            if move.target not in seen and not (move.kind == "act" and move.event in bringing):
                seen.add(move.target)
                waiting.append(move.target)
    return False


@dataclass(slots=True, eq=False)
class _Steps:
    """The steps of two charts from each node of the graph of the first."""

    chart: Chart
    rival: Chart
    graph: Graph
    choices: Choices = field(init=False)
    eager: frozenset[int] = field(init=False)
    left: int = MOST_STEPS

    def __post_init__(self) -> None:
        self.choices = Choices(self.chart, (self.rival,))
        programs = (program for chart in (self.chart, self.rival) for program in conditions_of(chart))
        self.eager = frozenset(slot for program in programs for slot in asked_whether_set(program))

    def alike(self) -> bool:
        """Whether they all lead alike."""
        if [v.name for v in self.chart.vertices] != [v.name for v in self.rival.vertices]:
            return False
        clocks = self._clocks()
        if clocks is None or histories(self.chart) != histories(self.rival):
            return False
        events = dict.fromkeys(
            event for chart in (self.chart, self.rival) for edge in chart.edges for event in edge.events
        )
        told = tuple(name for name in events if name in self.chart.process.events)
        return all(self._node_alike(node, told, clocks) for node in self.graph.nodes)

    def _node_alike(self, node: Node, events: tuple[str, ...], clocks: dict[str, str]) -> bool:
        active = node.snapshot.active
        if not active:
            return self._step_alike(node, None, None, ())
        if innermost(self.chart, active) != innermost(self.rival, active):
            return False
        if ending(self.chart, active) is not None:
            return True
        for event in events:
            mine, other = answering(self.chart, active, event), answering(self.rival, active, event)
            if bool(mine) != bool(other):
                return False
            decided = tuple(slot.index for slot in self.choices.decides[event])
            if mine and not self._step_alike(node, event, event, decided):
                return False
        ringing = [edge.events[0] for state in active for edge in self.chart[state].timers]
        return all(self._step_alike(node, event, clocks[event], ()) for event in ringing)

    def _step_alike(self, node: Node, mine: str | None, other: str | None, decided: Sequence[int]) -> bool:
        """Whether one step leads alike, with every value of what it settles and of what is not told apart yet."""
        waiting = list(self._at_first(node, decided))
        while waiting:
            self.left -= 1
            if self.left < 0:
                raise _Unproved
            data = waiting.pop()
            one = _landed(self.chart, node.snapshot, data, mine)
            two = _landed(self.rival, node.snapshot, data, other)
            slot = one if isinstance(one, int) else two
            if isinstance(slot, int):
                unset = (UNSET,) if slot in decided else ()
                waiting += [_with(data, slot, value) for value in (*self.choices.cells[slot].values, *unset)]
            elif not self._lead_alike(one, two):
                return False
        return True

    def _at_first(self, node: Node, decided: Sequence[int]) -> Iterator[Data]:
        """The data of a node, what is decided left open; told apart by what some condition asks whether it is set."""
        data = node.data
        for slot in decided:
            data = _with(data, slot, OPEN)
        early = [slot for slot in sorted(self.eager) if is_open(data[slot])]
        for chosen in product(*((*self.choices.cells[slot].values, UNSET) for slot in early)):
            told = data
            for slot, value in zip(early, chosen, strict=True):
                told = _with(told, slot, value)
            yield told

    def _lead_alike(self, one: object, two: object) -> bool:
        if not isinstance(one, tuple) or not isinstance(two, tuple):
            return one is two
        (landing, after), (landing2, after2) = one, two
        if landing.place.snapshot != landing2.place.snapshot or landing.marked != landing2.marked:
            return False
        return all(a == b or (a != a and b != b) for a, b in zip(after, after2, strict=True)) and (  # noqa: PLR0124
            self._clocks_of(self.chart, landing) == self._clocks_of(self.rival, landing2)
        )

    def _clocks_of(self, chart: Chart, landing: Landing) -> tuple[frozenset[object], frozenset[object]]:
        """The clocks that a step stops and starts, by their states and lengths."""
        stopped, started = (
            frozenset((chart.edges[edge].source, chart.edges[edge].after, chart.edges[edge].at) for edge in edges)
            for edges in (landing.clocks.stopped, landing.clocks.started)
        )
        return stopped, started

    def _clocks(self) -> dict[str, str] | None:
        """The clocks of the one by the clocks of the other; None if they are not the same."""
        found: dict[str, str] = {}
        for one, other in zip(self.chart.vertices, self.rival.vertices, strict=True):
            mine, theirs = list(one.timers), list(other.timers)
            if [(edge.after, edge.at) for edge in mine] != [(edge.after, edge.at) for edge in theirs]:
                return None
            found |= {a.events[0]: b.events[0] for a, b in zip(mine, theirs, strict=True)}
        return found


def _asking(chart: Chart, program: Program) -> Watch:
    """A deadline that never starts, but whose condition is asked wherever a case comes to rest."""
    never = Marks(frozenset(), frozenset(), frozenset())
    nothing = Mark(enter=(), exit=(), event=())
    deadline = Deadline.model_construct(starts=nothing, met_by=nothing, breach=_raised_anyway(chart))
    return Watch("", deadline, never, never, program, chart.calendar, ())


def _raised_anyway(chart: Chart) -> str:
    """An event that nobody ceases to send because a deadline can raise it."""
    raised, acts = raised_events(chart), chart.process.events
    for event in (event for edge in chart.edges for event in edge.events):
        if event not in acts or event in raised or is_for_people(chart, event):
            return event
    raise _Unproved


def _landed(chart: Chart, snapshot: Snapshot, data: Data, event: str | None) -> tuple[Landing, Data] | int | None:
    """Where a step leads; the slot of what it asks about and is open; None if it does not happen."""
    rows = rows_of(chart)
    try:
        landing, after = rows.begin(data) if event is None else rows.react(rows.place(snapshot), data, event)
    except Unanswerable as failure:
        return next((slot for _, slot in failure.program.slots if is_open(data[slot])), None)
    except (StepFailed, NotSettling):
        return None
    return (landing, after) if landing.microsteps else None


def _with(data: Data, slot: int, value: Coded) -> Data:
    return (*data[:slot], value, *data[slot + 1 :])


def _permitted_alike(chart: Chart, rival: Chart, node: Node, event: str, role: str | None) -> bool:
    one, other = (terms_of(each, node.snapshot.active, event, role) for each in (chart, rival))
    if (one.refused and one.refused.reason) != (other.refused and other.refused.reason):
        return False
    if one.refused or [r.name for r in one.rules] == [r.name for r in other.rules] == []:
        return True
    programs = [rule.condition for rule in (*one.rules, *other.rules) if rule.condition is not None]
    return all(
        _kept(one.rules, data, node) == _kept(other.rules, data, node)
        for data in told_apart(Choices(chart, (rival,)), programs, node)
    )


def _kept(rules: Iterable[Entitlement], data: Data, node: Node) -> bool:
    active = node.snapshot.active
    return any(rule.condition is None or rule.condition.evaluate(data, active) == 1.0 for rule in rules)


def _due(watch: Watch, start: datetime) -> date | None:
    counted, _ = reckoned(watch, start, ())
    return None if counted is None else counted.due
