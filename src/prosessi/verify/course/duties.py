"""PR135: statutory deadlines that are left open when a case ends well.

Each deadline is followed through the graph by the very rules that a live case goes by, and what is found is lived
through before it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, product

from prosessi.chart import deadlines as watching
from prosessi.chart.chart import Assign, Chart, StateId, Watch, unfolded
from prosessi.chart.deadlines import DeadlineState, Marked
from prosessi.chart.explore import NOW, OPEN, Graph, Move, cells_of_chart
from prosessi.chart.names import deadline_name, state_name
from prosessi.chart.regions import regions_of
from prosessi.chart.semantics import Microstep
from prosessi.chart.uses import uses_of
from prosessi.chart.whereabouts import ending
from prosessi.chart.worlds import Data
from prosessi.expressions.kinds import Coded
from prosessi.findings import Example, Severity
from prosessi.messages import say
from prosessi.rules import Found, rule
from prosessi.verify.behaviour import graph_of
from prosessi.verify.example import lived_along
from prosessi.verify.proof import Proof
from prosessi.verify.showing import MOST_TRIED, concluded

OPEN_DUTY = frozenset({"running", "breached"})
SETTLED = frozenset({"met", "met_late"})

Told = tuple[tuple[int, Coded], ...]
"""The data on which a deadline depends where the graph leaves them open."""

Place = tuple[int, Told, DeadlineState]


@rule("PR135", Severity.WARNING, over="proof")
def duty_left_open(proof: Proof) -> Iterator[Found]:
    """A case can end well though a statutory deadline that has begun is neither met nor lapsed.

    What the law gives a time for has then not been done, and nobody looks for it any more. Goals (`soft`) and cases
    that are closed or handed over are another matter: there the duty falls away or passes on.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}, maksa: {}, jata_maksamatta: {}}
        deadlines:
          maksuaika: {starts: {event: myonna}, met_by: {event: maksa}, within: 14 days}  # PR135
        states:
          saapunut:
            transitions:
              - {event: myonna, to: myonnetty}
          myonnetty:
            transitions:
              - {event: maksa, to: valmis}
              - {event: jata_maksamatta, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}, maksa: {}, jata_maksamatta: {}}
        deadlines:
          maksuaika: {starts: {event: myonna}, met_by: {event: maksa}, within: 14 days}
        states:
          saapunut:
            transitions:
              - {event: myonna, to: myonnetty}
          myonnetty:
            transitions:
              - {event: maksa, to: valmis}
              - {event: jata_maksamatta, to: rauennut}
          valmis: {final: success}
          rauennut: {final: closed}
    """
    chart = proof.chart
    for number, watch in enumerate(chart.watches):
        if watch.deadline.soft:
            continue
        found = next((each for graph in _graphs(proof, watch) for each in _left_open(graph, number)), None)
        if found is not None:
            example, end = found
            facts = {"deadline": deadline_name(chart, watch.name), "state": state_name(chart, end), "id": end}
            yield Found(
                chart.process.place_of_key("deadlines", watch.name),
                say("the deadline “{deadline}” can be left open when the case ends in “{state}”", **facts),
                say("let what meets the deadline happen on this way, too, or name '{id}' under 'met_by'", **facts),
                example=concluded(example, say("The case has ended, but “{deadline}” was never met.", **facts)),
            )


def _graphs(proof: Proof, watch: Watch) -> Iterator[Graph]:
    """The graph of the process, and one with more orders if the deadline wants to see more places of rest."""
    yield proof.graph
    parallels = in_every_order(proof.graph, watch)
    if parallels and _Duty(proof.graph, watch).may_be_open():
        yield graph_of(proof.chart, parallels)


def in_every_order(graph: Graph, watch: Watch) -> frozenset[StateId]:
    """The parallel states whose branches a deadline wants to see in every order.

    The graph of a process keeps all that happens to a deadline in its order, but not every place where the case rests
    meanwhile. That matters to a deadline that stands under a condition; and to one that is started or met in the very
    step that ends the last branch. If it was running before that step, it does not start again after it is met; and
    the case may have rested there, and have been taken away, before all branches were done.
    """
    chart, uses = graph.chart, uses_of(graph.chart)
    marks = [use for kind in ("watched", "alarm") for use in uses.get((kind, f"deadline {watch.name}"), ())]
    parallels = _around(chart, (use.owner for use in marks))
    if watch.condition is not None:
        told = (use for _, slot in watch.condition.slots for use in uses.get(("datum", slot), ()) if use.tells)
        return parallels | _around(chart, (*watch.condition.states, *(use.owner for use in told)))
    moves = [move for moves in graph.moves for move in moves] if parallels else []
    done = {done for move in moves for done in _done(chart, watch, move)}
    left = {
        state for move in moves for step in move.microsteps for state in step.exited if not _ends(chart, state, step)
    }
    anew = frozenset(state for state, starts in done if state in left or (starts and not watch.deadline.again))
    return parallels & anew


def _around(chart: Chart, states: Iterable[StateId]) -> frozenset[StateId]:
    """The parallel states that these states are in, in branches that the graph does not follow in every order."""
    regions = regions_of(chart)
    found: set[StateId] = set()
    for state in states:
        unit = regions.units[regions.of[state]]
        while unit.number:
            found.add(unit.parallel)
            unit = regions.units[unit.above]
    return frozenset(found)


def _done(chart: Chart, watch: Watch, move: Move) -> Iterator[tuple[StateId, bool]]:
    """The states that are done in the course of a move and after that it marks a deadline; whether it starts it."""
    for number, step in enumerate(move.microsteps):
        marks = watching.marked(watch, move.microsteps[number:]) if (step.event or "").startswith("done.") else ()
        if marks:
            starts = any(starting for starting, _ in marks)
            yield from ((state.id, starts) for state in chart.vertices if _ends(chart, state.id, step))


def _ends(chart: Chart, state: StateId, step: Microstep) -> bool:
    """Whether a move is made because a state is done."""
    return step.event == f"done.{chart[state].name}"


def _left_open(graph: Graph, number: int) -> Iterator[tuple[Example, str]]:
    """The cases at whose good end a deadline is open, as far as they can be lived."""
    for way in islice(_Duty(graph, graph.chart.watches[number]).left_open(), MOST_TRIED):
        lived = _lived(graph, number, way)
        if lived is not None:
            yield lived


def _lived(graph: Graph, watch: int, way: tuple[Move, ...]) -> tuple[Example, str] | None:
    """The case that takes this way and its end, if the deadline is open at its end in real life, too."""
    lived = lived_along(graph, way)
    if lived is None or lived[1].deadlines[watch].status not in OPEN_DUTY:
        return None
    return lived[0], lived[0].active[0]


@dataclass
class _Duty:
    """One deadline followed through the graph: each place is a node with how the deadline stands there.

    How long it is does not matter, so it is followed without its length.
    """

    graph: Graph
    watch: Watch
    alone: Chart = field(init=False)
    slots: tuple[int, ...] = field(init=False)
    came_from: dict[Place, tuple[Place, tuple[Move, ...]]] = field(default_factory=dict)
    _marks: dict[int, Marked] = field(default_factory=dict)

    def __post_init__(self) -> None:
        endless = self.watch.deadline.model_copy(update={"within": None, "at": None, "versions": ()})
        self.alone = replace(self.graph.chart, watches=(replace(self.watch, deadline=endless),), memo={})
        self.slots = tuple(slot for _, slot in self.watch.condition.slots) if self.watch.condition else ()
        self.cells = cells_of_chart(self.graph.chart)

    def left_open(self) -> Iterator[tuple[Move, ...]]:
        """The ways to a good end at which the deadline is open, the shortest first."""
        if not self.may_be_open():
            return
        start: Place = (0, (), watching.not_started(self.alone)[0])
        waiting, seen = [start], {start}
        for place in waiting:
            node, _, state = place
            active = self.graph.nodes[node].snapshot.active
            if ending(self.graph.chart, active) == "success" and state.status in OPEN_DUTY:
                yield self._way(place)
            if state.status in SETTLED and not self.watch.deadline.again:
                continue
            for following, moves in self._following(place):
                if following not in seen:
                    seen.add(following)
                    self.came_from[following] = (place, moves)
                    waiting.append(following)

    def may_be_open(self) -> bool:
        """A quick look, its condition aside: whether some good end comes after a start that nothing has met.

        What meets it in the same move may do so later where branches go in another order.
        """
        waiting: list[tuple[int, bool]] = [(0, False)]
        seen = set(waiting)
        for node, is_open in waiting:
            if is_open and ending(self.graph.chart, self.graph.nodes[node].snapshot.active) == "success":
                return True
            for move in self.graph.moves[node]:
                following = is_open
                marks = self._marked(move)
                for starts, meets in marks:
                    following = starts or (following and not meets)
                resting = ((node, True),) if any(starts for starts, _ in marks) else ()
                fresh = [place for place in ((move.target, following), *resting) if place not in seen]
                seen.update(fresh)
                waiting += fresh
        return False

    def _following(self, place: Place) -> Iterator[tuple[Place, tuple[Move, ...]]]:
        for move in self.graph.moves[place[0]]:
            for told in self._told(place, move):
                node = self.graph.nodes[move.target]
                data = _with(node.data, told)
                marks = self._marked(move)
                [state] = watching.observe(self.alone, (place[2],), (marks,), data, node.snapshot.active, now=NOW)
                fresh = (each for each in told if each not in place[1] and each[0] not in self._assigned(move))
                known = tuple(Move("known", None, move.target, (each,)) for each in fresh)
                yield (move.target, told, state), (move, *known)

    def _marked(self, move: Move) -> Marked:
        """What a move does to the deadline; the same moves are found at many nodes."""
        key = id(move.microsteps)
        if key not in self._marks:
            self._marks[key] = watching.marked(self.watch, move.microsteps)
        return self._marks[key]

    def _told(self, place: Place, move: Move) -> Iterator[Told]:
        """What can be known, after a move, of the data on which the deadline depends and which are open there."""
        before, after = _with(self.graph.nodes[place[0]].data, place[1]), self.graph.nodes[move.target].data
        if all(after[slot] is not OPEN for slot in self.slots):
            yield ()
            return
        settled = dict(move.settled)
        choices: list[tuple[tuple[int, Coded], ...]] = []
        for slot in self.slots:
            if after[slot] is not OPEN:
                continue
            if slot in settled:
                choices.append(((slot, settled[slot]),))
            elif before[slot] is not OPEN and slot not in self._changed(move):
                choices.append(((slot, before[slot]),))
            else:
                choices.append(tuple((slot, value) for value in self.cells[slot].values))
        yield from product(*choices)

    def _changed(self, move: Move) -> frozenset[int]:
        """The slots that a move gives a new value: those its event decides, and those its actions set."""
        chart = self.graph.chart
        event = chart.process.events.get(move.event or "")
        decided = {slot.index for slot in chart.slots if event is not None and slot.name in event.decides}
        return self._assigned(move) | decided

    def _assigned(self, move: Move) -> frozenset[int]:
        """The slots that the actions of a move set, so that nobody outside has to know their value."""
        chart = self.graph.chart
        done = (
            *(action for step in move.microsteps for edge in step.edges for action in chart.edges[edge].actions),
            *(action for step in move.microsteps for state in step.entered for action in chart[state].entry),
            *(action for step in move.microsteps for state in step.exited for action in chart[state].exit),
        )
        return frozenset(action.slot for action in unfolded(done) if isinstance(action, Assign))

    def _way(self, place: Place) -> tuple[Move, ...]:
        moves: tuple[Move, ...] = ()
        while place in self.came_from:
            place, before = self.came_from[place]
            moves = (*before, *moves)
        return moves


def _with(data: Data, told: Told) -> Data:
    known = dict(told)
    return tuple(known.get(slot, value) for slot, value in enumerate(data)) if known else data
