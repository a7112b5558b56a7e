"""PR413, PR415: case data that are asked about before anybody has settled them, or that nobody ever settles."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.chart import Action, Assign, Chart, Choose, Edge, unfolded
from prosessi.chart.explore import Graph, settled_inside
from prosessi.chart.names import datum_name
from prosessi.expressions.program import UNSET, Program
from prosessi.findings import Example, Severity
from prosessi.messages import say, say_many
from prosessi.rules import Found, rule
from prosessi.span import Span
from prosessi.verify.proof import Proof
from prosessi.verify.showing import concluded, shown, shown_refused, shown_taken


@rule("PR413", Severity.WARNING, over="proof")
def asked_before_settled(proof: Proof) -> Iterator[Found]:
    """On some way, something is asked about case data that nobody has settled yet.

    What asks then does not go through: nobody can say whether its condition holds. A clock that waits for a date that
    nobody has settled never rings.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {takaaja: {type: boolean}}
        events: {tutki: {decides: takaaja}, ohita: {}, ratkaise: {}}
        states:
          saapunut:
            transitions:
              - {event: tutki, to: ratkaistava}
              - {event: ohita, to: ratkaistava}
          ratkaistava:
            transitions:
              - {event: ratkaise, if: takaaja, to: valmis}  # PR413
              - {event: ratkaise, else: true, to: hylatty}
          valmis: {final: success}
          hylatty: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {takaaja: {type: boolean}}
        events: {tutki: {decides: takaaja}, ohita: {}, ratkaise: {}}
        states:
          saapunut:
            transitions:
              - {event: tutki, to: ratkaistava}
              - {event: ohita, set: {takaaja: false}, to: ratkaistava}
          ratkaistava:
            transitions:
              - {event: ratkaise, if: takaaja, to: valmis}
              - {event: ratkaise, else: true, to: hylatty}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    chart, told = proof.chart, set[tuple[Program | None, tuple[str, ...]]]()
    for node, refusals in enumerate(proof.graph.refusals):
        for refusal in refusals:
            if refusal.kind != "unset" or (refusal.program, refusal.unset) in told:
                continue
            example = shown_refused(proof.graph, node, refusal) or (
                shown(proof.graph, [node]) if refusal.event else None
            )
            if example is None and refusal.event:
                continue
            told.add((refusal.program, refusal.unset))
            names = [say("“{name}”", name=datum_name(chart, name)) for name in refusal.unset]
            yield Found(
                _place(chart, refusal.program),
                say_many(
                    "{data} is asked about here before anybody has settled it",
                    "{data} are asked about here before anybody has settled them",
                    len(names),
                    data=names,
                ),
                say("let it be settled on every way that leads here, give it a 'default', or ask 'is set' first"),
                example=concluded(example, say("{data}: nobody has settled this yet.", data=names))
                if example
                else None,
            )
    yield from _dates_not_settled(proof, {name for _, unset in told for name in unset})


@rule("PR415", Severity.NOTE, over="proof")
def settled_by_nobody(proof: Proof) -> Iterator[Found]:
    """Something is asked about case data that no act settles, though acts settle others.

    Then the data have to be known before the case begins, and nothing on the way can change them. That is right for
    what comes with the case; if somebody finds it out on the way, say in which act.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer, min: 0}, takaaja: {type: boolean}}
        events: {tutki: {decides: summa}, ratkaise: {}}
        states:
          saapunut:
            transitions:
              - {event: tutki, if: summa > 100, to: ratkaistava}
              - {event: tutki, else: true, to: valmis}
          ratkaistava:
            transitions:
              - {event: ratkaise, if: takaaja, to: valmis}  # PR415
              - {event: ratkaise, else: true, to: hylatty}
          valmis: {final: success}
          hylatty: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer, min: 0}, takaaja: {type: boolean}}
        events: {tutki: {decides: [summa, takaaja]}, ratkaise: {}}
        states:
          saapunut:
            transitions:
              - {event: tutki, if: summa > 100, to: ratkaistava}
              - {event: tutki, else: true, to: valmis}
          ratkaistava:
            transitions:
              - {event: ratkaise, if: takaaja, to: valmis}
              - {event: ratkaise, else: true, to: hylatty}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    chart = proof.chart
    if not any(event.decides for event in chart.process.events.values()):
        return
    inside = settled_inside(chart)
    for slot in chart.slots:
        asking = [edge for edge in chart.edges if edge.guard is not None and slot.name in edge.guard.reads]
        if not asking or slot.name in inside or slot.default is not None or slot.type.kind == "date":
            continue
        example = _asked(proof.graph, asking)
        yield Found(
            _place(chart, asking[0].guard),
            say("no act settles “{datum}”, which is asked about here", datum=datum_name(chart, slot.name)),
            say("add '{name}' to the 'decides' of an act, unless it is known when the case begins", name=slot.name),
            example=example,
        )


def _dates_not_settled(proof: Proof, told: set[str]) -> Iterator[Found]:
    """The clocks that wait, in some case, for a date that nobody has settled when it comes there, nor settles there."""
    chart, graph = proof.chart, proof.graph
    inside, stuck = settled_inside(chart), {node for trap in proof.traps for node in trap.nodes}
    for edge in chart.edges:
        slot = next((each for each in chart.slots if edge.at is not None and each.name == edge.at.datum), None)
        if slot is None or slot.name not in inside or slot.name in told:
            continue
        staying = {number for number, node in enumerate(graph.nodes) if edge.source in node.snapshot.active}
        unknown = {number for number in staying if graph.nodes[number].data[slot.index] is UNSET}
        settling = {n for n in unknown if any(move.target in staying - unknown for move in graph.moves[n])}
        example = shown(graph, unknown) if unknown and not settling and not unknown & stuck else None
        if example is not None and edge.written is not None:
            name = say("“{name}”", name=datum_name(chart, slot.name))
            yield Found(
                edge.written.place_of("at"),
                say("this clock waits for {date}, which nobody has settled on some way: it never rings", date=name),
                say("let it be settled on every way that leads here, or give it a 'default'"),
                example=concluded(example, say("{data}: nobody has settled this yet.", data=[name])),
            )


def _asked(graph: Graph, asking: list[Edge]) -> Example | None:
    """The shortest case in which one of the transitions is taken."""
    ids = {edge.id for edge in asking}
    for node, moves in enumerate(graph.moves):
        for move in moves:
            if any(not ids.isdisjoint(step.edges) for step in move.microsteps):
                return shown_taken(graph, node, move)
    return None


def _place(chart: Chart, program: Program | None) -> Span:
    """Where a condition or the value of an action is written."""
    for edge in chart.edges:
        if edge.written is not None and edge.guard is program:
            return edge.written.place_of("if")
        if edge.written is not None and program in _programs(edge.actions):
            return edge.written.place_of("set" if edge.written.wrote("set") else "then")
    for vertex in chart.vertices:
        if vertex.starts_if is program and vertex.written is not None:
            return vertex.written.place_of("if")
        for key, actions in (("entry", vertex.entry), ("exit", vertex.exit), ("begin", vertex.begin)):
            if vertex.written is not None and program in _programs(actions):
                return vertex.written.place_of(key)
    return chart.process.place_of_key("states")


def _programs(actions: tuple[Action, ...]) -> list[Program]:
    asking = [each for each in unfolded(actions) if isinstance(each, Assign | Choose)]
    return [each.value if isinstance(each, Assign) else each.condition for each in asking]
