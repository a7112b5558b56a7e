"""PR133, PR134: what no case ever comes to, though it could by the shape of the process.

Only a graph that was looked at as a whole and tries every value that matters can say that something is absent.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from prosessi.chart.chart import Chart, Edge, StateId, Trigger, Vertex
from prosessi.chart.explore import Graph, Move, Refusal
from prosessi.chart.names import Name, state_name
from prosessi.chart.places import place_of_edge, place_of_state
from prosessi.chart.semantics import Microstep
from prosessi.findings import Example, Severity
from prosessi.messages import Message, say
from prosessi.rules import Found, rule
from prosessi.verify.conditions.never import never_true
from prosessi.verify.proof import Proof
from prosessi.verify.showing import MOST_TRIED, concluded, shown_in, shown_refused, shown_taken


@rule("PR133", Severity.WARNING, over="proof")
def state_of_no_case(proof: Proof) -> Iterator[Found]:
    """No case ever comes to a state, given what is known and decided on the way there.

    Transitions lead to it, but none of them is ever taken. What it promises to a family never happens.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {tutki: {}, kiirehdi: {}, myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: tutki, to: tutkittavana}
          tutkittavana:
            transitions:
              - {after: 3 days, to: myonnettavana}
              - {after: 5 days, to: muistutettava}
          muistutettava:  # PR133
            transitions:
              - {event: kiirehdi, to: myonnettavana}
          myonnettavana:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {tutki: {}, kiirehdi: {}, myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: tutki, to: tutkittavana}
          tutkittavana:
            transitions:
              - {event: myonna, to: valmis}
              - {after: 5 days, to: muistutettava}
          muistutettava:
            transitions:
              - {event: kiirehdi, to: myonnettavana}
          myonnettavana:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
    """
    life, groups = Life(proof), dict[StateId, list[tuple[Vertex, tuple[Edge, ...]]]]()
    for vertex, edges in life.lost_states():
        groups.setdefault(edges[0].source, []).append((vertex, edges))
    for (vertex, edges), *others in groups.values():
        chart, example = proof.chart, life.instead(edges[0]) or life.there(edges[0].source)
        yield Found(
            place_of_state(chart, vertex.id),
            say(
                "no case ever comes to “{state}”: what leads there never happens", state=state_name(chart, vertex.name)
            ),
            say("mend what leads to “{state}”, or remove the state", state=state_name(chart, vertex.name)),
            (
                *((place_of_edge(chart, edge), say("this transition is never taken")) for edge in edges),
                *((place_of_state(chart, other.id), say("nor does any case come here")) for other, _ in others),
                *((place_of_edge(chart, edge), say("nor is this one")) for _, more in others for edge in more),
            ),
            example=example,
        )


@rule("PR134", Severity.WARNING, over="proof")
def transition_of_no_case(proof: Proof) -> Iterator[Found]:
    """No case ever takes a transition, given what is known and decided on the way there.

    Something else always happens first, or what sets it off never comes while the case is there.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}, hylkaa: {}}
        states:
          saapunut:
            transitions:
              - {event: hylkaa, to: hylatty}
              - {after: 3 days, to: myonnettavana}
              - {after: 5 days, to: hylatty}  # PR134
          myonnettavana:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
          hylatty: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        events: {myonna: {}, hylkaa: {}}
        states:
          saapunut:
            transitions:
              - {event: hylkaa, to: hylatty}
              - {after: 3 days, to: myonnettavana}
          myonnettavana:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    life = Life(proof)
    told = {edge.id for _, edges in life.lost_states() for edge in edges}
    for edge in life.dead_edges:
        if edge.id not in told and all(target in life.entered for target in edge.targets):
            source: Name = state_name(proof.chart, proof.chart[edge.source].name)
            yield Found(
                place_of_edge(proof.chart, edge),
                _words(edge, source),
                say("remove the transition, or mend what keeps it from being taken"),
                example=life.instead(edge) or life.there(edge.source),
            )


