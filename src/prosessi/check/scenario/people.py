"""PR863, PR865-PR867 and PR881: who is there to do what is to be done."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.refusals import role_kind
from prosessi.check.scenario.onward import stuck
from prosessi.check.scenario.outline import Numbers, ScenarioOutline
from prosessi.findings import Severity
from prosessi.messages import Message, say
from prosessi.rules import Found, rule
from prosessi.simulate.doing import Offer
from prosessi.simulate.prepare import shared_roles
from prosessi.simulate.setup import role_of, roles_in
from prosessi.span import Span


@rule("PR863", over="acts")
def role_without_people(outline: ScenarioOutline) -> Iterator[Found]:
    """Work is done in a role in which nobody is.

    An act of a client or a partner takes their own time, which is waited for: `after`, and not `work`.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts:
              ratkaise: {work: 1 hour}  # PR863
              peru: {work: 10 minutes}  # PR863

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
              peru: {after: {exponential: {mean: 60 days}}, chance: 0.1}
        staff: {virkailija: {people: 2}}
    """
    lacking: dict[str, dict[str, Span]] = {}
    kinds: dict[str, str | None] = {}
    for numbers in outline.known:
        for offer in outline.offers[numbers.name]:
            for role in needed_for(offer, numbers) - outline.roles:
                lacking.setdefault(role, {})[offer.event] = numbers.written.place_of_key("acts", offer.event)
                kinds[role] = role_kind(outline.charts[numbers.name], role)
    for role, acts in lacking.items():
        (event, at), *others = acts.items()
        ours = kinds[role] == "staff"
        yield Found(
            at,
            say("there is nobody in the role '{role}' who would do '{event}'", role=role, event=event)
            if ours
            else say("'{role}' has no working hours, so '{event}' cannot be work", role=role, event=event),
            _somebody(outline, role)
            if ours
            else say("write how long it is waited for: 'after: ...' instead of 'work'"),
            tuple((other, say("'{event}' as well", event=name)) for name, other in others),
        )


@rule("PR865", over="scenario")
def more_away_than_there_are(outline: ScenarioOutline) -> Iterator[Found]:
    """More people of a crew are on leave at once than there are in it.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff:
          virkailija:
            people: 2
            leave: [{from: 2026-07-01, to: 2026-07-31, people: 3}]  # PR865

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff:
          virkailija:
            people: 2
            leave: [{from: 2026-07-01, to: 2026-07-31, people: 2}]
    """
    for name, crew in outline.scenario.staff.items():
        for leave in crew.leave:
            days = (other for other in crew.leave if other.from_ <= leave.from_ <= other.to)
            away = sum(crew.people if other.people is None else other.people for other in days)
            if away > crew.people:
                yield Found(
                    leave.place_of("people"),
                    say(
                        "{away} of '{crew}' are away on {day}, and there are only {people}",
                        away=away,
                        crew=name,
                        day=leave.from_,
                        people=crew.people,
                    ),
                    say("write at most {people}, or leave 'people' out if all are away", people=crew.people),
                )
                break


@rule("PR866", over="scenario")
def caseload_of_nobody(outline: ScenarioOutline) -> Iterator[Found]:
    """A crew has a caseload, but its people do not keep the cases that they begin.

    A `caseload` is how many cases one person has at a time. Only those have cases of their own who are `named`.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 2, caseload: 30}}  # PR866

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff: {virkailija: {people: 2, named: true, caseload: 30}}
    """
    for name, crew in outline.scenario.staff.items():
        if crew.caseload is not None and not crew.named:
            yield Found(
                crew.place_of_key("caseload"),
                say("'{crew}' has a caseload, but no cases of its own", crew=name),
                say("add 'named: true', or leave 'caseload' out"),
            )


@rule("PR867", Severity.WARNING, over="prepared")
def of_no_use(outline: ScenarioOutline) -> Iterator[Found]:
    """A crew has nothing to do, or hours are nobody's.

    Most often an act is done in another role than was meant, or is missing.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 1 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff:
          virkailija: {people: 2}
          johtaja: {people: 1}  # PR867
        hours:
          tiistaisin: {tue: 9-11}  # PR867

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 1 per week}
            acts: {ratkaise: {work: 1 hour, with: johtaja}}
        staff:
          virkailija: {people: 2}
          johtaja: {people: 1, hours: tiistaisin}
        hours:
          tiistaisin: {tue: 9-11}
    """
    scenario = outline.scenario
    needed = _needed(outline)
    lacking = any(any(stuck(outline.charts[each.name], each)) for each in outline.known)  # which is told instead
    for name, crew in scenario.staff.items():
        roles = crew.roles or (name,)
        if needed.isdisjoint(roles) and not lacking:
            yield Found(
                scenario.place_of_key("staff", name),
                say(
                    "'{crew}' has nothing to do: no act is done in the role {roles}",
                    crew=name,
                    roles=[f"'{role}'" for role in roles],
                ),
                say("write 'by' or 'with' at the acts that they do, or leave them out"),
            )
    used = {crew.hours for crew in scenario.staff.values()}
    for name in scenario.hours:
        if name not in used:
            yield Found(
                scenario.place_of_key("hours", name),
                say("nobody has the hours '{name}'", name=name),
                say("write 'hours: {name}' at those who work then, or leave them out", name=name),
            )


@rule("PR881", Severity.WARNING, over="scenario")
def kept_by_some_only(outline: ScenarioOutline) -> Iterator[Found]:
    """Some of those in a role keep the cases that they begin, and others do not.

    Whoever is free then takes the case, so nobody keeps any in this role, and a `caseload` holds nobody back. Cases
    have somebody of their own in a role only if all crews in it are `named`.

    Bad::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff:
          virkailija: {people: 2, named: true, caseload: 30}  # PR881
          sijainen: {people: 1, roles: [virkailija]}

    Good::

        scenario: vilkas
        assumption: harjoitus
        period: {from: 2026-01-01}
        cases: 100
        processes:
          laina:
            arrivals: {rate: 10 per week}
            acts: {ratkaise: {work: 1 hour}}
        staff:
          virkailija: {people: 2, named: true, caseload: 30}
          sijainen: {people: 1, named: true, caseload: 10, roles: [virkailija]}
    """
    shared = shared_roles(outline.scenario)
    for name, crew in outline.scenario.staff.items():
        own = crew.roles or (name,)
        beside = (role for role, able in shared.items() if not able.isdisjoint(own))
        for role in (*own, *beside) if crew.named else ():
            others = [f"'{other}'" for other, beside in outline.crews(role).items() if not beside.named]
            if others:
                yield Found(
                    crew.place_of_key("named"),
                    say(
                        "'{crew}' keep no cases in the role '{role}', since {others} act in it, too, and are not named",
                        crew=name,
                        role=said(role),
                        others=others,
                    ),
                    say(
                        "add 'named: true' to {others}, or leave the role '{role}' out there",
                        others=others,
                        role=said(role),
                    ),
                )


def _somebody(outline: ScenarioOutline, role: str) -> Message:
    crews = list(outline.scenario.staff)
    if not crews:
        return say("add 'staff: {{{role}: {{people: ...}}}}'", role=role)
    return say(
        "add '{role}: {{people: ...}}' under 'staff', or add '{role}' to the 'roles' of {crews}", role=role, crews=crews
    )


def said(role: str) -> str:
    """A role in a sentence, between quotes: where any of several will do, all of them."""
    return "' / '".join(roles_in(role))


def _needed(outline: ScenarioOutline) -> frozenset[str]:
    """The roles in which acts are work."""
    offers = ((offer, numbers) for numbers in outline.known for offer in outline.offers[numbers.name])
    return frozenset(role for offer, numbers in offers for role in needed_for(offer, numbers))


def needed_for(offer: Offer, numbers: Numbers) -> frozenset[str]:
    """The roles in which an act is work, but for one that cannot do it at all."""
    return frozenset(role for seat in seats_of(offer, numbers) for role in roles_in(seat))


def seats_of(offer: Offer, numbers: Numbers) -> frozenset[str]:
    """For which roles an act needs a person each; where any of several will do, they are one."""
    if offer.doing.work is None:
        return frozenset()
    able = numbers.process.process.events[offer.event].by
    by = {role for role in offer.able if role in able or not able}
    return frozenset({*([role_of(by)] if by else []), *offer.doing.with_})
