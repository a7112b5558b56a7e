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

from prosessi.chart import deadlines as watching
from prosessi.chart.ahead import conditions_of
from prosessi.chart.cells import asked_whether_set, loads
from prosessi.chart.chart import Chart, Edge, Entitlement, Kind, Marks, Trigger, Vertex, Watch
from prosessi.chart.deadlines import DeadlineState, reckoned
from prosessi.chart.explore import NOW, OPEN, Graph, Node, explore
from prosessi.chart.refusals import terms_of
from prosessi.chart.rows import Landing, rows_of
from prosessi.chart.semantics import Microstep, Snapshot
from prosessi.chart.whereabouts import answering, ending, innermost
from prosessi.chart.worlds import Data, StepFailed, Unanswerable
from prosessi.errors import NotSettling
from prosessi.expressions.program import UNSET, Coded, Program
from prosessi.model.deadline import Deadline, Mark
from prosessi.model.process import Qualification
from prosessi.verify.choices import Choices
from prosessi.verify.mutants import Mutant

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

    @cached_property
    def form(self) -> tuple[object, ...]:
        """All of the chart that means something."""
        return form(self.chart)

    @cached_property
    def graph(self) -> Graph:
        """Everything that can become of a case, in every order if that is not too much."""
        return self._explored(self.chart)

    @cached_property
    def in_every_order(self) -> bool:
        """Whether branches of parallel states have been followed in every order."""
        full = explore(self.chart, most=MOST_NODES, full=True)
        return full.complete

    def _explored(self, chart: Chart) -> Graph:
        return explore(chart, most=MOST_NODES, full=self.in_every_order)

    def same(self, rival: Chart) -> bool:
        """Whether two charts are made alike: they differ in what was written and not in what it means."""
        return self.form == form(rival)

    def proved(self, mutant: Mutant, rival: Chart) -> bool:
        """Whether it is proved that no case can tell two charts apart."""
        if not (self.graph.complete and self.graph.exact):
            return False
        if not self.in_every_order and not _outside_branches(self.chart, rival):
            return False
        try:
            match mutant.kind:
                case "needs":
                    return self._never_lacking(rival)
                case "length":
                    return self._days_alike(rival)
            return self._steps_alike(rival) and self._permissions_alike(rival) and self._marks_alike(rival)
        except _Unproved:
            return False

    def can_lack(self, event: str, paper: str) -> bool:
        """Whether a case that has never had a paper can come to where an act asks for it."""
        events = self.chart.process.events
        bringing = {name for name, declared in events.items() if paper in (*declared.produces, *declared.needs)}
        seen, waiting = {0}, [0]
        while waiting:
            node = waiting.pop()
            if answering(self.chart, self.graph.nodes[node].snapshot.active, event):
                return True
            for move in self.graph.moves[node]:
                if move.target not in seen and not (move.kind == "act" and move.event in bringing):
                    seen.add(move.target)
                    waiting.append(move.target)
        return False

    def _never_lacking(self, rival: Chart) -> bool:
        return not any(
            self.can_lack(name, paper)
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
        if _form_of_steps(self.chart) == _form_of_steps(rival):
            return True
        pair = _Steps(self.chart, rival, self._graph_for(rival))
        return pair.alike()

    def _graph_for(self, rival: Chart, always: Iterable[Program] = ()) -> Graph:
        """The graph, its data told apart as finely as the conditions of the rival need, and by those asked `always`."""
        known = set(conditions_of(self.chart))
        fresh = [program for program in conditions_of(rival) if program not in known and loads(program)]
        asking = [_asking(self.chart, program) for program in always]
        if not fresh and not asking:
            return self.graph
        rule = Qualification.model_validate({"in": [], "responsible": []})
        dividing = (Entitlement("", rule, frozenset(), program) for program in fresh)
        finer = replace(
            self.chart,
            entitlements=(*self.chart.entitlements, *dividing),
            watches=(*self.chart.watches, *asking),
            memo={},
        )
        graph = self._explored(finer)
        if not (graph.complete and graph.exact):
            raise _Unproved
        return graph

    def _permissions_alike(self, rival: Chart) -> bool:
        """Whether the same roles are kept from the same acts everywhere."""
        mine, other = _form_of_permissions(self.chart), _form_of_permissions(rival)
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
            if _watch(one) == _watch(other):
                continue
            if _limit(one) != _limit(other) or one.deadline.breach != other.deadline.breach:
                return False
            asked = [program for program in (one.condition, other.condition) if program is not None]
            if not _Standing(self.chart, self._graph_for(rival, asked), one, other).alike():
                return False
        return True


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
        if clocks is None or _histories(self.chart) != _histories(self.rival):
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
        early = [slot for slot in sorted(self.eager) if _is_open(data[slot])]
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


def _outside_branches(chart: Chart, rival: Chart) -> bool:
    """Whether the two differ only in what stands outside all branches of parallel states."""

    def inside(state: int) -> bool:
        return any(chart[above].kind is Kind.PARALLEL for above in (state, *chart[state].ancestors))

    if len(chart.vertices) != len(rival.vertices):
        return False
    changed = [v.id for v in chart.vertices if _vertex(v) != _vertex(rival.vertices[v.id])]
    for one, other in zip(chart.watches, rival.watches, strict=True):
        if _watch(one) != _watch(other):
            for marks in (one.starts, one.met_by, other.starts, other.met_by):
                changed += [*marks.enter, *marks.exit]
                changed += [edge.source for edge in chart.edges if marks.events & {*edge.events}]
    return not any(map(inside, changed)) and _form_of_permissions(chart) == _form_of_permissions(rival)


def _asking(chart: Chart, program: Program) -> Watch:
    """A deadline that never starts, but whose condition is asked wherever a case comes to rest."""
    never = Marks(frozenset(), frozenset(), frozenset())
    event = next(event for edge in chart.edges for event in edge.events)
    nothing = Mark(enter=(), exit=(), event=())
    deadline = Deadline.model_construct(starts=nothing, met_by=nothing, breach=event)
    return Watch("", deadline, never, never, program, chart.calendar, ())


def _histories(chart: Chart) -> tuple[tuple[int, ...], ...]:
    """What leads to histories. The graph forgets what a history remembers once nothing leads back to it."""
    to = ((*vertex.initial, *(target for edge in vertex.edges for target in edge.targets)) for vertex in chart.vertices)
    return tuple(tuple(target for target in targets if chart[target].remembers) for targets in to)


def _landed(chart: Chart, snapshot: Snapshot, data: Data, event: str | None) -> tuple[Landing, Data] | int | None:
    """Where a step leads; the slot of what it asks about and is open; None if it does not happen."""
    rows = rows_of(chart)
    try:
        landing, after = rows.begin(data) if event is None else rows.react(rows.place(snapshot), data, event)
    except Unanswerable as failure:
        return next((slot for _, slot in failure.program.slots if _is_open(data[slot])), None)
    except (StepFailed, NotSettling):
        return None
    return (landing, after) if landing.microsteps else None


def _with(data: Data, slot: int, value: Coded) -> Data:
    return (*data[:slot], value, *data[slot + 1 :])


@dataclass(slots=True, eq=False)
class _Standing:
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
                if one != two:
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
        return _told_apart(self.choices, programs, node)


def _plain(state: DeadlineState) -> DeadlineState:
    """A standing without its days."""
    return state._replace(due=None, count=None, expires=None, days_late=0)


def _forgotten(state: DeadlineState) -> DeadlineState:
    """A standing that has forgotten at which moves it came about."""
    return state._replace(started=state.started and NOW, met=state.met and NOW, breached=state.breached and NOW)


def _permitted_alike(chart: Chart, rival: Chart, node: Node, event: str, role: str | None) -> bool:
    one, other = (terms_of(each, node.snapshot.active, event, role) for each in (chart, rival))
    if (one.refused and one.refused.reason) != (other.refused and other.refused.reason):
        return False
    if one.refused or [r.name for r in one.rules] == [r.name for r in other.rules] == []:
        return True
    programs = [rule.condition for rule in (*one.rules, *other.rules) if rule.condition is not None]
    return all(
        _kept(one.rules, data, node) == _kept(other.rules, data, node)
        for data in _told_apart(Choices(chart, (rival,)), programs, node)
    )


def _told_apart(choices: Choices, programs: Iterable[Program], node: Node) -> Iterator[Data]:
    slots = sorted({slot for program in programs for slot in loads(program) if _is_open(node.data[slot])})
    for chosen in product(*(choices.cells[slot].values for slot in slots)):
        data = list(node.data)
        for slot, value in zip(slots, chosen, strict=True):
            data[slot] = value
        yield tuple(data)


def _kept(rules: Iterable[Entitlement], data: Data, node: Node) -> bool:
    active = node.snapshot.active
    return any(rule.condition is None or rule.condition.evaluate(data, active) == 1.0 for rule in rules)


def _is_open(value: object) -> bool:
    return value != value and value is not UNSET  # noqa: PLR0124


def _due(watch: Watch, start: datetime) -> date | None:
    counted, _ = reckoned(watch, start, ())
    return None if counted is None else counted.due


def form(chart: Chart) -> tuple[object, ...]:
    """All of a chart that means something."""
    return _form_of_steps(chart), tuple(map(_watch, chart.watches)), _form_of_permissions(chart)


def _form_of_steps(chart: Chart) -> tuple[object, ...]:
    return tuple(map(_vertex, chart.vertices))


def _form_of_permissions(chart: Chart) -> tuple[object, ...]:
    events = {
        name: (frozenset(event.by), frozenset(event.needs), event.produces, event.decides)
        for name, event in chart.process.events.items()
    }
    rules = tuple((rule.states, rule.condition, rule.rule.events, rule.rule.responsible) for rule in chart.entitlements)
    return events, rules


def _vertex(vertex: Vertex) -> tuple[object, ...]:
    edges = tuple(map(_edge, vertex.edges))
    return vertex.kind, vertex.parent, vertex.initial, edges, vertex.entry, vertex.exit, vertex.starts_if, vertex.join


def _edge(edge: Edge) -> tuple[object, ...]:
    named = edge.events if edge.trigger is Trigger.EVENT else ()
    return edge.targets, edge.trigger, named, edge.guard, edge.actions, edge.reenter, edge.after, edge.at


def _watch(watch: Watch) -> tuple[object, ...]:
    return watch.starts, watch.met_by, watch.condition, _limit(watch), watch.deadline.again, watch.deadline.breach


def _limit(watch: Watch) -> tuple[object, ...]:
    deadline = watch.deadline
    versions = tuple((v.from_, v.until, v.within, v.at, v.not_before, v.revives) for v in deadline.versions)
    return watch.calendar, deadline.from_, deadline.within, deadline.at, versions
