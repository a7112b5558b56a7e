"""Everything that can become of a case: the graph of all places in which one can rest.

The step itself is that of `semantics`, taken with values that stand for all (`cells`), so this is no second meaning.
Three things are said more loosely than in a live case. Time passes only as order: a clock may ring whenever it runs,
and a deadline that raises an event may run out while it runs. Whoever acts has the papers that the act needs. And
somebody of the right role is there, unless a qualification rule excludes them all.

What is known from outside is left open until a condition asks about it; only then is the graph split by its values.
So what nobody asks about does not multiply the graph. Data that nothing ahead asks about any more are forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import product
from typing import Any, Final, Literal, NamedTuple

import networkx as nx

from prosessi.chart import deadlines as watching
from prosessi.chart.ahead import Ahead, actions_of, conditions_of, conditions_promised
from prosessi.chart.cells import Cells, asked_whether_set, cells_of, loads
from prosessi.chart.chart import Assign, Chart, Raise
from prosessi.chart.deadlines import DeadlineState
from prosessi.chart.refusals import terms_of
from prosessi.chart.rows import Landing, Place, rows_of
from prosessi.chart.semantics import Microstep, Snapshot
from prosessi.chart.whereabouts import answering
from prosessi.chart.worlds import Data, OutOfRange, Unanswerable
from prosessi.errors import NotSettling
from prosessi.expressions.program import UNSET, Coded, Program

MOST: Final = 50_000
"""So many nodes are looked at; of a larger graph nothing is said to be absent."""

OPEN: Final = float("nan")
"""The value of a datum that is there, but has not mattered so far. It is one object, and not `UNSET`."""

NOW: Final = datetime(2026, 1, 1)  # noqa: DTZ001  # a case goes by civil time
"""The one moment at which everything in the graph happens."""

Kind = Literal["begin", "act", "timer", "breach", "known"]
Settled = tuple[tuple[int, Coded], ...]


class Node(NamedTuple):
    """A case as far as it matters for what can come: where it is, what is known, how its deadlines stand.

    Only deadlines that raise an event are kept, in the order of the process.
    """

    snapshot: Snapshot
    data: Data
    watches: tuple[DeadlineState, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A way from one node to another.

    `known` is no step of the case: a value that had not mattered so far is told apart, and stands in `settled`.
    Otherwise `settled` are the data that the act decides, as far as they mattered at once.
    """

    kind: Kind
    event: str | None
    target: int
    settled: Settled = ()
    microsteps: tuple[Microstep, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that active states answer to, but that does not go through.

    `gap`: none of the conditions holds. `unset`: one asks about data that are not there. `range`: an action gives a
    value that its datum cannot have. `unsettling`: automatic moves go round without end. `rule`: no role may do it.
    """

    kind: Literal["gap", "unset", "range", "unsettling", "rule"]
    event: str
    settled: Settled = ()
    program: Program | None = None
    unset: tuple[str, ...] = ()


@dataclass(eq=False)
class Graph:
    """The nodes in the order in which they were found, breadth first, with the moves and refusals of each.

    Node 0 is before the beginning. `complete` is False when there are more nodes than were looked at, and `exact`
    when some condition reckons with data, so that the values tried are not all that matter.
    """

    chart: Chart
    nodes: list[Node] = field(default_factory=list)
    moves: list[tuple[Move, ...]] = field(default_factory=list)
    refusals: list[tuple[Refusal, ...]] = field(default_factory=list)
    parents: list[tuple[int, Move] | None] = field(default_factory=list)
    complete: bool = True
    exact: bool = True

    def path(self, node: int) -> tuple[Move, ...]:
        """The shortest way from before the beginning to a node."""
        moves: list[Move] = []
        while (parent := self.parents[node]) is not None:
            node, move = parent
            moves.append(move)
        return tuple(reversed(moves))

    @cached_property
    def came_from(self) -> tuple[tuple[int, ...], ...]:
        """For each node those with a move to it."""
        sources: list[list[int]] = [[] for _ in self.nodes]
        for node, moves in enumerate(self.moves):
            for move in moves:
                sources[move.target].append(node)
        return tuple(map(tuple, sources))

    def digraph(self) -> nx.MultiDiGraph[int]:
        """The same as a graph of networkx: nodes with `node` and `refusals`, edges with `move`."""
        graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
        for number, node in enumerate(self.nodes):
            graph.add_node(number, node=node, refusals=self.refusals[number])
        for number, moves in enumerate(self.moves):
            graph.add_edges_from((number, move.target, {"move": move}) for move in moves)
        return graph


def explore(chart: Chart, *, most: int = MOST) -> Graph:
    """The graph of everything that can become of a case, up to `most` nodes."""
    return _Explorer(chart, most).graph()


@dataclass(frozen=True, slots=True)
class _Way:
    """One way in which a step can go: what was settled in it, and where it leads or why it does not happen."""

    settled: Settled
    end: Node | Refusal
    microsteps: tuple[Microstep, ...] = ()


class _Unknown(Exception):
    """A step asks about a datum that is open, and which whoever acts does not decide."""

    def __init__(self, slot: int) -> None:
        super().__init__(slot)
        self.slot = slot


class _Explorer:
    """A chart being explored."""

    def __init__(self, chart: Chart, most: int) -> None:
        self.whole = chart
        self.most = most
        self.used = frozenset(event for edge in chart.edges for event in edge.events)
        raising = tuple(watch for watch in chart.watches if watch.deadline.breach in self.used)
        self.chart = replace(chart, watches=raising, memo={})
        self.rows = rows_of(self.chart)
        self.cells = cells_of_chart(self.chart)
        self.ahead = Ahead(self.chart)
        self.eager = frozenset(slot for program in conditions_of(self.chart) for slot in asked_whether_set(program))
        self.eager |= frozenset(slot for program in conditions_promised(chart) for slot in loads(program))
        self.acts = tuple(name for name in chart.process.events if name in self.used and _sendable(chart, name))
        self.decides = {
            name: tuple(slot.index for slot in chart.slots if slot.name in chart.process.events[name].decides)
            for name in self.acts
        }
        self.numbers: dict[Node, int] = {}

    def graph(self) -> Graph:
        """Breadth first, from before the beginning."""
        graph = Graph(self.whole, exact=all(cells.proof for cells in self.cells))
        self._number(graph, Node(Snapshot(), self._at_first(), watching.not_started(self.chart)), None)
        node = 0
        while node < len(graph.nodes):
            if len(graph.nodes) > self.most:
                graph.complete = False
                graph.moves += [()] * (len(graph.nodes) - node)
                graph.refusals += [()] * (len(graph.nodes) - node)
                break
            self._expand(graph, node)
            node += 1
        return graph

    def _number(self, graph: Graph, node: Node, parent: tuple[int, Move] | None) -> int:
        found = self.numbers.get(node)
        if found is None:
            found = self.numbers[node] = len(graph.nodes)
            graph.nodes.append(node)
            graph.parents.append(parent)
        return found

    def _expand(self, graph: Graph, number: int) -> None:
        node = graph.nodes[number]
        refusals: list[Refusal] = []
        moves: list[Move] = []
        try:
            found = list(self._ways(node))
        except _Unknown as unknown:
            found = list(self._told_apart(node, unknown.slot))
        for kind, event, way in found:
            if isinstance(way.end, Refusal):
                refusals.append(way.end)
                continue
            target = self.numbers.get(way.end)
            move = Move(kind, event, len(graph.nodes) if target is None else target, way.settled, way.microsteps)
            if target is None:
                self._number(graph, way.end, (number, move))
            moves.append(move)
        graph.moves.append(tuple(moves))
        graph.refusals.append(tuple(refusals))

    def _told_apart(self, node: Node, slot: int) -> Iterator[tuple[Kind, None, _Way]]:
        """The node once for each value of a datum that matters now."""
        for value in self.cells[slot].values:
            yield "known", None, _Way(((slot, value),), node._replace(data=_with(node.data, slot, value)))

    def _ways(self, node: Node) -> Iterator[tuple[Kind, str | None, _Way]]:
        """Every way on, in the order of the process: acts, then clocks, then deadlines."""
        place = self.rows.place(node.snapshot)
        if not node.snapshot.active:
            yield from (("begin", None, way) for way in self._taken(node, place, None, ()))
            return
        if place.ended:
            return
        for event in self.acts:
            if answering(self.chart, node.snapshot.active, event):
                yield from (("act", event, way) for way in self._acted(node, place, event))
        for event in self._clocks(node):
            yield from (("timer", event, way) for way in self._taken(node, place, event, ()))
        for index, watch in enumerate(self.chart.watches):
            if node.watches[index].status == "running" and watch.deadline.breach is not None:
                late = node._replace(watches=_plain(watching.breach(node.watches, index, NOW)))
                yield from (
                    ("breach", watch.deadline.breach, way) for way in self._breached(late, place, watch.deadline.breach)
                )

    def _acted(self, node: Node, place: Place, event: str) -> Iterator[_Way]:
        if not self._somebody_may(node, event):
            yield _Way((), Refusal("rule", event))
            return
        decided = self.decides[event]
        data = node.data
        for slot in decided:
            data = _with(data, slot, OPEN)
        yield from self._taken(node._replace(data=data), place, event, decided)

    def _breached(self, late: Node, place: Place, event: str) -> Iterator[_Way]:
        """A deadline that has run out changes its own mark even where nobody answers its event."""
        if answering(self.chart, late.snapshot.active, event):
            yield from self._taken(late, place, event, ())
        else:
            yield _Way((), late)

    def _clocks(self, node: Node) -> Iterator[str]:
        """The clocks that may ring: not one whose date is not known, nor one that always comes after another."""
        for state in sorted(node.snapshot.active):
            for edge in self.ahead.clocks[state]:
                datum = edge.at.datum if edge.at is not None else None
                if datum is None or node.data[self.ahead.index[datum]] is not UNSET:
                    yield edge.events[0]

    def _somebody_may(self, node: Node, event: str) -> bool:
        """Whether no qualification rule keeps some role from acting."""
        roles: tuple[str | None, ...] = self.whole.process.events[event].by or (None,)
        return any(self._may(node, event, role) for role in roles)

    def _may(self, node: Node, event: str, role: str | None) -> bool:
        active = node.snapshot.active
        for rule in terms_of(self.chart, active, event, role).rules:
            answer = 1.0 if rule.condition is None else rule.condition.evaluate(node.data, active)
            if answer != answer:  # noqa: PLR0124  # unknown
                self._need(rule.condition, node.data, ())
            elif answer == 1.0:
                return False
        return True

    def _taken(self, node: Node, place: Place, event: str | None, decided: tuple[int, ...]) -> Iterator[_Way]:
        """Every way in which a step can go, by the values of what is decided in it, as far as they matter."""
        waiting = list(self._eagerly(node.data, decided if event else range(len(node.data))))
        while waiting:
            data = waiting.pop()
            try:
                yield self._step(node, place, event, data, decided)
            except _Unknown as unknown:
                if unknown.slot not in decided:
                    raise
                values = self.cells[unknown.slot].values
                waiting += [_with(data, unknown.slot, value) for value in reversed(values)]

    def _eagerly(self, data: Data, slots: Any) -> Iterator[Data]:
        """The data with those told apart at once of which some condition asks whether they are set."""
        early = [slot for slot in slots if slot in self.eager and data[slot] is OPEN]
        for values in product(*(self.cells[slot].values for slot in early)):
            chosen = data
            for slot, value in zip(early, values, strict=True):
                chosen = _with(chosen, slot, value)
            yield chosen

    def _step(self, node: Node, place: Place, event: str | None, data: Data, decided: tuple[int, ...]) -> _Way:
        settled = tuple((slot, data[slot]) for slot in decided if data[slot] is not OPEN)
        try:
            landing, after = self.rows.begin(data) if event is None else self.rows.react(place, data, event)
        except Unanswerable as failure:
            self._need(failure.program, data, decided)
            return _Way(settled, Refusal("unset", event or "", settled, failure.program, failure.unset))
        except OutOfRange as failure:
            return _Way(settled, Refusal("range", event or "", settled, failure.program))
        except NotSettling:
            return _Way(settled, Refusal("unsettling", event or "", settled))
        if not landing.microsteps:
            return _Way(settled, Refusal("gap", event or "", settled))
        return _Way(settled, self._landed(node, landing, after, decided), landing.microsteps)

    def _landed(self, node: Node, landing: Landing, data: Data, decided: tuple[int, ...]) -> Node:
        """The node in which a step comes to rest, its data as representatives, without what matters no more."""
        snapshot = landing.place.snapshot
        for watch in self.chart.watches:
            if watch.condition is not None and watch.condition.evaluate(data, snapshot.active) not in {0.0, 1.0}:
                self._need(watch.condition, data, decided)
        watches = watching.observe(self.chart, node.watches, landing.marked, data, snapshot.active, now=NOW)
        matters = self.ahead.matters(snapshot)
        kept = tuple(
            OPEN if value is OPEN or slot not in matters else self.cells[slot].representative(value)
            for slot, value in enumerate(data)
        )
        return Node(snapshot, kept, _plain(watches))

    def _need(self, program: Program | None, data: Data, decided: tuple[int, ...]) -> None:
        """Ask for the first open datum of a program that could not be answered."""
        asked = [slot for _, slot in program.slots if data[slot] is OPEN] if program else []
        if asked:
            raise _Unknown(next((slot for slot in asked if slot in decided), asked[0]))

    def _at_first(self) -> Data:
        """What is known at the beginning: defaults; nothing of what the process itself settles; all else, openly."""
        settled_later = settled_inside(self.whole)
        return tuple(
            slot.default
            if slot.default is not None
            else UNSET
            if slot.name in settled_later or not self.cells[slot.index].values
            else OPEN
            for slot in self.whole.slots
        )


def cells_of_chart(chart: Chart) -> tuple[Cells, ...]:
    """The cells of the case data of a chart, by slot."""
    assigned = tuple((action.slot, action.value) for action in actions_of(chart) if isinstance(action, Assign))
    return cells_of(conditions_of(chart), chart.slots, assigned)


def settled_inside(chart: Chart) -> frozenset[str]:
    """The case data that some act decides or some action sets; all others are known from outside."""
    decided = {name for event in chart.process.events.values() for name in event.decides}
    assigned = {chart.slots[action.slot].name for action in actions_of(chart) if isinstance(action, Assign)}
    return frozenset(decided | assigned)


def _sendable(chart: Chart, event: str) -> bool:
    """Whether somebody sends an event; what a system does is left to the chart when this raises it itself."""
    raised = {action.event for action in actions_of(chart) if isinstance(action, Raise)}
    raised |= {watch.deadline.breach for watch in chart.watches if watch.deadline.breach}
    if event not in raised:
        return True
    declared = chart.process.events[event].by
    known: Mapping[str, Any] = {name: chart.process.roles.get(name) or chart.library.role(name) for name in declared}
    return any(role is None or role.kind != "system" for role in known.values())


def _with(data: Data, slot: int, value: Coded) -> Data:
    return (*data[:slot], value, *data[slot + 1 :])


def _plain(watches: tuple[DeadlineState, ...]) -> tuple[DeadlineState, ...]:
    """Deadlines without their days, which mean nothing where time does not pass."""
    return tuple(state._replace(due=None, count=None, expires=None, days_late=0) for state in watches)
