"""PR136: automatic moves that go round and round with some case data, so that the step never comes to rest."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.chart import Chart, Trigger
from prosessi.chart.explore import Graph, Refusal
from prosessi.chart.names import state_name
from prosessi.chart.places import place_of_edge
from prosessi.chart.semantics import react, start
from prosessi.chart.worlds import Live
from prosessi.errors import NotSettling
from prosessi.findings import Severity
from prosessi.messages import say
from prosessi.rules import Found, rule
from prosessi.verify.proof import Proof
from prosessi.verify.showing import shown_refused


@rule("PR136", Severity.WARNING, over="proof")
def restless_data(proof: Proof) -> Iterator[Found]:
    """With some case data, automatic transitions lead round and round, and the act that began it is refused.

    Each of them has a condition, but nothing on the round ever makes one of the conditions false.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {epaselva: {type: boolean}}
        events: {tutki: {decides: epaselva}, myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: tutki, to: tarkistus}
          tarkistus:
            transitions:
              - {always: true, if: epaselva, to: kirjaus}  # PR136
              - {event: myonna, to: valmis}
          kirjaus:
            transitions:
              - {always: true, if: epaselva, to: tarkistus}
              - {event: myonna, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {epaselva: {type: boolean}}
        events: {tutki: {decides: epaselva}, kirjaa: {}, myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: tutki, to: tarkistus}
          tarkistus:
            transitions:
              - {always: true, if: epaselva, to: kirjaus}
              - {event: myonna, to: valmis}
          kirjaus:
            transitions:
              - {event: kirjaa, to: tarkistus}
              - {event: myonna, to: valmis}
          valmis: {final: success}
    """
    chart, told = proof.chart, set[tuple[str, ...]]()
    for node, refusals in enumerate(proof.graph.refusals):
        for refusal in refusals:
            names = _names(proof.graph, node, refusal) if refusal.kind == "unsettling" else ()
            cycle = tuple(sorted(names, key=chart.ids.__getitem__))
            example = shown_refused(proof.graph, node, refusal) if cycle and cycle not in told else None
            if not cycle or cycle in told or (example is None and refusal.event):
                continue
            told.add(cycle)
            automatic = [edge for edge in chart.edges if edge.trigger is Trigger.ALWAYS]
            places = [
                place_of_edge(chart, edge) for name in cycle for edge in automatic if chart[edge.source].name == name
            ]
            yield Found(
                next(iter(places), chart.process.place_of_key("states")),
                say(
                    "a case can go round for ever by itself: {states}",
                    states=[say("“{state}”", state=state_name(chart, name)) for name in cycle],
                ),
                say("let something on the round make its condition false, or wait for an event instead of 'always'"),
                tuple((place, say("this is on the round")) for place in places[1:]),
                example=example,
            )


def _names(graph: Graph, node: int, refusal: Refusal) -> tuple[str, ...]:
    """The states that a step goes round which never comes to rest."""
    chart: Chart = graph.chart
    data = list(graph.nodes[node].data)
    for slot, value in refusal.settled:
        data[slot] = value
    world = Live(chart, tuple(data))
    try:
        if refusal.event:
            react(chart, graph.nodes[node].snapshot, refusal.event, world)
        else:
            start(chart, world)
    except NotSettling as failure:
        return failure.cycle
    return ()
