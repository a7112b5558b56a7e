"""Every way on from where a case rests: the step of `semantics`, taken with values that stand for all (`cells`).

Three things are said more loosely than in a live case. Time passes only as order: a clock may ring whenever it runs,
and a deadline that raises an event may run out while it runs. Whoever acts has the papers that the act needs. And
somebody of the right role is there, unless a qualification rule excludes them all.

What is known from outside is left open until a condition asks about it; only then is it told apart by its values.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product
from typing import Any, Final, Literal, NamedTuple

from prosessi.chart import deadlines as watching
from prosessi.chart.ahead import Ahead, actions_of, conditions_of, conditions_promised, raised_events
from prosessi.chart.cells import Cells, asked_whether_set, loads
from prosessi.chart.chart import Assign, Chart
from prosessi.chart.deadlines import DeadlineState
from prosessi.chart.refusals import terms_of
from prosessi.chart.rows import Landing, Place, rows_of
from prosessi.chart.semantics import Microstep, Snapshot
from prosessi.chart.whereabouts import answering
from prosessi.chart.worlds import Data, OutOfRange, Unanswerable
from prosessi.errors import NotSettling
from prosessi.expressions.program import UNSET, Coded, Program

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


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a step can go: what was settled in it, and where it leads or why it does not happen."""

    kind: Kind
    event: str | None
    settled: Settled
    end: Node | Refusal
    microsteps: tuple[Microstep, ...] = ()


class Unknown(Exception):
    """A step asks about a datum that is open, and which whoever acts does not decide."""

    def __init__(self, slot: int) -> None:
        super().__init__(slot)
        self.slot = slot


