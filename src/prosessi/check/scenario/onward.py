"""PR873-PR874: whether the acts of a scenario bring every case to its end."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.ahead import raised_events
from prosessi.chart.chart import ROOT, Chart, Edge, Kind, StateId, Trigger, Vertex
from prosessi.chart.refusals import role_kind
from prosessi.check.scenario.outline import Numbers, ScenarioOutline
from prosessi.findings import Severity
from prosessi.messages import say
from prosessi.model.beside import process_file
from prosessi.rules import Found, rule


@rule("PR873", Severity.WARNING, over="prepared")
def no_way_on(outline: ScenarioOutline) -> Iterator[Found]:
    """Cases come to a state from which nothing leads on, since none of its acts has numbers.

    An act that the scenario does not name never happens. Cases that wait for it stay where they are.

    Bad::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: jonossa
        roles: {virkailija: {}}
        events: {ota: {by: virkailija}, ratkaise: {by: virkailija}}
        states:
          jonossa: {transitions: [{event: ota, to: kasittely}]}
          kasittely: {transitions: [{event: ratkaise, to: valmis}]}
          valmis: {final: success}
        # laina/scenario.yaml
        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts:  # PR873
              ota: {work: 1 hour}
        staff: {virkailija: {people: 2}}

    Good::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: jonossa
        roles: {virkailija: {}}
        events: {ota: {by: virkailija}, ratkaise: {by: virkailija}}
        states:
          jonossa: {transitions: [{event: ota, to: kasittely}]}
          kasittely: {transitions: [{event: ratkaise, to: valmis}]}
          valmis: {final: success}
        # laina/scenario.yaml
        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts:
              ota: {work: 1 hour}
              ratkaise: {work: 3 hours}
        staff: {virkailija: {people: 2}}
    """
    for numbers in outline.known:
        chart = outline.charts[numbers.name]
        for vertex, events in stuck(chart, numbers):
            written = numbers.written.wrote("acts")
            yield Found(
                numbers.written.place_of_key("acts")
                if written
                else outline.scenario.place_of_key("processes", numbers.name),
                say(
                    "nothing leads on from '{state}': {events} has no numbers",
                    state=vertex.name,
                    events=[f"'{event}'" for event in events],
                )
                if len(events) == 1
                else say(
                    "nothing leads on from '{state}': {events} have no numbers",
                    state=vertex.name,
                    events=[f"'{event}'" for event in events],
                ),
                say(
                    "add under 'acts' for example '{event}: {{{key}: ...}}'",
                    event=events[0],
                    key=_key(chart, events[0]),
                ),
            )


@rule("PR874", Severity.NOTE, over="prepared")
def not_carried_over(outline: ScenarioOutline) -> Iterator[Found]:
    """Cases are handed over to a process that is here, and to which the scenario gives no numbers.

    They end at the handover. If the same people go on with them there, their work is missing from the results.

    Bad::

        # perinta/process.yaml
        prosessi: 1
        process: perinta
        initial: valmis
        states:
          valmis: {final: success}
        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: jonossa
        roles: {virkailija: {}}
        events: {ratkaise: {by: virkailija}}
        states:
          jonossa: {transitions: [{event: ratkaise, to: siirretty}]}
          siirretty: {final: handover, process: perinta}
        # laina/scenario.yaml
        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:  # PR874
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 2}}

    Good::

        # perinta/process.yaml
        prosessi: 1
        process: perinta
        initial: valmis
        states:
          valmis: {final: success}
        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: jonossa
        roles: {virkailija: {}}
        events: {ratkaise: {by: virkailija}}
        states:
          jonossa: {transitions: [{event: ratkaise, to: siirretty}]}
          siirretty: {final: handover, process: perinta}
        # laina/scenario.yaml
        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
          perinta: {}
        staff: {virkailija: {people: 2}}
    """
    for numbers in outline.known:
        for node in numbers.process.nodes:
            other = node.state.process
            if other is None or other in outline.scenario.processes or other == numbers.name:
                continue
            if process_file(other, outline.file) is not None:
                yield Found(
                    outline.scenario.place_of_key("processes", numbers.name),
                    say(
                        "cases that come to '{state}' are handed over to '{process}', which has no numbers here",
                        state=node.name,
                        process=other,
                    ),
                    say("add '{process}' under 'processes' if the same people go on with them", process=other),
                )


def stuck(chart: Chart, numbers: Numbers) -> Iterator[tuple[Vertex, list[str]]]:
    """The states that cases come to and that no act with numbers leads on from, each with the acts that would.

    An act with a chance leads on only sometimes, so that it does not count where it stands around the state.
    """
    acting = frozenset(event for event, _ in numbers.acts)
    certain = frozenset(event for event, act in numbers.acts if act.chance is None) | raised_events(chart)
    for vertex in (chart[state] for state in sorted(_come_to(chart, acting))):
        own = [edge for edge in vertex.edges if edge.targets]
        around = [edge for above in vertex.ancestors for edge in chart[above].edges if edge.targets]
        events = [event for edge in own for event in edge.events if event in chart.process.events]
        onwards = any(_leads(edge, acting | certain) for edge in own) or any(_leads(edge, certain) for edge in around)
        if vertex.kind is Kind.ATOMIC and events and not onwards:
            yield vertex, list(dict.fromkeys(events))


def _leads(edge: Edge, events: frozenset[str]) -> bool:
    return edge.trigger not in {Trigger.EVENT, Trigger.DONE} or not events.isdisjoint(edge.events)


def _come_to(chart: Chart, acting: frozenset[str]) -> frozenset[StateId]:
    """The states that can be entered by what has numbers and by what comes by itself."""
    coming = acting | raised_events(chart)
    entered: set[StateId] = set()
    waiting = [ROOT]
    while waiting:
        state = waiting.pop()
        if state in entered:
            continue
        entered.add(state)
        vertex = chart[state]
        waiting += vertex.ancestors
        waiting += vertex.children if vertex.kind is Kind.PARALLEL else vertex.initial
        for edge in vertex.edges:
            if edge.trigger is not Trigger.EVENT or not coming.isdisjoint(edge.events):
                waiting += edge.targets
    return frozenset(entered)


def _key(chart: Chart, event: str) -> str:
    """Whether an act is most likely work, or waited for."""
    roles = chart.process.events[event].by
    return "work" if not roles or role_kind(chart, roles[0]) == "staff" else "after"
