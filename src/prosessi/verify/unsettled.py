"""PR413: case data that are asked about before anybody has settled them."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.chart import Action, Assign, Chart, Choose, unfolded
from prosessi.chart.names import datum_name
from prosessi.expressions.program import Program
from prosessi.findings import Severity
from prosessi.messages import say, say_many
from prosessi.rules import Found, rule
from prosessi.span import Span
from prosessi.verify.proof import Proof
from prosessi.verify.showing import concluded, shown, shown_refused


@rule("PR413", Severity.WARNING, over="proof")
def asked_before_settled(proof: Proof) -> Iterator[Found]:
    """On some way, something is asked about case data that nobody has settled yet.

    What asks then does not go through: nobody can say whether its condition holds.

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
            names = [say("«{name}»", name=datum_name(chart, name)) for name in refusal.unset]
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
