"""PR412: conditions that never hold where they stand, whatever they may do elsewhere.

Only a graph that is complete and exact can say so. What is false of all case data is told by PR401, and what stands
where no case comes by the rules of reach; here the condition is asked, and the answer is always no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prosessi.chart.cells import loads
from prosessi.chart.chart import Chart, Edge, Trigger, Vertex
from prosessi.chart.explore import OPEN, Graph, cells_of_chart
from prosessi.chart.memory import remembered
from prosessi.chart.names import state_name
from prosessi.expressions.kinds import Coded
from prosessi.expressions.program import Program
from prosessi.findings import Example, Severity
from prosessi.messages import Message, say
from prosessi.model.placed import NOWHERE
from prosessi.rules import Found, rule
from prosessi.span import Span
from prosessi.verify.conditions import boxes
from prosessi.verify.conditions.boxes import Demand
from prosessi.verify.conditions.cases import by_trying, in_words
from prosessi.verify.conditions.questions import Question, questions
from prosessi.verify.conditions.sightings import Sighting, sightings
from prosessi.verify.example import example_of
from prosessi.verify.proof import Proof


@rule("PR412", Severity.WARNING, over="proof")
def never_true_here(proof: Proof) -> Iterator[Found]:
    """A condition could hold, but never does where it stands, because of what has been settled on the way there.

    What it guards never happens. Most often it asks about something that an earlier choice has already decided.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {hyva: {type: boolean}}
        events: {arvioi: {decides: hyva}, ratkaise: {}}
        states:
          saapunut:
            transitions:
              - {event: arvioi, if: hyva, to: ratkaistava}
              - {event: arvioi, else: true, to: hylatty}
          ratkaistava:
            transitions:
              - {event: ratkaise, if: not hyva, to: hylatty}  # PR412
              - {event: ratkaise, else: true, to: valmis}
          valmis: {final: success}
          hylatty: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {hyva: {type: boolean}}
        events: {arvioi: {decides: hyva}, ratkaise: {}}
        states:
          saapunut:
            transitions:
              - {event: arvioi, if: hyva, to: ratkaistava}
              - {event: arvioi, else: true, to: hylatty}
          ratkaistava:
            transitions:
              - {event: ratkaise, to: valmis}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    chart, graph = proof.chart, proof.graph
    if not graph.complete or not graph.exact:
        return
    for edge, *others in _about_the_same(chart, never_true(chart, proof)):
        seen = [each for question in _questions(chart, edge) for each in sightings(graph, question)]
        yield Found(
            _place(edge),
            _words(chart, edge, seen),
            say("mend the condition, or remove the transition"),
            tuple((_place(other), say("nor does this one")) for other in others),
            example=_example(graph, seen),
        )
    for vertex in _never_started(graph):
        if vertex.written is not None:
            yield Found(
                vertex.written.place_of("if"),
                say(
                    "this condition never holds when the case comes here, so “{state}” never starts",
                    state=_name(chart, vertex.id),
                ),
                say("mend the condition, or remove the branch"),
                example=next(filter(None, (example_of(graph, node) for node in _beside(graph, vertex)[:3])), None),
            )


@remembered
def never_true(chart: Chart, proof: Proof) -> frozenset[int]:
    """The transitions whose condition is asked in the graph, and never holds though some case data would meet it."""
    graph = proof.graph
    fired = frozenset(
        edge for moves in graph.moves for move in moves for microstep in move.microsteps for edge in microstep.edges
    )
    return frozenset(
        edge.id
        for edge in chart.edges
        if edge.guard is not None
        and edge.id not in fired
        and graph.complete
        and graph.exact
        and _never(graph, edge, edge.guard)
    )


def _about_the_same(chart: Chart, edges: frozenset[int]) -> list[list[Edge]]:
    """Transitions by the case data that their conditions ask about: such mistakes have one cause."""
    groups: dict[frozenset[int], list[Edge]] = {}
    for edge in chart.edges:
        if edge.id in edges and edge.guard is not None:
            groups.setdefault(loads(edge.guard) or frozenset({-1 - edge.id}), []).append(edge)
    return list(groups.values())


def _place(edge: Edge) -> Span:
    return edge.written.place_of("if") if edge.written is not None else NOWHERE


def _never(graph: Graph, edge: Edge, guard: Program) -> bool:
    chart, asked = graph.chart, False
    demands = [Demand(guard, holds=True)]
    if boxes.attempt(demands, chart.slots).witness is None or not by_trying(demands, chart.slots):
        return False
    for question in _questions(chart, edge):
        seen = sightings(graph, question)
        asked = asked or bool(seen)
        reads = question.reads
        known = [each.known(reads) for each in seen]
        if known and boxes.attempt([Demand(guard, holds=True)], chart.slots, among=known).witness is not None:
            return False
    return asked


def _questions(chart: Chart, edge: Edge) -> Iterator[Question]:
    """The questions in which the condition of an edge is asked. Automatic ones are asked on the way, unseen."""
    if edge.trigger is not Trigger.ALWAYS:
        yield from (question for question in questions(chart) if edge in question.edges)


def _never_started(graph: Graph) -> Iterator[Vertex]:
    """The branches with a condition that never take part, though the parallel state around them is entered."""
    entered = frozenset(
        state for moves in graph.moves for move in moves for microstep in move.microsteps for state in microstep.entered
    )
    for vertex in graph.chart.vertices:
        possible = vertex.starts_if and boxes.attempt([Demand(vertex.starts_if, holds=True)], graph.chart.slots).witness
        if possible and vertex.parent in entered and vertex.id not in entered:
            yield vertex


def _beside(graph: Graph, branch: Vertex) -> list[int]:
    """The nodes in which the parallel state around a branch is active."""
    return [number for number, node in enumerate(graph.nodes) if branch.parent in node.snapshot.active]


def _words(chart: Chart, edge: Edge, seen: list[Sighting]) -> Message:
    state = _name(chart, edge.source)
    known = _always_so(chart, edge.guard, seen)
    if known:
        return say(
            "this condition never holds here: in “{state}” it is always so that {case}",
            state=state,
            case=in_words(chart, known),
        )
    return say("this condition never holds when it is asked in “{state}”", state=state)


def _always_so(chart: Chart, guard: Program | None, seen: list[Sighting]) -> Mapping[int, Coded]:
    """The data that a condition asks about and that have one and the same value whenever it is asked.

    What only stands for other values of its cell is not told, since the case may have one of those.
    """
    same: dict[int, Coded] = {}
    cells = cells_of_chart(chart)
    for slot in dict.fromkeys(slot for _, slot in guard.slots) if guard is not None else ():
        values = {each.data[slot] for each in seen}
        if len(values) == 1 and OPEN not in values and all(map(cells[slot].single, values)):
            same[slot] = values.pop()
    return same


def _example(graph: Graph, seen: list[Sighting]) -> Example | None:
    """A case that has come to where the condition is asked."""
    return next((example for each in seen[:3] if (example := example_of(graph, each.node)) is not None), None)


def _name(chart: Chart, state: int) -> object:
    return state_name(chart, chart[state].name)