class Ways:
    """The ways on in one chart, whose data fall into `cells`."""

    def __init__(self, chart: Chart, cells: tuple[Cells, ...]) -> None:
        self.whole = chart
        self.cells = cells
        used = frozenset(event for edge in chart.edges for event in edge.events)
        raising = tuple(watch for watch in chart.watches if watch.deadline.breach in used)
        self.chart = replace(chart, watches=raising, memo={})
        self.rows = rows_of(self.chart)
        self.ahead = Ahead(self.chart)
        self.eager = frozenset(slot for program in conditions_of(self.chart) for slot in asked_whether_set(program))
        self.eager |= frozenset(slot for program in conditions_promised(chart) for slot in loads(program))
        sent = tuple(name for name in chart.process.events if name in used and sendable(chart, name))
        self.order = {name: place for place, name in enumerate(sent)}
        self.acts = tuple(
            tuple(dict.fromkeys(event for edge in vertex.edges for event in edge.events if event in self.order))
            for vertex in chart.vertices
        )
        self.decides = {
            name: tuple(slot.index for slot in chart.slots if slot.name in chart.process.events[name].decides)
            for name in sent
        }
        decided, assigned = decided_inside(chart), settled_inside(chart)
        self.perhaps = frozenset(slot.index for slot in chart.slots if slot.name in assigned - decided)
        self.ruled = frozenset(
            event for event in sent for each in chart.entitlements if event in (each.rule.events or (event,))
        )

        self._at: Node | None = None
        self._acts_there: dict[str, list[Way]] = {}

    def before(self) -> Node:
        """A case before its beginning: defaults; nothing of what acts decide; all else, openly."""
        decided = decided_inside(self.whole)
        data = tuple(
            slot.default
            if slot.default is not None
            else UNSET
            if slot.name in decided or not self.cells[slot.index].values
            else OPEN
            for slot in self.whole.slots
        )
        return Node(Snapshot(), data, watching.not_started(self.chart))

    def on(self, node: Node, states: Collection[int] | None = None) -> list[Way]:
        """Every way on that `states` give, by themselves or by their deadlines; all that there are if None is given.

        They come in the order of the process: acts, then clocks, then deadlines, which are the root's. Raises
        `Unknown` where the node has to be told apart first.
        """
        place = self.rows.place(node.snapshot)
        active = node.snapshot.active
        if not active:
            return list(self._taken(node, place, "begin", None, ()))
        if place.ended:
            return []
        within = sorted(active if states is None else active.intersection(states))
        ways: list[Way] = []
        if node is not self._at:
            self._at, self._acts_there = node, {}
        for event in sorted({event for state in within for event in self.acts[state]}, key=self.order.__getitem__):
            if event not in self._acts_there:
                self._acts_there[event] = list(self._acted(node, place, event))
            ways += self._acts_there[event]
        for event in self._clocks(node, within):
            ways += self._taken(node, place, "timer", event, ())
        if 0 in within:
            for index, watch in enumerate(self.chart.watches):
                if node.watches[index].status == "running" and watch.deadline.breach is not None:
                    ways += self._breached(node, index, place, watch.deadline.breach)
        return ways

    def told_apart(self, node: Node, slot: int) -> list[Way]:
        """The node once for each value of a datum that matters now."""
        return [
            Way("known", None, ((slot, value),), node._replace(data=_with(node.data, slot, value)))
            for value in self._values(slot)
        ]

    def _values(self, slot: int) -> tuple[float, ...]:
        """What an open datum can turn out to be; one that some action sets may also not have been there."""
        values = self.cells[slot].values
        return (*values, UNSET) if slot in self.perhaps else values

    def _acted(self, node: Node, place: Place, event: str) -> Iterator[Way]:
        if event in self.ruled and not self._somebody_may(node, event):
            yield Way("act", event, (), Refusal("rule", event))
            return
        decided = self.decides[event]
        data = node.data
        for slot in decided:
            data = _with(data, slot, OPEN)
        yield from self._taken(node._replace(data=data), place, "act", event, decided)

    def _breached(self, node: Node, index: int, place: Place, event: str) -> Iterator[Way]:
        """A deadline that has run out changes its own mark even where nobody answers its event."""
        late = node._replace(watches=_plain(watching.breach(node.watches, index, NOW)))
        if answering(self.chart, late.snapshot.active, event):
            yield from self._taken(late, place, "breach", event, ())
        else:
            yield Way("breach", event, (), late)

    def _clocks(self, node: Node, states: Iterable[int]) -> Iterator[str]:
        """The clocks that may ring: not one whose date is not known, nor one that always comes after another."""
        for state in states:
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

    def _taken(
        self, node: Node, place: Place, kind: Kind, event: str | None, decided: tuple[int, ...]
    ) -> Iterator[Way]:
        """Every way in which a step can go, by the values of what is decided in it, as far as they matter."""
        waiting = list(self._eagerly(node.data, decided if event else range(len(node.data))))
        while waiting:
            data = waiting.pop()
            settled = tuple(
                (slot, value) for slot, value in enumerate(data) if node.data[slot] is OPEN and value is not OPEN
            )
            try:
                end, microsteps = self._step(node, place, event, data, decided)
            except Unknown as unknown:
                if unknown.slot not in decided:
                    raise
                values = self.cells[unknown.slot].values
                waiting += [_with(data, unknown.slot, value) for value in reversed(values)]
            else:
                told = replace(end, settled=settled) if isinstance(end, Refusal) else end
                yield Way(kind, event, settled, told, microsteps)

    def _eagerly(self, data: Data, slots: Iterable[int]) -> Iterator[Data]:
        """The data with those told apart at once of which some condition asks whether they are set."""
        early = [slot for slot in slots if slot in self.eager and data[slot] is OPEN]
        for values in product(*(self._values(slot) for slot in early)):
            chosen = data
            for slot, value in zip(early, values, strict=True):
                chosen = _with(chosen, slot, value)
            yield chosen

    def _step(
        self, node: Node, place: Place, event: str | None, data: Data, decided: tuple[int, ...]
    ) -> tuple[Node | Refusal, tuple[Microstep, ...]]:
        try:
            landing, after = self.rows.begin(data) if event is None else self.rows.react(place, data, event)
        except Unanswerable as failure:
            self._need(failure.program, data, decided)
            return Refusal("unset", event or "", (), failure.program, failure.unset), ()
        except OutOfRange as failure:
            return Refusal("range", event or "", (), failure.program), ()
        except NotSettling:
            return Refusal("unsettling", event or ""), ()
        if not landing.microsteps:
            return Refusal("gap", event or ""), ()
        return self._landed(node, landing, after, decided), landing.microsteps

    def _landed(self, node: Node, landing: Landing, data: Data, decided: tuple[int, ...]) -> Node:
        """The node in which a step comes to rest, its data as representatives, without what matters no more."""
        snapshot = landing.place.snapshot
        active = snapshot.active
        watches = node.watches
        if watches:
            for watch in self.chart.watches:
                if watch.condition is not None and watch.condition.evaluate(data, active) not in {0.0, 1.0}:
                    self._need(watch.condition, data, decided)
            watches = _plain(watching.observe(self.chart, watches, landing.marked, data, active, now=NOW))
        remembered = self.ahead.remembered(snapshot)
        return Node(remembered, self._kept(data, remembered), watches)

    def _kept(self, data: Data, snapshot: Snapshot) -> Data:
        matters = self.ahead.matters(snapshot)
        return tuple(
            [
                OPEN if value is OPEN or slot not in matters else self.cells[slot].representative(value)
                for slot, value in enumerate(data)
            ]
        )

    def _need(self, program: Program | None, data: Data, decided: tuple[int, ...]) -> None:
        """Ask for the first open datum of a program that could not be answered."""
        asked = [slot for _, slot in program.slots if data[slot] is OPEN] if program else []
        if asked:
            raise Unknown(next((slot for slot in asked if slot in decided), asked[0]))


def decided_inside(chart: Chart) -> frozenset[str]:
    """The case data that some act decides; all others are known from outside, as far as they are."""
    return frozenset(name for event in chart.process.events.values() for name in event.decides)


def settled_inside(chart: Chart) -> frozenset[str]:
    """The case data that some act decides or some action sets."""
    assigned = {chart.slots[action.slot].name for action in actions_of(chart) if isinstance(action, Assign)}
    return decided_inside(chart) | assigned


def sendable(chart: Chart, event: str) -> bool:
    """Whether somebody sends an event; what a system does is left to the chart when this raises it itself."""
    return event not in raised_events(chart) or is_for_people(chart, event)


def is_for_people(chart: Chart, event: str) -> bool:
    """Whether an act says that somebody does it who is no system."""
    declared = chart.process.events[event].by
    known: Mapping[str, Any] = {name: chart.process.roles.get(name) or chart.library.role(name) for name in declared}
    return any(role is None or role.kind != "system" for role in known.values())


def _with(data: Data, slot: int, value: Coded) -> Data:
    return (*data[:slot], value, *data[slot + 1 :])


def _plain(watches: tuple[DeadlineState, ...]) -> tuple[DeadlineState, ...]:
    """Deadlines without their days, which mean nothing where time does not pass."""
    return tuple(state._replace(due=None, count=None, expires=None, days_late=0) for state in watches)
