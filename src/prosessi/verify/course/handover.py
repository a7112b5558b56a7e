"""PR440: cases handed over to a process that cannot take them as they come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from prosessi.chart.chart import ROOT, Chart, Vertex
from prosessi.findings import Severity
from prosessi.messages import Message, say
from prosessi.model.bind import read_as
from prosessi.model.process import Datum, Process
from prosessi.model.state import State, deeds_of
from prosessi.rules import Found, rule
from prosessi.verify.proof import Proof
from prosessi.verify.showing import shown

PROCESS_FILE = "process.yaml"


@rule("PR440", Severity.WARNING, over="proof")
def handed_over_in_vain(proof: Proof) -> Iterator[Found]:
    """A case is handed over to a process that asks about data which the case does not bring with it.

    The other process does not settle the data itself, so they have to be known when the case arrives. A case that
    comes without them, or with values that the other does not know, cannot go its way there.

    Bad::

        # processes/perinta/process.yaml
        prosessi: 1
        process: perinta
        initial: saapunut
        case: {summa: {type: integer, min: 0}}
        events: {peri: {}}
        states:
          saapunut:
            transitions:
              - {event: peri, if: summa >= 10, to: peritty}
              - {event: peri, else: true, to: jatetty}
          peritty: {final: success}
          jatetty: {final: closed}

        # processes/laina/process.yaml
        prosessi: 1
        process: laina
        initial: annettu
        events: {palauta: {}}
        states:
          annettu:
            transitions:
              - {event: palauta, to: valmis}
              - {after: 30 days, to: perinnassa}
          valmis: {final: success}
          perinnassa: {final: handover, process: perinta}  # PR440

    Good::

        # processes/perinta/process.yaml
        prosessi: 1
        process: perinta
        initial: saapunut
        case: {summa: {type: integer, min: 0}}
        events: {peri: {}}
        states:
          saapunut:
            transitions:
              - {event: peri, if: summa >= 10, to: peritty}
              - {event: peri, else: true, to: jatetty}
          peritty: {final: success}
          jatetty: {final: closed}

        # processes/laina/process.yaml
        prosessi: 1
        process: laina
        initial: saapunut
        case: {summa: {type: integer, min: 0}}
        events: {anna: {decides: summa}, palauta: {}}
        states:
          saapunut:
            transitions:
              - {event: anna, to: annettu}
          annettu:
            transitions:
              - {event: palauta, if: summa >= 0, to: valmis}
              - {after: 30 days, to: perinnassa}
          valmis: {final: success}
          perinnassa: {final: handover, process: perinta}
    """
    chart = proof.chart
    for vertex in map(chart.__getitem__, chart[ROOT].children):
        other = _process_beside(chart, vertex)
        wrong = next(_misfits(chart.process.case, other), None) if other is not None else None
        if other is None or wrong is None or vertex.written is None:
            continue
        name, why = wrong
        nodes = [number for number, node in enumerate(proof.graph.nodes) if vertex.id in node.snapshot.active]
        yield Found(
            vertex.written.place_of("process"),
            why,
            say("give this process the case data '{name}' as '{process}' has them", name=name, process=other.process),
            ((other.place_of_key("case", name), say("it is asked for here")),),
            example=shown(proof.graph, nodes),
        )


def _process_beside(chart: Chart, vertex: Vertex) -> Process | None:
    """The process to which a final state hands over, if its folder stands beside that of this one and it reads."""
    written, here = vertex.written, Path(chart.process.place.file)
    if written is None or written.process in {None, chart.process.process} or here.name != PROCESS_FILE:
        return None
    file = here.parent.parent / str(written.process) / PROCESS_FILE
    if not file.is_file():
        return None
    bound = read_as(Process, file.read_bytes(), str(file))
    return bound.model if bound.sound else None


def _misfits(own: Mapping[str, Datum], other: Process) -> Iterator[tuple[str, Message]]:
    """What the other process has to be told at its start and this one cannot tell, each with why."""
    settled = set(_settled(other))
    for name, wanted in other.case.items():
        if name in settled or wanted.default is not None:
            continue
        facts = {"process": other.process, "name": name}
        if name not in own:
            yield name, say("'{process}' has to be told '{name}', which this process does not know", **facts)
        elif own[name].type != wanted.type:
            yield name, say("'{process}' has to be told '{name}', but as another type of data than here", **facts)
        elif unknown := [choice for choice in own[name].of if choice not in wanted.of]:
            yield name, say("'{process}' does not know all values of '{name}': {choices}", choices=unknown, **facts)


def _settled(process: Process) -> Iterator[str]:
    """The case data that a process settles itself."""
    for event in process.events.values():
        yield from event.decides
    for state in _states(process.states):
        for written in (state.entry, state.exit, state.begin, *state.transitions):
            yield from written.set_ if written is not None else ()
            yield from (name for deed in deeds_of(written) for name in deed.set_)


def _states(states: Mapping[str, State]) -> Iterator[State]:
    for state in states.values():
        yield state
        yield from _states(state.states)
        yield from _states(state.parallel)
