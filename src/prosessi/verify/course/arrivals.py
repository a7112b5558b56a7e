"""Cases that come to a state: they show what was found about the state itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from prosessi.chart.chart import StateId
from prosessi.chart.names import state_name
from prosessi.chart.places import place_of_state
from prosessi.findings import Example, Finding
from prosessi.messages import Message, say
from prosessi.verify.proof import Proof
from prosessi.verify.showing import concluded, shown_in

STUCK = "PR105"


def arriving(proof: Proof, states: Iterable[StateId], *lines: Message) -> Example | None:
    """The first case in which one of the states is active, with lines that say what it comes to."""
    wanted = frozenset(states)
    for number, node in enumerate(proof.graph.nodes):
        there = wanted.intersection(node.snapshot.active)
        example = shown_in(proof.graph, number, [min(there)]) if there else None
        if example is not None:
            return concluded(example, *lines)
    return None


def with_case(proof: Proof, finding: Finding) -> Finding:
    """A finding about a state without a way out, with a case that gets there."""
    chart = proof.chart
    if finding.code != STUCK or finding.example is not None:
        return finding
    written = [vertex.id for vertex in chart.vertices if vertex.written is not None]
    states = [state for state in written if place_of_state(chart, state) == finding.at]
    if not states:
        return finding
    line = say("From “{state}” no way leads to an end.", state=state_name(chart, chart[states[0]].name))
    return replace(finding, example=arriving(proof, states, line))
