"""PR870-PR872: whether the acts of a scenario can be done, by whom, and with what values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prosessi.chart.ahead import actions_of, conditions_of
from prosessi.chart.chart import Assign, Chart, Entitlement, Trigger
from prosessi.chart.refusals import role_kind
from prosessi.check.scenario.outline import Numbers, ScenarioOutline
from prosessi.messages import Message, say
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

    Who can do an act stands in `by` of the event, and who may answer for a state in the qualification rules. Several
    roles can stand for one another (`by: [virkailija, johtaja]`) only if the rules treat them alike.

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
    """What a role of an offer cannot do there, if there is something."""
    act = numbers.written.acts[offer.event]
    said = next((each for each in (*act.in_.values(), act) if each.wrote("by") and each.by == offer.able), None)
    known = numbers.process.declared("role") or {}
    for place, role in enumerate(offer.able if known.keys() >= set(offer.able) else ()):
        at = said.place_of("by", place) if said else numbers.written.place_of_key("acts", offer.event)
        found = _not_of(role, at, outline, numbers, offer)
        if found is not None:
            return found
    return None


def _not_of(role: str, at: Span, outline: ScenarioOutline, numbers: Numbers, offer: Offer) -> Found | None:
    """What one role cannot do, or not at all times when another can that would do as well."""
    chart = outline.charts[numbers.name]
    roles = numbers.process.process.events[offer.event].by
    if roles and role not in roles:
        message = say("'{role}' cannot do '{event}'", role=role, event=offer.event)
        return Found(at, message, say("it can be done by {roles}", roles=_quoted(roles)))
    for barring in chart.entitlements if role_kind(chart, role) == "staff" else ():
        others = barring.rule.responsible
        always = barring.rule.if_ is None or not set(others).isdisjoint(offer.able)
        if always and role not in others and concerns(barring, offer):
            message = say(
                "in '{state}' '{role}' may not do '{event}': the rule '{rule}' leaves it to others",
                state=chart[offer.state].name,
                role=role,
                event=offer.event,
                rule=barring.name,
            )
            return Found(at, message, say("write 'by: {role}'", role=others[0]))
    return None


def concerns(rule_: Entitlement, offer: Offer) -> bool:
    """Whether a qualification rule says who does an act."""
    return offer.state in rule_.states and offer.event in (rule_.rule.events or (offer.event,))


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


def _quoted(names: Iterable[str]) -> list[str]:
    return [f"'{name}'" for name in names]
