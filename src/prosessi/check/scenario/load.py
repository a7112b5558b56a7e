"""PR864 and PR878-PR880: what will happen in a scenario, as far as a few cases sent ahead can show it."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor

from prosessi.check.scenario.acts import concerns
from prosessi.check.scenario.onward import stuck
from prosessi.check.scenario.outline import Numbers, ScenarioOutline
from prosessi.check.scenario.people import said
from prosessi.findings import Severity
from prosessi.messages import Message, say
from prosessi.rules import Found, rule
from prosessi.simulate.pilot import Overload, Pilot, open_a_week, overloads, people_on_average
from prosessi.simulate.setup import DAY, Crew

HOUR = 3600
WEEK = 7 * DAY


@rule("PR864", Severity.WARNING, over="pilot")
def nobody_at_all(outline: ScenarioOutline, seen: Pilot) -> Iterator[Found]:
    """A role has a crew, but in the whole time that is simulated there is nobody in it.

    What waits for them waits for ever.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 0}}  # PR864

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
    for place, role in enumerate(seen.setup.roles):
        crews = [crew for crew in seen.setup.crews if place in crew.roles]
        if seen.offered[place] and not any(size for crew in crews for _, size in crew.sizes):
            yield Found(
                outline.scenario.staff[crews[0].name].place_of("people"),
                say("there is nobody in the role '{role}' at any time", role=said(role)),
                say("write how many people there are, at least 1"),
            )


@rule("PR878", Severity.WARNING, over="pilot")
def more_work_than_time(outline: ScenarioOutline, seen: Pilot) -> Iterator[Found]:
    """There is more work in a role than its people have time.

    Then the queue grows for as long as the simulation goes on, and how long a case takes depends on nothing but when
    it is stopped. The work is reckoned from a hundred cases sent ahead, with people enough for all of them.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 50 per week}
            acts: {ratkaise: {work: 2 hours}}
        staff: {virkailija: {people: 2}}  # PR878

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 50 per week}
            acts: {ratkaise: {work: 2 hours}}
        staff: {virkailija: {people: 3}}
    """
    for overload in overloads(seen):
        if not overload.open:
            continue  # nobody at all, which is told by itself
        roles = [said(seen.setup.roles[role]) for role in overload.roles]
        crew = max(overload.crews, key=lambda crew: open_a_week(seen.setup, crew))
        yield Found(
            outline.scenario.place_of_key("staff", crew.name),
            say(
                "in the role {roles} there is work for {offered} hours a week, and working time of {open}: the queue"
                " grows all the time",
                roles=[f"'{role}'" for role in roles],
                offered=_hours(overload.offered),
                open=_hours(overload.open),
            ),
            _enough(seen, overload, crew),
        )


@rule("PR879", Severity.WARNING, over="pilot")
def more_cases_than_room(outline: ScenarioOutline, seen: Pilot) -> Iterator[Found]:
    """The named workers have more cases at a time than their caseload allows.

    New cases then wait until somebody's old case ends, and ever more of them do.

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
            acts:
              ota: {work: 1 hour}
              ratkaise: {after: 5 weeks, work: 1 hour}
        staff: {virkailija: {people: 2, named: true, caseload: 10}}  # PR879

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
              ratkaise: {after: 5 weeks, work: 1 hour}
        staff: {virkailija: {people: 2, named: true, caseload: 30}}
    """
    for crew, kept in zip(seen.setup.crews, seen.kept, strict=True):
        people = people_on_average(seen.setup, crew)
        at_a_time = seen.coming * kept / WEEK
        if crew.named and crew.caseload is not None and 0 < people * crew.caseload < at_a_time:
            yield Found(
                outline.scenario.place_of_key("staff", crew.name),
                say(
                    "'{crew}' would have at least {cases} cases at a time, and there is room for {room}",
                    crew=crew.name,
                    cases=ceil(at_a_time),
                    room=floor(people * crew.caseload),
                ),
                say(
                    "{people} people would have room for them, or {caseload} cases for each",
                    people=ceil(at_a_time / crew.caseload),
                    caseload=ceil(at_a_time / people),
                ),
            )


@rule("PR880", Severity.WARNING, over="pilot")
def never_over(outline: ScenarioOutline, seen: Pilot) -> Iterator[Found]:
    """Some cases do not end even if there are people for everything.

    Something that they wait for never comes: an act without numbers, one that comes only with some chance, or one
    that a qualification rule leaves to another role.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts:  # PR880
              peru: {after: 30 days, chance: 0.5}
        staff: {}

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts:
              peru: {after: 30 days, chance: 0.5}
              ratkaise: {after: 60 days, work: 1 hour}
        staff: {virkailija: {people: 1}}
    """
    for numbers in outline.known:
        process = list(outline.charts).index(numbers.name)
        ends = {act: many for (where, act), many in seen.unfinished.items() if where == process}
        if ends and not any(stuck(outline.charts[numbers.name], numbers)):
            last = max(ends, key=lambda act: ends[act])
            yield Found(
                numbers.written.place_of_key("acts"),
                say(
                    "{many} of {all} cases sent ahead never end in '{process}'{where}",
                    many=sum(ends.values()),
                    all=seen.cases,
                    process=numbers.name,
                    where=_after(seen, process, last),
                ),
                _left_to_others(outline, numbers)
                or say("see what they wait for, and give it numbers; an act with 'chance' does not always come"),
            )


def _left_to_others(outline: ScenarioOutline, numbers: Numbers) -> Message | None:
    """The act that a rule leaves to another role in some cases, if there is one."""
    chart = outline.charts[numbers.name]
    for offer in outline.offers[numbers.name]:
        for barring in chart.entitlements:
            others, condition = barring.rule.responsible, barring.rule.if_
            if condition is not None and offer.by not in others and concerns(barring, offer):
                return say(
                    "write 'by: {role}' at '{event}': in '{state}' the rule '{rule}' leaves it to them, if {condition}",
                    role=others[0],
                    event=offer.event,
                    state=chart[offer.state].name,
                    rule=barring.name,
                    condition=condition.text,
                )
    return None


def _enough(seen: Pilot, overload: Overload, crew: Crew) -> Message:
    """How many people of a crew would do."""
    people = max(size for _, size in crew.sizes)
    one = open_a_week(seen.setup, crew) / people
    return say(
        "{people} people in '{crew}' would be enough, if only just; now there are {now}",
        people=people + ceil((overload.offered - overload.open) / one),
        crew=crew.name,
        now=people,
    )


def _after(seen: Pilot, process: int, act: int | None) -> Message | str:
    if act is None:
        return ""
    return say("; most of them stop after '{event}'", event=seen.setup.processes[process].acts[act].event)


def _hours(seconds: float) -> str:
    return f"{seconds / HOUR:.0f}" if seconds >= 10 * HOUR else f"{seconds / HOUR:.1f}"
