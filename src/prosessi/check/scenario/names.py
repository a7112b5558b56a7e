"""PR850-PR852: what a scenario speaks of and nothing has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from prosessi.check.scenario.outline import Numbers, ScenarioOutline
from prosessi.check.uses import Kind, Use, listed, single
from prosessi.messages import Message, say
from prosessi.model.beside import process_file, processes_near
from prosessi.model.library import shown
from prosessi.model.scenario import Doing
from prosessi.model.staffing import ALWAYS
from prosessi.rules import Found, nearest, respelt, rule

UNKNOWN: Mapping[str, Message] = {
    "state": say("a state"),
    "event": say("an event"),
    "role": say("a role"),
    "data": say("case data"),
    "hours": say("working hours"),
    "calendar": say("a calendar"),
    "law": say("a law"),
    "fact": say("a fact"),
}

_HOURS = say("write the name of hours that stand under 'hours', or 'always' for round the clock")


@rule("PR850", over="scenario")
def numbers_of_nothing(outline: ScenarioOutline) -> Iterator[Found]:
    """A process to which a scenario gives numbers is not there, or has errors of its own.

    It is looked for beside the scenario, in the folders beside and above, and among the processes that come with
    prosessi.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          lainna:  # PR850
            arrivals: {rate: 10 per week}

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 2}}
    """
    scenario = outline.scenario
    for name in scenario.processes:
        at = scenario.place_of_key("processes", name)
        if name not in outline.found:
            near = nearest(name, processes_near(outline.file))
            yield Found(
                at,
                say("there is no process '{name}'", name=name),
                say("did you mean '{near}'?", near=near)
                if near
                else say("put the scenario in the folder of its process, beside process.yaml"),
                edits=respelt(at, name, processes_near(outline.file)),
            )
        elif outline.found[name] is None:
            yield Found(
                at,
                say("the process '{name}' has errors of its own", name=name),
                say(
                    "mend them first: prosessi check {file}",
                    file=shown(process_file(name, outline.file) or outline.file),
                ),
            )


@rule("PR851", over="scenario")
def unknown_name_in_a_scenario(outline: ScenarioOutline) -> Iterator[Found]:
    """A scenario names something that neither its process nor the scenario has.

    Acts are the events of the process. A crew has the name of a role, or says its roles.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts:
              ratkase: {work: 1 hour}  # PR851
        staff:
          virkailija: {people: 2, hours: virkaaika}  # PR851
        hours:
          virka_aika: {mon-fri: 8-16}

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
        staff:
          virkailija: {people: 2, hours: virka_aika}
        hours:
          virka_aika: {mon-fri: 8-16}
    """
    for numbers in outline.known:
        for use in _uses_of(numbers):
            yield from _unknown(use, numbers.process.declared(use.kind) or {}, _remedy(use))
    yield from _unknown_in_staff(outline)
    calendars = outline.library.calendars
    for use in single("calendar", outline.scenario, "calendar", outline.scenario.calendar):
        if calendars:
            yield from _unknown(use, calendars, say("name one of these: {names}", names=sorted(calendars)))
    yield from _unknown_bases(outline)


@rule("PR852", over="scenario")
def settled_by_another(outline: ScenarioOutline) -> Iterator[Found]:
    """An act of a scenario decides data that its event does not decide, or stands in a state that does not offer it.

    Bad::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: jonossa
        roles: {virkailija: {}}
        case: {summa: {type: integer}, kiire: {type: boolean, default: false}}
        events: {ratkaise: {by: virkailija, decides: summa}}
        states:
          jonossa:
            transitions:
              - {event: ratkaise, if: summa > 5, set: {kiire: true}, to: valmis}
              - {event: ratkaise, else: true, to: valmis}
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
              ratkaise:
                work: 1 hour
                decides: {summa: 7, kiire: true}  # PR852
                in: {valmis: {work: 2 hours}}  # PR852
        staff: {virkailija: {people: 2}}

    Good::

        # laina/process.yaml
        prosessi: 1
        process: laina
        initial: jonossa
        roles: {virkailija: {}}
        case: {summa: {type: integer}, kiire: {type: boolean, default: false}}
        events: {ratkaise: {by: virkailija, decides: summa}}
        states:
          jonossa:
            transitions:
              - {event: ratkaise, if: summa > 5, set: {kiire: true}, to: valmis}
              - {event: ratkaise, else: true, to: valmis}
          valmis: {final: success}
        # laina/scenario.yaml
        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            case: {kiire: {chance: 0.1}}
            acts:
              ratkaise:
                work: 1 hour
                decides: {summa: 7}
                in: {jonossa: {work: 2 hours}}
        staff: {virkailija: {people: 2}}
    """
    for numbers in outline.known:
        yield from _settled_by_another(numbers)
        yield from _not_offered(numbers)


def _settled_by_another(numbers: Numbers) -> Iterator[Found]:
    process = numbers.process.process
    for event, doing, _ in numbers.doings:
        decides = process.events[event].decides
        for name in doing.decides:
            if name in process.case and name not in decides:
                yield Found(
                    doing.place_of_key("decides", name),
                    say("'{event}' does not decide '{name}'", event=event, name=name),
                    say("it decides {names}", names=list(decides))
                    if decides
                    else say("it decides nothing; write '{name}' under 'case' of the scenario", name=name),
                )


def _not_offered(numbers: Numbers) -> Iterator[Found]:
    outline = numbers.process
    for event, act in numbers.acts:
        sources = [node for node, transition in outline.transitions if event in transition.event]
        sources += [node for node in outline.nodes if event in node.state.finish]
        inside = {name for node in sources for name in (node.name, *(above.name for above in node.ancestors))}
        for state in act.in_:
            if state in outline.named and state not in inside:
                yield Found(
                    act.place_of_key("in", state),
                    say("'{event}' does not happen in '{state}'", event=event, state=state),
                    say("it happens in {names}", names=[node.name for node in sources])
                    if sources
                    else say("it happens nowhere; leave it out"),
                )


def _uses_of(numbers: Numbers) -> Iterator[Use]:
    written = numbers.written
    yield from (Use("data", name, written.place_of_key("case", name), "case") for name in written.case)
    for event, act in written.acts.items():
        yield Use("event", event, written.place_of_key("acts", event), "acts")
        yield from (Use("state", state, act.place_of_key("in", state), "in") for state in act.in_)
        for doing in (act, *act.in_.values()):
            yield from _uses_of_doing(doing)


def _uses_of_doing(doing: Doing) -> Iterator[Use]:
    yield from listed("role", doing, "by", doing.by)
    yield from listed("role", doing, "with", doing.with_)
    yield from (Use("data", name, doing.place_of_key("decides", name), "decides") for name in doing.decides)


def _unknown_in_staff(outline: ScenarioOutline) -> Iterator[Found]:
    scenario = outline.scenario
    known = {role for numbers in outline.known for role in numbers.process.declared("role") or {}}
    for name, crew in scenario.staff.items():
        if crew.hours is not None and crew.hours != ALWAYS:
            [use] = single("hours", crew, "hours", crew.hours)
            yield from _unknown(use, scenario.hours, _HOURS)
        if not outline.complete:
            continue
        for use in listed("role", crew, "roles", crew.roles):
            yield from _unknown(use, known, _remedy(use))
        if not crew.roles:
            use = Use("role", name, scenario.place_of_key("staff", name), "staff")
            yield from _unknown(use, known, say("say what they do: add 'roles: [...]' to '{name}'", name=name))


def _unknown_bases(outline: ScenarioOutline) -> Iterator[Found]:
    for part in outline.grounded:
        for use in listed("law", part, "law", part.law):
            laws = outline.library.laws
            yield from _unknown(use, laws, say("add '{name}' to laws.yaml", name=use.name)) if laws else ()
        for use in listed("fact", part, "source", part.source):
            facts = outline.library.facts
            yield from _unknown(use, facts, say("write the number of a fact that is there")) if facts else ()


def _unknown(use: Use, known: Collection[str], otherwise: Message) -> Iterator[Found]:
    if use.name not in known:
        near = nearest(use.name, known)
        yield Found(
            use.at,
            say("'{name}' is not {kind} that there is", name=use.name, kind=UNKNOWN[use.kind]),
            say("did you mean '{near}'?", near=near) if near else otherwise,
            edits=respelt(use.at, use.name, known),
        )


def _remedy(use: Use) -> Message:
    kinds: Mapping[Kind, Message] = {
        "event": say("write the name of an event of the process, or leave it out"),
        "state": say("write the name of a state of the process"),
        "role": say("write the name of a role of the process"),
        "data": say("write the name of case data of the process, or leave it out"),
    }
    return kinds[use.kind]
