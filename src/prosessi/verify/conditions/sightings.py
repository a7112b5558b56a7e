"""Where a question is asked in the graph of everything that can become of a case, and with what data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prosessi.chart.ahead import actions_of
from prosessi.chart.chart import Active, Assign, Chart, Edge, Trigger
from prosessi.chart.explore import OPEN, Graph, Move, Refusal
from prosessi.chart.memory import remembered
from prosessi.chart.whereabouts import answering, is_finished
from prosessi.chart.worlds import Data
from prosessi.verify.conditions.boxes import Known
from prosessi.verify.conditions.questions import Question, settles


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something that happened, or was tried, at a node; `data` are those with which conditions were asked.

    What was decided in it, but did not matter, is open. `answered_by` are the edges that are tried, of all branches.
    """

    node: int
    active: Active
    data: Data
    way: Move | Refusal | None
    answered_by: tuple[Edge, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether it was tried in vain, because no condition held or one could not be answered."""
        return isinstance(self.way, Refusal) and self.way.kind in {"gap", "unset"}

    def known(self, slots: frozenset[int]) -> Known:
        """The values of these slots, without those that are open."""
        return Known({slot: self.data[slot] for slot in slots if self.data[slot] is not OPEN}, self.active)


def sightings(graph: Graph, question: Question) -> tuple[Sighting, ...]:
    """Every time that a question is asked of its state, and of no state inside it first."""
    chart = graph.chart
    match question.trigger:
        case Trigger.DONE:
            return tuple(_done(graph, question))
        case Trigger.ALWAYS:
            return tuple(_at_rest(graph, question))
    seen = _by_event(chart, graph).get(question.event or "", ())
    return tuple(each for each in seen if _asked_first(chart, each, question))


def passings(graph: Graph, question: Question) -> Iterator[Sighting]:
    """The moves on whose way some edge of a question is taken, for questions that are asked within a step.

    Of data that an action may have changed meanwhile, only what is still known afterwards counts.
    """
    chart, own = graph.chart, {edge.id for edge in question.own}
    assigned = {action.slot for action in actions_of(chart) if isinstance(action, Assign)}
    for number, moves in enumerate(graph.moves):
        for move in moves:
            if any(own.intersection(microstep.edges) for microstep in move.microsteps):
                before, after = _settled(chart, graph.nodes[number].data, move), graph.nodes[move.target].data
                data = tuple(
                    new if slot in assigned else old for slot, (old, new) in enumerate(zip(before, after, strict=True))
                )
                if not any(data[slot] is OPEN for slot in assigned & question.reads):
                    yield Sighting(number, graph.nodes[move.target].snapshot.active, data, move)


@remembered
def _by_event(chart: Chart, graph: Graph) -> dict[str, list[Sighting]]:
    """All that was done and tried, by event, where some transition on the event has a condition."""
    asked = {event for edge in chart.edges if edge.guard is not None for event in edge.events}
    found: dict[str, list[Sighting]] = {event: [] for event in asked}
    for number, node in enumerate(graph.nodes):
        ways: tuple[Move | Refusal, ...] = (*graph.moves[number], *graph.refusals[number])
        for way in ways:
            if way.event in found:
                data = _settled(chart, node.data, way)
                active = node.snapshot.active
                found[way.event].append(Sighting(number, active, data, way, answering(chart, active, way.event)))
    return found


def _settled(chart: Chart, data: Data, way: Move | Refusal) -> Data:
    decided = settles(chart, way.event or "")
    if not decided:
        return data
    values = dict.fromkeys(decided, OPEN) | dict(way.settled)
    return tuple(values.get(slot, value) for slot, value in enumerate(data))


def _asked_first(chart: Chart, sighting: Sighting, question: Question) -> bool:
    """Whether the state is active and no state inside it answers to the same."""
    if question.state not in sighting.active:
        return False
    return not any(question.state in chart[edge.source].ancestors for edge in sighting.answered_by)


def _done(graph: Graph, question: Question) -> Iterator[Sighting]:
    """The nodes in which the state that is awaited has just come to its end and the case has stayed."""
    chart = graph.chart
    state = chart.ids.get(question.awaited or "", question.state)
    finished = [is_finished(chart, state, node.snapshot.active, node.snapshot.active) for node in graph.nodes]
    for number, moves in enumerate(graph.moves):
        for move in moves:
            if finished[move.target] and not finished[number]:
                node = graph.nodes[move.target]
                if question.state in node.snapshot.active:
                    yield Sighting(move.target, node.snapshot.active, node.data, None)


def _at_rest(graph: Graph, question: Question) -> Iterator[Sighting]:
    """The nodes in which a case rests in the state and has no way on."""
    for number, node in enumerate(graph.nodes):
        if question.state in node.snapshot.active and not graph.moves[number]:
            yield Sighting(number, node.snapshot.active, node.data, None)
