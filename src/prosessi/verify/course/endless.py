"""PR130, PR131: cases that never end, because nobody can do anything, or because they only go round."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.chart import ROOT, Chart, Edge, Kind, StateId, Trigger
from prosessi.chart.explore import OPEN, Graph, Refusal
from prosessi.chart.names import Name, datum_name, event_name, state_name
from prosessi.chart.places import place_of_state
from prosessi.chart.whereabouts import answering, innermost, is_finished
from prosessi.expressions.program import UNSET
from prosessi.findings import Severity
from prosessi.messages import Message, say
from prosessi.rules import Found, rule
from prosessi.span import Span
from prosessi.verify.course.traps import Trap, round_trip, waiting_join
from prosessi.verify.example import example_along
from prosessi.verify.proof import Proof
from prosessi.verify.showing import concluded, shown

TOLD_ELSEWHERE = frozenset({"unset", "rule", "unsettling"})
"""Refusals of which rules of their own tell."""


@rule("PR130", Severity.WARNING, over="proof")
def stuck_for_ever(proof: Proof) -> Iterator[Found]:
    """A case can come to where nobody can do anything any more, though it has not ended.

    No act goes through, no clock runs and no deadline raises anything. A family that waits there waits for ever.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {takaaja: {type: boolean}}
        events: {tutki: {decides: takaaja}, myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: tutki, to: tutkittu}
          tutkittu:  # PR130
            transitions:
              - {event: myonna, if: takaaja, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {takaaja: {type: boolean}}
        events: {tutki: {decides: takaaja}, myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: tutki, to: tutkittu}
          tutkittu:
            transitions:
              - {event: myonna, if: takaaja, to: valmis}
              - {event: myonna, else: true, to: hylatty}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    told: set[str] = set()
    for trap in proof.traps:
        names = innermost(proof.chart, trap.always)
        if len(trap.stands) > 1 or told.intersection(names) or waiting_join(trap) is not None or is_told(proof, trap):
            continue
        refusals = [refusal for node in trap.nodes for refusal in proof.graph.refusals[node]]
        if any(refusal.kind in TOLD_ELSEWHERE for refusal in refusals):
            continue
        told.update(names)
        yield from _stuck(trap, names, next(iter(refusals), None))


@rule("PR131", Severity.WARNING, over="proof")
def round_without_end(proof: Proof) -> Iterator[Found]:
    """A case can come to where it only goes round, and no way leads to an end any more.

    People act and days pass, but whatever they do, the case comes back to where it was.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {ehdot_selvat: {type: boolean}}
        events: {tutki: {decides: ehdot_selvat}, kysy: {}, vastaa: {}, myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: tutki, to: tutkittu}
          tutkittu:  # PR131
            transitions:
              - {event: myonna, if: ehdot_selvat, to: valmis}
              - {event: kysy, to: vastaus_odotettavana}
          vastaus_odotettavana:
            transitions:
              - {event: vastaa, to: tutkittu}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        case: {ehdot_selvat: {type: boolean}}
        events: {tutki: {decides: ehdot_selvat}, kysy: {}, vastaa: {}, myonna: {}}
        states:
          saapunut:
            transitions:
              - {event: tutki, to: tutkittu}
          tutkittu:
            transitions:
              - {event: myonna, if: ehdot_selvat, to: valmis}
              - {event: myonna, else: true, to: hylatty}
              - {event: kysy, to: vastaus_odotettavana}
          vastaus_odotettavana:
            transitions:
              - {event: vastaa, to: tutkittu}
          valmis: {final: success}
          hylatty: {final: closed}
    """
    told: set[str] = set()
    for trap in proof.traps:
        names = [name for stand in trap.stands for name in innermost(proof.chart, stand)]
        if len(trap.stands) == 1 or told.intersection(names) or waiting_join(trap) is not None or is_told(proof, trap):
            continue
        told.update(names)
        yield from _round(trap)


def is_told(proof: Proof, trap: Trap) -> bool:
    """Whether the shape of the process alone, or one of its conditions, has been found to be the cause."""
    chart, active = proof.chart, frozenset[StateId]().union(*trap.stands) - {ROOT}
    edges = [edge.written.place for state in active for edge in chart[state].edges if edge.written is not None]
    states = [place_of_state(chart, state) for state in active]
    no_end = any(finding.code == "PR103" for finding in proof.said)
    return no_end or proof.has_been_told("PR105", *states) or proof.has_been_told("PR40", *edges)


def refused_at(trap: Trap) -> tuple[tuple[Span, Message], ...]:
    """The conditions that keep from going through what people or clocks try in a trap."""
    chart = trap.graph.chart
    tried = {
        (trap.graph.nodes[node].snapshot.active, each.event)
        for node in trap.nodes
        for each in trap.graph.refusals[node]
    }
    asked = [edge for active, event in tried for edge in answering(chart, active, event)]
    asked += [
        edge for state in trap.always for edge in chart[state].edges if edge.trigger in {Trigger.DONE, Trigger.ALWAYS}
    ]
    places = {edge.written.place_of("if") for edge in asked if edge.written is not None and edge.guard is not None}
    return tuple((place, say("this does not hold any more")) for place in sorted(places))


def _awaited_at(chart: Chart, names: tuple[str, ...]) -> Iterator[tuple[Span, Message]]:
    """What a case waits for in vain where it is stuck."""
    for edge in (edge for name in names for edge in chart.named(name).edges):
        if edge.written is not None and edge.guard is None and edge.targets:
            yield edge.written.place, say("this is waited for in vain")


def _stuck(trap: Trap, names: tuple[str, ...], refusal: Refusal | None) -> Iterator[Found]:
    graph, chart = trap.graph, trap.graph.chart
    example = shown(graph, trap.nodes, refusal) or shown(graph, trap.nodes)
    if example is None:
        return
    place = chart.ids[names[0]]
    message, fix = _why(graph, trap, place, refusal)
    yield Found(
        place_of_state(chart, place),
        message,
        fix,
        (*refused_at(trap), *_awaited_at(chart, names)),
        example=concluded(
            example,
            say("Whatever people still do, the case does not go on, and it has not ended.")
            if _busy(trap)
            else say("Nobody can do anything any more, and the case has not ended."),
        ),
    )


def _busy(trap: Trap) -> bool:
    """Whether something can still be done where the case stands, though it leads nowhere."""
    return any(move.kind == "act" for node in trap.nodes for move in trap.graph.moves[node])


def _why(graph: Graph, trap: Trap, place: StateId, refusal: Refusal | None) -> tuple[Message, Message]:
    """What to say of a place where a case is stuck, and what to do about it."""
    chart, facts = graph.chart, {"state": state_name(graph.chart, graph.chart[place].name)}
    if refusal is not None and refusal.event in chart.process.events:
        facts["act"] = event_name(chart, refusal.event)
        return (
            say("a case can get stuck in “{state}” for ever: “{act}” is not possible", **facts),
            say("add what happens in “{state}” when the condition does not hold, such as 'else: true'", **facts),
        )
    if _ready_in_vain(chart, trap, place):
        return (
            say("a case can get stuck in “{state}” for ever: all is ready, but no 'done' goes on", **facts),
            say("add a transition with 'done: true' for the other cases, such as 'else: true'"),
        )
    if (date := _missing_date(graph, trap)) is not None:
        return (
            say(
                "a case can get stuck in “{state}” for ever: it waits for “{date}”, which is not known",
                date=date,
                **facts,
            ),
            say("let “{date}” be settled before, or add another way out of “{state}”", date=date, **facts),
        )
    stuck = say("a case can get stuck in “{state}” for ever: nobody can do anything there", **facts)
    if _busy(trap):
        stuck = say("a case can get stuck in “{state}” for ever: nothing leads on from there", **facts)
    return stuck, say("add a transition out of “{state}”, or let the case end there with 'final'", **facts)


def _ready_in_vain(chart: Chart, trap: Trap, place: StateId) -> bool:
    """Whether the case stands in something finished whose `done` was answered by no condition."""
    around = (place, *chart[place].ancestors)
    done = [edge for state in around for edge in chart[state].edges if edge.trigger is Trigger.DONE]
    return bool(done) and any(
        is_finished(chart, state, trap.always, trap.always)
        for state in around
        if chart[state].kind in {Kind.PARALLEL, Kind.COMPOUND} and state != ROOT
    )


def _missing_date(graph: Graph, trap: Trap) -> Name | None:
    """The date for which a clock waits that is not known where the case stands."""
    chart, data = graph.chart, graph.nodes[trap.nodes[0]].data
    waiting: list[Edge] = [edge for state in sorted(trap.always) for edge in chart[state].edges]
    unknown = {slot.name for slot in chart.slots if data[slot.index] is UNSET and data[slot.index] is not OPEN}
    dates = (edge.at.datum for edge in waiting if edge.at is not None and edge.at.datum in unknown)
    return next((datum_name(chart, date) for date in dates if date), None)


def _round(trap: Trap) -> Iterator[Found]:
    graph, chart = trap.graph, trap.graph.chart
    moves = round_trip(trap)
    example = example_along(graph, (*graph.path(trap.nodes[0]), *moves)) or shown(graph, trap.nodes)
    if example is None:
        return
    stands = [graph.nodes[node].snapshot.active for node in (trap.nodes[0], *(move.target for move in moves[:-1]))]
    names = list(dict.fromkeys(name for stand in stands for name in innermost(chart, stand)))
    states = [say("“{state}”", state=state_name(chart, name)) for name in names]
    yield Found(
        place_of_state(chart, min(chart.ids[name] for name in names)),
        say("a case can go round for ever and never end: it comes again and again to {states}", states=states),
        say("add a way out that leads towards an end, or see that what the way out asks can still come true"),
        refused_at(trap),
        example=concluded(example, say("From here on the case only goes round, and no way leads to an end.")),
    )
