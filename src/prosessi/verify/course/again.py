"""PR414: what a client is asked for twice, though the service knows it already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from prosessi.chart.chart import Chart, Edge
from prosessi.chart.explore import Graph, Move
from prosessi.chart.names import datum_name, document_name, event_name
from prosessi.chart.places import place_of_edge
from prosessi.chart.refusals import role_kind
from prosessi.chart.whereabouts import ending
from prosessi.findings import Severity
from prosessi.messages import say
from prosessi.model.process import Event
from prosessi.rules import Found, rule
from prosessi.verify.course.tracks import way_to
from prosessi.verify.example import example_along
from prosessi.verify.proof import Proof
from prosessi.verify.showing import MOST_TRIED


@rule("PR414", Severity.NOTE, over="proof")
def asked_twice(proof: Proof) -> Iterator[Found]:
    """A client has to tell the same thing, or to give the same document, twice before the case can end well.

    What the service already knows need not be asked of a family again. A question that staff may put again when
    something is unclear is another matter: here there is no way around the second time.

    Bad::

        prosessi: 1
        process: laina
        initial: alussa
        roles: {hakija: {kind: client}, virkailija: {}}
        case: {tulot: {type: integer, min: 0}}
        events:
          hae: {by: hakija, decides: tulot}
          tutki: {by: virkailija}
          ilmoita_tulot: {by: hakija, decides: tulot}
        states:
          alussa:
            transitions:
              - {event: hae, to: haettu}
          haettu:
            transitions:
              - {event: tutki, to: tutkittu}
          tutkittu:
            transitions:
              - {event: ilmoita_tulot, to: valmis}  # PR414
              - {after: 60 days, to: rauennut}
          valmis: {final: success}
          rauennut: {final: closed}

    Good::

        prosessi: 1
        process: laina
        initial: alussa
        roles: {hakija: {kind: client}, virkailija: {}}
        case: {tulot: {type: integer, min: 0}}
        events:
          hae: {by: hakija, decides: tulot}
          tutki: {by: virkailija}
        states:
          alussa:
            transitions:
              - {event: hae, to: haettu}
          haettu:
            transitions:
              - {event: tutki, to: valmis}
          valmis: {final: success}
    """
    chart = proof.chart
    if not proof.graph.complete:
        return
    for what, name, told in _from_clients(chart):
        again = next(_asked_again(proof.graph, told), None)
        example = example_along(proof.graph, again.moves) if again is not None else None
        if again is None or example is None:
            continue
        act = event_name(chart, again.moves[-1].event or "")
        words = datum_name(chart, name) if what == "datum" else document_name(chart, name)
        yield Found(
            place_of_edge(chart, again.edge),
            say("the client has already told “{what}”, but is asked for it again in “{act}”", what=words, act=act)
            if what == "datum"
            else say(
                "the client has already given “{what}”, but is asked for it again in “{act}”", what=words, act=act
            ),
            say(
                "use what is already known, and leave '{name}' out of '{event}'", name=name, event=again.moves[-1].event
            ),
            ((place_of_edge(chart, again.first), say("the first time is here")),),
            example=example,
        )


class _Again(NamedTuple):
    """A way on which a client is asked a second time: the edges of both times, and the moves up to the second."""

    first: Edge
    edge: Edge
    moves: tuple[Move, ...]


def _from_clients(chart: Chart) -> Iterator[tuple[str, str, frozenset[str]]]:
    """What clients tell or give in more than one place, with the acts in which it is told by anybody."""
    clients = {name: event for name, event in chart.process.events.items() if _by_clients(chart, event)}
    for what, key in (("datum", "decides"), ("document", "produces")):
        for name in dict.fromkeys(each for event in clients.values() for each in getattr(event, key)):
            acts = frozenset(act for act, event in chart.process.events.items() if name in getattr(event, key))
            edges = [edge for edge in chart.edges if not acts.isdisjoint(edge.events)]
            if acts <= clients.keys() and len(edges) > 1:
                yield what, name, acts


def _by_clients(chart: Chart, event: Event) -> bool:
    kinds = {role_kind(chart, role) for role in event.by}
    return "client" in kinds and kinds <= {"client", "partner"}


def _asked_again(graph: Graph, acts: frozenset[str]) -> Iterator[_Again]:
    """Where a case that has been told something cannot end well without being told it by another transition, too."""
    enough, well = _ending_well(graph, without=acts), _ending_well(graph)
    doing_without = {act: _ending_well(graph, frozenset({act})) for act in acts} if well - enough else {}
    caught, tried = well - enough, Counter[int]()
    for node, moves in enumerate(graph.moves if caught else ()):
        for move in moves:
            first = _edge_of(graph, move) if move.event in acts and move.target in caught else None
            if first is not None and tried[first.id] < MOST_TRIED:
                tried[first.id] += 1
                way = _next_time(graph, move.target, _unavoidable(move.target, doing_without))
                second = _edge_of(graph, way[-1]) if way else first
                if way and second is not first:
                    yield _Again(first, second, (*graph.path(node), move, *way))


def _unavoidable(node: int, doing_without: Mapping[str, set[int]]) -> frozenset[str]:
    """The acts without which a case cannot end well from a node; all, if any of them will do.

    `doing_without` are for each act the nodes from which a case can.
    """
    needed = frozenset(act for act, nodes in doing_without.items() if node not in nodes)
    return needed or frozenset(doing_without)


def _edge_of(graph: Graph, move: Move) -> Edge:
    return graph.chart.edges[move.microsteps[0].edges[0]]


def _ending_well(graph: Graph, without: frozenset[str] = frozenset()) -> set[int]:
    """The nodes from which a case can end well, and not only be broken off, `without` some acts."""
    goals = [n for n, node in enumerate(graph.nodes) if ending(graph.chart, node.snapshot.active) == "success"]
    found, waiting = set(goals), list(goals)
    while waiting:
        target = waiting.pop()
        for source in graph.came_from[target]:
            free = any(move.target == target and move.event not in without for move in graph.moves[source])
            if free and source not in found:
                found.add(source)
                waiting.append(source)
    return found


def _next_time(graph: Graph, start: int, acts: frozenset[str]) -> tuple[Move, ...]:
    """The shortest way from a node to one of the acts."""
    tracks: dict[int, tuple[int, Move] | None] = {start: None}
    waiting = [start]
    for node in waiting:
        for move in graph.moves[node]:
            if move.event in acts:
                return (*way_to(tracks, node), move)
            if move.target not in tracks:
                tracks[move.target] = (node, move)
                waiting.append(move.target)
    return ()