class Life:
    """What happens in the graph to the states and transitions of a chart, and what never does."""

    def __init__(self, proof: Proof) -> None:
        self.proof = proof
        self.graph: Graph = proof.graph
        self.chart: Chart = proof.chart

    @cached_property
    def entered(self) -> frozenset[StateId]:
        """The states that some case enters."""
        return frozenset(state for step in self._microsteps for state in step.entered)

    @cached_property
    def taken(self) -> frozenset[int]:
        """The transitions that some case takes."""
        return frozenset(edge for step in self._microsteps for edge in step.edges)

    @cached_property
    def dead_edges(self) -> tuple[Edge, ...]:
        """The transitions that no case takes, though cases come to where they begin; not those told of already."""
        if not (self.graph.complete and self.graph.exact):
            return ()
        hopeless = never_true(self.chart, self.proof)
        return tuple(edge for edge in self.untaken if edge.id not in hopeless)

    @cached_property
    def untaken(self) -> tuple[Edge, ...]:
        """The transitions never seen taken, though cases come to where they begin; not those told of already."""
        return tuple(
            edge
            for edge in self.chart.edges
            if edge.id not in self.taken
            and (edge.source in self.entered)
            and edge.trigger is not Trigger.SENT
            and not self.proof.has_been_told("PR1", place_of_edge(self.chart, edge))
            and not self.proof.has_been_told("PR4", place_of_edge(self.chart, edge))
        )

    def lost_states(self) -> Iterator[tuple[Vertex, tuple[Edge, ...]]]:
        """The outermost states that no case enters but to which transitions lead that could be taken, with these."""
        for vertex in self.chart.vertices:
            lost = vertex.id not in self.entered and vertex.parent in {0, *self.entered}
            if lost and vertex.written is not None and not vertex.remembers:
                inside = (vertex.id, *(each.id for each in self.chart.vertices if vertex.id in each.ancestors))
                edges = tuple(edge for edge in self.dead_edges if not set(inside).isdisjoint(edge.targets))
                if edges:
                    yield vertex, edges

    def nodes_in(self, state: StateId) -> list[int]:
        """The nodes at which a case is in a state."""
        return [number for number, node in enumerate(self.graph.nodes) if state in node.snapshot.active]

    def there(self, state: StateId) -> Example | None:
        """The shortest case that is in a state."""
        cases = (shown_in(self.graph, node, [state]) for node in islice(self.nodes_in(state), MOST_TRIED))
        return next((case for case in cases if case is not None), None)

    def instead(self, edge: Edge) -> Example | None:
        """A case in which what should set a transition off happens, and something else comes of it."""
        for node in self.nodes_in(edge.source):
            refusal: Refusal | None = next((r for r in self.graph.refusals[node] if r.event in edge.events), None)
            if refusal is not None and (example := shown_refused(self.graph, node, refusal)):
                return example
            move: Move | None = next((m for m in self.graph.moves[node] if self._goes_before(m, edge)), None)
            if move is not None and (example := shown_taken(self.graph, node, move)):
                return concluded(example, say("Something else came of it than this transition."))
        return None

    def _goes_before(self, move: Move, edge: Edge) -> bool:
        """Whether a move is what happens instead of a transition: by the same event, or by a clock that rings first."""
        left = any(edge.source in step.exited for step in move.microsteps)
        return move.event in edge.events or (move.kind == "timer" and left and edge.trigger is Trigger.AFTER)

    @cached_property
    def _microsteps(self) -> tuple[Microstep, ...]:
        return tuple(step for moves in self.graph.moves for move in moves for step in move.microsteps)


def _words(edge: Edge, source: Name) -> Message:
    if edge.trigger in {Trigger.AFTER, Trigger.AT}:
        return say("this transition is never taken: its time never comes while the case is in “{state}”", state=source)
    return say("this transition is never taken: what it waits for never happens in “{state}”", state=source)
