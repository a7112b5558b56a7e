"""PR870-PR875: whether the acts of a scenario can be done, and whether they bring every case to its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prosessi.chart.ahead import actions_of, conditions_of, raised_events
from prosessi.chart.chart import ROOT, Assign, Chart, Kind, StateId, Trigger, Vertex
from prosessi.chart.refusals import role_kind
from prosessi.check.scenario.outline import Numbers, ScenarioOutline
from prosessi.findings import Severity
from prosessi.messages import Message, say
from prosessi.model.beside import process_file
from prosessi.rules import Found, rule
from prosessi.simulate.doing import Offer
from prosessi.span import Span


@rule("PR870", over="acts")
def no_time_at_all(outline: ScenarioOutline) -> Iterator[Found]:
    """An act does not say how long it takes, or says two things that cannot both be.

    An act takes `work`, or is waited for (`after`), or both. Those who are `with` it do its work. It has a `share`
    of the cases that are in its state, or comes with a `chance` of its own.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts:
              ratkaise: {work: 1 hour}
              hylkaa: {share: 0.1}  # PR870
              peru: {after: 60 days, share: 0.1, chance: 0.1}  # PR870
        staff: {virkailija: {people: 2}}

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts:
              ratkaise: {work: 1 hour}
              hylkaa: {work: 30 minutes, share: 0.1}
              peru: {after: 60 days, chance: 0.1}
        staff: {virkailija: {people: 2}}
    """
    for numbers in outline.known:
        for event, act in numbers.acts:
            at = numbers.written.place_of_key("acts", event)
            here = [offer.doing for offer in outline.offers[numbers.name] if offer.event == event] or [act]
            if any(doing.work is None and doing.after is None for doing in here):
                yield Found(
                    at,
                    say("'{event}' does not say how long it takes", event=event),
                    say("add 'work: ...', the working time, or 'after: ...', how long it is waited for"),
                )
            elif any(doing.with_ and doing.work is None for doing in here):
                yield Found(
                    act.place_of("with"),
                    say("'{event}' has people with it, but no work for them", event=event),
                    say("add 'work: ...'"),
                )
        for event, doing, _ in numbers.doings:
            if doing.share is not None and doing.chance is not None:
                yield Found(
                    doing.place_of_key("chance"),
                    say("'{event}' has both a share and a chance", event=event),
                    say("keep 'share' if it is one of several ways on, and 'chance' if it comes besides them"),
                )


@rule("PR871", over="acts")
def undecided(outline: ScenarioOutline) -> Iterator[Found]:
    """Data that conditions ask about never get a value.

    What an act decides it decides in the scenario, too; what no act decides has a value from the beginning.

    Bad::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: jonossa
        roles: {virkailija: {}}
        case: {summa: {type: integer}}
        events: {ratkaise: {by: virkailija, decides: summa}}
        states:
          jonossa:
            transitions:
              - {event: ratkaise, if: summa > 5, to: valmis}
              - {event: ratkaise, else: true, to: poissa}
          valmis: {final: success}
          poissa: {final: closed}
        # laina/scenario.yaml
        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts:
              ratkaise: {work: 1 hour}  # PR871
        staff: {virkailija: {people: 2}}

    Good::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: jonossa
        roles: {virkailija: {}}
        case: {summa: {type: integer}}
        events: {ratkaise: {by: virkailija, decides: summa}}
        states:
          jonossa:
            transitions:
              - {event: ratkaise, if: summa > 5, to: valmis}
              - {event: ratkaise, else: true, to: poissa}
          valmis: {final: success}
          poissa: {final: closed}
        # laina/scenario.yaml
        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts:
              ratkaise: {work: 1 hour, decides: {summa: {uniform: {from: 1, to: 20}}}}
        staff: {virkailija: {people: 2}}
    """
    for numbers in outline.known:
        asked = _asked(outline.charts[numbers.name], frozenset(event for event, _ in numbers.acts))
        undecided = dict(_undecided(numbers, outline.offers[numbers.name], asked))
        for event, names in undecided.items():
            yield Found(
                numbers.written.place_of_key("acts", event),
                say("'{event}' decides {names}, and no values are given", event=event, names=_quoted(names)),
                say(
                    "add 'decides: {{{name}: ...}}', for example {example}",
                    name=names[0],
                    example=_example(numbers, names[0]),
                ),
            )
        given = _given(outline, numbers).union(*undecided.values())
        if missing := [name for name in asked if name not in given]:
            yield Found(
                outline.scenario.place_of_key("processes", numbers.name),
                say("conditions ask about {names}, and no case has any value of it", names=_quoted(missing)),
                say("add 'case: {{{name}: {example}}}'", name=missing[0], example=_example(numbers, missing[0])),
            )


@rule("PR872", over="acts")
def done_by_others(outline: ScenarioOutline) -> Iterator[Found]:
    """An act is done in a role that cannot do it.

    Who can do an act stands in `by` of the event, and who may answer for a state in the qualification rules.

    Bad::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: jonossa
        roles: {virkailija: {}, johtaja: {}, asiakas: {kind: client}}
        events: {ratkaise: {by: [virkailija, johtaja]}, peru: {by: asiakas}}
        rules:
          ylin: {in: jonossa, responsible: johtaja}
        states:
          jonossa: {transitions: [{event: ratkaise, to: valmis}, {event: peru, to: valmis}]}
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
              ratkaise: {work: 1 hour, by: virkailija}  # PR872
              peru: {after: 60 days, by: virkailija}  # PR872
        staff: {virkailija: {people: 2}}

    Good::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: jonossa
        roles: {virkailija: {}, johtaja: {}, asiakas: {kind: client}}
        events: {ratkaise: {by: [virkailija, johtaja]}, peru: {by: asiakas}}
        rules:
          ylin: {in: jonossa, responsible: johtaja}
        states:
          jonossa: {transitions: [{event: ratkaise, to: valmis}, {event: peru, to: valmis}]}
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
              ratkaise: {work: 1 hour, by: johtaja}
              peru: {after: 60 days}
        staff: {johtaja: {people: 1}}
    """
    for numbers in outline.known:
        told: set[Span] = set()
        for offer in outline.offers[numbers.name]:
            found = _not_theirs(outline, numbers, offer)
            if found is not None and found.at not in told:
                told.add(found.at)
                yield found


@rule("PR873", over="acts")
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
        for vertex, events in _stuck(chart, numbers):
            written = numbers.written.wrote("acts")
            yield Found(
                numbers.written.place_of_key("acts")
                if written
                else outline.scenario.place_of_key("processes", numbers.name),
                say(
                    "nothing leads on from '{state}': {events} has no numbers",
                    state=vertex.name,
                    events=_quoted(events),
                )
                if len(events) == 1
                else say(
                    "nothing leads on from '{state}': {events} have no numbers",
                    state=vertex.name,
                    events=_quoted(events),
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


def _asked(chart: Chart, acting: frozenset[str]) -> tuple[str, ...]:
    """The data that decide what becomes of a case, in the order of the process; acts without numbers ask nothing."""
    idle = {id(edge.guard) for edge in chart.edges if edge.trigger is Trigger.EVENT and acting.isdisjoint(edge.events)}
    programs = [program for program in conditions_of(chart) if id(program) not in idle]
    programs += [action.value for action in actions_of(chart) if isinstance(action, Assign)]
    names = {name for program in programs for name in program.reads}
    names |= {slot.name for watch in chart.watches for slot in watch.dates}
    names |= {edge.at.datum for edge in chart.edges if edge.at is not None and edge.at.datum}
    return tuple(slot.name for slot in chart.slots if slot.name in names)


def _undecided(numbers: Numbers, offers: tuple[Offer, ...], asked: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """The events that decide what is asked about, and give no values; each with these data."""
    process = numbers.process.process
    for event, _ in numbers.acts:
        here = [offer.doing.decides for offer in offers if offer.event == event]
        names = [
            name for name in process.events[event].decides if name in asked and not all(name in each for each in here)
        ]
        if names:
            yield event, names


def _given(outline: ScenarioOutline, numbers: Numbers) -> frozenset[str]:
    """The data that get a value somewhere."""
    chart = outline.charts[numbers.name]
    given = {slot.name for slot in chart.slots if slot.default is not None}
    given |= {chart.slots[action.slot].name for action in actions_of(chart) if isinstance(action, Assign)}
    given |= {name for _, doing, _ in numbers.doings for name in doing.decides}
    for other in outline.known:
        if any(node.state.process == numbers.name for node in other.process.nodes):
            given |= set(other.process.process.case)
    return frozenset(given | set(numbers.written.case))


def _not_theirs(outline: ScenarioOutline, numbers: Numbers, offer: Offer) -> Found | None:
    process, chart = numbers.process.process, outline.charts[numbers.name]
    roles = process.events[offer.event].by
    act = numbers.written.acts[offer.event]
    said = next((each for each in (*act.in_.values(), act) if each.wrote("by") and each.by == offer.by), None)
    at = said.place_of("by") if said else numbers.written.place_of_key("acts", offer.event)
    if offer.by is None or offer.by not in (numbers.process.declared("role") or {}):
        return None
    if roles and offer.by not in roles:
        message = say("'{role}' cannot do '{event}'", role=offer.by, event=offer.event)
        return Found(at, message, say("it can be done by {roles}", roles=_quoted(roles)))
    for entitlement in chart.entitlements:
        rule_, states = entitlement.rule, entitlement.states
        concerned = offer.state in states and (not rule_.events or offer.event in rule_.events)
        if (
            concerned
            and rule_.if_ is None
            and offer.by not in rule_.responsible
            and role_kind(chart, offer.by) == "staff"
        ):
            message = say(
                "in '{state}' '{role}' may not do '{event}': the rule '{rule}' leaves it to others",
                state=chart[offer.state].name,
                role=offer.by,
                event=offer.event,
                rule=entitlement.name,
            )
            return Found(at, message, say("write 'by: {role}'", role=rule_.responsible[0]))
    return None


def _stuck(chart: Chart, numbers: Numbers) -> Iterator[tuple[Vertex, list[str]]]:
    """The states that cases come to, and whose own acts are all without numbers, with these."""
    acting = frozenset(event for event, _ in numbers.acts)
    for vertex in (chart[state] for state in sorted(_come_to(chart, acting))):
        events = [event for edge in vertex.edges for event in edge.events if event in chart.process.events]
        others = any(edge.trigger is not Trigger.EVENT for edge in vertex.edges)
        if vertex.kind is Kind.ATOMIC and events and not others and acting.isdisjoint(events):
            yield vertex, list(dict.fromkeys(events))


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


def _example(numbers: Numbers, name: str) -> Message | str:
    kind = numbers.types[name]
    match kind.kind:
        case "boolean":
            return "{chance: 0.5}"
        case "choice":
            return f"{{shares: {{{', '.join(f'{choice}: {1 / len(kind.of):.2g}' for choice in kind.of[:2])}}}}}"
        case "set":
            return f"{{chances: {{{kind.of[0]}: 0.5}}}}"
        case "date":
            return "{ago: 0 days}"
    return "{uniform: {from: 1, to: 10}}"


def _quoted(names: Mapping[str, object] | tuple[str, ...] | list[str]) -> list[str]:
    return [f"'{name}'" for name in names]
