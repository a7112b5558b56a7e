"""PR420, PR421: documents that are needed before they are made, and documents that are made for nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from prosessi.chart.chart import Chart
from prosessi.chart.explore import Graph, Move, Refusal
from prosessi.chart.names import document_name, event_name
from prosessi.findings import Example, Severity
from prosessi.messages import say
from prosessi.model.vocabulary import Document
from prosessi.rules import Found, rule
from prosessi.verify.course.roles import done
from prosessi.verify.course.tracks import Tracks, way_to, ways_to, without_clocks
from prosessi.verify.example import lived_along
from prosessi.verify.proof import Proof
from prosessi.verify.showing import MOST_TRIED, concerning, concluded

ENDS_IN_THEMSELVES = frozenset({"decision", "notice", "plan"})
"""The kinds of document that are made for somebody outside the process."""

Way = tuple[Move, ...]


@rule("PR420", Severity.WARNING, over="proof")
def needed_before_made(proof: Proof) -> Iterator[Found]:
    """On some way, an act needs a document that the process itself makes, but has not made yet.

    The act does not go through, and waiting does not help: where the case is, nobody can make the document. A
    document that can also come from elsewhere says `from_outside: true`.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        documents: {lausunto: {}}
        events: {lausu: {produces: lausunto}, ohita: {}, paata: {needs: lausunto}}  # PR420
        states:
          saapunut:
            transitions:
              - {event: lausu, to: paatettava}
              - {event: ohita, to: paatettava}
          paatettava:
            transitions:
              - {event: paata, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        documents: {lausunto: {}}
        events: {lausu: {produces: lausunto}, ohita: {}, paata: {needs: lausunto}, paata_ilman: {}}
        states:
          saapunut:
            transitions:
              - {event: lausu, to: paatettava}
              - {event: ohita, to: ilman_lausuntoa}
          paatettava:
            transitions:
              - {event: paata, to: valmis}
          ilman_lausuntoa:
            transitions:
              - {event: paata_ilman, to: valmis}
          valmis: {final: success}
    """
    chart, graph = proof.chart, proof.graph
    for document in _made_inside(chart):
        told: set[str] = set()
        for act, way in _in_need(graph, document):
            example = _without(graph, act, way) if act not in told else None
            if act in told or (example is None and not without_clocks(way)):
                continue
            told.add(act)
            paper = document_name(chart, document)
            lacking = say("“{paper}” does not exist, and here nobody can make it.", paper=paper)
            yield Found(
                chart.process.events[act].place_of("needs"),
                say(
                    "“{act}” needs “{paper}”, which nobody has made yet on some way",
                    act=event_name(chart, act),
                    paper=paper,
                ),
                say(
                    "let it be made on every way that leads here, or add 'from_outside: true' to '{name}'",
                    name=document,
                ),
                example=concluded(example, lacking) if example is not None else None,
            )


@rule("PR421", Severity.NOTE, over="proof")
def made_for_nobody(proof: Proof) -> Iterator[Found]:
    """A document is made that no act needs, and nothing says why it is made.

    Somebody writes it, and nobody reads it. Decisions, notices and plans are for the client, and what rests on a law
    or a source is a duty of its own: these are left alone.

    Bad::

        prosessi: 1
        process: laina
        initial: saapunut
        documents: {muistio: {}}
        events: {tutki: {produces: muistio}, myonna: {}}  # PR421
        states:
          saapunut:
            transitions:
              - {event: tutki, to: tutkittu}
          tutkittu:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}

    Good::

        prosessi: 1
        process: laina
        initial: saapunut
        documents: {muistio: {}}
        events: {tutki: {produces: muistio}, myonna: {needs: muistio}}
        states:
          saapunut:
            transitions:
              - {event: tutki, to: tutkittu}
          tutkittu:
            transitions:
              - {event: myonna, to: valmis}
          valmis: {final: success}
    """
    chart, events = proof.chart, proof.chart.process.events
    needed = {name for event in events.values() for name in event.needs}
    used = {name for edge in chart.edges for name in edge.events}
    told: set[str] = set()
    for act, event in events.items():
        for number, name in enumerate(event.produces):
            if act in used and name not in needed and name not in told and not _is_its_own_end(declared(chart, name)):
                told.add(name)
                yield Found(
                    event.place_of("produces", number),
                    say("“{paper}” is made here, but nothing needs it", paper=document_name(chart, name)),
                    say("add it to the 'needs' of the act that uses it, give it a law or a source, or leave it out"),
                    example=done(proof.graph, act),
                )


def declared(chart: Chart, document: str) -> Document | None:
    """A document as the process or the shared vocabulary declares it."""
    return chart.process.documents.get(document) or chart.library.document(document)


def _is_its_own_end(document: Document | None) -> bool:
    return document is None or document.kind in ENDS_IN_THEMSELVES or bool(document.law or document.source)


def _made_inside(chart: Chart) -> Iterator[str]:
    """The documents that some act makes and some act needs, but for those that can come from elsewhere, too."""
    used = {name for edge in chart.edges for name in edge.events}
    events = [event for name, event in chart.process.events.items() if name in used]
    needed = {name for event in events for name in event.needs}
    for name in dict.fromkeys(name for event in events for name in event.produces):
        document = declared(chart, name)
        if name in needed and not (document and document.from_outside):
            yield name


def _in_need(graph: Graph, document: str) -> Iterator[tuple[str, Way]]:
    """The acts that need the document where it does not exist and nobody there can make it, with the ways there."""
    events = graph.chart.process.events
    makers = frozenset(name for name, event in events.items() if document in event.produces)
    users = frozenset(name for name, event in events.items() if document in event.needs)
    patient = {act: _worth_waiting(graph, act, makers - users) for act in users}
    tracks: dict[int, tuple[int, Move] | None] = {0: None}
    into: dict[int, list[tuple[int, Move]]] = {}
    waiting, found = [0], dict[tuple[str, int], None]()
    for node in waiting:
        for move in graph.moves[node]:
            event = move.event or ""
            if event in users and node not in patient[event]:
                found[event, node] = None
            if event not in makers | users:
                into.setdefault(move.target, []).append((node, move))
                if move.target not in tracks:
                    tracks[move.target] = (node, move)
                    waiting.append(move.target)
    yield from _few_ways(tracks, into, tuple(found))


def _few_ways(
    tracks: Tracks, into: Mapping[int, list[tuple[int, Move]]], found: Sequence[tuple[str, int]]
) -> Iterator[tuple[str, Way]]:
    """The ways to where acts lack something: for each act first the shortest ones, then others to the same places."""
    told = Counter[str]()
    for act, node in found:
        if told[act] < MOST_TRIED:
            told[act] += 1
            yield act, way_to(tracks, node)
    for act in told:
        places = (node for name, node in found if name == act)
        others = (way for node in places for way in islice(ways_to(tracks, node, lambda n: into.get(n, ())), 1, None))
        yield from ((act, way) for way in islice(others, MOST_TRIED))


def _worth_waiting(graph: Graph, act: str, makers: frozenset[str]) -> set[int]:
    """The nodes from which somebody can make what an act needs, while the act stays possible."""
    possible = {node for node, moves in enumerate(graph.moves) if any(move.event == act for move in moves)}
    found = {node for node in possible if any(move.event in makers for move in graph.moves[node])}
    waiting = list(found)
    while waiting:
        target = waiting.pop()
        for source in possible.intersection(graph.came_from[target]) - found:
            if any(move.target == target and move.event != act for move in graph.moves[source]):
                found.add(source)
                waiting.append(source)
    return found


def _without(graph: Graph, act: str, way: Way) -> Example | None:
    """The case that comes there and does the act without the document: it is refused."""
    sources = [edge.source for edge in graph.chart.edges if act in edge.events]
    for moves in dict.fromkeys((concerning(graph, way, sources), way)):
        lived = lived_along(graph, moves, Refusal("gap", act), empty_handed=True)
        if lived is not None and lived[0].steps[-1].get("refused") == "missing_document":
            return lived[0]
    return None
